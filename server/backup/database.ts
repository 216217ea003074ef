import { join } from "node:path";
import type { Config } from "#server/config";
import { type AttachedServer, attachEmbeddedServer } from "#store/embedded-attach";

/** The configured database for a tool: DATABASE_URL, the running embedded server, or it started for the tool's time. */
export async function openToolDatabase(config: Config, create: boolean): Promise<AttachedServer> {
  if (config.DATABASE_URL !== null) return { url: config.DATABASE_URL, stop: async () => {} };
  return attachEmbeddedServer({
    dataDir: join(config.varDir, "pg"),
    create,
    log: (message, fields) =>
      process.stderr.write(`${message} ${fields === undefined ? "" : JSON.stringify(fields)}\n`),
  });
}
