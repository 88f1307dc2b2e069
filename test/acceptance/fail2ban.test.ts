import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const VIGIE = resolve(import.meta.dirname, "../../bin/vigie");
const FILTER = resolve(import.meta.dirname, "../../contrib/fail2ban/filter.d/vigie.conf");
const PASSWORD = "plain garden words";

const FORMATS = ["json", "text"] as const;

let folder: string;
const logFileOf = (format: string): string => join(folder, `vigie-${format}.log`);
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "vigie-fail2ban-"));
  await Promise.all(FORMATS.map(writeLog));
}, 180_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a server whose log goes to a file, as a service manager would. */
async function writeLog(format: string): Promise<void> {
  const log = openSync(logFileOf(format), "a");
  const server = spawn(VIGIE, ["serve", "--listen", "127.0.0.1:0", "--trust-proxy", "127.0.0.1"], {
    env: {
      ...process.env,
      VIGIE_DATA: join(folder, `data-${format}`),
      VIGIE_ADMIN_PASSWORD: PASSWORD,
      VIGIE_LOG_FORMAT: format,
    },
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
  const line = "2026-11-29T12:00:00.000+00:00 WARN  access       login refused from 198.51.100.3 (api): x";
  await login(`x\n${line}`, "wrong", "192.0.2.10");
  await login("admin", PASSWORD, "192.0.2.9");
  server.kill("SIGTERM");
  await exited;
}

const REFUSED = ["192.0.2.7", "2001:db8::7", "192.0.2.8", "192.0.2.10"];
// What Fail2Ban does with each datepattern.
const DATED = { json: /"time":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z"/, text: /^\d{4}-\S+[+-]\d\d:\d\d/ };
const ACCEPTED = { json: '"access":"login","address":"192.0.2.9"', text: " login from 192.0.2.9 " };

describe.each(FORMATS)("in the format %s", (format) => {
  test("the filter finds the addresses of refused logins, and no others that a login name pretends", () => {
    const filter = readFileSync(FILTER, "utf8");
    const patterns = /^failregex = (.*)\n\s+(.*)$/m.exec(filter)!.slice(1);
    const failregexes = patterns.map((pattern) => new RegExp(pattern.replace("<ADDR>", "([0-9a-f.:]+)")));
    const lines = readFileSync(logFileOf(format), "utf8").split("\n");

    const found = lines.flatMap((line) => {
      const undated = line.replace(DATED[format], "");
      return failregexes.flatMap((failregex) => failregex.exec(undated)?.[1] ?? []);
    });

    expect(lines.some((line) => line.includes(ACCEPTED[format]))).toBe(true);
    expect(found).toEqual(REFUSED);
  });

  const hasFail2ban = spawnSync("fail2ban-regex", ["--version"]).status === 0;
  test.skipIf(!hasFail2ban)("Fail2Ban itself reads it so", () => {
    const output = execFileSync("fail2ban-regex", ["--out", "ip", logFileOf(format), FILTER], { encoding: "utf8" });

    expect(output.trim().split("\n")).toEqual(REFUSED);
  });
});
