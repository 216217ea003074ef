// store/pool.ts
import pg2 from "pg";

// store/pg-types.ts
import pg from "pg";
var INT8 = 20;
var DATE = 1082;
var TIMESTAMP = 1114;
var TIMESTAMPTZ = 1184;
var DATE_ARRAY = 1182;
var INT8_ARRAY = 1016;
var TIMESTAMPTZ_ARRAY = 1185;
var NUMERIC_ARRAY = 1231;
var textParsers = {
  [INT8]: Number,
  [DATE]: (value) => value,
  [TIMESTAMP]: parseInstant,
  [TIMESTAMPTZ]: parseInstant,
  [INT8_ARRAY]: arrayOf(Number),
  [DATE_ARRAY]: arrayOf((value) => value),
  [TIMESTAMPTZ_ARRAY]: arrayOf(parseInstant),
  [NUMERIC_ARRAY]: arrayOf((value) => value)
};
function parsers(oid, format) {
  const own = format === "binary" ? void 0 : textParsers[oid];
  return own ?? pg.types.getTypeParser(oid, format);
}
function parseInstant(value) {
  if (value === "infinity") return Number.POSITIVE_INFINITY;
  if (value === "-infinity") return Number.NEGATIVE_INFINITY;
  const rest = value.slice(19);
  if (value[4] !== "-" || rest !== "" && !/^(\.\d+)?(\+00)?$/.test(rest)) {
    return Date.parse(value.replace(" ", "T").replace(/([+-]\d\d)$/, "$1:00"));
  }
  const seconds = Date.UTC(
    +value.slice(0, 4),
    +value.slice(5, 7) - 1,
    +value.slice(8, 10),
    +value.slice(11, 13),
    +value.slice(14, 16),
    +value.slice(17, 19)
  );
  if (value[19] !== ".") return seconds;
  const fraction = value.slice(20, 23).replace(/\D.*$/, "");
  return seconds + +fraction.padEnd(3, "0");
}
function arrayOf(parse) {
  const asArray = pg.types.getTypeParser(1009);
  return (value) => asArray(value).map((item) => item === null ? null : parse(item));
}

// store/pool.ts
var SESSION = "-c timezone=UTC -c search_path=public,shim -c datestyle=ISO -c intervalstyle=iso_8601";
function createPool(options) {
  const pool = new pg2.Pool({
    connectionString: options.url,
    max: options.max ?? 10,
    application_name: options.applicationName ?? "guanlan",
    connectionTimeoutMillis: options.connectTimeoutMs ?? 1e4,
    idleTimeoutMillis: 6e4,
    keepAlive: true,
    options: `${SESSION} -c statement_timeout=${options.statementTimeoutMs ?? 0}`,
    types: { getTypeParser: parsers },
    pipeline: options.pipeline ?? false
  });
  pool.on("error", options.onIdleError ?? ignore);
  return {
    query: async (statement) => (await pool.query(config(statement))).rows,
    execute: async (statement) => (await pool.query(config(statement))).rowCount ?? 0,
    transaction: (work, isolation) => transaction(pool, work, isolation),
    connect: () => pool.connect(),
    counts: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    stop: () => pool.end()
  };
}
async function transaction(pool, work, isolation) {
  const client = await pool.connect();
  let broken;
  const onError = (error) => {
    broken = error;
  };
  client.on("error", onError);
  try {
    await client.query(isolation === void 0 ? "begin" : `begin isolation level ${isolation}`);
    const result = await work(dbOf(client));
    await client.query("commit");
    return result;
  } catch (error) {
    try {
      await client.query("rollback");
    } catch (cause) {
      broken ??= cause;
    }
    throw error;
  } finally {
    client.off("error", onError);
    client.release(broken);
  }
}
function together(client, work) {
  const { stream } = client.connection;
  stream.cork();
  try {
    return work();
  } finally {
    stream.uncork();
  }
}
function dbOf(client) {
  return {
    query: async (statement) => (await client.query(config(statement))).rows,
    execute: async (statement) => (await client.query(config(statement))).rowCount ?? 0
  };
}
async function first(db, statement) {
  return (await db.query(statement))[0] ?? null;
}
async function one(db, statement) {
  const row = (await db.query(statement))[0];
  if (row === void 0) throw new NoRowError(statement.text);
  return row;
}
var NoRowError = class extends Error {
  code = "store.no-row";
  constructor(text) {
    super(`the statement gave no row: ${text.slice(0, 200)}`);
    this.name = "NoRowError";
  }
};
function instant(ms) {
  return ms === null ? null : new Date(ms).toISOString();
}
function config(statement) {
  const base = { text: statement.text, values: statement.values };
  return statement.name === void 0 ? base : { ...base, name: statement.name };
}
function ignore() {
}

// store/sql.ts
import { createHash } from "node:crypto";
var names = /* @__PURE__ */ new WeakMap();
var namesOfText = /* @__PURE__ */ new Map();
function sql(strings, ...values) {
  const parts = [strings[0]];
  const flat = [];
  let composed = false;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    const after = strings[i + 1];
    if (isSql(value)) {
      composed = true;
      parts[parts.length - 1] += value.parts[0];
      for (let j = 1; j < value.parts.length; j++) parts.push(value.parts[j]);
      flat.push(...value.values);
      parts[parts.length - 1] += after;
    } else {
      flat.push(value);
      parts.push(after);
    }
  }
  let text = parts[0];
  for (let i = 1; i < parts.length; i++) text += `$${i}${parts[i]}`;
  return { text, values: flat, name: composed ? void 0 : nameOf(strings, text), parts };
}
function join(pieces, separator) {
  const first2 = pieces[0];
  if (first2 === void 0) return sql``;
  let all = first2;
  for (const piece of pieces.slice(1)) all = sql`${all}${separator}${piece}`;
  return all;
}
function prepared(statement) {
  let name = namesOfText.get(statement.text);
  if (name === void 0) {
    name = hashOf(statement.text);
    namesOfText.set(statement.text, name);
  }
  return { ...statement, name };
}
function nameOf(strings, text) {
  let name = names.get(strings);
  if (name === void 0) {
    name = hashOf(text);
    names.set(strings, name);
  }
  return name;
}
function hashOf(text) {
  return createHash("sha1").update(text).digest("hex").slice(0, 20);
}
function isSql(value) {
  return typeof value === "object" && value !== null && "parts" in value && "text" in value;
}

export {
  createPool,
  together,
  dbOf,
  first,
  one,
  instant,
  sql,
  join,
  prepared
};
//# sourceMappingURL=chunk-IUEGZ6D3.mjs.map
