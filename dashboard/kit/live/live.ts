import { createRoot, createSignal, onCleanup } from "solid-js";
import type { AlertBody, Channel, EventBody, PushMessage, SystemBody } from "#domain/push";
import { appUrl } from "#kit/http/app-url.ts";
import { listenReached } from "#kit/http/client.ts";

/** The one connection of the page, as screens see it. */
export type Connection = "connecting" | "live" | "waiting" | "offline" | "stopped";

interface Bodies {
  readonly events: EventBody;
  readonly alerts: AlertBody;
  readonly system: SystemBody;
}
export interface Arrival<C extends Channel> {
  readonly district: string;
  readonly body: Bodies[C];
}
type Handler<C extends Channel> = (arrivals: readonly Arrival<C>[]) => void;

const [connection, setConnection] = createRoot(() => createSignal<Connection>("connecting"));
const [lastEventMs, setLastEvent] = createRoot(() => createSignal<number | null>(null));
const [lagMs, setLag] = createRoot(() => createSignal<number | null>(null));
const [freshMs, setFresh] = createRoot(() => createSignal(Date.now()));

export { connection, freshMs, lagMs, lastEventMs };

const handlers: { readonly [C in Channel]: Set<Handler<C>> } = {
  events: new Set(),
  alerts: new Set(),
  system: new Set(),
};
const snapshotHandlers = new Set<() => void>();

/** What a screen does with messages of a channel, in batches, while it lives. */
export function createArrivals<C extends Channel>(channel: C, handler: Handler<C>): void {
  const set = handlers[channel] as Set<Handler<C>>;
  set.add(handler);
  onCleanup(() => set.delete(handler));
}

/** Runs when messages were skipped (slow line, long absence): the picture must be read anew over HTTP. */
export function createSnapshotListener(run: () => void): void {
  snapshotHandlers.add(run);
  onCleanup(() => snapshotHandlers.delete(run));
}

/** Notes that the server was reached, for the data age. */
export function noteFresh(atMs: number = Date.now()): void {
  setFresh(atMs);
}

/** Shows an event found over HTTP as the last one, when push has none newer. */
export function noteLastEvent(atMs: number): void {
  if (atMs > (lastEventMs() ?? 0)) setLastEvent(atMs);
}

export interface LiveClient {
  stop(): void;
}

/** Opens the page's connection. Called by the frame after login, stopped with it. */
export function startLive(connect: (sink: LiveSink) => LiveClient): () => void {
  listenReached(noteFresh);
  setConnection("connecting");
  const client = connect({
    url: new URL(appUrl("feed"), window.location.href).href,
    messages: takeMessages,
    state: setConnection,
    heard: noteFresh,
    snapshot: () => {
      for (const run of snapshotHandlers) run();
    },
  });
  return () => {
    client.stop();
    setConnection("stopped");
  };
}

export interface LiveSink {
  readonly url: string;
  readonly messages: (messages: readonly PushMessage[], sentMs: number | null) => void;
  readonly state: (state: Connection) => void;
  readonly heard: (atMs: number) => void;
  readonly snapshot: () => void;
}

/** Hands a batch to the screens, split by channel. */
function takeMessages(messages: readonly PushMessage[], sentMs: number | null): void {
  const now = Date.now();
  noteFresh(now);
  const events: Arrival<"events">[] = [];
  const alerts: Arrival<"alerts">[] = [];
  const system: Arrival<"system">[] = [];
  for (const message of messages) {
    const [channel, district = ""] = message.topic.split(".");
    if (channel === "events") events.push({ district, body: message.body as EventBody });
    else if (channel === "alerts") alerts.push({ district, body: message.body as AlertBody });
    else if (channel === "system") system.push({ district, body: message.body as SystemBody });
  }
  const newest = events[events.length - 1];
  if (newest !== undefined) {
    setLastEvent(newest.body.r);
    // The server's own clock when it sent, so that a wrong desk clock does not show as lag.
    setLag(Math.max(0, (sentMs ?? now) - newest.body.r));
  }
  if (events.length > 0) for (const run of handlers.events) run(events);
  if (alerts.length > 0) for (const run of handlers.alerts) run(alerts);
  if (system.length > 0) for (const run of handlers.system) run(system);
}
