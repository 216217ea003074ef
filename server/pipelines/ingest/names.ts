import type { Log } from "#server/log";
import { type Mention, NameIndex } from "#server/pipelines/ingest/name-index";
import { readNamesSince } from "#store/enterprise-names";
import type { Pool } from "#store/pool";

export interface IngestNames {
  find(text: string, most: number): number[];
  /** With the names that may mean several. */
  mentions(text: string, most: number): Mention[];
  stop(): void;
}

const PAGE = 20_000;
const REFRESH_MS = 5000;

/** The name index, kept up with the store: names only grow, so each look asks for what is newer. */
export function createIngestNames(deps: { readonly pool: Pool; readonly log: Log }): IngestNames {
  const index = new NameIndex();
  let last = 0;
  let stopped = false;
  let timer: NodeJS.Timeout;

  async function refresh(): Promise<void> {
    try {
      for (let more = true; more && !stopped; ) {
        const rows = await readNamesSince(deps.pool, last, PAGE);
        for (const row of rows) index.add(row.enterpriseId, row.name);
        last = rows.at(-1)?.id ?? last;
        more = rows.length === PAGE;
      }
    } catch (error) {
      deps.log.warn({ err: error }, "names not read, tried again");
    }
    if (!stopped) timer = setTimeout(() => void refresh(), REFRESH_MS);
  }

  timer = setTimeout(() => void refresh(), 0);
  return {
    find: (text, most) => index.find(text, most),
    mentions: (text, most) => index.mentions(text, most),
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
