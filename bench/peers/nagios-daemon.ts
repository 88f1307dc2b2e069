import { spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { NAGIOS, nagiosFolder } from "../../test/support/installed-nagios.ts";
import { daemonOf, type Daemon } from "./daemon.ts";

/** Installed release; undefined if there is none. */
export const nagiosVersion =
  NAGIOS === undefined
    ? undefined
    : /Core (\S+)/.exec(spawnSync(NAGIOS, ["--version"], { encoding: "utf8" }).stdout)?.[1];

/**
 * Starts Nagios 4 as packaged by Debian, tuned for many checks as its documentation says, with these objects and
 * further lines of the main file.
 */
export function startNagios(folder: string, objects: string, main: string): Daemon {
  mkdirSync(join(folder, "results"), { recursive: true });
  chmodSync(folder, 0o777);
  writeFileSync(join(folder, "objects.cfg"), objects);
  writeFileSync(join(folder, "nagios.cfg"), mainFile(folder) + main);
  // In a process group of its own: Nagios ends its whole group when it stops.
  return daemonOf(
    spawn(NAGIOS ?? "nagios4", [join(folder, "nagios.cfg")], { stdio: "ignore", detached: true, cwd: folder }),
  );
}

const mainFile = (folder: string): string => `${nagiosFolder(folder)}
cfg_file=${folder}/objects.cfg
status_update_interval=60
retention_update_interval=0
interval_length=1
use_large_installation_tweaks=1
enable_environment_macros=0
log_initial_states=0
`;
