/** A configured receiver besides the officers' browsers. */
export interface Target {
  /** webhook: URL. wecom: user ids with "|" between. sms: telephone numbers with "," between. */
  readonly address: string;
  /** webhook: key of the signature. */
  readonly secret: string | null;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** Finds the target that a notification names ("target:3"); null when it was removed or switched off. */
export type FindTarget = (recipient: string) => Promise<Target | null>;

export const TARGET_GONE = { ok: false, retry: false, reason: "the target was removed" } as const;
