import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { centreonSchema, type CentreonVersion } from "../support/centreon-schema.ts";
import { centreonSite } from "../support/centreon-site.ts";
import { hasMariaDbAndPhp, insertInto, startMariaDb, type MariaDb } from "../support/mariadb.ts";
import { loginAt, startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { storeVariableOf } from "../support/test-store.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const PASSWORD = 'reader\'s "password"';

describe.skipIf(!hasMariaDbAndPhp())("from real databases, which needs MariaDB and PHP (npm run doctor)", () => {
  let database: MariaDb;
  let folder: string;
  let server: ServerProcess | undefined;

  beforeAll(async () => {
    database = await startMariaDb();
    database.run(`CREATE USER 'reader'@'localhost' IDENTIFIED BY '${PASSWORD.replaceAll("'", "''")}';`);
  });
  afterAll(() => database?.stop());
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "vigie-centreon-"));
  });
  afterEach(async () => {
    await server?.kill();
    server = undefined;
    rmSync(folder, { recursive: true, force: true });
  });

  const environment = (): Record<string, string> => ({
    VIGIE_CONFIG: join(folder, "config"),
    VIGIE_DATA: join(folder, "data"),
    ...storeVariableOf(join(folder, "data")),
    TZ: "UTC",
  });

  const vigie = (...args: readonly string[]): string => {
    const ended = spawnSync(join(ROOT, "bin/vigie"), args, {
      env: { ...process.env, ...environment() },
      encoding: "utf8",
    });
    if (ended.status !== 0) throw new Error(ended.stderr);
    return ended.stdout;
  };

  const dumpScript = (settings: string): ReturnType<typeof spawnSync> & { stdout: string; stderr: string } => {
    const file = join(folder, "centreon.conf.php");
    writeFileSync(file, `<?php\n${settings}`);
    return spawnSync(
      "php",
      [`-dpdo_mysql.default_socket=${database.socket}`, join(ROOT, "contrib/centreon-dump.php"), file],
      { encoding: "utf8", maxBuffer: 1e8 },
    );
  };

  const settingsFor = (name: string, password: string): string =>
    `$conf_centreon['hostCentreon'] = 'localhost';
     $conf_centreon['user'] = 'reader';
     $conf_centreon['password'] = '${password.replaceAll("'", "\\'")}';
     $conf_centreon['db'] = '${name}';
     $conf_centreon['dbcstg'] = '${name}_storage';`;

  /** Makes both databases of a version, readable for the user of the dump. */
  function makeDatabases(version: CentreonVersion): string {
    const name = `centreon_${version.replace(".", "")}`;
    const schema = centreonSchema(version);
    for (const [area, suffix] of [
      ["configuration", ""],
      ["storage", "_storage"],
    ] as const) {
      const rows = Object.entries(centreonSite[area]).map(([table, each]) =>
        insertInto(table, table === "contact" && version !== "19.10" ? each.map(withoutPassword) : each),
      );
      database.run(
        [
          `CREATE DATABASE ${name}${suffix}; USE ${name}${suffix};`,
          schema[area],
          ...rows,
          `GRANT SELECT ON ${name}${suffix}.* TO 'reader'@'localhost';`,
        ].join("\n"),
      );
    }
    return name;
  }

  const withoutPassword = (row: Readonly<Record<string, unknown>>): typeof row =>
    Object.fromEntries(Object.entries(row).filter(([column]) => column !== "contact_passwd"));

  const dumpAndImport = (version: CentreonVersion): string => {
    const dumped = dumpScript(settingsFor(makeDatabases(version), PASSWORD));
    expect(dumped.stderr).toBe("");
    expect(dumped.status).toBe(0);
    const file = join(folder, "dump.json");
    writeFileSync(file, dumped.stdout);
    return vigie("import", "centreon", file, "--no-checks");
  };

  test("dumps 19.10, imports it, and explain names people", { timeout: 180_000 }, async () => {
    const imported = dumpAndImport("19.10");
    server = await startServerProcess(environment());

    expect(imported).toContain("2 hosts\n  1 service\n");
    expect(imported).toContain("3 contacts who are notified, 2 contact groups\n");
    expect(imported).toContain("1 escalation, 1 dependency\n");
    expect(imported).not.toContain("tables that the dump does not have");
    expect(imported).not.toContain("gives another command line");
    const explained = vigie("explain", "web", "--if", "DOWN", "--hours", "2");
    expect(explained).toMatch(/ notified ann by mail .*\(notification 1\)/);
    expect(explained).toMatch(/ notified bob by mail .*\(notification 3, escalated\)/);
    expect(explained).not.toContain(" notified carl");
    expect(await loginAt(server.url, "ann", "secret")).toMatch(/^[0-9a-f]+$/);
  });

  test(
    "dumps a later version, whose passwords are in another table, with the same result",
    { timeout: 180_000 },
    () => {
      const imported = dumpAndImport("24.10");

      expect(imported).toContain("3 contacts who are notified, 2 contact groups\n");
      expect(imported).toContain("the password of ann, who has no password in the dump: set one with");
      expect(imported).not.toContain("tables that the dump does not have");
      expect(readFileSync(join(folder, "config/hosts.cfg"), "utf8")).toMatch(/contact_groups +operators\n/);
      expect(readFileSync(join(folder, "config/rules.cfg"), "utf8")).toMatch(/contact_groups +managers\n/);
    },
  );

  test("names what is wrong without a trace or the password", () => {
    const refused = dumpScript(settingsFor("centreon_none", PASSWORD));

    expect(refused.status).toBe(1);
    expect(refused.stdout).toBe("");
    expect(refused.stderr).toMatch(
      /^centreon-dump: SQLSTATE\[HY000\] \[1044\] Access denied for user 'reader'[^\n]*\n$/,
    );
    expect(refused.stderr).not.toContain('password"');
  });

  test("refuses a damaged dump with the line, table, row and column of the mistake", () => {
    const dumped = dumpScript(settingsFor("centreon_1910", PASSWORD)).stdout.replace('"state":0', '"state":"UP"');
    const file = join(folder, "dump.json");
    writeFileSync(file, dumped);
    const line =
      readFileSync(file, "utf8")
        .split("\n")
        .findIndex((each) => each.includes('"state":"UP"')) + 1;

    expect(() => vigie("import", "centreon", file)).toThrow(
      `${file}:${line}: storage.hosts row 1: column state: expected 0 or 1 or 2 or 3 or 4 or null, found "UP"`,
    );
  });
});
