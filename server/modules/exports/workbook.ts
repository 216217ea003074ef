import { createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { setImmediate as breathe } from "node:timers/promises";
import type { Language } from "#domain/error";
import { EXPORT_COLUMNS } from "#server/modules/exports/columns";
import type { EnterpriseExportRow } from "#store/enterprise-export";

/** What the second sheet says, so that a file on somebody's disk can be traced and dated. */
export interface WorkbookNote {
  readonly label: string;
  readonly value: string;
}

export interface ExportWorkbook {
  /** Adds rows and gives other work its turn after each PART_ROWS of them. */
  add(rows: readonly EnterpriseExportRow[]): Promise<void>;
  /** Closes the file; gives its size. */
  finish(notes: readonly WorkbookNote[]): Promise<number>;
  /** Gives the file up; when it resolves, nothing writes to it any more. */
  abandon(): Promise<void>;
}

/** Opens a workbook for writing. */
export type OpenWorkbook = (path: string, language: Language) => Promise<ExportWorkbook>;

const PART_ROWS = 50;

/** An .xlsx written as a stream: memory stays the same for ten rows and for a hundred thousand. */
export async function createWorkbook(path: string, language: Language): Promise<ExportWorkbook> {
  // 300 ms to load: only who exports pays for it.
  const { default: ExcelJS } = await import("exceljs");
  const stream = createWriteStream(path, { mode: 0o600 });
  // Listens for good: the zip writer behind it may write once more after the stream was given up.
  const failed = new Promise<never>((_, reject) => stream.on("error", reject));
  failed.catch(() => {});
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({
    stream,
    // Styles are worked out anew for every cell: half of the cost of a file, for a bold first row.
    useStyles: false,
    useSharedStrings: false,
  });
  const sheet = workbook.addWorksheet(language === "zh" ? "监测企业" : "Enterprises", {
    views: [{ state: "frozen", ySplit: 1 }],
  });
  sheet.columns = EXPORT_COLUMNS.map((column) => ({ width: column.width }));
  const head = sheet.addRow(EXPORT_COLUMNS.map((column) => column[language]));
  head.commit();
  return {
    async add(rows) {
      for (let i = 0; i < rows.length; i += PART_ROWS) {
        for (const row of rows.slice(i, i + PART_ROWS)) {
          sheet.addRow(EXPORT_COLUMNS.map((column) => column.value(row, language))).commit();
        }
        await Promise.race([breathe(), failed]);
      }
    },
    async finish(notes) {
      sheet.commit();
      const about = workbook.addWorksheet(language === "zh" ? "说明" : "About");
      about.columns = [{ width: 18 }, { width: 80 }];
      for (const note of notes) about.addRow([note.label, note.value]).commit();
      about.commit();
      await Promise.race([workbook.commit(), failed]);
      return (await stat(path)).size;
    },
    async abandon() {
      if (stream.closed) return;
      const closed = new Promise<void>((resolve) => stream.once("close", () => resolve()));
      stream.destroy();
      await closed;
    },
  };
}
