import { PassThrough, Readable } from "node:stream";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { availabilityCommand } from "../../src/cli/monitoring/availability.ts";
import { localApi } from "../../src/cli/local-api-client.ts";
import type { HistoryEvent } from "../../src/model/history-event.ts";
import { SERVER_KEY, serviceKey, type ResourceKey } from "../../src/model/resource-key.ts";
import { Refusal } from "../../src/model/refusal.ts";
import { runCommands } from "../support/command-file.ts";
import { createFakeClock, type FakeClock } from "../support/fake-clock.ts";
import { readStore } from "../support/read-store.ts";
import { createScriptedPlugin, type ScriptedPlugin } from "../support/scripted-plugin.ts";
import { createSite, type ServerUnderTest, type Site } from "../support/server-under-test.ts";

// Midnight in UTC.
const MIDNIGHT = 1_699_920_000;
const MAIL_KEY = serviceKey(1, 3);

let site: Site;
let clock: FakeClock;
let plugin: ScriptedPlugin;
let server: ServerUnderTest;

beforeEach(async () => {
  site = createSite({ "vigie.cfg": "cfg_file=objects.cfg\nuse_timezone=UTC\n" });
  plugin = createScriptedPlugin(site.folder, "page");
  clock = createFakeClock(MIDNIGHT);
  configure("");
  server = await site.start(clock);
});
afterEach(() => site.remove());

const configure = (more: string): void =>
  writeFileSync(
    join(site.configFolder, "objects.cfg"),
    `
define command {
  command_name  scripted
  command_line  ${plugin.path}
}
define host {
  host_name           web
  host_id             1
  address             127.0.0.1
  max_check_attempts  1
}
define service {
  host_name              web
  service_description    mail
  service_id             3
  check_command          scripted
  active_checks_enabled  0
  check_interval         5
  max_check_attempts     2
}
define servicegroup {
  servicegroup_name  mail services
  members            web,mail
}
${more}`,
  );

const run = (...commands: readonly string[]): Promise<void> => runCommands(site, server, clock, ...commands);
const at = (minutes: number): Promise<void> => clock.advanceTo(MIDNIGHT + minutes * 60);
const mail = (code: number): Promise<void> => run(`PROCESS_SERVICE_CHECK_RESULT;web;mail;${code};as seen`);

async function startAgainAt(minutes: number): Promise<void> {
  await server.stop();
  await clock.jumpTo(MIDNIGHT + minutes * 60);
  server = await site.start(clock);
}

async function vigie(...args: readonly string[]): Promise<string> {
  const stdout = new PassThrough();
  const command = availabilityCommand({
    api: async () => localApi(site.dataFolder),
    typed: (...words) => words.join(" "),
    streams: { stdin: Readable.from([]), stdout, stderr: new PassThrough() },
  });
  command.exitOverride().configureOutput({ writeErr: () => {} });
  try {
    await command.parseAsync([...args], { from: "user" });
  } catch (error) {
    if (error instanceof Refusal) return `${error.code}: ${error.message}`;
    throw error;
  }
  return String(stdout.read() ?? "");
}

const DAY = ["--from", "2023-11-14", "--to", "2023-11-15"];

/** Minutes by status, outside and in downtime. */
async function minutesOf(...args: readonly string[]): Promise<Readonly<Record<string, readonly number[]>>> {
  const { result } = JSON.parse(await vigie(...args, ...DAY, "--json")) as {
    readonly result: readonly {
      readonly table: readonly {
        readonly status: string;
        readonly outside_downtime_ms: number;
        readonly in_downtime_ms: number;
      }[];
    }[];
  };
  return Object.fromEntries(
    result[0]!.table
      .map((row) => [row.status, [row.outside_downtime_ms / 60_000, row.in_downtime_ms / 60_000]] as const)
      .filter(([, [outside, inside]]) => outside! + inside! > 0),
  );
}

const eventsOf = (key: ResourceKey, ...kinds: readonly HistoryEvent["kind"][]): Promise<readonly string[]> =>
  readStore(site, async (store) =>
    (await store.readEvents(key, 100))
      .filter(({ kind }) => kinds.includes(kind))
      .map((event) => `${(event.at - MIDNIGHT) / 60} ${event.kind}: ${event.reason}`)
      .toReversed(),
  );

describe("what happens is counted", () => {
  test("results, a host's downtime, and a stop longer than a check interval and a minute", async () => {
    await at(10);
    await mail(0);
    await at(20);
    await mail(2);
    await at(30);
    await mail(2);
    await run(`SCHEDULE_HOST_DOWNTIME;web;${MIDNIGHT + 2_400};${MIDNIGHT + 3_000};1;0;0;ann;move`);
    await at(40);
    await at(60);
    await run("ACKNOWLEDGE_SVC_PROBLEM;web;mail;2;0;0;ann;on it");
    await at(70);
    await mail(0);
    await at(80);
    await startAgainAt(85);
    await at(86);
    await startAgainAt(96);
    await at(100);

    expect(await minutesOf("web", "mail")).toEqual({
      pending: [10, 0],
      ok: [40, 0],
      critical: [30, 10],
      unmonitored: [10, 0],
    });
    expect(await minutesOf("web", "mail", "--soft")).toMatchObject({ ok: [30, 0], critical: [40, 10] });
    expect(await vigie("web", "mail", ...DAY)).toBe(
      [
        "web/mail: 57.142 % available",
        "  2023-11-14 00:00:00 to 2023-11-14 01:40:00 (UTC), not final yet",
        "  good 40m, bad 30m, excluded 30m, 1 failure, MTTR 30m, MTBF 40m",
        "",
        "STATUS       OUTSIDE DOWNTIME  IN DOWNTIME   OF SERVICE TIME",
        "OK           40m good                        40.000 %",
        "CRITICAL     30m bad           10m excluded  40.000 %",
        "PENDING      10m excluded                    10.000 %",
        "UNMONITORED  10m excluded                    10.000 %",
        "",
        "OUTAGE FROM          TO                   DURATION  IN DOWNTIME  STATUS    ACKNOWLEDGED BY",
        "2023-11-14 00:30:00  2023-11-14 01:10:00  40m       10m          CRITICAL  ann",
        "",
      ].join("\n"),
    );
  });

  test("a downtime that ended, and one that began and ended, while the server was away", async () => {
    await mail(0);
    await run(
      `SCHEDULE_SVC_DOWNTIME;web;mail;${MIDNIGHT + 600};${MIDNIGHT + 1_800};1;0;0;ann;one`,
      `SCHEDULE_SVC_DOWNTIME;web;mail;${MIDNIGHT + 3_000};${MIDNIGHT + 3_600};1;0;0;ann;two`,
    );
    await at(10);
    await at(20);
    await startAgainAt(90);
    await expect
      .poll(() => eventsOf(MAIL_KEY, "downtime-started", "downtime-ended"))
      .toEqual([
        "10 downtime-started: downtime 2 starts as planned",
        "30 downtime-ended: downtime 2 ran its time",
        "50 downtime-started: downtime 3 began while the server was away",
        "60 downtime-ended: downtime 3 began and ended while the server was away",
      ]);

    expect(await minutesOf("web", "mail")).toEqual({ ok: [10, 10], unmonitored: [50, 20] });
  });

  test("checks that an operator switched off, of one service or of all; not those off by configuration", async () => {
    await mail(0);
    await at(10);
    await run("STOP_EXECUTING_SVC_CHECKS");
    await at(30);
    await run("START_EXECUTING_SVC_CHECKS", "ENABLE_SVC_CHECK;web;mail");
    await at(40);
    await run("DISABLE_SVC_CHECK;web;mail");
    await at(47);
    await run("ENABLE_SVC_CHECK;web;mail");
    await at(50);
    await run("DISABLE_SVC_CHECK;web;mail");
    await at(54);
    await run("ENABLE_SVC_CHECK;web;mail");
    await at(60);

    expect(await eventsOf(SERVER_KEY, "service-checks-disabled", "service-checks-enabled")).toEqual([
      "10 service-checks-disabled: active checks of all services disabled by the command file",
      "30 service-checks-enabled: active checks of all services enabled by the command file",
    ]);
    expect(await minutesOf("web", "mail")).toMatchObject({ unmonitored: [27, 0] });
    expect(await minutesOf("web")).not.toHaveProperty("unmonitored");
  });

  test("an object only while it was configured; its group by members", async () => {
    await mail(0);
    await at(10);
    configure("define host {\n  host_name  db\n  host_id  2\n  address  127.0.0.1\n  max_check_attempts  1\n}\n");
    await server.app.reload();
    await run("PROCESS_HOST_CHECK_RESULT;db;1;gone");
    await at(30);

    expect(await minutesOf("db")).toEqual({ down: [20, 0] });
    expect(await vigie("mail services", ...DAY, "--group", "any")).toBe(
      [
        "mail services: 100.000 % available, good while any of its 1 member is (--group any)",
        "  2023-11-14 00:00:00 to 2023-11-14 00:30:00 (UTC), not final yet",
        "  good 30m, bad 0s, excluded 0s, 0 failures",
        "  mean of the members (--group mean): 100.000 %",
        "",
        "MEMBER ALONE  AVAILABLE  GOOD  BAD  EXCLUDED  OUTAGES",
        "web/mail      100.000 %  30m   0s   0s        0",
        "",
      ].join("\n"),
    );
    expect((await vigie("mail services", ...DAY, "--csv")).split("\r\n")).toHaveLength(4);
  });
});

test("mistakes are refused, naming what was expected", async () => {
  expect(await vigie("nowhere", ...DAY)).toBe(
    "not-found: There is no host nowhere. There is no group of this name either.",
  );
  expect(await vigie("web", ...DAY, "--group", "all")).toBe("not-found: There is no host group or service group web.");
  expect(await vigie("mail servces", ...DAY)).toBe(
    "not-found: There is no host mail servces. There is no group of this name either. Did you mean mail services?",
  );
  expect(await vigie("mail servces", ...DAY, "--group", "all")).toContain(" Did you mean mail services?");
  expect(await vigie("web", ...DAY, "--period", "x")).toContain("server-refused: Error on 'period'");
  await expect(vigie("web", "--from", "october")).rejects.toThrow("Expected a date such as 2026-10-01");
  await expect(vigie("web", "mail", "--group", "all")).rejects.toThrow("the name of a group alone");
});

test("the first day may be given as a month", async () => {
  await mail(0);
  await at(10);

  const { report } = JSON.parse(await vigie("web", "mail", "--from", "2023-11", "--to", "2023-12", "--json")) as {
    readonly report: Readonly<Record<string, unknown>>;
  };

  expect(report).toMatchObject({ from: "2023-11-01", to: "2023-12-01", zone: "UTC" });
});
