import { expect, test } from "vitest";
import { z } from "zod";
import { envelopeSchema } from "#domain/event";
import { eventDataSchemas } from "#domain/event-data";
import { describeIssue } from "#domain/issue";

const envelope = { id: "1", source: "s", type: "t", data: {} };
const { complaint, judicial, market, registration, filing } = eventDataSchemas;

test.each<[z.ZodType, unknown, string, string]>([
  [envelopeSchema, { ...envelope, id: undefined }, "id", "必填"],
  [envelopeSchema, { ...envelope, id: "" }, "id", "不能为空"],
  [envelopeSchema, { ...envelope, id: 7 }, "id", "类型不对，应为文本"],
  [envelopeSchema, { ...envelope, id: "a#2" }, "id", "不能含 #"],
  [envelopeSchema, { ...envelope, source: "x".repeat(101) }, "source", "长度不能超过 100 个字符"],
  [
    envelopeSchema,
    { ...envelope, time: "昨天" },
    "time",
    "格式不对，应为带时区的时间，如 2026-03-05T10:20:00+08:00",
  ],
  [envelopeSchema, { ...envelope, district: "31" }, "district", "应为六位数字代码"],
  [envelopeSchema, { ...envelope, specversion: "2" }, "specversion", "只能是 1.0"],
  [envelopeSchema, { ...envelope, subject: 7 }, "subject", "不符合任何一种可用的写法"],
  [
    envelopeSchema,
    { ...envelope, subject: { code: "9".repeat(40) } },
    "subject.code",
    "长度不能超过 32 个字符",
  ],
  [
    envelopeSchema,
    { ...envelope, subject: { name: "\u200b" } },
    "subject.name",
    "不能是空白，至少含一个文字或数字",
  ],
  [envelopeSchema, { ...envelope, subject: " " }, "subject", "不能是空白，至少含一个文字或数字"],
  [filing, { form: "月报", figures: { a: 1e16 } }, "figures.a", "数值不能超过 1000000000000000"],
  [envelopeSchema, 17, "", "类型不对，应为对象"],
  [
    complaint,
    { amount: "约三百" },
    "amount",
    '应为金额（元，至多 16 位整数、4 位小数，写作文本），如 "1234.5"',
  ],
  [complaint, { people: -1 }, "people", "数值不能小于 0"],
  [complaint, { people: 1.5 }, "people", "类型不对，应为整数"],
  [
    judicial,
    { stage: "调解" },
    "stage",
    "只能是其中之一：filed、hearing、judgment、enforcement、dishonest、criminal-filed、other",
  ],
  [market, { metric: "x", value: "3" }, "value", "类型不对，应为数字"],
  [registration, { establishedOn: "2026-02-31" }, "establishedOn", "格式不对，应为日期，如 2026-03-05"],
  [registration, { licences: Array(51).fill("x") }, "licences", "个数不能超过 50 项"],
  [
    filing,
    { form: "月报", figures: { ["x".repeat(81)]: 1 } },
    `figures.${"x".repeat(81)}`,
    "字段名不合格：长度不能超过 80 个字符",
  ],
  [z.strictObject({ a: z.string() }), { a: "", colour: 1 }, "", "有不认识的字段：colour"],
  [z.string().refine(() => false, { error: "no", params: { zh: "不行" } }), "x", "", "不行"],
])("%#", (schema, value, path, zh) => {
  const [issue] = schema.safeParse(value).error?.issues ?? [];
  if (issue === undefined) throw new Error("it was taken");
  expect(issue.path.join(".")).toBe(path);
  expect(describeIssue(issue)).toEqual({ zh, en: issue.message });
});
