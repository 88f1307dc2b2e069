import { join } from "node:path";
import { damageFiles, writeTemplate } from "../../timeseries/damage-files.ts";
import type { AttackPart } from "../attack-part.ts";

const TRIES = { small: 120, full: 10_000 };

/** Cut and changed files of time series: whatever is read must be what was written. */
export const seriesDamage: AttackPart = {
  name: "series-damage",
  async run({ size, random, folder }) {
    writeTemplate(join(folder, "template"));
    const { tries, values, faults } = damageFiles(join(folder, "template"), folder, TRIES[size], random);
    const failures = values > tries * 5_000 ? faults : [...faults, `only ${values} values were read back`];
    return { counts: { "damaged files": tries, "values read back": values }, failures };
  },
};
