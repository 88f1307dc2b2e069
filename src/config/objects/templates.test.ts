import { describe, expect, it } from "vitest";

import { checkableOptions } from "./checkable-options.ts";
import type { Host } from "../../model/objects.ts";
import { BASE, loadObjects } from "./configuration-folder.fixture.ts";
import { createValuePool } from "./value-pool.ts";

const DEFAULT_OPTIONS = checkableOptions("host", new Map(), createValuePool());

const host = (text: string): Host => {
  const found = loadObjects(`${BASE}${text}`).inventory.hosts.find(({ hostName }) => hostName === "x");
  if (found === undefined) throw new Error("there is no host x");
  return found;
};

const T1 =
  "define host {\n name t1\n notes from t1\n contacts ann\n contact_groups null\n check_interval 7\n _A one\n" +
  " _B one\n register 0\n}\n";
const T2 =
  "define host {\n name t2\n notes from t2\n notes_url url of t2\n contacts bob\n contact_groups team\n" +
  " retry_interval null\n _B two\n _C two\n register 0\n}\n";
const CHAIN = "define host {\n use H\n name t3\n alias from t3\n contacts +bob\n register 0\n}\n";

describe("templates", () => {
  it("give a directive in the order of use, after the definition's own", () => {
    const { notes, notesUrl, checkInterval, alias } = host(
      `${T1}${T2}define host {\n host_name x\n use t1,t2,H\n alias own\n}`,
    );

    expect({ notes, notesUrl, checkInterval, alias }).toEqual({
      notes: "from t1",
      notesUrl: "url of t2",
      checkInterval: 7,
      alias: "own",
    });
  });

  it("pass on the directives of their own templates, wherever these are written", () => {
    const { alias, maxCheckAttempts } = host(`define host {\n host_name x\n use t3\n}\n${CHAIN}`);

    expect({ alias, maxCheckAttempts }).toEqual({ alias: "from t3", maxCheckAttempts: 3 });
  });

  it.each([
    ["a plain list replaces the inherited one", "use t1,H\n contacts bob", ["bob"]],
    ["a plus adds to the inherited list", "use t1,H\n contacts +bob", ["ann", "bob"]],
    ["a plus in the template adds to the next template", "use t3,t1\n contacts +ann", ["ann", "bob"]],
    ["a plus without anything to add to is dropped", "use t3", ["bob"]],
    ["null takes the inherited list away", "use t1,H\n contacts null", []],
  ])("%s", (_, lines, contacts) => {
    expect(host(`${T1}${T2}${CHAIN}define host {\n host_name x\n ${lines}\n}`).contacts.toSorted()).toEqual(contacts);
  });

  it("null in a template hides the values of later templates, but a plus skips it", () => {
    const kept = host(`${T1}${T2}define host {\n host_name x\n use t1,t2,H\n}`);
    const added = host(`${T1}${T2}define host {\n host_name x\n use t1,t2,H\n contact_groups +team\n}`);

    expect(kept.contactGroups).toEqual([]);
    expect(added.contactGroups).toEqual(["team"]);
  });

  it("pass on custom variables one by one", () => {
    const { customVariables } = host(
      `${T1}${T2}define host {\n host_name x\n use t1,t2,H\n _a own\n _new\n _C null\n}`,
    );

    expect(Object.fromEntries(customVariables)).toEqual({ A: "own", B: "one", C: "", NEW: "" });
  });

  it("that are registered are objects as well", () => {
    const { inventory, templateCount } = loadObjects(
      `${BASE}define host {\n use H\n name y\n host_name y\n alias both\n}\ndefine host {\n use y\n host_name x\n}`,
    );

    expect(inventory.hosts.map(({ hostName, alias }) => [hostName, alias])).toEqual([
      ["y", "both"],
      ["x", "both"],
    ]);
    expect(templateCount).toBe(3);
  });
});

describe("a directive with the value null", () => {
  it("is null where the interface has null and Nagios's default elsewhere", () => {
    const directives = [
      "display_name",
      "alias",
      "address",
      "check_command",
      "check_interval",
      "retry_interval",
      "max_check_attempts",
      "check_period",
      "active_checks_enabled",
      "passive_checks_enabled",
      "is_volatile",
      "notifications_enabled",
      "notification_interval",
      "notification_period",
      "first_notification_delay",
      "notification_options",
      "icon_image",
      "icon_image_alt",
      "notes",
      "notes_url",
      "action_url",
      "timezone",
      "initial_state",
      "contacts",
      "contact_groups",
      "parents",
      "hostgroups",
    ];

    const { key, source, written, customVariables, ...fields } = host(
      `define host {\n host_name x\n${directives.map((name) => ` ${name} null\n`).join("")}}`,
    );

    expect(fields).toEqual({
      kind: "host",
      hostId: 1,
      serviceId: 0,
      hostName: "x",
      displayName: null,
      alias: null,
      address: null,
      checkCommand: null,
      checkInterval: null,
      retryInterval: null,
      maxCheckAttempts: null,
      checkPeriod: null,
      activeChecks: null,
      passiveChecks: null,
      isVolatile: false,
      notificationsEnabled: null,
      notificationInterval: null,
      notificationPeriod: null,
      firstNotificationDelay: 0,
      notifyOn: null,
      iconImage: null,
      iconImageAlt: null,
      notes: null,
      notesUrl: null,
      actionUrl: null,
      timezone: null,
      initialState: 4,
      contacts: [],
      contactGroups: [],
      parents: [],
      pollerId: 1,
      pollerName: "Central",
      options: DEFAULT_OPTIONS,
    });
    expect([key, source.line, customVariables.size]).toEqual([2 ** 26, BASE.split("\n").length, 0]);
    expect(written.directives).toEqual(new Set(["host_name", ...directives]));
  });
});

describe("an absent directive", () => {
  it("has Nagios's default", () => {
    const { key, source, written, customVariables, ...fields } = host(
      "define host {\n host_name x\n max_check_attempts 2\n}",
    );

    expect(fields).toEqual({
      kind: "host",
      hostId: 1,
      serviceId: 0,
      hostName: "x",
      displayName: "x",
      alias: "x",
      address: "x",
      checkCommand: null,
      checkInterval: 5,
      retryInterval: 1,
      maxCheckAttempts: 2,
      checkPeriod: null,
      activeChecks: true,
      passiveChecks: true,
      isVolatile: false,
      notificationsEnabled: true,
      notificationInterval: 30,
      notificationPeriod: null,
      firstNotificationDelay: 0,
      notifyOn: new Set(["down", "unreachable", "recovery", "flapping", "downtime"]),
      iconImage: "",
      iconImageAlt: "",
      notes: "",
      notesUrl: "",
      actionUrl: "",
      timezone: "",
      initialState: 4,
      contacts: [],
      contactGroups: [],
      parents: [],
      pollerId: 1,
      pollerName: "Central",
      options: DEFAULT_OPTIONS,
    });
    expect([key, source.line, customVariables.size]).toEqual([2 ** 26, BASE.split("\n").length, 0]);
    expect(written.directives).toEqual(new Set(["host_name", "max_check_attempts"]));
  });
});

describe("the other spellings of directives", () => {
  it("mean the same", () => {
    const { inventory } = loadObjects(`${BASE}
define host {
  use                    H
  host_name              x
  normal_check_interval  2
  retry_check_interval   3
  host_groups            g
  checks_enabled         0
}
define hostgroup {
  hostgroup_name  g
}
define service {
  use          S
  hostgroups   g
  description  s
}`);

    expect(inventory.hosts[0]).toMatchObject({ checkInterval: 2, retryInterval: 3, activeChecks: false });
    expect(inventory.services[0]).toMatchObject({ hostName: "x", description: "s" });
  });
});

describe("what a definition sets itself", () => {
  it("is known of hosts, services and templates, and shared", () => {
    const { inventory } = loadObjects(
      `${BASE}define host {\n name T\n use H\n check_interval 7\n _SITE x\n register 0\n}\n` +
        ["a", "b"].map((name) => `define host {\n use T,H\n host_name ${name}\n normal_check_interval 3\n}\n`).join(""),
    );
    const [a, b] = inventory.hosts;
    const template = inventory.templates.find(({ name }) => name === "T");

    expect(a!.written).toEqual({ templates: ["T", "H"], directives: new Set(["host_name", "check_interval"]) });
    expect(b!.written).toBe(a!.written);
    expect(template).toMatchObject({ kind: "host-template", checkInterval: 7, alias: "T", retryInterval: 1 });
    expect(template!.written).toEqual({ templates: ["H"], directives: new Set(["check_interval", "_SITE"]) });
    expect(template!.customVariables.get("SITE")).toBe("x");
  });
});
