import { timingSafeEqual } from "node:crypto";
import { join } from "node:path";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Registry } from "prom-client";
import type { Clock } from "#domain/clock";
import type { Cipher } from "#domain/crypto";
import type { People } from "#server/auth/people";
import { SESSION_COOKIE } from "#server/auth/sessions";
import { makeSourceKeys } from "#server/auth/source-key";
import { makeAuditWriter } from "#server/http/audit";
import { makeHttpMetrics } from "#server/http/metrics";
import type { DeadLetterPort, IngestPort, RebuildPort, StatusPort } from "#server/http/ports";
import { precompress } from "#server/http/precompress";
import { makeRate } from "#server/http/rate";
import type { AnyRoute } from "#server/http/route";
import { createShell, type ShellConfig } from "#server/http/shell";
import type { Log } from "#server/log";
import { accountRoutes } from "#server/modules/account/routes";
import { alertRoutes } from "#server/modules/alerts/routes";
import type { AlertService } from "#server/modules/alerts/service";
import { auditRoutes } from "#server/modules/audit/routes";
import { datasetRoutes } from "#server/modules/datasets/routes";
import { deadLetterRoutes } from "#server/modules/dead-letters/routes";
import { enterpriseRoutes } from "#server/modules/enterprises/routes";
import { experimentRoutes } from "#server/modules/experiments/routes";
import { createShadowRunner, DEFAULT_SHADOW } from "#server/modules/experiments/shadow";
import { exportRoutes } from "#server/modules/exports/routes";
import { createExportRunner } from "#server/modules/exports/runner";
import { createWorkbookThread } from "#server/modules/exports/workbook-thread";
import { importRoutes } from "#server/modules/imports/routes";
import { createImportRunner } from "#server/modules/imports/runner";
import { makeRefusalLog, type RefusalLog } from "#server/modules/ingest/refusals";
import { ingestRoutes } from "#server/modules/ingest/routes";
import { localOrganisationRoutes } from "#server/modules/local-organisations/routes";
import { type CallCounter, createCallWriter, makeCallCounter } from "#server/modules/models/calls";
import { type ModelCache, makeModelCache } from "#server/modules/models/model-cache";
import { makeModelKeys } from "#server/modules/models/model-key";
import { modelRoutes } from "#server/modules/models/routes";
import { scoreRoutes } from "#server/modules/models/score-route";
import { natureRoutes } from "#server/modules/natures/routes";
import { overviewRoutes } from "#server/modules/overview/routes";
import { pushRoutes } from "#server/modules/push/routes";
import { makeRehearsalThread } from "#server/modules/rehearsals/rehearsal-thread";
import { rehearsalRoutes } from "#server/modules/rehearsals/routes";
import { createRehearsalRunner } from "#server/modules/rehearsals/runner";
import { relationRoutes } from "#server/modules/relations/routes";
import { rescoreRoutes } from "#server/modules/rescores/routes";
import { reviewRoutes } from "#server/modules/reviews/routes";
import { riskFeatureRoutes } from "#server/modules/risk-features/routes";
import { scoreConfigRoutes } from "#server/modules/score-config/routes";
import { scoreboardRoutes } from "#server/modules/scoreboard/routes";
import { makeSourceRates, type SourceRates } from "#server/modules/sources/rates";
import { sourceRoutes } from "#server/modules/sources/routes";
import { documentRoutes } from "#server/modules/system/document-routes";
import { probeRoutes } from "#server/modules/system/probe-routes";
import { systemRoutes } from "#server/modules/system/routes";
import { type TextDeps, textRoutes } from "#server/modules/texts/routes";
import { postRoutes } from "#server/modules/users/post-routes";
import { userRoutes } from "#server/modules/users/routes";
import { createWorkerLoop, type WorkerLoop } from "#server/modules/worker-loop";
import { hasAnybodyLoggedIn } from "#store/oidc-links";
import type { Pool } from "#store/pool";
import { readSources } from "#store/sources";

export interface HttpDeps {
  readonly db: Pool;
  readonly clock: Clock;
  readonly log: Log;
  readonly registry: Registry;
  readonly cipher: Cipher;
  readonly people: People;
  readonly alerts: AlertService;
  readonly ingest: IngestPort;
  readonly status: StatusPort;
  readonly deadLetters: DeadLetterPort;
  readonly rebuild: RebuildPort;
  readonly texts: TextDeps["texts"];
  readonly asyncApi: () => unknown;
  /** Public key of Web Push; null when it is off. */
  readonly vapidPublicKey: string | null;
}

export interface HttpConfig extends ShellConfig {
  readonly version: string;
  /** Name of this process among its peers: what claims its files and exports. */
  readonly instance: string;
  /** Uploads and exports are kept here; processes of the api role share it. */
  readonly varDir: string;
  /** PUBLIC_URL without its path, as "https://guanlan.sh.gov.cn"; null: browsers use the host that they name. */
  readonly publicOrigin: string | null;
  readonly simulatedCity: boolean;
  /** Bearer token for /metrics from outside loopback; null: loopback only. */
  readonly metricsToken: string | null;
  readonly uploadLimitBytes: number;
  readonly exportMostRows: number;
  /** The built program of the thread that writes exports; null: written on this thread. */
  readonly workbookThread: string | null;
  /** The built program of the thread that trains models; null: trained on this thread. */
  readonly rehearsalThread: string | null;
  readonly exportKeepMs: number;
  readonly exportKeepBytes: number;
  readonly allowLocalPushEndpoints: boolean;
}

/** What most installations leave as it is. */
export const DEFAULT_HTTP = {
  uploadLimitBytes: 512 * 1024 * 1024,
  exportMostRows: 200_000,
  workbookThread: null,
  rehearsalThread: null,
  exportKeepMs: 24 * 3_600_000,
  exportKeepBytes: 2 * 1024 ** 3,
  allowLocalPushEndpoints: false,
  checkAnswers: false,
} as const satisfies Partial<HttpConfig>;

/** Tallies are looked at this often, so that the sources page shows a rate at its first load. */
const SAMPLE_MS = 15_000;

/**
 * The web application: pages, API, probes, and the workers behind them (exports, imports). The caller lets it listen
 * or hands requests to it; close() ends it with its workers.
 */
export async function createHttpApp(deps: HttpDeps, config: HttpConfig): Promise<FastifyInstance> {
  const { clock, db, log, people } = deps;
  const metrics = makeHttpMetrics(deps.registry);
  const refusals = makeRefusalLog({ db, clock });
  const sourceKeys = makeSourceKeys({ db, clock, refusals });
  const rates = makeSourceRates();
  const workbooks = createWorkbookThread(config.workbookThread);
  const exportRunner = createExportRunner(
    {
      db,
      clock,
      log,
      readPrincipal: people.sessions.readPrincipal,
      onRunning: (running) => metrics.exportsRunning.set(running),
      openWorkbook: workbooks.open,
    },
    {
      instance: config.instance,
      folder: join(config.varDir, "exports"),
      keepMs: config.exportKeepMs,
      keepBytes: config.exportKeepBytes,
    },
  );
  const importRunner = createImportRunner({ db, ingest: deps.ingest, clock, log }, config.instance);
  const rehearsalRunner = createRehearsalRunner(
    { db, clock, log, run: makeRehearsalThread(config.rehearsalThread) },
    config.instance,
  );
  const counter = makeCallCounter(db);
  const modelKeys = makeModelKeys({ db, clock, counter });
  const models = makeModelCache(db);
  const callWriter = createCallWriter(counter, log);
  const shadowRunner = createShadowRunner(
    { db, clock, log, cache: models },
    { instance: config.instance, ...DEFAULT_SHADOW },
  );
  const sampler = createWorkerLoop(
    "source-rates",
    async () => {
      rates.sample(await readSources(db), clock.now());
      return false;
    },
    SAMPLE_MS,
    log,
  );
  const app = await createShell(
    {
      routes: makeRoutes(deps, config, {
        refusals,
        rates,
        exportRunner,
        importRunner,
        rehearsalRunner,
        shadowRunner,
        counter,
        models,
      }),
      clock,
      log,
      metrics,
      router: {
        clock,
        rate: makeRate(),
        publicOrigin: config.publicOrigin,
        authenticate: (request) => people.sessions.authenticate(request.cookies[SESSION_COOKIE]),
        authenticateSource: sourceKeys.authenticate,
        authenticateModel: modelKeys.authenticate,
        isOperator: (request) => isOperator(request, config.metricsToken),
        makeAudit: (user, request, trace) => makeAuditWriter(clock, user, request, trace),
      },
    },
    config,
  );
  const closing = new AbortController();
  // Beside the start, not before it: until a file is compressed it goes out as it is.
  const compressing = precompress(config.webDir, closing.signal).catch((error: unknown) => {
    log.warn({ err: error }, "pages not compressed");
    return 0;
  });
  app.addHook("onClose", async () => {
    closing.abort();
    await Promise.all([
      compressing,
      exportRunner.stop(),
      importRunner.stop(),
      rehearsalRunner.stop(),
      shadowRunner.stop(),
      callWriter.stop(),
      sampler.stop(),
    ]);
    await counter.flush().catch((error: unknown) => log.warn({ err: error }, "last model calls not counted"));
    await workbooks.stop();
  });
  return app;
}

interface Workers {
  readonly refusals: RefusalLog;
  readonly rates: SourceRates;
  readonly exportRunner: WorkerLoop;
  readonly importRunner: WorkerLoop;
  readonly rehearsalRunner: WorkerLoop;
  readonly shadowRunner: WorkerLoop;
  readonly counter: CallCounter;
  readonly models: ModelCache;
}

/** The whole table. A module is one line here. */
export function makeRoutes(deps: HttpDeps, config: HttpConfig, workers: Workers): AnyRoute[] {
  const { db, people } = deps;
  const routes: AnyRoute[] = [
    ...accountRoutes(
      { ...people, db },
      {
        basePath: config.basePath,
        publicOrigin: config.publicOrigin,
        simulatedCity: config.simulatedCity,
        isFirstRun: () => isFirstRun(db, config.simulatedCity),
      },
    ),
    ...overviewRoutes(deps),
    ...enterpriseRoutes(deps),
    ...relationRoutes(deps),
    ...riskFeatureRoutes(deps),
    ...natureRoutes(deps),
    ...textRoutes(deps),
    ...localOrganisationRoutes(deps),
    ...exportRoutes({ db, runner: workers.exportRunner, mostRows: config.exportMostRows }),
    ...alertRoutes({ db, service: deps.alerts }),
    ...reviewRoutes(deps),
    ...ingestRoutes({ ...deps, refusals: workers.refusals }),
    ...sourceRoutes({ ...deps, rates: workers.rates }),
    ...importRoutes({
      db,
      runner: workers.importRunner,
      folder: join(config.varDir, "uploads"),
      uploadLimitBytes: config.uploadLimitBytes,
    }),
    ...deadLetterRoutes(deps),
    ...scoreboardRoutes(deps),
    ...datasetRoutes({ db, runner: workers.rehearsalRunner, folder: join(config.varDir, "uploads") }),
    ...rehearsalRoutes({ db, runner: workers.rehearsalRunner }),
    ...modelRoutes({ db, counter: workers.counter, shadow: workers.shadowRunner }),
    ...scoreRoutes({ db, cache: workers.models, counter: workers.counter }),
    ...experimentRoutes(deps),
    ...scoreConfigRoutes(deps),
    ...rescoreRoutes(deps),
    ...systemRoutes(deps),
    ...userRoutes({ db, ...people }),
    ...postRoutes({ db, sessions: people.sessions }),
    ...auditRoutes(deps),
    ...pushRoutes({ ...deps, allowLocalEndpoints: config.allowLocalPushEndpoints }),
    ...probeRoutes(deps),
    ...documentRoutes(() => routes, {
      info: { version: config.version, server: config.basePath.slice(0, -1) },
      asyncApi: deps.asyncApi,
    }),
  ];
  return routes;
}

/** true until the first administrator has logged in: the login page then says where to find the password. */
async function isFirstRun(db: Pool, simulatedCity: boolean): Promise<boolean> {
  return !simulatedCity && !(await hasAnybodyLoggedIn(db));
}

function isOperator(request: FastifyRequest, token: string | null): boolean {
  if (/^(?:127\.|::1$|::ffff:127\.)/.test(request.ip)) return true;
  const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1];
  if (token === null || given === undefined) return false;
  const [a, b] = [Buffer.from(given), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}
