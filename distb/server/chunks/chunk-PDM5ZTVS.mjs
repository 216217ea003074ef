import {
  CodedError,
  DISTRICTS,
  normaliseDistrict
} from "./chunk-ZFE45SM2.mjs";
import {
  isDay
} from "./chunk-DPTJRLNT.mjs";

// stream/replay/kind-batches.ts
function* batchByKind(events, maxEvents) {
  const round = makeRound(maxEvents);
  for (const event of events) {
    if (!round.takes(event)) yield round.finish();
    round.add(event);
  }
  if (round.size() > 0) yield round.finish();
}
function makeRound(maxEvents) {
  let batches = /* @__PURE__ */ new Map();
  let firms = /* @__PURE__ */ new Map();
  let size = 0;
  return {
    takes(event) {
      if (size >= maxEvents) return false;
      return firmsOf(event.envelope).every((firm) => {
        const known = firms.get(firm);
        return known === void 0 || known.kind === event.kind || isSoonAfter(known.first, event.envelope.time);
      });
    },
    add(event) {
      const list = batches.get(event.kind);
      if (list === void 0) batches.set(event.kind, [event]);
      else list.push(event);
      for (const firm of firmsOf(event.envelope)) {
        const known = firms.get(firm);
        if (known === void 0) firms.set(firm, { kind: event.kind, first: event.envelope.time });
        else if (known.kind !== event.kind) firms.set(firm, { kind: null, first: known.first });
      }
      size++;
    },
    size: () => size,
    finish() {
      const finished = [...batches].map(([kind, events]) => ({ kind, events }));
      batches = /* @__PURE__ */ new Map();
      firms = /* @__PURE__ */ new Map();
      size = 0;
      return finished;
    }
  };
}
var SOON_MS = 36e5;
function isSoonAfter(first, time) {
  if (first === void 0 || time === void 0) return first === time;
  return Math.abs(Date.parse(time) - Date.parse(first)) <= SOON_MS;
}
function firmsOf({ subject, subjects }) {
  const firms = [];
  for (const one of [subject, ...subjects ?? []]) {
    if (one === void 0) continue;
    if (typeof one === "string") firms.push(one);
    else if ("code" in one) firms.push(one.code);
    else if ("localId" in one) firms.push(one.localId);
    else firms.push(one.name);
  }
  return firms;
}

// stream/import/layout.ts
import { TextDecoder } from "node:util";
var DELIMITERS = [",", "	", ";", "|"];
var SAMPLE_BYTES = 64 * 1024;
function detectLayout(head) {
  const sample = head.subarray(0, SAMPLE_BYTES);
  if (sample.length === 0 || sample.includes(0)) return null;
  const encoding = detectEncoding(sample);
  if (encoding === null) return null;
  const text = new TextDecoder(encoding).decode(sample);
  const first = text.split(/\r?\n/).find((line) => line.trim() !== "")?.trim();
  if (first === void 0) return null;
  if (first.startsWith("{"))
    return first.endsWith("}") || !text.includes("\n") ? { format: "ndjson", encoding } : null;
  if (first.startsWith("[") && !first.includes(",")) return null;
  const delimiter = detectDelimiter(text);
  return delimiter === null ? null : { format: "csv", encoding, delimiter };
}
function detectEncoding(sample) {
  if (sample[0] === 239 && sample[1] === 187 && sample[2] === 191) return "utf-8";
  if (sample[0] === 255 && sample[1] === 254 || sample[0] === 254 && sample[1] === 255) return null;
  const utf8 = new TextDecoder("utf-8").decode(sample);
  const broken = count(utf8, /\uFFFD/g);
  if (broken <= 1) return "utf-8";
  const wide = count(utf8, /[\u4e00-\u9fff]/g);
  const gb = new TextDecoder("gb18030").decode(sample);
  const gbBroken = count(gb, /\uFFFD/g);
  const gbWide = count(gb, /[\u4e00-\u9fff]/g);
  if (wide >= broken * 2) return "utf-8";
  return gbWide > gbBroken * 4 ? "gb18030" : "utf-8";
}
function detectDelimiter(text) {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  const header = lines[0];
  if (/[{}]/.test(header)) return null;
  let best = ",";
  let bestScore = 0;
  for (const delimiter of DELIMITERS) {
    const cuts = cutsOf(header, delimiter);
    if (cuts === 0) continue;
    const alike = lines.slice(1, 11).filter((line) => cutsOf(line, delimiter) === cuts).length;
    const score = cuts + 2 * alike;
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}
function cutsOf(line, delimiter) {
  let cuts = 0;
  let quoted = false;
  for (const character of line) {
    if (character === '"') quoted = !quoted;
    else if (character === delimiter && !quoted) cuts++;
  }
  return cuts;
}
function count(text, pattern) {
  return text.match(pattern)?.length ?? 0;
}

// stream/import/mapping.ts
import { createHash } from "node:crypto";

// stream/import/convert.ts
function convertCell(cell, type) {
  switch (type) {
    case "text":
      return { ok: true, value: cell };
    case "yuan":
      return convertYuan(cell);
    case "number": {
      const value = readNumber(cell);
      return value === null ? { ok: false, detail: `not a number: ${cell}` } : { ok: true, value };
    }
    case "integer": {
      const value = readNumber(cell);
      return value === null || !Number.isInteger(value) ? { ok: false, detail: `not a whole number: ${cell}` } : { ok: true, value };
    }
    case "date": {
      const value = readDate(cell);
      return value === null ? { ok: false, detail: `not a date: ${cell}` } : { ok: true, value };
    }
    case "time": {
      const value = readTime(cell);
      return value === null ? { ok: false, detail: `not a time: ${cell}` } : { ok: true, value };
    }
    case "boolean": {
      if (/^(true|t|yes|y|1|是|有)$/i.test(cell)) return { ok: true, value: true };
      if (/^(false|f|no|n|0|否|无)$/i.test(cell)) return { ok: true, value: false };
      return { ok: false, detail: `neither yes nor no: ${cell}` };
    }
    case "district": {
      const code = readDistrict(cell);
      return code === null ? { ok: false, detail: `unknown district: ${cell}` } : { ok: true, value: code };
    }
    case "list":
      return {
        ok: true,
        value: cell.split(/[;；、|]/).map((part) => part.trim()).filter((part) => part !== "")
      };
    case "position": {
      const [lng, lat] = cell.split(/[,， ]+/).map(Number);
      return lng !== void 0 && lat !== void 0 && Number.isFinite(lng) && Number.isFinite(lat) ? { ok: true, value: [lng, lat] } : { ok: false, detail: `not a position: ${cell}` };
    }
  }
}
var UNITS = {
  \u5143: 1n,
  \u5343\u5143: 1000n,
  \u4E07: 10000n,
  \u4E07\u5143: 10000n,
  \u767E\u4E07\u5143: 1000000n,
  \u4EBF: 100000000n,
  \u4EBF\u5143: 100000000n
};
function convertYuan(cell) {
  const text = cell.normalize("NFKC").replace(/[\s,¥￥]|人民币|RMB|CNY/gi, "");
  const match = /^(-?)(\d+)(?:\.(\d+))?(元|千元|万元?|百万元|亿元?)?(人民币)?$/.exec(text);
  if (match === null) return { ok: false, detail: `not an amount of money: ${cell}` };
  const [, sign, whole = "0", fraction = "", unit = "\u5143"] = match;
  const scale = 10n ** BigInt(fraction.length);
  const scaled = BigInt(whole + fraction) * UNITS[unit];
  const integer = scaled / scale;
  const rest = (scaled % scale + scale).toString().slice(1).replace(/0+$/, "");
  if (rest.length > 4) return { ok: false, detail: `more than four decimals: ${cell}` };
  return { ok: true, value: `${sign}${integer}${rest === "" ? "" : `.${rest}`}` };
}
function readNumber(cell) {
  const text = cell.normalize("NFKC").replace(/[\s,]/g, "");
  const percent = text.endsWith("%");
  const value = Number(percent ? text.slice(0, -1) : text);
  if (text === "" || !Number.isFinite(value)) return null;
  return percent ? value / 100 : value;
}
var DATE = /^(\d{4})(?:[-/.年])(\d{1,2})(?:[-/.月])(\d{1,2})日?$/;
function readDate(cell) {
  const text = cell.normalize("NFKC").trim().split(/[ T]/)[0];
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  const match = compact ?? DATE.exec(text);
  if (match === null) return null;
  const [, year, month = "", day = ""] = match;
  const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return isDay(date) ? date : null;
}
function readTime(cell) {
  const text = cell.normalize("NFKC").trim();
  if (/^\d{10}$/.test(text)) return new Date(Number(text) * 1e3).toISOString();
  if (/^\d{13}$/.test(text)) return new Date(Number(text)).toISOString();
  const zoned = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})$/i.test(text);
  if (zoned) {
    const ms2 = Date.parse(text.replace(" ", "T"));
    return Number.isNaN(ms2) ? null : new Date(ms2).toISOString();
  }
  const date = readDate(text);
  if (date === null) return null;
  const clock = /(?:[ T日])(\d{1,2})[:：时](\d{1,2})(?:[:：分](\d{1,2})(?:\.(\d{1,3}))?秒?)?分?$/.exec(text);
  if (clock === null && !/^[\d\-/.年月]+日?$/.test(text)) return null;
  const [hour, minute, second] = [clock?.[1] ?? "0", clock?.[2] ?? "0", clock?.[3] ?? "0"];
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const ms = Date.parse(
    `${date}T${hour.padStart(2, "0")}:${minute.padStart(2, "0")}:${second.padStart(2, "0")}.${(clock?.[4] ?? "0").padEnd(3, "0")}+08:00`
  );
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}
function readDistrict(cell) {
  const code = normaliseDistrict(cell);
  if (code.ok) return code.code;
  const name = cell.replace(/^上海市?/, "");
  return DISTRICTS.find((district) => district.name === name || district.short === name)?.code ?? null;
}

// stream/import/fields.ts
var ENVELOPE = [
  field(
    "id",
    "text",
    "\u4E8B\u4EF6\u7F16\u53F7\uFF08\u540C\u4E00\u6765\u6E90\u5185\u552F\u4E00\uFF1B\u7F3A\u7701\u4E3A\u6587\u4EF6\u4E0E\u884C\u7684\u6458\u8981\uFF09",
    "\u7F16\u53F7 \u5E8F\u53F7id \u4E8B\u4EF6id \u4E8B\u4EF6\u7F16\u53F7 \u8BB0\u5F55\u7F16\u53F7 \u6D41\u6C34\u53F7 \u5DE5\u5355\u7F16\u53F7 event_id"
  ),
  field(
    "time",
    "time",
    "\u53D1\u751F\u65F6\u95F4\uFF08\u7F3A\u7701\u4E3A\u5BFC\u5165\u65F6\u95F4\uFF0C\u5E76\u4F5C\u6807\u8BB0\uFF09",
    "\u65F6\u95F4 \u65E5\u671F \u53D1\u751F\u65F6\u95F4 \u53D1\u5E03\u65F6\u95F4 \u767B\u8BB0\u65F6\u95F4 \u53D7\u7406\u65F6\u95F4 \u65F6\u95F4\u6233 timestamp datetime date publish_time event_time \u95EE\u9898\u53D1\u751F\u65F6\u95F4 \u53D1\u5E03\u65E5\u671F"
  ),
  field("type", "text", "\u53D8\u52A8\u7C7B\u578B", "\u4E8B\u4EF6\u7C7B\u578B \u53D8\u52A8\u7C7B\u578B event_type"),
  field(
    "subject.code",
    "text",
    "\u7EDF\u4E00\u793E\u4F1A\u4FE1\u7528\u4EE3\u7801",
    "\u7EDF\u4E00\u793E\u4F1A\u4FE1\u7528\u4EE3\u7801 \u4FE1\u7528\u4EE3\u7801 \u7EDF\u4E00\u4EE3\u7801 \u4F01\u4E1A\u4EE3\u7801 \u7A0E\u53F7 \u7EB3\u7A0E\u4EBA\u8BC6\u522B\u53F7 credit_code creditcode uscc code"
  ),
  field(
    "subject.name",
    "text",
    "\u4F01\u4E1A\u540D\u79F0",
    "\u4F01\u4E1A\u540D\u79F0 \u516C\u53F8\u540D\u79F0 \u5355\u4F4D\u540D\u79F0 \u4E3B\u4F53 \u4E3B\u4F53\u540D\u79F0 \u88AB\u6295\u8BC9\u4F01\u4E1A \u88AB\u6295\u8BC9\u5355\u4F4D \u5F53\u4E8B\u4EBA \u5E73\u53F0\u540D\u79F0 \u540D\u79F0 \u4F01\u4E1A company company_name enterprise name entity"
  ),
  field(
    "subject.localId",
    "text",
    "\u6765\u6E90\u5185\u90E8\u7F16\u53F7",
    "\u5185\u90E8\u7F16\u53F7 \u4F01\u4E1A\u7F16\u53F7 \u5BA2\u6237\u53F7 local_id enterprise_id company_id"
  ),
  field("district", "district", "\u533A\uFF08\u516D\u4F4D\u4EE3\u7801\u6216\u533A\u540D\uFF09", "\u533A \u6240\u5C5E\u533A \u533A\u53BF \u884C\u653F\u533A \u884C\u653F\u533A\u5212 \u5C5E\u5730 district")
];
var STATUS = {
  active: ["\u5B58\u7EED", "\u5728\u4E1A", "\u5728\u8425", "\u5F00\u4E1A", "\u6B63\u5E38", "\u5B58\u7EED\uFF08\u5728\u8425\u3001\u5F00\u4E1A\u3001\u5728\u518C\uFF09"],
  abnormal: ["\u5F02\u5E38", "\u7ECF\u8425\u5F02\u5E38"],
  revoked: ["\u540A\u9500", "\u540A\u9500\uFF0C\u672A\u6CE8\u9500", "\u540A\u9500\u672A\u6CE8\u9500"],
  cancelled: ["\u6CE8\u9500", "\u5DF2\u6CE8\u9500"],
  "moved-out": ["\u8FC1\u51FA", "\u8FC1\u5F80\u5E02\u5916\u5730"]
};
var DATA = {
  registration: [
    field("data.name", "text", "\u767B\u8BB0\u540D\u79F0", "\u767B\u8BB0\u540D\u79F0 registered_name"),
    field("data.status", "text", "\u767B\u8BB0\u72B6\u6001", "\u767B\u8BB0\u72B6\u6001 \u7ECF\u8425\u72B6\u6001 \u4F01\u4E1A\u72B6\u6001 \u72B6\u6001 status", STATUS),
    field("data.legalRepresentative", "text", "\u6CD5\u5B9A\u4EE3\u8868\u4EBA", "\u6CD5\u5B9A\u4EE3\u8868\u4EBA \u6CD5\u4EBA \u8D1F\u8D23\u4EBA legal_representative"),
    field("data.establishedOn", "date", "\u6210\u7ACB\u65E5\u671F", "\u6210\u7ACB\u65E5\u671F \u6210\u7ACB\u65F6\u95F4 \u6CE8\u518C\u65E5\u671F established_on opfrom"),
    field("data.registeredCapital", "yuan", "\u6CE8\u518C\u8D44\u672C\uFF08\u5143\uFF09", "\u6CE8\u518C\u8D44\u672C \u6CE8\u518C\u8D44\u91D1 registered_capital"),
    field("data.paidInCapital", "yuan", "\u5B9E\u7F34\u8D44\u672C\uFF08\u5143\uFF09", "\u5B9E\u7F34\u8D44\u672C paid_in_capital"),
    field("data.industryCode", "text", "\u884C\u4E1A\u4EE3\u7801\uFF08GB/T 4754\uFF09", "\u884C\u4E1A\u4EE3\u7801 \u884C\u4E1A industry industry_code"),
    field("data.financeKind", "text", "\u91D1\u878D\u7C7B\u522B", "\u91D1\u878D\u7C7B\u522B \u673A\u6784\u7C7B\u578B", {
      microloan: ["\u5C0F\u989D\u8D37\u6B3E", "\u5C0F\u989D\u8D37\u6B3E\u516C\u53F8", "\u5C0F\u8D37"],
      factoring: ["\u5546\u4E1A\u4FDD\u7406", "\u4FDD\u7406"],
      leasing: ["\u878D\u8D44\u79DF\u8D41"],
      guarantee: ["\u878D\u8D44\u62C5\u4FDD", "\u62C5\u4FDD"],
      pawn: ["\u5178\u5F53", "\u5178\u5F53\u884C"],
      "private-fund": ["\u79C1\u52DF\u57FA\u91D1", "\u79C1\u52DF"],
      wealth: ["\u8D22\u5BCC\u7BA1\u7406", "\u6295\u8D44\u7406\u8D22"],
      none: ["\u975E\u91D1\u878D", "\u5176\u4ED6"]
    }),
    field("data.scope", "text", "\u7ECF\u8425\u8303\u56F4", "\u7ECF\u8425\u8303\u56F4 scope"),
    field("data.licences", "list", "\u8BB8\u53EF\uFF08\u4EE5\u5206\u53F7\u9694\u5F00\uFF09", "\u8BB8\u53EF \u8BB8\u53EF\u8BC1 \u724C\u7167 licences"),
    field("data.registeredAddress", "text", "\u6CE8\u518C\u5730\u5740", "\u6CE8\u518C\u5730\u5740 \u4F4F\u6240 \u6CE8\u518C\u5730 registered_address"),
    field("data.registeredDistrict", "district", "\u6CE8\u518C\u5730\u6240\u5728\u533A", "\u6CE8\u518C\u5730\u533A \u6CE8\u518C\u533A registered_district"),
    field("data.businessAddress", "text", "\u7ECF\u8425\u5730\u5740", "\u7ECF\u8425\u5730\u5740 \u7ECF\u8425\u5730 \u7ECF\u8425\u573A\u6240 \u529E\u516C\u5730\u5740 business_address"),
    field("data.businessDistrict", "district", "\u7ECF\u8425\u5730\u6240\u5728\u533A", "\u7ECF\u8425\u5730\u533A \u7ECF\u8425\u533A business_district"),
    field("data.phone", "text", "\u8054\u7CFB\u7535\u8BDD", "\u7535\u8BDD \u8054\u7CFB\u7535\u8BDD \u624B\u673A phone"),
    field("data.position", "position", "\u7ECF\u7EAC\u5EA6\uFF08\u7ECF\u5EA6,\u7EAC\u5EA6\uFF09", "\u7ECF\u7EAC\u5EA6 \u5750\u6807 position")
  ],
  sentiment: [
    field("data.title", "text", "\u6807\u9898", "\u6807\u9898 \u9898\u76EE title"),
    { ...field("data.text", "text", "\u6B63\u6587", "\u6B63\u6587 \u5185\u5BB9 \u6587\u672C \u5168\u6587 \u6458\u8981 text content body"), required: true },
    field("data.channel", "text", "\u6E20\u9053", "\u6E20\u9053 \u6765\u6E90 \u5A92\u4F53 \u5E73\u53F0 \u7F51\u7AD9 channel media"),
    field("data.url", "text", "\u94FE\u63A5", "\u94FE\u63A5 \u7F51\u5740 url link"),
    field("data.author", "text", "\u4F5C\u8005", "\u4F5C\u8005 \u53D1\u5E03\u8005 \u8D26\u53F7 author"),
    field("data.polarity", "text", "\u6765\u6E90\u6240\u6807\u503E\u5411", "\u60C5\u611F \u503E\u5411 \u60C5\u611F\u503E\u5411 \u6B63\u8D1F\u9762 polarity sentiment", {
      negative: ["\u8D1F\u9762", "\u6D88\u6781", "\u8D1F", "neg"],
      neutral: ["\u4E2D\u6027", "\u4E2D\u7ACB", "neu"],
      positive: ["\u6B63\u9762", "\u79EF\u6781", "\u6B63", "pos"]
    }),
    field("data.reposts", "integer", "\u8F6C\u53D1\u6570", "\u8F6C\u53D1 \u8F6C\u53D1\u6570 \u8F6C\u53D1\u91CF reposts")
  ],
  market: [
    { ...field("data.metric", "text", "\u6307\u6807", "\u6307\u6807 \u6307\u6807\u540D\u79F0 metric indicator"), required: true },
    { ...field("data.value", "number", "\u6570\u503C", "\u6570\u503C \u503C value price close"), required: true },
    field("data.unit", "text", "\u5355\u4F4D", "\u5355\u4F4D unit"),
    field("data.instrument", "text", "\u54C1\u79CD\u4EE3\u7801", "\u54C1\u79CD \u8BC1\u5238\u4EE3\u7801 \u4EE3\u7801 instrument symbol")
  ],
  complaint: [
    field("data.channel", "text", "\u53D7\u7406\u6E20\u9053", "\u6E20\u9053 \u53D7\u7406\u6E20\u9053 \u6765\u6E90 channel"),
    field("data.title", "text", "\u6807\u9898", "\u6807\u9898 \u8BC9\u6C42\u6807\u9898 title"),
    field("data.text", "text", "\u5185\u5BB9", "\u5185\u5BB9 \u8BC9\u6C42\u5185\u5BB9 \u6295\u8BC9\u5185\u5BB9 \u53CD\u6620\u5185\u5BB9 \u8BC9\u6C42 text content"),
    field("data.amount", "yuan", "\u6D89\u53CA\u91D1\u989D\uFF08\u5143\uFF09", "\u91D1\u989D \u6D89\u53CA\u91D1\u989D \u6D89\u6848\u91D1\u989D \u6295\u8D44\u91D1\u989D amount"),
    field("data.people", "integer", "\u6D89\u53CA\u4EBA\u6570", "\u4EBA\u6570 \u6D89\u53CA\u4EBA\u6570 people"),
    field("data.category", "text", "\u7C7B\u522B", "\u7C7B\u522B \u5206\u7C7B \u8BC9\u6C42\u7C7B\u522B \u6295\u8BC9\u7C7B\u522B \u51FA\u95EE\u9898\u539F\u56E0 category")
  ],
  judicial: [
    {
      ...field("data.stage", "text", "\u9636\u6BB5", "\u9636\u6BB5 \u6848\u4EF6\u9636\u6BB5 \u8FDB\u5C55 stage", {
        filed: ["\u7ACB\u6848", "\u6C11\u4E8B\u7ACB\u6848"],
        hearing: ["\u5F00\u5EAD", "\u5BA1\u7406"],
        judgment: ["\u5224\u51B3", "\u88C1\u5224", "\u88C1\u5224\u6587\u4E66"],
        enforcement: ["\u6267\u884C", "\u88AB\u6267\u884C", "\u88AB\u6267\u884C\u4EBA"],
        dishonest: ["\u5931\u4FE1", "\u5931\u4FE1\u88AB\u6267\u884C\u4EBA"],
        "criminal-filed": ["\u5211\u4E8B\u7ACB\u6848", "\u7ACB\u6848\u4FA6\u67E5"],
        other: ["\u5176\u4ED6", "\u64A4\u8BC9", "\u7ED3\u6848"]
      }),
      required: true
    },
    field("data.caseNo", "text", "\u6848\u53F7", "\u6848\u53F7 \u6848\u4EF6\u7F16\u53F7 case_no"),
    field("data.cause", "text", "\u6848\u7531", "\u6848\u7531 cause"),
    field("data.court", "text", "\u6CD5\u9662", "\u6CD5\u9662 \u53D7\u7406\u6CD5\u9662 \u6267\u884C\u6CD5\u9662 court"),
    field("data.role", "text", "\u5F53\u4E8B\u4EBA\u5730\u4F4D", "\u5730\u4F4D \u8BC9\u8BBC\u5730\u4F4D \u5F53\u4E8B\u4EBA\u5730\u4F4D role", {
      plaintiff: ["\u539F\u544A", "\u7533\u8BF7\u4EBA"],
      defendant: ["\u88AB\u544A", "\u88AB\u7533\u8BF7\u4EBA", "\u88AB\u6267\u884C\u4EBA"],
      third: ["\u7B2C\u4E09\u4EBA"],
      unknown: ["\u672A\u77E5"]
    }),
    field("data.amount", "yuan", "\u6807\u7684\uFF08\u5143\uFF09", "\u6807\u7684 \u91D1\u989D \u6267\u884C\u6807\u7684 \u6807\u7684\u91D1\u989D amount"),
    field("data.count", "integer", "\u4EF6\u6570", "\u4EF6\u6570 \u6570\u91CF \u88C1\u5224\u6587\u4E66\u6570\u91CF count legal_judgment_num")
  ],
  tax: [
    { ...field("data.item", "text", "\u7A0E\u79CD", "\u7A0E\u79CD \u7A0E\u76EE tax_categories item"), required: true },
    field("data.periodStart", "date", "\u6240\u5C5E\u671F\u8D77", "\u6240\u5C5E\u671F\u8D77 \u8D77\u59CB\u65F6\u95F4 start_date period_start"),
    field("data.periodEnd", "date", "\u6240\u5C5E\u671F\u6B62", "\u6240\u5C5E\u671F\u6B62 \u7EC8\u6B62\u65F6\u95F4 end_date period_end"),
    field("data.basis", "yuan", "\u8BA1\u7A0E\u4F9D\u636E\uFF08\u5143\uFF09", "\u8BA1\u7A0E\u4F9D\u636E taxation_basis basis"),
    field("data.paid", "yuan", "\u7A0E\u989D\uFF08\u5143\uFF09", "\u7A0E\u989D \u5DF2\u7F34\u7A0E\u989D \u5B9E\u7F34\u7A0E\u989D tax_amount paid"),
    field("data.arrears", "yuan", "\u6B20\u7A0E\uFF08\u5143\uFF09", "\u6B20\u7A0E \u6B20\u7A0E\u989D \u6B20\u7A0E\u4F59\u989D arrears")
  ],
  penalty: [
    field("data.authority", "text", "\u5904\u7F5A\u673A\u5173", "\u5904\u7F5A\u673A\u5173 \u51B3\u5B9A\u673A\u5173 \u4F5C\u51FA\u673A\u5173 authority"),
    field("data.documentNo", "text", "\u51B3\u5B9A\u4E66\u6587\u53F7", "\u6587\u53F7 \u51B3\u5B9A\u4E66\u6587\u53F7 document_no"),
    {
      ...field("data.category", "text", "\u7C7B\u522B", "\u7C7B\u522B \u5904\u7F5A\u7C7B\u522B category", {
        administrative: ["\u884C\u653F\u5904\u7F5A", "\u5904\u7F5A"],
        "serious-violation": ["\u4E25\u91CD\u8FDD\u6CD5", "\u4E25\u91CD\u8FDD\u6CD5\u5931\u4FE1"],
        "abnormal-operation": ["\u7ECF\u8425\u5F02\u5E38", "\u5217\u5165\u7ECF\u8425\u5F02\u5E38\u540D\u5F55"],
        blacklist: ["\u9ED1\u540D\u5355", "\u8054\u5408\u60E9\u6212"]
      }),
      required: true
    },
    field("data.reason", "text", "\u4E8B\u7531", "\u4E8B\u7531 \u5904\u7F5A\u4E8B\u7531 \u8FDD\u6CD5\u4E8B\u5B9E \u5217\u5165\u539F\u56E0 reason"),
    field("data.amount", "yuan", "\u7F5A\u6CA1\u91D1\u989D\uFF08\u5143\uFF09", "\u91D1\u989D \u7F5A\u6B3E\u91D1\u989D \u7F5A\u6CA1\u91D1\u989D amount")
  ],
  filing: [
    { ...field("data.form", "text", "\u62A5\u8868", "\u62A5\u8868 \u62A5\u8868\u540D\u79F0 \u8868\u540D form"), required: true },
    field("data.period", "text", "\u62A5\u544A\u671F", "\u62A5\u544A\u671F \u671F\u95F4 \u6708\u4EFD period"),
    field("data.dueOn", "date", "\u5E94\u62A5\u65E5\u671F", "\u5E94\u62A5\u65E5\u671F \u622A\u6B62\u65E5\u671F due_on"),
    field("data.status", "text", "\u72B6\u6001", "\u72B6\u6001 \u62A5\u9001\u72B6\u6001 \u7B49\u7EA7 status"),
    field("data.note", "text", "\u8BF4\u660E", "\u8BF4\u660E \u5907\u6CE8 note")
  ],
  transaction: [
    { ...field("data.provider", "text", "\u63D0\u4F9B\u5355\u4F4D", "\u63D0\u4F9B\u5355\u4F4D \u63D0\u4F9B\u94F6\u884C \u94F6\u884C provider bank"), required: true },
    { ...field("data.authority", "text", "\u8C03\u53D6\u4F9D\u636E", "\u8C03\u53D6\u4F9D\u636E \u6CD5\u5F8B\u4F9D\u636E \u6587\u4E66\u53F7 authority"), required: true },
    { ...field("data.account", "text", "\u8D26\u6237", "\u8D26\u6237 \u8D26\u53F7 \u672C\u65B9\u8D26\u53F7 account orig_acct"), required: true },
    {
      ...field("data.counterparty", "text", "\u5BF9\u65B9\u8D26\u6237", "\u5BF9\u65B9\u8D26\u6237 \u5BF9\u65B9\u8D26\u53F7 counterparty bene_acct"),
      required: true
    },
    field("data.counterpartyName", "text", "\u5BF9\u65B9\u6237\u540D", "\u5BF9\u65B9\u6237\u540D \u5BF9\u65B9\u540D\u79F0 counterparty_name"),
    {
      ...field("data.direction", "text", "\u6536\u4ED8\u65B9\u5411", "\u65B9\u5411 \u6536\u4ED8 \u501F\u8D37 \u6536\u4ED8\u65B9\u5411 \u501F\u8D37\u6807\u5FD7 direction", {
        in: ["\u6536", "\u6536\u5165", "\u8D37", "\u8D37\u65B9", "\u8FDB", "\u5165\u8D26", "credit"],
        out: ["\u4ED8", "\u652F\u51FA", "\u501F", "\u501F\u65B9", "\u51FA", "\u51FA\u8D26", "debit"]
      }),
      required: true
    },
    { ...field("data.amount", "yuan", "\u91D1\u989D\uFF08\u5143\uFF09", "\u91D1\u989D \u4EA4\u6613\u91D1\u989D \u53D1\u751F\u989D amount base_amt"), required: true },
    field("data.cash", "boolean", "\u73B0\u91D1", "\u73B0\u91D1 \u662F\u5426\u73B0\u91D1 cash"),
    field("data.remark", "text", "\u6458\u8981", "\u6458\u8981 \u9644\u8A00 \u5907\u6CE8 \u7528\u9014 remark")
  ]
};
function importFields(kind) {
  return [...ENVELOPE, ...DATA[kind]];
}
var FIGURES_PREFIX = "data.figures.";
function fieldOf(kind, name) {
  const found = importFields(kind).find((one) => one.field === name);
  if (found !== void 0) return found;
  if (kind === "filing" && name.startsWith(FIGURES_PREFIX) && name.length > FIGURES_PREFIX.length) {
    return { field: name, type: "number", zh: name.slice(FIGURES_PREFIX.length), headers: [] };
  }
  return null;
}
function field(name, type, zh, headers, values) {
  return { field: name, type, zh, headers: headers.split(" "), ...values === void 0 ? {} : { values } };
}

// stream/import/mapping.ts
function suggestMapping(kind, columns, sample = []) {
  const mapping = {};
  const free = new Set(columns);
  const keys = new Map(columns.map((column) => [keyOf(column), column]));
  const take = (one, key) => {
    const column = keys.get(keyOf(key));
    if (column === void 0 || !free.has(column) || mapping[one.field] !== void 0) return;
    mapping[one.field] = column;
    free.delete(column);
  };
  const fields = importFields(kind);
  for (const one of fields) take(one, one.field);
  for (const one of fields) take(one, one.field.replace(/^(data|subject)\./, ""));
  for (const one of [...fields.filter((each) => each.field.startsWith("data.")), ...fields]) {
    for (const header of one.headers) take(one, header);
  }
  if (kind === "filing") {
    columns.forEach((column, at) => {
      if (!free.has(column) || column === "") return;
      const cells = sample.map((row) => (row[at] ?? "").trim()).filter((cell) => cell !== "");
      if (cells.length > 0 && cells.every((cell) => convertCell(cell, "number").ok))
        mapping[`${FIGURES_PREFIX}${column}`] = column;
    });
  }
  return mapping;
}
function checkMapping(kind, mapping, columns) {
  const unknown = Object.keys(mapping).filter((name) => fieldOf(kind, name) === null);
  if (unknown.length > 0) throw new CodedError("import.mapping", { missing: unknown.join(", ") });
  const absent = Object.values(mapping).filter((column) => !columns.includes(column));
  if (absent.length > 0)
    throw new CodedError("ingest.csv-columns", { missing: [...new Set(absent)].join(", ") });
  const missing = importFields(kind).filter((one) => one.required === true && mapping[one.field] === void 0).map((one) => one.field);
  const named = ["subject.code", "subject.name", "subject.localId"].some(
    (name) => mapping[name] !== void 0
  );
  if (!named && kind !== "sentiment") missing.unshift("subject.name");
  if (missing.length > 0) throw new CodedError("import.mapping", { missing: missing.join(", ") });
}
function makeRowMapper(context, mapping, columns) {
  const { kind, source, fileKey } = context;
  const targets = Object.entries(mapping).map(([name, column]) => ({
    // A figure may have dots in its name.
    path: name.startsWith(FIGURES_PREFIX) ? ["data", "figures", name.slice(FIGURES_PREFIX.length)] : name.split("."),
    name,
    at: columns.indexOf(column),
    spec: fieldOf(kind, name)
  }));
  return (cells, row) => {
    const envelope = { data: {} };
    for (const { path, name, at, spec } of targets) {
      const cell = (cells[at] ?? "").trim();
      if (cell === "") continue;
      const named = spec.values === void 0 ? void 0 : wordValue(spec.values, cell);
      const converted = named === void 0 ? convertCell(cell, spec.type) : { ok: true, value: named };
      if (!converted.ok) {
        return name.startsWith("data.") ? {
          ok: false,
          code: "ingest.data",
          params: { kind, path: name, detail: converted.detail },
          path: name
        } : {
          ok: false,
          code: "ingest.envelope",
          params: { path: name, detail: converted.detail },
          path: name
        };
      }
      put(envelope, path, converted.value);
    }
    return { ok: true, envelope: finishEnvelope(envelope, kind, source, () => rowId(fileKey, row, cells)) };
  };
}
function finishEnvelope(part, kind, source, makeId) {
  const { subject, ...rest } = part;
  const named = normaliseSubject(subject);
  return {
    ...rest,
    id: typeof rest.id === "string" && rest.id !== "" ? rest.id : makeId(),
    source,
    type: typeof rest.type === "string" && rest.type !== "" ? rest.type : `${kind}.imported`,
    ...named === null ? {} : { subject: named },
    data: rest.data ?? {}
  };
}
function normaliseSubject(subject) {
  if (typeof subject === "string") return subject;
  if (typeof subject !== "object" || subject === null) return null;
  const { code, localId, name } = subject;
  const named = name === void 0 ? {} : { name };
  if (code !== void 0) return { code, ...named };
  if (localId !== void 0) return { localId, ...named };
  return name === void 0 ? null : { name };
}
function rowId(fileKey, row, cells) {
  const hash = createHash("sha256").update(`${fileKey}
${row}
${cells.join("")}`).digest("hex");
  return `row-${hash.slice(0, 32)}`;
}
function put(target, path, value) {
  let at = target;
  for (const key of path.slice(0, -1)) {
    at[key] ??= {};
    at = at[key];
  }
  at[path.at(-1)] = value;
}
function wordValue(values, cell) {
  const text = cell.normalize("NFKC");
  for (const [value, words] of Object.entries(values)) {
    if (value === text || words.some((word) => word.normalize("NFKC") === text)) return value;
  }
  return void 0;
}
function keyOf(header) {
  return header.normalize("NFKC").replace(/\(.*?\)/g, "").replace(/[\s_\-.:/]/g, "").toLowerCase();
}

// stream/import/rows.ts
import { TextDecoder as TextDecoder2 } from "node:util";
import { parse } from "csv-parse/sync";

// stream/import/frames.ts
var NEW_LINE = 10;
var RETURN = 13;
var QUOTE = 34;
var MAX_LINES = 200;
var RAW_BYTES = 4e3;
async function* readFrames(chunks, options) {
  const pending = [];
  for await (const line of readLines(chunks, options.maxBytes)) {
    if (options.delimiter === null) {
      yield line.cut ? { ok: false, line: line.number, reason: "too-large", raw: line.bytes.subarray(0, RAW_BYTES) } : frameOf(line);
      continue;
    }
    pending.push(line);
    yield* settle(pending, options.maxBytes, options.delimiter, false);
  }
  while (pending.length > 0) yield* settle(pending, options.maxBytes, options.delimiter, true);
}
function* settle(pending, maxBytes, delimiter, ended) {
  for (; ; ) {
    const first = pending[0];
    if (first === void 0) return;
    if (first.cut) {
      pending.shift();
      yield { ok: false, line: first.number, reason: "too-large", raw: first.bytes.subarray(0, RAW_BYTES) };
      continue;
    }
    let quotes = 0;
    let bytes = 0;
    let end = -1;
    for (let i = 0; i < pending.length; i++) {
      const line = pending[i];
      quotes += line.quotes;
      bytes += line.bytes.length + 1;
      if (line.cut || bytes > maxBytes) break;
      if (quotes % 2 === 0) {
        end = i;
        break;
      }
    }
    if (end === 0) {
      pending.shift();
      yield frameOf(first);
      continue;
    }
    const joined = end > 0 ? joinLines(pending.slice(0, end + 1)) : null;
    if (joined !== null && isWellQuoted(joined, delimiter.charCodeAt(0))) {
      pending.splice(0, end + 1);
      yield { ok: true, line: first.number, bytes: joined };
      continue;
    }
    const hopeless = joined !== null || ended || pending.length >= MAX_LINES || bytes > maxBytes || pending.at(-1).cut;
    if (!hopeless) return;
    pending.shift();
    yield { ok: false, line: first.number, reason: "quote", raw: first.bytes.subarray(0, RAW_BYTES) };
  }
}
function isWellQuoted(bytes, delimiter) {
  let quoted = false;
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] !== QUOTE) continue;
    if (!quoted) {
      const before = bytes[i - 1];
      if (i > 0 && before !== delimiter && before !== NEW_LINE) return false;
      quoted = true;
    } else if (bytes[i + 1] === QUOTE) i++;
    else {
      const after = bytes[i + 1];
      if (i + 1 < bytes.length && after !== delimiter && after !== NEW_LINE && after !== RETURN) return false;
      quoted = false;
    }
  }
  return !quoted;
}
function frameOf(line) {
  return { ok: true, line: line.number, bytes: line.bytes };
}
async function* readLines(chunks, maxBytes) {
  let parts = [];
  let length = 0;
  let number = 0;
  const take = () => {
    number++;
    const cut = length > maxBytes;
    let bytes = parts.length === 1 ? parts[0] : concat(parts);
    if (!cut && bytes.at(-1) === RETURN) bytes = bytes.subarray(0, -1);
    if (!bytes.some((byte) => byte !== 32 && byte !== 9)) return null;
    return { number, bytes, quotes: countQuotes(bytes), cut };
  };
  const add = (bytes) => {
    if (length <= maxBytes) parts.push(length + bytes.length > maxBytes ? bytes.slice(0, RAW_BYTES) : bytes);
    length += bytes.length;
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(NEW_LINE); end >= 0; end = chunk.indexOf(NEW_LINE, start)) {
      add(chunk.subarray(start, end));
      const line = take();
      if (line !== null) yield line;
      parts = [];
      length = 0;
      start = end + 1;
    }
    if (start < chunk.length) add(chunk.slice(start));
  }
  if (length > 0) {
    const line = take();
    if (line !== null) yield line;
  }
}
function countQuotes(bytes) {
  let count2 = 0;
  for (let at = bytes.indexOf(QUOTE); at >= 0; at = bytes.indexOf(QUOTE, at + 1)) count2++;
  return count2;
}
function joinLines(lines) {
  const parts = [];
  for (const [i, line] of lines.entries()) {
    if (i > 0) parts.push(Uint8Array.of(NEW_LINE));
    parts.push(line.bytes);
  }
  return concat(parts);
}
function concat(parts) {
  let length = 0;
  for (const part of parts) length += part.length;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

// stream/import/rows.ts
var MAX_ROW_BYTES = 1024 * 1024;
var MAX_DEPTH = 32;
var BATCH = 256;
async function* readTable(chunks, layout) {
  let header = null;
  let row = 0;
  let batch = [];
  const flush = function* () {
    if (batch.length > 0) yield* parseBatch(batch, header.length, layout.delimiter);
    batch = [];
  };
  for await (const frame of readFrames(chunks, { maxBytes: MAX_ROW_BYTES, delimiter: layout.delimiter })) {
    if (header === null) {
      const text = frame.ok ? decode(frame.bytes, layout.encoding) : null;
      header = text === null ? [] : (splitRecords(text.replace(/^\uFEFF/, ""), layout.delimiter)?.[0] ?? []).map(
        cleanHeader
      );
      yield { header };
      continue;
    }
    row++;
    const fault = faultOf(frame, row, layout.encoding);
    if (fault !== null) {
      yield* flush();
      yield fault;
      continue;
    }
    batch.push({
      row,
      text: decode(frame.bytes, layout.encoding)
    });
    if (batch.length >= BATCH) yield* flush();
  }
  yield* flush();
}
async function* readObjects(chunks, layout) {
  let row = 0;
  for await (const frame of readFrames(chunks, { maxBytes: MAX_ROW_BYTES, delimiter: null })) {
    row++;
    const fault = faultOf(frame, row, layout.encoding);
    if (fault !== null) {
      yield fault;
      continue;
    }
    const raw = decode(frame.bytes, layout.encoding).replace(
      /^\uFEFF/,
      ""
    );
    yield parseObject(raw, row);
  }
}
function parseObject(raw, row) {
  let value;
  if (depthOf(raw) > MAX_DEPTH)
    return { ok: false, row, code: "ingest.too-deep", params: { max: MAX_DEPTH }, raw };
  try {
    value = JSON.parse(raw);
  } catch (error) {
    return { ok: false, row, code: "ingest.bad-json", params: { detail: error.message }, raw };
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return { ok: false, row, code: "ingest.bad-json", params: { detail: "a row must be one object" }, raw };
  }
  return { ok: true, row, value, raw };
}
function depthOf(text) {
  let depth = 0;
  let most = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const character = text.charCodeAt(i);
    if (quoted) {
      if (character === 92) i++;
      else if (character === 34) quoted = false;
    } else if (character === 34) quoted = true;
    else if (character === 123 || character === 91) most = Math.max(most, ++depth);
    else if (character === 125 || character === 93) depth--;
  }
  return most;
}
function faultOf(frame, row, encoding) {
  if (!frame.ok) {
    const raw = decodeLoosely(frame.raw, encoding);
    return frame.reason === "quote" ? { ok: false, row, code: "ingest.csv-quote", params: { row }, raw } : { ok: false, row, code: "ingest.row-too-large", params: { max: MAX_ROW_BYTES }, raw };
  }
  if (decode(frame.bytes, encoding) !== null) return null;
  return { ok: false, row, code: "ingest.bad-utf8", params: {}, raw: decodeLoosely(frame.bytes, encoding) };
}
function* parseBatch(batch, columns, delimiter) {
  const together = splitRecords(batch.map((one) => one.text).join("\n"), delimiter);
  for (const [i, { row, text }] of batch.entries()) {
    const records = together !== null && together.length === batch.length ? [together[i]] : splitRecords(text, delimiter);
    const cells = records?.[0];
    if (cells === void 0) {
      yield { ok: false, row, code: "ingest.csv-quote", params: { row }, raw: text };
    } else if (cells.length !== columns) {
      yield {
        ok: false,
        row,
        code: "ingest.csv-row",
        params: { row, found: cells.length, expected: columns },
        raw: text
      };
    } else yield { ok: true, row, cells, raw: text };
  }
}
function splitRecords(text, delimiter) {
  try {
    return parse(text, {
      delimiter,
      relax_column_count: true,
      skip_empty_lines: true,
      columns: false
    });
  } catch {
    return null;
  }
}
var strict = new TextDecoder2("utf-8", { fatal: true, ignoreBOM: true });
var loose = { "utf-8": new TextDecoder2("utf-8"), gb18030: new TextDecoder2("gb18030") };
function decode(bytes, encoding) {
  if (encoding === "utf-8") {
    try {
      return strict.decode(bytes);
    } catch {
      return null;
    }
  }
  const text = loose.gb18030.decode(bytes);
  return text.includes("\uFFFD") ? null : text;
}
function decodeLoosely(bytes, encoding) {
  return loose[encoding].decode(bytes);
}
function cleanHeader(text) {
  return text.replace(/^\uFEFF/, "").trim();
}

export {
  batchByKind,
  makeRound,
  importFields,
  detectLayout,
  suggestMapping,
  checkMapping,
  makeRowMapper,
  finishEnvelope,
  rowId,
  readTable,
  readObjects
};
//# sourceMappingURL=chunk-PDM5ZTVS.mjs.map
