import type { StreamEvent } from "#domain/event";

/** A valid event of the kind sentiment; same id and key give the same event. */
export function makeEvent(id: string, key: string): StreamEvent<"sentiment"> {
  return {
    uid: `test/${id}`,
    kind: "sentiment",
    type: "sentiment.post",
    key,
    enterpriseId: 1,
    district: "310115",
    source: "test",
    timeMs: 1_760_000_000_000,
    timeInferred: false,
    receivedMs: 1_760_000_000_000,
    simulated: true,
    hash: "0123456789abcdef0123456789abcdef",
    data: { title: "投诉", text: "无法提现" },
  };
}

export async function until(condition: () => boolean | Promise<boolean>, timeoutMs = 20_000): Promise<void> {
  for (const giveUpAt = Date.now() + timeoutMs; ; await sleep(5)) {
    if (await condition()) return;
    if (Date.now() > giveUpAt) throw new Error("the condition did not come true in time");
  }
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
