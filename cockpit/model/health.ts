import type { WallHealth } from "../live.ts";

/** What the officer is told about the age of what he sees. */
export type Verdict =
  | { readonly kind: "good" }
  /** Nothing new comes: the whole picture is of `sinceMs`. */
  | {
      readonly kind: "stale";
      readonly sinceMs: number;
      readonly code: string | null;
      readonly offline: boolean;
    }
  /** Events come, but the server's own picture (index, industries, alerts) is of `sinceMs`. */
  | { readonly kind: "partial"; readonly sinceMs: number; readonly code: string }
  | { readonly kind: "signed-out"; readonly sinceMs: number | null };

/** A beat comes every 15 s, and a line is given up after two and a half of them. */
const SILENT_MS = 40_000;
/** A line that breaks and is back in a moment is not worth a word. */
const BLIP_MS = 5_000;
const OLD_PICTURE_MS = 180_000;

export function judgeHealth(health: WallHealth, pictureReadMs: number | null, nowMs: number): Verdict {
  if (health.signedOut) return { kind: "signed-out", sinceMs: health.heardMs };
  const ageMs = health.heardMs === null ? 0 : nowMs - health.heardMs;
  const broken = health.line !== "live";
  if (health.heardMs !== null && (ageMs > SILENT_MS || (broken && ageMs > BLIP_MS)))
    return {
      kind: "stale",
      sinceMs: health.heardMs,
      code: health.fault?.code ?? null,
      offline: health.line === "offline",
    };
  if (health.fault !== null && pictureReadMs !== null && nowMs - pictureReadMs > OLD_PICTURE_MS)
    return { kind: "partial", sinceMs: pictureReadMs, code: health.fault.code };
  return { kind: "good" };
}
