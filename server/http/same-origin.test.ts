import { expect, test } from "vitest";
import { isSameOrigin } from "#server/http/same-origin";

const base = {
  origin: undefined,
  fetchSite: undefined,
  referer: undefined,
  host: "watch.sh.gov:8080",
  publicOrigin: null,
};

test.each([
  ["own page, modern browser", { origin: "http://watch.sh.gov:8080", fetchSite: "same-origin" }, true],
  ["own page, old browser", { origin: "http://watch.sh.gov:8080" }, true],
  ["own page by referer", { referer: "http://watch.sh.gov:8080/alerts" }, true],
  ["behind a proxy", { origin: "https://guanlan.sh.gov", publicOrigin: "https://guanlan.sh.gov" }, true],
  ["no browser", {}, true],
  ["another site", { origin: "https://evil.example", fetchSite: "cross-site" }, false],
  ["another site, old browser", { origin: "https://evil.example" }, false],
  ["another port", { origin: "http://watch.sh.gov:9999" }, false],
  ["a sibling host", { origin: "http://watch.sh.gov:8080", fetchSite: "same-site" }, false],
  ["sandboxed frame", { origin: "null" }, false],
  ["another referer", { referer: "https://evil.example/watch.sh.gov:8080" }, false],
])("%s", (_name, headers, ours) => {
  expect(isSameOrigin({ ...base, ...headers })).toBe(ours);
});
