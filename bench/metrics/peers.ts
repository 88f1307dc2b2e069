import type { SeriesFolder } from "../../src/data/timeseries/files/series-folder.ts";
import type { AskSeries } from "./series-client.ts";
export async function measurePeers(_a: AskSeries, _f: SeriesFolder, _r: number): Promise<void> {}
