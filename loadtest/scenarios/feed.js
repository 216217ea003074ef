import { check, sleep } from "k6";
import exec from "k6/execution";
import { Counter, Trend } from "k6/metrics";
import { WebSocket } from "k6/websockets";
import { BASE, get, personOf } from "../client.js";

/** From ingest's acceptance of an event to the frame decoded here; both clocks are this machine's when it runs both. */
const pushed = new Trend("feed_pushed", true);
const frames = new Counter("feed_frames");
/** Sequences missing or twice, refusals, lines cut by the server. */
const faults = new Counter("feed_faults");

const SECONDS = Number(__ENV.FEED_SECONDS || "30");
const GLANCE_MS = 10_000;
const URL = `${BASE.replace(/^http/, "ws")}feed`;

/** A screen left open: it follows all events of its area and glances at the inbox and the overview. */
export function feed(data) {
  // People do not sit down in the same second: without this all screens would glance at once, every ten seconds.
  if (exec.vu.iterationInScenario === 0) sleep(Math.random() * (GLANCE_MS / 1000));
  const person = personOf(data);
  const last = new Map();
  let subscribed = false;
  let closing = false;
  const startedMs = Date.now();
  const fault = (what) => {
    faults.add(1);
    console.warn(`feed fault of ${person.login} after ${Date.now() - startedMs} ms: ${what}`);
  };
  const socket = new WebSocket(URL, null, {
    headers: { cookie: person.cookie, origin: BASE.replace(/^(https?:\/\/[^/]+).*/, "$1") },
  });
  const glance = setInterval(() => {
    get(person, "api/alerts/count", "query");
    get(person, "api/overview?period=today", "query");
  }, GLANCE_MS);
  const end = setTimeout(stop, SECONDS * 1000);

  function stop() {
    closing = true;
    clearInterval(glance);
    clearTimeout(end);
    socket.close();
  }

  socket.addEventListener("message", ({ data: text }) => {
    const frame = JSON.parse(text);
    if (Array.isArray(frame)) return take(frame);
    if (frame.t === "hello")
      socket.send(JSON.stringify({ t: "subscribe", since: { "events.*": null, "alerts.*": null } }));
    else if (frame.t === "subscribed") subscribed = true;
    else if (frame.t === "error" || frame.t === "snapshot") fault(text.slice(0, 300));
  });
  socket.addEventListener("error", ({ error }) => fault(`error ${error}`));
  socket.addEventListener("close", ({ code, reason }) => {
    check(subscribed, { "the feed was subscribed": (is) => is });
    if (!closing) {
      fault(`closed with ${code} ${reason}`);
      stop();
    }
  });

  function take([topic, first, , bodies]) {
    const nowMs = Date.now();
    const previous = last.get(topic);
    if (previous !== undefined && first !== previous + 1) fault(`${topic}: ${first} after ${previous}`);
    last.set(topic, first + bodies.length - 1);
    frames.add(1);
    if (!topic.startsWith("events.")) return;
    for (const body of bodies) pushed.add(nowMs - body.r);
  }
}
