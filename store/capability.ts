import type { MigrationSession } from "#store/migration-session";

/**
 * What the database can do: `plain` PostgreSQL, TimescaleDB's Apache edition (hypertables, time_bucket), or its
 * community edition (compression, continuous aggregates, retention policies). Queries are the same on all three.
 */
export type Capability = "plain" | "timescale-apache" | "timescale-community";

export interface CapabilityReport {
  readonly capability: Capability;
  readonly server: string;
  /** Version of the extension, null on plain. */
  readonly timescale: string | null;
  /** Why TimescaleDB is not used although it is there; null otherwise. */
  readonly note: string | null;
}

/** Finds the level, and creates the extension where the server offers it. `wanted: "plain"` leaves it alone. */
export async function findCapability(
  session: MigrationSession,
  wanted: "auto" | "plain" = "auto",
): Promise<CapabilityReport> {
  const [version] = await session.rows<{ server: string }>(
    "select current_setting('server_version') as server",
  );
  const server = version?.server ?? "unknown";
  const installed = await timescaleVersion(session);
  let note: string | null = null;
  if (installed === null && wanted === "auto") note = await createExtension(session);
  const timescale = await timescaleVersion(session);
  if (timescale === null) return { capability: "plain", server, timescale, note };
  const [row] = await session.rows<{ license: string | null }>(
    "select current_setting('timescaledb.license', true) as license",
  );
  const capability = row?.license === "timescale" ? "timescale-community" : "timescale-apache";
  return { capability, server, timescale, note };
}

async function timescaleVersion(session: MigrationSession): Promise<string | null> {
  const rows = await session.rows<{ extversion: string }>(
    "select extversion from pg_extension where extname = 'timescaledb'",
  );
  return rows[0]?.extversion ?? null;
}

async function createExtension(session: MigrationSession): Promise<string | null> {
  const offered = await session.rows("select 1 from pg_available_extensions where name = 'timescaledb'");
  if (offered.length === 0) return null;
  try {
    await session.run("create extension if not exists timescaledb");
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}
