import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LARGE, writeLargeConfiguration } from "./large-configuration.ts";
import { writeLargeStore } from "./large-store.ts";
import { writeLimitedAccess } from "./limited-user.ts";

const INTERVAL_UNITS = 5;

/** Writes the large configuration and its store so that plugins run at `checksPerSecond`, with a limited contact. */
export async function writeCheckedLargeSite(
  configFolder: string,
  dataFolder: string,
  checksPerSecond: number,
): Promise<void> {
  writeLargeConfiguration(configFolder, LARGE);
  writeLimitedAccess(configFolder, LARGE);
  await writeLargeStore(configFolder, dataFolder);
  const intervalLength = Math.round((LARGE.hosts * LARGE.servicesPerHost) / checksPerSecond / INTERVAL_UNITS);
  writeFileSync(
    join(configFolder, "vigie.cfg"),
    `cfg_file=objects.cfg\nexecute_host_checks=0\ninterval_length=${intervalLength}\n`,
  );
  const objects = readFileSync(join(configFolder, "objects.cfg"), "utf8");
  writeFileSync(
    join(configFolder, "objects.cfg"),
    objects.replace("command_line check_dummy 0", "command_line /usr/lib/nagios/plugins/check_dummy 0"),
  );
}
