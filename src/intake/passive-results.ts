import type { PluginOutput } from "../model/check-result.ts";
import { knownSecrets } from "../model/known-secrets.ts";
import { maskSecrets, type Secret } from "../lib/mask-secrets.ts";
import { parsePluginOutput } from "../engine/check/plugin-output.ts";
import type { Inventory, Resource } from "../model/objects.ts";
import type { Clock } from "../lib/clock.ts";
import type { PassiveOutcome, PassiveResult } from "../operations/result/passive-result.ts";
import type { AuditOfResult, Durability, Intake } from "./accept-result.ts";

/** Way of passive results into the intake, from all interfaces. */
export interface PassiveResults {
  /** Reason why results of the resource have no effect now; null if they may have one. */
  refusalOf(resource: Resource): "off-for-all" | "off-for-resource" | null;
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
  const refusalOf: PassiveResults["refusalOf"] = ({ kind, passiveChecks }) => {
    const { main } = inventory();
    const isOnForAll = kind === "host" ? main.acceptPassiveHostChecks : main.acceptPassiveServiceChecks;
    if (!isOnForAll) return "off-for-all";
    return passiveChecks === false ? "off-for-resource" : null;
  };
  return {
    refusalOf,
    accept(resource, { returnCode, output, at }, durability, audit) {
      const refusal = refusalOf(resource);
      if (refusal !== null) return Promise.resolve(refusal);
      const now = Math.floor(clock.now());
      // A clock that is ahead on another machine must not hide later results.
      const time = at === null ? now : Math.min(at, now);
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
          ...(at === null && { isNewest: true }),
        },
        durability,
        audit,
      );
    },
  };
}

function passiveOutput(written: string, secrets: readonly Secret[]): PluginOutput {
  const printed = written.includes("\\")
    ? written.replace(/\\([\\n])/g, (_, escaped) => (escaped === "n" ? "\n" : "\\"))
    : written;
  return parsePluginOutput(maskSecrets(printed, secrets));
}
