/**
 * The user's limits (requirements T3 to T6), 90 % of operations as T4 says it. One of them broken fails the run.
 * They are the same in every profile: stress shows where they begin to break.
 */
export const THRESHOLDS = {
  "http_req_duration{op:login}": ["p(90)<=1000"], // T3
  "http_req_duration{op:query}": ["p(90)<=2000"], // T4
  "http_req_duration{op:write}": ["p(90)<=2000"], // T4
  "http_req_duration{op:search}": ["p(90)<=2000"], // T5
  "http_req_duration{op:report}": ["p(90)<=10000"], // T6
  export_ready: ["p(90)<=10000"], // T6
  "http_req_duration{op:ingest}": ["p(90)<=2000"], // T4: a write of a source
  feed_pushed: ["p(90)<=2000"], // T4: what a screen shows is a query that the server answers by itself
  feed_faults: ["count<=0"],
  export_failed: ["rate<=0.01"],
  checks: ["rate>=0.999"],
};

/** Counts that the table shows; k6 keeps a part of a metric only where a threshold names it. */
for (const op of ["login", "query", "write", "search", "report", "ingest"]) {
  THRESHOLDS[`http_reqs{op:${op}}`] = ["count>=1"];
  THRESHOLDS[`http_req_failed{op:${op}}`] = ["rate<=0.01"];
}

export const TREND_STATS = ["med", "p(90)", "p(95)", "p(99)", "max"];
