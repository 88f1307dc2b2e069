import { afterEach, expect, test } from "vitest";
import { startRecordedPlugins, type RecordedPlugins } from "../support/recorded-plugins.ts";
import { isOnPostgres } from "../support/test-store.ts";

let site: RecordedPlugins;
afterEach(() => site.site.remove());

test("health shows anybody that checks run, and nothing about what they check", async () => {
  site = await startRecordedPlugins(`
define command {
  command_name  any
  command_line  check_dummy 0
}
define host {
  use        host
  host_name  secret-name
  host_id    1
}
define service {
  use                  service
  host_name            secret-name
  service_description  page
  service_id           1
  check_command        any
  check_interval       1
}`);
  const health = async (): Promise<{ checks: { done: number }; last_commit: string | null }> =>
    (await fetch(`${site.server().app.url}/api/health`)).json() as Promise<{
      checks: { done: number };
      last_commit: string | null;
    }>;
  const { done } = (await health()).checks;

  await site.clock.advanceBy(60);
  await expect.poll(async () => (await health()).checks.done).toBeGreaterThan(done);

  await expect.poll(async () => (await health()).last_commit).not.toBeNull();
  const answer = await health();
  expect(answer).toEqual({
    status: "ok",
    version: expect.any(String),
    problems: [],
    last_commit: expect.stringMatching(/^\d{4}-.*T/),
    cluster: isOnPostgres ? expect.objectContaining({ role: "leader", term: expect.any(Number) }) : null,
    checks: {
      done: expect.any(Number),
      running: 0,
      waiting: 0,
      latency: { p50: expect.any(Number), p99: expect.any(Number) },
    },
    event_loop_delay: { p50: expect.any(Number), p99: expect.any(Number), max: expect.any(Number) },
  });
  expect(JSON.stringify(answer)).not.toContain("secret-name");
});
