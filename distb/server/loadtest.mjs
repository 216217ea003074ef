import {
  createPasswordHasher
} from "./chunks/chunk-HJXCK5OA.mjs";
import {
  startProgram
} from "./chunks/chunk-G3AR3XIU.mjs";
import {
  ensureSource,
  issueSourceKey
} from "./chunks/chunk-YDRUFXH6.mjs";
import {
  fillEnterprises
} from "./chunks/chunk-HDDZ6KKU.mjs";
import {
  addPost,
  createUser,
  ensureOrganisations
} from "./chunks/chunk-SVEHBE3O.mjs";
import {
  INPUT_KINDS
} from "./chunks/chunk-KONZRWED.mjs";
import {
  DISTRICTS
} from "./chunks/chunk-ZFE45SM2.mjs";
import "./chunks/chunk-DPTJRLNT.mjs";
import {
  createPool,
  sql
} from "./chunks/chunk-IUEGZ6D3.mjs";

// server/loadtest/main.ts
import { spawn } from "node:child_process";
import { mkdtemp as mkdtemp2, readFile as readFile2, rm as rm2 } from "node:fs/promises";
import { tmpdir as tmpdir2 } from "node:os";
import { join as join2 } from "node:path";
import { parseArgs } from "node:util";

// server/loadtest/figures.ts
var requestsOf = (scenario, op) => ({
  scenario,
  trend: `http_req_duration{op:${op}}`,
  count: `http_reqs{op:${op}}`,
  failed: `http_req_failed{op:${op}}`
});
var LINES = [
  requestsOf("login", "login"),
  requestsOf("browse: queries", "query"),
  requestsOf("browse: writes", "write"),
  requestsOf("search", "search"),
  requestsOf("export: requests", "report"),
  { scenario: "export: file ready", trend: "export_ready", count: "export_failed", failed: "export_failed" },
  requestsOf("ingest", "ingest"),
  { scenario: "feed: pushed", trend: "feed_pushed", count: "feed_frames", failed: "feed_faults" }
];
function rowsOf({ metrics }) {
  return LINES.map(({ scenario, trend, count, failed }) => {
    const times = metrics[trend];
    const names = [.../* @__PURE__ */ new Set([trend, count, failed])];
    return {
      scenario,
      requests: totalOf(metrics[count]),
      p50Ms: figure(times, "med"),
      p90Ms: figure(times, "p(90)"),
      p95Ms: figure(times, "p(95)"),
      failures: failuresOf(metrics[failed]),
      threshold: Object.keys(times?.thresholds ?? {}).join(", "),
      pass: times !== void 0 && names.every((name) => brokenOf(metrics[name]).length === 0)
    };
  });
}
function brokenThresholds({ metrics }) {
  return Object.entries(metrics).flatMap(
    ([name, metric]) => brokenOf(metric).map((threshold) => `${name} ${threshold}`)
  );
}
function formatTable(rows) {
  const ms = (value) => value === null ? "-" : `${Math.round(value)} ms`;
  const cells = [
    ["scenario", "requests", "p50", "p90", "p95", "failures", "threshold", "pass"],
    ...rows.map((row) => [
      row.scenario,
      String(row.requests),
      ms(row.p50Ms),
      ms(row.p90Ms),
      ms(row.p95Ms),
      String(row.failures),
      row.threshold,
      row.pass ? "yes" : "NO"
    ])
  ];
  const widths = cells[0].map(
    (_, column) => Math.max(...cells.map((line) => line[column].length))
  );
  const isText = (column) => column === 0 || column >= 6;
  return cells.map(
    (line) => line.map((cell, column) => {
      const width = widths[column];
      return isText(column) ? cell.padEnd(width) : cell.padStart(width);
    }).join("  ").trimEnd()
  ).join("\n");
}
function brokenOf(metric) {
  return Object.entries(metric?.thresholds ?? {}).filter(([, broken]) => broken).map(([threshold]) => threshold);
}
function figure(metric, name) {
  const value = metric?.[name];
  return typeof value === "number" ? value : null;
}
function totalOf(metric) {
  return figure(metric, "count") ?? (figure(metric, "passes") ?? 0) + (figure(metric, "fails") ?? 0);
}
function failuresOf(metric) {
  return figure(metric, "passes") ?? figure(metric, "count") ?? 0;
}

// server/loadtest/ground.ts
import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
var LoadtestError = class extends Error {
  code;
  constructor(code, message) {
    super(message);
    this.code = code;
  }
};
var SEED = 20260101;
var SOURCE = "loadtest";
var PEOPLE = 70;
var DISTRICT_EVERY = 3;
async function startGround(enterprises, say2) {
  const folder = await mkdtemp(join(tmpdir(), "guanlan-loadtest-"));
  await chmod(folder, 493);
  const removeFolder = () => rm(folder, { recursive: true, force: true });
  const child = await startProgram(join(folder, "var"), {}).catch(async (error) => {
    await removeFolder();
    throw error;
  });
  const stop = async () => {
    await child.stop();
    await removeFolder();
  };
  try {
    say2(`preparing ${enterprises} enterprises and ${PEOPLE} people`);
    const pool = createPool({ url: child.run.databaseUrl, max: 4, applicationName: "loadtest" });
    try {
      await fillCity(pool, enterprises);
      const users = await makePeople(pool);
      const key = await makeSource(pool);
      return { url: child.run.url, users, key, source: SOURCE, stop };
    } finally {
      await pool.stop();
    }
  } catch (error) {
    await stop();
    throw error;
  }
}
async function fillCity(pool, count) {
  await fillEnterprises(pool, count, SEED);
  await pool.execute(sql`analyze`);
}
async function makePeople(pool) {
  const password = randomBytes(12).toString("base64url");
  const passwordHash = await createPasswordHasher().hash(password);
  return pool.transaction(async (tx) => {
    const organisations = await ensureOrganisations(tx);
    const users = [];
    for (let n = 0; n < PEOPLE; n++) {
      const login = `load-${n + 1}`;
      const userId = await createUser(tx, { login, name: `\u8D1F\u8F7D${n + 1}`, passwordHash });
      if (userId === null) throw new LoadtestError("loadtest.user-taken", `there is a user ${login} already`);
      const district = DISTRICTS[n % DISTRICTS.length]?.code;
      const [role, organisationId] = n % DISTRICT_EVERY === 2 ? ["district-officer", organisations.district(district)] : ["city-analyst", organisations.city];
      await addPost(tx, { userId, organisationId, role });
      users.push({ login, password });
    }
    return users;
  });
}
async function makeSource(pool) {
  await ensureSource(pool, {
    id: SOURCE,
    name: "\u8D1F\u8F7D\u6D4B\u8BD5",
    transport: "http",
    kinds: [...INPUT_KINDS],
    simulated: true
  });
  const { secret } = await issueSourceKey(pool, {
    sourceId: SOURCE,
    expiresAtMs: Date.now() + 864e5,
    createdBy: null,
    seal: null
  });
  return secret;
}
var WORKING_ROLES = ["city-analyst", "city-administrator", "district-officer"];
async function findGround(url, varDir) {
  const base = url.replace(/\/*$/, "/");
  const users = parseUsers(process.env.LOADTEST_USERS) ?? await readDemoUsers(base);
  if (users.length === 0) {
    throw new LoadtestError(
      "loadtest.no-users",
      "this server offers no demo users: set LOADTEST_USERS=login:password,login:password"
    );
  }
  const own = await readRunKey(base, varDir);
  const key = process.env.LOADTEST_KEY ?? own;
  if (key === void 0 || key === null) {
    throw new LoadtestError(
      "loadtest.no-key",
      "set LOADTEST_KEY to an API key of a source that may send all kinds"
    );
  }
  return {
    url: base,
    users,
    key,
    source: process.env.LOADTEST_SOURCE ?? (key === own ? "replay" : SOURCE),
    async stop() {
    }
  };
}
function parseUsers(text) {
  if (text === void 0 || text === "") return null;
  return text.split(",").map((pair) => {
    const at = pair.indexOf(":");
    if (at < 1)
      throw new LoadtestError("loadtest.bad-users", "LOADTEST_USERS is login:password,login:password");
    return { login: pair.slice(0, at), password: pair.slice(at + 1) };
  });
}
async function readDemoUsers(base) {
  const response = await fetch(`${base}api/auth/methods`);
  if (!response.ok) throw new LoadtestError("loadtest.no-server", `${base} answers ${response.status}`);
  const { demoUsers } = await response.json();
  return demoUsers.filter(({ role }) => WORKING_ROLES.includes(role)).map(({ user, password }) => ({ login: user, password }));
}
async function readRunKey(base, varDir) {
  const text = await readFile(join(varDir, "run.json"), "utf8").catch(() => null);
  if (text === null) return null;
  const run = JSON.parse(text);
  if (run.url === null || new URL(run.url).port !== new URL(base).port) return null;
  return run.keys.replay ?? null;
}

// server/loadtest/main.ts
var PROFILES = { smoke: 2e3, sla: 1e5, stress: 1e5 };
var HELP = `npm run loadtest -- smoke|sla|stress [--enterprises N] [--url URL] [--json]

Loads a server of its own (data in a temporary folder, gone afterwards) with k6, prints a table, and ends with 1 when
a threshold was broken. Enterprises by default: smoke 2000, sla and stress 100000.

  --enterprises N  how many the server knows
  --url URL        a server that runs already; its people from LOADTEST_USERS=login:password,\u2026 or the demo city's,
                   its key from LOADTEST_KEY (of the source LOADTEST_SOURCE) or this machine's run file
  --json           one JSON object as the last line
`;
var SCRIPTS = join2(import.meta.dirname, "../../loadtest/profiles");
var THRESHOLDS_BROKEN = 99;
var say = (text) => void process.stderr.write(`${text}
`);
async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      enterprises: { type: "string" },
      url: { type: "string" },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false }
    }
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const profile = readProfile(positionals);
  const enterprises = readCount(values.enterprises) ?? PROFILES[profile];
  const stopping = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => stopping.abort());
  const ground = values.url === void 0 ? await startGround(enterprises, say) : await findGround(values.url, process.env.VAR_DIR ?? "var");
  try {
    const summary = await runK6(profile, ground, stopping.signal);
    const rows = rowsOf(summary);
    const broken = brokenThresholds(summary);
    process.stdout.write(`
${formatTable(rows)}

`);
    for (const threshold of broken) process.stdout.write(`broken: ${threshold}
`);
    if (values.json) {
      const known = values.url === void 0 ? enterprises : null;
      const result = {
        profile,
        enterprises: known,
        url: ground.url,
        rows,
        broken,
        pass: broken.length === 0
      };
      process.stdout.write(`${JSON.stringify(result)}
`);
    }
    return broken.length === 0 ? 0 : 1;
  } finally {
    await ground.stop();
  }
}
function readProfile(positionals) {
  const [name] = positionals;
  if (name !== void 0 && Object.hasOwn(PROFILES, name) && positionals.length === 1) return name;
  throw new LoadtestError("loadtest.unknown-profile", `say which profile: smoke, sla or stress

${HELP}`);
}
function readCount(text) {
  if (text === void 0) return null;
  const count = Number(text);
  if (Number.isInteger(count) && count >= 100 && count <= 3e6) return count;
  throw new LoadtestError("loadtest.bad-enterprises", "--enterprises is a whole number from 100 to 3000000");
}
async function runK6(profile, ground, signal) {
  const folder = await mkdtemp2(join2(tmpdir2(), "guanlan-k6-"));
  try {
    const summaryFile = join2(folder, "summary.json");
    say(`k6: profile ${profile} against ${ground.url}`);
    const args = [
      "run",
      "--quiet",
      "--no-usage-report",
      "--no-color",
      "--address",
      "",
      "--summary-export",
      summaryFile
    ];
    const child = spawn(process.env.K6 ?? "k6", [...args, join2(SCRIPTS, `${profile}.js`)], {
      env: {
        ...process.env,
        GUANLAN_URL: ground.url,
        GUANLAN_USERS: JSON.stringify(ground.users),
        GUANLAN_KEY: ground.key,
        GUANLAN_SOURCE: ground.source,
        ...profile === "smoke" ? { FEED_SECONDS: "13" } : {}
      },
      // Its words go to standard error: standard output holds our table.
      stdio: ["ignore", process.stderr, process.stderr]
    });
    const abort = () => void child.kill("SIGINT");
    signal.addEventListener("abort", abort);
    const code = await new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", resolve);
    });
    signal.removeEventListener("abort", abort);
    if (signal.aborted) throw new LoadtestError("loadtest.stopped", "stopped before its end");
    if (code !== 0 && code !== THRESHOLDS_BROKEN) {
      throw new LoadtestError("loadtest.k6-failed", `k6 ended with ${code}; its own words stand above`);
    }
    const summary = JSON.parse(await readFile2(summaryFile, "utf8"));
    if (code === THRESHOLDS_BROKEN !== brokenThresholds(summary).length > 0) {
      throw new LoadtestError("loadtest.k6-differs", "k6's exit code and its summary do not agree");
    }
    return summary;
  } finally {
    await rm2(folder, { recursive: true, force: true });
  }
}
main().then(
  (code) => process.exit(code),
  (error) => {
    process.stderr.write(`${error instanceof LoadtestError ? error.message : error?.stack ?? error}
`);
    process.exit(1);
  }
);
//# sourceMappingURL=loadtest.mjs.map
