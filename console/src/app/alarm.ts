import { preferences } from "../data/preferences.ts";
import { playTone } from "../data/tone.ts";
import type { LiveEvent } from "../data/stream/stream-events.ts";
import type { Key, LiveRow } from "../data/wire.ts";

const REPEAT_MS = 20_000;

/**
 * Sounds for new unhandled hard problems of the chosen states, again until they are handled if that is chosen. `play`
 * makes one sound.
 */
export function createAlarm(play: () => void = playTone): { hear(event: LiveEvent): void; stop(): void } {
  const sounding = new Set<Key>();
  let timer: ReturnType<typeof setInterval> | undefined;

  const again = (): void => {
    if (sounding.size > 0 && preferences.get().sound.isOn) play();
    else quiet();
  };
  const quiet = (): void => {
    clearInterval(timer);
    timer = undefined;
    sounding.clear();
  };
  return {
    hear(event) {
      if (event.type !== "change") return;
      const { isOn, states, repeats } = preferences.get().sound;
      const { row } = event.change;
      if (!isOn || row === undefined || row === null) return;
      if (!isAlarming(row, states)) {
        sounding.delete(row.key);
        return;
      }
      if (!BEGINS.has(event.change.kind)) return;
      play();
      if (!repeats) return;
      sounding.add(row.key);
      timer ??= setInterval(again, REPEAT_MS);
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
