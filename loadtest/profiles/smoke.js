import { THRESHOLDS, TREND_STATS } from "./thresholds.js";

export { setup } from "../client.js";
export { browse } from "../scenarios/browse.js";
export { exportList } from "../scenarios/export.js";
export { feed } from "../scenarios/feed.js";
export { ingest } from "../scenarios/ingest.js";
export { login } from "../scenarios/login.js";
export { search } from "../scenarios/search.js";

const DURATION = "15s";

/** Everything once, by few: that the scenarios and the server fit together. */
export const options = {
  thresholds: THRESHOLDS,
  summaryTrendStats: TREND_STATS,
  scenarios: {
    login: { executor: "constant-vus", exec: "login", vus: 1, duration: DURATION },
    browse: { executor: "constant-vus", exec: "browse", vus: 2, duration: DURATION },
    search: { executor: "constant-vus", exec: "search", vus: 1, duration: DURATION },
    export: { executor: "constant-vus", exec: "exportList", vus: 1, duration: DURATION },
    ingest: {
      executor: "constant-arrival-rate",
      exec: "ingest",
      rate: 2,
      duration: DURATION,
      preAllocatedVUs: 2,
      maxVUs: 4,
    },
    feed: { executor: "per-vu-iterations", exec: "feed", vus: 2, iterations: 1, maxDuration: "30s" },
  },
};
