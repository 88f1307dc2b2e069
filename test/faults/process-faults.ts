import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { SCHEMA } from "./audit.ts";
import { aroundTheLease, found, forAWhile, LEASE_MS, other, type Fault, type Target } from "./fault.ts";
import type { Scene } from "./scene.ts";

export const kill = (target: Target): Fault => ({
  name: `kill the ${target}`,
  isForAll: true,
  strike: async (scene) => (await found(scene, target)).kill(),
});

export const pause = (target: Target): Fault => ({
  name: `pause the ${target}`,
  isForAll: true,
  async strike(scene, random) {
    const process = await found(scene, target);
    process.pause();
    await forAWhile(scene, () => aroundTheLease(random, target), process.resume);
  },
});

/** It is stopped while it waits for a row that somebody else has, so that its transaction stays open. */
export const pauseWithinTransaction: Fault = {
  name: "pause the leader within a transaction",
  isForAll: true,
  async strike(scene, random) {
    const { database } = scene;
    const client = new pg.Client({ host: database.folder, user: "postgres", database: "postgres" });
    client.on("error", () => {});
    await client.connect();
    await client.query(`BEGIN; SELECT 1 FROM ${SCHEMA}.last_ids FOR UPDATE`);
    const process = await found(scene, "leader");
    const end = performance.now() + LEASE_MS;
    const waits = async (): Promise<boolean> =>
      (
        await database.query(`SELECT 1 FROM pg_stat_activity WHERE application_name = 'vigie server'
          AND wait_event_type = 'Lock' AND query LIKE '%last_ids FOR UPDATE'`)
      ).length > 0;
    while (!(await waits()) && performance.now() < end) await wait(10);
    process.pause();
    await client.end();
    await forAWhile(scene, () => aroundTheLease(random, "leader"), process.resume);
  },
};

/** Nobody leads when it wakes: only the term tells it that its own is over. */
export const outlive: Fault = {
  name: "pause the leader, and kill the next one when it wakes",
  isForAll: true,
  async strike(scene) {
    const former = await found(scene, "leader");
    former.pause();
    const isReplaced = async (): Promise<boolean> => {
      const leader = await scene.leader();
      return leader !== null && leader !== former && (await commitsOfNewestTerm(scene)) > 0;
    };
    await forAWhile(
      scene,
      async () => {
        const end = performance.now() + 30_000;
        while (!(await isReplaced().catch(() => false)) && performance.now() < end) await wait(50);
        await scene.markTerms();
        await other(scene.members, former).kill();
      },
      former.resume,
    );
  },
};

async function commitsOfNewestTerm({ database }: Scene): Promise<number> {
  const rows = await database.query(
    "SELECT count(*)::int AS count FROM audit.commits WHERE term = (SELECT max(term) FROM audit.elections)",
  );
  return Number(rows[0]?.["count"]);
}

export const handOver: Fault = {
  name: "leader stopped in order",
  isForAll: false,
  strike: async (scene) => (await found(scene, "leader")).restart(),
};
