import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface Size {
  readonly hosts: number;
  readonly servicesPerHost: number;
  readonly hostGroups: number;
}

export const LARGE: Size = { hosts: 10_000, servicesPerHost: 10, hostGroups: 200 };

/** Writes a configuration of this size, the same every time. Checks are off, so only reads load the server. */
export function writeLargeConfiguration(folder: string, size: Size): void {
  mkdirSync(folder, { recursive: true });
  const numbers = Array.from({ length: size.hosts }, (_, index) => index);
  const name = (index: number): string => `srv-${String(index).padStart(5, "0")}`;
  const group = (index: number): string => groupName(index, size.hostGroups);
  writeFileSync(join(folder, "vigie.cfg"), "cfg_file=objects.cfg\nexecute_host_checks=0\nexecute_service_checks=0\n");
  writeFileSync(
    join(folder, "objects.cfg"),
    [
      define("timeperiod", { timeperiod_name: "24x7", alias: "always", ...weekdays() }),
      define("command", { command_name: "dummy", command_line: "check_dummy 0" }),
      define("host", {
        name: "generic-host",
        register: "0",
        check_command: "dummy",
        check_period: "24x7",
        max_check_attempts: "3",
        check_interval: "5",
      }),
      define("service", {
        name: "generic-service",
        register: "0",
        check_command: "dummy",
        check_period: "24x7",
        max_check_attempts: "3",
        check_interval: "5",
      }),
      ...Array.from({ length: size.hostGroups }, (_, index) =>
        define("hostgroup", { hostgroup_name: group(index), alias: group(index) }),
      ),
      ...numbers.map((index) =>
        define("host", {
          use: "generic-host",
          host_name: name(index),
          alias: `Server ${index}`,
          address: `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`,
          hostgroups: group(index),
        }),
      ),
      ...Array.from({ length: size.servicesPerHost }, (_, index) =>
        define("service", {
          use: "generic-service",
          service_description: `service-${index}`,
          hostgroup_name: Array.from({ length: size.hostGroups }, (__, each) => group(each)).join(","),
        }),
      ),
    ].join("\n"),
  );
}

/** Group of the host with this index. */
export const groupName = (index: number, hostGroups: number): string =>
  `group-${String(index % hostGroups).padStart(3, "0")}`;

const define = (type: string, directives: Readonly<Record<string, string>>): string =>
  `define ${type} {\n${Object.entries(directives)
    .map(([directive, value]) => `  ${directive} ${value}`)
    .join("\n")}\n}\n`;

const weekdays = (): Record<string, string> =>
  Object.fromEntries(
    ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"].map((day) => [day, "00:00-24:00"]),
  );
