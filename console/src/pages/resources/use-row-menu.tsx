import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useState, type ReactNode } from "react";
import type { LiveRow } from "../../data/wire.ts";
import type { RowMenuProperties, RowWay } from "../../parts/actions/row-menu.tsx";
import type { ListUi } from "./list-ui.ts";
import { elementOfRow } from "./row-element.ts";
import { targetsOfMenu } from "./use-targets.ts";

const RowMenu = lazy(async () => ({ default: (await import("../../parts/actions/row-menu.tsx")).RowMenu }));

/** Where a menu opens, in pixels of the window. */
export interface MenuPoint {
  readonly x: number;
  readonly y: number;
}

export type OpenMenu = (place: number, row: Element, at: MenuPoint) => void;

interface Options {
  /** Opens the panel at a row, at a tab. */
  readonly show: (key: string, tab?: string) => void;
  readonly copyLink: () => void;
}

interface RowMenuOfList {
  readonly open: OpenMenu;
  /** The menu of the active row. */
  readonly openActive: () => void;
  readonly menu: ReactNode;
}

/** The menu of a row of the list, loaded when the first one is opened. */
export function useRowMenu(ui: ListUi, { show, copyLink }: Options): RowMenuOfList {
  const navigate = useNavigate();
  const [opened, setOpened] = useState<Omit<RowMenuProperties, "ways" | "onClose">>();
  const open = useCallback<OpenMenu>(
    (place, element, at) => {
      const row = ui.rowAt(place);
      if (row === undefined) return;
      ui.moveTo(place);
      setOpened({ row, element, at, targets: targetsOfMenu(ui, row) });
    },
    [ui],
  );
  const waysOf = ({ key, host }: LiveRow): readonly RowWay[] => {
    const tab = (id: "why" | "timeline" | "graph") => ({ id, go: () => show(key, id) });
    return [
      { id: "open", go: () => show(key) },
      tab("why"),
      tab("timeline"),
      tab("graph"),
      { id: "host", go: () => void navigate({ to: "/hosts/$key", params: { key: host.key } }) },
      { id: "copy", go: copyLink },
    ];
  };
  return {
    open,
    openActive() {
      const { place } = ui.active.get();
      const element = elementOfRow(place);
      if (element !== null) open(place, element, belowRow(element));
    },
    menu: opened !== undefined && (
      <Suspense>
        <RowMenu {...opened} ways={waysOf(opened.row)} onClose={() => setOpened(undefined)} />
      </Suspense>
    ),
  };
}

const INDENT = 36;

/** Where the menu of a row opens by a key. */
export function belowRow(row: Element): MenuPoint {
  const { left, bottom } = row.getBoundingClientRect();
  return { x: left + INDENT, y: bottom };
}
