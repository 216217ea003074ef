import { type CapabilityReport, findCapability } from "#store/capability";
import { type MigrateResult, migrate } from "#store/migrate";
import { type MigrationSession, withSession } from "#store/migration-session";

export interface PreparedDatabase extends CapabilityReport, MigrateResult {}

export interface PrepareOptions {
  /** "plain" leaves the extension alone although the server has it. */
  readonly timescale?: "auto" | "plain";
}

/** Finds the capability level and brings the schema up to date. Any number of programs may do it at once. */
export function prepareDatabase(url: string, options: PrepareOptions = {}): Promise<PreparedDatabase> {
  return withSession(url, (session) => prepareSession(session, options));
}

/** Any number that nobody else uses: one program prepares, the others wait and then find all done. */
const LOCK = 7_205_111;

export async function prepareSession(
  session: MigrationSession,
  options: PrepareOptions = {},
): Promise<PreparedDatabase> {
  await session.run(`select pg_advisory_lock(${LOCK})`);
  try {
    const report = await findCapability(session, options.timescale ?? "auto");
    const result = await migrate(session, report.capability);
    return { ...report, ...result };
  } finally {
    await session.run(`select pg_advisory_unlock(${LOCK})`);
  }
}
