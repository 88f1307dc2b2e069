import { killWriter } from "../../timeseries/kill-writer.ts";
import type { AttackPart } from "../attack-part.ts";

const KILLS = { small: 12, full: 1_000 };

/** kill -9 of a process that writes time series, at any moment of logging, sweeping and sealing. */
export const seriesKills: AttackPart = {
  name: "series-kills",
  async run({ size, random, folder }) {
    const { kills, days, confirmed, faults } = await killWriter(folder, KILLS[size], random);
    return { counts: { kills, "days sealed or open": days, "confirmed results": confirmed }, failures: faults };
  },
};
