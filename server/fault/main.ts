import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { auditRun } from "#server/fault/audit";
import { createCluster } from "#server/fault/cluster";
import { prepareGround, readHeads, startRig } from "#server/fault/rig";
import { SCENARIOS, type Scenario } from "#server/fault/scenarios";
import { createWebhookReceiver } from "#server/fault/webhook-receiver";

const HELP = `npm run fault [-- --only name,name] [--json]

Starts the program split over six processes (two of detect, two of notify) on loopback, lets things go wrong under load,
and counts what was lost or doubled. Scenarios: ${SCENARIOS.map((scenario) => scenario.name).join(", ")}.
`;

const SETTLE_MS = 120_000;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      json: { type: "boolean", default: false },
      only: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const say = (text: string) => void process.stderr.write(`${text}\n`);
  const wanted = values.only?.split(",");
  const folder = await mkdtemp(join(tmpdir(), "guanlan-fault-"));
  await chmod(folder, 0o755);
  const receiver = await createWebhookReceiver();
  const results: object[] = [];
  let failed = 0;
  const cluster = await createCluster(folder, { webhook: receiver, log: say });
  try {
    await cluster.ready();
    const ground = await prepareGround(cluster);
    for (const scenario of SCENARIOS.filter(({ name }) => wanted === undefined || wanted.includes(name))) {
      const result = await runScenario(scenario);
      results.push(result);
      say(JSON.stringify(result).replaceAll(/[{}]/g, ""));
      if (!result.ok) failed++;
    }
    await ground.stop();

    async function runScenario(scenario: Scenario) {
      say(`${scenario.name} …`);
      const startedMs = performance.now();
      const rig = await startRig(cluster, ground, receiver, scenario, say);
      const runs = await scenario.run(rig);
      await rig.load.stop();
      const verdict = await auditRun(
        ground.pool,
        { source: ground.source, acknowledged: rig.load.acknowledged },
        receiver,
        SETTLE_MS,
      );
      const push = await rig.clients.settle(await readHeads(ground.pool), 60_000);
      rig.clients.stop();
      const ok =
        verdict.acknowledged > 0 &&
        verdict.lost === 0 &&
        verdict.duplicated === 0 &&
        verdict.notificationsDoubled === 0 &&
        verdict.notificationsMissing === 0 &&
        push.delivered === push.expected &&
        push.doubled === 0;
      return {
        name: scenario.name,
        runs,
        ...verdict,
        pushDelivered: push.delivered,
        pushExpected: push.expected,
        pushDoubled: push.doubled,
        notificationsRepeated: receiver.repeated(),
        seconds: Math.round((performance.now() - startedMs) / 1000),
        ok,
      };
    }
  } finally {
    await cluster.stop();
    await receiver.stop();
    await rm(folder, { recursive: true, force: true });
  }
  process.stdout.write(`${JSON.stringify({ scenarios: results }, null, values.json ? 0 : 2)}\n`);
  return failed === 0 ? 0 : 1;
}

main().then(
  (code) => process.exit(code),
  (error) => {
    process.stderr.write(`${error?.stack ?? error}\n`);
    process.exit(1);
  },
);
