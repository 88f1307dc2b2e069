import type { PostgresServer } from "../support/postgres-server.ts";

/** Of the store of the suite. */
export const SCHEMA = "faults";

/** Runs of a member that have an account of the database. */
const RUNS = 200;

/** A term, and the run of a member that won it. */
export interface Elected {
  readonly term: number;
  readonly by: string;
}

/** A commit of a server: who made it, and which term the database had then. */
export interface Committed extends Elected {
  readonly revision: number;
}

/** Gives each run of these members an account of its own, by which the database knows who commits. */
export async function createAccounts(database: PostgresServer, members: readonly string[]): Promise<void> {
  for (const name of members)
    await database.query(`DO $$ BEGIN
      FOR run IN 1..${RUNS} LOOP EXECUTE format('CREATE ROLE ${name}_%s SUPERUSER LOGIN', run); END LOOP; END $$`);
}

/** Writes down in the database, from now on, who is elected and who commits. `first` has won the present term. */
export async function installAudit(database: PostgresServer, first: string): Promise<void> {
  await database.query(`
    CREATE SCHEMA audit;
    CREATE TABLE audit.elections (term bigint, by text, alone_from timestamptz);
    CREATE TABLE audit.commits (revision bigint, term bigint, by text);
    CREATE FUNCTION audit.note_election() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      INSERT INTO audit.elections
        VALUES (NEW.term, session_user, OLD.renewed + OLD.lease_seconds * interval '1 s');
      RETURN NULL; END $$;
    CREATE FUNCTION audit.note_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      INSERT INTO audit.commits SELECT NEW.server_revision, term, session_user FROM ${SCHEMA}.leadership;
      RETURN NULL; END $$;
    INSERT INTO audit.elections SELECT term, '${first}', now() FROM ${SCHEMA}.leadership;
    CREATE TRIGGER note_election AFTER UPDATE ON ${SCHEMA}.leadership FOR EACH ROW
      WHEN (NEW.term <> OLD.term) EXECUTE FUNCTION audit.note_election();
    CREATE TRIGGER note_commit AFTER UPDATE ON ${SCHEMA}.last_ids FOR EACH ROW
      WHEN (NEW.server_revision <> OLD.server_revision) EXECUTE FUNCTION audit.note_commit()`);
}

export const readElections = async (database: PostgresServer): Promise<readonly Elected[]> =>
  (await database.query("SELECT term::int, by FROM audit.elections ORDER BY term")) as unknown as Elected[];

/** Terms of which the lease of the leader before is over. It may have been in force when its session ended. */
export const readTermsAlone = async (database: PostgresServer): Promise<readonly number[]> => {
  const rows = await database.query(
    "SELECT term::int FROM audit.elections WHERE alone_from < clock_timestamp() ORDER BY term",
  );
  return rows.map(({ term }) => Number(term));
};

export const readCommits = async (database: PostgresServer): Promise<readonly Committed[]> =>
  (await database.query(
    "SELECT revision::float8, term::int, by FROM audit.commits ORDER BY revision",
  )) as unknown as Committed[];
