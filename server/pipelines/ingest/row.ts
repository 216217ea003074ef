import { createHash } from "node:crypto";
import { normaliseCreditCode, parseCreditCode } from "#domain/credit-code";
import { normaliseDistrict } from "#domain/district";
import { type Envelope, type EventSubject, envelopeSchema, type InputKind } from "#domain/event";
import { eventDataSchemas } from "#domain/event-data";

/** A row as it came: its value, or why it could not even be read. */
export type RawRow =
  | { readonly row: number; readonly value: unknown }
  | { readonly row: number; readonly fault: RowFault; readonly raw: string };

export interface RowFault {
  /** Of the catalogue in domain/error.ts. */
  readonly code: string;
  readonly path?: string;
  readonly detail?: string;
}

/** A row that can be published once its subjects have their keys. */
export interface CheckedRow {
  readonly row: number;
  readonly envelope: Envelope;
  readonly data: Record<string, unknown>;
  readonly subjects: readonly EventSubject[];
  readonly district: string | null;
  readonly timeMs: number;
  readonly timeInferred: boolean;
  /** Of what the source said, without its transport: 32 hex characters. */
  readonly hash: string;
}

export type CheckResult =
  | { readonly ok: true; readonly row: CheckedRow }
  | { readonly ok: false; readonly id: string | null; readonly fault: RowFault };

/** How far a source's clock may run ahead of ours. */
const FUTURE_MS = 5 * 60_000;
/** Before any register of ours: a mistyped year. */
const EARLIEST_MS = Date.UTC(1949, 9, 1);
/** Control characters other than tab and line breaks: they mean a broken export, and the store's columns use two of them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is control characters that are looked for
const CONTROL =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** All that can be said of a row without asking the store. Pure; `nowMs` stands in where the source gave no time. */
export function checkRow(raw: RawRow, kind: InputKind, source: string, nowMs: number): CheckResult {
  if ("fault" in raw) return { ok: false, id: null, fault: raw.fault };
  const id = idOf(raw.value);
  const parsed = envelopeSchema.safeParse(raw.value);
  if (!parsed.success) return refuse(id, "ingest.shape", parsed.error.issues[0]);
  const envelope = parsed.data;
  if (envelope.source !== source)
    return { ok: false, id, fault: { code: "ingest.source-mismatch", path: "source" } };
  const data = eventDataSchemas[kind].safeParse(envelope.data);
  if (!data.success) return refuse(id, "ingest.shape", data.error.issues[0], "data");
  const body = JSON.stringify([
    envelope.type,
    envelope.time ?? null,
    envelope.subject ?? null,
    envelope.subjects ?? null,
    envelope.corrects ?? null,
    envelope.withdraws ?? null,
    data.data,
  ]);
  if (CONTROL.test(envelope.id) || hasControl(body))
    return { ok: false, id, fault: { code: "ingest.control-character" } };

  let timeMs = nowMs;
  if (envelope.time !== undefined) {
    timeMs = Date.parse(envelope.time);
    if (timeMs > nowMs + FUTURE_MS)
      return { ok: false, id, fault: { code: "ingest.future-time", path: "time" } };
    if (timeMs < EARLIEST_MS) return { ok: false, id, fault: { code: "ingest.time-too-old", path: "time" } };
  }
  let district: string | null = null;
  if (envelope.district !== undefined) {
    const normal = normaliseDistrict(envelope.district);
    if (!normal.ok) return { ok: false, id, fault: { code: "ingest.unknown-district", path: "district" } };
    district = normal.code;
  }
  const subjects = subjectsOf(envelope);
  for (const subject of subjects) {
    if (!("code" in subject)) continue;
    const code = parseCreditCode(subject.code);
    if (!code.ok)
      return {
        ok: false,
        id,
        fault: { code: codeFault(code.reason), path: "subject.code", detail: code.reason },
      };
  }
  if (subjects.length === 0 && kind !== "sentiment")
    return { ok: false, id, fault: { code: "ingest.subject-missing", path: "subject" } };
  const place = checkPlaces(data.data as Record<string, unknown>);
  if (place !== null) return { ok: false, id, fault: place };
  return {
    ok: true,
    row: {
      row: raw.row,
      envelope,
      data: data.data as Record<string, unknown>,
      subjects,
      district,
      timeMs,
      timeInferred: envelope.time === undefined,
      hash: createHash("sha256").update(body).digest("hex").slice(0, 32),
    },
  };
}

/** JSON writes a control character as \u00XX, a lone surrogate as \uDXXX; tab and line breaks have short forms. */
function hasControl(json: string): boolean {
  return json.includes("\\u") && /\\u(00(0[0-8bcefBCEF]|1[0-9a-fA-F])|[dD][89a-fA-F])/.test(json);
}

function codeFault(reason: string): string {
  return reason === "check-character" ? "ingest.code-check" : "ingest.code-form";
}

/** Districts inside the data: old codes become today's, unknown ones are refused. Changes `data`. */
function checkPlaces(data: Record<string, unknown>): RowFault | null {
  for (const field of ["registeredDistrict", "businessDistrict"]) {
    const value = data[field];
    if (typeof value !== "string") continue;
    const normal = normaliseDistrict(value);
    if (normal.ok) data[field] = normal.code;
    else return { code: "ingest.unknown-district", path: `data.${field}` };
  }
  if (typeof data.creditCode === "string") {
    const code = parseCreditCode(data.creditCode);
    if (!code.ok) return { code: codeFault(code.reason), path: "data.creditCode", detail: code.reason };
    data.creditCode = code.value.code;
  }
  return null;
}

function subjectsOf(envelope: Envelope): EventSubject[] {
  const { subject } = envelope;
  const list: EventSubject[] = [...(envelope.subjects ?? [])];
  if (typeof subject === "string") {
    const code = normaliseCreditCode(subject);
    // A bare text is a credit code when it has the form of one, else a name.
    list.unshift(/^[0-9A-Z]{18}$/.test(code) ? { code } : { name: subject });
  } else if (subject !== undefined) list.unshift(subject);
  return list;
}

function idOf(value: unknown): string | null {
  const id = (value as { id?: unknown } | null)?.id;
  return typeof id === "string" ? id.slice(0, 200) : null;
}

function refuse(
  id: string | null,
  code: string,
  issue: { path: readonly PropertyKey[]; message: string } | undefined,
  prefix = "",
): CheckResult {
  const path = [prefix, ...(issue?.path ?? []).map(String)].filter((part) => part !== "").join(".");
  return { ok: false, id, fault: { code, path, ...(issue === undefined ? {} : { detail: issue.message }) } };
}
