import { setTimeout as wait } from "node:timers/promises";
import { fillDisk, freeDisk } from "./folders.ts";
import { found, hold, LEASE_MS, type Fault } from "./fault.ts";

export const restartDatabase = (signal: "SIGINT" | "SIGQUIT"): Fault => ({
  name: signal === "SIGINT" ? "database restarted" : "database crashed",
  isForAll: false,
  async strike({ database }, random) {
    await database.signal(signal);
    await hold(random, 0, 4_000);
    await database.start();
  },
});

/** The leader goes on in its term, with what it had in memory when its commits failed. */
export const crashWithoutStandby: Fault = {
  name: "database crashed while the standby hangs",
  isForAll: false,
  async strike(scene, random) {
    const { database } = scene;
    const standby = await found(scene, "standby");
    standby.pause();
    await database.signal("SIGQUIT");
    await hold(random, 1_500, 3_000);
    await database.start();
    await hold(random, 2_000, 3_000);
    standby.resume();
  },
};

export const pauseDatabase: Fault = {
  name: "database paused",
  isForAll: false,
  async strike({ database }, random) {
    database.pause();
    await hold(random, 500, LEASE_MS);
    database.resume();
  },
};

const RETRIED_MS = 2_000;

export const fullDisk = (target: "leader" | "poller"): Fault => ({
  name: `disk of the ${target} full`,
  isForAll: false,
  async strike(scene, random) {
    const name = (await found(scene, target)).name as "a" | "b" | "poller";
    const folder = scene.dataFolderOf(name);
    fillDisk(folder);
    await hold(random, 2_000, 5_000);
    freeDisk(folder);
    // What a poller has in memory alone until it tries again is lost with it, as documented.
    if (target === "poller") await wait(RETRIED_MS);
  },
});

/** More than the lease, so that it ends or seems to last. */
const OFFSETS = [-5, 5] as const;

export const clockOff = (target: "leader" | "standby"): Fault => ({
  name: `clock of the ${target} set off`,
  isForAll: false,
  async strike(scene, random) {
    const name = (await found(scene, target)).name as "a" | "b";
    scene.setClock(name, random.from(OFFSETS));
    await hold(random, 2_000, 4_000);
    scene.setClock(name, 0);
  },
});
