import type { FastifyRequest } from "fastify";
import { lastValue } from "../../../data/realtime/search/list-query.ts";
import { DEFAULT_POLICY, parsePolicy, type Policy } from "../../../engine/availability/policy.ts";
import { didYouMean, similarNames } from "../../../lib/similar-names.ts";
import type { Inventory, TimePeriod } from "../../../model/objects.ts";
import { isTimeZone, zoneName, zoneOf } from "../../../model/time-zone.ts";
import type { ReportMode, ReportRequest } from "../../../operations/availability/availability-reports.ts";
import { MAX_POLICY_LENGTH } from "../../../operations/availability/report-limits.ts";
import { parseMode } from "../../../operations/availability/reported-group.ts";
import { refuseMistakes, type BodyMistake } from "../body-refusal.ts";
import { isDate, mistakesOfDates, NO_DATE } from "./dates.ts";

/** What a request names. */
export type ReportTarget =
  | { readonly kind: "host"; readonly hostId: number }
  | { readonly kind: "service"; readonly hostId: number; readonly serviceId: number }
  | { readonly kind: "hostgroup" | "servicegroup"; readonly groupId: number };

export interface ReportQuery {
  readonly target: ReportTarget;
  readonly mode: ReportMode;
  readonly request: ReportRequest;
  readonly isCsv: boolean;
}

/** Reads the parameters. Refuses with `invalid-body`, naming every mistake. */
export function reportQueryOf(request: FastifyRequest, inventory: Inventory): ReportQuery {
  const parameters = request.query as Readonly<Record<string, string | string[]>>;
  const mistakes: BodyMistake[] = [];
  /** Value of a parameter, or of the default if it is missing or wrong. */
  const read = <Value>(name: string, fallback: Value, parse: (text: string) => Value | Mistake): Value => {
    const text = lastValue(parameters[name]);
    if (text === undefined || text === "") return fallback;
    const value = parse(text);
    if (!(value instanceof Mistake)) return value;
    mistakes.push({ field: name, text: value.text });
    return fallback;
  };

  const target = targetOf((name) => read(name, null, idOf), mistakes);
  const from = read("from", null, dateOf);
  const to = read("to", null, dateOf);
  mistakes.push(...mistakesOfDates(from, to, (name) => lastValue(parameters[name]) === undefined));
  const query = {
    mode: read<ReportMode>("group", { kind: "all" }, modeOf),
    request: {
      dates: { from: from ?? "", to: to ?? "", zone: read("zone", zoneOf(null, inventory), zoneNameOf) },
      period: read<TimePeriod | null>("period", null, periodIn(inventory)),
      policy: read("policy", DEFAULT_POLICY, policyOf),
      countsSoftProblems: read("soft", false, booleanOf),
    },
    isCsv: read("format", false, isCsvOf),
  };
  refuseMistakes(mistakes);
  return { target: target!, ...query };
}

class Mistake {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

function targetOf(idIn: (name: string) => number | null, mistakes: BodyMistake[]): ReportTarget | null {
  const [hostId, serviceId] = [idIn("host_id"), idIn("service_id")];
  const [hostGroupId, serviceGroupId] = [idIn("hostgroup_id"), idIn("servicegroup_id")];
  if (mistakes.length > 0) return null;
  const named = [hostId, hostGroupId, serviceGroupId].filter((id) => id !== null).length;
  if (named !== 1 || (serviceId !== null && hostId === null)) {
    const text = "Name one of host_id, host_id with service_id, hostgroup_id, servicegroup_id.";
    mistakes.push({ field: "", text });
    return null;
  }
  if (hostGroupId !== null) return { kind: "hostgroup", groupId: hostGroupId };
  if (serviceGroupId !== null) return { kind: "servicegroup", groupId: serviceGroupId };
  return serviceId === null ? { kind: "host", hostId: hostId! } : { kind: "service", hostId: hostId!, serviceId };
}

const idOf = (text: string): number | Mistake =>
  /^\d{1,15}$/.test(text) ? Number(text) : new Mistake("This should be the number of an object.");

const dateOf = (text: string): string | Mistake => (isDate(text) ? text : new Mistake(NO_DATE));

const zoneNameOf = (text: string): string | Mistake =>
  isTimeZone(text) ? zoneName(text) : new Mistake("This should be an IANA time zone such as Europe/Paris.");

const periodIn =
  ({ timePeriods }: Inventory) =>
  (text: string): TimePeriod | Mistake =>
    timePeriods.get(text) ??
    new Mistake(`There is no time period of this name.${didYouMean(similarNames(text, timePeriods.keys()))}`);

function policyOf(text: string): Policy | Mistake {
  if (text.length > MAX_POLICY_LENGTH) return new Mistake(`This should have at most ${MAX_POLICY_LENGTH} characters.`);
  const policy = parsePolicy(text);
  return "mistake" in policy ? new Mistake(`${policy.mistake.message}.`) : policy;
}

const modeOf = (text: string): ReportMode | Mistake =>
  parseMode(text) ?? new Mistake("This should be all, any, mean or the least number of good members.");

function booleanOf(text: string): boolean | Mistake {
  if (text === "true" || text === "false") return text === "true";
  return new Mistake("This should be true or false.");
}

function isCsvOf(text: string): boolean | Mistake {
  if (text === "csv" || text === "json") return text === "csv";
  return new Mistake("This should be json or csv.");
}
