import type { InputKind } from "#domain/event";
import type { ReplayRow } from "#stream/replay/row";

/** A file that was looked at. */
export interface ReplayFile {
  readonly path: string;
  /** Its first 64 KiB. */
  readonly head: Uint8Array;
  readonly bytes: number;
  open(): AsyncIterable<Uint8Array>;
}

/** How one shape of file becomes events. Found by what the file holds, never by its name. */
export interface Adapter {
  /** The data set that it belongs to, as the tally shows it. */
  readonly set: string;
  /** What its rows become. */
  readonly kinds: readonly InputKind[];
  /** Left out unless asked for by its set's name: rows of it cannot be attributed to anybody. */
  readonly onRequest?: boolean;
  /**
   * Rows of all its set's files are put in time order before they are sent: they are stored by other criteria, and an
   * entity's events would come out of order. Needs the set in memory.
   */
  readonly sorted?: boolean;
  matches(shape: Shape): boolean;
  read(file: ReplayFile): AsyncGenerator<ReplayRow>;
}

/** What a file looks like from its first bytes. */
export type Shape =
  | { readonly type: "csv"; readonly header: readonly string[] }
  | { readonly type: "json-rows"; readonly first: readonly unknown[] }
  | { readonly type: "ndjson"; readonly first: Record<string, unknown> }
  | { readonly type: "other" };
