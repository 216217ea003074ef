import { test } from "vitest";
import { runContractSuite } from "#realtime/testing/contract-suite";
import { runSocketIoSuite } from "#realtime/testing/socket-io-suite";
import { loadUws } from "#realtime/uws-binary";

const loaded = loadUws();
if (loaded.ok) {
  runContractSuite("uws");
  runSocketIoSuite("uws");
}
if (!loaded.ok) test.skip(`uWebSockets.js does not run here: ${loaded.reason}`, () => {});
