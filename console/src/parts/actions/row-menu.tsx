import { useRef } from "react";
import { Menu, MenuItem, Popover, Separator } from "react-aria-components";
import { actionsOfRow, type RowAction, type RowActionId } from "../../data/actions/row-actions.ts";
import type { ActionTargets } from "../../data/actions/targets.ts";
import type { LiveRow } from "../../data/wire.ts";
import { useWords } from "../../words/use-words.tsx";
import { useMay, useSession } from "../session.tsx";
import styles from "./row-menu.module.css";
import { useActions } from "./use-actions.ts";

/** A way from a row to somewhere else. */
export interface RowWay {
  readonly id: "open" | "why" | "timeline" | "graph" | "host" | "copy";
  readonly go: () => void;
}

export interface RowMenuProperties {
  readonly row: LiveRow;
  /** What actions are on: the row, or what is selected with it. */
  readonly targets: ActionTargets;
  /** Where it opens, in pixels of the window. */
  readonly at: { readonly x: number; readonly y: number };
  readonly ways: readonly RowWay[];
  /** Actions that have buttons beside the menu. */
  readonly without?: ReadonlySet<RowActionId>;
  /** Stands where the row is, for a dialog in its place. */
  readonly element: Element | null;
  readonly onClose: () => void;
}

const KEYS: Partial<Record<RowWay["id"] | RowActionId, string>> = {
  open: "↵",
  why: "w",
  timeline: "e",
  graph: "m",
  host: "h",
  copy: "y",
  acknowledge: "a",
  "end-acknowledgement": "A",
  "schedule-downtime": "d",
  check: "r",
  comment: "c",
};

/** Menu of a row: the actions that its state and the roles of the account allow, and where it leads. */
export function RowMenu({ row, targets, at, ways, without, element, onClose }: RowMenuProperties) {
  const { actions: words } = useWords();
  const anchor = useRef<HTMLSpanElement>(null);
  const { is_admin: isAdmin } = useSession();
  const may = useMay();
  const { ask, run, offReason } = useActions();
  const actions = actionsOfRow(row, { isAdmin, may }).filter(({ id }) => without?.has(id) !== true);
  const what = targets.label ?? words.menu.selected(targets.count);

  const act = (action: RowAction): void => {
    if ("asks" in action) ask(action.asks, targets, element);
    else void run({ ...action.does, on: targets.on }, targets.label);
  };
  const choose = (id: string): void => {
    onClose();
    const way = ways.find((one) => one.id === id);
    const action = actions.find((one) => one.id === id);
    // The focus is back in the page by then.
    setTimeout(() => {
      way?.go();
      if (action !== undefined) act(action);
    });
  };
  return (
    <>
      <span ref={anchor} className={styles["anchor"]} style={{ left: at.x, top: at.y }} />
      <Popover
        className={styles["popover"] ?? ""}
        triggerRef={anchor}
        placement="bottom start"
        offset={2}
        isOpen
        onOpenChange={(isOpen) => {
          if (!isOpen) onClose();
        }}
      >
        <div className={styles["name"]}>{what}</div>
        <Menu
          className={styles["menu"] ?? ""}
          aria-label={words.menu.label(what)}
          autoFocus="first"
          disabledKeys={offReason === undefined ? [] : actions.map(({ id }) => id)}
          onAction={(id) => choose(String(id))}
        >
          {actions.map(({ id }) => (
            <Item key={id} id={id} />
          ))}
          {ways.length > 0 && actions.length > 0 && <Separator className={styles["line"] ?? ""} />}
          {ways.map(({ id }) => (
            <Item key={id} id={id} />
          ))}
        </Menu>
        {offReason !== undefined && <div className={styles["off"]}>{offReason}</div>}
      </Popover>
    </>
  );
}

function Item({ id }: { readonly id: RowWay["id"] | RowActionId }) {
  const words = useWords().actions.menu;
  const key = KEYS[id];
  return (
    <MenuItem id={id} className={styles["item"] ?? ""} textValue={words[id]}>
      <span className={styles["text"]}>{words[id]}</span>
      {key !== undefined && <kbd aria-hidden>{key}</kbd>}
    </MenuItem>
  );
}
