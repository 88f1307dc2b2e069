import { useEffect, useRef, useState } from "react";
import { useWords } from "../../words/use-words.tsx";
import { useListUi } from "./list-ui.ts";
import styles from "./grid.module.css";

interface Properties {
  /** First row that is seen. */
  readonly place: number;
  readonly length: number;
  /** Rows on the screen. */
  readonly seen: number;
}

const STAYS_MS = 800;

/** While somebody drags the thumb of a long list: the host at that place. */
export function JumpLabel({ place, length, seen }: Properties) {
  const words = useWords().resources;
  const ui = useListUi();
  const [shownAt, setShownAt] = useState(0);

  const before = useRef(place);

  useEffect(() => {
    // Further than a screen at once is a jump, not reading on.
    const isJump = Math.abs(place - before.current) > seen;
    before.current = place;
    if (isJump) setShownAt(Date.now());
  }, [place, seen]);
  useEffect(() => {
    if (shownAt === 0) return;
    const timer = setTimeout(() => setShownAt(0), STAYS_MS);
    return () => clearTimeout(timer);
  }, [shownAt]);

  if (shownAt === 0 || length === 0) return null;
  const host = ui.list.cellAt(place)?.row.host.name;
  const share = length === 1 ? 0 : place / (length - 1);
  return (
    <div className={styles["jump"]} style={{ top: `calc(32px + (100% - 80px) * ${share})` }} aria-hidden>
      {host ?? "…"} <span className="muted">{words.place(place + 1, length)}</span>
    </div>
  );
}
