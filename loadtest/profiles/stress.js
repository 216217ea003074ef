import { THRESHOLDS, TREND_STATS } from "./thresholds.js";

export { setup } from "../client.js";
export { browse } from "../scenarios/browse.js";
export { exportList } from "../scenarios/export.js";
export { feed } from "../scenarios/feed.js";
export { ingest } from "../scenarios/ingest.js";
export { login } from "../scenarios/login.js";
export { search } from "../scenarios/search.js";

/** Steps of the load, as multiples of sla's 20 at work; the last one goes back, to see the server recover. */
const STEPS = [1, 2, 4, 8, 1];
const STEP = "1m";

const people = (base) => ({
  executor: "ramping-vus",
  startVUs: base,
  gracefulRampDown: "60s",
  stages: STEPS.map((times) => ({ duration: STEP, target: base * times })),
});
const arrivals = (base, maxVUs) => ({
  executor: "ramping-arrival-rate",
  startRate: base,
  preAllocatedVUs: 10,
  maxVUs,
  stages: STEPS.map((times) => ({ duration: STEP, target: base * times })),
});

/** Past the agreed load in steps, until something gives. Logins stay below the address limit of 600 a minute. */
export const options = {
  thresholds: THRESHOLDS,
  summaryTrendStats: TREND_STATS,
  scenarios: {
    feed: { exec: "feed", ...people(50) },
    browse: { exec: "browse", ...people(12) },
    search: { exec: "search", ...people(5) },
    export: { exec: "exportList", ...people(3) },
    login: { exec: "login", ...arrivals(1, 40) },
    ingest: { exec: "ingest", ...arrivals(4, 80) },
  },
};
