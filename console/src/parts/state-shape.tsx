import type { State } from "../data/wire.ts";
import { classNames } from "./class-names.ts";
import styles from "./state-shape.module.css";

interface Properties {
  readonly state: State;
  readonly isHollow?: boolean;
}

/** Shape of a state, in the colour of its text; WARNING is filled with its own. */
export function StateShape({ state, isHollow = false }: Properties) {
  const isWarning = state === "WARNING";
  return (
    <svg
      className={classNames(styles["shape"], isHollow && styles["hollow"], isWarning && styles["warning"])}
      viewBox="0 0 16 16"
      aria-hidden
    >
      {SHAPES[state]}
    </svg>
  );
}

const TICK = <path className={styles["line"]} d="M2.5 8.5 6.3 12.3 13.5 4.2" />;
const QUESTION = (
  <>
    <rect className={styles["area"]} x="1.5" y="1.5" width="13" height="13" rx="4" />
    <path className={styles["sign"]} d="M5.9 6.2a2.1 2.1 0 1 1 3 1.9c-.6.3-.9.7-.9 1.4" />
    <circle className={styles["dot"]} cx="8" cy="11.7" r="0.9" />
  </>
);

const SHAPES = {
  OK: TICK,
  UP: TICK,
  WARNING: <path className={styles["area"]} d="M8 1.8 14.8 14H1.2z" />,
  CRITICAL: <path className={styles["area"]} d="M8 .8 15.2 8 8 15.2.8 8z" />,
  DOWN: <rect className={styles["area"]} x="2" y="2" width="12" height="12" rx="1" />,
  UNKNOWN: QUESTION,
  UNREACHABLE: <path className={styles["line"]} d="M8 1.5 14.5 8 8 14.5 1.5 8z" />,
  PENDING: <circle className={styles["line"]} cx="8" cy="8" r="5.5" />,
} as const satisfies Record<State, unknown>;
