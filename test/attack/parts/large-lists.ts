import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { AttackPart } from "../attack-part.ts";
import { startAttackedServer, type AttackedServer } from "../attacked-server.ts";

/** With ten services each. */
const HOSTS = { small: 2_000, full: 10_000 };
const SERVICES_OF_HOST = 10;
const CLIENTS = { small: 8, full: 20 };
/** What all clients together may take; one answer has 30 MiB of text for 20,000 services. */
const MOST_GROWTH_MIB = { small: 150, full: 300 };
const LISTS = ["monitoring/services", "monitoring/resources", "monitoring/hosts"];

/** Lists of everything, `limit=500000`, for clients that read and for clients that do not (later versions §3.2). */
export const largeLists: AttackPart = {
  name: "large-lists",
  async run({ size, folder }) {
    const hosts = HOSTS[size];
    const services = hosts * SERVICES_OF_HOST;
    const server = await startAttackedServer(folder, { writeSite: (config) => writeLargeSite(config, hosts) });
    const failures: string[] = [];
    const counts: Record<string, number> = {};
    for (const list of LISTS) await itemsOf(server, list, 1_000);
    server.forgetPeak();
    const before = server.peakMemoryMiB();

    const silent = await Promise.all(LISTS.flatMap((list) => clientsOf(server, list, CLIENTS[size])));
    const expected: Readonly<Record<string, number>> = {
      "monitoring/services": services,
      "monitoring/resources": services + hosts,
      "monitoring/hosts": hosts,
    };
    for (const list of LISTS) {
      counts[list] = await itemsOf(server, list, 500_000);
      if (counts[list] !== expected[list]) failures.push(`${list} had ${counts[list]} items, not ${expected[list]}.`);
    }
    const growth = server.peakMemoryMiB() - before;
    for (const socket of silent) socket.destroy();
    if (growth > MOST_GROWTH_MIB[size])
      failures.push(`The server took ${growth} MiB for them, more than ${MOST_GROWTH_MIB[size]}.`);
    failures.push(...(await server.stop()));
    return {
      counts: { ...counts, "clients that do not read": silent.length, "MiB of growth": growth, "MiB before": before },
      failures,
    };
  },
};

const address = (list: string, limit: number): string => `/centreon/api/latest/${list}?limit=${limit}`;

/** Number of items of the list, read as a whole. */
async function itemsOf(server: AttackedServer, list: string, limit: number): Promise<number> {
  const response = await fetch(server.url + address(list, limit), { headers: { "x-auth-token": server.token } });
  return ((await response.json()) as { readonly result: readonly object[] }).result.length;
}

function clientsOf(
  server: AttackedServer,
  list: string,
  count: number,
): readonly ReturnType<AttackedServer["connect"]>[] {
  return Array.from({ length: count }, async () => {
    const socket = await server.connect();
    socket.pause();
    socket.write(`GET ${address(list, 500_000)} HTTP/1.1\r\nHost: x\r\nX-AUTH-TOKEN: ${server.token}\r\n\r\n`);
    return socket;
  });
}

function writeLargeSite(folder: string, hosts: number): void {
  mkdirSync(folder);
  writeFileSync(join(folder, "vigie.cfg"), "cfg_file=objects.cfg\nexecute_host_checks=0\nexecute_service_checks=0\n");
  const names = Array.from({ length: hosts }, (_, place) => `host-${place}`);
  writeFileSync(
    join(folder, "objects.cfg"),
    [
      "define command {\n  command_name fail\n  command_line /bin/false\n}\n",
      `define hostgroup {\n  hostgroup_name all\n}\n`,
      ...names.map(
        (name) =>
          `define host {\n  host_name ${name}\n  address 127.0.0.1\n  hostgroups all\n  max_check_attempts 3\n}\n`,
      ),
      ...Array.from(
        { length: SERVICES_OF_HOST },
        (_, place) =>
          `define service {\n  hostgroup_name all\n  service_description Disk ${place}\n  check_command fail\n` +
          "  max_check_attempts 3\n}\n",
      ),
    ].join("\n"),
  );
}
