import { textOf, type Directives } from "./definition.ts";
import { flagOf, numberOf, statesOf } from "./directive-values.ts";
import type { NumericKind } from "./numeric-values.ts";
import type { CheckableOptions } from "../../model/objects.ts";
import { allStates } from "./state-letters.ts";
import type { ValuePool } from "./value-pool.ts";

/** Directives of hosts and services that are read and kept, but have no effect. */
export const UNUSED_DIRECTIVES = [
  "obsess",
  "parallelize_check",
  "vrml_image",
  "statusmap_image",
  "2d_coords",
  "3d_coords",
] as const;

const OPTION_DIRECTIVES = [
  "event_handler",
  "event_handler_enabled",
  "flap_detection_enabled",
  "low_flap_threshold",
  "high_flap_threshold",
  "flap_detection_options",
  "check_freshness",
  "freshness_threshold",
  "stalking_options",
  "recovery_notification_delay",
  "acknowledgement_timeout",
  "importance",
  "process_perf_data",
  "retain_status_information",
  "retain_nonstatus_information",
  ...UNUSED_DIRECTIVES,
] as const;

/** Reads the options that few resources set, with Nagios's defaults. Equal directives share one frozen object. */
export function checkableOptions(kind: "host" | "service", directives: Directives, pool: ValuePool): CheckableOptions {
  let key = "";
  for (const name of OPTION_DIRECTIVES) {
    const directive = directives.get(name);
    if (directive !== undefined) key += `${name} ${directive.value}\n`;
  }
  return pool.options(`${kind}\n${key}`, () => readOptions(kind, directives, pool));
}

function readOptions(kind: "host" | "service", directives: Directives, pool: ValuePool): CheckableOptions {
  const eventHandler = textOf(directives, "event_handler");
  const flag = (name: string, absent: boolean): boolean => flagOf(directives, name, absent) ?? absent;
  const number = (name: string, of: NumericKind): number => numberOf(directives, name, of, 0) ?? 0;
  const states = (name: string): ReadonlySet<number> | null => statesOf(directives, name, `${kind}-states`);
  return Object.freeze({
    eventHandler: eventHandler ? pool.commandCall(eventHandler) : null,
    eventHandlerEnabled: flag("event_handler_enabled", true),
    flapDetectionEnabled: flag("flap_detection_enabled", true),
    lowFlapThreshold: number("low_flap_threshold", "percent"),
    highFlapThreshold: number("high_flap_threshold", "percent"),
    flapDetectionOn: states("flap_detection_options") ?? allStates(`${kind}-states`),
    checkFreshness: flag("check_freshness", false),
    freshnessThresholdSeconds: number("freshness_threshold", "whole"),
    stalkOn: states("stalking_options") ?? new Set<number>(),
    recoveryNotificationDelay: number("recovery_notification_delay", "interval"),
    acknowledgementTimeout: number("acknowledgement_timeout", "interval"),
    importance: number("importance", "whole"),
    processPerfData: flag("process_perf_data", true),
    retainStatus: flag("retain_status_information", true),
    retainNonstatus: flag("retain_nonstatus_information", true),
    unused: unusedOf(directives),
  });
}

const NOTHING: ReadonlyMap<string, string> = new Map();

function unusedOf(directives: Directives): ReadonlyMap<string, string> {
  const unused = new Map<string, string>();
  for (const name of UNUSED_DIRECTIVES) {
    const text = textOf(directives, name);
    if (text !== undefined && text !== null) unused.set(name, text);
  }
  return unused.size === 0 ? NOTHING : unused;
}
