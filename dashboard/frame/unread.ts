import { createEffect, createRoot, createSignal } from "solid-js";
import type { z } from "zod";
import type { alertCount } from "#domain/api/alerts";
import { levelNumber } from "#domain/level";
import { getJson } from "#kit/http/client.ts";
import { createArrivals } from "#kit/live/live.ts";
import type { Scope } from "#kit/live/scope.ts";
import { createQuery } from "#kit/query/query.ts";
import { can } from "#kit/session/session.ts";
import { ring } from "#kit/sound/sound.ts";

type AlertCount = z.infer<typeof alertCount>;

const [unread, setUnread] = createRoot(() => createSignal(0));
let ask: () => void = () => {};

export { unread };

/** Asks for the count anew, after an action of one's own. */
export function refreshUnread(): void {
  ask();
}

/** The number of unacknowledged alerts of the area: at once with each alert pushed, and every 15 s in any case. */
export function startUnread(scope: Scope): void {
  if (!can("alert.read")) return;
  const count = createQuery(
    () => scope.query(),
    (query, signal) => getJson<AlertCount>("api/alerts/count", { query, signal }),
    { everyMs: 15_000 },
  );
  ask = () => void count.refetch();
  let asked = false;
  createArrivals("alerts", (arrivals) => {
    const mine = arrivals.filter((arrival) => scope.holds(arrival.district));
    if (mine.length === 0) return;
    const fresh = mine.filter((arrival) => arrival.body.state === "open").map((arrival) => arrival.body.to);
    const worst = [...fresh].sort((a, b) => levelNumber(b) - levelNumber(a))[0];
    if (worst !== undefined) ring(worst);
    if (asked) return;
    asked = true;
    setTimeout(() => {
      asked = false;
      ask();
    }, 400);
  });
  createEffect(() => setUnread(count.data()?.unacknowledged ?? 0));
}
