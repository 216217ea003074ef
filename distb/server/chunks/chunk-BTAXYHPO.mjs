import {
  Rng,
  STREAMS,
  TROUBLED_SHARE,
  makeOffice,
  makePersonName,
  mix,
  poissonOf,
  unitAt
} from "./chunk-SVEHBE3O.mjs";
import {
  districtOf
} from "./chunk-ZFE45SM2.mjs";
import {
  DAY_MS,
  HOUR_MS,
  MINUTE_MS,
  ZONE_OFFSET_MS,
  dayOf
} from "./chunk-DPTJRLNT.mjs";

// stream/simulator/sim-event.ts
var SIMULATOR_SOURCE = "simulator";
function makeSimEvent(kind, change, id, dueMs, identity, data, extras = {}) {
  const subject = extras.subject !== void 0 ? extras.subject : identity === null ? null : { code: identity.code, name: identity.name };
  const envelope = {
    specversion: "1.0",
    id,
    source: SIMULATOR_SOURCE,
    type: `${kind}.${change}`,
    time: isoOf(extras.timeMs ?? dueMs),
    simulated: true,
    data
  };
  if (subject !== null) envelope.subject = subject;
  if (extras.subjects !== void 0) envelope.subjects = extras.subjects;
  if (identity !== null) envelope.district = identity.district;
  if (extras.corrects !== void 0) envelope.corrects = extras.corrects;
  if (extras.withdraws !== void 0) envelope.withdraws = extras.withdraws;
  return { kind, dueMs, envelope };
}
function namedInText(epochMs, dueMs, identities) {
  if (dueMs >= epochMs) return { subject: null };
  return { subject: null, subjects: identities.map((identity) => ({ name: identity.name })) };
}
var secondOf = Number.NaN;
var prefix = "";
function isoOf(ms) {
  const second = Math.floor(ms / 1e3);
  if (second !== secondOf) {
    secondOf = second;
    prefix = new Date(second * 1e3).toISOString().slice(0, 20);
  }
  return `${prefix}${String(Math.floor(ms) - second * 1e3).padStart(3, "0")}Z`;
}
var dayNumber = Number.NaN;
var dayText = "";
function dayAt(ms) {
  const number = Math.floor((ms + ZONE_OFFSET_MS) / DAY_MS);
  if (number !== dayNumber) {
    dayNumber = number;
    dayText = dayOf(ms);
  }
  return dayText;
}

// stream/connection.ts
import { connect } from "@nats-io/transport-node";

// stream/errors.ts
var StreamError = class extends Error {
  code;
  retryable;
  constructor(code, message, retryable, cause) {
    super(message, cause === void 0 ? void 0 : { cause });
    this.name = new.target.name;
    this.code = code;
    this.retryable = retryable;
  }
};
var StreamFullError = class extends StreamError {
  constructor(message) {
    super("stream-full", message, true);
  }
};
var StreamUnavailableError = class extends StreamError {
  constructor(message, cause) {
    super("stream-unavailable", message, true, cause);
  }
};
var StreamRefusedError = class extends StreamError {
  constructor(message) {
    super("stream-refused", message, false);
  }
};
var StreamClosedError = class extends StreamError {
  constructor(what) {
    super("stream-closed", `${what} is stopped`, false);
  }
};
var BadMessageError = class extends StreamError {
  constructor(message, cause) {
    super("stream-bad-message", message, false, cause);
  }
};
var NatsConnectError = class extends StreamError {
  constructor(message, cause) {
    super("nats-connect-failed", message, true, cause);
  }
};
var NatsServerError = class extends StreamError {
  constructor(code, message, cause) {
    super(code, message, false, cause);
  }
};
var FULL_CODES = /* @__PURE__ */ new Set([10023, 10028, 10047, 10077, 10120, 10122]);
var PASSING_CODES = /* @__PURE__ */ new Set([10008, 10009, 10039, 10076, 10118]);
function publishErrorOf(errCode, description) {
  const text = `JetStream refused the message: ${description} (${errCode})`;
  if (FULL_CODES.has(errCode)) return new StreamFullError(text);
  if (PASSING_CODES.has(errCode)) return new StreamUnavailableError(text);
  return new StreamRefusedError(text);
}

// stream/connection.ts
async function createConnection(config, deps = {}) {
  const nats = await open(config);
  const listeners = /* @__PURE__ */ new Set([deps]);
  let connected = true;
  let stopping = false;
  const watching = (async () => {
    for await (const status of nats.status()) {
      if (status.type === "disconnect") {
        connected = false;
        for (const listener of [...listeners]) listener.onDisconnect?.();
      } else if (status.type === "reconnect") {
        connected = true;
        for (const listener of [...listeners]) listener.onReconnect?.();
      }
    }
  })();
  const closed = nats.closed().then((error) => {
    connected = false;
    if (!stopping)
      deps.onFault?.(new NatsConnectError("the connection to NATS closed for good", error ?? void 0));
  });
  return {
    nats,
    connected: () => connected,
    flush: () => nats.flush(),
    addListener(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async stop() {
      if (stopping) return closed;
      stopping = true;
      if (connected) await Promise.race([nats.drain().catch(() => void 0), delay(2e3)]);
      await nats.close();
      await closed;
      await watching;
    }
  };
}
async function open(config) {
  const deadline = Date.now() + (config.connectTimeoutMs ?? 1e4);
  const address = parseServers(
    typeof config.servers === "string" ? config.servers : config.servers.join(",")
  );
  const token = config.token ?? address.token;
  const user = config.user ?? address.user;
  for (; ; ) {
    try {
      return await connect({
        servers: address.servers,
        name: config.name,
        ...token === void 0 ? {} : { token },
        ...user === void 0 ? {} : { user, pass: config.password ?? address.password ?? "" },
        ...address.tls ? { tls: {} } : {},
        timeout: 3e3,
        maxReconnectAttempts: -1,
        reconnectTimeWait: 100,
        reconnectJitter: 200,
        pingInterval: 1e4,
        maxPingOut: 2,
        noAsyncTraces: true
      });
    } catch (cause) {
      if (/auth/i.test(String(cause)) || Date.now() >= deadline) {
        throw new NatsConnectError(
          `cannot connect to NATS at ${address.servers.join(",")}: ${messageOf(cause)}`,
          cause
        );
      }
      await delay(100);
    }
  }
}
function parseServers(text) {
  const urls = text.split(",").map((part) => new URL(/^\w+:\/\//.test(part.trim()) ? part.trim() : `nats://${part.trim()}`));
  const named = urls.find((url) => url.username !== "");
  const credentials = named === void 0 ? {} : named.password === "" ? { token: decodeURIComponent(named.username) } : { user: decodeURIComponent(named.username), password: decodeURIComponent(named.password) };
  return {
    servers: urls.map((url) => `${url.hostname}:${url.port || "4222"}`),
    tls: urls.some((url) => url.protocol === "tls:"),
    ...credentials
  };
}
function messageOf(cause) {
  return cause instanceof Error ? cause.message : String(cause);
}
function delay(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}

// stream/simulator/market.ts
function seriesValue(seed, series, ms, shocks) {
  const key = series.number * 7919;
  const days = ms / DAY_MS;
  const walk = 4 * (smooth(seed, key + 1, days / 9) - 0.5) + 2 * (smooth(seed, key + 2, days / 2.3) - 0.5);
  const hour = (ms + ZONE_OFFSET_MS) % DAY_MS / HOUR_MS;
  const season = 0.25 * Math.sin((hour - 9) / 24 * 2 * Math.PI);
  const noise = 0.35 * (unitAt(seed, STREAMS.market, key + Math.floor(ms / 1e3)) + unitAt(seed, STREAMS.market, key + 31 + Math.floor(ms / 1e3)) - 1);
  let value = series.base * (1 + series.volatility * (walk + season + noise));
  for (const shock of shocks) {
    if (ms < shock.startMs || !shock.hits.has(series.number)) continue;
    const left = shock.depth * Math.exp(-(ms - shock.startMs) / shock.recoveryMs);
    value *= 1 - series.direction * left;
  }
  return Math.round(value * 1e4) / 1e4;
}
function makeSeries(seed, number, enterprise, kind) {
  const draw = mix(seed, STREAMS.market, number);
  const base = { number, enterprise, instrument: `SIM${String(6e5 + number)}` };
  if (kind === "private-fund")
    return {
      ...base,
      metric: "\u5355\u4F4D\u51C0\u503C",
      unit: "\u5143",
      base: 0.8 + draw % 100 / 100,
      volatility: 6e-3,
      direction: 1
    };
  if (kind === "leasing" || kind === "factoring")
    return {
      ...base,
      metric: "\u503A\u5238\u6536\u76CA\u7387",
      unit: "%",
      base: 3 + draw % 300 / 100,
      volatility: 0.01,
      direction: -1
    };
  if (number % 3 === 2)
    return {
      ...base,
      metric: "\u8D44\u91D1\u51C0\u6D41\u5165",
      unit: "\u4E07\u5143",
      base: 1200 + draw % 4e3,
      volatility: 0.05,
      direction: 1
    };
  return {
    ...base,
    metric: "\u6536\u76D8\u4EF7",
    unit: "\u5143",
    base: 5 + draw % 6e3 / 100,
    volatility: 0.012,
    direction: 1
  };
}
function smooth(seed, key, at) {
  const step = Math.floor(at);
  const t = at - step;
  const ease = t * t * (3 - 2 * t);
  const from = unitAt(seed, STREAMS.market, key * 100003 + step);
  const to = unitAt(seed, STREAMS.market, key * 100003 + step + 1);
  return from + (to - from) * ease;
}

// stream/simulator/rhythm.ts
var OFFICE = normalise([
  0.05,
  0.03,
  0.02,
  0.02,
  0.02,
  0.05,
  0.1,
  0.3,
  0.9,
  2.2,
  2.6,
  2.2,
  1,
  1.6,
  2.4,
  2.4,
  2.2,
  1.4,
  0.6,
  0.4,
  0.3,
  0.2,
  0.15,
  0.1
]);
var SOCIAL = normalise([
  0.7,
  0.4,
  0.25,
  0.15,
  0.15,
  0.2,
  0.4,
  0.8,
  1,
  1.1,
  1.1,
  1.1,
  1.3,
  1.1,
  1,
  1,
  1,
  1.1,
  1.3,
  1.6,
  2,
  2.1,
  1.8,
  1.2
]);
var HOTLINE = normalise([
  0.2,
  0.1,
  0.1,
  0.1,
  0.1,
  0.15,
  0.4,
  0.8,
  1.5,
  2,
  2,
  1.6,
  1.1,
  1.4,
  1.7,
  1.7,
  1.5,
  1.2,
  1,
  1,
  0.9,
  0.7,
  0.5,
  0.3
]);
var TRADING = normalise([
  0.1,
  0.1,
  0.1,
  0.1,
  0.1,
  0.1,
  0.1,
  0.2,
  0.5,
  2.6,
  3,
  2.4,
  0.6,
  2.2,
  3,
  2,
  0.6,
  0.4,
  0.3,
  0.3,
  0.3,
  0.3,
  0.2,
  0.1
]);
var WORKDAYS = normalise([1.15, 1.1, 1.1, 1.1, 1.05, 0.25, 0.2]);
var EVERY_DAY = normalise([1, 1, 1, 1, 1.05, 1.1, 1.1]);
var RHYTHMS = {
  registration: { hours: OFFICE, days: WORKDAYS },
  sentiment: { hours: SOCIAL, days: EVERY_DAY },
  market: { hours: TRADING, days: WORKDAYS },
  complaint: { hours: HOTLINE, days: normalise([1.2, 1.1, 1.1, 1.1, 1, 0.7, 0.6]) },
  judicial: { hours: OFFICE, days: WORKDAYS },
  tax: { hours: OFFICE, days: WORKDAYS },
  penalty: { hours: OFFICE, days: WORKDAYS },
  filing: { hours: OFFICE, days: WORKDAYS },
  transaction: { hours: HOTLINE, days: EVERY_DAY }
};
function rhythmAt(kind, ms) {
  const local = ms + ZONE_OFFSET_MS;
  const { hours, days } = RHYTHMS[kind];
  const day = (Math.floor(local / DAY_MS) + 3) % 7;
  const hour = local % DAY_MS / HOUR_MS;
  const at = Math.floor(hour);
  const next = hours[(at + 1) % 24];
  const here = hours[at];
  return days[day] * (here + (next - here) * (hour - at));
}
var ORDINARY_MIX = [
  ["sentiment", 0.36],
  ["market", 0.08],
  ["complaint", 0.16],
  ["registration", 0.13],
  ["tax", 0.1],
  ["judicial", 0.07],
  ["transaction", 0.05],
  ["filing", 0.02],
  ["penalty", 0.03]
];
var CHATTER_MIX = [
  ["sentiment", 0.42],
  ["market", 0.36],
  ["tax", 0.09],
  ["transaction", 0.06],
  ["registration", 0.05],
  ["filing", 0.02]
];
var FLOOR = 0.3;
function mixAt(mix2, ms) {
  const weights = mix2.map(([kind, share]) => share * Math.max(FLOOR, rhythmAt(kind, ms)));
  return { weights, total: weights.reduce((sum, weight) => sum + weight, 0) };
}
function normalise(row) {
  const mean = row.reduce((sum, value) => sum + value, 0) / row.length;
  return row.map((value) => value / mean);
}

// stream/simulator/texts/template.ts
function compile(lines) {
  return lines.map((line) => line.split(/[{}]/));
}
function fill(template, rng, subject) {
  let out = template[0];
  for (let i = 1; i < template.length; i += 2) {
    out += slot(template[i], rng, subject);
    out += template[i + 1];
  }
  return out;
}
var WEEKDAYS = ["\u5468\u4E00", "\u5468\u4E8C", "\u5468\u4E09", "\u5468\u56DB", "\u5468\u4E94", "\u5468\u672B"];
var AMOUNTS = [1, 2, 3, 5, 8, 10, 12, 15, 20, 26, 30, 38, 50, 60, 80, 100, 120, 150, 200, 300];
function slot(key, rng, subject) {
  switch (key) {
    case "n":
      return subject.name;
    case "s":
      return subject.short;
    case "d":
      return subject.district;
    case "p":
      return makePersonName(rng.next());
    case "a":
    case "b":
      return String(rng.pick(AMOUNTS));
    case "r":
      return String(rng.between(10, 24));
    case "q":
      return `${rng.between(2, 3)}.${rng.between(0, 9)}`;
    case "m":
      return String(rng.between(2, 11));
    case "k":
      return String(rng.between(3, 48));
    case "t":
      return String(rng.between(60, 900));
    case "y":
      return String(rng.between(58, 79));
    case "w":
      return rng.pick(WEEKDAYS);
    case "c":
      return String(rng.between(1001, 39999));
    default:
      throw new RangeError(`no slot {${key}}`);
  }
}

// stream/simulator/texts/negative.ts
var PHRASES = {
  promise: topic(
    [
      "{s}\u63A8\u51FA\u201C\u7A33\u76C8\u201D\u7CFB\u5217\u4EA7\u54C1\uFF0C\u671F\u9650{m}\u4E2A\u6708\uFF0C\u5E74\u5316\u6536\u76CA{r}%\uFF0C\u5230\u671F\u8FD8\u672C\u4ED8\u606F\uFF0C\u96F6\u98CE\u9669\u3002",
      "\u5BB6\u4EBA\u4EEC\uFF0C{s}\u8FD9\u6B3E\u771F\u7684\u53EF\u4EE5\uFF0C{a}\u4E07\u8D77\u6295\uFF0C\u4FDD\u672C\u4FDD\u606F\uFF0C\u5E74\u5316{r}%\uFF0C\u6BD4\u94F6\u884C\u9AD8\u597D\u51E0\u500D\uFF0C\u540D\u989D\u6709\u9650\u3002",
      "{n}\u7406\u8D22\u7ECF\u7406\u627F\u8BFA\uFF1A\u672C\u91D1\u7EDD\u5BF9\u5B89\u5168\uFF0C\u6309\u6708\u8FD4\u606F{r}%\u5E74\u5316\uFF0C\u968F\u65F6\u53EF\u53D6\uFF0C\u516C\u53F8\u5B9E\u529B\u96C4\u539A\u3002",
      "\u670B\u53CB\u63A8\u8350\u4E86{s}\u7684\u9879\u76EE\uFF0C\u8BF4\u662F\u56FD\u4F01\u80CC\u666F\u62C5\u4FDD\uFF0C\u7A33\u8D5A\u4E0D\u8D54\uFF0C\u6708\u606F\u4E00\u5206\u4E94\uFF0C{m}\u4E2A\u6708\u7FFB\u672C\u4E0D\u662F\u68A6\u3002",
      "{s}\u65B0\u5BA2\u4E13\u4EAB\uFF1A\u5E74\u531615%\u4FDD\u672C\uFF0C\u6295{a}\u4E07\u6BCF\u6708\u8FD4\u73B0\uFF0C\u4ECB\u7ECD\u4EB2\u53CB\u518D\u5956\u52B1\u767E\u5206\u4E4B\u4E09\u3002",
      "\u517B\u8001\u94B1\u653E\u94F6\u884C\u4E0D\u5982\u653E{s}\uFF0C\u56FA\u5B9A\u6536\u76CA{r}%\uFF0C\u5408\u540C\u5199\u660E\u521A\u6027\u5151\u4ED8\uFF0C\u5DF2\u7ECF\u6709{t}\u4F4D\u53D4\u53D4\u963F\u59E8\u52A0\u5165\u3002",
      "\u5185\u90E8\u6E20\u9053\uFF1A{s}\u5BF9\u63A5\u7684\u662F\u653F\u5E9C\u5DE5\u7A0B\u9879\u76EE\uFF0C\u5E74\u56DE\u62A5\u4E0D\u4F4E\u4E8E{r}%\uFF0C\u4FDD\u8BC1\u672C\u91D1\uFF0C\u7B7E\u5B8C\u5408\u540C\u5F53\u5929\u8BA1\u606F\u3002",
      "{s}\u9EC4\u91D1\u6258\u7BA1\u8BA1\u5212\uFF0C\u96F6\u6210\u672C\u9AD8\u6536\u76CA\uFF0C{m}\u4E2A\u6708\u6536\u76CA{r}%\u8D77\uFF0C\u65E0\u9700\u64CD\u4F5C\uFF0C\u5750\u7B49\u5206\u7EA2\u3002"
    ],
    [
      "\u73B0\u573A\u7B7E\u7EA6\u9001\u5927\u7C73\u3001\u9E21\u86CB\uFF0C\u8FD8\u9001\u9AD8\u7AEF\u4F53\u68C0\u4E00\u6B21\u3002",
      "\u8D1F\u8D23\u4EBA\u8BF4\u8D44\u91D1\u7531\u7B2C\u4E09\u65B9\u5B58\u7BA1\uFF0C\u4F46\u5408\u540C\u4E0A\u6536\u6B3E\u65B9\u5199\u7684\u662F\u4E2A\u4EBA\u8D26\u6237\u3002",
      "\u6295\u8D44\u8D8A\u591A\u5229\u7387\u8D8A\u9AD8\uFF0C{a}\u4E07\u4EE5\u4E0A\u53E6\u6709\u65C5\u6E38\u8003\u5BDF\u540D\u989D\u3002",
      "\u4ECB\u7ECD\u4EBA\u53EF\u4EE5\u62FF\u63D0\u6210\uFF0C\u62C9\u4E09\u4E2A\u4EBA\u5C31\u5347\u7EA7\u4E3A\u5408\u4F19\u4EBA\u3002",
      "\u9500\u552E\u8BF4\u4EA7\u54C1\u4E0D\u5BF9\u5916\u5BA3\u4F20\uFF0C\u53EA\u7ED9\u8001\u5BA2\u6237\uFF0C\u8981\u6C42\u5F53\u5929\u6253\u6B3E\u3002",
      "\u6211\u770B\u4E86\u4E0B\u8425\u4E1A\u6267\u7167\uFF0C\u7ECF\u8425\u8303\u56F4\u91CC\u6CA1\u6709\u5438\u6536\u5B58\u6B3E\u8FD9\u4E00\u9879\u3002"
    ],
    ["{s}\u5E74\u5316{r}%\u7684\u7406\u8D22\u80FD\u4E70\u5417\uFF1F", "\u5E74\u531615%\u3001\u4FDD\u672C\u4FDD\u606F\uFF1F{s}\u7684\u4EA7\u54C1\u8BF4\u660E\u4E66", "\u6709\u4EBA\u6295\u8FC7{s}\u5417\uFF0C\u8BF4\u662F\u5230\u671F\u8FD8\u672C\u4ED8\u606F"]
  ),
  recruit: topic(
    [
      "{n}\u5927\u91CF\u62DB\u8058\u7406\u8D22\u987E\u95EE{t}\u540D\uFF0C\u65E0\u8D23\u5E95\u85AA\u52A0\u9AD8\u63D0\u6210\uFF0C\u65E0\u9700\u91D1\u878D\u4ECE\u4E1A\u7ECF\u9A8C\uFF0C\u9000\u4F11\u4EBA\u5458\u3001\u5B9D\u5988\u4F18\u5148\u3002",
      "{s}\u6025\u62DB\u7535\u8BDD\u9500\u552E\u3001\u793E\u533A\u63A8\u5E7F\u5458\uFF0C\u6708\u5165\u8FC7\u4E07\uFF0C\u5E26\u56E2\u961F\u53E6\u6709\u6D25\u8D34\uFF0C{d}\u591A\u4E2A\u7F51\u70B9\u540C\u65F6\u9762\u8BD5\u3002",
      "{s}\u6269\u5F20\uFF0C\u4E00\u4E2A\u6708\u5F00{m}\u5BB6\u95E8\u5E97\uFF0C\u62DB\u4E1A\u52A1\u5458{t}\u4EBA\uFF0C\u81EA\u5E26\u5BA2\u6237\u8D44\u6E90\u8005\u4F63\u91D1\u4ECE\u4F18\u3002",
      "{n}\u62DB\u52DF\u57CE\u5E02\u5408\u4F19\u4EBA\uFF0C\u4E1A\u7EE9\u5206\u4E09\u7EA7\u63D0\u6210\uFF0C\u56E2\u961F\u957F\u62FF\u4E0B\u7EBF\u9500\u552E\u989D\u7684\u767E\u5206\u4E4B\u4E94\u3002"
    ],
    [
      "\u9762\u8BD5\u4E0D\u770B\u5B66\u5386\uFF0C\u53EA\u95EE\u624B\u91CC\u6709\u591A\u5C11\u8001\u5E74\u5BA2\u6237\u3002",
      "\u5165\u804C\u8981\u6C42\u81EA\u5DF1\u5148\u4E70{a}\u4E07\u4EA7\u54C1\uFF0C\u8BF4\u662F\u201C\u540C\u7518\u5171\u82E6\u201D\u3002",
      "\u57F9\u8BAD\u4E09\u5929\u5C31\u4E0A\u5C97\uFF0C\u8BDD\u672F\u91CC\u5168\u662F\u201C\u7A33\u8D5A\u201D\u201C\u4FDD\u672C\u201D\u3002",
      "\u529E\u516C\u5BA4\u5899\u4E0A\u8D34\u6EE1\u4E1A\u7EE9\u699C\uFF0C\u51A0\u519B\u4E00\u4E2A\u6708\u62C9\u6765{t}\u4E07\u3002"
    ],
    ["{s}\u62DB\u8058{t}\u540D\u7406\u8D22\u987E\u95EE", "\u4E00\u4E2A\u6708\u62DB\u4E86\u51E0\u767E\u4E2A\u9500\u552E\uFF0C{s}\u60F3\u505A\u4EC0\u4E48"]
  ),
  lecture: topic(
    [
      "{s}{w}\u5728{d}\u67D0\u9152\u5E97\u529E\u201C\u8D22\u5BCC\u8BB2\u5EA7\u201D\uFF0C\u6765\u7684\u5927\u591A\u662F\u9000\u4F11\u8001\u4EBA\uFF0C\u514D\u8D39\u5348\u9910\uFF0C\u8BB2\u5B8C\u5C31\u7B7E\u5355\u3002",
      "\u5988\u5988\u88AB\u62C9\u53BB\u542C{s}\u7684\u517B\u751F\u7406\u8D22\u8BFE\uFF0C\u56DE\u6765\u975E\u8981\u628A{a}\u4E07\u5B9A\u671F\u53D6\u51FA\u6765\u6295\u8FDB\u53BB\uFF0C\u529D\u4E0D\u4F4F\u3002",
      "{n}\u7EC4\u7EC7\u8001\u5E74\u5BA2\u6237\u8D74\u5916\u5730\u8003\u5BDF\u9879\u76EE\uFF0C\u5305\u8F66\u5305\u5403\u4F4F\uFF0C\u6BCF\u6279{k}\u4EBA\uFF0C\u56DE\u6765\u4EBA\u5747\u6295\u4E86{a}\u4E07\u3002",
      "{s}\u5728\u793E\u533A\u6D3B\u52A8\u5BA4\u5F00\u7406\u8D22\u5BA3\u8BB2\u4F1A\uFF0C\u626B\u7801\u9001\u9E21\u86CB\uFF0C\u8BB2\u5E08\u8BF4\u5E74\u5316{r}%\u4FDD\u672C\u4FDD\u6536\u76CA\u3002"
    ],
    [
      "\u5C45\u59D4\u4F1A\u63D0\u9192\u8FC7\uFF0C\u4ED6\u4EEC\u6362\u4E2A\u5730\u65B9\u7EE7\u7EED\u529E\u3002",
      "\u73B0\u573A\u6709\u4EBA\u4E13\u95E8\u5E26\u5934\u7B7E\u7EA6\uFF0C\u770B\u7740\u50CF\u6258\u513F\u3002",
      "\u8BB2\u5E08\u81EA\u79F0\u592E\u4F01\u9000\u4F11\u9AD8\u7BA1\uFF0C\u7F51\u4E0A\u67E5\u65E0\u6B64\u4EBA\u3002",
      "\u4E00\u573A\u4E0B\u6765\u7B7E\u4E86{k}\u4EFD\u5408\u540C\uFF0C\u5237\u5361\u673A\u90FD\u6392\u961F\u3002"
    ],
    ["\u9001\u9E21\u86CB\u3001\u514D\u8D39\u5348\u9910\uFF1A{s}\u7684\u7406\u8D22\u8BB2\u5EA7", "\u6211\u5988\u88AB{s}\u7684\u8BB2\u5EA7\u201C\u6D17\u8111\u201D\u4E86"]
  ),
  redemption: topic(
    [
      "{s}\u7684\u4EA7\u54C1\u5230\u671F{m}\u5929\u4E86\u8FD8\u6CA1\u5151\u4ED8\uFF0C\u5BA2\u670D\u4E00\u76F4\u8BF4\u7CFB\u7EDF\u5347\u7EA7\uFF0C{a}\u4E07\u672C\u91D1\u62FF\u4E0D\u51FA\u6765\u3002",
      "{n}\u53D1\u5E03\u516C\u544A\u79F0\u53D7\u8D44\u91D1\u5468\u8F6C\u5F71\u54CD\uFF0C\u90E8\u5206\u4EA7\u54C1\u5EF6\u671F\u5151\u4ED8\uFF0C\u5DF2\u6709{t}\u540D\u6295\u8D44\u4EBA\u767B\u8BB0\u3002",
      "\u5728{s}\u6295\u7684{a}\u4E07\u63D0\u73B0\u56F0\u96BE\uFF0C\u7533\u8BF7\u4E86{m}\u6B21\u90FD\u663E\u793A\u5BA1\u6838\u4E2D\uFF0C\u5BA2\u6237\u7ECF\u7406\u5FAE\u4FE1\u4E0D\u56DE\u3002",
      "{s}\u505C\u6B62\u4ED8\u606F\u7B2C{m}\u4E2A\u6708\uFF0C\u95E8\u5E97\u53EA\u5269\u4E24\u4E2A\u524D\u53F0\uFF0C\u8BF4\u603B\u90E8\u5728\u5F00\u4F1A\uFF0C\u8BA9\u6211\u4EEC\u7B49\u901A\u77E5\u3002",
      "{s}\u8981\u6C42\u6295\u8D44\u4EBA\u7B7E\u5C55\u671F\u534F\u8BAE\uFF0C\u4E0D\u7B7E\u5C31\u4E00\u5206\u4E0D\u7ED9\uFF0C{y}\u5C81\u7684\u8001\u4EBA\u6025\u5F97\u4F4F\u9662\u3002",
      "\u5230\u671F\u4EA7\u54C1\u88AB\u5F3A\u5236\u8F6C\u6210\u201C\u503A\u8F6C\u80A1\u201D\uFF0C{s}\u65E0\u6CD5\u5151\u4ED8\u672C\u606F\uFF0C\u6295\u8D44\u4EBA\u8840\u6C57\u94B1\u6253\u4E86\u6C34\u6F02\u3002",
      "{s}\u9650\u5236\u63D0\u73B0\uFF0C\u6BCF\u4EBA\u6BCF\u6708\u53EA\u80FD\u53D6\u4E24\u5343\uFF0C\u7FA4\u91CC{t}\u591A\u4EBA\u90FD\u5728\u95EE\u4EC0\u4E48\u65F6\u5019\u80FD\u56DE\u6B3E\u3002",
      "\u5408\u540C\u5199\u7740\u968F\u65F6\u8D4E\u56DE\uFF0C\u7ED3\u679C{s}\u6682\u505C\u5151\u4ED8\uFF0C\u8BF4\u5E95\u5C42\u8D44\u4EA7\u51FA\u4E86\u95EE\u9898\uFF0C\u8D44\u91D1\u94FE\u65AD\u88C2\u7684\u4F20\u8A00\u8D8A\u6765\u8D8A\u591A\u3002"
    ],
    [
      "\u5408\u540C\u7F16\u53F7\u3001\u8F6C\u8D26\u8BB0\u5F55\u90FD\u6709\uFF0C\u6536\u6B3E\u8D26\u6237\u662F\u4E2A\u4EBA\u540D\u5B57\u3002",
      "\u6628\u5929\u53BB{d}\u95E8\u5E97\uFF0C\u95E8\u53E3\u56F4\u4E86{k}\u4E2A\u6295\u8D44\u4EBA\u8BA8\u8BF4\u6CD5\u3002",
      "\u8BF4\u597D\u7684\u5E74\u5316{r}%\uFF0C\u73B0\u5728\u8FDE\u672C\u91D1\u90FD\u62FF\u4E0D\u56DE\u3002",
      "\u8D1F\u8D23\u4EBA{p}\u7535\u8BDD\u6253\u4E0D\u901A\uFF0C\u670B\u53CB\u5708\u4E5F\u5173\u4E86\u3002",
      "\u5DF2\u5411\u91D1\u878D\u529E\u3001\u7ECF\u4FA6\u9012\u4EA4\u6750\u6599\uFF0C\u5E0C\u671B\u5C3D\u5FEB\u4ECB\u5165\u3002",
      "\u4ED6\u4EEC\u8BA9\u7EED\u6295{a}\u4E07\u624D\u80FD\u89E3\u51BB\u4E4B\u524D\u7684\u94B1\u3002"
    ],
    ["{s}\u5EF6\u671F\u5151\u4ED8\uFF0C{t}\u540D\u6295\u8D44\u4EBA\u767B\u8BB0\u7EF4\u6743", "{s}\u63D0\u73B0\u56F0\u96BE\u8D85\u8FC7{m}\u5929", "{a}\u4E07\u517B\u8001\u94B1\u5230\u671F\u62FF\u4E0D\u56DE\uFF0C{s}\u600E\u4E48\u4E86"]
  ),
  abscond: topic(
    [
      "{s}{d}\u529E\u516C\u5BA4\u4EBA\u53BB\u697C\u7A7A\uFF0C\u5927\u95E8\u4E0A\u9501\uFF0C\u95E8\u53E3\u8D34\u7740\u7269\u4E1A\u50AC\u7F34\u5355\uFF0C\u8001\u677F\u7591\u4F3C\u8DD1\u8DEF\u3002",
      "{n}\u5B9E\u63A7\u4EBA{p}\u5931\u8054\uFF0C\u5458\u5DE5\u8BF4\u5DF2\u7ECF{m}\u5929\u6CA1\u89C1\u5230\u4EBA\uFF0C\u5DE5\u8D44\u4E5F\u6CA1\u53D1\u3002",
      "\u65E9\u4E0A\u53BB{s}\uFF0C\u7535\u8111\u90FD\u642C\u8D70\u4E86\uFF0C\u524D\u53F0\u8BF4\u516C\u53F8\u89E3\u6563\uFF0C\u6295\u8D44\u4EBA\u7684\u94B1\u6CA1\u4EBA\u7BA1\u3002",
      "{s}\u7684APP\u6253\u4E0D\u5F00\uFF0C\u7F51\u7AD9\u5173\u95ED\uFF0C\u5BA2\u670D\u7535\u8BDD\u53D8\u7A7A\u53F7\uFF0C{t}\u4EBA\u7684\u7FA4\u88AB\u89E3\u6563\u3002",
      "\u542C\u8BF4{s}\u8001\u677F\u643A\u6B3E\u6F5C\u9003\uFF0C\u6D89\u53CA\u91D1\u989D\u4E0A\u4EBF\uFF0C{d}\u8B66\u65B9\u5DF2\u7ECF\u6765\u8FC7\u3002"
    ],
    [
      "\u90BB\u5C45\u516C\u53F8\u8BF4\u4E0A\u5468\u534A\u591C\u6709\u4EBA\u6765\u642C\u4E1C\u897F\u3002",
      "\u6CD5\u5B9A\u4EE3\u8868\u4EBA\u4E0A\u4E2A\u6708\u521A\u6362\u6210\u4E00\u4E2A{y}\u5C81\u7684\u8001\u4EBA\u3002",
      "\u5DF2\u6709{k}\u4EBA\u5230\u6D3E\u51FA\u6240\u62A5\u6848\uFF0C\u6B63\u5728\u505A\u7B14\u5F55\u3002",
      "\u516C\u53F8\u540D\u4E0B\u6CA1\u6709\u623F\u4EA7\uFF0C\u8D26\u6237\u4F59\u989D\u4E0D\u5230{k}\u4E07\u3002"
    ],
    ["\u4EBA\u53BB\u697C\u7A7A\uFF01{s}\u7591\u4F3C\u8DD1\u8DEF", "{s}\u5B9E\u63A7\u4EBA\u5931\u8054\uFF0C\u5458\u5DE5\u8BA8\u85AA\u65E0\u95E8"]
  ),
  rights: topic(
    [
      "{t}\u540D\u6295\u8D44\u4EBA\u5230{s}\u603B\u90E8\u7EF4\u6743\uFF0C\u62C9\u8D77\u6A2A\u5E45\u8981\u6C42\u8FD8\u94B1\uFF0C\u73B0\u573A\u6709\u6C11\u8B66\u7EF4\u6301\u79E9\u5E8F\u3002",
      "{s}\u53D7\u5BB3\u6295\u8D44\u4EBA\u81EA\u53D1\u6210\u7ACB\u7EF4\u6743\u7FA4\uFF0C\u7EDF\u8BA1\u6D89\u53CA\u672C\u91D1{a}\u4E07\u8D77\uFF0C\u6700\u5927\u4E00\u6237{b}\u4E07\u3002",
      "\u6295\u8D44\u4EBA\u8054\u540D\u4E3E\u62A5{n}\u6D89\u5ACC\u975E\u6CD5\u96C6\u8D44\uFF0C\u6750\u6599\u5DF2\u9012\u4EA4{d}\u6709\u5173\u90E8\u95E8\u3002",
      "{s}\u6295\u8D44\u4EBA\u4EE3\u8868\u4E0E\u516C\u53F8\u7B2C{m}\u6B21\u8C08\u5224\u65E0\u679C\uFF0C\u516C\u53F8\u62FF\u4E0D\u51FA\u8FD8\u6B3E\u65B9\u6848\u3002"
    ],
    [
      "\u5927\u591A\u662F\u9000\u4F11\u804C\u5DE5\uFF0C\u6700\u5927\u7684{y}\u5C81\u3002",
      "\u516C\u53F8\u53EA\u80AF\u5148\u8FD8\u767E\u5206\u4E4B{m}\uFF0C\u6CA1\u4EBA\u540C\u610F\u3002",
      "\u7FA4\u91CC\u6BCF\u5929\u90FD\u6709\u65B0\u7684\u6295\u8D44\u4EBA\u52A0\u8FDB\u6765\u3002",
      "\u5F8B\u5E08\u5EFA\u8BAE\u5148\u4FDD\u5B58\u5408\u540C\u548C\u6D41\u6C34\uFF0C\u51C6\u5907\u96C6\u4F53\u8BC9\u8BBC\u3002"
    ],
    ["\u6295\u8D44\u4EBA\u805A\u96C6{s}\u603B\u90E8\u8BA8\u8BF4\u6CD5", "{s}\u6295\u8D44\u4EBA\u8054\u540D\u4E3E\u62A5"]
  ),
  wages: topic(
    [
      "{s}\u62D6\u6B20\u5DE5\u8D44{m}\u4E2A\u6708\uFF0C{k}\u540D\u5458\u5DE5\u5230\u52B3\u52A8\u76D1\u5BDF\u6295\u8BC9\uFF0C\u516C\u53F8\u8BF4\u7B49\u56DE\u6B3E\u3002",
      "{n}\u7A81\u7136\u88C1\u5458\uFF0C\u793E\u4FDD\u65AD\u7F34\uFF0C\u8D54\u507F\u91D1\u53EA\u5B57\u4E0D\u63D0\uFF0C\u51C6\u5907\u4EF2\u88C1\u3002",
      "\u5728{s}\u4E0A\u73ED\uFF0C\u5DE5\u8D44\u4ECE\u6708\u521D\u62D6\u5230\u6708\u5E95\uFF0C\u8001\u677F{p}\u8BF4\u8D26\u6237\u88AB\u51BB\u7ED3\u4E86\u3002"
    ],
    ["\u540C\u4E8B\u5DF2\u7ECF\u8D70\u4E86\u4E00\u534A\uFF0C\u6CA1\u4EBA\u505A\u4EA4\u63A5\u3002", "\u5DE5\u8D44\u6761\u90FD\u6709\uFF0C\u94F6\u884C\u6D41\u6C34\u4E5F\u80FD\u5BF9\u4E0A\u3002", "\u516C\u53F8\u628A\u529E\u516C\u8BBE\u5907\u90FD\u62B5\u7ED9\u4E86\u4F9B\u5E94\u5546\u3002"],
    ["{s}\u6B20\u85AA{m}\u4E2A\u6708\uFF0C\u5458\u5DE5\u7533\u8BF7\u4EF2\u88C1", "{s}\u88AB\u66DD\u62D6\u6B20\u5DE5\u8D44"]
  ),
  consumer: topic(
    [
      "\u5728{s}\u529E\u7684\u9884\u4ED8\u5361\u5145\u4E86{a}\u5343\uFF0C\u5E97\u5173\u95E8\u4E86\uFF0C\u4E0D\u9000\u6B3E\uFF0C\u8001\u677F\u7535\u8BDD\u6CA1\u4EBA\u63A5\u3002",
      "{s}\u8BF1\u5BFC\u6D88\u8D39\uFF0C\u8BF4\u597D\u514D\u8D39\u4F53\u9A8C\uFF0C\u6700\u540E\u8BA9\u6211\u5237\u4E86{a}\u5343\uFF0C\u8981\u6C42\u9000\u6B3E\u88AB\u62D2\u7EDD\u3002",
      "{n}\u865A\u5047\u5BA3\u4F20\uFF0C\u5408\u540C\u91CC\u7684\u670D\u52A1\u4E00\u9879\u90FD\u6CA1\u5151\u73B0\uFF0C\u6295\u8BC9{m}\u6B21\u6CA1\u4EBA\u7BA1\u3002",
      "{s}\u4E71\u6263\u8D39\uFF0C\u6CA1\u6709\u4EFB\u4F55\u901A\u77E5\u6263\u4E86{k}\u6B21\uFF0C\u5BA2\u670D\u63A8\u8BFF\u626F\u76AE\u3002",
      "\u4E70\u4E86{s}\u7684\u8BFE\u7A0B\uFF0C\u4E0A\u4E86\u4E24\u8282\u8001\u5E08\u5C31\u79BB\u804C\uFF0C\u9000\u8D39\u62D6\u4E86{m}\u4E2A\u6708\u3002"
    ],
    ["\u804A\u5929\u8BB0\u5F55\u548C\u4ED8\u6B3E\u622A\u56FE\u90FD\u6709\u3002", "\u540C\u6837\u906D\u9047\u7684\u81F3\u5C11{k}\u4E2A\u4EBA\uFF0C\u5DF2\u7ECF\u5EFA\u7FA4\u3002", "\u5E02\u573A\u76D1\u7BA1\u90A3\u8FB9\u5DF2\u53D7\u7406\uFF0C\u7B49\u7ED3\u679C\u3002"],
    ["{s}\u9884\u4ED8\u5361\u9000\u8D39\u96BE", "{s}\u865A\u5047\u5BA3\u4F20\uFF0C\u62D2\u7EDD\u9000\u6B3E", "\u8981\u6C42{s}\u9000\u4E00\u8D54\u4E09"]
  ),
  fraud: topic(
    [
      "{s}\u5C31\u662F\u9A97\u5C40\uFF0C\u62C9\u4EBA\u5934\u8FD4\u5229\uFF0C\u5148\u7ED9\u4F60\u70B9\u751C\u5934\uFF0C\u7B49\u4F60\u6295\u5927\u4E86\u5C31\u63D0\u4E0D\u4E86\u73B0\u3002",
      "{n}\u5192\u5145\u6B63\u89C4\u6301\u724C\u673A\u6784\uFF0C\u5B9E\u9645\u6CA1\u6709\u4EFB\u4F55\u91D1\u878D\u724C\u7167\uFF0C\u8D44\u91D1\u6C60\u8FD0\u4F5C\uFF0C\u5178\u578B\u7684\u5E9E\u6C0F\u9A97\u5C40\u3002",
      "\u8B66\u60D5{s}\uFF01\u6240\u8C13\u6D77\u5916\u9879\u76EE\u662F\u865A\u6784\u7684\uFF0C\u7167\u7247\u90FD\u662F\u7F51\u4E0A\u627E\u7684\uFF0C\u5DF2\u7ECF\u6709{k}\u4EBA\u88AB\u9A97\u3002",
      "{s}\u591A\u5C42\u7EA7\u8FD4\u5229\uFF0C\u53D1\u5C55\u4E0B\u7EBF\u62FF\u63D0\u6210\uFF0C\u6D89\u5ACC\u4F20\u9500\uFF0C\u522B\u518D\u5F80\u91CC\u6295\u94B1\u4E86\u3002",
      "{s}\u8BA9\u6211\u4E0B\u8F7DAPP\u5145\u503C{a}\u4E07\u505A\u201C\u8DDF\u5355\u201D\uFF0C\u76C8\u5229\u663E\u793A\u4E00\u5927\u5806\uFF0C\u4E00\u5206\u4E5F\u53D6\u4E0D\u51FA\u6765\u3002"
    ],
    [
      "\u540E\u53F0\u6570\u636E\u53EF\u4EE5\u968F\u4FBF\u6539\uFF0C\u5BA2\u670D\u90FD\u662F\u673A\u5668\u4EBA\u3002",
      "\u6240\u8C13\u201C\u8001\u5E08\u201D\u7684\u4ECE\u4E1A\u8D44\u683C\u67E5\u4E0D\u5230\u3002",
      "\u6536\u6B3E\u8D26\u6237\u6362\u4E86{m}\u4E2A\uFF0C\u5168\u662F\u4E2A\u4EBA\u5361\u3002",
      "\u5DF2\u7ECF\u62A5\u8B66\uFF0C\u53CD\u8BC8\u4E2D\u5FC3\u8BA9\u6211\u8865\u5145\u6750\u6599\u3002"
    ],
    ["\u63ED\u79D8{s}\uFF1A\u62C9\u4EBA\u5934\u3001\u501F\u65B0\u8FD8\u65E7", "{s}\u662F\u4E0D\u662F\u9A97\u5C40\uFF1F", "\u8B66\u60D5{s}\u7684\u201C\u8DDF\u5355\u201D\u5957\u8DEF"]
  ),
  default: topic(
    [
      "{n}\u56E0\u501F\u6B3E\u5408\u540C\u7EA0\u7EB7\u88AB\u5217\u4E3A\u88AB\u6267\u884C\u4EBA\uFF0C\u6267\u884C\u6807\u7684{a}\u4E07\u5143\u3002",
      "{s}\u503A\u52A1\u903E\u671F\uFF0C{k}\u5BB6\u4F9B\u5E94\u5546\u8D77\u8BC9\uFF0C\u94F6\u884C\u8D26\u6237\u88AB\u51BB\u7ED3{b}\u4E07\u5143\u3002",
      "{s}\u5546\u7968\u5230\u671F\u62D2\u4ED8\uFF0C\u6301\u7968\u4EBA\u79F0\u5DF2\u903E\u671F{m}\u4E2A\u6708\uFF0C\u516C\u53F8\u56DE\u5E94\u6B63\u5728\u7B79\u63AA\u8D44\u91D1\u3002",
      "{n}\u88AB\u9650\u5236\u9AD8\u6D88\u8D39\uFF0C\u6CD5\u5B9A\u4EE3\u8868\u4EBA{p}\u540D\u4E0B\u80A1\u6743\u906D\u8F6E\u5019\u51BB\u7ED3\u3002",
      "{s}\u6D41\u52A8\u6027\u7D27\u5F20\uFF0C\u591A\u7B14\u8D37\u6B3E\u5C55\u671F\uFF0C\u8BC4\u7EA7\u673A\u6784\u4E0B\u8C03\u5176\u4E3B\u4F53\u8BC4\u7EA7\u3002"
    ],
    ["\u5929\u773C\u67E5\u663E\u793A\u516C\u53F8\u5173\u8054\u98CE\u9669{k}\u6761\u3002", "\u516C\u53F8\u6700\u8FD1\u4E00\u671F\u8D1F\u503A\u7387\u5347\u81F3\u4E5D\u6210\u3002", "\u62C5\u4FDD\u65B9\u4E5F\u5728\u540C\u4E00\u5929\u88AB\u8D77\u8BC9\u3002"],
    ["{s}\u88AB\u5217\u4E3A\u88AB\u6267\u884C\u4EBA\uFF0C\u6807\u7684{a}\u4E07\u5143", "{s}\u5546\u7968\u903E\u671F\u62D2\u4ED8", "{s}\u4E3B\u4F53\u8BC4\u7EA7\u906D\u4E0B\u8C03"]
  ),
  regulatory: topic(
    [
      "{n}\u56E0\u8D85\u8303\u56F4\u7ECF\u8425\u88AB{d}\u6709\u5173\u90E8\u95E8\u8D23\u4EE4\u6574\u6539\uFF0C\u5E76\u5904\u7F5A\u6B3E{a}\u4E07\u5143\u3002",
      "\u76D1\u7BA1\u90E8\u95E8\u5BF9{s}\u91C7\u53D6\u51FA\u5177\u8B66\u793A\u51FD\u63AA\u65BD\uFF0C\u6307\u5176\u4FE1\u606F\u62AB\u9732\u4E0D\u771F\u5B9E\u3001\u4E0D\u51C6\u786E\u3002",
      "{s}\u88AB\u7EA6\u8C08\uFF1A\u8981\u6C42\u505C\u6B62\u53D1\u5E03\u4FDD\u672C\u4FDD\u6536\u76CA\u5BA3\u4F20\uFF0C\u9650\u671F\u4E0B\u67B6\u76F8\u5173\u4EA7\u54C1\u3002",
      "{n}\u672A\u6309\u89C4\u5B9A\u62A5\u9001\u6750\u6599\uFF0C\u88AB\u5217\u5165\u7ECF\u8425\u5F02\u5E38\u540D\u5F55\u3002"
    ],
    [
      "\u516C\u53F8\u79F0\u5DF2\u7740\u624B\u6574\u6539\uFF0C\u5C06\u5982\u671F\u63D0\u4EA4\u62A5\u544A\u3002",
      "\u8FD9\u662F\u5176\u5E74\u5185\u7B2C{m}\u6B21\u88AB\u7F5A\u3002",
      "\u5904\u7F5A\u51B3\u5B9A\u4E66\u663E\u793A\uFF0C\u76F8\u5173\u8D23\u4EFB\u4EBA\u540C\u65F6\u88AB\u8B66\u544A\u3002"
    ],
    ["{s}\u88AB\u7F5A\u6B3E{a}\u4E07\u5143", "{s}\u6536\u5230\u8B66\u793A\u51FD", "{s}\u88AB\u5217\u5165\u7ECF\u8425\u5F02\u5E38\u540D\u5F55"]
  ),
  rumour: topic(
    [
      "\u542C\u8BF4{s}\u8981\u51FA\u4E8B\uFF0C\u5DF2\u7ECF\u6709\u4EBA\u5728\u8FDE\u591C\u53D6\u94B1\uFF0C\u6D88\u606F\u8FD8\u6CA1\u8BC1\u5B9E\uFF0C\u5927\u5BB6\u7559\u610F\u3002",
      "\u7F51\u4F20{s}\u8D44\u91D1\u94FE\u65AD\u88C2\u3001\u8001\u677F\u88AB\u5E26\u8D70\uFF0C\u771F\u7684\u5047\u7684\uFF1F\u6C42\u77E5\u60C5\u4EBA\u58EB\u3002",
      "\u597D\u51E0\u4E2A\u7FA4\u90FD\u5728\u8F6C\uFF0C{s}\u53EF\u80FD\u8981\u66B4\u96F7\uFF0C\u6301\u6709\u7684\u8D76\u7D27\u95EE\u95EE\u5BA2\u6237\u7ECF\u7406\u3002",
      "{s}\u600E\u4E48\u4E0A\u70ED\u641C\u4E86\uFF1F\u8BF4\u662F\u6682\u505C\u5151\u4ED8\uFF0C\u8BC4\u8BBA\u533A\u90FD\u70B8\u4E86\u3002",
      "\u670B\u53CB\u516C\u53F8\u548C{s}\u6709\u4E1A\u52A1\uFF0C\u8BF4\u4ED6\u4EEC\u8FD9\u5468\u6240\u6709\u4ED8\u6B3E\u90FD\u505C\u4E86\uFF0C\u7591\u4F3C\u6D41\u52A8\u6027\u5371\u673A\u3002",
      "\u5237\u5230\u597D\u51E0\u6761\u8BF4{s}\u9AD8\u7BA1\u51FA\u9003\u7684\u89C6\u9891\uFF0C\u8F6C\u53D1\u90FD\u8FC7{t}\u4E86\uFF0C\u5B98\u65B9\u600E\u4E48\u8FD8\u4E0D\u51FA\u6765\u8BF4\u8BDD\u3002"
    ],
    [
      "\u622A\u56FE\u770B\u7740\u633A\u771F\u7684\uFF0C\u4F46\u6CA1\u6709\u5B98\u65B9\u901A\u62A5\u3002",
      "\u8F6C\u8D26\u88AB\u9000\u56DE\u7684\u622A\u56FE\u4E5F\u6709\u4EBA\u53D1\u4E86\u3002",
      "\u6709\u4EBA\u8BF4\u662F\u7ADE\u4E89\u5BF9\u624B\u653E\u7684\u6D88\u606F\u3002",
      "\u80A1\u4EF7\u4ECA\u5929\u8DDF\u7740\u8DCC\u4E86\u4E0D\u5C11\u3002",
      "\u95EE\u4E86\u5BA2\u670D\uFF0C\u8BF4\u4E00\u5207\u6B63\u5E38\uFF0C\u4E0D\u77E5\u9053\u8BE5\u4FE1\u8C01\u3002"
    ],
    ["\u7F51\u4F20{s}\u8D44\u91D1\u94FE\u65AD\u88C2\uFF0C\u8BB0\u8005\u6C42\u8BC1", "{s}\u7591\u4F3C\u66B4\u96F7\uFF1F\u591A\u4E2A\u7FA4\u5728\u8F6C", "{s}\u4E0A\u70ED\u641C\uFF1A\u5230\u5E95\u53D1\u751F\u4E86\u4EC0\u4E48"]
  ),
  clarify: topic(
    [
      "{n}\u53D1\u5E03\u58F0\u660E\uFF1A\u7F51\u7EDC\u6D41\u4F20\u7684\u201C\u8D44\u91D1\u94FE\u65AD\u88C2\u201D\u201C\u9AD8\u7BA1\u88AB\u5E26\u8D70\u201D\u5747\u4E3A\u4E0D\u5B9E\u4FE1\u606F\uFF0C\u516C\u53F8\u7ECF\u8425\u6B63\u5E38\uFF0C\u5DF2\u62A5\u6848\u5E76\u4FDD\u7559\u8FFD\u7A76\u6CD5\u5F8B\u8D23\u4EFB\u7684\u6743\u5229\u3002",
      "{d}\u5B98\u65B9\u901A\u62A5\uFF1A\u7ECF\u6838\u67E5\uFF0C{s}\u4E0D\u5B58\u5728\u505C\u6B62\u5151\u4ED8\u60C5\u51B5\uFF0C\u9020\u8C23\u8005{p}\u5DF2\u88AB\u4F9D\u6CD5\u5904\u7406\uFF0C\u8BF7\u5E02\u6C11\u4E0D\u4FE1\u8C23\u3001\u4E0D\u4F20\u8C23\u3002",
      "{s}\u53EC\u5F00\u7EBF\u4E0A\u8BF4\u660E\u4F1A\uFF0C\u516C\u5E03\u8D26\u6237\u4F59\u989D\u4E0E\u5230\u671F\u5B89\u6392\uFF0C\u79F0\u6240\u6709\u4EA7\u54C1\u5747\u5DF2\u6309\u65F6\u5151\u4ED8\uFF0C\u672A\u53D1\u751F\u903E\u671F\u3002"
    ],
    ["\u591A\u5BB6\u5A92\u4F53\u5DF2\u66F4\u6B63\u6B64\u524D\u62A5\u9053\u3002", "\u4F1A\u8BA1\u5E08\u4E8B\u52A1\u6240\u51FA\u5177\u4E86\u4E13\u9879\u6838\u67E5\u610F\u89C1\u3002", "\u516C\u53F8\u5411\u53D7\u5F71\u54CD\u7684\u5BA2\u6237\u81F4\u6B49\u5E76\u5F00\u901A\u4E13\u7EBF\u3002"],
    ["\u8F9F\u8C23\uFF1A{s}\u7ECF\u8425\u6B63\u5E38", "{s}\u58F0\u660E\uFF1A\u7F51\u4F20\u6D88\u606F\u4E0D\u5B9E", "\u5B98\u65B9\u901A\u62A5\uFF1A{s}\u672A\u505C\u6B62\u5151\u4ED8"]
  ),
  criminal: topic(
    [
      "{d}\u516C\u5B89\u673A\u5173\u901A\u62A5\uFF1A{n}\u6D89\u5ACC\u975E\u6CD5\u5438\u6536\u516C\u4F17\u5B58\u6B3E\uFF0C\u5DF2\u88AB\u7ACB\u6848\u4FA6\u67E5\uFF0C\u4E3B\u8981\u72AF\u7F6A\u5ACC\u7591\u4EBA{p}\u88AB\u91C7\u53D6\u5211\u4E8B\u5F3A\u5236\u63AA\u65BD\u3002",
      "\u8B66\u65B9\u901A\u62A5\uFF1A\u4F9D\u6CD5\u5BF9{s}\u6D89\u5ACC\u96C6\u8D44\u8BC8\u9A97\u6848\u7ACB\u6848\u4FA6\u67E5\uFF0C\u8BF7\u6295\u8D44\u4EBA\u5C3D\u5FEB\u767B\u8BB0\u62A5\u6848\u3002"
    ],
    ["\u767B\u8BB0\u65F6\u8BF7\u643A\u5E26\u5408\u540C\u3001\u8F6C\u8D26\u51ED\u8BC1\u548C\u8EAB\u4EFD\u8BC1\u4EF6\u3002", "\u6D89\u6848\u8D44\u4EA7\u6B63\u5728\u67E5\u5C01\u3001\u51BB\u7ED3\uFF0C\u8FFD\u8D43\u633D\u635F\u5DE5\u4F5C\u540C\u6B65\u5F00\u5C55\u3002"],
    ["\u8B66\u60C5\u901A\u62A5\uFF1A{s}\u88AB\u7ACB\u6848\u4FA6\u67E5", "{d}\u8B66\u65B9\u901A\u62A5{s}\u6848"]
  )
};
var CHANNELS = ["\u5FAE\u535A", "\u516C\u4F17\u53F7", "\u6296\u97F3", "\u77E5\u4E4E", "\u5C0F\u7EA2\u4E66", "\u9ED1\u732B\u6295\u8BC9", "\u65B0\u95FB"];
var WRAPPERS = {
  \u5FAE\u535A: [
    ["", ""],
    ["", " @\u4E0A\u6D77\u53D1\u5E03 @\u4E0A\u6D77\u91D1\u878D"],
    ["#\u8EAB\u8FB9\u4E8B# ", ""],
    ["\u6C42\u6269\u6563\uFF01", "\u8F6C\u53D1\u8BA9\u66F4\u591A\u4EBA\u770B\u5230\u3002"],
    ["\u6709\u6CA1\u6709\u4EBA\u7BA1\u7BA1\uFF1F", ""],
    ["\u5509\uFF0C", "[\u6CEA]"]
  ],
  \u516C\u4F17\u53F7: [
    ["\u8FD1\u65E5\uFF0C\u6709\u8BFB\u8005\u5411\u672C\u53F7\u53CD\u6620\uFF1A", "\u672C\u53F7\u5C06\u6301\u7EED\u5173\u6CE8\u4E8B\u6001\u8FDB\u5C55\u3002"],
    ["\u3010\u72EC\u5BB6\u3011", "\u8BB0\u8005\u591A\u6B21\u62E8\u6253\u516C\u53F8\u516C\u5F00\u7535\u8BDD\uFF0C\u5747\u65E0\u4EBA\u63A5\u542C\u3002"],
    ["\u6700\u8FD1\u540E\u53F0\u7559\u8A00\u91CC\uFF0C\u63D0\u5230\u6700\u591A\u7684\u662F\u8FD9\u5BB6\u516C\u53F8\u3002", "\u4EE5\u4E0A\u5185\u5BB9\u6839\u636E\u5F53\u4E8B\u4EBA\u53E3\u8FF0\u6574\u7406\uFF0C\u6B22\u8FCE\u8865\u5145\u7EBF\u7D22\u3002"],
    ["\u5148\u8BF4\u7ED3\u8BBA\uFF1A\u770B\u6E05\u5408\u540C\u518D\u7B7E\u5B57\u3002", "\u6295\u8D44\u6709\u98CE\u9669\uFF0C\u8BF7\u901A\u8FC7\u6B63\u89C4\u6301\u724C\u673A\u6784\u529E\u7406\u4E1A\u52A1\u3002"]
  ],
  \u6296\u97F3: [
    ["\u5BB6\u4EBA\u4EEC\u770B\u770B\uFF0C", "\u8BC4\u8BBA\u533A\u8BF4\u8BF4\u4F60\u7684\u60C5\u51B5\uFF01"],
    ["\u5927\u5BB6\u6CE8\u610F\u4E86\uFF01", "\u70B9\u4E2A\u5173\u6CE8\uFF0C\u540E\u7EED\u66F4\u65B0\u3002"],
    ["\u73B0\u573A\u89C6\u9891\uFF1A", ""],
    ["", "#\u4E0A\u6D77 #\u7406\u8D22 #\u66DD\u5149"]
  ],
  \u77E5\u4E4E: [
    ["\u8C22\u9080\uFF0C\u5229\u76CA\u76F8\u5173\uFF0C\u533F\u4E86\u3002", "\u5EFA\u8BAE\u5148\u4FDD\u7559\u8BC1\u636E\uFF0C\u518D\u8D70\u6B63\u89C4\u6E20\u9053\u3002"],
    ["\u8BF4\u4E00\u4E0B\u6211\u4E86\u89E3\u5230\u7684\u60C5\u51B5\u3002", "\u4EE5\u4E0A\uFF0C\u4EC5\u4F9B\u53C2\u8003\u3002"],
    ["\u4ECE\u516C\u5F00\u4FE1\u606F\u770B\uFF0C", "\u5927\u5BB6\u53EF\u4EE5\u81EA\u884C\u5230\u56FD\u5BB6\u4F01\u4E1A\u4FE1\u7528\u4FE1\u606F\u516C\u793A\u7CFB\u7EDF\u6838\u5BF9\u3002"]
  ],
  \u5C0F\u7EA2\u4E66: [
    ["\u59D0\u59B9\u4EEC\uFF0C", "\u771F\u7684\u957F\u4E2A\u5FC3\u773C\uFF0C\u522B\u5B66\u6211\u{1F62D}"],
    ["\u8BB0\u5F55\u4E00\u4E0B\u6700\u8FD1\u7684\u7ECF\u5386\uFF5C", "\u6709\u540C\u6837\u60C5\u51B5\u7684\u53EF\u4EE5\u79C1\u4FE1\u6211\u4E00\u8D77\u3002"],
    ["\u2728", "\u5E0C\u671B\u5BF9\u4F60\u6709\u7528\uFF5E"]
  ],
  \u9ED1\u732B\u6295\u8BC9: [
    ["\u6295\u8BC9\u5BF9\u8C61\uFF1A\u672C\u4EBA\u4E0E\u8BE5\u516C\u53F8\u5B58\u5728\u5408\u540C\u5173\u7CFB\u3002", "\u8BC9\u6C42\uFF1A\u9000\u6B3E\u3001\u9053\u6B49\u3002"],
    ["\u6295\u8BC9\u5185\u5BB9\uFF1A", "\u8BC9\u6C42\uFF1A\u5C3D\u5FEB\u5904\u7406\u5E76\u7ED9\u51FA\u4E66\u9762\u7B54\u590D\u3002"]
  ],
  \u65B0\u95FB: [
    ["\u672C\u62A5\u8BAF ", "\u622A\u81F3\u53D1\u7A3F\uFF0C\u516C\u53F8\u5C1A\u672A\u5C31\u6B64\u56DE\u5E94\u3002"],
    ["\u8BB0\u8005\u83B7\u6089\uFF0C", "\u6709\u5173\u90E8\u95E8\u8868\u793A\u5DF2\u5173\u6CE8\u5230\u76F8\u5173\u60C5\u51B5\u3002"],
    ["", "\uFF08\u8BB0\u8005 {p}\uFF09"]
  ]
};
function topic(claims, details, titles) {
  return { claims: compile(claims), details: compile(details), titles: compile(titles) };
}

// stream/simulator/texts/neutral.ts
var NEUTRAL = compile([
  "{n}\u8FD1\u65E5\u4E0E{d}\u4E00\u5BB6\u79D1\u521B\u4F01\u4E1A\u7B7E\u8BA2\u5408\u4F5C\u534F\u8BAE\uFF0C\u53CC\u65B9\u5C06\u5728\u4F9B\u5E94\u94FE\u534F\u540C\u3001\u6570\u5B57\u5316\u7BA1\u7406\u7B49\u65B9\u9762\u5F00\u5C55\u5408\u4F5C\uFF0C\u9996\u671F\u9879\u76EE\u91D1\u989D\u7EA6{a}\u4E07\u5143\u3002",
  "{s}\u5165\u9009{d}\u533A\u7EA7\u4E13\u7CBE\u7279\u65B0\u4F01\u4E1A\u57F9\u80B2\u540D\u5355\uFF0C\u4F01\u4E1A\u8D1F\u8D23\u4EBA{p}\u8868\u793A\uFF0C\u5C06\u7EE7\u7EED\u52A0\u5927\u7814\u53D1\u6295\u5165\uFF0C\u9884\u8BA1\u5168\u5E74\u7814\u53D1\u8D39\u7528\u589E\u957F{q}%\u3002",
  "{n}\u62DB\u8058\uFF1A\u884C\u653F\u4E13\u5458\u3001\u4F1A\u8BA1\u3001\u9879\u76EE\u52A9\u7406\u82E5\u5E72\u540D\uFF0C\u4E94\u9669\u4E00\u91D1\uFF0C\u53CC\u4F11\uFF0C\u5DE5\u4F5C\u5730\u70B9{d}\uFF0C\u6709\u610F\u8005\u8BF7\u6295\u9012\u7B80\u5386\u3002",
  "{s}\u4E3E\u884C\u6210\u7ACB\u5468\u5E74\u6D3B\u52A8\uFF0C{k}\u540D\u8001\u5BA2\u6237\u5230\u573A\uFF0C\u516C\u53F8\u5411{d}\u793E\u533A\u6350\u8D60\u56FE\u4E66{t}\u518C\u3002",
  "\u8BB0\u8005\u4ECE{d}\u4E86\u89E3\u5230\uFF0C{n}\u5B8C\u6210\u5DE5\u5546\u53D8\u66F4\uFF0C\u6CE8\u518C\u8D44\u672C\u7531{a}\u4E07\u5143\u589E\u81F3{b}\u4E07\u5143\uFF0C\u516C\u53F8\u79F0\u6B64\u4E3E\u4E3A\u6EE1\u8DB3\u4E1A\u52A1\u53D1\u5C55\u9700\u8981\u3002",
  "\u8DEF\u8FC7{s}\u7684\u65B0\u5E97\uFF0C\u88C5\u4FEE\u633A\u7528\u5FC3\u7684\uFF0C\u6392\u961F\u7684\u4EBA\u4E0D\u5C11\uFF0C\u8BD5\u8425\u4E1A\u671F\u95F4\u516B\u516B\u6298\uFF0C\u5473\u9053\u4E2D\u89C4\u4E2D\u77E9\uFF0C\u73AF\u5883\u52A0\u5206\u3002",
  "{s}\u53D1\u5E03\u4E8C\u5B63\u5EA6\u7ECF\u8425\u60C5\u51B5\uFF1A\u8425\u4E1A\u6536\u5165\u540C\u6BD4\u589E\u957F{q}%\uFF0C\u6BDB\u5229\u7387\u57FA\u672C\u6301\u5E73\uFF0C\u7BA1\u7406\u5C42\u5BF9\u4E0B\u534A\u5E74\u4FDD\u6301\u8C28\u614E\u4E50\u89C2\u3002",
  "{n}\u901A\u8FC7\u9AD8\u65B0\u6280\u672F\u4F01\u4E1A\u590D\u5BA1\uFF0C\u76EE\u524D\u62E5\u6709\u53D1\u660E\u4E13\u5229{k}\u9879\uFF0C\u4E0E\u591A\u6240\u9AD8\u6821\u5EFA\u7ACB\u8054\u5408\u5B9E\u9A8C\u5BA4\u3002",
  "{d}\u5E02\u573A\u76D1\u7BA1\u90E8\u95E8\u5BF9{k}\u5BB6\u4F01\u4E1A\u5F00\u5C55\u201C\u53CC\u968F\u673A\u201D\u68C0\u67E5\uFF0C{n}\u7B49\u4F01\u4E1A\u672A\u53D1\u73B0\u95EE\u9898\u3002",
  "\u548C{s}\u5408\u4F5C\u7B2C{m}\u5E74\u4E86\uFF0C\u4EA4\u8D27\u51C6\u65F6\uFF0C\u5BF9\u8D26\u6E05\u695A\uFF0C\u4ECA\u5E74\u53C8\u7EED\u7B7E\u4E86\u6846\u67B6\u534F\u8BAE\uFF0C\u5E0C\u671B\u7EE7\u7EED\u4FDD\u6301\u3002",
  "{s}\u53C2\u52A0\u672C\u5C4A\u8FDB\u535A\u4F1A\u914D\u5957\u6D3B\u52A8\uFF0C\u73B0\u573A\u4E0E{k}\u5BB6\u91C7\u8D2D\u5546\u8FBE\u6210\u610F\u5411\uFF0C\u8D1F\u8D23\u4EBA{p}\u4ECB\u7ECD\u4E86\u65B0\u4EA7\u54C1\u7684\u5E94\u7528\u573A\u666F\u3002",
  "{n}\u627F\u63A5\u7684{d}\u8001\u65E7\u5C0F\u533A\u6539\u9020\u9879\u76EE\u5B8C\u5DE5\uFF0C\u5C45\u6C11\u4EE3\u8868\u7ED9\u65BD\u5DE5\u65B9\u9001\u6765\u9526\u65D7\u3002",
  "\u95EE\u95EE\u5927\u5BB6\uFF0C{s}\u7684\u552E\u540E\u7535\u8BDD\u662F\u591A\u5C11\uFF1F\u4E0A\u6B21\u4E70\u7684\u4E1C\u897F\u4FDD\u4FEE\u671F\u5185\u9700\u8981\u6362\u4E2A\u914D\u4EF6\uFF0C\u5BA2\u670D\u8BF4\u4E09\u5929\u5185\u7ED9\u7B54\u590D\u3002",
  "\u884C\u4E1A\u89C2\u5BDF\uFF1A{s}\u6240\u5728\u7EC6\u5206\u9886\u57DF\u96C6\u4E2D\u5EA6\u63D0\u5347\uFF0C\u5934\u90E8\u4F01\u4E1A\u901A\u8FC7\u5E76\u8D2D\u6269\u5927\u4EFD\u989D\uFF0C\u4E2D\u5C0F\u4F01\u4E1A\u9700\u8981\u5BFB\u627E\u5DEE\u5F02\u5316\u5B9A\u4F4D\u3002",
  "\u65E9\u9AD8\u5CF0\u4ECE{s}\u95E8\u53E3\u7ECF\u8FC7\uFF0C\u65B0\u5F00\u7684\u5171\u4EAB\u5355\u8F66\u505C\u653E\u70B9\u65B9\u4FBF\u591A\u4E86\uFF0C\u70B9\u8D5E{d}\u7684\u7CBE\u7EC6\u5316\u7BA1\u7406\u3002",
  "{n}\u5B8C\u6210\u65B0\u4E00\u8F6E\u878D\u8D44\uFF0C\u6295\u8D44\u65B9\u5305\u62EC\u4E24\u5BB6\u4EA7\u4E1A\u57FA\u91D1\uFF0C\u8D44\u91D1\u5C06\u7528\u4E8E\u6269\u5EFA{d}\u751F\u4EA7\u7EBF\u3002",
  "\u5468\u672B\u5E26\u5B69\u5B50\u53BB{s}\u4F53\u9A8C\u624B\u5DE5\u8BFE\uFF0C\u8001\u5E08\u5F88\u8010\u5FC3\uFF0C\u573A\u5730\u5E72\u51C0\uFF0C\u5C31\u662F\u505C\u8F66\u4F4D\u6709\u70B9\u5C11\uFF0C\u5EFA\u8BAE\u5750\u5730\u94C1\u8FC7\u53BB\u3002",
  "{n}\u516C\u544A\uFF1A\u56E0\u7ECF\u8425\u573A\u6240\u8C03\u6574\uFF0C\u81EA\u4E0B\u6708\u8D77\u529E\u516C\u5730\u5740\u8FC1\u81F3{d}\uFF0C\u5BA2\u670D\u7535\u8BDD\u4E0D\u53D8\uFF0C\u7ED9\u60A8\u5E26\u6765\u4E0D\u4FBF\u656C\u8BF7\u8C05\u89E3\u3002",
  "\u94F6\u884C\u7406\u8D22\u6536\u76CA\u7387\u666E\u904D\u5728{q}%\u5DE6\u53F3\uFF0C{s}\u7684\u7406\u8D22\u987E\u95EE\u5EFA\u8BAE\u5BA2\u6237\u6839\u636E\u98CE\u9669\u627F\u53D7\u80FD\u529B\u5206\u6563\u914D\u7F6E\uFF0C\u4E0D\u8FFD\u6C42\u9AD8\u6536\u76CA\u3002",
  "{d}\u53D1\u5E03\u4E0A\u534A\u5E74\u91CD\u70B9\u7A0E\u6E90\u4F01\u4E1A\u540D\u5355\uFF0C{n}\u5728\u5217\uFF0C\u516C\u53F8\u8D1F\u8D23\u4EBA{p}\u8868\u793A\u5C06\u6269\u5927\u672C\u5730\u91C7\u8D2D\u3002"
]);
var MISREAD = compile([
  "{s}\u8054\u5408{d}\u8857\u9053\u5F00\u5C55\u9632\u8303\u975E\u6CD5\u96C6\u8D44\u5BA3\u4F20\uFF0C\u63D0\u9192\u8001\u5E74\u5C45\u6C11\u8B66\u60D5\u201C\u4FDD\u672C\u9AD8\u606F\u201D\u8BDD\u672F\uFF0C\u4E0D\u8F7B\u4FE1\u964C\u751F\u4EBA\u7684\u6295\u8D44\u63A8\u8350\u3002",
  "{n}\u53D1\u5E03\u58F0\u660E\uFF1A\u7F51\u4F20\u201C\u516C\u53F8\u5931\u8054\u201D\u7CFB\u4E0D\u5B9E\u4FE1\u606F\uFF0C\u516C\u53F8\u7ECF\u8425\u4E00\u5207\u6B63\u5E38\uFF0C\u5DF2\u5C31\u9020\u8C23\u884C\u4E3A\u5411\u516C\u5B89\u673A\u5173\u62A5\u6848\uFF0C\u76F8\u5173\u4EBA\u5458\u5DF2\u516C\u5F00\u9053\u6B49\u3002",
  "\u9488\u5BF9\u8FD1\u671F\u5E02\u573A\u6CE2\u52A8\uFF0C{s}\u8868\u793A\u4E0D\u5B58\u5728\u903E\u671F\u5151\u4ED8\u60C5\u5F62\uFF0C\u6240\u6709\u4EA7\u54C1\u6309\u5408\u540C\u7EA6\u5B9A\u8FD0\u4F5C\uFF0C\u6B22\u8FCE\u6295\u8D44\u8005\u901A\u8FC7\u5B98\u65B9\u6E20\u9053\u67E5\u8BE2\u3002",
  "{s}\u5E74\u4F1A\u4E0A\uFF0C{p}\u7528\u201C\u8DD1\u8DEF\u201D\u5F00\u73A9\u7B11\u8BF4\u81EA\u5DF1\u6BCF\u5929\u8DD1\u6B65\u4E0A\u73ED\uFF0C\u5F15\u5F97\u5168\u573A\u5927\u7B11\uFF0C\u516C\u53F8\u53F7\u53EC\u5458\u5DE5\u53C2\u52A0{d}\u534A\u7A0B\u9A6C\u62C9\u677E\u3002",
  "{n}\u5C31\u4E0E\u4F9B\u5E94\u5546\u7684\u5408\u540C\u7EA0\u7EB7\u8FBE\u6210\u548C\u89E3\uFF0C\u53CC\u65B9\u64A4\u56DE\u8D77\u8BC9\uFF0C\u540E\u7EED\u5408\u4F5C\u4E0D\u53D7\u5F71\u54CD\u3002",
  "{s}\u4E3E\u529E\u516C\u76CA\u6CD5\u5F8B\u8BB2\u5EA7\uFF0C\u9080\u8BF7\u5F8B\u5E08\u8BB2\u89E3\u5982\u4F55\u8BC6\u522B\u865A\u5047\u6295\u8D44\u5E73\u53F0\uFF0C{k}\u540D\u5C45\u6C11\u53C2\u52A0\uFF0C\u73B0\u573A\u53D1\u653E\u8D44\u6599{t}\u4EFD\u3002",
  "{n}\u83B7\u8BC4{d}\u548C\u8C10\u52B3\u52A8\u5173\u7CFB\u4F01\u4E1A\uFF0C\u516C\u53F8\u8FDE\u7EED{m}\u5E74\u672A\u53D1\u751F\u52B3\u52A8\u4E89\u8BAE\u3002",
  "{s}\u56DE\u5E94\u5BA2\u6237\u54A8\u8BE2\uFF1A\u4EA7\u54C1\u4E0D\u627F\u8BFA\u4FDD\u672C\uFF0C\u8FC7\u5F80\u4E1A\u7EE9\u4E0D\u4EE3\u8868\u672A\u6765\u8868\u73B0\uFF0C\u8BF7\u6295\u8D44\u8005\u4ED4\u7EC6\u9605\u8BFB\u5408\u540C\u6761\u6B3E\u3002",
  "\u6709\u4EBA\u8BF4{s}\u201C\u8DD1\u8DEF\u201D\u4E86\uFF0C\u5176\u5B9E\u662F\u8001\u677F\u56DE\u8001\u5BB6\u529E\u559C\u4E8B\uFF0C\u95E8\u53E3\u8D34\u4E86\u6761\u5B50\uFF0C\u521D\u516B\u5C31\u5F00\u95E8\u3002"
]);
var NEUTRAL_SHOP = compile([
  "\u8DEF\u8FC7{s}\uFF0C\u88C5\u4FEE\u633A\u7528\u5FC3\u7684\uFF0C\u6392\u961F\u7684\u4EBA\u4E0D\u5C11\uFF0C\u8BD5\u8425\u4E1A\u671F\u95F4\u516B\u516B\u6298\uFF0C\u5473\u9053\u4E2D\u89C4\u4E2D\u77E9\uFF0C\u73AF\u5883\u52A0\u5206\u3002",
  "{s}\u5F00\u4E86\u5FEB\u5341\u5E74\u4E86\uFF0C\u8001\u677F{p}\u4E00\u76F4\u5728\uFF0C\u4EF7\u683C\u6CA1\u600E\u4E48\u6DA8\uFF0C\u8857\u574A\u90FD\u7231\u6765\u3002",
  "{d}\u8FD9\u5BB6{s}\u8425\u4E1A\u5230\u5F88\u665A\uFF0C\u52A0\u73ED\u56DE\u6765\u8FD8\u80FD\u4E70\u70B9\u4E1C\u897F\uFF0C\u706F\u4E00\u76F4\u4EAE\u7740\uFF0C\u633A\u6E29\u6696\u7684\u3002",
  "{s}\u5468\u5E74\u5E97\u5E86\uFF0C\u6EE1\u4E00\u767E\u51CF\u4E8C\u5341\uFF0C\u4F1A\u5458\u65E5\u8FD8\u80FD\u53E0\u52A0\uFF0C\u60F3\u53BB\u7684\u6293\u7D27\u3002",
  "{s}\u62DB\u5E97\u5458{k}\u540D\uFF0C\u65E9\u665A\u73ED\u53EF\u9009\uFF0C\u5305\u4E00\u9910\uFF0C\u6709\u5065\u5EB7\u8BC1\u4F18\u5148\uFF0C\u5730\u70B9{d}\u3002",
  "{d}\u8857\u9053\u7ED9{s}\u9001\u6765\u201C\u6587\u660E\u7ECF\u8425\u6237\u201D\u724C\u533E\uFF0C\u5E97\u4E3B\u8BF4\u4F1A\u7EE7\u7EED\u628A\u597D\u8D28\u91CF\u5173\u3002",
  "\u6628\u5929\u5728{s}\u843D\u4E86\u96E8\u4F1E\uFF0C\u56DE\u53BB\u627E\u7684\u65F6\u5019\u5E97\u5458\u8FD8\u5E2E\u6211\u6536\u7740\uFF0C\u70B9\u8D5E\u3002",
  "{n}\u516C\u544A\uFF1A\u56E0\u623F\u5C4B\u79DF\u7EA6\u5230\u671F\uFF0C\u4E0B\u6708\u8D77\u642C\u81F3\u9694\u58C1\uFF0C\u7535\u8BDD\u4E0D\u53D8\uFF0C\u8001\u5BA2\u6237\u52FF\u8D70\u9519\u3002",
  "{s}\u4E0A\u4E86\u5916\u5356\u5E73\u53F0\uFF0C\u914D\u9001\u8D39\u4E09\u5757\uFF0C\u7B2C\u4E00\u6B21\u70B9\uFF0C\u5206\u91CF\u8DB3\uFF0C\u5305\u88C5\u4E5F\u5E72\u51C0\u3002",
  "{d}\u5E02\u573A\u76D1\u7BA1\u6240\u62BD\u68C0\uFF0C{n}\u7B49{k}\u6237\u5546\u5BB6\u5168\u90E8\u5408\u683C\uFF0C\u53EF\u4EE5\u653E\u5FC3\u4E70\u3002",
  "{s}\u95E8\u53E3\u505C\u8F66\u65B9\u4FBF\uFF0C\u4E0B\u73ED\u987A\u8DEF\u5E26\u70B9\u4E1C\u897F\uFF0C\u6536\u94F6\u7684\u963F\u59E8\u5F88\u5BA2\u6C14\u3002"
]);
var GRUMBLE = compile([
  "\u5728{s}\u4E70\u7684\u4E1C\u897F\u6709\u70B9\u5C0F\u95EE\u9898\uFF0C\u5BA2\u670D\u56DE\u590D\u6162\uFF0C\u7B49\u4E86{m}\u5929\u624D\u5904\u7406\uFF0C\u6700\u540E\u8FD8\u662F\u7ED9\u6362\u4E86\uFF0C\u4E2D\u8BC4\u5427\u3002",
  "{s}\u7684\u670D\u52A1\u8D8A\u6765\u8D8A\u4E00\u822C\u4E86\uFF0C\u9884\u7EA6\u4E86\u8FD8\u8981\u7B49\uFF0C\u6001\u5EA6\u4E5F\u51B7\u6DE1\uFF0C\u4E0B\u6B21\u4E0D\u4E00\u5B9A\u6765\u3002",
  "\u5410\u69FD\u4E00\u4E0B{s}\uFF0C\u53D1\u7968\u5F00\u9519\u4E24\u6B21\uFF0C\u6765\u56DE\u8DD1\uFF0C\u6548\u7387\u771F\u7684\u4F4E\u3002",
  "{s}\u7684\u505C\u8F66\u573A\u6536\u8D39\u4E0D\u6E05\u695A\uFF0C\u95EE\u4E86{k}\u5206\u949F\u624D\u6709\u4EBA\u89E3\u91CA\uFF0C\u4F53\u9A8C\u5F88\u5DEE\u3002",
  "\u7F51\u4E0A\u4E0B\u5355{s}\u7684\u5546\u54C1\uFF0C\u9875\u9762\u5199\u4E09\u5929\u53D1\u8D27\uFF0C\u7ED3\u679C\u7B2C{m}\u5929\u624D\u53D1\uFF0C\u7269\u6D41\u5012\u662F\u633A\u5FEB\u3002",
  "{s}\u7684\u4F1A\u5458\u5361\u5230\u671F\u6CA1\u63D0\u9192\u5C31\u7EED\u8D39\u4E86\uFF0C\u6253\u7535\u8BDD\u9000\u4E86\uFF0C\u6D41\u7A0B\u8FD8\u7B97\u987A\u5229\uFF0C\u4F46\u662F\u63D0\u9192\u771F\u7684\u5E94\u8BE5\u6709\u3002"
]);

// stream/simulator/texts/sentiment.ts
function subjectOf(identity) {
  const short = identity.kind === "wealth" ? `${identity.tradeName}\u8D22\u5BCC` : identity.word.length <= 4 ? identity.tradeName + identity.word : identity.tradeName + identity.word.slice(0, 2);
  return { name: identity.name, short, district: districtOf(identity.district)?.short ?? "\u4E0A\u6D77" };
}
function makeNegativeText(rng, identity, topic2, channel, named) {
  const phrases = PHRASES[topic2];
  const subject = subjectOf(identity);
  const [before, after] = pickWrapper(rng, channel);
  let body = fill(rng.pick(phrases.claims), rng, subject);
  if (rng.chance(0.75)) body += fill(rng.pick(phrases.details), rng, subject);
  const wrapped = fill(before, rng, subject) + body + fill(after, rng, subject);
  const text = named && !wrapped.includes(identity.name) ? `${wrapped}\uFF08\u6D89\u53CA\u4F01\u4E1A\uFF1A${identity.name}\uFF09` : wrapped;
  const titled = channel === "\u65B0\u95FB" || channel === "\u516C\u4F17\u53F7" || channel === "\u77E5\u4E4E" || channel === "\u9ED1\u732B\u6295\u8BC9";
  const positive = topic2 === "clarify";
  return {
    title: titled ? fill(rng.pick(phrases.titles), rng, subject) : "",
    text,
    channel,
    ...authorOf(rng, channel),
    // Most sources do not say what a text means; those that do are right nine times in ten.
    ...rng.chance(0.25) ? {
      polarity: positive ? "neutral" : rng.chance(0.9) ? "negative" : "neutral"
    } : {},
    reposts: Math.floor(Math.exp(rng.unit() * (topic2 === "rumour" ? 7.5 : 4.5))) - 1
  };
}
function makeNeutralText(rng, identity, channel, named, calm) {
  const subject = subjectOf(identity);
  const tone = rng.unit();
  const grumble = tone < (calm ? 1e-3 : 0.05);
  const misread = !grumble && tone < (calm ? 4e-3 : 0.12);
  const body = fill(rng.pick(grumble ? GRUMBLE : misread ? MISREAD : neutralFor(identity)), rng, subject);
  const titled = channel === "\u65B0\u95FB" || channel === "\u516C\u4F17\u53F7";
  return {
    title: titled ? headlineOf(body) : "",
    text: named && !body.includes(identity.name) ? `${body}\uFF08${identity.name}\uFF09` : body,
    channel,
    ...authorOf(rng, channel),
    ...rng.chance(0.25) ? {
      polarity: grumble ? "negative" : rng.chance(0.3) ? "positive" : "neutral"
    } : {},
    reposts: Math.floor(Math.exp(rng.unit() * 3)) - 1
  };
}
function neutralFor(identity) {
  return identity.industry.form === "individual" ? NEUTRAL_SHOP : NEUTRAL;
}
function headlineOf(body) {
  const end = body.indexOf("\uFF0C", 12);
  return end < 0 || end > 36 ? body.slice(0, 28) : body.slice(0, end);
}
function makeRoundUp(rng, identities, negative) {
  const names = identities.map((identity) => identity.name).join("\u3001");
  const district = districtOf(identities[0].district)?.short ?? "\u4E0A\u6D77";
  const text = negative ? `\u636E\u591A\u540D\u6295\u8D44\u4EBA\u53CD\u6620\uFF0C${names}\u7B49\u673A\u6784\u8FD1\u671F\u51FA\u73B0\u5EF6\u671F\u5151\u4ED8\uFF0C\u90E8\u5206\u95E8\u5E97\u5DF2\u6682\u505C\u8425\u4E1A\uFF0C${district}\u6709\u5173\u90E8\u95E8\u5DF2\u4ECB\u5165\u4E86\u89E3\u60C5\u51B5\u3002` : rng.pick([
    `${district}\u516C\u5E03\u65B0\u4E00\u6279\u8BDA\u4FE1\u7ECF\u8425\u793A\u8303\u5355\u4F4D\uFF0C${names}\u699C\u4E0A\u6709\u540D\u3002`,
    `${names}\u7B49\u4F01\u4E1A\u8054\u5408\u53D1\u8D77\u6210\u7ACB\u884C\u4E1A\u81EA\u5F8B\u8054\u76DF\uFF0C\u5021\u8BAE\u89C4\u8303\u5408\u540C\u6587\u672C\u3001\u516C\u5F00\u670D\u52A1\u4EF7\u683C\u3002`,
    `\u957F\u4E09\u89D2\u4EA7\u4E1A\u5BF9\u63A5\u4F1A\u5728${district}\u4E3E\u884C\uFF0C${names}\u73B0\u573A\u7B7E\u7EA6\u3002`
  ]);
  return {
    title: negative ? `${district}\u591A\u5BB6\u673A\u6784\u5EF6\u671F\u5151\u4ED8` : "",
    text,
    channel: "\u65B0\u95FB",
    author: "",
    reposts: rng.int(40)
  };
}
var VOICES = {
  \u5FAE\u535A: ["\u8001\u5F20\u5728\u4E0A\u6D77", "\u5F04\u5802\u91CC\u7684\u732B", "\u6D66\u6C5F\u591C\u8BDD", "\u6253\u5DE5\u4EBA\u65E5\u8BB0", "\u963F\u62C9\u7237\u53D4", "\u5C0F\u7B3C\u5305\u5341\u4E8C\u53EA"],
  \u516C\u4F17\u53F7: ["\u7533\u57CE\u8D22\u7ECF\u89C2\u5BDF", "\u6CAA\u4E0A\u6D88\u8D39", "\u9EC4\u6D66\u6C5F\u7554", "\u7406\u8D22\u907F\u5751\u6307\u5357"],
  \u6296\u97F3: ["\u4E0A\u6D77\u5C0F\u738B\u8BF4\u4E8B", "\u9B54\u90FD\u63A2\u5E97", "\u7237\u53D4\u8BB2\u7406\u8D22", "\u6CD5\u5F8B\u8001\u674E"],
  \u77E5\u4E4E: ["\u533F\u540D\u7528\u6237", "\u91D1\u878D\u6C11\u5DE5", "\u4E0D\u613F\u900F\u9732\u59D3\u540D", "\u4E0A\u6D77\u571F\u8457"],
  \u5C0F\u7EA2\u4E66: ["momo", "\u4ECA\u5929\u4E5F\u8981\u52A0\u6CB9", "\u7231\u559D\u5496\u5561\u7684\u6817\u5B50", "\u6CAA\u6F02\u5C0F\u9E7F"],
  \u9ED1\u732B\u6295\u8BC9: ["\u7528\u6237", "\u533F\u540D"],
  \u65B0\u95FB: ["\u4E0A\u6D77\u672C\u5730\u65B0\u95FB", "\u8D22\u7ECF\u65E5\u62A5", "\u665A\u62A5"]
};
function authorOf(rng, channel) {
  const voice = rng.pick(VOICES[channel]);
  return { author: channel === "\u65B0\u95FB" || channel === "\u516C\u4F17\u53F7" ? voice : `${voice}${rng.between(10, 9999)}` };
}
function pickChannel(rng) {
  return CHANNELS[Math.floor(rng.unit() ** 1.2 * CHANNELS.length)];
}
var wrappers = new Map(
  CHANNELS.map((channel) => [
    channel,
    WRAPPERS[channel].map(
      ([before, after]) => compile([before, after])
    )
  ])
);
function pickWrapper(rng, channel) {
  return rng.pick(wrappers.get(channel));
}

// stream/simulator/texts/complaint.ts
var CATEGORIES = {
  promise: "\u91D1\u878D\u5E7F\u544A",
  recruit: "\u52B3\u52A8\u7528\u5DE5",
  lecture: "\u91D1\u878D\u5E7F\u544A",
  redemption: "\u6295\u8D44\u7406\u8D22\u7EA0\u7EB7",
  abscond: "\u6295\u8D44\u7406\u8D22\u7EA0\u7EB7",
  rights: "\u6295\u8D44\u7406\u8D22\u7EA0\u7EB7",
  wages: "\u52B3\u52A8\u62A5\u916C",
  consumer: "\u6D88\u8D39\u7EA0\u7EB7",
  fraud: "\u6D89\u5ACC\u8BC8\u9A97",
  default: "\u5408\u540C\u7EA0\u7EB7"
};
var CHANNELS2 = ["12345\u70ED\u7EBF", "12345\u70ED\u7EBF", "\u5E02\u6C11\u4FE1\u7BB1", "\u4FE1\u8BBF\u6765\u8BBF", "12315", "\u4E3E\u62A5\u5E73\u53F0"];
var OPENINGS = compile(["\u6765\u7535\u4EBA\u53CD\u6620\uFF1A", "\u5E02\u6C11{p}\u6765\u7535\uFF1A", "\u6295\u8BC9\u4EBA\u79F0\uFF0C", "\u4E3E\u62A5\u4EBA\u53CD\u6620\uFF0C", "\u7F51\u4E0A\u7559\u8A00\uFF1A"]);
var CLOSINGS = compile([
  "\u8BC9\u6C42\uFF1A\u8981\u6C42\u6838\u5B9E\u5904\u7406\u5E76\u56DE\u590D\u3002",
  "\u5E0C\u671B\u6709\u5173\u90E8\u95E8\u4ECB\u5165\u8C03\u67E5\u3002",
  "\u8981\u6C42\u9000\u8FD8{a}\u4E07\u5143\u672C\u91D1\u3002",
  "\u8BF7\u5C3D\u5FEB\u8054\u7CFB\u6295\u8BC9\u4EBA\u3002",
  ""
]);
var EVERYDAY = compile([
  "\u5728{s}\u8D2D\u4E70\u7684\u5546\u54C1\u6709\u8D28\u91CF\u95EE\u9898\uFF0C\u5546\u5BB6\u540C\u610F\u6362\u8D27\u4F46\u5DF2\u62D6\u5EF6{m}\u5929\u3002",
  "{s}\u591C\u95F4\u88C5\u5378\u8D27\u566A\u58F0\u6270\u6C11\uFF0C\u5F71\u54CD\u4F11\u606F\u3002",
  "{s}\u95E8\u524D\u5360\u9053\u5806\u7269\uFF0C\u5F71\u54CD\u901A\u884C\u3002",
  "{s}\u53D1\u7968\u5F00\u5177\u4E0D\u53CA\u65F6\uFF0C\u50AC\u4E86{m}\u6B21\u3002",
  "{s}\u7684\u5916\u5899\u5E7F\u544A\u706F\u592A\u4EAE\uFF0C\u5F71\u54CD\u697C\u4E0A\u5C45\u6C11\u3002",
  "{s}\u9884\u7EA6\u540E\u65E0\u6CD5\u6309\u65F6\u63D0\u4F9B\u670D\u52A1\uFF0C\u8981\u6C42\u9000\u8FD8\u5B9A\u91D1{k}\u5143\u3002",
  "{s}\u5458\u5DE5\u505C\u8F66\u5360\u7528\u5C0F\u533A\u8F66\u4F4D\u3002",
  "\u54A8\u8BE2{n}\u7684\u8425\u4E1A\u65F6\u95F4\u548C\u5730\u5740\uFF0C\u70ED\u7EBF\u65E0\u4EBA\u63A5\u542C\u3002"
]);
var EVERYDAY_CATEGORIES = ["\u6D88\u8D39\u7EA0\u7EB7", "\u73AF\u5883\u566A\u58F0", "\u5E02\u5BB9\u73AF\u5883", "\u53D1\u7968\u95EE\u9898", "\u670D\u52A1\u8D28\u91CF", "\u54A8\u8BE2"];
function makeComplaint(rng, identity, topic2) {
  const subject = subjectOf(identity);
  const phrases = PHRASES[topic2];
  const text = fill(rng.pick(OPENINGS), rng, subject) + fill(rng.pick(phrases.claims), rng, subject) + (rng.chance(0.6) ? fill(rng.pick(phrases.details), rng, subject) : "") + fill(rng.pick(CLOSINGS), rng, subject);
  const money = topic2 === "redemption" || topic2 === "abscond" || topic2 === "fraud" || topic2 === "promise";
  return {
    channel: rng.pick(CHANNELS2),
    title: fill(rng.pick(phrases.titles), rng, subject),
    text,
    category: CATEGORIES[topic2] ?? "\u5176\u4ED6",
    ...money ? { amount: `${rng.between(3, 80)}0000.00`, people: rng.chance(0.15) ? rng.between(2, 12) : 1 } : {},
    ...topic2 === "consumer" ? { amount: `${rng.between(3, 98)}00.00`, people: 1 } : {}
  };
}
function makeEverydayComplaint(rng, identity) {
  const subject = subjectOf(identity);
  return {
    channel: rng.pick(CHANNELS2),
    title: "",
    text: fill(rng.pick(OPENINGS), rng, subject) + fill(rng.pick(EVERYDAY), rng, subject),
    category: rng.pick(EVERYDAY_CATEGORIES)
  };
}

// stream/simulator/background.ts
var CHATTER = { prefix: "bg", slotMs: 1e3, mix: CHATTER_MIX, calm: true };
var ORDINARY = { prefix: "bo", slotMs: HOUR_MS, mix: ORDINARY_MIX, calm: false };
function makeSlot(scene, plan, slot2, perSecond) {
  const { seed } = scene.city;
  const { prefix: prefix2, slotMs } = plan;
  const startMs = slot2 * slotMs;
  const mix2 = mixAt(plan.mix, startMs + slotMs / 2);
  const mean = perSecond * slotMs * mix2.total / 1e3;
  const stream = STREAMS.background + (plan.calm ? 300 : 400);
  const count = poissonOf(mean, unitAt(seed, stream, slot2));
  const events = [];
  for (let n = 0; n < count; n++) {
    const rng = new Rng(seed + slot2, stream, n);
    const kind = pickKind(plan.mix, mix2.weights, rng.unit() * mix2.total);
    const dueMs = startMs + Math.floor(rng.unit() * slotMs);
    events.push(makeOrdinary(scene, kind, `${prefix2}-${slot2.toString(36)}-${n}`, dueMs, rng, plan.calm));
  }
  return events.sort((a, b) => a.dueMs - b.dueMs);
}
function pickKind(mix2, weights, target) {
  let rest = target;
  for (let i = 0; i < weights.length; i++) {
    rest -= weights[i];
    if (rest < 0) return mix2[i][0];
  }
  return "sentiment";
}
function makeOrdinary(scene, kind, id, dueMs, rng, calm) {
  const { city } = scene;
  if (kind === "market") return makeMarketPoint(city.seed, scene, rng.int(scene.series.length), id, dueMs);
  if (kind === "filing") return makeNetValue(scene, id, dueMs, rng);
  const identity = city.identity(city.busyAt(rng.unit()));
  switch (kind) {
    case "sentiment":
      return makeSentiment(city, identity, id, dueMs, rng, calm);
    case "complaint":
      return makeSimEvent(kind, "received", id, dueMs, identity, { ...makeEverydayComplaint(rng, identity) });
    case "registration":
      return makeChange(city, identity, id, dueMs, rng, calm);
    case "judicial":
      return makeSimEvent(kind, "case", id, dueMs, identity, makeCase(identity, dueMs, rng));
    case "tax":
      return makeSimEvent(kind, "paid", id, dueMs, identity, makeTax(dueMs, rng, calm));
    case "penalty":
      return makeSimEvent(kind, "administrative", id, dueMs, identity, {
        authority: `${districtOf(identity.district)?.name ?? "\u4E0A\u6D77\u5E02"}\u5E02\u573A\u76D1\u7763\u7BA1\u7406\u5C40`,
        documentNo: `\u6CAA\u5E02\u76D1${districtOf(identity.district)?.short.slice(0, 1) ?? "\u6CAA"}\u5904\u3014${dayAt(dueMs).slice(0, 4)}\u3015${rng.between(1e3, 9999)}\u53F7`,
        category: "administrative",
        reason: rng.pick(SMALL_FAULTS),
        amount: `${rng.between(1, 20)}000.00`
      });
    case "transaction":
      return makeSimEvent(kind, "moved", id, dueMs, identity, makeTransfer(identity, rng));
  }
}
var SMALL_FAULTS = [
  "\u672A\u6309\u89C4\u5B9A\u516C\u793A\u5E74\u5EA6\u62A5\u544A",
  "\u5E7F\u544A\u7528\u8BED\u4F7F\u7528\u7EDD\u5BF9\u5316\u8868\u8FF0",
  "\u672A\u660E\u7801\u6807\u4EF7",
  "\u7ECF\u8425\u573A\u6240\u4E0E\u767B\u8BB0\u4F4F\u6240\u4E0D\u4E00\u81F4",
  "\u98DF\u54C1\u7ECF\u8425\u4ECE\u4E1A\u4EBA\u5458\u672A\u53D6\u5F97\u5065\u5EB7\u8BC1\u660E",
  "\u672A\u6309\u89C4\u5B9A\u529E\u7406\u53D8\u66F4\u767B\u8BB0"
];
function makeSentiment(city, identity, id, dueMs, rng, calm) {
  const style = rng.unit();
  if (style < 0.03) {
    const others = [identity, city.identity(city.busyAt(rng.unit())), city.identity(city.busyAt(rng.unit()))];
    const distinct = others.filter((one, i) => others.findIndex((other) => other.index === one.index) === i);
    return makeSimEvent(
      "sentiment",
      "news",
      id,
      dueMs,
      identity,
      { ...makeRoundUp(rng, distinct, false) },
      namedInText(city.epochMs, dueMs, distinct)
    );
  }
  const channel = pickChannel(rng);
  const unnamed = style < 0.11;
  const sour = rng.chance(calm ? 4e-4 : 0.04);
  const data = sour ? makeNegativeText(rng, identity, rng.pick(["consumer", "wages", "recruit"]), channel, unnamed) : makeNeutralText(rng, identity, channel === "\u9ED1\u732B\u6295\u8BC9" ? "\u5FAE\u535A" : channel, unnamed, calm);
  const extras = unnamed ? namedInText(city.epochMs, dueMs, [identity]) : style < 0.3 ? { subject: { name: identity.name } } : {};
  return makeSimEvent(
    "sentiment",
    channel === "\u65B0\u95FB" ? "news" : "post",
    id,
    dueMs,
    identity,
    { ...data },
    extras
  );
}
function makeMarketPoint(seed, scene, number, id, dueMs) {
  const series = scene.series[number];
  return makeSimEvent("market", "point", id, dueMs, scene.city.identity(series.enterprise), {
    metric: series.metric,
    value: seriesValue(seed, series, dueMs, scene.shocks),
    unit: series.unit,
    instrument: series.instrument
  });
}
function makeNetValue(scene, id, dueMs, rng) {
  const { city, funds } = scene;
  const index = funds.length > 0 ? funds[rng.int(funds.length)] : city.busyAt(rng.unit());
  return makeSimEvent("filing", "net-value", id, dueMs, city.identity(index), {
    form: "\u79C1\u52DF\u57FA\u91D1\u51C0\u503C\u5468\u62A5",
    period: dayAt(dueMs - 3 * DAY_MS),
    figures: {
      unitNetValue: Math.round((0.9 + 0.3 * rng.unit()) * 1e4) / 1e4,
      assetsUnderManagement: rng.between(200, 9e3) * 1e5,
      investors: rng.between(3, 180)
    },
    status: "\u5DF2\u62A5\u9001"
  });
}
function makeChange(city, identity, id, dueMs, rng, calm) {
  const kind = rng.unit() * (calm ? 0.5 : 1);
  if (kind < 0.35) {
    return makeSimEvent("registration", "recruitment", id, dueMs, identity, {
      recruitment: {
        posts: rng.between(1, 12),
        salesPosts: rng.between(0, 2),
        wording: "\u62DB\u8058\u884C\u653F\u3001\u4F1A\u8BA1\u3001\u6280\u672F\u53CA\u9500\u552E\u5C97\u4F4D\uFF0C\u4E94\u9669\u4E00\u91D1\uFF0C\u53CC\u4F11"
      }
    });
  }
  if (kind < 0.5) {
    return makeSimEvent("registration", "fact", id, dueMs, identity, {
      facts: rng.pick([
        { ICP\u5907\u6848: `\u6CAAICP\u5907${rng.between(1e7, 29999999)}\u53F7` },
        { \u53C2\u4FDD\u4EBA\u6570: rng.between(1, 260) },
        { \u4E13\u5229\u6388\u6743: rng.between(1, 9) },
        { \u52A8\u4EA7\u62B5\u62BC: `${rng.between(20, 900)}\u4E07\u5143` }
      ])
    });
  }
  if (kind < 0.62) {
    const before = city.enterprise(identity.index).capital;
    const after = before * rng.pick([1.5, 2, 3]);
    return makeSimEvent("registration", "changed", id, dueMs, identity, {
      registeredCapital: String(after),
      changes: [{ field: "registeredCapital", before: String(before), after: String(after) }]
    });
  }
  if (kind < 0.8) {
    const enterprise2 = city.enterprise(identity.index);
    const scope = `${enterprise2.scope.split("\u3002")[0]}\uFF0C${rng.pick(MORE_SCOPE)}\u3002\uFF08\u4F9D\u6CD5\u987B\u7ECF\u6279\u51C6\u7684\u9879\u76EE\uFF0C\u7ECF\u76F8\u5173\u90E8\u95E8\u6279\u51C6\u540E\u65B9\u53EF\u5F00\u5C55\u7ECF\u8425\u6D3B\u52A8\uFF09`;
    return makeSimEvent("registration", "changed", id, dueMs, identity, {
      scope,
      changes: [{ field: "scope", before: enterprise2.scope, after: scope }]
    });
  }
  if (kind < 0.92) {
    const enterprise2 = city.enterprise(identity.index);
    const place = makeOffice(rng, identity.district, enterprise2.industry.form === "individual");
    return makeSimEvent("registration", "changed", id, dueMs, identity, {
      businessAddress: place.address,
      businessDistrict: place.district,
      position: place.position,
      changes: [{ field: "businessAddress", before: enterprise2.business.address, after: place.address }]
    });
  }
  const enterprise = city.enterprise(identity.index);
  const person = makePersonName(rng.next());
  return makeSimEvent("registration", "changed", id, dueMs, identity, {
    legalRepresentative: person,
    changes: [{ field: "legalRepresentative", before: enterprise.legalRepresentative, after: person }],
    relations: [{ kind: "legal-representative", party: "person", name: person, office: "\u6267\u884C\u8463\u4E8B" }]
  });
}
var MORE_SCOPE = [
  "\u4F1A\u8BAE\u53CA\u5C55\u89C8\u670D\u52A1",
  "\u8D27\u7269\u8FDB\u51FA\u53E3",
  "\u6280\u672F\u54A8\u8BE2",
  "\u65E5\u7528\u767E\u8D27\u9500\u552E",
  "\u6570\u636E\u5904\u7406\u670D\u52A1",
  "\u5E02\u573A\u8425\u9500\u7B56\u5212",
  "\u505C\u8F66\u573A\u670D\u52A1"
];
var CAUSES = [
  "\u4E70\u5356\u5408\u540C\u7EA0\u7EB7",
  "\u52B3\u52A8\u4E89\u8BAE",
  "\u623F\u5C4B\u79DF\u8D41\u5408\u540C\u7EA0\u7EB7",
  "\u7269\u4E1A\u670D\u52A1\u5408\u540C\u7EA0\u7EB7",
  "\u8FD0\u8F93\u5408\u540C\u7EA0\u7EB7",
  "\u670D\u52A1\u5408\u540C\u7EA0\u7EB7",
  "\u5EFA\u8BBE\u5DE5\u7A0B\u65BD\u5DE5\u5408\u540C\u7EA0\u7EB7"
];
function makeCase(identity, dueMs, rng) {
  const district = districtOf(identity.district);
  return {
    stage: rng.pick(["filed", "filed", "hearing", "judgment", "other"]),
    caseNo: `\uFF08${dayAt(dueMs).slice(0, 4)}\uFF09\u6CAA01${rng.between(10, 17)}\u6C11\u521D${rng.between(1001, 39999)}\u53F7`,
    cause: rng.pick(CAUSES),
    court: `\u4E0A\u6D77\u5E02${district?.name ?? "\u6D66\u4E1C\u65B0\u533A"}\u4EBA\u6C11\u6CD5\u9662`,
    role: rng.chance(0.55) ? "plaintiff" : rng.chance(0.7) ? "defendant" : "third",
    amount: `${rng.between(1, 60)}0000.00`
  };
}
function makeTax(dueMs, rng, calm) {
  const [year, month] = dayAt(dueMs).split("-").map(Number);
  const start = month === 1 ? `${year - 1}-12` : `${year}-${String(month - 1).padStart(2, "0")}`;
  const basis = rng.between(20, 4e3) * 1e3;
  const [item, rate] = rng.pick([
    ["\u589E\u503C\u7A0E", 0.06],
    ["\u4F01\u4E1A\u6240\u5F97\u7A0E", 0.05],
    ["\u57CE\u5E02\u7EF4\u62A4\u5EFA\u8BBE\u7A0E", 4e-3],
    ["\u5370\u82B1\u7A0E", 3e-4],
    ["\u4E2A\u4EBA\u6240\u5F97\u7A0E", 0.02]
  ]);
  const paid = (basis * rate).toFixed(2);
  return {
    item,
    periodStart: `${start}-01`,
    periodEnd: `${start}-28`,
    basis: `${basis}.00`,
    paid,
    ...!calm && rng.chance(0.02) ? { arrears: (Number(paid) * 0.5).toFixed(2) } : {}
  };
}
var PROVIDER = "\u6A21\u62DF\u94F6\u884C\u4E0A\u6D77\u5E02\u5206\u884C";
var AUTHORITY = "\u300A\u9632\u8303\u548C\u5904\u7F6E\u975E\u6CD5\u96C6\u8D44\u6761\u4F8B\u300B\u7B2C\u4E8C\u5341\u4E00\u6761\uFF08\u6A21\u62DF\u534F\u67E5\uFF09";
function accountOf(index, number = 0) {
  return `SIM${String(31e7 + index)}${String(number).padStart(2, "0")}`;
}
function makeTransfer(identity, rng) {
  return {
    provider: PROVIDER,
    authority: AUTHORITY,
    account: accountOf(identity.index),
    counterparty: accountOf(9e5 + rng.int(4e4)),
    counterpartyName: makePersonName(rng.next()),
    direction: rng.chance(0.5) ? "in" : "out",
    amount: `${rng.between(2, 480)}${rng.between(100, 999)}.${rng.between(10, 99)}`,
    remark: rng.pick(["\u8D27\u6B3E", "\u670D\u52A1\u8D39", "\u79DF\u91D1", "\u5DE5\u8D44", "\u5F80\u6765\u6B3E", "\u62A5\u9500"])
  };
}
var LATE_SHARE = 4e-3;
function delay2(event, rng) {
  if (!rng.chance(LATE_SHARE) || event.kind === "market") return event;
  const timeMs = event.dueMs - 10 * MINUTE_MS - Math.floor(rng.unit() * 5 * HOUR_MS);
  return { ...event, envelope: { ...event.envelope, time: isoOf(timeMs) } };
}

// stream/simulator/episodes.ts
function gravityOf(city, index) {
  const share = city.troubleRank(index) / TROUBLED_SHARE;
  if (share >= 1) return null;
  return share < 0.025 ? "severe" : share < 0.24 ? "serious" : "mild";
}
var TROUBLES = {
  severe: {
    events: [10, 16],
    finance: ["redemption", "rights", "fraud", "promise", "abscond", "default"],
    other: ["default", "wages", "fraud", "consumer"]
  },
  serious: {
    events: [6, 10],
    finance: ["default", "promise", "lecture", "regulatory", "fraud"],
    other: ["consumer", "default", "wages", "regulatory"]
  },
  mild: {
    events: [5, 9],
    finance: ["recruit", "regulatory", "consumer"],
    other: ["consumer", "wages", "regulatory", "consumer"]
  }
};
function collectPastEpisodes(city, days, fromMs, toMs, out) {
  const count = Math.floor(city.size * TROUBLED_SHARE);
  for (let rank = 0; rank < count; rank++) {
    const index = city.troubledAt((rank + 0.5) / city.size);
    if (city.roles.has(index)) continue;
    const gravity = gravityOf(city, index);
    if (gravity === null) continue;
    const rng = new Rng(city.seed, STREAMS.episode, index);
    const lengthMs = (gravity === "mild" ? 1 + 5 * rng.unit() : 2 + 16 * rng.unit()) * DAY_MS;
    const startMs = city.epochMs - lengthMs - (days * DAY_MS - lengthMs) * rng.unit() ** 1.5;
    if (startMs + lengthMs < fromMs || startMs >= toMs) continue;
    emitEpisode(city, index, gravity, `ep-${index}`, startMs, lengthMs, fromMs, toMs, rng, out);
  }
}
var LOOK_BACK_MS = 30 * MINUTE_MS;
var OPENING_MS = 15 * MINUTE_MS;
function collectLiveEpisodes(city, fromMs, toMs, out) {
  const first = Math.max(0, Math.floor((fromMs - LOOK_BACK_MS - city.epochMs) / MINUTE_MS));
  const last = Math.floor((toMs - 1 - city.epochMs) / MINUTE_MS);
  for (let slot2 = first; slot2 <= last; slot2++) {
    const slotMs = city.epochMs + slot2 * MINUTE_MS;
    const chance = slotMs < city.epochMs + OPENING_MS ? 0.9 : 0.12 * Math.max(0.4, rhythmAt("complaint", slotMs));
    const scale = Math.min(6, Math.max(0.25, city.size / 2e4));
    const perSlot = chance * scale;
    const whole = Math.floor(perSlot) + (unitAt(city.seed, STREAMS.episode + 500, slot2) < perSlot % 1 ? 1 : 0);
    for (let n = 0; n < whole; n++) {
      const rng = new Rng(city.seed + slot2, STREAMS.episode + 501, n);
      const index = city.troubledAt(rng.unit() ** 1.6 * TROUBLED_SHARE);
      if (city.roles.has(index)) continue;
      const gravity = gravityOf(city, index) ?? "mild";
      const lengthMs = (3 + 24 * rng.unit()) * MINUTE_MS;
      const startMs = slotMs + rng.unit() * MINUTE_MS;
      if (startMs + lengthMs < fromMs || startMs >= toMs) continue;
      emitEpisode(
        city,
        index,
        gravity,
        `le-${slot2.toString(36)}-${n}`,
        startMs,
        lengthMs,
        fromMs,
        toMs,
        rng,
        out
      );
    }
  }
}
function emitEpisode(city, index, gravity, id, startMs, lengthMs, fromMs, toMs, rng, out) {
  const { events } = TROUBLES[gravity];
  const count = rng.between(events[0], events[1]);
  const seed = rng.next();
  let identity = null;
  for (let n = 0; n < count; n++) {
    const at = startMs + lengthMs * ((n + unitAt(seed, 1, n)) / count) ** 0.8;
    if (at < fromMs || at >= toMs) continue;
    identity ??= city.identity(index);
    out.push(makeTrouble(identity, `${id}-${n}`, Math.floor(at), new Rng(seed, 2, n), gravity));
  }
  if (gravity === "mild" && seed % 6 === 0) {
    const at = Math.floor(startMs + lengthMs * 1.05);
    if (at >= fromMs && at < toMs && firstKind(seed, gravity) === "complaint") {
      identity ??= city.identity(index);
      out.push(
        makeSimEvent(
          "complaint",
          "withdrawn",
          `${id}-w`,
          at,
          identity,
          { channel: "12345\u70ED\u7EBF", category: "\u64A4\u56DE", text: "\u53CC\u65B9\u534F\u5546\u4E00\u81F4\uFF0C\u6295\u8BC9\u4EBA\u7533\u8BF7\u64A4\u56DE\u3002" },
          { withdraws: `${id}-0` }
        )
      );
    }
  }
}
function firstKind(seed, gravity) {
  return kindFor(new Rng(seed, 2, 0).unit(), gravity);
}
function kindFor(unit, gravity) {
  const complaints = gravity === "mild" ? 0.72 : 0.5;
  if (unit < complaints) return "complaint";
  if (unit < complaints + (gravity === "mild" ? 0.18 : 0.32)) return "sentiment";
  return unit < complaints + (gravity === "mild" ? 0.24 : 0.42) ? "judicial" : "penalty";
}
function makeTrouble(identity, id, dueMs, rng, gravity) {
  const kind = kindFor(rng.unit(), gravity);
  const topic2 = rng.pick(identity.kind === "none" ? TROUBLES[gravity].other : TROUBLES[gravity].finance);
  const district = districtOf(identity.district);
  switch (kind) {
    case "complaint":
      return makeSimEvent("complaint", "received", id, dueMs, identity, {
        ...makeComplaint(rng, identity, topic2)
      });
    case "sentiment": {
      const channel = pickChannel(rng);
      return makeSimEvent("sentiment", channel === "\u65B0\u95FB" ? "news" : "post", id, dueMs, identity, {
        ...makeNegativeText(rng, identity, topic2, channel, false)
      });
    }
    case "judicial":
      return makeSimEvent("judicial", "case", id, dueMs, identity, {
        stage: gravity === "mild" ? "filed" : rng.pick(["filed", "judgment", "enforcement", "dishonest"]),
        caseNo: `\uFF08${dayAt(dueMs).slice(0, 4)}\uFF09\u6CAA01${rng.between(10, 17)}\u6C11\u521D${rng.between(1001, 39999)}\u53F7`,
        cause: rng.pick(["\u670D\u52A1\u5408\u540C\u7EA0\u7EB7", "\u59D4\u6258\u7406\u8D22\u5408\u540C\u7EA0\u7EB7", "\u501F\u6B3E\u5408\u540C\u7EA0\u7EB7", "\u52B3\u52A8\u4E89\u8BAE"]),
        court: `\u4E0A\u6D77\u5E02${district?.name ?? "\u6D66\u4E1C\u65B0\u533A"}\u4EBA\u6C11\u6CD5\u9662`,
        role: "defendant",
        amount: `${rng.between(3, 300)}0000.00`
      });
    case "penalty":
      return makeSimEvent("penalty", "administrative", id, dueMs, identity, {
        authority: `${district?.name ?? "\u4E0A\u6D77\u5E02"}\u5E02\u573A\u76D1\u7763\u7BA1\u7406\u5C40`,
        documentNo: `\u6CAA\u5E02\u76D1\u5904\u3014${dayAt(dueMs).slice(0, 4)}\u3015${rng.between(1e3, 9999)}\u53F7`,
        category: gravity === "mild" ? rng.pick(["administrative", "abnormal-operation"]) : rng.pick(["administrative", "serious-violation"]),
        reason: rng.pick(["\u865A\u5047\u5BA3\u4F20", "\u672A\u7ECF\u8BB8\u53EF\u4ECE\u4E8B\u7ECF\u8425\u6D3B\u52A8", "\u901A\u8FC7\u767B\u8BB0\u7684\u4F4F\u6240\u65E0\u6CD5\u8054\u7CFB", "\u4FB5\u5BB3\u6D88\u8D39\u8005\u6743\u76CA"]),
        amount: `${rng.between(1, 30)}0000.00`
      });
  }
}

// domain/partition.ts
var PARTITIONS = 16;
function fnv1a(text) {
  let hash = 2166136261;
  for (let i = 0; i < text.length; i++) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 16777619);
  }
  return hash >>> 0;
}
function partitionOf(key) {
  if (key.startsWith("p:")) return Number(key.slice(2)) % PARTITIONS;
  return fnv1a(key) % PARTITIONS;
}
function enterpriseKey(id) {
  return `e:${id}`;
}
function addressKey(hash) {
  return `a:${hash}`;
}
function partyKey(hash) {
  return `n:${hash}`;
}
function partitionKey(partition) {
  return `p:${partition}`;
}

// stream/subjects.ts
var EVENTS_STREAM = "EVENTS";
var EVENTS_SUBJECTS = "evt.*.*";
function eventSubject(kind, partition) {
  return `evt.${kind}.${partition}`;
}
function partitionFilter(partition) {
  return `evt.*.${partition}`;
}
function partitionConsumerName(partition) {
  return `detect-${partition}`;
}
function parseEventSubject(subject) {
  const dot = subject.lastIndexOf(".");
  return { kind: subject.slice(4, dot), partition: Number(subject.slice(dot + 1)) };
}
function pushSubject(topic2) {
  return `push.${topic2}`;
}
function topicOfSubject(subject) {
  return subject.slice(5);
}
var PUSH_SUBJECTS = "push.>";
function roleSubject(role, signal) {
  return `role.${role}.${signal}`;
}

export {
  makeSeries,
  ORDINARY_MIX,
  CHATTER_MIX,
  SIMULATOR_SOURCE,
  makeSimEvent,
  namedInText,
  makeNegativeText,
  makeRoundUp,
  pickChannel,
  makeComplaint,
  CHATTER,
  ORDINARY,
  makeSlot,
  makeOrdinary,
  makeMarketPoint,
  PROVIDER,
  AUTHORITY,
  accountOf,
  delay2 as delay,
  gravityOf,
  collectPastEpisodes,
  collectLiveEpisodes,
  makeTrouble,
  StreamUnavailableError,
  StreamRefusedError,
  StreamClosedError,
  BadMessageError,
  NatsServerError,
  publishErrorOf,
  createConnection,
  PARTITIONS,
  partitionOf,
  enterpriseKey,
  addressKey,
  partyKey,
  partitionKey,
  EVENTS_STREAM,
  EVENTS_SUBJECTS,
  eventSubject,
  partitionFilter,
  partitionConsumerName,
  parseEventSubject,
  pushSubject,
  topicOfSubject,
  PUSH_SUBJECTS,
  roleSubject
};
//# sourceMappingURL=chunk-BTAXYHPO.mjs.map
