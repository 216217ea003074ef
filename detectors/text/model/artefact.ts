import { hash64 } from "#detectors/hash";
import type { Label, LabelModel } from "#detectors/text/model/label-model";
import type { NameModel } from "#detectors/text/model/name-model";
import type { TaskShape } from "#detectors/text/model/tasks";
import { VIEWS } from "#detectors/text/model/views";

/** A trained model as it is kept in a file. */
export type Artefact =
  | { readonly kind: "labels"; readonly task: string; readonly model: LabelModel }
  | { readonly kind: "names"; readonly task: string; readonly model: NameModel };

/** A file that holds no model that this program can read. */
export class ArtefactError extends Error {
  readonly code = "text-model";
}

/** Format of the file and meaning of the features. Raised when either changes: older files are refused. */
const FORMAT = 2;
const MAGIC = "guanlan-text-model";
/** Largest file that is read, bytes. */
export const MAX_ARTEFACT = 20_000_000;
const MAX_HEADER = 100_000;
const MAX_LABELS = 64;

/**
 * Layout: 4 bytes with the length of the header (little endian), the header as JSON in UTF-8, then the table of 8-bit
 * weights. The header holds a checksum of the table.
 */
export function encodeArtefact(artefact: Artefact): Uint8Array {
  const { table, ...model } = artefact.model;
  const header = new TextEncoder().encode(
    JSON.stringify({ magic: MAGIC, format: FORMAT, ...artefact, model, checksum: checksumOf(table) }),
  );
  const bytes = new Uint8Array(4 + header.length + table.length);
  new DataView(bytes.buffer).setUint32(0, header.length, true);
  bytes.set(header, 4);
  bytes.set(new Uint8Array(table.buffer, table.byteOffset, table.length), 4 + header.length);
  return bytes;
}

/** Reads what encodeArtefact wrote. Throws ArtefactError on anything else, before it reserves memory for it. */
export function decodeArtefact(bytes: Uint8Array): Artefact {
  if (bytes.length < 8 || bytes.length > MAX_ARTEFACT) throw new ArtefactError(`${bytes.length} bytes`);
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  if (length > MAX_HEADER || 4 + length > bytes.length) throw new ArtefactError("header");
  const header = parseHeader(bytes.subarray(4, 4 + length));
  if (header.magic !== MAGIC) throw new ArtefactError("not a text model");
  if (header.format !== FORMAT)
    throw new ArtefactError(`format ${header.format}, this program reads ${FORMAT}`);
  // A copy: of a Buffer, `slice` would be a view of a larger block.
  const table = new Int8Array(bytes.subarray(4 + length));
  if (checksumOf(table) !== header.checksum) throw new ArtefactError("checksum");
  const { kind, task } = header;
  if (typeof task !== "string") throw new ArtefactError("task");
  if (kind === "labels") return { kind, task, model: labelModelOf(header.model, table) };
  if (kind === "names") return { kind, task, model: nameModelOf(header.model, table) };
  throw new ArtefactError("kind");
}

/** Version of a model: another table or header gives another one. */
export function versionOf(bytes: Uint8Array): string {
  return checksumOf(new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length)).slice(0, 12);
}

type Fields = Record<string, unknown>;

function parseHeader(bytes: Uint8Array): Fields {
  try {
    const header: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (typeof header === "object" && header !== null) return header as Fields;
  } catch (error) {
    throw new ArtefactError("header", { cause: error });
  }
  throw new ArtefactError("header");
}

function labelModelOf(value: unknown, table: Int8Array): LabelModel {
  const { shape, labels } = fieldsOf(value);
  const { choice, members, bits, c, passes, innerFolds } = fieldsOf(shape);
  const known: readonly unknown[] = VIEWS;
  const isShape =
    (choice === "any" || choice === "one") &&
    Array.isArray(members) &&
    members.length > 0 &&
    members.every((member) => Array.isArray(member) && member.every((view) => known.includes(view))) &&
    isBits(bits) &&
    isNumber(c) &&
    isNumber(passes) &&
    isNumber(innerFolds);
  if (!isShape || !Array.isArray(labels) || labels.length === 0 || labels.length > MAX_LABELS)
    throw new ArtefactError("shape");
  for (const label of labels) {
    const { name, threshold, calibration, bias, step } = fieldsOf(label);
    const { slope, offset } = fieldsOf(calibration);
    if (typeof name !== "string" || ![threshold, bias, step, slope, offset].every(isNumber))
      throw new ArtefactError("label");
  }
  if (table.length !== 2 ** bits * labels.length) throw new ArtefactError("size of the table");
  return { shape: shape as TaskShape, labels: labels as Label[], table };
}

function nameModelOf(value: unknown, table: Int8Array): NameModel {
  const { bits, step, threshold } = fieldsOf(value);
  if (!isBits(bits) || !isNumber(step) || !isNumber(threshold)) throw new ArtefactError("shape");
  if (table.length !== 2 ** bits * 4) throw new ArtefactError("size of the table");
  return { bits, step, threshold, table };
}

function fieldsOf(value: unknown): Fields {
  if (typeof value !== "object" || value === null) throw new ArtefactError("shape");
  return value as Fields;
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

function isBits(value: unknown): value is number {
  return isNumber(value) && Number.isInteger(value) && value >= 4 && value <= 24;
}

/** Two FNV sums over the bytes, 16 hex digits: against damage, not against forgery. */
function checksumOf(table: Int8Array): string {
  let [a, b] = [0x811c9dc5, 0x9747b28c];
  for (let i = 0; i < table.length; i++) {
    const byte = (table[i] as number) & 255;
    a = Math.imul(a ^ byte, 0x01000193);
    b = Math.imul(b ^ byte, 0x01000193) + 1;
  }
  return hash64(`${a >>> 0} ${b >>> 0} ${table.length}`);
}
