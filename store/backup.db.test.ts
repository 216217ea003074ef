import { execFileSync } from "node:child_process";
import { mkdtemp, open, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { appendAudit, verifyAudit } from "#store/audit";
import { writeBackup } from "#store/backup";
import { searchEnterprises } from "#store/enterprise-search";
import { createEnterprises } from "#store/enterprises";
import { addUpLevelCounts } from "#store/housekeeping";
import type { Pool } from "#store/pool";
import { readManifest, restoreBackup } from "#store/restore";
import { readLevelCounts } from "#store/scores";
import { sql } from "#store/sql";
import { createServerTestDatabase, isSingleSession, type ServerTestDatabase } from "#store/testing/database";
import {
  CITY_SCOPE,
  makeDraft,
  NOW,
  seedAlert,
  seedEnterprises,
  seedEvent,
  seedScore,
  seedUser,
} from "#store/testing/fixtures";

describe.skipIf(isSingleSession())("backup and restore", () => {
  let from: ServerTestDatabase;
  let dir: string;
  let file: string;
  let ids: number[];
  beforeAll(async () => {
    from = await createServerTestDatabase();
    dir = await mkdtemp(join(tmpdir(), "guanlan-backup-"));
    file = join(dir, "city.tar");
    const user = await seedUser(from.pool, "duty");
    ids = await seedEnterprises(from.pool, [
      { name: "制表\t换行\n反斜\\线", score: 80, level: 4 },
      { name: "乙", score: 20, level: 1, licences: ["甲", '带"引号'] },
    ]);
    await from.pool.execute(sql`update enterprises set merged_into = ${ids[0]} where id = ${ids[1]}`);
    for (let i = 0; i < 3_000; i++)
      if (i % 1000 === 0)
        await seedEvent(from.pool, {
          uid: `b/${i}`,
          enterpriseId: ids[0] as number,
          timeMs: NOW - i,
          data: { text: "a\tb\\n\u2028", i },
        });
    await seedScore(from.pool, { enterpriseId: ids[0] as number, timeMs: NOW, total: 80 });
    await seedAlert(from.pool, ids[0] as number);
    await from.pool.transaction((tx) => addUpLevelCounts(tx));
    await from.pool.transaction((tx) =>
      appendAudit(tx, [
        {
          atMs: NOW,
          actorId: user.id,
          actor: "张三",
          action: "x",
          subject: "y",
          before: { a: "\t" },
          address: "",
          traceId: null,
        },
      ]),
    );
  });
  afterAll(async () => {
    await from.stop();
    await rm(dir, { recursive: true, force: true });
  });

  const dumpOf = async (pool: Pool) => {
    const rows: unknown[] = [];
    for (const query of [
      sql`select * from enterprises order by id`,
      sql`select * from scores order by enterprise_id`,
      sql`select * from events order by uid`,
      sql`select * from alerts order by id`,
      sql`select * from audit_log order by seq`,
      sql`select * from level_counts_now order by district, street, level`,
      sql`select * from users order by id`,
    ]) {
      rows.push(await pool.query(query));
    }
    return rows;
  };

  test("an empty database becomes the same one, and goes on", async () => {
    const manifest = await writeBackup({ pool: from.pool, file, program: "test" });
    expect(manifest.tables.find((table) => table.name === "events")?.rows).toBe(3);
    expect((await readManifest(file)).audit).toEqual(manifest.audit);
    expect(execFileSync("tar", ["-tf", file], { encoding: "utf8" })).toContain("manifest.json\n");
    const to = await createServerTestDatabase();
    try {
      const report = await restoreBackup({ pool: to.pool, file });
      expect(report.left).toEqual([]);
      expect(await dumpOf(to.pool)).toEqual(await dumpOf(from.pool));
      expect(await readLevelCounts(to.pool, CITY_SCOPE)).toEqual(
        await readLevelCounts(from.pool, CITY_SCOPE),
      );
      const page = await searchEnterprises(to.pool, {
        filter: { q: "换行" },
        scope: CITY_SCOPE,
        sort: "score",
        descending: true,
        cursor: null,
        limit: 5,
      });
      expect(page.rows.map((row) => row.id)).toEqual([ids[0]]);
      // Numbers go on after the restored ones, triggers work again, and the chain goes on.
      const [fresh] = await createEnterprises(to.pool, [makeDraft({ name: "新" })]);
      expect(fresh).toBeGreaterThan(ids[1] as number);
      expect((await readLevelCounts(to.pool, CITY_SCOPE))[0]).toBe(
        (await readLevelCounts(from.pool, CITY_SCOPE))[0] + 1,
      );
      await to.pool.transaction((tx) =>
        appendAudit(tx, [
          {
            atMs: NOW,
            actorId: null,
            actor: "guanlan",
            action: "restored",
            subject: "",
            address: "",
            traceId: null,
          },
        ]),
      );
      expect((await verifyAudit(to.pool)).ok).toBe(true);
      await expect(to.pool.execute(sql`delete from audit_log`)).rejects.toMatchObject({ code: "GL001" });
      await expect(restoreBackup({ pool: to.pool, file })).rejects.toMatchObject({
        code: "store.restore-not-empty",
      });
    } finally {
      await to.stop();
    }
  });

  test("a damaged archive is refused and leaves the database empty", async () => {
    const bytes = await readFile(file);
    const at = bytes.indexOf("events.copy.gz");
    bytes[at + 512 + 40] = (bytes[at + 512 + 40] as number) ^ 0xff;
    const bad = join(dir, "bad.tar");
    await (await open(bad, "w")).close();
    const handle = await open(bad, "w");
    await handle.write(bytes);
    await handle.close();
    const to = await createServerTestDatabase();
    try {
      await expect(restoreBackup({ pool: to.pool, file: bad })).rejects.toMatchObject({
        code: "store.backup-damaged",
      });
      const [row] = await to.pool.query<{ n: number }>(sql`select count(*) as n from enterprises`);
      expect(row?.n).toBe(0);
      await restoreBackup({ pool: to.pool, file });
    } finally {
      await to.stop();
    }
  });

  test("an existing file is not overwritten", async () => {
    await expect(writeBackup({ pool: from.pool, file, program: "test" })).rejects.toMatchObject({
      code: "store.backup-exists",
    });
  });
});
