import { Command, Option } from "commander";
import { Refusal } from "../../model/refusal.ts";
import { printable } from "../../lib/printable.ts";
import { didYouMean, similarNames } from "../../lib/similar-names.ts";
import type { ServerApi } from "../api-client.ts";
import { availabilityText, type AvailabilityAnswer } from "./availability-text.ts";
import { dateOption } from "./dates.ts";
import { findResource, MAX_COMPARED } from "./find-resource.ts";
import { outputOf, type MonitoringContext } from "./output.ts";
import { readList, type ListQuery } from "./pages.ts";

interface Flags {
  readonly from?: string;
  readonly to?: string;
  readonly zone?: string;
  readonly period?: string;
  readonly policy?: string;
  readonly soft?: true;
  readonly group?: string;
  readonly json?: true;
  readonly csv?: true;
}

/** `vigie availability HOST [SERVICE]` or `vigie availability GROUP`. */
export function availabilityCommand(context: MonitoringContext): Command {
  return new Command("availability")
    .description("show how available a host, a service or a group was")
    .argument("<host>", "host_name, or the name of a host group or service group")
    .argument("[service]", "service_description")
    .option(
      "--from <date>",
      "first day, such as 2026-10-01 or 2026-10 (default: the first day of this month)",
      dateOption,
    )
    .option("--to <date>", "first day after the report (default: tomorrow)", dateOption)
    .option("--zone <name>", "IANA time zone of the days (default: that of the server)")
    .option("--period <name>", "count only while this time period is open")
    .option("--policy <changes>", "such as warning=bad,downtime=counted")
    .option("--soft", "a hard problem counts from its first soft result")
    .option(
      "--group <mode>",
      "the name is a group, good while all its members are, any is, or this many are; or the mean of them",
    )
    .option("--json", "the answer of the API")
    .addOption(new Option("--csv", "as CSV").conflicts("json"))
    .action(async (name: string, service: string | undefined, flags: Flags, command: Command) => {
      const isGroup = flags.group !== undefined;
      if (isGroup && service !== undefined) command.error("error: --group is for the name of a group alone");
      const output = outputOf(context);
      const api = await context.api();
      const query = new URLSearchParams({
        ...(await targetOf(api, name, service, isGroup)),
        from: flags.from ?? firstOfMonth(),
        to: flags.to ?? tomorrow(),
      });
      for (const option of ["zone", "period", "policy", "group"] as const)
        if (flags[option] !== undefined) query.set(option, flags[option]);
      if (flags.soft) query.set("soft", "true");
      if (flags.csv) query.set("format", "csv");
      const answer = await api.call("GET", `/api/availability?${query.toString()}`);
      if (flags.csv) return output.text(String(answer));
      if (flags.json) return output.json(answer);
      output.text(availabilityText(answer as unknown as AvailabilityAnswer, output.screen));
    });
}

const firstOfMonth = (): string => Temporal.Now.plainDateISO().with({ day: 1 }).toString();
const tomorrow = (): string => Temporal.Now.plainDateISO().add({ days: 1 }).toString();

/** Parameters that name the object: a host or service, otherwise a group. Refuses with `not-found`. */
async function targetOf(
  api: ServerApi,
  name: string,
  service: string | undefined,
  isGroup: boolean,
): Promise<Readonly<Record<string, string>>> {
  if (isGroup) {
    const group = await findGroup(api, name);
    if (group === null)
      throw new Refusal(
        "not-found",
        `There is no host group or service group ${printable(name)}.${await similarGroups(api, name)}`,
      );
    return group;
  }
  try {
    const { hostId, serviceId } = await findResource(api, name, service);
    return { host_id: String(hostId), ...(serviceId === null ? {} : { service_id: String(serviceId) }) };
  } catch (error) {
    const mayBeGroup = service === undefined && error instanceof Refusal && error.code === "not-found";
    const group = mayBeGroup ? await findGroup(api, name) : null;
    if (group !== null) return group;
    throw mayBeGroup
      ? new Refusal(
          "not-found",
          `${(error as Refusal).message} There is no group of this name either.${await similarGroups(api, name)}`,
        )
      : error;
  }
}

/** A host group, otherwise a service group. */
async function findGroup(api: ServerApi, name: string): Promise<Readonly<Record<string, string>> | null> {
  for (const kind of GROUP_KINDS) {
    const { items } = await readGroups(api, kind, { conditions: [{ name: { $eq: name } }], limit: 20 });
    // The search ignores case; names do not.
    const group = items.find((item) => item.name === name);
    if (group !== undefined) return { [`${kind}_id`]: String(group.id) };
  }
  return null;
}

async function similarGroups(api: ServerApi, name: string): Promise<string> {
  const listings = await Promise.all(GROUP_KINDS.map((kind) => readGroups(api, kind, { limit: MAX_COMPARED })));
  const names = listings.flatMap(({ items }) => items.map((item) => item.name));
  return didYouMean(similarNames(name, names).map(printable));
}

const GROUP_KINDS = ["hostgroup", "servicegroup"] as const;

const readGroups = (api: ServerApi, kind: (typeof GROUP_KINDS)[number], query: ListQuery) =>
  readList<{ readonly id: number; readonly name: string }>(api, `/monitoring/${kind}s`, query);
