import type { IngestResult } from "#domain/api/sources";
import type { SystemStatus } from "#domain/api/system";
import type { ErrorCode, ErrorParams } from "#domain/error";
import type { InputKind, StreamEvent } from "#domain/event";

/** A source as ingest sees it. */
export interface IngestSource {
  readonly id: string;
  readonly simulated: boolean;
}

/** One row as it came: parsed, or kept as text with the reason why it could not be. */
export type IngestRow =
  | { readonly row: number; readonly value: unknown }
  | { readonly row: number; readonly fault: IngestFault; readonly raw: string };

export interface IngestFault {
  readonly code: ErrorCode;
  readonly params: ErrorParams;
  readonly path?: string;
}

export interface IngestOptions {
  readonly traceparent?: string;
  readonly language: "zh" | "en";
  /** When the rows come from a file import: its rejects carry this number. */
  readonly importId?: number;
}

/**
 * What server/pipelines/ingest gives. `submit` checks, resolves, deduplicates and publishes rows, keeps what it
 * refuses (rejects) and counts everything (tallies); when it returns, each accepted row is in the stream. It never
 * throws for a bad row. It throws CodedError ingest.backpressure, ingest.stream-full or ingest.stream-down when
 * nothing of these rows was taken.
 */
export interface IngestPort {
  submit(
    source: IngestSource,
    kind: InputKind,
    rows: readonly IngestRow[],
    options: IngestOptions,
  ): Promise<IngestResult>;
  /** Asked before a body is read, so that a full stream costs no parsing. */
  pressure(): { readonly retryAfterSeconds: number } | null;
}

export interface StatusPort {
  /** All that GET /api/system shows. */
  read(): Promise<SystemStatus>;
  /** ok once the city is seeded and the first event was pushed; else what is missing, for people. */
  readiness(): Promise<{ readonly ok: boolean; readonly waitingFor: readonly string[] }>;
}

export interface RebuildPort {
  /** Folds the states of these enterprises anew from their events (after a merge). May be done later. */
  rebuild(enterpriseIds: readonly number[]): Promise<void>;
}

export interface DeadLetterPort {
  /** Publishes the event on its partition again, under a new message id. */
  replay(event: StreamEvent): Promise<void>;
}

/** Tells realtime (in this process or another) that sessions ended, so that their sockets close. */
export interface SessionBus {
  ended(event: {
    readonly userId: number;
    readonly sessionHash: string | null;
    readonly reason: string;
  }): void;
}

export type { IngestResult };
