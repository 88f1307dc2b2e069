import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { contactRow, dumpOf, hostRow, serviceRow } from "../support/centreon-dump.ts";
import { startServerProcess, type ServerProcess } from "../support/server-process.ts";

/** Files as the engine has them, with templates; the dump below has only states and logins. */
const ENGINE_FILES: Readonly<Record<string, string>> = {
  "commands.cfg": `
define command {
    command_name  check_tcp
    command_line  $USER1$/check_tcp -H $HOSTADDRESS$ -p $ARG1$ -x a&b
}
define command {
    command_name  mail
    command_line  /bin/sh -c 'printf "%b" "$HOSTNAME$" | /usr/bin/mail -s "it'\\''s $HOSTSTATE$" $CONTACTEMAIL$'
}`,
  "timeperiods.cfg": `
define timeperiod {
    timeperiod_name  24x7
    alias            Always
${["sun", "mon", "tues", "wednes", "thurs", "fri", "satur"].map((day) => `    ${day}day 00:00-24:00`).join("\n")}
}
define timeperiod {
    timeperiod_name  office
    alias            Office hours
    monday           09:00-12:00,13:30-18:00
    december 25      00:00-00:00
    exclude          closed
}
define timeperiod {
    timeperiod_name  closed
    alias            Closed
    sunday           00:00-24:00
}`,
  "contactTemplates.cfg": `
define contact {
    name                           people
    host_notification_period       24x7
    service_notification_period    office
    host_notification_options      d,u,r
    service_notification_options   w,u,c,r
    host_notification_commands     mail
    service_notification_commands  mail
    register                       0
}`,
  "contacts.cfg": ["ann", "bob"]
    .map(
      (name) => `
define contact {
    contact_name  ${name}
    alias         ${name} of the operators
    email         ${name}@example.test
    use           people
    _SHIFT        early
}`,
    )
    .join(""),
  "contactgroups.cfg": `
define contactgroup {
    contactgroup_name  operators
    alias              Operators
    members            ann
}
define contactgroup {
    contactgroup_name  managers
    alias              Managers
    members            bob
}`,
  "hosts.cfg": `
define host {
    name            generic
    check_command   check_tcp!22
    contact_groups  +operators
    recovery_notification_delay 5
    max_check_attempts 3
    register        0
}
${["web", "gone"]
  .map(
    (name, place) => `
define host {
    host_name  ${name}
    alias      ${name}
    address    192.0.2.${place + 1}
    use        generic
    _HOST_ID   ${place + 12}
    _RACK      7
}`,
  )
  .join("")}`,
  "services.cfg": `
define service {
    host_name            web
    service_description  HTTP
    check_command        check_tcp!80
    contacts             bob
    max_check_attempts   3
    _SERVICE_ID          101
}`,
  "escalations.cfg": `
define hostescalation {
    host_name              web,gone
    contact_groups         managers
    first_notification     2
    last_notification      0
    notification_interval  30
    escalation_options     d,r
}`,
  "dependencies.cfg": `
define servicedependency {
    host_name                      web
    service_description            HTTP
    dependent_host_name            web
    dependent_service_description  HTTPS
    notification_failure_options   c,u
}
define service {
    host_name            web
    service_description  HTTPS
    check_command        check_tcp!443
    max_check_attempts   3
}`,
  "resource.cfg": "$USER1$=/usr/lib/nagios/plugins\n",
};

const ROOT = resolve(import.meta.dirname, "../..");
let folder: string;
let server: ServerProcess | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "vigie-engine-files-"));
  mkdirSync(join(folder, "centreon-engine"));
  for (const [name, text] of Object.entries(ENGINE_FILES)) writeFileSync(join(folder, "centreon-engine", name), text);
  const lineOf = (port: number): string => `/usr/lib/nagios/plugins/check_tcp -H 192.0.2.12 -p ${port} -x a&b`;
  const notified = { command_line: lineOf(22), notify: 1, notification_interval: 30, notification_period: "24x7" };
  const dump = dumpOf(
    {
      hosts: [hostRow(12, { name: "web", check_command: "check_tcp!22", notify_on_down: 1, ...notified })],
      services: [
        serviceRow(12, 101, {
          description: "HTTP",
          check_command: "check_tcp!80",
          command_line: lineOf(80),
          check_period: "office",
        }),
        serviceRow(12, 102, { description: "HTTPS", check_command: "check_tcp!443", command_line: lineOf(443) }),
      ],
    },
    { contact: [contactRow(1, "admin"), contactRow(20, "ann")] },
  );
  writeFileSync(join(folder, "dump.json"), JSON.stringify(dump));
});
afterEach(async () => {
  await server?.kill();
  server = undefined;
  rmSync(folder, { recursive: true, force: true });
});

const environment = (): Record<string, string> => ({
  VIGIE_CONFIG: join(folder, "config"),
  VIGIE_DATA: join(folder, "data"),
  TZ: "UTC",
});
const vigie = (...args: readonly string[]) =>
  spawnSync(join(ROOT, "bin/vigie"), args, { env: { ...process.env, ...environment() }, encoding: "utf8" });
const importIt = () =>
  vigie("import", "centreon", join(folder, "dump.json"), "--engine-files", join(folder, "centreon-engine"));

test(
  "a dump without people takes them from the engine's files, and explain names them",
  { timeout: 180_000 },
  async () => {
    const { stdout, stderr } = importIt();
    expect(stderr).toBe("");
    server = await startServerProcess(environment());

    expect(stdout).toContain("2 contacts who are notified, 2 contact groups\n");
    expect(stdout).toContain("2 commands, 3 time periods\n");
    expect(stdout).toContain("2 escalations and dependencies of the engine's files\n");
    expect(stdout).not.toContain("who is notified");
    expect(stdout).not.toContain("the hours of");
    const explained = vigie("explain", "web", "--if", "DOWN", "--hours", "2").stdout;
    expect(explained).toMatch(/ notified ann by mail .*\(notification 1\)/);
    expect(explained).toMatch(/ notified bob by mail .*\(notification 2, escalated\)/);
    const file = (name: string): string => readFileSync(join(folder, "config", name), "utf8").replaceAll(/ +/g, " ");
    for (const line of ["contact_groups operators", "recovery_notification_delay 5", "_RACK 7"])
      expect(file("hosts.cfg")).toContain(` ${line}\n`);
    expect(file("services.cfg")).toContain(" contacts bob\n");
    expect(file("commands.cfg")).toContain(" command_line $USER1$/check_tcp -H $HOSTADDRESS$ -p $ARG1$ -x a\\&b\n");
    expect(file("commands.cfg")).toContain(` "it's $HOSTSTATE$" $CONTACTEMAIL$\n`);
    expect(file("timeperiods.cfg")).toContain(
      " monday 09:00-12:00,13:30-18:00\n december 25 00:00-00:00\n exclude closed\n",
    );
    expect(file("contacts.cfg")).toContain(" alias ann of the operators\n");
    expect(file("contacts.cfg")).toContain(" _SHIFT early\n");
    expect(file("rules.cfg")).not.toContain("gone");
    expect(file("rules.cfg")).toContain(" notification_failure_options c,u\n");
    expect(file("resource.cfg")).toContain("$USER1$=/usr/lib/nagios/plugins\n");
  },
);

test("mistakes in the engine's files are named with file and line, and nothing is written", () => {
  writeFileSync(join(folder, "centreon-engine/contacts.cfg"), "define contact {\n  nonsense 1\n}\n");

  const { stderr, status } = importIt();

  expect(status).toBe(1);
  expect(stderr).toContain(`${folder}/centreon-engine/contacts.cfg:2: nonsense: `);
  expect(() => readFileSync(join(folder, "config/vigie.cfg"))).toThrow("ENOENT");
});
