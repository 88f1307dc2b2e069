import { Check, Minus } from "lucide-react";
import { classNames } from "../../parts/class-names.ts";
import styles from "./grid.module.css";

interface Properties {
  readonly label: string;
  readonly isSelected: boolean;
  readonly isPartly?: boolean;
  readonly onToggle: (event: React.MouseEvent) => void;
}

/** Box of a row that is pressed to select it; Tab does not stop here, `x` does the same. */
export function SelectionBox({ label, isSelected, isPartly = false, onToggle }: Properties) {
  return (
    <span
      role="checkbox"
      aria-checked={isPartly ? "mixed" : isSelected}
      aria-label={label}
      tabIndex={-1}
      className={classNames(styles["check"], (isSelected || isPartly) && styles["checked"])}
      onClick={(event) => {
        event.stopPropagation();
        onToggle(event);
      }}
      onKeyDown={(event) => {
        if (event.key === " ") onToggle(event as unknown as React.MouseEvent);
      }}
    >
      {isPartly ? (
        <Minus size={12} strokeWidth={3} aria-hidden />
      ) : (
        isSelected && <Check size={12} strokeWidth={3} aria-hidden />
      )}
    </span>
  );
}
