import { expect, test } from "vitest";
import { brokenThresholds, formatTable, rowsOf, type Summary } from "#server/loadtest/figures";

/** As k6 1.8 writes it: true beside a threshold means broken. */
const SUMMARY: Summary = {
  metrics: {
    "http_req_duration{op:login}": {
      med: 285.2,
      "p(90)": 1200,
      "p(95)": 1663,
      thresholds: { "p(90)<=1000": true },
    },
    "http_reqs{op:login}": { count: 10, rate: 0.2, thresholds: { "count>=1": false } },
    "http_req_failed{op:login}": { passes: 1, fails: 9, value: 0.1, thresholds: { "rate<=0.01": true } },
    "http_req_duration{op:search}": {
      med: 54,
      "p(90)": 300,
      "p(95)": 681,
      thresholds: { "p(90)<=2000": false },
    },
    "http_reqs{op:search}": { count: 15, thresholds: { "count>=1": false } },
    "http_req_failed{op:search}": { passes: 0, fails: 15, value: 0, thresholds: { "rate<=0.01": false } },
    checks: { passes: 171, fails: 24, value: 0.87, thresholds: { "rate>=0.999": true } },
  },
};

test("a broken threshold fails its line and no other", () => {
  const rows = new Map(rowsOf(SUMMARY).map((row) => [row.scenario, row]));
  expect(rows.get("login")).toMatchObject({ requests: 10, failures: 1, p90Ms: 1200, pass: false });
  expect(rows.get("search")).toMatchObject({ requests: 15, failures: 0, p90Ms: 300, pass: true });
});

test("an operation that never ran does not pass", () => {
  const row = rowsOf(SUMMARY).find(({ scenario }) => scenario === "ingest");
  expect(row).toMatchObject({ requests: 0, p90Ms: null, pass: false });
});

test("broken thresholds are named with their metric, those outside the table too", () => {
  expect(brokenThresholds(SUMMARY)).toEqual([
    "http_req_duration{op:login} p(90)<=1000",
    "http_req_failed{op:login} rate<=0.01",
    "checks rate>=0.999",
  ]);
});

test("the table has a line for each operation below its head", () => {
  const lines = formatTable(rowsOf(SUMMARY)).split("\n");
  expect(lines).toHaveLength(9);
  expect(lines[1]).toMatch(/^login +10 +285 ms +1200 ms +1663 ms +1 +p\(90\)<=1000 +NO$/);
});
