import type { Block } from "../../../src/data/timeseries/block/block.ts";
import type { DayNumber } from "../../../src/data/timeseries/day.ts";
import type { SeriesFolder } from "../../../src/data/timeseries/files/series-folder.ts";
import { StoredBlocks } from "../../../src/data/timeseries/read/stored-blocks.ts";

/** Values of the first services of Vigie, for its peers. */
export interface CopiedSeries {
  readonly firstDay: DayNumber;
  /** For each service its days, oldest first. */
  readonly resources: readonly (readonly Block[])[];
}

/** Reads the last sealed days of the first services. */
export function copiedSeries(folder: SeriesFolder, services: number, days: number): CopiedSeries {
  const blocks = new StoredBlocks(folder, (path, slot, reason) => console.error(path, slot, reason));
  blocks.refresh();
  const copied = folder.sealedDays().slice(-days);
  const resources: (readonly Block[])[] = [];
  for (let slot = 1; slot <= services; slot++) {
    const ofSlot = copied.map((day) => blocks.raw(slot, day, null)).filter((block) => block !== null);
    if (ofSlot.length === days) resources.push(ofSlot);
  }
  blocks.close();
  return { firstDay: copied[0]!, resources };
}
