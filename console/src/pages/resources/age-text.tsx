import { useCallback, useSyncExternalStore } from "react";
import { ticks } from "../../data/clock.ts";
import { durationText, fullTimeText, isWithinDay, shortDateText } from "../../data/time.ts";
import { useTimeStyle } from "../../parts/preferences.tsx";
import { useWords } from "../../words/use-words.tsx";

interface Properties {
  /** RFC 3339; null: never. */
  readonly time: string | null;
}

/**
 * A time in a column: how long ago or until then, the date beyond a day. Drawn again only when its text changes: a list
 * has a hundred of them.
 */
export function AgeText({ time }: Properties) {
  const { common } = useWords();
  const { language, zone } = useTimeStyle();
  const read = useCallback((): string => {
    if (time === null) return common.never;
    const [instant, now] = [Date.parse(time), ticks.get()];
    if (!isWithinDay(instant, now)) return shortDateText(instant, now, { language, zone });
    return durationText(Math.abs(now - instant) / 1_000, common.dayUnit);
  }, [time, language, zone, common]);
  const text = useSyncExternalStore(ticks.subscribe, read);
  if (time === null) return <span className="muted">{text}</span>;
  return (
    <time dateTime={time} title={fullTimeText(Date.parse(time), { language, zone })}>
      {text}
    </time>
  );
}
