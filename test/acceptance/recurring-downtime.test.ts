import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createFakeClock, type FakeClock } from "../support/fake-clock.ts";
import { localApiOf, type LocalApi } from "../support/local-api.ts";
import { createSite, type ServerUnderTest, type Site } from "../support/server-under-test.ts";

interface DowntimeAnswer {
  readonly id: number;
  readonly start_time: string;
  readonly end_time: string;
  readonly actual_start_time: string | null;
  readonly deletion_time: string | null;
  readonly is_started: boolean;
  readonly is_cancelled: boolean;
  readonly comment: string;
  readonly host_id: number;
  readonly service_id: number | null;
}
interface Listing {
  readonly result: readonly DowntimeAnswer[];
}

const seconds = (utc: string): number => Date.parse(utc) / 1000;
const PAGE = "/monitoring/hosts/1/services/11";
const ALL = '/monitoring/downtimes?limit=500&sort_by={"id":"ASC"}';

const host = (name: string, id: number): string =>
  `define host {\n host_name ${name}\n host_id ${id}\n address 127.0.0.1\n max_check_attempts 1\n active_checks_enabled 0\n hostgroups web\n}\n`;
const service = (hostName: string, description: string, id: number): string =>
  `define service {\n host_name ${hostName}\n service_description ${description}\n service_id ${id}\n check_command none\n max_check_attempts 1\n active_checks_enabled 0\n}\n`;
const SMALL = `define command {\n command_name none\n command_line check_dummy 0\n}\ndefine hostgroup {\n hostgroup_name web\n}\n${host("web-1", 1)}${service("web-1", "page", 11)}`;

const SUNDAYS = {
  name: "backup",
  comment: "weekly backup",
  rrule: "FREQ=WEEKLY;BYDAY=SU",
  dtstart: "2026-10-01T22:00:00",
  zone: "Europe/Paris",
  duration_seconds: 7_200,
  targets: { hosts: ["web-*"], with_services: true },
};
const NIGHTLY = {
  ...SUNDAYS,
  name: "batch",
  rrule: "FREQ=DAILY",
  dtstart: "2026-01-01T02:30:00",
  duration_seconds: 3_600,
  targets: { host_groups: ["web"] },
};

describe("a recurring downtime", () => {
  let site: Site;
  let clock: FakeClock;
  let server: ServerUnderTest;
  let api: LocalApi;

  beforeEach(() => {
    site = createSite({ "vigie.cfg": "cfg_file=objects.cfg\n" });
    api = localApiOf(site);
  });
  afterEach(() => site.remove());

  const begin = async (objects = SMALL): Promise<void> => {
    configure(objects);
    server = await site.start(clock);
  };
  const beginAt = async (now: string, objects = SMALL): Promise<void> => {
    clock = createFakeClock(seconds(now));
    await begin(objects);
  };
  const configure = (objects: string): void => writeFileSync(join(site.configFolder, "objects.cfg"), objects);
  const restart = async (objects = SMALL): Promise<void> => {
    await server.stop();
    await begin(objects);
  };
  const add = async (definition: object): Promise<number> => {
    const { status, body } = await api.call<{ id: number }>("POST", "/api/recurring-downtimes", definition);
    expect({ status, body }).toMatchObject({ status: 201 });
    return body.id;
  };
  const textOf = (one: DowntimeAnswer): string =>
    `${one.start_time.slice(5, 16)} ${one.end_time.slice(5, 16)} ${one.host_id}/${one.service_id ?? 0}`;
  const held = ({ result }: Listing): string[] => result.filter((one) => !one.is_cancelled).map(textOf);
  const planned = async (): Promise<string[]> => held(await api.get<Listing>(ALL));
  const plannedIn = async (count: number): Promise<string[]> =>
    held(await api.eventually<Listing>(ALL, (all) => held(all).length === count));
  /** Downtime depth of the service page. */
  const depth = async (): Promise<number> =>
    (await api.get<{ scheduled_downtime_depth: number }>(PAGE)).scheduled_downtime_depth;
  const depthIs = (expected: number): Promise<unknown> =>
    api.eventually<{ scheduled_downtime_depth: number }>(
      PAGE,
      (answer) => answer.scheduled_downtime_depth === expected,
    );

  test("every Sunday at 22:00 in Paris: the next one is planned ahead, also across a clock change", async () => {
    await beginAt("2026-10-17T12:00:00Z");
    await add(SUNDAYS);
    expect(await planned()).toEqual(["10-18T20:00 10-18T22:00 1/0", "10-18T20:00 10-18T22:00 1/11"]);

    await clock.advanceTo(seconds("2026-10-18T20:00:00Z"));
    expect((await plannedIn(4)).slice(2)).toEqual(["10-25T21:00 10-25T23:00 1/0", "10-25T21:00 10-25T23:00 1/11"]);
    await depthIs(1);

    await clock.advanceTo(seconds("2026-10-18T22:00:00Z"));
    await depthIs(0);
    await clock.advanceTo(seconds("2026-10-25T20:59:59Z"));
    expect(await depth()).toBe(0);
    await clock.advanceTo(seconds("2026-10-25T21:00:00Z"));
    await depthIs(1);
  });

  test("each night at 02:30: at 03:30 if 02:30 is skipped, once if it is repeated, and for one hour", async () => {
    await beginAt("2026-03-28T12:00:00Z");
    await add(NIGHTLY);
    await clock.advanceTo(seconds("2026-03-29T12:00:00Z"));
    expect(await plannedIn(2)).toEqual(["03-29T01:30 03-29T02:30 1/0", "03-30T00:30 03-30T01:30 1/0"]);
    await server.stop();

    clock = createFakeClock(seconds("2026-10-24T12:00:00Z"));
    await begin();
    await clock.advanceTo(seconds("2026-10-25T12:00:00Z"));
    expect((await plannedIn(4)).slice(2)).toEqual(["10-25T00:30 10-25T01:30 1/0", "10-26T01:30 10-26T02:30 1/0"]);
  });

  test("a service and a host added while it runs are included from then to its end", async () => {
    await beginAt("2026-10-18T20:30:00Z");
    await add(SUNDAYS);
    expect((await planned()).length).toBe(4);
    await clock.advanceTo(seconds("2026-10-18T21:00:00Z"));

    configure(`${SMALL}${service("web-1", "disk", 12)}${host("web-2", 2)}${host("db-1", 3)}`);
    expect((await api.call("POST", "/api/reload")).status).toBeLessThan(300);

    expect((await plannedIn(8)).filter((text) => text.startsWith("10-18")).slice(2)).toEqual([
      "10-18T20:00 10-18T22:00 2/0",
      "10-18T20:00 10-18T22:00 1/12",
    ]);
    const added = (await api.get<Listing>(ALL)).result.find((one) => one.service_id === 12);
    expect(added).toMatchObject({ is_started: true, actual_start_time: "2026-10-18T21:00:00Z" });
    await clock.advanceTo(seconds("2026-10-18T22:00:00Z"));
    await api.eventually<Listing>(
      ALL,
      ({ result }) => result.find((one) => one.id === added!.id)?.deletion_time === "2026-10-18T22:00:00Z",
    );
  });

  test("resources that left its host group are not covered, and new members are, also after a restart", async () => {
    await beginAt("2026-10-18T12:00:00Z", `${SMALL}${host("web-2", 2)}`);
    await add({ ...SUNDAYS, targets: { host_groups: ["web"] } });
    expect(await planned()).toEqual(["10-18T20:00 10-18T22:00 1/0", "10-18T20:00 10-18T22:00 2/0"]);

    await restart(`${SMALL}${host("web-2", 2).replace("hostgroups web", "")}${host("web-3", 3)}`);

    expect(held(await api.eventually<Listing>(ALL, (all) => held(all).some((text) => text.endsWith("3/0"))))).toEqual([
      "10-18T20:00 10-18T22:00 1/0",
      "10-18T20:00 10-18T22:00 3/0",
    ]);
  });

  test("nothing is planned twice by restarts, before, in and after an occurrence", async () => {
    await beginAt("2026-10-17T12:00:00Z");
    await add(SUNDAYS);
    for (const time of ["2026-10-18T19:00:00Z", "2026-10-18T20:30:00Z", "2026-10-18T23:00:00Z"]) {
      await clock.advanceTo(seconds(time));
      await restart();
    }
    await clock.advanceBy(3_600);

    expect((await plannedIn(4)).filter((text) => text.endsWith("1/11"))).toEqual([
      "10-18T20:00 10-18T22:00 1/11",
      "10-25T21:00 10-25T23:00 1/11",
    ]);
    expect((await api.get<Listing>(ALL)).result).toHaveLength(4);
  });

  test("a cancelled occurrence stays cancelled: for hours, after a restart, and with another comment", async () => {
    await beginAt("2026-10-17T12:00:00Z");
    const id = await add({ ...SUNDAYS, targets: { services: [{ host: "web-1", service: "page" }] } });
    const [only] = (await api.get<Listing>(ALL)).result;

    expect((await api.call("DELETE", `/monitoring/downtimes/${only!.id}`)).status).toBe(204);
    await clock.advanceBy(2 * 3_600);
    await restart();
    expect(
      (
        await api.call("PUT", `/api/recurring-downtimes/${id}`, {
          ...SUNDAYS,
          comment: "other words",
          targets: { services: [{ host: "web-1", service: "page" }] },
        })
      ).status,
    ).toBe(200);
    await clock.advanceTo(seconds("2026-10-18T20:10:00Z"));

    expect(await plannedIn(1)).toEqual(["10-25T21:00 10-25T23:00 1/11"]);
    expect(await depth()).toBe(0);
  });

  test("moved to another time: the planned ones move; moved back: they return", async () => {
    await beginAt("2026-10-17T12:00:00Z");
    const definition = { ...SUNDAYS, targets: { services: [{ host: "web-1", service: "page" }] } };
    const id = await add(definition);

    await api.command("PUT", `/api/recurring-downtimes/${id}`, { ...definition, dtstart: "2026-10-01T23:00:00" });
    expect(await planned()).toEqual(["10-18T21:00 10-18T23:00 1/11"]);
    await api.command("PUT", `/api/recurring-downtimes/${id}`, definition);
    await restart();

    expect(await planned()).toEqual(["10-18T20:00 10-18T22:00 1/11"]);
  });

  test("deleted: its downtimes end, also running ones", { timeout: 180_000 }, async () => {
    await beginAt("2026-10-18T20:30:00Z");
    const id = await add(SUNDAYS);
    await depthIs(1);

    expect((await api.call("DELETE", `/api/recurring-downtimes/${id}`)).status).toBe(204);

    expect(await planned()).toEqual([]);
    expect(await depth()).toBe(0);
    expect((await api.call("GET", `/api/recurring-downtimes/${id}`)).status).toBe(404);
    await restart();
    await clock.advanceBy(8 * 86_400);
    expect(await planned()).toEqual([]);
  });

  test("is shown with its next occurrence, and previewed without being stored", async () => {
    await beginAt("2026-10-17T12:00:00Z");
    const id = await add(SUNDAYS);

    expect((await api.call("GET", `/api/recurring-downtimes/${id}`)).body).toMatchObject({
      ...SUNDAYS,
      targets: { hosts: ["web-*"], services: [], host_groups: [], service_groups: [], with_services: true },
      id,
      author_name: "admin",
      resources: 2,
      next: {
        local_start: "2026-10-18T22:00:00+02:00",
        local_end: "2026-10-19T00:00:00+02:00",
        start_time: "2026-10-18T20:00:00Z",
        end_time: "2026-10-18T22:00:00Z",
      },
    });
    expect((await api.call("GET", "/api/recurring-downtimes")).body).toMatchObject({
      result: [{ id }],
      meta: { page: 1, limit: 10, total: 1 },
    });
    const { name: _name, comment: _comment, targets: _targets, ...recurrence } = SUNDAYS;
    expect((await api.call("POST", "/api/recurring-downtimes/preview", { ...recurrence, count: 2 })).body).toEqual({
      result: [
        {
          local_start: "2026-10-18T22:00:00+02:00",
          local_end: "2026-10-19T00:00:00+02:00",
          start_time: "2026-10-18T20:00:00Z",
          end_time: "2026-10-18T22:00:00Z",
        },
        {
          local_start: "2026-10-25T22:00:00+01:00",
          local_end: "2026-10-26T00:00:00+01:00",
          start_time: "2026-10-25T21:00:00Z",
          end_time: "2026-10-25T23:00:00Z",
        },
      ],
    });
    expect((await api.call<{ meta: { total: number } }>("GET", "/api/recurring-downtimes")).body.meta.total).toBe(1);
  });

  test.each([
    [{ rrule: "FREQ=MINUTELY" }, "Error on 'rrule': FREQ should be YEARLY, MONTHLY, WEEKLY, DAILY or HOURLY."],
    [{ rrule: "FREQ=DAILY;UNTIL=20260101" }, "Error on 'rrule': The rule has no occurrence from now on."],
    [{ rrule: "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30" }, "Error on 'rrule': The rule cannot be followed"],
    [{ dtstart: "2026-10-01T22:00:00Z" }, "Error on 'dtstart': This should be a local date and time"],
    [{ dtstart: "2026-02-30T22:00:00" }, "Error on 'dtstart': This should be a local date and time"],
    [{ zone: "Mars/Olympus" }, "Error on 'zone': This should be an IANA time zone such as Europe/Paris."],
    [{ duration_seconds: 59 }, "Error on 'duration_seconds': This value should be >= 60."],
    [
      { rrule: "FREQ=HOURLY;BYMINUTE=0,15,30,45", duration_seconds: 86_400 },
      "Error on 'duration_seconds': 192 occurrences would run or be planned at once; at most 100 may.",
    ],
    [{ targets: {} }, "Error on 'targets': Nothing is named."],
    [{ targets: { hosts: ["web-1", "mail"] } }, "Error on 'targets.hosts[1]': There is no host 'mail'."],
    [
      { targets: { services: [{ host: "web-1", service: "disk" }] } },
      "Error on 'targets.services[0]': There is no service 'web-1 / disk'.",
    ],
    [{ targets: { hosts: [7] } }, "Error on 'targets.hosts[0]': This value should be string."],
    [{ color: "blue" }, "Error on 'color': This field was not expected."],
    [{ comment: undefined }, "Error on 'comment': This field is missing."],
  ])("is refused with the mistake: %j", async (change, message) => {
    await beginAt("2026-10-17T12:00:00Z");

    const answer = await api.call<{ message: string }>("POST", "/api/recurring-downtimes", { ...SUNDAYS, ...change });

    expect(answer).toMatchObject({
      status: 400,
      body: { code: "invalid-body", message: expect.stringContaining(message) },
    });
    expect((await api.get<Listing>(ALL)).result).toEqual([]);
  });
});
