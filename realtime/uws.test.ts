import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { runContractSuite } from "#realtime/testing/contract-suite";
import { createFixture } from "#realtime/testing/server-fixture";
import { runSocketIoSuite } from "#realtime/testing/socket-io-suite";
import { loadUws } from "#realtime/uws-binary";

const loaded = loadUws();
if (loaded.ok) {
  runContractSuite("uws");
  runSocketIoSuite("uws");

  // What the library reads of an upgraded socket as "close this connection" is whatever lies in that memory by chance;
  // with this header, which careless proxies send, it is so each time.
  test("[RT-8] no socket ends because it was upgraded", async () => {
    const { rt, stop } = await createFixture("uws");
    const request = [
      "GET /feed HTTP/1.1",
      "Host: localhost",
      "Cookie: user=1",
      "Connection: close",
      "Upgrade: websocket",
      "Sec-WebSocket-Version: 13",
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    ].join("\r\n");
    try {
      const sockets = Array.from({ length: 50 }, () => {
        const socket = connect(rt.port, "127.0.0.1").resume();
        socket.write(`${request}\r\n\r\n`);
        return socket;
      });
      await expect.poll(() => rt.stats().opened).toBe(sockets.length);
      await sleep(100);
      expect(sockets.filter((socket) => socket.readableEnded || socket.destroyed).length).toBe(0);
      expect(rt.stats().connections).toBe(sockets.length);
      for (const socket of sockets) socket.destroy();
    } finally {
      await stop();
    }
  });
}
if (!loaded.ok) test.skip(`uWebSockets.js does not run here: ${loaded.reason}`, () => {});
