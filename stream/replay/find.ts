import { createReadStream } from "node:fs";
import { open, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { amlsim } from "#stream/replay/adapters/amlsim";
import { ccfAnnual, ccfBase, ccfNews, ccfOther, ccfTax } from "#stream/replay/adapters/ccf469";
import { envelopes } from "#stream/replay/adapters/envelopes";
import { nab } from "#stream/replay/adapters/nab";
import { p2pProblems, p2pRatings } from "#stream/replay/adapters/p2peye";
import { entity, finese, finfe, finnsp } from "#stream/replay/adapters/texts";
import type { Adapter, ReplayFile } from "#stream/replay/data-set";
import { shapeOf } from "#stream/replay/shape";

/** In the order in which sets are replayed. */
export const ADAPTERS: readonly Adapter[] = [
  finnsp,
  finese,
  entity,
  finfe,
  ccfBase,
  ccfAnnual,
  ccfTax,
  ccfOther,
  ccfNews,
  p2pProblems,
  p2pRatings,
  nab,
  amlsim,
  envelopes,
];

/** The files of one set, each with the way to read it. */
export interface FoundSet {
  readonly set: string;
  readonly sorted: boolean;
  readonly parts: readonly { readonly file: ReplayFile; readonly adapter: Adapter }[];
}

export interface Found {
  readonly sets: readonly FoundSet[];
  /** Files that were looked at and are not replayed, and why: "no mapping", "on request". */
  readonly skipped: readonly {
    readonly path: string;
    readonly reason: "no mapping" | "on request" | "not chosen";
  }[];
}

const HEAD_BYTES = 64 * 1024;

/**
 * Looks at every file under the paths and sorts them into data sets by what they hold. `only` restricts to sets by
 * name, which is also how sets that are replayed on request are asked for.
 */
export async function findDataSets(paths: readonly string[], only: readonly string[] = []): Promise<Found> {
  const sets = new Map<string, { file: ReplayFile; adapter: Adapter }[]>();
  const skipped: { path: string; reason: "no mapping" | "on request" | "not chosen" }[] = [];
  for (const root of paths) {
    for await (const path of walk(root)) {
      const file = await look(path);
      const shape = shapeOf(file.head);
      const adapter = ADAPTERS.find((one) => one.matches(shape));
      if (adapter === undefined) skipped.push({ path, reason: "no mapping" });
      else if (only.length > 0 && !only.includes(adapter.set)) skipped.push({ path, reason: "not chosen" });
      else if (adapter.onRequest === true && !only.includes(adapter.set))
        skipped.push({ path, reason: "on request" });
      else {
        const parts = sets.get(adapter.set) ?? [];
        parts.push({ file, adapter });
        sets.set(adapter.set, parts);
      }
    }
  }
  const order = [...new Set(ADAPTERS.map((adapter) => adapter.set))];
  const found = [...sets].sort((a, b) => order.indexOf(a[0]) - order.indexOf(b[0]));
  return {
    sets: found.map(([set, parts]) => ({
      set,
      parts,
      sorted: parts.some((part) => part.adapter.sorted === true),
    })),
    skipped,
  };
}

async function* walk(path: string): AsyncGenerator<string> {
  const info = await stat(path);
  if (!info.isDirectory()) {
    yield path;
    return;
  }
  const entries = await readdir(path, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
    if (entry.isDirectory() || entry.isFile()) yield* walk(join(path, entry.name));
  }
}

async function look(path: string): Promise<ReplayFile> {
  const handle = await open(path, "r");
  try {
    const { size } = await handle.stat();
    const head = new Uint8Array(Math.min(size, HEAD_BYTES));
    await handle.read(head, 0, head.length, 0);
    return { path, head, bytes: size, open: () => createReadStream(path, { highWaterMark: 256 * 1024 }) };
  } finally {
    await handle.close();
  }
}
