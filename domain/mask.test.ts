import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  maskAccount,
  maskEnterpriseName,
  maskPersonId,
  maskPersonName,
  maskPhone,
  showField,
} from "#domain/mask";
import { GUARDED_FIELDS } from "#domain/permission";

describe("mask", () => {
  it("masks by kind", () => {
    expect(maskPersonName("张三")).toBe("张＊");
    expect(maskPersonName("欧阳锋")).toBe("欧＊＊");
    expect(maskPersonName("阿卜杜拉·热合曼")).toBe("阿＊＊");
    expect(maskPersonName("John Smith")).toBe("J＊");
    expect(maskPersonName("李")).toBe("李＊");
    expect(maskPhone("138 1234 5678")).toBe("138****5678");
    expect(maskPhone("021-62345678")).toBe("****78");
    expect(maskPhone("110")).toBe("****");
    expect(maskAccount("6222 0212 3456 7890")).toBe("**** 7890");
    expect(maskAccount("1234567")).toBe("****");
    expect(maskPersonId("310101199001011234")).toBe("310**************4");
    expect(maskPersonId("G12345678")).toBe("****78");
  });

  it("hides the mark of a firm before visitors", () => {
    expect(maskEnterpriseName("上海星河财富管理有限公司")).toBe("上海＊＊财富管理有限公司");
    expect(maskEnterpriseName("星河（上海）投资管理有限公司")).toBe("(上海)＊＊投资管理有限公司");
    expect(maskEnterpriseName("阿里巴巴")).toBe("＊＊");
  });

  it("shows a guarded field only to who may", () => {
    expect(showField("phone", "13812345678", true)).toBe("13812345678");
    expect(showField("phone", "13812345678", false)).toBe("138****5678");
    expect(showField("police-clue", "夜间转移资料", false)).toBe("（已脱敏）");
    expect(showField("account", null, false)).toBeNull();
  });

  it("never gives back a whole value", () => {
    fc.assert(
      fc.property(fc.constantFrom(...GUARDED_FIELDS), fc.stringMatching(/^[0-9]{6,20}$/), (field, value) => {
        const shown = showField(field, value, false) as string;
        expect(shown).not.toContain(value);
        expect(shown.replace(/\D/g, "").length).toBeLessThan(value.length);
      }),
    );
  });
});
