import { expect, it } from "vitest";
import { createBus } from "#stream/bus";
import { sleep, until } from "#stream/testing/events";
import { createTestNats } from "#stream/testing/nats";

it("each process hears of a message once, its own and another's; its own even without a server", async () => {
  const nats = await createTestNats();
  const [a, b] = [await nats.connect("a"), await nats.connect("b")];
  const heard: string[] = [];
  const buses = [createBus({ connection: a }), createBus({ connection: b })] as const;
  buses[0].subscribe("push", (_, data) => heard.push(`a ${Buffer.from(data)}`));
  buses[1].subscribe("push", (_, data) => heard.push(`b ${Buffer.from(data)}`));
  await Promise.all([a.flush(), b.flush()]);

  buses[0].publish("push", "1");
  await until(() => heard.length === 2);
  buses[1].publish("push", "2");
  await until(() => heard.length === 4);
  await sleep(50);
  expect(heard.sort()).toEqual(["a 1", "a 2", "b 1", "b 2"]);

  await nats.server.stop();
  await until(() => !a.connected());
  buses[0].publish("push", "3");
  await until(() => heard.length === 5);
  expect(heard).toContain("a 3");
  await nats.stop();
});
