import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfiguration, type Configuration } from "../../src/app/configuration/configuration.ts";
import { openFollowerData, type FollowerData, type FollowerDataOptions } from "../../src/app/follower/follower-data.ts";
import { openServerData, type ServerData } from "../../src/app/server-data.ts";
import { readSettings } from "../../src/config/settings/read-settings.ts";
import { openStore } from "../../src/data/store/open-store.ts";
import { parsePostgresUrl, type PostgresAddress } from "../../src/data/store/store-place.ts";
import { systemClock, type Clock } from "../../src/lib/clock.ts";
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
  readonly follower: FollowerData;
  openFollower(): Promise<FollowerData>;
  /** Of what follows this leader. */
  readonly options: Omit<FollowerDataOptions, "stops">;
  /** What the follower has logged of errors. */
  readonly errors: readonly object[];
  /** Adds to the objects in the configuration folder, which both have. */
  writeObjects(text: string): void;
  /** As the leader reads it. */
  readConfiguration(): Promise<Configuration>;
  /** Between the follower and the database. */
  readonly proxy: PostgresProxy;
  readonly address: PostgresAddress;
  /** SCHEMA stands for that of the store. */
  query(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  close(): Promise<void>;
}

export async function openLeaderAndFollower(
  askEachMs?: number,
  clock: Clock = systemClock,
): Promise<LeaderAndFollower> {
  const server = await sharedPostgres();
  const url = server.newSchema();
  const address = parsePostgresUrl(url);
  const proxy = await startPostgresProxy(address.host);
  const folder = mkdtempSync(join(tmpdir(), "vigie-followed-"));
  writeFileSync(join(folder, "vigie.cfg"), "cfg_file=objects.cfg\n");
  writeFileSync(join(folder, "objects.cfg"), OBJECTS);
  const stops = createShutdownStack(silentLog);
  const settings = readSettings({
    flags: { config: folder, data: join(folder, "data") },
    env: { VIGIE_STORE: url },
    root: folder,
  });

  const common = {
    settings,
    named: { channels: [], reports: [] },
    historySettings: () => settings.history,
    clock,
    log: silentLog,
    stops,
  };
  const leader = await openServerData({
    ...common,
    store: await openStore({ ...common, folder: settings.dataFolder, postgres: address, exclusive: true }),
  });
  await leader.store.commit(leader.newIds.map((entry) => ({ kind: "object-id", entry })));
  const loaded = await leader.store.readSnapshot();
  leader.realtime.load(leader.inventory(), loaded, leader.objectIds);
  leader.ledger.load(leader.inventory(), loaded);
  const errors: object[] = [];
  const options = {
    ...common,
    log: { ...silentLog, error: (fields: object) => void errors.push(fields) },
    postgres: { ...address, host: proxy.folder },
    ...(askEachMs !== undefined && { askEachMs }),
  };
  const openFollower = (): Promise<FollowerData> => openFollowerData(options);
  const follower = await openFollower();
  return {
    leader,
    follower,
    openFollower,
    options,
    errors,
    writeObjects: (text) => writeFileSync(join(folder, "objects.cfg"), OBJECTS + text),
    readConfiguration: async () =>
      readConfiguration(folder, { known: await leader.store.readObjectIds(), pollerGroups: [] }),
    proxy,
    address,
    query: (sql) => server.query(sql.replaceAll("SCHEMA", address.schema)),
    async close() {
      proxy.accept();
      await stops.run();
      await proxy.close();
      rmSync(folder, { recursive: true });
      await server.query(`DROP SCHEMA ${address.schema} CASCADE`);
    },
  };
}
