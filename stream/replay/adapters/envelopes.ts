import { createHash } from "node:crypto";
import { basename } from "node:path";
import { INPUT_KINDS, type InputKind } from "#domain/event";
import { detectLayout } from "#stream/import/layout";
import { makeRowMapper, suggestMapping } from "#stream/import/mapping";
import { readObjects, readTable } from "#stream/import/rows";
import type { Adapter, ReplayFile } from "#stream/replay/data-set";
import { REPLAY_SOURCE, type ReplayEvent, type ReplayRow, replayRowId } from "#stream/replay/row";

/** Files of events in our own form: NDJSON envelopes, or CSV with a `type` column and columns named like fields. */
export const envelopes: Adapter = {
  set: "envelopes",
  kinds: INPUT_KINDS,
  matches: (shape) =>
    (shape.type === "ndjson" &&
      typeof shape.first.type === "string" &&
      typeof shape.first.data === "object") ||
    (shape.type === "csv" &&
      shape.header.includes("type") &&
      shape.header.some((column) => column.startsWith("data."))),
  async *read(file) {
    const layout = detectLayout(file.head);
    if (layout?.format === "ndjson") yield* readEnvelopeLines(file);
    else if (layout?.format === "csv") yield* readEnvelopeTable(file);
  },
};

async function* readEnvelopeLines(file: ReplayFile): AsyncGenerator<ReplayRow> {
  const layout = detectLayout(file.head);
  if (layout?.format !== "ndjson") return;
  for await (const item of readObjects(file.open(), layout)) {
    if (!item.ok) {
      yield { ok: false, row: item.row, kind: "sentiment", code: item.code, raw: item.raw };
      continue;
    }
    const kind = kindOf(item.value.type);
    yield kind === null
      ? { ok: false, row: item.row, kind: "sentiment", code: "ingest.unknown-kind", raw: item.raw }
      : {
          ok: true,
          row: item.row,
          events: [
            adopt(item.value, kind, () =>
              replayRowId("envelopes", basename(file.path), item.record, item.raw),
            ),
          ],
        };
  }
}

async function* readEnvelopeTable(file: ReplayFile): AsyncGenerator<ReplayRow> {
  const layout = detectLayout(file.head);
  if (layout?.format !== "csv") return;
  const fileKey = createHash("sha256").update(basename(file.path)).digest("hex");
  let columns: readonly string[] = [];
  const mappers = new Map<InputKind, ReturnType<typeof makeRowMapper>>();
  for await (const item of readTable(file.open(), layout)) {
    if ("header" in item) {
      columns = item.header;
      continue;
    }
    if (!item.ok) {
      yield { ok: false, row: item.row, kind: "sentiment", code: item.code, raw: item.raw };
      continue;
    }
    const kind = kindOf(item.cells[columns.indexOf("type")]);
    if (kind === null) {
      yield { ok: false, row: item.row, kind: "sentiment", code: "ingest.unknown-kind", raw: item.raw };
      continue;
    }
    let mapper = mappers.get(kind);
    if (mapper === undefined) {
      mapper = makeRowMapper(
        { kind, source: REPLAY_SOURCE, fileKey },
        suggestMapping(kind, columns),
        columns,
      );
      mappers.set(kind, mapper);
    }
    const mapped = mapper(item.cells, item.record);
    yield mapped.ok
      ? { ok: true, row: item.row, events: [adopt(mapped.envelope, kind, () => mapped.envelope.id)] }
      : { ok: false, row: item.row, kind, code: mapped.code, raw: item.raw };
  }
}

/** The replay is the source now; what the file named as source stays in the id, so that two sources never collide. */
function adopt(value: Record<string, unknown>, kind: InputKind, makeId: () => string): ReplayEvent {
  const prefix = typeof value.source === "string" && value.source !== REPLAY_SOURCE ? `${value.source}:` : "";
  const known = (id: unknown): string => `${prefix}${String(id)}`.slice(0, 200);
  const timeMs = typeof value.time === "string" ? Date.parse(value.time) : Number.NaN;
  return {
    kind,
    timeMs: Number.isNaN(timeMs) ? null : timeMs,
    envelope: {
      ...value,
      source: REPLAY_SOURCE,
      id: typeof value.id === "string" && value.id !== "" ? known(value.id) : makeId(),
      ...(value.corrects === undefined ? {} : { corrects: known(value.corrects) }),
      ...(value.withdraws === undefined ? {} : { withdraws: known(value.withdraws) }),
    } as ReplayEvent["envelope"],
  };
}

function kindOf(type: unknown): InputKind | null {
  const first = typeof type === "string" ? type.split(".", 1)[0] : undefined;
  return INPUT_KINDS.find((kind) => kind === first) ?? null;
}
