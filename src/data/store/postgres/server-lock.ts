import { setTimeout as wait } from "node:timers/promises";
import type pg from "pg";
import type { Refusal } from "../../../model/refusal.ts";
import { storeRefusal } from "../store-refusal.ts";
import { ANSWER_MS } from "./leadership-row.ts";

/** 'Vigi' in ASCII: first half of the key of the lock; the second one is the schema. */
const LOCK = 0x56696769;

/** The same for standbys, which share it. */
const STANDBY_LOCK = LOCK + 1;

/** The session of a server that was killed ends a moment later. */
const TRIES = 10;
const PAUSE_MS = 200;

/**
 * Locks a schema for one server, as long as the session lasts. `formerSession` is one of this process whose connection
 * was lost: if it still has the lock, it is ended. Refuses with `store-in-use`, and with `store-unavailable` while the
 * former session does not end.
 */
export async function lockSchema(
  client: pg.ClientBase,
  schema: string,
  place: string,
  formerSession: number | null = null,
): Promise<void> {
  for (let tries = 1; ; tries++) {
    if (await tryToLock(client, schema)) return;
    if (formerSession !== null) await endSession(client, schema, formerSession);
    if (tries === TRIES) throw await inUse(client, schema, place, formerSession);
    await wait(PAUSE_MS);
  }
}

/** Locks it if it is free. Rejects if the database does not answer within `answerMs`. */
export async function tryToLock(client: pg.ClientBase, schema: string, answerMs?: number): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>({
    text: "SELECT pg_try_advisory_lock($1::int, hashtext($2)) AS locked",
    values: [LOCK, schema],
    ...(answerMs === undefined ? {} : { query_timeout: answerMs }),
  });
  return rows[0]?.locked === true;
}

export const unlockSchema = async (client: pg.ClientBase, schema: string): Promise<void> => {
  await client.query("SELECT pg_advisory_unlock($1::int, hashtext($2))", [LOCK, schema]);
};

/** Sessions that have the lock. A key of two halves is in `classid` and `objid`, of which the second has no sign. */
const HOLDERS = `SELECT l.pid, a.client_addr::text AS address FROM pg_locks l LEFT JOIN pg_stat_activity a USING (pid)
  WHERE l.locktype = 'advisory' AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND l.classid = $1::bigint AND l.objid = (hashtext($2)::bigint & 4294967295) AND l.granted`;

/** Shows others that this session stands by. */
export async function lockAsStandby(client: pg.ClientBase, schema: string): Promise<void> {
  await client.query("SELECT pg_advisory_lock_shared($1::int, hashtext($2))", [STANDBY_LOCK, schema]);
}

export async function unlockAsStandby(client: pg.ClientBase, schema: string): Promise<void> {
  await client.query("SELECT pg_advisory_unlock_shared($1::int, hashtext($2))", [STANDBY_LOCK, schema]);
}

export async function countStandbys(client: pg.ClientBase, schema: string): Promise<number> {
  const query = { text: HOLDERS, values: [STANDBY_LOCK, schema], query_timeout: ANSWER_MS };
  return (await client.query(query)).rows.length;
}

async function endSession(client: pg.ClientBase, schema: string, session: number): Promise<void> {
  await client.query(`SELECT pg_terminate_backend(pid) FROM (${HOLDERS}) AS holders WHERE pid = $3`, [
    LOCK,
    schema,
    session,
  ]);
}

async function inUse(
  client: pg.ClientBase,
  schema: string,
  place: string,
  formerSession: number | null,
): Promise<Refusal> {
  const { rows } = await client.query<{ pid: number; address: string | null }>(HOLDERS, [LOCK, schema]);
  const holder = rows[0];
  if (holder !== undefined && holder.pid === formerSession)
    return storeRefusal("store-unavailable", `${place} does not end session ${holder.pid}, which this server had.`);
  const session =
    holder === undefined ? "" : ` (session ${holder.pid}${holder.address === null ? "" : ` from ${holder.address}`})`;
  return storeRefusal(
    "store-in-use",
    `Another Vigie server${session} runs on ${place}. Stop it, or give this one its own schema (?schema=NAME).`,
  );
}
