/** What stays different, by name: the table in docs/configuration.md gives the reasons. */
export const KNOWN_DIFFERENCES = [
  "initial state",
  "up among the options of a host",
  "interval of an escalation",
  "dependency on no state",
] as const;
export type KnownDifference = (typeof KNOWN_DIFFERENCES)[number];

/** How Vigie's interval of an escalation is written that Nagios takes for 0. */
export const INTERVAL_OF_RESOURCE = "that of the resource";

/** The name of a difference that is meant to be; null when this one is not. */
export function knownDifference(type: string, name: string, nagios: string, vigie: string): KnownDifference | null {
  if (name === "initial_state" && nagios === "o") return "initial state";
  if (type === "host" && STATE_OPTIONS.has(name) && sorted(vigie.replace("o", "u")) === nagios)
    return "up among the options of a host";
  return null;
}

/** Why an object of Nagios alone is meant to be missing here. */
export function knownToBeMissing(type: string, values: ReadonlyMap<string, string>): KnownDifference | null {
  return type === "hostdependency" && values.get("execution_failure_options") === "n" ? "dependency on no state" : null;
}

const STATE_OPTIONS = new Set(["flap_detection_options", "stalking_options"]);

const sorted = (letters: string): string => letters.split(",").sort().join(",");
