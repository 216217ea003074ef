import { createHash } from "node:crypto";
import { normaliseCreditCode, parseCreditCode } from "#domain/credit-code";
import { normaliseDistrict } from "#domain/district";
import type { ErrorCode, ErrorParams, Words } from "#domain/error";
import {
  type Envelope,
  type EventSubject,
  envelopeSchema,
  type InputKind,
  SCHEMA_VERSION,
} from "#domain/event";
import { eventDataSchemas } from "#domain/event-data";
import { describeIssue, type Issue } from "#domain/issue";

export interface Fault {
  readonly code: ErrorCode;
  readonly params: ErrorParams;
  readonly path?: string;
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
  | { readonly ok: false; readonly id: string | null; readonly fault: Fault };

/** How far a source's clock may run ahead of ours. */
const FUTURE_SECONDS = 300;
/** Before any register of ours: a mistyped year. */
const EARLIEST = "1949-10-01";
const EARLIEST_MS = Date.parse(`${EARLIEST}T00:00:00+08:00`);
const MAX_SUBJECTS = 50;

/** All that can be said of a row without asking the store. Pure; `nowMs` stands in where the source gave no time. */
export function checkRow(
  row: number,
  value: unknown,
  kind: InputKind,
  source: string,
  nowMs: number,
): CheckResult {
  const id = idOf(value);
  const refuse = (code: ErrorCode, params: ErrorParams = {}, path?: string): CheckResult => ({
    ok: false,
    id,
    fault: path === undefined ? { code, params } : { code, params, path },
  });
  const parsed = envelopeSchema.safeParse(value);
  if (!parsed.success) {
    const { path, detail } = issueOf(parsed.error.issues);
    return refuse("ingest.envelope", { path, detail }, path);
  }
  const envelope = parsed.data;
  if (envelope.source !== source)
    return refuse("ingest.source-mismatch", { source: envelope.source }, "source");
  if (envelope.schemaversion !== SCHEMA_VERSION) {
    return refuse(
      "ingest.schema-version",
      { version: envelope.schemaversion, known: SCHEMA_VERSION },
      "schemaversion",
    );
  }
  if (envelope.corrects === envelope.id || envelope.withdraws === envelope.id) {
    return refuse("ingest.corrects-self", {}, envelope.corrects === envelope.id ? "corrects" : "withdraws");
  }
  const checked = eventDataSchemas[kind].safeParse(envelope.data);
  if (!checked.success) {
    const { path, detail } = issueOf(checked.error.issues);
    return refuse("ingest.data", { kind, path: `data.${path}`, detail }, `data.${path}`);
  }
  const data = checked.data as Record<string, unknown>;
  const body = JSON.stringify([
    envelope.id,
    envelope.type,
    envelope.time ?? null,
    envelope.subject ?? null,
    envelope.subjects ?? null,
    envelope.corrects ?? null,
    envelope.withdraws ?? null,
    data,
    // Behind the rest and only where it is said: hashes of rows without one stay what they were.
    ...(envelope.district === undefined ? [] : [envelope.district]),
  ]);
  if (hasControl(body)) return refuse("ingest.control-character");

  let timeMs = nowMs;
  if (envelope.time !== undefined) {
    timeMs = Date.parse(envelope.time);
    if (timeMs > nowMs + FUTURE_SECONDS * 1000) {
      return refuse("ingest.future-time", { time: envelope.time, seconds: FUTURE_SECONDS }, "time");
    }
    if (timeMs < EARLIEST_MS)
      return refuse("ingest.ancient-time", { time: envelope.time, earliest: EARLIEST }, "time");
  }
  let district: string | null = null;
  if (envelope.district !== undefined) {
    const normal = normaliseDistrict(envelope.district);
    if (!normal.ok) return refuse("ingest.unknown-district", { district: envelope.district }, "district");
    district = normal.code;
  }
  const subjects = subjectsOf(envelope);
  if (subjects.length > MAX_SUBJECTS)
    return refuse("ingest.too-many-subjects", { max: MAX_SUBJECTS }, "subjects");
  if (subjects.length === 0 && kind !== "sentiment") return refuse("ingest.no-subject", {}, "subject");
  const fault = checkCodes(subjects, data) ?? checkPlaces(data);
  if (fault !== null) return { ok: false, id, fault };
  return {
    ok: true,
    row: {
      row,
      envelope,
      data,
      subjects,
      district,
      timeMs,
      timeInferred: envelope.time === undefined,
      hash: createHash("sha256").update(body).digest("hex").slice(0, 32),
    },
  };
}

/**
 * JSON writes a control character as \u00XX and a lone surrogate as \uDXXX; tab and line breaks have short forms. They
 * mean a broken export, the database takes neither, and the store's columns use two of them.
 */
function hasControl(json: string): boolean {
  return json.includes("\\u") && /(?<!\\)(?:\\\\)*\\u(00[01]|[dD][89a-fA-F])/.test(json);
}

function checkCodes(subjects: readonly EventSubject[], data: Record<string, unknown>): Fault | null {
  const codes = subjects.flatMap((subject) =>
    "code" in subject ? [{ code: subject.code, path: "subject.code" }] : [],
  );
  if (typeof data.creditCode === "string") codes.push({ code: data.creditCode, path: "data.creditCode" });
  for (const { code, path } of codes) {
    const parsed = parseCreditCode(code);
    if (!parsed.ok) return { code: "ingest.code-check", params: { code, fault: parsed.reason }, path };
  }
  if (typeof data.creditCode === "string") data.creditCode = normaliseCreditCode(data.creditCode);
  return null;
}

/** Districts inside the data: old codes become today's, unknown ones are refused. Changes `data`. */
function checkPlaces(data: Record<string, unknown>): Fault | null {
  for (const field of ["registeredDistrict", "businessDistrict"]) {
    const value = data[field];
    if (typeof value !== "string") continue;
    const normal = normaliseDistrict(value);
    if (!normal.ok)
      return { code: "ingest.unknown-district", params: { district: value }, path: `data.${field}` };
    data[field] = normal.code;
  }
  return null;
}

function subjectsOf(envelope: Envelope): EventSubject[] {
  const { subject } = envelope;
  const list: EventSubject[] = [...(envelope.subjects ?? [])];
  if (typeof subject === "string") {
    // A bare text is a credit code when it has the form of one, else a name.
    const code = normaliseCreditCode(subject);
    list.unshift(/^[0-9A-Z]{18}$/.test(code) ? { code } : { name: subject });
  } else if (subject !== undefined) list.unshift(subject);
  return list;
}

export function idOf(value: unknown): string | null {
  const id = (value as { id?: unknown } | null)?.id;
  return typeof id === "string" ? id.slice(0, 200) : null;
}

function issueOf(issues: readonly Issue[]): { path: string; detail: Words } {
  const issue = issues[0] as Issue;
  return { path: issue.path.map(String).join("."), detail: describeIssue(issue) };
}
