import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createFakeClock, type FakeClock } from "../support/fake-clock.ts";
import { START } from "../support/one-service.ts";
import { createSite, type ServerUnderTest, type Site } from "../support/server-under-test.ts";

const SERVICE = "/monitoring/hosts/1/services/";

const OBJECTS = `
define command {
  command_name  none
  command_line  /bin/true
}
define host {
  host_name              web
  host_id                1
  max_check_attempts     1
  active_checks_enabled  0
}
define service {
  host_name              web
  service_description    page
  service_id             2
  check_command          none
  max_check_attempts     2
  active_checks_enabled  0
}
define service {
  host_name               web
  service_description     sealed
  service_id              3
  check_command           none
  max_check_attempts      1
  active_checks_enabled   0
  passive_checks_enabled  0
}
`;

let site: Site;
let clock: FakeClock;
let server: ServerUnderTest;
beforeEach(async () => {
  site = createSite({ "vigie.cfg": "cfg_file=objects.cfg\n", "objects.cfg": OBJECTS });
  clock = createFakeClock(START);
  server = await site.start(clock);
});
afterEach(() => site.remove());

const submit = (id: number, status: number): Promise<number> =>
  server.send("POST", `${SERVICE}${id}/submit`, { status, output: `says ${status}` });

describe("results submitted to the running server", () => {
  test("go through soft states to the hard one, as checks do", async () => {
    const seen: unknown[] = [];
    for (const status of [2, 2, 0]) {
      await clock.advanceTo(clock.now() + 60);
      expect(await submit(2, status)).toBe(204);
      seen.push(await server.get(`${SERVICE}2`));
    }

    expect(seen).toMatchObject([
      { state: 2, state_type: 0, check_attempt: 1, output: "says 2\n" },
      { state: 2, state_type: 1, check_attempt: 2 },
      { state: 0, state_type: 1, check_attempt: 1, output: "says 0\n" },
    ]);
  });

  test("change nothing where passive checks are disabled, alone and among others", async () => {
    const resource = (id: number) => ({ type: "service", id, parent: { id: 1 }, status: 1, output: "of a batch" });
    const before = await server.get(`${SERVICE}3`);

    expect(await submit(3, 2)).toBe(204);
    expect(await server.send("POST", "/monitoring/resources/submit", { resources: [resource(3), resource(2)] })).toBe(
      204,
    );

    expect(await server.get(`${SERVICE}3`)).toEqual(before);
    expect(await server.get(`${SERVICE}2`)).toMatchObject({ state: 1, output: "of a batch\n" });
  });

  test("count after the clock was set back, since they are of the moment in which they come", async () => {
    const submitMany = (status: number): Promise<number> =>
      server.send("POST", "/monitoring/resources/submit", {
        resources: [{ type: "service", id: 2, parent: { id: 1 }, status, output: "of a batch" }],
      });
    const late = clock.now();
    expect(await submit(2, 2)).toBe(204);

    await clock.jumpTo(late - 30);
    expect(await submit(2, 0)).toBe(204);
    expect(await server.get(`${SERVICE}2`)).toMatchObject({ state: 0, output: "says 0\n" });
    expect(await submitMany(1)).toBe(204);
    expect(await server.get(`${SERVICE}2`)).toMatchObject({ state: 1, output: "of a batch\n" });
  });
});
