import { setTimeout as wait } from "node:timers/promises";
import { Command } from "commander";
import { printableJson } from "../../lib/printable.ts";
import type { ServerApi } from "../api-client.ts";
import { eventLine, type EventItem, type EventPage } from "./events.ts";
import { limitOption } from "./options.ts";
import { outputOf, type MonitoringContext } from "./output.ts";

interface Flags {
  readonly follow?: true;
  readonly limit: number;
  readonly json?: true;
}

const ASK_AGAIN_MS = 1000;

/** `vigie log`: the events of everything, oldest first. With `--follow`, until it is interrupted or the server ends. */
export function logCommand(context: MonitoringContext): Command {
  return new Command("log")
    .description("show what happened on the server and what operators did, oldest first")
    .option("-f, --follow", "wait for more")
    .option("--limit <number>", "number of past events", limitOption, 50)
    .option("--json", "as JSON, one event a line")
    .action(async (flags: Flags) => {
      const output = outputOf(context);
      const api = await context.api();
      const print = (events: readonly EventItem[]): void =>
        output.text(
          events.map((event) => (flags.json ? printableJson(`${JSON.stringify(event)}\n`) : eventLine(event))).join(""),
        );
      const past = await readEvents(api, "/api/events", flags.limit);
      print(past.toReversed());
      if (flags.follow) await follow(api, past[0]?.id ?? (await newestId(api)), print);
    });
}

const PAGE = 1000;

/** Reads events newest first, page by page. */
async function readEvents(api: ServerApi, path: string, limit: number): Promise<readonly EventItem[]> {
  const events: EventItem[] = [];
  let before: number | null = null;
  do {
    const query: string = `limit=${Math.min(PAGE, limit - events.length)}${before === null ? "" : `&before=${before}`}`;
    const { result, meta }: EventPage = await api.call("GET", `${path}?${query}`);
    events.push(...result);
    before = meta.next_before;
  } while (before !== null && events.length < limit);
  return events;
}

/** Asks each second; the server keeps no connection for it. */
async function follow(api: ServerApi, from: number, print: (events: readonly EventItem[]) => void): Promise<never> {
  let last = from;
  for (;;) {
    const { result, meta } = await api.call<EventPage>("GET", `/api/events?limit=1000&after=${last}`);
    print(result);
    if (meta.last_id === last) await wait(ASK_AGAIN_MS);
    last = meta.last_id;
  }
}

/** Of all events, also of those that the caller does not see. */
const newestId = async (api: ServerApi): Promise<number> =>
  (await api.call<EventPage>("GET", "/api/events?limit=1")).meta.last_id;
