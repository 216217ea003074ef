/** What k6 --summary-export writes of a metric: figures by name, and of each threshold whether it was broken. */
export type SummaryMetric = Readonly<Record<string, unknown>> & {
  readonly thresholds?: Readonly<Record<string, boolean>>;
};
export interface Summary {
  readonly metrics: Readonly<Record<string, SummaryMetric>>;
}

export interface Row {
  readonly scenario: string;
  readonly requests: number;
  readonly p50Ms: number | null;
  readonly p90Ms: number | null;
  readonly p95Ms: number | null;
  readonly failures: number;
  readonly threshold: string;
  readonly pass: boolean;
}

interface Line {
  readonly scenario: string;
  /** The trend whose quantiles and first threshold the line shows. */
  readonly trend: string;
  readonly count: string;
  readonly failed: string;
}

const requestsOf = (scenario: string, op: string): Line => ({
  scenario,
  trend: `http_req_duration{op:${op}}`,
  count: `http_reqs{op:${op}}`,
  failed: `http_req_failed{op:${op}}`,
});

const LINES: readonly Line[] = [
  requestsOf("login", "login"),
  requestsOf("browse: queries", "query"),
  requestsOf("browse: writes", "write"),
  requestsOf("search", "search"),
  requestsOf("export: requests", "report"),
  { scenario: "export: file ready", trend: "export_ready", count: "export_failed", failed: "export_failed" },
  requestsOf("ingest", "ingest"),
  { scenario: "feed: pushed", trend: "feed_pushed", count: "feed_frames", failed: "feed_faults" },
];

/** A line for each kind of operation. It passes when no threshold of its metrics was broken. */
export function rowsOf({ metrics }: Summary): Row[] {
  return LINES.map(({ scenario, trend, count, failed }) => {
    const times = metrics[trend];
    const names = [...new Set([trend, count, failed])];
    return {
      scenario,
      requests: totalOf(metrics[count]),
      p50Ms: figure(times, "med"),
      p90Ms: figure(times, "p(90)"),
      p95Ms: figure(times, "p(95)"),
      failures: failuresOf(metrics[failed]),
      threshold: Object.keys(times?.thresholds ?? {}).join(", "),
      pass: times !== undefined && names.every((name) => brokenOf(metrics[name]).length === 0),
    };
  });
}

/** Every threshold that was broken, as "metric threshold". */
export function brokenThresholds({ metrics }: Summary): string[] {
  return Object.entries(metrics).flatMap(([name, metric]) =>
    brokenOf(metric).map((threshold) => `${name} ${threshold}`),
  );
}

export function formatTable(rows: readonly Row[]): string {
  const ms = (value: number | null) => (value === null ? "-" : `${Math.round(value)} ms`);
  const cells = [
    ["scenario", "requests", "p50", "p90", "p95", "failures", "threshold", "pass"],
    ...rows.map((row) => [
      row.scenario,
      String(row.requests),
      ms(row.p50Ms),
      ms(row.p90Ms),
      ms(row.p95Ms),
      String(row.failures),
      row.threshold,
      row.pass ? "yes" : "NO",
    ]),
  ];
  const widths = (cells[0] as string[]).map((_, column) =>
    Math.max(...cells.map((line) => (line[column] as string).length)),
  );
  const isText = (column: number) => column === 0 || column >= 6;
  return cells
    .map((line) =>
      line
        .map((cell, column) => {
          const width = widths[column] as number;
          return isText(column) ? cell.padEnd(width) : cell.padStart(width);
        })
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function brokenOf(metric: SummaryMetric | undefined): string[] {
  return Object.entries(metric?.thresholds ?? {})
    .filter(([, broken]) => broken)
    .map(([threshold]) => threshold);
}

function figure(metric: SummaryMetric | undefined, name: string): number | null {
  const value = metric?.[name];
  return typeof value === "number" ? value : null;
}

/** A counter's count; of a rate, how often it was asked. */
function totalOf(metric: SummaryMetric | undefined): number {
  return figure(metric, "count") ?? (figure(metric, "passes") ?? 0) + (figure(metric, "fails") ?? 0);
}

/** A rate of failures "passes" when something failed; a counter of them counts. */
function failuresOf(metric: SummaryMetric | undefined): number {
  return figure(metric, "passes") ?? figure(metric, "count") ?? 0;
}
