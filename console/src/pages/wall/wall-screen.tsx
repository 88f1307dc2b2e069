import { useEffect, useMemo, useRef, useState } from "react";
import { serverNow, ticks } from "../../data/clock.ts";
import { sinceMoment } from "../../data/moment.ts";
import { clockText } from "../../data/time.ts";
import { nameOf } from "../../data/list/row-name.ts";
import type { LiveRow, State, WallView } from "../../data/wire.ts";
import { setPageTitle } from "../../parts/document-title.ts";
import { useTimeStyle } from "../../parts/preferences.tsx";
import { StateShape } from "../../parts/state-shape.tsx";
import { StateMark } from "../../parts/state-mark.tsx";
import { TimeText } from "../../parts/time-text.tsx";
import { useStore } from "../../parts/use-store.ts";
import { groupedNumber } from "../../words/count.ts";
import { useWords } from "../../words/use-words.tsx";
import { openWallFeed, type WallFeed } from "./wall-feed.ts";
import { pageAt, shiftAt } from "./wall-pages.ts";
import styles from "./wall.module.css";

const TILES: readonly State[] = ["DOWN", "CRITICAL", "UNREACHABLE", "UNKNOWN", "WARNING"];
/** Beyond it, without a word of the server, nothing on the screen counts as present. */
const STALE_MS = 40_000;
/** After the end of the session, until its link is tried again. */
const OVER_MS = 3_000;
/** The same without a connection, or without an answer to what is read. */
const LOST_MS = 10_000;

interface Properties {
  readonly view: WallView;
  readonly label: string;
  /** Of the server that delivered this page. */
  readonly version: string;
  readonly onOver?: (() => void) | undefined;
}

/** One view for a screen on the wall: tiles and list, no action, no pointer. It turns its pages by itself. */
export function WallScreen({ view: { q, sort }, label, version, onOver }: Properties) {
  const { wall } = useWords();
  const [feed, setFeed] = useState<WallFeed | null>(null);
  useEffect(() => setPageTitle(label), [label]);
  useEffect(() => {
    const opened = openWallFeed({ q, sort }, version);
    setFeed(opened);
    return () => opened.close();
  }, [q, sort, version]);
  return feed === null ? <p className={styles["plain"]}>{wall.opening}</p> : <Picture {...{ feed, label, onOver }} />;
}

function Picture({ feed, label, onOver }: Pick<Properties, "label" | "onOver"> & { readonly feed: WallFeed }) {
  const { wall } = useWords();
  const style = useTimeStyle();
  const { list, summary, presentAt, lostAt, unreadAt, isOver } = useStore(feed.picture);
  useStore(ticks);
  const begun = useMemo(() => performance.now(), []);
  const [room, body] = useRoom();
  useEffect(() => {
    if (!isOver || onOver === undefined) return;
    const timer = setTimeout(onOver, OVER_MS);
    return () => clearTimeout(timer);
  }, [isOver, onOver]);

  const silentMs = presentAt === null ? performance.now() - begun : sinceMoment(presentAt);
  const isBlind = [lostAt, unreadAt].some((since) => since !== null && sinceMoment(since) > LOST_MS);
  const isStale = silentMs > STALE_MS || isBlind;
  // In the server's time, as the clock beside it: that of a wall's machine may be wrong.
  const present = clockText(serverNow() - (presentAt === null ? 0 : silentMs), style, true);
  const rows = list?.result ?? [];
  const { page, pages } = pageAt(performance.now() - begun, rows.length, room);
  const shown = rows.slice(page * room, (page + 1) * room);
  const left = (list?.meta.total ?? 0) - rows.length;
  const [x, y] = shiftAt(Date.now());

  return (
    <div className={styles["stage"]}>
      <main
        className={styles["wall"]}
        data-stale={isStale || undefined}
        data-live={isStale ? "stale" : presentAt === null ? "connecting" : "live"}
        style={{ transform: `translate(${x}px, ${y}px)` }}
      >
        <header className={styles["head"]}>
          <h1>{label}</h1>
          <span className={styles["asOf"]} role="status">
            {isStale ? wall.stale(present) : wall.asOf(present)}
          </span>
          <time className={styles["clock"]}>{clockText(serverNow(), style)}</time>
        </header>
        <ul className={styles["tiles"]}>
          {TILES.map((state) => (
            <Tile key={state} state={state} count={summary?.unhandled[state] ?? 0} />
          ))}
        </ul>
        <div className={styles["rows"]} ref={body}>
          {list !== null && rows.length === 0 && summary?.total_unhandled === 0 && !isStale ? (
            <p className={styles["quiet"]} data-state-colour>
              <StateShape state="OK" /> {wall.quiet}
            </p>
          ) : (
            shown.map((row) => <Row key={row.key} row={row} />)
          )}
        </div>
        <footer className={styles["foot"]}>
          <span>{summary === null ? "" : wall.unhandled(summary.total_unhandled)}</span>
          <span>{left > 0 && wall.more(left)}</span>
          <span>{pages > 1 && wall.page(page + 1, pages)}</span>
        </footer>
      </main>
    </div>
  );
}

function Tile({ state, count }: { readonly state: State; readonly count: number }) {
  return (
    <li className={styles["tile"]} data-state={state} data-none={count === 0 || undefined} data-state-colour>
      <span className={styles["count"]}>{groupedNumber(count)}</span>
      <span className={styles["word"]}>
        <StateShape state={state} isHollow={count === 0} /> {state}
      </span>
    </li>
  );
}

function Row({ row }: { readonly row: LiveRow }) {
  return (
    <div className={styles["row"]}>
      <StateMark
        state={row.state}
        isSoft={!row.hard}
        isHandled={row.acknowledgement !== null || row.downtime !== null}
      />
      <span className={styles["name"]}>{nameOf(row)}</span>
      <span className={styles["output"]}>{row.output}</span>
      <span className={styles["since"]}>
        <TimeText time={row.since} form="age" />
      </span>
    </div>
  );
}

/** How many rows fit, measured again when the window changes. */
function useRoom(): readonly [number, React.RefObject<HTMLDivElement | null>] {
  const body = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState(10);
  useEffect(() => {
    if (body.current === null) return;
    const element = body.current;
    const measure = (): void => {
      const rowHeight = Number.parseFloat(getComputedStyle(element).getPropertyValue("--wall-row-height"));
      setRoom(Math.max(1, Math.floor(element.clientHeight / (rowHeight || 44))));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, []);
  return [room, body];
}
