import { useNavigate, useSearch } from "@tanstack/react-router";
import { useRef } from "react";
import { urlOf } from "../../data/client.ts";
import { serverNow } from "../../data/clock.ts";
import { instantOfLocal, localOfInstant } from "../../data/local-time.ts";
import { Choice } from "../../parts/choice.tsx";
import { Field } from "../../parts/field.tsx";
import { useKeys } from "../../parts/keys.tsx";
import { KindFilter } from "../../parts/history/kind-filter.tsx";
import { Page } from "../../parts/page.tsx";
import { useTimeStyle } from "../../parts/preferences.tsx";
import { TextFilter } from "../../parts/text-filter.tsx";
import { useWords } from "../../words/use-words.tsx";
import { said, type Changed } from "../search.ts";
import { EventTable } from "./event-table.tsx";
import { logQuery } from "./log-query.ts";
import { EVENT_RANGES, kindGroupsOf, type EventsSearch } from "./search.ts";
import styles from "./events.module.css";

/** The history of everything that the account sees, newest first. */
export function EventsPage() {
  const { events } = useWords();
  const { zone } = useTimeStyle();
  const search = useSearch({ strict: false }) as EventsSearch;
  const navigate = useNavigate();
  const jump = useRef<HTMLInputElement>(null);
  const change = (changed: Changed<EventsSearch>): void =>
    void navigate({ to: "/events", search: said({ ...search, ...changed }), replace: true });
  useKeys(events.title, [{ keys: "t", label: events.jump, run: () => jump.current?.focus() }]);
  const { q, text, kinds, range = "day", to } = search;
  return (
    <Page
      title={events.title}
      isFilled
      actions={
        <a
          href={urlOf("/api/events/log", { ...logQuery(search, serverNow(), zone), format: "csv" })}
          download="events.csv"
        >
          {events.csv}
        </a>
      }
      head={
        <div className={styles["filters"]}>
          <TextFilter
            label={events.search}
            hint={events.searchHint}
            value={q}
            onChange={(next) => change({ q: next })}
          />
          <TextFilter
            label={events.text}
            hint={events.textHint}
            value={text}
            onChange={(next) => change({ text: next })}
          />
          <Field label={`${events.jump} (${zone})`}>
            {(properties) => (
              <input
                ref={jump}
                type="datetime-local"
                {...properties}
                value={to === undefined ? "" : localOfInstant(to, zone)}
                onChange={({ target }) =>
                  change({ to: target.value === "" ? undefined : instantOfLocal(target.value.slice(0, 16), zone) })
                }
              />
            )}
          </Field>
          <Choice
            label={events.range}
            options={EVENT_RANGES.map((id) => ({ id, title: events.ranges[id] }))}
            selected={range}
            onSelect={(id) => change({ range: id === "day" ? undefined : id })}
          />
          <KindFilter
            selected={kindGroupsOf(kinds)}
            onSelect={(groups) => change({ kinds: groups.length === 0 ? undefined : groups.join(",") })}
          />
        </div>
      }
    >
      <EventTable search={search} />
    </Page>
  );
}
