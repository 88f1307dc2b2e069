import { resolve } from "node:path";
import { errorOf, MistakenValue, settingExpected } from "../../model/configuration-errors.ts";

/** Database of a store in PostgreSQL. */
export interface PostgresAddress {
  /** Name of the machine, its address, or the folder of a socket. */
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly schema: string;
  /** Null: no TLS. */
  readonly tls: PostgresTls | null;
  /** File with the password, read at each connection; null: the server asks for none. */
  readonly passwordFile: string | null;
}

export interface PostgresTls {
  /** File of the authorities that sign the server's certificate; null: those of the system. */
  readonly authorities: string | null;
}

/** Where the store is. The data folder always has what is not in it: the local socket, performance data, the lock. */
export interface StorePlace {
  readonly folder: string;
  /** Absent or null: the store is in the folder. */
  readonly postgres?: PostgresAddress | null;
}

/** Name of a database for people; without anything secret. */
export const nameOfDatabase = ({ user, host, port, database, schema }: PostgresAddress): string =>
  host.startsWith("/")
    ? `PostgreSQL at ${host}, database ${database}, schema ${schema}, user ${user}`
    : `PostgreSQL at ${host}:${port}, database ${database}, schema ${schema}, user ${user}`;

const LOCAL = new Set(["localhost", "127.0.0.1", "::1"]);
const PARAMETERS = ["host", "schema", "sslmode", "sslrootcert"];
const mistaken = (form: "database-address" | "no-password" | "schema-name" | "ssl-mode"): MistakenValue =>
  new MistakenValue(settingExpected({ form }));

/**
 * Parses the setting `store`; `sslrootcert` is relative to `folder`. Throws a MistakenValue, which
 * never repeats a password.
 */
export function parsePostgresUrl(text: string, passwordFile: string | null = null, folder = "."): PostgresAddress {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !["postgres:", "postgresql:"].includes(url.protocol)) throw mistaken("database-address");
  if (url.password !== "") throw mistaken("no-password");
  const unknown = [...url.searchParams.keys()].find((key) => !PARAMETERS.includes(key));
  if (unknown !== undefined)
    throw new MistakenValue(errorOf("store-parameter", { parameters: PARAMETERS, found: unknown }));
  const parameter = (name: string): string | null => url.searchParams.get(name);
  const database = decodeURIComponent(url.pathname.slice(1));
  const user = decodeURIComponent(url.username);
  if (database === "" || user === "" || url.hash !== "") throw mistaken("database-address");
  const schema = parameter("schema") ?? "vigie";
  // It is named in statements, and in the settings of a session.
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(schema) || schema.startsWith("pg_")) throw mistaken("schema-name");
  const host = parameter("host") ?? url.hostname.replace(/^\[(.*)\]$/, "$1");
  if (host === "") throw mistaken("database-address");
  return {
    host,
    port: url.port === "" ? 5432 : Number(url.port),
    database,
    user,
    schema,
    passwordFile,
    tls: tlsOf(host, parameter("sslmode"), parameter("sslrootcert"), folder),
  };
}

/** Over a network, TLS with a checked certificate unless it is turned off. */
function tlsOf(host: string, mode: string | null, authorities: string | null, folder: string): PostgresTls | null {
  const isLocal = host.startsWith("/") || LOCAL.has(host);
  const wanted = mode ?? (isLocal && authorities === null ? "disable" : "verify-full");
  if (wanted === "disable" && authorities === null) return null;
  if (wanted !== "verify-full") throw mistaken("ssl-mode");
  return { authorities: authorities === null ? null : resolve(folder, authorities) };
}
