import { execFileSync, spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { hasOpenssl, makeCertificate } from "../../src/engine/built-in-checks/servers.fixture.ts";
import { freePort } from "../../bench/support/free-port.ts";
import { startServerProcess, type ServerProcess } from "../support/server-process.ts";

const CONTRIB = resolve(import.meta.dirname, "../../contrib/proxy");
const PASSWORD = "plain garden words";
/** Address of the client, which the server has to see, not that of the proxy. */
const CLIENT = "127.0.0.9";
const PRETENDED = "192.0.2.66";
const DAY_MS = 86_400_000;

let folder: string;
let server: ServerProcess;
let proxy: ChildProcess | undefined;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "vigie-proxy-"));
  chmodSync(folder, 0o755);
  const [from, to] = [new Date(Date.now() - DAY_MS), new Date(Date.now() + DAY_MS)];
  if (hasOpenssl) {
    const { cert, key } = makeCertificate(folder, "/CN=vigie.example.org", from, to);
    writeFileSync(join(folder, "cert.pem"), cert);
    writeFileSync(join(folder, "key.pem"), key);
  }
  server = await startServerProcess({
    VIGIE_DATA: join(folder, "data"),
    VIGIE_ADMIN_PASSWORD: PASSWORD,
    VIGIE_TRUST_PROXY: "127.0.0.1",
    VIGIE_LOG_LEVEL: "info",
  });
}, 180_000);
afterEach(async () => {
  if (proxy === undefined || proxy.exitCode !== null) return;
  proxy.kill("SIGTERM");
  await once(proxy, "exit");
});
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Ports {
  readonly http: number;
  readonly https: number;
}

interface Proxy {
  readonly name: string;
  readonly program: string;
  /** Main file of the proxy around the example, which is at `example`. */
  readonly mainFile: (example: string, ports: Ports) => string;
  /** The example with these ports and the certificate of the test, which cannot be those of an operator. */
  readonly adapt: (text: string, ports: Ports) => string;
  readonly testArguments: (mainFile: string) => readonly string[];
  readonly runArguments: (mainFile: string) => readonly string[];
}

const withCertificate = (text: string): string =>
  text
    .replace("/etc/ssl/vigie/fullchain.pem", join(folder, "cert.pem"))
    .replace("/etc/ssl/vigie/privkey.pem", join(folder, "key.pem"));

const APACHE_MODULES = ["mpm_event", "authz_core", "ssl", "socache_shmcb", "headers", "alias", "proxy", "proxy_http"];

const PROXIES: readonly Proxy[] = [
  {
    name: "nginx",
    program: "/usr/sbin/nginx",
    mainFile: (example) => `
      pid ${folder}/nginx.pid; error_log ${folder}/nginx.log; daemon off; worker_processes 1;
      events { worker_connections 64; }
      http {
        access_log off;
        ${["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((part) => `${part}_temp_path ${folder}/${part};`).join(" ")}
        include ${example};
      }
    `,
    adapt: (text, { http, https }) =>
      withCertificate(text)
        .replaceAll(/listen (\[::\]:)?80;/g, `listen $1${http};`)
        .replaceAll(/listen (\[::\]:)?443 /g, `listen $1${https} `),
    testArguments: (mainFile) => ["-t", "-c", mainFile],
    runArguments: (mainFile) => ["-c", mainFile],
  },
  {
    name: "Caddy",
    program: "/usr/bin/caddy",
    mainFile: (example, { http }) => `
      {
        admin off
        http_port ${http}
        storage file_system ${folder}/caddy
      }
      import ${example}
    `,
    adapt: (text, { https }) =>
      text.replace(
        "vigie.example.org {",
        `https://vigie.example.org:${https}, https://127.0.0.1:${https} {\n\ttls ${folder}/cert.pem ${folder}/key.pem`,
      ),
    testArguments: (mainFile) => ["validate", "--adapter", "caddyfile", "--config", mainFile],
    runArguments: (mainFile) => ["run", "--adapter", "caddyfile", "--config", mainFile],
  },
  {
    name: "Apache",
    program: "/usr/sbin/apache2",
    mainFile: (example, { http, https }) =>
      [
        `ServerRoot ${folder}`,
        `PidFile ${folder}/apache.pid`,
        `DefaultRuntimeDir ${folder}`,
        `ErrorLog ${folder}/apache.log`,
        "ServerName localhost",
        ...APACHE_MODULES.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`),
        `Listen ${http}`,
        `Listen ${https}`,
        ...(process.getuid!() === 0 ? ["User nobody", "Group nogroup"] : []),
        `Include ${example}`,
        "",
      ].join("\n"),
    adapt: (text, { http, https }) =>
      withCertificate(text).replace("*:80>", `*:${http}>`).replace("*:443>", `*:${https}>`),
    testArguments: (mainFile) => ["-t", "-f", mainFile],
    runArguments: (mainFile) => ["-DFOREGROUND", "-f", mainFile],
  },
];

const EXAMPLES: Readonly<Record<string, string>> = { nginx: "nginx.conf", Caddy: "Caddyfile", Apache: "apache.conf" };
const isInstalled = (program: string): boolean => spawnSync(program, ["-v"]).error === undefined;

describe.each(PROXIES)("$name", ({ name, program, mainFile, adapt, testArguments, runArguments }) => {
  test.skipIf(!hasOpenssl || !isInstalled(program))(
    "passes on requests so that the server knows client, host and protocol",
    { timeout: 180_000 },
    async () => {
      const ports = { http: await freePort(), https: await freePort() };
      const example = join(folder, EXAMPLES[name]!);
      const text = readFileSync(join(CONTRIB, EXAMPLES[name]!), "utf8");
      expect(text).toContain("127.0.0.1:8080");
      const upstream = text.replaceAll("127.0.0.1:8080", new URL(server.url).host);
      writeFileSync(example, adapt(upstream, ports));
      const main = join(folder, `${name}.main`);
      writeFileSync(main, mainFile(example, ports));
      execFileSync(program, testArguments(main), { stdio: "pipe" });
      proxy = spawn(program, runArguments(main), { stdio: "ignore", env: { ...process.env, HOME: folder } });
      const origin = `https://127.0.0.1:${ports.https}`;
      await expect.poll(() => send("GET", `${origin}/api/health`).then(({ status }) => status, String)).toBe(200);

      const pretended = { "x-forwarded-for": PRETENDED, "x-forwarded-host": "evil.example.org" };
      const login = await send("POST", `${origin}/centreon/authentication/providers/configurations/local`, {
        body: { login: "admin", password: PASSWORD },
        headers: { origin, ...pretended },
      });

      expect(login.status).toBe(200);
      expect(login.cookie).toMatch(/^__Host-PHPSESSID=.*; Secure/);
      await expect.poll(() => server.log()).toContain(`"access":"login","address":"${CLIENT}"`);
      expect(server.log()).not.toContain(PRETENDED);
      const cookie = login.cookie!.split(";")[0]!;
      const search = encodeURIComponent(JSON.stringify({ "service.description": { $lk: "%/%" } }));
      const found = await send("GET", `${origin}/centreon/api/latest/monitoring/services?search=${search}`, {
        headers: { cookie },
      });
      expect(found.status).toBe(200);
      expect(found.body).toContain('"description":"Disk /"');
    },
  );
});

interface Answer {
  readonly status: number | undefined;
  readonly cookie: string | undefined;
  readonly body: string;
}

interface Sent {
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

function send(method: string, url: string, { body, headers = {} }: Sent = {}): Promise<Answer> {
  const options = { method, headers, rejectUnauthorized: false, agent: false, localAddress: CLIENT };
  return new Promise((found, failed) => {
    const sent = request(url, options, (response) => {
      let text = "";
      response
        .setEncoding("utf8")
        .on("data", (piece: string) => {
          text += piece;
        })
        .on("end", () => {
          found({ status: response.statusCode, cookie: response.headers["set-cookie"]?.[0], body: text });
        });
    });
    sent.on("error", failed).end(body === undefined ? undefined : JSON.stringify(body));
  });
}
