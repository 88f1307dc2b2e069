import type { ResourceMetrics } from "../../data/wire-detail.ts";
import { useWords } from "../../words/use-words.tsx";
import styles from "./dated-band.module.css";
import { ExactTime } from "./event-lines.tsx";
import { StateBand } from "./state-band.tsx";

interface Properties {
  readonly data: Pick<ResourceMetrics, "states" | "downtimes" | "from" | "to">;
  /** Pixels. */
  readonly height: number;
}

/** States of a range, with its two ends. */
export function DatedBand({ data: { states, downtimes, from, to }, height }: Properties) {
  const { resource } = useWords();
  return (
    <>
      <StateBand {...{ downtimes, from, to, height }} steps={states} label={resource.timeline.bar} />
      <p className={styles["ends"]}>
        <ExactTime time={new Date(from * 1_000).toISOString()} />
        <ExactTime time={new Date(to * 1_000).toISOString()} />
      </p>
    </>
  );
}
