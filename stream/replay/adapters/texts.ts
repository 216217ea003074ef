import { readCsvSet } from "#stream/replay/csv-set";
import type { Adapter, ReplayFile } from "#stream/replay/data-set";
import { makeReplayEvent, type ReplayRow, replayRowId, subjectsOfNames } from "#stream/replay/row";

/**
 * Texts with labels: the labels (negative or not, event type, class) are what detectors are measured against, so they
 * are left out of the events. No text has a time: the replay's clock gives it, marked as inferred.
 */

/** `[id, title, text, entities, negative, key entities]`: negative financial news, several subjects each. */
export const finnsp: Adapter = {
  set: "finnsp",
  kinds: ["sentiment"],
  matches: (shape) => shape.type === "json-rows" && shape.first.length === 6 && shape.first.every(isText),
  read: (file) =>
    readJsonRows(file, finnsp.set, 6, (cells, id) => {
      const [, title, text, entities] = cells as [string, string, string, string];
      return makeReplayEvent("sentiment", "news", id, null, subjectsOfNames(entities), {
        title: title.slice(0, 500),
        text: text.slice(0, 20_000),
        channel: "新闻",
      });
    }),
};

/** `[id, text, event type, subject]`: one row an event; a text with several events comes several times. */
export const finese: Adapter = {
  set: "finese",
  kinds: ["sentiment"],
  matches: (shape) => shape.type === "json-rows" && shape.first.length === 4 && shape.first.every(isText),
  read: (file) =>
    readJsonRows(file, finese.set, 4, (cells, id) => {
      const [, text, , subject] = cells as [string, string, string, string];
      // A row without subject ("NaN") is left to its text.
      return makeReplayEvent("sentiment", "news", id, null, subjectsOfNames(subject), {
        title: "",
        text: text.slice(0, 20_000),
        channel: "新闻",
      });
    }),
};

/** `[text, class]`: posts of a stock forum. They name nobody, so they are replayed on request only. */
export const finfe: Adapter = {
  set: "finfe",
  kinds: ["sentiment"],
  onRequest: true,
  matches: (shape) =>
    shape.type === "json-rows" &&
    shape.first.length === 2 &&
    isText(shape.first[0]) &&
    typeof shape.first[1] === "number",
  read: (file) =>
    readJsonRows(file, finfe.set, 2, (cells, id) =>
      makeReplayEvent("sentiment", "post", id, null, [], {
        title: "",
        text: String(cells[0]).slice(0, 20_000),
        channel: "股吧",
      }),
    ),
};

/** `id,text,unknownEntities`: texts with the financial entities that they speak of. */
export const entity: Adapter = {
  set: "entity",
  kinds: ["sentiment"],
  matches: (shape) => shape.type === "csv" && shape.header.join() === "id,text,unknownEntities",
  read: (file) =>
    readCsvSet(file, entity.set, "sentiment", (record) => [
      makeReplayEvent(
        "sentiment",
        "post",
        `entity-${record.get("id")}`,
        null,
        subjectsOfNames(record.get("unknownEntities")),
        {
          title: "",
          text: record.get("text").slice(0, 20_000),
        },
      ),
    ]),
};

/** Largest JSON document that is read as a whole. */
const MAX_JSON_BYTES = 256 * 1024 * 1024;

async function* readJsonRows(
  file: ReplayFile,
  set: string,
  width: number,
  map: (cells: readonly unknown[], id: string) => ReturnType<typeof makeReplayEvent>,
): AsyncGenerator<ReplayRow> {
  if (file.bytes > MAX_JSON_BYTES) throw new RangeError(`${file.path} is too large for one JSON document`);
  const parts: Uint8Array[] = [];
  for await (const chunk of file.open()) parts.push(chunk);
  const rows = JSON.parse(
    Buffer.concat(parts)
      .toString("utf8")
      .replace(/^\uFEFF/, ""),
  ) as unknown[];
  for (const [i, cells] of rows.entries()) {
    const row = i + 1;
    const raw = JSON.stringify(cells);
    if (!Array.isArray(cells) || cells.length !== width) {
      yield { ok: false, row, kind: "sentiment", code: "ingest.csv-row", raw };
      continue;
    }
    // Sets with ids of their own have them first; the others are known by file and row.
    const id =
      width > 2 && isText(cells[0]) && cells[0] !== ""
        ? `${set}-${cells[0]}`
        : replayRowId(set, set, row, raw);
    yield { ok: true, row, events: [map(cells, id)] };
  }
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}
