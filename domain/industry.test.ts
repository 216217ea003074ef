import { describe, expect, it } from "vitest";
import {
  industriesUnder,
  industryName,
  industryOf,
  industryPath,
  isIndustry,
  normaliseIndustry,
  SECTIONS,
  sectionOf,
} from "#domain/industry";

describe("industry (GB/T 4754-2017)", () => {
  it("has 20 sections, and every class hangs under one", () => {
    expect(SECTIONS).toHaveLength(20);
    let classes = 0;
    const walk = (code: string): void => {
      for (const child of industriesUnder(code)) {
        expect(sectionOf(child.code)).toBe(sectionOf(code));
        if (child.depth === 4) classes++;
        walk(child.code);
      }
    };
    for (const section of SECTIONS) walk(section.code);
    expect(classes).toBe(1381);
  });

  it.each([
    ["6635", "小额贷款公司服务"],
    ["6631", "融资租赁服务"],
    ["6633", "典当"],
  ])("knows %s as %s in finance", (code, name) => {
    expect(industryName(code)).toBe(name);
    expect(sectionOf(code)).toBe("J");
    expect(industryPath(code).map((step) => step.code)).toEqual(["J", "66", "663", code]);
  });

  it("accepts the forms that sources write", () => {
    expect(normaliseIndustry(" j6635 ")).toBe("6635");
    expect(industryOf("Ｊ6635")?.code).toBe("6635");
    expect(isIndustry("j66")).toBe(true);
  });

  it("does not guess", () => {
    expect(industryOf("9999")).toBeNull();
    expect(sectionOf("9999")).toBeNull();
    expect(industryPath("9999")).toEqual([]);
    expect(industryName("9999")).toBe("9999");
  });

  it("has English names of the sections", () => {
    for (const section of SECTIONS) expect(industryName(section.code, "en")).toMatch(/^[A-Z]/);
  });
});
