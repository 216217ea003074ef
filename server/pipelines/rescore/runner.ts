import { setTimeout as sleep } from "node:timers/promises";
import type { PoolClient } from "pg";
import type { Registry } from "#detectors/registry";
import type { Clock } from "#domain/clock";
import { CITY } from "#domain/district";
import type { PushMessage, RescoreBody } from "#domain/push";
import { topicOf } from "#domain/push";
import type { Log } from "#server/log";
import { createWorkerLoop, type WorkerLoop } from "#server/modules/worker-loop";
import { withClient } from "#server/pipelines/client";
import { classifyDatabaseError } from "#server/pipelines/detect/errors";
import { type RescoreRule, rescoreThese } from "#server/pipelines/rescore/step";
import { dbOf, type PgPool } from "#store/pool";
import { appendMessages } from "#store/push-log";
import {
  holdConfig,
  type IdRange,
  type Moved,
  readLeft,
  readStretchEnd,
  readTakeOver,
  readWeighty,
  writeRescored,
  writeRescoredStates,
} from "#store/rescore-rows";
import {
  type ClaimedRescore,
  claimRescore,
  failRescore,
  finishRescore,
  holdRescore,
  noteRescore,
  type RescoreRow,
  readRescoreById,
  removeOldVersions,
} from "#store/rescores";
import { readConfigs } from "#store/score-configs";
import { BEGIN, COMMIT, type Statements, together } from "#store/statement-group";

export interface RescoreRunnerDeps {
  readonly pool: PgPool;
  readonly registry: Registry;
  readonly clock: Clock;
  readonly log: Log;
  readonly push: (messages: readonly PushMessage<string>[]) => void;
}

export interface RescoreRunnerConfig {
  readonly instance: string;
  readonly limits: RescoreLimits;
  /** An instance that did not commit for so long is dead, and another takes its run over. */
  readonly claimMs: number;
  readonly lookMs: number;
}

export interface RescoreLimits {
  /** Enterprises of a stretch, after which the cursor moves: at most so many are looked at again after a kill. */
  readonly stretch: number;
  /** Of one transaction, with points: those without stay as they are under every version. */
  readonly weighty: number;
}

/**
 * 300 states with their scores are 70 ms of the database and 20 ms of this thread: so long an event of one of them waits
 * at most, and a page. 300,000 scores are 80 MB, which the embedded server keeps in memory.
 */
export const DEFAULT_RESCORE = {
  limits: { stretch: 300_000, weighty: 300 },
  claimMs: 15_000,
  lookMs: 1000,
} as const satisfies Partial<RescoreRunnerConfig>;

/** Connections that work side by side. */
const HANDS = 3;
/** Of so many enterprises one has points. */
const IDS_EACH = 10;
const PUSH_MS = 1500;
/** Runs whose two scores of each enterprise are kept. */
const KEEP_RUNS = 4;
const REMOVE_ROWS = 20_000;

/**
 * Scores every enterprise anew when a version of the configuration comes into force (store/rescores):
 *
 *   queued ─claim─> running ─stretch after stretch, a transaction each─> sweep ─nothing left─> done
 *                      │ killed: whoever claims it next goes on after the last committed stretch
 *                      └ a later version comes into force: cancelled ("superseded"), and that one takes over
 *
 * A stretch is idempotent by the version that each row bears, so a second runner, a repeated stretch and detection at the
 * same rows do no harm. The sweep comes back to rows that somebody else held, until no row is of another version.
 */
export function createRescoreRunner(deps: RescoreRunnerDeps, config: RescoreRunnerConfig): WorkerLoop {
  return createWorkerLoop(
    "rescore",
    async (signal) => {
      const job = await claimRescore(deps.pool, config.instance, config.claimMs);
      if (job === null) return (await removeOldVersions(deps.pool, KEEP_RUNS, REMOVE_ROWS)) > 0;
      try {
        await runRescore(job, deps, config, signal);
      } catch (error) {
        if (classifyDatabaseError(error) === "unavailable") throw error;
        deps.log.error({ err: error, version: job.version }, "scores are not made anew");
        await failRescore(deps.pool, job.id, config.instance, (error as Error).message);
        await tell(deps, job.id);
      }
      return true;
    },
    config.lookMs,
    deps.log,
  );
}

/** What a piece of the run works with: one connection, so that its statements are prepared once. */
interface Hand {
  readonly client: PoolClient;
  readonly job: ClaimedRescore;
  readonly rule: RescoreRule;
  readonly config: RescoreRunnerConfig;
}

function runRescore(
  job: ClaimedRescore,
  deps: RescoreRunnerDeps,
  config: RescoreRunnerConfig,
  signal: AbortSignal,
): Promise<void> {
  const work = async (clients: readonly PoolClient[]) => {
    const [client] = clients as [PoolClient];
    const rule = await readRule(client, job, deps.registry);
    // Superseded in this moment: whoever did it has ended the run.
    if (rule === null) return;
    deps.log.info({ version: job.version, cursor: job.cursor }, "scores are made anew");
    const hands = clients.map((own): Hand => ({ client: own, job, rule, config }));
    if (!(await runStretches(job, hands, deps, signal)) || !(await sweep(hands[0] as Hand, signal))) return;
    // Its commit waits for the disk, and with it all that came before.
    if (await finishRescore(deps.pool, job.id, config.instance))
      deps.log.info({ rescore: await tell(deps, job.id) }, "scores are made anew: done");
  };
  const withClients = (got: readonly PoolClient[]): Promise<void> =>
    got.length === HANDS ? work(got) : withClient(deps.pool.connect, (next) => withClients([...got, next]));
  return withClients([]);
}

/** false: the run is not ours any more, or the process stops. */
async function runStretches(
  job: ClaimedRescore,
  hands: readonly Hand[],
  deps: RescoreRunnerDeps,
  signal: AbortSignal,
): Promise<boolean> {
  const telling = setInterval(() => {
    tell(deps, job.id).catch((error) => deps.log.warn({ err: error }, "progress is not told"));
  }, PUSH_MS);
  try {
    for (let cursor = job.cursor; !signal.aborted; ) {
      const end = await runStretch(cursor, hands);
      if (end === "lost") return false;
      if (end === null) return true;
      cursor = end;
    }
    return false;
  } finally {
    clearInterval(telling);
  }
}

/**
 * The next stretch of ids, in small transactions on several connections, so that this thread and the database need not wait
 * for each other. Gives where it ended, null past the last id, "lost" when the run is not ours any more.
 */
async function runStretch(after: number, hands: readonly Hand[]): Promise<number | null | "lost"> {
  const first = hands[0] as Hand;
  const { stretch } = first.config.limits;
  const end = await readStretchEnd(first.client, after, stretch);
  if (end === null) return null;
  const borders = [after];
  for (let part = 1; part < hands.length; part++)
    borders.push(
      (await readStretchEnd(first.client, after, Math.ceil((stretch * part) / hands.length))) ?? end,
    );
  borders.push(end);
  // All come to their end before a failure of one is told: no statement is left on its way.
  const all = await Promise.allSettled(
    hands.map((hand, at) =>
      runWeighty({ after: borders[at] as number, upTo: borders[at + 1] as number }, hand),
    ),
  );
  for (const one of all) if (one.status === "rejected") throw one.reason;
  const ours = all.every((one) => one.status === "fulfilled" && one.value);
  const noted = ours ? await step(first, async () => ({ ids: [] }), end) : null;
  return noted === null ? "lost" : end;
}

/** false: the run is not ours any more. */
async function runWeighty(range: IdRange, hand: Hand): Promise<boolean> {
  const { version } = hand.job;
  const { weighty } = hand.config.limits;
  const limits = { look: weighty * IDS_EACH, most: weighty };
  for (let after = range.after; after < range.upTo; ) {
    const read = (group: Statements) => readWeighty(group, { after, upTo: range.upTo }, version, limits);
    const done = await step(hand, read);
    if (done === null) return false;
    after = done.lookedTo ?? range.upTo;
  }
  return true;
}

async function readRule(
  client: PoolClient,
  job: ClaimedRescore,
  registry: Registry,
): Promise<RescoreRule | null> {
  const inForce = await readTakeOver(client, job.version);
  const configs = await readConfigs(dbOf(client));
  const config = configs.find((row) => row.version === job.version);
  if (inForce === null || config === undefined) return null;
  const weights = new Map(configs.map((row) => [row.version, row.weights]));
  return {
    rescoreId: job.id,
    config,
    atMs: inForce.atMs,
    registry,
    weightsOf: (version) => weights.get(version) ?? null,
  };
}

const SWEEP_ROWS = 200;
const SWEEP_PAUSE_MS = 50;

/** What was held by others, or came in between. false: the run is not ours any more. */
async function sweep(hand: Hand, signal: AbortSignal): Promise<boolean> {
  while (!signal.aborted) {
    const swept = await step(hand, async (group) => ({
      ids: await readLeft(group, hand.job.version, SWEEP_ROWS),
    }));
    if (swept === null) return false;
    if (swept.ids.length === 0) return true;
    await sleep(SWEEP_PAUSE_MS);
  }
  return false;
}

/**
 * The commit does not wait for the disk: a power cut takes the last of them back in order, cursor and all, and the run goes
 * on from there. Plans are kept: planning is 10 ms of the 60 that 300 scores take. pglz over the first image of each page
 * was a third of the database's work; only a superuser may say so.
 */
const SETTINGS = {
  name: "rescore-settings",
  text: `select set_config('synchronous_commit', 'off', true), set_config('plan_cache_mode', 'force_generic_plan', true),
    case when current_setting('is_superuser') = 'on' then set_config('wal_compression', 'off', true) end`,
};

/**
 * A transaction of the run: reads ids, scores them anew, writes and notes it. null, with nothing done, when the run is not
 * ours any more. It waits four times, each time for one group of statements.
 */
async function step<T extends { readonly ids: readonly number[] }>(
  { client, job, rule, config }: Hand,
  read: (group: Statements) => Promise<T>,
  cursor = 0,
): Promise<T | null> {
  try {
    const [ours, found] = await together(client, (group) => {
      group.query(BEGIN);
      group.query(SETTINGS);
      holdConfig(group);
      return Promise.all([holdRescore(group, job.id, config.instance), read(group)]);
    });
    if (!ours) {
      await client.query("rollback");
      return null;
    }
    const { scores, states } = await rescoreThese(client, found.ids, rule);
    const moved = scores.length === 0 ? [] : await writeRescored(client, rule.rescoreId, scores, "skip");
    await together(client, (group) =>
      Promise.all([
        writeRescoredStates(
          group,
          moved.flatMap(({ id }) => states.get(id) ?? []),
        ),
        noteRescore(group, job.id, { cursor, ...countMoved(moved) }, config.claimMs),
        group.query(COMMIT),
      ]),
    );
    return found;
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw error;
  }
}

function countMoved(moved: readonly Moved[]) {
  return {
    done: moved.length,
    changed: moved.filter(({ changed }) => changed).length,
    upgraded: moved.filter(({ level, levelBefore }) => level > levelBefore).length,
    downgraded: moved.filter(({ level, levelBefore }) => level < levelBefore).length,
  };
}

/** Progress on the system topic of the city, where the screens' bar hears it. */
async function tell(deps: RescoreRunnerDeps, id: number): Promise<RescoreRow | null> {
  const row = await readRescoreById(deps.pool, id);
  if (row === null) return null;
  const { version, state, total, done, upgraded, downgraded } = row;
  const body: RescoreBody = {
    code: "rescore",
    severity: state === "failed" ? "warning" : "info",
    active: state === "running" || state === "queued",
    subject: String(version),
    timeMs: deps.clock.now(),
    rescore: { version, state, total, done, upgraded, downgraded },
  };
  deps.push(
    await deps.pool.transaction((tx) =>
      appendMessages(tx, [{ topic: topicOf("system", CITY), body: JSON.stringify(body) }]),
    ),
  );
  return row;
}
