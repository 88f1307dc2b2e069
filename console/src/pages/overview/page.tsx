import { summary } from "../../data/live.ts";
import { EmptyState } from "../../parts/empty-state.tsx";
import { Page } from "../../parts/page.tsx";
import { Skeleton } from "../../parts/skeleton.tsx";
import { useStore } from "../../parts/use-store.ts";
import { useWords } from "../../words/use-words.tsx";
import { GroupsCard } from "./groups-card.tsx";
import { JustNow } from "./just-now.tsx";
import { LastDay } from "./last-day-card.tsx";
import { Longest } from "./longest.tsx";
import { StateTiles } from "./state-tiles.tsx";
import styles from "./overview.module.css";

/** Everything at a glance; each number leads to the list that it counts. */
export function OverviewPage() {
  const { overview } = useWords();
  const told = useStore(summary);
  return (
    <Page title={overview.title}>
      {told === null ? (
        <Skeleton rows={3} />
      ) : told.total === 0 ? (
        <EmptyState title={overview.nothing}>{overview.nothingHint}</EmptyState>
      ) : (
        <div className={styles["grid"]}>
          <StateTiles kind="host" counts={told.host} />
          <StateTiles kind="service" counts={told.service} />
          <GroupsCard />
          <Longest />
          <LastDay />
          <JustNow />
        </div>
      )}
    </Page>
  );
}
