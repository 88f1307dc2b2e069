import { Command } from "commander";
import { requireNamed } from "./find-resource.ts";
import { checkedAgo } from "./hosts.ts";
import { DEFAULT_LIMIT, limitOption, SERVICE_STATES, statesOption } from "./options.ts";
import { noteRest, outputOf, type MonitoringContext } from "./output.ts";
import { jsonOf, nameCondition, readServices } from "./resources.ts";
import { stateOf } from "./state-words.ts";
import { ageOf } from "./times.ts";

interface Flags {
  readonly state?: readonly number[];
  readonly limit: number;
  readonly json?: true;
}

/** `vigie services [HOST] [SERVICE]`: the services by host and description. */
export function servicesCommand(context: MonitoringContext): Command {
  return new Command("services")
    .description("list services")
    .argument("[host]", "only of this host; * is a wildcard")
    .argument("[service]", "only this service; * is a wildcard")
    .option("--state <states>", "only in these states, such as warning,critical", statesOption(SERVICE_STATES))
    .option("--limit <number>", "show at most this many", limitOption, DEFAULT_LIMIT)
    .option("--json", "as JSON")
    .action(async (host: string | undefined, service: string | undefined, flags: Flags) => {
      const output = outputOf(context);
      const api = await context.api();
      await requireNamed(api, host, service);
      const { items, total } = await readServices(api, {
        conditions: [
          ...(host === undefined ? [] : [nameCondition("host.name", host)]),
          ...(service === undefined ? [] : [nameCondition("service.description", service)]),
          ...(flags.state === undefined ? [] : [{ "service.state": { $in: flags.state } }]),
        ],
        sort: { "host.name": "ASC", "service.description": "ASC" },
        limit: flags.limit,
      });
      if (flags.json) return output.json(items.map(jsonOf));
      if (items.length === 0) return output.text("No service.\n");
      output.table(
        ["HOST", "SERVICE", "STATE", "SINCE", "CHECKED", "OUTPUT"],
        items.map((item) => [
          item.host,
          item.service ?? "",
          stateOf(item),
          ageOf(item.since),
          checkedAgo(item.lastCheck),
          item.output,
        ]),
      );
      noteRest(output, items.length, total);
    });
}
