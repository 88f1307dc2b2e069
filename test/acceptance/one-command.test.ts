import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loginAt, startServerProcess, type ServerProcess } from "../support/server-process.ts";

interface ServiceRow {
  readonly description: string;
  readonly state: number;
  readonly last_check: string | null;
  readonly host: { readonly name: string };
}

let data: string;
let server: ServerProcess | undefined;

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), "vigie-one-command-"));
});
afterEach(async () => {
  await server?.kill();
  rmSync(data, { recursive: true, force: true });
});

const services = async (url: string, token: string): Promise<readonly ServiceRow[]> => {
  const response = await fetch(`${url}/centreon/api/latest/monitoring/services?limit=100`, {
    headers: { "X-AUTH-TOKEN": token },
  });
  return ((await response.json()) as { result: ServiceRow[] }).result;
};

test("monitors this machine within a minute, and continues after kill -9", { timeout: 180_000 }, async () => {
  server = await startServerProcess({ VIGIE_DATA: data });
  const password = /login +admin, password (\S+)/.exec(server.greeting)?.[1];
  expect(password).toMatch(/^.{16,}$/);
  const token = await loginAt(server.url, "admin", password!);

  const checked = await allChecked(server.url, token, 60_000);
  await server.kill();
  server = await startServerProcess({ VIGIE_DATA: data });

  expect(new Set(checked.map((service) => service.host.name)).size).toBeGreaterThanOrEqual(2);
  expect(checked.length).toBeGreaterThanOrEqual(8);
  expect(server.greeting).not.toContain("password");
  const after = await services(server.url, token);
  expect(after.map((service) => service.description)).toEqual(checked.map((service) => service.description));
  for (const [index, service] of after.entries()) {
    expect(Date.parse(service.last_check!), service.description).toBeGreaterThanOrEqual(
      Date.parse(checked[index]!.last_check!),
    );
  }
});

async function allChecked(url: string, token: string, withinMs: number): Promise<readonly ServiceRow[]> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const rows = await services(url, token);
    if (rows.every((row) => row.last_check !== null)) return rows;
    if (Date.now() > deadline)
      throw new Error(
        `Not checked in time: ${rows.filter((row) => row.last_check === null).map((row) => row.description)}`,
      );
    await new Promise((next) => {
      setTimeout(next, 200);
    });
  }
}
