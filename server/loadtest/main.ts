import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { brokenThresholds, formatTable, rowsOf, type Summary } from "#server/loadtest/figures";
import { findGround, type Ground, LoadtestError, startGround } from "#server/loadtest/ground";

const PROFILES = { smoke: 2000, sla: 100_000, stress: 100_000 } as const;
type Profile = keyof typeof PROFILES;

const HELP = `npm run loadtest -- smoke|sla|stress [--enterprises N] [--url URL] [--json]

Loads a server of its own (data in a temporary folder, gone afterwards) with k6, prints a table, and ends with 1 when
a threshold was broken. Enterprises by default: smoke 2000, sla and stress 100000.

  --enterprises N  how many the server knows
  --url URL        a server that runs already; its people from LOADTEST_USERS=login:password,… or the demo city's,
                   its key from LOADTEST_KEY (of the source LOADTEST_SOURCE) or this machine's run file
  --json           one JSON object as the last line
`;

const SCRIPTS = join(import.meta.dirname, "../../loadtest/profiles");
/** k6 ends with it when a threshold was broken; other codes but 0 mean that it could not do its work. */
const THRESHOLDS_BROKEN = 99;

const say = (text: string) => void process.stderr.write(`${text}\n`);

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      enterprises: { type: "string" },
      url: { type: "string" },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const profile = readProfile(positionals);
  const enterprises = readCount(values.enterprises) ?? PROFILES[profile];
  const stopping = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stopping.abort());
  const ground =
    values.url === undefined
      ? await startGround(enterprises, say)
      : await findGround(values.url, process.env.VAR_DIR ?? "var");
  try {
    const summary = await runK6(profile, ground, stopping.signal);
    const rows = rowsOf(summary);
    const broken = brokenThresholds(summary);
    process.stdout.write(`\n${formatTable(rows)}\n\n`);
    for (const threshold of broken) process.stdout.write(`broken: ${threshold}\n`);
    if (values.json) {
      const known = values.url === undefined ? enterprises : null;
      const result = {
        profile,
        enterprises: known,
        url: ground.url,
        rows,
        broken,
        pass: broken.length === 0,
      };
      process.stdout.write(`${JSON.stringify(result)}\n`);
    }
    return broken.length === 0 ? 0 : 1;
  } finally {
    await ground.stop();
  }
}

function readProfile(positionals: readonly string[]): Profile {
  const [name] = positionals;
  if (name !== undefined && Object.hasOwn(PROFILES, name) && positionals.length === 1) return name as Profile;
  throw new LoadtestError("loadtest.unknown-profile", `say which profile: smoke, sla or stress\n\n${HELP}`);
}

function readCount(text: string | undefined): number | null {
  if (text === undefined) return null;
  const count = Number(text);
  if (Number.isInteger(count) && count >= 100 && count <= 3_000_000) return count;
  throw new LoadtestError("loadtest.bad-enterprises", "--enterprises is a whole number from 100 to 3000000");
}

async function runK6(profile: Profile, ground: Ground, signal: AbortSignal): Promise<Summary> {
  const folder = await mkdtemp(join(tmpdir(), "guanlan-k6-"));
  try {
    const summaryFile = join(folder, "summary.json");
    say(`k6: profile ${profile} against ${ground.url}`);
    const args = [
      "run",
      "--quiet",
      "--no-usage-report",
      "--no-color",
      "--address",
      "",
      "--summary-export",
      summaryFile,
    ];
    const child = spawn(process.env.K6 ?? "k6", [...args, join(SCRIPTS, `${profile}.js`)], {
      env: {
        ...process.env,
        GUANLAN_URL: ground.url,
        GUANLAN_USERS: JSON.stringify(ground.users),
        GUANLAN_KEY: ground.key,
        GUANLAN_SOURCE: ground.source,
        ...(profile === "smoke" ? { FEED_SECONDS: "13" } : {}),
      },
      // Its words go to standard error: standard output holds our table.
      stdio: ["ignore", process.stderr, process.stderr],
    });
    const abort = () => void child.kill("SIGINT");
    signal.addEventListener("abort", abort);
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", resolve);
    });
    signal.removeEventListener("abort", abort);
    if (signal.aborted) throw new LoadtestError("loadtest.stopped", "stopped before its end");
    if (code !== 0 && code !== THRESHOLDS_BROKEN) {
      throw new LoadtestError("loadtest.k6-failed", `k6 ended with ${code}; its own words stand above`);
    }
    const summary = JSON.parse(await readFile(summaryFile, "utf8")) as Summary;
    if ((code === THRESHOLDS_BROKEN) !== brokenThresholds(summary).length > 0) {
      throw new LoadtestError("loadtest.k6-differs", "k6's exit code and its summary do not agree");
    }
    return summary;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

main().then(
  (code) => process.exit(code),
  (error) => {
    process.stderr.write(`${error instanceof LoadtestError ? error.message : (error?.stack ?? error)}\n`);
    process.exit(1);
  },
);
