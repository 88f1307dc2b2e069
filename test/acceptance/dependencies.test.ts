import { afterEach, describe, expect, test } from "vitest";
import { serviceKey } from "../../src/model/resource-key.ts";
import { readStore } from "../support/read-store.ts";
import { startRecordedPlugins, type RecordedPlugins } from "../support/recorded-plugins.ts";

let site: RecordedPlugins;
afterEach(() => site.site.remove());

/** The page is checked every five minutes; the database and the disk are passive. */
const web = (more: string): string => `
define host {
  use        host
  host_name  web
  host_id    1
}
define service {
  use                  service
  host_name            web
  service_description  page
  service_id           1
  check_command        plugin!page
  check_interval       5
  retry_interval       1
  max_check_attempts   3
}
${["database", "disk"]
  .map(
    (name, index) => `
define service {
  use                    service
  host_name              web
  service_description    ${name}
  service_id             ${index + 2}
  check_command          plugin!${name}
  active_checks_enabled  0
}`,
  )
  .join("")}
${more}`;

const dependency = (master: string, dependent: string, more: string): string => `
define servicedependency {
  host_name                      web
  service_description            ${master}
  dependent_host_name            web
  dependent_service_description  ${dependent}
  ${more}
}`;

const result = (service: string, code: number): string =>
  `PROCESS_SERVICE_CHECK_RESULT;web;${service};${code};as notified`;

async function started(objects: string, main = ""): Promise<RecordedPlugins> {
  site = await startRecordedPlugins(web(objects), `enable_predictive_service_dependency_checks=0\n${main}`);
  await site.clock.advanceBy(10);
  expect(await site.ran()).toEqual(["page"]);
  return site;
}

const page = (): ReturnType<RecordedPlugins["service"]> => site.service(1, 1);
const secondsBetween = (from: string | null, to: string | null): number => (Date.parse(to!) - Date.parse(from!)) / 1000;

describe("a service that depends on another one", () => {
  const onDatabase = dependency("database", "page", "execution_failure_criteria  c,u");

  test("is not checked while the other one fails, and is checked again an interval later", async () => {
    const { clock, ran, send } = await started(onDatabase);
    const before = await page();

    await send(result("database", 2));
    await ran();
    await clock.advanceBy(300);
    expect(await ran()).toEqual([]);
    const skipped = await page();
    expect(skipped).toMatchObject({ state: 0, last_check: before.last_check });
    expect(secondsBetween(before.next_check, skipped.next_check)).toBeCloseTo(300, -1);

    await send(result("database", 0));
    await clock.advanceBy(300);
    expect(await ran()).toEqual(["page"]);
    expect(await page()).not.toMatchObject({ last_check: before.last_check });
  });

  test("is skipped at the retry interval while its own problem is soft", async () => {
    const { clock, ran, send, says } = await started(onDatabase);
    says("page", 2);
    await clock.advanceBy(300);
    expect(await ran()).toEqual(["page"]);
    const soft = await page();
    expect(soft).toMatchObject({ state: 2, state_type: 0, check_attempt: 1 });

    await send(result("database", 3));
    await ran();
    await clock.advanceBy(65);
    expect(await ran()).toEqual([]);

    expect(secondsBetween(soft.next_check, (await page()).next_check)).toBeCloseTo(60, -1);
  });

  test("is checked when forced", async () => {
    const { ran, send } = await started(onDatabase);

    await send(result("database", 2), "SCHEDULE_FORCED_SVC_CHECK;web;page;0");

    expect(await ran()).toEqual(["page"]);
  });

  test("is checked while a warning of the other one does not count", async () => {
    const { clock, ran, send } = await started(onDatabase);

    await send(result("database", 1));
    await ran();
    await clock.advanceBy(300);

    expect(await ran()).toEqual(["page"]);
  });

  test("takes the state of service_skip_check_dependency_status, and the history records the reason and the change", async () => {
    const { clock, ran, send } = await started(onDatabase, "service_skip_check_dependency_status=3\n");
    await send(result("database", 2));
    await ran();

    for (let times = 0; times < 3; times++) {
      await clock.advanceBy(300);
      expect(await ran()).toEqual([]);
    }

    expect(await page()).toMatchObject({ state: 3, state_type: 1, output: expect.stringContaining("page") });
    await send(result("page", 0));
    await ran();
    await clock.advanceBy(300);
    expect(await ran()).toEqual([]);
    expect(await page()).toMatchObject({ state: 3 });
    await site.server().stop();
    const skips = await readStore(site.site, async (store) =>
      (await store.readEvents(serviceKey(1, 1), 100)).filter(({ kind }) => kind === "check-skipped"),
    );
    const skipped = [3, "not checked: it depends on others, and service web/database is CRITICAL"];
    // The second one changed the state that the result had made.
    expect(skips.map(({ reason, state }) => [state, reason])).toEqual([skipped, skipped]);
  });

  test("is not checked while an inherited dependency fails", async () => {
    const chain =
      dependency("disk", "database", "execution_failure_criteria c") +
      dependency("database", "page", "execution_failure_criteria u\n  inherits_parent 1");
    const { clock, ran, send } = await started(chain);

    await send(result("disk", 2));
    await ran();
    await clock.advanceBy(300);

    expect(await ran()).toEqual([]);
  });
});

test("a service with parents is not checked while one of them is CRITICAL", async () => {
  site = await startRecordedPlugins(
    web("").replace("check_command        plugin!page", "check_command plugin!page\n  parents web,database,web,disk"),
  );
  await site.clock.advanceBy(10);
  expect(await site.ran()).toEqual(["page"]);

  await site.send(result("database", 2));
  await site.ran();
  await site.clock.advanceBy(300);

  expect(await site.ran()).toEqual([]);
});

test("services of a host that is down are not checked with host_down_disable_service_checks", async () => {
  const { clock, ran, send } = await started(
    "",
    "host_down_disable_service_checks=1\nservice_skip_check_host_down_status=2\n",
  );

  await send("PROCESS_HOST_CHECK_RESULT;web;1;gone");
  await ran();
  await clock.advanceBy(300);

  expect(await ran()).toEqual([]);
  expect(await page()).toMatchObject({ state: 2 });
});

test("a host that depends on another one is not checked while the other one is down", async () => {
  const host = (id: number, name: string): string => `
define host {
  use             host
  host_name       ${name}
  host_id         ${id}
  check_command   plugin!${name}
  check_interval  5
}`;
  site = await startRecordedPlugins(`${host(1, "gateway")}${host(2, "inner")}
define hostdependency {
  host_name                   gateway
  dependent_host_name         inner
  execution_failure_criteria  d,u
}`);
  site.says("gateway", 2);
  await site.clock.advanceBy(10);
  expect(await site.ran()).toEqual(["gateway", "inner"]);

  await site.clock.advanceBy(300);

  expect(await site.ran()).toEqual(["gateway"]);
});
