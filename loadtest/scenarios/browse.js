import { sleep } from "k6";
import { any, get, personOf, post } from "../client.js";

/** An officer at work: overview, list, one enterprise with all its tabs, the inbox; watches a firm, signs for an alert. */
export function browse(data) {
  const person = personOf(data);
  get(person, "api/overview?period=month", "query");
  pause();
  const rows = get(person, "api/enterprises?limit=50", "query").json("rows") || [];
  pause();
  if (rows.length > 0) readEnterprise(person, any(rows));
  pause();
  const alerts = get(person, "api/alerts?states=open&limit=20", "query").json("rows") || [];
  get(person, "api/alerts/count", "query");
  pause();
  if (alerts.length > 0) acknowledge(person, any(alerts));
  pause();
}

function readEnterprise(person, { id, watched }) {
  for (const part of ["", "/timeline", "/scores", "/findings", "/relations"]) {
    get(person, `api/enterprises/${id}${part}`, "query", `api/enterprises/:id${part}`);
  }
  pause();
  post(person, `api/enterprises/${id}/watch`, { watched: !watched }, "write", "api/enterprises/:id/watch");
}

/** 409: a colleague was first, which is an answer and no failure. */
function acknowledge(person, { id, version }) {
  const requestId = `load-${__VU}-${__ITER}-${Date.now()}`;
  post(
    person,
    `api/alerts/${id}/acknowledge`,
    { version, requestId },
    "write",
    "api/alerts/:id/acknowledge",
    [200, 409],
  );
}

/** A person reads before the next click: 0.5 to 1.5 s. */
function pause() {
  sleep(0.5 + Math.random());
}
