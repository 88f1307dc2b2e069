import type { AttackPart } from "../attack-part.ts";
import { attackConfigurations } from "../configurations.ts";

const CONFIGURATIONS = { small: 200, full: 5_000 };

/** Configurations with random faults: each is accepted, or refused with file and line. */
export const configurations: AttackPart = {
  name: "configurations",
  async run({ size, random }) {
    const { slowestMs, ...counts } = await attackConfigurations(CONFIGURATIONS[size], random.between(1, 1_000_000));
    return {
      counts: { ...counts, "ms the slowest took": slowestMs },
      failures: counts.accepted > 0 && counts.refused > 0 ? [] : ["Not some were accepted and some refused."],
    };
  },
};
