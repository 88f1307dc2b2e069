import { useEffect, useState, type RefObject } from "react";
import { useWords } from "../../words/use-words.tsx";
import { useListUi, useRow } from "./list-ui.ts";
import styles from "./grid.module.css";

interface Properties {
  readonly scroller: RefObject<HTMLElement | null>;
  /** First row that is seen. */
  readonly place: number;
  readonly length: number;
}

const STAYS_MS = 800;

/** While somebody drags the thumb of a long list: the host at that place. */
export function JumpLabel({ scroller, place, length }: Properties) {
  const words = useWords().resources;
  const ui = useListUi();
  const host = useRow(ui, place)?.row.host.name;
  const [isShown, setShown] = useState(false);

  useEffect(() => {
    const element = scroller.current!;
    let before = element.scrollTop;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onScroll = (): void => {
      // Further than a screen in one frame is a jump, not reading on.
      const isJump = Math.abs(element.scrollTop - before) > element.clientHeight;
      before = element.scrollTop;
      if (!isJump) return;
      setShown(true);
      clearTimeout(timer);
      timer = setTimeout(() => setShown(false), STAYS_MS);
    };
    element.addEventListener("scroll", onScroll, { passive: true });
    return () => {
      clearTimeout(timer);
      element.removeEventListener("scroll", onScroll);
    };
  }, [scroller]);

  if (!isShown || length === 0) return null;
  const share = length === 1 ? 0 : place / (length - 1);
  return (
    <div className={styles["jump"]} style={{ top: `calc(32px + (100% - 80px) * ${share})` }} aria-hidden>
      {host ?? "…"} <span className="muted">{words.place(place + 1, length)}</span>
    </div>
  );
}
