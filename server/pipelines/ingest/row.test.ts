import { describe, expect, test } from "vitest";
import { checkRow } from "#server/pipelines/ingest/row";

const NOW = Date.UTC(2026, 10, 24, 4);
const GOOD = {
  specversion: "1.0",
  id: "a1",
  source: "s",
  type: "complaint.filed",
  time: "2026-11-24T03:00:00Z",
  subject: "上海某某有限公司",
  data: { text: "到期不兑付" },
};

const codeOf = (change: Record<string, unknown>) => {
  const result = checkRow(1, { ...GOOD, ...change }, "complaint", "s", NOW);
  return result.ok ? "ok" : result.fault.code;
};

describe("what is wrong with a row is said by its code", () => {
  test.each([
    [{ id: "" }, "ingest.envelope"],
    [{ id: "a#1" }, "ingest.envelope"],
    [{ source: "other" }, "ingest.source-mismatch"],
    [{ schemaversion: 2 }, "ingest.schema-version"],
    [{ corrects: "a1" }, "ingest.corrects-self"],
    [{ data: { text: 5 } }, "ingest.data"],
    [{ time: "2026-11-24T04:06:00Z" }, "ingest.future-time"],
    [{ time: "1900-01-01T00:00:00Z" }, "ingest.ancient-time"],
    [{ district: "319999" }, "ingest.unknown-district"],
    [{ subject: { code: "91310000MA1FL4U05X" } }, "ingest.code-check"],
    [{ subject: undefined }, "ingest.no-subject"],
    [{ data: { text: "a\u0000b" } }, "ingest.control-character"],
    [{ data: { text: "half \ud83d" } }, "ingest.control-character"],
  ])("%j -> %s", (change, code) => {
    expect(codeOf(change)).toBe(code);
  });
});

test("an escaped backslash before u is no control character; a line break is none either", () => {
  expect(codeOf({ subject: "上海某某有限公司", data: { text: "C:\\u0001 is a path\nsecond line" } })).toBe(
    "ok",
  );
});

test("a source's clock may run ahead by five minutes; without a time the clock of ingest stands in, and it is said", () => {
  expect(codeOf({ subject: "上海某某有限公司", time: "2026-11-24T04:04:00Z" })).toBe("ok");
  const result = checkRow(
    1,
    { ...GOOD, subject: "上海某某有限公司", time: undefined },
    "complaint",
    "s",
    NOW,
  );
  expect(result).toMatchObject({ ok: true, row: { timeMs: NOW, timeInferred: true } });
});

test("merged old district codes become today's", () => {
  const result = checkRow(
    1,
    { ...GOOD, subject: "上海某某有限公司", district: "310108" },
    "complaint",
    "s",
    NOW,
  );
  expect(result).toMatchObject({ ok: true, row: { district: "310106" } });
});

test("the hash is of what was said, not of the order in which transport fields came", () => {
  const one = checkRow(1, GOOD, "complaint", "s", NOW);
  const { traceparent: _, ...rest } = { ...GOOD, traceparent: "00-x" };
  const two = checkRow(2, { ...rest, simulated: false }, "complaint", "s", NOW);
  const other = checkRow(3, { ...GOOD, data: { text: "到期已兑付" } }, "complaint", "s", NOW);
  if (one.ok && two.ok && other.ok) {
    expect(two.row.hash).toBe(one.row.hash);
    expect(other.row.hash).not.toBe(one.row.hash);
  } else expect([one.ok, two.ok, other.ok]).toEqual([true, true, true]);
});
