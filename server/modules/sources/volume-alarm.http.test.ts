import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { alarmWords } from "#domain/alarm";
import { HOUR_MS, MINUTE_MS, startOfDay } from "#domain/time";
import { createAlarmWatch } from "#server/alarm-watch";
import { createHarness, type Harness } from "#server/http/testing/harness";
import { hoursOf } from "#server/modules/sources/testing/seeded-volumes";
import { readAlarms } from "#store/alarms";
import { createSource, updateSource } from "#store/sources";
import { sql } from "#store/sql";

const START = startOfDay("2026-09-01");
const FLOOD = 30 * 24 + 14;
let harness: Harness;

beforeAll(async () => {
  harness = await createHarness();
  const { pool } = harness.database;
  await createSource(pool, { id: "hotline", name: "12345热线", transport: "http", kinds: ["complaint"] });
  const hours = hoursOf(1, START, 31, 200).map(({ hourMs, accepted }, i) => ({
    at: new Date(hourMs).toISOString(),
    accepted: i === FLOOD ? 2000 : accepted,
  }));
  await pool.execute(sql`
    insert into source_hours (source_id, hour, accepted)
    select 'hotline', * from unnest(${hours.map(({ at }) => at)}::timestamptz[], ${hours.map(({ accepted }) => accepted)}::bigint[])`);
});
afterAll(() => harness.stop());

test("a flooded hour raises one alarm when it is complete, and the next usual hour ends it", async () => {
  const { pool } = harness.database;
  let nowMs = START + FLOOD * HOUR_MS + 30 * MINUTE_MS;
  const watch = createAlarmWatch(
    { pool, clock: { now: () => nowMs }, log: pino({ level: "silent" }), bus: harness.stream.bus },
    { last: () => null, drainPerSecond: () => 0 },
    async () => 0,
  );
  const look = async (laterMs: number) => {
    nowMs += laterMs;
    await watch.look();
    return (await readAlarms(pool)).filter(({ code, active }) => code === "source-volume" && active);
  };
  try {
    expect(await look(0)).toEqual([]);
    const [raised, ...more] = await look(31 * MINUTE_MS);
    expect(more).toEqual([]);
    expect(raised).toMatchObject({ subject: "hotline", severity: "warning", active: true });
    const words = alarmWords("source-volume", raised?.params ?? null, "");
    expect(words.zh).toMatch(/^来源“12345热线”数据量异常：2026-10-01 14:00 收到 2,?000 条，通常约 1\d\d 条$/);
    expect(words.en).toMatch(
      /^Volume of source “12345热线” is unusual: 2,?000 events came at 2026-10-01 14:00/,
    );
    expect(await look(MINUTE_MS)).toHaveLength(1);

    await updateSource(pool, "hotline", { enabled: false });
    expect(await look(0)).toEqual([]);
    await updateSource(pool, "hotline", { enabled: true });
    expect(await look(0)).toHaveLength(1);

    expect(await look(HOUR_MS)).toEqual([]);
  } finally {
    watch.stop();
  }
});
