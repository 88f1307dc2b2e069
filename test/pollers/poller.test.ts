import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { connect, createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { freePort } from "../cluster/member.ts";
import { localApiOf, type LocalApi } from "../support/local-api.ts";
import { runVigie, secretIn, startPollerProcess, type PollerProcess } from "../support/poller-process.ts";
import { startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { createSite, type Site } from "../support/server-under-test.ts";

// One server and one poller for all of it: what takes time is their starts.

let site: Site;
let server: ServerProcess;
let api: LocalApi;
let poller: PollerProcess | null = null;
let answerFile: string;

beforeAll(async () => {
  site = createSite({ "vigie.cfg": "cfg_file=objects.cfg\ninterval_length=1\n", "objects.cfg": "" });
  answerFile = join(site.configFolder, "answer");
  writeFileSync(join(site.configFolder, "check_answer"), `#!/bin/sh\n. ${answerFile}\necho "$TEXT"\nexit $CODE\n`, {
    mode: 0o755,
  });
  writeFileSync(join(site.configFolder, "resource.cfg"), `$USER1$=${site.configFolder}\n`);
  answer(0, "all is well");
  configure(null);
  await startServer();
  api = localApiOf(site);
  const secret = secretIn(await vigie("poller", "add", "paris"));
  poller = startPoller(secret);
  configure("paris");
  await vigie("reload");
});
afterAll(async () => {
  await poller?.stop();
  await server.stop();
  await site.remove();
});
beforeEach(async () => {
  answer(0, "all is well");
  await service(({ output }) => output === "all is well");
});

async function startServer(listen = "127.0.0.1:0"): Promise<void> {
  const { configFolder, dataFolder } = site;
  server = await startServerProcess({ VIGIE_CONFIG: configFolder, VIGIE_DATA: dataFolder, VIGIE_LISTEN: listen });
}

const answer = (code: number, text: string): void => writeFileSync(answerFile, `CODE=${code}\nTEXT='${text}'\n`);

/** A host here, and one that the poller checks, with one service each. */
function configure(pollerName: string | null, checkInterval = 1): void {
  const remote = pollerName === null ? "" : `  poller ${pollerName}\n`;
  writeFileSync(
    join(site.configFolder, "objects.cfg"),
    [
      "define command {\n  command_name answer\n  command_line $USER1$/check_answer\n}",
      "define command {\n  command_name always\n  command_line check_dummy 0 here\n}",
      `define host {\n  host_name local\n  check_command always\n  check_interval 1\n  max_check_attempts 1\n}`,
      `define host {\n  host_name remote\n  check_command answer\n  check_interval 1\n  max_check_attempts 1\n${remote}}`,
      "define service {\n  host_name remote\n  service_description page\n  check_command answer\n" +
        `  check_interval ${checkInterval}\n  retry_interval 1\n  max_check_attempts 2\n}`,
      "",
    ].join("\n"),
  );
}

const vigie = (...args: readonly string[]): Promise<string> =>
  runVigie("--config", site.configFolder, "--data", site.dataFolder, ...args);

const reload = (): Promise<unknown> => api.command("POST", "/api/reload");

const pollerFolder = (): string => join(site.dataFolder, "at-paris");

function startPoller(secret?: string, centre = server.url): PollerProcess {
  return startPollerProcess(
    [
      "--data",
      pollerFolder(),
      "--centre",
      centre,
      "--allow",
      site.configFolder,
      "--resource-file",
      join(site.configFolder, "resource.cfg"),
    ],
    secret === undefined ? {} : { VIGIE_ENROLMENT: secret },
  );
}

interface Resource {
  readonly output: string;
  readonly state: number;
  readonly last_check: string | null;
}
const service = async (satisfies: (found: Resource) => boolean): Promise<Resource> => {
  const { result } = await api.eventually<{ readonly result: readonly Resource[] }>(
    '/monitoring/services?search={"host.name":"remote"}',
    ({ result: [first] }) => first !== undefined && satisfies({ ...first, output: first.output.trim() }),
  );
  return result[0]!;
};
const stateOfParis = async (): Promise<string | undefined> =>
  (await api.get<{ result: readonly { state: string }[] }>("/api/pollers")).result[0]?.state;

test("a poller may be added before the first start, since hosts that name it keep the server from starting", async () => {
  const other = createSite({ "vigie.cfg": "cfg_file=objects.cfg\n" });
  const command = (...args: readonly string[]) =>
    runVigie("--config", other.configFolder, "--data", other.dataFolder, ...args);
  writeFileSync(
    join(other.configFolder, "objects.cfg"),
    "define host {\n  host_name a\n  max_check_attempts 1\n  poller rome\n}\n" +
      "define host {\n  host_name b\n  max_check_attempts 1\n  _POLLER_ID 2\n}\n",
  );
  expect(await command("poller", "add", "rome")).toMatch(/added to the store/);

  const started = await startServerProcess({
    VIGIE_CONFIG: other.configFolder,
    VIGIE_DATA: other.dataFolder,
    VIGIE_LISTEN: "127.0.0.1:0",
  });
  expect(await command("poller", "list")).toMatch(/rome\s+not-enrolled\s+1\n/);
  expect(await command("poller", "add", "rome")).toMatch(/VIGIE_ENROLMENT=/);
  await expect(command("cluster", "status")).rejects.toThrow(/no other one shares it|No database/);
  await started.stop();
  await other.remove();
});

test("three commands from nothing to a checked remote host; what it finds is in the state and the history", async () => {
  answer(2, "it broke");
  expect(await service(({ output, state }) => output === "it broke" && state === 2)).toBeDefined();
  expect(await stateOfParis()).toBe("connected");
  expect(await vigie("poller", "list")).toMatch(/paris\s+connected\s+1 /);
  expect(await vigie("history", "remote", "page")).toMatch(/it broke/);
});

test("a forced check is run at the poller at once", async () => {
  configure("paris", 3_600);
  await reload();
  await expect.poll(() => poller!.log()).toMatch(/checks 1 host and 1 service[^]*checks 1 host and 1 service/);
  answer(0, "asked for");

  const { result } = await api.get<{ result: readonly { host: { id: number }; id: number }[] }>(
    '/monitoring/services?search={"host.name":"remote"}',
  );
  const [{ host, id }] = result as [{ host: { id: number }; id: number }];
  await api.command("POST", `/monitoring/hosts/${host.id}/services/${id}/check`, { is_forced: true });

  await service(({ output }) => output === "asked for");
  configure("paris");
  await reload();
});

test("goes on while the centre is away, and everything that it found comes afterwards", async () => {
  const port = new URL(server.url).port;
  await server.kill();
  answer(2, "broke while nobody looked");
  await expect.poll(() => poller!.log()).toMatch(/no connection with the centre/);
  await startServer(`127.0.0.1:${port}`);

  await service(({ output }) => output === "broke while nobody looked");
});

test("one that was away before the centre started has been away since its last results", async () => {
  await poller!.stop();
  const stopped = Date.now();
  await expect.poll(stateOfParis).toBe("away");
  expect(await vigie("show", "remote", "page")).toMatch(/poller +paris\n +not seen +since .*its poller is away/);
  await expect(vigie("check", "remote", "page", "--wait")).rejects.toThrow(/checked once its poller is back/);
  const port = new URL(server.url).port;
  await server.kill();
  await startServer(`127.0.0.1:${port}`);

  const { result } = await api.get<{ result: readonly { since: string }[] }>("/api/pollers");
  expect(Date.parse(result[0]!.since)).toBeLessThanOrEqual(stopped);
  poller = startPoller();
  await expect.poll(stateOfParis).toBe("connected");
});

test("a configuration that cannot be saved is in effect, and is not said to be refused", async () => {
  const path = join(pollerFolder(), "poller/configuration.json");
  rmSync(path);
  mkdirSync(join(path, "in the way"), { recursive: true });
  configure("paris", 2);
  await reload();

  await expect.poll(() => poller!.log()).toMatch(/the configuration of the centre cannot be saved/);
  await service(({ output }) => output === "all is well");
  const { result } = await api.get<{ result: readonly { configuration_errors: readonly string[] }[] }>("/api/pollers");
  expect(result[0]!.configuration_errors).toEqual([]);
  rmSync(path, { recursive: true });
  configure("paris");
  await reload();
});

test("a server stops in order while a poller is connected, and one that is restored from a backup takes its results", async () => {
  const port = new URL(server.url).port;
  expect(await server.stop()).toBe(0);
  const backup = join(site.dataFolder, "..", "backup.sqlite");
  await vigie("backup", backup);
  await startServer(`127.0.0.1:${port}`);
  answer(2, "after the backup");
  await service(({ output }) => output === "after the backup");
  await server.stop();
  await vigie("restore", backup);
  answer(2, "after the restore");
  await startServer(`127.0.0.1:${port}`);

  await service(({ output }) => output === "after the restore");
});

test("starts only programs of the allowed folders, whatever the centre says", async () => {
  const path = join(site.configFolder, "objects.cfg");
  writeFileSync(path, readFileSync(path, "utf8").replace("$USER1$/check_answer", "/bin/echo taken over"));
  await reload();

  expect(await service(({ output }) => output.includes("only programs in"))).toMatchObject({ state: 3 });
  configure("paris");
  await reload();
});

test("hosts that name a group are checked by a member of it; the group comes and goes with a reload", async () => {
  const settings = join(site.configFolder, "vigie.yaml");
  configure("europe");
  writeFileSync(settings, "poller_groups:\n  europe: { members: [paris, rome] }\n");
  expect(JSON.stringify((await api.call("POST", "/api/reload")).body)).toMatch(/there is no poller 'rome'/);
  writeFileSync(settings, "poller_groups:\n  europe: { members: [paris] }\n");
  await vigie("check-config");
  await vigie("reload");
  answer(2, "found by a member");

  await service(({ output }) => output === "found by a member");
  expect(await vigie("poller", "list")).toMatch(/paris\s+europe\s+connected\s+1 /);
  const { result } = await api.get<{ result: readonly object[] }>("/api/pollers");
  expect(result).toEqual([expect.objectContaining({ name: "paris", group: "europe", group_hosts: 1, hosts: 1 })]);
  expect(await (await fetch(`${server.url}/metrics`)).text()).toContain(
    'vigie_poller_group_hosts{poller="paris",group="europe"} 1',
  );
  const { result: places } = await api.get<{ result: readonly { name: string }[] }>(
    "/configuration/monitoring-servers",
  );
  expect(places.map(({ name }) => name)).toContain("europe");
  await expect(vigie("poller", "add", "europe")).rejects.toThrow(/group of pollers has the name/);

  configure("paris");
  writeFileSync(settings, "");
  await vigie("reload");
  expect(await vigie("poller", "list")).toMatch(/paris\s+connected\s+1 /);
});

test("a poller whose key is replaced is let in with the new one", async () => {
  const keyFile = join(pollerFolder(), "poller", "poller.key");
  const before = readFileSync(keyFile, "utf8");
  expect(await vigie("--data", pollerFolder(), "poller", "rotate")).toMatch(
    /^Poller paris has another key, which http/,
  );
  expect(readFileSync(keyFile, "utf8")).not.toBe(before);
  await expect.poll(() => poller!.log()).toMatch(/key-replaced/);

  answer(2, "checked with the new key");
  await service(({ output }) => output === "checked with the new key");
});

test("a poller whose new key was taken, with an answer that was lost, is let in with it", async () => {
  const folder = join(pollerFolder(), "poller");
  const identity = readFileSync(join(folder, "poller.json"), "utf8");
  const before = readFileSync(join(folder, "poller.key"), "utf8");
  // What the centre answers is never passed on.
  const mute = createServer((client) => {
    const behind = connect(Number(new URL(server.url).port), "127.0.0.1");
    client.pipe(behind).once("data", () => client.destroy());
    for (const socket of [client, behind]) socket.on("error", () => {});
  }).listen(0, "127.0.0.1");
  await once(mute, "listening");
  const { port } = mute.address() as AddressInfo;
  const muted = { ...(JSON.parse(identity) as object), centre: `http://127.0.0.1:${port}` };
  writeFileSync(join(folder, "poller.json"), JSON.stringify(muted));

  await expect(vigie("--data", pollerFolder(), "poller", "rotate")).rejects.toThrow("cannot be reached");
  writeFileSync(join(folder, "poller.json"), identity);
  mute.close();

  answer(2, "checked with the key that was taken");
  await service(({ output }) => output === "checked with the key that was taken");
  expect(readFileSync(join(folder, "poller.key"), "utf8")).not.toBe(before);
});

test("a revoked poller is cut off, and another secret lets it in again", async () => {
  await vigie("poller", "revoke", "paris");
  await expect.poll(() => poller!.log()).toMatch(/not-enrolled|revoked/);
  expect(await stateOfParis()).toBe("revoked");
  await poller!.stop();

  poller = startPoller(secretIn(await vigie("poller", "add", "paris")));
  await expect.poll(stateOfParis).toBe("connected");
});

test("a poller that was enrolled before starts while its centre is away, and uses its secret once it is answered", async () => {
  await vigie("poller", "revoke", "paris");
  await poller!.stop();
  const secret = secretIn(await vigie("poller", "add", "paris"));
  const port = await freePort();
  poller = startPoller(secret, `http://127.0.0.1:${port}`);
  await expect.poll(() => poller!.log()).toMatch(/goes on as paris, .* ECONNREFUSED/);

  // What a proxy says while no server is behind it.
  const proxy = createHttpServer((_request, response) => response.writeHead(502).end()).listen(port, "127.0.0.1");
  await expect.poll(() => poller!.log(), { timeout: 10_000 }).toMatch(/goes on as paris, .* answered with 502/);
  proxy.closeAllConnections();
  await new Promise((closed) => proxy.close(closed));

  const front = createServer((client) => {
    const behind = connect(Number(new URL(server.url).port), "127.0.0.1");
    client.pipe(behind).pipe(client);
    for (const socket of [client, behind]) socket.on("error", () => [client, behind].forEach((each) => each.destroy()));
  }).listen(port, "127.0.0.1");
  await expect.poll(stateOfParis, { timeout: 30_000 }).toBe("connected");
  expect(poller.log()).not.toContain("is not used");
  await poller.stop();
  front.close();
});
