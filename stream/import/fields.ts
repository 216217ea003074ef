import type { InputKind } from "#domain/event";
import type { FieldType } from "#stream/import/convert";

/** A field of an event that a column can fill. */
export interface ImportField {
  /** Dotted path in the envelope: "subject.name", "data.text". */
  readonly field: string;
  readonly type: FieldType;
  readonly zh: string;
  /** Headers, besides the field's own name, that suggest it: compared without spaces and case. */
  readonly headers: readonly string[];
  /** Words of a table for each value of an enumeration. */
  readonly values?: Readonly<Record<string, readonly string[]>>;
  readonly required?: boolean;
}

const ENVELOPE: readonly ImportField[] = [
  field(
    "id",
    "text",
    "事件编号（同一来源内唯一；缺省为文件与行的摘要）",
    "编号 序号id 事件id 事件编号 记录编号 流水号 工单编号 event_id",
  ),
  field(
    "time",
    "time",
    "发生时间（缺省为导入时间，并作标记）",
    "时间 日期 发生时间 发布时间 登记时间 受理时间 时间戳 timestamp datetime date publish_time event_time 问题发生时间 发布日期",
  ),
  field("type", "text", "变动类型", "事件类型 变动类型 event_type"),
  field(
    "subject.code",
    "text",
    "统一社会信用代码",
    "统一社会信用代码 信用代码 统一代码 企业代码 税号 纳税人识别号 credit_code creditcode uscc code",
  ),
  field(
    "subject.name",
    "text",
    "企业名称",
    "企业名称 公司名称 单位名称 主体 主体名称 被投诉企业 被投诉单位 当事人 平台名称 名称 企业 company company_name enterprise name entity",
  ),
  field(
    "subject.localId",
    "text",
    "来源内部编号",
    "内部编号 企业编号 客户号 local_id enterprise_id company_id",
  ),
  field("district", "district", "区（六位代码或区名）", "区 所属区 区县 行政区 行政区划 属地 district"),
];

const STATUS = {
  active: ["存续", "在业", "在营", "开业", "正常", "存续（在营、开业、在册）"],
  abnormal: ["异常", "经营异常"],
  revoked: ["吊销", "吊销，未注销", "吊销未注销"],
  cancelled: ["注销", "已注销"],
  "moved-out": ["迁出", "迁往市外地"],
};

const DATA: Readonly<Record<InputKind, readonly ImportField[]>> = {
  registration: [
    field("data.name", "text", "登记名称", "登记名称 registered_name"),
    field("data.status", "text", "登记状态", "登记状态 经营状态 企业状态 状态 status", STATUS),
    field("data.legalRepresentative", "text", "法定代表人", "法定代表人 法人 负责人 legal_representative"),
    field("data.establishedOn", "date", "成立日期", "成立日期 成立时间 注册日期 established_on opfrom"),
    field("data.registeredCapital", "yuan", "注册资本（元）", "注册资本 注册资金 registered_capital"),
    field("data.paidInCapital", "yuan", "实缴资本（元）", "实缴资本 paid_in_capital"),
    field("data.industryCode", "text", "行业代码（GB/T 4754）", "行业代码 行业 industry industry_code"),
    field("data.financeKind", "text", "金融类别", "金融类别 机构类型", {
      microloan: ["小额贷款", "小额贷款公司", "小贷"],
      factoring: ["商业保理", "保理"],
      leasing: ["融资租赁"],
      guarantee: ["融资担保", "担保"],
      pawn: ["典当", "典当行"],
      "private-fund": ["私募基金", "私募"],
      wealth: ["财富管理", "投资理财"],
      none: ["非金融", "其他"],
    }),
    field("data.scope", "text", "经营范围", "经营范围 scope"),
    field("data.licences", "list", "许可（以分号隔开）", "许可 许可证 牌照 licences"),
    field("data.registeredAddress", "text", "注册地址", "注册地址 住所 注册地 registered_address"),
    field("data.registeredDistrict", "district", "注册地所在区", "注册地区 注册区 registered_district"),
    field("data.businessAddress", "text", "经营地址", "经营地址 经营地 经营场所 办公地址 business_address"),
    field("data.businessDistrict", "district", "经营地所在区", "经营地区 经营区 business_district"),
    field("data.phone", "text", "联系电话", "电话 联系电话 手机 phone"),
    field("data.position", "position", "经纬度（经度,纬度）", "经纬度 坐标 position"),
  ],
  sentiment: [
    field("data.title", "text", "标题", "标题 题目 title"),
    { ...field("data.text", "text", "正文", "正文 内容 文本 全文 摘要 text content body"), required: true },
    field("data.channel", "text", "渠道", "渠道 来源 媒体 平台 网站 channel media"),
    field("data.url", "text", "链接", "链接 网址 url link"),
    field("data.author", "text", "作者", "作者 发布者 账号 author"),
    field("data.polarity", "text", "来源所标倾向", "情感 倾向 情感倾向 正负面 polarity sentiment", {
      negative: ["负面", "消极", "负", "neg"],
      neutral: ["中性", "中立", "neu"],
      positive: ["正面", "积极", "正", "pos"],
    }),
    field("data.reposts", "integer", "转发数", "转发 转发数 转发量 reposts"),
  ],
  market: [
    { ...field("data.metric", "text", "指标", "指标 指标名称 metric indicator"), required: true },
    { ...field("data.value", "number", "数值", "数值 值 value price close"), required: true },
    field("data.unit", "text", "单位", "单位 unit"),
    field("data.instrument", "text", "品种代码", "品种 证券代码 代码 instrument symbol"),
  ],
  complaint: [
    field("data.channel", "text", "受理渠道", "渠道 受理渠道 来源 channel"),
    field("data.title", "text", "标题", "标题 诉求标题 title"),
    field("data.text", "text", "内容", "内容 诉求内容 投诉内容 反映内容 诉求 text content"),
    field("data.amount", "yuan", "涉及金额（元）", "金额 涉及金额 涉案金额 投资金额 amount"),
    field("data.people", "integer", "涉及人数", "人数 涉及人数 people"),
    field("data.category", "text", "类别", "类别 分类 诉求类别 投诉类别 出问题原因 category"),
  ],
  judicial: [
    {
      ...field("data.stage", "text", "阶段", "阶段 案件阶段 进展 stage", {
        filed: ["立案", "民事立案"],
        hearing: ["开庭", "审理"],
        judgment: ["判决", "裁判", "裁判文书"],
        enforcement: ["执行", "被执行", "被执行人"],
        dishonest: ["失信", "失信被执行人"],
        "criminal-filed": ["刑事立案", "立案侦查"],
        other: ["其他", "撤诉", "结案"],
      }),
      required: true,
    },
    field("data.caseNo", "text", "案号", "案号 案件编号 case_no"),
    field("data.cause", "text", "案由", "案由 cause"),
    field("data.court", "text", "法院", "法院 受理法院 执行法院 court"),
    field("data.role", "text", "当事人地位", "地位 诉讼地位 当事人地位 role", {
      plaintiff: ["原告", "申请人"],
      defendant: ["被告", "被申请人", "被执行人"],
      third: ["第三人"],
      unknown: ["未知"],
    }),
    field("data.amount", "yuan", "标的（元）", "标的 金额 执行标的 标的金额 amount"),
    field("data.count", "integer", "件数", "件数 数量 裁判文书数量 count legal_judgment_num"),
  ],
  tax: [
    { ...field("data.item", "text", "税种", "税种 税目 tax_categories item"), required: true },
    field("data.periodStart", "date", "所属期起", "所属期起 起始时间 start_date period_start"),
    field("data.periodEnd", "date", "所属期止", "所属期止 终止时间 end_date period_end"),
    field("data.basis", "yuan", "计税依据（元）", "计税依据 taxation_basis basis"),
    field("data.paid", "yuan", "税额（元）", "税额 已缴税额 实缴税额 tax_amount paid"),
    field("data.arrears", "yuan", "欠税（元）", "欠税 欠税额 欠税余额 arrears"),
  ],
  penalty: [
    field("data.authority", "text", "处罚机关", "处罚机关 决定机关 作出机关 authority"),
    field("data.documentNo", "text", "决定书文号", "文号 决定书文号 document_no"),
    {
      ...field("data.category", "text", "类别", "类别 处罚类别 category", {
        administrative: ["行政处罚", "处罚"],
        "serious-violation": ["严重违法", "严重违法失信"],
        "abnormal-operation": ["经营异常", "列入经营异常名录"],
        blacklist: ["黑名单", "联合惩戒"],
      }),
      required: true,
    },
    field("data.reason", "text", "事由", "事由 处罚事由 违法事实 列入原因 reason"),
    field("data.amount", "yuan", "罚没金额（元）", "金额 罚款金额 罚没金额 amount"),
  ],
  filing: [
    { ...field("data.form", "text", "报表", "报表 报表名称 表名 form"), required: true },
    field("data.period", "text", "报告期", "报告期 期间 月份 period"),
    field("data.dueOn", "date", "应报日期", "应报日期 截止日期 due_on"),
    field("data.status", "text", "状态", "状态 报送状态 等级 status"),
    field("data.note", "text", "说明", "说明 备注 note"),
  ],
  transaction: [
    { ...field("data.provider", "text", "提供单位", "提供单位 提供银行 银行 provider bank"), required: true },
    { ...field("data.authority", "text", "调取依据", "调取依据 法律依据 文书号 authority"), required: true },
    { ...field("data.account", "text", "账户", "账户 账号 本方账号 account orig_acct"), required: true },
    {
      ...field("data.counterparty", "text", "对方账户", "对方账户 对方账号 counterparty bene_acct"),
      required: true,
    },
    field("data.counterpartyName", "text", "对方户名", "对方户名 对方名称 counterparty_name"),
    {
      ...field("data.direction", "text", "收付方向", "方向 收付 借贷 收付方向 借贷标志 direction", {
        in: ["收", "收入", "贷", "贷方", "进", "入账", "credit"],
        out: ["付", "支出", "借", "借方", "出", "出账", "debit"],
      }),
      required: true,
    },
    { ...field("data.amount", "yuan", "金额（元）", "金额 交易金额 发生额 amount base_amt"), required: true },
    field("data.cash", "boolean", "现金", "现金 是否现金 cash"),
    field("data.remark", "text", "摘要", "摘要 附言 备注 用途 remark"),
  ],
};

/** Everything that a column of a file of this kind can fill, envelope first. */
export function importFields(kind: InputKind): readonly ImportField[] {
  return [...ENVELOPE, ...DATA[kind]];
}

/** Prefix of filing figures: any number under its own name, as "data.figures.netAssets". */
export const FIGURES_PREFIX = "data.figures.";

export function fieldOf(kind: InputKind, name: string): ImportField | null {
  const found = importFields(kind).find((one) => one.field === name);
  if (found !== undefined) return found;
  if (kind === "filing" && name.startsWith(FIGURES_PREFIX) && name.length > FIGURES_PREFIX.length) {
    return { field: name, type: "number", zh: name.slice(FIGURES_PREFIX.length), headers: [] };
  }
  return null;
}

function field(
  name: string,
  type: FieldType,
  zh: string,
  headers: string,
  values?: ImportField["values"],
): ImportField {
  return { field: name, type, zh, headers: headers.split(" "), ...(values === undefined ? {} : { values }) };
}
