import type { PoolClient } from "pg";
import type { Registry } from "#detectors/registry";
import { rescoreParts } from "#detectors/rescore";
import type { EntityState, ScoreConfig } from "#domain/detect";
import type { Weights } from "#domain/dimension";
import type { EntityWork } from "#server/pipelines/detect/work";
import { readStates, type StoredState } from "#store/batches";
import { dbOf } from "#store/pool";
import {
  newerScore,
  type RescoredWrite,
  readScoreRows,
  readTakeOver,
  writeRescored,
} from "#store/rescore-rows";
import { readActiveConfig, readConfig } from "#store/score-configs";
import type { Statements } from "#store/statement-group";

/**
 * A new version of the configuration in the midst of events. Each transaction scores with the version that was in force
 * when it began (its holdConfig keeps it so until the commit), and an entity that is still of another version is first
 * taken over as the run in the background would have done (pipelines/rescore), to the very same score: only then do its
 * events count. So nobody is alerted by a configuration, and it does not matter who comes first.
 */

/** What this process knows, unless a newer version came into force since it looked. */
export async function readConfigInForce(
  client: PoolClient,
  version: number | null,
  known: ScoreConfig,
): Promise<ScoreConfig> {
  if (version === null || version === known.version) return known;
  return (await readActiveConfig(dbOf(client))) ?? known;
}

/** Made under another version: what the store holds may be newer. */
export function isOvertaken(state: EntityState, config: ScoreConfig): boolean {
  return state.score !== null && state.score.configVersion !== config.version;
}

/** States out of the cache that may have been overtaken are read anew. */
export async function readOvertaken(
  client: PoolClient,
  held: Map<string, EntityState>,
  stored: Map<string, StoredState>,
  config: ScoreConfig,
): Promise<void> {
  const keys = [...held].filter(([, state]) => isOvertaken(state, config)).map(([key]) => key);
  if (keys.length === 0) return;
  for (const row of await readStates(client, keys)) {
    held.delete(row.key);
    stored.set(row.key, row);
  }
}

/** Brings entities to the version in force; `write` goes before what the batch itself writes of them. */
export async function takeOver(
  client: PoolClient,
  works: readonly EntityWork[],
  stored: ReadonlyMap<string, StoredState>,
  config: ScoreConfig,
  registry: Registry,
): Promise<{ write(group: Statements): void }> {
  const behind = works.flatMap((work) => {
    const before = work.rebuilt ? scoreOf(stored.get(work.key)) : work.state.score;
    return work.enterpriseId === null || before === null || before.configVersion === config.version
      ? []
      : [{ work, enterpriseId: work.enterpriseId, before }];
  });
  const inForce = behind.length === 0 ? null : await readTakeOver(client, config.version);
  if (inForce === null) return { write: () => undefined };
  const present = await readScoreRows(
    client,
    behind.map(({ enterpriseId }) => enterpriseId),
  );
  const newer = new Map(present.map((row) => [row.id, row]));
  const rows: RescoredWrite[] = [];
  const weights = new Map<number, Weights | null>();
  for (const { work, enterpriseId, ...made } of behind) {
    const before = newerScore(made.before, newer.get(enterpriseId));
    if (!work.rebuilt) work.state.score = before;
    if (before.configVersion === config.version) continue;
    let score = before;
    if (work.rebuilt) {
      const version = before.configVersion;
      if (!weights.has(version))
        weights.set(version, (await readConfig(dbOf(client), version))?.weights ?? null);
      score = rescoreParts(before, config, weights.get(version) ?? null, inForce.atMs);
    } else {
      registry.rescore(work.state, work.key, config, inForce.atMs);
      score = work.state.score ?? before;
    }
    // Nothing against it under either: its row says so already.
    const weightless = [before, score].every(({ total, level }) => total === 0 && level.level === "normal");
    if (!weightless) rows.push({ enterpriseId, score });
  }
  return {
    write(group) {
      if (rows.length === 0) return;
      // Whoever waits for the commit hears of a failure.
      writeRescored(group, inForce.rescoreId, rows, "wait").catch(() => undefined);
    },
  };
}

function scoreOf(row: StoredState | undefined): EntityState["score"] {
  return row === undefined ? null : (JSON.parse(row.state) as EntityState).score;
}
