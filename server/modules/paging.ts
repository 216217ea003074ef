import { z } from "zod";
import { Refusal } from "#server/http/refusal";

export const pageQuery = z.object({
  cursor: z.string().max(40).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type PageQuestion = z.output<typeof pageQuery>;

/** A page of rows that are ordered by falling id: one row more is read to know whether there is a next. */
export async function pageById<Row extends { readonly id: number }, Shown>(
  question: PageQuestion,
  read: (beforeId: number | null, limit: number) => Promise<readonly Row[]>,
  show: (row: Row) => Shown,
): Promise<{ rows: Shown[]; next: string | null; total: null }> {
  const rows = await read(readCursor(question.cursor), question.limit + 1);
  const shown = rows.slice(0, question.limit);
  const last = shown.at(-1);
  return {
    rows: shown.map(show),
    next: rows.length > question.limit && last !== undefined ? String(last.id) : null,
    total: null,
  };
}

export function readCursor(cursor: string | undefined): number | null {
  if (cursor === undefined || cursor === "") return null;
  if (!/^\d{1,15}$/.test(cursor)) throw new Refusal("enterprise.cursor");
  return Number(cursor);
}
