import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { createPollers, type Pollers } from "../../src/cluster/door/pollers.ts";
import { LINK_PATH } from "../../src/cluster/protocol/link-path.ts";
import { openTestStore } from "./test-store.ts";
import type { Store } from "../../src/data/store/store.ts";
import type { Clock } from "../../src/lib/clock.ts";
import type { CheckResult } from "../../src/model/check-result.ts";
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
  /** Default: any. */
  readonly port?: number;
  /** Called with each result that is taken, before it counts or is dropped. */
  readonly onResult?: (result: CheckResult) => void;
}

/** A centre on a real store whose pollers come over a real socket. */
export interface PolledCentre {
  readonly core: OpenCore;
  readonly pollers: Pollers;
  readonly store: Store;
  readonly url: URL;
  /** Of a poller: `cut` names it. */
  urlOf(name: string): URL;
  /** The same for a whole poller. */
  addressOf(name: string): string;
  /** Ends the connections of a poller, of all without a name, and takes no other ones until `mend`. */
  cut(name?: string): void;
  mend(name?: string): void;
  /** Puts another configuration in effect. */
  reload(next: Inventory): void;
  /** Ends without saying anything: states that were put off are lost. */
  kill(): Promise<void>;
}

export async function openPolledCentre({
  folder,
  engine,
  clock,
  port = 0,
  onResult = () => {},
  ...rest
}: PolledCentreOptions): Promise<PolledCentre> {
  let { inventory } = rest;
  const store = await openTestStore(folder);
  const readers = {
    name: "pollers",
    committed: (batch: Parameters<Pollers["reader"]["committed"]>[0]) => pollers.reader.committed(batch),
  };
  const core = await openCore({
    store,
    inventory,
    inventoryNow: () => inventory,
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
  const accept: OpenCore["intake"]["accept"] = (result, ...how) => {
    onResult(result);
    return core.intake.accept(result, ...how);
  };
  pollers.start({ accept }, stops);

  const sockets = new Map<Duplex, string>();
  const cutOff = new Set<string>();
  const server = createServer((_request, response) => response.end());
  server.on("upgrade", (request, socket, head) => {
    const { searchParams, pathname } = new URL(request.url!, "http://centre");
    const name = searchParams.get("poller") ?? /^\/at\/([^/]+)\//.exec(pathname)?.[1] ?? "";
    if (cutOff.has("") || cutOff.has(name)) return void socket.destroy();
    sockets.set(socket, name);
    socket.on("close", () => sockets.delete(socket));
    pollers.door.take(request, socket, head);
  });
  await new Promise<void>((listening) => void server.listen(port, "127.0.0.1", listening));
  const url = new URL(`ws://127.0.0.1:${portOf(server)}${LINK_PATH}`);

  const cut = (name = ""): void => {
    cutOff.add(name);
    for (const [socket, whose] of sockets) if (name === "" || whose === name) socket.destroy();
  };
  return {
    core,
    pollers,
    store,
    url,
    urlOf: (name) => new URL(`?poller=${name}`, url),
    addressOf: (name) => `http://${url.host}/at/${name}`,
    cut,
    mend: (name = "") => void cutOff.delete(name),
    reload(next) {
      const before = inventory;
      inventory = next;
      core.reload(before, next);
      pollers.configurationChanged();
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
