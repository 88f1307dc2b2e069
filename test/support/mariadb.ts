import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const SERVER = "/usr/sbin/mariadbd";

/** True if a MariaDB server, and PHP with its driver, are installed. */
export const hasMariaDbAndPhp = (): boolean =>
  existsSync(SERVER) && (spawnSync("php", ["-m"], { encoding: "utf8" }).stdout ?? "").includes("pdo_mysql");

/** A MariaDB server in a folder of its own that listens on a socket only. */
export interface MariaDb {
  readonly socket: string;
  /** Runs statements as root; throws with the message of the server. */
  run(sql: string): void;
  stop(): Promise<void>;
}

export async function startMariaDb(): Promise<MariaDb> {
  const folder = mkdtempSync(join(tmpdir(), "vigie-mariadb-"));
  // Root starts the server as `mysql`, which must reach its data.
  chmodSync(folder, 0o755);
  const user = process.getuid?.() === 0 ? ["--user=mysql"] : [];
  const common = ["--no-defaults", ...user, `--datadir=${folder}/data`, "--innodb-log-file-size=4M"];
  const installed = spawnSync(
    "mariadb-install-db",
    [...common, "--auth-root-authentication-method=normal", "--skip-test-db", "--skip-name-resolve"],
    { encoding: "utf8" },
  );
  if (installed.status !== 0) throw new Error(`mariadb-install-db: ${installed.stdout}${installed.stderr}`);

  const socket = join(folder, "data/server.sock");
  const server = spawn(
    SERVER,
    [...common, `--socket=${socket}`, `--pid-file=${folder}/data/server.pid`, "--skip-networking"],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  const ended = once(server, "exit");
  const stop = async (): Promise<void> => {
    server.kill("SIGTERM");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await readyForConnections(server.stderr);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    socket,
    run: (sql) => {
      const client = spawnSync("mariadb", ["--no-defaults", `--socket=${socket}`, "--user=root"], {
        input: sql,
        encoding: "utf8",
      });
      if (client.status !== 0) throw new Error(client.stderr);
    },
    stop,
  };
}

function readyForConnections(log: NodeJS.ReadableStream): Promise<void> {
  return new Promise((ready, failed) => {
    let text = "";
    log.setEncoding("utf8");
    log.on("data", (chunk: string) => {
      text += chunk;
      if (text.includes("ready for connections")) ready();
    });
    log.on("end", () => failed(new Error(`The server ended:\n${text}`)));
  });
}

type Row = Readonly<Record<string, unknown>>;

/** An INSERT statement for rows of one table; a row leaves out columns that have defaults. */
export const insertInto = (table: string, rows: readonly Row[]): string =>
  rows
    .map((row) => {
      const names = Object.keys(row).map((name) => `\`${name}\``);
      return `INSERT INTO \`${table}\` (${names.join(", ")}) VALUES (${Object.values(row).map(quoted).join(", ")});`;
    })
    .join("\n");

function quoted(value: unknown): string {
  if (value === null) return "NULL";
  if (typeof value === "number") return String(value);
  return `'${String(value).replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}
