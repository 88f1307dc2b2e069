import { Command, InvalidArgumentError } from "commander";
import { Refusal } from "../../model/refusal.ts";
import { contractPath } from "../api-client.ts";
import { isNewer, newestResult } from "./newest-result.ts";
import { findResource, nameOf, pathOf } from "./find-resource.ts";
import { HOST_STATES, SERVICE_STATES } from "./options.ts";
import { outputOf, type MonitoringContext } from "./output.ts";

interface Flags {
  readonly state: string;
  readonly output: string;
  readonly perfdata?: string;
}

/** `vigie submit HOST [SERVICE]`: a passive result. Refuses with `passive-checks-off`. */
export function submitCommand(context: MonitoringContext): Command {
  return new Command("submit")
    .description("submit a passive result")
    .argument("<host>", "host_name")
    .argument("[service]", "service_description")
    .requiredOption("-s, --state <state>", "up, down, unreachable; ok, warning, critical, unknown", stateWord)
    .requiredOption("-o, --output <text>", "text of the result")
    .option("--perfdata <text>", "performance data, such as 'time=0.2s;1;2'")
    .action(async (host: string, service: string | undefined, flags: Flags, command: Command) => {
      const names: readonly string[] = service === undefined ? HOST_STATES : SERVICE_STATES;
      const status = names.indexOf(flags.state);
      if (status === -1) {
        command.error(
          `error: a ${service === undefined ? "host" : "service"} is ${names.join(", ").toLowerCase()}; found ${flags.state}`,
        );
      }
      const api = await context.api();
      const resource = await findResource(api, host, service);
      const before = await newestResult(api, resource);
      await api.call("POST", contractPath(`/monitoring${pathOf(resource)}/submit`), {
        status,
        output: flags.output,
        ...(flags.perfdata !== undefined && { performance_data: flags.perfdata }),
      });
      // The API accepts a result that has no effect.
      if (!isNewer(await newestResult(api, resource), before))
        throw new Refusal("passive-checks-off", `${nameOf(resource)} took no result: passive checks are off.`);
      outputOf(context).text(`The result of ${nameOf(resource)} is stored.\n`);
    });
}

function stateWord(text: string): string {
  const word = text.toUpperCase();
  if ([...HOST_STATES, ...SERVICE_STATES].includes(word as "UP")) return word;
  throw new InvalidArgumentError("Expected up, down, unreachable, ok, warning, critical or unknown.");
}
