import type { State } from "../data/wire.ts";
import { useWords } from "../words/use-words.tsx";
import { StateShape } from "./state-shape.tsx";
import styles from "./state-mark.module.css";

interface Properties {
  readonly state: State;
  /** Acknowledged or in downtime: the same shape, outlined and muted. */
  readonly isHandled?: boolean;
  /** Not confirmed yet: hollow, with the word *soft*. */
  readonly isSoft?: boolean;
  /** Without its word: only where the word stands beside it, or a label names it. */
  readonly isShapeOnly?: boolean;
}

/** A state as shape, word and colour. The words are the field's in every language; their meaning is the title. */
export function StateMark({ state, isHandled = false, isSoft = false, isShapeOnly = false }: Properties) {
  const { common } = useWords();
  return (
    <span
      className={styles["mark"]}
      data-state={state}
      data-handled={isHandled || undefined}
      data-state-colour
      title={common.states[state]}
    >
      <StateShape state={state} isHollow={isHandled || isSoft} />
      {isShapeOnly ? (
        <span className="for-screen-readers">{state}</span>
      ) : (
        <span className={styles["word"]}>{state}</span>
      )}
      {isSoft && !isShapeOnly && <span className={styles["soft"]}>{common.soft}</span>}
    </span>
  );
}
