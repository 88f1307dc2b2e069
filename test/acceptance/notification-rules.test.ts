import { cpSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { afterEach, describe, expect, test } from "vitest";
import { explainCommand } from "../../src/cli/explain.ts";
import { localApi } from "../../src/cli/local-api-client.ts";
import { runCommands, sendCommands } from "../support/command-file.ts";
import { localApiOf } from "../support/local-api.ts";
import {
  dateOf,
  secondsOf,
  SERVICE,
  startOneService,
  type OneService,
  type OneServiceOptions,
  type ServiceAnswer,
} from "../support/one-service.ts";
import { createScriptedPlugin, type ScriptedPlugin } from "../support/scripted-plugin.ts";
import { createNotificationRecorder, type NotificationRecorder } from "../support/notification-recorder.ts";

const MINUTE = 60;
const HOUR = 3600;

let one: OneService;
afterEach(() => one.site.remove());

const start = async (
  contacts: Readonly<Record<string, string>>,
  service: string,
  options: Partial<OneServiceOptions> = {},
): Promise<NotificationRecorder> => {
  const recorder = createNotificationRecorder(contacts);
  one = await startOneService({
    maxCheckAttempts: 1,
    host: `contacts ${Object.keys(contacts).join(",")}`,
    service,
    ...options,
    objects: (site) => recorder.objects(site) + (options.objects?.(site) ?? ""),
  });
  await one.nextCheck(0, "fine");
  return recorder;
};

interface Decisions {
  readonly result: readonly {
    readonly text: string;
    readonly code: string;
    readonly messages: readonly { readonly status: string }[];
  }[];
}

/** Waits until every due check is done. */
const settled = (): Promise<unknown> =>
  one.server().eventually<ServiceAnswer>(SERVICE, ({ next_check }) => secondsOf(next_check) > one.clock.now());
const decisions = async (): Promise<Decisions["result"]> =>
  (await localApiOf(one.site).get<Decisions>("/api/hosts/1/services/2/decisions")).result;
const simulate = <T>(body: object): Promise<{ readonly status: number; readonly body: T }> =>
  localApiOf(one.site).call<T>("POST", "/api/decisions/simulate", body);

const explain = async (...args: string[]): Promise<string> => {
  const stdout = new PassThrough();
  await explainCommand({ api: async () => localApi(one.site.dataFolder) }, { stdout }).parseAsync(args, {
    from: "user",
  });
  return String(stdout.read());
};

describe("a problem", () => {
  test("is notified when hard, every 27 minutes, also between checks, and its end to the same contacts", async () => {
    const recorder = await start({ ops: "" }, "contacts ops\n  notification_interval 27");
    await one.nextCheck(2, "broken");
    const notified = Math.floor(one.clock.now());
    expect(await recorder.notified(1)).toEqual(["ops PROBLEM CRITICAL 1"]);

    await one.clock.advanceTo(notified + 27 * MINUTE - 1);
    expect(await recorder.notified(1)).toHaveLength(1);
    await one.clock.advanceTo(notified + 27 * MINUTE);
    expect(await recorder.notified(2)).toEqual(["ops PROBLEM CRITICAL 1", "ops PROBLEM CRITICAL 2"]);

    await settled();
    await one.nextCheck(0, "fine again");
    expect((await recorder.notified(3)).at(-1)).toBe("ops RECOVERY OK 3");
  });

  test("with a delayed first notification is notified on time, not with the next check", async () => {
    const recorder = await start({ ops: "" }, "contacts ops\n  first_notification_delay 7");
    await one.nextCheck(2, "broken");
    const hardAt = Math.floor(one.clock.now());
    await one.clock.advanceTo(hardAt + 7 * MINUTE - 1);
    expect((await decisions()).map(({ code }) => code)).toEqual(["first-notification-delay"]);

    await one.clock.advanceTo(hardAt + 7 * MINUTE);
    expect(await recorder.notified(1)).toEqual(["ops PROBLEM CRITICAL 1"]);
  });

  test("that lasts is escalated, and the recovery goes to everybody who was notified", async () => {
    const recorder = await start({ ops: "", boss: "" }, "contacts ops\n  notification_interval 30", {
      objects: () => `
define serviceescalation {
  host_name              web
  service_description    page
  contacts               boss
  first_notification     2
  last_notification      0
  notification_interval  15
}`,
    });
    await one.nextCheck(2, "broken");
    await recorder.notified(1);
    await one.clock.advanceBy(30 * MINUTE);
    await recorder.notified(2);
    await one.clock.advanceBy(15 * MINUTE);
    expect(await recorder.notified(3)).toEqual([
      "ops PROBLEM CRITICAL 1",
      "boss PROBLEM CRITICAL 2",
      "boss PROBLEM CRITICAL 3",
    ]);

    await settled();
    await one.nextCheck(0, "fine");
    expect((await recorder.notified(5)).slice(3).sort()).toEqual(["boss RECOVERY OK 4", "ops RECOVERY OK 4"]);
  });

  test("that began in a downtime and outlasts it is notified at its end", async () => {
    const recorder = await start({ ops: "service_notification_options c,r" }, "contacts ops");
    const end = Math.floor(one.clock.now()) + HOUR;
    await one.server().send("POST", "/monitoring/hosts/1/services/2/downtimes", {
      start_time: dateOf(end - HOUR),
      end_time: dateOf(end),
      is_fixed: true,
      duration: 0,
      comment: "kernel",
    });
    await one.nextCheck(2, "broken");
    expect((await decisions())[0]!.text).toMatch(/^not notified: in downtime 1 until \d\d:\d\d/);

    await one.clock.advanceTo(end - 1);
    expect((await decisions()).filter(({ code }) => code === "told")).toEqual([]);
    await one.clock.advanceTo(end);
    expect(await recorder.notified(1)).toEqual(["ops PROBLEM CRITICAL 1"]);
  });

  test("is notified once after a restart across the time of the next notification", async () => {
    const recorder = await start({ ops: "" }, "contacts ops\n  notification_interval 60");
    await one.nextCheck(2, "broken");
    await recorder.notified(1);
    await one.restart(2 * HOUR);
    await one.clock.advanceBy(MINUTE);

    expect(await recorder.notified(2)).toEqual(["ops PROBLEM CRITICAL 1", "ops PROBLEM CRITICAL 2"]);
  });
});

describe("a recovery in a downtime", () => {
  /** The problem is notified, then a downtime of `of` begins for an hour, and the problem ends in it. */
  const recoveredInDowntime = async (of: "host" | "service"): Promise<[NotificationRecorder, number]> => {
    const recorder = await start(
      { ops: "host_notification_options d,u,r" },
      "contacts ops\n  notification_interval 0\n  notification_options c,r",
    );
    await one.nextCheck(2, "broken");
    await recorder.notified(1);
    const end = Math.floor(one.clock.now()) + HOUR;
    await one.server().send("POST", `/monitoring/hosts/1${of === "host" ? "" : "/services/2"}/downtimes`, {
      start_time: dateOf(end - HOUR),
      end_time: dateOf(end),
      is_fixed: true,
      duration: 0,
      comment: "kernel",
    });
    await one.nextCheck(0, "fine");
    return [recorder, end];
  };
  const killed = async (): Promise<void> => {
    // What the disk holds while the server runs is what a kill -9 leaves.
    const copy = join(one.site.folder, "copy");
    cpSync(one.site.dataFolder, copy, { recursive: true, filter: (path) => !/\.(sock|cmd)$/.test(path) });
    await one.server().stop();
    rmSync(one.site.dataFolder, { recursive: true });
    renameSync(copy, one.site.dataFolder);
    await one.restart();
  };
  const events: Readonly<Record<string, () => Promise<unknown>>> = {
    nothing: () => Promise.resolve(),
    "a restart": () => one.restart(),
    "a reload": () => localApiOf(one.site).call("POST", "/api/reload"),
    "a kill -9": killed,
  };

  test.each(["host", "service"] as const)("of the %s is owed, and notified at its end", async (of) => {
    const [recorder, end] = await recoveredInDowntime(of);
    expect(await explain("web", "page")).toMatch(
      /^web\/page is OK .*\n {2}now: waiting: .*in downtime 1 until .*; the recovery is owed since \d\d:\d\d.* \(.+\)\n/,
    );
    await one.clock.advanceTo(end - 1);
    expect(await recorder.notified(1)).toHaveLength(1);
    await one.clock.advanceTo(end);
    expect(await recorder.notified(2)).toEqual(["ops PROBLEM CRITICAL 1", "ops RECOVERY OK 2"]);
  });

  test.each(Object.entries(events))("is notified once after %s", async (_, happen) => {
    const [recorder, end] = await recoveredInDowntime("service");
    await happen();
    await one.clock.advanceTo(end + MINUTE);
    expect(await recorder.notified(2)).toEqual(["ops PROBLEM CRITICAL 1", "ops RECOVERY OK 2"]);
    await one.restart(HOUR);
    await settled();
    expect(await recorder.notified(2)).toHaveLength(2);
  });

  test("is not notified if the problem returns, and neither is the problem", async () => {
    const [recorder, end] = await recoveredInDowntime("service");
    await one.nextCheck(2, "broken again");
    await one.clock.advanceTo(end + HOUR);
    await localApiOf(one.site).eventually<ServiceAnswer>(
      SERVICE,
      ({ next_check }) => secondsOf(next_check) > one.clock.now(),
    );
    expect(await recorder.notified(1)).toEqual(["ops PROBLEM CRITICAL 1"]);
  });
});

describe("what disabled notifications hold back", () => {
  const send = (command: string) => runCommands(one.site, one.server(), one.clock, command);
  const reloadWith = async (flag: string): Promise<void> => {
    const objects = join(one.site.configFolder, "objects.cfg");
    const text = readFileSync(objects, "utf8");
    writeFileSync(objects, text.replace(/(notifications_enabled) \d/, `$1 ${flag}`));
    expect(readFileSync(objects, "utf8")).not.toBe(text);
    await localApiOf(one.site).command("POST", "/api/reload");
  };
  const commands = (name: string, target = ""): readonly [string, () => Promise<void>, () => Promise<void>] => [
    name,
    () => send(`DISABLE_${name}${target}`),
    () => send(`ENABLE_${name}${target}`),
  ];
  const WAYS = [
    commands("SVC_NOTIFICATIONS", ";web;page"),
    commands("HOST_SVC_NOTIFICATIONS", ";web"),
    commands("NOTIFICATIONS"),
    [
      "CHANGE_SVC_MODATTR",
      () => send("DISABLE_SVC_NOTIFICATIONS;web;page"),
      () => send("CHANGE_SVC_MODATTR;web;page;0"),
    ],
    ["a reload", () => reloadWith("0"), () => reloadWith("1")],
  ] as const;
  const startWith = (options: Partial<OneServiceOptions> = {}) =>
    start({ ops: "" }, "notifications_enabled 1\n  contacts ops\n  notification_interval 0", options);

  test.each(WAYS)("is notified with the next turn when they are enabled: recovery, %s", async (_, disable, enable) => {
    const recorder = await startWith();
    await one.nextCheck(2, "broken");
    await recorder.notified(1);
    await disable();
    await one.nextCheck(0, "fine");
    expect(await explain("web", "page")).toMatch(/now: waiting: notifications .*; the recovery is owed since/);
    const at = one.clock.now();
    await enable();
    await one.clock.advanceBy(1);
    expect(await recorder.notified(2)).toEqual(["ops PROBLEM CRITICAL 1", "ops RECOVERY OK 2"]);
    expect(one.clock.now() - at).toBeLessThan(2);
  });

  test.each(WAYS)("is notified with the next turn when they are enabled: problem, %s", async (_, disable, enable) => {
    const recorder = await startWith();
    await disable();
    await one.nextCheck(2, "broken");
    await enable();
    await one.clock.advanceBy(1);
    expect(await recorder.notified(1)).toEqual(["ops PROBLEM CRITICAL 1"]);
  });

  test("waits for the next result with engine nagios, and the recovery is never notified", async () => {
    const recorder = await startWith({ vigieYaml: "engine: nagios\n" });
    await send("DISABLE_SVC_NOTIFICATIONS;web;page");
    await one.nextCheck(2, "broken");
    await send("ENABLE_SVC_NOTIFICATIONS;web;page");
    await one.clock.advanceBy(1);
    await one.nextCheck(2, "broken");
    expect(await recorder.notified(1)).toEqual(["ops PROBLEM CRITICAL 1"]);
    await send("DISABLE_SVC_NOTIFICATIONS;web;page");
    await one.nextCheck(0, "fine");
    await send("ENABLE_SVC_NOTIFICATIONS;web;page");
    await one.nextCheck(0, "fine");
    expect(await recorder.notified(1)).toHaveLength(1);
  });
});

describe("a contact whose period is closed", () => {
  test("is notified when it opens, and until then vigie explain says so", async () => {
    // The server starts on Tuesday, 2023-11-14, 22:13 UTC.
    const recorder = await start(
      { ops: "", boss: "service_notification_period hours" },
      "contacts ops,boss\n  notification_interval 0",
      {
        vigieCfg: "use_timezone=UTC\n",
        objects: () => `
define timeperiod {
  timeperiod_name  hours
  alias            hours
  wednesday        08:00-17:00
}`,
      },
    );
    await one.nextCheck(2, "broken");
    expect(await recorder.notified(1)).toEqual(["ops PROBLEM CRITICAL 1"]);
    expect(await explain("web", "page")).toContain(
      "now: not notified: boss: service_notification_period 'hours' is closed until Wed 08:00 (UTC)",
    );
    await one.restart();
    await one.clock.advanceTo(Date.UTC(2023, 10, 15, 8) / 1000 - 1);
    await one.clock.advanceBy(1);
    expect(await recorder.notified(2)).toEqual(["ops PROBLEM CRITICAL 1", "boss PROBLEM CRITICAL 1"]);
  });
});

describe("a root cause", () => {
  /** The host is checked on demand, by `host`; `root_cause: all` makes the rule apply to a program as well. */
  const startWithHost = async (): Promise<{
    readonly recorder: NotificationRecorder;
    readonly host: ScriptedPlugin;
  }> => {
    let host: ScriptedPlugin | undefined;
    const recorder = createNotificationRecorder({ ops: "" });
    one = await startOneService({
      maxCheckAttempts: 1,
      host: "contacts ops\n  check_command alive\n  check_interval 0",
      service: "contacts ops",
      vigieYaml: "root_cause: all\n",
      objects: (site) => {
        host = createScriptedPlugin(site.folder, "host");
        return `${recorder.objects(site)}define command {\n  command_name alive\n  command_line ${host.path}\n}\n`;
      },
    });
    await one
      .server()
      .eventually<{ last_check: string | null }>("/monitoring/hosts/1", ({ last_check }) => last_check !== null);
    await one.nextCheck(0, "fine");
    return { recorder, host: host! };
  };
  const codes = async (count: number): Promise<readonly string[]> => {
    await expect.poll(async () => (await decisions()).length).toBeGreaterThanOrEqual(count);
    return (await decisions()).map(({ code }) => code).reverse();
  };

  test("a host that is down is notified in one message, though its service was found broken first", async () => {
    const { recorder, host } = await startWithHost();
    host.says(2, "no answer");
    await one.nextCheck(2, "broken");
    await one.server().eventually<{ state: number }>("/monitoring/hosts/1", ({ state }) => state === 1);
    await one.clock.advanceBy(31);

    expect(await codes(2)).toEqual(["waiting-for-host-check", "named-with-host"]);
    expect((await decisions())[0]!.text).toBe("not notified: named in the message about host web, which is DOWN");
    expect(await recorder.notified(1)).toEqual(["ops PROBLEM DOWN 1"]);
  });

  test("a service of a host that is up is notified as soon as that is known", async () => {
    const { recorder } = await startWithHost();
    await one.nextCheck(2, "broken");
    const at = one.clock.now();
    await codes(1);
    await expect
      .poll(async () => {
        await one.clock.advanceBy(0);
        return (await decisions()).map(({ code }) => code);
      })
      .toContain("told");

    expect(one.clock.now() - at).toBeLessThan(1);
    expect(await recorder.notified(1)).toEqual(["ops PROBLEM CRITICAL 1"]);
  });
});

describe("a closed period and a dependency", () => {
  test("a problem outside the period is notified when the period opens", async () => {
    // The server starts on Tuesday, 2023-11-14, 22:13 UTC.
    const recorder = await start({ ops: "" }, "contacts ops\n  notification_period hours\n  notification_interval 0", {
      vigieCfg: "use_timezone=UTC\n",
      objects: () => `
define timeperiod {
  timeperiod_name  hours
  alias            hours
  wednesday        08:00-17:00
}`,
    });
    await one.nextCheck(2, "broken");
    expect((await decisions())[0]!.text).toBe("not notified: notification_period 'hours' is closed until Wed 08:00");

    await one.clock.advanceTo(Date.UTC(2023, 10, 15, 8) / 1000 - 1);
    await one.clock.advanceBy(1);
    expect(await recorder.notified(1)).toEqual(["ops PROBLEM CRITICAL 1"]);
  });

  test("a service that depends on a broken one is not notified", async () => {
    const recorder = await start({ ops: "" }, "contacts ops", {
      objects: () => `
define service {
  host_name              web
  service_description    database
  service_id             3
  check_command          scripted
  check_interval         1440
  active_checks_enabled  0
  max_check_attempts     1
  contacts               ops
}
define servicedependency {
  host_name                      web
  service_description            database
  dependent_host_name            web
  dependent_service_description  page
  notification_failure_criteria  c
}`,
    });
    await sendCommands(one.site, one.clock, "PROCESS_SERVICE_CHECK_RESULT;web;database;2;gone");
    expect(await recorder.notified(1)).toEqual(["ops PROBLEM CRITICAL 1"]);
    await one.nextCheck(2, "broken");

    expect((await decisions())[0]!.text).toBe("not notified: depends on service web/database, which has a problem");
  });
});

describe("the reason", () => {
  test("is recorded for each contact, with the outcome of the message, and shown by vigie explain", async () => {
    const recorder = await start({ ops: "", boss: "service_notification_options c" }, "contacts ops,boss");
    await one.nextCheck(1, "slow");
    await recorder.notified(1);
    const answer = await decisions();

    expect(answer.map(({ code }) => code).sort()).toEqual(["contact-option", "told"]);
    const text = await explain("web", "page");
    expect(text).toMatch(/^web\/page is WARNING \(hard\) since /);
    expect(text).toContain("WARNING: not notified: boss: its service_notification_options do not include 'warning'");
    expect(text).toMatch(
      /notified ops by tell-service at \d\d:\d\d:\d\d|being notified since \d\d:\d\d:\d\d: ops by tell-service/,
    );
    expect(text).toMatch(/now: not notified: already notified, next at /);
  });

  test("is shown in one zone, which every line names, and --at is in it", async () => {
    const recorder = await start({ ops: "timezone Asia/Tokyo" }, "contacts ops", {
      vigieCfg: "use_timezone=America/New_York\n",
    });
    await one.nextCheck(2, "broken");
    await recorder.notified(1);
    const lines = (await explain("web", "page")).trim().split("\n");
    const supposed = (await explain("web", "page", "--if", "CRITICAL", "--at", "2023-11-15 03:00"))
      .trim()
      .split("\n")
      .slice(1);

    expect(lines.filter((line) => /\d\d:\d\d/.test(line)).length).toBeGreaterThan(2);
    for (const line of [...lines, ...supposed]) if (/\d\d:\d\d/.test(line)) expect(line).toContain("America/New_York");
    expect(lines[0]).toContain("since 2023-11-14 17:");
    expect(supposed[0]).toMatch(/^2023-11-15 03:00:00 America\/New_York {2}notified ops by .* at 03:00:00/);
  });

  test("acknowledged: names the author", async () => {
    const recorder = await start({ ops: "" }, "contacts ops\n  notification_interval 5");
    await one.nextCheck(2, "broken");
    await recorder.notified(1);
    await one.server().send("POST", "/monitoring/hosts/1/services/2/acknowledgements", {
      comment: "mine",
      is_notify_contacts: false,
      is_persistent_comment: true,
      is_sticky: true,
    });
    await one.nextCheck(2, "broken");

    await expect.poll(async () => (await decisions())[0]!.text).toBe("not notified: acknowledged by admin");
  });

  test("a simulation shows who would be notified, by the API and by vigie explain --if", async () => {
    await start({ ops: "", boss: "service_notifications_enabled 0" }, "contacts ops,boss\n  notification_interval 720");
    const at = dateOf(Math.floor(one.clock.now()) + HOUR);
    const {
      body: { result },
    } = await simulate<{ result: { time: string; text: string }[] }>({
      host_id: 1,
      service_id: 2,
      state: "CRITICAL",
      at,
    });

    expect(result.map(({ text }) => text.replace(/ at .*/, ""))).toEqual([
      "notified ops by tell-service",
      "not notified: boss: its service notifications are switched off (service_notifications_enabled)",
      "notified ops by tell-service",
    ]);
    expect(result[0]!.time).toBe(at);
    const text = await explain("web", "page", "--if", "critical", "--at", at);
    expect(text).toMatch(
      /^If service web\/page went CRITICAL, ops would be notified:\n.*notified ops by tell-service at .* \(notification 1\), once more at /,
    );
    // Each different decision stands once, those that notify first.
    expect(text.split("\n")[2]).toContain("not notified: boss: its service notifications are switched off");
    expect(text).toContain("\n\n--verbose shows all 3 decisions by time.\n");
    const verbose = (await explain("web", "page", "--if", "critical", "--at", at, "--verbose")).trim().split("\n");
    expect(verbose).toHaveLength(4);
    expect(verbose[3]).toMatch(/notified ops by tell-service at .* \(notification 2\)$/);
  });

  test.each([
    [{ host_id: 1, service_id: 2, state: "DOWN" }, "state"],
    [{ host_id: 1, service_id: 2, state: "CRITICAL", at: "tomorrow" }, "at"],
    [{ host_id: 1, service_id: 2, state: "CRITICAL", hours: 745 }, "hours"],
    [{ service_id: 2, state: "CRITICAL" }, "host_id"],
    [{ host_id: 1, state: "DOWN", more: 1 }, "more"],
  ])("a simulation of %j is refused with the name of the field", async (body, field) => {
    await start({ ops: "" }, "contacts ops");

    expect(await simulate(body)).toMatchObject({
      status: 400,
      body: { code: "invalid-body", message: expect.stringContaining(field) },
    });
  });

  test("vigie explain names what is missing", async () => {
    await start({ ops: "" }, "contacts ops");

    await expect(explain("nothing")).rejects.toMatchObject({ code: "not-found", message: "There is no host nothing." });
    await expect(explain("web", "nothing")).rejects.toMatchObject({
      code: "not-found",
      message: "There is no service nothing on the host web. It has page.",
    });
  });
});
