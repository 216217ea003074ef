import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { INPUT_KINDS } from "#domain/event";
import type { Config } from "#server/config";
import type { Context } from "#server/context";
import type { Infrastructure } from "#server/infrastructure";
import { issueSourceKey, revokeSourceKeys } from "#store/source-keys";
import { ensureSource } from "#store/sources";

export const REPLAY_SOURCE = "replay";

/** What the project's own commands (replay, backup, load tests) need to find the running program. Readable for its owner only. */
export interface RunFile {
  readonly url: string | null;
  readonly pid: number;
  readonly natsUrl: string;
  readonly natsToken: string | null;
  readonly databaseUrl: string;
  /** API keys by source, valid until the next start. */
  readonly keys: Readonly<Record<string, string>>;
}

const KEY_DAYS = 30;

export async function writeRunFile(
  config: Config,
  infrastructure: Infrastructure,
  context: Context,
  url: string | null,
): Promise<void> {
  const { pool, clock } = context;
  await ensureSource(pool, {
    id: REPLAY_SOURCE,
    name: "数据回放",
    transport: "replay",
    kinds: [...INPUT_KINDS],
    silenceSeconds: 365 * 86_400,
  });
  await revokeSourceKeys(pool, REPLAY_SOURCE);
  const { secret } = await issueSourceKey(pool, {
    sourceId: REPLAY_SOURCE,
    expiresAtMs: clock.now() + KEY_DAYS * 86_400_000,
    createdBy: null,
    seal: null,
  });
  const file: RunFile = {
    url,
    pid: process.pid,
    natsUrl: infrastructure.natsUrl,
    natsToken: infrastructure.natsToken,
    databaseUrl: infrastructure.toolDatabaseUrl,
    keys: { [REPLAY_SOURCE]: secret },
  };
  await mkdir(config.varDir, { recursive: true });
  await writeFile(join(config.varDir, "run.json"), `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600 });
}
