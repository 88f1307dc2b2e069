import { useQueryClient, type QueryKey } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { remove } from "../data/client.ts";
import { messageOf } from "../data/refusal.ts";
import styles from "./removable-rows.module.css";

interface Properties {
  readonly heads: readonly string[];
  /** Head of the column of buttons, for screen readers. */
  readonly action: string;
  /** What to read again afterwards. */
  readonly keys: readonly QueryKey[];
  readonly rows: (removeAt: (path: string) => void) => ReactNode;
}

/** Table whose rows can be removed, and why one was not. */
export function RemovableRows({ heads, action, keys, rows }: Properties) {
  const queryClient = useQueryClient();
  const [failure, setFailure] = useState("");
  const removeAt = async (path: string): Promise<void> => {
    await remove(path).then(
      () => setFailure(""),
      (error: unknown) => setFailure(messageOf(error)),
    );
    await Promise.all(keys.map((queryKey) => queryClient.invalidateQueries({ queryKey })));
  };
  return (
    <>
      <table className={styles["table"]}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
            <th scope="col">
              <span className="for-screen-readers">{action}</span>
            </th>
          </tr>
        </thead>
        <tbody>{rows((path) => void removeAt(path))}</tbody>
      </table>
      <p className={styles["told"]} data-kind="failed" role="status">
        {failure}
      </p>
    </>
  );
}
