import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { sendCommands } from "../support/command-file.ts";
import { createFakeClock, type FakeClock } from "../support/fake-clock.ts";
import { SERVICE, secondsOf, type ServiceAnswer, START } from "../support/one-service.ts";
import { createScriptedPlugin, type ScriptedPlugin } from "../support/scripted-plugin.ts";
import { createSite, type ServerUnderTest, type Site } from "../support/server-under-test.ts";

interface Shown extends ServiceAnswer {
  readonly is_active_check: boolean;
  readonly check_interval: number;
  readonly max_check_attempts: number;
}

let site: Site;
let clock: FakeClock;
let plugin: ScriptedPlugin;
let server: ServerUnderTest;

beforeEach(async () => {
  site = createSite({ "vigie.cfg": "cfg_file=objects.cfg\n" });
  plugin = createScriptedPlugin(site.folder, "page");
  clock = createFakeClock(START);
  configure();
  server = await site.start(clock);
  await server.eventually<Shown>(SERVICE, isChecked);
});
afterEach(() => site.remove());

function configure({ ofService = "", more = "", main = "" } = {}): void {
  writeFileSync(join(site.configFolder, "vigie.cfg"), `cfg_file=objects.cfg\n${main}`);
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
  host_name            web
  service_description  page
  service_id           2
  check_command        scripted
  check_interval       20
  retry_interval       1
  max_check_attempts   3
  ${ofService}
}
${more}`,
  );
}

const isChecked = ({ last_check }: ServiceAnswer): boolean => last_check !== null;
const service = (): Promise<Shown> => server.get<Shown>(SERVICE);

const send = (...commands: readonly string[]): Promise<void> => sendCommands(site, clock, ...commands);

async function restart(): Promise<void> {
  await server.stop();
  server = await site.start(clock);
}

describe("a change by an operator", () => {
  test("applies to the API and the next check immediately, and survives a restart and a reload", async () => {
    await send("CHANGE_MAX_SVC_CHECK_ATTEMPTS;web;page;7", "CHANGE_NORMAL_SVC_CHECK_INTERVAL;web;page;10");
    await server.eventually<Shown>(
      SERVICE,
      ({ max_check_attempts, check_interval }) => max_check_attempts === 7 && check_interval === 10,
    );

    await restart();
    expect(await service()).toMatchObject({ max_check_attempts: 7, check_interval: 10 });

    configure({ ofService: "notes changed" });
    expect(await server.app.reload()).toMatchObject({ isAccepted: true, services: { changed: 1 } });
    expect(await service()).toMatchObject({ max_check_attempts: 7, check_interval: 10 });
  });

  test("a shorter interval moves the next check nearer by whole intervals, and the API shows it", async () => {
    const { next_check: before } = await service();
    await send("CHANGE_NORMAL_SVC_CHECK_INTERVAL;web;page;10");

    const { next_check: after } = await server.eventually<Shown>(SERVICE, ({ next_check }) => next_check !== before);

    expect(secondsOf(after)).toBeLessThanOrEqual(START + 600);
    expect((secondsOf(before) - secondsOf(after)) % 600).toBe(0);
    await clock.advanceTo(secondsOf(after) + 1);
    await server.eventually<Shown>(SERVICE, ({ last_check }) => secondsOf(last_check) === secondsOf(after));
  });

  test("disabled checks pause, and continue in their old phase when enabled again", async () => {
    const { next_check: planned, last_check: first } = await service();
    await send("DISABLE_SVC_CHECK;web;page");
    await server.eventually<Shown>(SERVICE, ({ is_active_check }) => !is_active_check);
    await clock.advanceTo(secondsOf(planned) + 600);
    expect((await service()).last_check).toBe(first);

    await send("ENABLE_SVC_CHECK;web;page");
    await server.eventually<Shown>(SERVICE, ({ is_active_check }) => is_active_check);
    await clock.advanceTo(secondsOf(planned) + 1200 + 1);

    const checked = await server.eventually<Shown>(SERVICE, ({ last_check }) => last_check !== first);
    expect(secondsOf(checked.last_check)).toBe(secondsOf(planned) + 1200);
  });

  test("the switch of the whole server takes effect immediately, survives a restart, and keeps phases", async () => {
    const { next_check: planned, last_check: first } = await service();
    await send("STOP_EXECUTING_SVC_CHECKS");
    await clock.advanceTo(secondsOf(planned) - 60);
    await restart();
    await clock.advanceTo(secondsOf(planned) + 600);
    expect((await service()).last_check).toBe(first);

    await send("START_EXECUTING_SVC_CHECKS");
    let checked = await service();
    for (let second = 0; second < 60 && checked.last_check === first; second++) {
      await clock.advanceBy(1);
      await new Promise((next) => {
        setTimeout(next, 20);
      });
      checked = await service();
    }
    expect(checked.last_check).not.toBe(first);
  });

  test("of an object that was removed is dropped, and does not return with the object", async () => {
    const night = "define timeperiod {\n  timeperiod_name night\n  alias night\n  monday 00:00-06:00\n}\n";
    const checkPeriod = async (): Promise<unknown> =>
      (await server.get<{ check_period: unknown }>(SERVICE)).check_period;
    configure({ more: night });
    await server.app.reload();
    await send("CHANGE_SVC_CHECK_TIMEPERIOD;web;page;night");
    await server.eventually<{ check_period: string }>(SERVICE, ({ check_period }) => check_period === "night");

    configure();
    await server.app.reload();
    expect(await checkPeriod()).not.toBe("night");

    configure({ more: night });
    await server.app.reload();
    expect(await checkPeriod()).not.toBe("night");
  });

  test.each([
    ["retain_nonstatus_information 0 of the service", { ofService: "retain_nonstatus_information 0" }],
    ["retain_state_information=0 of the server", { main: "retain_state_information=0\n" }],
  ])("with %s it ends with a restart, not with a reload", async (_name, directives) => {
    configure(directives);
    await server.app.reload();
    await send("CHANGE_MAX_SVC_CHECK_ATTEMPTS;web;page;7");
    await server.eventually<Shown>(SERVICE, ({ max_check_attempts }) => max_check_attempts === 7);
    await server.app.reload();
    expect(await service()).toMatchObject({ max_check_attempts: 7 });

    await restart();

    expect(await service()).toMatchObject({ max_check_attempts: 3 });
  });
});

test.each([
  ["retain_status_information 0 of the service", { ofService: "retain_status_information 0" }, 4],
  ["retain_state_information=0 of the server", { main: "retain_state_information=0\n" }, 4],
  ["neither", {}, 0],
])("with %s a restart begins with state %i", async (_name, directives, state) => {
  configure({ ...directives, main: `${"main" in directives ? directives.main : ""}execute_service_checks=0\n` });
  await restart();

  expect(await service()).toMatchObject({ state });
});
