import { setTimeout as wait } from "node:timers/promises";
import { aroundTheLease, forAWhile, hold, LEASE_MS, placeOf, type Fault, type Target } from "./fault.ts";

export const cutLink = (target: Target | "receiver"): Fault => ({
  name: `link of the ${target} down`,
  isForAll: false,
  async strike(scene, random) {
    const line = scene.lineOf(await placeOf(scene, target));
    line.cut();
    await forAWhile(scene, () => aroundTheLease(random, target), line.mend);
  },
});

export const cutFromDatabase = (target: "leader" | "standby"): Fault => ({
  name: `the ${target} cut off from the database alone`,
  isForAll: false,
  async strike(scene, random) {
    const line = scene.lineOf(await placeOf(scene, target));
    line.cutFrom(scene.network!.centre.address);
    await forAWhile(scene, () => aroundTheLease(random, target), line.mend);
  },
});

/** It still reads, and would send; that its term is over it cannot learn. */
export const noRenewals: Fault = {
  name: "the leader without its lease session and new ones",
  isForAll: false,
  async strike(scene, random) {
    const name = await placeOf(scene, "leader");
    const line = scene.lineOf(name);
    line.refuseNewTo(scene.network!.centre.address);
    await scene.database.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE application_name = 'vigie lease' AND starts_with(usename, '${name}_')`);
    await forAWhile(scene, () => hold(random, LEASE_MS + 3_000, LEASE_MS + 5_000), line.mend);
  },
};

/** Messages that had no answer are sent again ten seconds later, with nothing to store before. */
export const cutWhileRetriesWait: Fault = {
  name: "the leader cut off from the database while messages wait for their next try",
  isForAll: false,
  async strike(scene) {
    const { network, receiver } = scene;
    const line = scene.lineOf(await placeOf(scene, "leader"));
    await receiver.misbehave("always");
    await wait(3_000);
    await receiver.misbehave("now-and-then");
    line.cutFrom(network!.centre.address);
    await forAWhile(scene, () => wait(2 * LEASE_MS + 2_000), line.mend);
  },
};

export const roughLink = (target: Target | "receiver"): Fault => ({
  name: `losses and delay on the link of the ${target}`,
  isForAll: false,
  async strike(scene, random) {
    const line = scene.lineOf(await placeOf(scene, target));
    line.roughen();
    await forAWhile(scene, () => hold(random, 2_000, 5_000), line.mend);
  },
});
