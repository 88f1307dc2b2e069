import { Link } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { askDowntime } from "../../data/actions/action-store.ts";
import { Button } from "../../parts/button.tsx";
import { useOffReason } from "../../parts/actions/use-actions.ts";
import { useKeys } from "../../parts/keys.tsx";
import { useTimeStyle } from "../../parts/preferences.tsx";
import { TextFilter } from "../../parts/text-filter.tsx";
import { useServerZone } from "../../parts/session.tsx";
import { useWords } from "../../words/use-words.tsx";
import styles from "./downtimes.module.css";

/** Buttons of the pages of downtimes. */
export function NewDowntime() {
  const { downtimes } = useWords();
  const offReason = useOffReason("host_schedule_downtime", "service_schedule_downtime");
  const open = (): void => {
    if (offReason === undefined) askDowntime();
  };
  useKeys(downtimes.title, [{ keys: "n", label: downtimes.new, run: open }]);
  return (
    <Button look="main" offReason={offReason} onPress={askDowntime}>
      <Plus size={16} aria-hidden />
      {downtimes.new}
    </Button>
  );
}

/** Which of the pages of handled problems and planned work, and in which zone times are. */
export function DowntimesHead() {
  const { acknowledgements, downtimes } = useWords();
  const { zone } = useTimeStyle();
  const serverZone = useServerZone();
  return (
    <div className={styles["head"]}>
      <nav className={styles["tabs"]} aria-label={downtimes.views}>
        <Link to="/downtimes" activeOptions={{ exact: true, includeSearch: false }}>
          {downtimes.list}
        </Link>
        <Link to="/downtimes/calendar" activeOptions={{ includeSearch: false }}>
          {downtimes.calendar}
        </Link>
        <Link to="/acknowledgements">{acknowledgements.title}</Link>
      </nav>
      <span className="muted">
        {zone}
        {serverZone !== null && serverZone !== zone && ` (${downtimes.serverZone(serverZone)})`}
      </span>
    </div>
  );
}

interface FilterProperties {
  readonly q: string | undefined;
  readonly onSearch: (q: string | undefined) => void;
}

/** Narrows a list to the hosts and services of a search. */
export function HandledFilter({ q, onSearch }: FilterProperties) {
  const { downtimes } = useWords();
  return (
    <div className={styles["filter"]}>
      <TextFilter label={downtimes.filter} hint={downtimes.filterHint} value={q} onChange={onSearch} />
    </div>
  );
}
