import { MEMBERS, sleep } from "#server/fault/cluster";
import { malformedRow } from "#server/fault/load";
import type { Rig } from "#server/fault/rig";
import { jetstreamLimit } from "#stream/limit";

export interface Scenario {
  readonly name: string;
  /** Events a second of good traffic while it runs. */
  readonly perSecond: number;
  readonly clients: number;
  /** What goes wrong. Gives how many times it went wrong. */
  run(rig: Rig): Promise<number>;
}

/** Kills: every member at least twice, nats-server among them, 20 in all. */
const KILLS = [
  "detect-1",
  "nats",
  "web",
  "notify-1",
  "clock",
  "detect-2",
  "nats",
  "notify-2",
  "web",
  "detect-1",
  "clock",
  "notify-1",
  "detect-2",
  "nats",
  "notify-2",
  "web",
  "detect-1",
  "detect-2",
  "nats",
  "web",
];

export const SCENARIOS: readonly Scenario[] = [
  {
    name: "kill-9",
    perSecond: 200,
    clients: 20,
    async run({ cluster, say }) {
      for (const name of KILLS) {
        await sleep(2500);
        say(`  kill -9 ${name}`);
        if (name === "nats") cluster.killNats();
        else cluster.members.get(name)?.kill("SIGKILL");
      }
      await sleep(5000);
      return KILLS.length;
    },
  },
  {
    name: "restart",
    perSecond: 200,
    clients: 20,
    async run({ cluster }) {
      for (const name of MEMBERS) {
        cluster.members.get(name)?.kill("SIGTERM");
        await sleep(3000);
      }
      return MEMBERS.length;
    },
  },
  {
    name: "redelivery",
    perSecond: 200,
    clients: 20,
    async run(rig) {
      // The durable consumers vanish under their owners, so that all that is unacknowledged comes again.
      for (let round = 0; round < 5; round++) {
        await sleep(2000);
        for (let partition = 0; partition < 16; partition++) await rig.deleteConsumer(partition);
      }
      // And a source that sends all of its last rows again.
      await rig.sendAgain(500);
      return 5;
    },
  },
  {
    name: "two-copies",
    perSecond: 200,
    clients: 20,
    async run({ cluster }) {
      // A copy of detect and one of notify stand still for longer than their leases, and wake up as zombies.
      for (const name of ["detect-1", "notify-1", "detect-2", "notify-2"]) {
        cluster.members.get(name)?.kill("SIGSTOP");
        await sleep(14_000);
        cluster.members.get(name)?.kill("SIGCONT");
        await sleep(3000);
      }
      return 4;
    },
  },
  {
    name: "database-gone",
    perSecond: 100,
    clients: 20,
    async run({ cluster }) {
      await sleep(3000);
      await cluster.cutDatabase(30_000);
      await sleep(5000);
      return 1;
    },
  },
  {
    name: "stream-full",
    perSecond: 200,
    clients: 20,
    async run(rig) {
      // Detection stands still while JetStream may hold no more than it does: publishing is refused by its limit.
      for (const name of ["detect-1", "detect-2"]) rig.cluster.members.get(name)?.kill("SIGSTOP");
      const restore = await jetstreamLimit(rig.connection, 200_000);
      await sleep(12_000);
      const refused = await rig.countRefusals();
      await restore();
      for (const name of ["detect-1", "detect-2"]) rig.cluster.members.get(name)?.kill("SIGCONT");
      await sleep(5000);
      if (refused === 0) throw new Error("the stream never was full: the scenario tested nothing");
      return 1;
    },
  },
  {
    name: "malformed",
    perSecond: 100,
    clients: 20,
    async run(rig) {
      const total = 10_000;
      const chunk = 250;
      let rejected = 0;
      for (let sent = 0; sent < total; sent += chunk) {
        rejected += await rig.postMalformed(
          Array.from({ length: chunk }, (_, index) => malformedRow(sent + index, rig.source)),
        );
        await sleep(100);
      }
      if (rejected !== total) throw new Error(`${total - rejected} malformed rows were not rejected`);
      await rig.postRaw("complaint", Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]));
      await rig.postRaw("complaint", Buffer.from(`${"[".repeat(5000)}${"]".repeat(5000)}`));
      await rig.postRaw("complaint", Buffer.from("{not json"));
      await rig.publishGarbage(50);
      return total;
    },
  },
  {
    name: "push-cut",
    perSecond: 20,
    clients: 1000,
    async run({ clients }) {
      const cuts = 4;
      for (let cut = 0; cut < cuts; cut++) {
        await sleep(13_000);
        clients.cut(2000);
        await sleep(2000);
      }
      await sleep(3000);
      return cuts;
    },
  },
];
