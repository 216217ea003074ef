import type { z } from "zod";
import { totalOf } from "#detectors/scoring";
import type { scoresByVersion } from "#domain/api/rescore";
import { levelNumber, levelOf, rawLevel } from "#domain/level";
import { iso, levelWord } from "#server/modules/levels";
import type { Pool } from "#store/pool";
import { readConfigs, type ScoreConfigRow } from "#store/score-configs";
import { type PresentScoreRow, readPresentScore, readVersionChanges } from "#store/score-versions";

/** Versions that are shown beside each other at most: the active one and those in force before it. */
const MOST_VERSIONS = 5;

/** Null when the enterprise has no score. */
export async function presentVersions(
  db: Pool,
  enterpriseId: number,
): Promise<z.input<typeof scoresByVersion> | null> {
  const [present, configs, changes] = await Promise.all([
    readPresentScore(db, enterpriseId),
    readConfigs(db),
    readVersionChanges(db, enterpriseId),
  ]);
  if (present === null) return null;
  const inForce = configs
    .filter((config) => config.activatedAtMs !== null)
    .sort((a, b) => (b.activatedAtMs as number) - (a.activatedAtMs as number))
    .slice(0, MOST_VERSIONS);
  return {
    versions: inForce.map((config) => under(config, present)),
    changes: changes.map(({ atMs, levelBefore, level, ...rest }) => ({
      at: iso(atMs),
      ...rest,
      levelBefore: levelWord(levelBefore),
      level: levelWord(level),
    })),
  };
}

function under(config: ScoreConfigRow, present: PresentScoreRow) {
  const active = config.state === "active";
  // The official one is as it was scored, hysteresis included.
  if (config.version === present.configVersion)
    return { version: config.version, active, total: present.total, level: levelWord(present.level) };
  const total = totalOf(present.dimensions, config.weights);
  const raw = levelNumber(rawLevel(total, config.levels));
  return {
    version: config.version,
    active,
    total,
    level: levelOf(Math.max(raw, present.forced)),
  };
}
