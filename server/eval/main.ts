import { readFlags, runTask, type Task } from "#server/command/task";
import { evaluateFlow } from "#server/eval/flow";
import { BACKGROUND_START, writeBackground } from "#server/eval/flow-background";
import { runLead } from "#server/eval/lead";
import { runMarket } from "#server/eval/market";
import { runNab } from "#server/eval/nab";
import { leaveOutNab } from "#server/eval/nab-leave-out";
import { scoreNab } from "#server/eval/nab-score";
import { runRelationsEval } from "#server/eval/relations";
import { runStories } from "#server/eval/stories";
import { runTabular } from "#server/eval/tabular";
import { runText, runTrainText } from "#server/eval/text/command";

const HEAD = `npm run eval -- <task> [--json]

Measures a capability on labelled data; one JSON object comes last on standard output.`;

const TASKS: Readonly<Record<string, Task>> = {
  nab: {
    help: [
      "--data DIR --out OUT",
      "scores each series DIR/<category>/<file>.csv (timestamp,value) as a stream, writes OUT/<category>/<file>.csv",
    ],
    run(args) {
      const flags = readFlags(args, { data: undefined, out: undefined });
      return runNab(flags.path("data"), flags.path("out"));
    },
  },
  "nab-score": {
    help: ["--results OUT --labels FILE", "scores such files by the rules of the Numenta Anomaly Benchmark"],
    run(args) {
      const flags = readFlags(args, { results: undefined, labels: undefined });
      return scoreNab(flags.path("results"), flags.path("labels"));
    },
  },
  "nab-leave-out": {
    help: [
      "--data DIR --labels FILE",
      "constants and threshold chosen without a category, that category scored",
    ],
    run(args, say) {
      const flags = readFlags(args, { data: undefined, labels: undefined });
      return leaveOutNab(flags.path("data"), flags.path("labels"), say);
    },
  },
  text: {
    help: [
      "--task finnsp|finese|finfe|entity --train FILE [--test FILE | --folds 5] [--seed 1]",
      "trains on one part, measures on unseen texts; near-duplicates are taken out",
    ],
    run: runText,
  },
  "train-text": {
    help: [
      "--task TASK --data FILE [--out var/models/text] [--date YYYY-MM-DD] [--licence TEXT] [--folds 0] [--seed 1]",
      "trains on a whole corpus, writes OUT/TASK.model and its card OUT/TASK.md",
    ],
    run: runTrainText,
  },
  tabular: {
    help: [
      "--task polish|ccf469 --train FILE [--test FILE | --folds 5] [--tables DIR] [--seed 1]",
      "risk models on tables; polish: .arff, ccf469: label files id,label, --tables the folder of its side tables",
    ],
    run: runTabular,
  },
  flow: {
    help: [
      "--data FILE [--background FILE | --accounts 10000 --seed 1] [--lives]",
      "alerts of AMLSim's form among a background; --lives gives the alerts' accounts an ordinary life as well",
    ],
    run(args, say) {
      const flags = readFlags(
        args,
        { data: undefined, background: undefined, accounts: "10000", seed: "1" },
        ["lives"],
      );
      const background = flags.optional("background");
      return evaluateFlow(
        {
          data: flags.path("data"),
          background,
          lives: flags.isSet("lives"),
          accounts: flags.number("accounts"),
          seed: flags.number("seed"),
        },
        say,
      );
    },
  },
  "flow-background": {
    help: ["--accounts N --days D --seed S --out FILE", "writes such a background"],
    run(args) {
      const flags = readFlags(args, { accounts: "10000", days: "720", seed: "1", out: undefined });
      return writeBackground(flags.path("out"), {
        accounts: flags.number("accounts"),
        seed: flags.number("seed"),
        days: flags.number("days"),
        startSeconds: BACKGROUND_START,
        others: [],
      });
    },
  },
  relations: {
    help: [
      "[--seeds 5] [--first-seed 1] [--enterprises 20000]",
      "shell clusters of the simulated city and of planted groups",
    ],
    run(args, say) {
      const flags = readFlags(args, { seeds: "5", "first-seed": "1", enterprises: "20000" });
      return runRelationsEval(
        {
          seeds: flags.number("seeds"),
          firstSeed: flags.number("first-seed"),
          enterprises: flags.number("enterprises"),
        },
        say,
      );
    },
  },
  market: {
    help: [
      "[--seed 1] [--series 100] [--per-day 0,2,78]",
      "falls of market series: which judge notices them, and which reach yellow",
    ],
    run(args, say) {
      const flags = readFlags(args, { seed: "1", series: "100", "per-day": "0,2,78" });
      const perDay = flags.text("per-day").split(",").map(Number);
      return runMarket({ seed: flags.number("seed"), series: flags.number("series"), perDay }, say);
    },
  },
  stories: {
    help: [
      "[--seeds 3] [--first-seed 1] [--enterprises 4000]",
      "scripted stories of simulated cities: caught, when, and false alarms",
    ],
    run(args, say) {
      const flags = readFlags(args, { seeds: "3", "first-seed": "1", enterprises: "4000" });
      return runStories(
        {
          seeds: flags.number("seeds"),
          firstSeed: flags.number("first-seed"),
          enterprises: flags.number("enterprises"),
        },
        say,
      );
    },
  },
  lead: {
    help: [
      "--data DIR [--seed 1]",
      "monthly ratings of platforms replayed against the list of those that failed",
    ],
    run(args) {
      const flags = readFlags(args, { data: undefined, seed: "1" });
      return runLead(flags.path("data"), flags.number("seed"));
    },
  },
};

runTask(HEAD, TASKS, process.argv.slice(2));
