import type { Clock } from "#domain/clock";
import type { Config } from "#server/config";
import type { Log } from "#server/log";
import type { Metrics } from "#server/metrics";
import type { PgPool } from "#store/pool";
import type { Bus } from "#stream/bus";
import type { StreamConnection } from "#stream/connection";
import type { EventPublisher } from "#stream/message";
import type { Topology } from "#stream/topology";

/** What every role gets. */
export interface Context {
  readonly config: Config;
  /** Name of this process among its peers. */
  readonly instance: string;
  readonly pool: PgPool;
  /** One connection for each lane of detection. */
  readonly lanePool: PgPool;
  readonly connection: StreamConnection;
  readonly topology: Topology;
  readonly publisher: EventPublisher;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** A bug was found where nobody can go on: the process ends with 1. */
  readonly fail: (error: unknown) => void;
}

/** A role that runs. */
export interface RunningRole {
  stop(): Promise<void>;
}
