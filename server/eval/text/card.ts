export interface CardFacts {
  readonly task: string;
  readonly version: string;
  readonly bytes: number;
  readonly data: string;
  readonly dataSha256: string;
  readonly rows: number;
  readonly learntFrom: number;
  readonly nearDuplicates: number;
  readonly seed: number;
  readonly date: string;
  readonly licence: string;
}

const PURPOSE: Readonly<Record<string, string>> = {
  finnsp: "whether a financial text is negative about one of the firms that it names",
  finese: "types of event in a financial text, several or none",
  finfe: "mood of a forum post on a share: 消极, 中性, 积极",
  entity: "names of financial platforms in a text that no list knows",
};

/** The page that lies beside a model: what it was made from, how, and what it is worth. */
export function makeCard(facts: CardFacts, shape: object, quality: object | null): string {
  return `# ${facts.task}: model card

**Says** ${PURPOSE[facts.task] ?? facts.task}. One opinion beside lexicon and rules, never a determination: what it says is
shown as 涉嫌 and an officer decides.

| | |
|---|---|
| version | ${facts.version} |
| made | ${facts.date}, seed ${facts.seed} |
| size | ${facts.bytes} bytes, 8-bit weights |
| data | ${facts.data}, SHA-256 ${facts.dataSha256} |
| texts | ${facts.rows} read, ${facts.learntFrom} learnt from, ${facts.nearDuplicates} near-duplicates left out |
| licence of the data | ${facts.licence} |

**How.** Constants: \`${JSON.stringify(shape)}\`. Method, known misses and sources: detectors/text/README.md.

**Quality.** ${
    quality === null
      ? "Not measured with this training (--folds 0)."
      : `By cross-validation on the same file, split by text, near-duplicates on one side:

\`\`\`json
${JSON.stringify(quality, null, 2)}
\`\`\``
  }

**Not for** texts of another kind than the training data (court papers, English, spoken word), and no use alone for any
measure against a firm. Chances are calibrated on the training corpus, where trouble is far more common than in a
city's news. The weights follow the licence of the texts: where it states none, keep the file inside the office.
`;
}
