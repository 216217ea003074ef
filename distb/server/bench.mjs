import {
  DEFAULT_HUB,
  DEFAULT_LEVEL_RULE,
  DEFAULT_WEIGHTS,
  DETECTORS,
  SERIES_DEFAULTS,
  analyseText,
  chooseEngine,
  createPublisher,
  createRealtimeServer,
  createRegistry,
  createSeries,
  encodeEvent,
  loadUws,
  stepSeries
} from "./chunks/chunk-QAJ2TQ24.mjs";
import {
  createAnomaly,
  stepAnomaly
} from "./chunks/chunk-5TXHEG2A.mjs";
import "./chunks/chunk-OWBHCNKY.mjs";
import {
  makeBenchSource
} from "./chunks/chunk-EGZXLDD7.mjs";
import {
  SIMULATOR_SOURCE,
  createConnection,
  enterpriseKey
} from "./chunks/chunk-BTAXYHPO.mjs";
import {
  startProgram
} from "./chunks/chunk-G3AR3XIU.mjs";
import {
  fillEnterprises,
  openSession
} from "./chunks/chunk-HDDZ6KKU.mjs";
import "./chunks/chunk-SVEHBE3O.mjs";
import "./chunks/chunk-ZFE45SM2.mjs";
import {
  DAY_MS
} from "./chunks/chunk-DPTJRLNT.mjs";
import {
  createPool,
  sql
} from "./chunks/chunk-IUEGZ6D3.mjs";

// server/bench/main.ts
import { parseArgs as parseArgs2 } from "node:util";

// server/bench/detector-mix.ts
var SHARES = [
  ["sentiment", 0.34],
  ["market", 0.26],
  ["complaint", 0.12],
  ["registration", 0.1],
  ["tax", 0.06],
  ["judicial", 0.04],
  ["penalty", 0.03],
  ["filing", 0.03],
  ["transaction", 0.02]
];
function* makeMix(options) {
  const random = makeRandom(options.seed);
  const startMs = Date.UTC(2025, 0, 1);
  for (let i = 0; i < options.events; i++) {
    const pool = random() < 0.33 ? options.enterprises / 10 : options.enterprises;
    const enterpriseId = 1 + Math.floor(random() * pool);
    const kind = pickKind(random());
    const timeMs = startMs + Math.floor(i / options.events * options.days * DAY_MS);
    yield {
      uid: `bench/${i}`,
      kind,
      type: `${kind}.changed`,
      key: enterpriseKey(enterpriseId),
      enterpriseId,
      district: "310115",
      source: "bench",
      timeMs,
      timeInferred: false,
      receivedMs: timeMs,
      simulated: true,
      hash: "0000000000000000",
      data: dataOf(kind, enterpriseId, i, random)
    };
  }
}
var NEWS = [
  "\u4E0E\u6D66\u4E1C\u65B0\u533A\u4E00\u5BB6\u79D1\u521B\u4F01\u4E1A\u7B7E\u8BA2\u5408\u4F5C\u534F\u8BAE\uFF0C\u53CC\u65B9\u5C06\u5728\u4F9B\u5E94\u94FE\u534F\u540C\u3001\u6570\u5B57\u5316\u7BA1\u7406\u7B49\u65B9\u9762\u5F00\u5C55\u5408\u4F5C\uFF0C\u9996\u671F\u9879\u76EE\u91D1\u989D\u7EA6\u4E09\u767E\u4E07\u5143\u3002",
  "\u53D1\u5E03\u4E8C\u5B63\u5EA6\u7ECF\u8425\u60C5\u51B5\uFF1A\u8425\u4E1A\u6536\u5165\u540C\u6BD4\u589E\u957F\uFF0C\u6BDB\u5229\u7387\u57FA\u672C\u6301\u5E73\uFF0C\u7BA1\u7406\u5C42\u5BF9\u4E0B\u534A\u5E74\u4FDD\u6301\u8C28\u614E\u4E50\u89C2\u3002",
  "\u8DEF\u8FC7\u65B0\u5E97\uFF0C\u88C5\u4FEE\u633A\u7528\u5FC3\u7684\uFF0C\u6392\u961F\u7684\u4EBA\u4E0D\u5C11\uFF0C\u8BD5\u8425\u4E1A\u671F\u95F4\u516B\u516B\u6298\uFF0C\u5473\u9053\u4E2D\u89C4\u4E2D\u77E9\uFF0C\u73AF\u5883\u52A0\u5206\u3002",
  "\u83B7\u8BC4\u548C\u8C10\u52B3\u52A8\u5173\u7CFB\u4F01\u4E1A\uFF0C\u516C\u53F8\u8FDE\u7EED\u591A\u5E74\u672A\u53D1\u751F\u52B3\u52A8\u4E89\u8BAE\uFF0C\u5458\u5DE5\u6EE1\u610F\u5EA6\u8C03\u67E5\u7ED3\u679C\u826F\u597D\u3002",
  "\u8054\u5408\u8857\u9053\u5F00\u5C55\u9632\u8303\u975E\u6CD5\u96C6\u8D44\u5BA3\u4F20\uFF0C\u63D0\u9192\u8001\u5E74\u5C45\u6C11\u8B66\u60D5\u4FDD\u672C\u9AD8\u606F\u8BDD\u672F\uFF0C\u4E0D\u8F7B\u4FE1\u964C\u751F\u4EBA\u7684\u6295\u8D44\u63A8\u8350\u3002"
];
var TROUBLE = [
  "\u7684\u4EA7\u54C1\u5230\u671F\u4E0D\u5151\u4ED8\uFF0C\u4E1A\u52A1\u5458\u7535\u8BDD\u6253\u4E0D\u901A\uFF0C\u6295\u8D44\u4EBA\u5728\u7FA4\u91CC\u5546\u91CF\u96C6\u4F53\u62A5\u6848\u7EF4\u6743\u3002",
  "\u627F\u8BFA\u5E74\u5316\u6536\u76CA18%\uFF0C\u4FDD\u672C\u4FDD\u606F\uFF0C\u5982\u4ECA\u63D0\u73B0\u56F0\u96BE\uFF0C\u95E8\u5E97\u4EBA\u53BB\u697C\u7A7A\u3002",
  "\u62D6\u6B20\u5458\u5DE5\u5DE5\u8D44\u4E09\u4E2A\u6708\uFF0C\u4F9B\u5E94\u5546\u8D77\u8BC9\uFF0C\u8D26\u6237\u88AB\u6CD5\u9662\u51BB\u7ED3\u3002"
];
var CHANNELS = ["\u65B0\u95FB", "\u5FAE\u535A", "\u516C\u4F17\u53F7", "\u6296\u97F3", "\u77E5\u4E4E", "\u5C0F\u7EA2\u4E66", "\u9ED1\u732B"];
function dataOf(kind, id, i, random) {
  const name = `\u4E0A\u6D77\u6F9C\u89C2${id}\u5546\u8D38\u6709\u9650\u516C\u53F8`;
  const pick = (list) => list[Math.floor(random() * list.length)];
  switch (kind) {
    case "sentiment": {
      const text = `${name}${pick(random() < 0.12 ? TROUBLE : NEWS)}\u7F16\u53F7${i % 997}`;
      return { title: "", text, channel: pick(CHANNELS) };
    }
    case "market":
      return { metric: `series-${id % 3}`, value: 100 + 10 * Math.sin(i / 50) + random() * 5 };
    case "complaint":
      return {
        title: "\u6D88\u8D39\u7EA0\u7EB7",
        text: "\u5546\u54C1\u6709\u8D28\u91CF\u95EE\u9898\uFF0C\u5546\u5BB6\u540C\u610F\u6362\u8D27\u4F46\u5DF2\u62D6\u5EF6\u591A\u65E5\uFF0C\u8981\u6C42\u9000\u8FD8\u5B9A\u91D1\u3002",
        amount: "1200.00",
        people: 1
      };
    case "registration":
      return registrationOf(name, id, i, random);
    case "tax":
      return { item: "\u589E\u503C\u7A0E", paid: "35000.00", arrears: random() < 0.05 ? "82000.00" : "0" };
    case "judicial":
      return {
        stage: pick(["filed", "hearing", "judgment", "enforcement"]),
        role: pick(["plaintiff", "defendant"]),
        cause: "\u4E70\u5356\u5408\u540C\u7EA0\u7EB7",
        amount: "250000"
      };
    case "penalty":
      return {
        category: pick(["administrative", "abnormal-operation"]),
        reason: "\u672A\u6309\u671F\u516C\u793A\u5E74\u5EA6\u62A5\u544A",
        amount: "5000"
      };
    case "filing":
      return {
        form: "\u5C0F\u989D\u8D37\u6B3E\u516C\u53F8\u6708\u62A5",
        period: "2025-01",
        dueOn: "2025-02-15",
        figures: { largestBorrowerLoans: 8e6 + random() * 3e6, netAssetsLastYear: 1e8 }
      };
    case "transaction":
      return {
        provider: "bank",
        authority: "\u534F\u67E5",
        account: `62220000${id}`,
        counterparty: `62221111${i % 50}`,
        direction: pick(["in", "out"]),
        amount: "48000",
        cash: random() < 0.2
      };
  }
}
function registrationOf(name, id, i, random) {
  const changed = random();
  return {
    name,
    status: "active",
    establishedOn: "2021-05-06",
    registeredCapital: "5000000",
    scope: "\u5546\u52A1\u4FE1\u606F\u54A8\u8BE2\uFF0C\u4F01\u4E1A\u7BA1\u7406\u54A8\u8BE2\uFF0C\u65E5\u7528\u767E\u8D27\u9500\u552E",
    legalRepresentative: changed < 0.2 ? `\u6CD5\u4EBA${i}` : `\u6CD5\u4EBA${id}`,
    registeredAddress: `\u4E0A\u6D77\u5E02\u6D66\u4E1C\u65B0\u533A\u4E16\u7EAA\u5927\u9053${changed > 0.8 ? i % 400 : id % 400}\u53F7${id % 30}01\u5BA4`
  };
}
function pickKind(at) {
  let sum = 0;
  for (const [kind, share] of SHARES) {
    sum += share;
    if (at < sum) return kind;
  }
  return "sentiment";
}
function makeRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = state + 1831565813 >>> 0;
    let t = Math.imul(state ^ state >>> 15, state | 1);
    t ^= t + Math.imul(t ^ t >>> 7, t | 61);
    return ((t ^ t >>> 14) >>> 0) / 4294967296;
  };
}

// server/bench/anomaly.ts
var POINTS = 2e5;
function benchAnomaly() {
  const random = makeRandom(3);
  let level = 5e6;
  const values = Float64Array.from({ length: POINTS }, (_, i) => {
    if (i % 9e3 === 8999) level *= 0.5 + random();
    const spike = i % 1100 === 1099 ? 3e6 * random() : 0;
    return level * (1 + 0.2 * Math.sin(i / 288 * 2 * Math.PI) + 0.05 * random()) + spike;
  });
  let state = createAnomaly();
  for (let i = 0; i < 2e4; i++) stepAnomaly(state, i * 3e5, values[i]);
  state = createAnomaly();
  let bytes = 0;
  let ms = 0;
  for (let from = 0; from < POINTS; from += 1e3) {
    const startMs2 = performance.now();
    for (let i = from; i < from + 1e3; i++) stepAnomaly(state, i * 3e5, values[i]);
    ms += performance.now() - startMs2;
    bytes = Math.max(bytes, Buffer.byteLength(JSON.stringify(state)));
  }
  const startMs = performance.now();
  for (let i = 0; i < 2e3; i++) state = JSON.parse(JSON.stringify(state));
  const jsonMs = performance.now() - startMs;
  return {
    points: POINTS,
    perSecond: Math.round(POINTS / ms * 1e3),
    usPerPoint: round2(ms * 1e3 / POINTS),
    bytesPerSeries: bytes,
    usPerStateJson: round2(jsonMs * 1e3 / 2e3)
  };
}
function round2(value) {
  return Math.round(value * 100) / 100;
}

// server/bench/detector.ts
var CONFIG = { version: 1, weights: DEFAULT_WEIGHTS, levels: DEFAULT_LEVEL_RULE };
function benchDetector(options = {}) {
  const { events = 2e5, enterprises = 2e4, seed = 1 } = options;
  const registry = createRegistry();
  play(registry, [
    ...makeMix({ seed: seed + 1, events: Math.min(events, 4e4), enterprises: 4e3, days: 20 })
  ]);
  const round4 = play(registry, [...makeMix({ seed, events, enterprises, days: 60 })]);
  const states = [...round4.states].filter(([key]) => key.startsWith("e:")).map(([, state]) => state);
  const startMs = performance.now();
  const sizes = states.map((state) => {
    const text = JSON.stringify(state);
    JSON.parse(text);
    return Buffer.byteLength(text);
  });
  const usPerStateJson = (performance.now() - startMs) * 1e3 / states.length;
  sizes.sort((a, b) => a - b);
  return {
    events,
    enterprises,
    derived: round4.derived,
    findings: round4.findings,
    alerts: round4.alerts,
    usPerEvent: round22(round4.cpuUs / round4.steps),
    wallUsPerEvent: round22(round4.ms * 1e3 / round4.steps),
    perSecond: Math.round(round4.steps / round4.cpuUs * 1e6),
    usPerStateJson: round22(usPerStateJson),
    bytesPerState: Math.round(sizes.reduce((sum, size) => sum + size, 0) / sizes.length),
    bytesPerStateP50: sizes[Math.floor(sizes.length * 0.5)],
    bytesPerStateP99: sizes[Math.floor(sizes.length * 0.99)],
    bytesPerStateMax: sizes.at(-1),
    usPerEventByKind: round4.byKind,
    ...benchSeries(),
    textsPerSecond: benchText(),
    detectors: DETECTORS.map(({ id, version }) => `${id}.${version}`)
  };
}
function play(registry, events) {
  const states = /* @__PURE__ */ new Map();
  const cost = /* @__PURE__ */ new Map();
  const round4 = { states, steps: 0, derived: 0, findings: 0, alerts: 0, ms: 0, cpuUs: 0, byKind: {} };
  const queue = [];
  const cpu = process.cpuUsage();
  for (const event of events) {
    queue.push(event);
    for (let next = queue.shift(); next !== void 0; next = queue.shift()) {
      const state = states.get(next.key) ?? registry.create(next.key);
      const startMs = performance.now();
      const result = registry.step(state, next, CONFIG);
      const ms = performance.now() - startMs;
      states.set(next.key, result.state);
      const kind = cost.get(next.kind) ?? { ms: 0, steps: 0 };
      kind.ms += ms;
      kind.steps++;
      cost.set(next.kind, kind);
      round4.ms += ms;
      round4.steps++;
      round4.derived += result.derived.length;
      round4.findings += result.findings.length;
      round4.alerts += result.alerts.length;
      for (const derived of result.derived) queue.push({ ...derived, receivedMs: derived.timeMs });
    }
  }
  const used = process.cpuUsage(cpu);
  round4.cpuUs = used.user + used.system;
  for (const [kind, { ms, steps }] of cost) round4.byKind[kind] = round22(ms * 1e3 / steps);
  return round4;
}
function benchSeries() {
  const random = makeRandom(3);
  const points = 3e5;
  const values = Float64Array.from(
    { length: points },
    (_, i) => 50 + 8 * Math.sin(i / 288 * 2 * Math.PI) + random()
  );
  const series = createSeries(0, values[0]);
  const startMs = performance.now();
  for (let i = 1; i < points; i++) stepSeries(series, i * 3e5, values[i], SERIES_DEFAULTS);
  const ms = performance.now() - startMs;
  return {
    usPerPoint: round22(ms * 1e3 / points),
    bytesPerSeries: Buffer.byteLength(JSON.stringify(series))
  };
}
function benchText() {
  const texts = [...makeMix({ seed: 5, events: 3e4, enterprises: 1e3, days: 1 })].filter(({ kind }) => kind === "sentiment").map(
    (event) => `${event.data.text}\u8BB0\u8005\u4ECE\u76F8\u5173\u90E8\u95E8\u4E86\u89E3\u5230\uFF0C\u6709\u5173\u60C5\u51B5\u6B63\u5728\u8FDB\u4E00\u6B65\u6838\u5B9E\u4E4B\u4E2D\uFF0C\u540E\u7EED\u5C06\u53CA\u65F6\u516C\u5E03\u3002`.slice(
      0,
      100
    )
  );
  for (const text of texts) analyseText(text);
  const startMs = performance.now();
  for (const text of texts) analyseText(text);
  return Math.round(texts.length / (performance.now() - startMs) * 1e3);
}
function round22(value) {
  return Math.round(value * 100) / 100;
}

// server/bench/fanout.ts
import { fork } from "node:child_process";
import { parseArgs } from "node:util";

// server/bench/fanout-clients.ts
import { connect } from "node:net";
import { setTimeout as sleep2 } from "node:timers/promises";

// server/bench/fanout-wire.ts
import { setTimeout as sleep } from "node:timers/promises";
var TOPIC = "events.310000";
var NUMBER_BASE = 1e9;
var TIME_BASE = 1e15;
function nowMicros() {
  return Number(process.hrtime.bigint() / 1000n);
}
function makeBody(seq, dueMicros, bytes) {
  const head = `{"n":${NUMBER_BASE + seq},"t":${TIME_BASE + Math.round(dueMicros)},"p":"`;
  return `${head}${"x".repeat(Math.max(0, bytes - head.length - 2))}"}`;
}
function readBody(body) {
  const { n, t } = body;
  return { seq: n - NUMBER_BASE, dueMicros: t - TIME_BASE };
}
async function drive(plan, firstSeq, emit) {
  const total = Math.round(plan.rate * plan.seconds);
  const startMicros = nowMicros();
  const stepMicros = 1e6 / plan.rate;
  let done = 0;
  let behindMs = 0;
  while (done < total) {
    const now = nowMicros();
    while (done < total && startMicros + done * stepMicros <= now) {
      behindMs = (now - (startMicros + done * stepMicros)) / 1e3;
      emit(firstSeq + done, startMicros + done * stepMicros);
      done++;
    }
    if (done < total) await sleep(Math.max(0, (startMicros + done * stepMicros - nowMicros()) / 1e3));
  }
  return { messages: total, behindMs };
}

// server/bench/fanout-clients.ts
async function runFanoutClients(port, plan) {
  const clients = [];
  for (let i = 0; i < plan.clients; i++) {
    clients.push(await openClient(port, plan.bytes, i % 50 === 0));
  }
  process.send?.({ type: "connected" });
  process.on("message", (ask) => void count(clients, ask.expect));
  await new Promise((resolve) => process.once("disconnect", resolve));
}
async function count(clients, expect) {
  for (let tries = 0; tries < 1e3 && clients.some((client) => client.last < expect); tries++)
    await sleep2(20);
  const round4 = { delivered: 0, missing: 0, repeated: 0, decoded: 0, wrong: 0, lastMicros: 0 };
  const latenciesMs = [];
  for (const client of clients) {
    round4.delivered += client.delivered;
    round4.repeated += client.repeated;
    round4.missing += client.missing + Math.max(0, expect - client.last);
    round4.decoded += client.decoded;
    round4.wrong += client.wrong;
    round4.lastMicros = Math.max(round4.lastMicros, client.lastMicros);
    latenciesMs.push(...client.latenciesMs);
    Object.assign(client, { delivered: 0, missing: 0, repeated: 0, decoded: 0, wrong: 0, latenciesMs: [] });
  }
  process.send?.({ type: "counted", ...round4, latenciesMs });
}
var PREFIX = `["${TOPIC}",`.length;
var COMMA = 44;
var BRACKET = 91;
function openClient(port, bytes, decodes) {
  const client = {
    delivered: 0,
    missing: 0,
    repeated: 0,
    decoded: 0,
    wrong: 0,
    latenciesMs: [],
    last: 0,
    lastMicros: 0
  };
  return new Promise((resolve, reject) => {
    let upgraded = false;
    let rest = Buffer.alloc(0);
    const socket = connect({
      port,
      host: "127.0.0.1",
      onread: {
        buffer: () => shared,
        callback(length, buffer) {
          let chunk = buffer.subarray(0, length);
          if (rest.length > 0) chunk = Buffer.concat([rest, chunk]);
          if (!upgraded) {
            const end = chunk.indexOf("\r\n\r\n");
            if (end < 0) {
              rest = Buffer.from(chunk);
              return true;
            }
            if (!chunk.subarray(0, 12).toString().endsWith("101")) {
              reject(new Error(`no upgrade: ${chunk.subarray(0, end).toString()}`));
              return false;
            }
            upgraded = true;
            chunk = chunk.subarray(end + 4);
            sendText(socket, JSON.stringify({ t: "subscribe", since: { [TOPIC]: null } }));
            setImmediate(() => resolve(client));
          }
          const used = readFrames(chunk, (opcode, payload) => {
            if (opcode === 9) sendFrame(socket, 10, payload);
            else if (opcode === 1 && payload[0] === BRACKET) take(client, payload, bytes, decodes);
          });
          rest = used === chunk.length ? EMPTY : Buffer.from(chunk.subarray(used));
          return true;
        }
      }
    });
    socket.on("connect", () => {
      socket.write(
        `GET /feed HTTP/1.1\r
Host: 127.0.0.1:${port}\r
Upgrade: websocket\r
Connection: Upgrade\r
Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
Sec-WebSocket-Version: 13\r
Cookie: bench=1\r
\r
`
      );
    });
    socket.on("error", reject);
    socket.on("close", () => {
      client.wrong++;
    });
  });
}
var shared = Buffer.allocUnsafe(256 << 10);
var EMPTY = Buffer.alloc(0);
function readFrames(chunk, each) {
  let at = 0;
  while (at + 2 <= chunk.length) {
    let size = chunk[at + 1] & 127;
    let start = at + 2;
    if (size === 126) {
      if (at + 4 > chunk.length) break;
      size = chunk.readUInt16BE(at + 2);
      start = at + 4;
    } else if (size === 127) {
      if (at + 10 > chunk.length) break;
      size = Number(chunk.readBigUInt64BE(at + 2));
      start = at + 10;
    }
    if (start + size > chunk.length) break;
    each(chunk[at] & 15, chunk.subarray(start, start + size));
    at = start + size;
  }
  return at;
}
function take(client, payload, bytes, decodes) {
  let at = PREFIX;
  let first = 0;
  for (; payload[at] !== COMMA; at++) first = first * 10 + payload[at] - 48;
  do
    at++;
  while (payload[at] !== COMMA);
  const count2 = (payload.length - at - 4 + 1) / (bytes + 1);
  if (first > client.last + 1) client.missing += first - client.last - 1;
  if (first <= client.last) client.repeated += Math.min(count2, client.last - first + 1);
  client.last = Math.max(client.last, first + count2 - 1);
  client.delivered += count2;
  client.lastMicros = nowMicros();
  if (!Number.isInteger(count2)) client.wrong++;
  if (!decodes) return;
  const bodies = JSON.parse(payload.toString())[3];
  const now = nowMicros();
  if (bodies.length !== count2) client.wrong++;
  for (const [i, body] of bodies.entries()) {
    const { seq, dueMicros } = readBody(body);
    if (seq !== first + i) client.wrong++;
    client.decoded++;
    client.latenciesMs.push((now - dueMicros) / 1e3);
  }
}
function sendText(socket, text) {
  sendFrame(socket, 1, Buffer.from(text));
}
function sendFrame(socket, opcode, payload) {
  if (payload.length > 125) throw new RangeError("short frames only");
  socket.write(Buffer.concat([Buffer.from([128 | opcode, 128 | payload.length, 0, 0, 0, 0]), payload]));
}

// server/bench/fanout-servers.ts
import { createServer } from "node:http";
import { setTimeout as sleep3 } from "node:timers/promises";
var QUIET = { info() {
}, warn() {
}, error() {
} };
async function runFanoutServer(kind, plan) {
  const server = kind === "ours" ? await startOurs(plan) : await startRaw(plan, kind);
  process.send?.({ type: "ready", port: server.port });
  let next = 1;
  for await (const _ of rounds()) {
    const cpu = process.cpuUsage();
    const startMicros = nowMicros();
    const { messages, behindMs } = await drive(plan, next, server.emit);
    next += messages;
    await sleep3(300);
    const used = process.cpuUsage(cpu);
    process.send?.({
      type: "round",
      messages,
      behindMs,
      cpuMicros: used.user + used.system,
      startMicros,
      wallMs: (nowMicros() - startMicros) / 1e3
    });
  }
}
async function startOurs(plan) {
  const http = createServer((_request, response) => void response.end());
  const choice = chooseEngine(plan.engine, QUIET);
  if (choice.kind === "uws") await new Promise((resolve) => http.listen(0, "127.0.0.1", resolve));
  const address = http.address();
  const upstreamPort = typeof address === "object" && address !== null ? address.port : 0;
  const rt = await createRealtimeServer(
    {
      engine: choice.kind === "uws" ? { kind: "uws", uws: choice.uws, upstream: { host: "127.0.0.1", port: upstreamPort } } : { kind: "ws", server: http },
      authenticate: async () => ({
        userId: 1,
        name: "bench",
        role: "wall",
        district: "310000",
        topics: [TOPIC]
      }),
      history: { since: async () => [], heads: async () => /* @__PURE__ */ new Map() },
      onAcknowledge: async () => ({ ok: false, reason: "bench" }),
      log: QUIET
    },
    { maxConnections: plan.clients + 10, maxPerUser: plan.clients + 10 }
  );
  return {
    port: rt.port,
    emit: (seq, due) => rt.publishEncoded([{ topic: TOPIC, seq, json: makeBody(seq, due, plan.bytes) }])
  };
}
function startRaw(plan, kind) {
  const choice = chooseEngine("uws", QUIET);
  if (choice.kind !== "uws")
    throw new Error("unreachable: chooseEngine throws when uWebSockets.js does not load");
  const { uws } = choice;
  const app = uws.App().ws("/feed", {
    compression: 0,
    idleTimeout: 60,
    maxBackpressure: 1 << 20,
    sendPingsAutomatically: true,
    open: (ws) => void ws.subscribe(TOPIC)
  });
  const frameMs = Math.min(
    DEFAULT_HUB.frameMaxMs,
    Math.max(DEFAULT_HUB.frameMinMs, plan.clients * DEFAULT_HUB.clientCostUs / 1e3)
  );
  let bodies = [];
  let first = 0;
  let lastMs = Number.NEGATIVE_INFINITY;
  let timer = null;
  const publish = () => {
    timer = null;
    lastMs = performance.now();
    app.publish(
      TOPIC,
      Buffer.from(`["${TOPIC}",${first},${Date.now()},[${bodies.join(",")}]]`),
      false,
      false
    );
    bodies = [];
  };
  const emit = (seq, due) => {
    if (bodies.length === 0) first = seq;
    bodies.push(makeBody(seq, due, plan.bytes));
    if (kind === "rawEach") {
      publish();
      return;
    }
    if (timer !== null) return;
    const waitMs = lastMs + frameMs - performance.now();
    if (waitMs <= 0) publish();
    else timer = setTimeout(publish, Math.ceil(waitMs));
  };
  return new Promise((resolve, reject) => {
    app.listen("127.0.0.1", 0, (token) => {
      if (token === false) reject(new Error("no free port"));
      else resolve({ port: uws.us_socket_local_port(token), emit });
    });
  });
}
async function* rounds() {
  for (; ; ) {
    const isOn = await new Promise((resolve) => {
      process.once("message", () => resolve(true));
      process.once("disconnect", () => resolve(false));
    });
    if (!isOn) process.exit(0);
    yield;
  }
}

// server/bench/fanout.ts
var FANOUT_CHILD = "fanout-child";
var BARE = ["raw", "rawEach"];
async function runFanout(args) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      clients: { type: "string", default: "2000" },
      rate: { type: "string", default: "200" },
      bytes: { type: "string", default: "300" },
      seconds: { type: "string", default: "2" },
      engine: { type: "string", default: "auto" },
      rounds: { type: "string", default: "8" },
      json: { type: "boolean", default: false }
    }
  });
  const plan = {
    clients: Number(values.clients),
    rate: Number(values.rate),
    bytes: Math.max(60, Number(values.bytes)),
    seconds: Number(values.seconds),
    engine: values.engine === "ws" ? "ws" : "auto"
  };
  const rounds2 = Number(values.rounds);
  const native = loadUws();
  const kinds = native.ok ? ["ours", ...BARE] : ["ours"];
  const children = [];
  const start = (...words) => {
    const child = fork(process.argv[1], [FANOUT_CHILD, ...words, JSON.stringify(plan)]);
    children.push(child);
    return child;
  };
  try {
    const pairs = [];
    for (const kind of kinds) {
      const server = start("server", kind);
      const { port } = await hear(server, "ready");
      const clients = start("clients", String(port));
      await hear(clients, "connected");
      process.stderr.write(`fanout: ${plan.clients} clients connected to ${kind}
`);
      pairs.push({ kind, server, clients, sent: 0 });
    }
    const tallies = new Map(kinds.map((kind) => [kind, makeTally()]));
    for (let round4 = 0; round4 <= rounds2; round4++) {
      for (const pair of round4 % 2 === 0 ? pairs : [...pairs].reverse()) {
        const heard = hear(pair.server, "round");
        pair.server.send({ go: true });
        const served = await heard;
        pair.sent += served.messages;
        const counting = hear(pair.clients, "counted");
        pair.clients.send({ expect: pair.sent });
        const counted = await counting;
        if (round4 > 0) addRound(tallies.get(pair.kind), served, counted);
        process.stderr.write(
          `fanout: ${round4 === 0 ? "warm-up" : `round ${round4}`} ${pair.kind}: ${(served.cpuMicros / Math.max(1, counted.delivered)).toFixed(3)} us a message, missing ${counted.missing}
`
        );
      }
    }
    return report(plan, tallies);
  } finally {
    for (const child of children) child.disconnect();
  }
}
async function runFanoutChild(role, args) {
  const [which, plan] = args;
  const parsed = JSON.parse(plan);
  if (role === "server") await runFanoutServer(which, parsed);
  else await runFanoutClients(Number(which), parsed);
}
function report(plan, tallies) {
  const of = (kind) => summarise(plan, tallies.get(kind));
  const ours = of("ours");
  const settings = { clients: plan.clients, rate: plan.rate, bytes: plan.bytes };
  if (!tallies.has("raw"))
    return { ...settings, engine: "ws", ...ours, raw: null, rawEach: null, ratioToRaw: null };
  const raw = of("raw");
  const rawEach = of("rawEach");
  return {
    ...settings,
    engine: plan.engine === "ws" ? "ws" : "uws",
    ...ours,
    raw,
    rawEach,
    ratioToRaw: ratio(tallies, "raw"),
    ratioToRawEach: ratio(tallies, "rawEach")
  };
}
function ratio(tallies, kind) {
  const bare = tallies.get(kind).perRound;
  const ours = tallies.get("ours").perRound;
  return round(median(bare.map((value, i) => value / ours[i])), 3);
}
function summarise(plan, tally) {
  const sorted = tally.latenciesMs.sort((a, b) => a - b);
  const at = (share) => round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0, 2);
  return {
    deliveriesPerSecond: Math.round(tally.delivered / tally.activeMs * 1e3),
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    cpuPerMessageUs: round(median(tally.perRound), 4),
    missing: tally.missing,
    repeated: tally.repeated,
    expected: tally.messages * plan.clients,
    delivered: tally.delivered,
    decoded: tally.decoded,
    wrong: tally.wrong,
    cpuShare: round(tally.cpuMicros / 1e3 / tally.wallMs, 3),
    behindMs: round(tally.behindMs, 1),
    cpuPerRoundUs: tally.perRound.map((value) => round(value, 4))
  };
}
function makeTally() {
  return {
    messages: 0,
    delivered: 0,
    missing: 0,
    repeated: 0,
    decoded: 0,
    wrong: 0,
    cpuMicros: 0,
    wallMs: 0,
    behindMs: 0,
    activeMs: 0,
    latenciesMs: [],
    perRound: []
  };
}
function addRound(tally, served, counted) {
  tally.messages += served.messages;
  tally.cpuMicros += served.cpuMicros;
  tally.wallMs += served.wallMs;
  tally.behindMs = Math.max(tally.behindMs, served.behindMs);
  tally.activeMs += (counted.lastMicros - served.startMicros) / 1e3;
  tally.delivered += counted.delivered;
  tally.missing += counted.missing;
  tally.repeated += counted.repeated;
  tally.decoded += counted.decoded;
  tally.wrong += counted.wrong;
  for (const latency of counted.latenciesMs) tally.latenciesMs.push(latency);
  tally.perRound.push(served.cpuMicros / Math.max(1, counted.delivered));
}
function hear(child, type) {
  return new Promise((resolve, reject) => {
    const onMessage = (message) => {
      if (message.type !== type) return;
      child.off("message", onMessage);
      child.off("exit", onExit);
      resolve(message);
    };
    const onExit = (code) => reject(new Error(`a child of the bench ended with ${code}`));
    child.on("message", onMessage);
    child.on("exit", onExit);
  });
}
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
function round(value, digits) {
  return Number(value.toFixed(digits));
}

// server/bench/pipeline.ts
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

// server/bench/feed-client.ts
import WebSocket from "ws";

// server/bench/latency-log.ts
var LatencyLog = class {
  #values = new Float64Array(1 << 16);
  #count = 0;
  add(ms) {
    if (this.#count === this.#values.length) {
      const larger = new Float64Array(this.#values.length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#count++] = ms;
  }
  quantile(share) {
    if (this.#count === 0) return 0;
    const sorted = this.#values.slice(0, this.#count).sort();
    return sorted[Math.min(this.#count - 1, Math.floor(share * this.#count))];
  }
  clear() {
    this.#count = 0;
  }
};

// server/bench/feed-client.ts
async function createFeedClient(url, cookie) {
  const socket = new WebSocket(`${url.replace(/^http/, "ws").replace(/\/$/, "")}/feed`, {
    headers: { cookie, origin: new URL(url).origin }
  });
  const last = /* @__PURE__ */ new Map();
  const latencies = new LatencyLog();
  let received = 0;
  let duplicated = 0;
  let prefix = "";
  let seen = new Uint8Array(0);
  let lastAtMs = 0;
  await new Promise((resolve, reject) => {
    socket.once("error", reject);
    socket.once("close", (code) => reject(new Error(`the feed closed with ${code}`)));
    socket.on("message", (data) => {
      const frame = JSON.parse(String(data));
      if (!Array.isArray(frame)) {
        const control = frame;
        if (control.t === "hello")
          socket.send(JSON.stringify({ t: "subscribe", since: { "events.*": null } }));
        if (control.t === "subscribed") resolve();
        if (control.t === "error" || control.t === "snapshot")
          process.stderr.write(`feed: ${JSON.stringify(frame).slice(0, 300)}
`);
        return;
      }
      const [topic, first, , bodies] = frame;
      const now = Date.now();
      bodies.forEach((body, index) => {
        const seq = first + index;
        const previous = last.get(topic);
        if (previous !== void 0 && seq <= previous) {
          duplicated++;
          return;
        }
        last.set(topic, seq);
        if (prefix === "" || !body.u.startsWith(prefix)) return;
        const number = Number(body.u.slice(prefix.length));
        if (seen[number] === 1) duplicated++;
        else received++;
        seen[number] = 1;
        lastAtMs = now;
        latencies.add(now - body.r);
      });
    });
  });
  return {
    latencies,
    received: () => received,
    duplicated: () => duplicated,
    lastAtMs: () => lastAtMs,
    expect(text, count2) {
      prefix = text;
      seen = new Uint8Array(count2);
      received = 0;
      duplicated = 0;
      latencies.clear();
    },
    stop: () => socket.terminate()
  };
}

// server/bench/resources.ts
import { readdirSync, readFileSync } from "node:fs";
function treeCpuSeconds(pid) {
  return tree(pid).reduce((sum, each) => sum + cpuSeconds(each), 0);
}
function peakRssMb(pid) {
  const match = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  return match === null ? 0 : Number(match[1]) / 1024;
}
function rssMb(pid) {
  const match = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  return match === null ? 0 : Number(match[1]) / 1024;
}
var TICKS_PER_SECOND = 100;
function cpuSeconds(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0) / TICKS_PER_SECOND;
  } catch {
    return 0;
  }
}
function tree(root) {
  const children = /* @__PURE__ */ new Map();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
      children.set(parent, [...children.get(parent) ?? [], Number(name)]);
    } catch {
    }
  }
  const found = [];
  for (const queue = [root]; queue.length > 0; ) {
    const pid = queue.pop();
    found.push(pid);
    queue.push(...children.get(pid) ?? []);
  }
  return found;
}

// server/bench/scrape.ts
function histogramOf(text, name) {
  const counts = /* @__PURE__ */ new Map();
  for (const line of text.split("\n")) {
    const match = line.startsWith(`${name}_bucket{`) ? /le="([^"]+)"[^}]*\} (\d+)/.exec(line) : null;
    if (match !== null) counts.set(match[1] === "+Inf" ? Infinity : Number(match[1]), Number(match[2]));
  }
  return counts;
}
function quantileBetween(earlier, later, share) {
  const counts = [...later].sort((a, b) => a[0] - b[0]).map(([bound, count2]) => [bound, count2 - (earlier.get(bound) ?? 0)]);
  const wanted = (counts.at(-1)?.[1] ?? 0) * share;
  let below = 0;
  let floor = 0;
  for (const [bound, count2] of counts) {
    if (count2 >= wanted && count2 > below) {
      return Number.isFinite(bound) ? floor + (wanted - below) / (count2 - below) * (bound - floor) : floor;
    }
    below = count2;
    floor = bound;
  }
  return floor;
}

// server/bench/pipeline.ts
var SEED = 20260101;
var WARM_UP_SECONDS = 5;
async function runPipeline(options) {
  const folder = await mkdtemp(join(tmpdir(), "guanlan-bench-"));
  await chmod(folder, 493);
  const rigs = [];
  const open = async (...args) => {
    const rig = await startRig(...args);
    rigs.push(rig);
    return rig;
  };
  try {
    const dirs = { all: join(folder, "all"), none: join(folder, "none") };
    options.say(`preparing ${options.enterprises} enterprises`);
    let rig = await open(dirs.all, "all", options);
    await prepare(rig, options);
    const durability = await readDurability(rig);
    await warmUp(rig, options);
    options.say(`${options.rate} events/s for ${options.seconds} s`);
    const steady = await runSteady(rig, options); await rig.stop(); return steady;
    await rig.stop();
    rig = await open(dirs.none, "none", options);
    await prepare(rig, options);
    await warmUp(rig, options);
    const floorSteady = await runSteady(rig, { ...options, seconds: Math.min(options.seconds, 15) });
    await rig.stop();
    const ceilings = { all: [], none: [] };
    for (let round4 = 0; round4 < 2 && options.ceilingSeconds > 0; round4++) {
      for (const detectors of ["none", "all"]) {
        const phase = await open(dirs[detectors], detectors, options);
        const perSecond = await runCeiling(phase, `ceiling${round4}`, options);
        options.say(
          `ceiling with ${detectors === "all" ? "all detectors" : "none"}: ${Math.round(perSecond)}/s`
        );
        ceilings[detectors].push(perSecond);
        await phase.stop();
      }
    }
    const best = (values) => Math.round(Math.max(0, ...values));
    return {
      ...steady,
      ceilingPerSecond: best(ceilings.all),
      floor: {
        perSecond: best(ceilings.none),
        p50Ms: floorSteady.pushedP50Ms,
        p99Ms: floorSteady.pushedP99Ms
      },
      ratioToFloor: ceilings.none.length === 0 ? null : round3(best(ceilings.all) / best(ceilings.none), 3),
      ceilings,
      rate: options.rate,
      seconds: options.seconds,
      enterprises: options.enterprises,
      durability
    };
  } finally {
    for (const rig of rigs) await rig.stop().catch(() => void 0);
    await rm(folder, { recursive: true, force: true });
  }
}
async function startRig(varDir, detectors, options) {
  const child = await startProgram(varDir, { DETECTORS: detectors });
  const pool = createPool({ url: child.run.databaseUrl, max: 4, applicationName: "bench" });
  const connection = await createConnection({
    servers: child.run.natsUrl,
    ...child.run.natsToken === null ? {} : { token: child.run.natsToken },
    name: "bench"
  });
  const publisher = createPublisher({ connection });
  const feed = await createFeedClient(child.run.url, await openSession(pool));
  let stopped = false;
  return {
    child,
    pool,
    connection,
    publisher,
    feed,
    source: (run2) => makeBenchSource({ seed: SEED, enterprises: options.enterprises, run: run2 }),
    async stop() {
      if (stopped) return;
      stopped = true;
      feed.stop();
      await publisher.stop();
      await connection.stop();
      await pool.stop();
      await child.stop();
    }
  };
}
async function prepare(rig, options) {
  await fillEnterprises(rig.pool, options.enterprises, SEED);
  await rig.pool.execute(sql`analyze`);
}
async function warmUp(rig, options) {
  const events = Math.min(options.rate, 1e3) * WARM_UP_SECONDS;
  rig.feed.expect(prefixOf("warm"), events);
  await offer(rig, "warm", events / WARM_UP_SECONDS, WARM_UP_SECONDS);
  await untilPushed(rig, events);
}
async function runSteady(rig, options) {
  const total = Math.round(options.rate * options.seconds);
  rig.feed.expect(prefixOf("steady"), total);
  const before = { metrics: await rig.child.metrics(), cpu: treeCpuSeconds(rig.child.pid) };
  const { offered, endMs } = await offer(rig, "steady", options.rate, options.seconds);
  const drainedMs = await untilPushed(rig, offered);
  const cpuSeconds2 = treeCpuSeconds(rig.child.pid) - before.cpu;
  const metrics = await rig.child.metrics();
  const stored = await countStored(rig, "steady");
  const histogram = histogramOf(metrics, "guanlan_stored_seconds");
  const earlier = histogramOf(before.metrics, "guanlan_stored_seconds");
  return {
    offered,
    stored: stored.once,
    pushed: rig.feed.received(),
    lost: offered - Math.min(stored.once, rig.feed.received()),
    duplicated: rig.feed.duplicated() + stored.again,
    drainSeconds: round3(Math.max(0, drainedMs - endMs) / 1e3, 2),
    storedP50Ms: round3(quantileBetween(earlier, histogram, 0.5) * 1e3, 1),
    storedP99Ms: round3(quantileBetween(earlier, histogram, 0.99) * 1e3, 1),
    pushedP50Ms: rig.feed.latencies.quantile(0.5),
    pushedP99Ms: rig.feed.latencies.quantile(0.99),
    cpuSeconds: round3(cpuSeconds2, 1),
    peakRssMb: Math.round(peakRssMb(rig.child.pid))
  };
}
async function offer(rig, run2, rate, seconds) {
  const total = Math.round(rate * seconds);
  const { messages, startMs } = makeMessages(rig.source(run2), rate, total);
  await new Promise((resolve) => setTimeout(resolve, startMs - Date.now()));
  const pending = /* @__PURE__ */ new Set();
  for (let sent = 0; sent < total; ) {
    const due = Math.min(total, Math.floor((Date.now() - startMs) * rate / 1e3));
    if (due > sent) {
      const published = rig.publisher.publish(messages.slice(sent, due)).then((results) => {
        for (const result of results) if (!result.ok) throw result.error;
      });
      sent = due;
      pending.add(published);
      published.finally(() => pending.delete(published)).catch(() => void 0);
    }
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  await Promise.all(pending);
  return { offered: total, endMs: startMs + seconds * 1e3 };
}
var SAMPLE = 1e3;
function makeMessages(source, rate, total) {
  const make = (at, startMs2) => {
    const dueMs = Math.floor(startMs2 + at * 1e3 / rate);
    const message = encodeEvent(source.event(at, dueMs, dueMs));
    return { ...message, data: Buffer.from(message.data) };
  };
  const sampleMs = performance.now();
  for (let at = 0; at < SAMPLE; at++) make(at % total, 0);
  const eachMs = (performance.now() - sampleMs) / SAMPLE;
  const startMs = Date.now() + 500 + Math.ceil(eachMs * total);
  return { messages: Array.from({ length: total }, (_, at) => make(at, startMs)), startMs };
}
async function runCeiling(rig, run2, options) {
  const source = rig.source(run2);
  const window = 1e4;
  const chunk = 500;
  let next = 0;
  const base = await countSequences(rig);
  let stored = 0;
  const measure = async () => {
    stored = await countSequences(rig) - base;
  };
  const rampMs = 8e3;
  const startMs = performance.now();
  let markMs = 0;
  let mark = 0;
  let lastLook = 0;
  while (performance.now() - startMs < rampMs + options.ceilingSeconds * 1e3) {
    if (performance.now() - lastLook > 100) {
      await measure();
      lastLook = performance.now();
    }
    if (markMs === 0 && performance.now() - startMs > rampMs) {
      await measure();
      markMs = performance.now();
      mark = stored;
    }
    if (next - stored > window) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      continue;
    }
    const now = Date.now();
    const events = Array.from({ length: chunk }, (_, index) => source.event(next + index, now, now));
    next += chunk;
    await rig.publisher.publish(events.map(encodeEvent));
  }
  await measure();
  const perSecond = (stored - mark) * 1e3 / (performance.now() - markMs);
  await untilDone(async () => await countSequences(rig) >= base + next);
  return perSecond;
}
async function countSequences(rig) {
  const rows = await rig.pool.query(
    sql`select coalesce(sum(seq), 0)::bigint as n from push_topics where topic like 'events.%'`
  );
  return rows[0]?.n ?? 0;
}
async function countStored(rig, run2) {
  const rows = await rig.pool.query(
    sql`select count(distinct uid)::int as once, (count(*) - count(distinct uid))::int as again
        from events where uid like ${`${prefixOf(run2)}%`} and kind <> 'derived'`
  );
  return rows[0];
}
async function untilPushed(rig, wanted) {
  return await untilDone(async () => rig.feed.received() >= wanted) ? rig.feed.lastAtMs() : Date.now();
}
async function untilDone(isDone) {
  const deadline = performance.now() + 6e4;
  while (performance.now() < deadline) {
    if (await isDone()) return true;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return false;
}
var prefixOf = (run2) => `${SIMULATOR_SOURCE}/${run2}-`;
async function readDurability(rig) {
  const rows = await rig.pool.query(
    sql`select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes', 'wal_sync_method') order by name`
  );
  return {
    postgres: Object.fromEntries(rows.map((row) => [row.name, row.setting])),
    nats: { storage: "file", sync_interval: process.env.NATS_SYNC ?? "2m" }
  };
}
function round3(value, digits) {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}

// server/bench/soak.ts
import { chmod as chmod2, mkdtemp as mkdtemp2, rm as rm2 } from "node:fs/promises";
import { tmpdir as tmpdir2 } from "node:os";
import { join as join2 } from "node:path";
var SAMPLE_MS = 5e3;
var SEED_MS = 30 * 6e4;
var WARM_SHARE = 0.2;
async function runSoak(options) {
  const folder = await mkdtemp2(join2(tmpdir2(), "guanlan-soak-"));
  await chmod2(folder, 493);
  const env = { CITY: "simulated", CITY_SIZE: String(options.enterprises), CITY_RATE: "20" };
  const child = await startProgram(join2(folder, "var"), env, SEED_MS);
  try {
    const startMs = performance.now();
    const samples = [];
    while (performance.now() - startMs < options.minutes * 6e4) {
      await new Promise((resolve) => setTimeout(resolve, SAMPLE_MS));
      samples.push([(performance.now() - startMs) / 36e5, rssMb(child.pid)]);
      if (samples.length % 12 === 0)
        options.say(`${samples.length / 12} min: ${Math.round(samples.at(-1)?.[1] ?? 0)} MB`);
    }
    const counted = samples.slice(Math.floor(samples.length * WARM_SHARE));
    return {
      minutes: options.minutes,
      enterprises: options.enterprises,
      rssSlopeMbPerHour: Math.round(slope(counted) * 10) / 10,
      firstMb: Math.round(counted[0]?.[1] ?? 0),
      lastMb: Math.round(counted.at(-1)?.[1] ?? 0),
      peakRssMb: Math.round(peakRssMb(child.pid))
    };
  } finally {
    await child.stop();
    await rm2(folder, { recursive: true, force: true });
  }
}
function slope(points) {
  const n = points.length;
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / n;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / n;
  const over = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  const under = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  return under === 0 ? 0 : over / under;
}

// server/bench/main.ts
var HELP = `npm run bench -- <what> [--json]

  pipeline  --rate 5000 --seconds 60 --enterprises 100000 [--ceiling 10]
  fanout    --clients 2000 --rate 200 --bytes 300
  detector
  anomaly
  soak      --minutes 30 --enterprises 10000
`;
var say = (text) => void process.stderr.write(`${text}
`);
async function main() {
  const [what, ...rest] = process.argv.slice(2);
  if (what === FANOUT_CHILD) return runFanoutChild(rest[0], rest.slice(1));
  if (what === void 0 || what === "--help") return void process.stdout.write(HELP);
  const result = await run(what, rest);
  process.stdout.write(`${JSON.stringify(result, null, rest.includes("--json") ? 0 : 2)}
`);
}
async function run(what, args) {
  switch (what) {
    case "pipeline": {
      const { values } = parseArgs2({
        args,
        options: {
          rate: { type: "string", default: "5000" },
          seconds: { type: "string", default: "60" },
          enterprises: { type: "string", default: "100000" },
          ceiling: { type: "string", default: "10" },
          json: { type: "boolean", default: false }
        }
      });
      return runPipeline({
        rate: Number(values.rate),
        seconds: Number(values.seconds),
        enterprises: Number(values.enterprises),
        ceilingSeconds: Number(values.ceiling),
        say
      });
    }
    case "soak": {
      const { values } = parseArgs2({
        args,
        options: {
          minutes: { type: "string", default: "30" },
          enterprises: { type: "string", default: "10000" },
          json: { type: "boolean", default: false }
        }
      });
      return runSoak({ minutes: Number(values.minutes), enterprises: Number(values.enterprises), say });
    }
    case "fanout":
      return runFanout(args);
    case "detector":
      return benchDetector();
    case "anomaly":
      return benchAnomaly();
    default:
      throw new Error(`there is no bench ${what}
${HELP}`);
  }
}
main().then(
  () => process.exit(0),
  (error) => {
    process.stderr.write(`${error?.stack ?? error}
`);
    process.exit(1);
  }
);
//# sourceMappingURL=bench.mjs.map
