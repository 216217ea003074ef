export interface HubConfig {
  /** Messages, characters of JSON and time kept of each topic for resume; older ones come from the history. */
  readonly ringCount: number;
  readonly ringChars: number;
  readonly ringMs: number;
  /**
   * The first message of a quiet moment leaves at once, the rest once per frame. A frame lasts `clientCostUs` for each
   * connected client, inside these bounds: few clients wait little, many share one system call each (measured: 5–9 µs
   * a client and frame).
   */
  readonly frameMinMs: number;
  readonly frameMaxMs: number;
  readonly clientCostUs: number;
  /** A data frame is split past these. */
  readonly frameChars: number;
  readonly frameCount: number;
  /** Messages of a topic that wait for a missing predecessor; past it they are dropped and read from the history. */
  readonly earlyMax: number;
  /** How long a predecessor may be late before it is read from the history. */
  readonly gapWaitMs: number;
  /** How often the heads are compared with the history's, which finds a lost last message. */
  readonly checkMs: number;
  /** Encoded resume frames kept for clients that come back from the same place. */
  readonly cachedFrames: number;
}

export const DEFAULT_HUB = {
  ringCount: 4096,
  ringChars: 1 << 20,
  ringMs: 300_000,
  frameMinMs: 4,
  frameMaxMs: 40,
  clientCostUs: 15,
  frameChars: 14_000,
  frameCount: 256,
  earlyMax: 2000,
  gapWaitMs: 40,
  checkMs: 3000,
  cachedFrames: 256,
} satisfies HubConfig;
