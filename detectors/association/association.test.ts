import { describe, expect, test } from "vitest";
import { CLUSTER_STEPS, MAX_FAN_OUT } from "#detectors/association/meeting";
import { addressHash, normaliseAddress } from "#detectors/shared-address/address";
import { createCity, makeEvent, rulesIn, START_MS } from "#detectors/testing";
import { DAY_MS, HOUR_MS } from "#detectors/time";
import type { StreamEvent } from "#domain/event";

const ADDRESS = "上海市奉贤区望园路2165弄15号1幢301室";

function firm(
  id: number,
  kind: "registration" | "judicial" | "complaint" | "sentiment",
  uid: string,
  hours: number,
  data: object,
): StreamEvent {
  return makeEvent(kind, uid, START_MS + hours * HOUR_MS, data as never, {
    key: `e:${id}`,
    enterpriseId: id,
    district: "310120",
  });
}

describe("addresses", () => {
  test.each([
    [ADDRESS, "奉贤区望园路2165弄15号1幢301室"],
    ["中国（上海）自由贸易试验区世纪大道88号3号楼1201室", "世纪大道88号3幢1201室"],
    ["奉贤区 望园路2165弄15号1栋301室-12", "奉贤区望园路2165弄15号1幢301室"],
    ["奉贤区望园路２１６５弄15号1幢301室（集中登记地）", "奉贤区望园路2165弄15号1幢301室"],
    ["奉贤区望园路2165弄15号1幢301室A12工位", "奉贤区望园路2165弄15号1幢301室"],
  ])("%s → %s", (address, normal) => expect(normaliseAddress(address)).toBe(normal));

  test("what names no place is no key", () => {
    expect(addressHash("上海市")).toBeNull();
    expect(addressHash("不详")).toBeNull();
  });
});

describe("shared address", () => {
  test("members are told when a step is passed, not at each new firm", () => {
    const city = createCity();
    for (let id = 1; id <= 12; id++)
      city.play([firm(id, "registration", `r/${id}`, id, { registeredAddress: ADDRESS })]);
    const first = city.findings.filter(({ enterpriseId }) => enterpriseId === 1);
    expect(first.map(({ reason }) => reason)).toEqual([
      `注册地址“${ADDRESS}”登记企业 5 家`,
      `注册地址“${ADDRESS}”登记企业 10 家`,
    ]);
    const derived = city.results.reduce((sum, { derived }) => sum + derived.length, 0);
    // 12 joined + 5 and 10 told at the steps + one for each who came between.
    expect(derived).toBe(12 + 5 + 10 + 4 + 2);
  });

  test("leaving lowers the count and the firm that left is free of it", () => {
    const city = createCity();
    for (let id = 1; id <= 6; id++)
      city.play([firm(id, "registration", `r/${id}`, id, { registeredAddress: ADDRESS })]);
    for (let id = 2; id <= 5; id++)
      city.play([
        firm(id, "registration", `m/${id}`, 20 + id, { registeredAddress: `上海市金山区亭卫公路${id}号` }),
      ]);
    expect(city.stateOf("e:2").detectors.signals).toEqual([]);
    expect(city.stateOf("e:1").detectors.signals).toEqual([]);
  });

  test("members that change in turn are told as a shell cluster, and one that changes alone is not", () => {
    const city = createCity();
    for (let id = 1; id <= 12; id++)
      city.play([firm(id, "registration", `r/${id}`, id, { registeredAddress: ADDRESS })]);
    const change = (id: number, hours: number) =>
      firm(id, "registration", `x/${id}/${hours}`, hours, {
        changes: [{ field: "法定代表人", before: "甲", after: `乙${hours}` }],
      });
    city.play([change(1, 50), change(1, 60), change(1, 70), change(1, 80), change(1, 90)]);
    expect(rulesIn(city.findings)).not.toContain("shared-address.churn");
    city.play([change(2, 100), change(3, 110), change(4, 120)]);
    const churn = city.findings.filter(({ rule }) => rule === "churn");
    expect(churn).toHaveLength(12);
    expect(churn[0]?.reason).toBe("同址 12 家企业中 4 家在 60 日内变更法定代表人或迁出，疑似空壳企业群");
    expect(city.stateOf("e:9").score?.dimensions.basic).toBeGreaterThan(65);
  });

  test("a place meant for many firms weighs less", () => {
    const severity = (address: string) => {
      const city = createCity();
      for (let id = 1; id <= 10; id++)
        city.play([firm(id, "registration", `r/${id}`, id, { registeredAddress: address })]);
      return city.findings.at(-1)?.severity ?? 0;
    };
    expect(severity("奉贤区众创产业园1号201室")).toBeLessThan(severity(ADDRESS) * 0.5);
  });

  test("the state of an address and its fan-out stay bounded", () => {
    const city = createCity();
    for (let id = 1; id <= 700; id++)
      city.play([firm(id, "registration", `r/${id}`, id, { registeredAddress: ADDRESS })]);
    const key = [...city.states.keys()].find((one) => one.startsWith("a:")) as string;
    expect(JSON.stringify(city.stateOf(key)).length).toBeLessThan(8000);
    expect(Math.max(...city.results.map(({ derived }) => derived.length))).toBeLessThanOrEqual(MAX_FAN_OUT);
    expect(city.findings.at(-1)?.figures.count).toBe(700);
    expect(CLUSTER_STEPS).toContain(500);
  });
});

describe("association", () => {
  const criminal = { stage: "criminal-filed", cause: "集资诈骗罪" };
  const parent = "91310000MA1FL00001";

  test("a firm hears of its controller's case through the point that bears the controller's code", () => {
    const city = createCity();
    city.play([
      firm(1, "registration", "r/1", 0, { name: "上海甲控股有限公司", creditCode: parent }),
      firm(2, "registration", "r/2", 1, {
        name: "上海乙财富有限公司",
        relations: [
          { kind: "controller", party: "enterprise", name: "上海甲控股有限公司", code: parent, share: 0.6 },
        ],
      }),
      firm(1, "judicial", "j/1", 2, criminal),
    ]);
    const heard = city.findings.filter(({ enterpriseId }) => enterpriseId === 2);
    expect(heard.map(({ reason }) => reason)).toEqual(["实际控制人“上海甲控股有限公司”风险评分 75"]);
    expect(city.stateOf("e:2").score?.dimensions.association).toBeGreaterThan(60);
  });

  test("also when the relation becomes known after the case", () => {
    const city = createCity();
    city.play([
      firm(1, "registration", "r/1", 0, { name: "上海甲控股有限公司", creditCode: parent }),
      firm(1, "judicial", "j/1", 2, criminal),
      firm(2, "registration", "r/2", 5, {
        relations: [{ kind: "shareholder", party: "enterprise", name: "甲", code: parent, share: 0.3 }],
      }),
    ]);
    expect(rulesIn(city.findings.filter(({ enterpriseId }) => enterpriseId === 2))).toEqual([
      "association.party",
    ]);
  });

  test("firms with a person in common hear of each other; a name alone is no person", () => {
    const play = (code: string | undefined) => {
      const city = createCity();
      const relations = [
        {
          kind: "legal-representative",
          party: "person",
          name: "张伟",
          ...(code === undefined ? {} : { code }),
        },
      ];
      city.play([
        firm(1, "registration", "r/1", 0, { name: "甲公司", relations }),
        firm(2, "registration", "r/2", 1, { name: "乙公司", relations }),
        firm(1, "judicial", "j/1", 2, criminal),
      ]);
      return city.findings.filter(({ enterpriseId }) => enterpriseId === 2).length;
    };
    expect(play("id-hash-1")).toBe(1);
    expect(play(undefined)).toBe(0);
  });

  test("risk does not travel round a loop", () => {
    const city = createCity();
    const relate = (name: string) => ({
      relations: [{ kind: "shareholder", party: "enterprise", name, share: 0.9 }],
    });
    city.play([
      firm(1, "registration", "r/1", 0, { name: "上海甲公司", ...relate("上海乙公司") }),
      firm(2, "registration", "r/2", 1, { name: "上海乙公司", ...relate("上海丙公司") }),
      firm(3, "registration", "r/3", 2, { name: "上海丙公司", ...relate("上海甲公司") }),
      firm(1, "judicial", "j/1", 3, criminal),
    ]);
    // 丙 holds 甲: it hears. 乙 holds 丙, which is in no trouble of its own: it does not.
    expect(city.findings.map(({ enterpriseId, rule }) => `${enterpriseId} ${rule}`)).toEqual([
      "1 criminal",
      "3 party",
    ]);
  });

  test("when the party recovers the signal goes", () => {
    const city = createCity();
    city.play([
      firm(1, "registration", "r/1", 0, { name: "上海甲公司" }),
      firm(2, "registration", "r/2", 1, {
        relations: [{ kind: "controller", party: "enterprise", name: "上海甲公司" }],
      }),
      firm(1, "judicial", "j/1", 2, criminal),
      { ...firm(1, "judicial", "j/2", 48, criminal), type: "judicial.closed" },
    ]);
    city.tickTo(START_MS + 10 * DAY_MS);
    expect(city.stateOf("e:2").detectors.signals).toEqual([]);
  });
});
