import type { Observation } from "./observation.ts";
import { observationKey } from "./observation.ts";

/** Content of the retention file, which Nagios writes on SAVE_STATE_INFORMATION. */
export interface Retained {
  readonly observations: ReadonlyMap<string, Observation>;
  readonly outputs: ReadonlyMap<string, string>;
  /** Time of the next active check by resource, Unix seconds; not when these are off. */
  readonly nextChecks: ReadonlyMap<string, number>;
  /** Commands that delete the existing downtimes, by comment. */
  readonly deletions: ReadonlyMap<string, string>;
}

export function parseRetention(text: string): Retained {
  const observations = new Map<string, Observation>();
  const outputs = new Map<string, string>();
  const nextChecks = new Map<string, number>();
  const deletions = new Map<string, string>();
  const depths = new Map<string, number>();
  for (const block of text.matchAll(/^(\w+) \{\n([^]*?)^\}/gm)) {
    const kind = block[1]!;
    if (!/^(host|service|hostdowntime|servicedowntime)$/.test(kind)) continue;
    const read = (name: string): string | null => valueOf(block[2]!, name);
    const key = observationKey(read("host_name") ?? "", read("service_description"));
    if (kind.endsWith("downtime")) {
      deletions.set(
        read("comment") ?? "",
        `DEL_${kind === "hostdowntime" ? "HOST" : "SVC"}_DOWNTIME;${read("downtime_id")}`,
      );
      depths.set(key, (depths.get(key) ?? 0) + Number(read("is_in_effect")));
    } else {
      observations.set(key, observationOf(read));
      outputs.set(key, read("plugin_output") ?? "");
      if (read("active_checks_enabled") === "1") nextChecks.set(key, Number(read("next_check")));
    }
  }
  for (const [key, downtimeDepth] of depths) {
    const observation = observations.get(key);
    if (observation !== undefined) observations.set(key, { ...observation, downtimeDepth });
  }
  return { observations, outputs, nextChecks, deletions };
}

function valueOf(block: string, name: string): string | null {
  const start = block.startsWith(`${name}=`) ? 0 : block.indexOf(`\n${name}=`) + 1;
  if (start === 0 && !block.startsWith(`${name}=`)) return null;
  return block.slice(start + name.length + 1, block.indexOf("\n", start));
}

const observationOf = (read: (name: string) => string | null): Observation => ({
  state: Number(read("current_state")),
  stateType: Number(read("state_type")),
  attempt: Number(read("current_attempt")),
  lastHardState: Number(read("last_hard_state")),
  acknowledgement:
    (["none", "normal", "sticky"] as const)[
      read("problem_has_been_acknowledged") === "1" ? Number(read("acknowledgement_type")) : 0
    ] ?? "none",
  downtimeDepth: 0,
  isFlapping: read("is_flapping") === "1",
  stateChange: read("percent_state_change") ?? "",
  notifications: "",
  downtimeNotifications: "",
});
