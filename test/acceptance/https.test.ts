import { mkdirSync, mkdtempSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect as connectPlain } from "node:net";
import { connect, type PeerCertificate } from "node:tls";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { createApp, type App } from "../../src/app/app.ts";
import { requestLocalApi } from "../../src/cli/local-api-client.ts";
import { readSettings } from "../../src/config/settings/read-settings.ts";
import { hasOpenssl, makeCertificate } from "../../src/engine/built-in-checks/servers.fixture.ts";
import { createCertificateWatch } from "../../src/interfaces/api/certificate-watch.ts";
import { readTlsFiles } from "../../src/interfaces/api/tls-files.ts";
import { systemClock } from "../../src/lib/clock.ts";
import type { Settings } from "../../src/config/settings/settings.ts";
import type { Log } from "../../src/lib/log.ts";
import { ADMIN_PASSWORD } from "../support/server-under-test.ts";

/** A key of its own, encrypted with a passphrase. */
const ENCRYPTED_KEY = `-----BEGIN ENCRYPTED PRIVATE KEY-----
MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAiITqfLTyKvVAICCAAw
DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEL/SWCEkGHumPbEH6QH4Go4EgZBw
nfwvfM9FfRc9Nn4JFHZF4G1K3IVK4JAEfbLvvc3aXtmqt8U/kYbNHRS5o6avCP8U
FID6Mk3PmxHPCuhy8JA2n17pl6ztctiKRDywCMcRTVYNSiRMECAB8mhICcTv9NkC
ck4t/vZ7FqlOiql2x4WZmEhY1wX/A+AJ/vZobtFP3dHH/toYAFmYvzJ+yvM92DM=
-----END ENCRYPTED PRIVATE KEY-----
`;

const DAY_MS = 86_400_000;
const inDays = (days: number): Date => new Date(Date.now() + days * DAY_MS);

let folder: string;
let logged: { readonly level: string; readonly fields: object; readonly message: string }[];
const record = (level: string) => (fields: object, message: string) => void logged.push({ level, fields, message });
const log: Log = { debug: () => {}, info: record("info"), warn: record("warn"), error: record("error") };
const messages = (level: string): readonly string[] =>
  logged.filter((line) => line.level === level).map(({ message }) => message);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "vigie-https-"));
  mkdirSync(join(folder, "config"));
  writeFileSync(join(folder, "config/vigie.cfg"), "");
  logged = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const path = (name: string): string => join(folder, "config", name);
function writeCertificate(subject: string, from = inDays(-1), to = inDays(30)): void {
  const { cert, key } = makeCertificate(folder, subject, from, to);
  writeFileSync(path("cert.pem"), cert);
  writeFileSync(path("key.pem"), key);
}
const readAgain = (): Settings =>
  readSettings({
    flags: { config: join(folder, "config"), data: join(folder, "data") },
    env: { VIGIE_ADMIN_PASSWORD: ADMIN_PASSWORD },
    root: folder,
  });
const settings = (yaml: string) => {
  writeFileSync(path("vigie.yaml"), yaml);
  return readAgain();
};
const TLS = "tls:\n  certificate: cert.pem\n  key: key.pem\n";
const start = async (yaml: string): Promise<App> => {
  const app = await createApp({
    settings: settings(yaml),
    readSettings: readAgain,
    clock: systemClock,
    log,
    version: "0.0.0",
  });
  onTestFinished(() => app.stop());
  return app;
};

interface Answer {
  readonly status: number | undefined;
  readonly cookie: string | undefined;
}
const send = (method: string, url: string, body?: object, headers = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    request(url, { method, headers, rejectUnauthorized: false, agent: false }, (response) => {
      response.resume().on("end", () => {
        resolve({ status: response.statusCode, cookie: response.headers["set-cookie"]?.[0] });
      });
    })
      .on("error", reject)
      .end(body === undefined ? undefined : JSON.stringify(body));
  });

const shownCertificate = (url: string): Promise<PeerCertificate> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host: "127.0.0.1", port: Number(new URL(url).port), rejectUnauthorized: false }, () => {
      resolve(socket.getPeerCertificate());
      socket.destroy();
    }).on("error", reject);
  });

describe.skipIf(!hasOpenssl)("HTTPS", () => {
  test("answers requests, with a session cookie that is bound to it, and the local socket as before", async () => {
    writeCertificate("/CN=monitor.test");
    const app = await start(`${TLS}listen: 127.0.0.1:0\n`);

    expect(app.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    const login = await send(
      "POST",
      `${app.url}/centreon/authentication/providers/configurations/local`,
      { login: "admin", password: ADMIN_PASSWORD },
      { origin: app.url },
    );
    expect(login.status).toBe(200);
    expect(login.cookie).toMatch(/^__Host-PHPSESSID=[0-9a-f]{32}; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
    const cookie = login.cookie!.split(";")[0]!;
    const hosts = `${app.url}/centreon/api/latest/monitoring/hosts`;
    expect((await send("GET", hosts, undefined, { cookie })).status).toBe(200);
    const local = await requestLocalApi(join(folder, "data"), { method: "GET", path: "/api/health" });
    expect(local.status).toBe(200);
    expect(messages("warn")).toEqual([]);
  });

  test("a connection without TLS gets an answer that says so, and the server goes on", async () => {
    writeCertificate("/CN=monitor.test");
    const app = await start(`${TLS}listen: 127.0.0.1:0\n`);

    let text = "";
    await new Promise<void>((closed) => {
      const socket = connectPlain(Number(new URL(app.url).port), "127.0.0.1", () => {
        socket.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
      });
      socket
        .setEncoding("latin1")
        .on("data", (piece: string) => {
          text += piece;
        })
        .on("error", () => {})
        .on("close", () => closed());
    });
    expect(text).toMatch(
      /^HTTP\/1\.1 400 Bad Request\r\n(?:.*\r\n)*\r\n\{"code":400,"message":"This port speaks HTTPS, /,
    );

    expect((await send("GET", `${app.url}/api/health`)).status).toBe(200);
    expect(messages("error")).toEqual([]);
  });

  test("an expired certificate is used, with a warning", async () => {
    writeCertificate("/CN=monitor.test", inDays(-30), inDays(-1));
    const app = await start(`${TLS}listen: 127.0.0.1:0\n`);

    expect((await send("GET", `${app.url}/api/health`)).status).toBe(200);
    expect(messages("warn")).toEqual(["the certificate has expired"]);
  });

  test("a renewed certificate is used for new connections without a restart", { timeout: 180_000 }, async () => {
    writeCertificate("/CN=before.test");
    const app = await start(`${TLS}listen: 127.0.0.1:0\n`);
    expect((await shownCertificate(app.url)).subject.CN).toBe("before.test");

    writeCertificate("/CN=after.test");

    await expect.poll(async () => (await shownCertificate(app.url)).subject.CN).toBe("after.test");
    expect((await send("GET", `${app.url}/api/health`)).status).toBe(200);
  });

  test(
    "a reload takes other paths and follows these files; wrong ones change nothing",
    { timeout: 180_000 },
    async () => {
      writeCertificate("/CN=before.test");
      const other = makeCertificate(folder, "/CN=other.test", inDays(-1), inDays(30));
      writeFileSync(path("other-cert.pem"), other.cert);
      writeFileSync(path("other-key.pem"), other.key);
      const app = await start(`${TLS}listen: 127.0.0.1:0\n`);
      const otherTls = (key: string): string =>
        `tls:\n  certificate: other-cert.pem\n  key: ${key}\nlisten: 127.0.0.1:0\n`;

      writeFileSync(path("vigie.yaml"), otherTls("key.pem"));
      await expect(app.reload()).rejects.toMatchObject({
        code: "bad-setting",
        message: expect.stringMatching(/^tls\.key: \S+: it does not belong to the first certificate of /),
      });
      expect((await shownCertificate(app.url)).subject.CN).toBe("before.test");

      writeFileSync(path("vigie.yaml"), otherTls("other-key.pem"));
      expect(await app.reload()).toMatchObject({ isAccepted: true, needsRestart: [] });
      expect((await shownCertificate(app.url)).subject.CN).toBe("other.test");

      const renewed = makeCertificate(folder, "/CN=renewed.test", inDays(-1), inDays(30));
      writeFileSync(path("other-cert.pem"), renewed.cert);
      writeFileSync(path("other-key.pem"), renewed.key);
      await expect.poll(async () => (await shownCertificate(app.url)).subject.CN).toBe("renewed.test");

      writeFileSync(path("vigie.yaml"), "listen: 127.0.0.1:0\n");
      expect(await app.reload()).toMatchObject({ isAccepted: true, needsRestart: ["tls"] });
    },
  );

  test("a certificate behind a symbolic link is followed; files that do not fit change nothing", async () => {
    writeCertificate("/CN=one.test");
    const { cert, key } = makeCertificate(folder, "/CN=two.test", inDays(-1), inDays(30));
    writeFileSync(path("cert2.pem"), cert);
    writeFileSync(path("key2.pem"), key);
    symlinkSync("cert.pem", path("live-cert.pem"));
    symlinkSync("key.pem", path("live-key.pem"));
    const paths = { certificate: path("live-cert.pem"), key: path("live-key.pem") };
    const replaced: Buffer[] = [];
    const watch = createCertificateWatch({ log, replace: (files) => void replaced.push(files.cert), intervalMs: 20 });
    onTestFinished(() => watch.stop());
    watch.watch(paths, readTlsFiles(paths));
    const link = (name: string, target: string): void => {
      unlinkSync(path(name));
      symlinkSync(target, path(name));
    };

    link("live-cert.pem", "cert2.pem");
    await expect
      .poll(() => messages("error"))
      .toContain("the changed certificate cannot be used; the previous one stays in use");
    expect(replaced).toEqual([]);
    link("live-key.pem", "key2.pem");

    await expect.poll(() => replaced).toContainEqual(cert);
  });
});

describe.skipIf(!hasOpenssl)("files that cannot be used are named, with what was expected", () => {
  test.each<[string, () => void, RegExp]>([
    [
      "no certificate file",
      () => unlinkSync(path("cert.pem")),
      /^tls\.certificate: \S+cert\.pem: it cannot be read: no such file or folder$/,
    ],
    [
      "no key file",
      () => unlinkSync(path("key.pem")),
      /^tls\.key: \S+key\.pem: it cannot be read: no such file or folder$/,
    ],
    [
      "a folder",
      () => {
        unlinkSync(path("key.pem"));
        mkdirSync(path("key.pem"));
      },
      /^tls\.key: \S+: it cannot be read: not a regular file but a folder$/,
    ],
    [
      "a device",
      () => {
        unlinkSync(path("cert.pem"));
        symlinkSync("/dev/zero", path("cert.pem"));
      },
      /^tls\.certificate: \S+: it cannot be read: not a regular file but a device$/,
    ],
    [
      "too large",
      () => writeFileSync(path("cert.pem"), "x".repeat(1_048_577)),
      /^tls\.certificate: \S+: it cannot be read: it has 1048577 bytes; at most 1048576 are read$/,
    ],
    [
      "text",
      () => writeFileSync(path("cert.pem"), "hello"),
      /^tls\.certificate: \S+: it does not hold a certificate in PEM/,
    ],
    ["an empty key", () => writeFileSync(path("key.pem"), ""), /^tls\.key: \S+: it does not hold a private key in PEM/],
    [
      "the certificate as key",
      () => writeFileSync(path("key.pem"), readTlsFiles({ certificate: path("cert.pem"), key: path("key.pem") }).cert),
      /^tls\.key: \S+: it does not hold a private key in PEM/,
    ],
    [
      "the key of another certificate",
      () => writeFileSync(path("key.pem"), makeCertificate(folder, "/CN=other", inDays(-1), inDays(1)).key),
      /^tls\.key: \S+: it does not belong to the first certificate of \S+cert\.pem$/,
    ],
    [
      "an encrypted key",
      () => writeFileSync(path("key.pem"), ENCRYPTED_KEY),
      /^tls\.key: \S+: it is encrypted; a key without a passphrase is needed/,
    ],
  ])("%s", async (_what, spoil, message) => {
    writeCertificate("/CN=monitor.test");
    spoil();

    const refusal = { code: "bad-setting", message: expect.stringMatching(message) };
    await expect(start(`${TLS}listen: 127.0.0.1:0\n`)).rejects.toMatchObject(refusal);
  });

  test.each([
    ["tls: cert.pem\n", /vigie\.yaml:1: tls: expected the keys certificate and key$/],
    ["\ntls:\n  certificate: cert.pem\n", /vigie\.yaml:3: tls: 'key' is missing$/],
    ["tls:\n  certificate: a\n  key: b\n  keys: c\n", /vigie\.yaml:4: tls\.keys: unknown setting; known settings are/],
  ])("in vigie.yaml: %j", (yaml, message) => {
    expect(() => settings(yaml)).toThrow(
      expect.objectContaining({ code: "bad-setting", message: expect.stringMatching(message) }),
    );
  });
});

describe("listening beyond this machine", () => {
  const EXPOSED = /^passwords and tokens cross the network readable/;

  test.each([
    ["without HTTPS and without a proxy", "listen: 0.0.0.0:0\n", true],
    ["behind a proxy", "listen: 0.0.0.0:0\ntrust_proxy: 10.0.0.1\n", false],
    ["on this machine only", "listen: 127.0.0.1:0\n", false],
    ["on this machine only, by IPv6", "listen: '[::1]:0'\n", false],
    ["on this machine only, by name", "listen: localhost:0\n", false],
  ])("%s: a warning or none", async (_what, yaml, isWarned) => {
    await start(yaml);

    expect(messages("warn").some((message) => EXPOSED.test(message))).toBe(isWarned);
  });

  test.skipIf(!hasOpenssl)("with HTTPS there is no warning", async () => {
    writeCertificate("/CN=monitor.test");
    await start(`${TLS}listen: 0.0.0.0:0\n`);

    expect(messages("warn")).toEqual([]);
  });
});
