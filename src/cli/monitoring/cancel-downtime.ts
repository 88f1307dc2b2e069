import { Command } from "commander";
import { Refusal } from "../../model/refusal.ts";
import { contractPath, type ServerApi } from "../api-client.ts";
import { readOpenDowntimes, type DowntimeWithServices } from "./downtimes-of-services.ts";
import { findResource, nameOf } from "./find-resource.ts";
import { naming, numbersOf } from "./numbers.ts";
import { outputOf, type MonitoringContext } from "./output.ts";
import type { Resource } from "./resources.ts";

interface Flags {
  readonly host?: string;
  readonly service?: string;
}

/** `vigie cancel-downtime ID…`, or `--host HOST [--service SERVICE]`. Refuses with `nothing-to-cancel`. */
export function cancelDowntimeCommand(context: MonitoringContext): Command {
  return new Command("cancel-downtime")
    .description("cancel downtimes by their numbers, or those of a host or service")
    .argument("[id...]", "numbers, as vigie show prints them", numbersOf("a downtime"))
    .option(
      "--host <name>",
      "all that run or are planned for this host, with those of its services that were scheduled with them",
    )
    .option("--service <description>", "for this service of --host")
    .action(async (given: readonly number[] | undefined, flags: Flags, command: Command) => {
      const ids = given ?? [];
      if (ids.length > 0 === (flags.host !== undefined))
        command.error("error: give either the numbers of downtimes or --host <name>");
      if (flags.service !== undefined && flags.host === undefined) command.error("error: --service needs --host");
      const output = outputOf(context);
      const api = await context.api();
      const cancel = async (id: number, words: string): Promise<void> => {
        await naming(`Downtime ${id}`, api.call("DELETE", contractPath(`/monitoring/downtimes/${id}`)));
        output.text(`Downtime ${id}${words} is cancelled.\n`);
      };
      for (const id of ids) await cancel(id, "");
      if (flags.host === undefined) return;
      const resource = await findResource(api, flags.host, flags.service);
      for (const { downtime, ofServices } of await openDowntimes(api, resource)) {
        await cancel(downtime.id, ` of ${nameOf(resource)}`);
        for (const { id } of ofServices) await cancel(id, " of its services, scheduled with it,");
      }
    });
}

async function openDowntimes(api: ServerApi, resource: Resource): Promise<readonly DowntimeWithServices[]> {
  const open = await readOpenDowntimes(api, resource);
  if (open.length > 0) return open;
  throw new Refusal("nothing-to-cancel", `No downtime of ${nameOf(resource)} runs or is planned.`);
}
