import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSession } from "#server/bench/bench-city";
import { LatencyLog } from "#server/bench/latency-log";
import { type ProgramChild, startProgram } from "#server/bench/program-child";
import { fillRescoreCity } from "#server/bench/rescore-city";
import { peakRssMb, treeCpuSeconds } from "#server/bench/resources";
import { createPool, type PgPool } from "#store/pool";
import { requestRescore } from "#store/rescores";
import { activateConfig, insertConfig, readActiveConfig } from "#store/score-configs";
import { VERSION_OF_SCORE } from "#store/score-versions";
import { sql } from "#store/sql";

export interface RescoreOptions {
  readonly enterprises: number;
  readonly say: (text: string) => void;
}

const SEED = 20260101;
const QUIET_SECONDS = 10;
const THINK_MS = 50;
/** A run that takes longer than this is broken. */
const LONGEST_MS = 30 * 60_000;
/** Another weighting and other bands, so that all points and many levels move. */
const WEIGHTS = { basic: 0.1, compliance: 0.3, behaviour: 0.2, sentiment: 0.3, association: 0.1 };
const LEVELS = {
  floors: [0, 35, 55, 70, 88] as [number, number, number, number, number],
  margin: 3,
  minDwellMs: 86_400_000,
};

/**
 * `bench rescore`: the whole program with a city in its store; a new version comes into force, and the clock runs from there
 * until the last score is committed and read back, while a client asks the API for lists, overviews and enterprises. Loading
 * the city is not counted.
 */
export async function runRescoreBench({ enterprises, say }: RescoreOptions): Promise<object> {
  const folder = await mkdtemp(join(tmpdir(), "guanlan-rescore-"));
  await chmod(folder, 0o755);
  const child = await startProgram(join(folder, "var"), {});
  const pool = createPool({ url: child.run.databaseUrl, max: 4, applicationName: "bench" });
  try {
    const active = await readActiveConfig(pool);
    if (active === null) throw new Error("the program has no configuration");
    say(`loading ${enterprises} enterprises`);
    const startMs = performance.now();
    const city = await fillRescoreCity(pool, active, { enterprises, seed: SEED, nowMs: Date.now() });
    await pool.execute(sql`checkpoint`);
    say(`loaded in ${seconds(startMs)} s, ${city.weighty} with points`);
    const cookie = await openSession(pool);
    const quiet = createApiLoad(child, cookie, enterprises);
    await new Promise((resolve) => setTimeout(resolve, QUIET_SECONDS * 1000));
    await quiet.stop();
    const whatIf = await ask(child, cookie, "/api/score-configs/what-if", {
      weights: WEIGHTS,
      levels: LEVELS,
    });
    say(`what-if: ${JSON.stringify({ ...whatIf, examples: undefined, byDistrict: undefined })}`);

    const load = createApiLoad(child, cookie, enterprises);
    const cpu = treeCpuSeconds(child.pid);
    const run = await rescore(child, pool, cookie, enterprises, say);
    const cpuSeconds = treeCpuSeconds(child.pid) - cpu;
    await load.stop();
    return {
      enterprises,
      seconds: run.seconds,
      perSecond: Math.round(enterprises / run.seconds),
      apiP50Seconds: load.quantile(0.5),
      apiP95Seconds: load.quantile(0.95),
      apiMaxSeconds: load.quantile(1),
      apiRequests: load.requests(),
      apiFailures: load.failures(),
      apiByRoute: load.byRoute(),
      apiP95SecondsBefore: quiet.quantile(0.95),
      withPoints: city.weighty,
      changed: run.changed,
      upgraded: run.upgraded,
      downgraded: run.downgraded,
      whatIf: { seconds: whatIf.seconds, upgraded: whatIf.upgraded, downgraded: whatIf.downgraded },
      left: await countLeft(pool, run.version),
      stateBytes: city.stateBytes,
      cpuSeconds: round(cpuSeconds, 1),
      peakRssMb: Math.round(peakRssMb(child.pid)),
    };
  } finally {
    await pool.stop();
    await child.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** From the request until the run is done and the last enterprise's score is read back under the new version. */
async function rescore(
  child: ProgramChild,
  pool: PgPool,
  cookie: string,
  enterprises: number,
  say: (text: string) => void,
) {
  const startMs = performance.now();
  const version = await pool.transaction(async (tx) => {
    const draft = {
      weights: WEIGHTS,
      levels: LEVELS,
      colours: null,
      descriptions: {},
      base: null,
      rollbackOf: null,
      comment: "bench",
      createdBy: null,
    };
    const made = await insertConfig(tx, draft);
    await activateConfig(tx, made, null);
    await requestRescore(tx, made);
    return made;
  });
  for (let toldMs = 0; performance.now() - startMs < LONGEST_MS; ) {
    const row = await ask(child, cookie, `/api/score-configs/${version}/rescore`);
    if (row.state === "done") {
      const last = await ask(child, cookie, `/api/enterprises/${enterprises}/scores-by-version`);
      if (last.versions[0]?.version !== version) throw new Error("the last score is not of the new version");
      return { version, seconds: seconds(startMs), ...row };
    }
    if (row.state === "failed") throw new Error(`the run failed: ${row.error}`);
    if (performance.now() - toldMs > 10_000) {
      toldMs = performance.now();
      say(`${seconds(startMs)} s: ${row.done} of ${row.total}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error("the run does not end");
}

async function countLeft(pool: PgPool, version: number): Promise<number> {
  const rows = await pool.query<{ n: number }>(
    sql`select count(*)::int as n from scores s where ${VERSION_OF_SCORE} <> ${version}`,
  );
  return rows[0]?.n ?? -1;
}

interface ApiLoad {
  requests(): number;
  failures(): number;
  /** Seconds. */
  quantile(share: number): number;
  byRoute(): Record<string, { n: number; p95Seconds: number; maxSeconds: number }>;
  stop(): Promise<void>;
}

/** A client in a closed loop: what an officer's screens ask for, one after the other. */
function createApiLoad(child: ProgramChild, cookie: string, enterprises: number): ApiLoad {
  const all = new LatencyLog();
  const logs = new Map<string, LatencyLog>();
  let count = 0;
  let failed = 0;
  let stopped = false;
  const some = (n: number) => 1 + ((n * 7919) % enterprises);
  const routes: readonly (readonly [name: string, path: (n: number) => string])[] = [
    ["list", () => "/api/enterprises?limit=50&sort=score&order=desc"],
    ["overview", () => "/api/overview?period=month"],
    ["enterprise", (n) => `/api/enterprises/${some(n)}`],
    ["list by level", () => "/api/enterprises?limit=50&levels=orange,red,outbreak"],
    ["enterprise with points", (n) => `/api/enterprises/${Math.max(10, some(n) - (some(n) % 10))}`],
    ["alerts", () => "/api/alerts?limit=50"],
  ];
  const loop = (async () => {
    for (let n = 0; !stopped; n++) {
      const [name, path] = routes[n % routes.length] as (typeof routes)[number];
      const startMs = performance.now();
      const response = await fetch(`${child.run.url}${path(n)}`, { headers: { cookie } });
      await response.arrayBuffer();
      const tookMs = performance.now() - startMs;
      if (!response.ok) failed++;
      count++;
      all.add(tookMs);
      const log = logs.get(name) ?? new LatencyLog();
      logs.set(name, log);
      log.add(tookMs);
      await new Promise((resolve) => setTimeout(resolve, THINK_MS));
    }
  })();
  return {
    requests: () => count,
    failures: () => failed,
    quantile: (share) => round(all.quantile(share) / 1000, 3),
    byRoute: () =>
      Object.fromEntries(
        [...logs].map(([name, log]) => [
          name,
          {
            n: Math.round(count / routes.length),
            p95Seconds: round(log.quantile(0.95) / 1000, 3),
            maxSeconds: round(log.quantile(1) / 1000, 3),
          },
        ]),
      ),
    async stop() {
      stopped = true;
      await loop;
    },
  };
}

// biome-ignore lint/suspicious/noExplicitAny: answers of several routes, checked by the server's schemas.
async function ask(child: ProgramChild, cookie: string, path: string, body?: object): Promise<any> {
  const response = await fetch(`${child.run.url}${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { cookie, "content-type": "application/json", origin: new URL(child.run.url as string).origin },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return response.json();
}

function seconds(sinceMs: number): number {
  return round((performance.now() - sinceMs) / 1000, 1);
}

function round(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
