import { connect, createServer, type Socket } from "node:net";
import { setInterval } from "node:timers/promises";

// Load balancer: ADDRESS PORT URL…. Passes connections to the server that leads, as its health says, and ends those to
// one that does not lead any more.

const EACH_MS = 250;
const WITHIN_MS = 1_000;
const [address, port, ...urls] = process.argv.slice(2) as [string, string, ...string[]];
const connections = new Map<string, Set<Socket>>(urls.map((url) => [url, new Set()]));
let leader: string | null = null;

const server = createServer((client) => {
  if (leader === null) return void client.destroy();
  const { hostname, port: behind } = new URL(leader);
  const onward = connect(Number(behind), hostname);
  const ends = connections.get(leader)!;
  for (const [end, other] of [
    [client, onward],
    [onward, client],
  ] as const) {
    ends.add(end);
    end.pipe(other);
    end.on("error", () => {});
    end.on("close", () => {
      ends.delete(end);
      other.destroy();
    });
  }
});
server.listen(Number(port), address, () => process.stdout.write("listening\n"));

async function leads(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(WITHIN_MS) });
    const { cluster } = (await response.json()) as { cluster: { role: string } | null };
    return response.status === 200 && cluster?.role === "leader";
  } catch {
    return false;
  }
}

for await (const _ of setInterval(EACH_MS)) {
  const found = await Promise.all(urls.map(leads));
  const next = urls[found.indexOf(true)] ?? null;
  if (next === leader) continue;
  leader = next;
  for (const [url, sockets] of connections) if (url !== leader) for (const socket of sockets) socket.destroy();
}
