import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { pushPayload } from "#domain/api/push";
import { makeNotification } from "#server/channels/testing/notification";
import { createPushService, type PushService } from "#server/channels/testing/push-service";
import { openVapidKeys, type VapidKeys, VapidKeysError } from "#server/channels/vapid-keys";
import {
  checkEndpoint,
  createWebPushChannel,
  DEFAULT_WEB_PUSH,
  type Subscription,
} from "#server/channels/web-push";

let folder: string;
let keys: VapidKeys;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "guanlan-vapid-"));
  keys = await openVapidKeys(join(folder, "keys", "vapid.json"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("Web Push", () => {
  let service: PushService;
  let subscriptions: Map<number, Subscription>;
  let results: [number, string][];
  beforeEach(async () => {
    service = await createPushService(keys.publicKey);
    subscriptions = new Map([[1, service.subscribe()]]);
    results = [];
  });
  afterEach(() => service.stop());

  function makeChannel(timeoutMs = 5000) {
    return createWebPushChannel(
      {
        findSubscription: async (id) => subscriptions.get(id) ?? null,
        noteResult: async (id, result) => void results.push([id, result]),
      },
      {
        ...DEFAULT_WEB_PUSH,
        keys,
        subject: "mailto:a@b.cn",
        timeoutMs,
        allowPrivate: true,
        agent: service.agent,
      },
    );
  }

  test("the browser's end opens the message, the service accepts its token, the id is its topic", async () => {
    expect(await makeChannel().send(makeNotification())).toEqual({ ok: true });
    expect(service.faults).toEqual([]);
    expect(service.arrived).toHaveLength(1);
    const [message] = service.arrived;
    expect(pushPayload.parse(message?.payload)).toEqual({
      id: "0123456789abcdef01234567",
      alert: makeNotification().alert,
    });
    expect(message?.headers).toMatchObject({
      topic: "0123456789abcdef01234567",
      urgency: "high",
      ttl: "43200",
    });
    expect(message?.jwt.sub).toBe("mailto:a@b.cn");
    expect(results).toEqual([[1, "sent"]]);
  });

  test("the same notification sent again has the same topic and tag", async () => {
    const channel = makeChannel();
    await channel.send(makeNotification());
    await channel.send(makeNotification());
    expect(new Set(service.arrived.map(({ headers }) => headers.topic)).size).toBe(1);
    expect(new Set(service.arrived.map(({ payload }) => (payload as { id: string }).id)).size).toBe(1);
  });

  test.each([404, 410])("status %i ends the subscription and is not tried again", async (status) => {
    const { endpoint } = subscriptions.get(1) as Subscription;
    service.answers.set(endpoint, status);
    expect(await makeChannel().send(makeNotification())).toMatchObject({ ok: false, retry: false });
    expect(results).toEqual([[1, "gone"]]);
  });

  test.each([
    [429, true],
    [500, true],
    [503, true],
    [400, false],
    [403, false],
    [413, false],
  ])("status %i: another try %s", async (status, retry) => {
    service.answers.set((subscriptions.get(1) as Subscription).endpoint, status);
    expect(await makeChannel().send(makeNotification())).toEqual({
      ok: false,
      retry,
      reason: `status ${status}`,
    });
    expect(results).toEqual([[1, "failed"]]);
  });

  test("a service that breaks off or never answers is tried again, and the wait is bounded", async () => {
    const { endpoint } = subscriptions.get(1) as Subscription;
    service.answers.set(endpoint, "break");
    expect(await makeChannel().send(makeNotification())).toMatchObject({ ok: false, retry: true });
    service.answers.set(endpoint, "hang");
    const before = performance.now();
    expect(await makeChannel(200).send(makeNotification())).toMatchObject({ ok: false, retry: true });
    expect(performance.now() - before).toBeLessThan(2000);
  });

  test("long names and reasons still fit into a push message", async () => {
    const alert = { name: "公".repeat(200), reason: "投诉".repeat(2000), action: "约谈".repeat(500) };
    expect(await makeChannel().send(makeNotification({ alert }))).toEqual({ ok: true });
    const { alert: shown } = pushPayload.parse(service.arrived[0]?.payload);
    expect([shown.name, shown.reason, shown.action].map((text) => [...text].length)).toEqual([80, 200, 120]);
  });

  test("a subscription that was given up, or has keys that no browser made, is not tried again", async () => {
    expect(await makeChannel().send(makeNotification({ recipient: "subscription:9" }))).toMatchObject({
      retry: false,
    });
    expect(await makeChannel().send(makeNotification({ recipient: "target:1" }))).toMatchObject({
      retry: false,
    });
    subscriptions.set(2, { ...service.subscribe(), p256dh: "AAAA" });
    expect(await makeChannel().send(makeNotification({ recipient: "subscription:2" }))).toMatchObject({
      retry: false,
    });
    expect(results).toEqual([[2, "gone"]]);
  });

  test("a message for one browser cannot be opened by another", async () => {
    const other = service.subscribe();
    subscriptions.set(1, { ...(subscriptions.get(1) as Subscription), p256dh: other.p256dh });
    expect(await makeChannel().send(makeNotification())).toMatchObject({ ok: false });
    expect(service.faults).toHaveLength(1);
  });
});

test("an endpoint must not point into the house", () => {
  for (const bad of [
    "http://fcm.googleapis.com/x",
    "https://127.0.0.1/x",
    "https://[::1]/x",
    "https://10.0.0.8:9200/",
    "https://localhost/x",
    "https://db.internal/x",
    "file:///etc/passwd",
    "nonsense",
  ]) {
    expect(checkEndpoint(bad, false), bad).not.toBeNull();
  }
  for (const good of [
    "https://fcm.googleapis.com/fcm/send/abc",
    "https://updates.push.services.mozilla.com/wpush/v2/x",
  ]) {
    expect(checkEndpoint(good, false)).toBeNull();
  }
});

describe("VAPID keys", () => {
  test("are made once, readable by the owner only, and the same at every start and in two at once", async () => {
    const file = join(folder, "twice", "vapid.json");
    const all = await Promise.all([openVapidKeys(file), openVapidKeys(file), openVapidKeys(file)]);
    expect(new Set(all.map((pair) => pair.privateKey)).size).toBe(1);
    expect(await openVapidKeys(file)).toEqual(all[0]);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  test("a damaged file is an error and stays", async () => {
    const file = join(folder, "damaged.json");
    await writeFile(file, '{"publicKey":"x"}');
    await expect(openVapidKeys(file)).rejects.toThrow(VapidKeysError);
    expect(await readFile(file, "utf8")).toBe('{"publicKey":"x"}');
  });
});
