import { preferences } from "../data/preferences.ts";
import { isInShownSearch } from "../data/shown-search.ts";
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
}

/**
 * Sounds and notices for new unhandled hard problems of the chosen states that the list on the screen has. It sounds
 * again until they are handled, if that is chosen.
 */
export function createAlarm({ play = playTone, show, isShown = isInShownSearch }: AlarmOptions): {
  hear(event: LiveEvent): void;
  stop(): void;
} {
  const sounding = new Set<Key>();
  const asked = new Set<Key>();
  let timer: ReturnType<typeof setInterval> | undefined;

  const again = (): void => {
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
    sounding.add(row.key);
    timer ??= setInterval(again, REPEAT_MS);
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
      const { row } = event.change;
      if ((!sound.isOn && !hasNotices) || row === undefined || row === null) return;
      if (!isAlarming(row, sound.states)) {
        sounding.delete(row.key);
        asked.delete(row.key);
        return;
      }
      if (BEGINS.has(event.change.kind)) void raiseIfShown(row);
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
