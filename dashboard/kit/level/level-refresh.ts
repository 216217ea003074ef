import { createEffect, on } from "solid-js";
import type { ScoreConfigView } from "#domain/api/score-configs";
import { getJson } from "#kit/http/client.ts";
import { createQuery } from "#kit/query/query.ts";
import { me, refreshMe } from "#kit/session/session.ts";

/** Colours and bands that came into force reach pages that stay open, walls too, within this time. */
const EVERY_MS = 30_000;

/** Looks which version of the configuration is in force, and takes its colours, bands and words over. */
export function createLevelRefresh(): void {
  const active = createQuery(
    () => (me() === null ? null : "active"),
    (_key, signal) => getJson<Pick<ScoreConfigView, "version">>("api/score-config", { signal }),
    { everyMs: EVERY_MS },
  );
  // Compared at each answer, so that a refresh that failed is tried again: until then the colours of before stay.
  createEffect(
    on(active.loadedAt, () => {
      const version = active.data()?.version;
      if (version !== undefined && version !== me()?.configVersion) refreshMe().catch(() => undefined);
    }),
  );
}
