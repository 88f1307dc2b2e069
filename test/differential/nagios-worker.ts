import { connect, type Socket } from "node:net";
import { once } from "node:events";

/**
 * Check worker of Nagios 4 that runs no processes: it returns prepared answers, so that active checks take no time.
 * Workers register through the query handler; messages are `key=value` pairs terminated by NUL, followed by the four
 * bytes 01 00 00 00.
 */
export interface NagiosWorker {
  close(): void;
}

/** What checks of each resource find, by `checkOf`; without an entry, it is OK. */
export type PlayedNagiosAnswers = Map<string, { readonly returnCode: number; readonly output: string }>;

/** Arguments of the check command; for a host, Nagios leaves the service macro unexpanded. */
export const checkOf = (host: string, service: string | null): string => `${host} ${service ?? "$SERVICEDESC$"}`;

export async function registerWorker(
  querySocket: string,
  command: string,
  answers: PlayedNagiosAnswers,
  clock: () => number,
): Promise<NagiosWorker> {
  const socket = connect(querySocket);
  await once(socket, "connect");
  socket.write(`@wproc register name=differential;pid=${NO_PROCESS};plugin=${command}\0`);
  const [hello] = (await once(socket, "data")) as [Buffer];
  if (!hello.toString().startsWith("OK")) throw new Error(`Nagios refuses the worker: ${hello}`);
  onMessages(socket, (message) => {
    const checked = message.get("command")?.slice(command.length + 1) ?? "";
    const answer = answers.get(checked);
    socket.write(finishedMessage(message, answer?.returnCode ?? 0, answer?.output ?? "fine", clock()));
  });
  return {
    close: () => socket.destroy(),
  };
}

// Nagios kills its workers when it ends; this is above every process id of Linux.
const NO_PROCESS = 4_194_305;

const DELIMITER = "\x01\0\0\0";

function onMessages(socket: Socket, take: (message: ReadonlyMap<string, string>) => void): void {
  let received = "";
  socket.setEncoding("latin1");
  socket.on("data", (text: string) => {
    const messages = (received + text).split(DELIMITER);
    received = messages.pop() ?? "";
    for (const message of messages)
      take(
        new Map(
          message
            .split("\0")
            .filter((pair) => pair !== "")
            .map(pairOf),
        ),
      );
  });
}

function pairOf(text: string): [string, string] {
  const at = text.indexOf("=");
  return [text.slice(0, at), text.slice(at + 1)];
}

function finishedMessage(job: ReadonlyMap<string, string>, returnCode: number, output: string, at: number): string {
  const now = at.toFixed(6);
  const fields = {
    job_id: job.get("job_id"),
    type: job.get("type"),
    start: now,
    stop: now,
    runtime: "0.0",
    exited_ok: 1,
    wait_status: returnCode << 8,
    outstd: output,
    outerr: "",
  };
  return `${Object.entries(fields)
    .map(([name, value]) => `${name}=${value}\0`)
    .join("")}${DELIMITER}`;
}
