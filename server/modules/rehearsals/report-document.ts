import {
  AlignmentType,
  Document,
  HeadingLevel,
  ImageRun,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from "docx";
import type { AlgorithmInfo, RunDetail, RunMetrics, RunReport } from "#domain/api/algorithms";
import { DISTRICTS } from "#domain/district";
import type { Language, Words } from "#domain/error";
import { localTime } from "#server/modules/exports/columns";
import { CURVE_SHOWN, type CurveOrder, drawCurve } from "#server/modules/rehearsals/curve-picture";

export interface ReportOrder {
  readonly run: RunDetail;
  readonly algorithm: AlgorithmInfo;
  readonly features: readonly { readonly name: string; readonly zh: string; readonly en: string }[];
  readonly madeAtMs: number;
}

const FONT = "Noto Sans SC";
/** Of a curve: every tenth point is enough to draw it again. */
const CURVE_ROWS = 20;

/** The report of a rehearsal as a Word document: all figures of the page as tables, curves as pictures and as their points. */
export async function writeReport(order: ReportOrder, language: Language): Promise<Buffer> {
  const w = (zh: string, en: string): string => (language === "zh" ? zh : en);
  const pick = (words: Words): string => words[language];
  const { run, algorithm } = order;
  const report = run.report as RunReport;
  const labelOf = new Map(order.features.map(({ name, zh, en }) => [name, language === "zh" ? zh : en]));
  const filters = Object.entries(run.sample).filter(([, value]) =>
    Array.isArray(value) ? value.length > 0 : value !== null,
  );
  const children: (Paragraph | Table)[] = [
    new Paragraph({
      heading: HeadingLevel.TITLE,
      children: [new TextRun(w("算法评估报告", "Evaluation report"))],
    }),
    text(`${run.name}（#${run.id}）`),
    heading(w("基本信息", "About")),
    pairs([
      [w("算法", "Algorithm"), pick(algorithm.name)],
      [w("说明", "Description"), pick(algorithm.description)],
      [w("数据集", "Dataset"), `${run.dataset.name}（#${run.dataset.id}）`],
      [
        w("样本筛选", "Sample"),
        filters.length === 0
          ? w("全部", "all rows")
          : filters.map(([name, value]) => `${name} = ${String(value)}`).join("; "),
      ],
      [
        w("样本行数（训练 / 定阈值 / 检验）", "Rows (training / threshold / test)"),
        `${report.rows.train} / ${report.rows.validation} / ${report.rows.test}`,
      ],
      [
        w("其中正例", "Of them positive"),
        `${report.positives.train} / ${report.positives.validation} / ${report.positives.test}`,
      ],
      [w("无标签、未用的行", "Rows without a label, not used"), String(report.rows.unlabelled)],
      [w("随机种子", "Seed"), String(run.plan.seed)],
      [
        w("用时（读取 / 训练 / 检验，秒）", "Time (reading / training / test, s)"),
        [report.seconds.read, report.seconds.train, report.seconds.test].map((s) => s.toFixed(2)).join(" / "),
      ],
      [w("开始", "Begun"), run.startedAt === null ? "—" : localTime(Date.parse(run.startedAt))],
      [w("操作人", "By"), run.createdBy],
      [w("生成时间", "Made at"), localTime(order.madeAtMs)],
    ]),
    text(
      w(
        "同一企业的各行不会同时出现在训练与检验中；阈值在单独一部分样本上选定，以下指标只在检验部分计算。认定之前，结果均为涉嫌。",
        "Rows of one enterprise are never both in training and test; the threshold is chosen on a part of its own, and the figures below are of the test part only. Before a determination everything is suspected.",
      ),
    ),
    heading(w("参数", "Parameters")),
    algorithm.parameters.length === 0
      ? text(w("无", "none"))
      : table(
          [w("参数", "Parameter"), w("取值", "Value"), w("默认", "Default"), w("推荐范围", "Recommended")],
          algorithm.parameters.map((parameter) => [
            pick(parameter.name),
            String(run.parameters[parameter.id] ?? parameter.default),
            String(parameter.default),
            parameter.recommended === null ? "—" : parameter.recommended.join(" – "),
          ]),
        ),
    heading(w("评估指标", "Metrics")),
    metricsTable(report, w),
    heading(w("混淆矩阵", "Confusion")),
    table(
      ["", w("预警", "Flagged"), w("未预警", "Not flagged")],
      [
        [w("实际有风险", "Risk"), String(report.confusion.tp), String(report.confusion.fn)],
        [w("实际无风险", "No risk"), String(report.confusion.fp), String(report.confusion.tn)],
      ],
    ),
    heading(w("ROC 曲线", "ROC curve")),
    ...picture(
      { ...report.roc, top: 1, diagonal: true },
      w(
        `图 1　横轴：误报率；纵轴：召回率；AUC ${number(report.metrics.auc)}。虚线：随机判别。`,
        `Figure 1. Across: false alarm rate; up: recall; AUC ${number(report.metrics.auc)}. Dashed: by chance.`,
      ),
    ),
    curve(report.roc, w("误报率", "False alarm rate"), w("召回率", "Recall")),
    heading(w("精确率–召回率曲线", "Precision and recall")),
    ...picture(
      { ...report.pr, top: 1 },
      w(
        `图 2　横轴：召回率；纵轴：精确率；平均精确率 ${number(report.metrics.averagePrecision)}。`,
        `Figure 2. Across: recall; up: precision; average precision ${number(report.metrics.averagePrecision)}.`,
      ),
    ),
    curve(report.pr, w("召回率", "Recall"), w("精确率", "Precision")),
    heading(w("校准", "Calibration")),
    ...picture(
      {
        x: report.calibration.map(({ mean }) => mean),
        y: report.calibration.map(({ share }) => share),
        top: 1,
        diagonal: true,
        dots: true,
      },
      w(
        "图 3　横轴：平均得分；纵轴：实际占比，各点为一个得分区间。虚线：得分与实际一致。",
        "Figure 3. Across: mean score; up: share of risk, a dot for each bin of the score. Dashed: score and share agree.",
      ),
    ),
    table(
      [w("平均得分", "Mean score"), w("实际占比", "Share of risk"), w("行数", "Rows")],
      report.calibration.map((bin) => [number(bin.mean), number(bin.share), String(bin.n)]),
    ),
    heading(w("成本", "Cost")),
    text(
      w(
        `漏报 ${run.plan.missCost}、误报 ${run.plan.falseCost}；每行平均成本。`,
        `A miss costs ${run.plan.missCost}, a false alarm ${run.plan.falseCost}; mean of a row.`,
      ),
    ),
    ...picture(
      { x: report.cost.threshold, y: report.cost.cost, top: null, mark: report.threshold },
      w(
        `图 4　横轴：阈值；纵轴：每行平均成本。虚线：选定的阈值 ${number(report.threshold)}。`,
        `Figure 4. Across: threshold; up: mean cost of a row. Dashed: the chosen threshold ${number(report.threshold)}.`,
      ),
    ),
    table(
      [w("阈值", "Threshold"), w("成本", "Cost")],
      report.cost.threshold.flatMap((at, i) =>
        i % Math.max(1, Math.ceil(report.cost.threshold.length / CURVE_ROWS)) === 0
          ? [[number(at), number(report.cost.cost[i] ?? Number.NaN)]]
          : [],
      ),
    ),
    ...groups(w("按地区", "By district"), report.byDistrict, districtName(language), w),
    ...groups(w("按月份", "By month"), report.byMonth, (key) => key, w),
  ];
  if (report.importance.length > 0) {
    children.push(
      heading(w("特征作用", "Features")),
      table(
        [w("特征", "Feature"), w("平均作用", "Mean part")],
        report.importance.map(({ feature, value }) => [labelOf.get(feature) ?? feature, number(value)]),
      ),
    );
  }
  const document = new Document({
    creator: "Guanlan",
    title: run.name,
    styles: { default: { document: { run: { font: FONT, size: 21 } } } },
    sections: [{ children }],
  });
  return Packer.toBuffer(document);
}

type Say = (zh: string, en: string) => string;

function metricsTable(report: RunReport, w: Say): Table {
  const rows: readonly (readonly [string, keyof RunMetrics])[] = [
    [w("准确率", "Accuracy"), "accuracy"],
    [w("精确率", "Precision"), "precision"],
    [w("召回率", "Recall"), "recall"],
    ["F1", "f1"],
    ["AUC", "auc"],
    [w("平均精确率", "Average precision"), "averagePrecision"],
    [w("Brier 误差", "Brier score"), "brier"],
  ];
  const { rules } = report;
  const head = [w("指标", "Metric"), w("本算法", "This algorithm")];
  const body = rows.map(([name, key]) => [
    name,
    number(report.metrics[key]),
    ...(rules === null ? [] : [number(rules.metrics[key])]),
  ]);
  body.push([
    w("阈值", "Threshold"),
    number(report.threshold),
    ...(rules === null ? [] : [number(rules.threshold)]),
  ]);
  if (rules !== null) {
    head.push(w("规则引擎", "Rule engine"));
    body.push(
      [w("对错之差的 p 值（McNemar）", "p of who is right (McNemar)"), number(rules.mcnemarP), ""],
      [w("AUC 之差的 p 值（DeLong）", "p of the areas (DeLong)"), number(rules.areaP), ""],
    );
  }
  return table(head, body);
}

function groups(title: string, rows: RunReport["byDistrict"], nameOf: (key: string) => string, w: Say) {
  if (rows.length === 0) return [];
  return [
    heading(title),
    table(
      [
        "",
        w("行数", "Rows"),
        w("正例", "Positive"),
        w("精确率", "Precision"),
        w("召回率", "Recall"),
        "F1",
        "AUC",
      ],
      rows.map((row) => [
        nameOf(row.key),
        String(row.rows),
        String(row.positives),
        number(row.precision),
        number(row.recall),
        number(row.f1),
        number(row.auc),
      ]),
    ),
  ];
}

function districtName(language: Language): (key: string) => string {
  const names = new Map<string, string>(
    DISTRICTS.map((each) => [each.code, language === "zh" ? each.short : each.nameEn]),
  );
  return (key) => names.get(key) ?? key;
}

function curve(points: { x: number[]; y: number[] }, x: string, y: string): Table {
  const step = Math.max(1, Math.ceil(points.x.length / CURVE_ROWS));
  const last = points.x.length - 1;
  return table(
    [x, y],
    points.x.flatMap((value, i) =>
      i % step === 0 || i === last ? [[number(value), number(points.y[i] ?? Number.NaN)]] : [],
    ),
  );
}

/** A curve and what it shows; the words are also what a screen reader says of it. */
function picture(order: CurveOrder, caption: string): Paragraph[] {
  const name = caption.slice(0, caption.search(/[　.]/));
  return [
    new Paragraph({
      alignment: AlignmentType.CENTER,
      keepNext: true,
      children: [
        new ImageRun({
          type: "png",
          data: drawCurve(order),
          transformation: CURVE_SHOWN,
          altText: { id: name.replace(/\D/g, ""), name, title: name, description: caption },
        }),
      ],
    }),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { after: 160 },
      children: [new TextRun({ text: caption, size: 18 })],
    }),
  ];
}

function number(value: number | null): string {
  return value === null || !Number.isFinite(value) ? "—" : value.toFixed(4);
}

function heading(words: string): Paragraph {
  return new Paragraph({
    heading: HeadingLevel.HEADING_2,
    children: [new TextRun(words)],
    spacing: { before: 240 },
  });
}

function text(words: string): Paragraph {
  return new Paragraph({ children: [new TextRun(words)], spacing: { after: 120 } });
}

function pairs(rows: readonly (readonly [string, string])[]): Table {
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: rows.map(([name, value]) => new TableRow({ children: [cell(name, true), cell(value)] })),
  });
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): Table {
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: [
      new TableRow({ tableHeader: true, children: head.map((name) => cell(name, true)) }),
      ...rows.map((row) => new TableRow({ children: row.map((value) => cell(value)) })),
    ],
  });
}

function cell(words: string, bold = false): TableCell {
  return new TableCell({
    margins: { top: 40, bottom: 40, left: 80, right: 80 },
    children: [
      new Paragraph({ alignment: AlignmentType.LEFT, children: [new TextRun({ text: words, bold })] }),
    ],
  });
}
