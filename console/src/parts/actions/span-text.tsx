import { clockChangeMinutes, type ClockNote } from "../../data/typed-time/local-time.ts";
import { spanText } from "../../data/typed-time/span-text.ts";
import type { TypedSpan } from "../../data/typed-time/read-span.ts";
import { dateTimeText } from "../../data/time.ts";
import { serverNow } from "../../data/clock.ts";
import { useWords } from "../../words/use-words.tsx";
import { DurationText } from "../time-text.tsx";
import { useTimeStyle } from "../preferences.tsx";
import { useServerZone } from "../session.tsx";

/**
 * What a typed time means: both times in the zone of the person, in the one that was typed and in that of the server if
 * they are others, and notes.
 */
export function SpanText({ span }: { readonly span: TypedSpan }) {
  const { actions } = useWords();
  const style = useTimeStyle();
  const serverZone = useServerZone();
  const { start, end, zone, notes } = span;
  const now = serverNow();
  const change = clockChangeMinutes(start, end, zone);
  const noteText = ({ kind, asked, is }: ClockNote): string =>
    actions.times[kind](asked, dateTimeText(is, now, { ...style, zone }));
  return (
    <>
      <div>
        {spanText(start, end, now, style)} · <DurationText seconds={(end - start) / 1_000} />
      </div>
      {zone !== style.zone && (
        <div>
          {actions.times.asTyped(zone)} {spanText(start, end, now, { ...style, zone })}
        </div>
      )}
      {serverZone !== null && serverZone !== style.zone && serverZone !== zone && (
        <div>
          {actions.times.onServer(serverZone)} {spanText(start, end, now, { ...style, zone: serverZone })}
        </div>
      )}
      {notes.map((note) => (
        <div key={note.asked}>{noteText(note)}</div>
      ))}
      {notes.length === 0 && change !== 0 && <div>{actions.times.changes(change)}</div>}
    </>
  );
}
