import { useState, type FormEvent } from "react";
import type { AddedPoller } from "../../data/wire-pollers.ts";
import { Button } from "../../parts/button.tsx";
import { TextField } from "../../parts/field.tsx";
import line from "../../parts/form-line.module.css";
import { ShownSecret } from "../../parts/shown-secret.tsx";
import { useMade } from "../../parts/use-made.ts";
import { useWords } from "../../words/use-words.tsx";
import styles from "./pollers.module.css";
import { POLLERS_KEY } from "./pollers-key.ts";

/** Adds a poller, and shows the command for its machine, with its secret this once. */
export function AddPoller() {
  const { pollers } = useWords();
  const [name, setName] = useState("");
  const { made: added, failure, make } = useMade<AddedPoller>("/api/pollers", POLLERS_KEY);

  const add = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (await make({ name })) setName("");
  };
  return (
    <>
      {added !== null && <ShownSecret text={added.command}>{pollers.added(added.name)}</ShownSecret>}
      <form className={line["line"]} onSubmit={(event) => void add(event)}>
        <TextField
          label={pollers.newName}
          placeholder="paris"
          error={failure}
          required
          maxLength={63}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
        <Button type="submit">{pollers.add}</Button>
      </form>
      <p className={styles["hint"]}>{pollers.hint}</p>
    </>
  );
}
