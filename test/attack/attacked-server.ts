import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { loginAt, startServerProcess, withOpenFiles, type ServerProcess } from "../support/server-process.ts";

const PASSWORD = "a password for the attack";
const SERVICES = 300;

/** Server of its own process with plugin checks and a notification command, both every second. */
export interface AttackedServer {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Token of the administrator. */
  readonly token: string;
  /** Messages that the notification command has sent. */
  notifications(): number;
  /** Active checks done so far. */
  checks(): Promise<number>;
  /** Largest resident memory so far, or since `forgetPeak`, in MiB. */
  peakMemoryMiB(): number;
  forgetPeak(): void;
  /** Connected; errors are ignored. */
  connect(): Promise<Socket>;
  /** Stops it; returns what was wrong with its end and its log. */
  stop(): Promise<readonly string[]>;
}

export interface AttackedServerOptions {
  /** Default: the limit of this process. */
  readonly openFiles?: number;
  /** Writes the configuration to a folder that is not there yet. Default: 301 services of one host. */
  readonly writeSite?: (folder: string, sent: string) => void;
}

export async function startAttackedServer(
  folder: string,
  { openFiles, writeSite = writeSmallSite }: AttackedServerOptions = {},
): Promise<AttackedServer> {
  const sent = join(folder, "sent");
  writeSite(join(folder, "config"), sent);
  const server = await startServerProcess(
    {
      VIGIE_CONFIG: join(folder, "config"),
      VIGIE_DATA: join(folder, "data"),
      VIGIE_ADMIN_PASSWORD: PASSWORD,
      VIGIE_LOG_LEVEL: "error",
    },
    openFiles === undefined ? [] : withOpenFiles(openFiles),
  );
  const token = await loginAt(server.url, "admin", PASSWORD);
  const port = Number(new URL(server.url).port);
  return {
    url: server.url,
    port,
    pid: server.pid,
    token,
    notifications: () => readFileSync(sent, "utf8").length,
    async checks() {
      const response = await fetch(`${server.url}/api/health`, { headers: { connection: "close" } });
      return ((await response.json()) as { readonly checks: { readonly done: number } }).checks.done;
    },
    peakMemoryMiB: () =>
      Math.round(Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${server.pid}/status`, "latin1"))![1]) / 1_024),
    // 5: the peak becomes the present value.
    forgetPeak: () => writeFileSync(`/proc/${server.pid}/clear_refs`, "5"),
    connect: () => connected(port),
    stop: () => stopped(server),
  };
}

function connected(port: number): Promise<Socket> {
  return new Promise((settled) => {
    const socket = connect(port, "127.0.0.1").on("error", () => {});
    socket.once("connect", () => settled(socket)).once("close", () => settled(socket));
  });
}

async function stopped(server: ServerProcess): Promise<readonly string[]> {
  const hadEnded = await Promise.race([server.ended.then(() => true), Promise.resolve(false)]);
  const code = await server.stop();
  const lines = server.log().trim().split("\n");
  return [
    ...(hadEnded ? ["The server ended during the attack."] : []),
    ...(code === 0 ? [] : [`The server ended with code ${code}.`]),
    // Each request that fails for a reason of the server itself is one line.
    ...lines.filter((line) => line !== "").map((line) => `Log: ${line.slice(0, 600)}`),
  ];
}

function writeSmallSite(folder: string, sent: string): void {
  mkdirSync(folder);
  writeFileSync(sent, "");
  writeFileSync(join(folder, "notify"), `#!/bin/sh\nprintf x >>'${sent}'\n`, { mode: 0o755 });
  writeFileSync(join(folder, "vigie.cfg"), "cfg_file=objects.cfg\ninterval_length=1\n");
  const services = Array.from(
    { length: SERVICES },
    (_, place) =>
      `define service {\n  host_name web\n  service_description Disk ${place}\n  check_command fail\n` +
      "  max_check_attempts 1\n  check_interval 60\n  notification_interval 0\n}\n",
  );
  writeFileSync(
    join(folder, "objects.cfg"),
    [
      "define command {\n  command_name fail\n  command_line /bin/false\n}\n",
      `define command {\n  command_name notify\n  command_line ${folder}/notify\n}\n`,
      "define timeperiod {\n  timeperiod_name always\n  monday 00:00-24:00\n  tuesday 00:00-24:00\n  wednesday 00:00-24:00\n" +
        "  thursday 00:00-24:00\n  friday 00:00-24:00\n  saturday 00:00-24:00\n  sunday 00:00-24:00\n}\n",
      "define contact {\n  contact_name ann\n  host_notification_commands notify\n  service_notification_commands notify\n" +
        "  host_notification_period always\n  service_notification_period always\n" +
        "  host_notification_options d,r\n  service_notification_options w,u,c,r\n}\n",
      "define host {\n  host_name web\n  address 127.0.0.1\n  max_check_attempts 3\n}\n",
      "define service {\n  host_name web\n  service_description Failing\n  check_command fail\n  check_period always\n" +
        "  notification_period always\n  max_check_attempts 1\n  check_interval 1\n  notification_interval 1\n  contacts ann\n}\n",
      ...services,
    ].join("\n"),
  );
}
