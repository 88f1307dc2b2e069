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
  let client: pg.Client | null = null;
  let isClosed = false;
  const end = (): Promise<void> => {
    const ended = client;
    client = null;
    return ended === null ? Promise.resolve() : disconnect(ended);
  };
  const within = async <T>(work: (session: pg.Client) => Promise<T>): Promise<T> => {
    try {
      client ??= await connect(address, "lease", ANSWER_MS);
      if (isClosed) throw new Error("closed");
      return await work(client);
    } catch (error) {
      void end();
      throw error;
    }
  };
  return {
    renew: (renewal) => within((session) => renewTerm(session, term, renewal)),
    countStandbys: () => within((session) => countStandbys(session, address.schema)),
    close() {
      isClosed = true;
      return end();
    },
  };
}
