/** What goes to one recipient on one channel. `id` is stable: receivers drop a repeated one. */
export interface Notification {
  readonly id: string;
  readonly channel: string;
  /** Of the channel's own kind: "subscription:12", "target:3", "webhook". */
  readonly recipient: string;
  readonly alert: {
    readonly alertId: number;
    readonly enterpriseId: number;
    readonly name: string;
    readonly district: string;
    readonly levelFrom: number;
    readonly levelTo: number;
    readonly score: number;
    readonly reason: string;
    readonly action: string;
    readonly createdAtMs: number;
    readonly simulated: boolean;
  };
}

export type SendResult =
  | { readonly ok: true }
  /** `retry`: it may pass by itself. Else never again. */
  | { readonly ok: false; readonly retry: boolean; readonly reason: string };

/** A way to reach people off screen. Must end by itself (a timeout of its own) and never throw for what a receiver does. */
export interface Channel {
  readonly id: string;
  send(notification: Notification): Promise<SendResult>;
}
