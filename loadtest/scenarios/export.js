import { check, sleep } from "k6";
import { Rate, Trend } from "k6/metrics";
import { any, get, personOf, post } from "../client.js";

/** From the click to the file on the person's disk. */
const ready = new Trend("export_ready", true);
const failed = new Rate("export_failed");

const PATIENCE_MS = 60_000;
const DISTRICTS = ["310101", "310104", "310106", "310112", "310115"];

/** A report: the year's statistics of the area, then one district's list as Excel, polled as the screen does. */
export function exportList(data) {
  const person = personOf(data);
  get(person, "api/overview?period=year", "report", "api/overview?period=year");
  const startedMs = Date.now();
  const district = person.district === "310000" ? any(DISTRICTS) : person.district;
  const body = { district, sort: "score", order: "desc" };
  // 429: the person's three earlier ones still run; the screen says so, and the figures count it as a failure.
  const job = post(person, "api/enterprises/export", body, "report", "api/enterprises/export", [202]);
  if (job.status !== 202) {
    failed.add(true);
    sleep(2);
    return;
  }
  const id = job.json("id");
  const done = waitFor(person, id, startedMs);
  const file = done ? get(person, `api/exports/${id}/file`, "report", "api/exports/:id/file") : null;
  const isRight = check(file, {
    "the export is a workbook": (response) => response?.body?.startsWith("PK") === true,
  });
  failed.add(!isRight);
  ready.add(Date.now() - startedMs);
  sleep(2 + Math.random() * 3);
}

function waitFor(person, id, startedMs) {
  while (Date.now() - startedMs < PATIENCE_MS) {
    const { state } = get(person, `api/exports/${id}`, "query", "api/exports/:id").json();
    if (state === "done") return true;
    if (state !== "queued" && state !== "running") return false;
    sleep(0.5);
  }
  return false;
}
