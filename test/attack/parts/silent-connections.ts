import type { Socket } from "node:net";
import type { AttackPart } from "../attack-part.ts";
import { startAttackedServer } from "../attacked-server.ts";
import { watchHealth } from "../health-watch.ts";
import { healthCounts, lateHealth } from "../late-health.ts";

const OPEN_FILES = 1_024;
const CONNECTIONS = { small: 1_200, full: 6_000 };
const HELD_MS = { small: 3_000, full: 20_000 };

/**
 * More connections that send nothing, or half a request, than the process may open files; meanwhile plugins and
 * notification commands have to start, and others have to be answered.
 */
export const silentConnections: AttackPart = {
  name: "silent-connections",
  async run({ size, folder, random }) {
    const server = await startAttackedServer(folder, { openFiles: OPEN_FILES });
    const sockets: Socket[] = [];
    const health = await watchHealth(server);
    const before = { checks: await server.checks(), notifications: server.notifications() };
    for (let place = 0; place < CONNECTIONS[size]; place++) {
      const socket = await server.connect();
      sockets.push(socket);
      if (random.chance(0.5)) socket.write(random.from(BEGINNINGS));
    }
    await new Promise((held) => {
      setTimeout(held, HELD_MS[size]);
    });
    const delays = await health.stop();
    const checks = (await server.checks()) - before.checks;
    const notifications = server.notifications() - before.notifications;
    const closed = sockets.filter((socket) => socket.closed).length;
    for (const socket of sockets) socket.destroy();
    const failures = [
      ...(await server.stop()),
      ...lateHealth(delays, size),
      ...(checks > 0 ? [] : ["No check was run during the attack."]),
      ...(notifications > 0 ? [] : ["No notification command was run during the attack."]),
    ];
    return {
      counts: {
        "connections opened": sockets.length,
        "connections closed by the server": closed,
        "checks meanwhile": checks,
        "notifications meanwhile": notifications,
        ...healthCounts(delays),
      },
      failures,
    };
  },
};

const BEGINNINGS = [
  "GET /api/hea",
  "POST /centreon/api/latest/login HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{",
  "POST /centreon/api/latest/login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n",
];
