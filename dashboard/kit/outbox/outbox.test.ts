import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

/** The outbox keeps its state in the module, as a page does: each test loads it afresh over one storage. */
const storage = new Map<string, string>();
let answers: ((url: string, body: Record<string, unknown>) => Response | Error)[] = [];
const sent: { url: string; body: Record<string, unknown> }[] = [];

beforeEach(() => {
  storage.clear();
  sent.length = 0;
  answers = [];
  vi.resetModules();
  vi.stubGlobal("localStorage", {
    getItem: (name: string) => storage.get(name) ?? null,
    setItem: (name: string, value: string) => storage.set(name, value),
    removeItem: (name: string) => storage.delete(name),
  });
  vi.stubGlobal("document", { baseURI: "http://localhost/", documentElement: {} });
  vi.stubGlobal("navigator", { onLine: true });
  vi.stubGlobal("window", { addEventListener: () => {}, removeEventListener: () => {} });
  vi.stubGlobal("fetch", async (url: string, init: { body: string }) => {
    const body = JSON.parse(init.body) as Record<string, unknown>;
    sent.push({ url, body });
    const answer = answers.shift()?.(url, body) ?? new Response("{}");
    if (answer instanceof Error) throw answer;
    return answer;
  });
});
afterEach(() => vi.unstubAllGlobals());

const load = () => import("#kit/outbox/outbox.ts");
const broken = () => new TypeError("Failed to fetch");
const refusal = (status: number, code: string) => () =>
  new Response(JSON.stringify({ code, message: code, hint: "", status }), { status });

describe("outbox", () => {
  it("sends at once when the server answers, with a request id", async () => {
    const { sendOrKeep, waitingActions } = await load();
    answers = [() => new Response('{"ok":true}')];
    expect(await sendOrKeep(1, "api/alerts/5/acknowledge", { version: 2 })).toEqual({
      sent: true,
      answer: { ok: true },
    });
    expect(sent[0]?.body).toMatchObject({ version: 2 });
    expect(String(sent[0]?.body.requestId)).toMatch(/^[0-9a-f]{32}$/);
    expect(waitingActions()).toBe(0);
  });

  it("keeps an action through a tunnel and a reload, and sends the same request id afterwards", async () => {
    const first = await load();
    answers = [broken];
    expect(await first.sendOrKeep(1, "api/alerts/5/acknowledge", { version: 2 })).toEqual({ sent: false });
    expect(first.isWaiting("api/alerts/5/")).toBe(true);
    const id = sent[0]?.body.requestId;

    vi.resetModules();
    const second = await load();
    expect(second.waitingActions()).toBe(1);
    const done: string[] = [];
    const stop = second.startOutbox(
      1,
      (action) => done.push(action.path),
      () => {},
    );
    await vi.waitFor(() => expect(second.waitingActions()).toBe(0));
    stop();
    expect(done).toEqual(["api/alerts/5/acknowledge"]);
    expect(sent[1]?.body.requestId).toBe(id);
  });

  it("keeps order: what comes after waits behind what waits", async () => {
    const { sendOrKeep, startOutbox, waitingActions } = await load();
    answers = [broken];
    await sendOrKeep(1, "api/alerts/5/acknowledge", {});
    await sendOrKeep(1, "api/alerts/6/acknowledge", {});
    expect(sent).toHaveLength(1);
    const stop = startOutbox(
      1,
      () => {},
      () => {},
    );
    await vi.waitFor(() => expect(waitingActions()).toBe(0));
    stop();
    expect(sent.slice(1).map((call) => call.url)).toEqual([
      "/api/alerts/5/acknowledge",
      "/api/alerts/6/acknowledge",
    ]);
  });

  it("tells of a refusal and does not send it again; a gone session only waits", async () => {
    const { sendOrKeep, startOutbox, waitingActions } = await load();
    answers = [broken];
    await sendOrKeep(1, "api/alerts/5/acknowledge", {});
    answers = [refusal(401, "auth.required")];
    const refused: string[] = [];
    const stop = startOutbox(
      1,
      () => {},
      ({ error }) => refused.push(error.code),
    );
    await vi.waitFor(() => expect(sent).toHaveLength(2));
    await new Promise((done) => setTimeout(done, 20));
    stop();
    expect(waitingActions()).toBe(1);

    answers = [refusal(409, "alert.changed")];
    const again = startOutbox(
      1,
      () => {},
      ({ error }) => refused.push(error.code),
    );
    await vi.waitFor(() => expect(waitingActions()).toBe(0));
    again();
    expect(refused).toEqual(["alert.changed"]);
  });

  it("throws a refusal of an action that was sent at once", async () => {
    const { sendOrKeep, waitingActions } = await load();
    answers = [refusal(409, "alert.changed")];
    await expect(sendOrKeep(1, "api/alerts/5/acknowledge", {})).rejects.toMatchObject({
      code: "alert.changed",
    });
    expect(waitingActions()).toBe(0);
  });

  it("never sends another person's actions, nor what storage was filled with by hand", async () => {
    storage.set(
      "guanlan.outbox",
      JSON.stringify([{ id: "x", user: 1, path: "api/users/1/delete", body: {}, atMs: 1 }]),
    );
    const { sendOrKeep, startOutbox, waitingActions } = await load();
    expect(waitingActions()).toBe(0);
    answers = [broken];
    await sendOrKeep(1, "api/alerts/5/acknowledge", {});
    const stop = startOutbox(
      2,
      () => {},
      () => {},
    );
    await new Promise((done) => setTimeout(done, 20));
    stop();
    expect(sent).toHaveLength(1);
    expect(waitingActions()).toBe(1);
  });
});
