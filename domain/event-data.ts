import { z } from "zod";
import { FINANCE_KINDS } from "#domain/finance-kind";
import { normaliseIndustry } from "#domain/industry";
import { nameText } from "#domain/name-text";

/** Decimal yuan as a string: money is never a float sum. */
const yuan = z.string().regex(/^-?\d{1,16}(\.\d{1,4})?$/);
const ratio = z.number().finite();
const text = (max: number) => z.string().max(max);
/** Cipher text with its key version: set by ingest, dropped when a source sends it. */
const sealed = z.string().max(400).optional();
/** More than the city has people is a slip of a source, and no detector shall have to believe it. */
const count = z.number().int().min(0).max(100_000_000);
const date = z.iso.date();
/** In yuan or any unit: past a quadrillion a double loses its cents, and no firm reports that. */
const figure = z.number().min(-1e15).max(1e15);
/** The largest report that supervisors ask for has about eighty figures. */
const MOST_FIGURES = 300;
const MOST_FACTS = 100;
/** Values by name, a bounded number of them; they are frozen into evidence and shown. */
const named = <V extends z.ZodType>(nameMax: number, value: V, most: number) =>
  z.record(nameText(nameMax), value).refine((record) => Object.keys(record).length <= most, {
    error: `at most ${most} values`,
    params: { zh: `至多 ${most} 项` },
  });

/** 登记, 变更, 注销, and the other registers that describe a firm. `changes` holds the fields that changed. */
const registration = z.object({
  name: nameText(200).optional(),
  creditCode: text(18).optional(),
  status: z.enum(["active", "abnormal", "revoked", "cancelled", "moved-out"]).optional(),
  legalRepresentative: text(100).optional(),
  establishedOn: date.optional(),
  registeredCapital: yuan.optional(),
  paidInCapital: yuan.optional(),
  industryCode: text(6).overwrite(normaliseIndustry).optional(),
  financeKind: z.enum(FINANCE_KINDS).optional(),
  scope: text(4000).optional(),
  licences: z.array(text(100)).max(50).optional(),
  registeredAddress: text(300).optional(),
  registeredDistrict: text(6).optional(),
  registeredStreet: text(9).optional(),
  businessAddress: text(300).optional(),
  businessDistrict: text(6).optional(),
  /** After ingest: the blind index of the number; the sealed number is in phoneSealed. */
  phone: text(80).optional(),
  phoneSealed: sealed,
  position: z.tuple([z.number(), z.number()]).optional(),
  changes: z
    .array(z.object({ field: text(60), before: text(4000).nullable(), after: text(4000).nullable() }))
    .max(100)
    .optional(),
  relations: z
    .array(
      z.object({
        kind: z.enum([
          "shareholder",
          "legal-representative",
          "controller",
          "officer",
          "branch",
          "investment",
          "same-address",
          "same-phone",
        ]),
        party: z.enum(["person", "enterprise"]),
        name: nameText(200),
        code: text(40).optional(),
        share: z.number().min(0).max(1).optional(),
        office: text(60).optional(),
      }),
    )
    .max(200)
    .optional(),
  /** 招聘: how many posts, and the wording. */
  recruitment: z
    .object({
      posts: count,
      salesPosts: count.optional(),
      wording: text(2000).optional(),
    })
    .optional(),
  /** 网站备案, 动产抵押, 股权出质, 知识产权, 社保 … as named facts. */
  facts: named(60, z.union([text(1000), figure, z.boolean()]), MOST_FACTS).optional(),
});

/** 新闻, 微博, 公众号, 抖音, 知乎, 小红书, 黑猫 … `polarity` is what the source says, if it says so. */
const sentiment = z.object({
  title: text(500).default(""),
  text: text(20000),
  channel: text(60).optional(),
  url: text(1000).optional(),
  author: text(100).optional(),
  polarity: z.enum(["negative", "neutral", "positive"]).optional(),
  reposts: z.number().int().min(0).max(10_000_000_000).optional(),
});

/** One point of one series: a price, a yield, a flow, a volume. */
const market = z.object({
  metric: text(100),
  value: ratio,
  unit: text(20).optional(),
  instrument: text(60).optional(),
});

/** 投诉, 举报, 12345, 来访. */
const complaint = z.object({
  channel: text(60).optional(),
  title: text(500).default(""),
  text: text(20000).default(""),
  amount: yuan.optional(),
  people: count.optional(),
  category: text(60).optional(),
});

/** 立案, 判决, 执行, 失信. `stage: "criminal-filed"` forces the level 风险爆发. */
const judicial = z.object({
  stage: z.enum(["filed", "hearing", "judgment", "enforcement", "dishonest", "criminal-filed", "other"]),
  caseNo: text(100).optional(),
  cause: text(200).optional(),
  court: text(100).optional(),
  role: z.enum(["plaintiff", "defendant", "third", "unknown"]).optional(),
  amount: yuan.optional(),
  count: z.number().int().min(1).max(1_000_000).optional(),
});

/** 纳税, 欠税. */
const tax = z.object({
  item: text(100),
  periodStart: date.optional(),
  periodEnd: date.optional(),
  basis: yuan.optional(),
  paid: yuan.optional(),
  arrears: yuan.optional(),
});

/** 行政处罚, 严重违法, 经营异常. */
const penalty = z.object({
  authority: text(100).optional(),
  documentNo: text(100).optional(),
  category: z.enum(["administrative", "serious-violation", "abnormal-operation", "blacklist"]),
  reason: text(1000).optional(),
  amount: yuan.optional(),
});

/** 中基协, 监管报送, 案件统计台账, 平台评级. `figures` are the reported indicators, by name. */
const filing = z.object({
  form: text(100),
  period: text(20).optional(),
  dueOn: date.optional(),
  figures: named(80, figure, MOST_FIGURES).default({}),
  status: text(60).optional(),
  note: text(2000).optional(),
});

/** 资金流水. `provider` is the unit that gave it, `authority` the legal ground on which it did. */
const transaction = z.object({
  provider: text(100),
  authority: text(200),
  /** After ingest: blind indexes, good for grouping; the sealed numbers are beside them. */
  account: text(80),
  counterparty: text(80),
  accountSealed: sealed,
  counterpartySealed: sealed,
  counterpartyName: text(100).optional(),
  direction: z.enum(["in", "out"]),
  amount: yuan,
  cash: z.boolean().default(false),
  remark: text(200).optional(),
});

/** Shape of `data` for each input kind. Unknown keys are dropped; the source's own body is kept with the event. */
export const eventDataSchemas = {
  registration,
  sentiment,
  market,
  complaint,
  judicial,
  tax,
  penalty,
  filing,
  transaction,
} as const;
