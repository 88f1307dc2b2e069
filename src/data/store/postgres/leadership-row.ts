import type pg from "pg";
import type { Leadership } from "../leadership.ts";
import { storeRefusal } from "../store-refusal.ts";
import type { Refusal } from "../../../model/refusal.ts";

/** A database that does not answer for so long counts as away. */
export const ANSWER_MS = 2_000;

const WITHIN = { query_timeout: ANSWER_MS } as const;

/** A release before this one may have made the tables, without the last columns. */
const ROW = `SELECT lineage, term, holder, address, coalesce(to_jsonb(leadership)->>'configuration', '') AS configuration,
  extract(epoch FROM since)::float8 AS since,
  extract(epoch FROM clock_timestamp() - renewed)::float8 AS "silentSeconds", lease_seconds AS "leaseSeconds",
  coalesce((SELECT (to_jsonb(last_ids)->>'position')::float8 FROM last_ids), 0) AS position
  FROM leadership`;

/** Reads who leads. Null before the first election, and while there is no such table. */
export async function readLeadership(client: pg.ClientBase): Promise<Leadership | null> {
  const { rows } = await client.query<{ known: boolean }>({
    text: "SELECT to_regclass('leadership') IS NOT NULL AS known",
    ...WITHIN,
  });
  if (rows[0]?.known !== true) return null;
  const leadership = (await client.query<Leadership>({ text: ROW, ...WITHIN })).rows[0];
  return leadership === undefined || leadership.term === 0 ? null : leadership;
}

const OWN_SESSION = `backend_pid = pg_backend_pid(),
  backend_start = (SELECT backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid())`;

/**
 * Ends the session in which the leader commits, which may be within a transaction that holds the row. Its number alone
 * may be that of another session by now.
 */
export async function endSessionOfLeader(client: pg.ClientBase): Promise<void> {
  await client.query(`SELECT pg_terminate_backend(a.pid) FROM pg_stat_activity a
    JOIN leadership l ON a.pid = l.backend_pid AND a.backend_start = l.backend_start WHERE a.pid <> pg_backend_pid()`);
}

/** Begins the term after `seen` for the server of this session. Waits for a commit in flight. False: it began already. */
export async function beginTerm(
  client: pg.ClientBase,
  seen: number,
  { holder, leaseSeconds }: Pick<Leadership, "holder" | "leaseSeconds">,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `UPDATE leadership SET term = term + 1, holder = $2, address = '', configuration = '', since = clock_timestamp(),
      renewed = clock_timestamp(), lease_seconds = $3, ${OWN_SESSION} WHERE term = $1`,
    [seen, holder, leaseSeconds],
  );
  return rowCount === 1;
}

/** Gives the term another session for its commits. False: it is over. */
export async function continueTerm(client: pg.ClientBase, term: number): Promise<boolean> {
  return (await client.query(`UPDATE leadership SET ${OWN_SESSION} WHERE term = $1`, [term])).rowCount === 1;
}

/** False: the term is over. */
export async function renewTerm(
  client: pg.ClientBase,
  term: number,
  { address, configuration, leaseSeconds }: Pick<Leadership, "address" | "configuration" | "leaseSeconds">,
): Promise<boolean> {
  const { rowCount } = await client.query({
    text: `UPDATE leadership SET renewed = clock_timestamp(), address = $2, configuration = $3, lease_seconds = $4
      WHERE term = $1`,
    values: [term, address, configuration, leaseSeconds],
    ...WITHIN,
  });
  return rowCount === 1;
}

/** To be read first in each transaction of a term: it holds the election of the next one off. No row: it is over. */
export const lockOfTerm = (term: number): string => `SELECT 1 FROM leadership WHERE term = ${term} FOR KEY SHARE`;

export const leadershipLost = (place: string, term: number): Refusal =>
  storeRefusal("leadership-lost", `Another server leads on ${place}: term ${term} of this one is over.`);
