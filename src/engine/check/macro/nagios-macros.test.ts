import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { NAGIOS, nagiosFolder } from "../../../../test/support/installed-nagios.ts";
import { createSite, type Site } from "../../../../test/support/server-under-test.ts";
import { systemClock } from "../../../lib/clock.ts";
import {
  CONTACT_MACROS,
  HOST_MACROS,
  NOTIFICATION_MACROS,
  PROGRAM_MACROS,
  SERVICE_MACROS,
  SUMMARY_MACROS,
  TIME_MACROS,
} from "./macro-names.ts";

/**
 * Macros with operands (not `CONTACTEMAIL:group:separator`: Nagios 4.4.6 frees the address before it prints it), custom
 * variables, and macros of a call and of the resource file.
 */
const OTHER_MACROS = [
  "HOSTADDRESS:router",
  "HOSTNAME:linux:,",
  "HOSTSTATEID:linux:+",
  "SERVICESTATE:web:disk",
  "SERVICEDESC:sg:,",
  "SERVICESTATEID::disk",
  "HOSTGROUPALIAS:dmz",
  "HOSTGROUPMEMBERS:linux",
  "SERVICEGROUPMEMBERS:sg",
  "SERVICEGROUPALIAS:sg",
  "CONTACTEMAIL:bob",
  "CONTACTGROUPMEMBERS:admins",
  "CONTACTGROUPALIAS:admins",
  "ISVALIDTIME:always",
  "ISVALIDTIME:never",
  "NEXTVALIDTIME:never",
  "_HOSTSITE",
  "_SERVICEPORT",
  "_CONTACTCHAT",
  "_HOSTSITE:web",
  "_SERVICEPORT:web:http",
  "_CONTACTCHAT:bob",
  "ARG1",
  "ARG2",
  "ARG3",
  "USER2",
];

/** Macros where Vigie differs from Nagios, with the reason; listed in docs/notifications.md. */
const DIFFERENT = new Set([
  "HOSTINFOURL",
  "SERVICEINFOURL", // URLs of the Nagios CGIs, which Vigie does not have.
  "LOGFILE",
  "OBJECTCACHEFILE",
  "STATUSDATAFILE",
  "RETENTIONDATAFILE",
  "TEMPFILE",
  "TEMPPATH",
  "RESOURCEFILE", // Files that Vigie does not have or does not disclose.
  "MAINCONFIGFILE",
  "COMMANDFILE", // The same file in another folder.
  "HOSTDURATION",
  "HOSTDURATIONSEC", // If the state never changed, Nagios counts from 1970.
  "HOSTLATENCY",
  "SERVICELATENCY", // For a passive result, Nagios measures the latency; Vigie has none.
  "TOTALHOSTSERVICES",
  "TOTALHOSTSERVICESOK",
  "TOTALHOSTSERVICESWARNING",
  "TOTALHOSTSERVICESCRITICAL",
  "TOTALHOSTSERVICESUNKNOWN", // Next to some macros, Nagios 4.4.6 gives the counts of another host, or 0.
  "LASTHOSTSTATECHANGE", // Nagios sets it for a host that was never checked when its parent goes down.
  "LASTHOSTPROBLEMID",
  "LASTSERVICEPROBLEMID", // At a recovery, Nagios gives the problem before the one that ends.
  "LASTSERVICEOK",
  "LASTSERVICECRITICAL",
  "LASTHOSTUP",
  "LASTHOSTDOWN", // Nagios stores the time of a state after the notification.
  "ISVALIDTIME",
  "NEXTVALIDTIME", // Without an operand, Nagios sets them as empty environment variables.
  "HOSTNOTIFICATIONID",
  "SERVICENOTIFICATIONID", // Internal numbers of the engine.
]);

const PLUGIN_OUTPUT = 'CRIT `x` <y> "q" & a|a=1;2\\nline 2 <b>\\nline 3|b=2';

let folder: string;
let nagios: ChildProcess;
let site: Site;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "vigie-macros-"));
  chmodSync(folder, 0o777);
  for (const name of ["results", "nagios-out", "vigie-out"]) mkdirSync(join(folder, name), { mode: 0o777 });
  writeFileSync(
    join(folder, "print.sh"),
    '#!/bin/sh\nout=$1\nshift\nprintf "%s\\0" "$@" >"$out.part" && mv "$out.part" "$out"\n',
    { mode: 0o755 },
  );
  writeFileSync(
    join(folder, "env.sh"),
    '#!/bin/sh\nenv -0 | grep -z ^NAGIOS_ | sed -z s/^NAGIOS_// >"$1.part" && mv "$1.part" "$1"\n',
    { mode: 0o755 },
  );
  writeFileSync(join(folder, "objects.cfg"), objects());
  writeFileSync(join(folder, "nagios.cfg"), mainFile());
  writeFileSync(join(folder, "resource.cfg"), `$USER1$=${folder}/nagios-out\n$USER2$=not notified\n`);
  nagios = spawn(NAGIOS ?? "nagios4", [join(folder, "nagios.cfg")], { stdio: "ignore", detached: true, cwd: folder });
  site = createSite({
    "vigie.cfg": COMMON_MAIN + `cfg_file=${folder}/objects.cfg\nresource_file=resource.cfg\n`,
    "resource.cfg": `$USER1$=${folder}/vigie-out\n$USER2$=not notified\n`,
    "vigie.yaml": "engine: nagios\nroot_cause: off\n",
  });
  await site.start(systemClock);
  await expect.poll(() => existsSync(join(folder, "nagios.cmd"))).toBe(true);
}, 180_000);
afterEach(async () => {
  await site.remove();
  if (nagios.exitCode === null) {
    nagios.kill("SIGTERM");
    await once(nagios, "exit");
  }
  rmSync(folder, { recursive: true, force: true });
});

test.skipIf(NAGIOS === undefined)(
  "every macro of a notification has the value that Nagios gives it",
  async () => {
    await both(`PROCESS_SERVICE_CHECK_RESULT;web;http;2;${PLUGIN_OUTPUT}`);
    expect(await differences("service.PROBLEM")).toEqual([]);
    expect(await differences("service.PROBLEM", ["env"])).toEqual([]);

    await both("PROCESS_HOST_CHECK_RESULT;router;1;router is down|x=1");
    // In a notification about a host, Nagios does not resolve custom variables of a named service.
    expect(await differences("host.PROBLEM")).toEqual([
      '_SERVICEPORT:web:http: Nagios "$_SERVICEPORT:web:http$", Vigie "8080"',
    ]);

    await both("PROCESS_SERVICE_CHECK_RESULT;web;http;0;well again");
    expect(await differences("service.RECOVERY")).toEqual([]);
  },
  60_000,
);

async function both(command: string): Promise<void> {
  const line = `[${Math.floor(Date.now() / 1000)}] ${command}\n`;
  for (const path of [join(folder, "nagios.cmd"), join(site.dataFolder, "vigie.cmd")]) {
    const pipe = await open(path, "a");
    await pipe.write(line);
    await pipe.close();
  }
}

/**
 * Returns the macros that differ between the two engines in the commands of this notification, or in their environment.
 */
async function differences(notification: string, kinds: readonly string[] = Object.keys(PARTS)): Promise<string[]> {
  const printed = async (engine: string): Promise<Map<string, string>> => {
    const files = kinds.map((part) => join(folder, `${engine}-out`, `${notification}.${part}`));
    await expect.poll(() => files.filter((file) => !existsSync(file))).toEqual([]);
    const lines = files.flatMap((file) => readFileSync(file, "utf8").split("\0").slice(0, -1));
    return new Map(lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]));
  };
  const [theirs, ours] = [await printed("nagios"), await printed("vigie")];
  expect(theirs.size).toBeGreaterThanOrEqual(kinds.flatMap((kind) => PARTS[kind] ?? ["HOSTNAME"]).length);
  return [...theirs]
    .filter(([name, value]) => !DIFFERENT.has(name) && !isSame(name, value, ours.get(name) ?? "missing"))
    .map(([name, value]) => `${name}: Nagios ${JSON.stringify(value)}, Vigie ${JSON.stringify(ours.get(name))}`);
}

/** The engines run independently, so times may differ by some seconds. Nagios leaves unknown macros as written. */
function isSame(name: string, theirs: string, ours: string): boolean {
  if (theirs === ours || (theirs === `$${name}$` && ours === "")) return true;
  if (name === "NOTIFICATIONRECIPIENTS")
    return theirs.split(",").toSorted().join() === ours.split(",").toSorted().join();
  if (/^\d{10}$/.test(theirs) && /^\d{10}$/.test(ours)) return Math.abs(Number(theirs) - Number(ours)) < 30;
  if (/DURATION|EXECUTIONTIME/.test(name)) return shapeOf(theirs) === shapeOf(ours);
  return TIME_MACROS.includes(name) && shapeOf(theirs) === shapeOf(ours);
}

const shapeOf = (text: string): string => text.replaceAll(/\d+/g, "0");

const PARTS: Readonly<Record<string, readonly string[]>> = {
  host: HOST_MACROS,
  service: SERVICE_MACROS,
  recorder: [...CONTACT_MACROS, ...NOTIFICATION_MACROS, ...TIME_MACROS],
  sums: [...SUMMARY_MACROS, ...PROGRAM_MACROS],
  further: OTHER_MACROS,
};

const COMMON_MAIN =
  "enable_environment_macros=1\nillegal_macro_output_chars=`~$&|'\"<>\nadmin_email=adm@x\nadmin_pager=pg@x\n" +
  "date_format=iso8601\nexecute_host_checks=0\nexecute_service_checks=0\n";

const mainFile = (): string => `${COMMON_MAIN}${nagiosFolder(folder)}
cfg_file=${folder}/objects.cfg
resource_file=${folder}/resource.cfg
check_external_commands=1
accept_passive_service_checks=1
accept_passive_host_checks=1
enable_notifications=1
check_workers=1
check_for_orphaned_services=0
check_for_orphaned_hosts=0
`;

const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

const argumentsFor = (names: readonly string[]): string => names.map((name) => `'${name}=$${name}$'`).join(" ");

const objects = (): string => {
  const commands = ["host", "service"]
    .map((kind) =>
      Object.entries(PARTS)
        .map(
          ([part, names]) => `
define command {
  command_name  print-${kind}-${part}
  command_line  ${folder}/print.sh $USER1$/${kind}.$NOTIFICATIONTYPE$.${part} ${argumentsFor(names)}
}`,
        )
        .join(""),
    )
    .join("");
  const calls = (kind: string): string =>
    [...Object.keys(PARTS), "env"].map((part) => `print-${kind}-${part}!one!two`).join(",");
  const environment = ["host", "service"]
    .map(
      (kind) => `
define command {
  command_name  print-${kind}-env
  command_line  ${folder}/env.sh $USER1$/${kind}.$NOTIFICATIONTYPE$.env
}`,
    )
    .join("");
  const period = (name: string, times: string): string => `
define timeperiod {
  timeperiod_name  ${name}
  alias            ${name}
${WEEKDAYS.map((day) => (times === "" ? "" : `  ${day}  ${times}\n`)).join("")}}`;
  return `${commands}${environment}${period("always", "00:00-24:00")}${period("never", "")}
define command {
  command_name  dummy
  command_line  /bin/true $ARG1$
}
define contact {
  contact_name                   bob
  alias                          Bob Bobson
  email                          bob@example.org
  pager                          +33 1
  address1                       room 1
  address6                       desk 6
  _CHAT                          #ops
  host_notification_period       always
  service_notification_period    always
  host_notification_options      d,u,r
  service_notification_options   w,u,c,r
  host_notification_commands     ${calls("host")}
  service_notification_commands  ${calls("service")}
}
define contact {
  contact_name                   amy
  alias                          Amy A
  email                          amy@example.org
  host_notification_period       always
  service_notification_period    always
  host_notification_options      d,u,r
  service_notification_options   w,u,c,r
  host_notification_commands     dummy
  service_notification_commands  dummy
}
define contactgroup {
  contactgroup_name  admins
  alias              The Admins
  members            bob,amy
}
define contactgroup {
  contactgroup_name  second
  alias              Second
  members            bob
}
define hostgroup {
  hostgroup_name  linux
  alias           Linux servers
  members         web,router
  notes           group notes
  notes_url       http://n/linux
  action_url      http://a/linux
}
define hostgroup {
  hostgroup_name  dmz
  alias           DMZ
  members         web
}
define servicegroup {
  servicegroup_name  sg
  alias              Service Group
  members            web,http,web,disk
  notes              sg notes
}
define host {
  host_name            router
  alias                Router
  address              192.0.2.254
  max_check_attempts   1
  check_command        dummy
  check_period         always
  notification_period  always
  contacts             bob
  hostgroups           linux
}
define host {
  host_name            web
  alias                Web server
  address              192.0.2.1
  display_name         The Web
  parents              router
  max_check_attempts   2
  check_interval       5
  check_command        dummy!a b!c
  check_period         always
  notification_period  always
  contact_groups       admins
  notes                rack 4 of $HOSTALIAS$
  notes_url            https://wiki/$HOSTALIAS$?id=$HOSTNAME$
  action_url           https://act/$HOSTNAME$
  _SITE                Lyon
  importance           7
}
define service {
  host_name              web
  service_description    http
  display_name           Web page
  check_command          dummy!x
  max_check_attempts     1
  check_interval         5
  retry_interval         1
  check_period           always
  notification_period    always
  contacts               bob,amy
  contact_groups         second
  notification_interval  30
  notes                  svc $SERVICEDESC$
  notes_url              https://wiki/$SERVICEDESC$
  _PORT                  8080
  importance             3
}
define service {
  host_name            web
  service_description  disk
  check_command        dummy!x
  max_check_attempts   1
  check_period         always
  notification_period  always
  contacts             amy
}
`;
};
