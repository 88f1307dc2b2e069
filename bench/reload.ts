import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { requestLocalApi } from "../src/cli/local-api-client.ts";
import { LARGE, writeLargeConfiguration } from "./support/large-configuration.ts";
import { writeLargeStore } from "./support/large-store.ts";
import { memoryOf, pollDuring } from "./support/poll-during.ts";
import { machine, table } from "./support/report.ts";
import { login, startServer } from "./support/server.ts";

// Reloads of 10,000 hosts and 100,000 services while a client requests a page of services every 5 ms: duration of each,
// and its slowest answer. Targets: below 3 s, and no request refused or slower than 100 ms.
const ROUNDS = 4;

const memoryText = (pid: number): string => `${Math.round(memoryOf(pid).now)} MB`;

const folder = mkdtempSync(join(tmpdir(), "vigie-bench-"));
const config = join(folder, "config");
const data = join(folder, "data");
try {
  writeLargeConfiguration(config, LARGE);
  await writeLargeStore(config, data);
  const server = await startServer(config, data);
  const token = await login(server.url);
  const memoryBefore = memoryText(server.pid);
  const idle = await pollDuring(server.url, token, () => setTimeout(2000));
  const rows = [
    [
      "nothing, for 2 s",
      "",
      "",
      idle.poll.slowest.toFixed(0),
      String(idle.poll.asked),
      String(idle.poll.refused),
      memoryBefore,
    ],
  ];
  const reload = async (name: string): Promise<void> => {
    const { answer, poll } = await pollDuring(server.url, token, () =>
      requestLocalApi(data, { method: "POST", path: "/api/reload" }),
    );
    const body = answer.body as {
      readonly seconds?: number;
      readonly services?: { readonly added: number; readonly changed: number };
    };
    const changes =
      body.services === undefined
        ? `status ${answer.status}`
        : `${body.services.added} new, ${body.services.changed} changed`;
    rows.push([
      name,
      changes,
      body.seconds?.toFixed(2) ?? "",
      poll.slowest.toFixed(0),
      String(poll.asked),
      String(poll.refused),
      memoryText(server.pid),
    ]);
    await setTimeout(1000);
  };
  for (let round = 0; round < ROUNDS; round++) await reload("the same configuration");
  appendFileSync(
    join(config, "objects.cfg"),
    "define service {\n  use generic-service\n  service_description one-more\n  hostgroup_name group-000\n}\n",
  );
  await reload("a service on 50 hosts more");
  writeLargeConfiguration(config, { ...LARGE, servicesPerHost: 9 });
  await reload("a service on every host less");
  writeLargeConfiguration(config, LARGE);
  await reload("a service on every host more");
  appendFileSync(join(config, "objects.cfg"), "define service {\n  nonsense 1\n}\n");
  await reload("a broken configuration");
  await server.stop();
  console.log(`${machine()}; ${LARGE.hosts} hosts, ${LARGE.hosts * LARGE.servicesPerHost} services`);
  console.log(
    table(["reload of", "services", "seconds", "slowest answer, ms", "asked", "refused", "memory after"], rows),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
