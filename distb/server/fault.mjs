import {
  createNatsServer,
  signWebhook
} from "./chunks/chunk-DF24PHBG.mjs";
import {
  makeBenchSource
} from "./chunks/chunk-EGZXLDD7.mjs";
import {
  EVENTS_STREAM,
  createConnection,
  partitionConsumerName
} from "./chunks/chunk-BTAXYHPO.mjs";
import {
  ensureSource,
  issueSourceKey
} from "./chunks/chunk-YDRUFXH6.mjs";
import {
  fillEnterprises,
  openSession
} from "./chunks/chunk-HDDZ6KKU.mjs";
import {
  topicOf
} from "./chunks/chunk-SVEHBE3O.mjs";
import {
  INPUT_KINDS
} from "./chunks/chunk-KONZRWED.mjs";
import {
  CITY,
  DISTRICTS,
  OUTSIDE
} from "./chunks/chunk-ZFE45SM2.mjs";
import "./chunks/chunk-DPTJRLNT.mjs";
import {
  createEmbeddedServer
} from "./chunks/chunk-HXEBTTQF.mjs";
import {
  createPool,
  sql
} from "./chunks/chunk-IUEGZ6D3.mjs";

// server/fault/main.ts
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join as join2 } from "node:path";
import { parseArgs } from "node:util";

// server/fault/cluster.ts
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
var ROLES = {
  web: "ingest,api,realtime",
  "detect-1": "detect",
  "detect-2": "detect",
  "notify-1": "notify",
  "notify-2": "notify",
  clock: "clock"
};
var MEMBERS = Object.keys(ROLES);
async function createCluster(folder, options) {
  await mkdir(folder, { recursive: true });
  const pgPort = await freePort();
  let postgres = await startPostgres(folder, pgPort);
  const databaseUrl = postgres.tcpUrl;
  const nats = await createNatsServer({
    binary: process.env.NATS_SERVER ?? "nats-server",
    dir: join(folder, "nats"),
    maxFileStoreBytes: 2 * 1024 ** 3,
    syncInterval: "2m"
  });
  const webPort = await freePort();
  const masterKey = randomBytes(32).toString("hex");
  let stopping = false;
  const members = /* @__PURE__ */ new Map();
  for (const [name, roles] of Object.entries(ROLES)) {
    members.set(
      name,
      createMember(name, () => !stopping, options.log, {
        ROLES: roles,
        CITY: "none",
        HOST: "127.0.0.1",
        PORT: name === "web" ? String(webPort) : "0",
        VAR_DIR: join(folder, name),
        DATABASE_URL: databaseUrl,
        NATS_URL: nats.url,
        NATS_TOKEN: nats.token,
        MASTER_KEY: masterKey,
        LOG_LEVEL: "warn",
        TICK_SECONDS: "5",
        NOTIFY_WEBHOOK_URL: options.webhook.url,
        NOTIFY_WEBHOOK_SECRET: options.webhook.secret,
        WEB_PUSH: "0"
      })
    );
  }
  const url = `http://127.0.0.1:${webPort}`;
  return {
    url,
    databaseUrl,
    natsUrl: nats.url,
    natsToken: nats.token,
    members,
    killNats: () => nats.kill("SIGKILL"),
    async cutDatabase(goneMs) {
      await postgres?.kill();
      postgres = null;
      await sleep(goneMs);
      postgres = await startPostgres(folder, pgPort);
    },
    async ready() {
      for (let tries = 0; tries < 600; tries++) {
        const answer = await fetch(`${url}/readyz`).catch(() => null);
        if (answer?.ok) return;
        await sleep(200);
      }
      throw new Error("the program did not become ready");
    },
    async stop() {
      stopping = true;
      for (const member of members.values()) member.kill("SIGTERM");
      await Promise.all(
        [...members.values()].map((member) => Promise.race([member.exited(), sleep(1e4)]))
      );
      for (const member of members.values()) member.kill("SIGKILL");
      await nats.stop();
      await postgres?.stop();
    }
  };
}
function startPostgres(folder, port) {
  return createEmbeddedServer({ dataDir: join(folder, "pg"), port, log: () => void 0 });
}
function createMember(name, wanted, log, env) {
  let child;
  let starts = 0;
  let exited;
  function start() {
    starts++;
    child = spawn(process.execPath, ["--enable-source-maps", join(import.meta.dirname, "main.mjs")], {
      env: { ...process.env, ...env },
      stdio: ["ignore", "ignore", "pipe"]
    });
    child.stderr?.on("data", (data) => log(`${name}: ${String(data).trim().slice(0, 600)}`));
    exited = new Promise((resolve) => {
      child.once("exit", () => {
        resolve();
        if (wanted()) setTimeout(() => wanted() && start(), 300);
      });
    });
  }
  start();
  return {
    name,
    pid: () => child.pid,
    kill: (signal) => void child.kill(signal),
    starts: () => starts,
    exited: () => exited
  };
}
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
function sleep(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

// server/fault/audit.ts
async function auditRun(pool, run, receiver, waitMs) {
  const wanted = [...run.acknowledged];
  const deadline = performance.now() + waitMs;
  let missing = wanted.length;
  while (performance.now() < deadline) {
    missing = await countMissing(pool, run.source, wanted);
    if (missing === 0 && await countUntold(pool, receiver) === 0) break;
    await sleep(250);
  }
  const rows = await pool.query(sql`
    select (select count(*) - count(distinct uid) from events)::int as events,
      (select count(*) - count(distinct (enterprise_id, level_from, level_to, time)) from alerts)::int as alerts`);
  return {
    acknowledged: wanted.length,
    lost: missing,
    duplicated: (rows[0]?.events ?? 0) + (rows[0]?.alerts ?? 0),
    notificationsDoubled: [...receiver.told.values()].filter((ids) => ids.size > 1).length,
    notificationsMissing: await countUntold(pool, receiver)
  };
}
async function countMissing(pool, source, ids) {
  const uids = ids.map((id) => `${source}/${id}`);
  const rows = await pool.query(sql`
    select count(*)::int as n from unnest(${uids}::text[]) as u(uid)
    where not exists (select 1 from event_ids e where e.uid = u.uid or e.uid = u.uid || '#1')`);
  return rows[0]?.n ?? 0;
}
async function countUntold(pool, receiver) {
  const rows = await pool.query(
    sql`select a.id from alerts a where a.state <> 'closed' or exists (select 1 from notifications n where n.alert_id = a.id)`
  );
  return rows.filter((row) => !receiver.told.has(row.id)).length;
}

// server/fault/feed-clients.ts
import WebSocket from "ws";
var ResumingClient = class {
  #url;
  #cookie;
  #since = /* @__PURE__ */ new Map();
  #socket = null;
  #stopped = false;
  #offUntilMs = 0;
  #topics;
  delivered = 0;
  doubled = 0;
  snapshots = 0;
  constructor(url, cookie, heads) {
    this.#url = `${url.replace("http", "ws")}/feed`;
    this.#cookie = cookie;
    this.#topics = heads;
    for (const [topic, seq] of heads) this.#since.set(topic, seq);
    this.#connect();
  }
  seen(topic) {
    return (this.#since.get(topic) ?? 0) - (this.#topics.get(topic) ?? 0);
  }
  #connect() {
    if (this.#stopped) return;
    const socket = new WebSocket(this.#url, {
      headers: { cookie: this.#cookie, origin: this.#url.replace("ws", "http").replace("/feed", "") }
    });
    this.#socket = socket;
    socket.on("message", (data) => this.#onFrame(String(data)));
    socket.on("error", () => void 0);
    socket.on("close", () => {
      if (this.#socket === socket) this.#socket = null;
      const waitMs = Math.max(this.#offUntilMs - performance.now(), 300) + Math.random() * 700;
      if (!this.#stopped) setTimeout(() => this.#connect(), waitMs);
    });
  }
  #onFrame(text) {
    if (text.startsWith("[")) {
      const [topic, first, , bodies] = JSON.parse(text);
      for (let index = 0; index < bodies.length; index++) {
        const seq = first + index;
        const last = this.#since.get(topic) ?? 0;
        if (seq <= last) this.doubled++;
        else if (seq === last + 1) {
          this.#since.set(topic, seq);
          this.delivered++;
        }
      }
      return;
    }
    const control = JSON.parse(text);
    if (control.t === "hello") {
      this.#socket?.send(JSON.stringify({ t: "subscribe", since: Object.fromEntries(this.#since) }));
    } else if (control.t === "snapshot") this.snapshots++;
  }
  /** The line is cut as a tunnel would: no closing words, and no line for a while. */
  cut(goneMs) {
    this.#offUntilMs = performance.now() + goneMs;
    this.#socket?.terminate();
  }
  stop() {
    this.#stopped = true;
    this.#socket?.terminate();
  }
};
function startFeedClients(url, cookie, count, heads) {
  const clients = Array.from({ length: count }, () => new ResumingClient(url, cookie, heads));
  return {
    cut: (goneMs) => {
      for (const client of clients) client.cut(goneMs);
    },
    async settle(final, waitMs) {
      const each = [...final].reduce((sum, [topic, seq]) => sum + seq - (heads.get(topic) ?? 0), 0);
      const deadline = performance.now() + waitMs;
      const delivered = () => clients.reduce((sum, client) => sum + client.delivered, 0);
      while (performance.now() < deadline && delivered() < each * count) await sleep(100);
      return {
        delivered: delivered(),
        expected: each * count,
        doubled: clients.reduce((sum, client) => sum + client.doubled, 0),
        snapshots: clients.reduce((sum, client) => sum + client.snapshots, 0)
      };
    },
    stop: () => {
      for (const client of clients) client.stop();
    }
  };
}

// server/fault/load.ts
var SEED = 7;
function startLoad(options) {
  const source = makeBenchSource({
    seed: SEED,
    enterprises: options.enterprises,
    run: options.run,
    adverse: 0.3
  });
  const acknowledged = /* @__PURE__ */ new Set();
  let rejected = 0;
  let next = 0;
  let stopped = false;
  const pending = /* @__PURE__ */ new Set();
  const startMs = performance.now();
  async function send(kind, envelopes) {
    const bad = Array.from(
      { length: options.malformedPerRequest ?? 0 },
      (_, index) => malformedRow(next + index, options.source)
    );
    const rows = [...envelopes, ...bad];
    for (let wait = 100; ; wait = Math.min(2e3, wait * 2)) {
      try {
        const response = await fetch(`${options.url}/api/ingest/${kind}`, {
          method: "POST",
          headers: { "content-type": "application/json", authorization: `Bearer ${options.key}` },
          body: JSON.stringify(rows),
          signal: AbortSignal.timeout(2e4)
        });
        if (response.ok) {
          const result = await response.json();
          for (const row of result.results) {
            if ((row.outcome === "accepted" || row.outcome === "duplicate") && row.id !== null)
              acknowledged.add(row.id);
            else if (row.outcome === "rejected") rejected++;
          }
          const again = result.results.filter((row) => row.code?.startsWith("ingest.stream"));
          if (again.length === 0) return;
        } else if (response.status !== 429 && response.status < 500) {
          throw new Error(`ingest refused with ${response.status}: ${await response.text()}`);
        } else await response.arrayBuffer();
      } catch (error) {
        if (error instanceof Error && error.message.startsWith("ingest refused")) throw error;
      }
      await sleep(wait);
    }
  }
  const running = (async () => {
    while (!stopped) {
      const due = Math.floor((performance.now() - startMs) * options.perSecond / 1e3);
      const byKind = /* @__PURE__ */ new Map();
      for (; next < due; next++) {
        const { kind, envelope } = source.envelope(next, Date.now());
        byKind.set(kind, [...byKind.get(kind) ?? [], { ...envelope, source: options.source }]);
      }
      for (const [kind, envelopes] of byKind) {
        const sent = send(kind, envelopes);
        pending.add(sent);
        sent.finally(() => pending.delete(sent)).catch(() => void 0);
      }
      while (pending.size > 64) await Promise.race(pending);
      await sleep(100);
    }
    await Promise.all(pending);
  })();
  return {
    acknowledged,
    get rejected() {
      return rejected;
    },
    async stop() {
      stopped = true;
      await running;
    }
  };
}
function malformedRow(n, source) {
  const good = {
    specversion: "1.0",
    id: `bad-${n}`,
    source,
    type: "x",
    time: "2026-01-01T00:00:00Z",
    subject: "\u4E0A\u6D77\u67D0\u67D0\u6709\u9650\u516C\u53F8",
    data: {}
  };
  const kinds = [
    null,
    n,
    "text",
    [],
    {},
    { ...good, id: "" },
    { ...good, id: void 0 },
    { ...good, source: "another" },
    { ...good, time: "yesterday" },
    { ...good, time: "2999-01-01T00:00:00Z" },
    { ...good, time: "1800-01-01T00:00:00Z" },
    { ...good, district: "319999" },
    { ...good, subject: { code: "91310000MA1FL0000X" } },
    { ...good, data: { text: 5, value: "x", item: 7 } },
    { ...good, data: "none" },
    { ...good, schemaversion: 99 },
    { ...good, id: `bad-${n}`, corrects: `bad-${n}` },
    { ...good, type: "\0" }
  ];
  return kinds[n % kinds.length];
}

// stream/limit.ts
import { jetstreamManager } from "@nats-io/jetstream";
async function jetstreamLimit(connection, bytes) {
  const manager = await jetstreamManager(connection.nats);
  const { config } = await manager.streams.info(EVENTS_STREAM);
  await manager.streams.update(EVENTS_STREAM, { ...config, max_bytes: bytes });
  return async () => {
    await manager.streams.update(EVENTS_STREAM, { ...config });
  };
}
async function deletePartitionConsumer(connection, partition) {
  const manager = await jetstreamManager(connection.nats);
  await manager.consumers.delete(EVENTS_STREAM, partitionConsumerName(partition)).catch(() => void 0);
}

// server/fault/rig.ts
var SEED2 = 7;
var ENTERPRISES = 400;
async function prepareGround(cluster) {
  const pool = createPool({ url: cluster.databaseUrl, max: 4, applicationName: "fault" });
  await fillEnterprises(pool, ENTERPRISES, SEED2);
  const source = "fault";
  await ensureSource(pool, {
    id: source,
    name: "fault",
    transport: "http",
    kinds: [...INPUT_KINDS],
    simulated: true
  });
  const { secret } = await issueSourceKey(pool, {
    sourceId: source,
    expiresAtMs: Date.now() + 864e5,
    createdBy: null,
    seal: null
  });
  const cookie = await openSession(pool);
  const connection = await createConnection({
    servers: cluster.natsUrl,
    token: cluster.natsToken,
    name: "fault"
  });
  return {
    pool,
    connection,
    key: secret,
    source,
    cookie,
    async stop() {
      await connection.stop();
      await pool.stop();
    }
  };
}
async function startRig(cluster, ground, _receiver, scenario, say) {
  const { pool, connection, key, source } = ground;
  const clients = startFeedClients(cluster.url, ground.cookie, scenario.clients, await readHeads(pool));
  await sleep(scenario.clients > 100 ? 4e3 : 1e3);
  const options = {
    url: cluster.url,
    key,
    source,
    run: `${scenario.name}-${Date.now()}`,
    enterprises: ENTERPRISES,
    perSecond: scenario.perSecond
  };
  const load = startLoad(options);
  let refusals = 0;
  async function postRaw(kind, body) {
    const response = await fetch(`${cluster.url}/api/ingest/${kind}`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${key}` },
      body: new Uint8Array(body)
    }).catch(() => null);
    return await response?.text() ?? "";
  }
  return {
    cluster,
    pool,
    connection,
    source,
    clients,
    load,
    say,
    postRaw,
    async postMalformed(rows) {
      const answer = JSON.parse(
        await postRaw("complaint", Buffer.from(JSON.stringify(rows)))
      );
      return answer.results.filter((row) => row.outcome === "rejected").length;
    },
    deleteConsumer: (partition) => deletePartitionConsumer(connection, partition),
    async sendAgain(count) {
      const again = makeBenchSource({ seed: SEED2, enterprises: ENTERPRISES, run: options.run, adverse: 0.3 });
      for (let n = 0; n < count; n++) {
        const { kind, envelope } = again.envelope(n, Date.now());
        if (load.acknowledged.has(envelope.id))
          await postRaw(kind, Buffer.from(JSON.stringify([{ ...envelope, source }])));
      }
    },
    async publishGarbage(count) {
      for (let n = 0; n < count; n++)
        connection.nats.publish(
          `evt.complaint.${n % 16}`,
          n % 2 === 0 ? "{not an event" : JSON.stringify({ uid: 5 })
        );
      await connection.flush();
    },
    async countRefusals() {
      const probe = await fetch(`${cluster.url}/api/ingest/complaint`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${key}` },
        body: JSON.stringify([
          {
            specversion: "1.0",
            id: `probe-${Date.now()}`,
            source,
            type: "complaint.filed",
            subject: "\u4E0A\u6D77\u63A2\u9488\u6D4B\u8BD5\u6709\u9650\u516C\u53F8",
            data: { text: "x".repeat(2e3) }
          }
        ])
      });
      await probe.arrayBuffer();
      if (probe.status === 429 || probe.status === 503 || probe.status === 507) refusals++;
      return refusals;
    }
  };
}
async function readHeads(pool) {
  const rows = await pool.query(sql`select topic, seq from push_topics`);
  const heads = new Map(rows.map((row) => [row.topic, row.seq]));
  const topics = [CITY, OUTSIDE, ...DISTRICTS.map(({ code }) => code)].flatMap((district) => [
    topicOf("events", district),
    topicOf("alerts", district)
  ]);
  return new Map(topics.map((topic) => [topic, heads.get(topic) ?? 0]));
}

// server/fault/scenarios.ts
var KILLS = [
  "detect-1",
  "nats",
  "web",
  "notify-1",
  "clock",
  "detect-2",
  "nats",
  "notify-2",
  "web",
  "detect-1",
  "clock",
  "notify-1",
  "detect-2",
  "nats",
  "notify-2",
  "web",
  "detect-1",
  "detect-2",
  "nats",
  "web"
];
var SCENARIOS = [
  {
    name: "kill-9",
    perSecond: 200,
    clients: 20,
    async run({ cluster, say }) {
      for (const name of KILLS) {
        await sleep(2500);
        say(`  kill -9 ${name}`);
        if (name === "nats") cluster.killNats();
        else cluster.members.get(name)?.kill("SIGKILL");
      }
      await sleep(5e3);
      return KILLS.length;
    }
  },
  {
    name: "restart",
    perSecond: 200,
    clients: 20,
    async run({ cluster }) {
      for (const name of MEMBERS) {
        cluster.members.get(name)?.kill("SIGTERM");
        await sleep(3e3);
      }
      return MEMBERS.length;
    }
  },
  {
    name: "redelivery",
    perSecond: 200,
    clients: 20,
    async run(rig) {
      for (let round = 0; round < 5; round++) {
        await sleep(2e3);
        for (let partition = 0; partition < 16; partition++) await rig.deleteConsumer(partition);
      }
      await rig.sendAgain(500);
      return 5;
    }
  },
  {
    name: "two-copies",
    perSecond: 200,
    clients: 20,
    async run({ cluster }) {
      for (const name of ["detect-1", "notify-1", "detect-2", "notify-2"]) {
        cluster.members.get(name)?.kill("SIGSTOP");
        await sleep(14e3);
        cluster.members.get(name)?.kill("SIGCONT");
        await sleep(3e3);
      }
      return 4;
    }
  },
  {
    name: "database-gone",
    perSecond: 100,
    clients: 20,
    async run({ cluster }) {
      await sleep(3e3);
      await cluster.cutDatabase(3e4);
      await sleep(5e3);
      return 1;
    }
  },
  {
    name: "stream-full",
    perSecond: 200,
    clients: 20,
    async run(rig) {
      for (const name of ["detect-1", "detect-2"]) rig.cluster.members.get(name)?.kill("SIGSTOP");
      const restore = await jetstreamLimit(rig.connection, 2e5);
      await sleep(12e3);
      const refused = await rig.countRefusals();
      await restore();
      for (const name of ["detect-1", "detect-2"]) rig.cluster.members.get(name)?.kill("SIGCONT");
      await sleep(5e3);
      if (refused === 0) throw new Error("the stream never was full: the scenario tested nothing");
      return 1;
    }
  },
  {
    name: "malformed",
    perSecond: 100,
    clients: 20,
    async run(rig) {
      const total = 1e4;
      const chunk = 250;
      let rejected = 0;
      for (let sent = 0; sent < total; sent += chunk) {
        rejected += await rig.postMalformed(
          Array.from({ length: chunk }, (_, index) => malformedRow(sent + index, rig.source))
        );
        await sleep(100);
      }
      if (rejected !== total) throw new Error(`${total - rejected} malformed rows were not rejected`);
      await rig.postRaw("complaint", Buffer.from([123, 34, 255, 254, 34, 125]));
      await rig.postRaw("complaint", Buffer.from(`${"[".repeat(5e3)}${"]".repeat(5e3)}`));
      await rig.postRaw("complaint", Buffer.from("{not json"));
      await rig.publishGarbage(50);
      return total;
    }
  },
  {
    name: "push-cut",
    perSecond: 20,
    clients: 1e3,
    async run({ clients }) {
      const cuts = 4;
      for (let cut = 0; cut < cuts; cut++) {
        await sleep(13e3);
        clients.cut(2e3);
        await sleep(2e3);
      }
      await sleep(3e3);
      return cuts;
    }
  }
];

// server/fault/webhook-receiver.ts
import { createServer as createServer2 } from "node:http";
async function createWebhookReceiver() {
  const secret = "fault-secret-for-loopback-only";
  const told = /* @__PURE__ */ new Map();
  const seen = /* @__PURE__ */ new Set();
  let repeated = 0;
  let bad = 0;
  const server = createServer2((request, response) => {
    const chunks = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks);
      const id = String(request.headers["x-guanlan-id"] ?? request.headers["x-guanlan-nonce"]);
      const timestamp = String(request.headers["x-guanlan-timestamp"]);
      const signature = `sha256=${signWebhook(secret, timestamp, String(request.headers["x-guanlan-nonce"]), body)}`;
      if (signature !== request.headers["x-guanlan-signature"]) {
        bad++;
        response.writeHead(401).end();
        return;
      }
      if (seen.has(id)) repeated++;
      else {
        seen.add(id);
        const { data } = JSON.parse(body.toString());
        const ids = told.get(data.alertId) ?? /* @__PURE__ */ new Set();
        ids.add(id);
        told.set(data.alertId, ids);
      }
      response.writeHead(204).end();
    });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  return {
    url: `http://127.0.0.1:${port}/alerts`,
    secret,
    told,
    repeated: () => repeated,
    badSignatures: () => bad,
    stop: () => new Promise((resolve) => server.close(() => resolve()))
  };
}

// server/fault/main.ts
var HELP = `npm run fault [-- --only name,name] [--json]

Starts the program split over six processes (two of detect, two of notify) on loopback, lets things go wrong under load,
and counts what was lost or doubled. Scenarios: ${SCENARIOS.map((scenario) => scenario.name).join(", ")}.
`;
var SETTLE_MS = 12e4;
async function main() {
  const { values } = parseArgs({
    options: {
      json: { type: "boolean", default: false },
      only: { type: "string" },
      help: { type: "boolean", default: false }
    }
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const say = (text) => void process.stderr.write(`${text}
`);
  const wanted = values.only?.split(",");
  const folder = await mkdtemp(join2(tmpdir(), "guanlan-fault-"));
  await chmod(folder, 493);
  const receiver = await createWebhookReceiver();
  const results = [];
  let failed = 0;
  const cluster = await createCluster(folder, { webhook: receiver, log: say });
  try {
    await cluster.ready();
    const ground = await prepareGround(cluster);
    for (const scenario of SCENARIOS.filter(({ name }) => wanted === void 0 || wanted.includes(name))) {
      const result = await runScenario(scenario);
      results.push(result);
      say(JSON.stringify(result).replaceAll(/[{}]/g, ""));
      if (!result.ok) failed++;
    }
    await ground.stop();
    async function runScenario(scenario) {
      say(`${scenario.name} \u2026`);
      const startedMs = performance.now();
      const rig = await startRig(cluster, ground, receiver, scenario, say);
      const runs = await scenario.run(rig);
      await rig.load.stop();
      const verdict = await auditRun(
        ground.pool,
        { source: ground.source, acknowledged: rig.load.acknowledged },
        receiver,
        SETTLE_MS
      );
      const push = await rig.clients.settle(await readHeads(ground.pool), 6e4);
      rig.clients.stop();
      const ok = verdict.acknowledged > 0 && verdict.lost === 0 && verdict.duplicated === 0 && verdict.notificationsDoubled === 0 && verdict.notificationsMissing === 0 && push.delivered === push.expected && push.doubled === 0;
      return {
        name: scenario.name,
        runs,
        ...verdict,
        pushDelivered: push.delivered,
        pushExpected: push.expected,
        pushDoubled: push.doubled,
        notificationsRepeated: receiver.repeated(),
        seconds: Math.round((performance.now() - startedMs) / 1e3),
        ok
      };
    }
  } finally {
    await cluster.stop();
    await receiver.stop();
    await rm(folder, { recursive: true, force: true });
  }
  process.stdout.write(`${JSON.stringify({ scenarios: results }, null, values.json ? 0 : 2)}
`);
  return failed === 0 ? 0 : 1;
}
main().then(
  (code) => process.exit(code),
  (error) => {
    process.stderr.write(`${error?.stack ?? error}
`);
    process.exit(1);
  }
);
//# sourceMappingURL=fault.mjs.map
