import { describe, expect, it } from "vitest";
import { apiError } from "#domain/api/common";
import { CodedError, ERRORS, type ErrorCode, isErrorCode, makeError } from "#domain/error";

const codes = Object.keys(ERRORS) as ErrorCode[];
const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string).sort();

describe("error catalogue", () => {
  it.each(codes)("%s is complete in both languages", (code) => {
    const entry = ERRORS[code];
    expect(code).toMatch(/^[a-z][a-z-]*\.[a-z][a-z0-9-]*$/);
    expect(entry.status).toBeGreaterThanOrEqual(200);
    expect(entry.status).toBeLessThan(600);
    for (const text of [entry.zh, entry.hintZh]) expect(text).toMatch(/[\u4e00-\u9fff]/);
    for (const text of [entry.en, entry.hintEn]) expect(text).not.toMatch(/[\u4e00-\u9fff]/);
    expect(placeholders(entry.en)).toEqual(placeholders(entry.zh));
    expect(placeholders(entry.hintEn)).toEqual(placeholders(entry.hintZh));
  });

  it("says the same thing only once", () => {
    expect(new Set(codes.map((code) => ERRORS[code].zh)).size).toBe(codes.length);
  });

  it("covers every bad input that ingest must name", () => {
    for (const code of [
      "ingest.code-check",
      "ingest.unknown-district",
      "ingest.future-time",
      "ingest.body-too-large",
      "ingest.bad-utf8",
      "ingest.too-deep",
      "ingest.csv-columns",
      "ingest.conflict",
      "ingest.key-expired",
      "ingest.signature",
      "ingest.replayed",
      "ingest.backpressure",
    ]) {
      expect(isErrorCode(code), code).toBe(true);
    }
    expect(isErrorCode("toString")).toBe(false);
  });

  it("fills its parameters and never shows a brace", () => {
    expect(makeError("ingest.unknown-district", { district: "310199" })).toMatchObject({
      code: "ingest.unknown-district",
      status: 422,
      message: "未知行政区划 310199",
    });
    expect(makeError("ingest.unknown-district", {}, "en").message).toBe("Unknown district —");
    for (const code of codes) {
      const made = makeError(code);
      expect(made.message + made.hint).not.toMatch(/[{}]/);
      expect(apiError.safeParse(made).success).toBe(true);
    }
  });

  it("does not read parameters as patterns", () => {
    expect(makeError("ingest.data", { kind: "tax", path: "$&", detail: "{kind}" }).message).toBe(
      "tax 数据不合格：$& {kind}",
    );
  });

  it("takes words as a parameter and speaks one language", () => {
    const params = { path: "id", detail: { zh: "必填", en: "required" } };
    expect(makeError("ingest.envelope", params).message).toBe("事件信封不合格：id 必填");
    expect(makeError("ingest.envelope", params, "en").message).toBe(
      "The event envelope is not valid: id required",
    );
  });

  it("can be thrown", () => {
    const cause = new Error("socket closed");
    const error = new CodedError("request.unavailable", { part: "database" }, { cause });
    expect(error).toMatchObject({ name: "CodedError", code: "request.unavailable", status: 503, cause });
    expect(error.message).toBe("The system is not available for now: database");
    expect(error.toMessage().message).toBe("系统暂时不可用：database");
  });
});
