import { PassThrough, Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { localApi } from "../../src/cli/local-api-client.ts";
import { metricsCommand } from "../../src/cli/monitoring/metrics.ts";
import { batchOf } from "../../src/data/timeseries/measured-batch.ts";
import { serviceKey } from "../../src/model/resource-key.ts";
import { createFakeClock } from "../support/fake-clock.ts";
import { createSite, type Site } from "../support/server-under-test.ts";
import { openWriter } from "../timeseries/written-series.ts";

const DAY = 86_400;
const START = Date.UTC(2026, 10, 26) / 1000;
const OBJECTS = `
define command {
  command_name  dummy
  command_line  check_dummy 0
}
define host {
  host_name              web
  host_id                1
  active_checks_enabled  0
  max_check_attempts     1
}
define service {
  host_name              web
  service_description    page
  service_id             2
  check_command          dummy
  active_checks_enabled  0
  max_check_attempts     1
}
`;

let site: Site;
afterEach(() => site.remove());

test("vigie metrics status shows each level, the growth a day, and the 20 resources with most metrics", async () => {
  site = createSite({ "vigie.cfg": "cfg_file=objects.cfg\nuse_timezone=UTC\n", "objects.cfg": OBJECTS });
  const clock = createFakeClock(START);
  await (await site.start(clock)).stop();
  let now = START + 3_600;
  const writer = openWriter(join(site.dataFolder, "metrics"), () => now);
  // Service 2 has most metrics, the others fewer and fewer; all but it are not configured any more.
  const keys = Array.from({ length: 25 }, (_, index) => serviceKey(1, 2 + index));
  const perfdata = (index: number): string =>
    Array.from({ length: 30 - index }, (_, label) => `m${label}=${label}`).join(" ");
  for (const day of [0, 1]) {
    now = START + day * DAY + 3_600;
    writer.accept(batchOf(keys.map((key, index) => ({ key, at: now, state: 0, perfdata: perfdata(index) }))));
    writer.sweep(1);
  }
  now = START + DAY + 26 * 3_600;
  for (const _ of writer.seal(writer.dayToSeal()!));
  writer.close();
  await clock.jumpTo(now);
  await site.start(clock);

  const stdout = new PassThrough();
  const command = metricsCommand({
    api: async () => localApi(site.dataFolder),
    typed: (...words) => words.join(" "),
    streams: { stdin: Readable.from([]), stdout, stderr: new PassThrough() },
  });
  await command.parseAsync(["status"], { from: "user" });
  stdout.end();
  const lines = (await text(stdout)).split("\n").map((line) => line.trim().split(/\s{2,}/));

  const size = expect.stringMatching(/^[\d.]+ [KM]?B$/);
  const since = (time: string): string => expect.stringContaining(time);
  expect(lines.slice(0, 6)).toEqual([
    ["LEVEL", "SINCE", "SIZE"],
    ["raw", since("2026-11-26"), size],
    ["hours", since("2026-11-26"), size],
    ["days", since("2026-11-01"), size],
    ["log", size],
    ["registry", size],
  ]);
  expect(lines).toContainEqual([`450 metrics of 25 hosts and services`]);
  expect(lines).toContainEqual([expect.stringMatching(/^grows by [\d.]+ KB a day$/)]);
  const heading = lines.findIndex(([first]) => first === "HOST");
  const largest = lines.slice(heading + 1).filter((line) => line.length > 1);
  expect(largest[0]).toEqual(["web", "page", "30"]);
  expect(largest.map((line) => line.at(-1))).toEqual(Array.from({ length: 20 }, (_, index) => String(30 - index)));
});
