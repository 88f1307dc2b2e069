import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { runVigie, secretIn, startPollerProcess, type PollerProcess } from "../support/poller-process.ts";
import { loginAt, startServerProcess, VIGIE, type ServerProcess } from "../support/server-process.ts";
import { ADMIN_PASSWORD, createSite } from "../support/server-under-test.ts";

const OBJECTS = `
define command {
  command_name  count
  command_line  $USER1$/check_count
}
define host {
  host_name              remote
  active_checks_enabled  0
  max_check_attempts     1
  poller                 paris
}
define service {
  host_name            remote
  service_description  count
  check_command        count
  check_interval       1
  max_check_attempts   1
}
`;
/** Each of its results is an event: a problem, or its end. */
const plugin = (folder: string): string => `#!/bin/sh
n=$(($(cat ${folder}/count) + 1))
echo $n > ${folder}/count
echo "result $n"
exit $((n % 2 * 2))
`;
const RESULTS_BETWEEN = 5;
const WITHIN_MS = 60_000;

type Release = "earlier" | "this";

/**
 * The centre and its poller change their releases one after the other, the poller first and the centre first. Each
 * result of the poller has to be in the history once, in order. Yields what was done and seen.
 */
export async function* upgradePollers(earlier: string): AsyncGenerator<string> {
  const program = { earlier, this: VIGIE };
  const site = createSite({ "vigie.cfg": "cfg_file=objects.cfg\ninterval_length=1\n", "objects.cfg": "" });
  const { configFolder, dataFolder } = site;
  writeFileSync(join(configFolder, "check_count"), plugin(configFolder), { mode: 0o755 });
  writeFileSync(join(configFolder, "count"), "0\n");
  writeFileSync(join(configFolder, "resource.cfg"), `$USER1$=${configFolder}\n`);
  const running: { centre?: ServerProcess; poller?: PollerProcess } = {};
  let listen = "127.0.0.1:0";
  const startCentre = async (release: Release): Promise<ServerProcess> => {
    const env = { VIGIE_CONFIG: configFolder, VIGIE_DATA: dataFolder, VIGIE_LISTEN: listen };
    const centre = await startServerProcess({ ...env, VIGIE_ADMIN_PASSWORD: ADMIN_PASSWORD }, [], program[release]);
    running.centre = centre;
    listen = new URL(centre.url).host;
    return centre;
  };
  const startPoller = (release: Release, env: Readonly<Record<string, string>> = {}): void => {
    const folders = ["--data", join(dataFolder, "at-paris"), "--allow", configFolder];
    const resources = ["--resource-file", join(configFolder, "resource.cfg")];
    running.poller = startPollerProcess(
      [...folders, ...resources, "--centre", `http://${listen}`],
      env,
      [],
      program[release],
    );
  };
  try {
    const { url } = await startCentre("earlier");
    const folders = ["--config", configFolder, "--data", dataFolder];
    const secret = secretIn(await runVigie(...folders, "poller", "add", "paris"));
    startPoller("earlier", { VIGIE_ENROLMENT: secret });
    writeFileSync(join(configFolder, "objects.cfg"), OBJECTS);
    await runVigie(...folders, "reload");
    const token = await loginAt(url, "admin", ADMIN_PASSWORD);
    yield `both earlier: ${await moreResults(url, token)} results`;

    await running.poller?.stop();
    startPoller("this");
    yield `poller of this release, earlier centre: ${await moreResults(url, token)} results`;

    await running.centre?.stop();
    await startCentre("this");
    yield `both of this release: ${await moreResults(url, token)} results`;

    await running.poller?.stop();
    startPoller("earlier");
    yield `earlier poller, centre of this release: ${await moreResults(url, token)} results`;
  } finally {
    await running.poller?.kill();
    await running.centre?.kill();
    await site.remove();
  }
}

/** Waits for some results that were not there before, and compares all with what should be there. */
async function moreResults(url: string, token: string): Promise<number> {
  const before = (await results(url, token)).length;
  const end = performance.now() + WITHIN_MS;
  for (;;) {
    const found = await results(url, token);
    const wanted = found.map((_text, index) => `result ${index + 1}`);
    if (found.join() !== wanted.join()) throw new Error(`the history has ${found.join(", ")}`);
    if (found.length >= before + RESULTS_BETWEEN) return found.length;
    if (performance.now() > end) throw new Error(`${found.length} results after a minute, ${before} before`);
    await wait(200);
  }
}

async function results(url: string, token: string): Promise<readonly string[]> {
  const search = new URLSearchParams({ host: "remote", service: "count", limit: "1000" });
  const response = await fetch(`${url}/api/events/log?${search}`, { headers: { "X-AUTH-TOKEN": token } });
  if (!response.ok) throw new Error(`the history was answered with ${response.status} ${await response.text()}`);
  const { result } = (await response.json()) as { result: readonly { output: string | null }[] };
  return result.flatMap(({ output }) => (output?.startsWith("result ") ? [output] : [])).toReversed();
}
