import { createHmac } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createChannels } from "#server/channels/channels";
import { createSmsChannel } from "#server/channels/sms";
import type { Target } from "#server/channels/targets";
import { makeNotification } from "#server/channels/testing/notification";
import { createReceiver, type Receiver } from "#server/channels/testing/receiver";
import { createWebhookChannel } from "#server/channels/webhook";
import { createWecomChannel } from "#server/channels/wecom";

let receiver: Receiver;
let targets: Map<string, Target>;
const findTarget = async (recipient: string): Promise<Target | null> => targets.get(recipient) ?? null;
const now = (): number => 1_795_500_000_000;
beforeEach(async () => {
  receiver = await createReceiver();
  targets = new Map();
});
afterEach(() => receiver.stop());

describe("signed webhook", () => {
  const secret = "a key of the receiver";
  const make = (timeoutMs = 3000) =>
    createWebhookChannel(
      { findTarget, now },
      {
        own: { address: `${receiver.origin}/hook`, secret, settings: {} },
        pagesUrl: "https://g.cn/guanlan/",
        timeoutMs,
      },
    );

  test("the receiver can verify who sent it, when, and that it is the same one again", async () => {
    const channel = make();
    const notification = makeNotification({ recipient: "webhook" });
    expect(await channel.send(notification)).toEqual({ ok: true });
    expect(await channel.send(notification)).toEqual({ ok: true });
    for (const { headers, body } of receiver.received) {
      expect(headers["x-guanlan-notification"]).toBe(notification.id);
      const head = `${headers["x-guanlan-timestamp"]}.${headers["x-guanlan-nonce"]}.`;
      const right = createHmac("sha256", secret).update(head).update(body).digest("hex");
      expect(headers["x-guanlan-signature"]).toBe(`sha256=${right}`);
      expect(headers["x-guanlan-timestamp"]).toBe("1795500000");
    }
    expect(JSON.parse(receiver.received[0]?.body.toString() ?? "")).toMatchObject({
      id: notification.id,
      type: "guanlan.alert",
      url: "https://g.cn/guanlan/alerts/42",
      title: "【模拟】红色预警 上海某某财富管理有限公司",
      data: { alertId: 42, levelTo: 4, simulated: true },
    });
  });

  test("a target has its own address and key; one that is gone or has no key is not tried again", async () => {
    targets.set("target:3", { address: `${receiver.origin}/three`, secret: "other", settings: {} });
    targets.set("target:4", { address: `${receiver.origin}/four`, secret: null, settings: {} });
    expect(await make().send(makeNotification({ recipient: "target:3" }))).toEqual({ ok: true });
    const { headers, body, url } = receiver.received[0] as (typeof receiver.received)[0];
    expect(url.pathname).toBe("/three");
    const head = `${headers["x-guanlan-timestamp"]}.${headers["x-guanlan-nonce"]}.`;
    const right = createHmac("sha256", "other").update(head).update(body).digest("hex");
    expect(headers["x-guanlan-signature"]).toBe(`sha256=${right}`);
    expect(await make().send(makeNotification({ recipient: "target:4" }))).toMatchObject({
      ok: false,
      retry: false,
    });
    expect(await make().send(makeNotification({ recipient: "target:5" }))).toMatchObject({
      ok: false,
      retry: false,
    });
  });

  test.each([
    [500, true],
    [429, true],
    [401, false],
    [404, false],
    [302, false],
  ])("status %i: another try %s", async (status, retry) => {
    receiver.answer = () => ({ status, headers: { location: `${receiver.origin}/elsewhere` } });
    expect(await make().send(makeNotification({ recipient: "webhook" }))).toMatchObject({ ok: false, retry });
    expect(receiver.received).toHaveLength(1);
  });

  test("no answer, a broken line and a closed port are tried again", async () => {
    receiver.answer = () => "hang";
    expect(await make(100).send(makeNotification({ recipient: "webhook" }))).toMatchObject({
      ok: false,
      retry: true,
    });
    receiver.answer = () => "break";
    expect(await make().send(makeNotification({ recipient: "webhook" }))).toMatchObject({
      ok: false,
      retry: true,
    });
    const channel = make();
    await receiver.stop();
    expect(await channel.send(makeNotification({ recipient: "webhook" }))).toMatchObject({
      ok: false,
      retry: true,
    });
    receiver = await createReceiver();
  });
});

describe("政务微信", () => {
  const make = (path: string) =>
    createWecomChannel(
      { findTarget, now },
      { url: receiver.origin + path, token: "secret", pagesUrl: "https://g.cn/", timeoutMs: 3000 },
    );
  const notification = makeNotification({ recipient: "target:1" });
  beforeEach(() => targets.set("target:1", { address: "zhangsan|lisi", secret: null, settings: {} }));

  test("a group robot gets the alert with its id and the people it names", async () => {
    receiver.answer = () => ({ body: { errcode: 0, errmsg: "ok" } });
    expect(await make("/cgi-bin/webhook/send").send(notification)).toEqual({ ok: true });
    const { url, body } = receiver.received[0] as (typeof receiver.received)[0];
    expect([url.pathname, url.searchParams.get("key")]).toEqual(["/cgi-bin/webhook/send", "secret"]);
    const { markdown } = JSON.parse(body.toString()) as { markdown: { content: string } };
    expect(markdown.content).toContain("红色预警");
    expect(markdown.content).toContain(notification.id);
    expect(markdown.content).toContain("<@zhangsan><@lisi>");
  });

  test("an application reads its access token once, and anew when the gateway takes it no longer", async () => {
    let granted = 0;
    let valid = "token-1";
    receiver.answer = ({ url }) => {
      if (url.pathname === "/cgi-bin/gettoken") {
        granted++;
        return { body: { errcode: 0, access_token: valid, expires_in: 7200 } };
      }
      if (url.searchParams.get("access_token") !== valid)
        return { body: { errcode: 42001, errmsg: "access_token expired" } };
      return { body: { errcode: 0, errmsg: "ok" } };
    };
    const channel = make("/cgi-bin/message/send?corpid=ww1&agentid=1000002");
    expect(await channel.send(notification)).toEqual({ ok: true });
    expect(await channel.send(notification)).toEqual({ ok: true });
    expect(granted).toBe(1);
    valid = "token-2";
    expect(await channel.send(notification)).toEqual({ ok: true });
    expect(granted).toBe(2);
    const ask = receiver.received.find(({ url }) => url.pathname.endsWith("gettoken"));
    expect([ask?.url.searchParams.get("corpid"), ask?.url.searchParams.get("corpsecret")]).toEqual([
      "ww1",
      "secret",
    ]);
    const sent = receiver.received.filter(({ url }) => url.pathname === "/cgi-bin/message/send");
    expect(JSON.parse(sent[0]?.body.toString() ?? "")).toMatchObject({
      touser: "zhangsan|lisi",
      msgtype: "textcard",
      agentid: 1000002,
      textcard: { url: "https://g.cn/alerts/42" },
      enable_duplicate_check: 1,
    });
    expect(sent[0]?.body).toEqual(sent[1]?.body);
  });

  test.each([
    [45009, true],
    [-1, true],
    [40003, false],
    [60020, false],
  ])("errcode %i: another try %s", async (errcode, retry) => {
    receiver.answer = () => ({ body: { errcode, errmsg: "no" } });
    expect(await make("/cgi-bin/webhook/send").send(notification)).toEqual({
      ok: false,
      retry,
      reason: `${errcode} no`,
    });
  });

  test("a gateway that refuses the secret is not asked again, one that is down is", async () => {
    receiver.answer = () => ({ body: { errcode: 40001, errmsg: "invalid credential" } });
    const channel = make("/cgi-bin/message/send?corpid=ww1&agentid=1");
    expect(await channel.send(notification)).toMatchObject({ ok: false, retry: false });
    receiver.answer = () => "break";
    expect(await channel.send(notification)).toMatchObject({ ok: false, retry: true });
  });
});

describe("SMS gateway", () => {
  const make = () =>
    createSmsChannel(
      { findTarget },
      { url: `${receiver.origin}/sms`, token: "t", signature: "观澜", timeoutMs: 3000 },
    );

  test("numbers, text and a stable idempotency key", async () => {
    targets.set("target:1", { address: "13800000000, 13900000000", secret: null, settings: {} });
    const notification = makeNotification({ recipient: "target:1", alert: { reason: "投诉".repeat(300) } });
    expect(await make().send(notification)).toEqual({ ok: true });
    const { headers, body } = receiver.received[0] as (typeof receiver.received)[0];
    expect(headers).toMatchObject({ authorization: "Bearer t", "idempotency-key": notification.id });
    const sent = JSON.parse(body.toString()) as { id: string; phones: string[]; text: string };
    expect(sent).toMatchObject({ id: notification.id, phones: ["13800000000", "13900000000"] });
    expect(sent.text.startsWith("【观澜】【模拟】红色预警")).toBe(true);
    expect([...sent.text]).toHaveLength(200);
  });

  test("a gateway with other names is a pattern in the target's settings", async () => {
    const body = {
      mobile: "{phone}",
      content: "{text}",
      ext: { sid: "g-{id}", list: ["{phones}"] },
      flag: 1,
    };
    targets.set("target:1", { address: "13800000000", secret: null, settings: { body } });
    await make().send(makeNotification({ recipient: "target:1" }));
    expect(JSON.parse(receiver.received[0]?.body.toString() ?? "")).toMatchObject({
      mobile: "13800000000",
      ext: { sid: "g-0123456789abcdef01234567", list: [["13800000000"]] },
      flag: 1,
    });
  });

  test("no number is no second try", async () => {
    targets.set("target:1", { address: "none", secret: null, settings: {} });
    expect(await make().send(makeNotification({ recipient: "target:1" }))).toMatchObject({
      ok: false,
      retry: false,
    });
    expect(receiver.received).toEqual([]);
  });
});

test("only configured channels exist", async () => {
  const deps = {
    findTarget,
    now,
    log: { info() {} },
    findSubscription: async () => null,
    noteResult: async () => {},
  };
  const none = { webPush: null, webhook: null, wecom: null, sms: null, log: false, pagesUrl: "http://x/" };
  expect([...createChannels(deps, none).keys()]).toEqual(["webhook"]);
  const gateway = { url: "http://gateway/cgi-bin/webhook/send", token: "t" };
  const all = { ...none, wecom: gateway, sms: { ...gateway, signature: "" }, log: true };
  expect([...createChannels(deps, all).keys()].sort()).toEqual(["log", "sms", "webhook", "wecom"]);
  // Nothing of the configuration's own is there: a notification that names it is not tried again.
  const webhook = createChannels(deps, none).get("webhook");
  expect(await webhook?.send(makeNotification({ recipient: "webhook" }))).toMatchObject({
    ok: false,
    retry: false,
  });
});
