import { saidRule } from "../data/downtimes/repeat.ts";
import { useWords } from "../words/use-words.tsx";
import { useTimeStyle } from "./preferences.tsx";

/** A rule of repetition in words; one that the console does not make, as it stands. */
export function RuleText({ rule }: { readonly rule: string }) {
  const { downtimes } = useWords();
  const { language } = useTimeStyle();
  const said = saidRule(rule);
  if (said === null) return <code>{rule}</code>;
  const days = said.days.map((day) => weekdayName(day, language, "long"));
  const text = (): string => {
    if (said.kind === "daily") return downtimes.rule.daily;
    if (said.kind === "weekly") return downtimes.rule.weekly(days);
    if (said.kind === "monthly-day") return downtimes.rule.monthlyDay(said.place);
    return downtimes.rule.monthlyWeekday(said.place, days[0] ?? "");
  };
  return <>{said.until === null ? text() : downtimes.rule.until(text(), said.until)}</>;
}

/** Name of day 1 (Monday) to 7. */
export const weekdayName = (day: number, language: string, width: "long" | "short"): string =>
  new Intl.DateTimeFormat(language, { weekday: width, timeZone: "UTC" }).format(Date.UTC(2026, 10, 1 + day));
