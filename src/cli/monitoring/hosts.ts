import { Command } from "commander";
import { requireNamed } from "./find-resource.ts";
import { DEFAULT_LIMIT, HOST_STATES, limitOption, statesOption } from "./options.ts";
import { noteRest, outputOf, type MonitoringContext } from "./output.ts";
import { jsonOf, nameCondition, readHosts } from "./resources.ts";
import { stateOf } from "./state-words.ts";
import { ageOf } from "./times.ts";

interface Flags {
  readonly state?: readonly number[];
  readonly limit: number;
  readonly json?: true;
}

/** `vigie hosts [NAME]`: the hosts by name. */
export function hostsCommand(context: MonitoringContext): Command {
  return new Command("hosts")
    .description("list hosts")
    .argument("[name]", "only this host; * is a wildcard")
    .option("--state <states>", "only in these states, such as down,unreachable", statesOption(HOST_STATES))
    .option("--limit <number>", "show at most this many", limitOption, DEFAULT_LIMIT)
    .option("--json", "as JSON")
    .action(async (name: string | undefined, flags: Flags) => {
      const output = outputOf(context);
      const api = await context.api();
      await requireNamed(api, name);
      const { items, total } = await readHosts(api, {
        conditions: [
          ...(name === undefined ? [] : [nameCondition("host.name", name)]),
          ...(flags.state === undefined ? [] : [{ "host.state": { $in: flags.state } }]),
        ],
        sort: { "host.name": "ASC" },
        limit: flags.limit,
      });
      if (flags.json) return output.json(items.map((host) => ({ ...jsonOf(host), address: host.address })));
      if (items.length === 0) return output.text("No host.\n");
      output.table(
        ["HOST", "STATE", "SINCE", "CHECKED", "ADDRESS", "OUTPUT"],
        items.map((host) => [
          host.host,
          stateOf(host),
          ageOf(host.since),
          checkedAgo(host.lastCheck),
          host.address ?? "",
          host.output,
        ]),
      );
      noteRest(output, items.length, total);
    });
}

/** Time since the last check. */
export const checkedAgo = (lastCheck: string | null): string =>
  lastCheck === null ? "never" : `${ageOf(lastCheck)} ago`;
