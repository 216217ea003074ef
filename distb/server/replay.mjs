import {
  detectLayout,
  makeRound,
  makeRowMapper,
  readObjects,
  readTable,
  suggestMapping
} from "./chunks/chunk-PDM5ZTVS.mjs";
import {
  INPUT_KINDS
} from "./chunks/chunk-KONZRWED.mjs";
import {
  OUTSIDE
} from "./chunks/chunk-ZFE45SM2.mjs";
import {
  ZONE_OFFSET_MS,
  addMonths,
  isDay,
  startOfDay
} from "./chunks/chunk-DPTJRLNT.mjs";
import {
  readConfig
} from "./chunks/chunk-PQXE74HE.mjs";

// server/replay/main.ts
import { readFile } from "node:fs/promises";
import { join as join2, resolve } from "node:path";
import { parseArgs } from "node:util";
import { z as z2 } from "zod";

// server/replay/tally-table.ts
var COLUMNS = ["rows", "unmapped", "read", "accepted", "duplicate", "conflict", "rejected"];
function sumTallies(tallies) {
  const sum = { rows: 0, unmapped: 0, read: 0, accepted: 0, duplicate: 0, conflict: 0, rejected: 0 };
  for (const tally of tallies) for (const column of COLUMNS) sum[column] += tally[column];
  return sum;
}
function formatTallies(tallies) {
  const sum = sumTallies(tallies);
  const table = [
    ["set", ...COLUMNS],
    ...tallies.map((tally) => [tally.set, ...COLUMNS.map((column) => String(tally[column]))]),
    ["all", ...COLUMNS.map((column) => String(sum[column]))]
  ];
  const widths = table[0].map(
    (_, i) => Math.max(...table.map((row) => row[i].length))
  );
  const lines = table.map(
    (row) => row.map((cell, i) => i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i])).join("  ")
  );
  const codes = tallies.flatMap(
    ({ set, codes: own }) => Object.entries(own).map(([code, count2]) => `  ${set}: ${count2} ${code}`)
  );
  return [...lines, ...codes.length > 0 ? ["not taken, or taken before:", ...codes] : []].join("\n");
}

// stream/replay/client.ts
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
var answer = z.object({
  read: z.number(),
  accepted: z.number(),
  duplicate: z.number(),
  conflict: z.number(),
  rejected: z.number(),
  results: z.array(z.object({ outcome: z.string(), code: z.string().optional() }))
});
var ReplayRefusedError = class extends Error {
  code;
  status;
  constructor(status, code, message) {
    super(message);
    this.name = "ReplayRefusedError";
    this.status = status;
    this.code = code;
  }
};
var PASSING = /* @__PURE__ */ new Set([408, 425, 429, 502, 503, 504, 507]);
var LONGEST_WAIT_MS = 3e4;
function makeIngestClient(options) {
  const { key, signal, patienceMs = 6e5 } = options;
  const base = options.url.replace(/\/+$/, "");
  const waits = { count: 0, ms: 0 };
  async function wait(ms, startMs, error) {
    if (performance.now() - startMs + ms > patienceMs) throw error;
    waits.count++;
    waits.ms += ms;
    await sleep(ms, void 0, signal === void 0 ? {} : { signal });
  }
  return {
    waits,
    async post(kind, lines) {
      const body = `${lines.join("\n")}
`;
      const startMs = performance.now();
      for (let tries = 0; ; tries++) {
        const backOffMs = Math.min(LONGEST_WAIT_MS, 100 * 2 ** Math.min(tries, 9));
        let response;
        try {
          response = await fetch(`${base}/api/ingest/${kind}`, {
            method: "POST",
            headers: { authorization: `Bearer ${key}`, "content-type": "application/x-ndjson" },
            body,
            ...signal === void 0 ? {} : { signal }
          });
        } catch (error2) {
          if (signal?.aborted === true) throw error2;
          await wait(backOffMs, startMs, error2);
          continue;
        }
        if (response.ok) return answer.parse(await response.json());
        const error = await readRefusal(response);
        if (!PASSING.has(response.status)) throw error;
        await wait(retryAfterMs(response) ?? backOffMs, startMs, error);
      }
    }
  };
}
function retryAfterMs(response, nowMs = Date.now()) {
  const text = response.headers.get("retry-after");
  if (text === null) return null;
  const seconds = Number(text);
  if (Number.isFinite(seconds)) return Math.min(LONGEST_WAIT_MS, Math.max(0, seconds * 1e3));
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.min(LONGEST_WAIT_MS, Math.max(0, date - nowMs));
}
async function readRefusal(response) {
  const text = await response.text();
  try {
    const body = JSON.parse(text);
    return new ReplayRefusedError(
      response.status,
      body.code ?? "unknown",
      `${body.message ?? text} ${body.hint ?? ""}`.trim()
    );
  } catch {
    return new ReplayRefusedError(response.status, "unknown", text.slice(0, 200));
  }
}

// stream/replay/find.ts
import { createReadStream } from "node:fs";
import { open, readdir, stat } from "node:fs/promises";
import { join } from "node:path";

// stream/replay/csv-set.ts
import { basename } from "node:path";

// stream/replay/row.ts
import { createHash } from "node:crypto";
var REPLAY_SOURCE = "replay";
function makeReplayEvent(kind, change, id, timeMs, subjects, data) {
  const [only] = subjects;
  const envelope = {
    specversion: "1.0",
    id,
    source: REPLAY_SOURCE,
    type: `${kind}.${change}`,
    district: OUTSIDE,
    data
  };
  if (timeMs !== null) envelope.time = new Date(timeMs).toISOString();
  if (subjects.length === 1 && only !== void 0) envelope.subject = only;
  else if (subjects.length > 1) envelope.subjects = [...subjects];
  return { kind, envelope, timeMs };
}
function replayRowId(set, file, row, text) {
  const hash = createHash("sha256").update(`${set}
${file}
${row}
${text}`).digest("hex");
  return `${set}-${hash.slice(0, 28)}`;
}
function subjectsOfNames(list) {
  const names = list.split(";").map((name) => name.trim()).filter((name) => name !== "" && name !== "NaN");
  return [...new Set(names)].slice(0, 50).map((name) => ({ name: name.slice(0, 200) }));
}
function dayMs(text) {
  const match = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?: |$)/.exec(text.trim());
  if (match === null) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const ms = Date.UTC(year, month - 1, day);
  return new Date(ms).getUTCDate() === day && month >= 1 && month <= 12 ? ms - ZONE_OFFSET_MS : null;
}
function yuanOf(text, factor = 1) {
  if (text.trim() === "") return void 0;
  const value = Number(text) * factor;
  if (!Number.isFinite(value)) return void 0;
  return value.toFixed(4).replace(/\.?0+$/, "");
}
function numberOf(text) {
  if (text === void 0 || text.trim() === "") return void 0;
  const value = Number(text);
  return Number.isFinite(value) ? value : void 0;
}

// stream/replay/csv-set.ts
async function* readCsvSet(file, set, kind, map) {
  const layout = detectLayout(file.head);
  if (layout?.format !== "csv") return;
  const name = basename(file.path);
  let columns = /* @__PURE__ */ new Map();
  for await (const item of readTable(file.open(), layout)) {
    if ("header" in item) {
      columns = new Map(item.header.map((column, at) => [column, at]));
      continue;
    }
    if (!item.ok) {
      yield { ok: false, row: item.row, kind, code: item.code, raw: item.raw };
      continue;
    }
    const { cells, row, raw } = item;
    const events = map({
      row,
      get: (column) => (cells[columns.get(column) ?? -1] ?? "").trim(),
      id: (suffix = "") => replayRowId(set, name, row, raw) + suffix
    });
    yield events.length > 0 ? { ok: true, row, events } : { ok: false, row, kind, code: "ingest.empty", raw };
  }
}

// stream/replay/adapters/amlsim.ts
var amlsim = {
  set: "amlsim",
  kinds: ["transaction"],
  sorted: true,
  matches: (shape) => shape.type === "csv" && ["orig_acct", "bene_acct", "base_amt"].every((column) => shape.header.includes(column)),
  read: (file) => readCsvSet(file, amlsim.set, "transaction", (record) => {
    const from = record.get("orig_acct");
    const to = record.get("bene_acct");
    const amount = yuanOf(record.get("base_amt"));
    const timeMs = Date.parse(record.get("tran_timestamp"));
    if (from === "" || to === "" || amount === void 0 || Number.isNaN(timeMs)) return [];
    const base = {
      provider: "AMLSim",
      authority: "\u516C\u5F00\u7814\u7A76\u6570\u636E\uFF0C\u4EC5\u4F9B\u6D4B\u91CF",
      amount,
      cash: false,
      remark: record.get("tx_type").slice(0, 200)
    };
    return [
      makeReplayEvent("transaction", "moved", record.id("-o"), timeMs, [{ localId: `amlsim:${from}` }], {
        ...base,
        account: from,
        counterparty: to,
        direction: "out"
      }),
      makeReplayEvent("transaction", "moved", record.id("-i"), timeMs, [{ localId: `amlsim:${to}` }], {
        ...base,
        account: to,
        counterparty: from,
        direction: "in"
      })
    ];
  })
};

// stream/replay/adapters/ccf469.ts
var SET = "ccf469";
function hasColumns(shape, ...columns) {
  return shape.type === "csv" && columns.every((column) => shape.header.includes(column));
}
function subjectOf(id) {
  return { localId: `ccf469:${id}` };
}
var ccfBase = {
  set: SET,
  kinds: ["registration"],
  sorted: true,
  matches: (shape) => hasColumns(shape, "id", "oplocdistrict", "industryco", "opscope"),
  read: (file) => readCsvSet(file, SET, "registration", (record) => {
    const opened = record.get("opfrom").slice(0, 10);
    const industry = numberOf(record.get("industryco"));
    const capital = yuanOf(record.get("regcap"), 1e4);
    const paidIn = yuanOf(record.get("reccap"), 1e4);
    const district = record.get("oplocdistrict");
    return [
      makeReplayEvent(
        "registration",
        "established",
        record.id(),
        dayMs(opened),
        [subjectOf(record.get("id"))],
        {
          ...isDay(opened) ? { establishedOn: opened } : {},
          ...industry === void 0 ? {} : { industryCode: String(industry).padStart(4, "0") },
          ...capital === void 0 ? {} : { registeredCapital: capital },
          ...paidIn === void 0 ? {} : { paidInCapital: paidIn },
          .../^\d{6}$/.test(district) ? { registeredDistrict: district } : {},
          scope: record.get("opscope").slice(0, 4e3),
          facts: pickFacts(record.get, { \u4F01\u4E1A\u7C7B\u578B: "enttype", \u4ECE\u4E1A\u4EBA\u6570: "empnum", \u72B6\u6001\u4EE3\u7801: "state" })
        }
      )
    ];
  })
};
var ccfAnnual = {
  set: SET,
  kinds: ["registration"],
  sorted: true,
  matches: (shape) => hasColumns(shape, "id", "ANCHEYEAR", "EMPNUM"),
  read: (file) => readCsvSet(file, SET, "registration", (record) => {
    const year = numberOf(record.get("ANCHEYEAR"));
    const timeMs = year === void 0 ? null : dayMs(`${year}-12-31`);
    return [
      makeReplayEvent("registration", "annual-report", record.id(), timeMs, [subjectOf(record.get("id"))], {
        facts: pickFacts(record.get, {
          \u5E74\u62A5\u5E74\u5EA6: "ANCHEYEAR",
          \u8D44\u91D1\u6570\u989D: "FUNDAM",
          \u4ECE\u4E1A\u4EBA\u6570: "EMPNUM",
          \u7ECF\u8425\u72B6\u6001: "BUSSTNAME",
          \u6709\u7F51\u7AD9: "WEBSITSIGN",
          \u5BF9\u5916\u6295\u8D44: "FORINVESTSIGN",
          \u80A1\u6743\u8F6C\u8BA9: "STOCKTRANSIGN",
          \u516C\u793A\u72B6\u6001: "PUBSTATE"
        })
      })
    ];
  })
};
var ccfTax = {
  set: SET,
  kinds: ["tax"],
  sorted: true,
  matches: (shape) => hasColumns(shape, "id", "TAX_CATEGORIES", "TAX_AMOUNT"),
  read: (file) => readCsvSet(file, SET, "tax", (record) => {
    const start = record.get("START_DATE").replaceAll("/", "-");
    const end = record.get("END_DATE").replaceAll("/", "-");
    const basis = yuanOf(record.get("TAXATION_BASIS"));
    const paid = yuanOf(record.get("TAX_AMOUNT"));
    const item = [record.get("TAX_CATEGORIES"), record.get("TAX_ITEMS")].filter((part) => part !== "").join("\xB7");
    if (item === "") return [];
    return [
      makeReplayEvent("tax", "paid", record.id(), dayMs(end), [subjectOf(record.get("id"))], {
        item: item.slice(0, 100),
        ...isDay(start) ? { periodStart: start } : {},
        ...isDay(end) ? { periodEnd: end } : {},
        ...basis === void 0 ? {} : { basis },
        ...paid === void 0 ? {} : { paid }
      })
    ];
  })
};
var POLARITIES = {
  \u6D88\u6781: "negative",
  \u4E2D\u7ACB: "neutral",
  \u79EF\u6781: "positive"
};
var ccfNews = {
  set: SET,
  kinds: ["sentiment"],
  sorted: true,
  matches: (shape) => hasColumns(shape, "id", "positive_negtive", "public_date"),
  read: (file) => readCsvSet(file, SET, "sentiment", (record) => {
    const polarity = POLARITIES[record.get("positive_negtive")];
    return [
      makeReplayEvent(
        "sentiment",
        "news",
        record.id(),
        dayMs(record.get("public_date")),
        [subjectOf(record.get("id"))],
        {
          title: "",
          text: "",
          channel: "\u65B0\u95FB",
          ...polarity === void 0 ? {} : { polarity }
        }
      )
    ];
  })
};
var ccfOther = {
  set: SET,
  kinds: ["judicial", "registration"],
  sorted: true,
  matches: (shape) => hasColumns(shape, "id", "legal_judgment_num"),
  read: (file) => readCsvSet(file, SET, "judicial", (record) => {
    const subject = [subjectOf(record.get("id"))];
    const judgments = numberOf(record.get("legal_judgment_num"));
    const facts = pickFacts(record.get, { \u6CE8\u518C\u5546\u6807\u6570: "brand_num", \u4E13\u5229\u6570: "patent_num" });
    const events = [];
    if (judgments !== void 0 && judgments >= 1) {
      events.push(
        makeReplayEvent("judicial", "judgments", record.id("-j"), null, subject, {
          stage: "judgment",
          role: "unknown",
          count: Math.round(judgments)
        })
      );
    }
    if (Object.keys(facts).length > 0) {
      events.push(makeReplayEvent("registration", "fact", record.id("-r"), null, subject, { facts }));
    }
    return events;
  })
};
function pickFacts(get, columns) {
  const facts = {};
  for (const [name, column] of Object.entries(columns)) {
    const text = get(column);
    if (text !== "") facts[name] = numberOf(text) ?? text.slice(0, 1e3);
  }
  return facts;
}

// stream/replay/adapters/envelopes.ts
import { createHash as createHash2 } from "node:crypto";
import { basename as basename2 } from "node:path";
var envelopes = {
  set: "envelopes",
  kinds: INPUT_KINDS,
  matches: (shape) => shape.type === "ndjson" && typeof shape.first.type === "string" && typeof shape.first.data === "object" || shape.type === "csv" && shape.header.includes("type") && shape.header.some((column) => column.startsWith("data.")),
  async *read(file) {
    const layout = detectLayout(file.head);
    if (layout?.format === "ndjson") yield* readEnvelopeLines(file);
    else if (layout?.format === "csv") yield* readEnvelopeTable(file);
  }
};
async function* readEnvelopeLines(file) {
  const layout = detectLayout(file.head);
  if (layout?.format !== "ndjson") return;
  for await (const item of readObjects(file.open(), layout)) {
    if (!item.ok) {
      yield { ok: false, row: item.row, kind: "sentiment", code: item.code, raw: item.raw };
      continue;
    }
    const kind = kindOf(item.value.type);
    yield kind === null ? { ok: false, row: item.row, kind: "sentiment", code: "ingest.unknown-kind", raw: item.raw } : {
      ok: true,
      row: item.row,
      events: [
        adopt(item.value, kind, () => replayRowId("envelopes", basename2(file.path), item.row, item.raw))
      ]
    };
  }
}
async function* readEnvelopeTable(file) {
  const layout = detectLayout(file.head);
  if (layout?.format !== "csv") return;
  const fileKey = createHash2("sha256").update(basename2(file.path)).digest("hex");
  let columns = [];
  const mappers = /* @__PURE__ */ new Map();
  for await (const item of readTable(file.open(), layout)) {
    if ("header" in item) {
      columns = item.header;
      continue;
    }
    if (!item.ok) {
      yield { ok: false, row: item.row, kind: "sentiment", code: item.code, raw: item.raw };
      continue;
    }
    const kind = kindOf(item.cells[columns.indexOf("type")]);
    if (kind === null) {
      yield { ok: false, row: item.row, kind: "sentiment", code: "ingest.unknown-kind", raw: item.raw };
      continue;
    }
    let mapper = mappers.get(kind);
    if (mapper === void 0) {
      mapper = makeRowMapper(
        { kind, source: REPLAY_SOURCE, fileKey },
        suggestMapping(kind, columns),
        columns
      );
      mappers.set(kind, mapper);
    }
    const mapped = mapper(item.cells, item.row);
    yield mapped.ok ? { ok: true, row: item.row, events: [adopt(mapped.envelope, kind, () => mapped.envelope.id)] } : { ok: false, row: item.row, kind, code: mapped.code, raw: item.raw };
  }
}
function adopt(value, kind, makeId) {
  const prefix = typeof value.source === "string" && value.source !== REPLAY_SOURCE ? `${value.source}:` : "";
  const known = (id) => `${prefix}${String(id)}`.slice(0, 200);
  const timeMs = typeof value.time === "string" ? Date.parse(value.time) : Number.NaN;
  return {
    kind,
    timeMs: Number.isNaN(timeMs) ? null : timeMs,
    envelope: {
      ...value,
      source: REPLAY_SOURCE,
      id: typeof value.id === "string" && value.id !== "" ? known(value.id) : makeId(),
      ...value.corrects === void 0 ? {} : { corrects: known(value.corrects) },
      ...value.withdraws === void 0 ? {} : { withdraws: known(value.withdraws) }
    }
  };
}
function kindOf(type) {
  const first = typeof type === "string" ? type.split(".", 1)[0] : void 0;
  return INPUT_KINDS.find((kind) => kind === first) ?? null;
}

// stream/replay/adapters/nab.ts
import { basename as basename3, dirname } from "node:path";
var nab = {
  set: "nab",
  kinds: ["market"],
  matches: (shape) => shape.type === "csv" && shape.header.join() === "timestamp,value",
  async *read(file) {
    const metric = basename3(file.path).replace(/\.csv$/i, "");
    const series = `${basename3(dirname(file.path))}/${metric}`;
    const subject = { localId: `nab:${series}`, name: `NAB ${series}` };
    yield* readCsvSet(file, nab.set, "market", (record) => {
      const value = numberOf(record.get("value"));
      const text = record.get("timestamp");
      const timeMs = Date.parse(`${text.replace(" ", "T")}Z`);
      if (value === void 0 || Number.isNaN(timeMs)) return [];
      return [
        makeReplayEvent("market", "point", record.id(), timeMs, [subject], {
          metric: metric.slice(0, 100),
          value,
          instrument: series.slice(0, 60)
        })
      ];
    });
  }
};

// stream/replay/adapters/p2peye.ts
import { basename as basename4 } from "node:path";
var SET2 = "p2peye";
var p2pProblems = {
  set: SET2,
  kinds: ["complaint", "filing"],
  sorted: true,
  matches: (shape) => shape.type === "csv" && shape.header.includes("\u95EE\u9898\u53D1\u751F\u65F6\u95F4") && shape.header.includes("\u5E73\u53F0\u540D\u79F0"),
  read: (file) => readCsvSet(file, SET2, "complaint", (record) => {
    const name = record.get("\u5E73\u53F0\u540D\u79F0");
    const timeMs = dayMs(record.get("\u95EE\u9898\u53D1\u751F\u65F6\u95F4"));
    if (name === "" || timeMs === null) return [];
    const subject = { name: name.split("/")[0].trim() };
    const place = record.get("\u6240\u5728\u5730\u533A");
    const cause = record.get("\u51FA\u95EE\u9898\u539F\u56E0");
    const launched = record.get("\u4E0A\u7EBF\u65F6\u95F4");
    const known = launched === "--" || launched === "" ? "" : `\uFF0C\u4E0A\u7EBF\u65F6\u95F4 ${launched}`;
    return [
      makeReplayEvent("complaint", "received", record.id("-c"), timeMs, [subject], {
        channel: "\u7F51\u8D37\u5E73\u53F0\u95EE\u9898\u767B\u8BB0",
        title: `${name}${cause === "" ? "\u51FA\u73B0\u95EE\u9898" : cause}`,
        text: `${place}\u7F51\u8D37\u5E73\u53F0\u201C${name}\u201D${cause === "" ? "\u51FA\u73B0\u95EE\u9898" : cause}${known}\u3002`,
        ...cause === "" ? {} : { category: cause }
      }),
      makeReplayEvent("filing", "case-ledger", record.id("-f"), timeMs, [subject], {
        form: "\u7F51\u8D37\u95EE\u9898\u5E73\u53F0\u53F0\u8D26",
        period: record.get("\u95EE\u9898\u53D1\u751F\u65F6\u95F4").slice(0, 7),
        ...cause === "" ? {} : { status: cause },
        note: `${place}${known}`
      })
    ];
  })
};
var p2pRatings = {
  set: SET2,
  kinds: ["filing"],
  sorted: true,
  matches: (shape) => shape.type === "csv" && shape.header.includes("\u5E73\u53F0\u540D\u79F0") && shape.header.includes("\u7B49\u7EA7"),
  async *read(file) {
    const month = /(20\d{2})(0[1-9]|1[0-2])/.exec(basename4(file.path));
    const period = month === null ? null : `${month[1]}-${month[2]}`;
    const timeMs = period === null ? null : startOfDay(addMonths(`${period}-01`, 1));
    yield* readCsvSet(file, SET2, "filing", (record) => {
      const name = record.get("\u5E73\u53F0\u540D\u79F0");
      if (name === "") return [];
      const figures = {};
      for (const column of FIGURES) {
        const value = numberOf(record.get(column));
        if (value !== void 0) figures[column] = value;
      }
      return [
        makeReplayEvent("filing", "rating", record.id(), timeMs, [{ name }], {
          form: "\u7F51\u8D37\u5E73\u53F0\u8BC4\u7EA7",
          ...period === null ? {} : { period },
          figures,
          status: record.get("\u7B49\u7EA7")
        })
      ];
    });
  }
};
var FIGURES = [
  "\u5E8F\u53F7",
  "\u5F97\u5206",
  "\u7EFC\u5408\u8BC4\u5206",
  "\u4FE1\u62AB\u8BC4\u5206",
  "\u5408\u89C4\u8BC4\u5206",
  "\u507F\u5151\u6027",
  "\u8D44\u91D1\u6D41\u5165\u7387",
  "\u5229\u7387",
  "\u8FD0\u8425",
  "\u671F\u9650",
  "\u5730\u57DF\u6027",
  "\u6295\u8D44",
  "\u501F\u6B3E",
  "\u6D41\u52A8\u6027"
];

// stream/replay/adapters/texts.ts
var finnsp = {
  set: "finnsp",
  kinds: ["sentiment"],
  matches: (shape) => shape.type === "json-rows" && shape.first.length === 6 && shape.first.every(isText),
  read: (file) => readJsonRows(file, finnsp.set, 6, (cells, id) => {
    const [, title, text, entities] = cells;
    return makeReplayEvent("sentiment", "news", id, null, subjectsOfNames(entities), {
      title: title.slice(0, 500),
      text: text.slice(0, 2e4),
      channel: "\u65B0\u95FB"
    });
  })
};
var finese = {
  set: "finese",
  kinds: ["sentiment"],
  matches: (shape) => shape.type === "json-rows" && shape.first.length === 4 && shape.first.every(isText),
  read: (file) => readJsonRows(file, finese.set, 4, (cells, id) => {
    const [, text, , subject] = cells;
    return makeReplayEvent("sentiment", "news", id, null, subjectsOfNames(subject), {
      title: "",
      text: text.slice(0, 2e4),
      channel: "\u65B0\u95FB"
    });
  })
};
var finfe = {
  set: "finfe",
  kinds: ["sentiment"],
  onRequest: true,
  matches: (shape) => shape.type === "json-rows" && shape.first.length === 2 && isText(shape.first[0]) && typeof shape.first[1] === "number",
  read: (file) => readJsonRows(
    file,
    finfe.set,
    2,
    (cells, id) => makeReplayEvent("sentiment", "post", id, null, [], {
      title: "",
      text: String(cells[0]).slice(0, 2e4),
      channel: "\u80A1\u5427"
    })
  )
};
var entity = {
  set: "entity",
  kinds: ["sentiment"],
  matches: (shape) => shape.type === "csv" && shape.header.join() === "id,text,unknownEntities",
  read: (file) => readCsvSet(file, entity.set, "sentiment", (record) => [
    makeReplayEvent(
      "sentiment",
      "post",
      `entity-${record.get("id")}`,
      null,
      subjectsOfNames(record.get("unknownEntities")),
      {
        title: "",
        text: record.get("text").slice(0, 2e4)
      }
    )
  ])
};
var MAX_JSON_BYTES = 256 * 1024 * 1024;
async function* readJsonRows(file, set, width, map) {
  if (file.bytes > MAX_JSON_BYTES) throw new RangeError(`${file.path} is too large for one JSON document`);
  const parts = [];
  for await (const chunk of file.open()) parts.push(chunk);
  const rows = JSON.parse(
    Buffer.concat(parts).toString("utf8").replace(/^\uFEFF/, "")
  );
  for (const [i, cells] of rows.entries()) {
    const row = i + 1;
    const raw = JSON.stringify(cells);
    if (!Array.isArray(cells) || cells.length !== width) {
      yield { ok: false, row, kind: "sentiment", code: "ingest.csv-row", raw };
      continue;
    }
    const id = width > 2 && isText(cells[0]) && cells[0] !== "" ? `${set}-${cells[0]}` : replayRowId(set, set, row, raw);
    yield { ok: true, row, events: [map(cells, id)] };
  }
}
function isText(value) {
  return typeof value === "string";
}

// stream/replay/shape.ts
import { TextDecoder } from "node:util";
function shapeOf(head) {
  if (head.length === 0 || head.includes(0)) return { type: "other" };
  const text = new TextDecoder("utf-8").decode(head).replace(/^\uFEFF/, "").trimStart();
  if (text.startsWith("[")) {
    const first = firstRow(text);
    return first === null ? { type: "other" } : { type: "json-rows", first };
  }
  const layout = detectLayout(head);
  if (layout === null) return { type: "other" };
  const line = text.split(/\r?\n/, 1)[0] ?? "";
  if (layout.format === "ndjson") {
    try {
      const first = JSON.parse(line);
      return typeof first === "object" && first !== null && !Array.isArray(first) ? { type: "ndjson", first } : { type: "other" };
    } catch {
      return { type: "other" };
    }
  }
  return {
    type: "csv",
    header: line.split(layout.delimiter).map((cell) => cell.trim().replace(/^"|"$/g, ""))
  };
}
function firstRow(text) {
  const start = text.indexOf("[", 1);
  if (start < 0 || text.slice(1, start).trim() !== "") return null;
  let depth = 0;
  let quoted = false;
  for (let i = start; i < text.length; i++) {
    const character = text[i];
    if (quoted) {
      if (character === "\\") i++;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === "[") depth++;
    else if (character === "]" && --depth === 0) {
      try {
        return JSON.parse(text.slice(start, i + 1));
      } catch {
        return null;
      }
    }
  }
  return null;
}

// stream/replay/find.ts
var ADAPTERS = [
  finnsp,
  finese,
  entity,
  finfe,
  ccfBase,
  ccfAnnual,
  ccfTax,
  ccfOther,
  ccfNews,
  p2pProblems,
  p2pRatings,
  nab,
  amlsim,
  envelopes
];
var HEAD_BYTES = 64 * 1024;
async function findDataSets(paths, only = []) {
  const sets = /* @__PURE__ */ new Map();
  const skipped = [];
  for (const root of paths) {
    for await (const path of walk(root)) {
      const file = await look(path);
      const shape = shapeOf(file.head);
      const adapter = ADAPTERS.find((one) => one.matches(shape));
      if (adapter === void 0) skipped.push({ path, reason: "no mapping" });
      else if (only.length > 0 && !only.includes(adapter.set)) skipped.push({ path, reason: "not chosen" });
      else if (adapter.onRequest === true && !only.includes(adapter.set))
        skipped.push({ path, reason: "on request" });
      else {
        const parts = sets.get(adapter.set) ?? [];
        parts.push({ file, adapter });
        sets.set(adapter.set, parts);
      }
    }
  }
  const order = [...new Set(ADAPTERS.map((adapter) => adapter.set))];
  const found = [...sets].sort((a, b) => order.indexOf(a[0]) - order.indexOf(b[0]));
  return {
    sets: found.map(([set, parts]) => ({
      set,
      parts,
      sorted: parts.some((part) => part.adapter.sorted === true)
    })),
    skipped
  };
}
async function* walk(path) {
  const info = await stat(path);
  if (!info.isDirectory()) {
    yield path;
    return;
  }
  const entries = await readdir(path, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => a.name < b.name ? -1 : 1)) {
    if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
    if (entry.isDirectory() || entry.isFile()) yield* walk(join(path, entry.name));
  }
}
async function look(path) {
  const handle = await open(path, "r");
  try {
    const { size } = await handle.stat();
    const head = new Uint8Array(Math.min(size, HEAD_BYTES));
    await handle.read(head, 0, head.length, 0);
    return { path, head, bytes: size, open: () => createReadStream(path, { highWaterMark: 256 * 1024 }) };
  } finally {
    await handle.close();
  }
}

// stream/replay/replay.ts
import { setTimeout as sleep2 } from "node:timers/promises";
var BATCH_EVENTS = 500;
var BATCH_BYTES = 15e5;
var MOST_SORTED = 4e5;
async function replaySet(found, client, options) {
  const tally = {
    set: found.set,
    rows: 0,
    unmapped: 0,
    read: 0,
    accepted: 0,
    duplicate: 0,
    conflict: 0,
    rejected: 0,
    codes: {}
  };
  const sender = makeSender(client, tally, options);
  if (found.sorted) {
    const rows = [];
    for await (const row of rowsOf(found, options, tally)) {
      rows.push(row);
      if (rows.length >= MOST_SORTED) await sender.sendAll(sortRows(rows.splice(0)));
    }
    await sender.sendAll(sortRows(rows));
  } else {
    for await (const row of rowsOf(found, options, tally)) await sender.send(row);
  }
  await sender.flush();
  return tally;
}
async function* rowsOf(found, options, tally) {
  for (const { file, adapter } of found.parts) {
    for await (const row of adapter.read(file)) {
      if (options.limit !== null && tally.rows >= options.limit) return;
      if (options.signal?.aborted === true) return;
      tally.rows++;
      yield row;
    }
  }
}
function sortRows(rows) {
  const timeOf = (row) => row.ok ? row.events[0]?.timeMs ?? Number.POSITIVE_INFINITY : Number.POSITIVE_INFINITY;
  return rows.map((row, at) => ({ row, at, time: timeOf(row) })).sort((a, b) => a.time === b.time ? a.at - b.at : a.time < b.time ? -1 : 1).map(({ row }) => row);
}
function makeSender(client, tally, options) {
  const round = makeRound(BATCH_EVENTS);
  let bytes = 0;
  const pace = makePace(options);
  async function flush() {
    if (round.size() === 0) return;
    const batches = round.finish();
    bytes = 0;
    const results = await Promise.all(
      batches.map(
        (batch) => client.post(
          batch.kind,
          batch.events.map((event) => event.text)
        )
      )
    );
    for (const result of results) count(tally, result);
    options.onProgress?.(tally);
  }
  async function add(line) {
    if (!round.takes(line) || bytes + line.text.length * 2 > BATCH_BYTES) await flush();
    round.add(line);
    bytes += line.text.length * 2;
  }
  async function send(row) {
    if (!row.ok) {
      tally.unmapped++;
      await add(unreadable(row.kind, row.code, row.raw));
      return;
    }
    for (const event of row.events) {
      const waitMs = pace(event.timeMs);
      if (waitMs > 0) {
        await flush();
        await pause(waitMs, options.signal);
      }
      await add({ ...event, text: JSON.stringify(event.envelope) });
    }
  }
  return {
    send,
    flush,
    async sendAll(rows) {
      for (const row of rows) await send(row);
    }
  };
}
function unreadable(kind, code, raw) {
  const text = JSON.stringify({ unreadable: code, raw: raw.slice(0, 4e3) });
  return { kind, timeMs: null, envelope: { id: "", source: "", type: "", data: {} }, text };
}
function count(tally, result) {
  for (const name of ["read", "accepted", "duplicate", "conflict", "rejected"])
    tally[name] += result[name];
  for (const { code } of result.results)
    if (code !== void 0) tally.codes[code] = (tally.codes[code] ?? 0) + 1;
}
var LONGEST_TIMER_MS = 2e9;
async function pause(ms, signal) {
  for (let left = ms; left > 0; left -= LONGEST_TIMER_MS) {
    await sleep2(Math.min(left, LONGEST_TIMER_MS), void 0, signal === void 0 ? {} : { signal });
  }
}
function makePace(options, now = () => performance.now()) {
  const { speed } = options;
  let first = null;
  let lastMs = Number.NEGATIVE_INFINITY;
  return (timeMs) => {
    if (speed === null || timeMs === null) return 0;
    if (first === null || timeMs < lastMs) first = { eventMs: timeMs, wallMs: now() };
    lastMs = timeMs;
    const dueMs = first.wallMs + (timeMs - first.eventMs) / speed;
    return Math.max(0, Math.round(dueMs - now()));
  };
}

// server/replay/main.ts
var HELP = `npm run replay -- PATH... [--speed N] [--limit n] [--set NAME]... [--url URL --key KEY] [--list] [--json]

Sends the files under PATH to the running program, as sources do: found by their shape, mapped to events (the table is
in docs/replay.md), every row accounted for.

  --speed N    N times real time by the events' own times; without it, as fast as the program takes them
  --limit n    at most n rows of each data set
  --set NAME   only this data set; also how one that is replayed on request (finfe) is asked for
  --url, --key address and API key of the source "replay"; by default those of the program that runs here (VAR_DIR/run.json)
  --list       says what would be replayed and what not, and ends
  --json       one object with all tallies last on standard output
`;
var runFile = z2.object({ url: z2.string().nullable(), keys: z2.record(z2.string(), z2.string()) });
var say = (text) => void process.stderr.write(`${text}
`);
async function main(args) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      speed: { type: "string" },
      limit: { type: "string" },
      set: { type: "string", multiple: true, default: [] },
      url: { type: "string" },
      key: { type: "string" },
      list: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false }
    }
  });
  if (values.help || positionals.length === 0) {
    process.stdout.write(HELP);
    return values.help ? 0 : 2;
  }
  const speed = readCount("--speed", values.speed);
  const limit = readCount("--limit", values.limit);
  const found = await findDataSets(
    positionals.map((path) => resolve(path)),
    values.set
  );
  sayFound(found);
  if (values.list) return 0;
  if (found.sets.length === 0) {
    say("Nothing to replay: no file has a shape that is known.");
    return 1;
  }
  const { url, key } = await findProgram(values.url, values.key);
  say(`Sending to ${url} as source ${REPLAY_SOURCE}${speed === null ? "" : `, ${speed} times real time`}`);
  const abort = new AbortController();
  process.once("SIGINT", () => abort.abort());
  process.once("SIGTERM", () => abort.abort());
  const client = makeIngestClient({ url, key, signal: abort.signal });
  const startedMs = performance.now();
  const tallies = [];
  for (const one of found.sets) {
    const tally = await replaySet(one, client, {
      speed,
      limit,
      signal: abort.signal,
      onProgress: makeProgress()
    });
    tallies.push(tally);
    say(`${tally.set}: ${tally.rows} rows, ${tally.read} events sent`);
    if (abort.signal.aborted) break;
  }
  const seconds = Math.round(performance.now() - startedMs) / 1e3;
  const sum = sumTallies(tallies);
  const addsUp = sum.accepted + sum.duplicate + sum.conflict + sum.rejected === sum.read;
  say(`
${formatTallies(tallies)}
`);
  say(
    `${sum.read} events in ${seconds} s (${Math.round(sum.read / Math.max(seconds, 1e-3))}/s), held back ${client.waits.count} times for ${(client.waits.ms / 1e3).toFixed(1)} s`
  );
  say(addsUp ? "accepted + duplicate + conflict + rejected = read" : "THE ROWS DO NOT ADD UP");
  if (values.json) process.stdout.write(`${JSON.stringify({ url, seconds, addsUp, sum, sets: tallies })}
`);
  return addsUp && !abort.signal.aborted ? 0 : 1;
}
async function findProgram(url, key) {
  if (url !== void 0 && key !== void 0) return { url, key };
  const path = join2(readConfig().varDir, "run.json");
  let file;
  try {
    file = runFile.parse(JSON.parse(await readFile(path, "utf8")));
  } catch (error) {
    throw new Error(
      `No running program is known (${path}): start it with npm start, or give --url and --key.`,
      { cause: error }
    );
  }
  const foundUrl = url ?? file.url;
  const foundKey = key ?? file.keys[REPLAY_SOURCE];
  if (foundUrl === null) throw new Error(`The program that ${path} names has no web address: give --url.`);
  if (foundKey === void 0)
    throw new Error(`${path} holds no key of the source ${REPLAY_SOURCE}: give --key.`);
  return { url: foundUrl, key: foundKey };
}
function sayFound(found) {
  for (const { set, parts } of found.sets)
    say(`${set}: ${parts.length} file${parts.length === 1 ? "" : "s"}`);
  for (const reason of ["on request", "not chosen", "no mapping"]) {
    const paths = found.skipped.filter((one) => one.reason === reason).map((one) => one.path);
    if (paths.length > 0)
      say(
        `left out (${reason}): ${paths.slice(0, 6).join(", ")}${paths.length > 6 ? ` and ${paths.length - 6} more` : ""}`
      );
  }
}
function makeProgress() {
  let lastMs = performance.now();
  return (tally) => {
    const nowMs = performance.now();
    if (nowMs - lastMs < 2e3) return;
    lastMs = nowMs;
    say(
      `  ${tally.set}: ${tally.rows} rows read, ${tally.accepted} accepted, ${tally.duplicate} duplicate, ${tally.conflict} conflict, ${tally.rejected} rejected`
    );
  };
}
function readCount(name, text) {
  if (text === void 0) return null;
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new Error(`${name} needs a number above 0, not ${text}`);
  return value;
}
main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}
`);
    process.exit(1);
  }
);
//# sourceMappingURL=replay.mjs.map
