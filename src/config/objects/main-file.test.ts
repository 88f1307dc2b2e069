import { describe, expect, it } from "vitest";

import { MAIN_DIRECTIVES_WITHOUT_EFFECT } from "./main-directives.ts";
import { BASE, inFolder, loadFiles } from "./configuration-folder.fixture.ts";
import { loadInventory } from "./load-inventory.ts";
import { summaryText } from "./summary.ts";

const command = (name: string): string => `define command {\n command_name ${name}\n command_line x\n}\n`;

describe("the main file", () => {
  it("is vigie.cfg, else nagios.cfg, else centengine.cfg", () => {
    const all = {
      "vigie.cfg": "interval_length=1",
      "nagios.cfg": "interval_length=2",
      "centengine.cfg": "interval_length=3",
    };
    const { "vigie.cfg": _, ...others } = all;

    expect(loadFiles(all).inventory.main.intervalLengthSeconds).toBe(1);
    expect(loadFiles(others).inventory.main.intervalLengthSeconds).toBe(2);
    expect(loadFiles({ "centengine.cfg": all["centengine.cfg"] }).inventory.main.intervalLengthSeconds).toBe(3);
  });

  it("may be missing: then every .cfg file of the folder holds objects, and resource.cfg macros", () => {
    const { inventory, warnings } = loadFiles({
      "a.cfg": command("one"),
      "more/b.cfg": command("two"),
      "resource.cfg": "$USER1$=/plugins",
    });

    expect([...inventory.commands.keys()]).toEqual(["one", "two"]);
    expect(inventory.userMacros.get("USER1")).toBe("/plugins");
    expect(warnings).toEqual([
      ".: no main file in this folder: every .cfg file in it and below is read, with the default settings",
    ]);
  });

  it("may be empty: everything has Nagios's default", () => {
    expect(loadFiles({ "vigie.cfg": "" }).inventory).toMatchObject({
      hosts: [],
      services: [],
      main: {
        intervalLengthSeconds: 60,
        serviceCheckTimeoutSeconds: 60,
        hostCheckTimeoutSeconds: 30,
        maxConcurrentChecks: 0,
        executeHostChecks: true,
        executeServiceChecks: true,
        acceptPassiveHostChecks: true,
        acceptPassiveServiceChecks: true,
        enableNotifications: true,
        maxHostCheckSpreadMinutes: 30,
        maxServiceCheckSpreadMinutes: 30,
        useTimezone: null,
        illegalMacroOutputChars: "`~$&|'\"<>",
      },
    });
  });

  it("sets the directives that have an effect", () => {
    const { inventory, warnings } = loadFiles({
      "vigie.cfg": `
# comment
interval_length = 30
service_check_timeout=11
host_check_timeout=12
max_concurrent_checks=13
execute_host_checks=0
execute_service_checks=0
accept_passive_host_checks=0
accept_passive_service_checks=0
enable_notifications=0
max_host_check_spread=14
max_service_check_spread=15
use_timezone=:Europe/Paris
illegal_macro_output_chars=;#=
`,
    });

    expect(inventory.main).toMatchObject({
      intervalLengthSeconds: 30,
      serviceCheckTimeoutSeconds: 11,
      hostCheckTimeoutSeconds: 12,
      maxConcurrentChecks: 13,
      executeHostChecks: false,
      executeServiceChecks: false,
      acceptPassiveHostChecks: false,
      acceptPassiveServiceChecks: false,
      enableNotifications: false,
      maxHostCheckSpreadMinutes: 14,
      maxServiceCheckSpreadMinutes: 15,
      useTimezone: ":Europe/Paris",
      illegalMacroOutputChars: ";#=",
    });
    expect(warnings).toEqual([]);
  });

  it("accepts every other directive of its family, with one warning where that may matter", () => {
    const lines = [...MAIN_DIRECTIVES_WITHOUT_EFFECT.keys()].map((name) => `${name}=8\n${name}=9\n`).join("");
    const loud = [...MAIN_DIRECTIVES_WITHOUT_EFFECT].flatMap(([name, { silent }]) => (silent === "any" ? [] : [name]));

    const { errors, warnings } = loadFiles({ "vigie.cfg": lines });

    expect(errors).toEqual([]);
    expect(warnings.map((warning) => warning.split(": ")[1])).toEqual(loud);
    expect(warnings[0]).toMatch(/: broker_module: has no effect: broker modules are not supported: use the API$/);
  });

  it("is silent where a value asks for what happens anyway", () => {
    const lines = "obsess_over_hosts=0\nuse_retained_scheduling_info=1\nallow_circular_dependencies=0\nuse_syslog=0\n";

    expect(loadFiles({ "vigie.cfg": lines }).warnings).toEqual([]);
  });

  it("names files and folders relative to its own; folders are read in full, sorted, without hidden files", () => {
    const { inventory, warnings } = loadFiles({
      "vigie.cfg": "cfg_dir=d\ncfg_file=one.cfg\ncfg_file=./d/../one.cfg\n",
      "one.cfg": `include_dir=more\n${command("one")}`,
      "d/z.cfg": command("z"),
      "d/a.cfg": command("a"),
      "d/m/x.cfg": command("x"),
      "d/m/y.txt": "no object file",
      "d/.hidden.cfg": "no object file",
      "d/.git/a.cfg": "no object file",
      "more/c.cfg": command("c"),
    });

    expect([...inventory.commands.keys()]).toEqual(["a", "x", "z", "one", "c"]);
    expect(warnings).toEqual([`vigie.cfg:3: cfg_file: 'one.cfg' has already been read and is not read again`]);
  });

  it("and the resource files may be in a folder of object files", () => {
    const { inventory } = loadFiles({
      "vigie.cfg": "cfg_dir=.\nresource_file=resource.cfg\n",
      "resource.cfg": "$USER1$=/x\n",
      "a.cfg": command("a"),
    });

    expect([...inventory.commands.keys()]).toEqual(["a"]);
  });

  it("names resource files, whose macros keep everything after the first equals sign", () => {
    const { inventory } = loadFiles({
      "vigie.cfg": "resource_file=r/resource.cfg\nresource_file=r/second.cfg\n",
      "r/resource.cfg": "# comment\n$USER1$=/usr/lib/nagios/plugins\n$USER2$ = a=b;c # d\n$USER256$=\n",
      "r/second.cfg": "$USER1$=/second\n$CENTREONPLUGINS$=/usr/lib/centreon/plugins\n",
    });

    expect(Object.fromEntries(inventory.userMacros)).toEqual({
      USER1: "/second",
      USER2: "a=b;c # d",
      USER256: "",
      CENTREONPLUGINS: "/usr/lib/centreon/plugins",
    });
  });
});

describe("the text of check-config", () => {
  const textOf = (objects: string): string =>
    inFolder({ "vigie.cfg": "cfg_file=o.cfg\n", "o.cfg": objects }, (folder) =>
      summaryText(loadInventory(folder, { known: [] }), "/etc/vigie").replaceAll(`${folder}/`, ""),
    );

  it("lists every error and their number", () => {
    expect(textOf("x\ndefine host {\n host_name a\n max_check_attempts 0\n}\n")).toBe(
      `o.cfg:1: 'x' is outside of any definition: expected define <type> {\n` +
        `o.cfg:4: max_check_attempts: '0': expected a whole number from 1 to 1000000\n` +
        "2 errors in /etc/vigie\n",
    );
  });

  it("lists the warnings and the number of objects of a valid configuration", () => {
    const objects = `${BASE}define host {\n use H\n host_name a\n obsess 1\n}
define service {\n use S\n host_name a\n service_description s\n}
define hostescalation {\n host_name a\n contacts ann\n last_notification 0\n}
define servicedependency {\n host_name a\n service_description s\n dependent_service_description s,!s
}
define tag {\n tag_name t\n}\n`;

    expect(textOf(objects)).toBe(
      "warning: o.cfg:53: has no effect: neither execution_failure_options nor " +
        "notification_failure_options names a state\n" +
        "warning: o.cfg:58: tag objects are read and kept but have no effect yet\n" +
        "The configuration in /etc/vigie is valid: 1 host, 1 service, 0 host groups, 0 service groups, 2 contacts, 1 " +
        "contact group, 1 command, " +
        "1 time period, 1 escalation, 2 templates, 1 object kept without effect.\n" +
        "2 warnings\n",
    );
  });
});
