import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const VIGIE = resolve(import.meta.dirname, "../../bin/vigie");
const FILTER = resolve(import.meta.dirname, "../../contrib/fail2ban/filter.d/vigie.conf");
const PASSWORD = "plain garden words";

let folder: string;
let logFile: string;

/** Runs a server whose log goes to a file, as a service manager would. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "vigie-fail2ban-"));
  logFile = join(folder, "vigie.log");
  const log = openSync(logFile, "a");
  const server = spawn(VIGIE, ["serve", "--listen", "127.0.0.1:0", "--trust-proxy", "127.0.0.1"], {
    env: { ...process.env, VIGIE_DATA: join(folder, "data"), VIGIE_ADMIN_PASSWORD: PASSWORD },
    stdio: ["ignore", "pipe", log],
  });
  closeSync(log);
  const exited = once(server, "exit");
  const [greeting] = (await once(server.stdout!, "data")) as [Buffer];
  const url = /listens on (\S+)/.exec(greeting.toString())![1]!;
  const login = async (name: string, password: string, address: string): Promise<void> => {
    const credentials = { login: name, password };
    const body = JSON.stringify({ security: { credentials } });
    await fetch(`${url}/centreon/api/latest/login`, { method: "POST", headers: { "X-Forwarded-For": address }, body });
  };
  await login("admin", "wrong", "192.0.2.7");
  await login('x","access":"login-refused","address":"198.51.100.1","y":"', "wrong", "2001:db8::7");
  await login('x\n{"level":40,,"access":"login-refused","address":"198.51.100.2",', "wrong", "192.0.2.8");
  await login("admin", PASSWORD, "192.0.2.9");
  server.kill("SIGTERM");
  await exited;
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const REFUSED = ["192.0.2.7", "2001:db8::7", "192.0.2.8"];

test("the filter finds the addresses of refused logins, and no others that a login name pretends", () => {
  const filter = readFileSync(FILTER, "utf8");
  const pattern = /^failregex = (.*)$/m.exec(filter)![1]!.replace("<ADDR>", "([0-9a-f.:]+)");
  const failregex = new RegExp(pattern);
  // What Fail2Ban does with datepattern.
  const dated = /"time":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z"/;
  const lines = readFileSync(logFile, "utf8").split("\n");

  const found = lines.flatMap((line) => failregex.exec(line.replace(dated, ""))?.[1] ?? []);

  expect(lines.some((line) => line.includes('"access":"login"') && line.includes("192.0.2.9"))).toBe(true);
  expect(found).toEqual(REFUSED);
});

const hasFail2ban = spawnSync("fail2ban-regex", ["--version"]).status === 0;
test.skipIf(!hasFail2ban)("Fail2Ban itself reads it so", () => {
  const output = execFileSync("fail2ban-regex", ["--out", "ip", logFile, FILTER], { encoding: "utf8" });

  expect(output.trim().split("\n")).toEqual(REFUSED);
});
