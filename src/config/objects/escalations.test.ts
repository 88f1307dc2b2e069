import { describe, expect, it } from "vitest";

import { BASE, loadObjects } from "./configuration-folder.fixture.ts";

const SITE = `${BASE}
define host {
  use                    H
  host_name              a
  contacts               ann
  contact_groups         team
  notification_period    24x7
  notification_interval  7
}
define host {
  use        H
  host_name  b
  contacts   bob
}
define service {
  use                  S
  host_name            a,b
  service_description  s
}
`;

describe("an escalation", () => {
  it("takes contacts, period and interval from its resource if it has none of its own", () => {
    const { inventory } =
      loadObjects(`${SITE}define hostescalation {\n host_name a\n first_notification 2\n last_notification 0\n}
define serviceescalation {\n host_name a\n service_description s\n first_notification 3\n last_notification 5
 escalation_options w,r\n}`);
    const implied = { contacts: ["ann"], contactGroups: ["team"], period: "24x7", notificationInterval: 7 };

    expect(inventory.escalations).toMatchObject([
      { ...implied, key: inventory.hosts[0]?.key, firstNotification: 2, lastNotification: 0, on: new Set([0, 1, 2]) },
      { ...implied, key: inventory.services[0]?.key, firstNotification: 3, lastNotification: 5, on: new Set([0, 1]) },
    ]);
  });

  it.each([
    [
      "keeps what it has itself",
      "contacts bob\n escalation_period null\n notification_interval 11",
      { contacts: ["bob"], contactGroups: [], period: null, notificationInterval: 11 },
    ],
    ["adds to the contacts with a plus", "contacts +bob", { contacts: ["bob", "ann"], contactGroups: [] }],
    [
      "does not notify the contacts of the resource with null",
      "contacts null\n contact_groups team",
      { contacts: [], contactGroups: ["team"] },
    ],
  ])("%s", (_, lines, expected) => {
    const { inventory } = loadObjects(
      `${SITE}define hostescalation {\n host_name a\n last_notification 0\n ${lines}\n}`,
    );

    expect(inventory.escalations).toMatchObject([expected]);
  });

  it("without an interval has that of its resource at that time", () => {
    const { inventory } = loadObjects(
      `${SITE}define hostescalation {\n host_name b\n first_notification 1\n last_notification 0\n}`,
    );

    expect(inventory.escalations).toMatchObject([{ notificationInterval: null, contacts: ["bob"] }]);
  });

  it("without its last notification never applies, which is a warning", () => {
    const { inventory, warnings } = loadObjects(
      `${SITE}define hostescalation {\n host_name *,!a\n first_notification 1\n}`,
    );

    expect(inventory.escalations).toMatchObject([{ key: inventory.hosts[1]?.key, lastNotification: -2 }]);
    expect(warnings).toEqual([
      `objects.cfg:${SITE.split("\n").length}: last_notification: missing: this escalation never applies (0 ` +
        "means without end)",
    ]);
  });
});

describe("options of hosts and services", () => {
  it("are read, and equal ones are one object", () => {
    const options =
      "event_handler c!x\n flap_detection_options o,c\n stalking_options w,u\n check_freshness 1\n" +
      " freshness_threshold 90\n low_flap_threshold 5.5\n importance 3\n retain_status_information 0\n" +
      " acknowledgement_timeout 10\n recovery_notification_delay 2\n obsess 0";
    const service = (name: string): string =>
      `define service {\n use S\n host_name a\n service_description ${name}\n ${options}\n}\n`;
    const { services } = loadObjects(`${SITE}${service("x")}${service("y")}`).inventory;
    const [x, y] = ["x", "y"].map((name) => services.find(({ description }) => description === name));

    expect(x?.options).toMatchObject({
      eventHandler: { name: "c", args: ["x"] },
      flapDetectionOn: new Set([0, 2]),
      stalkOn: new Set([1, 3]),
      checkFreshness: true,
      freshnessThresholdSeconds: 90,
      lowFlapThreshold: 5.5,
      importance: 3,
      retainStatus: false,
      acknowledgementTimeout: 10,
      recoveryNotificationDelay: 2,
      unused: new Map([["obsess", "0"]]),
    });
    expect(x?.options).toBe(y?.options);
    expect(services.find(({ description }) => description === "s")?.options).toMatchObject({
      eventHandler: null,
      flapDetectionOn: new Set([0, 1, 2, 3]),
      stalkOn: new Set(),
      retainStatus: true,
      importance: 0,
    });
  });

  it("take pictures and notes from extended information if they have none", () => {
    const { inventory } = loadObjects(`${SITE}define hostextinfo {\n host_name *\n notes extended\n icon_image i.png\n}
define serviceextinfo {\n host_name b\n service_description s\n notes_url u\n}
define host {\n use H\n host_name own\n notes own\n}`);

    expect(inventory.hosts.map(({ hostName, notes, iconImage }) => [hostName, notes, iconImage])).toEqual([
      ["a", "extended", "i.png"],
      ["b", "extended", "i.png"],
      ["own", "own", "i.png"],
    ]);
    expect(inventory.services.map(({ hostName, notesUrl }) => [hostName, notesUrl])).toEqual([
      ["a", ""],
      ["b", "u"],
    ]);
  });
});
