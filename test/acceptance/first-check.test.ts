import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createFakeClock } from "../support/fake-clock.ts";
import { START, type ServiceAnswer } from "../support/one-service.ts";
import { createSite, type Site } from "../support/server-under-test.ts";

// START is Tuesday, 2023-11-14 22:13:20 UTC.
const objects = `
define command {
  command_name  ok
  command_line  check_dummy 0
}
define timeperiod {
  timeperiod_name  mornings
  wednesday        08:00-09:00
  thursday         08:00-09:00
}
define host {
  host_name           web
  host_id             1
  max_check_attempts  1
  check_command       ok
  check_period        mornings
}
define service {
  host_name            web
  service_description  page
  service_id           2
  check_command        ok
  max_check_attempts   1
  check_period         mornings
}
define service {
  host_name              web
  service_description    passive
  service_id             3
  check_command          ok
  max_check_attempts     1
  active_checks_enabled  0
}
`;

describe("a resource that was never checked", () => {
  let site: Site;

  beforeEach(() => {
    site = createSite({ "vigie.cfg": "cfg_file=objects.cfg\nuse_timezone=UTC\n" });
    writeFileSync(join(site.configFolder, "objects.cfg"), objects);
  });
  afterEach(() => site.remove());

  test("shows when its first check is planned, also after a restart that missed it", async () => {
    const clock = createFakeClock(START);
    const server = await site.start(clock);
    const host = await server.get<ServiceAnswer>("/monitoring/hosts/1");
    const service = await server.get<ServiceAnswer>("/monitoring/hosts/1/services/2");
    const passive = await server.get<ServiceAnswer>("/monitoring/hosts/1/services/3");
    await server.stop();
    await clock.advanceBy(14 * 3600);
    const restarted = await (await site.start(clock)).get<ServiceAnswer>("/monitoring/hosts/1/services/2");

    expect([host.last_check, host.next_check]).toEqual([null, "2023-11-15T08:00:00Z"]);
    expect([service.last_check, service.next_check]).toEqual([null, "2023-11-15T08:00:00Z"]);
    expect([passive.last_check, passive.next_check]).toEqual([null, null]);
    expect([restarted.last_check, restarted.next_check]).toEqual([null, "2023-11-16T08:00:00Z"]);
  });
});
