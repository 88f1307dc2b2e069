import { preferences } from "../data/preferences.ts";
import { isInShownSearch, isUnhandled as isUnhandledNow } from "../data/shown-search.ts";
import { playTone } from "../data/tone.ts";
import type { LiveEvent } from "../data/stream/stream-events.ts";
import type { Key, LiveRow } from "../data/wire.ts";

const REPEAT_MS = 20_000;

/** Questions under way; with more, a sound too many is better than hundreds of requests. */
const MAX_ASKED = 5;

interface AlarmOptions {
  /** Makes one sound. */
  readonly play?: () => void;
  /** Shows a notice. */
  readonly show: (row: LiveRow) => void;
  /** Whether a row is of what the account looks at. */
  readonly isShown?: (row: LiveRow) => Promise<boolean>;
  /** Whether a row is an unhandled problem still. */
  readonly isUnhandled?: (row: LiveRow) => Promise<boolean>;
}

/**
 * Sounds and notices for new unhandled hard problems of the chosen states that the list on the screen has. It sounds
 * again until they are handled, if that is chosen.
 */
export function createAlarm({
  play = playTone,
  show,
  isShown = isInShownSearch,
  isUnhandled = isUnhandledNow,
}: AlarmOptions): {
  hear(event: LiveEvent): void;
  stop(): void;
} {
  const sounding = new Map<Key, LiveRow>();
  const asked = new Set<Key>();
  let timer: ReturnType<typeof setInterval> | undefined;

  /** Asks for some: a problem of a host that went down is handled without a change of its own. */
  const dropHandled = async (): Promise<void> => {
    const some = [...sounding.values()].slice(0, MAX_ASKED);
    const stay = await Promise.all(some.map((row) => isUnhandled(row).catch(() => true)));
    for (const [at, { key }] of some.entries()) if (!stay[at]) sounding.delete(key);
  };
  const again = async (): Promise<void> => {
    await dropHandled();
    if (sounding.size > 0 && preferences.get().sound.isOn) play();
    else quiet();
  };
  const quiet = (): void => {
    clearInterval(timer);
    timer = undefined;
    sounding.clear();
    asked.clear();
  };
  const raise = (row: LiveRow): void => {
    const { sound, hasNotices } = preferences.get();
    if (hasNotices) show(row);
    if (!sound.isOn) return;
    play();
    if (!sound.repeats) return;
    sounding.set(row.key, row);
    timer ??= setInterval(() => void again(), REPEAT_MS);
  };
  const raiseIfShown = async (row: LiveRow): Promise<void> => {
    if (asked.size >= MAX_ASKED) return raise(row);
    asked.add(row.key);
    // Without an answer it is raised: silence would be the worse mistake.
    const isToRaise = await isShown(row).catch(() => true);
    // Handled meanwhile, it is asked for no more.
    if (asked.delete(row.key) && isToRaise) raise(row);
  };
  return {
    hear(event) {
      if (event.type !== "change") return;
      const { sound, hasNotices } = preferences.get();
      const { key, kind, row } = event.change;
      if (key === null) return;
      // Without a row it is gone.
      if (row === undefined || row === null || !isAlarming(row, sound.states)) {
        sounding.delete(key);
        asked.delete(key);
      } else if (BEGINS.has(kind) && (sound.isOn || hasNotices)) void raiseIfShown(row);
    },
    stop: quiet,
  };
}

/** Kinds of change by which a problem begins or gets worse; comments and the like are silent. */
const BEGINS: ReadonlySet<string> = new Set([
  "hard-state",
  "downtime-ended",
  "downtime-cancelled",
  "acknowledgement-ended",
]);

const isAlarming = ({ unhandled, hard, state }: LiveRow, states: readonly string[]): boolean =>
  unhandled && hard && states.includes(state);
