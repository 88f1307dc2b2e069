import { describe, expect, it } from "vitest";
import { loadInventory } from "../../src/config/objects/load-inventory.ts";
import { problemText } from "../../src/config/objects/summary.ts";
import { NAGIOS } from "../support/installed-nagios.ts";
import { inNagiosFolder } from "./configuration.ts";
import { nagiosObjects } from "./nagios-objects.ts";

const BASE = `
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
  contact_name                   ann
  host_notification_commands     c
  service_notification_commands  c
  host_notification_period       t
  service_notification_period    t
}
define host {
  name                H
  check_command       c
  max_check_attempts  3
  contacts            ann
  register            0
}
define host {
  use        H
  host_name  a
}
define host {
  use        H
  host_name  b
}
define service {
  name                S
  check_command       c
  max_check_attempts  3
  register            0
}
define service {
  use                  S
  host_name            a,b
  service_description  s
}
`;

const host = (lines: string): string => `define host {\n use H\n host_name x\n ${lines}\n}\n`;
const service = (lines: string): string =>
  `define service {\n use S\n host_name a\n service_description x\n ${lines}\n}\n`;
const both = (type: string, one: string, other: string): string =>
  `define ${type} {\n ${one}\n}\ndefine ${type} {\n ${other}\n}\n`;

/** Error, the objects added to BASE, and the directive or words in the message. */
const REFUSED: readonly (readonly [name: string, objects: string, message: RegExp, main?: string])[] = [
  ["a host without attempts", "define host {\n host_name x\n check_command c\n}\n", /max_check_attempts/],
  [
    "a service without a command",
    "define service {\n host_name a\n service_description x\n max_check_attempts 1\n}\n",
    /check_command/,
  ],
  ["a service without hosts", "define service {\n use S\n service_description x\n}\n", /host_name/],
  ["an unknown directive", host("wrong 1"), /wrong/],
  ["an unknown type", "define nothing {\n}\n", /nothing/],
  ["an undefined template", host("").replace("use H", "use H,nope"), /nope/],
  ["an undefined check command", host("check_command nope"), /check_command: command 'nope'/],
  ["an undefined event handler", service("event_handler nope"), /event_handler: command 'nope'/],
  [
    "an undefined global event handler",
    host(""),
    /global_host_event_handler: command 'nope'/,
    "global_host_event_handler=nope\n",
  ],
  ["an undefined check period", service("check_period nope"), /check_period: timeperiod 'nope'/],
  ["an undefined notification period", host("notification_period nope"), /notification_period: timeperiod 'nope'/],
  ["an undefined contact", host("contacts nope"), /contacts: contact 'nope'/],
  ["an undefined contact group", service("contact_groups nope"), /contact_groups: contactgroup 'nope'/],
  ["an undefined parent", host("parents nope"), /parents: host 'nope'/],
  ["an undefined host group", host("hostgroups nope"), /hostgroups: hostgroup 'nope'/],
  ["an undefined service group", service("servicegroups nope"), /servicegroups: servicegroup 'nope'/],
  ["an undefined parent of a service", service("parents a,nope"), /parents: service 'nope' on host 'a'/],
  ["half a pair of parents", service("parents a,s,b"), /parents: expected pairs/],
  ["a service that is its own parent", service("parents x"), /service parents form a cycle/],
  ["an unknown letter of notification_options", host("notification_options w"), /notification_options/],
  ["an unknown letter of flap_detection_options", service("flap_detection_options r"), /flap_detection_options/],
  ["an unknown letter of stalking_options", host("stalking_options p"), /stalking_options/],
  ["an unknown initial state", host("initial_state c"), /initial_state/],
  ["coordinates that are none", host("2d_coords 1"), /2d_coords/],
  ["coordinates in space that are none", host("3d_coords 1,2"), /3d_coords/],
  [
    "hosts that are parents of each other",
    both("host", "use H\n host_name x\n parents y", "use H\n host_name y\n parents x"),
    /host parents form a cycle/,
  ],
  [
    "host groups that contain each other",
    both("hostgroup", "hostgroup_name x\n hostgroup_members y", "hostgroup_name y\n hostgroup_members x"),
    /form a cycle/,
  ],
  [
    "service groups that contain each other",
    both(
      "servicegroup",
      "servicegroup_name x\n servicegroup_members y",
      "servicegroup_name y\n servicegroup_members x",
    ),
    /form a cycle/,
  ],
  [
    "contact groups that contain each other",
    both(
      "contactgroup",
      "contactgroup_name x\n contactgroup_members y",
      "contactgroup_name y\n contactgroup_members x",
    ),
    /form a cycle/,
  ],
  ["a host that is defined twice", host("") + host(""), /defined twice/],
  ["a contact that is defined twice", "define contact {\n contact_name ann\n}\n", /defined twice/],
  ["a command that is defined twice", "define command {\n command_name c\n command_line x\n}\n", /defined twice/],
  ["an illegal name", host("").replace("host_name x", "host_name x(y"), /contains \(/, "illegal_object_name_chars=(\n"],
  [
    "an unknown letter of a dependency",
    "define hostdependency {\n host_name a\n dependent_host_name b\n execution_failure_options w\n}\n",
    /execution_failure_options/,
  ],
  [
    "an undefined period of a dependency",
    "define hostdependency {\n host_name a\n dependent_host_name b\n dependency_period nope\n " +
      "execution_failure_options d\n}\n",
    /dependency_period: timeperiod 'nope'/,
  ],
  [
    "a host that depends on itself",
    "define hostdependency {\n host_name a\n dependent_host_name a\n execution_failure_options d\n}\n",
    /execution dependencies form a cycle: 'a', 'a'/,
  ],
  [
    "hosts whose messages depend on each other",
    both(
      "hostdependency",
      "host_name a\n dependent_host_name b\n notification_failure_options d",
      "host_name b\n dependent_host_name a\n notification_failure_options u",
    ),
    /notification dependencies form a cycle/,
  ],
  [
    "services whose checks depend on each other",
    both(
      "servicedependency",
      "host_name a\n service_description s\n dependent_host_name b\n dependent_service_description s\n " +
        "execution_failure_options c",
      "host_name b\n service_description s\n dependent_host_name a\n dependent_service_description s\n " +
        "execution_failure_options c",
    ),
    /execution dependencies form a cycle: 'a;s', 'b;s'|'b;s', 'a;s'/,
  ],
  [
    "a dependency on an undefined service",
    "define servicedependency {\n host_name a\n service_description nope\n dependent_service_description s\n " +
      "execution_failure_options c\n}\n",
    /service 'nope' on host 'a'/,
  ],
  [
    "a dependency without a dependent service",
    "define servicedependency {\n host_name a\n service_description s\n execution_failure_options c\n}\n",
    /dependent_service_description/,
  ],
  [
    "an escalation without a host",
    "define hostescalation {\n contacts ann\n last_notification 0\n}\n",
    /host_name or hostgroup_name/,
  ],
  [
    "an escalation to an undefined contact",
    "define hostescalation {\n host_name a\n contacts nope\n last_notification 0\n}\n",
    /contact 'nope'/,
  ],
  [
    "an escalation of an empty group",
    "define hostgroup {\n hostgroup_name empty\n}\ndefine hostescalation {\n hostgroup_name empty\n " +
      "last_notification 0\n}\n",
    /selects nothing/,
  ],
  [
    "an undefined period of an escalation",
    "define serviceescalation {\n host_name a\n service_description s\n escalation_period nope\n " +
      "last_notification 0\n}\n",
    /escalation_period: timeperiod 'nope'/,
  ],
  [
    "an unknown letter of an escalation",
    "define serviceescalation {\n host_name a\n service_description s\n escalation_options o\n " +
      "last_notification 0\n}\n",
    /escalation_options/,
  ],
  ["extended information of an undefined host", "define hostextinfo {\n host_name nope\n notes x\n}\n", /host 'nope'/],
  [
    "extended information of an undefined service",
    "define serviceextinfo {\n host_name a\n service_description nope\n notes x\n}\n",
    /service 'nope' on host 'a'/,
  ],
  [
    "an undefined excluded period",
    "define timeperiod {\n timeperiod_name x\n alias x\n exclude nope\n}\n",
    /exclude: timeperiod 'nope'/,
  ],
  [
    "periods that exclude each other",
    both("timeperiod", "timeperiod_name x\n alias x\n exclude y", "timeperiod_name y\n alias y\n exclude x"),
    /excludes itself/,
  ],
  [
    "times past the end of the day",
    "define timeperiod {\n timeperiod_name x\n alias x\n monday 09:00-25:00\n}\n",
    /monday/,
  ],
];

describe.skipIf(NAGIOS === undefined)(
  "a configuration refused by Nagios 4 is refused by Vigie with file and line (skipped if Nagios 4 is not installed)",
  () => {
    it.each(REFUSED.map(([name, objects, message, main = ""]) => ({ name, objects, message, main })))(
      "$name",
      ({ objects, message, main }) => {
        inNagiosFolder(
          {
            name: "",
            main: `cfg_file=o.cfg\nillegal_macro_output_chars=<\n${main}`,
            files: { "o.cfg": BASE + objects },
          },
          (folder) => {
            const errors = loadInventory(folder, { known: [] }).errors.map((error) =>
              problemText(error).replaceAll(`${folder}/`, ""),
            );

            expect(() => nagiosObjects(folder)).toThrow(/refuses/);
            expect(errors).toContainEqual(
              expect.stringMatching(new RegExp(`^(o|nagios)\\.cfg:\\d+: .*(${message.source})`)),
            );
          },
        );
      },
    );

    it("and the base objects are accepted", () => {
      inNagiosFolder(
        { name: "", main: "cfg_file=o.cfg\nillegal_macro_output_chars=<\n", files: { "o.cfg": BASE } },
        (folder) => {
          expect(nagiosObjects(folder)).toHaveLength(7);
          expect(loadInventory(folder, { known: [] }).errors).toEqual([]);
        },
      );
    });
  },
);
