import { Command, Option } from "commander";
import { printable } from "../../lib/printable.ts";
import { contractPath, type ServerApi } from "../api-client.ts";
import { readOpenDowntimes, type DowntimeWithServices } from "./downtimes-of-services.ts";
import { findResource, nameOf, pathOf } from "./find-resource.ts";
import { commentOption } from "./options.ts";
import { outputOf, type MonitoringContext } from "./output.ts";
import type { Resource } from "./resources.ts";
import { downtimeText } from "./show.ts";
import { comingTime, durationSeconds, timeAfter, timeText } from "./times.ts";

interface Flags {
  readonly comment: string;
  readonly start?: number;
  /** As given; `--start` may come after it. */
  readonly end?: string;
  readonly for?: number;
  readonly flexible?: number;
  readonly withServices?: true;
}

/** `vigie downtime HOST [SERVICE]`: from now on, or planned. Prints its number. */
export function downtimeCommand(context: MonitoringContext): Command {
  return new Command("downtime")
    .description("schedule a downtime: no notifications meanwhile")
    .argument("<host>", "host_name")
    .argument("[service]", "service_description")
    .requiredOption("-c, --comment <text>", "why, for others", commentOption)
    .option("--for <duration>", "how long, such as 2h", durationSeconds)
    .addOption(
      new Option("--end <time>", "its end, instead of --for, such as 23:00 (the first after the start)")
        .argParser(timeText)
        .conflicts("for"),
    )
    .option("--start <time>", "its start, such as 22:00 (the next one; default: now)", comingTime)
    .option(
      "--flexible <duration>",
      "begins with the first problem between start and end, and lasts this long",
      durationSeconds,
    )
    .option("--with-services", "also of all services of the host")
    .action(async (host: string, service: string | undefined, flags: Flags, command: Command) => {
      const now = Math.floor(Date.now() / 1000);
      const start = flags.start ?? now;
      const end = endOf(flags, start);
      if (end === undefined) command.error("error: give --for <duration> or --end <time>");
      if (end <= start) command.error("error: the end must be after the start");
      if (end <= now) command.error("error: the end is past");
      if (flags.withServices && service !== undefined) command.error("error: --with-services is for a host");
      const api = await context.api();
      const resource = await findResource(api, host, service);
      await api.call("POST", contractPath(`/monitoring${pathOf(resource)}/downtimes`), {
        comment: flags.comment,
        start_time: new Date(start * 1000).toISOString(),
        end_time: new Date(end * 1000).toISOString(),
        is_fixed: flags.flexible === undefined,
        duration: flags.flexible ?? end - start,
        with_services: flags.withServices ?? false,
      });
      outputOf(context).text(madeText(resource, await newest(api, resource, flags.comment), flags));
    });
}

function endOf(flags: Flags, start: number): number | undefined {
  if (flags.end !== undefined) return timeAfter(flags.end, start);
  return flags.for === undefined ? undefined : start + flags.for;
}

/** The one that was made, as far as it can be told: the API answers without its number. */
async function newest(api: ServerApi, resource: Resource, comment: string): Promise<DowntimeWithServices | undefined> {
  return (await readOpenDowntimes(api, resource)).findLast(({ downtime }) => downtime.comment === comment);
}

function madeText(resource: Resource, made: DowntimeWithServices | undefined, { withServices }: Flags): string {
  const head = `Downtime of ${nameOf(resource)}${withServices ? " and its services" : ""} scheduled`;
  if (made === undefined) return `${head}\n`;
  const count = made.ofServices.length;
  const numbers = made.ofServices.slice(0, MAX_NUMBERS).map(({ id }) => id);
  const more = count > MAX_NUMBERS ? ", …" : "";
  const ofServices = `  ${count} of its services: ${count === 0 ? "there are none" : numbers.join(", ")}${more}\n`;
  return `${head}: ${printable(downtimeText(made.downtime))}\n${withServices ? ofServices : ""}`;
}

const MAX_NUMBERS = 20;
