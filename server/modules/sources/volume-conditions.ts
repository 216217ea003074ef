import { DAY_MS, HOUR_MS, MINUTE_MS, ZONE_OFFSET_MS } from "#domain/time";
import type { Condition } from "#server/alarm-watch";
import { judgeVolumes, type UnusualHour } from "#server/modules/sources/volume";
import type { Db } from "#store/pool";
import { readSourceHours } from "#store/source-tallies";
import type { SourceListRow } from "#store/sources";

const DAYS = 60;

type WatchedSource = Pick<SourceListRow, "id" | "name" | "enabled" | "silent">;

/**
 * Sources that send and whose latest complete hour was unusual for the hour of the day. An hour is complete a minute
 * after its end, when the last tallies are written; a source is judged once an hour, so other looks read nothing.
 */
export function createVolumeConditions(
  db: Db,
): (sources: readonly WatchedSource[], nowMs: number) => Promise<Condition[]> {
  let judgedTo = 0;
  let judged = new Map<string, UnusualHour | null>();

  return async (sources, nowMs) => {
    const endMs = Math.floor((nowMs - MINUTE_MS) / HOUR_MS) * HOUR_MS;
    if (endMs !== judgedTo) {
      judgedTo = endMs;
      judged = new Map();
    }
    const list: Condition[] = [];
    for (const { id, name, enabled, silent } of sources) {
      if (!enabled || silent) continue;
      let unusual = judged.get(id);
      if (unusual === undefined) {
        const hours = await readSourceHours(db, id, endMs - DAYS * DAY_MS, endMs);
        unusual = judgeVolumes(hours, endMs).at(-1) ?? null;
        judged.set(id, unusual);
      }
      if (unusual === null) continue;
      list.push({
        code: "source-volume",
        severity: "warning",
        subject: id,
        params: {
          name,
          hour: localHour(unusual.hourMs),
          came: unusual.came,
          expected: Math.round(unusual.expected),
        },
      });
    }
    return list;
  };
}

/** "2026-11-29 14:00" in Asia/Shanghai. */
function localHour(ms: number): string {
  return new Date(ms + ZONE_OFFSET_MS).toISOString().slice(0, 16).replace("T", " ");
}
