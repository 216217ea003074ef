import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { runNab } from "#server/eval/nab";
import { leaveOutNab } from "#server/eval/nab-leave-out";
import { scoreNab } from "#server/eval/nab-score";
import { runTabular, TABULAR_HELP } from "#server/eval/tabular";

const HELP = `npm run eval -- <task> [--json]

Measures a capability on labelled data; one JSON object comes last on standard output.

  nab        --data DIR --out OUT        scores every series DIR/<category>/<file>.csv (timestamp,value) as a stream and
                                         writes OUT/<category>/<file>.csv (timestamp,anomaly_score)
  nab-score  --results OUT --labels FILE scores such files by the rules of the Numenta Anomaly Benchmark
  nab-leave-out --data DIR --labels FILE constants and threshold chosen without a category, that category scored
${TABULAR_HELP.trimStart().replace(/^/, "  ")}`;

const say = (text: string): void => void process.stderr.write(`${text}\n`);

async function main(args: string[]): Promise<void> {
  const [task, ...rest] = args;
  if (task === undefined || task === "--help") return void process.stdout.write(HELP);
  if (task === "tabular") return print(await runTabular(rest, say), rest.includes("--json"));
  const { values } = parseArgs({
    args: rest,
    options: {
      data: { type: "string" },
      out: { type: "string" },
      results: { type: "string" },
      labels: { type: "string" },
      json: { type: "boolean", default: false },
    },
  });
  const result = await run(task, (name) => {
    const path = values[name];
    if (path === undefined) throw new Error(`${task} needs --${name}\n${HELP}`);
    return resolve(path);
  });
  print(result, values.json);
}

function print(result: object, inOneLine: boolean): void {
  process.stdout.write(`${JSON.stringify(result, null, inOneLine ? 0 : 2)}\n`);
}

function run(task: string, path: (name: "data" | "out" | "results" | "labels") => string): Promise<object> {
  switch (task) {
    case "nab":
      return runNab(path("data"), path("out"));
    case "nab-score":
      return scoreNab(path("results"), path("labels"));
    case "nab-leave-out":
      return leaveOutNab(path("data"), path("labels"), say);
    default:
      throw new Error(`there is no task ${task}\n${HELP}`);
  }
}

main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error) => {
    process.stderr.write(`${error?.stack ?? error}\n`);
    process.exit(1);
  },
);
