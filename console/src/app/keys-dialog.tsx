import { Dialog } from "../parts/dialog.tsx";
import { keyGroups, type KeyGroup } from "../parts/keys.tsx";
import { useStore } from "../parts/use-store.ts";
import { useWords } from "../words/use-words.tsx";
import styles from "./keys-dialog.module.css";

/** Every key that acts on the page, by part; what the newest part takes is not listed again. */
export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  const { shell } = useWords();
  return (
    <Dialog title={shell.keys} width="wide" isText isOpen onClose={onClose}>
      <div className={styles["groups"]}>
        {groupsByTitle(useStore(keyGroups)).map(({ title, bindings }) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl className={styles["keys"]}>
              {bindings.map(({ keys, label }) => (
                <div key={keys}>
                  <dt>
                    <Keys keys={keys} />
                  </dt>
                  <dd>{label}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

/** `g r`, `Control+k` as they are pressed. */
export function Keys({ keys }: { readonly keys: string }) {
  return (
    <span className={styles["caps"]}>
      {keys.split(/[ +]/).map((key, index) => (
        <kbd key={index}>{NAMES[key] ?? key}</kbd>
      ))}
    </span>
  );
}

const NAMES: Readonly<Record<string, string>> = {
  Control: "Ctrl",
  Escape: "Esc",
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
};

/** Groups of one title as one, without keys that a newer group has. */
function groupsByTitle(groups: readonly KeyGroup[]): readonly KeyGroup[] {
  const taken = new Set<string>();
  const fresh = groups.map(({ title, bindings }) => ({
    title,
    bindings: bindings.filter(({ keys }) => !taken.has(keys) && taken.add(keys)),
  }));
  return [...Map.groupBy(fresh, ({ title }) => title)]
    .map(([title, same]) => ({ title, bindings: same.flatMap(({ bindings }) => bindings) }))
    .filter(({ bindings }) => bindings.length > 0);
}
