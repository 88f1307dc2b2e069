import type pg from "pg";
import type { WonTerm } from "../leadership.ts";
import type { PostgresAddress } from "../store-place.ts";
import { connect, disconnect } from "./connection.ts";
import { ANSWER_MS, renewTerm } from "./leadership-row.ts";
import { countStandbys } from "./server-lock.ts";

/** Renewals of a term in a session of their own, so that none waits for a commit; a lost one is replaced. */
export function createRenewals(
  address: PostgresAddress,
  term: number,
): Pick<WonTerm, "renew" | "countStandbys" | "close"> {
  let session: Promise<pg.Client> | null = null;
  let isClosed = false;
  const end = async (): Promise<void> => {
    const ended = session;
    session = null;
    await ended?.then(disconnect, () => {});
  };
  const within = async <T>(work: (client: pg.Client) => Promise<T>): Promise<T> => {
    const present = (session ??= connect(address, "lease", ANSWER_MS));
    try {
      const client = await present;
      if (isClosed) throw new Error("closed");
      return await work(client);
    } catch (error) {
      if (session === present) void end();
      throw error;
    }
  };
  return {
    renew: (renewal) => within((client) => renewTerm(client, term, renewal)),
    countStandbys: () => within((client) => countStandbys(client, address.schema)),
    close() {
      isClosed = true;
      return end();
    },
  };
}
