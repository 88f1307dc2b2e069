import { memo, useState } from "react";
import { pendingActions } from "../../data/actions/action-store.ts";
import { ticks } from "../../data/clock.ts";
import { isSelected } from "../../data/list/selection.ts";
import { useTimeStyle } from "../../parts/preferences.tsx";
import { useStore } from "../../parts/use-store.ts";
import { useWords } from "../../words/use-words.tsx";
import { createAgeTexts } from "./age-texts.ts";
import type { Column } from "./columns.ts";
import { GridRow } from "./grid-row.tsx";
import { useListUi, useRows } from "./list-ui.ts";
import { BLOCK_SIZE } from "./viewport.ts";

interface Properties {
  /** Counted from the top of the list. */
  readonly block: number;
  /** Rows of the list. */
  readonly length: number;
  readonly rowHeight: number;
  readonly columns: readonly Column[];
  readonly isPhone: boolean;
  readonly openKey: string | undefined;
}

/**
 * Some rows that come and go together. What may change of them is read here, once for all of them: a subscription of
 * each row would cost as much as its cells; and while somebody scrolls, the blocks that stay are not looked at.
 */
export const RowBlock = memo(function RowBlock({ block, length, rowHeight, columns, isPhone, openKey }: Properties) {
  const words = useWords();
  const timeStyle = useTimeStyle();
  const ui = useListUi();
  const cellAt = useRows(ui);
  const active = useStore(ui.active);
  const selection = useStore(ui.selection);
  const pending = useStore(pendingActions);
  const now = useStore(ticks);
  const [ageTexts] = useState(createAgeTexts);
  const age = (time: string | null | undefined): string | undefined =>
    time === undefined ? undefined : ageTexts(time, now, timeStyle, words.common);
  const has = new Set(isPhone ? ["since"] : columns.map(({ id }) => id));

  const first = block * BLOCK_SIZE;
  return Array.from({ length: Math.min(BLOCK_SIZE, length - first) }, (_, at) => {
    const place = first + at;
    const cell = cellAt(place);
    const row = cell?.row;
    return (
      <GridRow
        key={place}
        place={place}
        top={place * rowHeight}
        cell={cell}
        since={age(has.has("since") ? row?.since : undefined)}
        lastCheck={age(has.has("last-check") ? row?.last_check : undefined)}
        nextCheck={age(has.has("next-check") ? row?.next_check : undefined)}
        columns={columns}
        words={words}
        timeStyle={timeStyle}
        isPhone={isPhone}
        isActive={place === active.place}
        isChosen={row !== undefined && isSelected(selection, row.key)}
        isOpen={row !== undefined && row.key === openKey}
        isSending={row !== undefined && pending.has(row.key)}
      />
    );
  });
});
