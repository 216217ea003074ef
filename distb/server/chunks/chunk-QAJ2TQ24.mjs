import {
  dayNumberOf,
  dayStartMs,
  formatDay,
  hourOf,
  memoise,
  parseDateMs
} from "./chunk-OWBHCNKY.mjs";
import {
  BadMessageError,
  StreamClosedError,
  StreamRefusedError,
  StreamUnavailableError,
  addressKey,
  enterpriseKey,
  eventSubject,
  partitionOf,
  partyKey,
  publishErrorOf
} from "./chunk-BTAXYHPO.mjs";
import {
  CHANNELS
} from "./chunk-SVEHBE3O.mjs";
import {
  DAY_MS,
  HOUR_MS,
  addMonths
} from "./chunk-DPTJRLNT.mjs";

// realtime/engine.ts
var RealtimeListenError = class extends Error {
  code = "realtime.listen";
};

// domain/dimension.ts
var DIMENSIONS = ["basic", "compliance", "behaviour", "sentiment", "association"];
var DEFAULT_WEIGHTS = {
  basic: 0.15,
  compliance: 0.25,
  behaviour: 0.25,
  sentiment: 0.2,
  association: 0.15
};

// domain/level.ts
var LEVELS = ["normal", "yellow", "orange", "red", "outbreak"];
function levelNumber(level) {
  return LEVELS.indexOf(level) + 1;
}
function levelOf(number) {
  const level = LEVELS[number - 1];
  if (level === void 0) throw new RangeError(`no level ${number}`);
  return level;
}
var DEFAULT_LEVEL_RULE = {
  floors: [0, 40, 60, 75, 90],
  margin: 3,
  minDwellMs: 24 * 3600 * 1e3
};
function rawLevel(score, rule) {
  for (let i = 4; i > 0; i--) if (score >= rule.floors[i]) return LEVELS[i];
  return "normal";
}
function nextLevel(present, score, nowMs, rule, forced = null) {
  let raw = rawLevel(score, rule);
  if (forced !== null && levelNumber(forced) > levelNumber(raw)) raw = forced;
  if (present === null) return { level: raw, sinceMs: raw === LEVELS[0] ? null : nowMs };
  const from = levelNumber(present.level);
  const to = levelNumber(raw);
  if (to > from) return { level: raw, sinceMs: nowMs };
  if (to === from) return present;
  const floor = rule.floors[from - 1];
  const mayFall = score < floor - rule.margin && nowMs - (present.sinceMs ?? 0) >= rule.minDwellMs;
  return mayFall ? { level: raw, sinceMs: nowMs } : present;
}

// stream/publisher.ts
import { headers } from "@nats-io/nats-core";
var DEFAULT_PUBLISHER = {
  maxInFlight: 4096,
  maxInFlightBytes: 32 * 1024 * 1024,
  ackTimeoutMs: 5e3,
  deadlineMs: 15e3
};
function createPublisher(deps, config = DEFAULT_PUBLISHER) {
  const { connection } = deps;
  const { nats } = connection;
  const inbox = `_INBOX.pub.${Math.random().toString(36).slice(2)}${Date.now().toString(36)}`;
  const prefixLength = inbox.length + 1;
  const entries = /* @__PURE__ */ new Map();
  const waiters = [];
  let nextId = 0;
  let bytesInFlight = 0;
  let stopped = false;
  const subscription = nats.subscribe(`${inbox}.*`, {
    callback: (error, reply) => void (error ?? onReply(reply))
  });
  const removeListener = connection.addListener({ onReconnect: sendAllAgain });
  const sweep = setInterval(sweepOverdue, Math.min(250, config.ackTimeoutMs));
  sweep.unref();
  async function publish(messages) {
    if (messages.length === 0) return [];
    const batch = {
      results: new Array(messages.length),
      left: messages.length,
      done: () => {
      }
    };
    const allSettled = new Promise((resolve) => {
      batch.done = resolve;
    });
    for (let index = 0; index < messages.length; index++) {
      while (!hasRoom() && !stopped) await new Promise((wake) => waiters.push(wake));
      const message = messages[index];
      if (stopped) settle(batch, index, { ok: false, error: new StreamClosedError("the publisher") });
      else start(message, batch, index);
    }
    await allSettled;
    return batch.results;
  }
  function hasRoom() {
    return entries.size < config.maxInFlight && (bytesInFlight < config.maxInFlightBytes || entries.size === 0);
  }
  function start(message, batch, index) {
    const now = Date.now();
    const messageHeaders = headers();
    messageHeaders.set("Nats-Msg-Id", message.messageId);
    if (message.traceparent !== void 0) messageHeaders.set("traceparent", message.traceparent);
    const bytes = message.data.length + message.messageId.length;
    const entry = {
      id: nextId++,
      message,
      headers: messageHeaders,
      bytes,
      batch,
      index,
      giveUpAt: now + config.deadlineMs,
      sendAgainAt: now + config.ackTimeoutMs
    };
    entries.set(entry.id, entry);
    bytesInFlight += bytes;
    if (connection.connected()) send(entry);
  }
  function send(entry) {
    try {
      nats.publish(entry.message.subject, entry.message.data, {
        reply: `${inbox}.${entry.id}`,
        headers: entry.headers
      });
    } catch (cause) {
      finish(entry, {
        ok: false,
        error: nats.isClosed() ? new StreamUnavailableError("the connection to NATS is closed", cause) : new StreamRefusedError(`the message cannot be sent: ${cause.message}`)
      });
    }
  }
  function onReply(reply) {
    const entry = entries.get(Number(reply.subject.slice(prefixLength)));
    if (entry === void 0) return;
    if (reply.data.length === 0) {
      entry.sendAgainAt = Math.min(entry.sendAgainAt, Date.now() + 250);
      return;
    }
    finish(entry, parseAck(reply.string()));
  }
  function finish(entry, result) {
    entries.delete(entry.id);
    bytesInFlight -= entry.bytes;
    settle(entry.batch, entry.index, result);
    if (waiters.length > 0 && hasRoom()) waiters.shift()?.();
  }
  function sendAllAgain() {
    const sendAgainAt = Date.now() + config.ackTimeoutMs;
    for (const entry of [...entries.values()]) {
      entry.sendAgainAt = sendAgainAt;
      send(entry);
    }
  }
  function sweepOverdue() {
    const now = Date.now();
    const connected = connection.connected();
    for (const entry of [...entries.values()]) {
      if (now >= entry.giveUpAt) {
        const why = connected ? "JetStream did not acknowledge" : "no connection to NATS";
        finish(entry, {
          ok: false,
          error: new StreamUnavailableError(`${why} within ${config.deadlineMs} ms`)
        });
      } else if (connected && now >= entry.sendAgainAt) {
        entry.sendAgainAt = now + config.ackTimeoutMs;
        send(entry);
      }
    }
  }
  async function stop() {
    if (stopped) return;
    stopped = true;
    while (waiters.length > 0) waiters.shift()?.();
    while (entries.size > 0) await new Promise((resolve) => setTimeout(resolve, 10));
    clearInterval(sweep);
    removeListener();
    subscription.unsubscribe();
  }
  return { publish, inFlight: () => entries.size, stop };
}
function settle(batch, index, result) {
  batch.results[index] = result;
  batch.left--;
  if (batch.left === 0) batch.done();
}
function parseAck(text) {
  const ack = JSON.parse(text);
  if (ack.error !== void 0) {
    return {
      ok: false,
      error: publishErrorOf(ack.error.err_code ?? ack.error.code, ack.error.description ?? "no reason given")
    };
  }
  return { ok: true, seq: ack.seq, duplicate: ack.duplicate === true };
}

// stream/message.ts
function messageIdOf(event) {
  return `${event.uid}~${event.hash.slice(0, 16)}`;
}
function encodeEvent(event) {
  return {
    subject: eventSubject(event.kind, partitionOf(event.key)),
    messageId: messageIdOf(event),
    data: JSON.stringify(event),
    traceparent: event.traceparent
  };
}
function decodeEvent(data) {
  let value;
  try {
    value = JSON.parse(decoder.decode(data));
  } catch (cause) {
    throw new BadMessageError("the message is not JSON in UTF-8", cause);
  }
  const event = value;
  if (event === null || typeof event !== "object" || typeof event.uid !== "string" || typeof event.kind !== "string" || typeof event.key !== "string" || typeof event.timeMs !== "number" || typeof event.data !== "object") {
    throw new BadMessageError("the message is not an event");
  }
  return event;
}
var decoder = new TextDecoder("utf-8", { fatal: true });

// detectors/text/cues.ts
var CUES = {
  negator: "\u672A \u6CA1\u6709 \u6CA1 \u4E0D\u5B58\u5728 \u5E76\u65E0 \u65E0 \u4E0D\u4F1A \u4E0D\u662F \u5E76\u672A \u672A\u66FE \u4ECE\u672A \u4ECE\u4E0D \u7EDD\u65E0 \u7EDD\u4E0D \u4E0D\u6D89\u53CA \u672A\u6D89\u53CA \u672A\u53D1\u73B0 \u672A\u51FA\u73B0 \u672A\u53D1\u751F \u65E0\u4EFB\u4F55 \u6CA1\u6709\u4EFB\u4F55 \u4E0D\u5C5E\u4E8E \u5E76\u975E \u514D\u4E8E \u907F\u514D \u9632\u6B62 \u675C\u7EDD \u8FDC\u79BB \u9632\u8303 \u9632\u63A7 \u62B5\u5236 \u6253\u51FB \u6574\u6CBB \u4E25\u6253 \u4E0D\u5F97 \u4E0D\u53EF \u7981\u6B62 \u4E25\u7981 \u4E0D\u518D \u65E0\u9700 \u6392\u9664 \u5316\u89E3 \u6253\u7834 \u7834\u9664",
  exception: "\u672A\u6765 \u672A\u7ECF \u672A\u592E \u672A\u5A5A \u672A\u77E5 \u672A\u5FC5 \u672A\u514D \u672A\u5C1D \u65E0\u9521 \u65E0\u6CD5 \u65E0\u529B \u65E0\u826F \u65E0\u8BC1 \u65E0\u724C \u65E0\u89C6 \u65E0\u6570 \u65E0\u5948 \u65E0\u8BBA \u65E0\u7591 \u65E0\u8F9C \u65E0\u803B \u65E0\u95E8 \u65E0\u679C \u65E0\u4EBA \u65E0\u8BED \u65E0\u7167 \u65E0\u8D44\u8D28 \u6CA1\u6536 \u6CA1\u843D \u6CA1\u5B8C \u6CA1\u4EBA \u6CA1\u94B1 \u6CA1\u6709\u8D44\u8D28 \u6CA1\u6709\u724C\u7167 \u6CA1\u6709\u8BB8\u53EF \u6CA1\u6709\u5907\u6848 \u6CA1\u6709\u53D6\u5F97 \u6CA1\u529E\u6CD5 \u6CA1\u6709\u529E\u6CD5 \u4E0D\u662F\u4E00\u6B21 \u4E0D\u662F\u7B2C\u4E00\u6B21 \u6CA1\u6709\u60F3\u5230 \u6CA1\u60F3\u5230 \u672A\u53D6\u5F97 \u672A\u83B7\u5F97 \u672A\u83B7 \u672A\u6279\u51C6 \u672A\u6309 \u672A\u80FD \u672A\u5151\u4ED8 \u672A\u5907\u6848 \u672A\u5C65\u884C \u672A\u62AB\u9732",
  refuter: "\u8C23\u8A00 \u9020\u8C23 \u8F9F\u8C23 \u4E0D\u5B9E \u5426\u8BA4 \u8BEF\u4F20 \u4E0D\u5C5E\u5B9E \u5B50\u865A\u4E4C\u6709 \u5931\u5B9E \u5047\u6D88\u606F \u8C23\u4F20 \u6F84\u6E05 \u7EAF\u5C5E\u865A\u6784 \u4E0E\u4E8B\u5B9E\u4E0D\u7B26 \u5E76\u4E0D\u5C5E\u5B9E \u4E0D\u4E88\u7F6E\u8BC4",
  warning: "\u8C28\u9632 \u8B66\u60D5 \u63D0\u9192 \u5982\u4F55\u8BC6\u522B \u5982\u4F55\u8FA8\u522B \u600E\u6837\u8BC6\u522B \u98CE\u9669\u63D0\u793A \u6E29\u99A8\u63D0\u793A \u4EE5\u6848\u8BF4\u6CD5 \u5BA3\u4F20\u6708 \u5BA3\u4F20\u6559\u80B2 \u5BA3\u4F20\u6D3B\u52A8 \u9632\u8303\u975E\u6CD5\u96C6\u8D44 \u53CD\u8BC8 \u53CD\u8BC8\u9A97 \u9632\u9A97 \u666E\u6CD5 \u77E5\u8BC6\u8BB2\u5EA7 \u6295\u8D44\u8005\u6559\u80B2 \u5C0F\u8BFE\u5802 \u8BC6\u522B\u65B9\u6CD5 \u4EC0\u4E48\u662F \u6559\u4F60 \u5E38\u89C1\u624B\u6CD5 \u4E3E\u62A5\u5956\u52B1 \u4E13\u9879\u6574\u6CBB \u4E13\u9879\u884C\u52A8 \u5F00\u5C55\u6253\u51FB \u5EA7\u8C08\u4F1A \u57F9\u8BAD\u4F1A \u4E3B\u9898\u6D3B\u52A8 \u8054\u5408\u5F00\u5C55",
  hearsay: "\u7F51\u4F20 \u542C\u8BF4 \u636E\u4F20 \u4F20\u8A00 \u4F20\u95FB \u771F\u7684\u5047\u7684 \u6C42\u8BC1 \u672A\u8BC1\u5B9E \u6CA1\u6709\u8BC1\u5B9E \u6CA1\u8BC1\u5B9E \u6CA1\u6709\u5B98\u65B9\u901A\u62A5 \u5C0F\u9053\u6D88\u606F \u636E\u8BF4",
  conditional: "\u5982\u679C \u4E00\u65E6 \u5047\u5982 \u82E5 \u5018\u82E5 \u4E07\u4E00 \u5047\u8BBE \u662F\u5426",
  remedy: "\u5DF2\u5168\u90E8\u5151\u4ED8 \u5168\u90E8\u5151\u4ED8 \u5DF2\u5151\u4ED8 \u5982\u671F\u5151\u4ED8 \u6309\u671F\u5151\u4ED8 \u5151\u4ED8\u5B8C\u6BD5 \u8DB3\u989D\u5151\u4ED8 \u64A4\u8BC9 \u64A4\u56DE\u8D77\u8BC9 \u5DF2\u89E3\u51B3 \u5DF2\u59A5\u5584 \u548C\u89E3 \u5DF2\u8FD8\u6E05 \u5DF2\u9000\u8FD8 \u5DF2\u6062\u590D \u4E0D\u4E88\u7ACB\u6848 \u4E0D\u8D77\u8BC9 \u64A4\u9500\u6848\u4EF6 \u89E3\u9664\u51BB\u7ED3 \u89E3\u9664\u9650\u5236 \u79FB\u51FA\u7ECF\u8425\u5F02\u5E38 \u5DF2\u7ED3\u6E05",
  organisation: "\u6709\u9650\u516C\u53F8 \u96C6\u56E2 \u94F6\u884C \u8BC1\u5238 \u57FA\u91D1 \u4FDD\u9669 \u4FE1\u6258 \u8D22\u5BCC \u91D1\u670D \u63A7\u80A1 \u80A1\u4EFD \u8D44\u672C \u91D1\u878D \u79DF\u8D41 \u5178\u5F53 \u62C5\u4FDD \u5C0F\u8D37 \u4FDD\u7406 \u671F\u8D27 \u79D1\u6280"
};
var GUARANTEES = {
  \u4FDD\u672C\u4FDD\u606F: 1,
  \u4FDD\u672C\u4FDD\u6536\u76CA: 1,
  \u4FDD\u672C\u4ED8\u606F: 0.9,
  \u672C\u606F\u4FDD\u969C: 0.9,
  \u672C\u91D1\u4FDD\u969C: 0.7,
  \u4FDD\u672C: 0.7,
  \u4FDD\u606F: 0.7,
  \u4FDD\u5E95: 0.5,
  \u521A\u6027\u5151\u4ED8: 0.9,
  \u521A\u5151: 0.8,
  \u7A33\u8D5A\u4E0D\u8D54: 1,
  \u7A33\u8D5A: 0.9,
  \u53EA\u8D5A\u4E0D\u8D54: 1,
  \u5305\u8D5A: 1,
  \u96F6\u98CE\u9669: 0.9,
  "0\u98CE\u9669": 0.9,
  \u65E0\u98CE\u9669: 0.7,
  \u4FDD\u8BC1\u6536\u76CA: 0.9,
  \u627F\u8BFA\u6536\u76CA: 0.9,
  \u56FA\u5B9A\u56DE\u62A5: 0.8,
  \u56FA\u5B9A\u8FD4\u5229: 0.8,
  \u8FD8\u672C\u4ED8\u606F: 0.5,
  \u5230\u671F\u8FD4\u672C: 0.8,
  \u627F\u8BFA\u56DE\u8D2D: 0.8,
  \u9AD8\u989D\u56DE\u62A5: 0.8,
  \u9AD8\u989D\u8FD4\u5229: 0.9,
  \u9AD8\u989D\u5229\u606F: 0.7,
  \u9AD8\u989D\u5206\u7EA2: 0.7,
  \u8EBA\u8D5A: 0.8,
  \u65E5\u8FD4: 0.8,
  \u5929\u5929\u8FD4: 0.8,
  \u8FD4\u5229: 0.4,
  \u9759\u6001\u6536\u76CA: 0.7,
  \u4E00\u591C\u66B4\u5BCC: 0.7,
  \u9AD8\u6536\u76CA: 0.4,
  \u7FFB\u500D: 0.5,
  \u517B\u8001\u8FD4\u5229: 0.9,
  \u6D88\u8D39\u8FD4\u5229: 0.6,
  \u9884\u5B58\u8FD4\u73B0: 0.6,
  \u62C9\u4EBA\u8FD4\u4F63: 0.8
};
var RATE_ANCHORS = [
  "\u5E74\u5316",
  "\u5E74\u6536\u76CA",
  "\u5E74\u5229\u7387",
  "\u5E74\u606F",
  "\u5E74\u56DE\u62A5",
  "\u5E74\u5229\u606F",
  "\u5E74\u5229",
  "\u6708\u606F",
  "\u6708\u6536\u76CA",
  "\u6708\u5229\u7387",
  "\u6708\u5229\u606F",
  "\u6708\u5229",
  "\u6708\u56DE\u62A5",
  "\u6708\u8FD4",
  "\u6708\u5316",
  "\u65E5\u606F",
  "\u65E5\u6536\u76CA",
  "\u65E5\u5229\u7387",
  "\u65E5\u8FD4",
  "\u65E5\u5229\u606F",
  "\u65E5\u5316",
  "\u6BCF\u65E5\u8FD4",
  "\u6BCF\u5929\u8FD4",
  "\u6BCF\u6708\u8FD4",
  "\u6BCF\u5929\u6536\u76CA",
  "\u6BCF\u65E5\u6536\u76CA",
  "\u6BCF\u6708\u6536\u76CA",
  "\u6BCF\u5E74\u6536\u76CA",
  "\u5468\u6536\u76CA",
  "\u5468\u606F",
  "\u6536\u76CA\u7387",
  "\u56DE\u62A5\u7387",
  "\u5229\u7387",
  "\u5229\u606F",
  "\u6536\u76CA",
  "\u56DE\u62A5",
  "\u5206\u7EA2"
];

// detectors/text/lexicon.ts
var CATEGORIES = [
  "absconding",
  "redemption",
  "fundraising",
  "pyramid",
  "fraud",
  "criminal",
  "collapse",
  "default",
  "rights",
  "regulatory",
  "market",
  "wages",
  "litigation",
  "distress",
  "dissatisfaction"
];
var CATEGORY_MEANINGS = {
  absconding: { severity: 92, halfLifeDays: 90, zh: "\u8DD1\u8DEF\u5931\u8054", en: "absconding" },
  redemption: { severity: 88, halfLifeDays: 60, zh: "\u5151\u4ED8\u56F0\u96BE", en: "redemption trouble" },
  fundraising: { severity: 85, halfLifeDays: 60, zh: "\u6D89\u5ACC\u975E\u6CD5\u96C6\u8D44", en: "suspected illegal fund-raising" },
  pyramid: { severity: 80, halfLifeDays: 60, zh: "\u6D89\u5ACC\u4F20\u9500", en: "suspected pyramid selling" },
  fraud: { severity: 75, halfLifeDays: 60, zh: "\u6D89\u5ACC\u8BC8\u9A97", en: "suspected fraud" },
  criminal: { severity: 78, halfLifeDays: 90, zh: "\u6D89\u5211\u7ACB\u6848", en: "criminal investigation" },
  collapse: { severity: 78, halfLifeDays: 60, zh: "\u66B4\u96F7\u5D29\u76D8", en: "collapse" },
  default: { severity: 62, halfLifeDays: 45, zh: "\u903E\u671F\u8FDD\u7EA6", en: "default" },
  rights: { severity: 60, halfLifeDays: 30, zh: "\u6295\u8D44\u4EBA\u7EF4\u6743", en: "investors' protest" },
  regulatory: { severity: 45, halfLifeDays: 45, zh: "\u76D1\u7BA1\u5904\u7F5A", en: "regulatory action" },
  market: { severity: 35, halfLifeDays: 30, zh: "\u8FDD\u89C4\u7ECF\u8425", en: "misconduct" },
  wages: { severity: 35, halfLifeDays: 30, zh: "\u6B20\u85AA", en: "unpaid wages" },
  litigation: { severity: 35, halfLifeDays: 45, zh: "\u6D89\u8BC9\u7EA0\u7EB7", en: "litigation" },
  distress: { severity: 38, halfLifeDays: 30, zh: "\u7ECF\u8425\u6076\u5316", en: "distress" },
  dissatisfaction: { severity: 22, halfLifeDays: 14, zh: "\u8D1F\u9762\u8BC4\u4EF7", en: "complaints" }
};
var TERMS = {
  absconding: "\u8DD1\u8DEF \u5377\u6B3E \u5377\u94B1 \u643A\u6B3E\u6F5C\u9003 \u643A\u6B3E\u9003 \u6F5C\u9003 \u5931\u8054 \u5931\u8E2A:0.7 \u8054\u7CFB\u4E0D\u4E0A \u4EBA\u53BB\u697C\u7A7A \u4EBA\u95F4\u84B8\u53D1 \u8001\u677F\u8DD1\u4E86 \u8001\u677F\u8DD1 \u5B9E\u63A7\u4EBA\u5931\u8054 \u9AD8\u7BA1\u5931\u8054 \u8D1F\u8D23\u4EBA\u5931\u8054 \u5916\u9003 \u51FA\u9003 \u5173\u95E8\u8DD1 \u8DD1\u8DEF\u4E86 \u4E0D\u77E5\u6240\u8E2A \u4EBA\u53BB\u5C4B\u7A7A \u53BB\u5411\u4E0D\u660E \u7535\u8BDD\u6253\u4E0D\u901A:0.7 \u5BA2\u670D\u5931\u8054 \u7F51\u7AD9\u6253\u4E0D\u5F00:0.7 \u7F51\u7AD9\u5173\u95ED:0.7 \u65E0\u6CD5\u6253\u5F00:0.5 app\u6253\u4E0D\u5F00:0.7",
  redemption: "\u5151\u4ED8\u56F0\u96BE \u5151\u4ED8\u5371\u673A \u5151\u4ED8\u95EE\u9898 \u65E0\u6CD5\u5151\u4ED8 \u4E0D\u80FD\u5151\u4ED8 \u672A\u5151\u4ED8 \u672A\u80FD\u5151\u4ED8 \u6CA1\u6709\u5151\u4ED8 \u62D2\u7EDD\u5151\u4ED8 \u62D2\u4E0D\u5151\u4ED8 \u505C\u6B62\u5151\u4ED8 \u6682\u505C\u5151\u4ED8 \u5EF6\u671F\u5151\u4ED8 \u5EF6\u8FDF\u5151\u4ED8 \u903E\u671F\u5151\u4ED8 \u903E\u671F\u672A\u5151\u4ED8 \u5151\u4ED8\u903E\u671F \u96BE\u4EE5\u5151\u4ED8 \u63D0\u73B0\u56F0\u96BE \u63D0\u73B0\u96BE \u65E0\u6CD5\u63D0\u73B0 \u4E0D\u80FD\u63D0\u73B0 \u63D0\u4E0D\u4E86\u73B0 \u63D0\u73B0\u4E0D\u4E86 \u63D0\u73B0\u4E0D\u5230\u8D26:0.8 \u9650\u5236\u63D0\u73B0 \u6682\u505C\u63D0\u73B0 \u505C\u6B62\u63D0\u73B0 \u62D2\u7EDD\u63D0\u73B0 \u63D0\u73B0\u5931\u8D25:0.7 \u62FF\u4E0D\u56DE \u53D6\u4E0D\u51FA \u53D6\u4E0D\u51FA\u6765 \u4E0D\u8BA9\u63D0\u73B0 \u6324\u5151 \u4E0D\u9000\u6B3E:0.6 \u9000\u6B3E\u96BE:0.6 \u65E0\u6CD5\u9000\u6B3E:0.6 \u62D2\u4E0D\u9000\u6B3E:0.6 \u62D2\u7EDD\u9000\u6B3E:0.6 \u4E0D\u8FD8\u94B1 \u8981\u4E0D\u56DE \u62D6\u6B20\u672C\u91D1 \u56DE\u6B3E\u56F0\u96BE \u5C55\u671F:0.5 \u505C\u6B62\u9000\u51FA \u65E0\u6CD5\u9000\u51FA:0.7 \u8D44\u91D1\u94FE\u65AD\u88C2 \u8D44\u91D1\u65AD\u88C2 \u8D44\u91D1\u6C60 \u51BB\u7ED3\u63D0\u73B0 \u51BB\u7ED3\u8D26\u6237:0.6 \u8D26\u6237\u51BB\u7ED3:0.6 \u8D26\u6237\u88AB\u51BB\u7ED3:0.6 \u5230\u671F\u4E0D\u8FD8 \u8840\u672C\u65E0\u5F52 \u8840\u6C57\u94B1 \u672C\u606F\u65E0\u5F52 \u8FD8\u6211\u94B1 \u8FD8\u94B1:0.5 \u672C\u91D1\u65E0\u6CD5\u6536\u56DE",
  fundraising: "\u975E\u6CD5\u96C6\u8D44 \u6D89\u5ACC\u975E\u6CD5\u96C6\u8D44 \u975E\u6CD5\u5438\u6536\u516C\u4F17\u5B58\u6B3E \u975E\u6CD5\u5438\u5B58 \u975E\u5438 \u5438\u6536\u516C\u4F17\u5B58\u6B3E \u96C6\u8D44\u8BC8\u9A97 \u975E\u6CD5\u52DF\u96C6 \u53D8\u76F8\u96C6\u8D44 \u53D8\u76F8\u5438\u6536 \u975E\u6CD5\u878D\u8D44 \u81EA\u878D \u865A\u5047\u6807 \u5047\u6807 \u62C6\u6807:0.6 \u975E\u6CD5\u5438\u6536 \u5E9E\u6C0F\u9A97\u5C40 \u65C1\u6C0F\u9A97\u5C40 \u5E9E\u6C0F \u975E\u6CD5\u53D1\u884C \u64C5\u81EA\u53D1\u884C:0.7 \u975E\u6CD5\u516C\u5F00\u52DF\u96C6 \u96C6\u8D44 \u975E\u6CD5\u91D1\u878D\u6D3B\u52A8:0.8 \u65E0\u8BC1\u7ECF\u8425:0.6 \u65E0\u724C\u7167:0.5 \u5047\u501F:0.5 \u8BF1\u9A97\u6295\u8D44 \u865A\u6784\u9879\u76EE \u865A\u6784\u6807\u7684 \u865A\u5047\u9879\u76EE \u501F\u65B0\u8FD8\u65E7 \u62C6\u4E1C\u5899\u8865\u897F\u5899",
  pyramid: "\u4F20\u9500 \u6D89\u5ACC\u4F20\u9500 \u62C9\u4EBA\u5934 \u591A\u5C42\u7EA7\u8FD4\u5229 \u53D1\u5C55\u4E0B\u7EBF \u4E0B\u7EBF\u4F1A\u5458:0.7 \u91D1\u5B57\u5854 \u5C42\u7EA7\u8FD4\u4F63 \u9759\u6001\u6536\u76CA:0.6 \u52A8\u6001\u6536\u76CA:0.6 \u8D44\u91D1\u76D8 \u4E92\u52A9\u76D8 \u62C6\u5206\u76D8 \u5708\u94B1 \u5272\u97ED\u83DC \u6D17\u8111:0.7 \u5FAE\u4F20\u9500 \u7F51\u7EDC\u4F20\u9500 \u5165\u95E8\u8D39:0.6 \u8001\u9F20\u4F1A",
  fraud: "\u8BC8\u9A97 \u9A97\u5B50 \u9A97\u5C40 \u6B3A\u8BC8 \u884C\u9A97 \u9A97\u94B1 \u9A97\u53D6 \u88AB\u9A97 \u9A97\u4EBA \u5751\u4EBA \u4E0A\u5F53 \u53D7\u9A97 \u53D7\u5BB3\u8005 \u53D7\u5BB3\u4EBA \u9A97\u8D37 \u5957\u8DEF\u8D37 \u6740\u732A\u76D8 \u9ED1\u5E73\u53F0 \u5047\u5E73\u53F0 \u7A7A\u624B\u5957:0.7 \u9020\u5047 \u865A\u5047\u5BA3\u4F20:0.7 \u865A\u5047 \u4F2A\u9020 \u5192\u5145:0.6 \u5FFD\u60A0 \u632A\u7528 \u4FB5\u5360 \u638F\u7A7A \u5708\u5957 \u732B\u817B:0.7 \u9ED1\u5E55 \u6B3A\u9A97 \u8BF1\u5BFC:0.5 \u865A\u589E \u865A\u6784 \u9677\u9631 \u9A97 \u5047\u5192:0.6 \u5957\u73B0:0.4 \u6D17\u94B1 \u5185\u5E55\u4EA4\u6613 \u64CD\u7EB5\u5E02\u573A \u64CD\u7EB5\u80A1\u4EF7 \u8001\u9F20\u4ED3 \u66B4\u529B\u50AC\u6536 \u9AD8\u5229\u8D37 \u780D\u5934\u606F \u5957\u8DEF \u5957\u7262:0.5 \u88F8\u8D37 \u6821\u56ED\u8D37:0.5 \u76D7\u5237 \u6CC4\u9732:0.6",
  criminal: "\u7ACB\u6848\u4FA6\u67E5 \u88AB\u7ACB\u6848 \u7ACB\u6848\u8C03\u67E5 \u7ACB\u6848 \u5211\u4E8B\u62D8\u7559 \u5211\u62D8 \u88AB\u6355 \u902E\u6355 \u6279\u6355 \u6293\u6355 \u843D\u7F51 \u88AB\u6293 \u6295\u6848 \u81EA\u9996 \u7ECF\u4FA6 \u8B66\u65B9\u4ECB\u5165 \u516C\u5B89\u4ECB\u5165 \u516C\u5B89\u673A\u5173 \u88AB\u67E5 \u88AB\u8B66\u65B9 \u6D89\u5ACC\u72AF\u7F6A \u72AF\u7F6A\u5ACC\u7591\u4EBA \u72AF\u7F6A \u6D89\u6848 \u67E5\u5C01 \u88AB\u67E5\u5C01 \u6263\u62BC \u901A\u7F09 \u7EA2\u901A \u5224\u5211 \u83B7\u5211 \u6709\u671F\u5F92\u5211 \u88AB\u5224:0.7 \u88AB\u63A7\u5236 \u5E26\u8D70\u8C03\u67E5 \u91C7\u53D6\u5F3A\u5236\u63AA\u65BD \u5F3A\u5236\u63AA\u65BD \u4F9D\u6CD5\u5904\u7F6E:0.5 \u62A5\u6848 \u62A5\u8B66:0.8 \u53D6\u7F14 \u6D89\u9ED1 \u884C\u8D3F \u53D7\u8D3F \u8FDD\u6CD5\u72AF\u7F6A \u8FDD\u6CD5",
  collapse: "\u66B4\u96F7 \u7206\u96F7 \u8E29\u96F7 \u96F7\u4E86 \u5DF2\u96F7 \u5D29\u76D8 \u5012\u95ED \u7834\u4EA7 \u7834\u4EA7\u6E05\u7B97 \u6E05\u76D8 \u505C\u4E1A:0.7 \u5173\u95E8:0.5 \u5173\u505C \u505C\u8FD0 \u505C\u6446 \u6B47\u4E1A \u8DD1\u96F7 \u826F\u6027\u9000\u51FA:0.7 \u6E05\u9000:0.7 \u9000\u51FA\u7F51\u8D37:0.6 \u95EE\u9898\u5E73\u53F0 \u51FA\u4E8B\u4E86 \u51FA\u4E8B:0.6 \u6CE8\u9500:0.3 \u6E05\u7B97:0.5 \u57AE\u4E86 \u57AE\u584C \u51C9\u51C9:0.6 \u7206\u4ED3 \u7EC8\u6B62\u8FD0\u8425 \u505C\u6B62\u8FD0\u8425 \u505C\u6B62\u8425\u4E1A",
  default: "\u903E\u671F \u8FDD\u7EA6 \u574F\u8D26 \u4E0D\u826F\u7387\u4E0A\u5347 \u503A\u52A1\u5371\u673A \u503A\u52A1\u8FDD\u7EA6 \u65E0\u529B\u507F\u8FD8 \u65E0\u529B\u507F\u4ED8 \u65E0\u6CD5\u507F\u8FD8 \u672A\u6309\u65F6 \u672A\u80FD\u6309\u671F \u672A\u6309\u671F \u62D6\u6B20 \u6B20\u6B3E \u6B20\u503A \u503A\u52A1\u7F20\u8EAB \u8D44\u4E0D\u62B5\u503A \u8001\u8D56 \u5931\u4FE1 \u88AB\u6267\u884C\u4EBA \u5931\u4FE1\u88AB\u6267\u884C\u4EBA \u9650\u5236\u9AD8\u6D88\u8D39 \u9650\u9AD8 \u51BB\u7ED3 \u8F6E\u5019\u51BB\u7ED3 \u5F3A\u5236\u6267\u884C \u8D44\u91D1\u7D27\u5F20 \u6D41\u52A8\u6027\u5371\u673A \u6D41\u52A8\u6027\u7D27\u5F20 \u503A\u52A1\u903E\u671F \u50AC\u6536 \u5E73\u4ED3:0.6 \u8D28\u62BC\u98CE\u9669 \u88AB\u52A8\u51CF\u6301:0.6",
  rights: "\u7EF4\u6743 \u62C9\u6A2A\u5E45 \u4E0A\u8BBF \u8BA8\u503A \u8BA8\u8BF4\u6CD5 \u56F4\u5835 \u805A\u96C6:0.5 \u53D7\u5BB3\u6295\u8D44\u4EBA \u6295\u8D44\u4EBA\u62A5\u6848 \u96C6\u4F53\u62A5\u6848 \u8BA8\u8981 \u8FFD\u8BA8 \u8FFD\u503A \u8BA8\u94B1 \u6295\u8BC9\u65E0\u95E8 \u63A7\u8BC9 \u66DD\u5149 \u63ED\u9732 \u63ED\u79D8:0.6 \u4E3E\u62A5 \u58F0\u8BA8 \u7D22\u8D54 \u8FFD\u8D43 \u633D\u635F \u96BE\u53CB \u7EF4\u6743\u7FA4",
  regulatory: "\u884C\u653F\u5904\u7F5A \u7F5A\u6B3E \u5904\u7F5A \u88AB\u7F5A \u7F5A\u5355 \u8D23\u4EE4\u6574\u6539 \u8D23\u4EE4\u6539\u6B63 \u7EA6\u8C08 \u8B66\u793A\u51FD \u76D1\u7BA1\u51FD \u95EE\u8BE2\u51FD:0.5 \u5173\u6CE8\u51FD:0.5 \u5173\u6CE8:0 \u901A\u62A5\u6279\u8BC4 \u516C\u5F00\u8C34\u8D23 \u8C34\u8D23 \u540A\u9500 \u64A4\u9500\u724C\u7167 \u8FDD\u89C4 \u76D1\u7BA1\u63AA\u65BD \u7ECF\u8425\u5F02\u5E38 \u6574\u6539:0.5 \u4E0B\u67B6:0.6 \u9ED1\u540D\u5355 \u88AB\u5217\u5165 \u8B66\u544A \u8FDD\u53CD \u6682\u505C\u4E1A\u52A1 \u505C\u724C:0.4 \u9000\u5E02 \u95EE\u8D23 \u4E0D\u5408\u89C4 \u975E\u6CD5 \u672A\u5907\u6848:0.6 \u6CE8\u9500\u5907\u6848:0.6 \u98CE\u9669\u8B66\u793A \u98CE\u9669\u63D0\u793A\u51FD:0.6",
  market: "\u4FE1\u62AB\u8FDD\u89C4 \u4FE1\u606F\u62AB\u9732\u8FDD\u89C4 \u8D44\u91D1\u5360\u7528 \u8FDD\u89C4\u62C5\u4FDD \u8FDD\u89C4\u51CF\u6301 \u5173\u8054\u4EA4\u6613:0.3 \u865A\u5047\u8BB0\u8F7D \u9690\u7792 \u8BEF\u5BFC\u6027\u9648\u8FF0 \u91CD\u5927\u9057\u6F0F \u4E71\u6536\u8D39 \u9738\u738B\u6761\u6B3E \u5F3A\u5236\u642D\u552E \u8FDD\u89C4\u653E\u8D37 \u8D85\u8303\u56F4\u7ECF\u8425 \u8D85\u9650\u989D \u6076\u610F \u8FDD\u89C4\u4F7F\u7528",
  wages: "\u6B20\u85AA \u62D6\u6B20\u5DE5\u8D44 \u8BA8\u85AA \u6B20\u53D1\u5DE5\u8D44 \u62D6\u6B20\u5458\u5DE5 \u672A\u53D1\u5DE5\u8D44 \u53D1\u4E0D\u51FA\u5DE5\u8D44 \u88C1\u5458 \u5927\u88C1\u5458 \u793E\u4FDD\u65AD\u7F34 \u505C\u53D1\u5DE5\u8D44",
  litigation: "\u8D77\u8BC9 \u88AB\u8BC9 \u88AB\u544A \u8BC9\u8BBC \u7EA0\u7EB7 \u4EF2\u88C1 \u88AB\u8D77\u8BC9 \u8D25\u8BC9 \u6D89\u8BC9 \u5224\u4EE4 \u5224\u51B3 \u8FFD\u7A76:0.6 \u8FFD\u8D23:0.6 \u8D54\u507F:0.6 \u5B98\u53F8 \u4FB5\u6743 \u4E0A\u8BC9:0.5 \u8BC9\u81F3:0.7 \u6CD5\u9662\u67E5\u5C01",
  distress: "\u4E8F\u635F \u5927\u8DCC \u66B4\u8DCC \u8DCC\u505C \u4E0B\u6ED1 \u4E0B\u8DCC:0.5 \u4E0B\u8C03\u8BC4\u7EA7 \u8BC4\u7EA7\u4E0B\u8C03 \u4E0B\u8C03 \u8D1F\u9762 \u6076\u5316 \u5371\u673A \u98CE\u9669\u4E8B\u4EF6 \u98CE\u9669:0.25 \u840E\u7F29 \u8170\u65A9 \u5DE8\u4E8F \u9884\u4E8F \u4E1A\u7EE9\u53D8\u8138 \u8F9E\u804C:0.3 \u79BB\u804C:0.3 \u51CF\u6301:0.4 \u629B\u552E \u8D28\u7591 \u4E11\u95FB \u56F0\u5883 \u9677\u5165 \u906D\u9047:0.5 \u7F29\u6C34 \u84B8\u53D1 \u95EA\u5D29 \u9AD8\u7BA1\u79BB\u804C \u5B9E\u63A7\u4EBA\u53D8\u66F4:0.3 \u5931\u8D25:0.5 \u7EC8\u6B62:0.4 \u503A\u52A1 \u62C5\u5FE7 \u9690\u5FE7 \u9690\u60A3 \u7591\u4E91 \u5B58\u7591 \u7F20\u8EAB \u98CE\u6CE2 \u6F0F\u6D1E \u4E8B\u6545 \u574D\u584C \u8BA1\u63D0:0.5 \u51CF\u503C:0.6 \u5546\u8A89\u51CF\u503C \u8D1F\u503A\u7387:0.3 \u8D1F\u503A:0.4 \u73B0\u91D1\u6D41\u7D27\u5F20 \u65AD\u4F9B \u65AD\u7F34 \u627F\u538B \u96BE\u4EE5\u4E3A\u7EE7 \u4E3E\u6B65\u7EF4\u8270 \u53EB\u505C",
  dissatisfaction: "\u5783\u573E \u5751\u7239 \u592A\u5751 \u5751 \u6295\u8BC9 \u5DEE\u8BC4 \u4E0D\u9760\u8C31 \u65E0\u826F \u9ED1\u5FC3 \u6076\u5FC3 \u65E0\u803B \u4E0D\u4F5C\u4E3A \u6001\u5EA6\u6076\u52A3 \u63A8\u8BFF \u626F\u76AE \u62D2\u4E0D \u9738\u738B \u4E0D\u5408\u7406 \u7316\u72C2 \u6C14\u6124 \u6124\u6012 \u65E0\u8BED:0.6 \u5C0F\u5FC3:0.5 \u5343\u4E07\u522B \u5343\u4E07\u4E0D\u8981 \u4E0D\u8981\u518D \u8C01\u6562:0.6 \u5475\u5475:0.3 \u540E\u6094 \u9000\u94B1 \u9000\u6B3E:0.5 \u6263\u6B3E:0.6 \u6263\u8D39 \u4E71\u6263 \u9A9A\u6270 \u9AD8\u5229\u606F \u5229\u606F\u592A\u9AD8 \u7206\u901A\u8BAF\u5F55 \u6CA1\u4EBA\u7BA1 \u600E\u4E48\u529E:0.3 \u8FD8\u6B3E\u538B\u529B"
};
var LEXICON = buildLexicon();
function buildLexicon() {
  const terms = /* @__PURE__ */ new Map();
  for (const category of CATEGORIES) {
    for (const entry of TERMS[category].split(" ")) {
      const [text = "", weight = "1"] = entry.split(":");
      if (Number(weight) > 0 && !terms.has(text)) terms.set(text, { text, category, weight: Number(weight) });
    }
  }
  return [...terms.values()];
}

// detectors/text/matcher.ts
function makeMatcher(patterns) {
  const classOf = new Uint16Array(65536);
  let classes = 1;
  let nodeLimit = 1;
  for (const pattern of patterns) {
    nodeLimit += pattern.length;
    for (let i = 0; i < pattern.length; i++) {
      const code = pattern.charCodeAt(i);
      if (classOf[code] === 0) classOf[code] = classes++;
    }
  }
  if (nodeLimit > 65535) throw new RangeError(`patterns need up to ${nodeLimit} nodes, the limit is 65535`);
  const next = new Uint16Array(nodeLimit * classes);
  const ends = [[]];
  let nodes = 1;
  patterns.forEach((pattern, number) => {
    let node = 0;
    for (let i = 0; i < pattern.length; i++) {
      const cell = node * classes + classOf[pattern.charCodeAt(i)];
      if (next[cell] === 0) {
        next[cell] = nodes++;
        ends.push([]);
      }
      node = next[cell];
    }
    ends[node].push(number);
  });
  const fail = new Uint16Array(nodes);
  const queue = [];
  for (let c = 1; c < classes; c++) if (next[c] !== 0) queue.push(next[c]);
  for (let head = 0; head < queue.length; head++) {
    const node = queue[head];
    const back = fail[node];
    const inherited = ends[back];
    if (inherited.length > 0) ends[node].push(...inherited);
    for (let c = 1; c < classes; c++) {
      const cell = node * classes + c;
      const child = next[cell];
      const fallback = next[back * classes + c];
      if (child === 0) next[cell] = fallback;
      else {
        fail[child] = fallback;
        queue.push(child);
      }
    }
  }
  const hasEnd = new Uint8Array(nodes);
  ends.forEach((list, node) => {
    hasEnd[node] = list.length > 0 ? 1 : 0;
  });
  return {
    scan(text, onMatch) {
      let node = 0;
      for (let i = 0; i < text.length; i++) {
        node = next[node * classes + classOf[text.charCodeAt(i)]];
        if (hasEnd[node] === 0) continue;
        for (const number of ends[node]) {
          onMatch(number, i + 1 - patterns[number].length, i + 1);
        }
      }
    }
  };
}

// detectors/text/normalise.ts
function normaliseText(text) {
  let out = "";
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const mapped = mapCode(code);
    if (mapped === code) continue;
    out += text.slice(from, i);
    from = i + 1;
    if (mapped === SKIP) continue;
    if (mapped === SPACE) {
      if (isWide(out.charCodeAt(out.length - 1)) && isWide(text.charCodeAt(i + 1))) continue;
      out += " ";
      continue;
    }
    out += String.fromCharCode(mapped);
  }
  return from === 0 ? text : out + text.slice(from);
}
var SKIP = -1;
var SPACE = -2;
var VARIANTS = "\u8CC7\u8D44 \u50B3\u4F20 \u92B7\u9500 \u9A19\u9A97 \u7DAD\u7EF4 \u6B0A\u6743 \u806F\u8054 \u514C\u5151 \u96E3\u96BE \u50B5\u503A \u9589\u95ED \u9055\u8FDD \u7D04\u7EA6 \u8A50\u8BC8 \u76E4\u76D8 \u5831\u62A5 \u8A34\u8BC9 \u8A1F\u8BBC \u57F7\u6267 \u7F70\u7F5A \u8ABF\u8C03 \u8655\u5904 \u51CD\u51BB \u7D50\u7ED3 \u8CEC\u8D26 \u5E33\u8D26 \u6236\u6237 \u9322\u94B1 \u8CA1\u8D22 \u7522\u4EA7 \u9F90\u5E9E \u6F70\u6E83 \u6F5B\u6F5C \u5075\u4FA6 \u8FA6\u529E \u5BE9\u5BA1 \u8A0A\u8BAF \u9084\u8FD8 \u7121\u65E0 \u6C92\u6CA1 \u4E26\u5E76 \u5BE6\u5B9E \u95E2\u8F9F \u8B20\u8C23 \u8B39\u8C28 \u8A8D\u8BA4 \u70BA\u4E3A \u96AA\u9669 \u616E\u8651 \u64D4\u62C5 \u8AFE\u8BFA \u8B49\u8BC1 \u7A69\u7A33 \u8CFA\u8D5A \u8CE0\u8D54 \u8667\u4E8F \u640D\u635F \u842C\u4E07 \u5104\u4EBF \u58F9\u4E00 \u8CB3\u4E8C \u53C3\u4E09 \u8086\u56DB \u4F0D\u4E94 \u9678\u516D \u67D2\u4E03 \u634C\u516B \u7396\u4E5D \u62FE\u5341 \u9280\u94F6 \u8CB8\u8D37 \u696D\u4E1A \u52D9\u52A1 \u54E1\u5458 \u76E3\u76D1 \u6703\u4F1A \u7D66\u7ED9 \u767C\u53D1 \u73FE\u73B0 \u5E63\u5E01 \u5340\u533A \u584A\u5757 \u93C8\u94FE \u990A\u517B \u9805\u9879 \u734E\u5956 \u52F5\u52B1 \u5C64\u5C42 \u7D1A\u7EA7 \u9580\u95E8 \u8CBB\u8D39 \u5718\u56E2 \u968A\u961F \u9AD4\u4F53 \u865B\u865A \u64EC\u62DF \u8A98\u8BF1 \u58DE\u574F \u71DF\u8425 \u95DC\u5173 \u5009\u4ED3 \u958B\u5F00 \u570D\u56F4 \u8A0E\u8BA8 \u8AAA\u8BF4 \u60E1\u6076 \u50F9\u4EF7 \u6E1B\u51CF \u7D93\u7ECF \u7570\u5F02 \u8CAC\u8D23 \u929C\u8854";
var TABLE = buildTable();
function buildTable() {
  const table = new Int32Array(65536);
  for (let code = 0; code < 65536; code++) table[code] = code;
  for (const pair of VARIANTS.split(" ")) table[pair.charCodeAt(0)] = pair.charCodeAt(1);
  for (let code = 65281; code <= 65374; code++) table[code] = code - 65248;
  for (const mark of "\uFF0C\uFF01\uFF1F\uFF1A\uFF1B") table[mark.charCodeAt(0)] = mark.charCodeAt(0);
  for (let code = 65; code <= 90; code++) table[code] = code + 32;
  for (let code = 65313; code <= 65338; code++) table[code] = code - 65248 + 32;
  for (const code of [32, 9, 160, 12288]) table[code] = SPACE;
  for (const code of [8203, 8204, 8205, 8288, 65279, 173]) table[code] = SKIP;
  return table;
}
function mapCode(code) {
  return TABLE[code];
}
function isWide(code) {
  return code >= 12288 && code <= 40959;
}

// detectors/text/numeral.ts
var DIGITS = {
  \u96F6: 0,
  "\u3007": 0,
  \u4E00: 1,
  \u4E8C: 2,
  \u4E24: 2,
  \u4E09: 3,
  \u56DB: 4,
  \u4E94: 5,
  \u516D: 6,
  \u4E03: 7,
  \u516B: 8,
  \u4E5D: 9
};
var UNITS = { \u5341: 10, \u767E: 100, \u5343: 1e3 };
var LARGE = { \u4E07: 1e4, \u4EBF: 1e8 };
var NUMERAL = "(?:\\d+(?:,\\d{3})*(?:\\.\\d+)?|[\u96F6\u3007\u4E00\u4E8C\u4E24\u4E09\u56DB\u4E94\u516D\u4E03\u516B\u4E5D\u5341\u767E\u5343\u4E07\u4EBF]+(?:\u70B9[\u96F6\u3007\u4E00\u4E8C\u4E09\u56DB\u4E94\u516D\u4E03\u516B\u4E5D]+)?)";
function parseNumeral(text) {
  if (/^[\d.,]+$/.test(text)) {
    const value2 = Number(text.replaceAll(",", ""));
    return Number.isFinite(value2) ? value2 : null;
  }
  const [whole = "", part] = text.split("\u70B9");
  const head = parseWhole(whole);
  if (head === null || part === void 0) return head;
  let value = head;
  let scale = 0.1;
  for (const digit of part) {
    const number = DIGITS[digit];
    if (number === void 0) return null;
    value += number * scale;
    scale /= 10;
  }
  return Math.round(value * 1e6) / 1e6;
}
function parseWhole(text) {
  if (text === "") return null;
  if ([...text].every((char) => DIGITS[char] !== void 0)) {
    return [...text].reduce((value, char) => value * 10 + DIGITS[char], 0);
  }
  let total = 0;
  let section = 0;
  let digit = 0;
  for (const char of text) {
    const number = DIGITS[char];
    const unit = UNITS[char];
    const large = LARGE[char];
    if (number !== void 0) digit = number;
    else if (unit !== void 0) {
      section += (digit === 0 && section === 0 ? 1 : digit) * unit;
      digit = 0;
    } else if (large !== void 0) {
      total += (section + digit === 0 ? 1 : section + digit) * large;
      section = 0;
      digit = 0;
    } else return null;
  }
  return total + section + digit;
}

// detectors/text/promise.ts
var PERIODS = { year: 1, month: 12, week: 52, day: 365 };
var FILLER = "[^\uFF0C\u3002\uFF01\uFF1F\uFF1B\\n\\d%\u96F6\u4E00\u4E8C\u4E24\u4E09\u56DB\u4E94\u516D\u4E03\u516B\u4E5D\u5341\u767E\u5343]{0,8}?";
var RANGE = `(?:(${NUMERAL})\\s*%?\\s*(?:-|~|\u2014|\u2013|\u81F3|\u5230)\\s*)?`;
var PERCENT = new RegExp(
  `${FILLER}${RANGE}(?:\u767E\u5206\u4E4B(${NUMERAL})|(${NUMERAL})\\s*(?:%|\u4E2A\u70B9|\u4E2A\u767E\u5206\u70B9))`,
  "y"
);
var PER_MILLE = new RegExp(`${FILLER}(\u5343\u5206\u4E4B|\u4E07\u5206\u4E4B)(${NUMERAL})`, "y");
var FEN = new RegExp(
  `${FILLER}(${NUMERAL})(\u5206|\u5398|\u6BDB)(?!\u4E4B)(?:([\u4E00\u4E8C\u4E09\u56DB\u4E94\u516D\u4E03\u516B\u4E5D\\d])(?![\\d\u5341\u767E\u5343\u4E07\u5143]))?`,
  "y"
);
var FOLD = /一年(?:就|可|能)?翻(?:一)?倍|年翻倍/;
var LOAN = /贷款|借款|借贷|放贷|房贷|车贷|信用卡|借钱|借呗|花呗|还款|网贷利率|罚息|逾期利率/;
var QUOTED = /七日|7日|近七日|万份|国债|存款|定存|存单|理财产品平均|lpr|mlf|回购利率|票面|债券|基准|央行|法定|保护上限|司法保护|超过|民间借贷/;
var CAPPED = /不得|不能|不可|不应|不超过|不高于|禁止|上限/;
function parseRate(text, start, end) {
  const anchor = text.slice(start, end);
  const before = text.slice(Math.max(0, start - 12), start);
  const after = text.slice(end, end + 12);
  if (QUOTED.test(before) || LOAN.test(before) || LOAN.test(after.split(/[，。！？；\n]/, 1)[0]))
    return null;
  if (CAPPED.test(after.split(/[，。！？；\n]/, 1)[0])) return null;
  const per = periodOf(anchor, before);
  PERCENT.lastIndex = end;
  const percent = PERCENT.exec(text);
  if (percent !== null)
    return made(text, start, PERCENT.lastIndex, parseNumeral(percent[2] ?? percent[3] ?? ""), per);
  PER_MILLE.lastIndex = end;
  const mille = PER_MILLE.exec(text);
  if (mille !== null) {
    const value = parseNumeral(mille[2] ?? "");
    return made(
      text,
      start,
      PER_MILLE.lastIndex,
      value === null ? null : value / (mille[1] === "\u5343\u5206\u4E4B" ? 10 : 100),
      per
    );
  }
  if (!/息|利/.test(anchor)) return null;
  FEN.lastIndex = end;
  const fen = FEN.exec(text);
  if (fen === null) return null;
  const whole = parseNumeral(fen[1] ?? "");
  if (whole === null) return null;
  const tenth = fen[3] === void 0 ? 0 : (parseNumeral(fen[3]) ?? 0) / 10;
  const unit = fen[2] === "\u6BDB" ? 10 : fen[2] === "\u5206" ? 1 : 0.1;
  return made(text, start, FEN.lastIndex, (whole + tenth) * unit * (per === "year" ? 10 : 1), per);
}
function parseDoubling(text) {
  const found = FOLD.exec(text);
  return found === null ? null : { text: found[0], annualPercent: 100, per: "year" };
}
function periodOf(anchor, before) {
  for (const words of [anchor, /(?:每|按|一)?[年月周日天]$/.exec(before)?.[0] ?? ""]) {
    if (/年/.test(words)) return "year";
    if (/月/.test(words)) return "month";
    if (/周/.test(words)) return "week";
    if (/[日天]/.test(words)) return "day";
  }
  return "year";
}
function made(text, start, end, value, per) {
  if (value === null || value <= 0) return null;
  const annual = value * PERIODS[per];
  if (per !== "year" && /^(?:的)?(?:年化|\/年|每年|一年)/.test(text.slice(end, end + 4)))
    return made(text, start, end, value, "year");
  if (annual > 1e4) return null;
  return { text: text.slice(start, end), annualPercent: Math.round(annual * 100) / 100, per };
}

// detectors/text/analysis.ts
var PATTERNS = /* @__PURE__ */ new Map();
for (const [at, term] of LEXICON.entries()) addPattern(term.text, { role: "term", at });
for (const role of Object.keys(CUES))
  for (const word of CUES[role].split(" ")) addPattern(word, { role });
for (const word of Object.keys(GUARANTEES)) addPattern(word, { role: "guarantee" });
for (const word of RATE_ANCHORS) addPattern(word, { role: "anchor" });
var WORDS = [...PATTERNS.keys()];
var MATCHER = makeMatcher(WORDS);
var ROLES = [...PATTERNS.values()];
function addPattern(text, pattern) {
  const list = PATTERNS.get(text);
  if (list === void 0) PATTERNS.set(text, [pattern]);
  else list.push(pattern);
}
var MUTED_SHARE = {
  negated: 0,
  refuted: 0.1,
  remedied: 0.2,
  warning: 0.2,
  conditional: 0.5,
  hearsay: 0.7,
  "other-subject": 0.25
};
var NEGATOR_REACH = 6;
var WARNING_REACH = 60;
var HEARSAY_REACH = 30;
var MAX_TEXT = 4e3;
var MAX_SPANS = 200;
function analyseText(raw, names = []) {
  const text = normaliseText(raw.length > MAX_TEXT ? raw.slice(0, MAX_TEXT) : raw);
  const hits = [];
  const cues = {
    negator: [],
    refuter: [],
    warning: [],
    hearsay: [],
    conditional: [],
    remedy: [],
    organisation: []
  };
  const negators = [];
  const guaranteeSpans = [];
  const anchors = [];
  MATCHER.scan(text, (number, start, end) => {
    for (const pattern of ROLES[number]) {
      if (pattern.role === "term") pushTerm(hits, pattern.at, start, end);
      else if (pattern.role === "guarantee")
        pushLongest(guaranteeSpans, { start, end, term: WORDS[number] });
      else if (pattern.role === "anchor") pushLongest(anchors, { start, end });
      else if (pattern.role === "negator") pushLongest(negators, { start, end, real: true });
      else if (pattern.role === "exception") pushLongest(negators, { start, end, real: false });
      else pushLongest(cues[pattern.role], { start, end });
    }
  });
  cues.negator = negators.filter(({ real }) => real);
  const named = findNames(text, names);
  if (named.length > 0)
    cues.organisation = cues.organisation.filter((span) => isOtherName(text, span, named));
  for (const hit of hits) mute(text, hit, cues, named, hits);
  const rates = [];
  for (const anchor of anchors) {
    if (isMutedOffer(text, anchor, cues, named)) continue;
    const rate = parseRate(text, anchor.start, anchor.end);
    if (rate !== null && !rates.some((other) => other.annualPercent === rate.annualPercent)) rates.push(rate);
  }
  if (guaranteeSpans.some(({ term }) => term === "\u7FFB\u500D")) {
    const doubling = parseDoubling(text);
    if (doubling !== null) rates.push(doubling);
  }
  const guarantees = /* @__PURE__ */ new Map();
  for (const span of guaranteeSpans) {
    if (!isMutedOffer(text, span, cues, named)) guarantees.set(span.term, GUARANTEES[span.term]);
  }
  const categories = /* @__PURE__ */ new Map();
  const words = /* @__PURE__ */ new Map();
  for (const hit of hits) {
    if (hit.weight > (words.get(hit.term) ?? 0)) words.set(hit.term, hit.weight);
    if (hit.weight > (categories.get(hit.category) ?? 0.05)) categories.set(hit.category, hit.weight);
  }
  return {
    text,
    negative: combine([...words.values()]),
    hits,
    categories,
    rates: rates.sort((a, b) => b.annualPercent - a.annualPercent),
    guarantees: [...guarantees].map(([term, weight]) => ({ term, weight })).sort((a, b) => b.weight - a.weight),
    refutes: cues.refuter.length > 0,
    namesSubject: named.length > 0
  };
}
function combine(weights) {
  weights.sort((a, b) => b - a);
  let left = 1;
  let discount = 0.75;
  for (const weight of weights.slice(0, 8)) {
    left *= 1 - weight * discount;
    discount *= 0.85;
  }
  return 1 - left;
}
function pushTerm(hits, at, start, end) {
  const term = LEXICON[at];
  if (!makeRoom(hits, start, end)) return;
  hits.push({ term: term.text, category: term.category, start, end, weight: term.weight, muted: null });
}
function pushLongest(spans, span) {
  if (makeRoom(spans, span.start, span.end)) spans.push(span);
}
function makeRoom(spans, start, end) {
  if (spans.length >= MAX_SPANS) return false;
  const last = spans.at(-1);
  if (last !== void 0 && last.start <= start && last.end >= end) return false;
  while (spans.length > 0 && spans.at(-1).start >= start) spans.pop();
  return true;
}
function mute(text, hit, cues, named, hits) {
  const reason = muteReason(text, hit, cues, named, hits);
  if (reason === null) return;
  hit.muted = reason;
  hit.weight *= MUTED_SHARE[reason];
}
function muteReason(text, hit, cues, named, hits) {
  for (const cue of cues.negator) {
    if (cue.start >= hit.start) break;
    const gap = hit.start - cue.end;
    if (gap < 0 || gap > NEGATOR_REACH || parted(text, cue.end, hit.start, CLAUSE)) continue;
    if (gap > 0 && hits.some((other) => other !== hit && other.start <= cue.start && other.end >= cue.end))
      continue;
    return "negated";
  }
  for (const cue of cues.refuter) {
    if (cue.end > hit.start && cue.start < hit.end) continue;
    const from = Math.min(cue.end, hit.end);
    const to = Math.max(cue.start, hit.start);
    if (to - from <= 24 && !parted(text, from, to, SENTENCE)) return "refuted";
  }
  for (const cue of cues.remedy) {
    if (cue.start >= hit.end && cue.start - hit.end <= 16 && !parted(text, hit.end, cue.start, SENTENCE))
      return "remedied";
    if (cue.start <= hit.start && cue.end >= hit.end) return "remedied";
  }
  if (isWarning(text, hit, cues.warning, named)) return "warning";
  for (const cue of cues.conditional) {
    if (cue.end <= hit.start && hit.start - cue.end <= 12 && !parted(text, cue.end, hit.start, CLAUSE))
      return "conditional";
  }
  for (const cue of cues.hearsay) {
    if (Math.abs(cue.start - hit.start) <= HEARSAY_REACH && !parted(text, Math.min(cue.end, hit.end), Math.max(cue.start, hit.start), SENTENCE))
      return "hearsay";
  }
  if (named.length > 0 && isAboutOther(text, hit, cues.organisation, named)) return "other-subject";
  return null;
}
function isWarning(text, hit, warnings, named) {
  for (const cue of warnings) {
    if (cue.start > hit.start) break;
    if (hit.start - cue.end > WARNING_REACH || parted(text, cue.end, hit.start, SENTENCE)) continue;
    const end = nextMark(text, hit.end, CLAUSE);
    if (!named.some((name) => name.start >= cue.end && name.end <= end)) return true;
  }
  return false;
}
function isMutedOffer(text, span, cues, named) {
  for (const cue of cues.negator) {
    if (cue.start >= span.start) break;
    const gap = span.start - cue.end;
    if (gap >= 0 && gap <= 4 && !parted(text, cue.end, span.start, CLAUSE)) return true;
  }
  if (/[不非]$/.test(text.slice(Math.max(0, span.start - 1), span.start))) return true;
  return isWarning(text, span, cues.warning, named);
}
function isAboutOther(text, hit, otherNames, named) {
  const begin = sentenceBegin(text, hit.start);
  const end = sentenceEnd(text, hit.end);
  const inside = (span) => span.start >= begin && span.end <= end;
  const own = named.filter(inside);
  const others = otherNames.filter(inside);
  if (others.length === 0) return false;
  const before = (spans) => Math.max(-1, ...spans.filter((s) => s.end <= hit.start).map((s) => s.end));
  const ownBefore = before(own);
  const otherBefore = before(others);
  if (ownBefore >= 0 || otherBefore >= 0) return otherBefore > ownBefore;
  const after = (spans) => Math.min(Infinity, ...spans.filter((s) => s.start >= hit.end).map((s) => s.start));
  return after(others) < after(own);
}
var NO_NAME = /(?:该|本|此|这家|那家|某|各|多家|的|和|与|及|在|对|被|为|是|等|互联网|正规|持牌|大型|中小|地方|商业|农村|城商)$/;
function isOtherName(text, span, named) {
  if (named.some((name) => name.start <= span.start + 1 && name.end >= span.start)) return false;
  const head = text.slice(Math.max(0, span.start - 4), span.start);
  return /[一-龥a-z]{2}$/.test(head) && !NO_NAME.test(head);
}
function findNames(text, names) {
  const spans = [];
  for (const name of names) {
    if (name.length < 2) continue;
    for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
      spans.push({ start: at, end: at + name.length });
    }
  }
  return spans;
}
var SENTENCE = new Set([..."\u3002\uFF01\uFF1F!?\n"].map((mark) => mark.charCodeAt(0)));
var CLAUSE = new Set([..."\u3002\uFF01\uFF1F!?\n\uFF0C,\uFF1B;\uFF1A:"].map((mark) => mark.charCodeAt(0)));
function parted(text, from, to, marks) {
  for (let i = from; i < to; i++) if (marks.has(text.charCodeAt(i))) return true;
  return false;
}
function sentenceBegin(text, at) {
  for (let i = at - 1; i >= 0; i--) if (SENTENCE.has(text.charCodeAt(i))) return i + 1;
  return 0;
}
function sentenceEnd(text, at) {
  return nextMark(text, at, SENTENCE);
}
function nextMark(text, at, marks) {
  for (let i = at; i < text.length; i++) if (marks.has(text.charCodeAt(i))) return i;
  return text.length;
}

// detectors/market-anomaly/series.ts
var SERIES_DEFAULTS = {
  warmUp: 24,
  spans: [6, 48, 400],
  huber: 3,
  slack: 1,
  limit: 14,
  tailSpan: 3e3,
  tailPrior: 60,
  gap: 12
};
var EDGES = [1, 2, 4, 8];
var ASSUMED = EDGES.map((edge) => Math.exp(-1.1 * edge));
function createSeries(timeMs, value) {
  return {
    n: 1,
    t: timeMs,
    v: value,
    g: 0,
    m: [0, value, value],
    s: [0, 0, 0],
    p: null,
    e: [0, 0],
    j: 0,
    c: [0, 0],
    x: [...ASSUMED]
  };
}
function stepSeries(series, timeMs, value, p) {
  const spacing = Math.max(0, timeMs - series.t);
  const broken = series.g > 0 && spacing > p.gap * series.g;
  const season = seasonAt(series, timeMs);
  const useSeason = series.p !== null && timeMs - series.p.since >= 3 * DAY_MS && series.e[1] < 0.9 * series.e[0];
  const [lately, middle, slow] = series.m;
  const base = useSeason ? slow + season : middle;
  const floor = Math.max(1e-9, 1e-4 * Math.abs(slow), 0.02 * series.s[2]);
  const spread = Math.max(floor, useSeason ? series.e[1] : series.s[1]) * 1.25;
  const error = value - base;
  const zBase = error / spread;
  const stepSpread = Math.max(floor, series.s[0]) * 1.25;
  const zLately = broken ? zBase : (error - lately) / stepSpread;
  const z3 = pickZ(zBase, zLately, spread, stepSpread);
  const size = Math.min(60, Math.abs(z3));
  const ready = series.n >= p.warmUp;
  const chance = ready ? tailChance(series.x, size) : 1;
  learnTail(series, size, p);
  const shift = ready ? stepCusum(series, zBase, value - (useSeason ? season : 0), p) : null;
  learnLately(series, error, zLately, broken, p);
  if (shift === null) learnLevels(series, value, p);
  learnSeason(series, timeMs, value, season, p);
  series.n++;
  series.t = Math.max(series.t, timeMs);
  series.v = value;
  if (spacing > 0) {
    const limited = series.g === 0 ? spacing : Math.min(spacing, 4 * series.g);
    series.g = Math.round(series.g + (limited - series.g) / Math.min(series.n, 50));
  }
  return { score: ready ? 1 - chance : 0, chance, expected: base, spread, z: z3, shift };
}
function tailChance(shares, z3) {
  let x0 = 0;
  let l0 = 0;
  let slope = -0.5;
  for (let i = 0; i < EDGES.length; i++) {
    const x1 = EDGES[i];
    const l1 = Math.min(l0 - 1e-3, Math.log(shares[i]));
    slope = (l1 - l0) / (x1 - x0);
    if (z3 <= x1) return Math.exp(l0 + slope * (z3 - x0));
    x0 = x1;
    l0 = l1;
  }
  return Math.exp(l0 + Math.max(slope, -0.9) * (z3 - x0));
}
function learnTail(series, size, p) {
  const rate = 1 / Math.min(series.n + p.tailPrior, p.tailSpan);
  for (let i = 0; i < EDGES.length; i++) {
    const seen = size >= EDGES[i] ? 1 : 0;
    const share = series.x[i] + rate * (seen - series.x[i]);
    series.x[i] = round7(Math.max(share, ASSUMED[i] * 0.02));
  }
}
function stepCusum(series, z3, value, p) {
  const clipped = Math.max(-p.huber, Math.min(p.huber, z3));
  series.c[0] = round7(Math.max(0, series.c[0] + clipped - p.slack));
  series.c[1] = round7(Math.max(0, series.c[1] - clipped - p.slack));
  if (series.c[0] < p.limit && series.c[1] < p.limit) return null;
  const from = series.m[2];
  const to = round7((series.m[1] + series.m[0] + value) / 2);
  series.c = [0, 0];
  series.m = [0, to, to];
  return { from, to };
}
function pickZ(zBase, zLately, spread, stepSpread) {
  if (stepSpread < 0.6 * spread) return zLately;
  if (spread < 0.6 * stepSpread) return zBase;
  return Math.abs(zBase) < Math.abs(zLately) ? zBase : zLately;
}
function learnLately(series, error, z3, broken, p) {
  const lately = series.m[0];
  const step = broken ? 0 : error - lately;
  const usual = series.s[0];
  const span = Math.min(series.n + 1, p.spans[0]);
  const again = Math.abs(z3) > p.huber && Math.abs(series.j) > p.huber && z3 * series.j > 0;
  const kept = Math.sign(step) * bounded(Math.abs(step), usual, series, p, p.huber);
  series.m[0] = round7(broken || again ? error : lately + 2 * kept / (span + 1));
  series.s[0] = round7(
    usual + 2 * (bounded(Math.abs(step), usual, series, p, 6) - usual) / (Math.min(series.n + 1, 60) + 1)
  );
  series.j = Math.round(Math.max(-9, Math.min(9, broken ? 0 : z3)) * 10) / 10;
}
function learnLevels(series, value, p) {
  for (const i of [1, 2]) {
    const span = Math.min(series.n + 1, p.spans[i]);
    const level = series.m[i];
    const usual = series.s[i];
    const error = value - level;
    const kept = Math.sign(error) * bounded(Math.abs(error), usual, series, p, p.huber);
    series.m[i] = round7(level + 2 * kept / (span + 1));
    const scaleSpan = Math.min(series.n + 1, Math.max(p.spans[i], 60));
    series.s[i] = round7(
      usual + 2 * (bounded(Math.abs(error), usual, series, p, 6) - usual) / (scaleSpan + 1)
    );
  }
}
function bounded(size, usual, series, p, spreads) {
  return series.n < p.warmUp || usual === 0 ? size : Math.min(size, spreads * 1.25 * usual);
}
function learnSeason(series, timeMs, value, season, p) {
  if (series.p === null) {
    if (series.n < p.warmUp || series.g === 0 || series.g > DAY_MS / 4) return;
    series.p = { h: new Array(24).fill(0), w: new Array(7).fill(0), since: timeMs };
  }
  const residual = value - series.m[2];
  const bound = 4 * Math.max(series.s[2], 1e-12);
  const kept = Math.max(-bound, Math.min(bound, residual));
  const perHour = Math.max(1, 36e5 / Math.max(series.g, 1));
  const rate = 0.25 / perHour;
  const hour = hourOf(timeMs);
  const weekday = (dayNumberOf(timeMs) + 4) % 7;
  const { h, w } = series.p;
  h[hour] = round5(h[hour] + rate * (kept - w[weekday] - h[hour]));
  w[weekday] = round5(
    w[weekday] + rate / 24 * (kept - h[hour] - w[weekday])
  );
  const slow = 2 / (Math.min(series.n, p.spans[2]) + 1);
  const plain = Math.min(Math.abs(residual), bound);
  const seasonal = Math.min(Math.abs(residual - season), bound);
  series.e[0] = round7(series.e[0] + slow * (plain - series.e[0]));
  series.e[1] = round7(series.e[1] + slow * (seasonal - series.e[1]));
}
function seasonAt(series, timeMs) {
  if (series.p === null) return 0;
  return series.p.h[hourOf(timeMs)] + series.p.w[(dayNumberOf(timeMs) + 4) % 7];
}
function round7(value) {
  return roundTo(value, 6);
}
function round5(value) {
  return roundTo(value, 4);
}
function roundTo(value, digits) {
  if (value === 0 || !Number.isFinite(value)) return 0;
  const power = digits - Math.floor(Math.log10(Math.abs(value)));
  if (power > 20) return 0;
  if (power >= 0) {
    const factor2 = POWERS[power];
    return Math.round(value * factor2) / factor2;
  }
  const factor = 10 ** -power;
  return Math.round(value / factor) * factor;
}
var POWERS = Array.from({ length: 21 }, (_, i) => Number(`1e${i}`));

// detectors/detector.ts
function isKind(event, kind) {
  return event.kind === kind;
}

// detectors/evidence.ts
var MAX_TEXT2 = 60;
function evidenceOf(event, text) {
  return {
    eventUid: event.uid,
    kind: event.kind,
    timeMs: event.timeMs,
    text: clip(text, 200),
    source: event.source
  };
}
function rememberRow(rows, event, text, limit) {
  rows.push([event.uid, event.kind, event.timeMs, clip(text, MAX_TEXT2), event.source]);
  if (rows.length > limit) rows.splice(0, rows.length - limit);
}
function evidenceOfRows(rows) {
  return rows.map(([eventUid, kind, timeMs, text, source]) => ({ eventUid, kind, timeMs, text, source }));
}
function clip(text, limit) {
  const whole = text.replace(HALF_AT_EDGE, "");
  if (whole.length <= limit) return whole;
  return `${whole.slice(0, limit - 1).replace(HALF_AT_EDGE, "")}\u2026`;
}
var HALF_AT_EDGE = /^[\udc00-\udfff]|[\ud800-\udbff]$/g;

// detectors/hash.ts
function hash32(text, seed = 2166136261) {
  let hash = seed;
  for (let i = 0; i < text.length; i++) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 16777619);
  }
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 739982445);
  hash ^= hash >>> 12;
  return hash >>> 0;
}
function hash64(text) {
  return hex8(hash32(text)) + hex8(hash32(text, 2538058380));
}
function hex8(value) {
  return value.toString(16).padStart(8, "0");
}

// detectors/rule.ts
function makeRules(detector, detectorVersion, rules6) {
  const made2 = {};
  for (const id of Object.keys(rules6)) {
    made2[id] = {
      step: 10,
      renewDays: 7,
      forces: null,
      alerts: false,
      ...rules6[id],
      detector,
      detectorVersion,
      id
    };
  }
  return made2;
}

// detectors/shared-address/address.ts
function normaliseAddress(address) {
  const flat = normaliseText(address).replaceAll(/[(（[【][^)）\]】]*[)）\]】]/g, "").replaceAll(/[\s,，。.、;；]/g, "").replace(/^中国(?:上海)?自由贸易试验区(?:临港新片区)?/, "").replace(/^上海市?/, "").replaceAll(/号楼|栋|座楼|号房/g, (word) => word === "\u53F7\u623F" ? "\u5BA4" : "\u5E62").replace(/房$/, "\u5BA4").replace(/(室|号)(?:-\d+|[a-z]?\d*工位|第?\d+工位|之[一二三四五六七八九十\d]+)$/, "$1");
  return flat.length >= 6 && /\d/.test(flat) ? flat : null;
}
var addressHash = memoise((address) => {
  const flat = normaliseAddress(address);
  return flat === null ? null : hash64(flat);
});
function isCollectiveAddress(address) {
  return /集中登记|孵化|众创|创业园|科技园|产业园|经济园区|开发区|虚拟注册|托管|工位/.test(address);
}

// detectors/association/association.ts
var ID = "association";
var VERSION = 1;
var ASSOCIATION_DEFAULTS = {
  /** Own score (without what comes from others) from which the related are told; each floor is a band. */
  bandFloors: [60, 75, 90],
  /** Points below its floor at which a band is left. */
  margin: 5,
  /** Parties that one firm follows. */
  maxParties: 20,
  /** Severity of a full relation to a party in each band. */
  severities: [45, 62, 80],
  /** How much of it a relation lets through. */
  roleShares: {
    controller: 1,
    shareholder: 0.9,
    person: 0.8,
    branch: 0.8,
    investment: 0.6,
    officer: 0.6,
    address: 0.45,
    self: 0
  }
};
var MEMBER_ROLE_NAMES = {
  controller: { zh: "\u5B9E\u9645\u63A7\u5236\u4EBA", en: "controller" },
  shareholder: { zh: "\u80A1\u4E1C", en: "shareholder" },
  person: { zh: "\u5171\u540C\u4EBA\u5458", en: "firm with a person in common" },
  branch: { zh: "\u5206\u652F\u673A\u6784", en: "branch" },
  investment: { zh: "\u5BF9\u5916\u6295\u8D44\u4F01\u4E1A", en: "firm invested in" },
  officer: { zh: "\u4EFB\u804C\u4F01\u4E1A", en: "firm with an office held" },
  address: { zh: "\u540C\u5740\u4F01\u4E1A", en: "firm at the same address" },
  self: { zh: "\u672C\u4F01\u4E1A", en: "itself" }
};
var rules = makeRules(ID, VERSION, {
  party: {
    dimension: "association",
    halfLifeDays: 180,
    zh: (f) => `${MEMBER_ROLE_NAMES[f.role].zh}\u201C${f.name}\u201D\u98CE\u9669\u8BC4\u5206 ${f.score}${Number(f.count) > 1 ? `\uFF0C\u5171 ${f.count} \u5BB6` : ""}`,
    en: (f) => `${MEMBER_ROLE_NAMES[f.role].en} \u201C${f.name}\u201D scores ${f.score}${Number(f.count) > 1 ? `, ${f.count} in all` : ""}`
  }
});
function createAssociation(parameters = {}) {
  const p = { ...ASSOCIATION_DEFAULTS, ...parameters };
  return {
    id: ID,
    version: VERSION,
    scope: "enterprise",
    kinds: ["registration", "derived"],
    derivedTypes: ["association.risk"],
    wakesAt: Math.min(...p.bandFloors),
    rules,
    create: () => ({ parties: [], a: "", band: 0, told: [] }),
    apply(state, event, context) {
      if (isKind(event, "registration")) {
        follow(state, event.data, event.district, context, p);
        return;
      }
      if (event.type !== "association.risk") return;
      const data = event.data;
      if (data.key !== addressKey(state.a) && !state.parties.includes(data.key)) return;
      if (data.band <= 0) {
        context.clear(rules.party, data.key);
        return;
      }
      const share = p.roleShares[data.role] * data.weight;
      context.raise(rules.party, {
        slot: data.key,
        severity: (p.severities[data.band - 1] ?? 0) * share,
        figures: {
          role: data.role,
          name: clip(data.name, 30),
          score: Math.round(data.score),
          count: data.count
        },
        evidence: [evidenceOf(event, `${data.name}\uFF1A${Math.round(data.score)} \u5206`)]
      });
    },
    afterScore(state, own, context) {
      const band = nextBand(state.band, own.ownTotal, own.forced !== null, p);
      const points = pointsOf(state, context);
      if (band === 0 && state.band === 0) return;
      const fresh = points.filter((key) => !state.told.includes(key));
      const targets = band === state.band ? fresh : points;
      for (const key of targets) {
        tellRisk(key, band, own.ownTotal, context);
      }
      state.band = band;
      state.told = band === 0 ? [] : points;
    },
    reconcile(previous, state, context) {
      for (const key of previous.parties) {
        if (state?.parties.includes(key) === true) continue;
        context.derive(key, "meeting.left", { enterpriseId: context.enterpriseId });
      }
      if (previous.band === 0) return;
      for (const key of previous.told) {
        if (state === void 0 || state.band !== previous.band || !state.told.includes(key)) {
          tellRisk(key, state?.told.includes(key) === true ? state.band : 0, 0, context);
        }
      }
    }
  };
}
var association = createAssociation();
function tellRisk(key, band, score, context) {
  context.derive(key, "meeting.risk", {
    enterpriseId: context.enterpriseId,
    name: context.subject.name ?? `#${context.enterpriseId}`,
    band,
    score
  });
}
function pointsOf(state, context) {
  const points = state.parties.filter((key) => key.startsWith("n:p"));
  if (state.a !== "") points.push(addressKey(state.a));
  const { code, name } = context.subject;
  if (code !== void 0) points.push(partyPoint("enterprise", code));
  if (name !== void 0) points.push(partyPoint("enterprise", name));
  return points;
}
function follow(state, data, district, context, p) {
  if (data.registeredAddress !== void 0) {
    const hash = addressHash(data.registeredAddress) ?? "";
    if (hash !== state.a && state.a !== "") context.clear(rules.party, addressKey(state.a));
    state.a = hash;
  }
  for (const relation of data.relations ?? []) {
    if (state.parties.length >= p.maxParties) return;
    if (relation.party === "person" && relation.code === void 0) continue;
    const role = roleOf(relation.kind, relation.party);
    if (role === null) continue;
    const key = partyPoint(relation.party, relation.code ?? relation.name);
    if (state.parties.includes(key)) continue;
    state.parties.push(key);
    context.derive(key, "meeting.joined", {
      enterpriseId: context.enterpriseId,
      district,
      role,
      weight: relation.share === void 0 ? 1 : Math.max(0.1, Math.min(1, 2 * relation.share)),
      label: clip(relation.name, 40)
    });
  }
}
function roleOf(kind, party) {
  if (party === "person") return kind === "same-address" || kind === "same-phone" ? null : "person";
  switch (kind) {
    case "shareholder":
    case "controller":
    case "branch":
    case "investment":
    case "officer":
      return kind;
    case "legal-representative":
      return "controller";
    case "same-address":
    case "same-phone":
      return "address";
  }
}
function partyPoint(party, codeOrName) {
  return partyKey(`${party === "person" ? "p" : "e"}${hash64(normaliseText(codeOrName))}`);
}
function nextBand(band, total, forced, p) {
  let next = 0;
  for (const floor of p.bandFloors) if (total >= floor) next++;
  if (forced) next = p.bandFloors.length;
  if (next >= band) return next;
  return total < p.bandFloors[band - 1] - p.margin ? next : band;
}

// detectors/association/meeting.ts
var ID2 = "meeting";
var VERSION2 = 1;
var MAX_MEMBERS = 200;
var MAX_FAN_OUT = 50;
var CLUSTER_STEPS = [5, 10, 20, 50, 100, 200, 500, 1e3];
var STEP_BACK = 0.8;
var CHURN_DAYS = 60;
var CHURN_FROM = 4;
var CHURN_SHARE = 0.2;
var MAX_RISK_MEMBERS = 50;
var meeting = {
  id: ID2,
  version: VERSION2,
  scope: "meeting",
  kinds: ["derived"],
  derivedTypes: ["meeting.joined", "meeting.left", "meeting.changed", "meeting.risk"],
  rules: {},
  create: () => ({ label: "", members: [], more: 0, step: 0, changed: [], toldChanged: 0, risky: [] }),
  apply(state, event, context) {
    if (event.type === "meeting.joined") join(state, event.data, context);
    else if (event.type === "meeting.left") leave(state, event.data, context);
    else if (event.type === "meeting.changed")
      takeChange(state, event.data.enterpriseId, context);
    else if (event.type === "meeting.risk") takeRisk(state, event, context);
  }
};
function join(state, data, context) {
  if (state.label === "") state.label = data.label;
  const at = state.members.findIndex(([id]) => id === data.enterpriseId);
  const member = [data.enterpriseId, data.district, data.role, data.weight];
  if (at >= 0) {
    state.members[at] = member;
    return;
  }
  if (state.members.length >= MAX_MEMBERS) {
    state.members.shift();
    state.more++;
  }
  state.members.push(member);
  const told = tellCount(state, context);
  if (!told && state.step > 0) tellCluster(state, [member], context);
  if (state.risky.length > 0) tellRisk2(state, [member], context);
}
function leave(state, data, context) {
  const at = state.members.findIndex(([id]) => id === data.enterpriseId);
  if (at < 0) {
    if (state.more > 0) state.more--;
  } else state.members.splice(at, 1);
  takeChange(state, data.enterpriseId, context);
  const risky = state.risky.findIndex(([id]) => id === data.enterpriseId);
  if (risky >= 0) {
    state.risky.splice(risky, 1);
    tellRisk2(state, state.members, context);
  }
  tellCount(state, context);
}
function takeChange(state, enterpriseId, context) {
  if (state.step === 0) return;
  const today = dayNumberOf(context.nowMs);
  state.changed = state.changed.filter(([id, day]) => id !== enterpriseId && day > today - CHURN_DAYS).slice(-29);
  state.changed.push([enterpriseId, today]);
  const changed = state.changed.length;
  const count = state.members.length + state.more;
  if (changed < state.toldChanged) state.toldChanged = changed;
  if (changed < Math.max(CHURN_FROM, CHURN_SHARE * count) || changed < 1.4 * state.toldChanged) return;
  state.toldChanged = changed;
  const data = { changed, count, days: CHURN_DAYS, address: state.label, key: context.key };
  for (const [id, district] of state.members.slice(-MAX_FAN_OUT)) {
    context.derive(enterpriseKey(id), "address.churn", data, { enterpriseId: id, district });
  }
}
function takeRisk(state, event, context) {
  const { enterpriseId, band, score, name } = event.data;
  const at = state.risky.findIndex(([id]) => id === enterpriseId);
  if (at >= 0) state.risky.splice(at, 1);
  if (band > 0) {
    state.risky.push([enterpriseId, band, score, name]);
    state.risky.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    if (state.risky.length > 20) state.risky.pop();
  } else if (at < 0) return;
  tellRisk2(state, state.members, context);
}
function tellCount(state, context) {
  if (!context.key.startsWith("a:")) return false;
  const count = state.members.length + state.more;
  let step = state.step;
  while (step < CLUSTER_STEPS.length && count >= CLUSTER_STEPS[step]) step++;
  while (step > 0 && count < CLUSTER_STEPS[step - 1] * STEP_BACK) step--;
  if (step === state.step) return false;
  state.step = step;
  tellCluster(state, state.members, context);
  return true;
}
function tellCluster(state, members, context) {
  const data = {
    count: state.members.length + state.more,
    step: state.step,
    address: state.label,
    key: context.key
  };
  for (const [enterpriseId, district] of members.slice(-MAX_FAN_OUT)) {
    context.derive(enterpriseKey(enterpriseId), "address.cluster", data, { enterpriseId, district });
  }
}
function tellRisk2(state, members, context) {
  if (context.key.startsWith("a:") && state.members.length + state.more > MAX_RISK_MEMBERS) return;
  for (const [enterpriseId, district, role, weight] of members.slice(-MAX_FAN_OUT)) {
    if (role === "self") continue;
    const others = state.risky.filter(([id]) => id !== enterpriseId);
    const [strongest] = others;
    const data = {
      key: context.key,
      role,
      weight,
      label: state.label,
      band: strongest?.[1] ?? 0,
      score: strongest?.[2] ?? 0,
      name: strongest?.[3] ?? "",
      count: others.length
    };
    context.derive(enterpriseKey(enterpriseId), "association.risk", data, { enterpriseId, district });
  }
}

// detectors/money.ts
var MAX_FEN = Number.MAX_SAFE_INTEGER / 4;
function fenOf(yuan) {
  if (yuan === void 0) return 0;
  const negative = yuan.startsWith("-");
  const [whole = "0", part = ""] = (negative ? yuan.slice(1) : yuan).split(".");
  const fen = Math.min(Number(whole) * 100 + Number(`${part}00`.slice(0, 2)), MAX_FEN);
  return negative ? -fen : fen;
}
function addFen(a, b) {
  return Math.max(-MAX_FEN, Math.min(MAX_FEN, a + b));
}
function formatFen(fen) {
  const yuan = fen / 100;
  const size = Math.abs(yuan);
  if (size >= 1e8) return `${trim(yuan / 1e8)} \u4EBF\u5143`;
  if (size >= 1e4) return `${trim(yuan / 1e4)} \u4E07\u5143`;
  return `${trim(yuan)} \u5143`;
}
function formatFenEn(fen) {
  const yuan = fen / 100;
  const size = Math.abs(yuan);
  if (size >= 1e9) return `CNY ${trim(yuan / 1e9)}bn`;
  if (size >= 1e6) return `CNY ${trim(yuan / 1e6)}m`;
  return `CNY ${trim(yuan)}`;
}
function trim(value) {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return String(Number(value.toFixed(digits)));
}

// detectors/rate-window.ts
var WINDOW_DAYS = 30;
var MAX_SHAPE = 40;
function createRate() {
  return { d: [], n: 0, x: 0, o: 0, s: 0 };
}
function addToRate(state, day, prior, count = 1, fen = 0, people = 0) {
  if (state.s === 0) {
    state.s = day;
    state.o = day;
  }
  rollRate(state, day, prior);
  if (day < state.o) {
    state.n += count;
    return;
  }
  let i = state.d.length;
  while (i > 0 && state.d[i - 1][0] > day) i--;
  const at = state.d[i - 1];
  if (at !== void 0 && at[0] === day) {
    at[1] += count;
    at[2] += fen;
    at[3] += people;
  } else state.d.splice(i, 0, [day, count, fen, people]);
}
function rollRate(state, day, prior) {
  const limit = day - WINDOW_DAYS + 1;
  if (state.s === 0 || limit <= state.o) return;
  const elapsed = limit - state.o;
  const kept = 2 ** (-elapsed / prior.memoryDays);
  state.n *= kept;
  state.x = state.x * kept + prior.memoryDays / Math.LN2 * (1 - kept);
  while (state.d.length > 0 && state.d[0][0] < limit) {
    const [oldDay, count] = state.d.shift();
    state.n += count * 2 ** (-(limit - oldDay) / prior.memoryDays);
  }
  state.o = limit;
}
function sumRate(state, day, days) {
  const sum = { count: 0, fen: 0, people: 0 };
  for (const [at, count, fen, people] of state.d) {
    if (at <= day - days || at > day) continue;
    sum.count += count;
    sum.fen += fen;
    sum.people += people;
  }
  return sum;
}
function burstOf(state, day, windowDays, prior) {
  let inside = 0;
  let before = state.n;
  for (const [at, count] of state.d) {
    if (at > day - windowDays) inside += count;
    else before += count;
  }
  const exposure = state.x + Math.max(0, day - windowDays + 1 - state.o);
  let shape = prior.shape + before;
  let days = prior.days + exposure;
  if (shape > MAX_SHAPE) {
    days *= MAX_SHAPE / shape;
    shape = MAX_SHAPE;
  }
  const expected = windowDays * shape / days;
  return {
    windowDays,
    count: inside,
    expected,
    surprise: surpriseOf(Math.floor(inside), shape, days / (days + windowDays))
  };
}
var SURELY_12 = -12 * Math.LN10 - Math.log(2e3);
function surpriseOf(k, shape, p) {
  if (k <= 0) return 0;
  const mean = shape * (1 - p) / p;
  if (mean > 300) {
    const z3 = (k - 0.5 - mean) / Math.sqrt(mean / p);
    if (z3 <= 0) return 0;
    return Math.min(12, z3 * z3 / 2 / Math.LN10 + Math.log10(z3 * Math.sqrt(2 * Math.PI) + 1));
  }
  if (k <= mean) return 0;
  let log = shape * Math.log(p);
  for (let i = 0; i < k; i++) {
    log += Math.log((shape + i) / (i + 1) * (1 - p));
    if (i > mean && log < SURELY_12) return 12;
  }
  let term = 1;
  let tail = 1;
  for (let i = k; term > tail * 1e-6 && i < k + 2e3; i++) {
    term *= (shape + i) / (i + 1) * (1 - p);
    tail += term;
  }
  return Math.max(0, Math.min(12, -(log + Math.log(tail)) / Math.LN10));
}
function burstSeverity(burst, minCount) {
  if (burst.count < minCount || burst.surprise < 3) return 0;
  const surprise = 1 - Math.exp(-(burst.surprise - 2) / 3);
  const size = Math.min(1, Math.log2(burst.count / minCount + 1) / 5);
  return 20 + 45 * surprise + 25 * size;
}
function formatExpected(expected) {
  if (expected < 0.1) return "<0.1";
  return Number(expected.toFixed(expected >= 10 ? 0 : 1));
}

// detectors/complaint-burst/complaint-burst.ts
var ID3 = "complaint-burst";
var VERSION3 = 1;
var COMPLAINT_DEFAULTS = {
  /** Windows (days) that are compared with the firm's own history. */
  windows: [1, 7, 30],
  /** Fewest complaints in a window that can be a burst. */
  minCount: 3,
  /** Ordinary rate before anything is known: 0.3 in 20 days, and worth no more than 20 days of history. */
  prior: { shape: 0.3, days: 20, memoryDays: 180 },
  /** 法释〔2022〕5号 art. 3: 100万元, 150人 (shown against, over 30 days; not a determination). */
  amountLimitFen: 1e8,
  peopleLimit: 150,
  /** Share of the limit from which the scale is a finding. */
  scaleFrom: 0.5,
  /** Complaint rows kept as evidence. */
  keptRows: 3
};
var rules2 = makeRules(ID3, VERSION3, {
  rate: {
    dimension: "compliance",
    halfLifeDays: 30,
    zh: (f) => `\u8FD1${f.days}\u65E5\u6295\u8BC9 ${f.count} \u8D77\uFF08\u5E38\u6001 ${f.expected}\uFF09`,
    en: (f) => `${f.count} complaints in ${f.days} days (usually ${f.expected})`
  },
  scale: {
    dimension: "compliance",
    halfLifeDays: 60,
    zh: (f) => `\u8FD130\u65E5\u6295\u8BC9\u6D89\u53CA ${f.people} \u4EBA\u3001${formatFen(Number(f.fen))}\uFF08\u8FFD\u8BC9\u6807\u51C6 150 \u4EBA / 100 \u4E07\u5143\uFF09`,
    en: (f) => `Complaints of 30 days involve ${f.people} people and ${formatFenEn(Number(f.fen))} (criminal threshold 150 people / CNY 1m)`
  },
  wording: {
    dimension: "behaviour",
    halfLifeDays: 60,
    zh: (f) => `\u6295\u8BC9\u53CD\u6620${CATEGORY_MEANINGS[f.category].zh}\uFF1A\u201C${f.term}\u201D\uFF08${f.count} \u8D77\uFF09`,
    en: (f) => `Complaints speak of ${CATEGORY_MEANINGS[f.category].en}: \u201C${f.term}\u201D (${f.count})`
  }
});
var GRAVE = /* @__PURE__ */ new Set([
  "absconding",
  "redemption",
  "fundraising",
  "pyramid",
  "fraud",
  "collapse"
]);
var MIN_WEIGHT = 0.75;
function createComplaintBurst(parameters = {}) {
  const p = { ...COMPLAINT_DEFAULTS, ...parameters };
  return {
    id: ID3,
    version: VERSION3,
    scope: "enterprise",
    kinds: ["complaint"],
    rules: rules2,
    create: () => ({ rate: createRate(), rows: [] }),
    apply(state, event, context) {
      if (!isKind(event, "complaint")) return;
      const { title, text, amount, people } = event.data;
      const day = dayNumberOf(event.timeMs);
      addToRate(state.rate, day, p.prior, 1, Math.max(0, fenOf(amount)), people ?? 1);
      rememberRow(state.rows, event, title || text || event.data.category || event.type, p.keptRows);
      const today = dayNumberOf(context.nowMs);
      raiseRate(state, today, context, p);
      raiseScale(state, today, context, p);
      raiseWording(state, event, context);
    }
  };
}
var complaintBurst = createComplaintBurst();
function raiseRate(state, day, context, p) {
  let strongest = null;
  let severity = 0;
  for (const days of p.windows) {
    const burst = burstOf(state.rate, day, days, p.prior);
    const value = burstSeverity(burst, p.minCount);
    if (value > severity) {
      strongest = burst;
      severity = value;
    }
  }
  if (strongest === null) return;
  context.raise(rules2.rate, {
    severity,
    figures: {
      days: strongest.windowDays,
      count: strongest.count,
      expected: formatExpected(strongest.expected)
    },
    evidence: evidenceOfRows(state.rows)
  });
}
function raiseScale(state, day, context, p) {
  const { count, fen, people } = sumRate(state.rate, day, 30);
  if (count < 2) return;
  const share = Math.max(fen / p.amountLimitFen, people / p.peopleLimit);
  if (share < p.scaleFrom) return;
  context.raise(rules2.scale, {
    severity: Math.min(85, 30 + 25 * Math.log2(share / p.scaleFrom)),
    figures: { people, fen },
    evidence: evidenceOfRows(state.rows)
  });
}
function raiseWording(state, event, context) {
  const { title, text, category } = event.data;
  const words = [category, title, text].filter((part) => part !== void 0 && part !== "").join("\u3002");
  if (words === "") return;
  const analysis = analyseText(words);
  for (const [found, weight] of analysis.categories) {
    if (!GRAVE.has(found) || weight < MIN_WEIGHT) continue;
    const hit = analysis.hits.find((one) => one.category === found && one.weight === weight);
    if (hit === void 0) continue;
    const before = context.severityOf(rules2.wording, found);
    const own = 0.55 * CATEGORY_MEANINGS[found].severity * weight;
    const further = before <= 0 ? 0 : before + (CATEGORY_MEANINGS[found].severity - before) * 0.25 * weight;
    const severity = Math.max(own, further);
    context.raise(rules2.wording, {
      slot: found,
      severity,
      figures: {
        category: found,
        term: hit.term,
        count: Number(context.figuresOf(rules2.wording, found)?.count ?? 0) + 1
      },
      evidence: evidenceOfRows(state.rows)
    });
  }
}

// detectors/compliance/parameters.ts
var COMPLIANCE_DEFAULTS = {
  /** Ordinary rate of court cases against a firm before anything is known: 0.4 in 90 days. */
  prior: { shape: 0.4, days: 90, memoryDays: 365 },
  /** Fewest cases in a window that can be a burst. */
  minCases: 3,
  /** Share of a legal limit from which nearness is a finding. */
  nearFrom: 0.9,
  /** Expected filings remembered. */
  keptDues: 12
};
var MISSING_STAGES = [
  [1, 22],
  [10, 32],
  [30, 44],
  [90, 58]
];

// domain/legal-limit.data.json
var legal_limit_data_default = {
  note: "Facts with dates. A clause that still has to be checked against the promulgated text says so in `uncertain`, and its page shows it.",
  rows: [
    { id: "microloan.one-borrower.2020", kind: "microloan", zh: "\u540C\u4E00\u501F\u6B3E\u4EBA\u8D37\u6B3E\u4F59\u989D / \u51C0\u8D44\u4EA7", en: "loans to one borrower / net assets", figure: "largestBorrowerLoans", of: "netAssetsLastYear", op: "<=", value: 0.1, unit: "ratio", document: "\u5173\u4E8E\u52A0\u5F3A\u5C0F\u989D\u8D37\u6B3E\u516C\u53F8\u76D1\u7763\u7BA1\u7406\u7684\u901A\u77E5", number: "\u94F6\u4FDD\u76D1\u529E\u53D1\u30142020\u301586\u53F7", clause: "\u4E00\uFF08\u4E09\uFF09", region: "CN", validFrom: "2020-09-07", validTo: "2024-12-31", uncertain: "\u6761\u53F7\u4F9D\u5370\u53D1\u6587\u672C\uFF0C\u542F\u7528\u524D\u8BF7\u5BF9\u7167\u539F\u6587\u6838\u5BF9 / the article number must be checked against the promulgated text" },
    { id: "microloan.related-borrowers.2020", kind: "microloan", zh: "\u540C\u4E00\u501F\u6B3E\u4EBA\u53CA\u5176\u5173\u8054\u65B9\u8D37\u6B3E\u4F59\u989D / \u51C0\u8D44\u4EA7", en: "loans to one borrower with related parties / net assets", figure: "largestRelatedLoans", of: "netAssetsLastYear", op: "<=", value: 0.15, unit: "ratio", document: "\u5173\u4E8E\u52A0\u5F3A\u5C0F\u989D\u8D37\u6B3E\u516C\u53F8\u76D1\u7763\u7BA1\u7406\u7684\u901A\u77E5", number: "\u94F6\u4FDD\u76D1\u529E\u53D1\u30142020\u301586\u53F7", clause: "\u4E00\uFF08\u4E09\uFF09", region: "CN", validFrom: "2020-09-07", validTo: "2024-12-31", uncertain: "\u6761\u53F7\u4F9D\u5370\u53D1\u6587\u672C\uFF0C\u542F\u7528\u524D\u8BF7\u5BF9\u7167\u539F\u6587\u6838\u5BF9 / the article number must be checked against the promulgated text" },
    { id: "microloan.non-standard-funding.2020", kind: "microloan", zh: "\u94F6\u884C\u501F\u6B3E\u3001\u80A1\u4E1C\u501F\u6B3E\u7B49\u975E\u6807\u51C6\u5316\u878D\u8D44\u4F59\u989D / \u51C0\u8D44\u4EA7", en: "bank and shareholder borrowing / net assets", figure: "nonStandardFunding", of: "netAssets", op: "<=", value: 1, unit: "times", document: "\u5173\u4E8E\u52A0\u5F3A\u5C0F\u989D\u8D37\u6B3E\u516C\u53F8\u76D1\u7763\u7BA1\u7406\u7684\u901A\u77E5", number: "\u94F6\u4FDD\u76D1\u529E\u53D1\u30142020\u301586\u53F7", clause: "\u4E00\uFF08\u4E8C\uFF09", region: "CN", validFrom: "2020-09-07", validTo: "2024-12-31", uncertain: "\u6761\u53F7\u4F9D\u5370\u53D1\u6587\u672C\uFF0C\u542F\u7528\u524D\u8BF7\u5BF9\u7167\u539F\u6587\u6838\u5BF9 / the article number must be checked against the promulgated text" },
    { id: "microloan.standard-funding.2020", kind: "microloan", zh: "\u503A\u5238\u3001\u8D44\u4EA7\u8BC1\u5238\u5316\u7B49\u6807\u51C6\u5316\u878D\u8D44\u4F59\u989D / \u51C0\u8D44\u4EA7", en: "bonds and asset-backed securities / net assets", figure: "standardFunding", of: "netAssets", op: "<=", value: 4, unit: "times", document: "\u5173\u4E8E\u52A0\u5F3A\u5C0F\u989D\u8D37\u6B3E\u516C\u53F8\u76D1\u7763\u7BA1\u7406\u7684\u901A\u77E5", number: "\u94F6\u4FDD\u76D1\u529E\u53D1\u30142020\u301586\u53F7", clause: "\u4E00\uFF08\u4E8C\uFF09", region: "CN", validFrom: "2020-09-07", validTo: "2024-12-31", uncertain: "\u6761\u53F7\u4F9D\u5370\u53D1\u6587\u672C\uFF0C\u542F\u7528\u524D\u8BF7\u5BF9\u7167\u539F\u6587\u6838\u5BF9 / the article number must be checked against the promulgated text" },
    { id: "microloan.one-borrower.2024", kind: "microloan", zh: "\u540C\u4E00\u501F\u6B3E\u4EBA\u8D37\u6B3E\u4F59\u989D / \u51C0\u8D44\u4EA7", en: "loans to one borrower / net assets", figure: "largestBorrowerLoans", of: "netAssetsLastYear", op: "<=", value: 0.1, unit: "ratio", document: "\u5C0F\u989D\u8D37\u6B3E\u516C\u53F8\u76D1\u7763\u7BA1\u7406\u6682\u884C\u529E\u6CD5", number: "\u91D1\u89C4\u30142024\u301526\u53F7", clause: "\u7B2C\u4E8C\u7AE0 \u96C6\u4E2D\u5EA6", region: "CN", validFrom: "2024-12-31", validTo: null, uncertain: "\u6761\u53F7\u4F9D\u5370\u53D1\u6587\u672C\uFF0C\u542F\u7528\u524D\u8BF7\u5BF9\u7167\u539F\u6587\u6838\u5BF9 / the article number must be checked against the promulgated text" },
    { id: "microloan.related-borrowers.2024", kind: "microloan", zh: "\u540C\u4E00\u501F\u6B3E\u4EBA\u53CA\u5176\u5173\u8054\u65B9\u8D37\u6B3E\u4F59\u989D / \u51C0\u8D44\u4EA7", en: "loans to one borrower with related parties / net assets", figure: "largestRelatedLoans", of: "netAssetsLastYear", op: "<=", value: 0.15, unit: "ratio", document: "\u5C0F\u989D\u8D37\u6B3E\u516C\u53F8\u76D1\u7763\u7BA1\u7406\u6682\u884C\u529E\u6CD5", number: "\u91D1\u89C4\u30142024\u301526\u53F7", clause: "\u7B2C\u4E8C\u7AE0 \u96C6\u4E2D\u5EA6", region: "CN", validFrom: "2024-12-31", validTo: null, uncertain: "\u6761\u53F7\u4F9D\u5370\u53D1\u6587\u672C\uFF0C\u542F\u7528\u524D\u8BF7\u5BF9\u7167\u539F\u6587\u6838\u5BF9 / the article number must be checked against the promulgated text" },
    { id: "microloan.non-standard-funding.2024", kind: "microloan", zh: "\u94F6\u884C\u501F\u6B3E\u3001\u80A1\u4E1C\u501F\u6B3E\u7B49\u975E\u6807\u51C6\u5316\u878D\u8D44\u4F59\u989D / \u51C0\u8D44\u4EA7", en: "bank and shareholder borrowing / net assets", figure: "nonStandardFunding", of: "netAssets", op: "<=", value: 1, unit: "times", document: "\u5C0F\u989D\u8D37\u6B3E\u516C\u53F8\u76D1\u7763\u7BA1\u7406\u6682\u884C\u529E\u6CD5", number: "\u91D1\u89C4\u30142024\u301526\u53F7", clause: "\u7B2C\u4E8C\u7AE0 \u878D\u8D44", region: "CN", validFrom: "2024-12-31", validTo: null, uncertain: "\u6761\u53F7\u4F9D\u5370\u53D1\u6587\u672C\uFF0C\u542F\u7528\u524D\u8BF7\u5BF9\u7167\u539F\u6587\u6838\u5BF9 / the article number must be checked against the promulgated text" },
    { id: "microloan.standard-funding.2024", kind: "microloan", zh: "\u503A\u5238\u3001\u8D44\u4EA7\u8BC1\u5238\u5316\u7B49\u6807\u51C6\u5316\u878D\u8D44\u4F59\u989D / \u51C0\u8D44\u4EA7", en: "bonds and asset-backed securities / net assets", figure: "standardFunding", of: "netAssets", op: "<=", value: 4, unit: "times", document: "\u5C0F\u989D\u8D37\u6B3E\u516C\u53F8\u76D1\u7763\u7BA1\u7406\u6682\u884C\u529E\u6CD5", number: "\u91D1\u89C4\u30142024\u301526\u53F7", clause: "\u7B2C\u4E8C\u7AE0 \u878D\u8D44", region: "CN", validFrom: "2024-12-31", validTo: null, uncertain: "\u6761\u53F7\u4F9D\u5370\u53D1\u6587\u672C\uFF0C\u542F\u7528\u524D\u8BF7\u5BF9\u7167\u539F\u6587\u6838\u5BF9 / the article number must be checked against the promulgated text" },
    { id: "factoring.leverage", kind: "factoring", zh: "\u98CE\u9669\u8D44\u4EA7 / \u51C0\u8D44\u4EA7", en: "risk assets / net assets", figure: "riskAssets", of: "netAssets", op: "<=", value: 10, unit: "times", document: "\u5173\u4E8E\u52A0\u5F3A\u5546\u4E1A\u4FDD\u7406\u4F01\u4E1A\u76D1\u7763\u7BA1\u7406\u7684\u901A\u77E5", number: "\u94F6\u4FDD\u76D1\u529E\u53D1\u30142019\u3015205\u53F7", clause: "\u4E8C\u3001\u76D1\u7BA1\u6307\u6807", region: "CN", validFrom: "2019-10-18", validTo: null },
    { id: "factoring.one-debtor", kind: "factoring", zh: "\u540C\u4E00\u503A\u52A1\u4EBA\u5E94\u6536\u8D26\u6B3E / \u98CE\u9669\u8D44\u4EA7", en: "receivables of one debtor / risk assets", figure: "largestDebtorReceivables", of: "riskAssets", op: "<=", value: 0.5, unit: "ratio", document: "\u5173\u4E8E\u52A0\u5F3A\u5546\u4E1A\u4FDD\u7406\u4F01\u4E1A\u76D1\u7763\u7BA1\u7406\u7684\u901A\u77E5", number: "\u94F6\u4FDD\u76D1\u529E\u53D1\u30142019\u3015205\u53F7", clause: "\u4E8C\u3001\u76D1\u7BA1\u6307\u6807", region: "CN", validFrom: "2019-10-18", validTo: null },
    { id: "factoring.related-debtors", kind: "factoring", zh: "\u5173\u8054\u4F01\u4E1A\u4E3A\u503A\u52A1\u4EBA\u7684\u5E94\u6536\u8D26\u6B3E / \u98CE\u9669\u8D44\u4EA7", en: "receivables of related debtors / risk assets", figure: "relatedDebtorReceivables", of: "riskAssets", op: "<=", value: 0.4, unit: "ratio", document: "\u5173\u4E8E\u52A0\u5F3A\u5546\u4E1A\u4FDD\u7406\u4F01\u4E1A\u76D1\u7763\u7BA1\u7406\u7684\u901A\u77E5", number: "\u94F6\u4FDD\u76D1\u529E\u53D1\u30142019\u3015205\u53F7", clause: "\u4E8C\u3001\u76D1\u7BA1\u6307\u6807", region: "CN", validFrom: "2019-10-18", validTo: null },
    { id: "factoring.reserve", kind: "factoring", zh: "\u98CE\u9669\u51C6\u5907\u91D1 / \u878D\u8D44\u4FDD\u7406\u4E1A\u52A1\u671F\u672B\u4F59\u989D", en: "reserve / year-end factoring balance", figure: "riskReserve", of: "factoringBalance", op: ">=", value: 0.01, unit: "ratio", document: "\u5173\u4E8E\u52A0\u5F3A\u5546\u4E1A\u4FDD\u7406\u4F01\u4E1A\u76D1\u7763\u7BA1\u7406\u7684\u901A\u77E5", number: "\u94F6\u4FDD\u76D1\u529E\u53D1\u30142019\u3015205\u53F7", clause: "\u4E8C\u3001\u76D1\u7BA1\u6307\u6807", region: "CN", validFrom: "2019-10-18", validTo: null },
    { id: "leasing.lease-assets", kind: "leasing", zh: "\u878D\u8D44\u79DF\u8D41\u548C\u5176\u4ED6\u79DF\u8D41\u8D44\u4EA7 / \u603B\u8D44\u4EA7", en: "lease assets / total assets", figure: "leaseAssets", of: "totalAssets", op: ">=", value: 0.6, unit: "ratio", document: "\u878D\u8D44\u79DF\u8D41\u516C\u53F8\u76D1\u7763\u7BA1\u7406\u6682\u884C\u529E\u6CD5", number: "\u94F6\u4FDD\u76D1\u53D1\u30142020\u301522\u53F7", clause: "\u7B2C\u4E8C\u5341\u516D\u6761", region: "CN", validFrom: "2020-05-26", validTo: null, uncertain: "\u6761\u53F7\u4F9D\u5370\u53D1\u6587\u672C\uFF0C\u542F\u7528\u524D\u8BF7\u5BF9\u7167\u539F\u6587\u6838\u5BF9 / the article number must be checked against the promulgated text" },
    { id: "leasing.leverage", kind: "leasing", zh: "\u98CE\u9669\u8D44\u4EA7 / \u51C0\u8D44\u4EA7", en: "risk assets / net assets", figure: "riskAssets", of: "netAssets", op: "<=", value: 8, unit: "times", document: "\u878D\u8D44\u79DF\u8D41\u516C\u53F8\u76D1\u7763\u7BA1\u7406\u6682\u884C\u529E\u6CD5", number: "\u94F6\u4FDD\u76D1\u53D1\u30142020\u301522\u53F7", clause: "\u7B2C\u4E8C\u5341\u4E03\u6761", region: "CN", validFrom: "2020-05-26", validTo: null, uncertain: "\u6761\u53F7\u4F9D\u5370\u53D1\u6587\u672C\uFF0C\u542F\u7528\u524D\u8BF7\u5BF9\u7167\u539F\u6587\u6838\u5BF9 / the article number must be checked against the promulgated text" },
    { id: "leasing.fixed-income", kind: "leasing", zh: "\u56FA\u5B9A\u6536\u76CA\u7C7B\u8BC1\u5238\u6295\u8D44 / \u51C0\u8D44\u4EA7", en: "fixed-income securities / net assets", figure: "fixedIncomeSecurities", of: "netAssets", op: "<=", value: 0.2, unit: "ratio", document: "\u878D\u8D44\u79DF\u8D41\u516C\u53F8\u76D1\u7763\u7BA1\u7406\u6682\u884C\u529E\u6CD5", number: "\u94F6\u4FDD\u76D1\u53D1\u30142020\u301522\u53F7", clause: "\u7B2C\u4E8C\u5341\u516B\u6761", region: "CN", validFrom: "2020-05-26", validTo: null, uncertain: "\u6761\u53F7\u4F9D\u5370\u53D1\u6587\u672C\uFF0C\u542F\u7528\u524D\u8BF7\u5BF9\u7167\u539F\u6587\u6838\u5BF9 / the article number must be checked against the promulgated text" },
    { id: "leasing.one-customer", kind: "leasing", zh: "\u5355\u4E00\u5BA2\u6237\u878D\u8D44\u79DF\u8D41\u4E1A\u52A1\u4F59\u989D / \u51C0\u8D44\u4EA7", en: "one customer / net assets", figure: "largestCustomerBalance", of: "netAssets", op: "<=", value: 0.3, unit: "ratio", document: "\u878D\u8D44\u79DF\u8D41\u516C\u53F8\u76D1\u7763\u7BA1\u7406\u6682\u884C\u529E\u6CD5", number: "\u94F6\u4FDD\u76D1\u53D1\u30142020\u301522\u53F7", clause: "\u7B2C\u4E8C\u5341\u4E5D\u6761", region: "CN", validFrom: "2020-05-26", validTo: null, uncertain: "\u6761\u53F7\u4F9D\u5370\u53D1\u6587\u672C\uFF0C\u542F\u7528\u524D\u8BF7\u5BF9\u7167\u539F\u6587\u6838\u5BF9 / the article number must be checked against the promulgated text" },
    { id: "leasing.one-group", kind: "leasing", zh: "\u5355\u4E00\u96C6\u56E2\u878D\u8D44\u79DF\u8D41\u4E1A\u52A1\u4F59\u989D / \u51C0\u8D44\u4EA7", en: "one group / net assets", figure: "largestGroupBalance", of: "netAssets", op: "<=", value: 0.5, unit: "ratio", document: "\u878D\u8D44\u79DF\u8D41\u516C\u53F8\u76D1\u7763\u7BA1\u7406\u6682\u884C\u529E\u6CD5", number: "\u94F6\u4FDD\u76D1\u53D1\u30142020\u301522\u53F7", clause: "\u7B2C\u4E8C\u5341\u4E5D\u6761", region: "CN", validFrom: "2020-05-26", validTo: null, uncertain: "\u6761\u53F7\u4F9D\u5370\u53D1\u6587\u672C\uFF0C\u542F\u7528\u524D\u8BF7\u5BF9\u7167\u539F\u6587\u6838\u5BF9 / the article number must be checked against the promulgated text" },
    { id: "leasing.one-related", kind: "leasing", zh: "\u5355\u4E00\u5173\u8054\u65B9\u4E1A\u52A1\u4F59\u989D / \u51C0\u8D44\u4EA7", en: "one related party / net assets", figure: "largestRelatedBalance", of: "netAssets", op: "<=", value: 0.3, unit: "ratio", document: "\u878D\u8D44\u79DF\u8D41\u516C\u53F8\u76D1\u7763\u7BA1\u7406\u6682\u884C\u529E\u6CD5", number: "\u94F6\u4FDD\u76D1\u53D1\u30142020\u301522\u53F7", clause: "\u7B2C\u4E8C\u5341\u4E5D\u6761", region: "CN", validFrom: "2020-05-26", validTo: null, uncertain: "\u6761\u53F7\u4F9D\u5370\u53D1\u6587\u672C\uFF0C\u542F\u7528\u524D\u8BF7\u5BF9\u7167\u539F\u6587\u6838\u5BF9 / the article number must be checked against the promulgated text" },
    { id: "leasing.all-related", kind: "leasing", zh: "\u5168\u90E8\u5173\u8054\u65B9\u4E1A\u52A1\u4F59\u989D / \u51C0\u8D44\u4EA7", en: "all related parties / net assets", figure: "allRelatedBalance", of: "netAssets", op: "<=", value: 0.5, unit: "ratio", document: "\u878D\u8D44\u79DF\u8D41\u516C\u53F8\u76D1\u7763\u7BA1\u7406\u6682\u884C\u529E\u6CD5", number: "\u94F6\u4FDD\u76D1\u53D1\u30142020\u301522\u53F7", clause: "\u7B2C\u4E8C\u5341\u4E5D\u6761", region: "CN", validFrom: "2020-05-26", validTo: null, uncertain: "\u6761\u53F7\u4F9D\u5370\u53D1\u6587\u672C\uFF0C\u542F\u7528\u524D\u8BF7\u5BF9\u7167\u539F\u6587\u6838\u5BF9 / the article number must be checked against the promulgated text" },
    { id: "guarantee.leverage", kind: "guarantee", zh: "\u62C5\u4FDD\u8D23\u4EFB\u4F59\u989D / \u51C0\u8D44\u4EA7", en: "liability balance / net assets", figure: "liabilityBalance", of: "netAssets", op: "<=", value: 10, unit: "times", document: "\u878D\u8D44\u62C5\u4FDD\u516C\u53F8\u76D1\u7763\u7BA1\u7406\u6761\u4F8B", number: "\u56FD\u52A1\u9662\u4EE4\u7B2C683\u53F7", clause: "\u7B2C\u5341\u4E94\u6761", region: "CN", validFrom: "2017-10-01", validTo: null, when: { figure: "smallFarmFocus", is: 0 } },
    { id: "guarantee.leverage-focus", kind: "guarantee", zh: "\u62C5\u4FDD\u8D23\u4EFB\u4F59\u989D / \u51C0\u8D44\u4EA7\uFF08\u5C0F\u5FAE\u3001\u4E09\u519C\u4E3A\u4E3B\uFF09", en: "liability balance / net assets (small firms and farms)", figure: "liabilityBalance", of: "netAssets", op: "<=", value: 15, unit: "times", document: "\u878D\u8D44\u62C5\u4FDD\u516C\u53F8\u76D1\u7763\u7BA1\u7406\u6761\u4F8B", number: "\u56FD\u52A1\u9662\u4EE4\u7B2C683\u53F7", clause: "\u7B2C\u5341\u4E94\u6761", region: "CN", validFrom: "2017-10-01", validTo: null, when: { figure: "smallFarmFocus", is: 1 } },
    { id: "guarantee.one-party", kind: "guarantee", zh: "\u540C\u4E00\u88AB\u62C5\u4FDD\u4EBA\u62C5\u4FDD\u8D23\u4EFB\u4F59\u989D / \u51C0\u8D44\u4EA7", en: "one guaranteed party / net assets", figure: "largestGuaranteed", of: "netAssets", op: "<=", value: 0.1, unit: "ratio", document: "\u878D\u8D44\u62C5\u4FDD\u516C\u53F8\u76D1\u7763\u7BA1\u7406\u6761\u4F8B", number: "\u56FD\u52A1\u9662\u4EE4\u7B2C683\u53F7", clause: "\u7B2C\u5341\u516D\u6761", region: "CN", validFrom: "2017-10-01", validTo: null },
    { id: "guarantee.related-parties", kind: "guarantee", zh: "\u540C\u4E00\u88AB\u62C5\u4FDD\u4EBA\u53CA\u5176\u5173\u8054\u65B9\u62C5\u4FDD\u8D23\u4EFB\u4F59\u989D / \u51C0\u8D44\u4EA7", en: "one party with related parties / net assets", figure: "largestGuaranteedRelated", of: "netAssets", op: "<=", value: 0.15, unit: "ratio", document: "\u878D\u8D44\u62C5\u4FDD\u516C\u53F8\u76D1\u7763\u7BA1\u7406\u6761\u4F8B", number: "\u56FD\u52A1\u9662\u4EE4\u7B2C683\u53F7", clause: "\u7B2C\u5341\u516D\u6761", region: "CN", validFrom: "2017-10-01", validTo: null },
    { id: "guarantee.class-1-2", kind: "guarantee", zh: "\u2160\u7EA7\u3001\u2161\u7EA7\u8D44\u4EA7 /\uFF08\u603B\u8D44\u4EA7\uFF0D\u5E94\u6536\u4EE3\u507F\u6B3E\uFF09", en: "class I and II assets / total less \u5E94\u6536\u4EE3\u507F\u6B3E", figure: "class12Assets", of: "totalAssetsLessReceivable", op: ">=", value: 0.7, unit: "ratio", document: "\u878D\u8D44\u62C5\u4FDD\u516C\u53F8\u8D44\u4EA7\u6BD4\u4F8B\u7BA1\u7406\u529E\u6CD5", number: "\u94F6\u4FDD\u76D1\u53D1\u30142018\u30151\u53F7", clause: "\u2160\u7EA7\u3001\u2161\u7EA7\u8D44\u4EA7\u6BD4\u4F8B", region: "CN", validFrom: "2018-04-02", validTo: null, uncertain: "\u6761\u53F7\u4F9D\u5370\u53D1\u6587\u672C\uFF0C\u542F\u7528\u524D\u8BF7\u5BF9\u7167\u539F\u6587\u6838\u5BF9 / the article number must be checked against the promulgated text" },
    { id: "guarantee.class-1", kind: "guarantee", zh: "\u2160\u7EA7\u8D44\u4EA7 /\uFF08\u603B\u8D44\u4EA7\uFF0D\u5E94\u6536\u4EE3\u507F\u6B3E\uFF09", en: "class I assets / total less \u5E94\u6536\u4EE3\u507F\u6B3E", figure: "class1Assets", of: "totalAssetsLessReceivable", op: ">=", value: 0.2, unit: "ratio", document: "\u878D\u8D44\u62C5\u4FDD\u516C\u53F8\u8D44\u4EA7\u6BD4\u4F8B\u7BA1\u7406\u529E\u6CD5", number: "\u94F6\u4FDD\u76D1\u53D1\u30142018\u30151\u53F7", clause: "\u2160\u7EA7\u8D44\u4EA7\u6BD4\u4F8B", region: "CN", validFrom: "2018-04-02", validTo: null, uncertain: "\u6761\u53F7\u4F9D\u5370\u53D1\u6587\u672C\uFF0C\u542F\u7528\u524D\u8BF7\u5BF9\u7167\u539F\u6587\u6838\u5BF9 / the article number must be checked against the promulgated text" },
    { id: "guarantee.class-3", kind: "guarantee", zh: "\u2162\u7EA7\u8D44\u4EA7 /\uFF08\u603B\u8D44\u4EA7\uFF0D\u5E94\u6536\u4EE3\u507F\u6B3E\uFF09", en: "class III assets / total less \u5E94\u6536\u4EE3\u507F\u6B3E", figure: "class3Assets", of: "totalAssetsLessReceivable", op: "<=", value: 0.3, unit: "ratio", document: "\u878D\u8D44\u62C5\u4FDD\u516C\u53F8\u8D44\u4EA7\u6BD4\u4F8B\u7BA1\u7406\u529E\u6CD5", number: "\u94F6\u4FDD\u76D1\u53D1\u30142018\u30151\u53F7", clause: "\u2162\u7EA7\u8D44\u4EA7\u6BD4\u4F8B", region: "CN", validFrom: "2018-04-02", validTo: null, uncertain: "\u6761\u53F7\u4F9D\u5370\u53D1\u6587\u672C\uFF0C\u542F\u7528\u524D\u8BF7\u5BF9\u7167\u539F\u6587\u6838\u5BF9 / the article number must be checked against the promulgated text" },
    { id: "guarantee.unexpired-reserve", kind: "guarantee", zh: "\u672A\u5230\u671F\u8D23\u4EFB\u51C6\u5907\u91D1 / \u5F53\u5E74\u62C5\u4FDD\u8D39\u6536\u5165", en: "unexpired reserve / premium of the year", figure: "unexpiredReserve", of: "premiumOfYear", op: ">=", value: 0.5, unit: "ratio", document: "\u878D\u8D44\u62C5\u4FDD\u516C\u53F8\u76D1\u7763\u7BA1\u7406\u6761\u4F8B", number: "\u56FD\u52A1\u9662\u4EE4\u7B2C683\u53F7", clause: "\u7B2C\u5341\u516B\u6761", region: "CN", validFrom: "2017-10-01", validTo: null, uncertain: "\u6761\u4F8B\u7B2C\u5341\u516B\u6761\u4EC5\u89C4\u5B9A\u6309\u56FD\u5BB6\u6709\u5173\u89C4\u5B9A\u63D0\u53D6\uFF1B50%\u4E0E1%\u6CBF\u75282010\u5E74\u7B2C3\u53F7\u4EE4\u7B2C\u4E09\u5341\u4E00\u6761\uFF0C\u542F\u7528\u524D\u8BF7\u6838\u5BF9 / the ordinance only refers to national rules; the two figures are those of order 3 of 2010, art. 31" },
    { id: "guarantee.compensation-reserve", kind: "guarantee", zh: "\u62C5\u4FDD\u8D54\u507F\u51C6\u5907\u91D1\u5F53\u5E74\u8BA1\u63D0 / \u5E74\u672B\u62C5\u4FDD\u8D23\u4EFB\u4F59\u989D", en: "compensation reserve made in the year / year-end liability", figure: "compensationReserve", of: "liabilityBalance", op: ">=", value: 0.01, unit: "ratio", document: "\u878D\u8D44\u62C5\u4FDD\u516C\u53F8\u76D1\u7763\u7BA1\u7406\u6761\u4F8B", number: "\u56FD\u52A1\u9662\u4EE4\u7B2C683\u53F7", clause: "\u7B2C\u5341\u516B\u6761", region: "CN", validFrom: "2017-10-01", validTo: null, uncertain: "\u6761\u4F8B\u7B2C\u5341\u516B\u6761\u4EC5\u89C4\u5B9A\u6309\u56FD\u5BB6\u6709\u5173\u89C4\u5B9A\u63D0\u53D6\uFF1B50%\u4E0E1%\u6CBF\u75282010\u5E74\u7B2C3\u53F7\u4EE4\u7B2C\u4E09\u5341\u4E00\u6761\uFF0C\u542F\u7528\u524D\u8BF7\u6838\u5BF9 / the ordinance only refers to national rules; the two figures are those of order 3 of 2010, art. 31" },
    { id: "pawn.one-customer", kind: "pawn", zh: "\u540C\u4E00\u6CD5\u4EBA\u6216\u81EA\u7136\u4EBA\u5178\u5F53\u4F59\u989D / \u6CE8\u518C\u8D44\u672C", en: "balance of one customer / registered capital", figure: "largestCustomerBalance", of: "registeredCapital", op: "<=", value: 0.25, unit: "ratio", document: "\u5178\u5F53\u7BA1\u7406\u529E\u6CD5", number: "\u5546\u52A1\u90E8\u3001\u516C\u5B89\u90E8\u4EE42005\u5E74\u7B2C8\u53F7", clause: "\u7B2C\u56DB\u5341\u56DB\u6761", region: "CN", validFrom: "2005-04-01", validTo: null },
    { id: "pawn.property-rights", kind: "pawn", zh: "\u8D22\u4EA7\u6743\u5229\u8D28\u62BC\u5178\u5F53\u4F59\u989D / \u6CE8\u518C\u8D44\u672C", en: "property-right pledges / registered capital", figure: "propertyRightBalance", of: "registeredCapital", op: "<=", value: 0.5, unit: "ratio", document: "\u5178\u5F53\u7BA1\u7406\u529E\u6CD5", number: "\u5546\u52A1\u90E8\u3001\u516C\u5B89\u90E8\u4EE42005\u5E74\u7B2C8\u53F7", clause: "\u7B2C\u56DB\u5341\u56DB\u6761", region: "CN", validFrom: "2005-04-01", validTo: null },
    { id: "pawn.real-estate", kind: "pawn", zh: "\u623F\u5730\u4EA7\u62B5\u62BC\u5178\u5F53\u4F59\u989D / \u6CE8\u518C\u8D44\u672C", en: "real-estate balance / registered capital", figure: "realEstateBalance", of: "registeredCapital", op: "<=", value: 1, unit: "ratio", document: "\u5178\u5F53\u7BA1\u7406\u529E\u6CD5", number: "\u5546\u52A1\u90E8\u3001\u516C\u5B89\u90E8\u4EE42005\u5E74\u7B2C8\u53F7", clause: "\u7B2C\u56DB\u5341\u56DB\u6761", region: "CN", validFrom: "2005-04-01", validTo: null },
    { id: "pawn.one-real-estate", kind: "pawn", zh: "\u623F\u5730\u4EA7\u62B5\u62BC\u5178\u5F53\u5355\u7B14\u5F53\u91D1 / \u6CE8\u518C\u8D44\u672C\uFF08\u6CE8\u518C\u8D44\u672C1000\u4E07\u5143\u4EE5\u4E0A\uFF09", en: "one real-estate loan / registered capital (capital of 10,000,000 and more)", figure: "largestRealEstateLoan", of: "registeredCapital", op: "<=", value: 0.1, unit: "ratio", document: "\u5178\u5F53\u7BA1\u7406\u529E\u6CD5", number: "\u5546\u52A1\u90E8\u3001\u516C\u5B89\u90E8\u4EE42005\u5E74\u7B2C8\u53F7", clause: "\u7B2C\u56DB\u5341\u56DB\u6761", region: "CN", validFrom: "2005-04-01", validTo: null, when: { figure: "registeredCapital", atLeast: 1e7 } },
    { id: "pawn.one-real-estate-small", kind: "pawn", zh: "\u623F\u5730\u4EA7\u62B5\u62BC\u5178\u5F53\u5355\u7B14\u5F53\u91D1\uFF08\u6CE8\u518C\u8D44\u672C\u4E0D\u8DB31000\u4E07\u5143\uFF09", en: "one real-estate loan (capital below 10,000,000)", figure: "largestRealEstateLoan", of: null, op: "<=", value: 1e6, unit: "yuan", document: "\u5178\u5F53\u7BA1\u7406\u529E\u6CD5", number: "\u5546\u52A1\u90E8\u3001\u516C\u5B89\u90E8\u4EE42005\u5E74\u7B2C8\u53F7", clause: "\u7B2C\u56DB\u5341\u56DB\u6761", region: "CN", validFrom: "2005-04-01", validTo: null, when: { figure: "registeredCapital", below: 1e7 } },
    { id: "pawn.net-assets", kind: "pawn", zh: "\u51C0\u8D44\u4EA7 / \u6CE8\u518C\u8D44\u672C", en: "net assets / registered capital", figure: "netAssets", of: "registeredCapital", op: ">=", value: 0.9, unit: "ratio", document: "\u5178\u5F53\u7BA1\u7406\u529E\u6CD5", number: "\u5546\u52A1\u90E8\u3001\u516C\u5B89\u90E8\u4EE42005\u5E74\u7B2C8\u53F7", clause: "\u7B2C\u56DB\u5341\u56DB\u6761", region: "CN", validFrom: "2005-04-01", validTo: null, uncertain: "\u6761\u53F7\u4F9D\u5370\u53D1\u6587\u672C\uFF0C\u542F\u7528\u524D\u8BF7\u5BF9\u7167\u539F\u6587\u6838\u5BF9 / the article number must be checked against the promulgated text" },
    { id: "pawn.bank-loans", kind: "pawn", zh: "\u4ECE\u5546\u4E1A\u94F6\u884C\u8D37\u6B3E\u4F59\u989D / \u6CE8\u518C\u8D44\u672C", en: "bank loans / registered capital", figure: "bankLoans", of: "registeredCapital", op: "<=", value: 1, unit: "ratio", document: "\u5178\u5F53\u7BA1\u7406\u529E\u6CD5", number: "\u5546\u52A1\u90E8\u3001\u516C\u5B89\u90E8\u4EE42005\u5E74\u7B2C8\u53F7", clause: "\u7B2C\u56DB\u5341\u56DB\u6761", region: "CN", validFrom: "2005-04-01", validTo: null, note: "2020-04-20 \u8D77\u5E76\u89C1\u94F6\u4FDD\u76D1\u529E\u53D1\u30142020\u301538\u53F7", uncertain: "\u6761\u53F7\u4F9D\u5370\u53D1\u6587\u672C\uFF0C\u542F\u7528\u524D\u8BF7\u5BF9\u7167\u539F\u6587\u6838\u5BF9 / the article number must be checked against the promulgated text" },
    { id: "pawn.fee-movables", kind: "pawn", zh: "\u52A8\u4EA7\u8D28\u62BC\u6708\u7EFC\u5408\u8D39\u7387", en: "monthly fee on movables", figure: "monthlyFeeMovables", of: null, op: "<=", value: 0.042, unit: "monthly-rate", document: "\u5178\u5F53\u7BA1\u7406\u529E\u6CD5", number: "\u5546\u52A1\u90E8\u3001\u516C\u5B89\u90E8\u4EE42005\u5E74\u7B2C8\u53F7", clause: "\u7B2C\u4E09\u5341\u516B\u6761", region: "CN", validFrom: "2005-04-01", validTo: null },
    { id: "pawn.fee-property-rights", kind: "pawn", zh: "\u8D22\u4EA7\u6743\u5229\u8D28\u62BC\u6708\u7EFC\u5408\u8D39\u7387", en: "monthly fee on property rights", figure: "monthlyFeePropertyRights", of: null, op: "<=", value: 0.024, unit: "monthly-rate", document: "\u5178\u5F53\u7BA1\u7406\u529E\u6CD5", number: "\u5546\u52A1\u90E8\u3001\u516C\u5B89\u90E8\u4EE42005\u5E74\u7B2C8\u53F7", clause: "\u7B2C\u4E09\u5341\u516B\u6761", region: "CN", validFrom: "2005-04-01", validTo: null },
    { id: "pawn.fee-real-estate", kind: "pawn", zh: "\u623F\u5730\u4EA7\u62B5\u62BC\u6708\u7EFC\u5408\u8D39\u7387", en: "monthly fee on real estate", figure: "monthlyFeeRealEstate", of: null, op: "<=", value: 0.027, unit: "monthly-rate", document: "\u5178\u5F53\u7BA1\u7406\u529E\u6CD5", number: "\u5546\u52A1\u90E8\u3001\u516C\u5B89\u90E8\u4EE42005\u5E74\u7B2C8\u53F7", clause: "\u7B2C\u4E09\u5341\u516B\u6761", region: "CN", validFrom: "2005-04-01", validTo: null }
  ]
};

// domain/legal-limit.ts
var LEGAL_LIMITS = legal_limit_data_default.rows;
function limitsFor(kind, day, region, limits = LEGAL_LIMITS) {
  return limits.filter(
    (limit) => limit.kind === kind && limit.validFrom <= day && (limit.validTo === null || day < limit.validTo) && (limit.region === "CN" || limit.region === region || limit.region.endsWith("0000") && region.startsWith(limit.region.slice(0, 2)))
  );
}
function measureLimit(limit, figures) {
  const { when } = limit;
  const missing = [limit.figure, limit.of, when?.figure].filter(
    (name) => name != null && !Number.isFinite(figures[name])
  );
  if (missing.length > 0) return { state: "unknown", missing: [...new Set(missing)] };
  if (when !== void 0 && !holds(when, figures[when.figure])) return { state: "not-applicable" };
  const figure = figures[limit.figure];
  const divisor = limit.of === null ? 1 : figures[limit.of];
  if (divisor <= 0) {
    const breached = limit.op === "<=" ? figure > 0 : true;
    return {
      state: breached ? "breached" : "kept",
      measured: breached ? Number.POSITIVE_INFINITY : 0,
      use: breached ? Number.POSITIVE_INFINITY : 0
    };
  }
  const measured = figure / divisor;
  const use = limit.op === "<=" ? measured / limit.value : measured <= 0 ? Number.POSITIVE_INFINITY : limit.value / measured;
  return { state: use > 1 + 1e-9 ? "breached" : "kept", measured, use };
}
function citeLimit(limit) {
  return `\u300A${limit.document}\u300B\uFF08${limit.number}\uFF09${limit.clause}`;
}
function formatLimitValue(limit, value = limit.value) {
  switch (limit.unit) {
    case "ratio":
      return `${round(value * 100)}%`;
    case "times":
      return `${round(value)}\u500D`;
    case "yuan":
      return `${Math.round(value).toLocaleString("en-US")}\u5143`;
    case "monthly-rate":
      return `\u6708${round(value * 1e3)}\u2030`;
  }
}
function holds(when, value) {
  if (when.is !== void 0 && value !== when.is) return false;
  if (when.atLeast !== void 0 && value < when.atLeast) return false;
  return when.below === void 0 || value < when.below;
}
function round(value) {
  return String(Math.round(value * 100) / 100);
}

// detectors/compliance/rules.ts
var COMPLIANCE_ID = "compliance";
var COMPLIANCE_VERSION = 1;
var PENALTY_ZH = {
  administrative: "\u884C\u653F\u5904\u7F5A",
  "serious-violation": "\u5217\u5165\u4E25\u91CD\u8FDD\u6CD5\u5931\u4FE1\u540D\u5355",
  "abnormal-operation": "\u5217\u5165\u7ECF\u8425\u5F02\u5E38\u540D\u5F55",
  blacklist: "\u5217\u5165\u9ED1\u540D\u5355"
};
var complianceRules = makeRules(COMPLIANCE_ID, COMPLIANCE_VERSION, {
  criminal: {
    dimension: "compliance",
    halfLifeDays: null,
    forces: "outbreak",
    alerts: true,
    zh: (f) => `\u88AB\u5211\u4E8B\u7ACB\u6848${f.cause === "" ? "" : `\uFF0C\u6848\u7531\uFF1A${f.cause}`}`,
    en: (f) => `Criminal case filed${f.cause === "" ? "" : `: ${f.cause}`}`
  },
  dishonest: {
    dimension: "compliance",
    halfLifeDays: 365,
    zh: (f) => `\u88AB\u5217\u4E3A\u5931\u4FE1\u88AB\u6267\u884C\u4EBA${amountZh(f)}`,
    en: (f) => `Listed as a dishonest debtor${amountEn(f)}`
  },
  enforcement: {
    dimension: "compliance",
    halfLifeDays: 180,
    zh: (f) => `\u88AB\u6CD5\u9662\u5F3A\u5236\u6267\u884C ${f.count} \u4EF6${amountZh(f)}`,
    en: (f) => `${f.count} court enforcement cases${amountEn(f)}`
  },
  judgment: {
    dimension: "compliance",
    halfLifeDays: 120,
    zh: (f) => `\u4F5C\u4E3A\u88AB\u544A\u88AB\u5224\u51B3${amountZh(f)}${f.cause === "" ? "" : `\uFF08${f.cause}\uFF09`}`,
    en: (f) => `Judgment against the firm${amountEn(f)}`
  },
  cases: {
    dimension: "compliance",
    halfLifeDays: 60,
    zh: (f) => `\u8FD1${f.days}\u65E5\u6D89\u8BC9 ${f.count} \u4EF6\uFF08\u5E38\u6001 ${f.expected}\uFF09`,
    en: (f) => `${f.count} court cases in ${f.days} days (usually ${f.expected})`
  },
  penalty: {
    dimension: "compliance",
    halfLifeDays: 180,
    zh: (f) => `${PENALTY_ZH[String(f.category)]}${amountZh(f)}${f.reason === "" ? "" : `\uFF1A${f.reason}`}`,
    en: (f) => `Penalty (${f.category})${amountEn(f)}`
  },
  "abnormal-list": {
    dimension: "compliance",
    halfLifeDays: null,
    renewDays: 365,
    zh: (f) => `\u5217\u5165\u7ECF\u8425\u5F02\u5E38\u540D\u5F55${f.reason === "" ? "" : `\uFF1A${f.reason}`}`,
    en: () => "On the abnormal-operation list"
  },
  arrears: {
    dimension: "compliance",
    halfLifeDays: null,
    renewDays: 30,
    zh: (f) => `\u6B20\u7F34${f.item} ${formatFen(Number(f.fen))}`,
    en: (f) => `Owes ${formatFenEn(Number(f.fen))} of ${f.item}`
  },
  "limit-breach": {
    dimension: "compliance",
    halfLifeDays: null,
    renewDays: 30,
    forces: "yellow",
    alerts: true,
    zh: (f) => limitZh(f, (limit) => limit.op === "<=" ? "\u8D85\u8FC7\u4E0A\u9650" : "\u4F4E\u4E8E\u4E0B\u9650"),
    en: (f) => limitEn(f, "breaches the limit of")
  },
  "limit-near": {
    dimension: "compliance",
    halfLifeDays: null,
    renewDays: 30,
    zh: (f) => limitZh(f, (limit) => limit.op === "<=" ? "\u63A5\u8FD1\u4E0A\u9650" : "\u63A5\u8FD1\u4E0B\u9650"),
    en: (f) => limitEn(f, "is near the limit of")
  },
  "filing-late": {
    dimension: "compliance",
    halfLifeDays: 90,
    zh: (f) => `${f.form}\uFF08${f.period}\uFF09\u8FDF\u62A5 ${f.days} \u5929`,
    en: (f) => `${f.form} (${f.period}) was filed ${f.days} days late`
  },
  "filing-missing": {
    dimension: "compliance",
    halfLifeDays: null,
    renewDays: 9999,
    zh: (f) => `${f.form}\uFF08${f.period}\uFF09\u5E94\u4E8E ${f.due} \u62A5\u9001\uFF0C\u903E\u671F\u672A\u62A5 ${f.days} \u5929${f.assumed === 1 ? "\uFF08\u671F\u9650\u6309\u4E0A\u671F\u63A8\u5B9A\uFF09" : ""}`,
    en: (f) => `${f.form} (${f.period}) was due on ${f.due}, missing for ${f.days} days${f.assumed === 1 ? " (date inferred)" : ""}`
  },
  "filing-adverse": {
    dimension: "compliance",
    halfLifeDays: 90,
    zh: (f) => `${f.form}\u53CD\u6620${CATEGORY_MEANINGS[f.category].zh}\uFF1A\u201C${f.term}\u201D`,
    en: (f) => `${f.form} reports ${CATEGORY_MEANINGS[f.category].en}: \u201C${f.term}\u201D`
  }
});
var LIMITS = new Map(LEGAL_LIMITS.map((limit) => [limit.id, limit]));
function limitZh(f, word) {
  const limit = LIMITS.get(String(f.limit));
  if (limit === void 0) return String(f.limit);
  const trend = f.before === void 0 ? "" : `\uFF0C\u4E0A\u671F\u5360\u7528 ${f.before}%`;
  const doubt = limit.uncertain === void 0 ? "" : "\uFF0C\u6761\u53F7\u5F85\u6838";
  return `${limit.zh} ${measuredOf(f, limit)}\uFF0C${word(limit)} ${formatLimitValue(limit)}\uFF08\u5360\u7528 ${f.use}%${trend}\uFF1B${citeLimit(limit)}${doubt}\uFF09`;
}
function limitEn(f, words) {
  const limit = LIMITS.get(String(f.limit));
  if (limit === void 0) return String(f.limit);
  return `${limit.en}: ${measuredOf(f, limit)} ${words} ${formatLimitValue(limit)} (${limit.number} ${limit.clause})`;
}
function measuredOf(f, limit) {
  return f.measured === "\u221E" ? "\u221E" : formatLimitValue(limit, Number(f.measured));
}
function amountZh(f) {
  return Number(f.fen ?? 0) > 0 ? `\uFF0C\u91D1\u989D ${formatFen(Number(f.fen))}` : "";
}
function amountEn(f) {
  return Number(f.fen ?? 0) > 0 ? `, ${formatFenEn(Number(f.fen))}` : "";
}

// domain/finance-kind.ts
var FINANCE_KINDS = [
  "microloan",
  "factoring",
  "leasing",
  "guarantee",
  "pawn",
  "private-fund",
  "wealth",
  "none"
];
var LOCAL_KINDS = ["microloan", "factoring", "leasing", "guarantee", "pawn"];
var FINANCE_KIND_NAMES = {
  microloan: { zh: "\u5C0F\u989D\u8D37\u6B3E\u516C\u53F8", en: "Microloan company" },
  factoring: { zh: "\u5546\u4E1A\u4FDD\u7406", en: "Commercial factoring" },
  leasing: { zh: "\u878D\u8D44\u79DF\u8D41", en: "Financial leasing" },
  guarantee: { zh: "\u878D\u8D44\u62C5\u4FDD", en: "Financing guarantee" },
  pawn: { zh: "\u5178\u5F53\u884C", en: "Pawnshop" },
  "private-fund": { zh: "\u79C1\u52DF\u57FA\u91D1", en: "Private fund" },
  wealth: { zh: "\u8D22\u5BCC\u7BA1\u7406", en: "Wealth management" },
  none: { zh: "\u975E\u91D1\u878D", en: "Not financial" }
};
function isLocalKind(kind) {
  return LOCAL_KINDS.includes(kind);
}

// detectors/compliance/filing.ts
function raiseFiling(state, event, context, p) {
  raiseTimeliness(state, event, context, p);
  raiseLimits(state, event, context, p);
  raiseAdverse(event, context);
}
function isNotice(event) {
  const { figures, status, dueOn } = event.data;
  if (dueOn === void 0 || Object.keys(figures).length > 0) return false;
  return status === void 0 || /未报|待报|应报|due|expected|pending/i.test(status);
}
function raiseTimeliness(state, event, context, p) {
  const { form, period = "", dueOn } = event.data;
  const due = parseDateMs(dueOn);
  const dueDay = due === null ? null : dayNumberOf(due);
  if (isNotice(event)) {
    if (dueDay !== null) expect(state, [form, period, dueDay, 0, 0], p.keptDues);
    return;
  }
  const at = state.dues.findIndex(([oneForm, onePeriod]) => oneForm === form && onePeriod === period);
  const known = at < 0 ? null : state.dues[at];
  if (at >= 0) state.dues.splice(at, 1);
  context.clear(complianceRules["filing-missing"], slotOf(form, period));
  const limitDay = dueDay ?? known?.[2] ?? null;
  if (limitDay === null) return;
  const days = dayNumberOf(event.timeMs) - limitDay;
  if (days > 0) {
    context.raise(complianceRules["filing-late"], {
      severity: Math.min(45, 12 + 8 * Math.log2(1 + days / 5)),
      figures: { form: clip(form, 30), period, days },
      evidence: [evidenceOf(event, `${form} ${period} \u5E94\u62A5 ${formatDay(limitDay)}`)]
    });
  }
  const next = nextPeriod(period);
  if (next !== null) {
    const nextDue = parseDateMs(addMonths(formatDay(limitDay), next.months));
    if (nextDue !== null) expect(state, [form, next.period, dayNumberOf(nextDue), 0, 1], p.keptDues);
  }
}
function expect(state, due, kept) {
  const at = state.dues.findIndex(([form, period]) => form === due[0] && period === due[1]);
  if (at >= 0) {
    if (due[4] === 0) state.dues[at] = due;
    return;
  }
  state.dues.push(due);
  if (state.dues.length > kept) state.dues.shift();
}
function nextPeriod(period) {
  const month = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(period);
  if (month !== null) return { period: addMonths(`${period}-01`, 1).slice(0, 7), months: 1 };
  const quarter = /^(\d{4})-?Q([1-4])$/i.exec(period);
  if (quarter !== null) {
    const [year, n] = [Number(quarter[1]), Number(quarter[2])];
    const separator = period.includes("-") ? "-" : "";
    return { period: n === 4 ? `${year + 1}${separator}Q1` : `${year}${separator}Q${n + 1}`, months: 3 };
  }
  if (/^\d{4}$/.test(period)) return { period: String(Number(period) + 1), months: 12 };
  return null;
}
function slotOf(form, period) {
  return `${clip(form, 30)} ${period}`;
}
function tickFilings(state, context) {
  const today = dayNumberOf(context.nowMs);
  for (const due of state.dues) {
    const [form, period, dueDay, told, assumed] = due;
    let stage = told;
    while (stage < MISSING_STAGES.length && today >= dueDay + MISSING_STAGES[stage][0])
      stage++;
    if (stage === told) continue;
    due[3] = stage;
    const [, severity] = MISSING_STAGES[stage - 1];
    context.raise(complianceRules["filing-missing"], {
      slot: slotOf(form, period),
      severity: assumed === 1 ? severity * 0.7 : severity,
      figures: { form: clip(form, 30), period, due: formatDay(dueDay), days: today - dueDay, assumed },
      occasion: `${dueDay}+${stage}`
    });
  }
}
function raiseLimits(state, event, context, p) {
  const { figures } = event.data;
  const kind = kindOf(event, context);
  if (kind === null || Object.keys(figures).length === 0) return;
  for (const limit of limitsOn(kind, dayNumberOf(event.timeMs), event.district)) {
    const reading = measureLimit(limit, figures);
    if (reading.state === "unknown") continue;
    const slot = limit.id.replace(/\.\d{4}$/, "");
    if (reading.state === "not-applicable") {
      context.clear(complianceRules["limit-breach"], slot);
      context.clear(complianceRules["limit-near"], slot);
      delete state.uses[slot];
      continue;
    }
    const use = Number.isFinite(reading.use) ? Math.round(reading.use * 1e3) / 10 : 9999;
    const before = state.uses[slot];
    state.uses[slot] = use;
    const words = {
      limit: limit.id,
      measured: Number.isFinite(reading.measured) ? Number(reading.measured.toPrecision(4)) : "\u221E",
      use,
      ...before === void 0 ? {} : { before }
    };
    const evidence = [evidenceOf(event, figuresInWords(event, limit))];
    if (reading.state === "breached") {
      context.clear(complianceRules["limit-near"], slot);
      context.raise(complianceRules["limit-breach"], {
        slot,
        severity: 60 + 28 * Math.min(1, Math.log2(Math.min(reading.use, 4))),
        figures: words,
        evidence,
        clause: citeLimit(limit)
      });
    } else {
      context.clear(complianceRules["limit-breach"], slot);
      if (reading.use >= p.nearFrom) {
        const severity = 12 + 18 * (reading.use - p.nearFrom) / (1 - p.nearFrom);
        context.raise(complianceRules["limit-near"], {
          slot,
          severity,
          figures: words,
          evidence,
          clause: citeLimit(limit)
        });
      } else context.clear(complianceRules["limit-near"], slot);
    }
  }
}
var limitsByKey = memoise((key) => {
  const [kind, day, region] = key.split("|");
  return limitsFor(kind, formatDay(Number(day)), region);
}, 2e3);
function limitsOn(kind, day, region) {
  return limitsByKey(`${kind}|${day}|${region}`);
}
function figuresInWords(event, limit) {
  const { form, period = "", figures } = event.data;
  const names = [limit.figure, limit.of].filter((name) => name !== null);
  return `${form} ${period} ${names.map((name) => `${name}=${figures[name]}`).join(" ")}`;
}
var KIND_WORDS = [
  [/microloan|小额贷款|小贷/i, "microloan"],
  [/factoring|保理/i, "factoring"],
  [/leasing|租赁/i, "leasing"],
  [/guarantee|担保/i, "guarantee"],
  [/pawn|典当/i, "pawn"]
];
function kindOf(event, context) {
  const known = context.subject.financeKind;
  if (known !== void 0 && isLocalKind(known)) return known;
  return kindOfForm(event.data.form);
}
var kindOfForm = memoise((form) => {
  for (const [pattern, kind] of KIND_WORDS) if (pattern.test(form)) return kind;
  return null;
}, 2e3);
function raiseAdverse(event, context) {
  const { form, status = "", note = "" } = event.data;
  if (status === "" && note === "") return;
  const analysis = analyseText(`${status}\u3002${note}`);
  for (const [category, weight] of analysis.categories) {
    const hit = analysis.hits.find((one) => one.category === category && one.weight === weight);
    if (hit === void 0 || weight < 0.5) continue;
    context.raise(complianceRules["filing-adverse"], {
      slot: category,
      severity: CATEGORY_MEANINGS[category].severity * 0.8 * weight,
      figures: { form: clip(form, 30), category, term: hit.term },
      evidence: [evidenceOf(event, `${form} ${status} ${note}`)]
    });
  }
}

// detectors/compliance/state.ts
function nextDueDay(state) {
  let next = null;
  for (const [, , dueDay, stage] of state.dues) {
    const step = MISSING_STAGES[stage];
    if (step === void 0) continue;
    const day = dueDay + step[0];
    if (next === null || day < next) next = day;
  }
  return next;
}

// detectors/compliance/compliance.ts
function createCompliance(parameters = {}) {
  const p = { ...COMPLIANCE_DEFAULTS, ...parameters };
  return {
    id: COMPLIANCE_ID,
    version: COMPLIANCE_VERSION,
    scope: "enterprise",
    kinds: ["judicial", "penalty", "tax", "filing"],
    rules: complianceRules,
    create: () => ({ cases: createRate(), dues: [], uses: {} }),
    apply(state, event, context) {
      if (isKind(event, "judicial")) raiseJudicial(state, event, context, p);
      else if (isKind(event, "penalty")) raisePenalty(event, context);
      else if (isKind(event, "tax")) raiseTax(event, context);
      else if (isKind(event, "filing")) raiseFiling(state, event, context, p);
    },
    tick: tickFilings,
    due(state) {
      const day = nextDueDay(state);
      return day === null ? null : dayStartMs(day);
    }
  };
}
var compliance = createCompliance();
function isEnded(event) {
  return /removed|lifted|closed|revoked|acquitted|移出|撤销|解除|屏蔽/.test(event.type);
}
function raiseJudicial(state, event, context, p) {
  const { stage, caseNo, cause, court, role, amount, count } = event.data;
  const fen = Math.max(0, fenOf(amount));
  const words = [court, caseNo, cause, fen > 0 ? formatFen(fen) : void 0].filter((part) => part !== void 0).join(" ");
  const evidence = [evidenceOf(event, words === "" ? event.type : words)];
  const shortCause = clip(cause ?? "", 30);
  if (isEnded(event)) {
    if (stage === "criminal-filed") context.clear(complianceRules.criminal);
    if (stage === "dishonest") context.clear(complianceRules.dishonest);
    if (stage === "enforcement") context.clear(complianceRules.enforcement);
    return;
  }
  if (stage === "criminal-filed") {
    context.raise(complianceRules.criminal, { severity: 97, figures: { cause: shortCause }, evidence, always: true });
    return;
  }
  if (role === "plaintiff" || role === "third") return;
  const number = count ?? 1;
  addToRate(state.cases, dayNumberOf(event.timeMs), p.prior, number, fen);
  const byAmount = fen <= 0 ? 0 : Math.min(25, Math.max(0, 6 * Math.log10(fen / 1e6)));
  if (stage === "dishonest") {
    context.raise(complianceRules.dishonest, { severity: 66 + byAmount / 2, figures: { fen }, evidence, always: true });
  } else if (stage === "enforcement") {
    const before = Number(context.figuresOf(complianceRules.enforcement)?.count ?? 0);
    const total = (context.severityOf(complianceRules.enforcement) > 0 ? before : 0) + number;
    context.raise(complianceRules.enforcement, {
      severity: Math.min(72, 34 + byAmount + 7 * Math.log2(total)),
      figures: { count: total, fen },
      evidence,
      always: true
    });
  } else if (stage === "judgment" && role === "defendant") {
    context.raise(complianceRules.judgment, {
      severity: 20 + byAmount,
      figures: { fen, cause: shortCause },
      evidence,
      always: true
    });
  }
  const today = dayNumberOf(context.nowMs);
  for (const days of [30, 7]) {
    const burst = burstOf(state.cases, today, days, p.prior);
    const severity = burstSeverity(burst, p.minCases);
    if (severity <= 0) continue;
    const figures = { days, count: burst.count, expected: formatExpected(burst.expected) };
    context.raise(complianceRules.cases, { severity: severity * 0.8, figures, evidence });
    return;
  }
}
var PENALTY_SEVERITY = { administrative: 12, "serious-violation": 62, blacklist: 66 };
function raisePenalty(event, context) {
  const { category, reason, amount, authority, documentNo } = event.data;
  const fen = Math.max(0, fenOf(amount));
  const words = [authority, documentNo, reason, fen > 0 ? formatFen(fen) : void 0].filter(
    (part) => part !== void 0
  );
  const evidence = [evidenceOf(event, words.length === 0 ? event.type : words.join(" "))];
  const short2 = clip(reason ?? "", 30);
  if (category === "abnormal-operation") {
    if (isEnded(event)) context.clear(complianceRules["abnormal-list"]);
    else
      context.raise(complianceRules["abnormal-list"], {
        severity: 36,
        figures: { reason: short2 },
        evidence,
        always: true
      });
    return;
  }
  if (isEnded(event)) {
    context.clear(complianceRules.penalty, category);
    return;
  }
  const byAmount = fen <= 0 ? 8 : Math.min(36, Math.max(0, 7 * Math.log10(fen / 1e5)));
  const before = context.severityOf(complianceRules.penalty, category);
  const own = Math.min(80, PENALTY_SEVERITY[category] + byAmount);
  const further = before > 0 ? before + Math.max(0, Math.min(90, 2 * own) - before) * 0.25 : 0;
  context.raise(complianceRules.penalty, {
    slot: category,
    severity: Math.max(own, further),
    figures: { category, reason: short2, fen },
    evidence,
    always: true
  });
}
function raiseTax(event, context) {
  const { item, arrears, periodStart, periodEnd } = event.data;
  if (arrears === void 0) return;
  const slot = clip(item, 30);
  const fen = fenOf(arrears);
  if (fen <= 0) {
    context.clear(complianceRules.arrears, slot);
    return;
  }
  context.raise(complianceRules.arrears, {
    slot,
    severity: Math.min(62, Math.max(12, 22 + 9 * Math.log10(fen / 1e6))),
    figures: { item: slot, fen },
    evidence: [evidenceOf(event, `${item} ${periodStart ?? ""}\u2013${periodEnd ?? ""} \u6B20\u7F34 ${formatFen(fen)}`)]
  });
}

// detectors/fund-flow/fund-flow.ts
var ID4 = "fund-flow";
var VERSION4 = 1;
var FUND_FLOW_DEFAULTS = {
  /** Movements remembered of one enterprise. */
  keptMovements: 40,
  keptAccounts: 6,
  keptRows: 4,
  /** Hours within which money that came in must have left again. */
  passHours: 24,
  passShare: 0.85,
  passFromFen: 5e7,
  /** Days and distinct counterparties of gathering and scattering, and the least sum. */
  gatherDays: 7,
  gatherParties: 10,
  gatherFromFen: 2e7,
  /** Share of what left in cash, and the least sum of it. */
  cashShare: 0.5,
  cashFromFen: 2e7,
  /** Cash report limit (中国人民银行令〔2016〕第3号: 5万元) below which structuring hides. */
  reportFen: 5e6,
  structuringFrom: 0.8,
  structuringCount: 3,
  structuringDays: 3,
  /** Days of sleep after which a large movement wakes an account, and what is large. */
  sleepDays: 180,
  wokenFromFen: 2e7
};
var rules3 = makeRules(ID4, VERSION4, {
  pass: {
    dimension: "behaviour",
    halfLifeDays: 60,
    zh: (f) => `\u8D26\u6237 ${f.account} ${f.hours} \u5C0F\u65F6\u5185\u8F6C\u5165 ${formatFen(Number(f.in))}\u3001\u8F6C\u51FA ${formatFen(Number(f.out))}\uFF08\u5FEB\u8FDB\u5FEB\u51FA\uFF09`,
    en: (f) => `Account ${f.account}: ${formatFenEn(Number(f.in))} in and ${formatFenEn(Number(f.out))} out within ${f.hours} hours`
  },
  gather: {
    dimension: "behaviour",
    halfLifeDays: 60,
    zh: (f) => `${f.days} \u65E5\u5185 ${f.parties} \u4E2A\u5BF9\u624B\u8F6C\u5165 ${formatFen(Number(f.fen))}\uFF08\u96C6\u4E2D\u8F6C\u5165\uFF09`,
    en: (f) => `${f.parties} counterparties paid in ${formatFenEn(Number(f.fen))} within ${f.days} days`
  },
  scatter: {
    dimension: "behaviour",
    halfLifeDays: 60,
    zh: (f) => `${f.days} \u65E5\u5185\u5411 ${f.parties} \u4E2A\u5BF9\u624B\u8F6C\u51FA ${formatFen(Number(f.fen))}\uFF08\u5206\u6563\u8F6C\u51FA\uFF09`,
    en: (f) => `${formatFenEn(Number(f.fen))} paid out to ${f.parties} counterparties within ${f.days} days`
  },
  cash: {
    dimension: "behaviour",
    halfLifeDays: 60,
    zh: (f) => `${f.days} \u65E5\u5185\u53D6\u73B0 ${formatFen(Number(f.fen))}\uFF0C\u5360\u8F6C\u51FA ${f.percent}%`,
    en: (f) => `${formatFenEn(Number(f.fen))} drawn in cash within ${f.days} days, ${f.percent} % of all that left`
  },
  structuring: {
    dimension: "behaviour",
    halfLifeDays: 60,
    zh: (f) => `${f.days} \u65E5\u5185 ${f.count} \u7B14\u73B0\u91D1\u7565\u4F4E\u4E8E ${formatFen(Number(f.limit))} \u62A5\u544A\u9650\u989D\uFF0C\u7591\u4F3C\u62C6\u5206`,
    en: (f) => `${f.count} cash movements just below the report limit of ${formatFenEn(Number(f.limit))} within ${f.days} days`
  },
  woken: {
    dimension: "behaviour",
    halfLifeDays: 60,
    zh: (f) => `\u8D26\u6237 ${f.account} \u6C89\u7761 ${f.days} \u5929\u540E\u53D1\u751F ${formatFen(Number(f.fen))}`,
    en: (f) => `Account ${f.account} moved ${formatFenEn(Number(f.fen))} after ${f.days} days of sleep`
  }
});
function createFundFlow(parameters = {}) {
  const p = { ...FUND_FLOW_DEFAULTS, ...parameters };
  return {
    id: ID4,
    version: VERSION4,
    scope: "enterprise",
    kinds: ["transaction"],
    rules: rules3,
    create: () => ({ accounts: [], movements: [], rows: [] }),
    apply(state, event, context) {
      if (!isKind(event, "transaction")) return;
      const { account, counterparty, direction, amount, cash } = event.data;
      const fen = Math.abs(fenOf(amount)) * (direction === "out" ? -1 : 1);
      const at = Math.floor(event.timeMs / 1e3);
      const { index, sleptDays } = touchAccount(state, account, at, p);
      state.movements.push([at, index, fen, cash ? 1 : 0, hash32(counterparty)]);
      if (state.movements.length > p.keptMovements) state.movements.shift();
      rememberRow(state.rows, event, describe(event), p.keptRows);
      raisePass(state, index, at, context, p);
      raiseCrowd(state, at, direction, context, p);
      if (cash) raiseCash(state, at, context, p);
      if (sleptDays >= p.sleepDays && Math.abs(fen) >= p.wokenFromFen) {
        context.raise(rules3.woken, {
          severity: 34,
          figures: { account: maskAccount(account), days: sleptDays, fen: Math.abs(fen) },
          evidence: evidenceOfRows(state.rows.slice(-1))
        });
      }
    }
  };
}
var fundFlow = createFundFlow();
function touchAccount(state, account, at, p) {
  const hash = hash32(account);
  const index = state.accounts.findIndex(([, one]) => one === hash);
  if (index >= 0) {
    const known = state.accounts[index];
    const sleptDays = Math.floor((at - known[2]) / 86400);
    known[2] = Math.max(known[2], at);
    return { index, sleptDays };
  }
  if (state.accounts.length < p.keptAccounts) {
    state.accounts.push([maskAccount(account), hash, at]);
    return { index: state.accounts.length - 1, sleptDays: 0 };
  }
  let oldest = 0;
  for (let i = 1; i < state.accounts.length; i++) {
    if (state.accounts[i][2] < state.accounts[oldest][2])
      oldest = i;
  }
  state.accounts[oldest] = [maskAccount(account), hash, at];
  state.movements = state.movements.filter(([, one]) => one !== oldest);
  return { index: oldest, sleptDays: 0 };
}
function raisePass(state, account, at, context, p) {
  let inFen = 0;
  let outFen = 0;
  let firstAt = at;
  for (const [when, one, fen] of state.movements) {
    if (one !== account || when <= at - p.passHours * 3600) continue;
    if (fen > 0) {
      if (inFen === 0) firstAt = when;
      inFen = addFen(inFen, fen);
    } else if (inFen > 0) outFen = addFen(outFen, -fen);
  }
  if (inFen < p.passFromFen || outFen < p.passShare * inFen || outFen > inFen / p.passShare) return;
  context.raise(rules3.pass, {
    slot: String(state.accounts[account][1]),
    severity: Math.min(70, 36 + 8 * Math.log10(inFen / p.passFromFen) + 10 * Math.min(1, outFen / inFen)),
    figures: {
      account: state.accounts[account][0],
      in: inFen,
      out: outFen,
      hours: Math.max(1, Math.ceil((at - firstAt) / 3600))
    },
    evidence: evidenceOfRows(state.rows)
  });
}
function raiseCrowd(state, at, direction, context, p) {
  const sign = direction === "in" ? 1 : -1;
  const same = /* @__PURE__ */ new Set();
  const other = /* @__PURE__ */ new Set();
  let sum = 0;
  for (const [when, , fen, , party] of state.movements) {
    if (when <= at - p.gatherDays * 86400) continue;
    if (fen * sign > 0) {
      same.add(party);
      sum = addFen(sum, fen * sign);
    } else other.add(party);
  }
  if (same.size < p.gatherParties || same.size < 3 * other.size || sum < p.gatherFromFen) return;
  context.raise(direction === "in" ? rules3.gather : rules3.scatter, {
    severity: Math.min(
      66,
      32 + 10 * Math.log2(same.size / p.gatherParties) + 6 * Math.log10(sum / p.gatherFromFen)
    ),
    figures: { days: p.gatherDays, parties: same.size, fen: sum },
    evidence: evidenceOfRows(state.rows)
  });
}
function raiseCash(state, at, context, p) {
  let cash = 0;
  let out = 0;
  let near = 0;
  for (const [when, , fen, isCash] of state.movements) {
    if (when <= at - p.gatherDays * 86400) continue;
    if (fen < 0) out = addFen(out, -fen);
    if (isCash === 0) continue;
    if (fen < 0) cash = addFen(cash, -fen);
    const size = Math.abs(fen);
    const recent = when > at - p.structuringDays * 86400;
    if (recent && size < p.reportFen && size >= p.structuringFrom * p.reportFen) near++;
  }
  if (cash >= p.cashFromFen && cash >= p.cashShare * out) {
    context.raise(rules3.cash, {
      severity: Math.min(60, 28 + 10 * Math.log10(cash / p.cashFromFen)),
      figures: { days: p.gatherDays, fen: cash, percent: Math.round(100 * cash / out) },
      evidence: evidenceOfRows(state.rows)
    });
  }
  if (near >= p.structuringCount) {
    context.raise(rules3.structuring, {
      severity: Math.min(60, 30 + 6 * (near - p.structuringCount)),
      figures: { days: p.structuringDays, count: near, limit: p.reportFen },
      evidence: evidenceOfRows(state.rows)
    });
  }
}
function maskAccount(account) {
  return account.length <= 8 ? `${account.slice(0, 1)}***${account.slice(-1)}` : `${account.slice(0, 4)}****${account.slice(-4)}`;
}
function describe(event) {
  const { account, counterparty, direction, amount, cash } = event.data;
  const arrow = direction === "in" ? "\u2190" : "\u2192";
  return `${maskAccount(account)} ${arrow} ${maskAccount(counterparty)} ${formatFen(fenOf(amount))}${cash ? " \u73B0\u91D1" : ""}`;
}

// detectors/signals.ts
var MAX_SIGNALS = 24;
var MIN_SEVERITY = 1;
function ruleKey(rule) {
  return `${rule.detector}.${rule.id}`;
}
function findSignal(signals, key, slot) {
  for (const signal of signals) if (signal.r === key && signal.k === slot) return signal;
  return void 0;
}
function severityAt(signal, rule, timeMs) {
  if (rule.halfLifeDays === null || timeMs <= signal.t) return signal.s;
  return signal.s * 2 ** ((signal.t - timeMs) / (rule.halfLifeDays * DAY_MS));
}
function findingUid(signal, key) {
  return `${signal.r}${signal.k === void 0 ? "" : `:${signal.k}`}:${key}:${signal.o}`;
}
function pruneSignals(signals, rules6, nowMs, onDrop = () => void 0) {
  const active = [];
  for (const signal of signals) {
    const rule = rules6.get(signal.r);
    if (rule === void 0) continue;
    const severity = severityAt(signal, rule, nowMs);
    if (severity >= MIN_SEVERITY) active.push({ signal, rule, severity, points: 0 });
  }
  if (active.length > 1) active.sort(byStrength);
  if (active.length > MAX_SIGNALS) active.length = MAX_SIGNALS;
  if (active.length !== signals.length) {
    const kept = new Set(active.map((entry) => entry.signal));
    let length = 0;
    for (const signal of signals) {
      if (kept.has(signal)) signals[length++] = signal;
      else onDrop(signal.r);
    }
    signals.length = length;
  }
  return active;
}
function byStrength(a, b) {
  if (a.severity !== b.severity) return b.severity - a.severity;
  if (a.signal.r !== b.signal.r) return a.signal.r < b.signal.r ? -1 : 1;
  return (a.signal.k ?? "") < (b.signal.k ?? "") ? -1 : 1;
}

// detectors/indicators.ts
function indicatorsAt(signals, rules6, timeMs) {
  const values = /* @__PURE__ */ new Map();
  for (const signal of signals) {
    const rule = rules6.get(signal.r);
    if (rule === void 0) continue;
    const value = round1(severityAt(signal, rule, timeMs));
    if (value > (values.get(signal.r) ?? -1)) values.set(signal.r, value);
  }
  return values;
}
function indicatorChanges(active, rules6, touched, before) {
  if (touched.size === 0 && before === null) return [];
  const now = /* @__PURE__ */ new Map();
  for (const { signal, severity } of active) if (!now.has(signal.r)) now.set(signal.r, round1(severity));
  const ids = before === null ? touched : /* @__PURE__ */ new Set([...touched, ...before.keys()]);
  const changes = [];
  for (const id of ids) {
    const value = now.get(id) ?? 0;
    const moved = Math.abs((before?.get(id) ?? 0) - value) >= 1 || value === 0;
    const rule = rules6.get(id);
    if (rule !== void 0 && (touched.has(id) || moved))
      changes.push({ id, dimension: rule.dimension, value });
  }
  return changes;
}
function round1(value) {
  return Math.round(value * 10) / 10;
}

// detectors/market-anomaly/market-anomaly.ts
var ID5 = "market-anomaly";
var VERSION5 = 1;
var MARKET_DEFAULTS = {
  series: SERIES_DEFAULTS,
  /** Series kept for one enterprise; the one that was silent longest goes first. */
  maxSeries: 6,
  /** Points that may be flagged by chance, a day and series. The chance limit follows from the usual spacing. */
  falsePerDay: 0.01,
  /** Smallest distance (spreads) that is a finding however rare. */
  minSpreads: 4,
  /** Largest chance that is a finding, for series of few points. */
  maxChance: 2e-3
};
var rules4 = makeRules(ID5, VERSION5, {
  anomaly: {
    dimension: "behaviour",
    halfLifeDays: 7,
    renewDays: 1,
    zh: (f) => `${f.metric} \u5B9E\u9645 ${f.value}\uFF0C\u9884\u671F ${f.expected}\xB1${f.spread}\uFF08\u504F\u79BB ${f.spreads} \u500D\uFF09`,
    en: (f) => `${f.metric} came at ${f.value}, expected ${f.expected}\xB1${f.spread} (${f.spreads} spreads off)`
  },
  shift: {
    dimension: "behaviour",
    halfLifeDays: 21,
    renewDays: 7,
    zh: (f) => `${f.metric} \u6C34\u5E73\u7531 ${f.from} \u53D8\u4E3A ${f.to}`,
    en: (f) => `Level of ${f.metric} moved from ${f.from} to ${f.to}`
  }
});
function createMarketAnomaly(parameters = {}) {
  const p = { ...MARKET_DEFAULTS, ...parameters };
  return {
    id: ID5,
    version: VERSION5,
    scope: "enterprise",
    kinds: ["market"],
    rules: rules4,
    create: () => ({ series: {} }),
    apply(state, event, context) {
      if (!isKind(event, "market")) return;
      const { metric, value, instrument } = event.data;
      const name = clip(instrument === void 0 ? metric : `${metric}@${instrument}`, 80);
      const known = state.series[name];
      if (known === void 0) {
        makeRoom2(state, p.maxSeries);
        state.series[name] = createSeries(event.timeMs, value);
        return;
      }
      const reading = stepSeries(known, event.timeMs, value, p.series);
      raiseAnomaly(name, known, reading, event, context, p);
      if (reading.shift !== null) raiseShift(name, known, reading.shift, event, context);
    }
  };
}
var marketAnomaly = createMarketAnomaly();
function raiseAnomaly(name, series, reading, event, context, p) {
  const limit = Math.min(p.maxChance, p.falsePerDay * Math.max(series.g, 1) / DAY_MS);
  if (reading.chance > limit || Math.abs(reading.z) < p.minSpreads) return;
  const severity = Math.min(60, 20 + 10 * Math.log10(limit / Math.max(reading.chance, 1e-12)));
  context.raise(rules4.anomaly, {
    slot: name,
    severity,
    figures: {
      metric: name,
      value: short(event.data.value),
      expected: short(reading.expected),
      spread: short(reading.spread),
      spreads: Math.round(Math.abs(reading.z) * 10) / 10,
      score: Math.round(reading.score * 1e6) / 1e6
    },
    evidence: [evidenceOf(event, `${name} = ${event.data.value}${event.data.unit ?? ""}`)]
  });
}
function raiseShift(name, series, shift, event, context) {
  const spreads = Math.abs(shift.to - shift.from) / Math.max(series.s[2], 1e-12);
  if (spreads < 2) return;
  context.raise(rules4.shift, {
    slot: name,
    severity: Math.min(45, 14 + 8 * Math.log2(spreads)),
    figures: { metric: name, from: short(shift.from), to: short(shift.to) },
    evidence: [evidenceOf(event, `${name} = ${event.data.value}${event.data.unit ?? ""}`)]
  });
}
function makeRoom2(state, maxSeries) {
  const names = Object.keys(state.series);
  if (names.length < maxSeries) return;
  let oldest = names[0];
  for (const name of names) {
    if (state.series[name].t < state.series[oldest].t) oldest = name;
  }
  delete state.series[oldest];
}
function short(value) {
  return Number(value.toPrecision(4));
}

// detectors/registration-churn/parameters.ts
var REGISTRATION_DEFAULTS = {
  /** Days over which changes are counted. */
  churnDays: 365,
  /** Changes of address, or of legal representative, in that time that are a finding. */
  addressChanges: 2,
  representativeChanges: 2,
  /** Changes of any kind within `rapidDays` that are a finding. */
  rapidDays: 90,
  rapidChanges: 4,
  /** Representative and address changed within so many days of each other: the shape of a shell that is sold. */
  handoverDays: 45,
  /** Registered capital (fen) from which little paid-in capital is a finding, and the share that is little. */
  unpaidFromFen: 1e9,
  unpaidShare: 0.1,
  /** A firm younger than this with registered capital of at least `bigCapitalFen`. */
  youngDays: 365,
  bigCapitalFen: 5e9,
  /** Sales posts in one advertisement that are a sales crowd. */
  salesPosts: 20,
  /** Capital cut by at least this share. */
  capitalCut: 0.5,
  /** Changes remembered. */
  keptChanges: 16
};
var FIELDS = [
  [/住所|地址|经营场所|address/i, "address"],
  [/法定代表人|负责人|执行事务合伙人|representative/i, "representative"],
  [/经营范围|scope/i, "scope"],
  [/注册资本|出资总额|capital/i, "capital"],
  [/股东|投资人|股权|合伙人|shareholder/i, "shareholder"],
  [/名称|字号|name/i, "name"]
];
function changeKindOf(field) {
  for (const [pattern, kind] of FIELDS) if (pattern.test(field)) return kind;
  return "other";
}
var CHANGE_ZH = {
  address: "\u4F4F\u6240",
  representative: "\u6CD5\u5B9A\u4EE3\u8868\u4EBA",
  scope: "\u7ECF\u8425\u8303\u56F4",
  capital: "\u6CE8\u518C\u8D44\u672C",
  name: "\u540D\u79F0",
  shareholder: "\u80A1\u4E1C",
  other: "\u5176\u4ED6\u4E8B\u9879"
};
var LICENSED_WORDS = [
  ["\u5438\u6536\u516C\u4F17\u5B58\u6B3E", 1],
  ["\u53D1\u653E\u8D37\u6B3E", 0.9],
  ["\u5C0F\u989D\u8D37\u6B3E", 0.9],
  ["\u7F51\u7EDC\u501F\u8D37", 1],
  ["p2p", 1],
  ["\u6C11\u95F4\u501F\u8D37", 0.9],
  ["\u501F\u8D37", 0.8],
  ["\u4F17\u7B79", 0.9],
  ["\u7406\u8D22", 0.9],
  ["\u8D22\u5BCC\u7BA1\u7406", 0.8],
  ["\u4EE3\u5BA2\u7406\u8D22", 1],
  ["\u57FA\u91D1\u9500\u552E", 0.8],
  ["\u79C1\u52DF", 0.7],
  ["\u8D44\u4EA7\u7BA1\u7406", 0.5],
  ["\u878D\u8D44\u62C5\u4FDD", 0.9],
  ["\u878D\u8D44\u79DF\u8D41", 0.8],
  ["\u5546\u4E1A\u4FDD\u7406", 0.8],
  ["\u5178\u5F53", 0.9],
  ["\u671F\u8D27", 0.8],
  ["\u5916\u6C47", 0.8],
  ["\u865A\u62DF\u8D27\u5E01", 1],
  ["\u6570\u5B57\u8D27\u5E01", 1],
  ["\u6570\u5B57\u8D44\u4EA7", 0.8],
  ["\u4EA4\u6613\u6240", 0.7],
  ["\u652F\u4ED8\u7ED3\u7B97", 0.8],
  ["\u4FDD\u9669\u7ECF\u7EAA", 0.7],
  ["\u8BC1\u5238", 0.7],
  ["\u91D1\u878D\u4FE1\u606F\u670D\u52A1", 0.5],
  ["\u517B\u8001\u6295\u8D44", 0.9]
];
var SALES_CROWD_WORDS = /理财(?:顾问|经理|师)|财富(?:顾问|经理)|投资顾问|地推|拓客|客户拓展|团队长|营销总监|渠道(?:经理|专员)|无需经验|无责底薪|高额提成|高提成|上不封顶|日结|带团队|会销|讲师|老年客户|中老年/;

// detectors/registration-churn/rules.ts
var REGISTRATION_ID = "registration-churn";
var REGISTRATION_VERSION = 1;
var STATUS_ZH = {
  abnormal: "\u7ECF\u8425\u5F02\u5E38",
  revoked: "\u540A\u9500",
  cancelled: "\u6CE8\u9500",
  "moved-out": "\u8FC1\u51FA"
};
var registrationRules = makeRules(REGISTRATION_ID, REGISTRATION_VERSION, {
  "address-churn": {
    dimension: "basic",
    halfLifeDays: 180,
    zh: (f) => `\u8FD1\u4E00\u5E74\u53D8\u66F4\u4F4F\u6240 ${f.count} \u6B21`,
    en: (f) => `Address changed ${f.count} times within a year`
  },
  "representative-churn": {
    dimension: "basic",
    halfLifeDays: 180,
    zh: (f) => `\u8FD1\u4E00\u5E74\u53D8\u66F4\u6CD5\u5B9A\u4EE3\u8868\u4EBA ${f.count} \u6B21`,
    en: (f) => `Legal representative changed ${f.count} times within a year`
  },
  "rapid-change": {
    dimension: "basic",
    halfLifeDays: 90,
    zh: (f) => `\u8FD1${f.days}\u65E5\u767B\u8BB0\u53D8\u66F4 ${f.count} \u9879\uFF08${f.kinds}\uFF09`,
    en: (f) => `${f.count} register changes in ${f.days} days`
  },
  handover: {
    dimension: "basic",
    halfLifeDays: 180,
    zh: (f) => `\u6CD5\u5B9A\u4EE3\u8868\u4EBA\u4E0E\u4F4F\u6240\u5728 ${f.days} \u65E5\u5185\u5148\u540E\u53D8\u66F4\uFF0C\u7591\u4F3C\u8F6C\u8BA9\u58F3\u516C\u53F8`,
    en: (f) => `Representative and address changed within ${f.days} days of each other: the shape of a sold shell`
  },
  "capital-cut": {
    dimension: "basic",
    halfLifeDays: 180,
    zh: (f) => `\u6CE8\u518C\u8D44\u672C\u7531 ${formatFen(Number(f.before))} \u51CF\u81F3 ${formatFen(Number(f.after))}`,
    en: (f) => `Registered capital cut from ${formatFenEn(Number(f.before))} to ${formatFenEn(Number(f.after))}`
  },
  "capital-unpaid": {
    dimension: "basic",
    halfLifeDays: null,
    renewDays: 180,
    zh: (f) => `\u6CE8\u518C\u8D44\u672C ${formatFen(Number(f.registered))}\uFF0C\u5B9E\u7F34\u4EC5 ${formatFen(Number(f.paid))}\uFF08${f.percent}%\uFF09`,
    en: (f) => `Registered ${formatFenEn(Number(f.registered))}, paid in only ${formatFenEn(Number(f.paid))} (${f.percent} %)`
  },
  "young-big-capital": {
    dimension: "basic",
    halfLifeDays: null,
    renewDays: 365,
    zh: (f) => `\u6210\u7ACB ${f.days} \u5929\uFF0C\u6CE8\u518C\u8D44\u672C ${formatFen(Number(f.registered))}`,
    en: (f) => `Founded ${f.days} days ago with registered capital of ${formatFenEn(Number(f.registered))}`
  },
  "scope-without-licence": {
    dimension: "basic",
    halfLifeDays: null,
    renewDays: 180,
    zh: (f) => `\u7ECF\u8425\u8303\u56F4\u542B\u201C${f.words}\u201D\uFF0C${f.licence === "none" ? "\u672A\u89C1\u76F8\u5E94\u8BB8\u53EF" : "\u8BB8\u53EF\u60C5\u51B5\u5F85\u6838"}`,
    en: (f) => `Scope holds \u201C${f.words}\u201D; ${f.licence === "none" ? "no licence is known" : "licence still to be checked"}`
  },
  status: {
    dimension: "basic",
    halfLifeDays: null,
    renewDays: 365,
    zh: (f) => `\u767B\u8BB0\u72B6\u6001\u53D8\u4E3A${STATUS_ZH[String(f.status)] ?? f.status}`,
    en: (f) => `Registration status became ${f.status}`
  },
  "sales-crowd": {
    dimension: "behaviour",
    halfLifeDays: 60,
    zh: (f) => `\u96C6\u4E2D\u62DB\u8058\u9500\u552E\u4EBA\u5458 ${f.posts} \u540D${f.words === "" ? "" : `\uFF0C\u7528\u8BED\u201C${f.words}\u201D`}`,
    en: (f) => `Recruits ${f.posts} sales people${f.words === "" ? "" : ` (\u201C${f.words}\u201D)`}`
  },
  "site-unfiled": {
    dimension: "behaviour",
    halfLifeDays: null,
    renewDays: 180,
    zh: (f) => `\u7F51\u7AD9\u6216\u5E94\u7528\u672A\u5907\u6848\uFF08${f.fact}\uFF09`,
    en: (f) => `Website or app without filing (${f.fact})`
  }
});

// detectors/registration-churn/registration-churn.ts
function createRegistrationChurn(parameters = {}) {
  const p = { ...REGISTRATION_DEFAULTS, ...parameters };
  return {
    id: REGISTRATION_ID,
    version: REGISTRATION_VERSION,
    scope: "enterprise",
    kinds: ["registration"],
    rules: registrationRules,
    create: () => ({ address: 0, representative: 0, scope: 0, changes: [], grownMs: null }),
    apply(state, event, context) {
      if (!isKind(event, "registration")) return;
      const { data } = event;
      const kinds = changesIn(state, data);
      const day = dayNumberOf(event.timeMs);
      for (const kind of kinds) state.changes.push([kind, day]);
      const today = dayNumberOf(context.nowMs);
      state.changes = state.changes.filter(([, at]) => at > today - p.churnDays).slice(-p.keptChanges);
      if (kinds.size > 0) raiseChurn(state, kinds, today, event, context, p);
      raiseCapital(state, data, event, context, p);
      raiseScope(data, event, context);
      raiseStatus(data, event, context);
      raiseConduct(data, event, context, p);
    },
    tick(state, context) {
      if (state.grownMs === null || context.nowMs < state.grownMs) return;
      state.grownMs = null;
      context.clear(registrationRules["young-big-capital"]);
    },
    due: (state) => state.grownMs
  };
}
var registrationChurn = createRegistrationChurn();
function changesIn(state, data) {
  const kinds = /* @__PURE__ */ new Set();
  for (const { field, before, after } of data.changes ?? [])
    if (before !== after) kinds.add(changeKindOf(field));
  for (const [kind, value] of [
    ["address", data.registeredAddress],
    ["representative", data.legalRepresentative],
    ["scope", data.scope]
  ]) {
    if (value === void 0) continue;
    const hash = hash32(normaliseText(value)) || 1;
    if (state[kind] !== 0 && state[kind] !== hash) kinds.add(kind);
    state[kind] = hash;
  }
  return kinds;
}
function raiseChurn(state, kinds, today, event, context, p) {
  const evidence = [evidenceOf(event, describeChanges(event, kinds))];
  const count = (kind) => state.changes.filter(([one]) => one === kind).length;
  const addresses = count("address");
  if (kinds.has("address") && addresses >= p.addressChanges) {
    const severity = Math.min(60, 22 + 14 * (addresses - p.addressChanges));
    context.raise(registrationRules["address-churn"], { severity, figures: { count: addresses }, evidence });
  }
  const representatives = count("representative");
  if (kinds.has("representative") && representatives >= p.representativeChanges) {
    const severity = Math.min(64, 26 + 16 * (representatives - p.representativeChanges));
    context.raise(registrationRules["representative-churn"], { severity, figures: { count: representatives }, evidence });
  }
  const recent = state.changes.filter(([, day]) => day > today - p.rapidDays);
  if (recent.length >= p.rapidChanges) {
    const named = [...new Set(recent.map(([kind]) => CHANGE_ZH[kind]))].join("\u3001");
    context.raise(registrationRules["rapid-change"], {
      severity: Math.min(50, 20 + 6 * (recent.length - p.rapidChanges)),
      figures: { days: p.rapidDays, count: recent.length, kinds: named },
      evidence
    });
  }
  if (kinds.has("address") || kinds.has("representative")) {
    const last = (kind) => Math.max(...state.changes.filter(([k]) => k === kind).map(([, day]) => day));
    const gap = Math.abs(last("address") - last("representative"));
    if (gap <= p.handoverDays)
      context.raise(registrationRules.handover, { severity: 32, figures: { days: gap }, evidence });
  }
}
function raiseCapital(state, data, event, context, p) {
  const { subject } = context;
  const registered = data.registeredCapital === void 0 ? subject.capital : fenOf(data.registeredCapital);
  const paid = data.paidInCapital === void 0 ? subject.paidIn : fenOf(data.paidInCapital);
  if (registered === void 0) return;
  const before = subject.capital;
  if (data.registeredCapital !== void 0 && before !== void 0 && registered <= before * (1 - p.capitalCut)) {
    const evidence = [evidenceOf(event, `\u6CE8\u518C\u8D44\u672C ${formatFen(before)} \u2192 ${formatFen(registered)}`)];
    context.raise(registrationRules["capital-cut"], { severity: 30, figures: { before, after: registered }, evidence });
  }
  if (data.registeredCapital !== void 0 || data.paidInCapital !== void 0) {
    const share = paid === void 0 || registered <= 0 ? 1 : paid / registered;
    if (paid !== void 0 && registered >= p.unpaidFromFen && share < p.unpaidShare) {
      context.raise(registrationRules["capital-unpaid"], {
        severity: 14 + 12 * (1 - share / p.unpaidShare) + Math.min(10, 4 * Math.log10(registered / p.unpaidFromFen)),
        figures: { registered, paid, percent: Math.round(share * 1e3) / 10 },
        evidence: [evidenceOf(event, `\u6CE8\u518C\u8D44\u672C ${formatFen(registered)}\uFF0C\u5B9E\u7F34 ${formatFen(paid)}`)]
      });
    } else if (paid !== void 0) context.clear(registrationRules["capital-unpaid"]);
  }
  const established = parseDateMs(data.establishedOn ?? subject.establishedOn);
  if (established === null || data.establishedOn === void 0 && data.registeredCapital === void 0)
    return;
  const grownMs = established + p.youngDays * DAY_MS;
  if (registered < p.bigCapitalFen || context.nowMs >= grownMs) {
    state.grownMs = null;
    context.clear(registrationRules["young-big-capital"]);
    return;
  }
  state.grownMs = grownMs;
  const days = Math.max(0, Math.floor((context.nowMs - established) / DAY_MS));
  context.raise(registrationRules["young-big-capital"], {
    severity: 18 + Math.min(12, 4 * Math.log10(registered / p.bigCapitalFen) + 6 * (1 - days / p.youngDays)),
    figures: { days, registered },
    evidence: [evidenceOf(event, `\u6CE8\u518C\u8D44\u672C ${formatFen(registered)}`)]
  });
}
function raiseScope(data, event, context) {
  if (data.scope === void 0) return;
  const kind = data.financeKind ?? context.subject.financeKind;
  const licensed = data.licences === void 0 ? context.subject.licensed : data.licences.length > 0;
  if (licensed === true || kind !== void 0 && (isLocalKind(kind) || kind === "private-fund")) {
    context.clear(registrationRules["scope-without-licence"]);
    return;
  }
  const scope = withoutExceptions(normaliseText(data.scope));
  const found = LICENSED_WORDS.filter(([word]) => scope.includes(word));
  if (found.length === 0) {
    context.clear(registrationRules["scope-without-licence"]);
    return;
  }
  const weight = Math.max(...found.map(([, one]) => one));
  const words = found.slice(0, 3).map(([word]) => word).join("\u3001");
  context.raise(registrationRules["scope-without-licence"], {
    severity: (licensed === false ? 52 : 26) * weight + Math.min(8, 2 * (found.length - 1)),
    figures: { words, licence: licensed === false ? "none" : "unknown" },
    evidence: [evidenceOf(event, data.scope)]
  });
}
function withoutExceptions(scope) {
  return scope.replaceAll(/(?:不得|不含|不包括|未经.{0,12}不得|除)[^;；。，)）]*/g, "");
}
var STATUS_SEVERITY = { abnormal: 38, revoked: 62, cancelled: 25, "moved-out": 10 };
function raiseStatus(data, event, context) {
  if (data.status === void 0) return;
  if (data.status === "active") {
    context.clear(registrationRules.status);
    return;
  }
  if (data.status === context.subject.status) return;
  context.raise(registrationRules.status, {
    severity: STATUS_SEVERITY[data.status],
    figures: { status: data.status },
    evidence: [evidenceOf(event, `\u767B\u8BB0\u72B6\u6001\uFF1A${data.status}`)]
  });
}
function raiseConduct(data, event, context, p) {
  const { recruitment, facts } = data;
  if (recruitment !== void 0) {
    const posts = recruitment.salesPosts ?? 0;
    const words = SALES_CROWD_WORDS.exec(normaliseText(recruitment.wording ?? ""))?.[0] ?? "";
    if (posts >= p.salesPosts || words !== "" && posts >= p.salesPosts / 4) {
      context.raise(registrationRules["sales-crowd"], {
        severity: Math.min(60, 22 + 10 * Math.log2(1 + posts / p.salesPosts) + (words === "" ? 0 : 14)),
        figures: { posts, words },
        evidence: [evidenceOf(event, recruitment.wording ?? `\u62DB\u8058\u9500\u552E ${posts} \u540D`)]
      });
    }
  }
  for (const [fact, value] of Object.entries(facts ?? {})) {
    if (!/icp|备案|website-filed|app-filed/i.test(fact)) continue;
    const unfiled = value === false || typeof value === "string" && /^(?:未|无|否|no)/i.test(value);
    if (!unfiled) context.clear(registrationRules["site-unfiled"], clip(fact, 20));
    else {
      context.raise(registrationRules["site-unfiled"], {
        slot: clip(fact, 20),
        severity: 30,
        figures: { fact: clip(fact, 20) },
        evidence: [evidenceOf(event, `${fact}\uFF1A${String(value)}`)]
      });
    }
  }
}
function describeChanges(event, kinds) {
  const listed = (event.data.changes ?? []).map(
    ({ field, before, after }) => `${field}\uFF1A${clip(before ?? "", 40)} \u2192 ${clip(after ?? "", 40)}`
  );
  return listed.length > 0 ? listed.join("\uFF1B") : [...kinds].map((kind) => `\u53D8\u66F4${CHANGE_ZH[kind]}`).join("\u3001");
}

// detectors/routes.ts
function makeRoutes(detectors) {
  const scopes = { enterprise: routesIn("enterprise", detectors), meeting: routesIn("meeting", detectors) };
  return {
    forEvent(scope, event) {
      const { byKind, byType } = scopes[scope];
      return (event.kind === "derived" ? byType.get(event.type) : byKind.get(event.kind)) ?? NONE;
    },
    all: (scope) => scopes[scope].all
  };
}
var NONE = [];
function routesIn(scope, detectors) {
  const all = detectors.filter((detector) => detector.scope === scope);
  const byKind = /* @__PURE__ */ new Map();
  const byType = /* @__PURE__ */ new Map();
  for (const detector of all) {
    for (const kind of detector.kinds) if (kind !== "derived") append(byKind, kind, detector);
    for (const type of detector.derivedTypes ?? []) append(byType, type, detector);
  }
  return { all, byKind, byType };
}
function append(map, key, detector) {
  const list = map.get(key);
  if (list === void 0) map.set(key, [detector]);
  else list.push(detector);
}
function scopeOf(key) {
  return key.startsWith("e:") ? "enterprise" : "meeting";
}
function enterpriseIdOf(key) {
  if (!key.startsWith("e:")) return null;
  const id = Number(key.slice(2));
  return Number.isSafeInteger(id) ? id : null;
}

// detectors/scoring.ts
var PEAK_SHARE = 0.7;
var RANK_DISCOUNT = 0.6;
var PEAK_SPLIT = 6;
function breakDown(active, weights) {
  if (active.length === 0) return EMPTY;
  const survival = [1, 1, 1, 1, 1];
  const ranks = [1, 1, 1, 1, 1];
  for (const entry of active) {
    const d = NUMBERS[entry.rule.dimension];
    const kept = 1 - Math.min(entry.severity, 99.9) * ranks[d] / 100;
    ranks[d] = ranks[d] * RANK_DISCOUNT;
    survival[d] = survival[d] * kept;
    entry.points = -Math.log(kept);
  }
  let peak = 0;
  let peakSplit = 0;
  const values = [0, 0, 0, 0, 0];
  const points = [0, 0, 0, 0, 0];
  const near = [0, 0, 0, 0, 0];
  for (let d = 0; d < 5; d++) {
    if (survival[d] === 1) continue;
    const value = round2(100 * (1 - survival[d]));
    const weight = weights[DIMENSIONS[d]];
    values[d] = value;
    points[d] = (1 - PEAK_SHARE) * weight * value;
    const emphasised = Math.min(1, 5 * weight) * value;
    near[d] = (emphasised / 100) ** PEAK_SPLIT;
    peak = Math.max(peak, emphasised);
    peakSplit += near[d];
  }
  let total = 0;
  for (let d = 0; d < 5; d++) {
    if (peakSplit > 0)
      points[d] = points[d] + PEAK_SHARE * peak * near[d] / peakSplit;
    total += points[d];
  }
  let decayPerDay = 0;
  let forced = null;
  for (const entry of active) {
    const d = NUMBERS[entry.rule.dimension];
    const whole = -Math.log(survival[d]);
    entry.points = whole > 0 ? points[d] * entry.points / whole : 0;
    const { halfLifeDays, forces } = entry.rule;
    if (halfLifeDays !== null) decayPerDay += entry.points * Math.LN2 / halfLifeDays;
    if (forces !== null && (forced === null || levelNumber(forces) > levelNumber(forced))) forced = forces;
  }
  return {
    total: Math.max(0, Math.min(100, round2(total))),
    dimensions: scoresOf(values),
    dimensionPoints: scoresOf(points),
    signals: active,
    decayPerDay,
    forced
  };
}
function reasonsOf(breakdown, key, before = [], touched = NOBODY) {
  const parts = breakdown.signals.length > 1 ? [...breakdown.signals].sort(byPoints) : breakdown.signals;
  const reasons = [];
  for (let i = 0; i < parts.length && i < 3; i++) {
    const { signal, rule, points } = parts[i];
    const uid = findingUid(signal, key);
    const known = touched.has(signal.r) ? void 0 : before.find((reason) => reason.findingUid === uid);
    reasons.push({
      findingUid: uid,
      dimension: rule.dimension,
      text: known?.text ?? rule.zh(signal.f),
      textEn: known?.textEn ?? rule.en(signal.f),
      points: round2(points)
    });
  }
  return reasons;
}
var NOBODY = /* @__PURE__ */ new Set();
function byPoints(a, b) {
  return b.points - a.points;
}
var NUMBERS = {
  basic: 0,
  compliance: 1,
  behaviour: 2,
  sentiment: 3,
  association: 4
};
function nextDueMs(breakdown, level, nowMs, rule) {
  const from = levelNumber(level.level);
  const dwellMs = (level.sinceMs ?? 0) + rule.minDwellMs;
  const below = from > 1 && breakdown.total < rule.floors[from - 1] - rule.margin;
  const mayFall = below && (breakdown.forced === null || levelNumber(breakdown.forced) < from) && dwellMs > nowMs;
  const dwell = mayFall ? dwellMs : null;
  if (breakdown.decayPerDay <= 1e-6) return dwell;
  const decay = nowMs + Math.round(Math.min(Math.max(1 / breakdown.decayPerDay, 0.25), 30) * DAY_MS);
  return dwell === null ? decay : Math.min(dwell, decay);
}
function round2(value) {
  return Math.round(value * 100) / 100;
}
function scoresOf(values) {
  return {
    basic: values[0],
    compliance: values[1],
    behaviour: values[2],
    sentiment: values[3],
    association: values[4]
  };
}
var ZERO = scoresOf([0, 0, 0, 0, 0]);
var EMPTY = {
  total: 0,
  dimensions: ZERO,
  dimensionPoints: ZERO,
  signals: [],
  decayPerDay: 0,
  forced: null
};

// detectors/sentiment/parameters.ts
var SENTIMENT_DEFAULTS = {
  /** From this negativity (0–1) on a text counts as negative. */
  negativeFrom: 0.5,
  /** Windows (days) that are compared with the firm's own history. */
  windows: [1, 7, 30],
  /** Fewest negative stories in a window that can be a burst. */
  minCount: 3,
  /** Ordinary rate of negative stories before anything is known: 0.3 in 20 days. */
  prior: { shape: 0.3, days: 20, memoryDays: 120 },
  /** Bits (of 64) in which a repost may differ from its story. */
  repostBits: 7,
  /** What a repost counts in the volume; a new story counts 1. */
  repostShare: 0.25,
  /** Stories and channels remembered. */
  keptStories: 10,
  keptChannels: 8,
  keptRows: 3,
  /** Channels in 7 days from which a spread is a finding. */
  spreadFrom: 3,
  /** One-year LPR in percent (3.0 since 2025-05-20), against which offers are shown. */
  benchmarkPercent: 3,
  /** Offers at or below this yearly rate (percent) are ordinary. */
  ordinaryPercent: 6
};
var CHANNEL_WEIGHTS = [
  [/公安|警方|法院|检察|政府|监管|证监|金融办|市场监督|official|gov/i, 1],
  [/新闻|报|网|电视|通讯社|news|media/i, 0.9],
  [/黑猫|12345|投诉|complaint/i, 0.75],
  [/公众号|微信|wechat/i, 0.7],
  [/微博|抖音|知乎|小红书|快手|b站|头条|weibo|douyin|zhihu|social/i, 0.65],
  [/股吧|贴吧|论坛|评论|forum|bbs/i, 0.45]
];
var OTHER_CHANNEL = 0.7;
function channelWeight(channel) {
  if (channel === void 0) return OTHER_CHANNEL;
  for (const [pattern, weight] of CHANNEL_WEIGHTS) if (pattern.test(channel)) return weight;
  return OTHER_CHANNEL;
}
function rateSeverity(percent, ordinaryPercent) {
  const steps = [
    [ordinaryPercent, 15],
    [8, 40],
    [10, 55],
    [15, 68],
    [24, 78],
    [36, 84],
    [100, 90]
  ];
  if (percent <= ordinaryPercent) return 0;
  for (let i = 1; i < steps.length; i++) {
    const [x1, y1] = steps[i];
    const [x0, y0] = steps[i - 1];
    if (percent <= x1 && x1 > x0) return y0 + (y1 - y0) * (percent - x0) / (x1 - x0);
  }
  return 90;
}

// detectors/sentiment/rules.ts
var SENTIMENT_ID = "sentiment";
var SENTIMENT_VERSION = 1;
var sentimentRules = makeRules(SENTIMENT_ID, SENTIMENT_VERSION, {
  burst: {
    dimension: "sentiment",
    halfLifeDays: 14,
    zh: (f) => `\u8FD1${f.days}\u65E5\u8D1F\u9762\u8206\u60C5 ${f.count} \u7BC7\uFF08\u5E38\u6001 ${f.expected}\uFF09`,
    en: (f) => `${f.count} negative texts in ${f.days} days (usually ${f.expected})`
  },
  spread: {
    dimension: "sentiment",
    halfLifeDays: 14,
    zh: (f) => `\u8D1F\u9762\u8206\u60C5 7 \u65E5\u5185\u6269\u6563\u5230 ${f.channels} \u4E2A\u6E20\u9053\uFF08${f.names}\uFF09`,
    en: (f) => `Negative texts on ${f.channels} channels within 7 days (${f.names})`
  },
  offer: {
    dimension: "behaviour",
    halfLifeDays: 90,
    zh: (f) => `\u5BA3\u4F20\u627F\u8BFA\u6536\u76CA\uFF1A${offerZh(f)}`,
    en: (f) => `Promises a return: ${offerEn(f)}`
  }
});
var wordRules = Object.fromEntries(
  CATEGORIES.map((category) => {
    const { halfLifeDays, zh, en } = CATEGORY_MEANINGS[category];
    const id = `word-${category}`;
    const made2 = makeRules(SENTIMENT_ID, SENTIMENT_VERSION, {
      [id]: {
        dimension: "sentiment",
        halfLifeDays,
        zh: (f) => `\u8206\u60C5\u51FA\u73B0${zh}\u5B57\u6837\uFF1A\u201C${f.terms}\u201D\uFF08${f.count} \u7BC7\uFF09`,
        en: (f) => `Texts speak of ${en}: \u201C${f.terms}\u201D (${f.count})`
      }
    });
    return [category, made2[id]];
  })
);
function offerZh(f) {
  const rate = f.percent === void 0 ? "" : `\u201C${f.offer}\u201D\uFF08\u6298\u5E74\u5316 ${f.percent}%\uFF0C\u4E3A LPR ${f.benchmark}% \u7684 ${f.times} \u500D\uFF09`;
  const words = f.words === void 0 ? "" : `\u201C${f.words}\u201D`;
  return [rate, words].filter((part) => part !== "").join("\uFF0C");
}
function offerEn(f) {
  const rate = f.percent === void 0 ? "" : `\u201C${f.offer}\u201D (${f.percent} % a year, ${f.times} times the LPR of ${f.benchmark} %)`;
  const words = f.words === void 0 ? "" : `\u201C${f.words}\u201D`;
  return [rate, words].filter((part) => part !== "").join(", ");
}

// detectors/text/simhash.ts
var LANES_LOW = new Uint32Array(256);
var LANES_HIGH = new Uint32Array(256);
for (let byte = 0; byte < 256; byte++) {
  let low = 0;
  let high = 0;
  for (let bit = 0; bit < 4; bit++) if (byte >> bit & 1) low |= 1 << bit * 8;
  for (let bit = 4; bit < 8; bit++) if (byte >> bit & 1) high |= 1 << (bit - 4) * 8;
  LANES_LOW[byte] = low >>> 0;
  LANES_HIGH[byte] = high >>> 0;
}
var MAX_FEATURES = 240;
function simhash(text) {
  const sums = new Uint32Array(16);
  const totals = new Int32Array(64);
  let previous = 0;
  let features = 0;
  let pending = 0;
  for (let i = 0; i < text.length && features < MAX_FEATURES; i++) {
    const code = text.charCodeAt(i);
    if (!isWordCode(code)) continue;
    if (previous !== 0) {
      let h = Math.imul(previous * 65599 + code, 2654435761);
      h ^= h >>> 16;
      h = Math.imul(h, 2246822507);
      h ^= h >>> 13;
      const h1 = Math.imul(h, 3266489909);
      const h2 = Math.imul(h ^ 1540483477, 668265263);
      addBits(sums, 0, h1 ^ h1 >>> 16);
      addBits(sums, 8, h2 ^ h2 >>> 16);
      features++;
      if (++pending === 255) {
        pour(sums, totals);
        pending = 0;
      }
    }
    previous = code;
  }
  pour(sums, totals);
  let low = 0;
  let high = 0;
  for (let bit = 0; bit < 32; bit++) {
    if (totals[bit] * 2 > features) low |= 1 << bit;
    if (totals[bit + 32] * 2 > features) high |= 1 << bit;
  }
  return { high: high >>> 0, low: low >>> 0 };
}
function distance(a, b) {
  return popCount(a.high ^ b.high) + popCount(a.low ^ b.low);
}
function addBits(sums, offset, bits) {
  for (let byte = 0; byte < 4; byte++) {
    const value = bits >>> byte * 8 & 255;
    const at = offset + byte * 2;
    sums[at] = sums[at] + LANES_LOW[value];
    sums[at + 1] = sums[at + 1] + LANES_HIGH[value];
  }
}
function pour(sums, totals) {
  for (let word = 0; word < 16; word++) {
    const value = sums[word];
    for (let lane = 0; lane < 4; lane++) {
      const at = word * 4 + lane;
      totals[at] = totals[at] + (value >>> lane * 8 & 255);
    }
    sums[word] = 0;
  }
}
function popCount(value) {
  let v = value - (value >>> 1 & 1431655765);
  v = (v & 858993459) + (v >>> 2 & 858993459);
  return Math.imul(v + (v >>> 4) & 252645135, 16843009) >>> 24;
}
function isWordCode(code) {
  return code >= 19968 && code <= 40959 || code >= 48 && code <= 57 || code >= 97 && code <= 122;
}

// detectors/text/subject-name.ts
var PLACES = /^(?:中国|上海市?|北京市?|深圳市?|广州市?|杭州市?|江苏省?|浙江省?|黄浦|徐汇|长宁|静安|普陀|虹口|杨浦|闵行|宝山|嘉定|浦东新?区?|金山|松江|青浦|奉贤|崇明)(?:区)?/;
var FORMS = /(?:股份有限公司|有限责任公司|有限公司|\(有限合伙\)|有限合伙|合伙企业|集团|分公司)/g;
var BUSINESS = /(?:互联网金融信息服务|金融信息服务|信息服务|信息科技|网络科技|财富管理|资产管理|投资管理|投资咨询|投资发展|投资|小额贷款|融资租赁|融资担保|商业保理|典当|股权投资基金管理|基金管理|私募基金|企业管理|管理咨询|咨询|科技发展|科技|实业发展|实业|贸易|商务|电子商务|信息技术|技术|管理|服务|金融|发展|控股|文化传播)+$/;
var namesOf = memoise(splitName);
function splitName(registered) {
  const full = normaliseText(registered).replaceAll("\uFF08", "(").replaceAll("\uFF09", ")").trim();
  const names = /* @__PURE__ */ new Set([full]);
  const middle = full.replaceAll(/\([^)]*\)/g, "").replaceAll(FORMS, "");
  const local = middle.replace(PLACES, "");
  const trade = local.replace(BUSINESS, "");
  for (const name of [middle, local]) if (name.length >= 3) names.add(name);
  if (trade.length >= 2) names.add(trade);
  return [...names].sort((a, b) => b.length - a.length);
}

// detectors/sentiment/sentiment.ts
function createSentiment(parameters = {}) {
  const p = { ...SENTIMENT_DEFAULTS, ...parameters };
  return {
    id: SENTIMENT_ID,
    version: SENTIMENT_VERSION,
    scope: "enterprise",
    kinds: ["sentiment"],
    rules: { ...sentimentRules, ...wordRules },
    create: () => ({ rate: createRate(), stories: [], channels: [], rows: [], denied: 0 }),
    apply(state, event, context) {
      if (!isKind(event, "sentiment")) return;
      const name = event.subjectName ?? context.subject.name;
      const analysis = analyseText(
        joinTitle(event.data.title, event.data.text),
        name === void 0 ? [] : namesOf(name)
      );
      raiseOffer(analysis, event, context, p);
      heedRefutation(state, analysis, event, context);
      const negative = negativityOf(analysis, event);
      if (negative < p.negativeFrom) return;
      const believed = channelWeight(event.data.channel);
      const day = dayNumberOf(event.timeMs);
      const isRepost = rememberStory(state, simhash(analysis.text), day, p);
      rememberChannel(state, event.data.channel ?? event.source, day, p);
      rememberRow(state.rows, event, event.data.title || event.data.text, p.keptRows);
      addToRate(state.rate, day, p.prior, isRepost ? p.repostShare : 1);
      if (!isRepost) raiseWords(state, analysis, believed, context);
      raiseBurst(state, believed, context, p);
      raiseSpread(state, context, p);
    }
  };
}
var sentiment = createSentiment();
function joinTitle(title, text) {
  return title === "" || text.startsWith(title) ? text : `${title}\u3002${text}`;
}
function negativityOf(analysis, event) {
  if (event.data.polarity === "negative") return Math.max(analysis.negative, 0.6);
  if (event.data.polarity === "positive") return analysis.negative >= 0.85 ? analysis.negative : 0;
  return analysis.negative;
}
function rememberStory(state, hash, day, p) {
  const known = state.stories.find(([high, low]) => distance({ high, low }, hash) <= p.repostBits);
  if (known !== void 0) {
    known[2] = day;
    return true;
  }
  state.stories.push([hash.high, hash.low, day]);
  if (state.stories.length > p.keptStories) state.stories.shift();
  return false;
}
function rememberChannel(state, channel, day, p) {
  const short2 = clip(channel, 16);
  const known = state.channels.find(([name]) => name === short2);
  if (known !== void 0) known[1] = Math.max(known[1], day);
  else state.channels.push([short2, day]);
  state.channels = state.channels.filter(([, at]) => at > day - 7);
  if (state.channels.length > p.keptChannels) state.channels.shift();
}
var MIN_WEIGHT2 = 0.5;
function raiseWords(state, analysis, believed, context) {
  for (const [category, weight] of analysis.categories) {
    if (weight < MIN_WEIGHT2) continue;
    const rule = wordRules[category];
    const full = CATEGORY_MEANINGS[category].severity * (0.5 + 0.5 * believed);
    const share = weight * believed;
    const before = context.severityOf(rule);
    const severity = before <= 0 ? 0.6 * full * share : Math.max(before, before + (full - before) * 0.4 * share);
    const figures = context.figuresOf(rule);
    const terms = analysis.hits.filter((hit) => hit.category === category && hit.weight > 0.25).map((hit) => hit.term);
    context.raise(rule, {
      severity,
      figures: {
        terms: [...new Set(terms)].slice(0, 3).join("\u3001"),
        count: before <= 0 ? 1 : Number(figures?.count ?? 0) + 1
      },
      evidence: evidenceOfRows(state.rows)
    });
  }
}
var OFFICIAL = /官方(?:通报|回应|辟谣)|警方通报|公安机关通报|经核查|监管部门回应/;
var DENIAL_DAYS = 7;
function heedRefutation(state, analysis, event, context) {
  if (!analysis.refutes || analysis.negative >= 0.5 || analysis.hits.length === 0) return;
  const believed = OFFICIAL.test(analysis.text) ? 1 : channelWeight(event.data.channel);
  if (believed < 0.85) {
    const day = dayNumberOf(event.timeMs);
    if (day - state.denied < DENIAL_DAYS) return;
    state.denied = day;
  }
  const share = 1 - 0.6 * Math.max(0, believed - 0.5) / 0.5;
  for (const rule of Object.values(wordRules)) context.soften(rule, share);
  context.soften(sentimentRules.burst, share);
  context.soften(sentimentRules.spread, share);
}
function raiseBurst(state, believed, context, p) {
  const day = dayNumberOf(context.nowMs);
  let strongest = null;
  let severity = 0;
  for (const days of p.windows) {
    const burst = burstOf(state.rate, day, days, p.prior);
    const value = burstSeverity(burst, p.minCount);
    if (value > severity) {
      strongest = burst;
      severity = value;
    }
  }
  if (strongest === null) return;
  context.raise(sentimentRules.burst, {
    severity: severity * (0.6 + 0.4 * believed),
    figures: {
      days: strongest.windowDays,
      count: Math.round(strongest.count),
      expected: formatExpected(strongest.expected)
    },
    evidence: evidenceOfRows(state.rows)
  });
}
function raiseSpread(state, context, p) {
  const channels = state.channels.length;
  if (channels < p.spreadFrom) return;
  context.raise(sentimentRules.spread, {
    severity: Math.min(60, 15 * (channels - p.spreadFrom + 1) + 10),
    figures: {
      channels,
      names: state.channels.map(([name]) => name).slice(-3).join("\u3001")
    },
    evidence: evidenceOfRows(state.rows)
  });
}
function raiseOffer(analysis, event, context, p) {
  const rate = analysis.rates[0];
  const guarantee = analysis.guarantees[0];
  if (rate === void 0 && guarantee === void 0) return;
  const byRate = rate === void 0 ? 0 : rateSeverity(rate.annualPercent, p.ordinaryPercent);
  const byWords = guarantee === void 0 ? 0 : 50 * guarantee.weight;
  if (byRate === 0 && byWords < 25) return;
  const about = analysis.namesSubject || event.subjectName === void 0 ? 1 : 0.7;
  const severity = 100 * (1 - (1 - byRate / 100) * (1 - byWords / 100)) * about * (0.5 + 0.5 * channelWeight(event.data.channel));
  context.raise(sentimentRules.offer, {
    severity,
    figures: {
      ...rate === void 0 ? {} : {
        offer: clip(rate.text, 24),
        percent: rate.annualPercent,
        benchmark: p.benchmarkPercent,
        times: Number((rate.annualPercent / p.benchmarkPercent).toFixed(1))
      },
      ...guarantee === void 0 ? {} : {
        words: analysis.guarantees.slice(0, 3).map(({ term }) => term).join("\u3001")
      }
    },
    evidence: [evidenceOf(event, sentenceAround(analysis, rate?.text ?? guarantee?.term ?? ""))]
  });
}
function sentenceAround(analysis, words) {
  const at = Math.max(0, analysis.text.indexOf(words));
  return clip(analysis.text.slice(Math.max(0, at - 20), at + words.length + 40), 120);
}

// detectors/shared-address/shared-address.ts
var ID6 = "shared-address";
var VERSION6 = 1;
var SHARED_ADDRESS_DEFAULTS = {
  /** Severity at each of CLUSTER_STEPS (5, 10, 20, 50, 100, 200, 500, 1000 firms). */
  severities: [18, 30, 42, 52, 58, 62, 64, 66],
  /** Severity when four members change in turn, and what each doubling adds. */
  churnSeverity: 60,
  churnStep: 10,
  /** What is left of it at a place meant for many firms (集中登记地, incubators). */
  collectiveShare: 0.35
};
var rules5 = makeRules(ID6, VERSION6, {
  cluster: {
    dimension: "basic",
    halfLifeDays: null,
    renewDays: 90,
    zh: (f) => `\u6CE8\u518C\u5730\u5740\u201C${f.address}\u201D\u767B\u8BB0\u4F01\u4E1A ${f.count} \u5BB6`,
    en: (f) => `${f.count} firms are registered at \u201C${f.address}\u201D`
  },
  churn: {
    dimension: "basic",
    halfLifeDays: 120,
    zh: (f) => `\u540C\u5740 ${f.count} \u5BB6\u4F01\u4E1A\u4E2D ${f.changed} \u5BB6\u5728 ${f.days} \u65E5\u5185\u53D8\u66F4\u6CD5\u5B9A\u4EE3\u8868\u4EBA\u6216\u8FC1\u51FA\uFF0C\u7591\u4F3C\u7A7A\u58F3\u4F01\u4E1A\u7FA4`,
    en: (f) => `${f.changed} of ${f.count} firms at one address changed representative or left within ${f.days} days: a shell cluster`
  }
});
function createSharedAddress(parameters = {}) {
  const p = { ...SHARED_ADDRESS_DEFAULTS, ...parameters };
  return {
    id: ID6,
    version: VERSION6,
    scope: "enterprise",
    kinds: ["registration", "derived"],
    derivedTypes: ["address.cluster", "address.churn"],
    rules: rules5,
    create: () => ({ a: "" }),
    apply(state, event, context) {
      const { enterpriseId } = context;
      if (enterpriseId === null) return;
      if (isKind(event, "registration")) {
        const gone = event.data.status === "cancelled" || event.data.status === "moved-out";
        const address2 = event.data.registeredAddress;
        const hash = gone ? "" : address2 === void 0 ? state.a : addressHash(address2) ?? "";
        if (hash === state.a) {
          const changed = event.data.changes?.some(({ field }) => changeKindOf(field) === "representative") === true;
          if (changed && context.severityOf(rules5.cluster) > 0) {
            context.derive(addressKey(state.a), "meeting.changed", { enterpriseId });
          }
          return;
        }
        const member = {
          enterpriseId,
          district: event.district,
          role: "address",
          weight: 1,
          label: clip(address2 ?? "", 60)
        };
        if (state.a !== "") context.derive(addressKey(state.a), "meeting.left", member);
        if (hash !== "") context.derive(addressKey(hash), "meeting.joined", member);
        context.clear(rules5.cluster);
        state.a = hash;
        return;
      }
      const { count, step, address, key } = event.data;
      if (key !== addressKey(state.a)) return;
      const collective = isCollectiveAddress(address) ? p.collectiveShare : 1;
      if (event.type === "address.churn") {
        const { changed, days } = event.data;
        context.raise(rules5.churn, {
          severity: Math.min(78, p.churnSeverity + p.churnStep * Math.log2(changed / 4)) * collective,
          figures: { changed, count, days },
          evidence: [evidenceOf(event, `${address}\uFF1A${count} \u5BB6\u4E2D ${changed} \u5BB6\u53D8\u66F4`)]
        });
        return;
      }
      if (step <= 0) {
        context.clear(rules5.cluster);
        return;
      }
      const full = p.severities[Math.min(step, CLUSTER_STEPS.length) - 1] ?? 0;
      context.raise(rules5.cluster, {
        severity: full * collective,
        figures: { count, address: clip(address, 40) },
        evidence: [evidenceOf(event, `${address}\uFF1A${count} \u5BB6`)]
      });
    },
    reconcile(previous, state, context) {
      const now = state?.a ?? "";
      if (previous.a === now) return;
      const { enterpriseId } = context;
      if (enterpriseId === null) return;
      const district = context.subject.district ?? "000000";
      const member = { enterpriseId, district, role: "address", weight: 1, label: "" };
      if (previous.a !== "") context.derive(addressKey(previous.a), "meeting.left", member);
      if (now !== "") context.derive(addressKey(now), "meeting.joined", member);
    }
  };
}
var sharedAddress = createSharedAddress();

// detectors/step-context.ts
var NONE2 = /* @__PURE__ */ new Set();
var StepContext = class {
  key;
  enterpriseId;
  nowMs;
  subject;
  findings = [];
  derived = [];
  /** Rules (by key) whose signals changed. */
  touched = NONE2;
  alerting = false;
  #signals;
  #event;
  #district;
  #cause;
  constructor(key, nowMs, event, subject, signals, enterpriseId, cause = event?.uid ?? `tick/${key}/${nowMs}`) {
    this.key = key;
    this.nowMs = nowMs;
    this.subject = subject;
    this.enterpriseId = enterpriseId;
    this.#signals = signals;
    this.#event = event;
    this.#cause = cause;
    this.#district = event?.district ?? subject.district ?? "000000";
  }
  raise(rule, raise) {
    if (this.enterpriseId === null) return;
    const key = ruleKey(rule);
    const severity = round2(Math.max(0, Math.min(100, raise.severity)));
    if (!(severity >= MIN_SEVERITY)) return;
    let signal = findSignal(this.#signals, key, raise.slot);
    const before = signal === void 0 ? 0 : severityAt(signal, rule, this.nowMs);
    const news = raise.always === true || signal === void 0 || before < MIN_SEVERITY || severity >= signal.e + rule.step || this.nowMs - signal.n >= rule.renewDays * DAY_MS;
    if (signal === void 0) {
      const base = { r: key, s: 0, t: 0, f: raise.figures, o: "", e: 0, n: 0 };
      signal = raise.slot === void 0 ? base : { ...base, k: raise.slot };
      this.#signals.push(signal);
    }
    if (rule.halfLifeDays === null || severity >= before) {
      signal.s = severity;
      signal.t = this.nowMs;
      signal.f = raise.figures;
    }
    this.touch(key);
    if (!news) return;
    signal.o = raise.occasion ?? this.#cause;
    signal.e = severity;
    signal.n = this.nowMs;
    if (rule.alerts) this.alerting = true;
    this.findings.push({
      uid: findingUid(signal, this.key),
      enterpriseId: this.enterpriseId,
      detector: rule.detector,
      detectorVersion: rule.detectorVersion,
      rule: rule.id,
      dimension: rule.dimension,
      severity,
      timeMs: this.nowMs,
      reason: rule.zh(raise.figures),
      reasonEn: rule.en(raise.figures),
      figures: { ...raise.figures },
      evidence: raise.evidence ?? [],
      ...raise.clause === void 0 ? {} : { clause: raise.clause }
    });
  }
  soften(rule, share, slot) {
    const key = ruleKey(rule);
    const signal = findSignal(this.#signals, key, slot);
    if (signal === void 0) return;
    signal.s = round2(severityAt(signal, rule, this.nowMs) * share);
    signal.t = this.nowMs;
    signal.e = signal.s;
    this.touch(key);
  }
  clear(rule, slot) {
    const key = ruleKey(rule);
    const at = this.#signals.findIndex((signal) => signal.r === key && signal.k === slot);
    if (at < 0) return;
    this.#signals.splice(at, 1);
    this.touch(key);
  }
  severityOf(rule, slot) {
    const signal = findSignal(this.#signals, ruleKey(rule), slot);
    return signal === void 0 ? 0 : severityAt(signal, rule, this.nowMs);
  }
  figuresOf(rule, slot) {
    return findSignal(this.#signals, ruleKey(rule), slot)?.f;
  }
  derive(key, type, data, to, name = "") {
    const cause = this.#cause;
    const root = cause.split(">", 1)[0];
    this.derived.push({
      uid: `${root}>${hash64(`${cause}|${type}|${key}|${name}`)}`,
      kind: "derived",
      type,
      key,
      enterpriseId: to?.enterpriseId ?? null,
      district: to?.district ?? this.#district,
      source: "guanlan",
      timeMs: this.nowMs,
      timeInferred: this.#event?.timeInferred ?? false,
      simulated: this.#event?.simulated ?? false,
      hash: hash64(JSON.stringify(data)),
      ...this.#event?.traceparent === void 0 ? {} : { traceparent: this.#event.traceparent },
      data
    });
  }
  /** Its indicator must be told. */
  touch(rule) {
    if (this.touched === NONE2) this.touched = /* @__PURE__ */ new Set();
    this.touched.add(rule);
  }
};

// detectors/subject.ts
function updateSubject(facts, event) {
  if (event.subjectName !== void 0 && facts.name === void 0) facts.name = event.subjectName;
  if (event.district !== "000000") facts.district = event.district;
  if (event.kind !== "registration") return;
  const data = event.data;
  if (data.name !== void 0) facts.name = data.name;
  if (data.creditCode !== void 0) facts.code = data.creditCode;
  if (data.financeKind !== void 0) facts.financeKind = data.financeKind;
  if (data.industryCode !== void 0) facts.industry = data.industryCode;
  if (data.establishedOn !== void 0) facts.establishedOn = data.establishedOn;
  if (data.registeredCapital !== void 0) facts.capital = fenOf(data.registeredCapital);
  if (data.paidInCapital !== void 0) facts.paidIn = fenOf(data.paidInCapital);
  if (data.status !== void 0) facts.status = data.status;
  if (data.licences !== void 0) facts.licensed = data.licences.length > 0;
}

// detectors/registry.ts
var DETECTORS = [
  registrationChurn,
  sharedAddress,
  association,
  sentiment,
  complaintBurst,
  compliance,
  marketAnomaly,
  fundFlow,
  meeting
];
var DEFAULT_REGISTRY_OPTIONS = { detectors: DETECTORS, latenessMs: 6 * HOUR_MS };
var StateVersionError = class extends Error {
  code = "state-version";
};
var STATE_FORMAT = 1;
function createRegistry(options = {}) {
  const { detectors, latenessMs } = { ...DEFAULT_REGISTRY_OPTIONS, ...options };
  const version = `${STATE_FORMAT}-${hash64(detectors.map((d) => `${d.id}.${d.version}`).join(" ")).slice(0, 8)}`;
  const routes = makeRoutes(detectors);
  const afterwards = routes.all("enterprise").filter((detector) => detector.afterScore !== void 0);
  const timed = routes.all("enterprise").filter((detector) => detector.due !== void 0);
  const ticked = routes.all("enterprise").filter((detector) => detector.tick !== void 0);
  const rules6 = rulesOf(detectors);
  function check(state, key) {
    if (state.version === version) return;
    throw new StateVersionError(
      `state of ${key} is of version ${state.version}, the detectors are ${version}`
    );
  }
  function runMeeting(state, key, event, nowMs) {
    const context = new StepContext(key, nowMs, event, {}, [], null);
    if (event !== null) applyAll(routes.forEvent("meeting", event), state, event, context);
    state.watermarkMs = nowMs;
    return { ...NOTHING, state, derived: context.derived };
  }
  function runEnterprise(state, key, enterpriseId, event, nowMs, config) {
    const slots = state.detectors;
    slots.signals ??= [];
    slots.subject ??= {};
    const { signals, subject } = slots;
    const before = state.score;
    const indicatorsBefore = event === null ? indicatorsAt(signals, rules6, before?.timeMs ?? nowMs) : null;
    const context = new StepContext(key, nowMs, event, subject, signals, enterpriseId);
    if (event !== null) {
      applyAll(routes.forEvent("enterprise", event), state, event, context);
      updateSubject(subject, event);
    } else {
      for (const detector of ticked) {
        const own = slots[detector.id];
        if (own !== void 0) detector.tick?.(own, context);
      }
    }
    state.watermarkMs = nowMs;
    const active = pruneSignals(signals, rules6, nowMs, (rule) => context.touch(rule));
    const breakdown = breakDown(active, config.weights);
    const level = nextLevel(before?.level ?? null, breakdown.total, nowMs, config.levels, breakdown.forced);
    const score = scoreOf(before, breakdown, level, config, version, context);
    state.score = score;
    tellOthers(slots, active, breakdown, config, context);
    state.dueMs = earliest(ownDue(slots, timed), nextDueMs(breakdown, level, nowMs, config.levels));
    const from = before?.level.level ?? "normal";
    const rose = levelNumber(level.level) > levelNumber(from);
    return {
      state,
      findings: context.findings,
      indicators: indicatorChanges(active, rules6, context.touched, indicatorsBefore),
      score: score === before ? null : score,
      levelBefore: before !== null && level.level !== from ? from : null,
      alerts: rose || context.alerting ? [alertOf(score, from, enterpriseId, context, causeOf(event, context, config))] : [],
      derived: context.derived
    };
  }
  function tellOthers(slots, active, breakdown, config, context) {
    for (const detector of afterwards) {
      const wakes = breakdown.total >= (detector.wakesAt ?? 0) || breakdown.forced !== null;
      if (slots[detector.id] === void 0 && !wakes) continue;
      slots[detector.id] ??= detector.create();
      const ownTotal = active.some(isHeard) ? ownTotalOf(active, config) : breakdown.total;
      detector.afterScore?.(slots[detector.id], { ownTotal, forced: breakdown.forced }, context);
    }
  }
  function run(state, key, event, nowMs, config) {
    check(state, key);
    const enterpriseId = scopeOf(key) === "enterprise" ? event?.enterpriseId ?? enterpriseIdOf(key) : null;
    return enterpriseId === null ? runMeeting(state, key, event, nowMs) : runEnterprise(state, key, enterpriseId, event, nowMs, config);
  }
  function reconcile(previous, state, key, cause) {
    const enterpriseId = enterpriseIdOf(key);
    if (previous.version !== version || enterpriseId === null) return [];
    const subject = state.detectors.subject ?? previous.detectors.subject ?? {};
    const context = new StepContext(
      key,
      Math.max(previous.watermarkMs, state.watermarkMs),
      null,
      subject,
      [],
      enterpriseId,
      cause
    );
    for (const detector of routes.all("enterprise")) {
      const before = previous.detectors[detector.id];
      if (before !== void 0) detector.reconcile?.(before, state.detectors[detector.id], context);
    }
    return context.derived;
  }
  return {
    version,
    latenessMs,
    reconcile,
    create: () => ({ version, watermarkMs: 0, detectors: {}, score: null, dueMs: null }),
    step: (state, event, config) => run(state, event.key, event, Math.max(state.watermarkMs, event.timeMs), config),
    tick: (state, key, nowMs, config) => run(state, key, null, Math.max(state.watermarkMs, nowMs), config)
  };
}
function isHeard({ rule }) {
  return rule.dimension === "association";
}
function ownTotalOf(active, config) {
  const own = active.filter((entry) => !isHeard(entry)).map((entry) => ({ ...entry }));
  return breakDown(own, config.weights).total;
}
var NOTHING = {
  findings: [],
  indicators: [],
  score: null,
  levelBefore: null,
  alerts: [],
  derived: []
};
function rulesOf(detectors = DETECTORS) {
  const rules6 = /* @__PURE__ */ new Map();
  for (const detector of detectors)
    for (const rule of Object.values(detector.rules)) rules6.set(ruleKey(rule), rule);
  return rules6;
}
function applyAll(detectors, state, event, context) {
  for (const detector of detectors) {
    state.detectors[detector.id] ??= detector.create();
    detector.apply(state.detectors[detector.id], event, context);
  }
}
function scoreOf(before, breakdown, level, config, modelVersion, context) {
  const steady = before !== null && before.level.level === level.level && before.configVersion === config.version && Math.abs(before.total - breakdown.total) < 0.01;
  if (steady && context.touched.size === 0) return before;
  const reasons = reasonsOf(breakdown, context.key, before?.reasons, context.touched);
  const same = steady && before.reasons.length === reasons.length && reasons.every((reason, i) => reason.text === before.reasons[i]?.text);
  if (same) return before;
  return {
    total: breakdown.total,
    dimensions: breakdown.dimensions,
    level,
    reasons,
    configVersion: config.version,
    modelVersion,
    timeMs: context.nowMs
  };
}
function causeOf(event, context, config) {
  return event?.uid ?? context.findings[0]?.uid ?? `config/${config.version}`;
}
function alertOf(score, from, enterpriseId, context, cause) {
  const uids = [
    ...context.findings.map(({ uid }) => uid),
    ...score.reasons.map(({ findingUid: findingUid2 }) => findingUid2)
  ];
  return {
    uid: `alert:${context.key}:${score.level.level}:${cause}`,
    enterpriseId,
    from,
    to: score.level.level,
    score: score.total,
    timeMs: context.nowMs,
    reasons: score.reasons,
    findingUids: [...new Set(uids.filter((uid) => uid !== null))]
  };
}
function ownDue(slots, detectors) {
  let due = null;
  for (const detector of detectors) {
    const own = slots[detector.id];
    if (own !== void 0 && detector.due !== void 0) due = earliest(due, detector.due(own));
  }
  return due;
}
function earliest(a, b) {
  return a === null ? b : b === null ? a : Math.min(a, b);
}

// realtime/uws-binary.ts
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join as join2 } from "node:path";
var PINNED = {
  "uws_linux_x64_115.node": "f4fa5d7b697529b45ac8aa3d57385d9af51bc1d2b26aa9f5b68ca4361542e665",
  "uws_linux_x64_127.node": "78e38a9a163b1cf33ce539619e5908111dea95a12e7943d95fbcdd524879caa8",
  "uws_linux_x64_137.node": "3b549c14e01d9d1faf234cdf4b6f0fb08158605e3692cd0eb1b905e327bd3449",
  "uws_linux_arm64_115.node": "034e0fcccdc08f90df3b130f421516311831b1352fe38eab91abc2984c2fdf3a",
  "uws_linux_arm64_127.node": "a7d9bc3ec166421a49416d5ea4f49118ae68ea1dbf8a765c4f45a79b0b6adb13",
  "uws_linux_arm64_137.node": "b6eb007d627e00bcce03ad38f197124e9027c03f6fe784b37f97b8a6ea709cb4"
};
var require2 = createRequire(import.meta.url);
function loadUws(place = findPlace()) {
  if (place === null) return { ok: false, reason: "package uWebSockets.js is not installed" };
  const file = `uws_${place.platform}_${place.arch}_${place.abi}.node`;
  const pinned = PINNED[file];
  if (pinned === void 0)
    return { ok: false, reason: `no pinned build for ${file} (Node ${process.version})` };
  const path = join2(place.folder, file);
  let bytes;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    return { ok: false, reason: `cannot read ${file}: ${error.message}` };
  }
  const found = createHash("sha256").update(bytes).digest("hex");
  if (found !== pinned)
    return { ok: false, reason: `${file} has checksum ${found}, not the pinned ${pinned}` };
  process.env.UWS_HTTP_MAX_HEADERS_SIZE ??= "16384";
  try {
    const uws = require2(path);
    uws._cfg?.("silent");
    return { ok: true, uws };
  } catch (error) {
    return {
      ok: false,
      reason: `${file} does not load: ${(error.message.split("\n")[0] ?? "").trim()}`
    };
  }
}
function findPlace() {
  try {
    const folder = dirname(require2.resolve("uWebSockets.js/package.json"));
    return { folder, platform: process.platform, arch: process.arch, abi: process.versions.modules };
  } catch {
    return null;
  }
}

// realtime/hub-config.ts
var DEFAULT_HUB = {
  ringCount: 4096,
  ringChars: 1 << 20,
  ringMs: 3e5,
  frameMinMs: 4,
  frameMaxMs: 40,
  clientCostUs: 15,
  frameChars: 14e3,
  frameCount: 256,
  earlyMax: 2e3,
  gapWaitMs: 40,
  checkMs: 3e3,
  cachedFrames: 256
};

// domain/feed.ts
var FEED_VERSION = 1;
var SNAPSHOT_REASONS = ["too-old", "slow", "reset"];
var FEED_ERRORS = [
  "feed.bad-frame",
  "feed.bad-topic",
  "feed.forbidden-topic",
  "feed.too-many-topics",
  "feed.too-many-requests",
  "feed.unavailable"
];
var CLOSE = {
  badFrame: 4400,
  unauthenticated: 4401,
  /** The session was revoked or ran out: log in again. */
  revoked: 4403,
  tooManyRequests: 4408,
  tooManyConnections: 4429
};
var TOPIC = new RegExp(`^(?:${CHANNELS.join("|")})\\.\\d{6}$`);
var WILDCARD = new RegExp(`^(?:${CHANNELS.join("|")})\\.\\*$`);
function isTopic(text) {
  return TOPIC.test(text);
}
function isTopicWildcard(text) {
  return WILDCARD.test(text);
}

// realtime/origin.ts
function isOriginAllowed(origin, host, extra) {
  if (origin === void 0 || origin === "") return true;
  if (extra.includes(origin)) return true;
  if (host === void 0 || host === "") return false;
  let parsed;
  try {
    parsed = new URL(origin);
  } catch {
    return false;
  }
  if (parsed.protocol !== "http:" && parsed.protocol !== "https:") return false;
  return parsed.host === stripDefaultPort(host.toLowerCase(), parsed.protocol);
}
function stripDefaultPort(host, protocol) {
  const port = protocol === "https:" ? ":443" : ":80";
  return host.endsWith(port) ? host.slice(0, -port.length) : host;
}

// realtime/peer.ts
import { BlockList, isIP } from "node:net";
function makeProxyTrust(trusted) {
  if (typeof trusted === "boolean") return () => trusted;
  const list = new BlockList();
  for (const entry of trusted) {
    const [address, bits] = entry.split("/");
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    if (bits === void 0) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return (address) => {
    const family = isIP(address);
    return family !== 0 && list.check(address, family === 6 ? "ipv6" : "ipv4");
  };
}
function plainAddress(text) {
  const match = /^(?:0{0,4}:){5}ffff:(.+)$/i.exec(text) ?? /^::ffff:(.+)$/i.exec(text);
  if (match === null) return text;
  const tail = match[1];
  if (tail.includes(".")) return tail;
  const words = tail.split(":").map((word) => Number.parseInt(word, 16));
  if (words.length !== 2) return text;
  const [high, low] = words;
  return `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`;
}
function makeForwarded(peer, headers2) {
  const given = (name) => peer.trusted ? headers2.get(name) : void 0;
  const chain = given("x-forwarded-for");
  return {
    "x-forwarded-for": chain === void 0 ? peer.address : `${chain}, ${peer.address}`,
    "x-forwarded-proto": given("x-forwarded-proto") ?? (peer.tls ? "https" : "http"),
    "x-forwarded-host": given("x-forwarded-host") ?? headers2.get("host") ?? "",
    "x-forwarded-prefix": given("x-forwarded-prefix") ?? peer.basePath
  };
}
function stripBase(url, basePath) {
  if (basePath === "/" || !url.startsWith(basePath)) return url;
  return url.slice(basePath.length - 1);
}

// realtime/session.ts
import { z } from "zod";

// realtime/frame.ts
function encodeData(topic, first, sentMs, bodies) {
  return Buffer.from(`["${topic}",${first},${sentMs},[${bodies.join(",")}]]`);
}
function encodeControl(frame) {
  return JSON.stringify(frame);
}

// realtime/session.ts
var DEFAULT_SESSION = {
  maxTopics: 128,
  maxRequests: 60,
  maxResume: 2e4,
  resumeBytes: 256 << 10,
  beatMs: 15e3,
  retryMs: 1e3
};
var BEAT_TOPIC = "beat";
var Session = class {
  user;
  #deps;
  #config;
  #socket;
  #allowed;
  #followed = /* @__PURE__ */ new Set();
  #positions = /* @__PURE__ */ new Map();
  #catchingUp = false;
  #slowSinceMs = null;
  #closed = false;
  #wake = null;
  #requests = 0;
  #requestsSinceMs = 0;
  constructor(deps, config, socket, user) {
    this.#deps = deps;
    this.#config = config;
    this.#socket = socket;
    this.user = user;
    this.#allowed = new Set(user.topics);
  }
  get topics() {
    return this.#followed;
  }
  /** Since when the peer has been too slow, ms; null while it keeps up. */
  get slowSinceMs() {
    return this.#slowSinceMs;
  }
  /** To be called once, right after the socket opened. */
  async greet() {
    this.#socket.follow(BEAT_TOPIC);
    while (!this.#closed) {
      try {
        await this.#deps.hub.ensure([...this.#allowed]);
        break;
      } catch {
        this.#refuse("feed.unavailable", "the store does not answer; the greeting follows by itself");
        await this.#pause();
      }
    }
    if (this.#closed) return;
    this.#control({
      t: "hello",
      v: FEED_VERSION,
      heads: this.#deps.hub.heads(this.#allowed),
      beatMs: this.#config.beatMs,
      nowMs: this.#deps.now()
    });
  }
  /** A text frame of the client. */
  receive(text) {
    if (this.#closed) return;
    const nowMs = this.#deps.now();
    if (nowMs - this.#requestsSinceMs > 1e4) {
      this.#requestsSinceMs = nowMs;
      this.#requests = 0;
    }
    if (++this.#requests > this.#config.maxRequests) {
      this.#refuse("feed.too-many-requests", `at most ${this.#config.maxRequests} frames in ten seconds`);
      this.#close(CLOSE.tooManyRequests, "too many requests");
      return;
    }
    const frame = parseClientControl(text);
    if (frame === null) {
      this.#refuse("feed.bad-frame", "a JSON object with t = subscribe, unsubscribe or acknowledge");
      this.#close(CLOSE.badFrame, "bad frame");
      return;
    }
    switch (frame.t) {
      case "subscribe":
        void this.#subscribe(frame.since);
        return;
      case "unsubscribe":
        this.#unsubscribe(frame.topics);
        return;
      case "acknowledge":
        void this.#acknowledge(frame);
        return;
    }
  }
  /** The transport dropped a frame because too much waits. */
  dropped() {
    if (this.#closed || this.#slowSinceMs !== null) return;
    this.#slowSinceMs = this.#deps.now();
    for (const topic of this.#followed) this.#socket.unfollow(topic);
    this.#socket.unfollow(BEAT_TOPIC);
    this.drained();
  }
  /** Less waits in the socket than before. */
  drained() {
    this.#wake?.();
    if (this.#slowSinceMs === null || this.#closed || this.#socket.buffered() > 0) return;
    this.#slowSinceMs = null;
    this.#socket.follow(BEAT_TOPIC);
    this.#snapshot("slow", [...this.#followed]);
  }
  /** The topic's past is lost: what was followed before says nothing about what follows. */
  reset(topic) {
    if (this.#closed || this.#slowSinceMs !== null) return;
    if (this.#followed.has(topic) || this.#positions.has(topic)) this.#snapshot("reset", [topic]);
  }
  /** The session's allowance as found by a recheck; topics outside of it end. */
  allow(user) {
    this.user = user;
    this.#allowed = new Set(user.topics);
    const ended = [...this.#followed, ...this.#positions.keys()].filter((topic) => !this.#allowed.has(topic));
    if (ended.length === 0) return;
    this.#unsubscribe(ended);
    this.#refuse("feed.forbidden-topic", "the data scope has changed", ended);
  }
  /** The socket is gone, from whichever side. */
  closed() {
    this.#closed = true;
    this.#followed.clear();
    this.#positions.clear();
    this.#wake?.();
  }
  async #subscribe(since) {
    const wanted = this.#expand(since);
    const bad = [...wanted.keys()].filter((topic) => !isTopic(topic));
    if (bad.length > 0) this.#refuse("feed.bad-topic", 'a topic is "<channel>.<six digits>"', bad);
    const forbidden = [...wanted.keys()].filter((topic) => isTopic(topic) && !this.#allowed.has(topic));
    if (forbidden.length > 0) this.#refuse("feed.forbidden-topic", "outside of your data scope", forbidden);
    const topics = [...wanted.keys()].filter((topic) => this.#allowed.has(topic));
    const present = /* @__PURE__ */ new Set([...this.#followed, ...this.#positions.keys(), ...topics]);
    if (present.size > this.#config.maxTopics) {
      this.#refuse("feed.too-many-topics", `at most ${this.#config.maxTopics} topics`, topics);
      return;
    }
    if (topics.length === 0) return;
    while (!this.#closed) {
      try {
        await this.#deps.hub.ensure(topics);
        break;
      } catch {
        this.#refuse(
          "feed.unavailable",
          "the store does not answer; the subscription goes on by itself",
          topics
        );
        await this.#pause();
      }
    }
    if (this.#closed) return;
    const from = {};
    const tooOld = [];
    for (const topic of topics) {
      if (!this.#allowed.has(topic)) continue;
      const head = this.#deps.hub.head(topic);
      const start = wanted.get(topic) ?? head;
      if (this.#followed.delete(topic) && this.#slowSinceMs === null) this.#socket.unfollow(topic);
      if (head - start > this.#config.maxResume) {
        tooOld.push(topic);
        continue;
      }
      from[topic] = start;
      this.#positions.set(topic, start);
    }
    this.#control({ t: "subscribed", from });
    if (tooOld.length > 0) this.#snapshot("too-old", tooOld);
    void this.#catchUp();
  }
  #expand(since) {
    const wanted = /* @__PURE__ */ new Map();
    for (const [name, seq2] of Object.entries(since)) {
      if (!isTopicWildcard(name)) continue;
      const prefix = name.slice(0, -1);
      for (const topic of this.#allowed) if (topic.startsWith(prefix)) wanted.set(topic, seq2);
    }
    for (const [name, seq2] of Object.entries(since)) if (!isTopicWildcard(name)) wanted.set(name, seq2);
    return wanted;
  }
  #unsubscribe(topics) {
    const ended = [];
    for (const topic of topics) {
      if (this.#followed.delete(topic)) {
        if (this.#slowSinceMs === null) this.#socket.unfollow(topic);
        ended.push(topic);
      } else if (this.#positions.delete(topic)) {
        ended.push(topic);
      }
    }
    this.#control({ t: "unsubscribed", topics: ended });
  }
  async #acknowledge(request2) {
    const { t: _, ...rest } = request2;
    let result;
    try {
      result = await this.#deps.onAcknowledge(this.user, rest);
    } catch {
      result = { ok: false, reason: "feed.unavailable" };
    }
    this.#control({ t: "acknowledged", requestId: request2.requestId, result });
  }
  /** Brings every topic of `#positions` to its head, one frame after another, as fast as the peer reads. */
  async #catchUp() {
    if (this.#catchingUp) return;
    this.#catchingUp = true;
    while (!this.#closed && this.#positions.size > 0) {
      if (this.#slowSinceMs !== null || this.#socket.buffered() > this.#config.resumeBytes) {
        await new Promise((resolve) => {
          this.#wake = resolve;
        });
        this.#wake = null;
        continue;
      }
      const [topic, position] = this.#positions.entries().next().value;
      const result = this.#deps.hub.read(topic, position);
      if (result.kind === "current") {
        this.#positions.delete(topic);
        this.#followed.add(topic);
        this.#socket.follow(topic);
      } else if (result.kind === "frame") {
        this.#positions.set(topic, result.last);
        this.#socket.send(result.frame);
      } else {
        await this.#fetch(topic, position, result.kind);
      }
    }
    this.#catchingUp = false;
  }
  /** The place of the client is not in memory: before it, or after what this process has heard so far. */
  async #fetch(topic, position, kind) {
    const { hub } = this.#deps;
    try {
      if (kind === "ahead") {
        await hub.check([topic]);
        if (this.#positions.get(topic) === position && hub.read(topic, position).kind === "ahead") {
          this.#snapshot("reset", [topic]);
        }
        return;
      }
      const result = await hub.load(topic, position);
      if (this.#positions.get(topic) !== position) return;
      if (result.kind === "frame") {
        this.#positions.set(topic, result.last);
        this.#socket.send(result.frame);
      } else {
        this.#snapshot("too-old", [topic]);
      }
    } catch {
      this.#refuse("feed.unavailable", "the store does not answer; the resume goes on by itself", [topic]);
      await this.#pause();
    }
  }
  #snapshot(why, topics) {
    const heads = this.#deps.hub.heads(topics);
    for (const topic of topics) {
      if (this.#followed.delete(topic) && why !== "slow") this.#socket.unfollow(topic);
      this.#positions.set(topic, heads[topic]);
    }
    this.#control({ t: "snapshot", why, heads });
    void this.#catchUp();
  }
  #pause() {
    return new Promise((resolve) => setTimeout(resolve, this.#config.retryMs));
  }
  #refuse(code, hint, topics) {
    this.#control({ t: "error", code, hint, ...topics === void 0 ? {} : { topics } });
  }
  #control(frame) {
    if (!this.#closed) this.#socket.send(encodeControl(frame));
  }
  #close(code, reason) {
    this.#socket.close(code, reason);
  }
};
var seq = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
var clientControl = z.discriminatedUnion("t", [
  z.object({ t: z.literal("subscribe"), since: z.record(z.string().max(40), seq.nullable()) }),
  z.object({ t: z.literal("unsubscribe"), topics: z.array(z.string().max(40)).max(1e3) }),
  z.object({
    t: z.literal("acknowledge"),
    alertId: z.number().int(),
    version: z.number().int(),
    requestId: z.string().min(8).max(64),
    comment: z.string().max(1e3)
  })
]);
function parseClientControl(text) {
  try {
    const parsed = clientControl.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

// realtime/admission.ts
var DEFAULT_ADMISSION = {
  allowedOrigins: [],
  trustedProxies: false,
  maxBufferedBytes: 1 << 20,
  maxFrameBytes: 16 << 10
};
function makeAdmission(deps, config) {
  const isTrusted = makeProxyTrust(config.trustedProxies);
  return {
    checkOrigin(caller) {
      const forwarded = isTrusted(plainAddress(caller.address)) ? caller.forwardedHost : void 0;
      const host = forwarded ?? caller.host;
      const allowed = isOriginAllowed(caller.origin, host, config.allowedOrigins);
      if (!allowed)
        deps.log.warn({ origin: caller.origin, host }, "push connection from a foreign origin refused");
      return allowed;
    },
    async admit(cookie) {
      let user;
      try {
        user = cookie === "" ? null : await deps.authenticate(cookie, "open");
      } catch (error) {
        deps.log.warn({ error: String(error) }, "session could not be checked");
        return { ok: false, code: 1013, reason: "try again later" };
      }
      if (user === null) return { ok: false, code: CLOSE.unauthenticated, reason: "log in first" };
      if (!deps.sessions.mayOpen(user.userId)) {
        return { ok: false, code: CLOSE.tooManyConnections, reason: "too many connections" };
      }
      return { ok: true, user, cookie };
    },
    /** Opens the session of an admitted socket. The caller reports frames, drops, drains and the end to it. */
    open(admission, socket, kill) {
      const session = new Session(deps, config.session, socket, admission.user);
      const connection = {
        cookie: admission.cookie,
        user: admission.user,
        session,
        close: (code, reason) => socket.close(code, reason),
        kill
      };
      deps.sessions.add(connection);
      void session.greet();
      return {
        session,
        closed() {
          deps.sessions.remove(connection);
          session.closed();
        }
      };
    }
  };
}
function makeCaller(headers2, address) {
  const text = (name) => {
    const value = headers2[name];
    return typeof value === "string" && value !== "" ? value : void 0;
  };
  return {
    origin: text("origin"),
    host: text("host"),
    forwardedHost: text("x-forwarded-host"),
    address: address ?? ""
  };
}

// realtime/fallback.ts
import { WebSocketServer } from "ws";
function createFallbackEngine(admissions, server, config) {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: config.maxFrameBytes,
    perMessageDeflate: false
  });
  const topics = /* @__PURE__ */ new Map();
  const peers = /* @__PURE__ */ new Set();
  const feedPath = `${config.basePath}feed`;
  const ioPath = `${config.basePath}socket.io/`;
  let hasSocketIo = false;
  function deliver(topic, frame) {
    const followers = topics.get(topic);
    if (followers === void 0) return 0;
    for (const peer of followers) {
      if (peer.socket.bufferedAmount > config.maxBufferedBytes)
        setImmediate(() => peer.open?.session.dropped());
      else peer.socket.send(frame, { binary: false });
    }
    return followers.size;
  }
  function wrapSocket3(peer) {
    const { socket } = peer;
    return {
      send(frame) {
        if (socket.readyState === socket.OPEN) socket.send(frame, { binary: false });
      },
      buffered: () => socket.bufferedAmount,
      follow(topic) {
        const followers = topics.get(topic);
        if (followers === void 0) topics.set(topic, /* @__PURE__ */ new Set([peer]));
        else followers.add(peer);
      },
      unfollow(topic) {
        topics.get(topic)?.delete(peer);
      },
      close(code, reason) {
        socket.close(code, reason);
      }
    };
  }
  function openPeer(admission, socket, stream) {
    socket.on("error", () => socket.terminate());
    if (!admission.ok) {
      socket.close(admission.code, admission.reason);
      return;
    }
    const peer = { socket, stream, open: null, alive: true };
    peers.add(peer);
    const open = admissions.open(admission, wrapSocket3(peer), () => socket.terminate());
    peer.open = open;
    socket.on("message", (data, isBinary) => open.session.receive(isBinary ? "" : data.toString()));
    socket.on("pong", () => {
      peer.alive = true;
    });
    stream.on("drain", () => open.session.drained());
    socket.on("close", () => {
      peers.delete(peer);
      for (const followers of topics.values()) followers.delete(peer);
      open.closed();
    });
  }
  async function onUpgrade(request2, stream, head) {
    const path = (request2.url ?? "/").split("?", 1)[0];
    if (path !== feedPath) {
      if (!hasSocketIo || !(path ?? "").startsWith(ioPath)) refuse(stream, "404 Not Found", "not-found");
      return;
    }
    if (!admissions.checkOrigin(makeCaller(request2.headers, request2.socket.remoteAddress))) {
      refuse(stream, "403 Forbidden", "feed.origin");
      return;
    }
    stream.on("error", () => stream.destroy());
    const admission = await admissions.admit(request2.headers.cookie ?? "");
    if (stream.destroyed) return;
    sockets.handleUpgrade(request2, stream, head, (socket) => openPeer(admission, socket, stream));
  }
  const upgradeListener = (request2, stream, head) => {
    void onUpgrade(request2, stream, head);
  };
  server.on("upgrade", upgradeListener);
  const pings = setInterval(
    () => {
      for (const peer of peers) {
        if (!peer.alive) {
          peer.socket.terminate();
          continue;
        }
        peer.alive = false;
        peer.socket.ping();
      }
    },
    config.idleSeconds * 1e3 / 2
  );
  pings.unref();
  return {
    kind: "ws",
    sink: { deliver },
    beat(frame) {
      deliver(BEAT_TOPIC, frame);
    },
    attachSocketIo(io) {
      hasSocketIo = true;
      io.attach(server, { destroyUpgrade: false });
    },
    proxied: { requests: 0, failed: 0, aborted: 0 },
    listen() {
      if (server.listening) return Promise.resolve(server.address().port);
      return new Promise((resolve, reject) => {
        const onError = (cause) => reject(
          new RealtimeListenError(`cannot listen on ${config.host}:${config.port}: ${cause.message}`, {
            cause
          })
        );
        server.once("error", onError);
        server.listen(config.port, config.host, () => {
          server.off("error", onError);
          resolve(server.address().port);
        });
      });
    },
    async stop() {
      clearInterval(pings);
      server.off("upgrade", upgradeListener);
      await new Promise((resolve) => setTimeout(resolve, 20));
      for (const peer of peers) peer.socket.terminate();
      sockets.close();
    }
  };
}
function refuse(stream, status, code) {
  const body = JSON.stringify({ code });
  stream.end(
    `HTTP/1.1 ${status}\r
content-type: application/json\r
content-length: ${body.length}\r
connection: close\r
\r
${body}`
  );
}

// realtime/ring.ts
var Ring = class {
  #maxCount;
  #maxBytes;
  #maxAgeMs;
  #bodies = [];
  #times = [];
  #start = 0;
  #first;
  #bytes = 0;
  /** `last` is the sequence before the first message that will be pushed. */
  constructor(last, bounds) {
    this.#first = last + 1;
    this.#maxCount = bounds.maxCount;
    this.#maxBytes = bounds.maxBytes;
    this.#maxAgeMs = bounds.maxAgeMs;
  }
  /** Lowest sequence held; `last + 1` when empty. */
  get first() {
    return this.#first;
  }
  get last() {
    return this.#first + this.count - 1;
  }
  get count() {
    return this.#bodies.length - this.#start;
  }
  get bytes() {
    return this.#bytes;
  }
  /** Adds the message with the sequence `last + 1`. `nowMs` is of any clock that only goes forward. */
  push(body, nowMs) {
    this.#bodies.push(body);
    this.#times.push(nowMs);
    this.#bytes += body.length;
    while (this.count > 1 && this.#isOver(nowMs)) {
      this.#bytes -= this.#bodies[this.#start].length;
      this.#bodies[this.#start] = "";
      this.#start++;
      this.#first++;
    }
    if (this.#start > 1024 && this.#start * 2 > this.#bodies.length) {
      this.#bodies = this.#bodies.slice(this.#start);
      this.#times = this.#times.slice(this.#start);
      this.#start = 0;
    }
  }
  #isOver(nowMs) {
    const age = nowMs - this.#times[this.#start];
    return this.count > this.#maxCount || this.#bytes > this.#maxBytes || age > this.#maxAgeMs;
  }
  /** Bodies after `seq`, ascending: at least one if there is one, then as many as fit into `maxChars`. */
  after(seq2, maxChars, maxCount) {
    const bodies = [];
    let chars = 0;
    for (let i = this.#start + Math.max(0, seq2 + 1 - this.#first); i < this.#bodies.length; i++) {
      const body = this.#bodies[i];
      if (bodies.length > 0 && (chars + body.length > maxChars || bodies.length >= maxCount)) break;
      bodies.push(body);
      chars += body.length;
    }
    return bodies;
  }
};

// realtime/hub.ts
var Hub = class {
  #deps;
  #config;
  #topics = /* @__PURE__ */ new Map();
  #sinks = [];
  #resetHandlers = [];
  #frames = /* @__PURE__ */ new Map();
  #loads = /* @__PURE__ */ new Map();
  #dirty = [];
  #flushTimer = null;
  #checkTimer;
  #lastFlushMs = Number.NEGATIVE_INFINITY;
  #clients = () => 0;
  #stopped = false;
  stats = {
    accepted: 0,
    duplicates: 0,
    gaps: 0,
    repaired: 0,
    resets: 0,
    frames: 0,
    deliveries: 0,
    historyErrors: 0
  };
  constructor(deps, config) {
    this.#deps = deps;
    this.#config = config;
    this.#checkTimer = setInterval(() => void this.#checkAll(), config.checkMs);
    this.#checkTimer.unref();
  }
  addSink(sink) {
    this.#sinks.push(sink);
  }
  /** How many clients share the frames; sets the length of a frame. */
  countClientsBy(count) {
    this.#clients = count;
  }
  /** Called when a topic's past is lost or was rewritten: followers must take a snapshot. */
  onReset(handler) {
    this.#resetHandlers.push(handler);
  }
  /** Takes messages in any order, any number of times. */
  publish(messages) {
    for (const message of messages) this.#accept(message.topic, message.seq, jsonOf(message));
    this.#pump();
  }
  /** The same for bodies that are JSON text, as they come from the stream: nothing is parsed. */
  publishEncoded(messages) {
    for (const message of messages) this.#accept(message.topic, message.seq, message.json);
    this.#pump();
  }
  /** Learns the heads of topics that were not seen yet. Rejects when the history cannot be asked. */
  async ensure(topics) {
    const unknown = topics.filter((topic) => !this.#topics.has(topic));
    if (unknown.length === 0) return;
    const heads = await this.#deps.history.heads(unknown);
    for (const topic of unknown) {
      if (!this.#topics.has(topic)) this.#create(topic, heads.get(topic) ?? 0);
    }
  }
  head(topic) {
    return this.#topics.get(topic)?.flushed ?? 0;
  }
  heads(topics) {
    const heads = {};
    for (const topic of topics) heads[topic] = this.head(topic);
    return heads;
  }
  /** The next frame after `seq`, from memory. A reader that is "current" may follow the topic from this moment on. */
  read(topic, seq2) {
    const state = this.#topics.get(topic);
    if (state === void 0 || seq2 > state.flushed) return { kind: "ahead" };
    if (seq2 === state.flushed) return { kind: "current" };
    if (seq2 + 1 < state.ring.first) return { kind: "older" };
    const key = `${topic} ${seq2}`;
    const cached = this.#frames.get(key);
    if (cached !== void 0 && (cached.last === state.flushed || cached.frame.length * 2 > this.#config.frameChars)) {
      return { kind: "frame", frame: cached.frame, last: cached.last };
    }
    const count = Math.min(this.#config.frameCount, state.flushed - seq2);
    const bodies = state.ring.after(seq2, this.#config.frameChars, count);
    const made2 = { frame: encodeData(topic, seq2 + 1, this.#deps.now(), bodies), last: seq2 + bodies.length };
    this.#cache(key, made2);
    return { kind: "frame", ...made2 };
  }
  /** The next frame after `seq` from the history, for a reader whose place has left memory; "older" when it is gone. */
  load(topic, seq2) {
    const key = `${topic} ${seq2}`;
    const cached = this.#frames.get(key);
    if (cached !== void 0)
      return Promise.resolve({ kind: "frame", frame: cached.frame, last: cached.last });
    let load = this.#loads.get(key);
    if (load === void 0) {
      load = this.#load(topic, seq2, key).finally(() => this.#loads.delete(key));
      this.#loads.set(key, load);
    }
    return load;
  }
  /** Compares with the history now, and waits until what it holds more has been taken in. */
  async check(topics) {
    const known = topics.map((topic) => this.#topics.get(topic)).filter((state) => state !== void 0);
    if (known.length === 0) return;
    const before = new Map(known.map((state) => [state, state.ring.last]));
    const heads = await this.#deps.history.heads(known.map((state) => state.topic));
    const behind = [];
    for (const state of known) {
      const head = heads.get(state.topic);
      if (head === void 0) continue;
      if (head > state.ring.last) behind.push(state);
      else if (head < before.get(state)) this.#reset(state, head);
    }
    if (behind.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, this.#config.gapWaitMs));
    for (const state of behind) {
      if (!this.#stopped) await this.#repair(state, heads.get(state.topic));
    }
    this.#pump();
  }
  stop() {
    this.#stopped = true;
    clearInterval(this.#checkTimer);
    if (this.#flushTimer !== null) clearTimeout(this.#flushTimer);
    for (const state of this.#topics.values()) if (state.gapTimer !== null) clearTimeout(state.gapTimer);
  }
  /** Hands out what waits for the end of its frame. */
  flush() {
    if (this.#flushTimer !== null) {
      clearTimeout(this.#flushTimer);
      this.#flushTimer = null;
    }
    if (this.#dirty.length === 0) return;
    this.#lastFlushMs = performance.now();
    const sentMs = this.#deps.now();
    const dirty = this.#dirty;
    this.#dirty = [];
    for (const state of dirty) {
      state.dirty = false;
      state.pendingChars = 0;
      while (state.flushed < state.ring.last) {
        const bodies = state.ring.after(state.flushed, this.#config.frameChars, this.#config.frameCount);
        const frame = encodeData(state.topic, state.flushed + 1, sentMs, bodies);
        state.flushed += bodies.length;
        this.stats.frames++;
        for (const sink of this.#sinks) {
          this.stats.deliveries += bodies.length * sink.deliver(state.topic, frame, bodies.length);
        }
      }
    }
  }
  #create(topic, last) {
    const ring = this.#makeRing(last);
    const state = {
      topic,
      ring,
      flushed: last,
      early: /* @__PURE__ */ new Map(),
      seen: last,
      dirty: false,
      pendingChars: 0,
      gapTimer: null,
      gapTries: 0,
      repairing: null
    };
    this.#topics.set(topic, state);
    return state;
  }
  #makeRing(last) {
    const { ringCount, ringChars, ringMs } = this.#config;
    return new Ring(last, { maxCount: ringCount, maxBytes: ringChars, maxAgeMs: ringMs });
  }
  #accept(topic, seq2, json) {
    const state = this.#topics.get(topic) ?? this.#create(topic, seq2 - 1);
    if (seq2 > state.seen) state.seen = seq2;
    if (seq2 <= state.ring.last || state.early.has(seq2)) {
      this.stats.duplicates++;
      return;
    }
    if (seq2 > state.ring.last + 1) {
      if (state.early.size < this.#config.earlyMax) state.early.set(seq2, json);
      this.#awaitGap(state);
      return;
    }
    this.#push(state, json);
    this.#drainEarly(state);
  }
  #push(state, json) {
    this.stats.accepted++;
    state.gapTries = 0;
    const { ringCount, ringChars } = this.#config;
    const pending = state.ring.last - state.flushed;
    if (pending > 0 && ((pending + 1) * 2 > ringCount || (state.pendingChars + json.length) * 2 > ringChars)) {
      this.flush();
    }
    state.ring.push(json, performance.now());
    state.pendingChars += json.length;
    if (!state.dirty) {
      state.dirty = true;
      this.#dirty.push(state);
    }
  }
  #drainEarly(state) {
    while (state.early.size > 0) {
      const seq2 = state.ring.last + 1;
      const json = state.early.get(seq2);
      if (json === void 0) return;
      state.early.delete(seq2);
      this.#push(state, json);
    }
    if (state.ring.last < state.seen) return;
    if (state.gapTimer !== null) {
      clearTimeout(state.gapTimer);
      state.gapTimer = null;
    }
  }
  #awaitGap(state) {
    if (state.gapTimer !== null || state.repairing !== null) return;
    if (state.gapTries === 0) this.stats.gaps++;
    const waitMs = Math.min(2e3, this.#config.gapWaitMs * 2 ** state.gapTries);
    state.gapTries++;
    state.gapTimer = setTimeout(() => {
      state.gapTimer = null;
      void this.#repair(state, state.early.size > 0 ? Math.min(...state.early.keys()) - 1 : state.seen);
    }, waitMs);
  }
  /** Reads from the history until `until` is reached or the history has no more. Never two at once for a topic. */
  #repair(state, until) {
    state.repairing ??= this.#readBack(state, until).finally(() => {
      state.repairing = null;
      if (state.ring.last < state.seen && !this.#stopped) this.#awaitGap(state);
    });
    return state.repairing;
  }
  async #readBack(state, until) {
    while (state.ring.last < until && !this.#stopped) {
      let page;
      try {
        page = await this.#deps.history.since(
          state.topic,
          state.ring.last,
          Math.min(this.#config.frameCount, until - state.ring.last)
        );
      } catch (error) {
        this.stats.historyErrors++;
        this.#deps.log.warn({ topic: state.topic, error: String(error) }, "push history does not answer");
        return;
      }
      const next = page[0];
      if (next === void 0) return;
      if (next.seq > state.ring.last + 1) this.#reset(state, next.seq - 1);
      for (const message of page) {
        if (message.seq !== state.ring.last + 1) continue;
        this.stats.repaired++;
        state.early.delete(message.seq);
        this.#push(state, jsonOf(message));
      }
      this.#drainEarly(state);
      this.#pump();
    }
  }
  #reset(state, last) {
    this.flush();
    this.stats.resets++;
    this.#deps.log.warn({ topic: state.topic, from: state.ring.last, to: last }, "push topic begins anew");
    state.ring = this.#makeRing(last);
    state.flushed = last;
    for (const seq2 of state.early.keys()) if (seq2 <= last) state.early.delete(seq2);
    state.seen = Math.max(last, ...state.early.keys());
    this.#frames.clear();
    for (const handler of this.#resetHandlers) handler(state.topic);
  }
  async #load(topic, seq2, key) {
    const page = await this.#deps.history.since(topic, seq2, this.#config.frameCount);
    const flushed = this.head(topic);
    const bodies = [];
    let chars = 0;
    for (const message of page) {
      if (message.seq !== seq2 + 1 + bodies.length || message.seq > flushed) break;
      const json = jsonOf(message);
      if (bodies.length > 0 && chars + json.length > this.#config.frameChars) break;
      bodies.push(json);
      chars += json.length;
    }
    if (bodies.length === 0) return { kind: "older" };
    const made2 = { frame: encodeData(topic, seq2 + 1, this.#deps.now(), bodies), last: seq2 + bodies.length };
    this.#cache(key, made2);
    return { kind: "frame", ...made2 };
  }
  #cache(key, made2) {
    this.#frames.delete(key);
    this.#frames.set(key, made2);
    if (this.#frames.size > this.#config.cachedFrames) {
      const oldest = this.#frames.keys().next();
      if (oldest.done !== true) this.#frames.delete(oldest.value);
    }
  }
  #pump() {
    if (this.#dirty.length === 0 || this.#flushTimer !== null || this.#stopped) return;
    const { frameMinMs, frameMaxMs, clientCostUs } = this.#config;
    const frameMs = Math.min(frameMaxMs, Math.max(frameMinMs, this.#clients() * clientCostUs / 1e3));
    const waitMs = this.#lastFlushMs + frameMs - performance.now();
    if (waitMs <= 0) this.flush();
    else this.#flushTimer = setTimeout(() => this.flush(), Math.ceil(waitMs));
  }
  async #checkAll() {
    try {
      await this.check([...this.#topics.keys()]);
    } catch (error) {
      this.stats.historyErrors++;
      this.#deps.log.warn({ error: String(error) }, "push history does not answer");
    }
  }
};
function jsonOf(message) {
  return "json" in message ? message.json : JSON.stringify(message.body);
}

// realtime/redis.ts
async function connectRedis(url, log) {
  const [{ Redis }, { createAdapter }] = await Promise.all([
    import("ioredis"),
    import("@socket.io/redis-streams-adapter")
  ]);
  const client = new Redis(url, { maxRetriesPerRequest: null, connectTimeout: 5e3 });
  client.on("error", (error) => log.warn({ error: error.message }, "redis"));
  const send = client.sendCommand.bind(client);
  client.sendCommand = (command, stream) => {
    command.promise.catch(() => {
    });
    return send(command, stream);
  };
  await firstAnswer(client.ping(), url);
  return {
    adapter: createAdapter(client, {
      streamName: "guanlan:socket.io",
      maxLen: 1e4,
      heartbeatInterval: 5e3
    }),
    stop() {
      client.disconnect();
    }
  };
}
var RedisUnavailableError = class extends Error {
  code = "realtime.redis-unavailable";
};
async function firstAnswer(answer, url) {
  let timer;
  const limit = new Promise((_, reject) => {
    const host = new URL(url).host;
    timer = setTimeout(
      () => reject(new RedisUnavailableError(`Redis at ${host} does not answer (REDIS_URL)`)),
      1e4
    );
  });
  try {
    await Promise.race([answer, limit]);
  } finally {
    clearTimeout(timer);
  }
}

// realtime/sessions.ts
var DEFAULT_SESSIONS = {
  maxConnections: 2e4,
  maxPerUser: 2e3,
  recheckMs: 3e4,
  beatMs: 15e3,
  slowMs: 3e4
};
var Sessions = class {
  #deps;
  #config;
  #connections = /* @__PURE__ */ new Set();
  #byUser = /* @__PURE__ */ new Map();
  #timers;
  #rechecking = false;
  stats = { opened: 0, refused: 0, revoked: 0, slowCut: 0 };
  constructor(deps, config, beat) {
    this.#deps = deps;
    this.#config = config;
    this.#timers = [
      setInterval(() => beat(encodeControl({ t: "beat", nowMs: deps.now() })), config.beatMs),
      setInterval(() => void this.#recheckAll(), config.recheckMs),
      setInterval(() => this.#cutSlow(), Math.min(5e3, config.slowMs))
    ];
    for (const timer of this.#timers) timer.unref();
    deps.hub.onReset((topic) => {
      for (const connection of this.#connections) connection.session.reset(topic);
    });
  }
  get count() {
    return this.#connections.size;
  }
  /** Users who have at least one open connection. */
  get users() {
    return this.#byUser.size;
  }
  mayOpen(userId) {
    const open = this.#connections.size < this.#config.maxConnections && (this.#byUser.get(userId)?.size ?? 0) < this.#config.maxPerUser;
    if (!open) this.stats.refused++;
    return open;
  }
  add(connection) {
    this.stats.opened++;
    this.#connections.add(connection);
    let own = this.#byUser.get(connection.user.userId);
    if (own === void 0) {
      own = /* @__PURE__ */ new Set();
      this.#byUser.set(connection.user.userId, own);
    }
    own.add(connection);
  }
  remove(connection) {
    if (!this.#connections.delete(connection)) return;
    const own = this.#byUser.get(connection.user.userId);
    own?.delete(connection);
    if (own?.size === 0) this.#byUser.delete(connection.user.userId);
  }
  /** Closes every connection of the user; returns how many. */
  revoke(userId) {
    const own = [...this.#byUser.get(userId) ?? []];
    for (const connection of own) this.#revokeOne(connection);
    return own.length;
  }
  /** Asks about the user's sessions now: for a log-out that ends one of several. */
  async recheck(userId) {
    for (const connection of [...this.#byUser.get(userId) ?? []]) {
      this.#applyRecheck(connection, await this.#deps.authenticate(connection.cookie, "recheck"));
    }
  }
  stop() {
    for (const timer of this.#timers) clearInterval(timer);
    for (const connection of [...this.#connections]) connection.close(1001, "server stops");
  }
  #revokeOne(connection) {
    this.stats.revoked++;
    connection.close(CLOSE.revoked, "session ended");
  }
  async #recheckAll() {
    if (this.#rechecking) return;
    this.#rechecking = true;
    try {
      const byCookie = /* @__PURE__ */ new Map();
      for (const connection of this.#connections) {
        const same = byCookie.get(connection.cookie);
        if (same === void 0) byCookie.set(connection.cookie, [connection]);
        else same.push(connection);
      }
      for (const [cookie, connections] of byCookie) {
        const user = await this.#deps.authenticate(cookie, "recheck");
        for (const connection of connections) this.#applyRecheck(connection, user);
      }
    } catch (error) {
      this.#deps.log.warn({ error: String(error) }, "sessions could not be rechecked");
    } finally {
      this.#rechecking = false;
    }
  }
  #applyRecheck(connection, user) {
    if (!this.#connections.has(connection)) return;
    if (user === null || user.userId !== connection.user.userId) {
      this.#revokeOne(connection);
      return;
    }
    if (user.role !== connection.user.role || user.district !== connection.user.district) {
      connection.close(1012, "allowance changed");
      return;
    }
    connection.user = user;
    connection.session.allow(user);
  }
  #cutSlow() {
    const nowMs = this.#deps.now();
    for (const connection of this.#connections) {
      const since = connection.session.slowSinceMs;
      if (since !== null && nowMs - since > this.#config.slowMs) {
        this.stats.slowCut++;
        connection.kill();
      }
    }
  }
};

// realtime/socket-io.ts
import { Server } from "socket.io";
import { z as z2 } from "zod";

// realtime/presence.ts
function createPresence(io, log, intervalMs) {
  const changed = /* @__PURE__ */ new Set();
  const told = /* @__PURE__ */ new Map();
  const timer = setInterval(() => void tell(), intervalMs);
  timer.unref();
  async function tell() {
    for (const district of [...changed]) {
      changed.delete(district);
      try {
        const sockets = await io.in(`district:${district}`).fetchSockets();
        const online = new Set(sockets.map((socket) => socket.data.user.userId)).size;
        if (told.get(district) === online) continue;
        told.set(district, online);
        io.to(`district:${district}`).emit("presence", { district, online });
      } catch (error) {
        log.warn({ district, error: String(error) }, "presence could not be counted");
        changed.add(district);
        return;
      }
    }
  }
  return {
    note(district) {
      changed.add(district);
      told.delete(district);
    },
    stop() {
      clearInterval(timer);
    }
  };
}

// realtime/socket-io.ts
var DEFAULT_SOCKET_IO = { presenceMs: 1e3 };
var acknowledgeSchema = z2.object({
  alertId: z2.number().int(),
  version: z2.number().int(),
  requestId: z2.string().min(8).max(64),
  comment: z2.string().max(1e3).default("")
});
function createSocketIo(deps, config) {
  const io = new Server({
    path: `${config.basePath}socket.io`,
    serveClient: false,
    maxHttpBufferSize: config.maxFrameBytes,
    // Synchronous on purpose: the native engine may not be awaited on between request and answer.
    allowRequest: (request2, decide) => {
      const peer = request2.socket ?? request2.connection;
      decide(null, deps.admissions.checkOrigin(makeCaller(request2.headers, peer.remoteAddress)));
    },
    pingInterval: 2e4,
    pingTimeout: 2e4,
    ...deps.redis === null ? {} : { adapter: deps.redis.adapter }
  });
  const open = /* @__PURE__ */ new Map();
  const admitted = /* @__PURE__ */ new WeakMap();
  const presence = createPresence(io, deps.log, config.presenceMs);
  io.use((socket, next) => {
    void deps.admissions.admit(socket.handshake.headers.cookie ?? "").then((admission) => {
      if (admission.ok) {
        admitted.set(socket, admission);
        socket.data.user = admission.user;
        next();
      } else {
        next(Object.assign(new Error(admission.reason), { data: { code: admission.code } }));
      }
    });
  });
  io.on("connection", (socket) => {
    const auth = socket.handshake.auth;
    const wantsEvents = auth.events === true;
    const admission = admitted.get(socket);
    const { user } = admission;
    void socket.join([`user:${user.userId}`, `role:${user.role}`, `district:${user.district}`]);
    const session = deps.admissions.open(
      admission,
      wrapSocket(io, socket, wantsEvents),
      () => socket.disconnect(true)
    );
    if (wantsEvents) {
      const since = { "alerts.*": null, "system.*": null, ...auth.since };
      session.session.receive(JSON.stringify({ t: "subscribe", since }));
    }
    open.set(socket, session);
    presence.note(admission.user.district);
    let requests = 0;
    const window = setInterval(() => {
      requests = 0;
    }, 1e4);
    window.unref();
    socket.on("c", (text) => session.session.receive(typeof text === "string" ? text : ""));
    socket.on("acknowledge", (request2, answer) => {
      if (typeof answer !== "function") return;
      const parsed = acknowledgeSchema.safeParse(request2);
      if (!parsed.success) answer({ ok: false, reason: "feed.bad-frame" });
      else if (++requests > config.maxRequests) answer({ ok: false, reason: "feed.too-many-requests" });
      else {
        deps.onAcknowledge(socket.data.user, parsed.data).then(
          (result) => answer(result),
          (error) => {
            deps.log.error({ error: String(error), alertId: parsed.data.alertId }, "acknowledgement failed");
            answer({ ok: false, reason: "feed.unavailable" });
          }
        );
      }
    });
    socket.on("disconnect", () => {
      clearInterval(window);
      open.delete(socket);
      session.closed();
      presence.note(admission.user.district);
    });
  });
  const watch = setInterval(() => {
    for (const [socket, session] of open) {
      if (session.session.slowSinceMs !== null) session.session.drained();
      else if (bufferedBytes(socket) > config.maxBufferedBytes) session.session.dropped();
    }
  }, 250);
  watch.unref();
  const sink = {
    deliver(topic, frame) {
      const { rooms } = io.sockets.adapter;
      const pages = rooms.get(frameRoom(topic))?.size ?? 0;
      const listeners = rooms.get(eventRoom(topic))?.size ?? 0;
      if (pages + listeners === 0) return 0;
      const parsed = parseFrame(frame);
      if (pages > 0) io.local.to(frameRoom(topic)).emit("f", parsed);
      if (listeners > 0) emitEvents(io.local.to(eventRoom(topic)), parsed);
      return pages + listeners;
    }
  };
  return {
    io,
    sink,
    beat(frame) {
      io.local.to([frameRoom(BEAT_TOPIC), eventRoom(BEAT_TOPIC)]).emit("c", frame);
    },
    /** Closes the user's sockets on the other processes. */
    revokeElsewhere(userId) {
      if (deps.redis !== null) io.serverSideEmit("revoke", userId);
    },
    onRevoke(handler) {
      io.on("revoke", handler);
    },
    async stop() {
      clearInterval(watch);
      presence.stop();
      for (const socket of open.keys()) socket.disconnect(true);
      open.clear();
      await io.of("/").adapter.close();
      io.engine.close();
    }
  };
}
var frameRoom = (topic) => `f:${topic}`;
var eventRoom = (topic) => `e:${topic}`;
function parseFrame(frame) {
  return JSON.parse(Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength).toString());
}
function emitEvents(target, [topic, first, , bodies]) {
  const event = topic.startsWith("alerts.") ? "alert" : "system";
  for (const [i, body] of bodies.entries()) target.emit(event, { topic, seq: first + i, body });
}
function wrapSocket(io, socket, wantsEvents) {
  const roomOf = wantsEvents ? eventRoom : frameRoom;
  return {
    send(frame) {
      if (typeof frame === "string") socket.emit("c", frame);
      else if (wantsEvents) emitEvents(socket, parseFrame(frame));
      else socket.emit("f", parseFrame(frame));
    },
    buffered: () => bufferedBytes(socket),
    follow(topic) {
      void io.sockets.adapter.addAll(socket.id, /* @__PURE__ */ new Set([roomOf(topic)]));
    },
    unfollow(topic) {
      void io.sockets.adapter.del(socket.id, roomOf(topic));
    },
    close(code, reason) {
      socket.emit("bye", { code, reason });
      socket.disconnect(true);
    }
  };
}
function bufferedBytes(socket) {
  const conn = socket.conn;
  let bytes = 0;
  for (const packet of conn.writeBuffer) bytes += typeof packet.data === "string" ? packet.data.length : 64;
  const ws = conn.transport.socket;
  if (ws !== void 0 && socket.connected) bytes += ws.getBufferedAmount?.() ?? ws.bufferedAmount ?? 0;
  return bytes;
}

// realtime/proxy.ts
import { Agent, request } from "node:http";
var HOP_HEADERS = /* @__PURE__ */ new Set([
  "connection",
  "keep-alive",
  "proxy-connection",
  "proxy-authenticate",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "expect"
]);
var LIBRARY_HEADERS = /* @__PURE__ */ new Set(["content-length", "date"]);
var FORWARDED_HEADERS = /* @__PURE__ */ new Set([
  "x-forwarded-for",
  "x-forwarded-proto",
  "x-forwarded-host",
  "x-forwarded-prefix",
  "x-forwarded-port",
  "x-real-ip",
  "forwarded"
]);
function createProxy(config) {
  const agent = new Agent({ keepAlive: true, maxSockets: config.maxSockets, maxFreeSockets: 64 });
  const isTrusted = makeProxyTrust(config.trustedProxies);
  const stats = { requests: 0, failed: 0, aborted: 0 };
  const open = /* @__PURE__ */ new Set();
  const keeper = setInterval(() => {
    for (const exchange of open) {
      if (exchange.ended || exchange.upstream.writableEnded || exchange.unpause !== null) continue;
      if (performance.now() - exchange.heardMs < config.bodyIdleMs) {
        exchange.res.pause();
        exchange.res.resume();
      }
    }
  }, 4e3);
  keeper.unref();
  function handle(res, req) {
    stats.requests++;
    const url = req.getUrl();
    const query = req.getQuery() ?? "";
    if (config.basePath !== "/" && url === config.basePath.slice(0, -1)) {
      const target = query === "" ? config.basePath : `${config.basePath}?${query}`;
      res.writeStatus("308 Permanent Redirect").writeHeader("location", target).end();
      return;
    }
    const path = stripBase(url, config.basePath) + (query === "" ? "" : `?${query}`);
    const method = req.getCaseSensitiveMethod().toUpperCase();
    const { headers: headers2, hasBody } = copyHeaders(res, req);
    pass(res, { method, path, headers: headers2, hasBody }, false);
  }
  function copyHeaders(res, req) {
    const address = plainAddress(Buffer.from(res.getRemoteAddressAsText()).toString());
    const trusted = isTrusted(address);
    const given = /* @__PURE__ */ new Map();
    const headers2 = [];
    const own = connectionHeaders(req.getHeader("connection"));
    req.forEach((name, value) => {
      given.set(name, value);
      if (!HOP_HEADERS.has(name) && !FORWARDED_HEADERS.has(name) && !own.has(name)) headers2.push(name, value);
    });
    const forwarded = makeForwarded({ address, tls: config.tls, basePath: config.basePath, trusted }, given);
    for (const [name, value] of Object.entries(forwarded)) headers2.push(name, value);
    const length = given.get("content-length");
    const chunked = given.has("transfer-encoding");
    if (chunked) headers2.push("transfer-encoding", "chunked");
    return { headers: headers2, hasBody: chunked || length !== void 0 && length !== "0" };
  }
  function pass(res, what, isRetry) {
    const upstream = request({
      ...config.upstream,
      agent,
      method: what.method,
      path: what.path,
      headers: what.headers
    });
    const exchange = isRetry && what.exchange ? what.exchange : { res, ended: false, answered: false, heardMs: performance.now(), unpause: null, upstream };
    exchange.upstream = upstream;
    if (!isRetry) {
      res.onAborted(() => {
        if (!exchange.ended) stats.aborted++;
        exchange.ended = true;
        exchange.upstream.destroy();
      });
      open.add(exchange);
      if (what.hasBody) sendBody(res, exchange);
    }
    upstream.on("response", (answer) => {
      exchange.answered = true;
      if (exchange.ended) answer.destroy();
      else sendAnswer(res, what.method, answer, exchange);
    });
    upstream.on("error", (error) => {
      if (exchange.ended || exchange.answered) return;
      if (upstream.reusedSocket && SAFE.has(what.method) && !isRetry && error.code === "ECONNRESET") {
        pass(res, { ...what, exchange }, true);
        return;
      }
      stats.failed++;
      exchange.unpause?.();
      exchange.ended = true;
      res.cork(() => {
        res.writeStatus("502 Bad Gateway").writeHeader("content-type", "application/json; charset=utf-8");
        res.end(
          '{"code":"upstream.unavailable","status":502,"message":"\u670D\u52A1\u6682\u4E0D\u53EF\u7528","hint":"\u7A0D\u540E\u91CD\u8BD5"}',
          what.hasBody
        );
      });
    });
    upstream.on("close", () => {
      if (exchange.upstream === upstream) open.delete(exchange);
    });
    if (!what.hasBody) upstream.end();
  }
  return {
    handle,
    stats,
    async drain(maxMs) {
      const endMs = performance.now() + maxMs;
      while (open.size > 0 && performance.now() < endMs) {
        for (const exchange of open) if (exchange.ended) open.delete(exchange);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
    stop() {
      clearInterval(keeper);
      agent.destroy();
    }
  };
}
function connectionHeaders(value) {
  if (value === "") return NONE3;
  return new Set(
    value.toLowerCase().split(",").map((name) => name.trim())
  );
}
var NONE3 = /* @__PURE__ */ new Set();
var SAFE = /* @__PURE__ */ new Set(["GET", "HEAD", "OPTIONS"]);
function sendBody(res, exchange) {
  res.onData((chunk, isLast) => {
    const { upstream } = exchange;
    exchange.heardMs = performance.now();
    if (exchange.ended || upstream.destroyed || upstream.writableEnded) return;
    const more = chunk.byteLength === 0 || upstream.write(Buffer.from(chunk.slice(0)));
    if (isLast) {
      upstream.end();
    } else if (!more && exchange.unpause === null) {
      res.pause();
      exchange.unpause = () => {
        upstream.off("drain", unpause);
        exchange.unpause = null;
        if (!exchange.ended) res.resume();
      };
      const { unpause } = exchange;
      upstream.on("drain", unpause);
    }
  });
}
function sendAnswer(res, method, answer, exchange) {
  exchange.unpause?.();
  const status = answer.statusCode ?? 502;
  const lengthText = answer.headers["content-length"];
  const length = lengthText === void 0 ? null : Number(lengthText);
  const bodiless = method === "HEAD" || status === 204 || status === 304;
  res.cork(() => {
    res.writeStatus(`${status} ${answer.statusMessage ?? ""}`);
    for (let i = 0; i < answer.rawHeaders.length; i += 2) {
      const name = answer.rawHeaders[i];
      const lower = name.toLowerCase();
      if (!HOP_HEADERS.has(lower) && !LIBRARY_HEADERS.has(lower)) {
        res.writeHeader(name, answer.rawHeaders[i + 1]);
      }
    }
    if (bodiless || length === 0) {
      exchange.ended = true;
      if (!bodiless) {
        res.end();
        return;
      }
      if (method === "HEAD" && lengthText !== void 0) res.writeHeader("content-length", lengthText);
      res.endWithoutBody();
    }
  });
  if (exchange.ended) {
    answer.resume();
    return;
  }
  answer.on("data", (chunk) => {
    if (exchange.ended) return;
    res.cork(() => {
      if (length === null) {
        if (res.write(chunk)) return;
        answer.pause();
        res.onWritable(() => {
          answer.resume();
          return true;
        });
        return;
      }
      const offset = res.getWriteOffset();
      const [ok, done] = res.tryEnd(chunk, length);
      if (done) {
        exchange.ended = true;
      } else if (!ok) {
        answer.pause();
        res.onWritable((reached) => {
          const [isOk, isDone] = res.tryEnd(chunk.subarray(reached - offset), length);
          if (isDone) exchange.ended = true;
          else if (isOk) answer.resume();
          return isOk;
        });
      }
    });
  });
  answer.on("end", () => {
    if (exchange.ended) return;
    exchange.ended = true;
    if (length === null) res.cork(() => res.end());
    else res.close();
  });
  answer.on("error", () => {
    if (exchange.ended) return;
    exchange.ended = true;
    res.close();
  });
}

// realtime/uws.ts
var DRAIN_MS = 3e3;
function createUwsEngine(deps, config, proxyConfig) {
  const { uws } = deps;
  const app = config.tls === null ? uws.App() : uws.SSLApp({ cert_file_name: config.tls.certFile, key_file_name: config.tls.keyFile });
  const proxy = createProxy(proxyConfig);
  attachFeed(app, deps, config);
  let listening = null;
  return {
    kind: "uws",
    sink: {
      deliver(topic, frame) {
        const followers = app.numSubscribers(topic);
        if (followers > 0) app.publish(topic, frame, false, false);
        return followers;
      }
    },
    beat(frame) {
      app.publish(BEAT_TOPIC, frame, false, false);
    },
    attachSocketIo(io) {
      const options = { maxBackpressure: config.maxBufferedBytes * 2, idleTimeout: config.idleSeconds };
      io.attachApp(app, options);
    },
    proxied: proxy.stats,
    listen() {
      app.any("/*", proxy.handle);
      return new Promise((resolve, reject) => {
        const onListen = (token) => {
          if (token === false) {
            reject(
              new RealtimeListenError(
                `cannot listen on ${config.host}:${config.port}: is the port taken? PORT and HOST name another`
              )
            );
            return;
          }
          listening = token;
          resolve(uws.us_socket_local_port(token));
        };
        const exclusive = 1;
        const listen = app.listen;
        listen.call(app, config.host, config.port, exclusive, onListen);
      });
    },
    async stop() {
      if (listening !== null) uws.us_listen_socket_close(listening);
      listening = null;
      await new Promise((resolve) => setTimeout(resolve, 20));
      await proxy.drain(DRAIN_MS);
      app.close();
      proxy.stop();
    }
  };
}
function attachFeed(app, deps, config) {
  app.ws(`${config.basePath}feed`, {
    compression: 0,
    maxPayloadLength: config.maxFrameBytes,
    maxBackpressure: config.maxBufferedBytes,
    idleTimeout: config.idleSeconds,
    sendPingsAutomatically: true,
    upgrade: (res, req, context) => void upgrade(deps.admissions, res, req, context),
    open(ws) {
      const data = ws.getUserData();
      if (!data.admission.ok) {
        ws.end(data.admission.code, data.admission.reason);
        return;
      }
      data.open = deps.admissions.open(data.admission, wrapSocket2(ws, data), () => {
        if (!data.closed) ws.close();
      });
    },
    message(ws, message, isBinary) {
      const { open } = ws.getUserData();
      if (open !== null) open.session.receive(isBinary ? "" : Buffer.from(message).toString());
    },
    dropped(ws) {
      const data = ws.getUserData();
      if (data.dropNoted) return;
      data.dropNoted = true;
      setImmediate(() => {
        data.dropNoted = false;
        data.open?.session.dropped();
      });
    },
    drain(ws) {
      ws.getUserData().open?.session.drained();
    },
    close(ws) {
      const data = ws.getUserData();
      data.closed = true;
      data.open?.closed();
    }
  });
}
function wrapSocket2(ws, data) {
  return {
    send(frame) {
      if (!data.closed) ws.send(frame, false, false);
    },
    buffered: () => data.closed ? 0 : ws.getBufferedAmount(),
    follow(topic) {
      if (!data.closed) ws.subscribe(topic);
    },
    unfollow(topic) {
      if (!data.closed) ws.unsubscribe(topic);
    },
    close(code, reason) {
      if (!data.closed) ws.end(code, reason);
    }
  };
}
async function upgrade(admissions, res, req, context) {
  const key = req.getHeader("sec-websocket-key");
  const protocol = req.getHeader("sec-websocket-protocol");
  const extensions = req.getHeader("sec-websocket-extensions");
  const cookie = req.getHeader("cookie");
  let aborted = false;
  res.onAborted(() => {
    aborted = true;
  });
  const caller = {
    origin: req.getHeader("origin") || void 0,
    host: req.getHeader("host") || void 0,
    forwardedHost: req.getHeader("x-forwarded-host") || void 0,
    address: Buffer.from(res.getRemoteAddressAsText()).toString()
  };
  if (!admissions.checkOrigin(caller)) {
    res.writeStatus("403 Forbidden").writeHeader("content-type", "application/json").end('{"code":"feed.origin"}');
    return;
  }
  const admission = await admissions.admit(cookie);
  if (aborted) return;
  const data = { admission, open: null, closed: false, dropNoted: false };
  res.cork(() => res.upgrade(data, key, protocol, extensions, context));
}

// realtime/server.ts
var DEFAULT_REALTIME = {
  host: "127.0.0.1",
  port: 0,
  basePath: "/",
  tls: null,
  idleSeconds: 60,
  maxUpstreamSockets: 512,
  bodyIdleMs: 6e4,
  ...DEFAULT_ADMISSION,
  ...DEFAULT_SESSION,
  ...DEFAULT_SESSIONS,
  ...DEFAULT_SOCKET_IO,
  hub: DEFAULT_HUB,
  redisUrl: null
};
function chooseEngine(wanted, log) {
  if (wanted === "ws") return { kind: "ws", reason: "asked for" };
  const loaded = loadUws();
  if (loaded.ok) return { kind: "uws", uws: loaded.uws };
  if (wanted === "uws") throw new UwsUnavailableError(loaded.reason);
  log.warn({ reason: loaded.reason }, "uWebSockets.js is not used; ws takes its place");
  return { kind: "ws", reason: loaded.reason };
}
var UwsUnavailableError = class extends Error {
  code = "realtime.uws-unavailable";
};
async function createRealtimeServer(deps, overrides) {
  const config = { ...DEFAULT_REALTIME, ...overrides };
  const now = deps.now ?? Date.now;
  const { log, history, authenticate, onAcknowledge } = deps;
  const hub = new Hub({ history, log, now }, config.hub);
  const parts = { engine: null, io: null };
  const sessions = new Sessions({ hub, authenticate, log, now }, config, (frame) => {
    parts.engine?.beat(frame);
    parts.io?.beat(frame);
  });
  hub.countClientsBy(() => sessions.count);
  const admissions = makeAdmission(
    { hub, sessions, authenticate, onAcknowledge, log, now },
    { ...config, session: config }
  );
  const engine = deps.engine.kind === "uws" ? createUwsEngine({ uws: deps.engine.uws, admissions }, config, {
    upstream: deps.engine.upstream,
    basePath: config.basePath,
    tls: config.tls !== null,
    trustedProxies: config.trustedProxies,
    maxSockets: config.maxUpstreamSockets,
    bodyIdleMs: config.bodyIdleMs
  }) : createFallbackEngine(admissions, deps.engine.server, config);
  const redis = config.redisUrl === null ? null : await connectRedis(config.redisUrl, log);
  const io = createSocketIo({ admissions, onAcknowledge, log, redis }, config);
  io.onRevoke((userId) => sessions.revoke(userId));
  parts.engine = engine;
  parts.io = io;
  hub.addSink(engine.sink);
  hub.addSink(io.sink);
  engine.attachSocketIo(io.io);
  const port = await engine.listen();
  log.info({ engine: engine.kind, port }, "push listens");
  return {
    kind: engine.kind,
    port,
    publish: (messages) => hub.publish(messages),
    publishEncoded: (messages) => hub.publishEncoded(messages),
    revoke(userId) {
      io.revokeElsewhere(userId);
      return sessions.revoke(userId);
    },
    recheck: (userId) => sessions.recheck(userId),
    stats: () => ({
      engine: engine.kind,
      connections: sessions.count,
      users: sessions.users,
      ...sessions.stats,
      ...hub.stats,
      proxyRequests: engine.proxied.requests,
      proxyFailed: engine.proxied.failed,
      proxyAborted: engine.proxied.aborted
    }),
    async stop() {
      hub.flush();
      hub.stop();
      sessions.stop();
      await io.stop();
      await engine.stop();
      redis?.stop();
      log.info({}, "push stopped");
    }
  };
}

export {
  RealtimeListenError,
  DIMENSIONS,
  DEFAULT_WEIGHTS,
  LEVELS,
  levelNumber,
  levelOf,
  DEFAULT_LEVEL_RULE,
  createPublisher,
  FINANCE_KINDS,
  FINANCE_KIND_NAMES,
  encodeEvent,
  decodeEvent,
  MEMBER_ROLE_NAMES,
  analyseText,
  SERIES_DEFAULTS,
  createSeries,
  stepSeries,
  DETECTORS,
  createRegistry,
  FEED_VERSION,
  SNAPSHOT_REASONS,
  FEED_ERRORS,
  CLOSE,
  DEFAULT_HUB,
  loadUws,
  chooseEngine,
  createRealtimeServer
};
//# sourceMappingURL=chunk-QAJ2TQ24.mjs.map
