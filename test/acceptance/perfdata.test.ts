import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { systemClock } from "../../src/lib/clock.ts";
import { requestLocalApi } from "../../src/cli/local-api-client.ts";
import { sendCommands } from "../support/command-file.ts";
import { createSite, type ServerUnderTest, type Site } from "../support/server-under-test.ts";

let site: Site;
let server: ServerUnderTest;
afterEach(() => site.remove());

const write = (name: string, text: string): void => writeFileSync(join(site.configFolder, name), text);
const textOf = (name: string): string => {
  const path = join(site.folder, name);
  return existsSync(path) ? readFileSync(path, "utf8") : "";
};
const metric = async (sample: string): Promise<number> => {
  const text = await (await fetch(`${server.app.url}/metrics`)).text();
  return Number(
    text
      .split("\n")
      .find((line) => line.startsWith(`${sample} `))
      ?.slice(sample.length),
  );
};
const submit = (service: string, output: string): Promise<void> =>
  sendCommands(site, systemClock, `PROCESS_SERVICE_CHECK_RESULT;web;${service};0;${output}`);

const OBJECTS = (command: string): string => `
define command {
  command_name  graph
  command_line  ${command}
}
define command {
  command_name  dummy
  command_line  check_dummy 0
}
define host {
  host_name             web
  host_id               1
  check_command         dummy
  active_checks_enabled 0
  max_check_attempts    1
}
${[2, 3]
  .map(
    (id) => `define service {
  host_name             web
  service_id            ${id}
  service_description   s${id}
  check_command         dummy
  active_checks_enabled 0
  max_check_attempts    1
}`,
  )
  .join("\n")}
`;

test("a command that hangs delays no result, is ended after perfdata_timeout, and keeps the order of its service", async () => {
  site = createSite({ "vigie.cfg": "", "objects.cfg": "" });
  const script = join(site.folder, "graph.sh");
  writeFileSync(script, `#!/bin/sh\ncase "$2" in *slow*) exec sleep 60;; esac\necho "$*" >> "$0.log"\n`, {
    mode: 0o755,
  });
  write(
    "vigie.cfg",
    `cfg_file=objects.cfg
process_performance_data=1
service_perfdata_command=graph
perfdata_timeout=2
`,
  );
  write("objects.cfg", OBJECTS(`${script} $SERVICEDESC$ "$SERVICEOUTPUT$" "$SERVICEPERFDATA$"`));
  server = await site.start(systemClock);

  await submit("s2", "slow|a=1");
  for (let round = 0; round < 20; round++) await submit("s2", `round ${round}; \`id\` $(id)|a=${round}`);
  await submit("s3", "other|b=1");

  // While the command of s2 hangs.
  await expect.poll(() => textOf("graph.sh.log")).toBe("s3 other b=1\n");
  await server.eventually<{ readonly output: string }>("/monitoring/hosts/1/services/2", ({ output }) =>
    output.startsWith("round 19"),
  );
  await expect
    .poll(() => textOf("graph.sh.log").split("\n").slice(1, -1))
    .toEqual(Array.from({ length: 20 }, (_, round) => `s2 round ${round}: id (id) a=${round}`));
  expect(await metric('vigie_perfdata_commands_total{outcome="failed"}')).toBe(1);
  expect(await metric('vigie_perfdata_commands_total{outcome="done"}')).toBe(21);
}, 180_000);

test("a grapher that hangs for long costs results, which are counted, and no memory", async () => {
  site = createSite({ "vigie.cfg": "", "objects.cfg": OBJECTS("/bin/sleep 60") });
  write("vigie.cfg", "cfg_file=objects.cfg\nprocess_performance_data=1\nservice_perfdata_command=graph\n");
  server = await site.start(systemClock);

  const commands = Array.from({ length: 1_200 }, (_, place) => `PROCESS_SERVICE_CHECK_RESULT;web;s2;0;${place}|a=1`);
  await sendCommands(site, systemClock, ...commands);

  await expect.poll(() => metric('vigie_perfdata_commands_total{outcome="skipped"}')).toBeGreaterThanOrEqual(190);
  await server.eventually<{ readonly output: string }>("/monitoring/hosts/1/services/2", ({ output }) =>
    output.startsWith("1199"),
  );
}, 180_000);

test("a reload goes on in another file", async () => {
  site = createSite({ "vigie.cfg": "", "objects.cfg": OBJECTS("/bin/true") });
  const configure = (file: string, process: 0 | 1): void =>
    write(
      "vigie.cfg",
      `cfg_file=objects.cfg
process_performance_data=${process}
service_perfdata_file=${join(site.folder, file)}
service_perfdata_file_template=$SERVICEDESC$ $SERVICEPERFDATA$ $SERVICEPERFDATAFILE$
`,
    );
  const reload = async (): Promise<void> => {
    const { status } = await requestLocalApi(site.dataFolder, { method: "POST", path: "/api/reload" });
    expect(status).toBe(200);
  };
  configure("one", 1);
  server = await site.start(systemClock);
  await submit("s2", "fine|a=1");
  await expect.poll(() => textOf("one")).toBe(`s2 a=1 ${join(site.folder, "one")}\n`);

  configure("two", 1);
  await reload();
  await submit("s2", "fine|a=2");
  await expect.poll(() => textOf("two")).toBe(`s2 a=2 ${join(site.folder, "two")}\n`);

  configure("two", 0);
  await reload();
  await submit("s2", "fine|a=3");
  await server.eventually<{ readonly performance_data: string }>(
    "/monitoring/hosts/1/services/2",
    (answer) => answer.performance_data === "a=3",
  );
  configure("two", 1);
  await reload();
  await submit("s2", "fine|a=4");
  await expect.poll(() => textOf("two").split("\n").length).toBe(3);
  expect(textOf("two")).not.toContain("a=3");
  expect(textOf("one").split("\n")).toHaveLength(2);
}, 180_000);
