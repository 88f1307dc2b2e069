import { Command } from "commander";
import { setTimeout as wait } from "node:timers/promises";
import { printable } from "../../lib/printable.ts";
import { Refusal } from "../../model/refusal.ts";
import type { ServerApi } from "../api-client.ts";
import { inStyle } from "../../lib/table.ts";
import { findResource, nameOf, pathOf } from "./find-resource.ts";
import { localTime } from "./times.ts";
import { isNewer, newestResult, type NewestResult } from "./newest-result.ts";
import { outputOf, type MonitoringContext } from "./output.ts";
import type { Resource } from "./resources.ts";
import { runLine } from "./run-lines.ts";
import { stateOf } from "./state-words.ts";

interface Flags {
  readonly withServices?: true;
  readonly wait?: true;
}

interface CheckDetail {
  readonly checks: { readonly not_seen_since: string | null };
}

const ASK_AGAIN_MS = 300;
const MAX_WAIT_MS = 120_000;

/** `vigie check HOST [SERVICE]`: a forced check now, past check periods and disabled checks. */
export function checkCommand(context: MonitoringContext): Command {
  return new Command("check")
    .description("check a host or service now; needs an administrator")
    .argument("<host>", "host_name")
    .argument("[service]", "service_description")
    .option("--with-services", "also all services of the host")
    .option("--wait", "wait for the result and print it")
    .action(async (host: string, service: string | undefined, flags: Flags, command: Command) => {
      if (flags.withServices && service !== undefined) command.error("error: --with-services is for a host");
      const output = outputOf(context);
      const api = await context.api();
      const resource = await findResource(api, host, service);
      const before = await newestResult(api, resource);
      await runLine(
        api,
        resource.service === null
          ? `SCHEDULE_FORCED_HOST_CHECK;${resource.host};0`
          : `SCHEDULE_FORCED_SVC_CHECK;${resource.host};${resource.service};0`,
      );
      if (flags.withServices) await runLine(api, `SCHEDULE_FORCED_HOST_SVC_CHECKS;${resource.host};0`);
      const { checks } = await api.call<CheckDetail>("GET", `/api${pathOf(resource)}/detail`);
      if (checks.not_seen_since) {
        const away = `its poller has been away since ${localTime(checks.not_seen_since)}`;
        throw new Refusal("server-refused", `${nameOf(resource)} is checked once its poller is back: ${away}.`);
      }
      output.text(`${nameOf(resource)}${flags.withServices ? " and its services are" : " is"} being checked.\n`);
      if (!flags.wait) return;
      const checked = await nextResult(api, resource, before);
      const cell = stateOf(checked);
      const state = typeof cell === "string" ? cell : inStyle(cell.style, cell.text, output.screen);
      output.text(`${nameOf(checked)} is ${state}: ${printable(checked.output)}\n`);
    });
}

async function nextResult(api: ServerApi, resource: Resource, before: NewestResult): Promise<Resource> {
  const end = Date.now() + MAX_WAIT_MS;
  for (;;) {
    if (isNewer(await newestResult(api, resource), before))
      return findResource(api, resource.host, resource.service ?? undefined);
    if (Date.now() > end)
      throw new Refusal("server-refused", `No result of ${nameOf(resource)} came within ${MAX_WAIT_MS / 1000} s.`);
    await wait(ASK_AGAIN_MS);
  }
}
