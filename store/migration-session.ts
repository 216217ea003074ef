import pg from "pg";

/** One connection that runs scripts of several statements: what migrations need. pg and the test database have it. */
export interface MigrationSession {
  run(script: string): Promise<void>;
  rows<R>(query: string): Promise<R[]>;
}

/** Runs `work` on a connection of its own, without a statement timeout. */
export async function withSession<T>(
  url: string,
  work: (session: MigrationSession) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    application_name: "guanlan-migrate",
    options:
      "-c timezone=UTC -c search_path=public,shim -c statement_timeout=0 -c client_min_messages=warning",
  });
  await client.connect();
  try {
    return await work({
      run: async (script) => void (await client.query(script)),
      rows: async <R>(query: string) => (await client.query(query)).rows as R[],
    });
  } finally {
    await client.end();
  }
}
