import { nameOf } from "../data/list/row-name.ts";
import { showNotice, type Notice } from "../data/desktop-notice.ts";
import type { Key, LiveRow } from "../data/wire.ts";

/** Notices of single problems within this time; after that one of how many more there are. */
const MAX_SINGLE = 3;
const WINDOW_MS = 10_000;

export interface NoticeWords {
  readonly title: (state: string, name: string) => string;
  readonly more: (count: number) => string;
}

interface Options {
  readonly words: () => NoticeWords;
  /** Opens a problem, or the list with all of them. */
  readonly open: (key: Key | null) => void;
  readonly show?: (notice: Notice) => void;
  /** Milliseconds of any beginning. */
  readonly now?: () => number;
}

/** Shows notices of problems; many at once, as when a network is gone, are few notices. */
export function createProblemNotices({
  words,
  open,
  show = showNotice,
  now = () => performance.now(),
}: Options): (row: LiveRow) => void {
  let windowEnds = 0;
  let count = 0;
  return (row) => {
    if (now() >= windowEnds) [windowEnds, count] = [now() + WINDOW_MS, 0];
    count++;
    if (count <= MAX_SINGLE)
      show({
        tag: row.key,
        title: words().title(row.state, nameOf(row)),
        body: row.output,
        onPress: () => open(row.key),
      });
    else show({ tag: "more", title: words().more(count - MAX_SINGLE), body: "", onPress: () => open(null) });
  };
}
