import type { ScoreConfig } from "#domain/detect";
import type { Context } from "#server/context";
import { ensureConfig, readActiveConfig } from "#store/score-configs";

const REFRESH_MS = 5000;

/** The approved configuration in force; a new version is taken up within five seconds. */
export async function createScoreConfig(
  context: Context,
  defaults: Omit<ScoreConfig, "version">,
): Promise<{ readonly current: () => ScoreConfig; readonly stop: () => void }> {
  let current: ScoreConfig = await context.pool.transaction((tx) => ensureConfig(tx, defaults));
  const timer = setInterval(() => {
    readActiveConfig(context.pool)
      .then((row) => {
        if (row !== null && row.version !== current.version) {
          current = row;
          context.log.info({ version: row.version }, "score configuration changed");
        }
      })
      .catch((error) => context.log.warn({ err: error }, "score configuration not read"));
  }, REFRESH_MS);
  return { current: () => current, stop: () => clearInterval(timer) };
}
