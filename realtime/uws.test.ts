import { test } from "vitest";
import { runContractSuite } from "#realtime/testing/contract-suite";
import { loadUws } from "#realtime/uws-binary";

const loaded = loadUws();
if (loaded.ok) runContractSuite("uws");
else test.skip(`uWebSockets.js does not run here: ${loaded.reason}`, () => {});
