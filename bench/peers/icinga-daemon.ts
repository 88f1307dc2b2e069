import { spawn, spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { freePort } from "../support/free-port.ts";
import { daemonOf, type Daemon } from "./daemon.ts";

const PROGRAM = "/usr/sbin/icinga2";

/** Installed release; undefined if there is none. */
export const icingaVersion = existsSync(PROGRAM)
  ? /version: r([\d.]+)/.exec(spawnSync(PROGRAM, ["--version"], { encoding: "utf8" }).stdout)?.[1]
  : undefined;

/** Starts Icinga 2 with `icinga2.conf` of this folder, which is also the folder for everything it writes. */
export function startIcinga(folder: string): Daemon {
  return daemonOf(
    spawn(PROGRAM, ["daemon", "-c", join(folder, "icinga2.conf"), "-x", "critical", ...placesIn(folder)], {
      stdio: "ignore",
    }),
  );
}

export const PASSWORD = "bench";

/**
 * API of a node on a free port: its part of `icinga2.conf`, with a user `admin` who may do everything, its URL, and the
 * headers of a user's requests.
 */
export interface IcingaNode {
  readonly configuration: string;
  readonly url: string;
  headersOf(user: string): Readonly<Record<string, string>>;
}

/** Prepares a node, including the certificates that its API needs. */
export async function prepareNode(folder: string): Promise<IcingaNode> {
  const port = await freePort();
  makeCertificates(folder, "bench");
  return {
    configuration: `
const NodeName = "bench"
const TicketSalt = ""
object Endpoint "bench" { }
object Zone "bench" { endpoints = [ "bench" ] }
object ApiListener "api" { bind_host = "127.0.0.1"; bind_port = ${port} }
object ApiUser "admin" { password = "${PASSWORD}"; permissions = [ "*" ] }
`,
    url: `https://127.0.0.1:${port}`,
    headersOf: (user) => ({
      Accept: "application/json",
      Authorization: `Basic ${Buffer.from(`${user}:${PASSWORD}`).toString("base64")}`,
    }),
  };
}

/** Creates certificates, signed by an authority of their own. */
function makeCertificates(folder: string, nodeName: string): void {
  const certificates = join(folder, "data", "certs");
  mkdirSync(certificates, { recursive: true });
  const [key, request, certificate] = ["key", "csr", "crt"].map((kind) =>
    join(certificates, `${nodeName}.${kind}`),
  ) as [string, string, string];
  const pki = (...words: string[]): void => {
    const { status, stderr } = spawnSync(PROGRAM, ["pki", ...words, ...placesIn(folder)], { encoding: "utf8" });
    if (status !== 0) throw new Error(`icinga2 pki ${words[0]} failed: ${stderr}`);
  };
  pki("new-ca");
  pki("new-cert", "--cn", nodeName, "--key", key, "--csr", request);
  pki("sign-csr", "--csr", request, "--cert", certificate);
  copyFileSync(join(folder, "data", "ca", "ca.crt"), join(certificates, "ca.crt"));
}

function placesIn(folder: string): readonly string[] {
  for (const name of ["data", "log", "cache", "spool", "run"]) mkdirSync(join(folder, name), { recursive: true });
  const { username } = userInfo();
  const places = {
    DataDir: "data",
    LogDir: "log",
    CacheDir: "cache",
    SpoolDir: "spool",
    InitRunDir: "run",
    PidPath: "run/pid",
    StatePath: "data/state",
    VarsPath: "cache/vars",
    ObjectsPath: "cache/objects",
    ModAttrPath: "data/modified.conf",
  };
  return [
    "-D",
    `RunAsUser=${username}`,
    "-D",
    `RunAsGroup=${username}`,
    ...Object.entries(places).flatMap(([name, path]) => ["-D", `${name}=${join(folder, path)}`]),
  ];
}
