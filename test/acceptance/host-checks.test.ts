import { afterEach, describe, expect, test } from "vitest";
import { startRecordedPlugins, type RecordedPlugins } from "../support/recorded-plugins.ts";

let site: RecordedPlugins;
afterEach(() => site.site.remove());

const hostOf = (id: number, name: string, more = ""): string => `
define host {
  use            host
  host_name      ${name}
  host_id        ${id}
  check_command  plugin!${name}
  ${more}
}`;

const passiveService = (id: number, host: string, name: string, more = ""): string => `
define service {
  use                     service
  host_name               ${host}
  service_description     ${name}
  service_id              ${id}
  check_command           plugin!${name}
  active_checks_enabled   0
  max_check_attempts      3
  ${more}
}`;

/** Starts the server, and waits for the first checks and until their states are no longer cached. */
async function started(objects: string, main = ""): Promise<RecordedPlugins> {
  site = await startRecordedPlugins(objects, main);
  await site.clock.advanceBy(10);
  await site.ran();
  await site.clock.advanceBy(60);
  return site;
}

const result = (host: string, service: string, code: number): string =>
  `PROCESS_SERVICE_CHECK_RESULT;${host};${service};${code};as notified`;

describe("a host", () => {
  test("is checked immediately when a service gets a problem, and not again within 15 s", async () => {
    const { send, ran, clock, says } = await started(hostOf(1, "web") + passiveService(1, "web", "page"));
    says("web", 2);

    await send(result("web", "page", 2));
    expect(await ran()).toEqual(["web"]);
    expect(await site.host(1)).toMatchObject({ state: 1 });

    says("web", 0);
    await clock.advanceBy(5);
    await send(result("web", "page", 0));
    expect(await ran()).toEqual([]);
    await clock.advanceBy(11);
    await send(result("web", "page", 0));
    expect(await ran()).toEqual(["web"]);
    expect(await site.host(1)).toMatchObject({ state: 0 });
  });

  test("is checked once when a thousand of its services change in one second", async () => {
    const services = Array.from({ length: 1000 }, (_, index) => `s${index}`);
    const { send, ran } = await started(
      hostOf(1, "web") + services.map((name, index) => passiveService(index + 1, "web", name)).join(""),
    );

    await send(...services.map((name) => result("web", name, 2)));

    expect(await ran()).toEqual(["web"]);
  });

  test("keeps its planned check after one on demand, and gets one an interval later after a problem", async () => {
    const { send, ran, says, clock } = await started(
      hostOf(1, "web", "check_interval 5\n  retry_interval 1\n  max_check_attempts 3") +
        passiveService(1, "web", "page"),
    );
    const planned = (await site.host(1)).next_check;

    await send(result("web", "page", 2));
    expect(await ran()).toEqual(["web"]);
    expect((await site.host(1)).next_check).toBe(planned);

    says("web", 2);
    await clock.advanceBy(20);
    await send(result("web", "page", 1));
    await ran();
    const soft = await site.host(1);
    expect(soft).toMatchObject({ state: 1, state_type: 0 });
    expect(Date.parse(soft.next_check!) - Date.parse(soft.last_check!)).toBe(60_000);
  });

  test.each([
    ["active checks are off", "active_checks_enabled 0", ""],
    ["its check period is closed", "check_period never", ""],
    ["hosts are not checked at all", "", "execute_host_checks=0\n"],
  ])("is not checked on demand when %s", async (_, more, main) => {
    const never = "define timeperiod {\n  timeperiod_name never\n  alias never\n}";
    const { send, ran } = await started(never + hostOf(1, "web", more) + passiveService(1, "web", "page"), main);

    await send(result("web", "page", 2));

    expect(await ran()).toEqual([]);
  });
});

describe("hosts in a chain", () => {
  const tree =
    hostOf(1, "core") +
    hostOf(2, "edge", "parents core") +
    hostOf(3, "leaf", "parents edge") +
    passiveService(1, "leaf", "page");

  test("are DOWN and UNREACHABLE when a service of the last one fails, and UP as soon as it recovers", async () => {
    const { send, ran, says, clock } = await started(tree);
    for (const name of ["core", "edge", "leaf"]) says(name, 2);

    await send(result("leaf", "page", 2));
    await ran();
    expect([(await site.host(1)).state, (await site.host(2)).state, (await site.host(3)).state]).toEqual([1, 2, 2]);

    for (const name of ["core", "edge", "leaf"]) says(name, 0);
    await clock.advanceBy(60);
    await send(result("leaf", "page", 0));
    await ran();
    expect([(await site.host(1)).state, (await site.host(2)).state, (await site.host(3)).state]).toEqual([0, 0, 0]);
  });

  test("an UNREACHABLE one is DOWN when only its parent recovers", async () => {
    const { send, ran, says, clock } = await started(tree);
    for (const name of ["core", "edge", "leaf"]) says(name, 2);
    await send(result("leaf", "page", 2));
    await ran();

    says("core", 0);
    says("edge", 0);
    await clock.advanceBy(60);
    await send("SCHEDULE_FORCED_HOST_CHECK;core;0");
    await ran();

    expect([(await site.host(1)).state, (await site.host(2)).state, (await site.host(3)).state]).toEqual([0, 0, 1]);
  });
});

test("the masters of a service are checked when it fails, so that nothing is notified by mistake", async () => {
  const dependency = `
define servicedependency {
  host_name                      web
  service_description            database
  dependent_host_name            web
  dependent_service_description  page
  notification_failure_criteria  c
}`;
  const { send, ran } = await started(
    hostOf(1, "web", "active_checks_enabled 0") +
      passiveService(1, "web", "page") +
      dependency +
      `
define service {
  use                  service
  host_name            web
  service_description  database
  service_id           2
  check_command        plugin!database
}`,
  );

  await send(result("web", "page", 2));

  expect(await ran()).toEqual(["database"]);
});
