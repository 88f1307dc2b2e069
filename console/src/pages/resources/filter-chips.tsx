import { hasTerm, hasValue, toggleTerm, toggleValue } from "../../data/query-text.ts";
import type { State, NumberByState } from "../../data/wire.ts";
import { StateMark } from "../../parts/state-mark.tsx";
import { groupedNumber } from "../../words/count.ts";
import { useWords } from "../../words/use-words.tsx";
import styles from "./head.module.css";

interface Properties {
  readonly q: string;
  readonly onSearch: (q: string) => void;
  /** How many of the list are in each state. */
  readonly counts: NumberByState;
}

const STATES: readonly State[] = ["DOWN", "CRITICAL", "UNREACHABLE", "UNKNOWN", "WARNING", "PENDING", "OK", "UP"];
/** States that a chip offers although nothing of the list is in them. */
const ALWAYS: ReadonlySet<State> = new Set(["DOWN", "CRITICAL", "WARNING", "UNKNOWN"]);
const TERMS = [
  ["acknowledged", "is:acknowledged"],
  ["downtime", "is:downtime"],
  ["flapping", "is:flapping"],
  ["hard", "is:hard"],
] as const;

/** Parts of the search that a press adds or takes away; each state with its number in the list. */
export function FilterChips({ q, onSearch, counts }: Properties) {
  const words = useWords().resources;
  const states = STATES.filter(
    (state) => ALWAYS.has(state) || counts[state] !== undefined || hasValue(q, "state", state),
  );
  return (
    <div className={styles["chips"]} role="group" aria-label={words.filters}>
      {states.map((state) => (
        <Chip key={state} isOn={hasValue(q, "state", state)} onPress={() => onSearch(toggleValue(q, "state", state))}>
          {/* Muted without any, so that nothing looks like a problem where none is. */}
          <StateMark state={state} isHandled={(counts[state] ?? 0) === 0} /> <b>{groupedNumber(counts[state] ?? 0)}</b>
        </Chip>
      ))}
      <span className={styles["gap"]} />
      {(["host", "service"] as const).map((type) => (
        <Chip key={type} isOn={hasValue(q, "type", type)} onPress={() => onSearch(toggleValue(q, "type", type))}>
          {words.chips[type]}
        </Chip>
      ))}
      {TERMS.map(([name, term]) => (
        <Chip key={name} isOn={hasTerm(q, term)} onPress={() => onSearch(toggleTerm(q, term))}>
          {words.chips[name]}
        </Chip>
      ))}
    </div>
  );
}

interface ChipProperties {
  readonly isOn: boolean;
  readonly onPress: () => void;
  readonly children: React.ReactNode;
}

function Chip({ isOn, onPress, children }: ChipProperties) {
  return (
    <button type="button" className={styles["chip"]} aria-pressed={isOn} onClick={onPress}>
      {children}
    </button>
  );
}
