import pg from "pg";

/** One connection that runs scripts of several statements: what migrations need. pg and the test database have it. */
export interface MigrationSession {
  run(script: string): Promise<void>;
  rows<R>(query: string): Promise<R[]>;
}

/** Nobody answers at the address, or not to this user. Its words hold no password. */
export class DatabaseUnreachableError extends Error {
  readonly code = "store.unreachable";
  constructor(client: pg.Client, cause: Error) {
    const { user, host, port, database } = client;
    super(
      `no connection to the database ${database} at ${host}:${port} as ${user}: ${cause.message || (cause as { code?: string }).code}; ` +
        "start it, or correct DATABASE_URL",
      { cause },
    );
    this.name = "DatabaseUnreachableError";
  }
}

/** Whether the driver can read it as an address; nothing is connected. */
export function isDatabaseUrl(url: string): boolean {
  if (!/^postgres(?:ql)?:\/\//.test(url)) return false;
  try {
    new pg.Client({ connectionString: url });
    return true;
  } catch {
    return false;
  }
}

/** How long the first connection may take: past it a machine that swallows packets is told, not waited for. */
const CONNECT_MS = 10_000;

/** Runs `work` on a connection of its own, without a statement timeout. */
export async function withSession<T>(
  url: string,
  work: (session: MigrationSession) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MS,
    application_name: "guanlan-migrate",
    options:
      "-c timezone=UTC -c search_path=public,shim -c statement_timeout=0 -c client_min_messages=warning",
  });
  try {
    await client.connect();
  } catch (error) {
    await client.end().catch(() => {});
    throw new DatabaseUnreachableError(client, error as Error);
  }
  try {
    return await work({
      run: async (script) => void (await client.query(script)),
      rows: async <R>(query: string) => (await client.query(query)).rows as R[],
    });
  } finally {
    await client.end();
  }
}
