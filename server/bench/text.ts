import { makeRandomFrom } from "#detectors/random";
import { analyseText } from "#detectors/text/analysis";
import { type Artefact, versionOf } from "#detectors/text/model/artefact";
import { NAME_TRAINING } from "#detectors/text/model/name-training";
import { type LabelTask, TASKS } from "#detectors/text/model/tasks";
import { makeTextModels, readText } from "#detectors/text/reading";
import { loadTextModels, textModelFolder } from "#server/text-models";

const CHARACTERS = 200;
const TEXTS = 1000;
const ROUNDS = 25;
const NAME = "上海宝盈财富管理有限公司";

/**
 * `npm run bench -- text`: the whole reading of texts of 200 characters on one core. Models come from a folder; for a
 * task without one a table of random weights of the same size stands in, which costs the same.
 */
export async function benchText(varDir: string): Promise<object> {
  const { states, models } = await loadTextModels(textModelFolder(varDir));
  const random = makeRandomFrom(7);
  const missing = states.filter(({ state }) => state !== "loaded").map(({ task }) => task);
  const whole = missing.length === 0 && models !== null ? models : makeTextModels(standIns(random));
  const texts = Array.from({ length: TEXTS }, () => makeText(random));
  const lexicon = timed(texts, (text) => void analyseText(text, ["宝盈"]));
  const reading = timed(texts, (text) => void readText(text, [NAME], whole));
  return {
    characters: CHARACTERS,
    texts: TEXTS,
    perSecond: reading.perSecond,
    usPerText: reading.usPerText,
    lexiconPerSecond: lexicon.perSecond,
    models:
      missing.length === 0
        ? states
        : `random tables of full size (not in ${textModelFolder(varDir)}: ${missing.join(", ")})`,
  };
}

/**
 * Processor time of this process, best of some rounds: what neighbours take of the machine (a factor of two within seconds)
 * does not count.
 */
function timed(
  texts: readonly string[],
  read: (text: string) => void,
): { perSecond: number; usPerText: number } {
  for (const text of texts) read(text);
  let best = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const before = process.cpuUsage();
    for (const text of texts) read(text);
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / texts.length);
  }
  return { perSecond: Math.round(1e6 / best), usPerText: Math.round(best * 10) / 10 };
}

const LABELS: Readonly<Record<LabelTask, number>> = { finnsp: 1, finese: 21, finfe: 3 };

function standIns(random: () => number): { artefact: Artefact; version: string }[] {
  const table = (length: number) => Int8Array.from({ length }, () => Math.floor(random() * 40 - 20));
  const labels = (Object.keys(LABELS) as LabelTask[]).map((task): Artefact => {
    const shape = TASKS[task];
    return {
      kind: "labels",
      task,
      model: {
        shape,
        labels: Array.from({ length: LABELS[task] }, (_, i) => ({
          name: `${i}`,
          threshold: 0,
          calibration: { slope: 1, offset: 0 },
          bias: -1,
          step: 0.01,
        })),
        table: table(2 ** shape.bits * LABELS[task]),
      },
    };
  });
  const names: Artefact = {
    kind: "names",
    task: "entity",
    // Mostly outside a name, as in real texts.
    model: {
      bits: NAME_TRAINING.bits,
      table: table(2 ** NAME_TRAINING.bits * 4).map((w, i) => (i % 4 === 0 ? 20 : w)),
      step: 0.01,
      threshold: 0.5,
    },
  };
  return [...labels, names].map((artefact) => ({ artefact, version: versionOf(new Uint8Array(1)) }));
}

const PHRASES =
  "宝盈财富 年化收益率高达24% 保本保息 投资人 上海 浦东新区 无法兑付 涉嫌非法集资 公安机关立案侦查 平台 公告 逾期 本金 记者 获悉 负责人失联 门店 关闭 产品 到期 合同 客户 经理 表示 正在 处理 监管 部门 提醒 谨防 风险 快鹿集团 小资钱包 理财 借款 担保 有限公司 2019年 12月 人民币 万元 亿元 ， 。 ， 的 了 在 是".split(
    " ",
  );

function makeText(random: () => number): string {
  let text = "";
  while (text.length < CHARACTERS) text += PHRASES[Math.floor(random() * PHRASES.length)];
  return text.slice(0, CHARACTERS);
}
