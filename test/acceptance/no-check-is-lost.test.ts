import { afterEach, expect, test } from "vitest";
import { startRecordedPlugins, type RecordedPlugins, type ResourceAnswer } from "../support/recorded-plugins.ts";

let site: RecordedPlugins;
afterEach(() => site.site.remove());

const checkedBy = (line: string): string => `
define command {
  command_name  any
  command_line  ${line}
}
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
  check_command        any
  check_interval       1
}`;

const secondsBetween = ({ last_check, next_check }: ResourceAnswer): number =>
  (Date.parse(next_check!) - Date.parse(last_check!)) / 1000;

test.each([
  ["kills the process that runs it", "/bin/sh -c 'kill -9 $$PPID && sleep 60'", "did not exit properly"],
  ["kills itself", "/bin/sh -c 'kill -9 $$$$'", "ended by SIGKILL"],
  ["is missing", "/no/such/plugin", "plugin may be missing"],
  ["does not end in time", "/bin/sleep 60", "timed out"],
])("a check whose plugin %s has a result, and runs again an interval later", async (_, line, text) => {
  site = await startRecordedPlugins(checkedBy(line), "service_check_timeout=1\n");
  const service = "/monitoring/hosts/1/services/1";

  await site.clock.advanceBy(10);
  const first = await site.server().eventually<ResourceAnswer>(service, ({ last_check }) => last_check !== null);
  expect(first).toMatchObject({ state: 3, output: expect.stringContaining(text) });
  expect(secondsBetween(first)).toBe(60);

  await site.clock.advanceBy(60);
  await site.server().eventually<ResourceAnswer>(service, ({ last_check }) => last_check !== first.last_check);
});

test("a check that a newer passive result overtakes runs again an interval later", async () => {
  site = await startRecordedPlugins(checkedBy("/bin/sh -c 'sleep 0.5 && echo from the plugin'"));
  const service = "/monitoring/hosts/1/services/1";
  await site.clock.advanceBy(10);
  await site.server().eventually<ResourceAnswer>(service, ({ output }) => output.includes("plugin"));

  await site.clock.advanceBy(60);
  await site.clock.advanceBy(2);
  await site.send("PROCESS_SERVICE_CHECK_RESULT;web;page;1;from outside");
  await site.ran();
  expect(await site.service(1, 1)).toMatchObject({ state: 1, output: expect.stringContaining("outside") });
  await site.clock.advanceBy(62);

  await site.server().eventually<ResourceAnswer>(service, ({ output }) => output.includes("plugin"));
});
