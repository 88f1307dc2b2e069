import { useNavigate, useSearch } from "@tanstack/react-router";
import type { TimeWindow } from "./graph-data.ts";

const DAY_SECONDS = 86_400;
const MOST_SECONDS = 11 * 366 * DAY_SECONDS;

/** A window as the address has it: `604800` (seconds up to now), or `3600@1795946400` (up to that Unix second). */
export const windowText = ({ to, seconds }: TimeWindow): string | undefined =>
  to === null ? (seconds === DAY_SECONDS ? undefined : String(seconds)) : `${seconds}@${to}`;

/** The window of an address; of one without, or with another text, the last day. */
export function windowOf(text: string | undefined): TimeWindow {
  const [, seconds, to] = /^(\d{1,9})(?:@(\d{1,10}))?$/.exec(text ?? "") ?? [];
  const length = Number(seconds);
  if (seconds === undefined || length < 60 || length > MOST_SECONDS) return { to: null, seconds: DAY_SECONDS };
  return { to: to === undefined ? null : Number(to), seconds: length };
}

/** Range of time of the timeline and the graphs, kept in the address. */
export function useTimeWindow(): readonly [TimeWindow, (next: TimeWindow) => void] {
  const { range } = useSearch({ strict: false }) as { readonly range?: string };
  const navigate = useNavigate();
  const set = (next: TimeWindow): void => {
    const text = windowText(next);
    void navigate({
      to: ".",
      search: (before: object) => {
        const { range: _, ...rest } = before as { readonly range?: string };
        return text === undefined ? rest : { ...rest, range: text };
      },
      replace: true,
    });
  };
  return [windowOf(range), set];
}
