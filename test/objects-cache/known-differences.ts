/** Accepted differences, by name; the table in docs/configuration.md gives the reasons. */
export const KNOWN_DIFFERENCES = [
  "initial state",
  "up among the options of a host",
  "interval of an escalation",
  "dependency on no state",
] as const;
export type KnownDifference = (typeof KNOWN_DIFFERENCES)[number];

/** Marks an interval that Vigie takes from the resource and that Nagios writes as 0. */
export const INTERVAL_OF_RESOURCE = "that of the resource";

/** Name of an accepted difference; null for others. */
export function knownDifference(type: string, name: string, nagios: string, vigie: string): KnownDifference | null {
  if (name === "initial_state" && nagios === "o") return "initial state";
  if (type === "host" && STATE_OPTIONS.has(name) && sorted(vigie.replace("o", "u")) === nagios)
    return "up among the options of a host";
  return null;
}

/** Name of the accepted difference if Vigie may lack this object of Nagios; null otherwise. */
export function acceptedAsMissing(type: string, values: ReadonlyMap<string, string>): KnownDifference | null {
  return type === "hostdependency" && values.get("execution_failure_options") === "n" ? "dependency on no state" : null;
}

const STATE_OPTIONS = new Set(["flap_detection_options", "stalking_options"]);

const sorted = (letters: string): string => letters.split(",").sort().join(",");
