import { MISSING_STAGES } from "#detectors/compliance/parameters";
import type { RateState } from "#detectors/rate-window";

/** An expected filing. `stage` counts the stages of MISSING_STAGES already told; `assumed`: inferred from the last. */
export type FilingDue = [form: string, period: string, dueDay: number, stage: number, assumed: 0 | 1];

export interface ComplianceState {
  /** Court cases in which the firm is the defendant, or its role is unknown. */
  cases: RateState;
  dues: FilingDue[];
  /** Last known use of each legal limit, percent, for the trend. */
  uses: Record<string, number>;
}

/** Day on which the next stage of a missing filing is reached, null when none is expected. */
export function nextDueDay(state: ComplianceState): number | null {
  let next: number | null = null;
  for (const [, , dueDay, stage] of state.dues) {
    const step = MISSING_STAGES[stage];
    if (step === undefined) continue;
    const day = dueDay + step[0];
    if (next === null || day < next) next = day;
  }
  return next;
}
