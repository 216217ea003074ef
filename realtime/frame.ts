import type { ServerControl } from "#domain/feed";

/** The bytes of a data frame: `["events.310101",41,1700000000000,[body,body]]`. Bodies are JSON already. */
export function encodeData(topic: string, first: number, sentMs: number, bodies: readonly string[]): Buffer {
  return Buffer.from(`["${topic}",${first},${sentMs},[${bodies.join(",")}]]`);
}

export function encodeControl(frame: ServerControl): string {
  return JSON.stringify(frame);
}
