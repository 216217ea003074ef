import { type CapabilityReport, findCapability } from "#store/capability";
import { type MigrateResult, migrate } from "#store/migrate";
import { withSession } from "#store/migration-session";

export interface PreparedDatabase extends CapabilityReport, MigrateResult {}

/** Finds the capability level and brings the schema up to date. Any number of programs may do it at once. */
export function prepareDatabase(
  url: string,
  options: { readonly timescale?: "auto" | "plain" } = {},
): Promise<PreparedDatabase> {
  return withSession(url, async (session) => {
    const report = await findCapability(session, options.timescale ?? "auto");
    const result = await migrate(session, report.capability);
    return { ...report, ...result };
  });
}
