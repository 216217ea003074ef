import { type Accessor, batch, createSignal, onCleanup } from "solid-js";
import type { MapPoints, Wall } from "#domain/api/overview";
import { CITY } from "#domain/district";
import type { PushMessage } from "#domain/push";
import { appUrl } from "#kit/http/app-url.ts";
import { getJson } from "#kit/http/client.ts";
import { type HttpError, toHttpError } from "#kit/http/http-error.ts";
import { createPushClient, type PushClient, type PushState } from "#kit/push/client.ts";
import type { WallFilters } from "./model/filters.ts";
import { applyArrivals, makePicture, readArrivals, type WallPicture } from "./model/picture.ts";
import { makePointStore, type PointStore } from "./model/points.ts";

/** How good the picture is. The picture itself stays in every state. */
export interface WallHealth {
  readonly line: PushState["kind"];
  /** Last sign of life of the server: an answer, a message or a beat. This device's clock; null before the first. */
  readonly heardMs: number | null;
  /** The server's clock minus this device's. */
  readonly skewMs: number;
  /** The last reading over HTTP failed, and why; null when it went well. */
  readonly fault: HttpError | null;
  /** The session is over: nothing new comes until somebody logs in. */
  readonly signedOut: boolean;
}

export interface WallData {
  readonly picture: Accessor<WallPicture | null>;
  readonly health: Accessor<WallHealth>;
  readonly points: PointStore;
  /** Rises when the points changed, once a frame at most. */
  readonly pointsVersion: Accessor<number>;
  /** Why there are no points; null when they are there. */
  readonly pointsFault: Accessor<HttpError | null>;
  /** Reads the picture anew, for other filters. */
  refresh(): void;
  signOut(): void;
}

export interface WallDataConfig {
  /** All that arrived is applied once in this time. */
  readonly frameMs: number;
  /** The server's own picture settles what messages cannot tell. */
  readonly snapshotMs: number;
  readonly pointsMs: number;
  /** With messages that change what only the server can count (alerts, industries), not more often than this. */
  readonly leastSnapshotMs: number;
  /** Messages that may wait for a frame; past it they are dropped and the picture is read anew. */
  readonly mostPending: number;
}

export const DEFAULT_CONFIG: WallDataConfig = {
  frameMs: 1000,
  snapshotMs: 60_000,
  pointsMs: 300_000,
  leastSnapshotMs: 10_000,
  mostPending: 20_000,
};

const RETRY = { firstMs: 2_000, mostMs: 30_000 } as const;

/**
 * The wall's one source: picture and sequences over HTTP, then messages from exactly there, applied once a second.
 *
 *   snapshot ──> picture + sequences ──> push client from those ──> pending ──frame──> picture
 *       ^                                   │ skipped, alerts, a minute over
 *       └───────────────────────────────────┘
 */
export function createWallData(
  filters: Accessor<WallFilters>,
  ownDistrict: Accessor<string>,
  config: WallDataConfig = DEFAULT_CONFIG,
): WallData {
  const points = makePointStore();
  const [picture, setPicture] = createSignal<WallPicture | null>(null);
  const [pointsVersion, setPointsVersion] = createSignal(0);
  const [pointsFault, setPointsFault] = createSignal<HttpError | null>(null);
  const [health, setHealth] = createSignal<WallHealth>({
    line: "connecting",
    heardMs: null,
    skewMs: 0,
    fault: null,
    signedOut: false,
  });
  const change = (part: Partial<WallHealth>): void => {
    setHealth((present) => ({ ...present, ...part }));
  };
  let heardMs: number | null = null;
  let client: PushClient | null = null;
  let pending: PushMessage[] = [];
  /** Messages since the running snapshot was asked for: those past its sequences are applied on top of it. */
  let meanwhile: PushMessage[] | null = null;
  let reading: AbortController | null = null;
  let readingPoints: AbortController | null = null;
  let snapshotTimer: ReturnType<typeof setTimeout> | undefined;
  let dueMs = Number.POSITIVE_INFINITY;
  let readMs = 0;
  let failures = 0;

  const heard = (): void => {
    heardMs = Date.now();
  };
  const area = (): string => filters().district ?? ownDistrict();
  const query = () => ({
    district: area() === CITY ? undefined : area(),
    industry: filters().industry ?? undefined,
  });
  /** Messages do not name an industry: under that filter only the server's picture counts. */
  const follows = (): boolean => filters().industry === null;

  function snapshotIn(waitMs: number): void {
    const at = Date.now() + waitMs;
    if (at >= dueMs) return;
    if (snapshotTimer !== undefined) clearTimeout(snapshotTimer);
    dueMs = at;
    snapshotTimer = setTimeout(() => void readSnapshot(), waitMs);
  }

  /** Soon, but not more often than the least time allows. */
  function snapshotSoon(): void {
    snapshotIn(Math.max(0, readMs + config.leastSnapshotMs - Date.now()));
  }

  async function readSnapshot(): Promise<void> {
    if (snapshotTimer !== undefined) clearTimeout(snapshotTimer);
    dueMs = Number.POSITIVE_INFINITY;
    readMs = Date.now();
    reading?.abort();
    const mine = new AbortController();
    reading = mine;
    meanwhile = [];
    try {
      const wall = await getJson<Wall>("api/wall", { query: query(), signal: mine.signal });
      if (mine.signal.aborted) return;
      heard();
      rebase(wall);
      failures = 0;
      change({ fault: null, heardMs });
      connect(wall.sequences);
      snapshotIn(follows() ? config.snapshotMs : config.leastSnapshotMs);
    } catch (cause) {
      const fault = toHttpError(cause);
      if (mine.signal.aborted || fault.code === "aborted") return;
      change({ fault });
      if (health().signedOut) return;
      snapshotIn(Math.min(RETRY.mostMs, RETRY.firstMs * 2 ** Math.min(failures++, 8)));
    } finally {
      if (reading === mine) {
        reading = null;
        meanwhile = null;
      }
    }
  }

  /** The server's picture, and on it what was pushed after it was drawn. */
  function rebase(wall: Wall): void {
    const later = (meanwhile ?? []).filter(({ topic, seq }) => seq > (wall.sequences[topic] ?? 0));
    let moved = false;
    for (const { body } of readArrivals(pending, area())) moved = points.apply(body) || moved;
    if (moved) setPointsVersion((version) => version + 1);
    pending = [];
    const arrivals = follows() ? readArrivals(later, area()) : [];
    setPicture(applyArrivals(makePicture(wall), arrivals, filters().level));
  }

  async function readPoints(): Promise<void> {
    readingPoints?.abort();
    const mine = new AbortController();
    readingPoints = mine;
    try {
      const columns = await getJson<MapPoints>("api/map/points", {
        query: { ...query(), minLevel: "yellow" },
        signal: mine.signal,
      });
      if (mine.signal.aborted) return;
      heard();
      points.replace(columns);
      batch(() => {
        setPointsFault(null);
        setPointsVersion((version) => version + 1);
      });
    } catch (cause) {
      const fault = toHttpError(cause);
      if (!mine.signal.aborted && fault.code !== "aborted") setPointsFault(fault);
    } finally {
      if (readingPoints === mine) readingPoints = null;
    }
  }

  function connect(sequences: Wall["sequences"]): void {
    if (client !== null) return;
    const since = Object.fromEntries(
      Object.entries(sequences).filter(([topic]) => /^(events|alerts)\./.test(topic)),
    );
    client = createPushClient({
      url: new URL(appUrl("feed"), window.location.href).href,
      topics: ["events.*", "alerts.*"],
      since,
      batchMs: Math.min(200, config.frameMs),
      maxQueue: config.mostPending,
      onMessages: take,
      onHeard: heard,
      onState: (state) => {
        change({ line: state.kind, skewMs: client?.age().clockSkewMs ?? health().skewMs });
        if (state.kind === "ended" && state.why === "login") signOut();
      },
      onSnapshot: () => snapshotIn(0),
    });
  }

  function take(messages: readonly PushMessage[]): void {
    if (meanwhile !== null) meanwhile = [...meanwhile, ...messages].slice(-config.mostPending);
    if (messages.some(({ topic }) => topic.startsWith("alerts."))) snapshotSoon();
    if (pending.length + messages.length > config.mostPending) {
      pending = [];
      snapshotIn(0);
      return;
    }
    for (const message of messages) pending.push(message);
  }

  /** Once a second: everything that waits, in one change of the screen. */
  function frame(): void {
    const messages = pending;
    pending = [];
    batch(() => {
      if (heardMs !== health().heardMs) change({ heardMs, skewMs: client?.age().clockSkewMs ?? 0 });
      const present = picture();
      if (messages.length === 0 || present === null || !follows()) return;
      const arrivals = readArrivals(messages, area());
      setPicture(applyArrivals(present, arrivals, filters().level));
      let moved = false;
      for (const { body } of arrivals) moved = points.apply(body) || moved;
      if (moved) setPointsVersion((version) => version + 1);
    });
  }

  function signOut(): void {
    if (snapshotTimer !== undefined) clearTimeout(snapshotTimer);
    change({ signedOut: true, line: "ended" });
  }

  const frameTimer = setInterval(frame, config.frameMs);
  const pointsTimer = setInterval(() => void readPoints(), config.pointsMs);
  void readSnapshot();
  void readPoints();

  onCleanup(() => {
    clearInterval(frameTimer);
    clearInterval(pointsTimer);
    if (snapshotTimer !== undefined) clearTimeout(snapshotTimer);
    reading?.abort();
    readingPoints?.abort();
    client?.stop();
  });

  return {
    picture,
    health,
    points,
    pointsVersion,
    pointsFault,
    refresh() {
      failures = 0;
      void readSnapshot();
      void readPoints();
    },
    signOut,
  };
}
