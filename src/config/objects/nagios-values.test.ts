import { describe, expect, it } from "vitest";
import { BASE, loadObjects } from "./configuration-folder.fixture.ts";

// Values that Nagios 4 reads in its own way; test/objects-cache/read-values.test.ts compares them with a real one.
const FIRST = BASE.split("\n").length;
const HOST = "define host {\n use H\n host_name a\n}\n";
const host = (...lines: readonly string[]): string =>
  HOST.replace("}", `${lines.map((line) => ` ${line}\n`).join("")}}`);
const service = (...lines: readonly string[]): string =>
  `define service {\n use S\n host_name a\n service_description s\n${lines.map((line) => ` ${line}\n`).join("")}}\n`;
const at = (line: number, text: string): string => `objects.cfg:${FIRST + line - 1}: ${text}`;

describe("a numeric value", () => {
  it.each([
    ["max_check_attempts 3 # remark", { maxCheckAttempts: 3 }, "'3 # remark': 3 counts"],
    ["max_check_attempts 3x", { maxCheckAttempts: 3 }, "'3x': 3 counts"],
    ["max_check_attempts 3.7", { maxCheckAttempts: 3 }, "'3.7': 3 counts"],
    ["check_interval 5m", { checkInterval: 5 }, "'5m': 5 counts"],
    ["check_interval", { checkInterval: 0 }, "is empty: 0 counts"],
    ["retry_interval 0.5 min", { retryInterval: 0.5 }, "'0.5 min': 0.5 counts"],
    ["notification_interval", { notificationInterval: 0 }, "is empty: 0 counts"],
    ["notification_interval never", { notificationInterval: 0 }, "'never': 0 counts"],
    ["first_notification_delay +4", { firstNotificationDelay: 4 }, "'+4': 4 counts"],
    ["active_checks_enabled yes", { activeChecks: false }, "'yes': 0 counts"],
    ["passive_checks_enabled 2", { passiveChecks: true }, "'2': 1 counts"],
    ["notifications_enabled 1 # on", { notificationsEnabled: true }, "'1 # on': 1 counts"],
  ])("%s counts as far as Nagios reads it, with a warning", (line, values, message) => {
    const { inventory, warnings } = loadObjects(BASE + host(line));

    expect(inventory.hosts[0]).toMatchObject(values);
    expect(warnings).toEqual([
      expect.stringContaining(at(4, `${line.split(" ")[0] ?? ""}: ${message}, as in Nagios (expected `)),
    ]);
  });

  it("of a flap threshold may be out of its range: below 0 that of the main file, above 100 never reached", () => {
    const { inventory, warnings } = loadObjects(BASE + host("low_flap_threshold -1", "high_flap_threshold 150"));

    expect(inventory.hosts[0]?.options).toMatchObject({ lowFlapThreshold: 0, highFlapThreshold: 150 });
    expect(warnings).toHaveLength(2);
  });

  it("of other objects is read in the same way", () => {
    const { inventory, warnings } = loadObjects(
      `${BASE}${HOST}define hostescalation {\n host_name a\n contacts ann\n first_notification 2nd\n` +
        " last_notification 0 # without end\n notification_interval 10min\n}\n" +
        "define contact {\n contact_name x\n host_notifications_enabled no\n minimum_importance 5 # low\n}\n",
    );

    expect(inventory.escalations[0]).toMatchObject({
      firstNotification: 2,
      lastNotification: 0,
      notificationInterval: 10,
    });
    expect(inventory.contacts.find(({ name }) => name === "x")).toMatchObject({
      hostNotifications: { enabled: false },
      minimumImportance: 5,
    });
    expect(warnings).toHaveLength(5);
  });
});

describe("a definition with name, but without the name of an object", () => {
  it.each([
    ["host", "check_interval 7"],
    ["contact", "email x@example.org"],
    ["command", "command_line /bin/true"],
    ["timeperiod", "alias x"],
    ["hostgroup", "alias x"],
    ["servicegroup", "alias x"],
    ["contactgroup", "alias x"],
    ["hostdependency", "execution_failure_options d"],
    ["hostextinfo", "notes x"],
    ["serviceextinfo", "notes x"],
  ])("is a template, also without register 0: %s", (type, line) => {
    const { errors, warnings } = loadObjects(`${BASE}define ${type} {\n name T\n ${line}\n}\n`);

    expect(errors).toEqual([]);
    expect(warnings).toContainEqual(
      expect.stringMatching(new RegExp(`^objects.cfg:${FIRST}: ${type} 'T' has no \\S.* and counts as a template`)),
    );
  });

  it("gives its values to those that use it", () => {
    const { inventory } = loadObjects(
      `${BASE}define host {\n name T\n use H\n check_interval 7\n}\ndefine host {\n use T\n host_name a\n}\n`,
    );

    expect(inventory.hosts.map(({ hostName, checkInterval }) => [hostName, checkInterval])).toEqual([["a", 7]]);
  });

  it.each(["service", "hostescalation", "serviceescalation", "servicedependency"])("is refused as a %s", (type) => {
    expect(loadObjects(`${BASE}define ${type} {\n name T\n}\n`).errors).not.toEqual([]);
  });

  it.each(["0", "0x", "no", "-1", "00"])("register %s makes a template", (value) => {
    expect(loadObjects(BASE + host(`register ${value}`)).inventory.hosts).toEqual([]);
  });
});

describe("a service that is given twice", () => {
  it("is the later definition, with a warning that names both", () => {
    const { inventory, warnings } = loadObjects(BASE + HOST + service("notes one") + service("notes two"));

    expect(inventory.services.map(({ notes }) => notes)).toEqual(["two"]);
    expect(warnings).toEqual([
      at(
        11,
        `service_description: service 's' on host 'a' is defined twice, first at objects.cfg:${FIRST + 4}, this definition counts`,
      ),
    ]);
  });
});

describe("an empty value", () => {
  it.each(["contact_groups", "contacts", "parents", "notification_period", "check_period", "event_handler"])(
    "of %s sets nothing, with a warning",
    (directive) => {
      const { errors, warnings } = loadObjects(BASE + host(directive));

      expect(errors).toEqual([]);
      expect(warnings).toEqual([at(4, `${directive}: is empty: nothing is set, and nothing is inherited`)]);
    },
  );

  it("of options names no state", () => {
    const { inventory } = loadObjects(
      BASE + host("notification_options", "flap_detection_options", "stalking_options"),
    );

    expect(inventory.hosts[0]).toMatchObject({
      notifyOn: new Set(),
      options: { flapDetectionOn: new Set(), stalkOn: new Set() },
    });
  });
});

describe("a directive that is given twice in one definition", () => {
  it.each([
    ["notification_options d", "notification_options r", { notifyOn: new Set(["down", "recovery"]) }],
    ["notification_options d", "notification_options n", { notifyOn: new Set() }],
    ["stalking_options o", "stalking_options d", { options: { stalkOn: new Set([0, 1]) } }],
  ])("adds up letters: %s, %s", (one, two, values) => {
    const { inventory, warnings } = loadObjects(BASE + host(one, two));

    expect(inventory.hosts[0]).toMatchObject(values);
    expect(warnings).toEqual([
      at(5, `${one.split(" ")[0] ?? ""}: given twice in this host (line ${FIRST + 3}), both count, as in Nagios`),
    ]);
  });

  it("adds up the letters of contacts, escalations and dependencies", () => {
    const { inventory } = loadObjects(
      `${BASE}${HOST}${HOST.replace("host_name a", "host_name b")}` +
        "define contact {\n contact_name x\n service_notification_options w\n service_notification_options c\n}\n" +
        "define hostescalation {\n host_name a\n contacts ann\n last_notification 0\n escalation_options d\n" +
        " escalation_options r\n}\n" +
        "define hostdependency {\n host_name a\n dependent_host_name b\n execution_failure_options d\n" +
        " execution_failure_options u\n}\n",
    );

    expect(inventory.contacts.find(({ name }) => name === "x")?.serviceNotifications.on).toEqual(
      new Set(["warning", "critical"]),
    );
    expect(inventory.escalations[0]?.on).toEqual(new Set([1, 0]));
    expect(inventory.dependencies[0]?.failOn).toEqual(new Set([1, 2]));
  });

  it("adds up the members of groups", () => {
    const { inventory } = loadObjects(
      `${BASE}${HOST}${HOST.replace("host_name a", "host_name b")}define hostgroup {\n hostgroup_name g\n members a\n` +
        " members b\n}\n",
    );

    expect(inventory.hostGroups[0]?.hostIds).toHaveLength(2);
  });

  it("has its last value otherwise, as flap_detection_options has", () => {
    const { inventory } = loadObjects(
      BASE + host("flap_detection_options o", "flap_detection_options d", "contacts ann", "contacts bob"),
    );

    expect(inventory.hosts[0]).toMatchObject({ contacts: ["bob"], options: { flapDetectionOn: new Set([1]) } });
  });

  it("may not have a plus before letters, as in Nagios", () => {
    expect(loadObjects(BASE + host("notification_options +d")).errors).toHaveLength(1);
  });
});

describe("a range of times with blanks", () => {
  it("is read, although Nagios refuses it", () => {
    const { inventory, warnings } = loadObjects(
      `${BASE}define timeperiod {\n timeperiod_name p\n alias p\n monday 00:00 - 24:00\n}\n`,
    );

    expect(inventory.timePeriods.get("p")?.weekdays[1]).toEqual([{ from: 0, to: 1440 }]);
    expect(warnings).toEqual([]);
  });
});
