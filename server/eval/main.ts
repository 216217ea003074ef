import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { runNab } from "#server/eval/nab";
import { leaveOutNab } from "#server/eval/nab-leave-out";
import { scoreNab } from "#server/eval/nab-score";
import { runRelationsEval } from "#server/eval/relations";

const HELP = `npm run eval -- <task> [--json]

Measures a capability on labelled data; one JSON object comes last on standard output.

  nab        --data DIR --out OUT        scores every series DIR/<category>/<file>.csv (timestamp,value) as a stream and
                                         writes OUT/<category>/<file>.csv (timestamp,anomaly_score)
  nab-score  --results OUT --labels FILE scores such files by the rules of the Numenta Anomaly Benchmark
  nab-leave-out --data DIR --labels FILE constants and threshold chosen without a category, that category scored
  relations  [--seeds 5] [--first-seed 1] [--enterprises 20000]  shell clusters of the simulated city and of planted groups
`;

const say = (text: string): void => void process.stderr.write(`${text}\n`);

async function main(args: string[]): Promise<void> {
  const [task, ...rest] = args;
  if (task === undefined || task === "--help") return void process.stdout.write(HELP);
  if (task === "relations") return evalRelations(rest);
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
  process.stdout.write(`${JSON.stringify(result, null, values.json ? 0 : 2)}\n`);
}

function evalRelations(args: string[]): void {
  const { values } = parseArgs({
    args,
    options: {
      seeds: { type: "string", default: "5" },
      "first-seed": { type: "string", default: "1" },
      enterprises: { type: "string", default: "20000" },
      json: { type: "boolean", default: false },
    },
  });
  const result = runRelationsEval(
    {
      seeds: Number(values.seeds),
      firstSeed: Number(values["first-seed"]),
      enterprises: Number(values.enterprises),
    },
    say,
  );
  process.stdout.write(`${JSON.stringify(result, null, values.json ? 0 : 2)}\n`);
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
