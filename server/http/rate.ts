/** Token buckets by key, in memory and bounded: the oldest key goes when there are too many. */
export interface Rate {
  /** 0 when the call is allowed, else the seconds until it would be. */
  take(key: string, perMinute: number, nowMs: number): number;
}

interface Bucket {
  tokens: number;
  atMs: number;
}

export function makeRate(maxKeys = 20_000): Rate {
  const buckets = new Map<string, Bucket>();
  return {
    take(key, perMinute, nowMs) {
      const bucket = buckets.get(key) ?? { tokens: perMinute, atMs: nowMs };
      buckets.delete(key);
      buckets.set(key, bucket);
      if (buckets.size > maxKeys) buckets.delete(buckets.keys().next().value as string);
      bucket.tokens = Math.min(perMinute, bucket.tokens + ((nowMs - bucket.atMs) / 60_000) * perMinute);
      bucket.atMs = nowMs;
      if (bucket.tokens < 1) return Math.max(1, Math.ceil(((1 - bucket.tokens) * 60) / perMinute));
      bucket.tokens -= 1;
      return 0;
    },
  };
}
