import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { contactRow, dumpOf, hostRow, serviceRow } from "../../test/support/centreon-dump.ts";
import { verifyPassword } from "../access/password.ts";
import { buildCommandLine } from "../engine/check/command-line.ts";
import type { Resource } from "../model/objects.ts";
import { hostKey, serviceKey } from "../model/resource-key.ts";
import { createImportFolder, type ImportFolder } from "./import-folder.fixture.ts";
import { importSummary } from "./import-summary.ts";
import { fieldsIn } from "../../test/support/state-with.ts";

let target: ImportFolder;
beforeEach(() => {
  target = createImportFolder();
});
afterEach(() => target.remove());

const ODD = `O'Reilly "printer" & <b>: 100% _x \\`;

test("keeps ids, names and everything that the API shows of hosts and services", async () => {
  await target.run(
    dumpOf({
      hosts: [
        hostRow(12, { name: ODD, alias: `${ODD}; à`, check_interval: 2.5, instance_id: 2 }),
        hostRow(13, {
          alias: null,
          address: null,
          check_command: null,
          check_interval: null,
          notify: null,
          notify_on_down: null,
          notify_on_unreachable: null,
          notify_on_recovery: null,
          notify_on_flapping: null,
          notify_on_downtime: null,
          timezone: null,
          max_check_attempts: null,
        }),
      ],
      services: [
        serviceRow(12, 101, { description: `${ODD}; a, too`, check_command: 'check_centreon_dummy!1!Données "x"' }),
      ],
      hostgroups: [
        { hostgroup_id: 53, name: ODD },
        { hostgroup_id: 54, name: "empty" },
      ],
      hosts_hostgroups: [
        { host_id: 12, hostgroup_id: 53 },
        { host_id: 99, hostgroup_id: 53 },
      ],
      servicegroups: [{ servicegroup_id: 7, name: "Http & <Web>" }],
      services_servicegroups: [
        { host_id: 12, service_id: 101, servicegroup_id: 7 },
        { host_id: 12, service_id: 999, servicegroup_id: 7 },
      ],
    }),
  );
  const { hosts, services, hostGroups, serviceGroups } = target.inventory();

  expect(hosts[0]).toMatchObject({
    hostId: 12,
    hostName: ODD,
    alias: `${ODD}; à`,
    checkInterval: 2.5,
    pollerId: 2,
    timezone: ":Europe/Paris",
  });
  expect(hosts[0]?.notifyOn).toEqual(new Set(["down", "recovery"]));
  expect(hosts[1]).toMatchObject({
    hostId: 13,
    alias: null,
    address: null,
    checkCommand: null,
    checkInterval: null,
    notificationsEnabled: null,
    notifyOn: null,
    timezone: null,
    maxCheckAttempts: null,
  });
  expect(services[0]).toMatchObject({
    serviceId: 101,
    hostId: 12,
    description: `${ODD}; a, too`,
    checkCommand: {
      name: "check_centreon_dummy",
      args: ["1", 'Données "x"'],
      raw: 'check_centreon_dummy!1!Données "x"',
    },
  });
  expect(hostGroups).toMatchObject([
    { id: 53, name: ODD, hostIds: [12] },
    { id: 54, hostIds: [] },
  ]);
  expect(serviceGroups).toMatchObject([{ id: 7, name: "Http & <Web>", members: [serviceKey(12, 101)] }]);
});

test("keeps states, records and the ids of disabled objects", async () => {
  await target.run(
    dumpOf({
      hosts: [
        hostRow(12, { state: 1, acknowledged: 1, acknowledgement_type: 2 }),
        hostRow(24, { enabled: 0, name: "host-12" }),
      ],
      services: [serviceRow(12, 101), serviceRow(12, 161, { enabled: 0 })],
      acknowledgements: [
        {
          acknowledgement_id: 6,
          entry_time: 5,
          host_id: 24,
          service_id: null,
          author: "ghost",
          comment_data: null,
          deletion_time: null,
          instance_id: null,
          notify_contacts: 0,
          persistent_comment: 1,
          state: 1,
          sticky: 2,
        },
      ],
      downtimes: [
        {
          downtime_id: 307,
          entry_time: 40,
          host_id: 12,
          service_id: null,
          author: "admin",
          cancelled: 0,
          comment_data: "it runs",
          deletion_time: null,
          duration: 90_000,
          end_time: 90_040,
          fixed: 1,
          instance_id: 1,
          start_time: 40,
          actual_start_time: 50,
          actual_end_time: null,
          started: 1,
          triggered_by: null,
        },
        {
          downtime_id: 308,
          entry_time: null,
          host_id: 12,
          service_id: 161,
          author: null,
          cancelled: 0,
          comment_data: "multi\nline",
          deletion_time: null,
          duration: null,
          end_time: null,
          fixed: 1,
          instance_id: 1,
          start_time: null,
          actual_start_time: null,
          actual_end_time: null,
          started: 0,
          triggered_by: null,
        },
        {
          downtime_id: 309,
          entry_time: 1,
          host_id: 77,
          service_id: null,
          author: "admin",
          cancelled: 0,
          comment_data: "of a deleted host",
          deletion_time: null,
          duration: 1,
          end_time: 2,
          fixed: 1,
          instance_id: 1,
          start_time: 1,
          actual_start_time: 1,
          actual_end_time: 2,
          started: 1,
          triggered_by: null,
        },
      ],
      comments: [
        {
          comment_id: 3,
          entry_time: 9,
          host_id: 12,
          service_id: 101,
          author: "admin",
          data: "a\nnote",
          deletion_time: null,
          entry_type: 4,
          persistent: 1,
        },
      ],
    }),
  );

  await target.withStore(async (store) => {
    const snapshot = await store.readSnapshot();
    expect(fieldsIn(snapshot.states.get(hostKey(12)))).toMatchObject({
      state: 1,
      acknowledgement: "sticky",
      commandLine: "/plugins/check_ping -H 192.0.2.12",
    });
    expect(snapshot.acknowledgements).toMatchObject([{ id: 6, key: hostKey(24), author: "ghost", isSticky: true }]);
    expect(snapshot.downtimes).toMatchObject([
      { id: 307, key: hostKey(12), isStarted: true },
      { id: 308, key: serviceKey(12, 161), comment: "multi\nline", startTime: null },
    ]);
    expect(await store.readNewestEvents(9)).toMatchObject([
      { kind: "downtime-started", key: hostKey(12), at: 50, reason: "downtime 307 was running at the import" },
    ]);
    expect(snapshot.comments).toMatchObject([
      { id: 3, key: serviceKey(12, 101), text: "a\nnote", entryType: "acknowledgement" },
    ]);
    expect(snapshot.nextIds).toEqual({ acknowledgement: 7, downtime: 309, comment: 4, recurringDowntime: 1 });
    const ids = await store.readObjectIds();
    expect(ids).toContainEqual({ type: "service", name: "host-12;service-161", id: 161, hostId: 12 });
    expect(ids.filter((entry) => entry.name === "host-12").map((entry) => entry.id)).toEqual([24, 12]);
  });
  expect(target.inventory().hosts.map((host) => host.hostId)).toEqual([12]);
});

test("imports accounts with their passwords, and reports those without", async () => {
  const report = await target.run(
    dumpOf(
      {},
      {
        contact: [
          contactRow(1, "admin", { contact_admin: "1", clear_password: "not read" }),
          contactRow(20, "newer", { contact_passwd: "$2y$10$abc" }),
          contactRow(21, "off", { contact_activate: "0", contact_passwd: null }),
          contactRow(22, "by-ldap", { contact_auth_type: "ldap" }),
          contactRow(23, "template", { contact_register: 0 }),
          contactRow(24, "on-call", { contact_passwd: null, reach_api_rt: 0 }),
        ],
      },
    ),
  );
  const accounts = await target.withStore((store) => store.readAccounts());

  expect(accounts.map(({ id, alias, isAdmin, isEnabled }) => [id, alias, isAdmin, isEnabled])).toEqual([
    [1, "admin", true, true],
    [20, "newer", false, true],
    [21, "off", false, false],
    [22, "by-ldap", false, true],
    [24, "on-call", false, true],
  ]);
  expect(await verifyPassword("secret", accounts[0]?.passwordHash ?? "")).toBe(true);
  expect(await verifyPassword("not read", accounts[0]?.passwordHash ?? "")).toBe(false);
  expect(accounts.slice(1).map((account) => account.passwordHash)).toEqual([null, null, null, null]);
  expect(report.notes.filter((note) => note.includes("vigie user passwd"))).toEqual([
    "the password of newer, who has a password hash of a kind that cannot be imported: " +
      "set one with: vigie user passwd newer",
    "the password of by-ldap, who logs in by ldap: set one with: vigie user passwd by-ldap",
  ]);
});

test("runs the recorded command line of each host and service, even if they share a command", async () => {
  const report = await target.run(
    dumpOf({
      hosts: [
        hostRow(12, { check_command: "ping!a", command_line: "/p/ping -H 192.0.2.12" }),
        hostRow(13, { command_line: null }),
      ],
      services: [
        serviceRow(12, 101, { check_command: "ping!b", command_line: `/p/ping --x='$1' "a b"` }),
        serviceRow(12, 102, { check_command: "ping", command_line: "/p/ping -6" }),
      ],
    }),
  );
  const inventory = target.inventory();
  const argvOf = (resource: Resource | undefined): unknown => {
    const command = inventory.commands.get(resource?.checkCommand?.name ?? "");
    if (resource === undefined || command === undefined) return null;
    const context = { resource, inventory, stateOf: () => undefined, now: 0, processMacros: new Map() };
    const { start } = buildCommandLine(command.line, resource.checkCommand?.args ?? [], context);
    return start.kind === "argv" ? start.argv : start.reason;
  };

  expect(inventory.hosts.map(argvOf)).toEqual([
    ["/p/ping", "-H", "192.0.2.12"],
    ["check_dummy", "3", "The import brought no command line for this check"],
  ]);
  expect(inventory.services.map(argvOf)).toEqual([
    ["/p/ping", "--x=$1", "a b"],
    ["/p/ping", "-6"],
  ]);
  expect(inventory.hosts.map((host) => host.checkCommand?.raw)).toEqual(["ping-host!a", "host_alive"]);
  expect(report.notes).toContain(
    "the command ping is used by hosts and by services: for hosts it is called ping-host here",
  );
});

test.each([
  [true, "1"],
  [false, "0"],
])("writes execute_host_checks as the operator chose: %s", async (runsChecks, flag) => {
  await target.run(dumpOf(), { runsChecks });

  const main = readFileSync(join(target.folder, "config/vigie.cfg"), "utf8");
  expect(main).toContain(`execute_host_checks=${flag}\nexecute_service_checks=${flag}\n`);
  expect(target.inventory().main).toMatchObject({ executeHostChecks: runsChecks, executeServiceChecks: runsChecks });
});

test("makes every time period the whole week and reports it", async () => {
  const report = await target.run(dumpOf({ hosts: [hostRow(12, { check_period: "workhours" })] }));

  expect(target.inventory().timePeriods.get("workhours")?.weekdays).toEqual(
    Array.from({ length: 7 }, () => [{ from: 0, to: 1440 }]),
  );
  expect(report.notes).toContain(
    "the hours of the time period workhours: every hour of the week here, fill them in in timeperiods.cfg",
  );
});

test("leaves out names that object files cannot contain, and reports it", async () => {
  const report = await target.run(
    dumpOf({
      hosts: [hostRow(12, { name: "a,b" }), hostRow(13, { display_name: "" }), hostRow(14, { name: "a;b" })],
      services: [serviceRow(12, 101)],
    }),
  );

  expect(target.inventory().hosts.map((host) => host.hostId)).toEqual([13]);
  expect(report.notes[0]).toMatch(/^host host-13: display_name "" becomes/);
  expect(report.notes[1]).toMatch(/^host "a,b" is left out: object files cannot contain this name/);
  expect(report.notes[2]).toMatch(/^host "a;b" is left out/);
});

test("prints what was imported, what was not, and the next command", async () => {
  const report = await target.run(
    dumpOf({ hosts: [hostRow(12), hostRow(13, { enabled: 0 })] }, { contact: [contactRow(1, "admin")] }),
  );

  const lines = importSummary(report, { configFolder: "/etc/vigie", storePlace: "/srv/it's" }, "vigie serve").split(
    "\n",
  );

  expect(lines.slice(0, 3)).toEqual([
    "Imported into /etc/vigie and /srv/it's",
    "  1 host (and 1 disabled one, with kept ids and records)",
    "  0 services",
  ]);
  expect(lines.at(-2)).toBe("Next: check the points above, then start with: vigie serve");
});
