import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { dirname, join } from "node:path";
import pino from "pino";
import { nullRegistry } from "#detectors/null-registry";
import { createRegistry, detectorsWith } from "#detectors/registry";
import type { Clock } from "#domain/clock";
import { DEFAULT_WEIGHTS } from "#domain/dimension";
import { DEFAULT_LEVEL_RULE } from "#domain/level";
import { openVapidKeys } from "#server/channels/vapid-keys";
import { createCity } from "#server/city/city";
import type { Config } from "#server/config";
import type { Context, RunningRole } from "#server/context";
import { makeDataFolder } from "#server/data-folder";
import { createHeartbeat } from "#server/heartbeat";
import { createInfrastructure, type Infrastructure } from "#server/infrastructure";
import { createLagWatch } from "#server/lag-watch";
import type { Lifetime } from "#server/lifetime";
import { type Log, loggedError } from "#server/log";
import { createMetrics } from "#server/metrics";
import { backfillAreaIndices } from "#server/pipelines/area-backfill";
import { createIngest } from "#server/pipelines/ingest/ingest";
import { createIngestNames } from "#server/pipelines/ingest/names";
import { SubjectResolver } from "#server/pipelines/ingest/subjects";
import type { Progress } from "#server/progress";
import { createReadiness, type Readiness } from "#server/readiness";
import { makeChannels } from "#server/roles/channels";
import { createClockRole } from "#server/roles/clock";
import { createDetectRole } from "#server/roles/detect";
import { createNotifyRole } from "#server/roles/notify";
import { createWebRole } from "#server/roles/web";
import { writeRunFile } from "#server/run-file";
import { createScoreConfig } from "#server/score-config";
import { loadTextModels, textModelFolder } from "#server/text-models";
import { createCryptography } from "#store/crypto/cryptography";
import { holdsSealedValues } from "#store/sealed-values";

export interface Program {
  readonly infrastructure: Infrastructure;
  readonly context: Context;
  readonly readiness: Readiness;
  /** Address of the pages; null when this process plays no web role. */
  readonly address: string | null;
  /** The administrator that a new database without a simulated city got; printed once. */
  readonly firstAdministrator: { readonly user: string; readonly password: string } | null;
}

/**
 * The whole program in one process: parts first, then the roles that it is asked to play. Stops in the opposite order:
 * sources before detection, detection before push, push before the parts that all of them stand on.
 */
export async function createProgram(
  config: Config,
  progress: Progress,
  lifetime: Lifetime,
  fail: (error: unknown) => void,
): Promise<Program> {
  const instance = config.INSTANCE ?? randomBytes(5).toString("hex");
  makeDataFolder(config.varDir);
  const log = await createLog(config, instance);
  const clock: Clock = { now: Date.now };
  const infrastructure = await createInfrastructure(config, instance, {
    log,
    fail,
    lifetime,
    step: (what, work) => progress.step(what, work),
  });
  const { pool, lanePool, connection, topology, publisher, bus, prepared } = infrastructure;
  const metrics = createMetrics();
  const context: Context = {
    config,
    instance,
    pool,
    lanePool,
    connection,
    topology,
    publisher,
    bus,
    clock,
    log,
    metrics,
    fail,
  };
  const plays = (role: Config["ROLES"][number]) => config.ROLES.includes(role);
  const add = async <R extends RunningRole>(role: R): Promise<R> => {
    await lifetime.add(() => role.stop());
    return role;
  };

  const crypto = await createCryptography({
    file: join(config.varDir, "keys", "master.key"),
    masterKey: config.MASTER_KEY,
    isInUse: () => holdsSealedValues(pool),
    log: (message, fields) => log.info({ part: "keys", ...fields }, message),
  });
  const scoreConfig = await createScoreConfig(context, {
    weights: DEFAULT_WEIGHTS,
    levels: DEFAULT_LEVEL_RULE,
  });
  await lifetime.add(scoreConfig.stop);
  const lag = createLagWatch({ topology, metrics, log }, { maxLag: config.STREAM_MAX_LAG });
  await lifetime.add(lag.stop);
  const names = createIngestNames({ pool, log });
  await lifetime.add(names.stop);
  const resolver = new SubjectResolver(pool, config.STATE_CACHE * 4);
  const ingest = createIngest({
    pool,
    publisher,
    resolver,
    names,
    crypto,
    clock,
    log,
    pressure: lag.pressure,
    onOutcomes: (source, kind, counts) => {
      for (const [outcome, count] of Object.entries(counts))
        if (count > 0) metrics.ingested.inc({ source, kind, outcome }, count);
    },
  });
  const vapid = config.WEB_PUSH ? await openVapidKeys(join(config.varDir, "keys", "vapid.json")) : null;
  const readiness = createReadiness(context);
  await lifetime.add(readiness.stop);

  const text = await loadTextModels(textModelFolder(config.varDir));
  const registry =
    config.DETECTORS === "all" ? createRegistry({ detectors: detectorsWith(text.models) }) : nullRegistry;

  const web =
    plays("api") || plays("realtime")
      ? await lifetime.during(
          createWebRole(context, {
            crypto,
            ingest,
            lag,
            readiness,
            vapidPublicKey: vapid?.publicKey ?? null,
            textModels: text.states,
            texts: { models: text.models, mentions: names.mentions },
          }).then(add),
        )
      : null;
  if (plays("notify"))
    await add(createNotifyRole(context, makeChannels(context, crypto.cipher, vapid, web?.address ?? null)));
  const detect = plays("detect")
    ? await add(await createDetectRole(context, { score: scoreConfig.current, registry }))
    : null;
  const heartbeat = createHeartbeat(context, config.ROLES, {
    partitions: () => detect?.partitions() ?? [],
    metrics: () => ({}),
  });
  await lifetime.add(() => heartbeat.stop());

  if (plays("simulate") && config.CITY === "simulated") {
    const city = await add(await createCity(context, ingest));
    const isNew = await progress.step(`simulated city of ${config.CITY_SIZE} enterprises`, (say) =>
      city.seed(say),
    );
    if (isNew) {
      await progress.step("detection of its history", () => untilDrained(lag));
      await progress.step("index of past days", () =>
        backfillAreaIndices(pool, clock.now() - config.CITY_DAYS * 86_400_000, clock.now()),
      );
    }
    city.run();
  }
  // After the seed: a tick amid the city's history would make the rest of that history late.
  if (plays("clock")) await add(createClockRole(context, lag, prepared.capability, registry));
  readiness.setSeeded();
  if (web !== null) await writeRunFile(config, infrastructure, context, web.address);
  return {
    infrastructure,
    context,
    readiness,
    address: web?.address ?? null,
    firstAdministrator: web?.firstAdministrator ?? null,
  };
}

async function createLog(config: Config, instance: string): Promise<Log> {
  const base = {
    level: config.LOG_LEVEL,
    base: { instance },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: loggedError },
  };
  if (config.LOG_FILE === "-") return pino(base, pino.destination({ dest: 2, sync: false }));
  const file = config.LOG_FILE ?? join(config.varDir, "log", "guanlan.log");
  makeDataFolder(dirname(file));
  const destination = pino.destination({ dest: file, sync: false });
  // A process that ends before the file is open would end in the stack of its flush.
  await once(destination, "ready");
  return pino(base, destination);
}

async function untilDrained(lag: { last(): { readonly messages: number } | null }): Promise<void> {
  for (let quiet = 0; quiet < 2; ) {
    await new Promise((resolve) => setTimeout(resolve, 600));
    quiet = lag.last()?.messages === 0 ? quiet + 1 : 0;
  }
}
