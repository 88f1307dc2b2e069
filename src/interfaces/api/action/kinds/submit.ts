import Type, { type Static } from "typebox";
import type { CheckResult } from "../../../../model/check-result.ts";
import type { RefusalCode } from "../../../../model/refusal-codes.ts";
import { type ResourceKind, stateOfName } from "../../../../model/state-code.ts";
import type { PassiveOutcome } from "../../../../operations/result/passive-result.ts";
import { started } from "../../lookup.ts";
import { strict } from "../../resource-references.ts";
import { MAX_TEXT_LENGTH } from "../../result/schema.ts";
import { type ActionKind, type ActionTarget, nameOf, needsRole, skip, type Skipped } from "../action-kind.ts";

const STATES = ["UP", "DOWN", "UNREACHABLE", "OK", "WARNING", "CRITICAL", "UNKNOWN"] as const;

const submitOptions = Type.Object(
  {
    state: Type.Enum([...STATES], { description: "One of hosts, or one of services" }),
    output: Type.Optional(Type.String({ maxLength: MAX_TEXT_LENGTH })),
    perfdata: Type.Optional(Type.String({ maxLength: MAX_TEXT_LENGTH })),
  },
  strict,
);

export const submit: ActionKind = {
  options: submitOptions,
  takesResources: true,
  prepare(options, { caller, actor, parts: { passiveResults } }) {
    const { state, output = "", perfdata = "" } = options as Static<typeof submitOptions>;
    return {
      missingRight: needsRole(caller, "submit_result"),
      async act(targets) {
        const fitting = targets.filter(({ resource }) => stateOfName(resource.kind, state) !== null);
        const outcomes = await started(passiveResults()).submitResults(
          fitting.map(({ resource }) => ({
            resource,
            result: {
              returnCode: stateOfName(resource.kind, state) as CheckResult["returnCode"],
              output: `${output}|${perfdata}`,
              at: null,
            },
          })),
          actor,
        );
        const isAccepted = (_: unknown, index: number): boolean => outcomes[index] === "accepted";
        return {
          done: fitting.filter(isAccepted).map(({ resource }) => ({ key: resource.key, id: null })),
          skipped: [
            ...targets.filter((target) => !fitting.includes(target)).map((target) => ofOtherKind(target)),
            ...fitting.flatMap((target, index) => ignored(target, outcomes[index]!) ?? []),
          ],
        };
      },
    };
  },
};

const KIND_STATES: Readonly<Record<ResourceKind, string>> = {
  host: "a host is UP, DOWN or UNREACHABLE",
  service: "a service is OK, WARNING, CRITICAL or UNKNOWN",
};

const ofOtherKind = (target: ActionTarget): Skipped =>
  skip(target, "state-of-other-kind", `${nameOf(target)}: ${KIND_STATES[target.resource.kind]}`, {
    type: target.resource.kind,
  });

const IGNORED: Readonly<Record<Exclude<PassiveOutcome, "accepted">, { code: RefusalCode; text: string }>> = {
  "unknown-resource": { code: "not-found", text: "is not configured any more" },
  outdated: { code: "result-outdated", text: "has a newer result" },
  "off-for-all": { code: "passive-checks-off", text: "takes no results: passive checks are off for all" },
  "off-for-resource": { code: "passive-checks-off", text: "takes no results: its passive checks are off" },
};

function ignored(target: ActionTarget, outcome: PassiveOutcome): Skipped | undefined {
  if (outcome === "accepted") return undefined;
  const { code, text } = IGNORED[outcome];
  return skip(target, code, `${nameOf(target)} ${text}`, { for_all: outcome === "off-for-all" });
}
