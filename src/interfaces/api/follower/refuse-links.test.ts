import { once } from "node:events";
import { connect, type AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { LINK_PATH } from "../../../cluster/protocol/link-path.ts";
import { createHttpServer } from "../connections/http-server.ts";
import { refuseLinks } from "./refuse-links.ts";

const LINK = `GET ${LINK_PATH} HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n`;

test("a poller that is refused is cut off, also one that does not close or leaves at once", async () => {
  const handle = (): void => {};
  const server = createHttpServer({
    handle,
    tls: null,
    maxConnections: 100,
    isLocal: () => false,
    upgrades: refuseLinks,
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  const clients = Array.from({ length: 20 }, () => connect({ port, allowHalfOpen: true }).on("error", () => {}));
  for (const client of clients) client.write(LINK);
  for (const client of clients) expect(String(await once(client, "data"))).toMatch(/^HTTP\/1.1 503 /);
  for (const client of clients.slice(1)) client.resetAndDestroy();

  const begun = performance.now();
  await new Promise((closed) => server.close(closed));
  expect(performance.now() - begun).toBeLessThan(15_000);
  clients[0]!.destroy();
});
