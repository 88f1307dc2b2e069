import { connect } from "node:net";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Size } from "../support/large-configuration.ts";
import { objectFile } from "../support/load-site.ts";
import { untilAnswers, type Daemon } from "./daemon.ts";
import { startNagios } from "./nagios-daemon.ts";

export interface IdleNagios extends Daemon {
  readonly startSeconds: number;
}

const MAX_START_MS = 60_000;
const NO_CHECKS = "execute_host_checks=0\nexecute_service_checks=0\n";

/**
 * Starts Nagios 4 with these hosts and services and without checks. It is ready when its query handler answers, which
 * is the closest it has to an API.
 */
export async function startIdleNagios(folder: string, { hosts, servicesPerHost }: Size): Promise<IdleNagios> {
  mkdirSync(folder, { recursive: true });
  const objects = objectFile({ hosts, servicesPerHost, command: "/bin/true", intervalSeconds: 300 });
  const startedAt = performance.now();
  const daemon = startNagios(folder, objects, NO_CHECKS);
  await untilAnswers(daemon, () => answers(join(folder, "nagios.qh")), {
    name: "Nagios 4",
    pollIntervalMs: 50,
    timeoutMs: MAX_START_MS,
  });
  return { pid: daemon.pid, startSeconds: (performance.now() - startedAt) / 1000, stop: () => daemon.stop() };
}

/** Tests whether the query handler answers (`@echo`). */
function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path, () => {
      socket.write("@echo here\0");
    });
    const end = (is: boolean) => (): void => {
      socket.destroy();
      resolve(is);
    };
    socket.setTimeout(MAX_START_MS, end(false));
    socket.on("data", end(true)).on("error", end(false)).on("close", end(false));
  });
}
