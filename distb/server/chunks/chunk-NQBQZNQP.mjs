import {
  verifyAudit
} from "./chunk-4H4GBVKX.mjs";
import {
  EmbeddedServerError,
  SERVER_USER,
  createEmbeddedServer,
  isServerOf
} from "./chunk-HXEBTTQF.mjs";
import {
  dbOf
} from "./chunk-IUEGZ6D3.mjs";

// server/backup/database.ts
import { join as join2 } from "node:path";

// store/embedded-attach.ts
import { readFile, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
async function attachEmbeddedServer(options) {
  const dataDir = await realDir(resolve(options.dataDir));
  const running = await findRunning(dataDir, options.database ?? SERVER_USER);
  if (running !== null) return { url: running, stop: async () => {
  } };
  if (options.create === false && await stat(join(dataDir, "PG_VERSION")).catch(() => null) === null) {
    throw new EmbeddedServerError("store.embedded-missing", `there is no database in ${options.dataDir}`);
  }
  const server = await createEmbeddedServer(options);
  return { url: server.url, stop: server.stop };
}
async function realDir(wantedDir) {
  const place = await readFile(`${wantedDir}.place.json`, "utf8").catch(() => null);
  return place === null ? wantedDir : JSON.parse(place).dataDir;
}
async function findRunning(dataDir, database) {
  const pidFile = await readFile(join(dataDir, "postmaster.pid"), "utf8").catch(() => null);
  const password = await readFile(`${dataDir}.password`, "utf8").catch(() => null);
  if (pidFile === null || password === null) return null;
  const [pid, , , port] = pidFile.split("\n");
  if (!await isServerOf(Number(pid), dataDir)) return null;
  return `postgres://${SERVER_USER}:${password.trim()}@127.0.0.1:${port}/${database}`;
}

// server/backup/database.ts
async function openToolDatabase(config, create) {
  if (config.DATABASE_URL !== null) return { url: config.DATABASE_URL, stop: async () => {
  } };
  return attachEmbeddedServer({
    dataDir: join2(config.varDir, "pg"),
    create,
    log: (message, fields) => process.stderr.write(`${message} ${fields === void 0 ? "" : JSON.stringify(fields)}
`)
  });
}

// store/backup.ts
import { createHash } from "node:crypto";
import { createWriteStream, existsSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join as join3 } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";

// store/copy.ts
var CopyError = class extends Error {
  code = "store.copy-failed";
};
async function copyTextIn(client, target, chunks) {
  const copy = new CopyIn(`copy ${target} from stdin`);
  client.query(copy);
  const connection = await copy.started;
  try {
    for await (const chunk of chunks) {
      if (copy.failed !== null) break;
      connection.sendCopyFromChunk(typeof chunk === "string" ? Buffer.from(chunk) : chunk);
      if (connection.stream.writableNeedDrain) {
        await Promise.race([
          new Promise((resolve2) => connection.stream.once("drain", resolve2)),
          copy.ended.catch(() => {
          })
        ]);
      }
    }
    if (copy.failed === null) connection.endCopyFrom();
  } catch (error) {
    connection.sendCopyFail(String(error));
    await copy.ended.catch(() => {
    });
    throw error;
  }
  return copy.ended;
}
async function* copyTextOut(client, source) {
  const copy = new CopyOut(`copy ${source} to stdout`);
  client.query(copy);
  try {
    for (; ; ) {
      const chunk = await copy.next();
      if (chunk === null) return;
      yield chunk;
    }
  } finally {
    await copy.drain();
  }
}
var CopyIn = class {
  started;
  ended;
  failed = null;
  #text;
  #start;
  #refuse;
  #end;
  #fail;
  #rows = 0;
  constructor(text) {
    this.#text = text;
    this.started = new Promise((resolve2, reject) => {
      this.#start = resolve2;
      this.#refuse = reject;
    });
    this.ended = new Promise((resolve2, reject) => {
      this.#end = resolve2;
      this.#fail = reject;
    });
    this.ended.catch(() => {
    });
    this.started.catch(() => {
    });
  }
  submit(connection) {
    connection.query(this.#text);
  }
  handleCopyInResponse(connection) {
    this.#start(connection);
  }
  handleError(error) {
    this.failed = error;
    this.#refuse(error);
    this.#fail(error);
  }
  handleCommandComplete(message) {
    this.#rows = Number(/COPY (\d+)/.exec(message.text)?.[1] ?? 0);
  }
  handleReadyForQuery() {
    this.#end(this.#rows);
  }
};
var HIGH_WATER = 4 * 1024 * 1024;
var CopyOut = class {
  #text;
  #connection = null;
  #chunks = [];
  #bytes = 0;
  #done = false;
  #error = null;
  #wake = null;
  constructor(text) {
    this.#text = text;
  }
  submit(connection) {
    this.#connection = connection;
    connection.query(this.#text);
  }
  handleCopyData(message) {
    this.#chunks.push(Buffer.from(message.chunk));
    this.#bytes += message.chunk.length;
    if (this.#bytes > HIGH_WATER) this.#connection?.stream.pause();
    this.#signal();
  }
  handleCommandComplete() {
  }
  handleReadyForQuery() {
    this.#done = true;
    this.#signal();
  }
  handleError(error) {
    this.#error = error;
    this.#done = true;
    this.#signal();
  }
  async next() {
    while (this.#chunks.length === 0 && !this.#done) {
      this.#connection?.stream.resume();
      await new Promise((resolve2) => {
        this.#wake = resolve2;
      });
    }
    if (this.#chunks.length > 0) {
      const all = Buffer.concat(this.#chunks);
      this.#chunks = [];
      this.#bytes = 0;
      this.#connection?.stream.resume();
      return all;
    }
    if (this.#error !== null) throw new CopyError(this.#error.message, { cause: this.#error });
    return null;
  }
  async drain() {
    while (!this.#done) {
      this.#chunks = [];
      this.#bytes = 0;
      this.#connection?.stream.resume();
      await new Promise((resolve2) => {
        this.#wake = resolve2;
      });
    }
  }
  #signal() {
    this.#wake?.();
    this.#wake = null;
  }
};

// store/tar.ts
import { createReadStream } from "node:fs";
import { open, stat as stat2 } from "node:fs/promises";
var BLOCK = 512;
var TarError = class extends Error {
  code = "store.backup-damaged";
};
async function writeTar(file, entries) {
  const handle = await open(file, "wx", 384);
  try {
    for (const { name, path } of entries) {
      const { size } = await stat2(path);
      await handle.write(header(name, size));
      for await (const chunk of createReadStream(path)) await handle.write(chunk);
      const rest = size % BLOCK;
      if (rest > 0) await handle.write(Buffer.alloc(BLOCK - rest));
    }
    await handle.write(Buffer.alloc(BLOCK * 2));
    await handle.sync();
  } finally {
    await handle.close();
  }
}
async function readTar(handle) {
  const entries = [];
  const block = Buffer.alloc(BLOCK);
  for (let at = 0; ; ) {
    const { bytesRead } = await handle.read(block, 0, BLOCK, at);
    if (bytesRead < BLOCK) throw new TarError("the archive ends too early");
    if (block.every((byte) => byte === 0)) return entries;
    if (Number.parseInt(block.toString("latin1", 148, 156), 8) !== checksum(block))
      throw new TarError("the archive is damaged");
    const name = block.toString("utf8", 0, 100).replace(/\0.*$/s, "");
    const size = readSize(block);
    const from = at + BLOCK;
    entries.push({ name, size, read: () => readRange(handle, from, size) });
    at = from + Math.ceil(size / BLOCK) * BLOCK;
  }
}
async function* readRange(handle, from, size) {
  for (let done = 0; done < size; ) {
    const chunk = Buffer.alloc(Math.min(256 * 1024, size - done));
    const { bytesRead } = await handle.read(chunk, 0, chunk.length, from + done);
    if (bytesRead === 0) throw new TarError("the archive ends too early");
    done += bytesRead;
    yield chunk.subarray(0, bytesRead);
  }
}
function header(name, size) {
  const block = Buffer.alloc(BLOCK);
  block.write(name, 0, 100, "utf8");
  block.write("0000600\0", 100, "latin1");
  block.write("0000000\0", 108, "latin1");
  block.write("0000000\0", 116, "latin1");
  if (size < 8 ** 11) block.write(`${size.toString(8).padStart(11, "0")}\0`, 124, "latin1");
  else {
    block[124] = 128;
    block.writeBigUInt64BE(BigInt(size), 128);
  }
  block.write(
    `${Math.floor(Date.now() / 1e3).toString(8).padStart(11, "0")}\0`,
    136,
    "latin1"
  );
  block.write("0", 156, "latin1");
  block.write("ustar\x0000", 257, "latin1");
  block.write(`${checksum(block).toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  return block;
}
function readSize(block) {
  if ((block[124] & 128) !== 0) return Number(block.readBigUInt64BE(128));
  return Number.parseInt(block.toString("latin1", 124, 136), 8);
}
function checksum(block) {
  let sum = 0;
  for (let i = 0; i < BLOCK; i++) sum += i >= 148 && i < 156 ? 32 : block[i];
  return sum;
}

// store/backup.ts
var BackupError = class extends Error {
  code;
  constructor(code, message, cause) {
    super(message, { cause });
    this.name = "BackupError";
    this.code = code;
  }
};
var NOT_KEPT = ["migrations", "role_heartbeats"];
async function writeBackup(options) {
  const work = `${options.file}.partial`;
  await mkdir(dirname(options.file), { recursive: true });
  if (existsSync(options.file))
    throw new BackupError("store.backup-exists", `${options.file} is there already: name another file`);
  await rm(work, { recursive: true, force: true });
  await mkdir(work, { recursive: true, mode: 448 });
  const client = await options.pool.connect();
  try {
    await client.query("begin isolation level repeatable read, read only");
    const manifest = await dump(client, work, options);
    await client.query("commit");
    await writeFile(join3(work, "manifest.json"), `${JSON.stringify(manifest, null, 2)}
`);
    await writeTar(join3(work, "archive.tar"), [
      { name: "manifest.json", path: join3(work, "manifest.json") },
      ...manifest.tables.map((table) => ({ name: table.file, path: join3(work, table.file) }))
    ]);
    await rename(join3(work, "archive.tar"), options.file);
    return manifest;
  } catch (error) {
    await client.query("rollback").catch(() => {
    });
    throw error;
  } finally {
    client.release();
    await rm(work, { recursive: true, force: true });
  }
}
async function dump(client, work, options) {
  const db = dbOf(client);
  const audit = await verifyAudit(db);
  if (!audit.ok) {
    throw new BackupError(
      "store.audit-broken",
      `the audit chain is broken at entry ${audit.firstBroken}: look into that before anything else`
    );
  }
  const { rows: migrations } = await client.query(
    "select name from migrations order by number"
  );
  const { rows: server } = await client.query(
    "select current_setting('server_version') as version"
  );
  const layouts = await readTables(client);
  const tables = [];
  for (const [i, layout] of layouts.entries()) {
    const file = `${layout.name}.copy.gz`;
    const list = layout.columns.map((column) => `"${column}"`).join(", ");
    const hash = createHash("sha256");
    let bytes = 0;
    let rows = 0;
    const count = new Transform({
      transform(chunk, _encoding, done) {
        for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) rows += 1;
        done(null, chunk);
      }
    });
    const digest = new Transform({
      transform(chunk, _encoding, done) {
        hash.update(chunk);
        bytes += chunk.length;
        done(null, chunk);
      }
    });
    await pipeline(
      // A query and not the table: COPY of a hypertable gives nothing, its rows are in chunks.
      Readable.from(copyTextOut(client, `(select ${list} from "${layout.name}")`)),
      count,
      createGzip({ level: 4 }),
      digest,
      createWriteStream(join3(work, file), { mode: 384 })
    );
    tables.push({
      name: layout.name,
      columns: layout.columns,
      rows,
      file,
      bytes,
      sha256: hash.digest("hex")
    });
    options.onTable?.(layout.name, rows, i + 1, layouts.length);
  }
  return {
    format: 1,
    program: options.program,
    takenAt: (/* @__PURE__ */ new Date()).toISOString(),
    server: server[0]?.version ?? "",
    migrations: migrations.map((row) => row.name),
    tables,
    audit: { entries: audit.entries, head: audit.head }
  };
}
async function readTables(client) {
  const { rows } = await client.query(`
    select c.relname as name,
      array(select a.attname::text from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns,
      array(select r.relname::text from pg_constraint k join pg_class r on r.oid = k.confrelid
        where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> k.conrelid) as refers
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e')
    order by c.relname`);
  const left = rows.filter((row) => !NOT_KEPT.includes(row.name));
  const ordered = [];
  const done = /* @__PURE__ */ new Set();
  while (left.length > 0) {
    const next = left.findIndex(
      (row2) => row2.refers.every((name) => done.has(name) || NOT_KEPT.includes(name))
    );
    if (next === -1)
      throw new BackupError(
        "store.backup-cycle",
        `tables refer to each other in a circle: ${left.map((row2) => row2.name).join(", ")}`
      );
    const [row] = left.splice(next, 1);
    done.add(row.name);
    ordered.push({ name: row.name, columns: row.columns });
  }
  return ordered;
}

export {
  openToolDatabase,
  copyTextIn,
  readTar,
  BackupError,
  writeBackup,
  readTables
};
//# sourceMappingURL=chunk-NQBQZNQP.mjs.map
