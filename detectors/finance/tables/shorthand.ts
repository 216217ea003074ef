import type { Curve } from "#detectors/finance/curve";
import type { Indicator } from "#detectors/finance/indicator";
import { figure, quotient } from "#detectors/finance/input";

type Words = Pick<Indicator, "id" | "group" | "zh" | "en" | "weight"> &
  Partial<Pick<Indicator, "aspect" | "unit">>;

/** An indicator that is a reported figure as it stands. */
export function reported(words: Words, name: string, curve: Curve): Indicator {
  return {
    unit: "ratio",
    ...words,
    reads: [name],
    curve,
    source: "monthly-report",
    value: (view) => figure(view, name),
  };
}

/** An indicator that is one reported figure over another. */
export function share(words: Words, name: string, of: string, curve: Curve): Indicator {
  return {
    unit: "ratio",
    ...words,
    reads: [name, of],
    curve,
    source: "monthly-report",
    value: (view) => quotient(figure(view, name), figure(view, of)),
  };
}
