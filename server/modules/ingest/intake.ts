import { setTimeout as sleep } from "node:timers/promises";
import type { IngestResult } from "#domain/api/sources";
import { CodedError, type Language } from "#domain/error";
import { INPUT_KINDS, type InputKind } from "#domain/event";
import type { IngestPort, IngestRow, IngestSource } from "#server/http/ports";
import { formatTraceparent, type Trace } from "#server/http/trace";

export interface IntakeOptions {
  readonly language: Language;
  readonly trace: Trace;
}

/** Which kind a row is: told by the address, or found in the row. null: none that the source may send. */
export type KindOf = (value: unknown) => InputKind | null;

/** While a stream is being read, a full pipeline holds it back this long before it is refused. */
const PATIENCE_MS = 30_000;
const STEP_MS = 500;

/**
 * Hands batch after batch to ingest and adds up the answers, in the order of the rows. When the pipeline is full, the
 * first batch is refused at once (429) and later ones wait: the sender's stream stands still meanwhile, and memory
 * stays at one batch. Rows that were taken before a refusal stay taken; sent again they are duplicates.
 */
export async function takeRows(
  ingest: IngestPort,
  source: IngestSource,
  kindOf: KindOf,
  batches: AsyncIterable<IngestRow[]> | Iterable<IngestRow[]>,
  options: IntakeOptions,
): Promise<IngestResult> {
  const sum: IngestResult = { read: 0, accepted: 0, duplicate: 0, conflict: 0, rejected: 0, results: [] };
  for await (const batch of batches) {
    for (const [kind, rows] of groupByKind(batch, kindOf)) {
      const result = await submit(ingest, source, kind, rows, options, sum.read > 0);
      for (const name of ["read", "accepted", "duplicate", "conflict", "rejected"] as const)
        sum[name] += result[name];
      for (const row of result.results) sum.results.push(row);
    }
  }
  sum.results.sort((a, b) => a.row - b.row);
  return sum;
}

async function submit(
  ingest: IngestPort,
  source: IngestSource,
  kind: InputKind,
  rows: readonly IngestRow[],
  { language, trace }: IntakeOptions,
  mayWait: boolean,
): Promise<IngestResult> {
  for (let waitedMs = 0; ; waitedMs += STEP_MS) {
    try {
      return await ingest.submit(source, kind, rows, { language, traceparent: formatTraceparent(trace) });
    } catch (error) {
      const full = error instanceof CodedError && error.code === "ingest.backpressure";
      if (!full || !mayWait || waitedMs >= PATIENCE_MS) throw error;
      await sleep(STEP_MS);
    }
  }
}

/** Almost always one group. A row of no kind is faulty; it is kept under the first kind, with its own words. */
function groupByKind(batch: readonly IngestRow[], kindOf: KindOf): Map<InputKind, IngestRow[]> {
  const groups = new Map<InputKind, IngestRow[]>();
  const add = (kind: InputKind, row: IngestRow): void => {
    const rows = groups.get(kind);
    if (rows === undefined) groups.set(kind, [row]);
    else rows.push(row);
  };
  const strays: IngestRow[] = [];
  for (const row of batch) {
    const kind = "value" in row ? kindOf(row.value) : null;
    if (kind !== null) add(kind, row);
    else strays.push("value" in row ? strayOf(row) : row);
  }
  const home = groups.keys().next().value ?? kindOf(undefined) ?? INPUT_KINDS[0];
  for (const row of strays) add(home, row);
  return groups;
}

function strayOf(row: { readonly row: number; readonly value: unknown }): IngestRow {
  const type = (row.value as { type?: unknown } | null)?.type;
  const kind = typeof type === "string" ? type.slice(0, 40) : "";
  return {
    row: row.row,
    fault: { code: "ingest.unknown-kind", params: { kind, known: INPUT_KINDS.join(", ") } },
    raw: JSON.stringify(row.value)?.slice(0, 4000) ?? "",
  };
}
