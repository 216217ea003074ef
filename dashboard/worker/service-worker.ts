/// <reference lib="webworker" />
import { makeNotification, readPayload } from "./notification.ts";

declare const self: ServiceWorkerGlobalScope;
declare const __SHELL__: readonly string[];
declare const __BUILD__: string;

/**
 * Keeps the shell (page, scripts, styles: never data) for a start in a tunnel, and shows Web Push.
 *
 *   page:   network, after 4 s or without it the kept one      assets: kept one first, their names are hashes
 *   api, feed, socket.io, wall: not touched
 */
const CACHE = `guanlan-${__BUILD__}`;
const PAGE_WAIT_MS = 4_000;
const scope = new URL("./", self.location.href);

self.addEventListener("install", (event) => {
  event.waitUntil(keepShell().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(dropOld().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== scope.origin || !url.pathname.startsWith(scope.pathname))
    return;
  const path = url.pathname.slice(scope.pathname.length);
  if (/^(api|feed|socket\.io|wall|healthz|readyz|metrics)(\/|$)/.test(path)) return;
  if (request.mode === "navigate") event.respondWith(answerPage(request));
  else if (/^(assets|icons)\//.test(path)) event.respondWith(answerAsset(request));
});

self.addEventListener("push", (event) => {
  const payload = readPayload(event.data?.text() ?? "");
  const { title, options } = makeNotification(payload, scope.href);
  event.waitUntil(self.registration.showNotification(title, options));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const data = event.notification.data as { readonly url?: string } | null;
  event.waitUntil(openPage(data?.url ?? scope.href));
});

async function keepShell(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll(
    ["./", ...__SHELL__, "icons/icon.svg", "icons/icon-192.png"].map((path) => new URL(path, scope).href),
  );
}

async function dropOld(): Promise<void> {
  for (const name of await caches.keys())
    if (name.startsWith("guanlan-") && name !== CACHE) await caches.delete(name);
}

async function answerPage(request: Request): Promise<Response> {
  const kept = caches.match(scope.href, { cacheName: CACHE });
  try {
    const answer = await Promise.race([fetch(request), sleep(PAGE_WAIT_MS)]);
    if (answer !== null && answer.status < 500) return answer;
    return (await kept) ?? answer ?? (await fetch(request));
  } catch (cause) {
    const page = await kept;
    if (page === undefined) throw cause;
    return page;
  }
}

async function answerAsset(request: Request): Promise<Response> {
  const kept = await caches.match(request);
  if (kept !== undefined) return kept;
  const answer = await fetch(request);
  if (answer.ok) {
    const cache = await caches.open(CACHE);
    await cache.put(request, answer.clone());
  }
  return answer;
}

/** Uses a page that is open before opening another. */
async function openPage(url: string): Promise<void> {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const page = pages.find((client) => new URL(client.url).pathname.startsWith(scope.pathname));
  if (page === undefined) {
    await self.clients.openWindow(url);
    return;
  }
  await page.focus();
  page.postMessage({ open: url });
}

function sleep(ms: number): Promise<null> {
  return new Promise((done) => {
    setTimeout(() => done(null), ms);
  });
}
