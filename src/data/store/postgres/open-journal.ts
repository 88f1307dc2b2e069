import type pg from "pg";
import type { Journal, JournalSnapshot } from "../journal.ts";
import { createReads } from "../sql/reads.ts";
import { nameOfDatabase, type PostgresAddress } from "../store-place.ts";
import { storeRefusal } from "../store-refusal.ts";
import { connect, disconnect } from "./connection.ts";
import { refusalOf } from "./errors.ts";
import { JOURNAL_CHANNEL, readEntriesAfter, readNewest } from "./journal-table.ts";
import { readSchemaVersion, SCHEMA_VERSION } from "./migrations.ts";
import { atOneMoment, readerOf } from "./reader.ts";

/**
 * Opens the journal of a store that other servers write. Its session is made by the first read, and replaced when it is
 * lost. Reads refuse with the store's codes: `store-unavailable` also while its tables are of an earlier release.
 */
export function openJournal(address: PostgresAddress): Journal {
  const place = nameOfDatabase(address);
  const listeners: (() => void)[] = [];
  let session: Promise<pg.Client> | null = null;
  let isClosed = false;

  const open = async (): Promise<pg.Client> => {
    const client = await connectTo(address, place);
    client.on("notification", ({ payload }) => {
      if (payload === address.schema) for (const listener of listeners) listener();
    });
    await client.query(`LISTEN ${JOURNAL_CHANNEL}`);
    return client;
  };
  const inSession = async <T>(read: (client: pg.Client) => Promise<T>): Promise<T> => {
    if (isClosed) throw storeRefusal("store-closed", `The journal of ${place} is closed.`);
    const opened = (session ??= open());
    try {
      return await read(await opened);
    } catch (error) {
      if (session === opened) session = null;
      opened.then(disconnect, () => {});
      throw refusalOf(error, place);
    }
  };
  return {
    async readSnapshot() {
      let client: pg.Client | undefined;
      try {
        // Of its own: what follows may be read meanwhile.
        client = await connectTo(address, place);
        return await atOneMoment(client, readSnapshot);
      } catch (error) {
        throw refusalOf(error, place);
      } finally {
        if (client !== undefined) await disconnect(client);
      }
    },
    readAfter: (position, limit) => inSession((client) => readEntriesAfter(client, position, limit)),
    onNews: (listener) => void listeners.push(listener),
    async close() {
      isClosed = true;
      await session?.then(disconnect, () => {});
    },
  };
}

async function connectTo(address: PostgresAddress, place: string): Promise<pg.Client> {
  const client = await connect(address, "journal");
  try {
    if ((await readSchemaVersion(client, address.schema, place)) === SCHEMA_VERSION) return client;
    throw storeRefusal(
      "store-unavailable",
      `${place} has tables of an earlier release, until a server brings them up to date.`,
    );
  } catch (error) {
    await disconnect(client);
    throw error;
  }
}

async function readSnapshot(client: pg.ClientBase): Promise<JournalSnapshot> {
  const { position, lastEventId } = await readNewest(client);
  const reads = createReads(readerOf(client));
  return {
    position,
    lastEventId,
    snapshot: await reads.readSnapshot(),
    objectIds: await reads.readObjectIds(),
    adaptive: await reads.readAdaptive(),
    recurringDowntimes: await reads.readRecurringDowntimes(),
  };
}
