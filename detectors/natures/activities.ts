import type { FinanceKind } from "#domain/finance-kind";

/** A financial activity that needs a licence, or that nobody may carry on. */
export interface Activity {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  /** Words of texts and recruitment (in normal form) in which it shows. */
  readonly shows: RegExp;
  /** Licences (or entries of a register) that allow it; null: nobody is allowed to. */
  readonly allowedBy: RegExp | null;
  /** What a scope says that covers it. */
  readonly inScope: RegExp;
  /** Supervised kinds of firm that may do it. */
  readonly kinds: readonly FinanceKind[];
  /** The licence and who grants it, with the rule. */
  readonly needs: string;
  readonly needsEn: string;
}

export const ACTIVITIES: readonly Activity[] = [
  {
    id: "deposits",
    zh: "吸收资金、销售理财",
    en: "Takes money, sells wealth products",
    shows:
      /理财产品|理财项目|投资理财|固定收益|固收|定期产品|认购|募集资金|(?<!非法)吸收存款|存款利息|债权转让|投资款|投资本金|出借人/,
    allowedBy: /金融许可证|银行|信托|理财公司|基金销售|证券经营|保险/,
    inScope: /吸收公众存款|理财产品销售|基金销售|信托业务|银行业务/,
    kinds: [],
    needs: "金融许可证或基金销售业务资格（商业银行法第十一条、证券投资基金法第九十七条）",
    needsEn:
      "a financial licence or fund sales licence (Commercial Bank Law art. 11, Securities Investment Fund Law art. 97)",
  },
  {
    id: "private-fund",
    zh: "募集私募基金",
    en: "Raises private funds",
    shows: /私募(?:股权|证券|基金|产品)|基金份额|有限合伙份额|契约型基金|基金产品/,
    allowedBy: /私募(?:投资)?基金管理人|中基协|基金业协会|P\d{7}|公募基金/i,
    inScope: /私募|基金管理|股权投资/,
    kinds: ["private-fund"],
    needs: "中国证券投资基金业协会管理人登记（私募投资基金监督管理条例，国务院令762号）",
    needsEn: "registration as manager with AMAC (State Council order 762)",
  },
  {
    id: "loans",
    zh: "发放贷款",
    en: "Grants loans",
    shows: /放贷|放款|小额贷款|无抵押贷款|信用贷|贷款产品|借款给/,
    allowedBy: /小额贷款|消费金融|金融许可证|银行|典当/,
    inScope: /发放(?:各项)?(?:小额)?贷款|小额贷款|典当/,
    kinds: ["microloan", "pawn"],
    needs: "小额贷款公司经营许可（银保监办发〔2020〕86号、金规〔2024〕26号）",
    needsEn: "a microloan licence (银保监办发〔2020〕86号, 金规〔2024〕26号)",
  },
  {
    id: "guarantee",
    zh: "融资担保",
    en: "Financing guarantee",
    shows: /融资担保|担保公司承诺|提供担保业务|融资性担保/,
    allowedBy: /融资(?:性)?担保/,
    inScope: /融资(?:性)?担保/,
    kinds: ["guarantee"],
    needs: "融资担保业务经营许可证（融资担保公司监督管理条例第六条）",
    needsEn: "a financing guarantee licence (State Council order 683 art. 6)",
  },
  {
    id: "leasing",
    zh: "融资租赁",
    en: "Financial leasing",
    shows: /融资租赁(?:业务|产品|项目)|售后回租/,
    allowedBy: /融资租赁/,
    inScope: /融资租赁/,
    kinds: ["leasing"],
    needs: "融资租赁公司名单制管理（银保监发〔2020〕22号）",
    needsEn: "an entry in the leasing companies' list (银保监发〔2020〕22号)",
  },
  {
    id: "securities",
    zh: "证券期货咨询、荐股",
    en: "Securities or futures advice",
    shows: /荐股|股票推荐|内幕消息|牛股|证券投资咨询|期货配资|股票配资|场外配资|外汇(?:保证金|平台|交易平台)/,
    allowedBy: /证券|期货/,
    inScope: /证券投资咨询|期货经纪|证券经纪/,
    kinds: [],
    needs: "证券期货业务许可（证券法第一百二十条、第一百六十条）",
    needsEn: "a securities or futures licence (Securities Law arts. 120, 160)",
  },
  {
    id: "payment",
    zh: "支付结算",
    en: "Payment",
    shows: /支付牌照|代收代付|跑分|第四方支付|虚拟账户充值/,
    allowedBy: /支付业务许可/,
    inScope: /支付业务/,
    kinds: [],
    needs: "支付业务许可证（非银行支付机构监督管理条例，国务院令768号）",
    needsEn: "a payment licence (State Council order 768)",
  },
  {
    id: "virtual-currency",
    zh: "虚拟货币交易、代币发行",
    en: "Virtual currency or tokens",
    shows: /虚拟货币|代币|挖矿收益|数字货币投资|区块链理财|ico发行|质押挖矿|炒币/,
    allowedBy: null,
    inScope: /$^/,
    kinds: [],
    needs: "任何机构不得开展（银发〔2021〕237号）",
    needsEn: "nobody may do this (银发〔2021〕237号)",
  },
];

/** A scope that itself forbids the business: 不得从事代理记账 is none, 未经批准不得从事吸收存款 is. */
export const SCOPE_FORBIDS =
  /(?:不得|除外|禁止|未经[^，。；]{0,12}批准)[^。；（）()]{0,30}(?:存款|集资|理财|融资担保|贷款|金融|证券|期货|保险)/;
