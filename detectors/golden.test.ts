import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createCity, makeEvent } from "#detectors/testing";
import { DAY_MS } from "#detectors/time";
import type { InputKind, StreamEvent } from "#domain/event";

interface Row {
  readonly at: string;
  readonly firm: number;
  readonly kind: InputKind;
  readonly type?: string;
  readonly data: Record<string, unknown>;
}

const FOLDER = new URL("./__golden__/", import.meta.url);
const stories = readdirSync(FOLDER)
  .filter((file) => file.endsWith(".events.json"))
  .map((file) => file.replace(".events.json", ""));

/** One line for each thing that an officer would see, in the order in which it happened. */
function play(story: string): string {
  const rows = JSON.parse(readFileSync(new URL(`${story}.events.json`, FOLDER), "utf8")) as Row[];
  const city = createCity();
  const events = rows.map(({ at, firm, kind, type, data }, i): StreamEvent => {
    const more = { key: `e:${firm}`, enterpriseId: firm, ...(type === undefined ? {} : { type }) };
    return makeEvent(kind, `${story}/${i}`, Date.parse(at), data, more);
  });
  for (const event of events) {
    city.tickTo(event.timeMs);
    city.play([event]);
  }
  city.tickTo((events.at(-1)?.timeMs ?? 0) + 60 * DAY_MS);
  const lines = city.results.flatMap(({ findings, alerts, score, levelBefore }) => [
    ...findings.map(
      (f) =>
        `${day(f.timeMs)} e:${f.enterpriseId} finding ${f.detector}.${f.rule} ${f.severity} ${f.reason}${f.clause === undefined ? "" : ` [${f.clause}]`}`,
    ),
    ...alerts.map(
      (a) =>
        `${day(a.timeMs)} e:${a.enterpriseId} ALERT ${a.from} → ${a.to} at ${a.score}: ${a.reasons.map((r) => `${r.text} ${r.points}`).join(" | ")}`,
    ),
    ...(score !== null && levelBefore !== null
      ? [`${day(score.timeMs)} level ${levelBefore} → ${score.level.level} at ${score.total}`]
      : []),
  ]);
  return `${lines.join("\n")}\n`;
}

function day(timeMs: number): string {
  return new Date(timeMs + 8 * 3_600_000).toISOString().slice(0, 16);
}

describe("golden replay", () => {
  test.each(stories)("%s", async (story) => {
    await expect(play(story)).toMatchFileSnapshot(`./__golden__/${story}.findings.txt`);
  });
});
