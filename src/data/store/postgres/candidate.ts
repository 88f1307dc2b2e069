import type pg from "pg";
import type { Log } from "../../../lib/log.ts";
import { isSilent, type Candidate, type Candidature, type Leadership, type WonTerm } from "../leadership.ts";
import { nameOfDatabase, type PostgresAddress } from "../store-place.ts";
import { connect, disconnect } from "./connection.ts";
import { refusalOf } from "./errors.ts";
import { ANSWER_MS, beginTerm, endSessionOfLeader, readLeadership } from "./leadership-row.ts";
import { bringUpToDate, openStoreOfTerm, refuseUnfit } from "./open-store.ts";
import { createRenewals } from "./renewals.ts";
import { countStandbys, lockAsStandby, tryToLock, unlockAsStandby, unlockSchema } from "./server-lock.ts";

/** Session that waits for its turn to lead. It connects again by itself. */
export function createCandidate(address: PostgresAddress, log: Log): Candidate {
  const place = nameOfDatabase(address);
  let client: pg.Client | null = null;
  let isChecked = false;

  const session = async (): Promise<pg.Client> => {
    if (client !== null) return client;
    const opened = await connect(address, "server");
    const lose = (): void => {
      if (client === opened) client = null;
    };
    opened.on("error", lose).on("end", lose);
    client = opened;
    // At the first connection: it costs another one.
    if (!isChecked) await refuseUnfit(opened, address, place);
    isChecked = true;
    await lockAsStandby(opened, address.schema);
    return opened;
  };

  const end = (): Promise<void> => {
    const ended = client;
    client = null;
    return ended === null ? Promise.resolve() : disconnect(ended);
  };

  const stand = async (candidature: Candidature): Promise<WonTerm | Leadership | null> => {
    const own = await session();
    if (await tryToLock(own, address.schema, ANSWER_MS)) return await standWithLock(own, candidature);
    const leadership = await readLeadership(own);
    if (leadership === null) return null;
    candidature.accept(leadership);
    // Its lock is free once the session has ended.
    if (isSilent(leadership)) await endSessionOfLeader(own);
    return leadership;
  };

  const standWithLock = async (own: pg.Client, candidature: Candidature): Promise<WonTerm | Leadership | null> => {
    await bringUpToDate(own, place, { address, log });
    const before = await readLeadership(own);
    if (before !== null) candidature.accept(before);
    await endSessionOfLeader(own);
    if (!(await beginTerm(own, before?.term ?? 0, candidature))) {
      await unlockSchema(own, address.schema);
      return readLeadership(own);
    }
    await unlockAsStandby(own, address.schema);
    const leadership = (await readLeadership(own))!;
    const renewals = createRenewals(address, leadership.term);
    return {
      leadership,
      ...renewals,
      openStore(options) {
        client = null;
        return openStoreOfTerm(own, { ...options, address, term: leadership.term });
      },
    };
  };

  return {
    async stand(candidature) {
      try {
        return await stand(candidature);
      } catch (error) {
        // With the session its lock ends. Not waited for: the database may not answer.
        void end();
        throw refusalOf(error, place);
      }
    },
    async countStandbys() {
      if (client === null) throw new Error(`${place} is not connected`);
      return countStandbys(client, address.schema);
    },
    close: end,
  };
}
