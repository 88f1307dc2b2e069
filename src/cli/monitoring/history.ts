import { Command } from "commander";
import { EVENT_HEADINGS, eventRow, nameIn, type EventItem } from "./events.ts";
import { findResource } from "./find-resource.ts";
import { limitOption } from "./options.ts";
import { outputOf, type MonitoringContext } from "./output.ts";
import type { ServerApi } from "../api-client.ts";
import { pastTime } from "./times.ts";

interface Flags {
  readonly kind?: string;
  readonly hostGroup?: string;
  readonly from?: number;
  readonly to?: number;
  readonly search?: string;
  readonly limit: number;
  readonly json?: true;
}

/** `vigie history [HOST [SERVICE]]`: events of everything, of a host or of a service by time, newest first. */
export function historyCommand(context: MonitoringContext): Command {
  return new Command("history")
    .description("show what happened, to everything or to a host or service, newest first")
    .argument("[host]", "host_name")
    .argument("[service]", "service_description")
    .option("--kind <kinds>", "only these kinds, such as hard-state,recovery")
    .option("--host-group <name>", "only hosts of this group, and their services")
    .option("--from <time>", "not before this time", pastTime)
    .option("--to <time>", "before this time", pastTime)
    .option("--search <text>", "text in output or reason; with a host, a short time, or the setting full_text")
    .option("--limit <number>", "number of events", limitOption, 50)
    .option("--json", "as JSON")
    .action(async (host: string | undefined, service: string | undefined, flags: Flags) => {
      const output = outputOf(context);
      const api = await context.api();
      if (host !== undefined) await findResource(api, host, service);
      const events = await readLog(api, filterOf(host, service, flags), flags.limit);
      if (flags.json) return output.json(events);
      if (events.length === 0) return output.text("Nothing happened yet.\n");
      if (host !== undefined) return output.table(EVENT_HEADINGS, events.map(eventRow));
      const [time, ...rest] = EVENT_HEADINGS;
      output.table(
        [time, "HOST", "SERVICE", ...rest],
        events.map((event) => {
          const [at = "", ...cells] = eventRow(event);
          return [at, nameIn(event.host), nameIn(event.service), ...cells];
        }),
      );
    });
}

function filterOf(
  host: string | undefined,
  service: string | undefined,
  { kind, hostGroup, from, to, search }: Flags,
): URLSearchParams {
  const filter = {
    host,
    // Without its services.
    service: host === undefined ? undefined : (service ?? ""),
    kind,
    hostgroup: hostGroup,
    from,
    to,
    search,
  };
  return new URLSearchParams(
    Object.entries(filter).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
}

const PAGE = 1000;

async function readLog(api: ServerApi, filter: URLSearchParams, limit: number): Promise<readonly EventItem[]> {
  const events: EventItem[] = [];
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams(filter);
    query.set("limit", String(Math.min(PAGE, limit - events.length)));
    if (cursor !== null) query.set("cursor", cursor);
    const { result, meta }: EventLog = await api.call("GET", `/api/events/log?${query.toString()}`);
    events.push(...result);
    cursor = meta.next;
  } while (cursor !== null && events.length < limit);
  return events;
}

interface EventLog {
  readonly result: readonly EventItem[];
  readonly meta: { readonly next: string | null };
}
