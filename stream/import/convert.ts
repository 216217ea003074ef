import { DISTRICTS, normaliseDistrict } from "#domain/district";
import type { ErrorCode } from "#domain/error";
import { isDay } from "#domain/time";

/** What a cell becomes; a refusal's code says what was expected. */
export type Converted =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly code: ErrorCode };

export type FieldType =
  | "text"
  | "yuan"
  | "number"
  | "integer"
  | "date"
  | "time"
  | "boolean"
  | "district"
  | "list"
  | "position";

/** Reads a cell as people write it in tables. The cell is trimmed and not empty. */
export function convertCell(cell: string, type: FieldType): Converted {
  switch (type) {
    case "text":
      return { ok: true, value: cell };
    case "yuan":
      return convertYuan(cell);
    case "number": {
      const value = readNumber(cell);
      return value === null ? { ok: false, code: "ingest.cell-number" } : { ok: true, value };
    }
    case "integer": {
      const value = readNumber(cell);
      return value === null || !Number.isInteger(value)
        ? { ok: false, code: "ingest.cell-integer" }
        : { ok: true, value };
    }
    case "date": {
      const value = readDate(cell);
      return value === null ? { ok: false, code: "ingest.cell-date" } : { ok: true, value };
    }
    case "time": {
      const value = readTime(cell);
      return value === null ? { ok: false, code: "ingest.cell-time" } : { ok: true, value };
    }
    case "boolean": {
      if (/^(true|t|yes|y|1|是|有)$/i.test(cell)) return { ok: true, value: true };
      if (/^(false|f|no|n|0|否|无)$/i.test(cell)) return { ok: true, value: false };
      return { ok: false, code: "ingest.cell-boolean" };
    }
    case "district": {
      const code = readDistrict(cell);
      return code === null ? { ok: false, code: "ingest.cell-district" } : { ok: true, value: code };
    }
    case "list":
      return {
        ok: true,
        value: cell
          .split(/[;；、|]/)
          .map((part) => part.trim())
          .filter((part) => part !== ""),
      };
    case "position": {
      const [lng, lat] = cell.split(/[,， ]+/).map(Number);
      return lng !== undefined && lat !== undefined && Number.isFinite(lng) && Number.isFinite(lat)
        ? { ok: true, value: [lng, lat] }
        : { ok: false, code: "ingest.cell-position" };
    }
  }
}

const UNITS: Readonly<Record<string, bigint>> = {
  元: 1n,
  千元: 1000n,
  万: 10_000n,
  万元: 10_000n,
  百万元: 1_000_000n,
  亿: 100_000_000n,
  亿元: 100_000_000n,
};

/** "1,234.5", "￥300", "120万元", "-5" as decimal yuan, without ever becoming a float. */
function convertYuan(cell: string): Converted {
  const text = cell.normalize("NFKC").replace(/[\s,¥￥]|人民币|RMB|CNY/gi, "");
  const match = /^(-?)(\d+)(?:\.(\d+))?(元|千元|万元?|百万元|亿元?)?(人民币)?$/.exec(text);
  if (match === null) return { ok: false, code: "ingest.cell-yuan" };
  const [, sign, whole = "0", fraction = "", unit = "元"] = match;
  const scale = 10n ** BigInt(fraction.length);
  const scaled = BigInt(whole + fraction) * (UNITS[unit] as bigint);
  const integer = scaled / scale;
  const rest = ((scaled % scale) + scale).toString().slice(1).replace(/0+$/, "");
  if (rest.length > 4) return { ok: false, code: "ingest.cell-decimals" };
  return { ok: true, value: `${sign}${integer}${rest === "" ? "" : `.${rest}`}` };
}

function readNumber(cell: string): number | null {
  const text = cell.normalize("NFKC").replace(/[\s,]/g, "");
  const percent = text.endsWith("%");
  const value = Number(percent ? text.slice(0, -1) : text);
  if (text === "" || !Number.isFinite(value)) return null;
  return percent ? value / 100 : value;
}

const DATE = /^(\d{4})(?:[-/.年])(\d{1,2})(?:[-/.月])(\d{1,2})日?$/;

/** YYYY-MM-DD from 2024-03-05, 2024/3/5, 2024.3.5, 2024年3月5日, 20240305, with or without a time behind it. */
function readDate(cell: string): string | null {
  const text = cell.normalize("NFKC").trim().split(/[ T]/)[0] as string;
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  const match = compact ?? DATE.exec(text);
  if (match === null) return null;
  const [, year, month = "", day = ""] = match;
  const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return isDay(date) ? date : null;
}

/**
 * An instant as ISO 8601. What names no zone is Shanghai's clock; a date alone is its first instant; ten or thirteen
 * digits are seconds or milliseconds since 1970.
 */
function readTime(cell: string): string | null {
  const text = cell.normalize("NFKC").trim();
  if (/^\d{10}$/.test(text)) return new Date(Number(text) * 1000).toISOString();
  if (/^\d{13}$/.test(text)) return new Date(Number(text)).toISOString();
  const zoned = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})$/i.test(text);
  if (zoned) {
    const ms = Date.parse(text.replace(" ", "T"));
    return Number.isNaN(ms) ? null : new Date(ms).toISOString();
  }
  const date = readDate(text);
  if (date === null) return null;
  const clock = /(?:[ T日])(\d{1,2})[:：时](\d{1,2})(?:[:：分](\d{1,2})(?:\.(\d{1,3}))?秒?)?分?$/.exec(text);
  if (clock === null && !/^[\d\-/.年月]+日?$/.test(text)) return null;
  const [hour, minute, second] = [clock?.[1] ?? "0", clock?.[2] ?? "0", clock?.[3] ?? "0"];
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const ms = Date.parse(
    `${date}T${hour.padStart(2, "0")}:${minute.padStart(2, "0")}:${second.padStart(2, "0")}.${(clock?.[4] ?? "0").padEnd(3, "0")}+08:00`,
  );
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}

function readDistrict(cell: string): string | null {
  const code = normaliseDistrict(cell);
  if (code.ok) return code.code;
  const name = cell.replace(/^上海市?/, "");
  return DISTRICTS.find((district) => district.name === name || district.short === name)?.code ?? null;
}
