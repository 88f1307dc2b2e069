import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { tmpdir } from "node:os";
import { join } from "node:path";

export type Conversation = (socket: Socket) => void;

export interface Certificate {
  readonly cert: Buffer;
  readonly key: Buffer;
}

/** Servers of one suite; `stop` closes them and every connection. */
export interface LocalServers {
  /** Listens on a free port of 127.0.0.1; resolves with the port. */
  tcp(conversation: Conversation): Promise<number>;
  tls(certificate: Certificate, conversation: Conversation): Promise<number>;
  unix(path: string, conversation: Conversation): Promise<void>;
  /** Port on which nothing listens. */
  closedPort(): Promise<number>;
  /** Number of open connections. */
  openConnections(): number;
  stop(): Promise<void>;
}

export function localServers(): LocalServers {
  const servers: Server[] = [];
  const sockets = new Set<Socket>();
  const watched =
    (conversation: Conversation) =>
    (socket: Socket): void => {
      sockets.add(socket);
      socket.on("close", () => sockets.delete(socket)).on("error", () => {});
      conversation(socket);
    };
  const listen = (server: Server, where: { path: string } | { port: number; host: string }): Promise<number> =>
    new Promise((resolve, reject) => {
      servers.push(server);
      server.once("error", reject).listen(where, () => {
        const address = server.address();
        resolve(typeof address === "object" && address !== null ? address.port : 0);
      });
    });
  const anyPort = { port: 0, host: "127.0.0.1" };
  return {
    tcp: (conversation) => listen(createServer(watched(conversation)), anyPort),
    tls: (certificate, conversation) => {
      const server = createTlsServer(
        { ...certificate, SNICallback: (_name, done) => done(null) },
        watched(conversation),
      );
      server.on("tlsClientError", () => {});
      return listen(server, anyPort);
    },
    unix: async (path, conversation) => void (await listen(createServer(watched(conversation)), { path })),
    closedPort: async () => {
      const server = createServer();
      const port = await new Promise<number>((resolve) => {
        server.listen(anyPort, () => resolve((server.address() as { port: number }).port));
      });
      await new Promise((resolve) => server.close(resolve));
      return port;
    },
    openConnections: () => sockets.size,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}

/** Certificates are made with openssl; suites that need one are skipped without it. */
export const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;

/** Creates a folder that `remove` deletes. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), "vigie-kinds-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Signs a certificate for `subject` (`/CN=name`) with its own key and any validity period. Needs openssl(1). */
export function makeCertificate(folder: string, subject: string, validFrom: Date, validTo: Date): Certificate {
  const work = mkdtempSync(join(folder, "certificate-"));
  const file = (name: string): string => join(work, name);
  writeFileSync(file("index.txt"), "");
  writeFileSync(file("serial"), "01\n");
  writeFileSync(
    file("ca.cnf"),
    `[ca]\ndefault_ca = own\n[own]\ndatabase = ${file("index.txt")}\nserial = ${file("serial")}\n` +
      `new_certs_dir = ${work}\ndefault_md = sha256\npolicy = any\n[any]\ncommonName = optional\n` +
      "organizationName = optional\n",
  );
  const openssl = (...args: readonly string[]): Buffer => execFileSync("openssl", args, { stdio: "pipe" });
  openssl(
    "req",
    "-new",
    "-newkey",
    "ec",
    "-pkeyopt",
    "ec_paramgen_curve:prime256v1",
    "-nodes",
    "-subj",
    subject,
    "-keyout",
    file("key.pem"),
    "-out",
    file("request.pem"),
  );
  openssl(
    "ca",
    "-batch",
    "-selfsign",
    "-config",
    file("ca.cnf"),
    "-in",
    file("request.pem"),
    "-keyfile",
    file("key.pem"),
    "-startdate",
    asn1Time(validFrom),
    "-enddate",
    asn1Time(validTo),
    "-notext",
    "-out",
    file("cert.pem"),
  );
  return { cert: readFileSync(file("cert.pem")), key: readFileSync(file("key.pem")) };
}

function asn1Time(time: Date): string {
  return `${time.toISOString().replace(/[-:T]|\.\d+/g, "")}`;
}
