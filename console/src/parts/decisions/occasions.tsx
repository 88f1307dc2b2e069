import type { Decision } from "../../data/wire-detail.ts";
import { useWords } from "../../words/use-words.tsx";
import { ExactTime } from "../history/event-lines.tsx";
import { StateMark } from "../state-mark.tsx";
import styles from "./occasions.module.css";

/** Decisions of one event about one resource. */
export interface Occasion {
  readonly id: number;
  readonly decisions: readonly Decision[];
}

/** Decisions next to each other that are about the same, in their order. */
export function occasionsOf(decisions: readonly Decision[]): readonly Occasion[] {
  const occasions: { id: number; decisions: Decision[] }[] = [];
  for (const decision of decisions) {
    const last = occasions.at(-1);
    const before = last?.decisions[0];
    if (
      last !== undefined &&
      before?.key === decision.key &&
      before.time === decision.time &&
      before.kind === decision.kind
    )
      last.decisions.push(decision);
    else occasions.push({ id: decision.id, decisions: [decision] });
  }
  return occasions;
}

/** What was decided on: when, in which state, of which kind. */
export function OccasionHead({ decision }: { readonly decision: Decision }) {
  const { notifications } = useWords();
  const kinds: Readonly<Record<string, string>> = notifications.kinds;
  return (
    <p className={styles["head"]}>
      <ExactTime time={decision.time} />
      <StateMark state={decision.state} />
      <span className="muted">{kinds[decision.kind] ?? decision.kind}</span>
    </p>
  );
}
