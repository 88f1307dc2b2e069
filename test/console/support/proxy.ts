import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** Stands between a browser and a server, and does to their connections what networks do. */
export interface Proxy {
  readonly origin: string;
  /** Ends all connections and refuses new ones. */
  cut(): void;
  /** Keeps all connections, without a byte more in either direction: the dead peer. New ones are held, too. */
  hold(): void;
  /** Each piece of the server's answers comes so much later. */
  slow(delayMs: number): void;
  /** As if nothing had been. What was held goes on. */
  restore(): void;
  /** Connects what follows to another server: one that was started again. */
  leadTo(url: string): void;
  close(): Promise<void>;
}

export async function openProxy(url: string): Promise<Proxy> {
  let target = new URL(url);
  let mode: "open" | "cut" | "held" = "open";
  let delayMs = 0;
  const sockets = new Set<Socket>();

  const track = (socket: Socket): void => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => {});
    if (mode === "held") socket.pause();
  };
  const server = createServer((client) => {
    if (mode === "cut") {
      client.resetAndDestroy();
      return;
    }
    const upstream = connect(Number(target.port), target.hostname);
    track(client);
    track(upstream);
    client.on("data", (bytes) => upstream.write(bytes));
    upstream.on("data", (bytes) => {
      if (delayMs === 0) client.write(bytes);
      else setTimeout(() => client.write(bytes), delayMs);
    });
    client.on("close", () => upstream.destroy());
    upstream.on("close", () => client.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");

  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut() {
      mode = "cut";
      for (const socket of sockets) socket.resetAndDestroy();
    },
    hold() {
      mode = "held";
      for (const socket of sockets) socket.pause();
    },
    slow(delay) {
      delayMs = delay;
    },
    restore() {
      mode = "open";
      delayMs = 0;
      for (const socket of sockets) socket.resume();
    },
    leadTo(other) {
      target = new URL(other);
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
