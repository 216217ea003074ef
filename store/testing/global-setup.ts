import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { prepareDatabase } from "#store/database";
import { createEmbeddedServer } from "#store/embedded";
import { type StoreTarget, storeTarget } from "#store/testing/target";

declare module "vitest" {
  export interface ProvidedContext {
    storeTarget: StoreTarget;
    /** Server on which each file gets its own database; "" for pglite. */
    storeUrl: string;
    /** Database to clone; "" where each file migrates its own (pglite; TimescaleDB, whose workers hold the template). */
    storeTemplate: string;
  }
}

/** Once a run: the server, and a migrated template that every test file clones. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const target = storeTarget();
  project.provide("storeTarget", target.kind);
  if (target.kind === "pglite") {
    project.provide("storeUrl", "");
    project.provide("storeTemplate", "");
    return async () => {};
  }
  if (target.kind === "server") {
    project.provide("storeUrl", target.url);
    project.provide("storeTemplate", "");
    return async () => {};
  }
  const folder = await mkdtemp(join(tmpdir(), "guanlan-store-"));
  // Open to the account that runs the server when we are root.
  await chmod(folder, 0o755);
  const clear = () => rm(folder, { recursive: true, force: true });
  const server = await createEmbeddedServer({
    dataDir: join(folder, "data"),
    database: "guanlan_template",
    log: () => {},
    // Tests lose nothing that anybody needs; crash safety is tested by the fault suite with the real settings.
    settings: {
      fsync: "off",
      synchronous_commit: "off",
      full_page_writes: "off",
      shared_buffers: "128MB",
      max_wal_size: "1GB",
    },
  }).catch(async (error) => {
    await clear();
    throw error;
  });
  try {
    await prepareDatabase(server.url);
  } catch (error) {
    await server.stop();
    await clear();
    throw error;
  }
  project.provide("storeUrl", server.url.replace("/guanlan_template?", "/postgres?"));
  project.provide("storeTemplate", "guanlan_template");
  return async () => {
    await server.stop();
    await clear();
  };
}
