import type { z } from "zod";
import { emphasisOf, PEAK_SHARE } from "#detectors/scoring";
import type { whatIfAnswer, whatIfDraft } from "#domain/api/rescore";
import { DIMENSIONS } from "#domain/dimension";
import { levelWord } from "#server/modules/levels";
import type { Pool } from "#store/pool";
import { countChanges, type DraftChanges } from "#store/what-if";

/** Ten times what 3,000,000 enterprises take. */
const TIMEOUT_MS = 25_000;

export type WhatIf = z.input<typeof whatIfAnswer>;

/** How many enterprises would change level under a draft that came into force now. */
export async function answerWhatIf(
  pool: Pool,
  draft: z.output<typeof whatIfDraft>,
  nowMs: number,
): Promise<WhatIf> {
  const startedMs = performance.now();
  const changes = await countChanges(
    pool,
    {
      weights: DIMENSIONS.map((dimension) => draft.weights[dimension]),
      emphases: DIMENSIONS.map((dimension) => emphasisOf(draft.weights[dimension])),
      peakShare: PEAK_SHARE,
      levels: draft.levels,
    },
    nowMs,
    TIMEOUT_MS,
  );
  const seconds = Math.round(performance.now() - startedMs) / 1000;
  return { ...present(changes), seconds };
}

function present({ counts, moves, examples }: DraftChanges): Omit<WhatIf, "seconds"> {
  const matrix = counts.map((n, from) => counts.map((_, to) => (from === to ? n : 0)));
  const districts = new Map<string, { upgraded: number; downgraded: number }>();
  let upgraded = 0;
  let downgraded = 0;
  for (const { district, from, to, n } of moves) {
    const row = matrix[from - 1] as number[];
    row[to - 1] = (row[to - 1] as number) + n;
    row[from - 1] = (row[from - 1] as number) - n;
    const sum = districts.get(district) ?? { upgraded: 0, downgraded: 0 };
    districts.set(district, sum);
    if (to > from) {
      upgraded += n;
      sum.upgraded += n;
    } else {
      downgraded += n;
      sum.downgraded += n;
    }
  }
  return {
    enterprises: counts.reduce((sum, n) => sum + n, 0),
    changed: upgraded + downgraded,
    upgraded,
    downgraded,
    matrix,
    byDistrict: [...districts].map(([district, sum]) => ({ district, ...sum })),
    examples: examples.map((row) => ({ ...row, from: levelWord(row.from), to: levelWord(row.to) })),
  };
}
