import { type ChildProcess, fork } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("../../../../", import.meta.url));

/** The real push server in a process of its own, behind a line that a test can cut. */
export interface PushServer {
  /** Address through the line. */
  readonly origin: string;
  send(topic: string, count: number): void;
  /** Breaks every connection and refuses new ones for so long. */
  cut(ms: number): void;
  stop(): Promise<void>;
}

/** `page`: a module of this room that is bundled as the page's script. Null where uWebSockets.js does not run. */
export async function createPushServer(kind: "uws" | "ws", page: string | null): Promise<PushServer | null> {
  const folder = await mkdtemp(join(tmpdir(), "guanlan-push-"));
  const program = join(root, "dist", "tmp", `feed-server-${process.pid}.mjs`);
  const clear = async (): Promise<void> => {
    await rm(folder, { recursive: true, force: true });
    await rm(program, { force: true });
  };
  try {
    const server = await startIn(folder, program, kind, page, clear);
    if (server === null) await clear();
    return server;
  } catch (error) {
    await clear();
    throw error;
  }
}

async function startIn(
  folder: string,
  program: string,
  kind: "uws" | "ws",
  page: string | null,
  clear: () => Promise<void>,
): Promise<PushServer | null> {
  await build({
    entryPoints: [join(root, "realtime/testing/feed-server.ts")],
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    outfile: program,
    logLevel: "error",
  });
  const pageFile = join(folder, "index.html");
  const scriptFile = join(folder, "page.js");
  await writeFile(
    pageFile,
    '<!doctype html><meta charset="utf-8"><title>push</title><script src="page.js"></script>',
  );
  if (page !== null) {
    await build({
      entryPoints: [join(root, page)],
      bundle: true,
      format: "iife",
      target: "chrome87",
      outfile: scriptFile,
      logLevel: "error",
    });
  }
  const child: ChildProcess = fork(program, [kind, pageFile, scriptFile]);
  const { port, unavailable } = await new Promise<{ port: number; unavailable?: string }>(
    (resolve, reject) => {
      child.once("message", (message) => resolve(message as { port: number }));
      child.once("exit", (code) => reject(new Error(`the push server ended with ${code}`)));
    },
  );
  if (unavailable !== undefined) {
    console.warn(`skipped: uWebSockets.js does not run here: ${unavailable}`);
    return null;
  }
  const sockets = new Set<Socket>();
  let cutUntilMs = 0;
  const line = createServer((near) => {
    if (performance.now() < cutUntilMs) {
      near.destroy();
      return;
    }
    const far = connect(port, "127.0.0.1");
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far);
    far.pipe(near);
  });
  await new Promise<void>((resolve) => line.listen(0, "127.0.0.1", resolve));

  return {
    origin: `http://127.0.0.1:${(line.address() as AddressInfo).port}`,
    send: (topic, count) => void child.send({ topic, count }),
    cut(ms) {
      cutUntilMs = performance.now() + ms;
      for (const socket of sockets) socket.destroy();
    },
    async stop() {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.disconnect();
      await ended;
      for (const socket of sockets) socket.destroy();
      line.close();
      await clear();
    },
  };
}
