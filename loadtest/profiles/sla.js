import { THRESHOLDS, TREND_STATS } from "./thresholds.js";

export { setup } from "../client.js";
export { browse } from "../scenarios/browse.js";
export { exportList } from "../scenarios/export.js";
export { feed } from "../scenarios/feed.js";
export { ingest } from "../scenarios/ingest.js";
export { login } from "../scenarios/login.js";
export { search } from "../scenarios/search.js";

const DURATION = "5m";

/** T1 and T2: 50 people online with a screen open, and 20 at work: 12 browse, 5 search, 3 make reports. */
export const options = {
  thresholds: THRESHOLDS,
  summaryTrendStats: TREND_STATS,
  scenarios: {
    feed: { executor: "constant-vus", exec: "feed", vus: 50, duration: DURATION, gracefulStop: "40s" },
    browse: { executor: "constant-vus", exec: "browse", vus: 12, duration: DURATION },
    search: { executor: "constant-vus", exec: "search", vus: 5, duration: DURATION },
    export: {
      executor: "constant-vus",
      exec: "exportList",
      vus: 3,
      duration: DURATION,
      gracefulStop: "60s",
    },
    login: {
      executor: "constant-arrival-rate",
      exec: "login",
      rate: 1,
      duration: DURATION,
      preAllocatedVUs: 4,
      maxVUs: 20,
    },
    ingest: {
      executor: "constant-arrival-rate",
      exec: "ingest",
      rate: 4,
      duration: DURATION,
      preAllocatedVUs: 4,
      maxVUs: 20,
    },
  },
};
