import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loginAt, startServerProcess, type ServerProcess } from "../support/server-process.ts";

const ROUNDS = 6;
const CLIENTS = 4;
const PASSWORD = "kill me softly";

// Every service turns critical and recovers within seconds, so that results, events and messages are written all the
// time.
const OBJECTS = `
define command {
  command_name  flapping
  command_line  /bin/sh -c 'exit $(( $(date +%s) / 2 % 2 * 2 ))'
}
define host {
  host_name  web
  host_id    1
  address    127.0.0.1
  max_check_attempts  1
}
${Array.from(
  { length: 20 },
  (_, index) => `define service {
  host_name            web
  service_description  service-${index}
  service_id           ${index + 1}
  check_command        flapping
  check_interval       1
  max_check_attempts   1
}`,
).join("\n")}
`;

interface DowntimeRow {
  readonly comment: string;
  readonly is_started: boolean;
  readonly service_id: number;
}

let folder: string;
let server: ServerProcess | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "vigie-kill-"));
  mkdirSync(join(folder, "config"));
  writeFileSync(join(folder, "config", "vigie.cfg"), "cfg_file=objects.cfg\ninterval_length=1\n");
  writeFileSync(join(folder, "config", "objects.cfg"), OBJECTS);
});
afterEach(async () => {
  await server?.kill();
  rmSync(folder, { recursive: true, force: true });
});

const start = (): Promise<ServerProcess> =>
  startServerProcess({
    VIGIE_CONFIG: join(folder, "config"),
    VIGIE_DATA: join(folder, "data"),
    VIGIE_ADMIN_PASSWORD: PASSWORD,
  });

test(
  "loses nothing that it answered with 204, however often it is killed under load",
  { timeout: 180_000 },
  async ({ signal }) => {
    const promised = new Map<string, number>();
    let token: string | undefined;
    for (let round = 0; round < ROUNDS; round++) {
      server = await start();
      // The token of the first login also survives every kill.
      token ??= await loginAt(server.url, "admin", PASSWORD);
      const clients = Array.from({ length: CLIENTS }, (_, client) =>
        scheduleUntilRefused(server!.url, token!, `${round}-${client}`, promised, signal),
      );
      await new Promise((next) => {
        setTimeout(next, 300 + 700 * Math.random());
      });
      await server.kill();
      await Promise.all(clients);
    }

    server = await start();
    const kept = await downtimes(server.url, token!);
    const lost = [...promised].filter(([comment, serviceId]) => kept.get(comment)?.service_id !== serviceId);

    expect(promised.size).toBeGreaterThan(ROUNDS * CLIENTS);
    expect(lost).toEqual([]);
    expect([...kept.values()].filter((downtime) => !downtime.is_started)).toEqual([]);
  },
);

/** Schedules downtimes, one after the other, until the server is gone; records each that was answered with success. */
async function scheduleUntilRefused(
  url: string,
  token: string,
  name: string,
  promised: Map<string, number>,
  signal: AbortSignal,
): Promise<void> {
  const now = Math.floor(Date.now() / 1000);
  const date = (time: number): string => new Date(time * 1000).toISOString().replace(".000", "");
  for (let count = 0; !signal.aborted; count++) {
    const comment = `${name}-${count}`;
    const serviceId = (count % 20) + 1;
    try {
      const { status } = await fetch(`${url}/centreon/api/latest/monitoring/hosts/1/services/${serviceId}/downtimes`, {
        method: "POST",
        signal,
        headers: { "X-AUTH-TOKEN": token },
        body: JSON.stringify({
          start_time: date(now - 10),
          end_time: date(now + 3600),
          is_fixed: true,
          duration: 0,
          comment,
        }),
      });
      if (status === 204) promised.set(comment, serviceId);
    } catch {
      return;
    }
  }
}

async function downtimes(url: string, token: string): Promise<ReadonlyMap<string, DowntimeRow>> {
  const response = await fetch(`${url}/centreon/api/latest/monitoring/services/downtimes?limit=1000000`, {
    headers: { "X-AUTH-TOKEN": token },
  });
  const { result } = (await response.json()) as { result: DowntimeRow[] };
  return new Map(result.map((row) => [row.comment, row]));
}
