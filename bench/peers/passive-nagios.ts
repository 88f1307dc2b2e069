import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { outputOf, passiveObjects } from "../support/passive-site.ts";
import { writeResults } from "../support/result-writer.ts";
import { untilAnswers } from "./daemon.ts";
import { nagiosVersion, startNagios } from "./nagios-daemon.ts";
import type { PassivePeerKind } from "./passive-peer.ts";

/** Nagios writes states to disk on request, so once after all results; it logs changes of state one by one. */
export const passiveNagios: PassivePeerKind = {
  name: "Nagios 4",
  version: nagiosVersion,
  async start(folder) {
    const daemon = startNagios(folder, passiveObjects(), MAIN);
    const pipe = join(folder, "nagios.cmd");
    const retention = join(folder, "retention.dat");
    await untilAnswers(daemon, () => existsSync(pipe), { name: "Nagios 4", pollIntervalMs: 50, timeoutMs: 60_000 });
    return {
      async submitByFile(load, results) {
        const before = savedAt(retention);
        await writeResults(pipe, load, results, "SAVE_STATE_INFORMATION");
        while (savedAt(retention) === before) await delay(10);
        if (!readFileSync(retention, "latin1").includes(`${outputOf(results - 1)}\n`))
          throw new Error("Nagios saved its states without the last result");
      },
      single: null,
      several: null,
      stop: () => daemon.stop(),
    };
  },
};

const savedAt = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

const MAIN = `
retain_state_information=1
check_external_commands=1
accept_passive_service_checks=1
enable_flap_detection=0
log_external_commands=0
log_passive_checks=0
`;
