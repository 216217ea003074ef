import { MEMBER_ROLE_NAMES } from "#detectors/association/association";
import type { MemberRole } from "#detectors/association/meeting";
import { STATUS_NAMES } from "#domain/enterprise";
import type { Language } from "#domain/error";
import { LEVEL_NAMES, type Level } from "#domain/level";
import { maskAccount } from "#domain/mask";
import { formatAmount, isYuan, unitFor, YUAN_UNIT_NAMES } from "#domain/money";

/** An event in the words of the timeline. */
export interface EventWords {
  readonly title: string;
  readonly detail: string;
}

export interface DescribeOptions {
  readonly language: Language;
  /** The reader may see account numbers in full. */
  readonly maySeeAccounts: boolean;
}

type Data = Readonly<Record<string, unknown>>;

const KINDS: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  registration: ["登记变更", "Registration"],
  sentiment: ["舆情", "Media"],
  market: ["市场指标", "Market figure"],
  complaint: ["投诉举报", "Complaint"],
  judicial: ["司法信息", "Court"],
  tax: ["纳税信息", "Tax"],
  penalty: ["行政处罚", "Penalty"],
  filing: ["监管报送", "Filing"],
  transaction: ["资金流水", "Transaction"],
  tick: ["时间推移", "Time passed"],
  derived: ["关联变化", "Related change"],
};

const STAGES: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  filed: ["立案", "Case filed"],
  hearing: ["开庭", "Hearing"],
  judgment: ["判决", "Judgment"],
  enforcement: ["执行", "Enforcement"],
  dishonest: ["失信被执行人", "Listed as dishonest"],
  "criminal-filed": ["刑事立案", "Criminal case filed"],
  other: ["其他司法信息", "Other court matter"],
};

const PENALTIES: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  administrative: ["行政处罚", "Administrative penalty"],
  "serious-violation": ["严重违法", "Serious violation"],
  "abnormal-operation": ["经营异常", "Abnormal operation"],
  blacklist: ["列入黑名单", "Blacklisted"],
};

const RECENT_CHARACTERS = 160;

/** One line of what happened and one of its figures, from the source's own words. */
export function describeEvent(kind: string, data: Data, options: DescribeOptions): EventWords {
  const pick = (pair: readonly [string, string] | undefined, fallback: string): string =>
    pair === undefined ? fallback : pair[options.language === "zh" ? 0 : 1];
  const kindName = pick(KINDS[kind], kind);
  switch (kind) {
    case "registration":
      return describeRegistration(data, kindName, options.language);
    case "sentiment":
      return {
        title: text(data.title) || kindName,
        detail: join([text(data.channel), cut(text(data.text))]),
      };
    case "complaint":
      return {
        title: text(data.title) || join([kindName, text(data.category)]),
        detail: join([
          text(data.channel),
          yuan(data.amount, options.language),
          people(data.people, options.language),
          cut(text(data.text)),
        ]),
      };
    case "market":
      return {
        title: join([text(data.instrument), text(data.metric)]),
        detail: `${String(data.value ?? "")}${text(data.unit)}`,
      };
    case "judicial":
      return {
        title: pick(STAGES[text(data.stage)], kindName),
        detail: join([
          text(data.caseNo),
          text(data.cause),
          text(data.court),
          yuan(data.amount, options.language),
        ]),
      };
    case "tax":
      return {
        title: text(data.item) || kindName,
        detail: join([
          [text(data.periodStart), text(data.periodEnd)].filter(Boolean).join(" ~ "),
          label(options.language === "zh" ? "已缴" : "paid", yuan(data.paid, options.language)),
          label(options.language === "zh" ? "欠缴" : "owed", yuan(data.arrears, options.language)),
        ]),
      };
    case "penalty":
      return {
        title: pick(PENALTIES[text(data.category)], kindName),
        detail: join([
          text(data.authority),
          text(data.documentNo),
          text(data.reason),
          yuan(data.amount, options.language),
        ]),
      };
    case "filing":
      return {
        title: join([text(data.form), text(data.period)]),
        detail: join([text(data.status), figures(data.figures), text(data.note)]),
      };
    case "transaction": {
      const account = (value: unknown): string =>
        options.maySeeAccounts ? text(value) : maskAccount(text(value));
      const arrow = data.direction === "in" ? "←" : "→";
      return {
        title: join([kindName, yuan(data.amount, options.language)]),
        detail: join([
          `${account(data.account)} ${arrow} ${account(data.counterparty)}`,
          text(data.remark),
          label(options.language === "zh" ? "提供" : "from", text(data.provider)),
          label(options.language === "zh" ? "依据" : "ground", text(data.authority)),
        ]),
      };
    }
    case "derived":
      return describeDerived(data, kindName, options.language);
    default:
      return { title: kindName, detail: "" };
  }
}

/** What is known of other enterprises that touches this one: see association, relations and money-flow/told-cycle.ts of the detectors; and the level that a review released. */
function describeDerived(data: Data, kindName: string, language: Language): EventWords {
  const zh = language === "zh";
  const count = String(data.count ?? "");
  if (data.clusterId !== undefined) {
    const gone = data.score === 0;
    return {
      title: zh
        ? `${gone ? "不再属于" : "属于"}疑似空壳集群 ${data.clusterId}`
        : `${gone ? "No longer in" : "In"} the suspected shell cluster ${data.clusterId}`,
      detail: text(zh ? data.traits : data.traitsEn),
    };
  }
  if (data.address !== undefined) {
    const [inZh, inEn] =
      data.changed === undefined
        ? [`同一地址登记 ${count} 家企业`, `${count} enterprises at one address`]
        : [
            `同一地址 ${data.days} 天内 ${data.changed} 家企业变更`,
            `${data.changed} enterprises of one address changed in ${data.days} days`,
          ];
    return { title: zh ? inZh : inEn, detail: text(data.address) };
  }
  if (data.hops !== undefined) {
    return {
      title: zh ? `资金经 ${data.hops} 次转账回到起点` : `Money came back over ${data.hops} transfers`,
      detail: "",
    };
  }
  if (data.review !== undefined) {
    const to = LEVEL_NAMES[data.to as Level]?.[language] ?? "";
    return {
      title: zh ? `等级下调经复核通过：降至${to}` : `Fall of the level approved: to ${to}`,
      detail: zh ? `复核 ${String(data.review)}` : `review ${String(data.review)}`,
    };
  }
  if (data.band === undefined) return { title: kindName, detail: "" };
  if (data.band === 0)
    return { title: kindName, detail: zh ? "关联企业风险已解除" : "The related risk has gone" };
  const role = MEMBER_ROLE_NAMES[data.role as MemberRole]?.[language] ?? "";
  return {
    title: join([kindName, role]),
    detail: join([
      text(data.name),
      label(zh ? "风险评分" : "score", String(data.score ?? "")),
      text(data.label),
    ]),
  };
}

function describeRegistration(data: Data, kindName: string, language: Language): EventWords {
  const changes = (data.changes ?? []) as { field: string; before: string | null; after: string | null }[];
  if (changes.length > 0) {
    const fields = changes.map((change) => fieldName(change.field, language));
    return {
      title: `${kindName}：${fields.slice(0, 3).join("、")}`,
      detail: cut(
        changes
          .map((change, i) => `${fields[i]} ${change.before ?? "—"} → ${change.after ?? "—"}`)
          .join("；"),
      ),
    };
  }
  const recruitment = data.recruitment as
    | { posts: number; salesPosts?: number; wording?: string }
    | undefined;
  if (recruitment !== undefined) {
    return language === "zh"
      ? {
          title: `招聘 ${recruitment.posts} 人`,
          detail: join([
            label("销售岗位", String(recruitment.salesPosts ?? 0)),
            cut(recruitment.wording ?? ""),
          ]),
        }
      : {
          title: `Recruits ${recruitment.posts}`,
          detail: join([
            label("sales posts", String(recruitment.salesPosts ?? 0)),
            cut(recruitment.wording ?? ""),
          ]),
        };
  }
  const status = STATUS_NAMES[data.status as keyof typeof STATUS_NAMES];
  const facts = Object.entries((data.facts ?? {}) as Data).map(([name, value]) => label(name, String(value)));
  return {
    title: kindName,
    detail: cut(join([status === undefined ? "" : status[language], text(data.registeredAddress), ...facts])),
  };
}

const FIELDS: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  name: ["名称", "name"],
  status: ["登记状态", "status"],
  legalRepresentative: ["法定代表人", "legal representative"],
  registeredCapital: ["注册资本", "registered capital"],
  paidInCapital: ["实缴资本", "paid-in capital"],
  scope: ["经营范围", "business scope"],
  registeredAddress: ["注册地址", "registered address"],
  businessAddress: ["经营地址", "business address"],
  industryCode: ["行业", "industry"],
  phone: ["电话", "phone"],
};

export function fieldName(field: string, language: Language): string {
  const pair = FIELDS[field];
  return pair === undefined ? field : pair[language === "zh" ? 0 : 1];
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function cut(value: string): string {
  const characters = [...value];
  return characters.length <= RECENT_CHARACTERS
    ? value
    : `${characters.slice(0, RECENT_CHARACTERS).join("")}…`;
}

function join(parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(" · ");
}

function label(name: string, value: string): string {
  return value === "" ? "" : `${name} ${value}`;
}

function yuan(value: unknown, language: Language): string {
  if (typeof value !== "string" || !isYuan(value)) return "";
  if (language === "en") return `CNY ${formatAmount(value, "yuan")}`;
  const unit = unitFor(value);
  return `${formatAmount(value, unit)} ${YUAN_UNIT_NAMES[unit]}`;
}

function people(value: unknown, language: Language): string {
  if (typeof value !== "number") return "";
  return language === "zh" ? `${value} 人` : `${value} people`;
}

function figures(value: unknown): string {
  return Object.entries((value ?? {}) as Record<string, number>)
    .slice(0, 6)
    .map(([name, figure]) => `${name} ${figure}`)
    .join("，");
}
