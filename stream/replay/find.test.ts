import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { envelopeSchema } from "#domain/event";
import { eventDataSchemas } from "#domain/event-data";
import { type Found, findDataSets } from "#stream/replay/find";
import { sortRows } from "#stream/replay/replay";
import { type ReplayEvent, type ReplayRow, replayRowId } from "#stream/replay/row";

let root: string;
let found: Found;

/** Small files of every shape, under names that say nothing. */
const FILES: Readonly<Record<string, string>> = {
  "a/one.json": JSON.stringify(
    [
      ["id1", "标题", "正文", "甲公司;乙公司;甲公司", "1", "甲公司"],
      ["id2", "", "另一篇", "", "0", ""],
      ["short"],
    ],
    null,
    1,
  ),
  "a/two.json": JSON.stringify([
    ["9", "文本", "涉嫌非法集资", "甲公司"],
    ["9", "文本", "其他", "NaN"],
  ]),
  "a/three.json": JSON.stringify([["帖子", 1]]),
  "b/x.csv": "id,text,unknownEntities\ne1,文,甲;乙\n",
  "realTweets/Volume_X.csv": "timestamp,value\n2015-02-26 21:42:53,8\n2015-02-26 21:47:53,oops\n",
  "c/q.csv":
    "问题发生时间,平台名称,所在地区,上线时间,出问题原因\n2017-12-25,铭宏创投/铭宏共创,浙江省绍兴市,--,平台失联\n2017-12-31,慢点富,北京市丰台区,2016-01-02,\n",
  "c/201703.csv": "序号,平台名称,等级,得分,利率\n1,陆金所,A+,94.6,7.0\n",
  "d/base.csv":
    "id,oplocdistrict,industryphy,industryco,opscope,opfrom,enttype,empnum,state,regcap,reccap\nh1,340223,M,7513.0,推广,2019-07-11 00:00:00,1100,5.0,6,50.0,\n",
  "d/annual.csv": "id,ANCHEYEAR,STATE,FUNDAM,EMPNUM,BUSSTNAME\nh1,2017.0,2.0,5.0,10.0,开业\n",
  "d/tax.csv":
    "id,START_DATE,END_DATE,TAX_CATEGORIES,TAX_ITEMS,TAXATION_BASIS,TAX_RATE,DEDUCTION,TAX_AMOUNT\nh1,2015/09/01,2015/09/30,印花税,资金账簿,170282709.80000004,0.0003,-0.04,-54.0\n",
  "d/news.csv": "id,positive_negtive,public_date\nh1,消极,2016-02-29\nh1,积极,4小时前\n",
  "d/other.csv": "id,legal_judgment_num,brand_num,patent_num\nh1,4.0,2.0,\nh2,,,\n",
  "d/labels.csv": "id,label\nh1,1\n",
  "e/t.csv":
    "alert_id,alert_type,is_sar,tran_id,orig_acct,bene_acct,tx_type,base_amt,tran_timestamp\n84,fan_in,True,9,70598,924,TRANSFER,938.59,2017-01-01T00:00:00Z\n\n",
  "f/e.ndjson":
    '{"specversion":"1.0","id":"z1","source":"court","type":"judicial.case","time":"2026-01-02T03:04:05Z","subject":{"name":"甲"},"data":{"stage":"filed"}}\n{"id":"z2","type":"nonsense.x","data":{}}\nnot json\n',
  "f/e.csv": "id,type,time,subject.name,data.item,data.paid\nk1,tax.paid,2026-01-02,甲,增值税,12.5\n",
  "g/readme.md": "# nothing\n",
  "g/.hidden.json": "[[1,2]]",
};

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "replay-"));
  for (const [path, text] of Object.entries(FILES)) {
    await mkdir(join(root, path, ".."), { recursive: true });
    await writeFile(join(root, path), text);
  }
  found = await findDataSets([root]);
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function rowsOf(set: string, from: Found = found): Promise<ReplayRow[]> {
  const rows: ReplayRow[] = [];
  for (const { file, adapter } of from.sets.find((one) => one.set === set)?.parts ?? []) {
    for await (const row of adapter.read(file)) rows.push(row);
  }
  return rows;
}

function eventsOf(rows: readonly ReplayRow[]): ReplayEvent[] {
  return rows.flatMap((row) => (row.ok ? row.events : []));
}

describe("data sets", () => {
  it("are found by what files hold; the rest is named with its reason", () => {
    expect(found.sets.map((one) => one.set)).toEqual([
      "finnsp",
      "finese",
      "entity",
      "ccf469",
      "p2peye",
      "nab",
      "amlsim",
      "envelopes",
    ]);
    expect(found.skipped.map(({ path, reason }) => [path.slice(root.length + 1), reason])).toEqual([
      ["a/three.json", "on request"],
      ["d/labels.csv", "no mapping"],
      ["g/readme.md", "no mapping"],
    ]);
  });

  it("can be chosen by name, which is how one on request is asked for", async () => {
    const chosen = await findDataSets([root], ["finfe"]);
    expect(chosen.sets.map((one) => one.set)).toEqual(["finfe"]);
    expect(eventsOf(await rowsOf("finfe", chosen))[0]?.envelope.subject).toBeUndefined();
  });

  it("become events that the schemas take, of the source replay, outside the city", async () => {
    for (const { set } of found.sets) {
      for (const event of eventsOf(await rowsOf(set))) {
        const envelope = envelopeSchema.parse(event.envelope);
        eventDataSchemas[event.kind].parse(envelope.data);
        expect(envelope.source).toBe("replay");
        if (set !== "envelopes") expect(envelope.district).toBe("000000");
        expect(envelope.time === undefined).toBe(event.timeMs === null);
      }
    }
  });

  it("have the same ids each time, one for each event", async () => {
    for (const { set } of found.sets) {
      const ids = eventsOf(await rowsOf(set)).map((event) => event.envelope.id);
      expect(eventsOf(await rowsOf(set)).map((event) => event.envelope.id)).toEqual(ids);
      if (set !== "finese") expect(new Set(ids).size).toBe(ids.length);
    }
  });
});

describe("mappings", () => {
  it("finnsp: several subjects, no label, no time; a row of another width is a fault", async () => {
    const rows = await rowsOf("finnsp");
    expect(rows.map((row) => row.ok)).toEqual([true, true, false]);
    const [first, second] = eventsOf(rows);
    expect(first?.envelope).toMatchObject({
      id: "finnsp-id1",
      subjects: [{ name: "甲公司" }, { name: "乙公司" }],
      data: { title: "标题", text: "正文" },
    });
    expect(first?.timeMs).toBeNull();
    expect(JSON.stringify(first)).not.toContain("negative");
    expect(second?.envelope.subject ?? second?.envelope.subjects).toBeUndefined();
  });

  it("finese: a text comes once an event; NaN is no subject", async () => {
    const [first, second] = eventsOf(await rowsOf("finese"));
    expect(first?.envelope).toMatchObject({ subject: { name: "甲公司" }, data: { text: "文本" } });
    expect(second?.envelope.subject).toBeUndefined();
    expect(JSON.stringify(first?.envelope)).not.toContain("非法集资");
  });

  it("nab: a series is a subject of the source's own; what is no number is a fault", async () => {
    const rows = await rowsOf("nab");
    expect(eventsOf(rows)[0]).toMatchObject({
      kind: "market",
      timeMs: Date.UTC(2015, 1, 26, 21, 42, 53),
      envelope: { subject: { localId: "nab:realTweets/Volume_X" }, data: { metric: "Volume_X", value: 8 } },
    });
    expect(rows[1]).toMatchObject({ ok: false, row: 3, raw: "2015-02-26 21:47:53,oops" });
    // The id counts records, not lines: it stays when a header or an empty line comes before it.
    expect(eventsOf(rows)[0]?.envelope.id).toBe(
      replayRowId("nab", "Volume_X.csv", 1, "2015-02-26 21:42:53,8"),
    );
  });

  it("p2peye: a failed platform is a complaint and a ledger entry, a rating is a filing of its month", async () => {
    const events = eventsOf(await rowsOf("p2peye"));
    expect(events.map((event) => event.kind).sort()).toEqual([
      "complaint",
      "complaint",
      "filing",
      "filing",
      "filing",
    ]);
    const complaint = events.find((event) => event.kind === "complaint");
    expect(complaint?.envelope).toMatchObject({
      time: "2017-12-24T16:00:00.000Z",
      subject: { name: "铭宏创投" },
      data: { category: "平台失联", title: "铭宏创投/铭宏共创平台失联" },
    });
    const rating = events.find((event) => event.envelope.type === "filing.rating");
    expect(rating?.envelope).toMatchObject({
      time: "2017-03-31T16:00:00.000Z",
      data: { period: "2017-03", status: "A+", figures: { 得分: 94.6, 利率: 7 } },
    });
  });

  it("ccf469: registration, annual report, tax, news and judgments of one hash", async () => {
    const rows = await rowsOf("ccf469");
    const events = eventsOf(rows);
    expect(new Set(events.map((event) => JSON.stringify(event.envelope.subject)))).toEqual(
      new Set(['{"localId":"ccf469:h1"}']),
    );
    const of = (type: string) => events.find((event) => event.envelope.type === type)?.envelope;
    expect(of("registration.established")).toMatchObject({
      time: "2019-07-10T16:00:00.000Z",
      data: {
        industryCode: "7513",
        registeredCapital: "500000",
        registeredDistrict: "340223",
        establishedOn: "2019-07-11",
      },
    });
    expect(of("registration.annual-report")).toMatchObject({
      time: "2017-12-30T16:00:00.000Z",
      data: { facts: { 从业人数: 10, 经营状态: "开业" } },
    });
    expect(of("tax.paid")).toMatchObject({
      data: { item: "印花税·资金账簿", basis: "170282709.8", paid: "-54", periodEnd: "2015-09-30" },
    });
    expect(of("judicial.judgments")).toMatchObject({ data: { stage: "judgment", count: 4 } });
    expect(of("registration.fact")).toMatchObject({ data: { facts: { 注册商标数: 2 } } });
    expect(
      events
        .filter((event) => event.kind === "sentiment")
        .map((event) => [event.timeMs === null, event.envelope.data.polarity]),
    ).toEqual([
      [false, "negative"],
      [true, "positive"],
    ]);
    expect(rows.filter((row) => !row.ok)).toMatchObject([{ code: "ingest.empty" }]);
  });

  it("amlsim: a transfer is seen from both accounts", async () => {
    const events = eventsOf(await rowsOf("amlsim"));
    expect(
      events.map((event) => [
        (event.envelope.subject as { localId: string }).localId,
        event.envelope.data.direction,
      ]),
    ).toEqual([
      ["amlsim:70598", "out"],
      ["amlsim:924", "in"],
    ]);
  });

  it("envelopes: NDJSON and CSV of our own form keep id, time and subject; bad lines are faults", async () => {
    const rows = await rowsOf("envelopes");
    const events = eventsOf(rows);
    expect(events.find((event) => event.kind === "judicial")?.envelope).toMatchObject({
      id: "court:z1",
      source: "replay",
      subject: { name: "甲" },
    });
    expect(events.find((event) => event.kind === "tax")?.envelope).toMatchObject({
      id: "k1",
      time: "2026-01-01T16:00:00.000Z",
      data: { paid: "12.5" },
    });
    expect(rows.flatMap((row) => (row.ok ? [] : [row.code]))).toEqual([
      "ingest.unknown-kind",
      "ingest.bad-json",
    ]);
  });
});

it("puts rows of a sorted set in time order, those without time last", async () => {
  const rows = sortRows(await rowsOf("ccf469"));
  const times = rows.map((row) => (row.ok ? (row.events[0]?.timeMs ?? null) : null));
  const known = times.filter((time) => time !== null);
  expect(times.slice(0, known.length)).toEqual([...known].sort((a, b) => a - b));
});
