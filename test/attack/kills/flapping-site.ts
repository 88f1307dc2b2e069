import { writeFileSync } from "node:fs";
import { join } from "node:path";

export const SERVICES = 20;

// Every service turns critical and recovers within seconds, so that results, events and messages are written all the
// time.
const OBJECTS = `
define command {
  command_name  flapping
  command_line  /bin/sh -c 'exit $(( $(date +%s) / 2 % 2 * 2 ))'
}
define host {
  host_name  web
  host_id    1
  address    127.0.0.1
  max_check_attempts  1
}
${Array.from(
  { length: SERVICES },
  (_, index) => `define service {
  host_name            web
  service_description  service-${index + 1}
  service_id           ${index + 1}
  check_command        flapping
  check_interval       1
  max_check_attempts   1
}`,
).join("\n")}
`;

/** Writes a configuration whose services change their state every two seconds. */
export function writeFlappingSite(folder: string): void {
  writeFileSync(join(folder, "vigie.cfg"), "cfg_file=objects.cfg\ninterval_length=1\n");
  writeFileSync(join(folder, "objects.cfg"), OBJECTS);
}
