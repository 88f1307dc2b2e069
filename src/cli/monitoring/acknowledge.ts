import { Command, Option } from "commander";
import { isProblem, stateName } from "../../model/state-code.ts";
import { Refusal } from "../../model/refusal.ts";
import { contractPath } from "../api-client.ts";
import { findResource, nameOf, pathOf } from "./find-resource.ts";
import { commentOption } from "./options.ts";
import { outputOf, type MonitoringContext } from "./output.ts";
import { durationSeconds, comingTime } from "./times.ts";

interface Flags {
  readonly comment: string;
  readonly for?: number;
  readonly until?: number;
  readonly sticky: boolean;
  readonly notify?: true;
  readonly persistent?: true;
}

/** `vigie ack HOST [SERVICE]`. Refuses with `no-problem` if there is nothing to acknowledge. */
export function ackCommand(context: MonitoringContext): Command {
  return new Command("ack")
    .description("acknowledge a problem: no more notifications about it until it ends")
    .argument("<host>", "host_name")
    .argument("[service]", "service_description")
    .requiredOption("-c, --comment <text>", "why, for others", commentOption)
    .option("--for <duration>", "expires after this time, such as 4h", durationSeconds)
    .addOption(
      new Option("--until <time>", "expires at this time, such as 18:00 (the next one)")
        .argParser(comingTime)
        .conflicts("for"),
    )
    .option("--no-sticky", "ends with the next change of state, not only with the recovery")
    .option("--notify", "notify the contacts of it")
    .option("--persistent", "keep the comment after the problem")
    .action(async (host: string, service: string | undefined, flags: Flags) => {
      const api = await context.api();
      const resource = await findResource(api, host, service);
      if (!isProblem(resource.state)) {
        const state = stateName(resource.kind, resource.state);
        throw new Refusal("no-problem", `${nameOf(resource)} is ${state}: there is no problem to acknowledge.`);
      }
      const until = flags.for === undefined ? flags.until : Math.floor(Date.now() / 1000) + flags.for;
      await api.call("POST", `/api${pathOf(resource)}/acknowledgement`, {
        comment: flags.comment,
        sticky: flags.sticky,
        notify: flags.notify ?? false,
        persistent: flags.persistent ?? false,
        ...(until !== undefined && { until: new Date(until * 1000).toISOString() }),
      });
      outputOf(context).text(`${nameOf(resource)} is acknowledged.\n`);
    });
}

/** `vigie unack HOST [SERVICE]`. */
export function unackCommand(context: MonitoringContext): Command {
  return new Command("unack")
    .description("cancel an acknowledgement")
    .argument("<host>", "host_name")
    .argument("[service]", "service_description")
    .action(async (host: string, service: string | undefined) => {
      const api = await context.api();
      const resource = await findResource(api, host, service);
      await api.call("DELETE", contractPath(`/monitoring${pathOf(resource)}/acknowledgements`));
      outputOf(context).text(`The acknowledgement of ${nameOf(resource)} is cancelled.\n`);
    });
}
