/**
 * One form for one text: full-width letters and digits become half-width, Latin letters lower case, traditional
 * variants of the characters that the lexicon uses become simplified, and spaces or zero-width marks between Chinese
 * characters (used to slip past word filters: 跑 路) go. Digits keep their spaces. Length may shrink, never grow.
 */
export function normaliseText(text: string): string {
  let out = "";
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const mapped = mapCode(code);
    if (mapped === code) continue;
    out += text.slice(from, i);
    from = i + 1;
    if (mapped === SKIP) continue;
    if (mapped === SPACE) {
      if (isWide(out.charCodeAt(out.length - 1)) && isWide(text.charCodeAt(i + 1))) continue;
      out += " ";
      continue;
    }
    out += String.fromCharCode(mapped);
  }
  return from === 0 ? text : out + text.slice(from);
}

const SKIP = -1;
const SPACE = -2;

// Pairs "traditional simplified" for characters of the lexicon, the negators and the numerals only.
const VARIANTS =
  "資资傳传銷销騙骗維维權权聯联兌兑難难欠欠債债倒倒閉闭爆爆雷雷違违約约詐诈盤盘報报訴诉訟讼執执罰罚調调查查處处凍冻結结賬账戶户" +
  "錢钱財财產产龐庞崩崩潰溃潛潜逃逃警警偵侦辦办拘拘審审訊讯還还無无沒没並并實实闢辟謠谣謹谨認认為为險险慮虑擔担諾诺" +
  "證证穩稳賺赚賠赔虧亏損损萬万億亿壹一貳二參三肆四伍五陸六柒七捌八玖九拾十銀银貸贷業业務务員员監监會会給给發发現现" +
  "幣币區区塊块鏈链養养老項项獎奖勵励層层級级入入門门費费團团隊队體体虛虚擬拟";

const TABLE = buildTable();

function buildTable(): Int32Array {
  const table = new Int32Array(65536);
  for (let code = 0; code < 65536; code++) table[code] = code;
  for (let i = 0; i + 1 < VARIANTS.length; i += 2) table[VARIANTS.charCodeAt(i)] = VARIANTS.charCodeAt(i + 1);
  for (let code = 0xff01; code <= 0xff5e; code++) table[code] = code - 0xfee0;
  // These stay full-width: they part clauses, and the half-width comma and point also stand inside numbers.
  for (const mark of "，！？：；") table[mark.charCodeAt(0)] = mark.charCodeAt(0);
  for (let code = 65; code <= 90; code++) table[code] = code + 32;
  for (let code = 0xff21; code <= 0xff3a; code++) table[code] = code - 0xfee0 + 32;
  for (const code of [0x20, 0x09, 0xa0, 0x3000]) table[code] = SPACE;
  for (const code of [0x200b, 0x200c, 0x200d, 0x2060, 0xfeff, 0xad]) table[code] = SKIP;
  return table;
}

function mapCode(code: number): number {
  return TABLE[code] as number;
}

/** A Chinese character or full-width mark. */
function isWide(code: number): boolean {
  return code >= 0x3000 && code <= 0x9fff;
}
