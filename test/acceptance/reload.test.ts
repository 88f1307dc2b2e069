import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { hashPassword } from "../../src/access/password.ts";
import { requestLocalApi } from "../../src/cli/local-api-client.ts";
import type { ConfigError } from "../../src/model/configuration-errors.ts";
import type { HistoryEvent } from "../../src/model/history-event.ts";
import { SERVER_KEY, serviceKey, type ResourceKey } from "../../src/model/resource-key.ts";
import { readStore } from "../support/read-store.ts";
import { refuseEvents } from "../support/refuse-events.ts";
import { openTestStore } from "../support/test-store.ts";
import { createFakeClock, type FakeClock } from "../support/fake-clock.ts";
import { dateOf, secondsOf, type ServiceAnswer, START } from "../support/one-service.ts";
import { createScriptedPlugin, type ScriptedPlugin } from "../support/scripted-plugin.ts";
import { loginAt } from "../support/server-process.ts";
import { createSite, type ServerUnderTest, type Site } from "../support/server-under-test.ts";

const PAGE = "/monitoring/hosts/1/services/2";
const MAIL = "/monitoring/hosts/1/services/3";

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

/** Configures a host with these services, each a name with directives. */
function configure(services: Readonly<Record<string, string>>, more = ""): void {
  const definitions = Object.entries(services).map(
    ([name, directives]) => `
define service {
  host_name            web
  service_description  ${name}
  check_command        scripted
  check_interval       5
  retry_interval       1
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
}
${definitions.join("\n")}
${more}`,
  );
}

const service = (path: string): Promise<ServiceAnswer> => server.get<ServiceAnswer>(path);
const names = async (): Promise<string[]> =>
  (await server.get<{ result: { description: string }[] }>("/monitoring/services")).result.map(
    ({ description }) => description,
  );

const isChecked = ({ last_check }: ServiceAnswer): boolean => last_check !== null;

describe("a reload", () => {
  test("adds, removes and changes services, and everything else stays exactly as it was", async () => {
    configure({ page: "service_id 2", mail: "service_id 3" });
    plugin.says(2, "CRITICAL - gone");
    server = await site.start(clock);
    await server.eventually<ServiceAnswer>(PAGE, isChecked);
    await clock.advanceBy(5);
    await server.eventually<ServiceAnswer>(MAIL, isChecked);
    await server.send("POST", `${PAGE}/acknowledgements`, {
      comment: "known",
      is_notify_contacts: false,
      is_persistent_comment: true,
      is_sticky: true,
    });
    await server.send("POST", `${PAGE}/downtimes`, {
      comment: "disk",
      is_fixed: true,
      duration: 60,
      start_time: dateOf(START),
      end_time: dateOf(START + 3600),
    });
    const before = await server.get(PAGE);

    configure({ page: "service_id 2", disk: "service_id 4", load: "service_id 5\n  check_interval 1" });
    const outcome = await server.app.reload();

    expect(outcome).toMatchObject({
      isAccepted: true,
      hosts: { total: 1, added: 0, removed: 0, changed: 0 },
      services: { total: 3, added: 2, removed: 1, changed: 0 },
    });
    expect(await names()).toEqual(["disk", "load", "page"]);
    expect(await server.get(PAGE)).toEqual(before);
    expect(before).toMatchObject({ state: 2, check_attempt: 1, is_acknowledged: true, scheduled_downtime_depth: 1 });
  });

  test("checks new resources within seconds, removed ones no more, and unchanged ones at their old time", async () => {
    configure({ page: "service_id 2", mail: "service_id 3" });
    server = await site.start(clock);
    await server.eventually<ServiceAnswer>(PAGE, isChecked);
    await clock.advanceBy(5);
    await server.eventually<ServiceAnswer>(MAIL, isChecked);
    const { next_check: planned } = await service(PAGE);
    await clock.advanceBy(60);

    configure({ page: "service_id 2", disk: "service_id 4" });
    await server.app.reload();
    await clock.advanceBy(10);
    await server.eventually<ServiceAnswer>("/monitoring/hosts/1/services/4", isChecked);

    expect((await service(PAGE)).next_check).toBe(planned);
    await clock.advanceTo(secondsOf(planned) + 1);
    const checked = await server.eventually<ServiceAnswer>(
      PAGE,
      ({ last_check }) => secondsOf(last_check) > START + 60,
    );
    expect(secondsOf(checked.last_check)).toBe(secondsOf(planned));
  });
});

describe("a removed resource", () => {
  test("ends its downtimes, and returns with the state it had", async () => {
    configure({ page: "service_id 2", mail: "service_id 3" });
    plugin.says(2, "CRITICAL - gone");
    server = await site.start(clock);
    await clock.advanceBy(5);
    await server.eventually<ServiceAnswer>(MAIL, isChecked);
    await server.send("POST", `${MAIL}/downtimes`, {
      comment: "disk",
      is_fixed: true,
      duration: 60,
      start_time: dateOf(START),
      end_time: dateOf(START + 3600),
    });

    configure({ page: "service_id 2" });
    await server.app.reload();
    expect(await server.get("/monitoring/downtimes")).toMatchObject({
      result: [{ comment: "disk", is_cancelled: true }],
    });

    configure({ page: "service_id 2", mail: "service_id 3" });
    await server.app.reload();
    expect(await service(MAIL)).toMatchObject({ state: 2, scheduled_downtime_depth: 0 });
    const events = await readStore(site, (store) => store.readEvents(serviceKey(1, 3), 99));
    expect(events.find(({ kind }) => kind === "downtime-cancelled")).toMatchObject({ state: 2, stateType: 0 });
  });

  test("that left while the server was stopped has its downtimes ended by the start, and returns without", async () => {
    configure({ page: "service_id 2", mail: "service_id 3" });
    server = await site.start(clock);
    await server.send("POST", `${MAIL}/downtimes`, {
      comment: "disk",
      is_fixed: true,
      duration: 60,
      start_time: dateOf(START),
      end_time: dateOf(START + 3600),
    });
    await server.stop();
    configure({ page: "service_id 2" });

    server = await site.start(clock);

    await server.eventually<{ result: { is_cancelled: boolean }[] }>(
      "/monitoring/downtimes",
      ({ result }) => result[0]?.is_cancelled === true,
    );
    configure({ page: "service_id 2", mail: "service_id 3" });
    await server.app.reload();
    expect(await service(MAIL)).toMatchObject({ scheduled_downtime_depth: 0 });
  });

  test("drops the result of its running check, while that of another one counts", async () => {
    const waiting = join(site.folder, "waiting.sh");
    writeFileSync(
      waiting,
      `#!/bin/sh\ntouch '${site.folder}/started'-$1\nwhile [ ! -e '${site.folder}/go' ]; do sleep 0.05; done\necho "OK - at last"\n`,
      { mode: 0o755 },
    );
    const slow = `define command {\n  command_name  slow\n  command_line  ${waiting} $SERVICEDESC$\n}\n`;
    const checked = (id: number): string => `service_id ${id}\n  check_command slow`;
    configure({ page: checked(2), mail: checked(3) }, slow);
    server = await site.start(clock);
    await clock.advanceBy(10);
    await expect
      .poll(() => ["page", "mail"].every((name) => existsSync(join(site.folder, `started-${name}`))))
      .toBe(true);

    configure({ page: checked(2) }, slow);
    await server.app.reload();
    writeFileSync(join(site.folder, "go"), "");

    expect((await server.eventually<ServiceAnswer>(PAGE, isChecked)).output).toContain("at last");
    expect(await names()).toEqual(["page"]);
  });
});

describe("a reload that the store refuses", () => {
  const KINDS = ["object-configured", "object-removed", "downtime-started", "downtime-cancelled"] as const;
  const historyOf = (key: ResourceKey, ...kinds: readonly HistoryEvent["kind"][]): Promise<readonly string[]> =>
    readStore(site, async (store) =>
      (await store.readEvents(key, 99))
        .map(({ kind }) => kind)
        .filter((kind) => kinds.includes(kind))
        .toReversed(),
    );

  test("changes nothing, and is complete when it is repeated", async () => {
    configure({ page: "service_id 2", mail: "service_id 3" });
    server = await site.start(clock);
    await server.send("POST", `${MAIL}/downtimes`, {
      comment: "disk",
      is_fixed: true,
      duration: 60,
      start_time: dateOf(START),
      end_time: dateOf(START + 3600),
    });
    configure({ page: "service_id 2" });
    const accept = await refuseEvents(site, "configuration-reloaded");

    await expect(server.app.reload()).rejects.toThrow("could not be stored");
    expect(await names()).toEqual(["mail", "page"]);
    expect(await service(MAIL)).toMatchObject({ scheduled_downtime_depth: 1 });
    expect(await server.get("/monitoring/downtimes")).toMatchObject({ result: [{ is_cancelled: false }] });

    await accept();
    await server.app.reload();
    expect(await names()).toEqual(["page"]);
    expect(await server.get("/monitoring/downtimes")).toMatchObject({ result: [{ is_cancelled: true }] });
    configure({ page: "service_id 2", mail: "service_id 3" });
    await server.app.reload();
    expect(await service(MAIL)).toMatchObject({ scheduled_downtime_depth: 0 });

    expect(await historyOf(SERVER_KEY, "configuration-reloaded")).toHaveLength(2);
    expect(await historyOf(serviceKey(1, 3), ...KINDS)).toEqual([
      "object-configured",
      "downtime-started",
      "object-removed",
      "downtime-cancelled",
      "object-configured",
    ]);
  });

  test("whose downtimes cannot be ended removes nothing", async () => {
    configure({ page: "service_id 2", mail: "service_id 3" });
    server = await site.start(clock);
    await server.send("POST", `${MAIL}/downtimes`, {
      comment: "disk",
      is_fixed: true,
      duration: 60,
      start_time: dateOf(START),
      end_time: dateOf(START + 3600),
    });
    configure({ page: "service_id 2" });
    await refuseEvents(site, "downtime-cancelled");

    await expect(server.app.reload()).rejects.toThrow("could not be stored");

    expect(await names()).toEqual(["mail", "page"]);
    expect(await historyOf(SERVER_KEY, "configuration-reloaded")).toEqual([]);
    expect(await historyOf(serviceKey(1, 3), "object-removed")).toEqual([]);
  });
});

test("shows changed objects, and applies access.yaml", async () => {
  configure({ page: "service_id 2", mail: "service_id 3" });
  server = await site.start(clock);
  const store = await openTestStore(site.dataFolder, { exclusive: false });
  await store.saveAccount({
    id: 0,
    alias: "jdoe",
    name: "John",
    email: "",
    isAdmin: false,
    hasApiAccess: true,
    isEnabled: true,
    passwordHash: await hashPassword("a long password"),
  });
  await store.close();
  const headers = { "X-AUTH-TOKEN": await loginAt(server.app.url, "jdoe", "a long password") };
  const seen = async (): Promise<{ description: string; max_check_attempts: number }[]> => {
    const response = await fetch(`${server.app.url}/centreon/api/latest/monitoring/services`, { headers });
    return ((await response.json()) as { result: { description: string; max_check_attempts: number }[] }).result;
  };
  expect(await seen()).toEqual([]);

  configure(
    { page: "service_id 2\n  max_check_attempts 9", mail: "service_id 3" },
    "define contact {\n  contact_name jdoe\n}\n",
  );
  const group = "id: 1\n    name: web\n    contacts: [jdoe]\n    services:\n      - { host: web, service: page }";
  writeFileSync(join(site.configFolder, "access.yaml"), `access_groups:\n  - ${group}\n`);

  expect(await server.app.reload()).toMatchObject({ isAccepted: true, services: { added: 0, removed: 0, changed: 1 } });
  expect(await seen()).toMatchObject([{ description: "page", max_check_attempts: 9 }]);
});

test("the API answers throughout", async () => {
  const many = Object.fromEntries(
    Array.from({ length: 2000 }, (_, index) => [
      `service-${index}`,
      `service_id ${index + 2}\n  active_checks_enabled 0`,
    ]),
  );
  configure(many);
  server = await site.start(clock);
  configure({ ...many, more: "service_id 9000" });
  let isOver = false;
  const totals: number[] = [];
  const poll = (async () => {
    while (!isOver) totals.push((await server.get<{ meta: { total: number } }>("/monitoring/services")).meta.total);
  })();

  await server.app.reload().finally(() => {
    isOver = true;
  });
  await poll;

  totals.push((await server.get<{ meta: { total: number } }>("/monitoring/services")).meta.total);
  expect(totals[0]).toBe(2000);
  expect(totals.at(-1)).toBe(2001);
  expect(totals).toEqual(totals.toSorted((left, right) => left - right));
  expect(new Set(totals)).toEqual(new Set([2000, 2001]));
});

test("a stop does not wait for one, and no process is left behind", async () => {
  configure({ page: "service_id 2" });
  server = await site.start(clock);
  configure({ page: "service_id 2", disk: "service_id 4" });
  const outcome = server.app.reload().then(
    () => "done",
    (error) => String(error.name),
  );

  await server.stop();

  expect(await outcome).toBe("AbortError");
  server = await site.start(clock);
  expect(await names()).toEqual(["disk", "page"]);
});

test("one requested while another runs sees the latest files", async () => {
  configure({ page: "service_id 2" });
  server = await site.start(clock);
  configure({ page: "service_id 2", disk: "service_id 4" });
  const first = server.app.reload();
  configure({ page: "service_id 2", disk: "service_id 4", load: "service_id 5" });

  const [, second, third] = await Promise.all([first, server.app.reload(), server.app.reload()]);

  expect(await names()).toEqual(["disk", "load", "page"]);
  expect(second).toBe(third);
});

test("only administrators may request it by HTTP", async () => {
  configure({ page: "service_id 2" });
  server = await site.start(clock);

  expect((await fetch(`${server.app.url}/api/reload`, { method: "POST" })).status).toBe(403);
});

test("vigie reload is answered by the control socket", async () => {
  configure({ page: "service_id 2" });
  server = await site.start(clock);
  configure({ page: "service_id 2", disk: "service_id 4" });

  const answer = await requestLocalApi(site.dataFolder, { method: "POST", path: "/api/reload" });

  expect(answer).toMatchObject({
    status: 200,
    body: { services: { total: 2, added: 1, removed: 0, changed: 0 }, needs_restart: [] },
  });
});

test("a broken configuration keeps the old one running and reports file, line and reason", async () => {
  configure({ page: "service_id 2" });
  server = await site.start(clock);
  configure({ page: "service_id 2", disk: "service_id 4\n  check_period never" });

  const answer = await requestLocalApi(site.dataFolder, { method: "POST", path: "/api/reload" });

  expect(answer).toMatchObject({
    status: 422,
    body: {
      code: "bad-configuration",
      errors: [
        {
          file: join(site.configFolder, "objects.cfg"),
          directive: "check_period",
          message: "timeperiod 'never' is not defined",
          code: "not-defined",
          params: { type: "timeperiod", name: "never" },
        },
      ],
    },
  });
  expect(await names()).toEqual(["page"]);

  configure({ page: "service_id 2" });
  const settings = join(site.configFolder, "vigie.yaml");
  writeFileSync(settings, "session_minutes: long\nengin: nagios\n");
  const ofSettings = await requestLocalApi(site.dataFolder, { method: "POST", path: "/api/reload" });
  const [unknown, minutes] = (ofSettings.body as { readonly errors: readonly ConfigError[] }).errors;

  expect(ofSettings).toMatchObject({
    status: 422,
    body: {
      code: "bad-setting",
      message: `${settings}:2: ${unknown!.message}\n${settings}:1: session_minutes: ${minutes!.message}`,
    },
  });
  expect([unknown, minutes]).toMatchObject([
    {
      file: settings,
      line: 2,
      directive: null,
      code: "unknown-setting",
      params: { setting: "engin", similar: ["engine"] },
    },
    {
      file: settings,
      line: 1,
      directive: "session_minutes",
      code: "setting-expected",
      params: { form: "whole", min: 1, max: 720, found: "long" },
    },
  ]);
});
