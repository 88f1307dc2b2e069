import { appendFileSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runCommands } from "../support/command-file.ts";
import { SERVICE, dateOf, startOneService, type OneService, type ServiceAnswer } from "../support/one-service.ts";

describe("changes by commands while the server is running", () => {
  let one: OneService;

  beforeEach(async () => {
    one = await startOneService({ maxCheckAttempts: 3 });
  });
  afterEach(() => one.site.remove());

  const now = (): number => Math.floor(one.clock.now());
  const send = (...commands: string[]): Promise<void> => runCommands(one.site, one.server(), one.clock, ...commands);
  const seen = (satisfies: (service: ServiceAnswer) => boolean): Promise<ServiceAnswer> =>
    one.server().eventually(SERVICE, satisfies);
  const service = (): Promise<ServiceAnswer> => one.service();

  test("a service with disabled checks is not checked, also after a restart; once enabled, it is", async () => {
    const { last_check } = await service();
    one.plugin.says(2, "bad");
    await send("DISABLE_SVC_CHECK;web;page");

    await one.clock.advanceBy(600);
    expect(await service()).toMatchObject({ last_check, state: 0, is_active_check: false });
    await one.restart();
    await one.clock.advanceBy(600);
    expect(await service()).toMatchObject({ last_check, state: 0, is_active_check: false });

    await send("ENABLE_SVC_CHECK;web;page");
    await one.clock.advanceBy(301);
    expect(await seen(({ state }) => state === 2)).toMatchObject({
      output: expect.stringMatching(/^bad/),
      is_active_check: true,
    });
  });

  test("a changed check interval applies to the next check, and after a restart", async () => {
    await send("CHANGE_NORMAL_SVC_CHECK_INTERVAL;web;page;2");
    await one.restart();
    const asked = now() + 1;
    await one.clock.advanceTo(asked);

    await send(`SCHEDULE_FORCED_SVC_CHECK;web;page;${asked}`);

    expect((await seen(({ last_check }) => last_check === dateOf(asked))).next_check).toBe(dateOf(asked + 120));
  });

  test("fewer attempts make a problem hard earlier", async () => {
    await send("CHANGE_MAX_SVC_CHECK_ATTEMPTS;web;page;1");

    await send("PROCESS_SERVICE_CHECK_RESULT;web;page;2;bad");

    expect(await service()).toMatchObject({ state: 2, state_type: 1 });
  });

  test("changes are reset to the configuration, except for the bits that are kept", async () => {
    await send("DISABLE_SVC_CHECK;web;page", "CHANGE_MAX_SVC_CHECK_ATTEMPTS;web;page;1");
    await send("CHANGE_SVC_MODATTR;web;page;2");

    expect(await service()).toMatchObject({ is_active_check: false, max_check_attempts: 3 });
  });

  test("passive results are refused while disabled, for one service or globally", async () => {
    const result = "PROCESS_SERVICE_CHECK_RESULT;web;page;1;";
    await send("DISABLE_PASSIVE_SVC_CHECKS;web;page", `${result}one`, "ENABLE_PASSIVE_SVC_CHECKS;web;page");
    expect((await service()).state).toBe(0);
    await send("STOP_ACCEPTING_PASSIVE_SVC_CHECKS", `${result}two`, "START_ACCEPTING_PASSIVE_SVC_CHECKS");
    expect((await service()).state).toBe(0);

    await send(`${result}three`);

    expect((await service()).state).toBe(1);
  });

  test("an unknown check command is refused, a known one runs", async () => {
    appendFileSync(
      join(one.site.configFolder, "objects.cfg"),
      'define command {\n  command_name  other\n  command_line  /bin/echo "other said $ARG1$"\n}\n',
    );
    await one.restart();
    await send("CHANGE_SVC_CHECK_COMMAND;web;page;none!1", `SCHEDULE_FORCED_SVC_CHECK;web;page;${now()}`);
    expect((await service()).output).toMatch(/^OK - as scripted/);

    await one.clock.advanceBy(1);
    await send("CHANGE_SVC_CHECK_COMMAND;web;page;other!a b", `SCHEDULE_FORCED_SVC_CHECK;web;page;${now()}`);

    await seen(({ output }) => output.startsWith("other said a b"));
  });

  test("a file of commands is executed and deleted; one with other lines is kept", async () => {
    const file = join(one.site.folder, "commands");
    writeFileSync(file, `[${now()}] PROCESS_SERVICE_CHECK_RESULT;web;page;2;from a file`);
    await send(`PROCESS_FILE;${file};1`);
    expect((await service()).output).toMatch(/^from a file/);
    expect(existsSync(file)).toBe(false);

    writeFileSync(file, `[${now()}] PROCESS_FILE;${file};1\n`);
    await send(`PROCESS_FILE;${file};1`);
    expect(existsSync(file)).toBe(true);
  });
});
