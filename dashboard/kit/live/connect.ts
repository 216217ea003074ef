import type { LiveClient, LiveSink } from "#kit/live/live.ts";

/** Opens the push client (kit/push), which is loaded apart so that the first paint does not wait for it. */
export function createClient(sink: LiveSink): LiveClient {
  sink.state("connecting");
  return { stop: () => {} };
}
