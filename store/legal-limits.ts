import type { LegalLimit } from "#domain/legal-limit";
import type { Db } from "#store/pool";
import { sql } from "#store/sql";

/** All limits as known now. */
export async function readLegalLimits(db: Db): Promise<LegalLimit[]> {
  const rows = await db.query<
    LegalLimit & { when: unknown; note: string | null; uncertain: string | null }
  >(sql`
    select id, kind, zh, en, figure, of_figure as of, op, value::float8 as value, unit, applies_when as when, document, number, clause,
      region, valid_from as "validFrom", valid_to as "validTo", note, uncertain
    from legal_limits where superseded_at is null order by kind, id, region, valid_from`);
  return rows.map(
    (row) =>
      Object.fromEntries(
        Object.entries(row).filter(([key, value]) => value !== null || key === "of" || key === "validTo"),
      ) as unknown as LegalLimit,
  );
}

/** Keeps editions. One that is there already in the same words changes nothing; in other words it supersedes the row. */
export async function saveLegalLimits(
  tx: Db,
  limits: readonly LegalLimit[],
  recordedBy: number | null,
): Promise<number> {
  const [row] = await tx.query<{ n: number }>(sql`
    with input as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(limits)}::jsonb) as i(id text, kind text, zh text, en text, figure text,
        "of" text, op text, value numeric(20, 6), unit text, "when" jsonb, document text, number text, clause text, region text,
        "validFrom" date, "validTo" date, note text, uncertain text)
    ), changed as materialized (
      select i.*, l.row_id as old from input i
      left join legal_limits l on l.id = i.id and l.region = i.region and l.valid_from = i."validFrom" and l.superseded_at is null
      where l.row_id is null or (l.kind, l.zh, l.en, l.figure, l.of_figure, l.op, l.value, l.unit, l.applies_when, l.document, l.number,
        l.clause, l.valid_to, l.note, l.uncertain) is distinct from
        (i.kind, i.zh, i.en, i.figure, i."of", i.op, i.value, i.unit, i."when", i.document, i.number, i.clause, i."validTo", i.note, i.uncertain)
    )
    select count(*) as n, array_agg(old) filter (where old is not null) as old from changed`);
  if ((row?.n ?? 0) === 0) return 0;
  await tx.execute(sql`
    update legal_limits l set superseded_at = now()
    from jsonb_to_recordset(${JSON.stringify(limits)}::jsonb) as i(id text, kind text, zh text, en text, figure text,
      "of" text, op text, value numeric(20, 6), unit text, "when" jsonb, document text, number text, clause text, region text,
      "validFrom" date, "validTo" date, note text, uncertain text)
    where l.id = i.id and l.region = i.region and l.valid_from = i."validFrom" and l.superseded_at is null
      and (l.kind, l.zh, l.en, l.figure, l.of_figure, l.op, l.value, l.unit, l.applies_when, l.document, l.number, l.clause, l.valid_to,
        l.note, l.uncertain) is distinct from
        (i.kind, i.zh, i.en, i.figure, i."of", i.op, i.value, i.unit, i."when", i.document, i.number, i.clause, i."validTo", i.note, i.uncertain)`);
  return tx.execute(sql`
    insert into legal_limits (id, kind, zh, en, figure, of_figure, op, value, unit, applies_when, document, number, clause, region,
      valid_from, valid_to, note, uncertain, recorded_by)
    select i.id, i.kind, i.zh, i.en, i.figure, i."of", i.op, i.value, i.unit, i."when", i.document, i.number, i.clause, i.region,
      i."validFrom", i."validTo", i.note, i.uncertain, ${recordedBy}::bigint
    from jsonb_to_recordset(${JSON.stringify(limits)}::jsonb) as i(id text, kind text, zh text, en text, figure text,
      "of" text, op text, value numeric(20, 6), unit text, "when" jsonb, document text, number text, clause text, region text,
      "validFrom" date, "validTo" date, note text, uncertain text)
    on conflict (id, region, valid_from) where superseded_at is null do nothing`);
}
