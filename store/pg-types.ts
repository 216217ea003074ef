import pg from "pg";

type TextParser = (value: string) => unknown;

const INT8 = 20;
const DATE = 1082;
const TIMESTAMP = 1114;
const TIMESTAMPTZ = 1184;
const DATE_ARRAY = 1182;
const INT8_ARRAY = 1016;
const TIMESTAMPTZ_ARRAY = 1185;
const NUMERIC_ARRAY = 1231;

/** How each type arrives: see Db.query. The session is in UTC and ISO style. */
export const textParsers: Readonly<Record<number, TextParser>> = {
  [INT8]: Number,
  [DATE]: (value) => value,
  [TIMESTAMP]: parseInstant,
  [TIMESTAMPTZ]: parseInstant,
  [INT8_ARRAY]: arrayOf(Number),
  [DATE_ARRAY]: arrayOf((value) => value),
  [TIMESTAMPTZ_ARRAY]: arrayOf(parseInstant),
  [NUMERIC_ARRAY]: arrayOf((value) => value),
};

/** For pg: our parsers first, then its own. */
export function parsers(oid: number, format?: "text" | "binary"): TextParser {
  const own = format === "binary" ? undefined : textParsers[oid];
  return own ?? (pg.types.getTypeParser(oid as never, format as never) as TextParser);
}

/** "2026-11-24 13:36:00.123456+00" to ms since epoch; 10x the speed of new Date(). Infinity is kept. */
export function parseInstant(value: string): number {
  if (value === "infinity") return Number.POSITIVE_INFINITY;
  if (value === "-infinity") return Number.NEGATIVE_INFINITY;
  // After the seconds: a fraction, then the offset. The session is in UTC, so any other is rare.
  const rest = value.slice(19);
  if (value[4] !== "-" || (rest !== "" && !/^(\.\d+)?(\+00)?$/.test(rest))) {
    return Date.parse(value.replace(" ", "T").replace(/([+-]\d\d)$/, "$1:00"));
  }
  const seconds = Date.UTC(
    +value.slice(0, 4),
    +value.slice(5, 7) - 1,
    +value.slice(8, 10),
    +value.slice(11, 13),
    +value.slice(14, 16),
    +value.slice(17, 19),
  );
  if (value[19] !== ".") return seconds;
  const fraction = value.slice(20, 23).replace(/\D.*$/, "");
  return seconds + +fraction.padEnd(3, "0");
}

function arrayOf(parse: TextParser): TextParser {
  const asArray = pg.types.getTypeParser(1009 as never) as (value: string) => (string | null)[];
  return (value) => asArray(value).map((item) => (item === null ? null : parse(item)));
}
