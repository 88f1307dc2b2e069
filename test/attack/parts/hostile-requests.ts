import { connect } from "node:net";
import type { Random } from "../../support/random.ts";
import type { AttackPart } from "../attack-part.ts";
import { startAttackedServer, type AttackedServer } from "../attacked-server.ts";
import { hostileRequest } from "../hostile-request.ts";
import { healthCounts, lateHealth } from "../late-health.ts";
import { watchHealth } from "../health-watch.ts";

const REQUESTS = { small: 600, full: 15_000 };
const AT_A_TIME = 20;
// An incomplete request gets no answer: the server waits for the rest of it.
const PATIENCE_MS = 250;

/** Requests that are malformed, incomplete, too large, or good in an odd way. */
export const hostileRequests: AttackPart = {
  name: "hostile-requests",
  async run({ size, folder, random }) {
    const server = await startAttackedServer(folder);
    const health = await watchHealth(server);
    const counts: Record<string, number> = { requests: 0 };
    const failures: string[] = [];
    let left = REQUESTS[size];
    const work = async (): Promise<void> => {
      while (left-- > 0) {
        const request = hostileRequest(random, server.token);
        const answer = await answerOf(server, request, random);
        counts["requests"]!++;
        counts[answer] = (counts[answer] ?? 0) + 1;
      }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, work));
    const delays = await health.stop();
    failures.push(...(await server.stop()), ...lateHealth(delays, size));
    return { counts: { ...counts, ...healthCounts(delays) }, failures };
  },
};

/** Sends in pieces, and leaves in one of ten cases. */
function answerOf({ port }: AttackedServer, request: Buffer, random: Random): Promise<string> {
  const leaves = random.chance(0.1);
  const cut = random.between(0, request.length);
  return new Promise((settled) => {
    let text = "";
    const socket = connect(port, "127.0.0.1", () => {
      socket.write(request.subarray(0, cut));
      if (leaves) socket.resetAndDestroy();
      else setImmediate(() => socket.write(request.subarray(cut)));
    });
    const late = setTimeout(() => socket.destroy(), PATIENCE_MS);
    socket
      .on("data", (chunk: Buffer) => {
        text += chunk.toString("latin1");
        if (text.includes("\r\n\r\n")) socket.destroy();
      })
      .on("error", () => {})
      .once("close", () => {
        clearTimeout(late);
        const status = /^HTTP\/1\.1 (\d)/.exec(text)?.[1];
        settled(leaves ? "left by the client" : status === undefined ? "not answered" : `answered ${status}xx`);
      });
  });
}
