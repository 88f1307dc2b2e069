import type { MainSettings, Inventory, Resource } from "../model/objects.ts";
import { checkIntervalSeconds, maxCheckAttemptsOf, retryIntervalSeconds } from "../engine/schedule/check-times.ts";
import type { Engine } from "../model/dialect.ts";
import type { FlapRules, Rules } from "../engine/state/rules.ts";

/** Rules for the states of one resource, from the configuration. */
export function rulesOf(resource: Resource, inventory: Inventory, engine: Engine): Rules {
  const { main } = inventory;
  const { options } = resource;
  return {
    ...flapRulesOf(resource, main, engine),
    maxCheckAttempts: maxCheckAttemptsOf(resource),
    isVolatile: resource.isVolatile,
    checkIntervalSeconds: checkIntervalSeconds(resource, inventory),
    retryIntervalSeconds: retryIntervalSeconds(resource, inventory),
    stalkOn: options.stalkOn,
    isHostCheckingAggressive: main.useAggressiveHostChecking,
    arePassiveHostChecksSoft: main.passiveHostChecksAreSoft,
  };
}

/** Part of the rules for flap detection; thresholds of 0 use those of the main file. */
export function flapRulesOf(resource: Resource, main: MainSettings, engine: Engine): FlapRules {
  return {
    kind: resource.kind,
    engine,
    isFlapDetectionEnabled: main.enableFlapDetection && resource.options.flapDetectionEnabled,
    lowFlapThreshold: lowOf(resource, main),
    highFlapThreshold: highOf(resource, main),
    flapDetectionOn: resource.options.flapDetectionOn,
  };
}

const lowOf = ({ kind, options }: Resource, main: MainSettings): number =>
  options.lowFlapThreshold || (kind === "host" ? main.lowHostFlapThreshold : main.lowServiceFlapThreshold);

const highOf = ({ kind, options }: Resource, main: MainSettings): number =>
  options.highFlapThreshold || (kind === "host" ? main.highHostFlapThreshold : main.highServiceFlapThreshold);
