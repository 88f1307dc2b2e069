import { Check, Minus } from "lucide-react";
import { classNames } from "../../parts/class-names.ts";
import styles from "./grid.module.css";

interface Properties {
  readonly label: string;
  readonly isSelected: boolean;
  readonly isPartly?: boolean;
  /** Of a row: its grid takes presses and Space. */
  readonly onToggle?: () => void;
}

/** Box that is pressed to select; Tab does not stop here, `x` does the same. */
export function SelectionBox({ label, isSelected, isPartly = false, onToggle }: Properties) {
  return (
    <span
      role="checkbox"
      aria-checked={isPartly ? "mixed" : isSelected}
      aria-label={label}
      tabIndex={-1}
      className={classNames(styles["check"], (isSelected || isPartly) && styles["checked"])}
      onClick={onToggle}
    >
      {isPartly ? (
        <Minus size={12} strokeWidth={3} aria-hidden />
      ) : (
        isSelected && <Check size={12} strokeWidth={3} aria-hidden />
      )}
    </span>
  );
}
