import { execFileSync } from "node:child_process";
import { chownSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { waitFor } from "../support/wait-for.ts";
import { hasOpenssl } from "../../src/engine/built-in-checks/servers.fixture.ts";
import { openStore } from "../../src/data/store/open-store.ts";
import { parsePostgresUrl } from "../../src/data/store/store-place.ts";
import type { Store } from "../../src/data/store/store.ts";
import { silentLog } from "../../src/lib/log.ts";
import { hostKey } from "../../src/model/resource-key.ts";
import { startPostgres, whyNoPostgres, type PostgresServer } from "../support/postgres-server.ts";
import { sampleEvent } from "../support/record-samples.ts";

describe.skipIf(whyNoPostgres() !== null || !hasOpenssl)("PostgreSQL over TLS (skipped without openssl)", () => {
  let server: PostgresServer;
  let folder: string;
  let port: number;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "vigie-tls-"));
    port = await freePort();
    server = await startPostgres(["listen_addresses=127.0.0.1", `port=${port}`, "fsync=off"]);
    makeAuthority("own");
    makeAuthority("other");
    sign("own", "localhost", "DNS:localhost");
    for (const name of ["localhost.pem", "localhost.key"])
      chownSync(join(folder, name), statSync(server.folder).uid, 0);
    execFileSync("chmod", ["755", folder]);
    for (const [setting, value] of [
      ["ssl_cert_file", join(folder, "localhost.pem")],
      ["ssl_key_file", join(folder, "localhost.key")],
    ] as const)
      await server.query(`ALTER SYSTEM SET ${setting} = '${value}'`);
    await useTls(true);
  });
  afterAll(async () => {
    await server.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const openssl = (...args: readonly string[]): void =>
    void execFileSync("openssl", args, { cwd: folder, stdio: "pipe" });
  const KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  const makeAuthority = (name: string): void =>
    openssl("req", "-x509", ...KEY, "-subj", `/CN=${name}`, "-keyout", `${name}.key`, "-out", `${name}.pem`);
  const sign = (authority: string, name: string, names: string): void => {
    openssl("req", "-new", ...KEY, "-subj", `/CN=${name}`, "-keyout", `${name}.key`, "-out", `${name}.csr`);
    writeFileSync(join(folder, "names.cnf"), `subjectAltName=${names}\n`);
    const by = ["-CA", `${authority}.pem`, "-CAkey", `${authority}.key`, "-CAcreateserial", "-extfile", "names.cnf"];
    openssl("x509", "-req", "-in", `${name}.csr`, ...by, "-days", "2", "-out", `${name}.pem`);
  };
  const useTls = async (isOn: boolean): Promise<void> => {
    await server.query(`ALTER SYSTEM SET ssl = ${isOn ? "on" : "off"}`);
    await server.query("SELECT pg_reload_conf()");
    await waitFor(async () => expect(await server.query("SHOW ssl")).toEqual([{ ssl: isOn ? "on" : "off" }]));
  };
  const open = (host: string, parameters: string): Promise<Store> =>
    openStore({
      folder: join(folder, "data"),
      postgres: parsePostgresUrl(`postgres://postgres@${host}:${port}/postgres?${parameters}`, null, folder),
      log: silentLog,
      exclusive: true,
    });

  test("every connection is encrypted, and the certificate is checked against the authority and the host", async () => {
    const store = await open("localhost", "sslrootcert=own.pem");
    try {
      await store.commit([{ kind: "event", event: sampleEvent(hostKey(1)) }]);
      expect(await store.readNewestEvents(9)).toHaveLength(1);
      const sessions = await server.query(`SELECT DISTINCT application_name AS name, ssl FROM pg_stat_activity
        JOIN pg_stat_ssl USING (pid) WHERE application_name LIKE 'vigie %' ORDER BY 1`);
      expect(sessions).toEqual(["vigie reads", "vigie server"].map((name) => ({ name, ssl: true })));
    } finally {
      await store.close();
    }
  });

  test.each([
    [
      "an authority that did not sign",
      "localhost",
      "sslrootcert=other.pem",
      /The certificate of PostgreSQL at localhost:.* is signed by no authority that is trusted \(.*sslrootcert/,
    ],
    [
      "the authorities of the system",
      "localhost",
      "sslmode=verify-full",
      /is signed by no authority that is trusted \(.*sslrootcert/,
    ],
    [
      "a certificate for another name",
      "127.0.0.1",
      "sslrootcert=own.pem",
      /The certificate of PostgreSQL at 127\.0\.0\.1:.* is for DNS:localhost: name it by/,
    ],
    ["a file without a certificate", "localhost", "sslrootcert=own.key", /own\.key has no certificate in PEM/],
    ["a missing file", "localhost", "sslrootcert=none.pem", /none\.pem cannot be read: no such file.*sslrootcert/],
  ])("is refused with a clear message by %s", async (_, host, parameters, message) => {
    await expect(open(host, parameters)).rejects.toThrow(message);
  });

  test("a server without TLS is named as such, and one that demands it", async () => {
    await useTls(false);
    try {
      await expect(open("localhost", "sslrootcert=own.pem")).rejects.toThrow(
        /PostgreSQL at localhost:.* offers no TLS: .*ssl = on.*sslmode=disable/,
      );
      await expect(open("localhost", "sslmode=disable").then((store) => store.close())).resolves.toBeUndefined();
    } finally {
      await useTls(true);
    }
    const hba = join(server.folder, "data/pg_hba.conf");
    writeFileSync(hba, "local all all trust\nhostssl all all all trust\n");
    await server.query("SELECT pg_reload_conf()");
    await expect
      .poll(() =>
        open("localhost", "sslmode=disable")
          .then((store) => store.close())
          .catch(String),
      )
      .toMatch(/no encryption.*sslmode/);
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}
