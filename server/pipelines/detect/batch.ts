import type { PoolClient } from "pg";
import { parentUid } from "#detectors/rebuild";
import type { Registry } from "#detectors/registry";
import type { Clock } from "#domain/clock";
import type { DerivedEvent, EntityState, ScoreConfig } from "#domain/detect";
import type { StreamEvent } from "#domain/event";
import { levelNumber } from "#domain/level";
import type { PushMessage } from "#domain/push";
import type { EnterpriseCards } from "#server/pipelines/detect/enterprise-cards";
import type { EntityCache } from "#server/pipelines/detect/entities";
import { FenceLostError, KeyFailure } from "#server/pipelines/detect/errors";
import type { Delivery, Outcome } from "#server/pipelines/detect/message";
import { makeAlertMessages, makeEventMessages, type Unsequenced } from "#server/pipelines/detect/push-bodies";
import { type Rebuilt, retellLine } from "#server/pipelines/detect/score-line";
import { isOvertaken, readConfigInForce, readOvertaken, takeOver } from "#server/pipelines/detect/take-over";
import {
  applyEvent,
  applyTick,
  changesPast,
  type EntityWork,
  type EventEffect,
  rebuildWork,
  startWork,
} from "#server/pipelines/detect/work";
import {
  alertWrite,
  findingWrites,
  indicatorWrites,
  scoreWrite,
  stateWrite,
} from "#server/pipelines/detect/writes";
import type { AlertWrite } from "#store/batch-results";
import * as results from "#store/batch-results";
import * as batches from "#store/batches";
import { insertConflicts } from "#store/conflicts";
import { findEventHashes } from "#store/event-ids";
import { dbOf } from "#store/pool";
import { appendPush } from "#store/push-append";
import { projectRegistrations } from "#store/registrations";
import { holdConfig, readVersionInForce } from "#store/rescore-rows";
import { BEGIN, COMMIT, type Statements, together } from "#store/statement-group";

export interface BatchDeps {
  readonly owner: string;
  readonly registry: Registry;
  /** The approved configuration in force. */
  config(): ScoreConfig;
  readonly entities: EntityCache;
  readonly cards: EnterpriseCards;
  readonly clock: Clock;
  /** Epoch of the lease that this process holds for a partition; undefined when it holds none. */
  epochOf(partition: number): number | undefined;
}

export interface BatchResult {
  /** One outcome a delivery, in order. */
  readonly outcomes: readonly Outcome[];
  readonly messages: readonly PushMessage<string>[];
  readonly derived: readonly DerivedEvent[];
  readonly alerts: number;
  readonly findings: number;
}

/** Events of one key that a rebuild reads at most; older ones no longer weigh. */
const REBUILD_LIMIT = 5000;

/**
 * One transaction: claim uids under the fences, store events, step detectors, store what they said, give sequences to
 * the push messages. Throws with nothing done: FenceLostError, KeyFailure, or the database's own error.
 *
 * It waits twice, each time for one group of statements: for the fences with what must be read, and for all that is
 * written with the commit.
 */
export async function runBatch(
  client: PoolClient,
  deliveries: readonly Delivery[],
  derivedDone: readonly string[],
  deps: BatchDeps,
): Promise<BatchResult> {
  const taken = new Map<string, EntityState>();
  try {
    const result = await work(client, deliveries, derivedDone, deps, taken);
    for (const [key, state] of taken) deps.entities.put(key, state);
    deps.cards.commit();
    return result;
  } catch (error) {
    deps.cards.rollback();
    await client.query("rollback").catch(() => undefined);
    throw error;
  }
}

async function work(
  client: PoolClient,
  deliveries: readonly Delivery[],
  derivedDone: readonly string[],
  deps: BatchDeps,
  done: Map<string, EntityState>,
): Promise<BatchResult> {
  const asked = deliveries.map((delivery) => delivery.event);
  const held = takeStates(asked, deps.entities);
  const first = firstByUid(deliveries);
  const [opened, stored, version] = await together(client, (group) => {
    group.query(BEGIN);
    holdConfig(group);
    // States are asked for before it is known which events are fresh.
    return Promise.all([
      open(group, deliveries, first, deps),
      readStates(group, held.missing),
      readVersionInForce(group),
      deps.cards.load(group, asked),
    ]);
  });
  const { outcomes, fresh, withdrawn } = await claim(client, deliveries, first, opened);
  const events = fresh.map((delivery) => delivery.event);
  const config = await readConfigInForce(client, version, deps.config());
  await readOvertaken(client, held.states, stored, config);

  const works = startWorks(events, held.states, stored, deps.registry);
  const taken = await takeOver(client, [...works.values()], stored, config, deps.registry);
  deps.cards.project(events);
  nameSubjects(events, deps.cards);
  const failures = new Map<string, Error>();
  const past = new Map<string, StreamEvent[]>();
  const effects: EventEffect[] = [];
  for (const event of events) {
    const entity = works.get(event.key) as EntityWork;
    try {
      if (
        past.has(event.key) ||
        entity.rebuilt ||
        withdrawn.has(event.uid) ||
        changesPast(entity.state, event, deps.registry)
      ) {
        const list = past.get(event.key) ?? [];
        list.push(event);
        past.set(event.key, list);
      } else {
        effects.push(applyEvent(entity, event, deps.registry, config));
      }
    } catch (error) {
      failures.set(event.key, error as Error);
    }
  }
  const storedFirst = past.size > 0;
  if (storedFirst) await batches.insertEvents(client, events);
  for (const [key, list] of past) {
    try {
      effects.push(
        ...(await rebuildKey(client, works.get(key) as EntityWork, list, withdrawn, deps, config)),
      );
    } catch (error) {
      if ((error as { code?: string }).code !== undefined) throw error;
      failures.set(key, error as Error);
    }
  }
  if (failures.size > 0) throw new KeyFailure(failures);

  const registrations = events.filter(
    (event) => event.kind === "registration" && event.enterpriseId !== null,
  );
  if (registrations.length > 0)
    await projectRegistrations(client, registrations as StreamEvent<"registration">[]);
  const written = await finish(client, [...works.values()], effects, deps, (group) => {
    taken.write(group);
    if (events.length > 0 && !storedFirst) batches.insertEvents(group, events);
    if (derivedDone.length > 0) results.deleteDerived(group, derivedDone);
  });
  for (const [key, state] of held.states) done.set(key, state);
  for (const entity of works.values()) done.set(entity.key, entity.state);
  return { outcomes, ...written };
}

/** Takes the fences and claims the uids. */
async function open(
  group: Statements,
  deliveries: readonly Delivery[],
  first: ReadonlyMap<string, Delivery>,
  deps: BatchDeps,
): Promise<batches.Opened> {
  const fences = fencesOf(deliveries, deps);
  const opened = await batches.openBatch(
    group,
    deps.owner,
    fences,
    [...first.values()].map((delivery) => delivery.event),
  );
  const lost = fences.filter((fence) => !opened.held.has(fence.partition)).map((fence) => fence.partition);
  if (lost.length > 0) throw new FenceLostError(lost);
  return opened;
}

function firstByUid(deliveries: readonly Delivery[]): Map<string, Delivery> {
  const first = new Map<string, Delivery>();
  for (const delivery of deliveries)
    if (!first.has(delivery.event.uid)) first.set(delivery.event.uid, delivery);
  return first;
}

/** The first of each uid in the batch that the database had not seen is fresh. */
async function claim(
  client: PoolClient,
  deliveries: readonly Delivery[],
  first: ReadonlyMap<string, Delivery>,
  opened: batches.Opened,
): Promise<{ outcomes: Outcome[]; fresh: Delivery[]; withdrawn: ReadonlySet<string> }> {
  const seen = deliveries.filter((delivery) => !opened.fresh.has(delivery.event.uid));
  const hashes = await findEventHashes(
    dbOf(client),
    seen.map((delivery) => delivery.event.uid),
  );
  const conflicts: StreamEvent[] = [];
  const fresh: Delivery[] = [];
  const outcomes = deliveries.map((delivery): Outcome => {
    const { event } = delivery;
    if (opened.fresh.has(event.uid) && first.get(event.uid) === delivery) {
      fresh.push(delivery);
      return "done";
    }
    const known = hashes.get(event.uid) ?? first.get(event.uid)?.event.hash;
    // A derived event made anew by a rebuild may word its cause otherwise: what it says is told already.
    if (known === event.hash || event.kind === "derived") return "duplicate";
    conflicts.push(event);
    return "conflict";
  });
  if (conflicts.length > 0) await insertConflicts(client, conflicts);
  return { outcomes, fresh, withdrawn: opened.withdrawn };
}

function fencesOf(deliveries: readonly Delivery[], deps: BatchDeps): batches.Fence[] {
  const fences = new Map<number, number>();
  const lost = new Set<number>();
  for (const { partition } of deliveries) {
    const epoch = deps.epochOf(partition);
    if (epoch === undefined) lost.add(partition);
    else fences.set(partition, epoch);
  }
  if (lost.size > 0) throw new FenceLostError([...lost]);
  return [...fences].map(([partition, epoch]) => ({ partition, epoch }));
}

/** Takes the entities' states out of the cache; names those that are not there. */
function takeStates(
  events: readonly StreamEvent[],
  entities: EntityCache,
): { states: Map<string, EntityState>; missing: string[] } {
  const states = new Map<string, EntityState>();
  const missing: string[] = [];
  for (const key of new Set(events.map((event) => event.key))) {
    const state = entities.take(key);
    if (state === undefined) missing.push(key);
    else states.set(key, state);
  }
  return { states, missing };
}

async function readStates(group: Statements, keys: readonly string[]) {
  return new Map(
    keys.length === 0 ? [] : (await batches.readStates(group, keys)).map((row) => [row.key, row]),
  );
}

function startWorks(
  events: readonly StreamEvent[],
  states: ReadonlyMap<string, EntityState>,
  stored: ReadonlyMap<string, batches.StoredState>,
  registry: Registry,
): Map<string, EntityWork> {
  const works = new Map<string, EntityWork>();
  for (const { key, enterpriseId } of events) {
    if (works.has(key)) continue;
    const row = stored.get(key);
    const current = row === undefined || row.version === registry.version;
    const state =
      states.get(key) ??
      (row !== undefined && current ? (JSON.parse(row.state) as EntityState) : registry.create(key));
    const entity = startWork(key, enterpriseId, state);
    // A state of another detector version is rebuilt from the stored events, this batch's among them.
    entity.rebuilt = !current;
    works.set(key, entity);
  }
  return works;
}

async function rebuildKey(
  client: PoolClient,
  entity: EntityWork,
  events: readonly StreamEvent[],
  withdrawn: ReadonlySet<string>,
  deps: BatchDeps,
  config: ScoreConfig,
): Promise<EventEffect[]> {
  const gone = events.flatMap((event) => {
    const id = event.withdraws ?? event.corrects;
    if (id !== undefined) return [{ uid: `${event.source}/${id}`, byUid: event.uid }];
    // It was withdrawn before it came.
    return withdrawn.has(event.uid) ? [{ uid: parentUid(event.uid), byUid: event.uid }] : [];
  });
  if (gone.length > 0) await batches.withdrawEvents(client, entity.key, gone);
  const before = entity.state.score;
  const outdated = entity.rebuilt;
  const folded = await foldAnew(client, entity, deps, config, {
    nowMs: deps.clock.now(),
    cause: entity.state.version === deps.registry.version ? (events[0]?.uid ?? null) : null,
  });
  if (entity.enterpriseId !== null) {
    await results.retractFindingsExcept(
      client,
      entity.enterpriseId,
      entity.findings.map((finding) => finding.uid),
    );
  }
  await retellLine(client, entity, {
    ...folded,
    causes: outdated ? null : events,
    gone: gone.map(({ uid }) => uid),
  });
  const levelBefore = before === null ? 1 : levelNumber(before.level.level);
  return events.map((event) => ({ event, score: entity.state.score, levelBefore }));
}

/** Folds an entity from its stored events, and gives these with the line of scores that came of them. */
async function foldAnew(
  client: PoolClient,
  entity: EntityWork,
  deps: BatchDeps,
  config: ScoreConfig,
  options: { readonly nowMs: number; readonly cause: string | null },
): Promise<Pick<Rebuilt, "events" | "line" | "cut">> {
  const events = await batches.readKeyEvents(client, entity.key, REBUILD_LIMIT);
  if (entity.enterpriseId !== null) nameSubjects(events, deps.cards);
  const line = rebuildWork(entity, events, deps.registry, config, options);
  return { events, line, cut: events.length === REBUILD_LIMIT };
}

/** Writes what the detectors said, gives sequences to its messages and commits. */
async function finish(
  client: PoolClient,
  works: readonly EntityWork[],
  effects: readonly EventEffect[],
  deps: BatchDeps,
  before: (group: Statements) => void = () => {},
): Promise<Omit<BatchResult, "outcomes">> {
  const commit = (group: Statements, alertMessages: readonly Unsequenced[]) => {
    const pushed = appendPush(group, [...makeEventMessages(effects, deps.cards), ...alertMessages]);
    return Promise.all([pushed, group.query(COMMIT)]).then(([messages]) => messages);
  };
  const sent = together(client, (group) => {
    before(group);
    const sending = sendWorks(group, works, deps);
    return { ...sending, pushed: sending.inserted === null ? commit(group, []) : null };
  });
  // Their messages carry the ids of new alerts.
  const ids = sent.inserted === null ? new Map<string, number>() : await sent.inserted;
  const messages = await (sent.pushed ??
    together(client, (group) => commit(group, makeAlertMessages(sent.alerts, ids, deps.cards))));
  return { messages, derived: sent.derived, alerts: ids.size, findings: sent.findings };
}

interface Sent {
  readonly derived: readonly DerivedEvent[];
  readonly findings: number;
  readonly alerts: readonly AlertWrite[];
  /** Ids of the alerts that are new, by uid; null when there is no alert at all. */
  readonly inserted: Promise<Map<string, number>> | null;
}

function sendWorks(group: Statements, works: readonly EntityWork[], deps: BatchDeps): Sent {
  const { cards } = deps;
  const states = works.map((entity) => stateWrite(entity, deps.registry.version));
  if (states.length > 0) batches.writeStates(group, states);
  const scores = works.flatMap((entity) => scoreWrite(entity));
  if (scores.length > 0) results.writeScores(group, scores);
  const findings = works.flatMap((entity) => findingWrites(entity, cards));
  if (findings.length > 0) {
    const once = unique(findings, (finding) => finding.uid);
    results.insertFindings(group, once);
  }
  const indicators = works.flatMap(indicatorWrites);
  if (indicators.length > 0) results.writeIndicators(group, indicators);
  const derived = unique(
    works.flatMap((entity) => entity.derived),
    (event) => event.uid,
  );
  if (derived.length > 0) results.insertDerived(group, derived);
  const alerts = works.flatMap((entity) =>
    entity.alerts.map((draft) => alertWrite(draft, entity, cards, deps.clock.now())),
  );
  const inserted = alerts.length > 0 ? results.insertAlerts(group, alerts) : null;
  return { derived, findings: findings.length, alerts, inserted };
}

function unique<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}

/** A text is read with the name of the enterprise that it was resolved to, unless its source gave one. */
function nameSubjects(events: readonly StreamEvent[], cards: EnterpriseCards): void {
  for (const event of events) {
    if (event.enterpriseId === null || event.subjectName !== undefined) continue;
    (event as { subjectName?: string }).subjectName = cards.get(event.enterpriseId).name;
  }
}

/** Most entities that one transaction of a tick touches. */
const TICK_BATCH = 500;

/**
 * Time passes for one partition: entities whose due time has come are aged, in transactions of TICK_BATCH. Repeating
 * a tick is harmless: what it aged is no longer due.
 */
export async function runTick(
  client: PoolClient,
  partition: number,
  nowMs: number,
  deps: BatchDeps,
): Promise<BatchResult | null> {
  const epoch = deps.epochOf(partition);
  if (epoch === undefined) throw new FenceLostError([partition]);
  await client.query("begin");
  try {
    await holdConfig(client);
    const opened = await batches.openBatch(client, deps.owner, [{ partition, epoch }], []);
    if (!opened.held.has(partition)) throw new FenceLostError([partition]);
    const rows = await batches.readDueStates(client, partition, nowMs, TICK_BATCH);
    const stored = new Map(rows.map((row) => [row.key, row]));
    const config = await readConfigInForce(client, await readVersionInForce(client), deps.config());
    const works: EntityWork[] = [];
    const outdated: EntityWork[] = [];
    for (const row of rows) {
      const enterpriseId = row.key.startsWith("e:") ? Number(row.key.slice(2)) : null;
      const cached = deps.entities.take(row.key);
      const state =
        (cached === undefined || isOvertaken(cached, config) ? null : cached) ??
        (row.version === deps.registry.version ? (JSON.parse(row.state) as EntityState) : null);
      const entity = startWork(row.key, enterpriseId, state ?? deps.registry.create(row.key));
      works.push(entity);
      entity.rebuilt = state === null;
      if (state === null) outdated.push(entity);
    }
    await deps.cards.loadIds(
      client,
      works.flatMap((entity) => (entity.enterpriseId === null ? [] : [entity.enterpriseId])),
    );
    const taken = await takeOver(client, works, stored, config, deps.registry);
    const rebuilt = new Map<EntityWork, Rebuilt>();
    for (const entity of outdated) {
      const folded = await foldAnew(client, entity, deps, config, { nowMs, cause: null });
      rebuilt.set(entity, { ...folded, causes: null, gone: [] });
    }
    for (const entity of works) applyTick(entity, nowMs, deps.registry, config);
    for (const [entity, told] of rebuilt) await retellLine(client, entity, told);
    const written = await finish(client, works, [], deps, taken.write);
    for (const entity of works) deps.entities.put(entity.key, entity.state);
    return rows.length === 0 ? null : { outcomes: [], ...written };
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw error;
  }
}
