import { basename } from "node:path";
import type { EnvelopeInput, StreamEvent } from "#domain/event";
import { p2pProblems, p2pRatings } from "#stream/replay/adapters/p2peye";
import type { ReplayFile } from "#stream/replay/data-set";
import { findDataSets } from "#stream/replay/find";

/** A platform that stood in at least one monthly rating table. */
export interface RatedPlatform {
  readonly name: string;
  /** Its rows, oldest first, as events that the detectors read. */
  readonly ratings: readonly StreamEvent<"filing">[];
  /** Instant (ms) at which it is said to have failed, after its first rating; null when it is not known to have failed. */
  readonly failedMs: number | null;
  readonly cause: string;
}

export interface Platforms {
  readonly rated: readonly RatedPlatform[];
  /** Instants (ms) at which the tables became known, one each. */
  readonly editions: readonly number[];
  /** Last instant of the data: tables and failures. */
  readonly endMs: number;
  /** Failures in the data, of platforms rated and not. */
  readonly failures: number;
}

/**
 * Rated platforms and their failures from a folder with monthly rating tables (the month in the file's name) and a
 * list of failures, by the replay's own readers. A name is one platform; a failure before its first rating is of
 * another platform of that name. Place and launch date stand in the list of failures only and are not read.
 */
export async function readPlatforms(folder: string): Promise<Platforms> {
  const found = await findDataSets([folder], [p2pRatings.set]);
  const parts = found.sets.flatMap(({ parts }) => parts);
  const ratings = new Map<string, StreamEvent<"filing">[]>();
  const editions = new Set<number>();
  const failures = new Map<string, { ms: number; cause: string }[]>();
  let endMs = 0;
  let failed = 0;
  for (const { file, adapter } of parts) {
    if (adapter === p2pRatings) {
      for (const event of await readRatings(file)) {
        editions.add(event.timeMs);
        endMs = Math.max(endMs, event.timeMs);
        const name = event.key;
        ratings.set(name, [...(ratings.get(name) ?? []), event]);
      }
    } else if (adapter === p2pProblems) {
      for await (const row of p2pProblems.read(file)) {
        if (!row.ok) continue;
        failed += 1;
        for (const { kind, envelope, timeMs } of row.events) {
          const name = nameIn(envelope.subject);
          if (kind !== "complaint" || timeMs === null || name === undefined) continue;
          endMs = Math.max(endMs, timeMs);
          const cause = String((envelope.data as { category?: unknown }).category ?? "");
          failures.set(plain(name), [...(failures.get(plain(name)) ?? []), { ms: timeMs, cause }]);
        }
      }
    }
  }
  if (ratings.size === 0)
    throw new Error(`${folder} holds no monthly rating table (平台名称, 等级; the month in its name)`);
  if (failed === 0) throw new Error(`${folder} holds no list of failed platforms (问题发生时间, 平台名称)`);
  const rated = [...ratings].map(([name, events]): RatedPlatform => {
    const sorted = [...events].sort((a, b) => a.timeMs - b.timeMs);
    const first = sorted[0]?.timeMs ?? 0;
    const failure = (failures.get(name) ?? []).filter(({ ms }) => ms >= first).sort((a, b) => a.ms - b.ms)[0];
    return { name, ratings: sorted, failedMs: failure?.ms ?? null, cause: failure?.cause ?? "" };
  });
  return { rated, editions: [...editions].sort((a, b) => a - b), endMs, failures: failed };
}

async function readRatings(file: ReplayFile): Promise<StreamEvent<"filing">[]> {
  const events: StreamEvent<"filing">[] = [];
  for await (const row of p2pRatings.read(file)) {
    if (!row.ok) continue;
    for (const { envelope, timeMs } of row.events) {
      if (timeMs === null) throw new Error(`${basename(file.path)} has no month in its name`);
      const name = nameIn(envelope.subject) ?? "";
      events.push({
        uid: `replay/${envelope.id}`,
        kind: "filing",
        type: envelope.type,
        key: plain(name),
        enterpriseId: null,
        district: envelope.district ?? "",
        source: "replay",
        timeMs,
        timeInferred: false,
        receivedMs: timeMs,
        simulated: false,
        hash: "",
        data: envelope.data as StreamEvent<"filing">["data"],
      });
    }
  }
  return events;
}

function nameIn(subject: EnvelopeInput["subject"]): string | undefined {
  return typeof subject === "object" ? subject.name : subject;
}

/** Spaces and the case of letters do not tell platforms apart. */
function plain(name: string): string {
  return name.normalize("NFKC").replace(/\s+/g, "").toLowerCase();
}
