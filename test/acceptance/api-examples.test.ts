import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { OPERATIONS } from "../../src/interfaces/api/all-operations.ts";
import { type Operation, operationId } from "../../src/interfaces/api/operation.ts";
import { SURFACES } from "../../src/interfaces/api/surfaces.ts";
import { startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { ADMIN_PASSWORD, createSite, type Site } from "../support/server-under-test.ts";

const FILES = {
  "vigie.cfg": "cfg_file=objects.cfg\n",
  // Nothing listens there: what is sent waits.
  "vigie.yaml": `
channels:
  ops-mail: { kind: mail, server: "127.0.0.1:9", from: vigie@example.org }
reports:
  - { name: web-shop, schedule: "@monthly", of: [{ host: web-1 }], to: [ada@example.org], channel: ops-mail }
`,
  "objects.cfg": `
define command {
  command_name  any
  command_line  check_dummy 0 fine
}
define host {
  host_name  web-1
  host_id  41
  address  192.0.2.1
  check_command  any
  max_check_attempts  1
}
define service {
  host_name  web-1
  service_description  disk
  service_id  7
  check_command  any
  active_checks_enabled  0
  max_check_attempts  1
}
`,
};

const hasCurl = spawnSync("curl", ["--version"]).status === 0;

let site: Site;
let server: ServerProcess;
beforeAll(async () => {
  site = createSite(FILES);
  server = await startServerProcess({
    VIGIE_CONFIG: site.configFolder,
    VIGIE_DATA: site.dataFolder,
    VIGIE_ADMIN_PASSWORD: ADMIN_PASSWORD,
  });
}, 180_000);
afterAll(async () => {
  await server.stop();
  await site.remove();
});

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly body: string;
}

/** Executes the shell blocks of docs/api-examples.md in one shell, in which curl also reports what it did. */
function executeExamples(): readonly Sent[] {
  const page = readFileSync(resolve(import.meta.dirname, "../../docs/api-examples.md"), "utf8");
  const blocks = [...page.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block]) => block!);
  const script = blocks
    .join("\n")
    .replaceAll("http://127.0.0.1:8080", server.url)
    .replaceAll("PASSWORD", ADMIN_PASSWORD);
  const { stdout, stderr } = spawnSync("bash", ["-u", "-c", `${REPORTING_CURL}\n${script}`], {
    encoding: "utf8",
    env: { PATH: process.env["PATH"], TMPDIR: site.folder, ANSWER: join(site.folder, "answer") },
    timeout: 60_000,
  });
  expect(stdout).not.toBe("");
  return stderr
    .split("\n")
    .filter((line) => line.startsWith("sent "))
    .map((line) => {
      const [, method, status, url, body] = /^sent (\S+) (\d+) (\S+) (.*)$/.exec(line)!;
      return { method: method!, status: Number(status), path: new URL(url!).pathname, body: body! };
    });
}

const REPORTING_CURL = `curl() {
  command curl -s -o "$ANSWER" -w '%{stderr}sent %{method} %{http_code} %{url_effective} ' "$@"
  { tr '\\n' ' ' < "$ANSWER" 2>/dev/null; echo; } >&2
  cat "$ANSWER" 2>/dev/null
  rm -f "$ANSWER"
}`;

test.skipIf(!hasCurl)(
  "every documented example is accepted as it stands, and every operation with a body that can succeed has one",
  { timeout: 180_000 },
  () => {
    const sent = executeExamples();

    expect(sent.filter(({ status }) => status < 200 || status > 204)).toEqual([]);
    const withExample = OPERATIONS.filter(
      ({ method, body }) => method === "POST" || method === "PUT" || body !== undefined,
    );
    const withoutExample = withExample.filter(isEverAccepted).filter(({ method, surface, paths }) => {
      const forms = paths.map((path) => routeTest(SURFACES[surface] + path));
      return !sent.some((each) => each.method === method && forms.some((form) => form.test(each.path)));
    });
    expect(withoutExample.map(operationId)).toEqual([]);
    expect(sent.find(({ path }) => path === "/api/commands")?.body.trim()).toBe('{"refused":[]}');
  },
);

/**
 * The link of a start without a given password, what would end the login of the other examples, and what needs a contact
 * of the account, a message that failed, or a poller.
 */
const NOT_IN_THIS_ORDER: ReadonlySet<string> = new Set([
  "welcome",
  "change-own-password",
  "send-own-test-message",
  "retry-delivery",
  "enrol-poller",
  "replace-poller-key",
  "hand-over",
]);

/** False also for the actions on meta services, none of which is found. */
const isEverAccepted = ({ id, answers }: Operation): boolean =>
  !NOT_IN_THIS_ORDER.has(id) && Object.keys(answers).some((status) => Number(status) < 300);

/** `/hosts/:host_id(\d+)` as a regular expression. */
const routeTest = (route: string): RegExp =>
  new RegExp(`^${route.replaceAll(/:\w+(?:\(([^)]*)\))?/g, (_, form) => form ?? "[^/]+")}$`);
