import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../../src/lib/clock.ts";
import type { ServerUnderTest, Site } from "./server-under-test.ts";

/** Writes external commands to the command file as scripts do, with the time of the clock. */
export function sendCommands(
  { dataFolder }: Site,
  clock: Pick<Clock, "now">,
  ...commands: readonly string[]
): Promise<void> {
  return writeFile(
    join(dataFolder, "vigie.cmd"),
    commands.map((command) => `[${Math.floor(clock.now())}] ${command}\n`).join(""),
  );
}

let marks = 0;

/**
 * Writes commands and resolves when the server has executed them. The site must have a host `web`, which gets a
 * downtime far in the future.
 */
export async function runCommands(
  site: Site,
  server: Pick<ServerUnderTest, "eventually">,
  clock: Pick<Clock, "now">,
  ...commands: readonly string[]
): Promise<void> {
  const mark = `mark ${++marks}`;
  const now = Math.floor(clock.now());
  await sendCommands(
    site,
    clock,
    ...commands,
    `SCHEDULE_HOST_DOWNTIME;web;${now + 900_000};${now + 900_001};1;0;0;ann;${mark}`,
  );
  await server.eventually<{ readonly result: readonly { readonly comment: string }[] }>(
    "/monitoring/downtimes?limit=100",
    ({ result }) => result.some(({ comment }) => comment === mark),
  );
}
