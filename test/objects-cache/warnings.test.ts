import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { incompleteObjects } from "../../src/config/objects/incomplete-objects.ts";
import { loadInventory } from "../../src/config/objects/load-inventory.ts";
import { NAGIOS } from "../support/installed-nagios.ts";
import { inNagiosFolder } from "./configuration.ts";
import { writeLocalMainFile } from "./nagios-objects.ts";

/** Warnings of the verification of Nagios by what is missing; the groups are the name of the object, and its host. */
const KINDS: readonly (readonly [nagios: RegExp, directive: string])[] = [
  [/^Service '([^']*)' on host '([^']*)' has no default contacts or contactgroups/, "contacts"],
  [/^Host '([^']*)' has no default contacts or contactgroups/, "contacts"],
  [/^Service '([^']*)' on host '([^']*)' has no check time period/, "check_period"],
  [/^Service '([^']*)' on host '([^']*)' has no notification time period/, "notification_period"],
  [/^Service '([^']*)' on host '([^']*)' +has a notification interval less than/, "notification_interval"],
  [/^Recovery notification option in service '([^']*)' for host '([^']*)'/, "notification_options"],
  [/^Recovery notification option in host '([^']*)'/, "notification_options"],
  [/^Contact '([^']*)' has no service notification time period/, "service_notification_period"],
  [/^Contact '([^']*)' has no host notification time period/, "host_notification_period"],
  [/^Contact '([^']*)' has no service notification commands/, "service_notification_commands"],
  [/^Contact '([^']*)' has no host notification commands/, "host_notification_commands"],
  [/^Host recovery notification option for contact '([^']*)'/, "host_notification_options"],
  [/^Service recovery notification option for contact '([^']*)'/, "service_notification_options"],
];

const OBJECTS = `
define command {
  command_name  c
  command_line  /bin/true
}
define timeperiod {
  timeperiod_name  t
  alias            t
  monday           00:00-24:00
}
define contact {
  contact_name  bare
}
define contact {
  contact_name                   whole
  host_notification_commands     c
  service_notification_commands  c
  host_notification_period       t
  service_notification_period    t
  host_notification_options      d,r
  service_notification_options   w,r
}
define contact {
  host_notification_period       t
  service_notification_period    t
  contact_name                   recovery
  host_notification_commands     c
  service_notification_commands  c
  host_notification_options      r
  service_notification_options   r
}
define host {
  host_name           bare
  max_check_attempts  1
}
define host {
  host_name             whole
  max_check_attempts    1
  contacts              whole
  notification_period   t
}
define host {
  host_name             recovery
  max_check_attempts    1
  contacts              whole
  notification_options  r
}
define service {
  host_name            bare
  service_description  bare
  check_command        c
  max_check_attempts   1
}
define service {
  host_name              whole
  service_description    whole
  check_command          c
  check_period           t
  check_interval         5
  notification_interval  5
  max_check_attempts     1
}
define service {
  host_name              whole
  service_description    quick
  check_command          c
  check_period           t
  check_interval         5
  notification_interval  4
  notification_options   r
  max_check_attempts     1
}
`;

describe.skipIf(NAGIOS === undefined)("incomplete objects (skipped if Nagios 4 is not installed)", () => {
  it("are the same for Nagios and for Vigie", () => {
    inNagiosFolder(
      { name: "", main: "cfg_file=o.cfg\nillegal_macro_output_chars=<\n", files: { "o.cfg": OBJECTS } },
      (folder) => {
        const { stdout } = spawnSync(NAGIOS ?? "", ["-v", writeLocalMainFile(folder)], {
          encoding: "utf8",
          cwd: folder,
        });
        const theirs = stdout.split("\n").flatMap((line) => {
          const message = /^(?:Warning|Error): (.*)$/.exec(line)?.[1] ?? "";
          const kind = KINDS.find(([pattern]) => pattern.test(message));
          return kind === undefined ? [] : [`${kind[1]} ${kind[0].exec(message)?.slice(1).join(" on ") ?? ""}`];
        });
        const { inventory } = loadInventory(folder, { known: [] });
        const ours = [...incompleteObjects(inventory!)].map(
          ({ directive, message }) => `${directive} ${namesIn(message).join(" on ")}`,
        );

        expect(ours.toSorted()).toEqual(theirs.toSorted());
        expect(theirs).toHaveLength(13);
      },
    );
  });
});

const namesIn = (message: string): readonly string[] =>
  [...message.matchAll(/'([^']*)'/g)].map(([, name]) => name ?? "");
