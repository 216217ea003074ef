import { TextDecoder } from "node:util";
import { detectLayout } from "#stream/import/layout";
import type { Shape } from "#stream/replay/data-set";

/** The shape of a file from its first bytes. */
export function shapeOf(head: Uint8Array): Shape {
  if (head.length === 0 || head.includes(0)) return { type: "other" };
  const text = new TextDecoder("utf-8")
    .decode(head)
    .replace(/^\uFEFF/, "")
    .trimStart();
  if (text.startsWith("[")) {
    const first = firstRow(text);
    return first === null ? { type: "other" } : { type: "json-rows", first };
  }
  const layout = detectLayout(head);
  if (layout === null) return { type: "other" };
  const line = text.split(/\r?\n/, 1)[0] ?? "";
  if (layout.format === "ndjson") {
    try {
      const first: unknown = JSON.parse(line);
      return typeof first === "object" && first !== null && !Array.isArray(first)
        ? { type: "ndjson", first: first as Record<string, unknown> }
        : { type: "other" };
    } catch {
      return { type: "other" };
    }
  }
  return {
    type: "csv",
    header: line.split(layout.delimiter).map((cell) => cell.trim().replace(/^"|"$/g, "")),
  };
}

/** The first inner array of "[[…],[…]]", however it is laid out. */
function firstRow(text: string): readonly unknown[] | null {
  const start = text.indexOf("[", 1);
  if (start < 0 || text.slice(1, start).trim() !== "") return null;
  let depth = 0;
  let quoted = false;
  for (let i = start; i < text.length; i++) {
    const character = text[i];
    if (quoted) {
      if (character === "\\") i++;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === "[") depth++;
    else if (character === "]" && --depth === 0) {
      try {
        return JSON.parse(text.slice(start, i + 1)) as unknown[];
      } catch {
        return null;
      }
    }
  }
  return null;
}
