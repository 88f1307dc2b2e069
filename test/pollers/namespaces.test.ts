import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { hasOpenssl, makeCertificate } from "../../src/engine/built-in-checks/servers.fixture.ts";
import { localApiOf } from "../support/local-api.ts";
import { runVigie, startPollerProcess, type PollerProcess } from "../support/poller-process.ts";
import { startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { createSite, type Site } from "../support/server-under-test.ts";
import { createTwoNetworks, whyNoTwoNetworks, type TwoNetworks } from "../support/two-networks.ts";

const why = whyNoTwoNetworks() ?? (hasOpenssl ? null : "openssl is not installed");

let site: Site | undefined;
let networks: TwoNetworks | undefined;
let server: ServerProcess | undefined;
let poller: PollerProcess | undefined;
afterEach(async () => {
  await poller?.stop();
  await server?.stop();
  networks?.remove();
  await site?.remove();
});

const CUT_SECONDS = 6;

/** Each run of the check says its number, and is another state than the one before: an event of the history each. */
const COUNTING_CHECK = `#!/bin/sh
runs=$(($(cat "$1" 2>/dev/null || echo 0) + 1))
echo $runs > "$1"
echo "run $runs"
exit $((runs % 2 * 2))
`;

const objects = (folder: string, place: string): string => `
define command {
  command_name  count
  command_line  $USER1$/check_count ${folder}/runs
}
define host {
  host_name               till
  check_command           count
  check_interval          1
  retry_interval          1
  max_check_attempts      1
  flap_detection_enabled  0
  ${place}
}
`;

test.skipIf(why !== null)(
  `three commands, through a firewall that only lets the poller out, and a link that is cut: each result once${why === null ? "" : ` (skipped: ${why})`}`,
  { timeout: 60_000 },
  async () => {
    site = createSite({ "vigie.cfg": "cfg_file=objects.cfg\ninterval_length=1\n", "objects.cfg": "" });
    networks = createTwoNetworks();
    const { configFolder, dataFolder } = site;
    const { inCentre, inOffice, centreAddress, officeAddress } = networks;
    writeFileSync(join(configFolder, "check_count"), COUNTING_CHECK, { mode: 0o755 });
    writeFileSync(join(configFolder, "resource.cfg"), `$USER1$=${configFolder}\n`);
    writeFileSync(join(configFolder, "objects.cfg"), objects(site.folder, "active_checks_enabled 0"));
    const [yesterday, tomorrow] = [-1, 1].map((days) => new Date(Date.now() + days * 86_400_000)) as [Date, Date];
    const { cert, key } = makeCertificate(site.folder, `/CN=${centreAddress}`, yesterday, tomorrow);
    writeFileSync(join(configFolder, "certificate.pem"), cert);
    writeFileSync(join(configFolder, "key.pem"), key);
    writeFileSync(join(configFolder, "vigie.yaml"), "tls:\n  certificate: certificate.pem\n  key: key.pem\n");
    server = await startServerProcess(
      { VIGIE_CONFIG: configFolder, VIGIE_DATA: dataFolder, VIGIE_LISTEN: `${centreAddress}:8443` },
      inCentre,
    );
    const api = localApiOf(site);
    const vigie = (...args: readonly string[]): Promise<string> =>
      runVigie("--config", configFolder, "--data", dataFolder, ...args);

    const printed = await vigie("poller", "add", "paris");
    const [, secret, command] = /VIGIE_ENROLMENT=(\S+) vigie poller (.*)/.exec(printed)!;
    poller = startPollerProcess(
      [
        ...words(command!),
        "--data",
        join(site.folder, "at-paris"),
        "--allow",
        configFolder,
        "--resource-file",
        join(configFolder, "resource.cfg"),
      ],
      { VIGIE_ENROLMENT: secret! },
      inOffice,
    );
    writeFileSync(join(configFolder, "objects.cfg"), objects(site.folder, "poller paris"));
    await vigie("reload");

    const runs = (): number => Number(readFileSync(join(site!.folder, "runs"), "utf8"));
    await api.eventually("/monitoring/hosts", ({ result }: Hosts) => /run \d/.test(result[0]?.output ?? ""));
    expect(await reaches(networks, officeAddress)).toBe(false);

    networks.cut();
    const before = runs();
    await pause(CUT_SECONDS * 1_000);
    const during = runs();
    expect(during - before).toBeGreaterThanOrEqual(CUT_SECONDS - 3);
    networks.mend();
    await expect
      .poll(async () => outputs(await vigie("history", "till", "--limit", "500")), { timeout: 30_000, interval: 500 })
      .toContain(during + 1);

    const taken = outputs(await vigie("history", "till", "--limit", "500"));
    const last = Math.max(...taken);
    expect(taken.toSorted((left, right) => left - right)).toEqual(
      Array.from({ length: last }, (_, index) => index + 1),
    );
  },
);

interface Hosts {
  readonly result: readonly { readonly output: string }[];
}

/** Numbers of the runs in a history. */
const outputs = (history: string): readonly number[] =>
  [...history.matchAll(/\brun (\d+)/g)].map(([, run]) => Number(run));

/** Words of a command line as a shell reads them. */
const words = (line: string): readonly string[] =>
  spawnSync("/bin/sh", ["-c", `printf '%s\\n' ${line}`], { encoding: "utf8" })
    .stdout.trimEnd()
    .split("\n");

/** Whether the centre can begin a connection to something that listens in the office, and is reached there. */
async function reaches({ inOffice, inCentre }: TwoNetworks, address: string): Promise<boolean> {
  const listen = `require("net").createServer((s) => s.end()).listen(9, "0.0.0.0", () => console.log("listens"))`;
  const connect = `require("net").connect(9, ${JSON.stringify(address)}).setTimeout(1000, () => process.exit(1)).on("connect", () => process.exit(0)).on("error", () => process.exit(1))`;
  const node = (prefix: readonly string[], script: string) => {
    const [program, ...args] = [...prefix, process.execPath, "-e", script];
    return spawn(program!, args, { stdio: ["ignore", "pipe", "inherit"] });
  };
  const listener = node(inOffice, listen);
  try {
    await once(listener.stdout, "data");
    expect(await once(node(inOffice, connect), "exit")).toEqual([0, null]);
    return (await once(node(inCentre, connect), "exit"))[0] === 0;
  } finally {
    listener.kill();
  }
}
