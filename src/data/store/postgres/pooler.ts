import type pg from "pg";
import { storeRefusal } from "../store-refusal.ts";

const SESSION = "SELECT pg_backend_pid() AS pid";

const sessionOf = async (client: pg.ClientBase): Promise<number> =>
  (await client.query<{ pid: number }>(SESSION)).rows[0]!.pid;

/**
 * Refuses with `store-behind-pooler` if two connections share a session of the database, as with a pooler in
 * transaction mode: locks, settings and prepared statements of a session would be those of somebody else.
 */
export async function refuseSharedSession(one: pg.ClientBase, other: pg.ClientBase, place: string): Promise<void> {
  const first = await sessionOf(one);
  await other.query("BEGIN");
  try {
    // A pooler gives the session to whoever begins, and this one another.
    const [second, again] = [await sessionOf(other), await sessionOf(one)];
    if (first !== second && first === again) return;
  } finally {
    await other.query("COMMIT");
  }
  throw storeRefusal(
    "store-behind-pooler",
    `${place} is reached through a pooler that shares sessions (transaction mode). Vigie needs sessions of its own: ` +
      "name the address of the database itself, or use session mode.",
  );
}
