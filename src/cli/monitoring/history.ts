import { Command } from "commander";
import { EVENT_HEADINGS, eventRow, type EventItem, type EventPage } from "./events.ts";
import { findResource, pathOf } from "./find-resource.ts";
import { limitOption } from "./options.ts";
import { outputOf, type MonitoringContext } from "./output.ts";
import type { ServerApi } from "../api-client.ts";

interface Flags {
  readonly limit: number;
  readonly json?: true;
}

/** `vigie history HOST [SERVICE]`: its events, newest first. */
export function historyCommand(context: MonitoringContext): Command {
  return new Command("history")
    .description("show what happened to a host or service, newest first")
    .argument("<host>", "host_name")
    .argument("[service]", "service_description")
    .option("--limit <number>", "number of events", limitOption, 50)
    .option("--json", "as JSON")
    .action(async (host: string, service: string | undefined, flags: Flags) => {
      const output = outputOf(context);
      const api = await context.api();
      const resource = await findResource(api, host, service);
      const events = await readEvents(api, `/api${pathOf(resource)}/events`, flags.limit);
      if (flags.json) return output.json(events);
      if (events.length === 0) return output.text("Nothing happened yet.\n");
      output.table(EVENT_HEADINGS, events.map(eventRow));
    });
}

const PAGE = 1000;

/** Reads events newest first, page by page. */
export async function readEvents(api: ServerApi, path: string, limit: number): Promise<readonly EventItem[]> {
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
