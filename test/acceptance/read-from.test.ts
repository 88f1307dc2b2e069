import { afterEach, expect, test } from "vitest";
import { systemClock } from "../../src/lib/clock.ts";
import { startHttpReceiver, type HttpReceiver } from "../support/http-receiver.ts";
import { ADMIN_PASSWORD, createSite, type Site } from "../support/server-under-test.ts";

let site: Site;
let receiver: HttpReceiver;
afterEach(async () => {
  await site.remove();
  await receiver.stop();
});

const OBJECTS = `
define command {
  command_name  dummy
  command_line  check_dummy 0
}
define host {
  host_name            web
  host_id              1
  max_check_attempts   1
  check_command        dummy
  active_checks_enabled 0
}
`;
interface Series {
  readonly level: string;
  readonly message?: string;
  readonly resources?: readonly { readonly metrics: readonly { readonly last: readonly (number | null)[] }[] }[];
}

const NOTHING = JSON.stringify({ status: "success", data: { resultType: "matrix", result: [] } });

test("graphs are read from the configured server, after the rights; what is kept here only if it is asked for", async () => {
  receiver = await startHttpReceiver();
  site = createSite({
    "vigie.cfg": "cfg_file=objects.cfg\n",
    "objects.cfg": OBJECTS,
    token: "Bearer s3cret\n",
    "vigie.yaml":
      `metrics:\n  read_from:\n    url: ${receiver.url}/prometheus\n    labels: {site: paris}\n` +
      "    secret_headers: {Authorization: token}\n",
  });
  const server = await site.start(systemClock);
  const login = await fetch(`${server.app.url}/centreon/api/latest/login`, {
    method: "POST",
    body: JSON.stringify({ security: { credentials: { login: "admin", password: ADMIN_PASSWORD } } }),
  });
  const { security } = (await login.json()) as { readonly security: { readonly token: string } };
  const read = async (query: string) => {
    const response = await fetch(`${server.app.url}/api/metrics/series?${query}`, {
      headers: { "x-auth-token": security.token },
    });
    return { status: response.status, body: (await response.json()) as Series };
  };
  const result = { status: 0, output: "fine", performance_data: "rta=1ms" };
  expect(await server.send("POST", "/monitoring/hosts/1/submit", result)).toBe(204);
  await expect.poll(async () => (await read("resource=1&local=true")).body.resources?.[0]?.metrics.length).toBe(1);
  expect(receiver.requests).toEqual([]);

  expect((await read("resource=7")).status).toBe(404);
  expect(receiver.requests).toEqual([]);
  for (let time = 0; time < 2; time++) receiver.answerNext(200, NOTHING);
  const { body } = await read("resource=1");
  expect(body).toMatchObject({ level: "remote", resources: [{ host: { name: "web" }, metrics: [{ label: "rta" }] }] });
  expect(body.resources?.[0]?.metrics[0]?.last.every((value) => value === null)).toBe(true);
  const queries = receiver.requests.map(({ path, headers, body: form }) => {
    expect([path, headers.authorization]).toEqual(["/prometheus/api/v1/query_range", "Bearer s3cret"]);
    return new URLSearchParams(form).get("query");
  });
  expect(
    queries.some((query) => query?.includes('vigie_host_state{service_description="",host_name="web",site="paris"}')),
  ).toBe(true);
  expect(queries.some((query) => query?.includes('site="paris",metric=~"rta"}'))).toBe(true);

  for (let time = 0; time < 2; time++) receiver.answerNext(503, "overloaded");
  expect(await read("resource=1")).toMatchObject({
    status: 502,
    body: { message: `Performance data is read from ${receiver.url}, which failed: HTTP 503 overloaded` },
  });
  expect((await read("resource=1&local=true")).body.level).toBe("raw");
}, 180_000);
