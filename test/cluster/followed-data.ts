import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { followStore, type FollowedStore } from "../../src/app/follow-store.ts";
import { openServerData, type ServerData } from "../../src/app/server-data.ts";
import { followerStore } from "../../src/cluster/followers/follower-store.ts";
import { readSettings } from "../../src/config/settings/read-settings.ts";
import { openJournal, openStore } from "../../src/data/store/open-store.ts";
import { parsePostgresUrl, type PostgresAddress } from "../../src/data/store/store-place.ts";
import type { Store } from "../../src/data/store/store.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { silentLog } from "../../src/lib/log.ts";
import { createShutdownStack } from "../../src/lib/shutdown-stack.ts";
import { startPostgresProxy, type PostgresProxy } from "../support/postgres-proxy.ts";
import { sharedPostgres } from "../support/postgres-server.ts";

const OBJECTS = `
define command {
  command_name c
  command_line /bin/true
}
${["h1", "h2", "h3"]
  .map(
    (host) => `
define host {
  host_name ${host}
  check_command c
  max_check_attempts 3
}
define service {
  host_name ${host}
  service_description load
  check_command c
  max_check_attempts 3
}`,
  )
  .join("")}`;

/** The data of a leader, and that of a follower on the same store, in this process. */
export interface LeaderAndFollower {
  readonly leader: ServerData;
  readonly follower: ServerData;
  readonly followed: FollowedStore;
  /** Between the follower and the database. */
  readonly proxy: PostgresProxy;
  readonly address: PostgresAddress;
  query(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  close(): Promise<void>;
}

export async function openLeaderAndFollower(askEachMs?: number): Promise<LeaderAndFollower> {
  const server = await sharedPostgres();
  const address = parsePostgresUrl(server.newSchema());
  const proxy = await startPostgresProxy(address.host);
  const folder = mkdtempSync(join(tmpdir(), "vigie-followed-"));
  writeFileSync(join(folder, "vigie.cfg"), "cfg_file=objects.cfg\n");
  writeFileSync(join(folder, "objects.cfg"), OBJECTS);
  const stops = createShutdownStack(silentLog);
  const settings = readSettings({ flags: { config: folder, data: join(folder, "data") }, env: {}, root: folder });

  const openData = (openTheStore: () => Promise<Store>): Promise<ServerData> =>
    openServerData({
      settings,
      named: { channels: [], reports: [] },
      historySettings: () => settings.history,
      clock: systemClock,
      log: silentLog,
      stops,
      openStore: openTheStore,
    });
  const common = { log: silentLog, clock: systemClock };
  const leader = await openData(() =>
    openStore({ ...common, folder: settings.dataFolder, postgres: address, exclusive: true }),
  );
  const loaded = await leader.store.readSnapshot();
  leader.realtime.load(leader.inventory(), loaded, leader.objectIds);
  leader.ledger.load(leader.inventory(), loaded);

  const throughProxy = { ...address, host: proxy.folder };
  const follower = await openData(async () =>
    followerStore(
      await openStore({ ...common, folder: settings.dataFolder, postgres: throughProxy, exclusive: false }),
    ),
  );
  const journal = await openJournal(throughProxy);
  stops.add("journal", () => journal.close());
  const followed = await followStore({ data: follower, journal, stops, ...(askEachMs !== undefined && { askEachMs }) });
  return {
    leader,
    follower,
    followed,
    proxy,
    address,
    query: (sql) => server.query(`SET search_path TO ${address.schema}; ${sql}`),
    async close() {
      proxy.accept();
      await stops.run();
      await proxy.close();
      rmSync(folder, { recursive: true });
      await server.query(`DROP SCHEMA ${address.schema} CASCADE`);
    },
  };
}
