import { afterEach, beforeEach, expect, test } from "vitest";
import { createRandom } from "../support/random.ts";
import { readStore } from "../support/read-store.ts";
import { loginAt, startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { ADMIN_PASSWORD, createSite, type Site } from "../support/server-under-test.ts";
import { openStreamClient, type StreamClient, type ToldChange } from "../support/stream-client.ts";

const SERVICES = 5;
const OBJECTS = `
define command {
  command_name  any
  command_line  check_dummy 0 fine
}
define host {
  host_name           web
  address             192.0.2.1
  max_check_attempts  1
}
${Array.from(
  { length: SERVICES },
  (_, place) => `define service {
  host_name              web
  service_description    s${place}
  check_command          any
  active_checks_enabled  0
  max_check_attempts     1
}`,
).join("\n")}
`;

let site: Site;
let server: ServerProcess | undefined;
beforeEach(() => {
  site = createSite({ "vigie.cfg": "cfg_file=objects.cfg\n", "objects.cfg": OBJECTS });
});
afterEach(async () => {
  await server?.stop();
  await site.remove();
});

const start = async (): Promise<ServerProcess> =>
  (server = await startServerProcess({
    VIGIE_CONFIG: site.configFolder,
    VIGIE_DATA: site.dataFolder,
    VIGIE_ADMIN_PASSWORD: ADMIN_PASSWORD,
  }));

/** Submits results that change hard states, several at a time, until this many are answered or the server is gone. */
async function submitMany(url: string, token: string, from: number, count: number): Promise<void> {
  const submit = async (number: number): Promise<void> => {
    const service = (number % SERVICES) + 1;
    const answer = await fetch(`${url}/centreon/api/latest/monitoring/hosts/1/services/${service}/submit`, {
      method: "POST",
      headers: { "X-AUTH-TOKEN": token },
      body: JSON.stringify({ status: Math.floor(number / SERVICES) % 3, output: `result ${number}` }),
    });
    expect(answer.status).toBe(204);
  };
  for (let number = from; number < from + count; number += SERVICES)
    await Promise.all(Array.from({ length: SERVICES }, (_, place) => submit(number + place)));
}

test("a client with Last-Event-ID misses no change and sees none twice, however often the server is killed", async () => {
  const random = createRandom(14);
  const told: ToldChange[] = [];
  let after: number | undefined;
  let first = 0;
  let client: StreamClient;
  for (let life = 0; life < 4; life++) {
    const { url, kill } = await start();
    const token = await loginAt(url, "admin", ADMIN_PASSWORD);
    client = await openStreamClient(url, {
      headers: { "X-AUTH-TOKEN": token },
      ...(after === undefined ? {} : { after }),
    });
    if (after === undefined) first = client.lastId();
    else expect(client.events[0]!.data["resumed"]).toBe(true);

    if (life < 3) {
      const submitting = submitMany(url, token, life * 100_000, 100_000).catch(() => {});
      const enough = random.between(20, 80);
      await client.untilChange(({ row }) => Number(/\d+$/.exec(String(row?.["output"]))?.[0]) % 1_000 > enough);
      await kill();
      await submitting;
      await client.ended;
    } else {
      await submitMany(url, token, 900_000, SERVICES);
      await client.untilChange(({ row }) => row?.["output"] === `result ${900_000 + SERVICES - 1}`);
      client.close();
      await client.ended;
      expect(await server!.stop()).toBe(0);
    }
    told.push(...client.changes());
    after = told.at(-1)!.id!;
  }

  const stored = await readStore(site, (store) => store.readEventsAfter(first, 100_000));
  const last = told.at(-1)!.id!;
  expect(told.map(({ id }) => id)).toEqual(stored.filter(({ id }) => id <= last).map(({ id }) => id));
  expect(told.length).toBeGreaterThan(3 * 20);
}, 180_000);
