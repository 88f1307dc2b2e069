import { closeSync, constants, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { SERVICES } from "./flapping-site.ts";
import { readList, type DowntimeRow, type Promises, type ServiceRow } from "./promises.ts";

const API_CLIENTS = 2;
// Leaves time for the others, and keeps the lists short over hundreds of kills.
const PAUSE_MS = 10;

export interface Writing {
  readonly url: string;
  readonly token: string;
  /** Data folder, with the command file. */
  readonly data: string;
  /** Prefix of every comment; new in each run. */
  readonly name: string;
  readonly promises: Promises;
}

/** Writes by the API and the command file, and reads what checks change, until the server is gone. */
export async function writeUntilGone(writing: Writing): Promise<void> {
  const clients = Array.from({ length: API_CLIENTS }, (_, client) => scheduleByApi(writing, client));
  await Promise.all([
    ...clients.map(untilGone),
    untilGone(scheduleByCommandFile(writing)),
    untilGone(readChanges(writing)),
  ]);
}

async function untilGone(writer: Promise<never>): Promise<void> {
  // The connection ends with the server.
  await writer.catch((error: unknown) => {
    if (!(error instanceof TypeError)) throw error;
  });
}

async function scheduleByApi({ url, token, name, promises }: Writing, client: number): Promise<never> {
  for (let count = 0; ; count++) {
    const comment = `api-${name}-${client}-${count}`;
    const serviceId = (count % SERVICES) + 1;
    const { status } = await fetch(`${url}/centreon/api/latest/monitoring/hosts/1/services/${serviceId}/downtimes`, {
      method: "POST",
      headers: { "X-AUTH-TOKEN": token },
      body: JSON.stringify({
        start_time: date(-10),
        end_time: date(86_400),
        is_fixed: true,
        duration: 0,
        comment,
      }),
    });
    if (status !== 204) throw new Error(`A downtime was answered with ${status}.`);
    promises.downtime("API", comment, serviceId);
    await sleep(PAUSE_MS);
  }
}

const date = (inSeconds: number): string => `${new Date(Date.now() + 1_000 * inSeconds).toISOString().slice(0, 19)}Z`;

async function scheduleByCommandFile({ url, token, data, name, promises }: Writing): Promise<never> {
  for (let count = 0; ; count++) {
    const comment = `file-${name}-${count}`;
    const serviceId = (count % SERVICES) + 1;
    const now = Math.floor(Date.now() / 1_000);
    const times = `${now - 10};${now + 86_400};1;0;86400`;
    writeCommand(
      join(data, "vigie.cmd"),
      `[${now}] SCHEDULE_SVC_DOWNTIME;web;service-${serviceId};${times};ann;${comment}\n`,
    );
    const search = encodeURIComponent(JSON.stringify({ comment }));
    // What a list shows is durable.
    for (let isShown = false; !isShown;) {
      await sleep(PAUSE_MS);
      isShown = (await readList<DowntimeRow>(url, token, `/services/downtimes?search=${search}`)).length > 0;
    }
    promises.downtime("command file", comment, serviceId);
  }
}

/** Throws a TypeError, as `fetch` does, if no server reads the file. */
function writeCommand(path: string, line: string): void {
  let file: number;
  try {
    file = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch (error) {
    throw new TypeError("The command file is not read", { cause: error });
  }
  try {
    writeSync(file, line);
  } catch (error) {
    throw new TypeError("The command file is read no more", { cause: error });
  } finally {
    closeSync(file);
  }
}

async function readChanges({ url, token, promises }: Writing): Promise<never> {
  for (;;) {
    for (const { id, last_state_change: time } of await readList<ServiceRow>(url, token, "/services?limit=1000"))
      if (time !== null) promises.change(id, Date.parse(time));
    await sleep(PAUSE_MS);
  }
}
