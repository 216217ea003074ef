import { describe, expect, test } from "vitest";
import { registrationChurn } from "#detectors/registration-churn/registration-churn";
import { createRegistry } from "#detectors/registry";
import { createCity, makeEvent, rulesIn, START_MS } from "#detectors/testing";
import { DAY_MS } from "#detectors/time";

const registry = createRegistry({ detectors: [registrationChurn] });

function registered(uid: string, days: number, data: object) {
  return makeEvent("registration", uid, START_MS + days * DAY_MS, data as never);
}

function played(...events: ReturnType<typeof registered>[]) {
  const city = createCity(registry);
  city.play(events);
  return city;
}

describe("changes", () => {
  test("address and representative are counted by the register's list and by comparison", () => {
    const city = played(
      registered("r/1", 0, { legalRepresentative: "张三", registeredAddress: "世纪大道1号101室" }),
      registered("r/2", 60, {
        changes: [{ field: "法定代表人", before: "张三", after: "李四" }],
        legalRepresentative: "李四",
      }),
      registered("r/3", 120, { legalRepresentative: "王五" }),
      registered("r/4", 125, { changes: [{ field: "住所", before: "甲", after: "乙" }] }),
    );
    expect(rulesIn(city.findings)).toEqual([
      "registration-churn.handover",
      "registration-churn.representative-churn",
    ]);
    expect(city.findings.find(({ rule }) => rule === "representative-churn")?.reason).toBe(
      "近一年变更法定代表人 2 次",
    );
  });

  test("changes older than a year are forgotten", () => {
    const city = played(
      registered("r/1", 0, { changes: [{ field: "住所", before: "甲", after: "乙" }] }),
      registered("r/2", 400, { changes: [{ field: "住所", before: "乙", after: "丙" }] }),
    );
    expect(city.findings).toEqual([]);
  });

  test("the same value again is no change", () => {
    const city = played(
      ...[0, 10, 20, 30].map((day) =>
        registered(`r/${day}`, day, { legalRepresentative: "张三", registeredAddress: "世纪大道1号" }),
      ),
    );
    expect(city.findings).toEqual([]);
  });
});

describe("capital", () => {
  test("little of a large capital is paid in; paying it in ends the finding", () => {
    const city = played(registered("r/1", 0, { registeredCapital: "50000000", paidInCapital: "500000" }));
    expect(city.findings[0]?.reason).toBe("注册资本 5000 万元，实缴仅 50 万元（1%）");
    city.play([registered("r/2", 30, { paidInCapital: "40000000" })]);
    expect(city.stateOf("e:7").score?.total).toBe(0);
  });

  test("a young firm with a large capital grows out of it by time alone", () => {
    const city = played(
      registered("r/1", 0, { establishedOn: "2024-12-01", registeredCapital: "100000000" }),
    );
    expect(rulesIn(city.findings)).toEqual(["registration-churn.young-big-capital"]);
    expect(city.stateOf("e:7").dueMs).toBe(Date.parse("2025-12-01T00:00:00+08:00"));
    city.tickTo(START_MS + 400 * DAY_MS);
    expect(city.stateOf("e:7").score?.total).toBe(0);
  });

  test("a capital that is cut by half", () => {
    const city = played(
      registered("r/1", 0, { registeredCapital: "20000000" }),
      registered("r/2", 5, { registeredCapital: "5000000" }),
    );
    expect(city.findings.map(({ reason }) => reason)).toEqual(["注册资本由 2000 万元 减至 500 万元"]);
  });
});

describe("scope and licence", () => {
  const scope = "财富管理，代客理财，投资咨询";
  test("financial business without a licence", () => {
    const city = played(registered("r/1", 0, { scope, licences: [] }));
    expect(city.findings[0]?.reason).toBe("经营范围含“理财、财富管理、代客理财”，未见相应许可");
  });
  test("with a licence, or in one of the supervised kinds, it is in order", () => {
    expect(played(registered("r/1", 0, { scope, licences: ["金融许可证"] })).findings).toEqual([]);
    expect(
      played(registered("r/1", 0, { scope: "发放小额贷款", financeKind: "microloan" })).findings,
    ).toEqual([]);
  });
  test("a scope that says what it does not do", () => {
    expect(
      played(registered("r/1", 0, { scope: "企业管理咨询（不得从事代客理财、吸收公众存款）", licences: [] }))
        .findings,
    ).toEqual([]);
    expect(
      played(registered("r/1", 0, { scope: "投资咨询（除金融、证券、期货）", licences: [] })).findings,
    ).toEqual([]);
  });
});

describe("status and conduct", () => {
  test("a revoked licence is held until the firm is active again", () => {
    const city = played(registered("r/1", 0, { status: "revoked" }));
    city.tickTo(START_MS + 200 * DAY_MS);
    expect(city.stateOf("e:7").score?.dimensions.basic).toBeGreaterThan(60);
    city.play([registered("r/2", 210, { status: "active" })]);
    expect(city.stateOf("e:7").score?.dimensions.basic).toBe(0);
  });
  test("a crowd of sales people is recruited", () => {
    const city = played(
      registered("r/1", 0, {
        recruitment: { posts: 60, salesPosts: 50, wording: "急招理财顾问，无需经验，高额提成" },
      }),
    );
    expect(city.findings[0]?.reason).toBe("集中招聘销售人员 50 名，用语“理财顾问”");
    expect(city.findings[0]?.dimension).toBe("behaviour");
  });
  test("a website without filing", () => {
    const city = played(registered("r/1", 0, { facts: { 网站备案: false } }));
    expect(city.findings[0]?.reason).toBe("网站或应用未备案（网站备案）");
    city.play([registered("r/2", 9, { facts: { 网站备案: true } })]);
    expect(city.stateOf("e:7").score?.total).toBe(0);
  });
});
