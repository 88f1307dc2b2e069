import { existsSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo, type Server } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "../../src/lib/clock.ts";
import { secondsOf, SERVICE, type ServiceAnswer } from "../support/one-service.ts";
import { createSite, type ServerUnderTest, type Site } from "../support/server-under-test.ts";

const CHECK_TCP = "/usr/lib/nagios/plugins/check_tcp";

/** Seconds instead of minutes, and the real clock: a check every 2 s, and every 1 s while soft. */
const objects = (commandLine: string): string => `
define command {
  command_name  tcp
  command_line  ${commandLine}
}
define host {
  host_name           local
  host_id             1
  address             127.0.0.1
  max_check_attempts  1
}
define service {
  host_name            local
  service_description  port
  service_id           2
  check_command        tcp
  check_interval       2
  retry_interval       1
  max_check_attempts   3
}
`;

const listening = (port: number): Promise<Server> =>
  new Promise((done, failed) => {
    const server = createServer((socket) => socket.end());
    server.once("error", failed);
    server.listen(port, "127.0.0.1", () => done(server));
  });

describe.skipIf(!existsSync(CHECK_TCP))("check_tcp of monitoring-plugins, on the real clock", () => {
  let site: Site;
  let server: ServerUnderTest;
  let target: Server;
  let port: number;

  beforeEach(async () => {
    target = await listening(0);
    port = (target.address() as AddressInfo).port;
    site = createSite({
      "vigie.cfg": "cfg_file=objects.cfg\nresource_file=resource.cfg\ninterval_length=1\n",
      "resource.cfg": "$USER1$=/usr/lib/nagios/plugins\n",
    });
    writeFileSync(join(site.configFolder, "objects.cfg"), objects(`$USER1$/check_tcp -H $HOSTADDRESS$ -p ${port}`));
    server = await site.start(systemClock);
  });
  afterEach(async () => {
    target.close();
    await site.remove();
  });

  test("goes through soft and hard states on time, and back", async () => {
    const reached = (state: number, type: number, attempt: number): Promise<ServiceAnswer> =>
      server.eventually<ServiceAnswer>(
        SERVICE,
        (answer) => answer.state === state && answer.state_type === type && answer.check_attempt === attempt,
      );

    const ok = await reached(0, 1, 1);
    target.close();
    const steps = [await reached(2, 0, 1), await reached(2, 0, 2), await reached(2, 1, 3)];
    target = await listening(port);
    const again = await reached(0, 1, 1);

    expect(ok.output).toMatch(/^TCP OK - .* response time on 127\.0\.0\.1 port \d+/);
    expect(steps[0]!.output).toMatch(/refused/i);
    const [first, second, third] = steps.map((step) => secondsOf(step.last_check));
    // Times are whole seconds, so one second between two checks may appear as one or two.
    expect([1, 2]).toContain(second! - first!);
    expect([1, 2]).toContain(third! - second!);
    expect([2, 3]).toContain(secondsOf(again.last_check) - third!);
    expect(again.last_hard_state_change).toBe(again.last_check);
  });

  test("shows the command line without the value of $USER1$", async () => {
    const { command_line: shown } = await server.eventually<ServiceAnswer & { command_line: string | null }>(
      SERVICE,
      (answer) => answer.last_check !== null,
    );

    expect(shown).toBe(`$USER1$/check_tcp -H 127.0.0.1 -p ${port}`);
  });
});
