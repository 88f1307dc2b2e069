import { ticks } from "../data/clock.ts";
import { ageText, dateTimeText, durationText, fullTimeText, isWithinDay } from "../data/time.ts";
import { useWords } from "../words/use-words.tsx";
import { useTimeStyle } from "./preferences.tsx";
import { useStore } from "./use-store.ts";

interface Properties {
  /** RFC 3339; null: never. */
  readonly time: string | null;
  /**
   * `age`: "12 min", for columns like *since*; `ago`: "12 min ago", "in 5 min"; `date`: never relative. Beyond a day: the
   * date.
   */
  readonly form?: "age" | "ago" | "date";
}

/** A time: relative within a day, the date beyond; full, with its zone and in UTC, as its title. */
export function TimeText({ time, form = "ago" }: Properties) {
  const { common } = useWords();
  const style = useTimeStyle();
  const now = useStore(ticks);
  if (time === null) return <span className="muted">{common.never}</span>;

  const instant = Date.parse(time);
  const text = (): string => {
    if (form === "date" || !isWithinDay(instant, now)) return dateTimeText(instant, now, style);
    const duration = ageText(instant, now, common.dayUnit, style);
    if (form === "age") return duration;
    return instant > now ? common.in(duration) : common.ago(duration);
  };
  return (
    <time dateTime={time} title={fullTimeText(instant, style)}>
      {text()}
    </time>
  );
}

/** How long something takes or took. */
export function DurationText({ seconds }: { readonly seconds: number }) {
  const { common } = useWords();
  return <>{durationText(seconds, common.dayUnit)}</>;
}
