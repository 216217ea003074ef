import { createHash } from "node:crypto";
import { CodedError, type ErrorCode, type ErrorParams } from "#domain/error";
import type { EnvelopeInput, EventSubject, InputKind } from "#domain/event";
import { type Converted, convertCell } from "#stream/import/convert";
import { FIGURES_PREFIX, fieldOf, type ImportField, importFields } from "#stream/import/fields";

/** Of a cell that is named in a fault. */
const SHOWN_CHARACTERS = 60;

/** Event field -> column. */
export type Mapping = Readonly<Record<string, string>>;

/**
 * A mapping by the headers: the field's own path, then its known Chinese and English headers; each column once. In a
 * filing the numeric columns that are left become figures under their own names.
 */
export function suggestMapping(
  kind: InputKind,
  columns: readonly string[],
  sample: readonly (readonly string[])[] = [],
): Mapping {
  const mapping: Record<string, string> = {};
  const free = new Set(columns);
  const keys = new Map(columns.map((column) => [keyOf(column), column]));
  const take = (one: ImportField, key: string): void => {
    const column = keys.get(keyOf(key));
    if (column === undefined || !free.has(column) || mapping[one.field] !== undefined) return;
    mapping[one.field] = column;
    free.delete(column);
  };
  const fields = importFields(kind);
  for (const one of fields) take(one, one.field);
  for (const one of fields) take(one, one.field.replace(/^(data|subject)\./, ""));
  // Data first: "status", "code", "金额" mean the kind's own field where it has one.
  for (const one of [...fields.filter((each) => each.field.startsWith("data.")), ...fields]) {
    for (const header of one.headers) take(one, header);
  }
  if (mapping.time === undefined) {
    const column = columns.find((each, at) => free.has(each) && isEventTime(each, at, sample));
    if (column !== undefined) {
      mapping.time = column;
      free.delete(column);
    }
  }
  if (kind === "filing") {
    columns.forEach((column, at) => {
      if (!free.has(column) || column === "") return;
      const cells = sample.map((row) => (row[at] ?? "").trim()).filter((cell) => cell !== "");
      if (cells.length > 0 && cells.every((cell) => convertCell(cell, "number").ok))
        mapping[`${FIGURES_PREFIX}${column}`] = column;
    });
  }
  return mapping;
}

/** Instants of something else than the event. */
const OTHER_TIME = /导出|打印|生成|更新|修改|截止|到期|有效|成立|注册|出生|办结|结束/;

/** A header that ends in 时间 or 日期, over cells that are instants as far as the sample shows. */
function isEventTime(column: string, at: number, sample: readonly (readonly string[])[]): boolean {
  if (!/(?:时间|日期)$/.test(keyOf(column)) || OTHER_TIME.test(column)) return false;
  const cells = sample.map((row) => (row[at] ?? "").trim()).filter((cell) => cell !== "");
  const read = cells.filter((cell) => convertCell(cell, "time").ok).length;
  return read * 2 >= cells.length;
}

/** Refuses a mapping that names fields or columns which are not there, or leaves out what every event needs. */
export function checkMapping(kind: InputKind, mapping: Mapping, columns: readonly string[]): void {
  const unknown = Object.keys(mapping).filter((name) => fieldOf(kind, name) === null);
  if (unknown.length > 0) throw new CodedError("import.mapping", { missing: unknown.join(", ") });
  const absent = Object.values(mapping).filter((column) => !columns.includes(column));
  if (absent.length > 0)
    throw new CodedError("ingest.csv-columns", { missing: [...new Set(absent)].join(", ") });
  const missing = importFields(kind)
    .filter((one) => one.required === true && mapping[one.field] === undefined)
    .map((one) => one.field);
  const named = ["subject.code", "subject.name", "subject.localId"].some(
    (name) => mapping[name] !== undefined,
  );
  if (!named && kind !== "sentiment") missing.unshift("subject.name");
  if (missing.length > 0) throw new CodedError("import.mapping", { missing: missing.join(", ") });
}

export interface RowContext {
  readonly kind: InputKind;
  readonly source: string;
  /** Identity of the file: with the row it makes the id of a row that has none. */
  readonly fileKey: string;
}

export type MappedRow =
  | { readonly ok: true; readonly envelope: EnvelopeInput }
  | { readonly ok: false; readonly code: ErrorCode; readonly params: ErrorParams; readonly path: string };

export type RowMapper = (cells: readonly string[], record: number) => MappedRow;

/** Rows of cells to envelopes. The mapping has been checked; empty cells are left out, never zero or "". */
export function makeRowMapper(context: RowContext, mapping: Mapping, columns: readonly string[]): RowMapper {
  const { kind, source, fileKey } = context;
  const targets = Object.entries(mapping).map(([name, column]) => ({
    // A figure may have dots in its name.
    path: name.startsWith(FIGURES_PREFIX)
      ? ["data", "figures", name.slice(FIGURES_PREFIX.length)]
      : name.split("."),
    name,
    column,
    at: columns.indexOf(column),
    spec: fieldOf(kind, name) as ImportField,
  }));
  return (cells, record) => {
    const envelope: Record<string, unknown> = { data: {} };
    for (const { path, name, column, at, spec } of targets) {
      const cell = (cells[at] ?? "").trim();
      if (cell === "") continue;
      const converted =
        spec.values === undefined ? convertCell(cell, spec.type) : convertWord(cell, spec.values);
      if (!converted.ok) {
        const params = { column, value: cell.slice(0, SHOWN_CHARACTERS), known: knownWords(spec) };
        return { ok: false, code: converted.code, params, path: name };
      }
      put(envelope, path, converted.value);
    }
    return {
      ok: true,
      envelope: finishEnvelope(envelope, kind, source, () => rowId(fileKey, record, cells)),
    };
  };
}

/** A whole envelope from what a row gave: source, type and id are filled in. */
export function finishEnvelope(
  part: Record<string, unknown>,
  kind: InputKind,
  source: string,
  makeId: () => string,
): EnvelopeInput {
  const { subject, ...rest } = part;
  const named = normaliseSubject(subject);
  return {
    ...rest,
    id: typeof rest.id === "string" && rest.id !== "" ? rest.id : makeId(),
    source,
    type: typeof rest.type === "string" && rest.type !== "" ? rest.type : `${kind}.imported`,
    ...(named === null ? {} : { subject: named }),
    data: (rest.data ?? {}) as Record<string, unknown>,
  };
}

/** The strongest identifier that a row gave wins; the name goes along. */
function normaliseSubject(subject: unknown): EventSubject | string | null {
  if (typeof subject === "string") return subject;
  if (typeof subject !== "object" || subject === null) return null;
  const { code, localId, name } = subject as { code?: string; localId?: string; name?: string };
  const named = name === undefined ? {} : { name };
  if (code !== undefined) return { code, ...named };
  if (localId !== undefined) return { localId, ...named };
  return name === undefined ? null : { name };
}

/** An id for a row that has none: the same file gives the same ids, so that importing it twice changes nothing. */
export function rowId(fileKey: string, record: number, cells: readonly string[]): string {
  const hash = createHash("sha256")
    .update(`${fileKey}\n${record}\n${cells.join("\u001f")}`)
    .digest("hex");
  return `row-${hash.slice(0, 32)}`;
}

function put(target: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let at = target;
  for (const key of path.slice(0, -1)) {
    at[key] ??= {};
    at = at[key] as Record<string, unknown>;
  }
  at[path.at(-1) as string] = value;
}

function convertWord(cell: string, values: NonNullable<ImportField["values"]>): Converted {
  const text = cell.normalize("NFKC");
  for (const [value, words] of Object.entries(values)) {
    if (value === text || words.some((word) => word.normalize("NFKC") === text)) return { ok: true, value };
  }
  return { ok: false, code: "ingest.cell-word" };
}

/** The first word of each value: what a table may say there. */
function knownWords(spec: ImportField): string {
  return Object.values(spec.values ?? {})
    .map(([word]) => word)
    .join(", ");
}

/** Headers are compared without case, spaces, units in brackets and separators. */
function keyOf(header: string): string {
  return header
    .normalize("NFKC")
    .replace(/\(.*?\)/g, "")
    .replace(/[\s_\-.:/]/g, "")
    .toLowerCase();
}
