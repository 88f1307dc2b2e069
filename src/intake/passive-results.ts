import type { PluginOutput } from "../model/check-result.ts";
import { knownSecrets, maskSecrets, type Secret } from "../engine/check/known-secrets.ts";
import { parsePluginOutput } from "../engine/check/plugin-output.ts";
import type { Inventory, Resource } from "../model/objects.ts";
import type { Clock } from "../lib/clock.ts";
import type { PassiveOutcome, PassiveResult } from "../operations/result/passive-result.ts";
import type { AuditOfResult, Durability, Intake } from "./accept-result.ts";

/** Way of passive results into the intake, from all interfaces. */
export interface PassiveResults {
  /** Does nothing if passive checks are off, or for a result older than the last check. */
  accept(
    resource: Resource,
    result: PassiveResult,
    durability: Durability,
    audit?: AuditOfResult,
  ): Promise<PassiveOutcome>;
}

export interface PassiveResultsOptions {
  readonly inventory: () => Inventory;
  readonly intake: Intake;
  readonly clock: Clock;
}

export function createPassiveResults({ inventory, intake, clock }: PassiveResultsOptions): PassiveResults {
  const accepts = ({ kind }: Resource): boolean => {
    const { main } = inventory();
    return kind === "host" ? main.acceptPassiveHostChecks : main.acceptPassiveServiceChecks;
  };
  return {
    accept(resource, { returnCode, output, at }, durability, audit) {
      if (!accepts(resource)) return OFF_FOR_ALL;
      if (resource.passiveChecks === false) return OFF_FOR_RESOURCE;
      // A clock that is ahead on another machine must not hide later results.
      const time = Math.min(at, Math.floor(clock.now()));
      return intake.accept(
        {
          key: resource.key,
          checkType: "passive",
          returnCode,
          output: passiveOutput(output, knownSecrets(resource, inventory())),
          dueAt: null,
          startedAt: time,
          finishedAt: time,
          commandLine: null,
        },
        durability,
        audit,
      );
    },
  };
}

const OFF_FOR_ALL = Promise.resolve("off-for-all" as const);
const OFF_FOR_RESOURCE = Promise.resolve("off-for-resource" as const);

function passiveOutput(written: string, secrets: readonly Secret[]): PluginOutput {
  const printed = written.includes("\\")
    ? written.replace(/\\([\\n])/g, (_, escaped) => (escaped === "n" ? "\n" : "\\"))
    : written;
  return parsePluginOutput(maskSecrets(printed, secrets));
}
