import { setTimeout as wait } from "node:timers/promises";
import { Command } from "commander";
import { printableJson } from "../../lib/printable.ts";
import { Refusal } from "../../model/refusal.ts";
import { refusalTextOf, type ServerApi } from "../api-client.ts";
import { eventLine, type EventItem, type EventPage } from "./events.ts";
import { limitOption } from "./options.ts";
import { outputOf, type MonitoringContext } from "./output.ts";

interface Flags {
  readonly follow?: true;
  readonly limit: number;
  readonly json?: true;
}

const AGAIN_MS = 1000;

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

/** Follows the live stream. If it is cut off, it goes on where it was, as long as the server can be reached. */
async function follow(api: ServerApi, from: number, print: (events: readonly EventItem[]) => void): Promise<never> {
  let last = from;
  for (;;) {
    const answer = await api.send({
      method: "GET",
      path: `/api/events?after=${last}`,
      onText: readChanges((changes) => {
        last = changes.at(-1)!.id;
        print(changes.flatMap(({ event }) => event ?? []));
      }),
    });
    if (answer.status !== 200) throw new Refusal("server-refused", refusalTextOf(answer));
    await wait(AGAIN_MS);
  }
}

interface Change {
  readonly id: number;
  /** Null: what happened is not for the caller. */
  readonly event: EventItem | null;
}

/** Takes the text of the stream in pieces and hands on its changes. */
function readChanges(onChanges: (changes: readonly Change[]) => void): (text: string) => void {
  let rest = "";
  return (text) => {
    const blocks = (rest + text).split("\n\n");
    rest = blocks.pop()!;
    const changes = blocks.flatMap((block): Change[] => {
      const [, id, data] = /^id: (\d+)\nevent: change\ndata: (.*)$/.exec(block) ?? [];
      if (id === undefined) return [];
      const { event } = JSON.parse(data!) as { readonly event: EventItem | null };
      return [{ id: Number(id), event }];
    });
    if (changes.length > 0) onChanges(changes);
  };
}

/** Of all events, also of those that the caller does not see. */
const newestId = async (api: ServerApi): Promise<number> =>
  (await api.call<EventPage>("GET", "/api/events?limit=1")).meta.last_id;
