import type { Messages } from "#kit/i18n/translate.ts";

export const chartMessages = {
  none: ["这段时间没有数据", "No data in this period"],
  "trend.label": [
    "{line}（折线）与{columns}（柱）。{readout}",
    "{line} (line) and {columns} (columns). {readout}",
  ],
  "radar.label": ["{name}五维：{values}", "Five dimensions of {name}: {values}"],
  "spark.label": [
    "近 {n} 日分数：从 {first} 到 {last}，最高 {max}",
    "Score of {n} days: from {first} to {last}, highest {max}",
  ],
  "history.label": [
    "分数历史：{readout}。左右方向键逐点查看。",
    "Score history: {readout}. Arrow keys go point by point.",
  ],
  "history.score": ["分数", "Score"],
} as const satisfies Messages;
