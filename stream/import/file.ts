import { CodedError } from "#domain/error";
import type { EnvelopeInput, InputKind } from "#domain/event";
import { importFields } from "#stream/import/fields";
import { detectLayout, type Layout } from "#stream/import/layout";
import {
  checkMapping,
  finishEnvelope,
  type Mapping,
  makeRowMapper,
  type RowContext,
  rowId,
  suggestMapping,
} from "#stream/import/mapping";
import { type ObjectRow, type RowFault, readObjects, readTable, type TableRow } from "#stream/import/rows";

type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** One row of a file, ready for ingest or with the reason why not. */
export type ImportRow =
  | { readonly ok: true; readonly row: number; readonly envelope: EnvelopeInput; readonly raw: string }
  | RowFault;

export interface FilePreview {
  readonly layout: Layout;
  readonly columns: readonly string[];
  /** The first rows as text; one that cannot be read is among the faults. */
  readonly rows: readonly (readonly string[])[];
  readonly suggested: Mapping;
  readonly targets: readonly {
    readonly field: string;
    readonly required: boolean;
    readonly description: string;
  }[];
  /** What is wrong among the rows that were looked at, cells by the suggested mapping; in the order of the file. */
  readonly faults: readonly RowFault[];
}

const PREVIEW_ROWS = 20;
/** Rows looked at to find the columns of NDJSON. */
const PREVIEW_READ = 200;

/**
 * What the file holds, by its beginning: give it the first megabyte or the whole stream, it stops by itself. Throws
 * CodedError import.format, and import.no-rows of a header alone.
 */
export async function previewFile(chunks: Chunks, kind: InputKind): Promise<FilePreview> {
  const { layout, rest } = await openFile(chunks);
  const columns: string[] = [];
  const rows: string[][] = [];
  const faults: RowFault[] = [];
  const read: TableRow[] = [];
  if (layout.format === "csv") {
    for await (const item of readTable(rest, layout)) {
      if ("header" in item) columns.push(...item.header);
      else if (!item.ok) faults.push(item);
      else {
        rows.push([...item.cells]);
        read.push(item);
      }
      if (rows.length >= PREVIEW_ROWS || faults.length >= PREVIEW_READ) break;
    }
  } else {
    const objects: ObjectRow[] = [];
    for await (const item of readObjects(rest, layout)) {
      if (item.ok) objects.push(item);
      else faults.push(item);
      if (objects.length >= PREVIEW_ROWS || faults.length >= PREVIEW_READ) break;
    }
    const flat = objects.map((item) => flatten(item.value));
    for (const one of flat) for (const key of Object.keys(one)) if (!columns.includes(key)) columns.push(key);
    rows.push(...flat.map((one) => columns.map((column) => one[column] ?? "")));
  }
  if (rows.length === 0 && faults.length === 0) throw new CodedError("import.no-rows");
  const suggested = suggestMapping(kind, columns, rows);
  const map = makeRowMapper({ kind, source: "", fileKey: "" }, suggested, columns);
  for (const { cells, record, row, raw } of read) {
    const mapped = map(cells, record);
    if (!mapped.ok) faults.push({ ...mapped, row, raw });
  }
  faults.sort((a, b) => a.row - b.row);
  return {
    layout,
    columns,
    rows,
    faults,
    suggested,
    targets: importFields(kind).map((one) => ({
      field: one.field,
      required: one.required === true,
      description: one.zh,
    })),
  };
}

/**
 * The rows of a file as envelopes. Row faults are yielded and the rest goes on; a wrong format, wrong columns or an
 * incomplete mapping throws CodedError before the first row. `mapping` null takes the suggestion.
 */
export async function* readImport(
  chunks: Chunks,
  context: RowContext,
  mapping: Mapping | null,
): AsyncGenerator<ImportRow> {
  const { layout, rest } = await openFile(chunks);
  if (layout.format === "csv") yield* readCsv(rest, layout, context, mapping);
  else yield* readNdjson(rest, layout, context, mapping);
}

async function* readCsv(
  chunks: Chunks,
  layout: Extract<Layout, { format: "csv" }>,
  context: RowContext,
  wanted: Mapping | null,
): AsyncGenerator<ImportRow> {
  let columns: readonly string[] = [];
  let mapper: ReturnType<typeof makeRowMapper> | null = null;
  let rows = 0;
  for await (const item of readTable(chunks, layout)) {
    if ("header" in item) {
      columns = item.header;
      const mapping = wanted ?? suggestMapping(context.kind, columns);
      checkMapping(context.kind, mapping, columns);
      mapper = makeRowMapper(context, mapping, columns);
    } else if (!item.ok || mapper === null) {
      rows++;
      yield item as RowFault;
    } else {
      rows++;
      const mapped = mapper(item.cells, item.record);
      yield mapped.ok
        ? { ok: true, row: item.row, envelope: mapped.envelope, raw: item.raw }
        : {
            ok: false,
            row: item.row,
            code: mapped.code,
            params: mapped.params,
            path: mapped.path,
            raw: item.raw,
          };
    }
  }
  if (mapper === null) throw new CodedError("ingest.empty");
  if (rows === 0) throw new CodedError("import.no-rows");
}

/** Lines that are envelopes (they have `data`) are taken as they are; flat objects go through the mapping. */
async function* readNdjson(
  chunks: Chunks,
  layout: Extract<Layout, { format: "ndjson" }>,
  context: RowContext,
  wanted: Mapping | null,
): AsyncGenerator<ImportRow> {
  const mapping = wanted !== null && Object.keys(wanted).length > 0 ? wanted : null;
  // The order of a mapping's columns is that of the cells given to the mapper.
  const fixed = mapping === null ? null : [...new Set(Object.values(mapping))];
  const mapper = mapping === null || fixed === null ? null : makeRowMapper(context, mapping, fixed);
  if (mapping !== null && fixed !== null) checkMapping(context.kind, mapping, fixed);
  for await (const item of readObjects(chunks, layout)) {
    if (!item.ok) {
      yield item;
      continue;
    }
    const { row, record, value, raw } = item;
    if (
      typeof value.data === "object" &&
      value.data !== null &&
      (mapper === null || value.specversion !== undefined)
    ) {
      const envelope = finishEnvelope(value, context.kind, context.source, () =>
        rowId(context.fileKey, record, [raw]),
      );
      yield { ok: true, row, envelope, raw };
      continue;
    }
    const flat = flatten(value);
    const columns = fixed ?? Object.keys(flat);
    const own =
      mapper ??
      makeRowMapper(
        context,
        suggestMapping(context.kind, columns, [columns.map((column) => flat[column] ?? "")]),
        columns,
      );
    const mapped = own(
      columns.map((column) => flat[column] ?? ""),
      record,
    );
    yield mapped.ok
      ? { ok: true, row, envelope: mapped.envelope, raw }
      : { ok: false, row, code: mapped.code, params: mapped.params, path: mapped.path, raw };
  }
}

/** Nested objects by dotted path, lists by semicolons; null is empty. */
function flatten(
  value: Record<string, unknown>,
  prefix = "",
  out: Record<string, string> = {},
): Record<string, string> {
  for (const [key, inner] of Object.entries(value)) {
    const path = prefix === "" ? key : `${prefix}.${key}`;
    if (inner === null || inner === undefined) continue;
    if (Array.isArray(inner))
      out[path] = inner.map((one) => (typeof one === "object" ? JSON.stringify(one) : String(one))).join(";");
    else if (typeof inner === "object") flatten(inner as Record<string, unknown>, path, out);
    else out[path] = String(inner);
  }
  return out;
}

const HEAD_BYTES = 64 * 1024;

/** Looks at the beginning and gives the whole stream back. */
async function openFile(
  chunks: Chunks,
): Promise<{ readonly layout: Layout; readonly rest: AsyncIterable<Uint8Array> }> {
  const iterator = (
    Symbol.asyncIterator in chunks ? chunks[Symbol.asyncIterator]() : chunks[Symbol.iterator]()
  ) as AsyncIterator<Uint8Array> | Iterator<Uint8Array>;
  const head: Uint8Array[] = [];
  let length = 0;
  while (length < HEAD_BYTES) {
    const next = await iterator.next();
    if (next.done === true) break;
    // A copy: the reader of the stream may use its buffer again.
    head.push(next.value.slice());
    length += next.value.length;
  }
  if (length === 0) {
    await iterator.return?.();
    throw new CodedError("ingest.empty");
  }
  const layout = detectLayout(Buffer.concat(head));
  if (layout === null) {
    await iterator.return?.();
    throw new CodedError("import.format");
  }
  async function* rest(): AsyncGenerator<Uint8Array> {
    try {
      yield* head;
      for (;;) {
        const next = await iterator.next();
        if (next.done === true) return;
        yield next.value;
      }
    } finally {
      await iterator.return?.();
    }
  }
  return { layout, rest: rest() };
}
