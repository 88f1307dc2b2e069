import { ArrowDown, ArrowUp } from "lucide-react";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { useWords } from "../../words/use-words.tsx";
import {
  DEFAULT_COLUMNS,
  FIXED_COLUMN_IDS,
  kindOf,
  moveColumn,
  nameOfColumn,
  toggleColumn,
  withWidth,
  type Column,
  type ColumnId,
} from "./columns.ts";
import { VariableColumn } from "./variable-column.tsx";
import styles from "./sheets.module.css";

interface Properties {
  readonly columns: readonly Column[];
  readonly onColumns: (columns: readonly Column[]) => void;
  readonly onClose: () => void;
}

/** Choice, order and width of the columns. */
export function ColumnsSheet({ columns, onColumns, onClose }: Properties) {
  const { resources: words, common } = useWords();
  const hidden = FIXED_COLUMN_IDS.filter((id) => !columns.some((column) => column.id === id));
  return (
    <Dialog
      title={words.columnsTitle}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={() => onColumns(DEFAULT_COLUMNS)}>{words.columnsReset}</Button>
          <Button look="main" onPress={onClose}>
            {common.close}
          </Button>
        </>
      }
    >
      <p className={styles["hint"]}>{words.columnsHint}</p>
      <ul className={styles["lines"]}>
        {columns.map((column) => (
          <ColumnLine key={column.id} id={column.id} columns={columns} onColumns={onColumns} />
        ))}
        {hidden.map((id) => (
          <ColumnLine key={id} id={id} columns={columns} onColumns={onColumns} />
        ))}
      </ul>
      <VariableColumn
        onAdd={(id) => {
          if (!columns.some((column) => column.id === id)) onColumns(toggleColumn(columns, id));
        }}
      />
    </Dialog>
  );
}

interface LineProperties extends Omit<Properties, "onClose"> {
  readonly id: ColumnId;
}

function ColumnLine({ id, columns, onColumns }: LineProperties) {
  const words = useWords().resources;
  const name = nameOfColumn(id, words.columns);
  const at = columns.findIndex((column) => column.id === id);
  const isShown = at !== -1;
  return (
    <li className={styles["line"]}>
      <label className={styles["choice"]}>
        <input
          type="checkbox"
          checked={isShown}
          aria-label={words.columnShown(name)}
          onChange={() => onColumns(toggleColumn(columns, id))}
        />
        {name}
      </label>
      {isShown && (
        <>
          <input
            type="number"
            className={styles["width"]}
            aria-label={words.columnWidth(name)}
            min={40}
            max={1200}
            step={10}
            value={columns[at]!.width ?? kindOf(id).width}
            onChange={({ target }) => onColumns(withWidth(columns, id, target.valueAsNumber || kindOf(id).width))}
          />
          <Button
            look="plain"
            aria-label={words.columnUp(name)}
            isDisabled={at === 0}
            onPress={() => onColumns(moveColumn(columns, id, -1))}
          >
            <ArrowUp size={14} aria-hidden />
          </Button>
          <Button
            look="plain"
            aria-label={words.columnDown(name)}
            isDisabled={at === columns.length - 1}
            onPress={() => onColumns(moveColumn(columns, id, 1))}
          >
            <ArrowDown size={14} aria-hidden />
          </Button>
        </>
      )}
    </li>
  );
}
