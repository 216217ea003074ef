export interface BackoffConfig {
  readonly firstMs: number;
  readonly maxMs: number;
}

export const DEFAULT_BACKOFF = { firstMs: 300, maxMs: 15_000 } satisfies BackoffConfig;

/**
 * How long to wait before attempt `attempt` (0 is the first after a break): doubles up to the maximum, and half of it
 * is by chance, so that a thousand clients cut at once do not come back at once.
 */
export function waitBeforeMs(attempt: number, config: BackoffConfig, random: () => number): number {
  const ceiling = Math.min(config.maxMs, config.firstMs * 2 ** Math.min(attempt, 30));
  return Math.round(ceiling / 2 + random() * (ceiling / 2));
}
