import { describe, expect, it } from "vitest";
import { NAGIOS } from "../support/installed-nagios.ts";
import { compareConfiguration } from "./configuration.ts";

// Values that are not as documented, but that Nagios 4 reads: each in an object of its own.
const NUMBERS = ["3 # remark", "3x", "5m", "+4", "1.5", "2", " 7", "12 h"];
const NOTHING = ["abc", "yes", ""];
const INTERVALS = ["check_interval", "notification_interval", "first_notification_delay"];
const WHOLE = ["freshness_threshold", "importance"];
const FLAGS = [
  "active_checks_enabled",
  "passive_checks_enabled",
  "notifications_enabled",
  "check_freshness",
  "event_handler_enabled",
  "flap_detection_enabled",
];

const LINES: readonly string[] = [
  ...[...INTERVALS, ...WHOLE, ...FLAGS].flatMap((name) => [...NUMBERS, ...NOTHING].map((value) => `${name} ${value}`)),
  ...["max_check_attempts", "retry_interval"].flatMap((name) => NUMBERS.map((value) => `${name} ${value}`)),
  ...["flap_detection_options", "notification_options", "stalking_options"].flatMap((name) => [
    name,
    `${name} u`,
    `${name} u\n ${name} n`,
    `${name} n\n ${name} u`,
  ]),
  "high_flap_threshold 20 %",
  "low_flap_threshold x",
];
// The cache writes the letter of UP as u; see known-differences.ts.
const OF_HOSTS = [
  "notification_options d\n notification_options r,s",
  "flap_detection_options d\n flap_detection_options u",
];
const OF_SERVICES = [
  "notification_options w\n notification_options c",
  "flap_detection_options o,w\n flap_detection_options c",
  "stalking_options o\n stalking_options c",
  "is_volatile 1x",
];

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
  name                           T
  host_notification_commands     c
  service_notification_commands  c
  host_notification_period       t
  service_notification_period    t
}
define contact {
  use           T
  contact_name  ann
  host_notification_options     d
  host_notification_options     u,r
  service_notification_options  w
  service_notification_options  c
  host_notifications_enabled    yes
  can_submit_commands           1 # may
}
define contact {
  use           T
  contact_name  bob
}
define host {
  name                H
  check_command       c
  max_check_attempts  3
  contacts            ann
  check_period        t
}
define service {
  name                S
  host_name           h0
  check_command       c
  max_check_attempts  3
  check_period        t
  register            no
}
define contactgroup {
  contactgroup_name  cg
  alias              cg
  members            ann
  members            bob
}
define hostgroup {
  hostgroup_name  hg
  alias           hg
  members         h0
  members         h1
}
define servicegroup {
  servicegroup_name  sg
  alias              sg
  members            h0,s0
  members            h0,s1
}
define service {
  use                  S
  service_description  twice
  notes                one
}
define service {
  use                  S
  service_description  twice
  notes                two
}
define hostescalation {
  host_name              h0
  contacts               ann
  first_notification     2nd
  last_notification      5x
  notification_interval  7m
  escalation_options     d
  escalation_options     r
}
define hostdependency {
  host_name                  h0
  dependent_host_name        h1
  execution_failure_options  d
  execution_failure_options  u
  inherits_parent            1 # yes
}
define hostdependency {
  name                       unused
  execution_failure_options  d
}
`;

const without = (line: string): string => (line.startsWith("max_check") ? "" : "max_check_attempts 4");
const hosts = [...LINES, ...OF_HOSTS].map(
  (line, index) => `define host {\n use H\n host_name h${index}\n ${without(line)}\n ${line}\n}\n`,
);
const services = [...LINES, ...OF_SERVICES].map(
  (line, index) =>
    `define service {\n use S\n service_description s${index}\n retry_interval 1\n ${without(line)}\n ${line}\n}\n`,
);

describe.skipIf(NAGIOS === undefined)(
  "values that Nagios 4 reads in its own way (skipped if Nagios 4 is not installed)",
  () => {
    it("have the same values here", () => {
      const { differences, objectCounts } = compareConfiguration({
        name: "values",
        main: "cfg_file=o.cfg\nillegal_macro_output_chars=<\n",
        files: { "o.cfg": BASE + hosts.join("") + services.join("") },
      });

      expect(differences).toEqual([]);
      expect(objectCounts.get("host")).toBe(hosts.length);
      expect(objectCounts.get("service")).toBe(services.length + 1);
    });
  },
);
