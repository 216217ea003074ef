import { readFileSync } from "node:fs";
import { createFixture } from "#realtime/testing/server-fixture";
import { loadUws } from "#realtime/uws-binary";

/**
 * A push server as a program of its own, for tests of clients in other rooms:
 * `feed-server <uws|ws> <page.html> <page.js>`. It prints its port, and sends `{ n }` on two topics as told over IPC.
 */
const [kind, pageFile, scriptFile] = process.argv.slice(2) as ["uws" | "ws", string, string];

if (kind === "uws") {
  const loaded = loadUws();
  if (!loaded.ok) {
    process.send?.({ unavailable: loaded.reason });
    process.exit(0);
  }
}
const fixture = await createFixture(kind, {
  answer: (request, response) => {
    const isScript = request.url?.endsWith(".js");
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html; charset=utf-8");
    response.setHeader("set-cookie", "user=1; Path=/; SameSite=Lax");
    response.end(readFileSync(isScript ? scriptFile : pageFile));
  },
});

process.on("message", ({ topic, count }: { topic: string; count: number }) => {
  fixture.send(topic, count);
});
// Stopped, so that the socket file of the pages goes too; not waited for longer than a test would.
process.on("disconnect", () => {
  setTimeout(() => process.exit(0), 2000).unref();
  void fixture.stop().finally(() => process.exit(0));
});
process.send?.({ port: fixture.rt.port });
