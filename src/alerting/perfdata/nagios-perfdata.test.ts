import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { temporaryFolder } from "../../../test/support/access-scene.ts";
import { NAGIOS, nagiosFolder } from "../../../test/support/installed-nagios.ts";
import { createSite, type Site } from "../../../test/support/server-under-test.ts";
import { systemClock } from "../../lib/clock.ts";

let folder: string;
let nagios: ChildProcess;
let site: Site;

beforeEach(async () => {
  folder = temporaryFolder();
  for (const name of ["results", "nagios-out", "vigie-out"]) mkdirSync(join(folder, name));
  writeFileSync(join(folder, "objects.cfg"), OBJECTS);
  writeFileSync(join(folder, "resource.cfg"), `$USER1$=${folder}/nagios-out\n`);
  writeFileSync(
    join(folder, "nagios.cfg"),
    `${mainFile("nagios-out")}${nagiosFolder(folder)}
cfg_file=${folder}/objects.cfg
resource_file=${folder}/resource.cfg
check_external_commands=1
check_workers=1
`,
  );
  nagios = spawn(NAGIOS ?? "nagios4", [join(folder, "nagios.cfg")], { stdio: "ignore", detached: true, cwd: folder });
  site = createSite({
    "vigie.cfg": `${mainFile("vigie-out")}cfg_file=${folder}/objects.cfg\nresource_file=resource.cfg\n`,
    "resource.cfg": `$USER1$=${folder}/vigie-out\n`,
    "vigie.yaml": "engine: nagios\n",
  });
  await site.start(systemClock);
  await expect.poll(() => existsSync(join(folder, "nagios.cmd"))).toBe(true);
}, 180_000);
afterEach(async () => {
  await site.remove();
  if (nagios.exitCode !== null) return;
  nagios.kill("SIGTERM");
  await once(nagios, "exit");
});

test.skipIf(NAGIOS === undefined)(
  "the same results give the same lines in files and the same commands as in Nagios 4",
  async () => {
    await both(
      "PROCESS_SERVICE_CHECK_RESULT;web;http;2;BAD `x` <y> 'q' ; $HOME $$ é|a=1;2 'b c'=3%\\nline 2 \\\\ x|c=4",
    );
    await both("PROCESS_SERVICE_CHECK_RESULT;web;http;0;no performance data");
    await both("PROCESS_SERVICE_CHECK_RESULT;web;silent;0;fine|a=1");
    await both("PROCESS_HOST_CHECK_RESULT;web;1;down|rta=1ms");
    await both("PROCESS_HOST_CHECK_RESULT;web;0;up again");
    // Taken away by the processing command, while the next ones come.
    await expect.poll(() => moved("nagios-out") > 0 && moved("vigie-out") > 0).toBe(true);
    await both("DISABLE_PERFORMANCE_DATA");
    await both("PROCESS_SERVICE_CHECK_RESULT;web;http;1;while it is off|a=5");
    await both("ENABLE_PERFORMANCE_DATA");
    await both("PROCESS_SERVICE_CHECK_RESULT;web;http;1;on again|a=6");
    await both("PROCESS_HOST_CHECK_RESULT;web;0;up|rta=2ms");

    for (const [file, count] of [
      ["service.out", 2 * 3],
      ["host", 2],
      ["service-command", 3],
      ["host-command", 2],
    ] as const) {
      await expect.poll(() => linesOf("nagios-out", file)).toHaveLength(count);
      // Nagios 4 runs the commands of one service beside each other: their lines come in any order there.
      const inOrder = (lines: readonly string[]) => (file.endsWith("command") ? lines.toSorted() : lines);
      const expected = inOrder(linesOf("nagios-out", file));
      await expect.poll(() => inOrder(linesOf("vigie-out", file))).toEqual(expected);
    }
    expect(linesOf("vigie-out", "service-command").map((line) => line.split(" ").slice(1, 3).join(" "))).toEqual([
      "BAD x",
      "no performance",
      "on again",
    ]);
    expect(linesOf("vigie-out", "host")).toEqual([
      "[HOSTPERFDATA]\tTIME\tweb\t0.000\tdown\trta=1ms",
      "[HOSTPERFDATA]\tTIME\tweb\t0.000\tup\trta=2ms",
    ]);
  },
  60_000,
);

async function both(command: string): Promise<void> {
  // Nagios takes commands in one round and results in another: the next command waits for this one's result.
  const [name = "", host, service] = command.split(";");
  const done = name.startsWith("PROCESS_SERVICE")
    ? `PASSIVE SERVICE CHECK: ${host};${service};`
    : name.startsWith("PROCESS_HOST")
      ? `PASSIVE HOST CHECK: ${host};`
      : `EXTERNAL COMMAND: ${name}`;
  const count = (): number => readFileSync(join(folder, "nagios.log"), "utf8").split(done).length;
  const before = count();
  const line = `[${Math.floor(Date.now() / 1000)}] ${command}\n`;
  for (const path of [join(folder, "nagios.cmd"), join(site.dataFolder, "vigie.cmd")]) {
    const pipe = await open(path, "a");
    await pipe.write(line);
    await pipe.close();
  }
  await expect.poll(count).toBeGreaterThan(before);
}

const moved = (of: string): number => readdirSync(join(folder, of)).filter((name) => name.startsWith("host-2")).length;

/** Lines of the files whose names begin so, in the order of the names, with the times of now replaced. */
const linesOf = (of: string, file: string): readonly string[] =>
  readdirSync(join(folder, of))
    .filter((name) => name.startsWith(file) && (file !== "host" || !name.startsWith("host-command")))
    .toSorted()
    .flatMap((name) =>
      readFileSync(join(folder, of, name), "utf8")
        .split("\n")
        .slice(0, -1),
    )
    .map((line) => line.replaceAll(/\b1[789]\d{8}\b/g, "TIME"));

const mainFile = (out: string): string => `illegal_macro_output_chars=\`~$&|'"<>
execute_host_checks=0
execute_service_checks=0
process_performance_data=1
perfdata_timeout=3
service_perfdata_command=of-service
service_perfdata_file=${join(folder, out, "service.out")}
service_perfdata_file_mode=a
service_perfdata_file_template=S\\t$$\\t$TIMET$\\t$HOSTNAME$ $SERVICEDESC$\\n${[
  "SERVICEOUTPUT",
  "SERVICEPERFDATA",
  "SERVICESTATE",
  "SERVICESTATETYPE",
  "SERVICEATTEMPT",
  "LASTSERVICESTATE",
  "LASTSERVICECHECK",
  "SERVICECHECKCOMMAND",
  "HOSTSTATE",
  "HOSTADDRESS",
  "SERVICEGROUPNAMES",
  "_SERVICEPORT",
]
  .map((name) => `$${name}$`)
  .join("|")} \\q \\\\z
service_perfdata_process_empty_results=1
host_perfdata_command=of-host
host_perfdata_file=${join(folder, out, "host.out")}
host_perfdata_file_mode=w
host_perfdata_process_empty_results=0
host_perfdata_file_processing_interval=2
host_perfdata_file_processing_command=take-away
`;

const OBJECTS = `
define timeperiod {
  timeperiod_name  always
  alias            always
}
define command {
  command_name  of-service
  command_line  /usr/bin/printf "%s\\n" "$SERVICEDESC$ $SERVICEOUTPUT$ $SERVICEPERFDATA$ $ARG1$" >> $USER1$/service-command
}
define command {
  command_name  of-host
  command_line  /usr/bin/printf "%s\\n" "$HOSTNAME$ $HOSTOUTPUT$ $HOSTPERFDATA$" >> $USER1$/host-command
}
define command {
  command_name  take-away
  command_line  /bin/mv $USER1$/host.out $USER1$/host-2.$TIMET$
}
define command {
  command_name  dummy
  command_line  /bin/true
}
define contact {
  contact_name                   nobody
  host_notifications_enabled     0
  service_notifications_enabled  0
  host_notification_period       always
  service_notification_period    always
  host_notification_commands     dummy
  service_notification_commands  dummy
}
define host {
  host_name            web
  address              192.0.2.1
  max_check_attempts   2
  check_command        dummy
  check_period         always
  notification_period  always
  contacts             nobody
}
define service {
  host_name            web
  service_description  http
  max_check_attempts   3
  check_command        dummy!a b
  check_period         always
  notification_period  always
  contacts             nobody
  _PORT                8080
}
define service {
  host_name            web
  service_description  silent
  process_perf_data    0
  max_check_attempts   3
  check_command        dummy
  check_period         always
  notification_period  always
  contacts             nobody
}
define servicegroup {
  servicegroup_name  pages
  alias              Pages
  members            web,http
}
`;
