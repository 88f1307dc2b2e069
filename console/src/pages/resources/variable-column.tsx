import { useMutation } from "@tanstack/react-query";
import { useId, useState, type FormEvent } from "react";
import { get } from "../../data/client.ts";
import type { ResourceList } from "../../data/wire.ts";
import { Button } from "../../parts/button.tsx";
import { messageOf } from "../../data/refusal.ts";
import { TextField } from "../../parts/field.tsx";
import { useWords } from "../../words/use-words.tsx";
import { columnIdOf, type ColumnId } from "./columns.ts";
import { useCompletions } from "./use-completions.ts";
import styles from "./sheets.module.css";

/** Adds a column with the values of a custom variable, of which the server names those that there are. */
export function VariableColumn({ onAdd }: { readonly onAdd: (id: ColumnId) => void }) {
  const words = useWords().resources;
  const names = useId();
  const [name, setName] = useState("");
  const { completions, ask } = useCompletions();
  const id = columnIdOf(`var.${name.trim().replace(/^_/, "")}`);
  const add = useMutation({
    // The server knows which ones are secret.
    mutationFn: (fields: ColumnId) => get<ResourceList>("/api/resources", { query: { q: "", limit: 0, fields } }),
    onSuccess(_list, added) {
      onAdd(added);
      setName("");
    },
  });
  const type = (text: string): void => {
    setName(text);
    add.reset();
    ask(`var.${text}`, text.length + "var.".length);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (id !== undefined) add.mutate(id);
  };
  return (
    <form className={styles["add"]} onSubmit={submit}>
      <TextField
        label={words.variableColumn}
        error={add.error === null ? undefined : messageOf(add.error)}
        list={names}
        autoComplete="off"
        maxLength={255}
        value={name}
        onFocus={() => ask("var.", "var.".length)}
        onChange={({ target }) => type(target.value)}
      />
      <datalist id={names}>
        {completions?.items.map(({ text }) => (
          <option key={text} value={text.replace(/^var\./, "").replace(/:$/, "")} />
        ))}
      </datalist>
      <Button type="submit" isDisabled={id === undefined || add.isPending}>
        {words.addColumn}
      </Button>
    </form>
  );
}
