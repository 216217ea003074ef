import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { evaluateFlow } from "#server/eval/flow";
import { BACKGROUND_START, writeBackground } from "#server/eval/flow-background";
import { runNab } from "#server/eval/nab";
import { leaveOutNab } from "#server/eval/nab-leave-out";
import { scoreNab } from "#server/eval/nab-score";

const HELP = `npm run eval -- <task> [--json]

Measures a capability on labelled data; one JSON object comes last on standard output.

  nab        --data DIR --out OUT        scores every series DIR/<category>/<file>.csv (timestamp,value) as a stream and
                                         writes OUT/<category>/<file>.csv (timestamp,anomaly_score)
  nab-score  --results OUT --labels FILE scores such files by the rules of the Numenta Anomaly Benchmark
  nab-leave-out --data DIR --labels FILE constants and threshold chosen without a category, that category scored
  flow       --data FILE [--background FILE | --accounts 10000 --seed 1] [--lives]   alerts of AMLSim's form among a background
  flow-background --accounts N --days D --seed S --out FILE                writes such a background
`;

const say = (text: string): void => void process.stderr.write(`${text}\n`);

async function main(args: string[]): Promise<void> {
  const [task, ...rest] = args;
  if (task === undefined || task === "--help") return void process.stdout.write(HELP);
  const { values } = parseArgs({
    args: rest,
    options: {
      data: { type: "string" },
      out: { type: "string" },
      results: { type: "string" },
      labels: { type: "string" },
      background: { type: "string" },
      accounts: { type: "string", default: "10000" },
      days: { type: "string", default: "720" },
      seed: { type: "string", default: "1" },
      lives: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
    },
  });
  const path = (name: "data" | "out" | "results" | "labels"): string => {
    const given = values[name];
    if (given === undefined) throw new Error(`${task} needs --${name}\n${HELP}`);
    return resolve(given);
  };
  const accounts = Number(values.accounts);
  const seed = Number(values.seed);
  const result =
    task === "flow"
      ? await evaluateFlow(
          { data: path("data"), background: values.background, lives: values.lives, accounts, seed },
          say,
        )
      : task === "flow-background"
        ? await writeBackground(path("out"), {
            accounts,
            seed,
            days: Number(values.days),
            startSeconds: BACKGROUND_START,
            others: [],
          })
        : await run(task, path);
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
