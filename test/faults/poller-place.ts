import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { startPollerProcess, type PollerProcess } from "../support/poller-process.ts";
import { REMOTE, writePlugins } from "./configuration.ts";
import type { Place } from "./network.ts";

/** The poller's machine. */
export interface PollerPlace {
  readonly dataFolder: string;
  start(): PollerProcess;
  /** Resolves when no check runs that a poller has left behind. */
  checksEnded(): Promise<void>;
  /** Number of runs of each service's check so far. */
  runs(): ReadonlyMap<number, number>;
  /** From now on the checks say nothing new. */
  idle(): void;
}

export interface PollerPlaceOptions {
  readonly folder: string;
  readonly place: Place;
  /** Address of the load balancer. */
  readonly centre: string;
  readonly secret: string;
}

export function createPollerPlace({ folder, place, centre, secret }: PollerPlaceOptions): PollerPlace {
  const plugins = join(folder, "poller-plugins");
  const dataFolder = join(folder, "poller");
  writePlugins(plugins, true);
  const runsOf = (id: number): number => {
    const file = join(plugins, "runs", `s${id}`);
    return existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
  };
  const args = ["--data", dataFolder, "--centre", centre, "--allow", plugins];
  return {
    dataFolder,
    // The secret is of use at the first start alone.
    start: () =>
      startPollerProcess(
        [...args, "--resource-file", join(plugins, "resource.cfg")],
        existsSync(join(dataFolder, "poller", "poller.json")) ? {} : { VIGIE_ENROLMENT: secret },
        place.prefix,
      ),
    async checksEnded() {
      while (isAnyProcessOf(plugins)) await wait(20);
    },
    runs: () => new Map(REMOTE.map((id) => [id, runsOf(id)])),
    idle: () => writeFileSync(join(plugins, "idle"), ""),
  };
}

/** Tests for a process that runs the plugin of this folder. */
const isAnyProcessOf = (plugins: string): boolean =>
  globSync("/proc/[0-9]*/cmdline").some((file) => {
    try {
      return readFileSync(file, "utf8").includes(join(plugins, "check_count"));
    } catch {
      return false;
    }
  });
