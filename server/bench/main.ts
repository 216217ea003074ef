import { benchAnomaly } from "#server/bench/anomaly";
import { benchDetector } from "#server/bench/detector";
import { FANOUT_CHILD, runFanout, runFanoutChild } from "#server/bench/fanout";
import { benchFlow } from "#server/bench/flow";
import { benchLearn } from "#server/bench/learn";
import { runPipeline } from "#server/bench/pipeline";
import { benchRelations } from "#server/bench/relations";
import { runRescoreBench } from "#server/bench/rescore";
import { runSoak } from "#server/bench/soak";
import { benchText } from "#server/bench/text";
import { readFlags, runTask, type Task } from "#server/command/task";

const HEAD = "npm run bench -- <what> [--json]";

const BENCHES: Readonly<Record<string, Task>> = {
  pipeline: {
    help: ["--rate 5000 --seconds 60 --enterprises 100000 [--ceiling 10]", ""],
    run(args, say) {
      const flags = readFlags(args, { rate: "5000", seconds: "60", enterprises: "100000", ceiling: "10" });
      return runPipeline({
        rate: flags.number("rate"),
        seconds: flags.number("seconds"),
        enterprises: flags.number("enterprises"),
        ceilingSeconds: flags.number("ceiling"),
        say,
      });
    },
  },
  fanout: { help: ["--clients 2000 --rate 200 --bytes 300", ""], run: (args) => runFanout(args) },
  detector: { help: ["", ""], run: () => benchDetector() },
  anomaly: { help: ["", ""], run: () => benchAnomaly() },
  text: {
    help: ["[--var var]", ""],
    run: (args) => benchText(readFlags(args, { var: "var" }).text("var")),
  },
  flow: { help: ["", ""], run: () => benchFlow() },
  learn: { help: ["", ""], run: (_, say) => benchLearn(say) },
  relations: { help: ["", ""], run: () => benchRelations() },
  rescore: {
    help: ["--enterprises 3000000", ""],
    run: (args, say) =>
      runRescoreBench({
        enterprises: readFlags(args, { enterprises: "3000000" }).number("enterprises"),
        say,
      }),
  },
  soak: {
    help: ["--minutes 30 --enterprises 10000", ""],
    run(args, say) {
      const flags = readFlags(args, { minutes: "30", enterprises: "10000" });
      return runSoak({ minutes: flags.number("minutes"), enterprises: flags.number("enterprises"), say });
    },
  },
};

const [what, ...rest] = process.argv.slice(2);
if (what === FANOUT_CHILD) {
  await runFanoutChild(rest[0] as string, rest.slice(1));
  process.exit(0);
} else runTask(HEAD, BENCHES, process.argv.slice(2));
