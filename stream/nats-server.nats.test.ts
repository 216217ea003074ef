import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createConnection } from "#stream/connection";
import { readLag } from "#stream/lag";
import { encodeEvent } from "#stream/message";
import { createNatsServer, type NatsServer, type NatsServerEvent } from "#stream/nats-server";
import { createPublisher } from "#stream/publisher";
import { makeEvent, until } from "#stream/testing/events";
import { findNatsServer } from "#stream/testing/nats";
import { createTopology, DEFAULT_TOPOLOGY } from "#stream/topology";

describe("the child nats-server", () => {
  const binary = findNatsServer();
  let dir: string;
  const running: NatsServer[] = [];
  const start = async (events: NatsServerEvent[] = [], port = 0): Promise<NatsServer> => {
    const server = await createNatsServer({ binary, dir, port }, { onEvent: (event) => events.push(event) });
    running.push(server);
    return server;
  };
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), "guanlan-nats-"));
  });
  afterEach(async () => {
    for (const server of running.splice(0)) await server.stop();
    await rm(dir, { recursive: true, force: true });
  });

  it("keeps token and messages over a stop and a start", async () => {
    const first = await start();
    await publishOne(first, "kept");
    await first.stop();
    const second = await start();
    expect(second.token).toBe(first.token);
    expect(await countMessages(second)).toBe(1);
  });

  it("lets in only who has the token, which only the owner can read", async () => {
    const server = await start();
    const config = { servers: server.url, name: "stranger", connectTimeoutMs: 500 };
    await expect(createConnection({ ...config, token: "wrong" })).rejects.toMatchObject({
      code: "nats-connect-failed",
    });
    await expect(createConnection(config)).rejects.toMatchObject({ code: "nats-connect-failed" });
    for (const name of ["token", "nats.conf"]) expect((await stat(join(dir, name))).mode & 0o077).toBe(0);
  });

  it("stops the server that a killed program left before it starts its own on the same store", async () => {
    const first = await start();
    await publishOne(first, "orphaned");
    await first.stop();
    const orphan = spawn(binary, ["-c", join(dir, "nats.conf")], { stdio: "ignore" });
    await until(
      async () => (await readFile(join(dir, "nats.pid"), "utf8").catch(() => "")) === `${orphan.pid}`,
    );
    const gone = once(orphan, "exit");
    const events: NatsServerEvent[] = [];
    const second = await start(events);
    await gone;
    expect(events[0]).toEqual({ type: "orphan-stopped", pid: orphan.pid });
    expect(await countMessages(second)).toBe(1);
  });

  it("comes back on its port after a kill, with a line for each", async () => {
    const events: NatsServerEvent[] = [];
    const server = await start(events);
    const pid = server.pid();
    server.kill("SIGKILL");
    await until(() => events.length === 3);
    expect(events.map(({ type }) => type)).toEqual(["started", "exited", "started"]);
    expect(server.pid()).not.toBe(pid);
    await publishOne(server, "after");
  });

  it("says why it cannot start", async () => {
    await expect(createNatsServer({ binary: join(dir, "none"), dir })).rejects.toMatchObject({
      code: "nats-server-missing",
    });
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const { port } = taken.address() as { port: number };
    await expect(start([], port)).rejects.toMatchObject({
      code: "nats-server-failed",
      message: expect.stringContaining("address already in use"),
    });
    taken.close();
  });
});

async function publishOne(server: NatsServer, id: string): Promise<void> {
  const connection = await createConnection({ servers: server.url, token: server.token, name: "test" });
  await createTopology(connection, DEFAULT_TOPOLOGY);
  const publisher = createPublisher({ connection });
  expect((await publisher.publish([encodeEvent(makeEvent(id, "e:1"))]))[0]?.ok).toBe(true);
  await publisher.stop();
  await connection.stop();
}

async function countMessages(server: NatsServer): Promise<number> {
  const connection = await createConnection({ servers: server.url, token: server.token, name: "test" });
  const { messages } = await readLag(await createTopology(connection, DEFAULT_TOPOLOGY));
  await connection.stop();
  return messages;
}
