import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createMonitoringPeriods } from "../../src/data/history/monitoring-periods.ts";
import { createLedger } from "../../src/data/ledger/ledger.ts";
import { openTestStore } from "../support/test-store.ts";
import type { Store } from "../../src/data/store/store.ts";
import { silentLog } from "../../src/lib/log.ts";
import { formatRfc3339 } from "../../src/lib/rfc3339.ts";
import type { HistoryEvent } from "../../src/model/history-event.ts";
import { hostKey, SERVER_KEY, serviceKey, type ResourceKey } from "../../src/model/resource-key.ts";
import { runCommands } from "../support/command-file.ts";
import { createFakeClock, type FakeClock } from "../support/fake-clock.ts";
import { SERVICE, type ServiceAnswer, START } from "../support/one-service.ts";
import { readStore } from "../support/read-store.ts";
import { createScriptedPlugin, type ScriptedPlugin } from "../support/scripted-plugin.ts";
import { startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { ADMIN_PASSWORD, createSite, type ServerUnderTest, type Site } from "../support/server-under-test.ts";

const HOST_KEY = hostKey(1);
const PAGE_KEY = serviceKey(1, 2);
const MAIL_KEY = serviceKey(1, 3);

let site: Site;
let clock: FakeClock;
let plugin: ScriptedPlugin;
let server: ServerUnderTest;

beforeEach(() => {
  site = createSite({ "vigie.cfg": "cfg_file=objects.cfg\n" });
  plugin = createScriptedPlugin(site.folder, "page");
  clock = createFakeClock(START);
});
afterEach(() => site.remove());

/** Configures a host and these services, each a name with directives. */
function configure(services: Readonly<Record<string, string>>): void {
  const definitions = Object.entries(services).map(
    ([name, directives]) => `
define service {
  host_name            web
  service_description  ${name}
  check_command        scripted
  check_interval       60
  max_check_attempts   3
  ${directives}
}`,
  );
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
  _COMMUNITY          public
}
define contact {
  contact_name  jdoe
}
${definitions.join("\n")}`,
  );
}

/** Events on disk, the oldest first. */
const history = (key: ResourceKey, ...kinds: readonly HistoryEvent["kind"][]): Promise<readonly string[]> =>
  readStore(site, (store) => historyIn(store, key, kinds));

const historyIn = async (
  store: Store,
  key: ResourceKey,
  kinds: readonly HistoryEvent["kind"][],
): Promise<readonly string[]> =>
  (await store.readEvents(key, 1_000))
    .filter(({ kind }) => kinds.length === 0 || kinds.includes(kind))
    .map(({ at, kind, reason }) => `${at - START} ${kind}: ${reason}`)
    .toReversed();

const start = async (): Promise<void> => {
  server = await site.start(clock);
};
const restartAt = async (seconds: number): Promise<void> => {
  await server.stop();
  await clock.advanceTo(START + seconds);
  await start();
};
const run = (...commands: readonly string[]): Promise<void> => runCommands(site, server, clock, ...commands);
/** Sends the beginning of a request to schedule a downtime of the host. Returns its socket and the rest of its body. */
function openRequest(url: string, token: string, body: string): readonly [Socket, string] {
  const socket = connect({ host: "127.0.0.1", port: Number(new URL(url).port) });
  socket.write(
    `POST /centreon/api/latest/monitoring/hosts/1/downtimes HTTP/1.1\r\nHost: vigie\r\nConnection: close\r\n` +
      `X-AUTH-TOKEN: ${token}\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, 5)}`,
  );
  return [socket, body.slice(5)];
}
/** Waits until the history has this event, which a start records in the background. */
const recorded = (key: ResourceKey, line: string): Promise<void> =>
  readStore(site, async (store) => {
    await expect.poll(() => historyIn(store, key, [])).toContain(line);
  });

describe("the history records when the server was running", () => {
  test("from its start to its orderly stop", async () => {
    configure({ page: "service_id 2" });
    await start();
    await clock.advanceBy(35);
    await restartAt(60);
    await server.stop();

    expect(await history(SERVER_KEY)).toEqual([
      "0 monitoring-started: the server started",
      "35 monitoring-stopped: the server was stopped",
      "60 monitoring-started: the server started",
      "60 monitoring-stopped: the server was stopped",
    ]);
    expect(await readStore(site, async (store) => (await store.readSnapshot()).lastHeartbeat)).toBeNull();
  });

  test("to the last request that it answered while it was stopping", async () => {
    configure({ page: "service_id 2" });
    await start();
    const { url } = server.app;
    const credentials = { login: "admin", password: ADMIN_PASSWORD };
    const login = await fetch(`${url}/centreon/api/latest/login`, {
      method: "POST",
      body: JSON.stringify({ security: { credentials } }),
    });
    const { security } = (await login.json()) as { readonly security: { readonly token: string } };
    const text = JSON.stringify({
      comment: "late",
      start_time: formatRfc3339(START),
      end_time: formatRfc3339(START + 3600),
      is_fixed: true,
      duration: 3600,
    });
    const [request, rest] = openRequest(url, security.token, text);
    const stopping = server.stop();
    await expect
      .poll(() =>
        fetch(`${url}/api/health`).then(
          () => "answers",
          () => "closed",
        ),
      )
      .toBe("closed");
    await clock.advanceBy(5);
    request.write(rest);
    await stopping;

    expect(await history(HOST_KEY, "downtime-scheduled")).toEqual([
      "5 downtime-scheduled: downtime 1 scheduled by admin",
    ]);
    expect(await history(SERVER_KEY, "monitoring-stopped")).toEqual(["5 monitoring-stopped: the server was stopped"]);
  });

  test("to the last heartbeat, when it was killed", async () => {
    const folder = mkdtempSync(join(tmpdir(), "vigie-heartbeat-"));
    const open = () => openTestStore(folder);
    const periodsOn = (store: Store) => {
      const ledger = createLedger({
        store,
        readers: [],
        shownAhead: { show: () => {} },
        clock,
        log: silentLog,
        onRefused: () => {},
      });
      return createMonitoringPeriods({ ledger, clock, log: silentLog });
    };
    const killed = await open();
    await periodsOn(killed).start((await killed.readSnapshot()).lastHeartbeat);
    for (const seconds of [10, 20]) {
      await clock.advanceTo(START + seconds);
      await expect.poll(async () => (await killed.readSnapshot()).lastHeartbeat).toBe(START + seconds);
    }
    await clock.advanceBy(9);
    // Without recording a stop.
    await killed.close();
    const next = await open();
    await clock.jumpTo(START + 300);
    const periods = periodsOn(next);

    await periods.start((await next.readSnapshot()).lastHeartbeat);

    expect(await historyIn(next, SERVER_KEY, [])).toEqual([
      "0 monitoring-started: the server started",
      "20 monitoring-stopped: the server ended without being stopped; this is when it was last known to run",
      "300 monitoring-started: the server started",
    ]);
    await periods.stop();
    await next.close();
    rmSync(folder, { recursive: true });
  });

  test("a start that the disk refuses is recorded with a later heartbeat", async () => {
    const commits: unknown[][] = [];
    let isFull = true;
    const periods = createMonitoringPeriods({
      ledger: {
        commit: async (changes) => {
          if (isFull) throw new Error("full");
          commits.push(changes.map((change) => (change.kind === "event" ? change.event.kind : change)));
        },
      },
      clock,
      log: silentLog,
    });

    await periods.start(null);
    isFull = false;
    await clock.advanceBy(20);
    await periods.stop();

    expect(commits).toEqual([
      ["monitoring-started", { kind: "heartbeat", at: START + 10 }],
      [{ kind: "heartbeat", at: START + 20 }],
      ["monitoring-stopped", { kind: "heartbeat", at: null }],
    ]);
    expect(clock.waiting()).toBe(0);
  });

  test("a real server killed with SIGKILL ends within 10 seconds of it", { timeout: 180_000 }, async () => {
    configure({ page: "service_id 2" });
    const startProcess = (): Promise<ServerProcess> =>
      startServerProcess({
        VIGIE_CONFIG: site.configFolder,
        VIGIE_DATA: site.dataFolder,
        VIGIE_ADMIN_PASSWORD: "heart and beat",
      });
    const first = await startProcess();
    await first.kill();
    const killedAt = Date.now() / 1000;

    const second = await startProcess();
    await second.stop();

    const events = await readStore(site, async (store) => (await store.readEvents(SERVER_KEY, 9)).toReversed());
    expect(events.map(({ kind }) => kind)).toEqual([
      "monitoring-started",
      "monitoring-stopped",
      "monitoring-started",
      "monitoring-stopped",
    ]);
    expect(Math.abs(killedAt - events[1]!.at)).toBeLessThan(11);
  });
});

describe("the history records what was configured", () => {
  const CONFIGURED = "0 object-configured: added to the configuration";

  test("at the start, once, and changes while the server was down at the next one", async () => {
    configure({ page: "service_id 2", mail: "service_id 3" });
    await start();
    await recorded(MAIL_KEY, CONFIGURED);
    await restartAt(10);
    configure({ page: "service_id 2\n  active_checks_enabled 0", disk: "service_id 4" });
    await restartAt(20);
    await recorded(serviceKey(1, 4), "20 object-configured: added to the configuration");
    await server.stop();
    const KINDS = ["object-configured", "object-removed", "checks-disabled"] as const;

    expect(await history(HOST_KEY, ...KINDS)).toEqual([CONFIGURED]);
    expect(await history(PAGE_KEY, ...KINDS)).toEqual([
      CONFIGURED,
      "20 checks-disabled: active checks disabled by the configuration",
    ]);
    expect(await history(MAIL_KEY, ...KINDS)).toEqual([
      CONFIGURED,
      "20 object-removed: removed from the configuration",
    ]);
  });

  test("at the start, with the last state of what was removed", async () => {
    configure({ page: "service_id 2", mail: "service_id 3\n  active_checks_enabled 0" });
    await start();
    await recorded(MAIL_KEY, CONFIGURED);
    await run("PROCESS_SERVICE_CHECK_RESULT;web;mail;2;queue is full");
    await server.stop();
    configure({ page: "service_id 2" });
    await start();
    await recorded(MAIL_KEY, "0 object-removed: removed from the configuration");
    await server.stop();

    const [removed] = await readStore(site, (store) => store.readEvents(MAIL_KEY, 1));
    expect(removed).toMatchObject({ kind: "object-removed", state: 2, stateType: 0, output: "queue is full" });
  });

  test("at a reload; one without a change records only the reload itself", async () => {
    configure({ page: "service_id 2", mail: "service_id 3" });
    await start();
    await recorded(MAIL_KEY, CONFIGURED);
    await clock.advanceTo(START + 1);
    await server.app.reload();
    await clock.advanceTo(START + 2);
    configure({ page: "service_id 2\n  active_checks_enabled 0", disk: "service_id 4" });
    await server.app.reload();
    await clock.advanceTo(START + 3);
    await restartAt(4);
    await server.stop();
    const KINDS = ["object-configured", "object-removed", "checks-enabled", "checks-disabled"] as const;

    expect(await history(SERVER_KEY, "configuration-reloaded")).toEqual([
      "1 configuration-reloaded: the configuration was reloaded: 1 host and 2 services, 0 added, 0 removed, 0 changed",
      "2 configuration-reloaded: the configuration was reloaded: 1 host and 2 services, 1 added, 1 removed, 1 changed",
    ]);
    expect(await history(HOST_KEY, ...KINDS)).toEqual([CONFIGURED]);
    expect(await history(PAGE_KEY, ...KINDS)).toEqual([
      CONFIGURED,
      "2 checks-disabled: active checks disabled by the configuration",
    ]);
    expect(await history(MAIL_KEY, ...KINDS)).toEqual([CONFIGURED, "2 object-removed: removed from the configuration"]);
    expect(await history(serviceKey(1, 4), ...KINDS)).toEqual(["2 object-configured: added to the configuration"]);
  });
});

describe("the history has", () => {
  beforeEach(async () => {
    configure({ page: "service_id 2" });
    await start();
    await server.eventually<ServiceAnswer>(SERVICE, ({ last_check }) => last_check !== null);
  });

  test("the first result of a service, once, even if it is OK", async () => {
    await clock.advanceBy(3_700);
    await server.stop();

    expect(await history(PAGE_KEY, "first-result")).toEqual([
      expect.stringMatching(/^\d+ first-result: the first result: OK$/),
    ]);
  });

  test("added and deleted comments, with their authors, and those that a restart ends", async () => {
    await run("ADD_SVC_COMMENT;web;page;1;ann;ordered a disk", "ADD_SVC_COMMENT;web;page;0;bob;rebooting");
    await run("DEL_SVC_COMMENT;1");
    await restartAt(60);
    await server.stop();

    expect(await history(PAGE_KEY, "comment-added", "comment-deleted")).toEqual([
      "0 comment-added: comment 1 added by ann",
      "0 comment-added: comment 2 added by bob",
      "0 comment-deleted: comment 1 by ann deleted by command file",
      "60 comment-deleted: comment 2 by bob deleted at the restart, which it does not survive",
    ]);
    expect(
      await readStore(site, async (store) =>
        (await store.readEvents(PAGE_KEY, 9)).find(({ kind }) => kind === "comment-added"),
      ),
    ).toMatchObject({ output: "rebooting", state: 0 });
  });

  test("the start before everything that the start changes", async () => {
    await run("ADD_SVC_COMMENT;web;page;0;bob;rebooting");
    await restartAt(60);
    await server.stop();

    const idOf = (key: ResourceKey, wanted: HistoryEvent["kind"]): Promise<number> =>
      readStore(site, async (store) => (await store.readEvents(key, 99)).find(({ kind }) => kind === wanted)!.id);
    expect(await idOf(PAGE_KEY, "comment-deleted")).toBeGreaterThan(await idOf(SERVER_KEY, "monitoring-started"));
  });

  test("changes by operators, without secrets, and checks that they switch", async () => {
    await run(
      "CHANGE_MAX_SVC_CHECK_ATTEMPTS;web;page;7",
      "CHANGE_CUSTOM_HOST_VAR;web;COMMUNITY;sesame",
      "CHANGE_SVC_CHECK_COMMAND;web;page;scripted!sesame",
      "DISABLE_CONTACT_HOST_NOTIFICATIONS;jdoe",
      "STOP_EXECUTING_SVC_CHECKS",
      "DISABLE_SVC_CHECK;web;page",
      "DISABLE_SVC_CHECK;web;page",
      "ENABLE_SVC_CHECK;web;page",
      "DISABLE_SVC_CHECK;web;page",
      "CHANGE_SVC_MODATTR;web;page;0",
      "DISABLE_SVC_CHECK;web;page",
    );
    // A restart and a reload do not change it.
    await restartAt(10);
    await server.app.reload();
    await server.stop();
    const KINDS = ["adaptive-changed", "checks-enabled", "checks-disabled"] as const;

    expect(await history(PAGE_KEY, ...KINDS)).toEqual([
      "0 adaptive-changed: max_check_attempts set to 7",
      "0 adaptive-changed: check_command set to scripted",
      "0 checks-disabled: active checks disabled by the command file",
      "0 adaptive-changed: active_checks_enabled set to 0",
      "0 checks-enabled: active checks enabled by the command file",
      "0 checks-disabled: active checks disabled by the command file",
      "0 adaptive-changed: max_check_attempts is as configured again",
      "0 adaptive-changed: check_command is as configured again",
      "0 checks-enabled: active checks enabled by the command file",
      "0 checks-disabled: active checks disabled by the command file",
    ]);
    expect(await history(HOST_KEY, ...KINDS)).toEqual(["0 adaptive-changed: _COMMUNITY changed"]);
    expect(await history(SERVER_KEY, ...KINDS)).toEqual([
      "0 adaptive-changed: contact jdoe: host_notifications_enabled set to 0",
      "0 adaptive-changed: execute_service_checks set to 0",
    ]);
  });
});
