import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { readConfig } from "#server/config";
import { formatTallies, sumTallies } from "#server/replay/tally-table";
import { makeIngestClient } from "#stream/replay/client";
import { type Found, findDataSets } from "#stream/replay/find";
import { replaySet, type SetTally } from "#stream/replay/replay";
import { REPLAY_SOURCE } from "#stream/replay/row";

const HELP = `npm run replay -- PATH... [--speed N] [--limit n] [--set NAME]... [--url URL --key KEY] [--list] [--json]

Sends the files under PATH to the running program, as sources do: found by their shape, mapped to events (the table is
in docs/replay.md), every row accounted for.

  --speed N    N times real time by the events' own times; without it, as fast as the program takes them
  --limit n    at most n rows of each data set
  --set NAME   only this data set; also how one that is replayed on request (finfe) is asked for
  --url, --key address and API key of the source "replay"; by default those of the program that runs here (VAR_DIR/run.json)
  --list       says what would be replayed and what not, and ends
  --json       one object with all tallies last on standard output
`;

const runFile = z.object({ url: z.string().nullable(), keys: z.record(z.string(), z.string()) });

const say = (text: string): void => void process.stderr.write(`${text}\n`);

/** Ends with 0 when all rows were sent and add up, whatever the program made of them. */
async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      speed: { type: "string" },
      limit: { type: "string" },
      set: { type: "string", multiple: true, default: [] },
      url: { type: "string" },
      key: { type: "string" },
      list: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help || positionals.length === 0) {
    process.stdout.write(HELP);
    return values.help ? 0 : 2;
  }
  const speed = readCount("--speed", values.speed);
  const limit = readCount("--limit", values.limit);
  const found = await findDataSets(
    positionals.map((path) => resolve(path)),
    values.set,
  );
  sayFound(found);
  if (values.list) return 0;
  if (found.sets.length === 0) {
    say("Nothing to replay: no file has a shape that is known.");
    return 1;
  }

  const { url, key } = await findProgram(values.url, values.key);
  say(`Sending to ${url} as source ${REPLAY_SOURCE}${speed === null ? "" : `, ${speed} times real time`}`);
  const abort = new AbortController();
  process.once("SIGINT", () => abort.abort());
  process.once("SIGTERM", () => abort.abort());
  const client = makeIngestClient({ url, key, signal: abort.signal });
  const startedMs = performance.now();
  const tallies: SetTally[] = [];
  for (const one of found.sets) {
    const tally = await replaySet(one, client, {
      speed,
      limit,
      signal: abort.signal,
      onProgress: makeProgress(),
    });
    tallies.push(tally);
    say(`${tally.set}: ${tally.rows} rows, ${tally.read} events sent`);
    if (abort.signal.aborted) break;
  }
  const seconds = Math.round(performance.now() - startedMs) / 1000;
  const sum = sumTallies(tallies);
  const addsUp = sum.accepted + sum.duplicate + sum.conflict + sum.rejected === sum.read;
  say(`\n${formatTallies(tallies)}\n`);
  say(
    `${sum.read} events in ${seconds} s (${Math.round(sum.read / Math.max(seconds, 0.001))}/s), held back ${client.waits.count} times for ${(client.waits.ms / 1000).toFixed(1)} s`,
  );
  say(addsUp ? "accepted + duplicate + conflict + rejected = read" : "THE ROWS DO NOT ADD UP");
  if (values.json) process.stdout.write(`${JSON.stringify({ url, seconds, addsUp, sum, sets: tallies })}\n`);
  return addsUp && !abort.signal.aborted ? 0 : 1;
}

/** The address and key given, or those of the program that runs on this machine. */
async function findProgram(
  url: string | undefined,
  key: string | undefined,
): Promise<{ url: string; key: string }> {
  if (url !== undefined && key !== undefined) return { url, key };
  const path = join(readConfig().varDir, "run.json");
  let file: z.infer<typeof runFile>;
  try {
    file = runFile.parse(JSON.parse(await readFile(path, "utf8")));
  } catch (error) {
    throw new Error(
      `No running program is known (${path}): start it with npm start, or give --url and --key.`,
      { cause: error },
    );
  }
  const foundUrl = url ?? file.url;
  const foundKey = key ?? file.keys[REPLAY_SOURCE];
  if (foundUrl === null) throw new Error(`The program that ${path} names has no web address: give --url.`);
  if (foundKey === undefined)
    throw new Error(`${path} holds no key of the source ${REPLAY_SOURCE}: give --key.`);
  return { url: foundUrl, key: foundKey };
}

function sayFound(found: Found): void {
  for (const { set, parts } of found.sets)
    say(`${set}: ${parts.length} file${parts.length === 1 ? "" : "s"}`);
  for (const reason of ["on request", "not chosen", "no mapping"] as const) {
    const paths = found.skipped.filter((one) => one.reason === reason).map((one) => one.path);
    if (paths.length > 0)
      say(
        `left out (${reason}): ${paths.slice(0, 6).join(", ")}${paths.length > 6 ? ` and ${paths.length - 6} more` : ""}`,
      );
  }
}

/** Says how far a set is, at most every two seconds. */
function makeProgress(): (tally: SetTally) => void {
  let lastMs = performance.now();
  return (tally) => {
    const nowMs = performance.now();
    if (nowMs - lastMs < 2000) return;
    lastMs = nowMs;
    say(
      `  ${tally.set}: ${tally.rows} rows read, ${tally.accepted} accepted, ${tally.duplicate} duplicate, ${tally.conflict} conflict, ${tally.rejected} rejected`,
    );
  };
}

function readCount(name: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new Error(`${name} needs a number above 0, not ${text}`);
  return value;
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
