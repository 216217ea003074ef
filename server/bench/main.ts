import { parseArgs } from "node:util";
import { benchAnomaly } from "#server/bench/anomaly";
import { benchDetector } from "#server/bench/detector";
import { FANOUT_CHILD, runFanout, runFanoutChild } from "#server/bench/fanout";
import { benchLearn } from "#server/bench/learn";
import { runPipeline } from "#server/bench/pipeline";
import { runSoak } from "#server/bench/soak";

const HELP = `npm run bench -- <what> [--json]

  pipeline  --rate 5000 --seconds 60 --enterprises 100000 [--ceiling 10]
  fanout    --clients 2000 --rate 200 --bytes 300
  detector
  anomaly
  learn
  soak      --minutes 30 --enterprises 10000
`;

const say = (text: string) => void process.stderr.write(`${text}\n`);

async function main(): Promise<void> {
  const [what, ...rest] = process.argv.slice(2);
  if (what === FANOUT_CHILD) return runFanoutChild(rest[0] as string, rest.slice(1));
  if (what === undefined || what === "--help") return void process.stdout.write(HELP);
  const result = await run(what, rest);
  process.stdout.write(`${JSON.stringify(result, null, rest.includes("--json") ? 0 : 2)}\n`);
}

async function run(what: string, args: string[]): Promise<object> {
  switch (what) {
    case "pipeline": {
      const { values } = parseArgs({
        args,
        options: {
          rate: { type: "string", default: "5000" },
          seconds: { type: "string", default: "60" },
          enterprises: { type: "string", default: "100000" },
          ceiling: { type: "string", default: "10" },
          json: { type: "boolean", default: false },
        },
      });
      return runPipeline({
        rate: Number(values.rate),
        seconds: Number(values.seconds),
        enterprises: Number(values.enterprises),
        ceilingSeconds: Number(values.ceiling),
        say,
      });
    }
    case "soak": {
      const { values } = parseArgs({
        args,
        options: {
          minutes: { type: "string", default: "30" },
          enterprises: { type: "string", default: "10000" },
          json: { type: "boolean", default: false },
        },
      });
      return runSoak({ minutes: Number(values.minutes), enterprises: Number(values.enterprises), say });
    }
    case "fanout":
      return runFanout(args);
    case "detector":
      return benchDetector();
    case "anomaly":
      return benchAnomaly();
    case "learn":
      return benchLearn(say);
    default:
      throw new Error(`there is no bench ${what}\n${HELP}`);
  }
}

main().then(
  () => process.exit(0),
  (error) => {
    process.stderr.write(`${error?.stack ?? error}\n`);
    process.exit(1);
  },
);
