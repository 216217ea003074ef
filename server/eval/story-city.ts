import { rebuild } from "#detectors/rebuild";
import { createRegistry } from "#detectors/registry";
import { bandOf } from "#detectors/standing";
import type { EntityState, ScoreConfig, StepResult } from "#domain/detect";
import { DEFAULT_WEIGHTS } from "#domain/dimension";
import { CITY } from "#domain/district";
import type { StreamEvent } from "#domain/event";
import { DEFAULT_LEVEL_RULE, type LevelNumber, levelNumber } from "#domain/level";
import { enterpriseKey } from "#domain/partition";
import { DAY_MS } from "#domain/time";
import { NameIndex } from "#server/pipelines/ingest/name-index";
import { checkRow } from "#server/pipelines/ingest/row";
import { makeRates, seedEnvelopes } from "#stream/simulator/seed";
import type { SimEvent } from "#stream/simulator/sim-event";
import { createWorld, type World } from "#stream/simulator/world";

const CONFIG: ScoreConfig = { version: 1, weights: DEFAULT_WEIGHTS, levels: DEFAULT_LEVEL_RULE };
const MAX_NAMED = 20;

/** A rise or fall of one firm's level; firms are numbered as the city numbers them. */
export interface LevelMove {
  readonly index: number;
  readonly timeMs: number;
  readonly level: LevelNumber;
}

/** Something that a detector found at a firm. */
export interface FoundAt {
  readonly index: number;
  readonly timeMs: number;
  readonly detector: string;
}

export interface PlayedCity {
  readonly world: World;
  readonly events: number;
  readonly moves: readonly LevelMove[];
  readonly findings: readonly FoundAt[];
}

export interface PlayOptions {
  readonly seed: number;
  readonly size: number;
  readonly epochMs: number;
  readonly historyDays: number;
  readonly liveDays: number;
  /** Neutral events a second after the epoch. */
  readonly chatter: number;
}

/**
 * A simulated city played day by day through the rows' checks and the program's detectors, all in memory, in the order in which
 * its sources send; derived events go round at once, ticks run at the end of each day.
 */
export function playCity(options: PlayOptions, say: (text: string) => void): PlayedCity {
  const { seed, size, epochMs, historyDays, liveDays, chatter } = options;
  const world = createWorld({ seed, size, epochMs });
  const names = new NameIndex();
  for (let index = 0; index < size; index++) names.add(index + 1, world.city.identity(index).name);
  const registry = createRegistry();
  const states = new Map<string, EntityState>();
  const kept = new Map<string, StreamEvent[]>();
  const seen = new Set<string>();
  const moves: LevelMove[] = [];
  const levels = new Map<string, LevelNumber>();
  const findings = new Map<string, FoundAt>();
  let events = 0;

  function take(key: string, result: StepResult, queue: StreamEvent[]): void {
    states.set(key, result.state);
    const { score } = result.state;
    // Nobody releases levels here: what the score says by itself is measured.
    if (score !== null) {
      const level = levelNumber(bandOf(score).level);
      if (level !== (levels.get(key) ?? 1)) {
        levels.set(key, level);
        moves.push({ index: Number(key.slice(2)) - 1, timeMs: score.timeMs, level });
      }
    }
    for (const { uid, enterpriseId, timeMs, detector } of result.findings)
      if (!findings.has(uid)) findings.set(uid, { index: enterpriseId - 1, timeMs, detector });
    for (const derived of result.derived) queue.push({ ...derived, receivedMs: derived.timeMs });
  }

  function play(first: StreamEvent): void {
    const queue = [first];
    for (let at = 0; at < queue.length; at++) {
      const event = queue[at] as StreamEvent;
      // A rebuild tells again what was told before.
      if (seen.has(event.uid)) continue;
      seen.add(event.uid);
      const state = states.get(event.key) ?? registry.create(event.key);
      const list = kept.get(event.key) ?? [];
      list.push(event);
      kept.set(event.key, list);
      const again = event.corrects !== undefined || event.withdraws !== undefined;
      if (again || event.timeMs < state.watermarkMs - registry.latenessMs) {
        const result = rebuild(registry, event.key, list, CONFIG, {
          nowMs: state.watermarkMs,
          reachedMs: state.watermarkMs,
          said: state.score,
          previous: { state, cause: event.uid },
        });
        take(event.key, result, queue);
      } else take(event.key, registry.step(state, event, CONFIG), queue);
    }
  }

  function tickTo(nowMs: number): void {
    for (const [key, state] of states) {
      if (state.dueMs === null || state.dueMs > nowMs) continue;
      const queue: StreamEvent[] = [];
      take(key, registry.tick(state, key, nowMs, CONFIG), queue);
      for (const event of queue) play(event);
    }
  }

  function send(sim: SimEvent): void {
    const checked = checkRow(1, sim.envelope, sim.kind, sim.envelope.source, sim.dueMs);
    if (!checked.ok) throw new Error(`${sim.envelope.id}: ${checked.fault.code}`);
    const { row } = checked;
    const { title, text } = row.data as { title?: string; text?: string };
    const ids =
      row.subjects.length > 0
        ? row.subjects.flatMap((subject) => {
            const index = "code" in subject ? world.city.indexOfCode(subject.code) : null;
            return index === null ? names.find(subject.name ?? "", 1) : [index + 1];
          })
        : names.find(`${title ?? ""}\n${text ?? ""}`, MAX_NAMED);
    for (const [at, id] of [...new Set(ids)].entries()) {
      events += 1;
      play({
        uid: `simulator/${sim.envelope.id}${at === 0 ? "" : `#${at + 1}`}`,
        kind: sim.kind,
        type: row.envelope.type,
        key: enterpriseKey(id),
        enterpriseId: id as StreamEvent["enterpriseId"],
        district: row.district ?? CITY,
        source: "simulator",
        timeMs: row.timeMs,
        timeInferred: row.timeInferred,
        receivedMs: sim.dueMs,
        simulated: true,
        hash: row.hash,
        ...(row.envelope.corrects === undefined ? {} : { corrects: row.envelope.corrects }),
        ...(row.envelope.withdraws === undefined ? {} : { withdraws: row.envelope.withdraws }),
        data: row.data as StreamEvent["data"],
      });
    }
  }

  let dayMs = epochMs - historyDays * DAY_MS;
  for (const sim of seedEnvelopes(world, { days: historyDays })) {
    for (; sim.dueMs >= dayMs + DAY_MS; dayMs += DAY_MS) tickTo(dayMs + DAY_MS);
    send(sim);
  }
  tickTo(epochMs);
  say(`seed ${seed}: ${size} firms, ${events} events of ${historyDays} days`);
  const rates = makeRates(world, historyDays, chatter);
  for (let fromMs = epochMs; fromMs < epochMs + liveDays * DAY_MS; fromMs += DAY_MS) {
    for (const sim of world.between(fromMs, fromMs + DAY_MS, rates)) send(sim);
    tickTo(fromMs + DAY_MS);
  }
  say(`seed ${seed}: ${events} events after ${liveDays} more days`);
  return { world, events, moves, findings: [...findings.values()] };
}
