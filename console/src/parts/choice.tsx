import type { ReactNode } from "react";
import { ToggleButton, ToggleButtonGroup } from "react-aria-components";
import styles from "./choice.module.css";

interface Option<Id extends string> {
  readonly id: Id;
  readonly title: ReactNode;
}

interface Properties<Id extends string> {
  readonly label: string;
  readonly options: readonly Option<Id>[];
  readonly selected: Id;
  readonly onSelect: (id: Id) => void;
}

/** One of a few, side by side. */
export function Choice<Id extends string>({ label, options, selected, onSelect }: Properties<Id>) {
  return (
    <ToggleButtonGroup
      className={styles["choice"] ?? ""}
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[selected]}
      onSelectionChange={(keys) => {
        const [key] = keys;
        if (key !== undefined) onSelect(key as Id);
      }}
    >
      {options.map(({ id, title }) => (
        <ToggleButton key={id} id={id} className={styles["option"] ?? ""}>
          {title}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}

interface ManyProperties<Id extends string> extends Omit<Properties<Id>, "selected" | "onSelect"> {
  readonly selected: readonly Id[];
  readonly onSelect: (ids: readonly Id[]) => void;
}

/** Any of a few, side by side; none is all. */
export function Choices<Id extends string>({ label, options, selected, onSelect }: ManyProperties<Id>) {
  return (
    <ToggleButtonGroup
      className={styles["choice"] ?? ""}
      aria-label={label}
      selectionMode="multiple"
      selectedKeys={selected}
      onSelectionChange={(keys) => onSelect(options.map(({ id }) => id).filter((id) => keys.has(id)))}
    >
      {options.map(({ id, title }) => (
        <ToggleButton key={id} id={id} className={styles["option"] ?? ""}>
          {title}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
