import { createSignal, onMount } from "solid-js";
import type { PushKey } from "#domain/api/push";
import type { Level } from "#domain/level";
import { getJson, postJson, requestJson } from "#kit/http/client.ts";
import { type HttpError, toHttpError } from "#kit/http/http-error.ts";

/** Whether this device can be reached off screen, and if not, why. */
export type PushReach = "asking" | "insecure" | "unsupported" | "unset" | "denied" | "off" | "on";

export interface WebPush {
  readonly reach: () => PushReach;
  readonly error: () => HttpError | null;
  readonly busy: () => boolean;
  readonly turnOn: (minLevel: Level) => Promise<void>;
  readonly turnOff: () => Promise<void>;
}

/** This browser's Web Push subscription, kept in step with the server. */
export function createWebPush(): WebPush {
  const [reach, setReach] = createSignal<PushReach>("asking");
  const [error, setError] = createSignal<HttpError | null>(null);
  const [busy, setBusy] = createSignal(false);
  let key: string | null = null;

  const look = async (): Promise<void> => {
    if (!window.isSecureContext) return void setReach("insecure");
    if (!("serviceWorker" in navigator) || !("PushManager" in window) || !("Notification" in window))
      return void setReach("unsupported");
    key = (await getJson<PushKey>("api/push/key")).key;
    if (key === null) return void setReach("unset");
    if (Notification.permission === "denied") return void setReach("denied");
    const registration = await navigator.serviceWorker.getRegistration();
    const subscription = await registration?.pushManager.getSubscription();
    setReach(subscription === null || subscription === undefined ? "off" : "on");
  };
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    if (busy()) return;
    setBusy(true);
    setError(null);
    try {
      await work();
    } catch (cause) {
      setError(toHttpError(cause));
    } finally {
      setBusy(false);
    }
  };
  onMount(() => void attempt(look));

  return {
    reach,
    error,
    busy,
    turnOn: (minLevel) =>
      attempt(async () => {
        if (key === null) return;
        if ((await Notification.requestPermission()) !== "granted") return void setReach("denied");
        const registration = await navigator.serviceWorker.ready;
        const subscription = await registration.pushManager.subscribe({
          userVisibleOnly: true,
          applicationServerKey: bytesOf(key),
        });
        const { endpoint, keys } = subscription.toJSON();
        await postJson("api/push/subscriptions", {
          endpoint,
          keys: { p256dh: keys?.p256dh, auth: keys?.auth },
          minLevel,
        });
        setReach("on");
      }),
    turnOff: () =>
      attempt(async () => {
        const registration = await navigator.serviceWorker.getRegistration();
        const subscription = await registration?.pushManager.getSubscription();
        if (subscription !== null && subscription !== undefined) {
          await requestJson("DELETE", "api/push/subscriptions", {
            body: { endpoint: subscription.endpoint },
          });
          await subscription.unsubscribe();
        }
        setReach("off");
      }),
  };
}

/** base64url as bytes: older browsers take only these as a key. */
function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replace(/-/g, "+").replace(/_/g, "/"));
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
