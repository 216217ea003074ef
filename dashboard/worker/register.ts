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
