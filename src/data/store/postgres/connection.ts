import pg from "pg";
import { readGuardedFile } from "../../../lib/guarded-file.ts";
import { utf8Text } from "../../../lib/regular-file.ts";
import { UnreadableFile } from "../../../lib/unreadable-file.ts";
import type { PostgresAddress } from "../store-place.ts";
import { storeRefusal } from "../store-refusal.ts";
import { textOf } from "./text.ts";

/** Statements of one batch; the server ends longer ones, so that a lock that is never freed shows. */
const STATEMENT_TIMEOUT_MS = 30_000;
/** A transaction that waits for this process, which was suspended within it. */
const IDLE_TIMEOUT_MS = 10_000;
const CONNECT_TIMEOUT_MS = 10_000;
/** Longer than any statement may take: a database that has not answered by then has stopped, or cannot be reached. */
const ANSWER_TIMEOUT_MS = STATEMENT_TIMEOUT_MS + 5_000;
const DISCONNECT_TIMEOUT_MS = 1_000;

const MAX_PASSWORD = 65_536;
const MAX_CERTIFICATES = 1_048_576;

// Type numbers of pg_type, which never change.
const NUMBERS = new Set([20, 21, 23, 26, 700, 701]);
const TEXTS = new Set([25, 1043]);
const SMALL = new Set([16]);
const BYTES = 17;

const types = {
  getTypeParser: (type: number) => {
    if (NUMBERS.has(type)) return Number;
    if (TEXTS.has(type)) return textOf;
    if (type === BYTES) return (text: string) => Buffer.from(text.slice(2), "hex");
    return SMALL.has(type) ? (text: string) => text === "t" : String;
  },
} as unknown as pg.CustomTypesConfig;

/** Settings of every connection, with what this one is for. */
export async function connectionOptions(
  address: PostgresAddress,
  purpose: string,
  answerTimeoutMs = ANSWER_TIMEOUT_MS,
): Promise<pg.ClientConfig> {
  const { host, port, database, user, tls, passwordFile } = address;
  return {
    host,
    port,
    database,
    user,
    // An empty one, since undefined would be looked up in the environment of the process.
    password: passwordFile === null ? () => "" : () => readPassword(passwordFile),
    ssl:
      tls === null
        ? false
        : {
            rejectUnauthorized: true,
            ...(tls.authorities === null ? {} : { ca: await readAuthorities(tls.authorities) }),
          },
    application_name: `vigie ${purpose}`,
    connectionTimeoutMillis: Math.min(CONNECT_TIMEOUT_MS, answerTimeoutMs || Infinity),
    query_timeout: answerTimeoutMs,
    keepAlive: true,
    types,
  };
}

async function readAuthorities(file: string): Promise<string> {
  const text = await readNamedFile(file, MAX_CERTIFICATES, "sslrootcert of the setting store");
  if (!text.includes("-----BEGIN CERTIFICATE-----"))
    throw storeRefusal(
      "store-not-permitted",
      `${file} has no certificate in PEM; sslrootcert of the setting store names it.`,
    );
  return text;
}

const readPassword = async (file: string): Promise<string> =>
  (await readNamedFile(file, MAX_PASSWORD, "the setting store_password_file")).trimEnd();

/** `setting` names the file. */
async function readNamedFile(file: string, maxBytes: number, setting: string): Promise<string> {
  try {
    return utf8Text(await readGuardedFile(file, maxBytes));
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    throw storeRefusal("store-not-permitted", `${file} cannot be read: ${error.message}; ${setting} names it.`, error);
  }
}

/**
 * Opens a connection whose session has the settings of the store. Statements may be sent before earlier ones end. It ends
 * when one is not answered within `answerTimeoutMs`; 0: never.
 */
export async function connect(
  address: PostgresAddress,
  purpose: string,
  answerTimeoutMs = ANSWER_TIMEOUT_MS,
): Promise<pg.Client> {
  const client = new pg.Client({ ...(await connectionOptions(address, purpose, answerTimeoutMs)), pipeline: true });
  // Every statement in flight fails with it.
  client.on("error", () => {});
  await client.connect();
  try {
    await prepareSession(client, address);
    return client;
  } catch (error) {
    await disconnect(client);
    throw error;
  }
}

/** Ends a connection, also to a database that does not answer. */
export async function disconnect(client: pg.Client): Promise<void> {
  const timer = setTimeout(() => client.connection.stream.destroy(), DISCONNECT_TIMEOUT_MS);
  await client.end().catch(() => {});
  clearTimeout(timer);
}

/** Settings of a session: they need a connection that stays the same one. */
export async function prepareSession(client: pg.ClientBase, { host, schema }: PostgresAddress): Promise<void> {
  // A dead peer is noticed within half a minute; a socket of the same machine needs no keep-alive.
  const keepAlive = host.startsWith("/")
    ? ""
    : "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3; SET tcp_user_timeout = 25000;";
  // Compiling a statement takes longer than each of ours; PostgreSQL does so for tables that it knows too little of.
  await client.query(
    `SET jit = off; SET search_path TO ${schema}; SET statement_timeout = ${STATEMENT_TIMEOUT_MS}; ${keepAlive}
      SET idle_in_transaction_session_timeout = ${IDLE_TIMEOUT_MS}; SET client_min_messages = warning`,
  );
}
