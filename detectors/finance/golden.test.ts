import { describe, expect, test } from "vitest";
import { evaluateOrganisation } from "#detectors/finance/evaluation";
import { periodOf } from "#detectors/finance/input";
import { makePeerBuilder } from "#detectors/finance/peer-building";
import {
  LAST_MONTH,
  makeHistory,
  makeInput,
  NOW_MS,
  QUIET,
  soundFigures,
} from "#detectors/finance/testing/inputs";
import { LOCAL_KINDS, type LocalKind } from "#domain/finance-kind";
import { DEFAULT_LEVEL_RULE } from "#domain/level";
import { DAY_MS } from "#domain/time";

/** What goes wrong in each kind, month by month: figures times this, `back` months ago. */
const TROUBLE: Readonly<Record<LocalKind, Readonly<Record<string, (back: number) => number>>>> = {
  microloan: { largestBorrowerLoans: (back) => 2.7 - 0.25 * back, nonPerformingRatio: (back) => 9 - back },
  factoring: { overdue90Ratio: (back) => 12 - back, disputedReceivables: (back) => 14 - 2 * back },
  leasing: {
    largestCustomerBalance: (back) => 3.2 - 0.2 * back,
    rentCollected: (back) => 0.75 + 0.04 * back,
  },
  guarantee: { compensationRate: (back) => 18 - 2 * back, liabilityBalance: (back) => 2.4 - 0.1 * back },
  pawn: { cash: (back) => 0.02 + 0.2 * back, overdueBalance: (back) => 11 - back, cashOutflow: () => 1.3 },
};

/** Peers that differ a little, firm by firm, so that there is something to compare with. */
function peersOf(kind: LocalKind) {
  const builder = makePeerBuilder(kind, periodOf(LAST_MONTH));
  for (let firm = 0; firm < 40; firm++) {
    const times = (k: number) => 0.7 + 0.6 * (((firm * 37 + k * 53) % 101) / 101);
    builder.add(
      firm,
      makeInput(kind, {
        history: makeHistory(3, (back) =>
          Object.fromEntries(
            Object.entries(soundFigures(kind)).map(([name, value], k) => [name, value * times(k + back)]),
          ),
        ),
      }),
    );
  }
  return builder.finish();
}

describe("a firm that goes wrong", () => {
  test.each(LOCAL_KINDS)("%s", async (kind) => {
    const trouble = TROUBLE[kind];
    const evaluation = evaluateOrganisation(
      makeInput(kind, {
        peers: peersOf(kind),
        history: makeHistory(6, (back) =>
          Object.fromEntries(
            Object.entries(soundFigures(kind)).map(([name, value]) => [
              name,
              value * (trouble[name]?.(back) ?? 1),
            ]),
          ),
        ),
        facts: {
          ...QUIET,
          complaints: [{ timeMs: NOW_MS - 5 * DAY_MS, people: 3, eventUid: "c/1" }],
          courts: [
            {
              stage: "filed",
              role: "defendant",
              timeMs: NOW_MS - 20 * DAY_MS,
              count: 4,
              amount: 6e6,
              ended: false,
              eventUid: "j/1",
            },
          ],
        },
      }),
      DEFAULT_LEVEL_RULE,
    );
    const lines = [
      `${evaluation.score} ${evaluation.level} forced ${evaluation.forced} worst ${evaluation.worstGroup} breaches ${evaluation.breaches} known ${evaluation.known}`,
      ...evaluation.groups.map((group) => `group ${group.zh} ${group.score} carries ${group.points}`),
      ...evaluation.models.map(
        (model) =>
          `model ${model.zh} ${model.score?.toFixed(1)} carries ${model.points}: ${model.parts.map((part) => `${part.zh} ${part.points.toFixed(1)}`).join(", ")}`,
      ),
      ...evaluation.warnings.map((warning) => `${warning.level} ${warning.zh}`),
      ...evaluation.indicators
        .filter(({ points }) => points >= 0.5)
        .map(
          (row) =>
            `indicator ${row.zh} ${row.value} (${row.previous}) risk ${row.risk} ${row.trend} carries ${row.points}`,
        ),
    ];
    await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot(`./__golden__/${kind}.txt`);
  });
});
