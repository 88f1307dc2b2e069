import type { Socket } from "node:net";
import type { AttackPart } from "../attack-part.ts";
import { startAttackedServer, type AttackedServer } from "../attacked-server.ts";
import { watchHealth } from "../health-watch.ts";
import { healthCounts, lateHealth } from "../late-health.ts";

const MIB = 1_048_576;
const MOST_MEMORY_MIB = { small: 700, full: 900 };
const CLIENTS = { small: 20, full: 100 };

/** Requests whose answers nobody reads, and bodies that are large, deep or never complete. */
export const memoryBombs: AttackPart = {
  name: "memory-bombs",
  async run({ size, folder }) {
    const server = await startAttackedServer(folder);
    const health = await watchHealth(server);
    const counts: Record<string, number> = {};
    for (const bomb of BOMBS) {
      const sockets: Socket[] = [];
      for (let place = 0; place < CLIENTS[size]; place++) {
        const socket = await server.connect();
        socket.pause();
        // Ends when the server closes; a server that reads no further keeps the rest with this client.
        socket.write(bomb.bytes(server));
        sockets.push(socket);
      }
      await new Promise((held) => {
        setTimeout(held, 1_000);
      });
      counts[`${bomb.name}, clients`] = sockets.length;
      for (const socket of sockets) socket.destroy();
    }
    const delays = await health.stop();
    const memory = server.peakMemoryMiB();
    const failures = [
      ...(await server.stop()),
      ...lateHealth(delays, size),
      ...(memory <= MOST_MEMORY_MIB[size]
        ? []
        : [`The server took ${memory} MiB, more than ${MOST_MEMORY_MIB[size]}.`]),
    ];
    return {
      counts: {
        ...counts,
        "MiB of memory at most": memory,
        ...healthCounts(delays),
      },
      failures,
    };
  },
};

interface Bomb {
  readonly name: string;
  readonly bytes: (server: AttackedServer) => string;
}

const post = (path: string, body: string, headers = ""): string =>
  `POST ${path} HTTP/1.1\r\nHost: x\r\n${headers}Content-Length: ${body.length}\r\n\r\n${body}`;
const filled = (piece: string): string => `[${piece.repeat((MIB - 2) / piece.length)}1`.padEnd(MIB - 1, " ") + "]";
const LOGIN = "/centreon/api/latest/login";
const SERVICES = "/centreon/api/latest/monitoring/services?limit=1000";

const BOMBS: readonly Bomb[] = [
  {
    name: "200 pipelined lists, unread",
    bytes: ({ token }) => `GET ${SERVICES} HTTP/1.1\r\nHost: x\r\nX-AUTH-TOKEN: ${token}\r\n\r\n`.repeat(200),
  },
  {
    name: "2,000 pipelined documents, unread, without login",
    bytes: () => "GET /api/openapi.json HTTP/1.1\r\nHost: x\r\n\r\n".repeat(2_000),
  },
  ...["[", "1.5,", "-1,", '{"a":'].map((piece) => ({
    name: `logins of 1 MiB of ${piece}`,
    bytes: () => post(LOGIN, filled(piece)),
  })),
  {
    name: "results of 1 MiB of 1.5, with a token",
    bytes: ({ token }) =>
      post("/centreon/api/latest/monitoring/resources/submit", filled("1.5,"), `X-AUTH-TOKEN: ${token}\r\n`),
  },
  {
    name: "60 KB of shortest requests, unread",
    bytes: () => "GET / HTTP/1.1\r\n\r\n".repeat(3_400),
  },
  {
    name: "a body of 1 MiB of ends of heads",
    bytes: ({ token }) =>
      post(
        "/centreon/api/latest/monitoring/resources/submit",
        "\r\n\r\n".repeat(MIB / 4),
        `X-AUTH-TOKEN: ${token}\r\n`,
      ),
  },
  { name: "a header that never ends", bytes: () => `GET / HTTP/1.1\r\nX: ${"x".repeat(250_000)}` },
  {
    name: "a body that never ends",
    bytes: () => `POST ${LOGIN} HTTP/1.1\r\nHost: x\r\nContent-Length: 16000\r\n\r\n${"x".repeat(15_000)}`,
  },
];
