import { createPushClient, type PushState } from "#kit/push/client.ts";

/** The page of client.browser.test.ts: what the client says is left on `window` for the test to read. */
export interface Seen {
  readonly seqs: Record<string, number[]>;
  readonly states: PushState[];
  readonly snapshots: string[];
  answer: unknown;
}

declare global {
  interface Window {
    push: Seen;
    acknowledge(requestId: string): void;
  }
}

const seen: Seen = { seqs: {}, states: [], snapshots: [], answer: null };
window.push = seen;

const client = createPushClient({
  url: new URL("feed", document.baseURI).href,
  topics: ["events.*", "alerts.*"],
  transport: (new URLSearchParams(location.search).get("transport") ?? "auto") as "auto",
  backoff: { firstMs: 50, maxMs: 500 },
  onMessages: (messages) => {
    for (const { topic, seq } of messages) {
      seen.seqs[topic] ??= [];
      seen.seqs[topic].push(seq);
    }
  },
  onState: (state) => void seen.states.push(state),
  onSnapshot: (topics) => void seen.snapshots.push(...topics),
});

window.acknowledge = (requestId) => {
  void client.acknowledge({ alertId: 7, version: 1, requestId, comment: "已核实" }).then((answer) => {
    seen.answer = answer;
  });
};
