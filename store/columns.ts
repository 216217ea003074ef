/**
 * Columns for unnest() as single text parameters. Numbers, flags and times become array literals, which need no
 * escaping. Texts are joined by the unit separator U+001F and split by string_to_array in SQL: JSON and names pass
 * unescaped (array literals would escape each quote, on both sides). U+001E stands for null. Neither character can be
 * in the values: JSON escapes control characters, and ingest refuses them in texts.
 */
const SEPARATOR = "\u001f";
const NULL_MARK = "\u001e";

/** For `string_to_array($n, E'\x1f')`, or with E'\x1e' as third argument where null may be. Never empty: no empty column. */
export function texts(values: readonly (string | null)[]): string {
  let joined = "";
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as string | null;
    joined += i === 0 ? (value ?? NULL_MARK) : SEPARATOR + (value ?? NULL_MARK);
  }
  return joined;
}

export function numbers(values: readonly (number | null)[]): string {
  return `{${values.map((value) => value ?? "NULL").join(",")}}`;
}

export function flags(values: readonly boolean[]): string {
  return `{${values.map((value) => (value ? "t" : "f")).join(",")}}`;
}

/** Milliseconds since epoch to timestamptz[] literals. */
export function times(values: readonly (number | null)[]): string {
  return `{${values.map((value) => (value === null ? "NULL" : new Date(value).toISOString())).join(",")}}`;
}
