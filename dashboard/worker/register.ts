import { appUrl } from "#kit/http/app-url.ts";

/** Registers the service worker (shell while offline, Web Push). Plain http has none, and the pages work without. */
export function registerWorker(): void {
  if (!("serviceWorker" in navigator)) return;
  window.addEventListener("load", () => {
    navigator.serviceWorker.register(appUrl("sw.js"), { scope: appUrl("") }).catch((cause: unknown) => {
      console.warn("service worker was not registered", cause);
    });
  });
}

/** What a press on a notification asks of a page that is open already. Gives its stop. */
export function listenWorker(open: (url: URL) => void): () => void {
  if (!("serviceWorker" in navigator)) return () => {};
  const listen = (event: MessageEvent): void => {
    const data = event.data as { readonly open?: unknown } | null;
    if (typeof data?.open !== "string") return;
    const url = new URL(data.open, window.location.href);
    if (url.origin === window.location.origin) open(url);
  };
  navigator.serviceWorker.addEventListener("message", listen);
  return () => navigator.serviceWorker.removeEventListener("message", listen);
}
