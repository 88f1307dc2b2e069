import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { requestLocalApi } from "../../src/cli/local-api-client.ts";
import { eventually } from "../support/eventually.ts";
import { createScriptedPlugin, type ScriptedPlugin } from "../support/scripted-plugin.ts";
import { startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { ADMIN_PASSWORD, createSite } from "../support/server-under-test.ts";

/** Login of every client: the administrator. */
export const CREDENTIALS = { login: "admin", password: ADMIN_PASSWORD } as const;

export interface ClientSite {
  readonly server: ServerProcess;
  readonly folder: string;
  /** Plugin of `serveur-été`: `Disque /var/été`, CRITICAL until it says something else. */
  readonly disk: ScriptedPlugin;
  /** Reads a path of any surface, as the administrator of the machine. */
  get<T>(path: string): Promise<T>;
  remove(): Promise<void>;
}

/**
 * `vigie serve` as a process, everything checked once. Hosts: web-01 (1, UP) with Ping (101, OK, metrics rta and pl) and
 * Log (102, WARNING, no metric), serveur-été (11, UP) with `Disque /var/été` (21, CRITICAL), db/nord (12, DOWN) without
 * services. Checks follow an hour later, unless they are asked for.
 */
export async function startClientSite(): Promise<ClientSite> {
  const site = createSite({ "vigie.cfg": "cfg_file=objects.cfg\n" });
  const plugin = (name: string, returnCode: number, text: string): ScriptedPlugin => {
    const scripted = createScriptedPlugin(site.folder, name);
    scripted.says(returnCode, text);
    return scripted;
  };
  const disk = plugin("disk", 2, "DISK CRITICAL - été plein | /var=97%;80;90");
  const plugins = {
    up: plugin("up", 0, "UP - answers"),
    down: plugin("down", 2, "DOWN - no answer"),
    ping: plugin("ping", 0, "PING OK - rta 0.5 ms | rta=0.5ms;200;400;0; pl=0%;20;50;0;100"),
    log: plugin("log", 1, "LOG WARNING - 3 lines"),
    disk,
  };
  const commands = Object.entries(plugins).map(
    ([name, { path }]) => `define command {\n  command_name ${name}\n  command_line ${path}\n}\n`,
  );
  writeFileSync(join(site.configFolder, "objects.cfg"), commands.join("") + OBJECTS);
  const server = await startServerProcess({
    VIGIE_CONFIG: site.configFolder,
    VIGIE_DATA: site.dataFolder,
    VIGIE_ADMIN_PASSWORD: ADMIN_PASSWORD,
  });

  const get = async <T>(path: string): Promise<T> =>
    (await requestLocalApi(site.dataFolder, { method: "GET", path })).body as T;
  const remove = async (): Promise<void> => {
    await server.stop();
    await site.remove();
  };
  try {
    await requestLocalApi(site.dataFolder, { method: "POST", path: "/api/commands", body: { lines: FIRST_CHECKS } });
    await eventually<{ readonly result: readonly { readonly last_check: string | null }[] }>(
      "/centreon/api/latest/monitoring/resources?limit=100",
      get,
      ({ result }) => result.every(({ last_check }) => last_check !== null),
    );
  } catch (error) {
    await remove();
    throw error;
  }
  return { server, folder: site.folder, disk, get, remove };
}

const FIRST_CHECKS = [
  "SCHEDULE_FORCED_HOST_CHECK;web-01;0",
  "SCHEDULE_FORCED_HOST_CHECK;serveur-été;0",
  "SCHEDULE_FORCED_HOST_CHECK;db/nord;0",
  "SCHEDULE_FORCED_SVC_CHECK;web-01;Ping;0",
  "SCHEDULE_FORCED_SVC_CHECK;web-01;Log;0",
  "SCHEDULE_FORCED_SVC_CHECK;serveur-été;Disque /var/été;0",
].map((command) => `[${Math.floor(Date.now() / 1000)}] ${command}`);

const OBJECTS = `
define timeperiod {
  timeperiod_name  24x7
  alias            Always
  monday           00:00-24:00
}
define command {
  command_name  tell
  command_line  /bin/true
}
define contact {
  contact_name                   ada
  alias                          Ada
  email                          ada@example.org
  host_notification_commands     tell
  service_notification_commands  tell
  host_notification_options      d,u,r
  service_notification_options   w,u,c,r
}
define contactgroup {
  contactgroup_name  operators
  alias              Operators
  members            ada
}
define host {
  name                generic
  alias               Generic host
  register            0
  max_check_attempts  1
  check_interval      60
  contact_groups      operators
}
define service {
  name                generic-service
  register            0
  max_check_attempts  1
  check_interval      60
  contact_groups      operators
}
define host {
  use            generic
  host_name      web-01
  alias          Front web server
  host_id        1
  address        192.0.2.1
  check_command  up
}
define host {
  use            generic
  host_name      serveur-été
  alias          Serveur d'été
  host_id        11
  address        192.0.2.11
  check_command  up
}
define host {
  use            generic
  host_name      db/nord
  host_id        12
  address        192.0.2.12
  check_command  down
}
define hostgroup {
  hostgroup_name  Façade
  alias           Hosts of the front
  hostgroup_id    3
  members         web-01,serveur-été
}
define service {
  use                  generic-service
  host_name            web-01
  service_description  Ping
  service_id           101
  check_command        ping
}
define service {
  use                  generic-service
  host_name            web-01
  service_description  Log
  service_id           102
  check_command        log
}
define service {
  use                  generic-service
  host_name            serveur-été
  service_description  Disque /var/été
  service_id           21
  check_command        disk
}
define servicegroup {
  servicegroup_name  Web
  alias              Services of the web
  servicegroup_id    4
  members            web-01,Ping
}
`;
