import { DAY_SECONDS } from "#detectors/money-flow/parameters";
import type { Transfer } from "#detectors/money-flow/transfer";

export const START = Date.UTC(2025, 0, 6) / 1000;

let number = 0;

/** A transfer at a day (may be a fraction) after the start, of whole yuan. */
export function pay(
  from: string,
  to: string,
  day: number,
  yuan = 500,
  more: Partial<Transfer> = {},
): Transfer {
  return {
    id: `t${String(++number).padStart(5, "0")}`,
    atSeconds: START + Math.round(day * DAY_SECONDS),
    fen: yuan * 100,
    from,
    to,
    cash: false,
    ...more,
  };
}

/** a0 → a1 → … → a0, hop n on the n-th of the days. */
export function ring(
  name: string,
  days: readonly number[],
  yuan: (hop: number) => number = () => 500,
): Transfer[] {
  return days.map((day, i) => pay(`${name}${i}`, `${name}${(i + 1) % days.length}`, day, yuan(i)));
}
