import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { VIGIE } from "../support/server-process.ts";

/** `vigie serve` as one of several on the same store. */
export interface Member {
  /** Where it listens, as a standby and as the leader. */
  readonly url: string;
  readonly pid: number;
  readonly dataFolder: string;
  /** Standard error so far: the log. */
  readonly log: () => string;
  signal(name: NodeJS.Signals): void;
  /** Resolves with the exit code. */
  readonly ended: Promise<number | null>;
  /** Answer of `/api/health` with its status; null if there is none. */
  health(): Promise<Health | null>;
}

export interface Health {
  readonly http: number;
  readonly status: string;
  readonly cluster: {
    readonly role: string;
    readonly term: number | null;
    readonly leader: string | null;
    readonly configuration_differs: boolean | null;
  } | null;
  readonly problems: readonly { readonly part: string; readonly code: string }[];
}

export interface MemberOptions {
  readonly folder: string;
  readonly name: string;
  readonly configFolder: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Default: a free port of 127.0.0.1. */
  readonly listen?: string;
  /** Command that runs it in its place. */
  readonly prefix?: readonly string[];
  /** Another program than that of the checkout. */
  readonly vigie?: string;
}

export async function startMember(options: MemberOptions): Promise<Member> {
  const { folder, name, configFolder, env = {}, prefix = [], vigie = VIGIE } = options;
  const listen = options.listen ?? `127.0.0.1:${await freePort()}`;
  const dataFolder = join(folder, name);
  const [program = vigie, ...args] = [...prefix, vigie, "serve"];
  const child = spawn(program, args, {
    env: {
      ...process.env,
      VIGIE_LISTEN: listen,
      VIGIE_LOG_FORMAT: "text",
      VIGIE_CONFIG: configFolder,
      VIGIE_DATA: dataFolder,
      ...env,
    },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let log = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    log += text;
  });
  const url = `http://${listen}`;
  return {
    url,
    pid: child.pid!,
    dataFolder,
    log: () => log,
    signal: (signal) => void child.kill(signal),
    ended: once(child, "exit").then(() => child.exitCode),
    async health() {
      try {
        const response = await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(2_000) });
        return { ...((await response.json()) as Omit<Health, "http">), http: response.status };
      } catch {
        return null;
      }
    },
  };
}

/** A standby keeps its address when it leads. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
