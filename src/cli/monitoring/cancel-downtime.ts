import { Command, InvalidArgumentError } from "commander";
import { Refusal } from "../../model/refusal.ts";
import { contractPath, type ServerApi } from "../api-client.ts";
import { findResource, nameOf, pathOf } from "./find-resource.ts";
import { OPEN_DOWNTIMES, type DowntimeItem } from "./handled.ts";
import { outputOf, type MonitoringContext } from "./output.ts";
import { readList } from "./pages.ts";

interface Flags {
  readonly host?: string;
  readonly service?: string;
}

const MAX_CANCELLED = 1000;

/** `vigie cancel-downtime ID…`, or `--host HOST [--service SERVICE]`. Refuses with `nothing-to-cancel`. */
export function cancelDowntimeCommand(context: MonitoringContext): Command {
  return new Command("cancel-downtime")
    .description("cancel downtimes by their numbers, or those of a host or service")
    .argument("[id...]", "numbers, as vigie show prints them", downtimeIds)
    .option("--host <name>", "all that run or are planned for this host")
    .option("--service <description>", "for this service of --host")
    .action(async (given: readonly number[] | undefined, flags: Flags, command: Command) => {
      const ids = given ?? [];
      if (ids.length > 0 === (flags.host !== undefined))
        command.error("error: give either the numbers of downtimes or --host <name>");
      if (flags.service !== undefined && flags.host === undefined) command.error("error: --service needs --host");
      const output = outputOf(context);
      const api = await context.api();
      const cancelled = flags.host === undefined ? ids : await idsOf(api, flags.host, flags.service);
      for (const id of cancelled) {
        await api.call("DELETE", contractPath(`/monitoring/downtimes/${id}`)).catch((error: unknown) => {
          throw error instanceof Refusal && error.code === "server-refused"
            ? new Refusal("server-refused", `Downtime ${id}: ${error.message}`)
            : error;
        });
        output.text(`Downtime ${id} is cancelled.\n`);
      }
    });
}

async function idsOf(api: ServerApi, host: string, service: string | undefined): Promise<readonly number[]> {
  const resource = await findResource(api, host, service);
  const { items } = await readList<DowntimeItem>(api, `/monitoring${pathOf(resource)}/downtimes`, {
    conditions: OPEN_DOWNTIMES,
    limit: MAX_CANCELLED,
  });
  if (items.length === 0)
    throw new Refusal("nothing-to-cancel", `No downtime of ${nameOf(resource)} runs or is planned.`);
  return items.map(({ id }) => id);
}

function downtimeIds(text: string, before: readonly number[] | undefined): readonly number[] {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError("Expected the number of a downtime.");
  return [...(before ?? []), Number(text)];
}
