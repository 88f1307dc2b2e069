import type { AskSeries } from "../series-client.ts";
import type { CopiedSeries } from "./copied-series.ts";

/** Another store with the values of some services of Vigie. */
export interface SeriesPeer {
  readonly name: string;
  /** Reads the first metric of each service. Throws unless the answer has all of them. */
  readonly ask: AskSeries;
  stop(): Promise<void>;
}

/** Resolves with null if the program is not installed. */
export type StartPeer = (series: CopiedSeries) => Promise<SeriesPeer | null>;

export function missing(program: string): null {
  console.log(`${program} is not installed: left out`);
  return null;
}
