import type { LiveClient, LiveSink } from "#kit/live/live.ts";
import { createPushClient, type PushState } from "#kit/push/client.ts";
import { loadSession } from "#kit/session/session.ts";

/** Opens the push client for everything that the session may follow; screens pick by channel and district. */
export function createClient(sink: LiveSink): LiveClient {
  const client = createPushClient({
    url: sink.url,
    topics: ["events.*", "alerts.*", "system.*"],
    batchMs: 100,
    onMessages: sink.messages,
    onState: (state) => {
      sink.state(connectionOf(state));
      // The socket was closed because the session is over: ask, and the login appears if it is so.
      if (state.kind === "ended" && state.why === "login") void loadSession();
    },
    onSnapshot: sink.snapshot,
    onHeard: sink.heard,
  });
  return { stop: () => client.stop() };
}

function connectionOf(state: PushState): "connecting" | "live" | "waiting" | "offline" | "stopped" {
  switch (state.kind) {
    case "connecting":
      return state.attempt === 0 ? "connecting" : "waiting";
    case "ended":
      return "stopped";
    default:
      return state.kind;
  }
}
