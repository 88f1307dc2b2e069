import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { serviceKey } from "../../src/model/resource-key.ts";
import { createFakeClock, type FakeClock } from "../support/fake-clock.ts";
import { localApiOf, type LocalApi } from "../support/local-api.ts";
import { dateOf, SERVICE, secondsOf, type ServiceAnswer } from "../support/one-service.ts";
import { readStore } from "../support/read-store.ts";
import { createScriptedPlugin, type ScriptedPlugin } from "../support/scripted-plugin.ts";
import { createSite, type ServerUnderTest, type Site } from "../support/server-under-test.ts";

const NINE = Date.parse("2026-11-23T09:00:00Z") / 1000;
const ACKNOWLEDGE = "/api/hosts/1/services/2/acknowledgement";

/** Service that is checked each minute, hard immediately, and notified to jdoe once. */
const objects = (plugin: string, more: string): string => `
define command {
  command_name  scripted
  command_line  ${plugin}
}
define command {
  command_name  note
  command_line  /bin/true
}
define contact {
  contact_name                    jdoe
  host_notification_commands      note
  service_notification_commands   note
  host_notification_options       d,u,r,f,s
  service_notification_options    w,u,c,r,f,s
}
define host {
  host_name           web
  host_id             1
  address             127.0.0.1
  max_check_attempts  1
  contacts            jdoe
}
define service {
  host_name              web
  service_description    page
  service_id             2
  check_command          scripted
  check_interval         1
  retry_interval         1
  max_check_attempts     1
  notification_interval  0
  flap_detection_enabled 0
  contacts               jdoe
  ${more}
}
`;

let site: Site;
let plugin: ScriptedPlugin;
let clock: FakeClock;
let server: ServerUnderTest;
let api: LocalApi;

beforeEach(() => {
  site = createSite({ "vigie.cfg": "cfg_file=objects.cfg\n" });
  plugin = createScriptedPlugin(site.folder, "page");
  clock = createFakeClock(NINE);
  api = localApiOf(site);
});
afterEach(() => site.remove());

const begin = async (more = ""): Promise<void> => {
  writeFileSync(join(site.configFolder, "objects.cfg"), objects(plugin.path, more));
  server = await site.start(clock);
  // Otherwise the first check may still be running when the plugin changes its result.
  await api.eventually<ServiceAnswer>(SERVICE, ({ last_check }) => last_check !== null);
};

const service = (): Promise<ServiceAnswer> => api.get<ServiceAnswer>(SERVICE);

/** Sets the result of the next check, and waits for it. */
async function nextCheck(returnCode: number): Promise<ServiceAnswer> {
  plugin.says(returnCode, `returned ${returnCode}`);
  const before = await service();
  const next = before.next_check === null ? clock.now() : secondsOf(before.next_check);
  await clock.advanceTo(Math.max(clock.now(), next + 0.9));
  return api.eventually<ServiceAnswer>(
    SERVICE,
    (answer) => answer.last_check !== null && answer.last_check !== before.last_check,
  );
}

/** Runs the checks, one a minute, up to this time of day; the plugin keeps its result. */
async function until(time: string): Promise<void> {
  const end = Date.parse(`2026-11-23T${time}Z`) / 1000;
  for (
    let answer = await service();
    answer.next_check !== null && secondsOf(answer.next_check) + 0.9 < end;
    answer = await service()
  ) {
    const { last_check: before } = answer;
    await clock.advanceTo(secondsOf(answer.next_check) + 0.9);
    await api.eventually<ServiceAnswer>(SERVICE, (next) => next.last_check !== before);
  }
  await clock.advanceTo(end);
}

/** `HH:MM:SS kind` of every message to jdoe, the oldest first. */
const notified = (): Promise<string[]> =>
  readStore(site, async (store) =>
    (await store.readMessages(serviceKey(1, 2), 100))
      .toReversed()
      .map(({ at, kind }) => `${new Date(at * 1000).toISOString().slice(11, 19)} ${kind}`),
  );

const reasons = (): Promise<string[]> =>
  readStore(site, async (store) =>
    (await store.readEvents(serviceKey(1, 2), 50))
      .filter(({ kind }) => kind === "acknowledgement-ended")
      .map(({ reason }) => reason),
  );

const isFree = (): Promise<unknown> =>
  api.eventually<ServiceAnswer>(SERVICE, ({ is_acknowledged }) => !is_acknowledged);

describe("acknowledged until 10:00", () => {
  const untilTen = { comment: "disk is ordered", until: "2026-11-23T11:00:00+01:00" };

  test("is notified only about its expiry, at 09:45; at 10:00 the problem is notified again", async () => {
    await begin();
    await nextCheck(2);
    expect(await notified()).toEqual([expect.stringMatching(/^09:0\d:\d\d problem$/)]);

    expect((await api.call("POST", ACKNOWLEDGE, untilTen)).status).toBe(204);
    await until("09:44:59");
    expect(await notified()).toHaveLength(1);
    await until("09:59:59");
    expect((await notified()).slice(1)).toEqual(["09:45:00 acknowledgement-expiring"]);
    expect((await service()).is_acknowledged).toBe(true);

    await until("10:00:00");
    await isFree();
    expect((await notified()).slice(2)).toEqual(["10:00:00 problem"]);
    expect(await reasons()).toEqual(["expired at 2026-11-23T10:00:00Z"]);
    const {
      result: [record],
    } = await api.get<{ result: { deletion_time: string }[] }>("/monitoring/services/acknowledgements");
    expect(record).toMatchObject({ deletion_time: "2026-11-23T10:00:00Z", comment: "disk is ordered" });

    await until("10:30:00");
    expect(await notified()).toHaveLength(3);
  });

  test("a restart in between changes nothing; one across 10:00 expires it at the start", async () => {
    await begin();
    await nextCheck(2);
    await api.command("POST", ACKNOWLEDGE, untilTen);
    await until("09:50:00");
    await server.stop();
    server = await site.start(clock);
    await until("09:55:00");
    expect((await notified()).slice(1)).toEqual(["09:45:00 acknowledgement-expiring"]);
    expect((await service()).is_acknowledged).toBe(true);

    await server.stop();
    await clock.advanceTo(Date.parse("2026-11-23T10:07:00Z") / 1000);
    server = await site.start(clock);
    await isFree();

    expect((await notified()).slice(2)).toEqual(["10:07:00 problem"]);
    expect(await reasons()).toEqual(["expired at 2026-11-23T10:00:00Z"]);
  });

  test("of a service that is removed before and returns after, expires as it returns", async () => {
    await begin();
    await nextCheck(2);
    await api.command("POST", ACKNOWLEDGE, untilTen);
    writeFileSync(
      join(site.configFolder, "objects.cfg"),
      objects(plugin.path, "").replace(/define service \{[^}]*\}/, ""),
    );
    await server.app.reload();
    await clock.advanceTo(Date.parse("2026-11-23T10:07:00Z") / 1000);

    writeFileSync(join(site.configFolder, "objects.cfg"), objects(plugin.path, ""));
    await server.app.reload();
    await clock.advanceBy(1);
    await isFree();

    expect(await reasons()).toEqual(["expired at 2026-11-23T10:00:00Z"]);
  });

  test("ends with its problem before; a plain acknowledgement of the next problem stays past 10:00", async () => {
    await begin();
    await nextCheck(2);
    await api.command("POST", ACKNOWLEDGE, untilTen);
    expect((await nextCheck(0)).is_acknowledged).toBe(false);
    await nextCheck(2);
    await api.command("POST", ACKNOWLEDGE, { comment: "again" });

    await until("10:05:00");

    expect((await service()).is_acknowledged).toBe(true);
    expect((await notified()).map((text) => text.slice(9))).toEqual(["problem", "recovery", "problem"]);
  });

  test("cancelled, it does not end a second time", async () => {
    await begin();
    await nextCheck(2);
    await api.command("POST", ACKNOWLEDGE, untilTen);
    expect((await api.call("DELETE", `${SERVICE}/acknowledgements`)).status).toBe(204);

    await until("10:05:00");

    expect(await reasons()).toEqual([]);
  });

  test("acknowledgement_timeout of the configuration is the default expiry", async () => {
    await begin("acknowledgement_timeout 40");
    await nextCheck(2);
    await api.command("POST", ACKNOWLEDGE, { comment: "seen" });
    const end = clock.now() + 40 * 60;

    await until("09:39:00");
    expect((await service()).is_acknowledged).toBe(true);
    await clock.advanceTo(end);
    await isFree();
  });
});

describe("acknowledged until stable for 10 minutes", () => {
  test("a problem that comes and goes is acknowledged once, until ten minutes without it", async () => {
    await begin();
    await nextCheck(2);
    expect((await api.call("POST", ACKNOWLEDGE, { comment: "known to flap", stable_minutes: 10 })).status).toBe(204);
    for (let flap = 0; flap < 4; flap++) {
      expect((await nextCheck(0)).is_acknowledged).toBe(true);
      expect((await nextCheck(2)).is_acknowledged).toBe(true);
    }
    // The contacts were notified of the first problem, and of its end once.
    expect((await notified()).map((text) => text.slice(9))).toEqual(["problem", "recovery"]);

    const recovery = secondsOf((await nextCheck(0)).last_check);
    await clock.advanceTo(recovery + 599);
    expect((await service()).is_acknowledged).toBe(true);
    await clock.advanceTo(recovery + 600);
    await isFree();

    expect(await reasons()).toEqual(["without a problem for 10 min"]);
    const again = await nextCheck(2);
    expect(again.is_acknowledged).toBe(false);
    expect((await notified()).at(-1)).toMatch(/ problem$/);
  });

  test("also across a restart", async () => {
    await begin();
    await nextCheck(2);
    await api.command("POST", ACKNOWLEDGE, { comment: "known to flap", stable_minutes: 10 });
    await nextCheck(0);
    await server.stop();
    server = await site.start(clock);

    expect((await nextCheck(2)).is_acknowledged).toBe(true);
  });
});

test.each([
  [{}, 400, "invalid-body", "Error on 'comment': This field is missing."],
  [
    { comment: "x", until: "soon" },
    400,
    "invalid-body",
    "Error on 'until': This should be a time such as 2026-11-24T10:00:00+01:00.",
  ],
  [
    { comment: "x", until: "2026-11-23T08:00:00Z" },
    400,
    "invalid-body",
    "Error on 'until': This should be in the future.",
  ],
  [{ comment: "x", stable_minutes: 0 }, 400, "invalid-body", "Error on 'stable_minutes': This value should be >= 1."],
  [{ comment: "x" }, 409, "no-problem", "The service has no problem to acknowledge"],
])("%j is refused", async (body, status, code, message) => {
  await begin();
  await nextCheck(0);

  expect(await api.call("POST", ACKNOWLEDGE, body)).toMatchObject({ status, body: { code, message } });
});

describe("a downtime that ends soon", () => {
  const schedule = async (minutes: number): Promise<number> => {
    const now = clock.now();
    const { status } = await api.call("POST", `${SERVICE}/downtimes`, {
      start_time: dateOf(now),
      end_time: dateOf(now + minutes * 60),
      is_fixed: true,
      duration: 0,
      comment: "new kernel",
    });
    expect(status).toBe(204);
    return Math.floor(now);
  };

  test("is announced a quarter of an hour before, once, also across a restart", async () => {
    await begin();
    await nextCheck(0);
    const start = await schedule(60);

    await clock.advanceTo(start + 45 * 60);
    await api.eventually<ServiceAnswer>(SERVICE, () => true);
    await server.stop();
    server = await site.start(clock);
    await clock.advanceTo(start + 60 * 60);
    await api.eventually<ServiceAnswer>(SERVICE, ({ scheduled_downtime_depth }) => scheduled_downtime_depth === 0);

    expect((await notified()).map((text) => text.slice(9))).toEqual([
      "downtime-start",
      "downtime-ending",
      "downtime-end",
    ]);
  });

  test("of half an hour is not announced", async () => {
    await begin();
    await nextCheck(0);
    const start = await schedule(30);

    await clock.advanceTo(start + 30 * 60);
    await api.eventually<ServiceAnswer>(SERVICE, ({ scheduled_downtime_depth }) => scheduled_downtime_depth === 0);

    expect((await notified()).map((text) => text.slice(9))).toEqual(["downtime-start", "downtime-end"]);
  });
});
