import type { LevelNumber } from "#domain/level";

/** What a Web Push message carries to the service worker: small (push services take 4 KB with encryption). */
export interface WebPushNotice {
  /** Stable: shown with this as `tag`, so that a message that comes twice is shown once. */
  readonly id: string;
  readonly title: string;
  readonly body: string;
  /** Page to open, relative to the application's root. */
  readonly path: string;
  readonly level: LevelNumber;
  readonly timeMs: number;
}
