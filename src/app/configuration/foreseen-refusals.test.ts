import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readConfiguration } from "./configuration.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "vigie-foreseen-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function warningsOf(objects: string): string[] {
  writeFileSync(join(folder, "nagios.cfg"), "cfg_file=objects.cfg\n");
  writeFileSync(join(folder, "objects.cfg"), objects);
  const { accepted, warnings } = readConfiguration(folder, { known: [], pollerGroups: [] }, null, { isVerbose: false });
  expect(accepted).not.toBeNull();
  return warnings
    .filter(({ message }) => message.includes("is refused when it runs"))
    .map(({ line, message }) => `${line}: ${message}`);
}

const command = (name: string, line: string): string =>
  `define command {\n command_name ${name}\n command_line ${line}\n}\n`;
const host = (name: string, more: string): string =>
  `define host {\n host_name ${name}\n address 192.0.2.1\n max_check_attempts 1\n ${more}\n}\n`;

test("each command that would be refused is a warning with the place of its line", () => {
  const objects =
    command("quote", '/opt/check_x "$ARG1$"') +
    command("fine", "/opt/check_x -H $HOSTADDRESS$ $ARG1$") +
    command("handler", 'sh -c "logger $HOSTOUTPUT$"') +
    command("named", 'su -c "check $HOSTADDRESS$" nagios') +
    host("a", "check_command quote!C:\\\\\n event_handler handler") +
    host("b", "check_command quote!C:\\\\\n event_handler handler") +
    host("c", "check_command fine!C:\\\\") +
    host("d", "check_command named");

  expect(warningsOf(objects)).toEqual([
    "1: 'quote' is refused when it runs for a and 1 more: a quote in the command line is not closed",
    expect.stringMatching(/^9: 'handler' is refused when it runs for a and 1 more: .*second shell/),
  ]);
});

test("notification commands are tried for each contact", () => {
  const objects =
    command("page", 'echo "$HOSTOUTPUT$" | sh') +
    command("mail", '/usr/bin/printf "%b" "$HOSTOUTPUT$" | /usr/bin/mail -s "$HOSTNAME$" $CONTACTEMAIL$') +
    host("a", "") +
    ["page", "mail"]
      .map(
        (name) =>
          `define contact {\n contact_name ${name}\n email a@example.org\n host_notification_commands ${name}\n` +
          ` service_notification_commands ${name}\n}\n`,
      )
      .join("");

  expect(warningsOf(objects)).toEqual([expect.stringMatching(/^1: 'page' is refused when it runs for page: /)]);
});
