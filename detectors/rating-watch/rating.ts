import type { StreamEvent } from "#domain/event";

type Filing = StreamEvent<"filing">["data"];

/** What one edition of a rating says of a firm. */
export interface Rating {
  /** 0–100; null where only a grade is given. */
  readonly score: number | null;
  /** 0 (D) to 6 (A+); null where it is no letter grade. */
  readonly grade: number | null;
  /** Average yearly return that the firm offers, percent. */
  readonly yieldPercent: number | null;
  /** Money that came less money that left, as a share; null when not said. */
  readonly netInflow: number | null;
}

const GRADES = ["D", "C", "C+", "B", "B+", "A", "A+"];

const SCORE_NAMES = ["综合评分", "得分", "评分", "score"];
const YIELD_NAMES = ["利率", "平均利率", "年化收益率", "yield"];
const INFLOW_NAMES = ["资金流入率", "资金净流入率", "netInflow"];

/** Reads the figures of a filing of type `filing.rating` under the names that raters use. */
export function ratingOf(data: Filing): Rating {
  const grade = GRADES.indexOf((data.status ?? "").trim().toUpperCase());
  return {
    score: figureOf(data, SCORE_NAMES),
    grade: grade < 0 ? null : grade,
    yieldPercent: figureOf(data, YIELD_NAMES),
    netInflow: figureOf(data, INFLOW_NAMES),
  };
}

export function formatGrade(grade: number): string {
  return GRADES[grade] ?? "";
}

function figureOf(data: Filing, names: readonly string[]): number | null {
  for (const name of names) {
    const value = Number(data.figures[name] ?? Number.NaN);
    if (Number.isFinite(value)) return value;
  }
  return null;
}
