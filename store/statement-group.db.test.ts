import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createPool, type PgPool } from "#store/pool";
import { sql } from "#store/sql";
import { BEGIN, COMMIT, together } from "#store/statement-group";
import { createServerTestDatabase, isSingleSession, type ServerTestDatabase } from "#store/testing/database";

const note = (text: string) => ({
  name: "note",
  text: "insert into group_notes (text, length) values ($1, $2) returning id, text, length",
  values: [text, text.length],
});

describe.skipIf(isSingleSession())("statements that go out together", () => {
  let db: ServerTestDatabase;
  let pool: PgPool;

  beforeAll(async () => {
    db = await createServerTestDatabase();
    pool = createPool({ url: db.url, max: 1, applicationName: "guanlan-test" });
    await pool.execute(
      sql`create table group_notes (id bigserial primary key, text text not null unique, length int)`,
    );
  });
  afterAll(async () => {
    await pool.stop();
    await db.stop();
  });

  const use = async <T>(work: (client: Awaited<ReturnType<PgPool["connect"]>>) => Promise<T>) => {
    const client = await pool.connect();
    try {
      return await work(client);
    } finally {
      client.release();
    }
  };
  const texts = async () =>
    (await pool.query<{ text: string }>(sql`select text from group_notes order by id`)).map(
      (row) => row.text,
    );

  test("each is answered with its own rows, typed as the pool types them, the first time and after", () =>
    use(async (client) => {
      for (const suffix of ["a", "b"]) {
        const [, first, nothing, second] = await together(client, (group) =>
          Promise.all([
            group.query(BEGIN),
            group.query(note(`一${suffix}`)),
            group.query({ name: "none", text: "select 1 as one where false" }),
            group.query(note(`二${suffix}`)),
            group.query({ name: "nulls", text: "select null as empty, now() as at, 7::int8 as big" }),
            group.query(COMMIT),
          ]),
        );
        expect(first.rows).toEqual([{ id: expect.any(Number), text: `一${suffix}`, length: 2 }]);
        expect(nothing.rows).toEqual([]);
        expect(second.rows).toEqual([{ id: expect.any(Number), text: `二${suffix}`, length: 2 }]);
      }
      const { rows } = await together(client, (group) =>
        group.query({ name: "nulls", text: "select null as empty, now() as at, 7::int8 as big" }),
      );
      expect(rows).toEqual([{ empty: null, at: expect.any(Number), big: 7 }]);
    }));

  test("the first that fails is the cause for all, and the commit behind it is skipped", () =>
    use(async (client) => {
      const before = await textsOver(client);
      const settled = await together(client, (group) =>
        Promise.allSettled([
          group.query(BEGIN),
          group.query(note("good")),
          group.query(note("good")),
          group.query({ name: "unknown", text: "select * from no_such_table" }),
          group.query(COMMIT),
        ]),
      );
      expect(settled.map((each) => each.status === "rejected" && each.reason.code)).toEqual(
        Array(5).fill("23505"),
      );
      await client.query("rollback");
      expect(await textsOver(client)).toEqual(before);
    }));

  test("a statement that failed can be sent again, whether it was prepared or not", () =>
    use(async (client) => {
      const missing = { name: "later", text: "select count(*)::int as n from group_later" };
      const divide = (by: number) => ({ name: "divide", text: "select 6 / $1::int as n", values: [by] });
      await expect(together(client, (group) => group.query(missing))).rejects.toMatchObject({
        code: "42P01",
      });
      await expect(together(client, (group) => group.query(divide(0)))).rejects.toMatchObject({
        code: "22012",
      });
      await client.query("create table group_later (id int)");
      expect((await together(client, (group) => group.query(missing))).rows).toEqual([{ n: 0 }]);
      expect((await together(client, (group) => group.query(divide(3)))).rows).toEqual([{ n: 2 }]);
    }));

  test("a failure that nobody waits for does not end the process", () =>
    use(async (client) => {
      const last = together(client, (group) => {
        group.query({ name: "unheard", text: "select 1 / 0" });
        return group.query(COMMIT);
      });
      await expect(last).rejects.toMatchObject({ code: "22012" });
    }));

  test("a connection that breaks rejects all of them", async () => {
    const client = await pool.connect();
    client.on("error", () => undefined);
    const settled = together(client, (group) =>
      Promise.allSettled([
        group.query({ name: "end", text: "select pg_terminate_backend(pg_backend_pid())" }),
        group.query(note("never")),
      ]),
    );
    expect((await settled).map((each) => each.status)).toEqual(["rejected", "rejected"]);
    client.release(true);
    expect(await texts()).not.toContain("never");
  });

  async function textsOver(client: Awaited<ReturnType<PgPool["connect"]>>) {
    return (await client.query<{ text: string }>("select text from group_notes order by id")).rows;
  }
});
