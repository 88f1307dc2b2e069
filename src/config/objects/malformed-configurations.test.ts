import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";
import { loadInventory } from "./load-inventory.ts";
import { MAX_LINE_LENGTH } from "./logical-lines.ts";
import { problemText } from "./summary.ts";
import { BASE, inFolder, loadFiles, loadObjects, type Files } from "./configuration-folder.fixture.ts";
import type { ObjectId } from "../../model/object-id.ts";

interface Malformed {
  readonly name: string;
  readonly objects: string;
  readonly main?: string;
  readonly known?: readonly ObjectId[];
  readonly errors: readonly string[];
}

// The lines of BASE come first, so that line 1 of `objects` is line FIRST of the file; {n} in an error is such a line.
const FIRST = BASE.split("\n").length;
const HOST = "define host {\n use H\n host_name a\n}\n";

const MALFORMED: readonly Malformed[] = [
  // The grammar.
  {
    name: "text outside of a definition",
    objects: "host_name a",
    errors: [`{1}: 'host_name a' is outside of any definition: expected define <type> {`],
  },
  {
    name: "a closing brace too many",
    objects: `${HOST}}`,
    errors: [`{5}: '}' is outside of any definition: expected define <type> {`],
  },
  {
    name: "a definition without its end",
    objects: "define host {\n use H\n host_name a\n",
    errors: [`{1}: the definition of this host lacks its '}'`],
  },
  {
    name: "a definition that begins inside another",
    objects: `define host {\n use H\n${HOST}`,
    errors: [`{3}: a new definition begins inside the host of line ${FIRST}, which lacks its '}'`],
  },
  {
    name: "an unknown object type",
    objects: "define hst {\n host_name a\n bogus 1\n}",
    errors: [
      "{1}: 'hst' is not an object type: expected one of host, service, hostgroup, servicegroup, " +
        "contactgroup, contact, command, timeperiod, " +
        "hostdependency, servicedependency, hostescalation, serviceescalation, hostextinfo, serviceextinfo, " +
        "connector, severity, tag, module. Did you mean host?",
    ],
  },
  {
    name: "no brace behind the type",
    objects: "define host\n{\n use H\n host_name a\n}",
    errors: [`{1}: 'define host': expected define <type> { on one line`],
  },
  {
    name: "a directive behind the brace",
    objects: "define host { host_name a\n use H\n host_name a\n}",
    errors: [`{1}: 'host_name a' follows the '{': expected it on a line of its own`],
  },
  {
    name: "a whole definition on one line",
    objects: `define host { host_name a }\n${HOST}`,
    errors: [`{1}: 'host_name a }' follows the '{': expected it on a line of its own`],
  },
  {
    name: "text behind the closing brace",
    objects: "define host {\n use H\n host_name a\n} x\n}",
    errors: ["{4}: }: a host has no such directive (custom variables begin with _)"],
  },
  // Directives.
  {
    name: "an unknown directive of a host",
    objects: `${HOST.replace("}", " adress 10.0.0.1\n}")}`,
    errors: ["{4}: adress: a host has no such directive (custom variables begin with _). Did you mean address?"],
  },
  {
    name: "an unknown directive of a command",
    objects: "define command {\n command_name x\n command_line y\n _z 1\n}",
    errors: ["{4}: _z: a command has no such directive"],
  },
  {
    name: "an unknown directive of a kept object",
    objects: "define severity {\n severity_nam a\n}",
    errors: ["{2}: severity_nam: a severity has no such directive. Did you mean severity_name?"],
  },
  {
    name: "a number out of its range, with a unit",
    objects: HOST.replace("}", " check_interval 10000001s\n}"),
    errors: [`{4}: check_interval: '10000001s': expected a number from 0 to 10000000`],
  },
  {
    name: "a negative number",
    objects: HOST.replace("}", " notification_interval -1\n}"),
    errors: [`{4}: notification_interval: '-1': expected a number from 0 to 10000000`],
  },
  {
    name: "an absurd number",
    objects: HOST.replace("}", " retry_interval 99999999999\n}"),
    errors: [`{4}: retry_interval: '99999999999': expected a number from 0 to 10000000`],
  },
  {
    name: "a number that is missing where 0 is none",
    objects: HOST.replace("}", " max_check_attempts\n}"),
    errors: ["{4}: max_check_attempts: expected a whole number from 1 to 1000000"],
  },
  {
    name: "a word as number of attempts",
    objects: HOST.replace("}", " max_check_attempts three\n}"),
    errors: [`{4}: max_check_attempts: 'three': expected a whole number from 1 to 1000000`],
  },
  {
    name: "no attempt at all",
    objects: HOST.replace("}", " max_check_attempts 0\n}"),
    errors: [`{4}: max_check_attempts: '0': expected a whole number from 1 to 1000000`],
  },
  {
    name: "an unknown notification option of a host",
    objects: HOST.replace("}", " notification_options d,w\n}"),
    errors: [`{4}: notification_options: 'd,w': expected d, u, r, f, s, n or a`],
  },
  {
    name: "an unknown notification option of a service",
    objects: `${HOST}define service {\n use S\n host_name a\n service_description s\n notification_options d\n}`,
    errors: [`{9}: notification_options: 'd': expected w, u, c, r, f, s, n or a`],
  },
  {
    name: "an unknown initial state",
    objects: HOST.replace("}", " initial_state c\n}"),
    errors: [`{4}: initial_state: 'c': expected o, d or u`],
  },
  {
    name: "an unknown time zone",
    objects: HOST.replace("}", " timezone :Europe/Pariss\n}"),
    errors: [`{4}: timezone: ':Europe/Pariss': expected a time zone such as Europe/Paris`],
  },
  {
    name: "a wrong value in a template that nobody uses",
    objects: "define host {\n name t\n check_interval -2\n register 0\n}",
    errors: [`{3}: check_interval: '-2': expected a number from 0 to 10000000`],
  },
  // Missing directives.
  {
    name: "a host without a name",
    objects: "define host {\n use H\n}",
    errors: ["{1}: host_name: missing: every host needs it (or register 0 for a template)"],
  },
  {
    name: "a host with an empty name",
    objects: "define host {\n use H\n host_name\n}",
    errors: ["{3}: host_name: expected a name"],
  },
  {
    name: "a host without attempts",
    objects: "define host {\n host_name a\n}",
    errors: [`{1}: max_check_attempts: missing: host 'a' needs it`],
  },
  {
    name: "a service without anything",
    objects: "define service {\n}",
    errors: ["{1}: service_description: missing: every service needs it (or register 0 for a template)"],
  },
  {
    name: "a service without hosts, command and attempts",
    objects: "define service {\n service_description s\n}",
    errors: [
      `{1}: check_command: missing: service 's' needs it`,
      `{1}: max_check_attempts: missing: service 's' needs it`,
      `{1}: host_name: missing: service 's' needs host_name or hostgroup_name`,
    ],
  },
  {
    name: "a command without a line",
    objects: "define command {\n command_name x\n}",
    errors: [`{1}: command_line: command 'x' needs a command line`],
  },
  {
    name: "groups without names",
    objects: "define hostgroup {\n}\ndefine servicegroup {\n}\ndefine contactgroup {\n}",
    errors: [
      "{1}: hostgroup_name: missing: every hostgroup needs it (or register 0 for a template)",
      "{3}: servicegroup_name: missing: every servicegroup needs it (or register 0 for a template)",
      "{5}: contactgroup_name: missing: every contactgroup needs it (or register 0 for a template)",
    ],
  },
  // Undefined names.
  {
    name: "an undefined template",
    objects: "define host {\n use H,nope\n host_name a\n}",
    errors: [`{2}: use: host template 'nope' is not defined`],
  },
  {
    name: "a template of another type",
    objects: "define host {\n use S,H\n host_name a\n}",
    errors: [`{2}: use: host template 'S' is not defined`],
  },
  {
    name: "an undefined command",
    objects: HOST.replace("}", " check_command nope!1\n}"),
    errors: [`{4}: check_command: command 'nope' is not defined`],
  },
  {
    name: "undefined periods",
    objects: HOST.replace("}", " check_period x\n notification_period y\n}"),
    errors: [
      `{4}: check_period: timeperiod 'x' is not defined`,
      `{5}: notification_period: timeperiod 'y' is not defined`,
    ],
  },
  {
    name: "undefined contacts and groups of contacts",
    objects: HOST.replace("}", " contacts ann,x,y\n contact_groups z\n}"),
    errors: [
      `{4}: contacts: contact 'x' is not defined`,
      `{4}: contacts: contact 'y' is not defined`,
      `{5}: contact_groups: contactgroup 'z' is not defined`,
    ],
  },
  {
    name: "an undefined parent",
    objects: HOST.replace("}", " parents x\n}"),
    errors: [`{4}: parents: host 'x' is not defined`],
  },
  {
    name: "an undefined host group of a host",
    objects: HOST.replace("}", " hostgroups x\n}"),
    errors: [`{4}: hostgroups: hostgroup 'x' is not defined`],
  },
  {
    name: "undefined members of host groups",
    objects: "define hostgroup {\n hostgroup_name g\n members x,!y\n hostgroup_members z\n}",
    errors: [
      `{3}: members: host 'x' is not defined`,
      `{3}: members: host 'y' is not defined`,
      `{4}: hostgroup_members: hostgroup 'z' is not defined`,
    ],
  },
  {
    name: "a service on undefined hosts and groups",
    objects: "define service {\n use S\n service_description s\n host_name x\n hostgroup_name y\n servicegroups z\n}",
    errors: [`{4}: host_name: host 'x' is not defined`, `{5}: hostgroup_name: hostgroup 'y' is not defined`],
  },
  {
    name: "an undefined service group of a service",
    objects: `${HOST}define service {\n use S\n host_name a\n service_description s\n servicegroups z\n}`,
    errors: [`{9}: servicegroups: servicegroup 'z' is not defined`],
  },
  {
    name: "an undefined service in a service group",
    objects: `${HOST}define servicegroup {\n servicegroup_name g\n members a,s\n}`,
    errors: [`{7}: members: service 's' on host 'a' is not defined`],
  },
  {
    name: "half a pair in a service group",
    objects: `${HOST}define servicegroup {\n servicegroup_name g\n members a\n}`,
    errors: ["{7}: members: expected pairs of host and service description: host,service,host,service"],
  },
  {
    name: "undefined references of a contact",
    objects:
      "define contact {\n contact_name x\n host_notification_commands c!1,n\n service_notification_period p\n" +
      " contactgroups g\n}",
    errors: [
      `{3}: host_notification_commands: command 'n' is not defined`,
      `{4}: service_notification_period: timeperiod 'p' is not defined`,
      `{5}: contactgroups: contactgroup 'g' is not defined`,
    ],
  },
  {
    name: "an undefined excluded period",
    objects: "define timeperiod {\n timeperiod_name p\n exclude q\n}",
    errors: [`{3}: exclude: timeperiod 'q' is not defined`],
  },
  // Cycles.
  {
    name: "templates that use each other",
    objects: "define host {\n name x\n use y\n register 0\n}\ndefine host {\n name y\n use x\n register 0\n}",
    errors: [`{8}: use: templates form a cycle: 'x', 'y', 'x'`],
  },
  {
    name: "a template that uses itself",
    objects: "define host {\n name x\n use x\n register 0\n}",
    errors: [`{3}: use: templates form a cycle: 'x', 'x'`],
  },
  {
    name: "host groups that contain each other",
    objects:
      "define hostgroup {\n hostgroup_name g\n hostgroup_members h\n}\ndefine hostgroup {\n" +
      " hostgroup_name h\n hostgroup_members g\n}",
    errors: [`{7}: hostgroup_members: hostgroups form a cycle: 'g', 'h', 'g'`],
  },
  {
    name: "a contact group in itself",
    objects: "define contactgroup {\n contactgroup_name g\n contactgroup_members g\n}",
    errors: [`{3}: contactgroup_members: contactgroups form a cycle: 'g', 'g'`],
  },
  {
    name: "hosts that are parents of each other",
    objects: "define host {\n use H\n host_name a\n parents b\n}\ndefine host {\n use H\n host_name b\n parents a\n}",
    errors: [`{9}: parents: host parents form a cycle: 'a', 'b', 'a'`],
  },
  {
    name: "a period that excludes itself",
    objects:
      "define timeperiod {\n timeperiod_name p\n exclude q\n}\ndefine timeperiod {\n timeperiod_name q\n exclude p\n}",
    errors: [`{3}: exclude: timeperiod 'p' excludes itself`, `{7}: exclude: timeperiod 'q' excludes itself`],
  },
  // Nagios 4.4.6 reports these two as errors and continues without them.
  {
    name: "a dependency on an undefined host",
    objects: `${HOST}define hostdependency {\n host_name nope\n dependent_host_name a\n execution_failure_options d\n}`,
    errors: [`{6}: host_name: host 'nope' is not defined`],
  },
  {
    name: "a dependency without a dependent host",
    objects: `${HOST}define hostdependency {\n host_name a\n execution_failure_options d\n}`,
    errors: [
      "{5}: dependent_host_name: missing: a hostdependency needs dependent_host_name or dependent_hostgroup_name",
    ],
  },
  {
    name: "a regular expression that is none",
    main: "use_regexp_matching=1",
    objects: "define hostgroup {\n hostgroup_name g\n members (+\n}",
    errors: [`{3}: members: '(+' is not a valid regular expression`],
  },
  // Duplicates.
  {
    name: "a host defined twice",
    objects: `${HOST}${HOST}`,
    errors: [`{5}: host_name: host 'a' is defined twice, first at objects.cfg:${FIRST}`],
  },
  {
    name: "a template defined twice",
    objects: "define host {\n name H\n register 0\n}",
    errors: [
      "{2}: name: host template 'H' is defined twice, first at " +
        `objects.cfg:${BASE.split("\n").indexOf("  name                H")}`,
    ],
  },
  // Time periods.
  {
    name: "a day that is none",
    objects: "define timeperiod {\n timeperiod_name p\n mondy 00:00-24:00\n}",
    errors: ["{3}: mondy: not a weekday, a date or a directive of a timeperiod"],
  },
  {
    name: "a date that is none",
    objects: "define timeperiod {\n timeperiod_name p\n 2026-02-30 00:00-24:00\n monday 6 00:00-24:00\n}",
    errors: [
      "{3}: 2026-02-30: not a weekday, a date or a directive of a timeperiod",
      "{4}: monday 6: not a weekday, a date or a directive of a timeperiod",
    ],
  },
  {
    name: "times that are none",
    objects:
      "define timeperiod {\n timeperiod_name p\n monday 9-17\n tuesday 09:00-24:01\n wednesday\n" +
      " thursday 09:60-10:00\n}",
    errors: [
      `{3}: monday 9-17: not a weekday, a date or a directive of a timeperiod`,
      `{4}: tuesday: '09:00-24:01': expected times such as 09:00-12:00,13:00-24:00`,
      `{5}: wednesday: expected times such as 09:00-12:00,13:00-24:00`,
      `{6}: thursday: '09:60-10:00': expected times such as 09:00-12:00,13:00-24:00`,
    ],
  },
  // Ids.
  {
    name: "an id that is too large",
    objects: HOST.replace("}", " host_id 67108864\n}"),
    errors: [`{4}: host_id: '67108864': expected a whole number from 1 to 67108863`],
  },
  {
    name: "an id of zero as custom variable",
    objects: HOST.replace("}", " _host_id 0\n}"),
    errors: [`{4}: _HOST_ID: '0': expected a whole number from 1 to 67108863`],
  },
  {
    name: "two ids of one host that differ",
    objects: HOST.replace("}", " host_id 5\n _HOST_ID 6\n}"),
    errors: ["{5}: _HOST_ID: is 6, but host_id is 5"],
  },
  {
    name: "one id of two hosts",
    objects: `${HOST.replace("}", " host_id 5\n}")}define host {\n use H\n host_name b\n _HOST_ID 5\n}`,
    errors: [`{9}: _HOST_ID: 5 of host 'b' is also the id of 'a', at objects.cfg:${FIRST + 3}`],
  },
  {
    name: "one id of two services of a host",
    objects:
      `${HOST}define service {\n use S\n host_name a\n service_description s\n service_id 7\n}\n` +
      "define service {\n use S\n host_name a\n service_description t\n service_id 7\n}",
    errors: [`{15}: service_id: 7 of service 'a;t' is also the id of 'a;s', at objects.cfg:${FIRST + 8}`],
  },
  {
    name: "one id of two groups",
    objects:
      "define hostgroup {\n hostgroup_name g\n hostgroup_id 3\n}\ndefine hostgroup {\n hostgroup_name h\n" +
      " hostgroup_id 3\n}",
    errors: [`{7}: hostgroup_id: 3 of hostgroup 'h' is also the id of 'g', at objects.cfg:${FIRST + 2}`],
  },
  {
    name: "a configured id that another host was given before",
    known: [{ type: "host", name: "a", id: 5, hostId: 0 }],
    objects: `${HOST}define host {\n use H\n host_name b\n host_id 5\n}`,
    errors: [`{1}: host 'a' already has id 5, which is now configured for 'b', at objects.cfg:${FIRST + 7}`],
  },
  {
    name: "no id left",
    known: [{ type: "host", name: "old", id: 67108863, hostId: 0 }],
    objects: HOST,
    errors: ["{1}: no host id is left: the largest is 67108863"],
  },
  {
    name: "a host_id of a service that is not its host's",
    objects:
      `${HOST.replace("}", " host_id 5\n}")}define service {\n use S\n host_name a\n service_description s\n` +
      " host_id 6\n}",
    errors: [`{10}: host_id: is 6, but host 'a' has host_id 5`],
  },
  // Names.
  {
    name: "illegal characters in a host name",
    objects: 'define host {\n use H\n host_name a"b<c\n}',
    errors: [`{3}: host_name: 'a"b<c' contains " <, which a host name may not`],
  },
  {
    name: "a semicolon in a host name",
    objects: "define host {\n use H\n host_name a\\;b\n}",
    errors: [`{3}: host_name: 'a;b' contains ;, which a host name may not`],
  },
  {
    name: "characters that the main file forbids",
    main: "illegal_object_name_chars=%&",
    objects:
      `${HOST}define service {\n use S\n host_name a\n service_description 100%\n}\ndefine hostgroup {\n` +
      " hostgroup_name a & b\n}",
    errors: [
      `{8}: service_description: '100%' contains %, which a service name may not`,
      `{11}: hostgroup_name: 'a & b' contains &, which a hostgroup name may not`,
    ],
  },
];

describe("a malformed object file", () => {
  it.each(MALFORMED)("is refused: $name", ({ objects, main = "", known = [], errors }) => {
    const loaded = loadObjects(`${BASE}${objects}`, main, { known });

    expect(loaded.errors).toEqual(
      errors.map((error) =>
        error.replace(/^\{(\d+)\}/, (_, line: string) => `objects.cfg:${FIRST - 1 + Number(line)}`),
      ),
    );
    expect(loaded.newIds).toEqual([]);
    expect(() => loaded.inventory).toThrow();
  });
});

const MALFORMED_FOLDERS: readonly {
  readonly name: string;
  readonly files: Files;
  readonly errors: readonly string[];
}[] = [
  {
    name: "neither a main file nor object files",
    files: { "other.txt": "" },
    errors: [
      ".: no main file in this folder: expected vigie.cfg, nagios.cfg, naemon.cfg, icinga.cfg, " +
        "centengine.cfg, or object files that end in .cfg",
    ],
  },
  {
    name: "an unknown main directive",
    files: { "vigie.cfg": "execute_host_check=1\n" },
    errors: ["vigie.cfg:1: execute_host_check: unknown directive of the main file. Did you mean execute_host_checks?"],
  },
  {
    name: "a main line without a value",
    files: { "nagios.cfg": "# comment\n\ncfg_file objects.cfg\n" },
    errors: [`nagios.cfg:3: 'cfg_file objects.cfg' is not a directive: expected name=value`],
  },
  {
    name: "main values that are none",
    files: {
      "centengine.cfg":
        "interval_length=0\nservice_check_timeout=0m\nmax_concurrent_checks=-1\nexecute_host_checks=\n" +
        "use_timezone=Mars/Olympus\nallow_empty_hostgroup_assignment=\n",
    },
    errors: [
      `centengine.cfg:1: interval_length: '0' is not a whole number from 1 to 86400`,
      `centengine.cfg:2: service_check_timeout: '0m' is not a whole number from 1 to 86400`,
      `centengine.cfg:3: max_concurrent_checks: '-1' is not a whole number from 0 to 1000000`,
      `centengine.cfg:4: execute_host_checks: '' is not 0 or 1`,
      `centengine.cfg:5: use_timezone: 'Mars/Olympus' is not a time zone such as Europe/Paris`,
      `centengine.cfg:6: allow_empty_hostgroup_assignment: '' is not 0 or 1`,
    ],
  },
  { name: "an empty path", files: { "vigie.cfg": "cfg_file=\n" }, errors: ["vigie.cfg:1: cfg_file: expected a path"] },
  {
    name: "files and folders that are missing",
    files: { "vigie.cfg": "cfg_file=a.cfg\ncfg_dir=d\nresource_file=r.cfg\n" },
    errors: [
      `vigie.cfg:1: cfg_file: 'a.cfg' does not exist`,
      `vigie.cfg:2: cfg_dir: 'd' does not exist`,
      `vigie.cfg:3: resource_file: 'r.cfg' cannot be read: no such file or folder`,
    ],
  },
  {
    name: "a file for a folder and a folder for a file",
    files: { "vigie.cfg": "cfg_dir=a.cfg\ncfg_file=d\n", "a.cfg": "", "d/b.cfg": "" },
    errors: [
      `vigie.cfg:1: cfg_dir: 'a.cfg' cannot be read: not a folder`,
      `vigie.cfg:2: cfg_file: 'd' cannot be read: not a regular file but a folder`,
    ],
  },
  {
    name: "a file that includes itself",
    files: { "vigie.cfg": "cfg_file=a.cfg\n", "a.cfg": "\ninclude_file=a.cfg\n" },
    errors: [`a.cfg:2: include_file: 'a.cfg' includes itself`],
  },
  {
    name: "files that include each other",
    files: { "vigie.cfg": "cfg_file=a.cfg\n", "a.cfg": "include_file=d/b.cfg\n", "d/b.cfg": "include_file=../a.cfg\n" },
    errors: [`d/b.cfg:1: include_file: 'a.cfg' includes itself through 'd/b.cfg'`],
  },
  {
    name: "resource lines that are none, without showing values",
    files: {
      "vigie.cfg": "resource_file=r.cfg\n",
      "r.cfg": "USER1=/secret\n$USER300$=secret\n$US ER$=secret\n$USER0$=secret\n",
    },
    errors: [
      "r.cfg:1: expected $USERn$=value",
      "r.cfg:2: $USER300$: expected $USER1$ to $USER256$, or a name of letters, digits, _ and -",
      "r.cfg:3: expected $USERn$=value",
      "r.cfg:4: $USER0$: expected $USER1$ to $USER256$, or a name of letters, digits, _ and -",
    ],
  },
  {
    name: "a NUL byte",
    files: { "vigie.cfg": "cfg_file=a.cfg\n", "a.cfg": "\n\n\0" },
    errors: ["a.cfg:3: a NUL byte: this is not a text file"],
  },
  {
    name: "a line that is too long",
    files: {
      "vigie.cfg": "cfg_file=a.cfg\n",
      "a.cfg": `# ok\n#${"x".repeat(MAX_LINE_LENGTH)}\n${"y\\\n".repeat(MAX_LINE_LENGTH)}y\nz`,
    },
    errors: [
      "a.cfg:2: a line longer than 1 MiB",
      "a.cfg:3: a line longer than 1 MiB",
      `a.cfg:${MAX_LINE_LENGTH + 4}: 'z' is outside of any definition: expected define <type> {`,
    ],
  },
];

describe("a malformed configuration folder", () => {
  it.each(MALFORMED_FOLDERS)("is refused: $name", ({ files, errors }) => {
    expect(loadFiles(files).errors).toEqual(errors);
  });

  it("is refused when it does not exist", () => {
    expect(loadInventory("/nonexistent/vigie", { known: [] }).errors.map(problemText)).toEqual([
      "/nonexistent/vigie: the configuration folder does not exist",
    ]);
  });

  it("is refused when a file is larger than 64 MiB", () => {
    const errors = inFolder({ "vigie.cfg": "cfg_file=a.cfg\n", "a.cfg": "" }, (folder) => {
      truncateSync(join(folder, "a.cfg"), 64 * 1024 * 1024 + 1);
      return loadInventory(folder, { known: [] }).errors.map((error) =>
        problemText(error).replaceAll(`${folder}/`, ""),
      );
    });

    expect(errors).toEqual([
      `vigie.cfg:1: cfg_file: 'a.cfg' cannot be read: it has 67108865 bytes; at most 67108864 are read`,
    ]);
  });

  it("is refused when a folder contains itself by a symbolic link", () => {
    const errors = inFolder({ "vigie.cfg": "cfg_dir=d\n" }, (folder) => {
      mkdirSync(join(folder, "d"));
      symlinkSync("..", join(folder, "d", "up"));
      return loadInventory(folder, { known: [] }).errors.map((error) =>
        problemText(error).replaceAll(`${folder}/`, "").replaceAll(folder, "."),
      );
    });

    expect(errors).toEqual([`vigie.cfg:1: cfg_dir: 'd/up/d' includes itself through '.'`]);
  });

  it("is refused when it is a link to itself, or a folder of the kernel", () => {
    const errorsOf = (folder: string): string[] => loadInventory(folder, { known: [] }).errors.map(problemText);
    const errors = inFolder({ "vigie.cfg": "cfg_dir=/proc\ncfg_dir=loop\n" }, (folder) => {
      symlinkSync("loop", join(folder, "loop"));
      return [folder, "/proc", join(folder, "loop")]
        .flatMap(errorsOf)
        .map((error) => error.replaceAll(`${folder}/`, ""));
    });

    expect(errors).toEqual([
      "vigie.cfg:1: cfg_dir: '/proc' cannot be read: it belongs to the kernel (proc) and holds no configuration",
      "vigie.cfg:2: cfg_dir: 'loop' cannot be read: too many symbolic links",
      "/proc: the configuration folder cannot be read: it belongs to the kernel (proc) and holds no configuration",
      "loop: the configuration folder cannot be read: too many symbolic links",
    ]);
  });

  it("is refused when its main file, an object file or a resource file is a link to itself or to a device", () => {
    const errors = inFolder({ "a/x.cfg": "" }, (folder) => {
      symlinkSync("vigie.cfg", join(folder, "a", "vigie.cfg"));
      mkdirSync(join(folder, "b", "objects"), { recursive: true });
      writeFileSync(join(folder, "b", "vigie.cfg"), "cfg_dir=objects\nresource_file=r.cfg\n");
      symlinkSync("/dev/zero", join(folder, "b", "objects", "device.cfg"));
      symlinkSync("loop.cfg", join(folder, "b", "objects", "loop.cfg"));
      symlinkSync("/dev/full", join(folder, "b", "r.cfg"));
      return ["a", "b"]
        .flatMap((name) => loadInventory(join(folder, name), { known: [] }).errors.map(problemText))
        .map((error) => error.replaceAll(`${folder}/`, ""));
    });

    expect(errors).toEqual([
      "a/vigie.cfg: 'a/vigie.cfg' cannot be read: too many symbolic links",
      "b/vigie.cfg:1: cfg_file: 'b/objects/device.cfg' cannot be read: not a regular file but a device",
      "b/vigie.cfg:1: cfg_file: 'b/objects/loop.cfg' cannot be read: too many symbolic links",
      "b/vigie.cfg:2: resource_file: 'b/r.cfg' cannot be read: not a regular file but a device",
    ]);
  });

  it("escapes control characters of file names and object names", () => {
    const errors = inFolder(
      { "vigie.cfg": "cfg_dir=d\n", "d/a\u001b]0;x\u0007\n\u009b.cfg": "\u001b[31m\n" },
      (folder) =>
        loadInventory(folder, { known: [] }).errors.map((error) => problemText(error).replaceAll(`${folder}/`, "")),
    );

    expect(errors).toEqual([
      String.raw`d/a\x1b]0;x\x07\n\x9b.cfg:1: '\x1b[31m' is outside of any definition: expected define <type> {`,
    ]);
  });

  it("is refused when it includes more than 10,000 files", () => {
    const main = "cfg_file=a.cfg\n".repeat(10_001);

    expect(loadFiles({ "vigie.cfg": main, "a.cfg": "" }).errors).toEqual([
      "vigie.cfg:10001: cfg_file: more than 10000 files and folders are included",
    ]);
  });

  it("is refused when its definitions make more than 1,000,000 services", () => {
    const hosts = Array.from({ length: 1_001 }, (_, index) => `define host {\n use H\n host_name h${index}\n}\n`);
    const services = Array.from(
      { length: 1_010 },
      (_, index) => `define service {\n use S\n host_name *\n service_description s${index}\n}\n`,
    );

    const { errors } = loadObjects(`${BASE}${hosts.join("")}${services.join("")}`);

    expect(errors).toEqual([
      expect.stringMatching(/^\S+:\d+: more than 1000000 services with this definition of 's\d+'$/),
    ]);
  });

  it("is reported in full, by file and line", () => {
    const loaded = loadFiles({
      "vigie.cfg": "bogus=1\ncfg_dir=d\n",
      "d/b.cfg": "define host {\n host_name b\n use nope\n}\n",
      "d/a.cfg": "define service {\n host_name nobody\n wrong 1\n}\nstray\n",
    });

    expect(loaded.errors).toEqual([
      "d/a.cfg:1: service_description: missing: every service needs it (or register 0 for a template)",
      "d/a.cfg:3: wrong: a service has no such directive (custom variables begin with _)",
      `d/a.cfg:5: 'stray' is outside of any definition: expected define <type> {`,
      `d/b.cfg:1: max_check_attempts: missing: host 'b' needs it`,
      `d/b.cfg:3: use: host template 'nope' is not defined`,
      "vigie.cfg:1: bogus: unknown directive of the main file",
    ]);
  });

  it("stops at 10,000 errors and gives the number of the others", () => {
    const errors = loadFiles({ "vigie.cfg": "cfg_file=a.cfg\n", "a.cfg": "x\n".repeat(10_050) }).errors;

    expect(errors).toHaveLength(10_001);
    expect(errors.at(-1)).toBe("a.cfg:10000: 50 more errors are not shown");
  });
});
