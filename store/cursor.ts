/** Where a page of a keyset listing ended: opaque to clients, only good for the same sort. */
export function encodeCursor(values: readonly (string | number | boolean)[]): string {
  return Buffer.from(JSON.stringify(values)).toString("base64url");
}

export class BadCursorError extends Error {
  readonly code = "store.bad-cursor";
  constructor() {
    super("the cursor is not of this listing: begin again without it");
    this.name = "BadCursorError";
  }
}

/** The values, or throws when it is not a cursor with values of these types. */
export function decodeCursor<T extends readonly ("string" | "number" | "boolean")[]>(
  cursor: string,
  types: T,
): { [I in keyof T]: T[I] extends "string" ? string : T[I] extends "number" ? number : boolean } {
  let values: unknown;
  try {
    values = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    throw new BadCursorError();
  }
  if (!Array.isArray(values) || values.length !== types.length) throw new BadCursorError();
  for (let i = 0; i < types.length; i++) {
    if (typeof values[i] !== types[i]) throw new BadCursorError();
  }
  return values as never;
}
