import { spawnSync } from "node:child_process";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { contactRow, dumpOf, hostRow, serviceRow, type Dump } from "../../test/support/centreon-dump.ts";
import { centreonSite } from "../../test/support/centreon-site.ts";
import { knownSecrets } from "../model/known-secrets.ts";
import { maskSecrets } from "../lib/mask-secrets.ts";
import { buildCommandLine } from "../engine/check/command-line.ts";
import type { Inventory, Resource } from "../model/objects.ts";
import { hostKey, serviceKey } from "../model/resource-key.ts";
import { createImportFolder, type ImportFolder } from "./import-folder.fixture.ts";

let target: ImportFolder;
beforeEach(() => {
  target = createImportFolder();
});
afterEach(() => target.remove());

type Tables = Dump["configuration"];

/** The small installation with these tables of its configuration instead, and with some of its storage. */
const siteWith = (configuration: Tables, storage: Tables = {}): Dump => ({
  storage: { ...centreonSite.storage, ...storage },
  configuration: { ...centreonSite.configuration, ...configuration },
});

const argvOf = (resource: Resource | undefined, inventory: Inventory): unknown => {
  const command = inventory.commands.get(resource?.checkCommand?.name ?? "");
  if (resource === undefined || command === undefined) return null;
  const context = { resource, inventory, stateOf: () => undefined, now: 0, processMacros: new Map() };
  const { start } = buildCommandLine(command.line, resource.checkCommand?.args ?? [], context);
  return start.kind === "argv" ? start.argv : start.reason;
};

describe("people", () => {
  test("gives hosts, services and contacts what their templates say", async () => {
    await target.run(centreonSite);
    const { hosts, services, contacts, contactGroups } = target.inventory();

    expect(hosts.map(({ hostName, contacts: people, contactGroups: groups }) => [hostName, people, groups])).toEqual([
      ["web", [], ["operators"]],
      ["router", [], []],
    ]);
    expect(services[0]).toMatchObject({ contacts: ["dora"], contactGroups: [] });
    expect(hosts[0]?.options).toMatchObject({ recoveryNotificationDelay: 5 });
    expect(services[0]?.options).toMatchObject({ acknowledgementTimeout: 60 });
    const byName = new Map(contacts.map((contact) => [contact.name, contact]));
    expect(byName.get("ann")).toMatchObject({
      pager: "+331",
      hostNotifications: { enabled: true, period: "24x7", on: new Set(["down", "unreachable", "recovery"]) },
      serviceNotifications: { enabled: true, period: "24x7" },
    });
    expect(byName.get("ann")?.hostNotifications.commands.map(({ name }) => name)).toEqual(["mail"]);
    expect(byName.get("dora")).toMatchObject({
      timezone: "America/Lima",
      serviceNotifications: { period: "office", on: new Set(["critical", "recovery"]) },
    });
    expect(byName.get("carl")?.hostNotifications.enabled).toBe(false);
    expect(byName.get("admin")?.hostNotifications.enabled).toBe(false);
    expect(contactGroups).toMatchObject([
      { name: "operators", alias: "Operators", contacts: ["ann", "carl"] },
      { name: "managers", alias: "managers", contacts: ["bob"] },
    ]);
  });

  test("gives a service the contacts of its host, if it says so or has none who is notified", async () => {
    const links = { contact_host_relation: [{ host_host_id: 12, contact_id: 20 }] };
    await target.run(
      siteWith({
        ...links,
        service: [{ service_id: 101, service_template_model_stm_id: 200, service_use_only_contacts_from_host: "1" }],
      }),
    );
    expect(target.inventory().services[0]).toMatchObject({ contacts: ["ann"], contactGroups: ["operators"] });

    target.remove();
    target = createImportFolder();
    await target.run(siteWith({ ...links, contact_service_relation: [{ service_service_id: 101, contact_id: 22 }] }));
    expect(target.inventory().services[0]).toMatchObject({ contacts: ["ann"], contactGroups: ["operators"] });
  });

  test("leaves out the second contact group of a name, and says so", async () => {
    const { contactgroup = [] } = centreonSite.configuration;
    const report = await target.run(
      siteWith({
        contactgroup: [{ cg_id: 4, cg_name: "operators", cg_alias: null, cg_activate: "0" }, ...contactgroup],
      }),
    );

    expect(target.inventory().contactGroups.map(({ name }) => name)).toEqual(["operators", "managers"]);
    expect(report.notes.filter((note) => note.includes("same name"))).toEqual([
      'contact group "operators" is left out: another one has the same name, and no fewer members',
    ]);
  });

  test("says that an old dump does not name people, and leaves its contacts as they are", async () => {
    const report = await target.run(dumpOf({ hosts: [hostRow(12)] }, { contact: [contactRow(1, "admin")] }));

    expect(report.notes).toContain(
      "who is notified, and how: the dump does not say; make it again with contrib/centreon-dump.php, or give the " +
        "engine's files with --engine-files",
    );
    expect(target.inventory().contacts[0]?.hostNotifications.enabled).toBe(true);
  });
});

test("macros that Centreon marks as passwords are secrets, whatever their names", async () => {
  await target.run(centreonSite);
  const inventory = target.inventory();
  const [web] = inventory.hosts;

  expect(inventory.main.secretVariables).toEqual(["LOGIN"]);
  expect(web?.customVariables.get("LOGIN")).toBe("hunter2-hunter2");
  expect(maskSecrets("as hunter2-hunter2 in rack 8", knownSecrets(web!, inventory))).toBe("as $_HOSTLOGIN$ in rack 8");
});

describe("commands", () => {
  test("defines them with their macros, and runs what the engine ran", async () => {
    const report = await target.run(centreonSite);
    const inventory = target.inventory();

    expect(argvOf(inventory.hosts[0], inventory)).toEqual([
      "/usr/lib/nagios/plugins/check_tcp",
      "-H",
      "192.0.2.12",
      "-p",
      "22",
    ]);
    expect(argvOf(inventory.services[0], inventory)).toEqual([
      "/usr/lib/nagios/plugins/check_http",
      "-H",
      "192.0.2.12",
      "-u",
      "/a",
      "b",
      "x & y",
      "-e",
      "public",
    ]);
    expect(inventory.commands.get("mail")?.line).toBe(
      '/usr/bin/printf "%b" "$HOSTNAME$\\\\n$HOSTSTATE$" | /usr/bin/mail -s "$HOSTSTATE$" $CONTACTEMAIL$',
    );
    expect(inventory.hosts[0]?.customVariables.get("RACK")).toBe("8");
    expect(inventory.services[0]?.customVariables.get("PATH")).toBe("/a; b");
    expect(inventory.hosts[0]?.options).toMatchObject({ eventHandler: { name: "restart", args: ["web"] } });
    expect(report.notes.filter((note) => note.includes("command"))).toEqual([]);
  });

  test("keeps the recorded lines of a command whose definition would run something else, and says so", async () => {
    const report = await target.run(siteWith({ on_demand_macro_host: [], host_template_relation: [] }));
    const inventory = target.inventory();

    expect(argvOf(inventory.services[0], inventory)).toContain("public");
    expect(inventory.services[0]?.customVariables.get("CHECK_LINE")).toBe(
      "/usr/lib/nagios/plugins/check_http -H 192.0.2.12 -u /a b 'x & y' -e public",
    );
    expect(inventory.hosts[0]?.customVariables.has("CHECK_LINE")).toBe(false);
    expect(report.notes).toContain(
      "the definition of the command check_http gives another command line than the recorded one for " +
        "1 host or service (web/HTTP): all that use it run their recorded lines (commands.cfg)",
    );
  });

  test("compares a command of a shell by its text", async () => {
    const line = "/bin/echo $ARG1$ | wc -c";
    const dump = (recorded: string): Dump =>
      siteWith(
        { command: [{ command_id: 9, command_name: "count", command_line: line, enable_shell: 1 }] },
        { hosts: [hostRow(12, { check_command: "count!it", command_line: recorded })], services: [] },
      );

    expect((await target.run(dump("/bin/sh -c '/bin/echo it | wc -c'"))).notes.join()).not.toContain("another command");
    target.remove();
    target = createImportFolder();
    expect((await target.run(dump("/bin/sh -c '/bin/echo that | wc -c'"))).notes.join()).toContain("another command");
  });

  test("runs a notification command of a shell with its line breaks, and values as arguments", async () => {
    await target.run(siteWith({ options: [{ key: "mailer_path_bin", value: "/bin/cat && /bin/echo" }] }));
    const inventory = target.inventory();
    const context = {
      resource: inventory.hosts[0]!,
      inventory,
      stateOf: () => undefined,
      now: 0,
      processMacros: new Map(),
      contact: inventory.contacts.find(({ name }) => name === "ann")!,
    };
    const { start } = buildCommandLine(inventory.commands.get("mail")!.line, [], context);
    if (start.kind !== "argv") throw new Error(start.reason);

    const [program, ...args] = start.argv;
    expect(spawnSync(program, args, { encoding: "utf8" }).stdout).toBe("web\nUP-s UP ann@example.test\n");
  });

  test("names the macro that has another value on another poller", async () => {
    const macro = { resource_name: "$USER1$", resource_activate: "1" };
    const report = await target.run(
      siteWith(
        {
          cfg_resource: [
            { resource_id: 2, resource_line: "/opt/plugins", ...macro },
            { resource_id: 1, resource_line: "$USER1$=/usr/lib/nagios/plugins", ...macro },
            { resource_id: 3, resource_line: "/unused", ...macro },
          ],
          cfg_resource_instance_relations: [1, 2, 3].map((id) => ({ resource_id: id, instance_id: id })),
        },
        { hosts: [hostRow(12), hostRow(13, { instance_id: 2 })], services: [] },
      ),
    );

    expect(target.inventory().userMacros).toEqual(new Map([["USER1", "/usr/lib/nagios/plugins"]]));
    expect(report.notes).toContain(
      "other values of $USER1$ on other pollers: resource.cfg has the one of the first poller",
    );
  });
});

test("imports the hours of time periods with exceptions, included and excluded periods", async () => {
  await target.run(centreonSite);
  const office = target.inventory().timePeriods.get("office");

  expect(office?.weekdays[1]).toEqual([
    { from: 9 * 60, to: 12 * 60 },
    { from: 13 * 60, to: 18 * 60 },
  ]);
  expect(office?.weekdays[6]).toEqual([{ from: 10 * 60, to: 11 * 60 }]);
  expect(office?.exceptions).toEqual([{ days: "december 25", ranges: "00:00-00:00" }]);
  expect(office?.exclude).toEqual(["closed"]);
});

describe("rules", () => {
  const NETWORK = { hosts_hostgroups: [12, 13].map((host_id) => ({ host_id, hostgroup_id: 53 })) };

  test("imports escalations of hosts, with their services if they inherit it", async () => {
    const report = await target.run(centreonSite);

    expect(target.inventory().escalations).toMatchObject([
      {
        key: hostKey(12),
        firstNotification: 3,
        lastNotification: 0,
        notificationInterval: 10,
        on: new Set([1, 0]),
        contactGroups: ["managers"],
      },
      { key: serviceKey(12, 101), on: new Set([2, 0]), contactGroups: ["managers"] },
    ]);
    expect(report.notes).toContain("the escalation to-nobody is left out: none of its contact groups is enabled");
  });

  test("imports escalations of services and groups", async () => {
    const common = {
      first_notification: 2,
      last_notification: 5,
      notification_interval: null,
      escalation_period: null,
      escalation_options1: "",
      escalation_options2: null,
    };
    await target.run(
      siteWith(
        {
          escalation: [1, 2, 3].map((esc_id) => ({ esc_id, esc_name: `e${esc_id}`, ...common })),
          escalation_contactgroup_relation: [1, 2, 3].map((id) => ({ escalation_esc_id: id, contactgroup_cg_id: 2 })),
          escalation_host_relation: [],
          escalation_hostgroup_relation: [{ escalation_esc_id: 1, hostgroup_hg_id: 53 }],
          escalation_service_relation: [{ escalation_esc_id: 2, service_service_id: 101, host_host_id: 12 }],
          escalation_servicegroup_relation: [{ escalation_esc_id: 3, servicegroup_sg_id: 7 }],
        },
        {
          ...NETWORK,
          servicegroups: [{ servicegroup_id: 7, name: "db" }],
          services_servicegroups: [{ host_id: 12, service_id: 101, servicegroup_id: 7 }],
        },
      ),
    );

    expect(target.inventory().escalations.map(({ key }) => key)).toEqual([
      hostKey(12),
      hostKey(13),
      serviceKey(12, 101),
      serviceKey(12, 101),
    ]);
  });

  test("imports dependencies of hosts, services and groups", async () => {
    const common = { inherits_parent: "0", notification_failure_criteria: "n" };
    const report = await target.run(
      siteWith(
        {
          dependency: [
            { dep_id: 1, dep_name: "hosts", ...common, execution_failure_criteria: "d" },
            { dep_id: 2, dep_name: "services", ...common, execution_failure_criteria: "c,u" },
            { dep_id: 3, dep_name: "nothing", ...common, execution_failure_criteria: null },
            { dep_id: 4, dep_name: "half", ...common, execution_failure_criteria: "d" },
          ],
          dependency_serviceParent_relation: [{ dependency_dep_id: 2, service_service_id: 102, host_host_id: 13 }],
          dependency_serviceChild_relation: [{ dependency_dep_id: 2, service_service_id: 101, host_host_id: 12 }],
          dependency_hostgroupParent_relation: [{ dependency_dep_id: 4, hostgroup_hg_id: 53 }],
        },
        { services: [serviceRow(12, 101), serviceRow(13, 102)] },
      ),
    );

    expect(target.inventory().dependencies).toMatchObject([
      { kind: "execution", dependent: hostKey(12), master: hostKey(13), failOn: new Set([1]), inheritsParent: false },
      { kind: "execution", dependent: serviceKey(12, 101), master: serviceKey(13, 102), failOn: new Set([2, 3]) },
    ]);
    expect(report.notes).toContain(
      "the dependency nothing is left out: it has no state in which checks or notifications are suppressed",
    );
    expect(report.notes).toContain("the dependency half is left out: one of its sides has nothing that is monitored");
  });
});
