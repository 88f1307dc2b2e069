import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadInventory } from "../config/objects/load-inventory.ts";
import type { Inventory } from "../model/objects.ts";
import { serviceKey } from "../model/resource-key.ts";

/** The service of the configuration. */
export const KEY = serviceKey(1, 2);

const objectsWith = (host: string): string => `
define command {
  command_name  any
  command_line  any
}
define host {
  host_name           web
  host_id             1
  max_check_attempts  1
  ${host}
}
define service {
  host_name            web
  service_description  page
  service_id           2
  check_command        any
  max_check_attempts   2
}
`;

/** A new folder with a configuration of one service, and what it says. `host`: further directives of its host. */
export function writeOneService(host = ""): { readonly folder: string; readonly inventory: Inventory } {
  const folder = mkdtempSync(join(tmpdir(), "vigie-intake-"));
  writeFileSync(join(folder, "vigie.cfg"), "cfg_file=objects.cfg\n");
  writeFileSync(join(folder, "objects.cfg"), objectsWith(host));
  return { folder, inventory: loadInventory(folder, { known: [] }).inventory! };
}
