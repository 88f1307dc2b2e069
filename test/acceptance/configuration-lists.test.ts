import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createFakeClock, type FakeClock } from "../support/fake-clock.ts";
import { createSite, type ServerUnderTest, type Site } from "../support/server-under-test.ts";

const OBJECTS = `
define timeperiod {
  timeperiod_name  office
  alias            Office hours
  monday           08:00-12:00,13:00-24:00
  sunday           09:00-10:00
  december 25      00:00-00:00
}
define command {
  command_name  ping
  command_line  /opt/ping -c $ARG1$ -w $ARG2$ -C $_HOSTSNMPCOMMUNITY$ -p $_SERVICEPORT$ $USER3$
}
define command {
  command_name  mail
  command_line  /usr/bin/mail
}
define command {
  command_name  restart
  command_line  /opt/restart
}
define contact {
  name                           person
  host_notification_commands     mail
  service_notification_commands  mail
  host_notification_options      d,r
  service_notification_options   c
  host_notification_period       office
  register                       0
}
define contact {
  use           person
  contact_name  ann
  alias         Ann Other
  email         ann@example.test
}
define contact {
  use                            person
  contact_name                   bob
  email                          bob@example.test
  host_notifications_enabled     0
}
define contactgroup {
  contactgroup_name  people
  alias              All people
  members            ann,bob
}
define host {
  name                   base
  alias                  Base template
  check_command          ping!1!2
  max_check_attempts     3
  check_interval         5
  retry_interval         1
  check_period           office
  notification_options   d,r
  contact_groups         people
  active_checks_enabled  0
  _SNMPCOMMUNITY         topsecret
  _API_TOKEN             topsecret
  _SITE                  paris
  _URL                   db://topsecret@paris
  register               0
}
define host {
  name      linux
  use       base
  register  0
}
define host {
  use                     linux,base
  host_name               web
  host_id                 41
  address                 192.0.2.1
  check_interval          2.4
  notification_period     office
  passive_checks_enabled  0
  event_handler           restart!topsecret-a
  _SNMPVERSION            2c
  _PASSWORD               topsecret
  _RACK                   7
  _DSN                    db://topsecret@web
}
define host {
  use         base
  host_name   db
  alias       Database
  address     192.0.2.2
  hostgroups  data
}
define hostgroup {
  hostgroup_name  data
  alias           Data
  hostgroup_id    53
  notes           n
}
define service {
  name                 generic
  check_command        ping!3!4
  max_check_attempts   4
  register             0
}
define service {
  use                  generic
  host_name            web,db
  service_description  Ping
  service_id           7
  retry_interval       2
  is_volatile          1
  notification_options  w,c
}
define service {
  use                  generic
  host_name            db
  service_description  Disk
  service_id           9
  servicegroups        disks
}
define servicegroup {
  servicegroup_name  disks
  alias              Disks
  servicegroup_id    4
}
`;

let site: Site;
let clock: FakeClock;
let server: ServerUnderTest;

/** A Monday. */
const START = Date.UTC(2026, 10, 30, 7, 59) / 1_000;

async function start(): Promise<Site> {
  site = createSite({ "vigie.cfg": "cfg_dir=objects\nuse_timezone=UTC\n", "objects/all.cfg": OBJECTS });
  clock = createFakeClock(START);
  server = await site.start(clock);
  return site;
}

let shared: Site;
beforeAll(async () => {
  shared = await start();
});
afterAll(() => shared.remove());

interface List {
  readonly result: readonly Readonly<Record<string, unknown>>[];
  readonly meta: Readonly<Record<string, unknown>>;
}
const list = (path: string): Promise<List> => server.get<List>(`/configuration/${path}`);
const namesIn = async (path: string): Promise<unknown[]> => (await list(path)).result.map(({ name }) => name);
const idOf = async (path: string, name: string): Promise<unknown> =>
  (await list(`${path}?search={"name":"${name}"}`)).result[0]?.["id"];

describe("later versions §13.1: hosts", () => {
  test("list has what a host sets itself; what a template gives is null", async () => {
    const { result, meta } = await list("hosts");
    const [base, linux] = [await idOf("hosts/templates", "base"), await idOf("hosts/templates", "linux")];

    expect(result).toEqual([
      {
        id: 42,
        name: "db",
        alias: "Database",
        address: "192.0.2.2",
        monitoring_server: { id: 1, name: "Central" },
        templates: [{ id: base, name: "base" }],
        normal_check_interval: null,
        retry_check_interval: null,
        check_timeperiod: null,
        notification_timeperiod: null,
        severity: null,
        categories: [],
        groups: [{ id: 53, name: "data" }],
        is_activated: true,
      },
      {
        id: 41,
        name: "web",
        alias: null,
        address: "192.0.2.1",
        monitoring_server: { id: 1, name: "Central" },
        templates: [
          { id: linux, name: "linux" },
          { id: base, name: "base" },
        ],
        normal_check_interval: 2,
        retry_check_interval: null,
        check_timeperiod: null,
        notification_timeperiod: { id: await idOf("timeperiods", "office"), name: "office" },
        severity: null,
        categories: [],
        groups: [],
        is_activated: true,
      },
    ]);
    expect(meta["pagination"]).toEqual({ page: 1, limit: 10, search: {}, sort_by: {}, total: 2 });
  });

  test.each([
    [`{"template.name":"linux"}`, ["web"]],
    [`{"template.name":{"$lk":"%"}}`, ["db", "web"]],
    [`{"group.id":53}`, ["db"]],
    [`{"poller.name":"Central","alias":{"$rg":"data"}}`, ["db"]],
    [`{"is_activated":true}`, ["db", "web"]],
    [`{"is_activated":false}`, []],
    [`{"id":-10000}`, []],
    [`{"severity.level":1}`, null],
  ])("search %s", async (search, expected) => {
    const path = `hosts?search=${encodeURIComponent(search)}`;
    if (expected === null)
      await expect(list(path)).rejects.toThrow(
        `500 {"code":500,"message":"The parameter 'severity.level' is not allowed"}`,
      );
    else expect(await namesIn(path)).toEqual(expected);
  });

  test("single form has the fields of §15.3, and no secret", async () => {
    const host = await server.get("/configuration/hosts/41");

    expect(host).toMatchObject({
      id: 41,
      name: "web",
      monitoring_server_id: 1,
      check_command_id: null,
      check_command_args: [],
      check_timeperiod_id: null,
      notification_timeperiod_id: await idOf("timeperiods", "office"),
      max_check_attempts: null,
      normal_check_interval: 2,
      active_check_enabled: 2,
      passive_check_enabled: 0,
      notification_options: null,
      event_handler_command_id: await idOf("commands", "restart"),
      event_handler_command_args: ["$_HOSTPASSWORD$-a"],
      snmp_version: "2c",
      is_activated: true,
      macros: [
        { id: 1, name: "PASSWORD", value: null, is_password: true, description: null },
        { id: 2, name: "RACK", value: "7", is_password: false, description: null },
        { id: 3, name: "DSN", value: "db://$_HOSTPASSWORD$@web", is_password: false, description: null },
      ],
    });
    expect(JSON.stringify(host)).not.toContain("topsecret");
    expect(Object.keys(host)).not.toContain("snmp_community");
  });

  test("templates are in the list with what they set, and in full", async () => {
    const id = await idOf("hosts/templates", "base");
    const [listed] = (await list(`hosts/templates?search={"id":${String(id)}}`)).result;
    const template = await server.get(`/configuration/hosts/templates/${String(id)}`);

    expect(await namesIn("hosts/templates")).toEqual(["base", "linux"]);
    for (const form of [listed, template])
      expect(form).toMatchObject({
        id,
        name: "base",
        alias: "Base template",
        is_locked: true,
        check_command_id: await idOf("commands", "ping"),
        check_command_args: ["1", "2"],
        max_check_attempts: 3,
        active_check_enabled: 0,
        notification_options: 5,
        snmp_community: null,
        parent_ids: [],
      });
    expect(template["macros"]).toEqual([
      { id: 1, name: "API_TOKEN", value: null, is_password: true, description: null },
      { id: 2, name: "SITE", value: "paris", is_password: false, description: null },
      { id: 3, name: "URL", value: "db://$_HOSTSNMPCOMMUNITY$@paris", is_password: false, description: null },
    ]);
    expect(JSON.stringify([listed, template])).not.toContain("topsecret");
    const linux = await idOf("hosts/templates", "linux");
    expect(await server.get(`/configuration/hosts/templates/${String(linux)}`)).toMatchObject({
      parent_ids: [id],
      templates: [{ id, name: "base" }],
    });
  });

  test("groups count their hosts, and the single form has them", async () => {
    expect((await list("hosts/groups")).result).toEqual([
      {
        id: 53,
        name: "data",
        alias: "Data",
        icon: null,
        geo_coords: null,
        comment: null,
        is_activated: true,
        enabled_hosts_count: 1,
        disabled_hosts_count: 0,
        notes: "n",
        notes_url: null,
        action_url: null,
        icon_map: null,
        rrd: null,
      },
    ]);
    expect((await server.get("/configuration/hosts/groups/53"))["hosts"]).toEqual([{ id: 42, name: "db" }]);
  });
});

describe("later versions §13.2: services", () => {
  test("one item for each service id, with all its hosts", async () => {
    const generic = await idOf("services/templates", "generic");

    expect((await list("services")).result).toMatchObject([
      { id: 9, name: "Disk", hosts: [{ id: 42, name: "db" }], retry_check_interval: null },
      {
        id: 7,
        name: "Ping",
        hosts: [
          { id: 42, name: "db" },
          { id: 41, name: "web" },
        ],
        service_template: { id: generic, name: "generic" },
        retry_check_interval: 2,
        groups: [],
      },
    ]);
    expect((await list('services?search={"group.name":"disks"}')).result).toMatchObject([
      { id: 9, groups: [{ id: 4, name: "disks", host_id: 42, host_name: "db" }] },
    ]);
    expect(await namesIn('services?search={"host.id":41}')).toEqual(["Ping"]);
    expect(await namesIn('services?search={"hostgroup.name":"data"}&sort_by={"name":"DESC"}')).toEqual([
      "Ping",
      "Disk",
    ]);
    expect(await server.get("/configuration/services/7")).toMatchObject({
      host_id: 42,
      service_template_id: generic,
      volatility_enabled: 1,
      notification_type: 5,
      check_command_id: null,
    });
    expect(await server.get(`/configuration/services/templates/${String(generic)}`)).toMatchObject({
      name: "generic",
      max_check_attempts: 4,
      check_command_args: ["3", "4"],
      host_templates: [],
      service_template_id: null,
    });
    expect(await server.get("/configuration/services/groups/4")).toMatchObject({ name: "disks", alias: "Disks" });
    expect(await namesIn('services/groups?search={"service.name":"Disk"}')).toEqual(["disks"]);
  });
});

describe("later versions §13.3: everything else", () => {
  test("commands have the type of their use", async () => {
    expect((await list("commands")).result.map(({ name, type }) => [name, type])).toEqual([
      ["mail", 1],
      ["ping", 2],
      ["restart", 3],
    ]);
    expect(await server.get(`/configuration/commands/${String(await idOf("commands", "ping"))}`)).toMatchObject({
      command_line: "/opt/ping -c $ARG1$ -w $ARG2$ -C $_HOSTSNMPCOMMUNITY$ -p $_SERVICEPORT$ $USER3$",
      is_locked: true,
      arguments: [
        { name: "ARG1", description: null },
        { name: "ARG2", description: null },
      ],
      macros: [
        { name: "SNMPCOMMUNITY", type: 1, description: null },
        { name: "PORT", type: 2, description: null },
      ],
    });
  });

  test("time periods begin with Monday, and say whether they are open", async () => {
    const [period] = (await list("timeperiods")).result;
    expect(period).toEqual({
      id: 1,
      name: "office",
      alias: "Office hours",
      days: [
        { day: 1, time_range: "08:00-12:00,13:00-24:00" },
        { day: 7, time_range: "09:00-10:00" },
      ],
      templates: [],
      exceptions: [{ id: 1, day_range: "december 25", time_range: "00:00-00:00" }],
      in_period: false,
    });
    await clock.advanceBy(60);
    expect((await list("timeperiods")).result[0]!["in_period"]).toBe(true);
  });

  test("people: users are accounts, and groups and templates are those of the contacts", async () => {
    expect((await list("users")).result).toEqual([
      { id: 1, alias: "admin", name: expect.any(String), email: "", is_admin: true, is_activated: true },
    ]);
    expect((await list("contacts/groups")).result).toEqual([
      { id: 1, name: "people", alias: "All people", type: "local", is_activated: true },
    ]);
    expect((await list("contacts/templates")).result).toEqual([{ id: 1, name: "person" }]);
  });

  test("the notification policy of a host leaves out contacts who are not told", async () => {
    const office = { id: 1, name: "office", alias: "Office hours" };
    const people = [{ id: 1, name: "people", alias: "All people", configuration_uri: null }];
    expect(await server.get("/configuration/hosts/41/notification-policy")).toEqual({
      contacts: [
        {
          id: 1,
          name: "Ann Other",
          alias: "ann",
          email: "ann@example.test",
          notifications: {
            host: { events: ["DOWN", "RECOVERY"], time_period: office },
            service: { events: ["CRITICAL"], time_period: null },
          },
          configuration_uri: null,
        },
      ],
      contact_groups: people,
      is_notification_enabled: true,
    });
    const ofService = await server.get<{ contacts: { alias: string }[] }>(
      "/configuration/hosts/41/services/7/notification-policy",
    );
    expect(ofService.contacts.map(({ alias }) => alias)).toEqual(["ann", "bob"]);
  });
});

describe("later versions §13.4: servers", () => {
  beforeEach(async () => {
    await start();
  });
  afterEach(() => site.remove());

  const get = (path: string): Promise<number> => server.send("GET", `/configuration/monitoring-servers${path}`);
  const isUpdated = async (): Promise<unknown> => (await list("monitoring-servers")).result[0]!["is_updated"];
  const more = (): string => join(site.configFolder, "objects/more.cfg");
  const addHost = (lines = ""): void =>
    writeFileSync(more(), `define host {\n use base\n host_name new\n address 192.0.2.9\n ${lines}\n}\n`);

  test("is_updated says that a file was added, changed, removed, and no longer after a reload", async () => {
    expect(await isUpdated()).toBe(false);
    addHost();
    expect(await isUpdated()).toBe(true);
    rmSync(more());
    expect(await isUpdated()).toBe(false);
    writeFileSync(join(site.configFolder, "objects/all.cfg"), `${OBJECTS}# changed\n`);
    expect(await isUpdated()).toBe(true);
    expect(await get("/reload")).toBe(204);
    expect(await isUpdated()).toBe(false);
    writeFileSync(join(site.configFolder, "access.yaml"), "access_groups: []\n");
    expect(await isUpdated()).toBe(true);
  });

  test("generate changes nothing, reload puts the files into force", async () => {
    addHost();
    expect(await get("/generate")).toBe(204);
    expect(await namesIn("hosts")).toEqual(["db", "web"]);
    await clock.advanceBy(60);
    expect(await get("/1/generate-and-reload")).toBe(204);
    expect(await namesIn("hosts")).toEqual(["db", "new", "web"]);
    expect((await list("monitoring-servers")).result).toMatchObject([
      { id: 1, name: "Central", is_localhost: true, is_default: true, last_restart: dateOf(START + 60) },
    ]);
    expect(await get("/2/reload")).toBe(404);
  });

  test.each(["/generate", "/reload", "/generate-and-reload", "/1/reload"])(
    "%s answers a mistake with its place, and the old configuration stays",
    async (action) => {
      addHost("nonsense 1");
      const message = `${more()}:5: nonsense: a host has no such directive (custom variables begin with _)`;
      await expect(server.get(`/configuration/monitoring-servers${action}`)).rejects.toThrow(
        `answered with 500 {"code":500,"message":"${message}"}`,
      );
      expect(await namesIn("hosts")).toEqual(["db", "web"]);
    },
  );

  test("a mistake in vigie.yaml is answered in the same way", async () => {
    writeFileSync(join(site.configFolder, "vigie.yaml"), "nonsense: 1\n");
    await expect(server.get("/configuration/monitoring-servers/reload")).rejects.toThrow(
      /answered with 500 \{"code":500,"message":".*vigie\.yaml:1/,
    );
  });
});

const dateOf = (seconds: number): string => new Date(seconds * 1_000).toISOString().replace(".000Z", "Z");
