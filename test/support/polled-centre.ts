import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { createPollers, type Pollers } from "../../src/cluster/door/pollers.ts";
import { LINK_PATH } from "../../src/cluster/protocol/link-path.ts";
import { openTestStore } from "./test-store.ts";
import type { Store } from "../../src/data/store/store.ts";
import type { Clock } from "../../src/lib/clock.ts";
import { silentLog } from "../../src/lib/log.ts";
import { createShutdownStack } from "../../src/lib/shutdown-stack.ts";
import type { Engine } from "../../src/model/dialect.ts";
import type { Inventory } from "../../src/model/objects.ts";
import { openCore, type OpenCore } from "./open-core.ts";

export interface PolledCentreOptions {
  readonly folder: string;
  readonly inventory: Inventory;
  readonly engine: Engine;
  readonly clock: Clock;
}

/** A centre on a real store whose pollers come over a real socket. */
export interface PolledCentre {
  readonly core: OpenCore;
  readonly pollers: Pollers;
  readonly store: Store;
  readonly url: URL;
  /** Ends all connections, and takes no other ones until `mend`. */
  cut(): void;
  mend(): void;
  /** Ends without saying anything: states that were put off are lost. */
  kill(): Promise<void>;
}

export async function openPolledCentre({
  folder,
  inventory,
  engine,
  clock,
}: PolledCentreOptions): Promise<PolledCentre> {
  const store = await openTestStore(folder);
  const readers = {
    name: "pollers",
    committed: (batch: Parameters<Pollers["reader"]["committed"]>[0]) => pollers.reader.committed(batch),
  };
  const core = await openCore({
    store,
    inventory,
    clock,
    engine,
    latePoller: (key) => pollers.latePoller(key),
    readersWith: (realtime) => ({ readers: [realtime, readers], shownAhead: realtime }),
  });
  const pollers: Pollers = createPollers({
    store,
    ledger: core.ledger,
    inventory: () => inventory,
    engine,
    clock,
    log: silentLog,
    afterLateResults: core.notificationEngine.afterLateResults,
  });
  await pollers.load();
  core.begin();
  const stops = createShutdownStack(silentLog);
  pollers.start(core.intake, stops);

  const sockets = new Set<Duplex>();
  let isCut = false;
  const server = createServer((_request, response) => response.end());
  server.on("upgrade", (request, socket, head) => {
    if (isCut) return void socket.destroy();
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    pollers.door.take(request, socket, head);
  });
  await new Promise<void>((listening) => void server.listen(0, "127.0.0.1", listening));

  const cut = (): void => {
    isCut = true;
    for (const socket of sockets) socket.destroy();
  };
  return {
    core,
    pollers,
    store,
    url: new URL(`ws://127.0.0.1:${portOf(server)}${LINK_PATH}`),
    cut,
    mend() {
      isCut = false;
    },
    async kill() {
      cut();
      await stops.run();
      await core.stop();
      await store.close();
      await new Promise((closed) => server.close(closed));
    },
  };
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;
