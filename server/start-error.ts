import { RealtimeListenError } from "#realtime/engine";
import { RedisUnavailableError } from "#realtime/redis";
import { ConfigError } from "#server/config";
import { DataFolderError, dataFolderFault } from "#server/data-folder";
import { ChildEndedError } from "#server/infrastructure";
import { KeyStoreError } from "#store/crypto/key-store";
import { EmbeddedServerError } from "#store/embedded";
import { NoBinariesError } from "#store/embedded-place";
import { MigrationError } from "#store/migrate";
import { DatabaseUnreachableError } from "#store/migration-session";
import { NatsConnectError, NatsServerError } from "#stream/errors";

/** Faults that the one who starts the program can mend: their words say how. */
const CLEAR = [
  ChildEndedError,
  ConfigError,
  DataFolderError,
  DatabaseUnreachableError,
  EmbeddedServerError,
  KeyStoreError,
  MigrationError,
  NatsConnectError,
  NatsServerError,
  NoBinariesError,
  RealtimeListenError,
  RedisUnavailableError,
] as const;

/** `code: words` of a fault that can be mended; of anything else, a bug of ours, the stack. */
export function describeStartError(error: unknown, dataFolder: string | null): string {
  const told = (dataFolder === null ? null : dataFolderFault(error, dataFolder)) ?? error;
  for (const kind of CLEAR) if (told instanceof kind) return `${told.code}: ${told.message}`;
  return told instanceof Error ? (told.stack ?? told.message) : String(told);
}
