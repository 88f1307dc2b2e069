import Type from "typebox";
import { haveChanged } from "../../../config/objects/changed-files.ts";
import { CENTRAL_ID, type Poller, pollersOf } from "../../../model/poller.ts";
import { dateOrNull } from "../present-values.ts";
import { nullableDate, nullableInteger, nullableString } from "../schema-types.ts";
import type { ConfigurationList } from "./configuration-list.ts";

/** Paths and commands of the reference that do not exist here. */
const ABSENT = [
  "engine_start_command",
  "engine_stop_command",
  "engine_restart_command",
  "engine_reload_command",
  "nagios_bin",
  "nagiostats_bin",
  "broker_reload_command",
  "centreonbroker_cfg_path",
  "centreonbroker_module_path",
  "centreonconnector_path",
  "init_script_centreontrapd",
  "snmp_trapd_path_conf",
  "centreonbroker_logs_path",
] as const;
const absent = Object.fromEntries(ABSENT.map((name) => [name, null]));

interface Server extends Poller {
  readonly isUpdated: boolean;
}

const isCentral = ({ id }: Poller): boolean => id === CENTRAL_ID;
const addressOf = (poller: Poller): string | null => (isCentral(poller) ? "127.0.0.1" : null);

/** Later versions §13.4. */
export const monitoringServers: ConfigurationList<Server> = {
  what: "monitoring-servers",
  path: "/configuration/monitoring-servers",
  summary: "List the monitoring servers",
  rows: async ({ inventory }) => {
    const isUpdated = await haveChanged(inventory.files);
    return pollersOf(inventory)
      .map((poller) => ({ ...poller, isUpdated }))
      .toReversed();
  },
  fields: {
    id: ["number", ({ id }) => id],
    name: ["text", ({ name }) => name],
    is_localhost: ["boolean", isCentral],
    address: ["text", addressOf],
    is_activate: ["boolean", () => true],
  },
  item: Type.Object(
    {
      id: Type.Integer(),
      name: Type.String(),
      is_localhost: Type.Boolean(),
      is_default: Type.Boolean(),
      last_restart: nullableDate("Time at which the configuration came into effect"),
      address: nullableString("Address"),
      is_activate: Type.Boolean(),
      ...Object.fromEntries(ABSENT.map((name) => [name, nullableString("Always null")])),
      ssh_port: nullableInteger("Always null"),
      remote_id: nullableInteger("Always null"),
      remote_server_use_as_proxy: Type.Boolean(),
      is_updated: Type.Boolean({ description: "Files of the configuration differ from what is loaded" }),
    },
    { title: "ConfiguredMonitoringServer" },
  ),
  present: (server, { parts }) => ({
    id: server.id,
    name: server.name,
    is_localhost: isCentral(server),
    is_default: isCentral(server),
    last_restart: dateOrNull(parts.configuredSince()),
    address: addressOf(server),
    is_activate: true,
    ...absent,
    ssh_port: null,
    remote_id: null,
    remote_server_use_as_proxy: false,
    is_updated: server.isUpdated,
  }),
};

/** The same servers as they run: `GET /monitoring/servers`. */
export const runningServers: ConfigurationList<Poller> = {
  what: "running-servers",
  path: "/monitoring/servers",
  summary: "List the monitoring servers as they run",
  rows: ({ inventory }) => pollersOf(inventory),
  fields: {
    id: ["number", ({ id }) => id],
    name: ["text", ({ name }) => name],
    running: ["boolean", () => true],
  },
  item: Type.Object(
    {
      id: Type.Integer(),
      name: Type.String(),
      address: nullableString("Address"),
      is_running: Type.Boolean(),
      last_alive: nullableInteger("Unix seconds"),
      version: nullableString("Release of the server"),
      description: nullableString("Always null"),
    },
    { title: "MonitoringServer" },
  ),
  present: (poller, { parts }) => ({
    id: poller.id,
    name: poller.name,
    address: addressOf(poller),
    is_running: true,
    last_alive: Math.floor(parts.clock.now()),
    version: parts.health().version,
    description: null,
  }),
};
