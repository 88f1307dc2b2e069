import { Refusal } from "../../../model/refusal.ts";
import { namesOf } from "../../../model/inventory-index.ts";
import type { Resource } from "../../../model/objects.ts";
import type { UnixSeconds } from "../../../lib/clock.ts";
import type { Caller } from "../../../access/caller.ts";
import type { Actor } from "../../../operations/audit/actor.ts";
import type { PassiveResult } from "../../../operations/result/passive-result.ts";
import { findHost, findService, started } from "../lookup.ts";
import type { ApiParts } from "../api-parts.ts";
import { MAX_TEXT_LENGTH } from "../result/schema.ts";

/** Maximum number of results in one request. */
const MAX_RESULTS = 10_000;

interface Outcome {
  readonly code: number;
  readonly message: string;
}

interface Accepted extends Outcome {
  readonly resource: Resource;
  readonly result: PassiveResult;
}

const STATUSES: Readonly<Record<"host" | "service", readonly string[]>> = {
  host: ["up", "down", "unknown"],
  service: ["ok", "warning", "critical", "unknown"],
};

/** `action=submit`: results by names; each has an outcome of its own, and those that are accepted are processed. */
export async function submitOld(
  body: unknown,
  caller: Caller,
  actor: Actor,
  parts: ApiParts,
): Promise<readonly Outcome[]> {
  const door = started(parts.passiveResults());
  const results = resultsOf(body);
  const now = parts.clock.now();
  const outcomes = results.map((result) => readResult(result, caller, parts, now));
  const accepted = outcomes.filter((outcome): outcome is Accepted => "resource" in outcome);
  await door.submitResults(
    accepted.map(({ resource, result }) => ({ resource, result })),
    actor,
  );
  return outcomes.map(({ code, message }) => ({ code, message }));
}

function resultsOf(body: unknown): readonly unknown[] {
  const results = typeof body === "object" && body !== null && "results" in body ? body.results : undefined;
  if (!Array.isArray(results) || results.length > MAX_RESULTS)
    throw new Refusal("old-api-body", `Bad arguments: "results" should be a list of at most ${MAX_RESULTS} results`);
  return results;
}

function readResult(value: unknown, caller: Caller, parts: ApiParts, now: UnixSeconds): Outcome | Accepted {
  const members: Readonly<Record<string, unknown>> =
    typeof value === "object" && value !== null ? { ...(value as object) } : {};
  const [host, service, status, output, time] = ["host", "service", "status", "output", "updatetime"].map((name) =>
    textOf(members[name]),
  );
  const perfdata = textOf(members["perfdata"]) ?? "";
  if (!host || status === undefined || output === undefined || time === undefined) return wrong("Missing argument.");
  if (output.length > MAX_TEXT_LENGTH || perfdata.length > MAX_TEXT_LENGTH) return wrong("The text is too long.");
  if (!/^\d{1,12}$/.test(time)) return wrong("The timestamp is not an integer.");

  const kind = service ? "service" : "host";
  const resource = resourceNamed(host, service, caller, parts);
  if (resource === undefined) return { code: 404, message: `The ${kind} is not present.` };
  if (!caller.hasRole(`${kind}_submit_result`)) return { code: 403, message: "No right to submit results." };
  const word = STATUSES[kind].indexOf(status.toLowerCase());
  const returnCode = word === -1 && /^\d$/.test(status) ? Number(status) : word;
  if (STATUSES[kind][returnCode] === undefined) return wrong("Bad status word.");
  return {
    code: 202,
    message: "The status send to the engine",
    resource,
    result: {
      returnCode: returnCode as PassiveResult["returnCode"],
      output: `${output}|${perfdata}`,
      at: Math.min(Number(time), now),
    },
  };
}

/** Host or service that the caller sees. */
function resourceNamed(
  hostName: string,
  description: string | undefined,
  { visibility }: Caller,
  { inventory, realtime }: ApiParts,
): Resource | undefined {
  const names = namesOf(inventory());
  if (!description) {
    const host = names.hosts.get(hostName);
    return host && findHost(realtime, host.hostId, visibility)?.host;
  }
  const service = names.service(hostName, description);
  return service && findService(realtime, service.hostId, service.serviceId, visibility)?.service;
}

const textOf = (value: unknown): string | undefined =>
  typeof value === "string" ? value : typeof value === "number" ? String(value) : undefined;

const wrong = (message: string): Outcome => ({ code: 400, message });
