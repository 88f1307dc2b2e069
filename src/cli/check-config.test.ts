import { spawnSync } from "node:child_process";
import { chmodSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { inFolder, type Files } from "../config/objects/configuration-folder.fixture.ts";

const PROGRAM = resolve(import.meta.dirname, "../../bin/vigie");

interface Printed {
  readonly status: number | null;
  readonly lines: readonly string[];
  readonly err: string;
}

/** Runs `vigie check-config` in a folder of these files; `{}` in an argument is the folder. */
function checkConfig(files: Files, args: readonly string[], prepare: (folder: string) => void = () => {}): Printed {
  return inFolder(files, (folder) => {
    prepare(folder);
    const { status, stdout, stderr } = spawnSync(
      PROGRAM,
      ["check-config", ...args.map((arg) => arg.replace("{}", folder))],
      {
        encoding: "utf8",
        env: { ...process.env, VIGIE_CONFIG: join(folder, "unused"), PATH: `${folder}:/usr/bin:/bin` },
      },
    );
    return { status, lines: stdout.replaceAll(`${folder}/`, "").trimEnd().split("\n"), err: stderr };
  });
}

const OBJECTS = `
define command {
  command_name  there
  command_line  $USER1$/there --page $ARG1$
}
define command {
  command_name  gone
  command_line  $USER1$/gone
}
define command {
  command_name  in-path
  command_line  "there" -x
}
define command {
  command_name  not-in-path
  command_line  not-there-either
}
define command {
  command_name  built-in
  command_line  check_tcp -p 22
}
define command {
  command_name  shell
  command_line  FOO=1 /nowhere/x | tee /tmp/y
}
define command {
  command_name  piped
  command_line  there "a | /quoted/text" \\| /escaped/text 2>&1 | /nowhere/mail -s x | gone-mail || gone-too && /nowhere/last
}
define command {
  command_name  by-argument
  command_line  $ARG1$ -x
}
define command {
  command_name  unused
  command_line  /nowhere/unused
}
define timeperiod {
  timeperiod_name  always
  monday           00:00-24:00
}
define contact {
  contact_name                   ann
  host_notification_commands     not-in-path
  service_notification_commands  built-in
  host_notification_period       always
  service_notification_period    always
}
define host {
  name                 H
  max_check_attempts   3
  check_command        there
  contacts             ann
  notification_period  always
  register             0
}
define service {
  name                S
  host_name           a
  max_check_attempts  3
  check_period        always
  register            0
}
define host {
  use        H
  host_name  a
}
${["gone", "in-path", "built-in", "shell", "piped", "by-argument!/nowhere/z"]
  .map((command) => `define service {\n use S\n service_description ${command}\n check_command ${command}\n}\n`)
  .join("")}`;

const FILES: Files = { "nagios.cfg": "cfg_file=o.cfg\nresource_file=r.cfg\n", "o.cfg": OBJECTS, "r.cfg": "" };

function withPlugin(folder: string): void {
  writeFileSync(join(folder, "r.cfg"), `$USER1$=${folder}\n`);
  writeFileSync(join(folder, "there"), "#!/bin/sh\n");
  chmodSync(join(folder, "there"), 0o755);
}

describe("vigie check-config", () => {
  test("reads a main file, and warns of plugins in use that do not exist, as they are written", () => {
    const { status, lines, err } = checkConfig(FILES, ["{}/nagios.cfg", "--verbose"], withPlugin);

    expect([status, err]).toEqual([0, ""]);
    expect(lines.filter((line) => line.includes("the program"))).toEqual([
      "warning: o.cfg:6: command_line: the program '$USER1$/gone' of command 'gone' does not exist",
      "warning: o.cfg:14: command_line: the program 'not-there-either' of command 'not-in-path' does not exist",
      "warning: o.cfg:18: command_line: the program 'check_tcp' of command 'built-in' does not exist",
      ...["/nowhere/mail", "gone-mail", "/nowhere/last"].map(
        (program) => `warning: o.cfg:26: command_line: the program '${program}' of command 'piped' does not exist`,
      ),
    ]);
  });

  test("prints one warning of each kind with a count, and all with --verbose", () => {
    const files: Files = {
      "nagios.cfg": "cfg_file=o.cfg\n",
      "o.cfg":
        "define command {\n command_name c\n command_line /bin/true\n}\n" +
        ["a", "b", "c"]
          .map((name) => `define host {\n host_name ${name}\n check_command c\n max_check_attempts 3x\n}\n`)
          .join(""),
    };
    const contacts = (line: number, host: string): string =>
      `warning: o.cfg:${line}: contacts: host '${host}' has no contacts and no contact groups: nobody is notified`;
    const attempts = (line: number): string =>
      `warning: o.cfg:${line}: max_check_attempts: '3x': 3 counts, as in Nagios (expected a whole number from 1 to 1000000)`;
    const more = " (and 2 more like this; all with vigie check-config --verbose)";

    const few = checkConfig(files, ["{}"]);
    const all = checkConfig(files, ["{}", "--verbose"]);

    expect(few.lines).toEqual([
      contacts(5, "a") + more,
      attempts(8) + more,
      expect.stringMatching(/^The configuration in \/.+ is valid: 3 hosts, /),
      "6 warnings",
    ]);
    expect(all.lines.slice(0, 6)).toEqual([
      contacts(5, "a"),
      attempts(8),
      contacts(10, "b"),
      attempts(13),
      contacts(15, "c"),
      attempts(18),
    ]);
  });

  test("says that there is nothing at a path", () => {
    expect(checkConfig({}, ["/nowhere/nagios.cfg"])).toMatchObject({
      status: 1,
      err: "vigie: There is no configuration at '/nowhere/nagios.cfg'.\n",
    });
  });
});

test("all mistakes are printed in one run: of vigie.yaml, its channels, access.yaml and the objects", () => {
  const { status, lines, err } = checkConfig(
    {
      "vigie.cfg": "cfg_file=objects.cfg\n",
      "objects.cfg": "define host {\n  host_name  web\n  max_check_attempts  1\n  chek_interval  5\n}\n",
      "vigie.yaml": [
        "lisen: 127.0.0.1:80",
        "retention_days: many",
        "history:\n  states_day: 30\n  downtimes_days: 1",
        "remote_write:\n  - ur: http://127.0.0.1/\n  - url: nowhere",
        "channels:\n  ops:\n    kind: webhok\n  page:\n    kind: webhook\n    url: http://127.0.0.1/\n    timeout_second: 3",
        "",
      ].join("\n"),
    },
    ["{}"],
  );

  expect(status).toBe(1);
  expect(lines[0]).toMatch(/^objects\.cfg:4: chek_interval: a host has no such .*\. Did you mean check_interval\?$/);
  const mistakes = err.trimEnd().split("\n");
  expect(mistakes.map((line) => line.replace(/^.*vigie\.yaml:/, ""))).toEqual([
    expect.stringMatching(/^1: unknown setting 'lisen'; known settings are .*\. Did you mean listen\?$/),
    "2: retention_days: expected a whole number from 1 to 36500, found 'many'",
    "5: history.downtimes_days: expected a whole number from 3 to 36500, found '1'",
    expect.stringMatching(/^4: history\.states_day: unknown setting; .*\. Did you mean states_days\?$/),
    "7: remote_write[0]: 'url' is missing, but there is 'ur'",
    expect.stringMatching(/^8: remote_write\[1\]\.url: expected /),
  ]);
});

test("all mistakes of channels are printed in one run", () => {
  const { status, lines, err } = checkConfig(
    {
      "vigie.cfg": "cfg_file=objects.cfg\n",
      "objects.cfg": "define host {\n  host_name  web\n  max_check_attempts  1\n}\n",
      "access.yaml": "access_groups:\n  - id: 1\n    nam: ops\n  - id: 2\n    name: two\n    hosts: [wep]\n",
      "vigie.yaml": [
        "channels:\n  ops:\n    kind: webhok\n  page:\n    kind: webhook\n    url: http://127.0.0.1/\n    timeout_second: 3",
        "    method: GO\n",
      ].join("\n"),
    },
    ["{}"],
  );

  expect(status).toBe(1);
  expect(lines.join("\n")).toMatch(/access\.yaml:3: nam: unknown key; .*Did you mean name\?/);
  expect(lines.join("\n")).toMatch(/access\.yaml:6: hosts: there is no host named "wep"\. Did you mean web\?/);
  const mistakes = err.trimEnd().split("\n");
  expect(mistakes.map((line) => line.replace(/^.*vigie\.yaml:/, ""))).toEqual([
    "3: channels.ops.kind: expected one of mail, webhook, slack, found 'webhok'",
    "8: channels.page.method: expected one of POST, PUT, PATCH, found 'GO'",
    expect.stringMatching(/^7: channels\.page\.timeout_second: unknown setting; .*Did you mean timeout_seconds\?$/),
  ]);
});

test("pollers that hosts name are listed, since only a server knows whether they were added", () => {
  const host = (name: string, poller: string): string =>
    `define host {\n  host_name ${name}\n  max_check_attempts 1\n  ${poller}\n}\n`;
  const objects = [host("a", "poller paris"), host("b", "poller paris"), host("c", "poller pariss"), host("d", "")];
  const { status, lines } = checkConfig({ "vigie.cfg": "cfg_file=objects.cfg\n", "objects.cfg": objects.join("") }, [
    "{}",
  ]);
  expect(status).toBe(0);
  expect(lines.at(-1)).toBe(
    "Pollers that hosts name: paris (2 hosts), pariss (1 host). A server refuses those that were not added: vigie poller list",
  );
});
