import type { ReactNode } from "react";
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from "react-aria-components";
import styles from "./tabs.module.css";

export interface TabItem<Id extends string> {
  readonly id: Id;
  readonly title: ReactNode;
  /** Drawn only while the tab is chosen. */
  readonly content: () => ReactNode;
}

interface Properties<Id extends string> {
  readonly label: string;
  readonly tabs: readonly TabItem<Id>[];
  readonly selected: Id;
  readonly onSelect: (id: Id) => void;
}

/** Tabs of a panel; which one is chosen belongs into the address. */
export function Tabs<Id extends string>({ label, tabs, selected, onSelect }: Properties<Id>) {
  return (
    <AriaTabs className={styles["tabs"] ?? ""} selectedKey={selected} onSelectionChange={(key) => onSelect(key as Id)}>
      <TabList className={styles["list"] ?? ""} aria-label={label}>
        {tabs.map(({ id, title }) => (
          <Tab key={id} id={id} className={styles["tab"] ?? ""}>
            {title}
          </Tab>
        ))}
      </TabList>
      {tabs.map(({ id, content }) => (
        <TabPanel key={id} id={id} className={styles["panel"] ?? ""}>
          {content()}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
