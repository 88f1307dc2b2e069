import { Button } from "../../parts/button.tsx";
import { Choice } from "../../parts/choice.tsx";
import { Field } from "../../parts/field.tsx";
import { TextFilter } from "../../parts/text-filter.tsx";
import { useSession } from "../../parts/session.tsx";
import { useWords } from "../../words/use-words.tsx";
import type { Changed } from "../search.ts";
import { DECISION_RANGES, OUTCOMES, type NotificationsSearch, type OutcomeFilter } from "./search.ts";
import styles from "./notifications.module.css";

interface Properties {
  readonly search: NotificationsSearch;
  /** Members that are undefined leave the address. */
  readonly onChange: (changed: Changed<NotificationsSearch>) => void;
}

/** Which decisions are listed. Texts count when their field is left, or at Enter. */
export function Filters({ search, onChange }: Properties) {
  const { notifications, reasons } = useWords();
  const { login } = useSession();
  const { who, q, outcome, code, range = "day" } = search;
  return (
    <div className={styles["filters"]}>
      <TextFilter
        label={notifications.who}
        hint={notifications.whoHint}
        value={who}
        onChange={(text) => onChange({ who: text })}
      />
      {who !== login && (
        <Button look="plain" onPress={() => onChange({ who: login })}>
          {notifications.me}
        </Button>
      )}
      <TextFilter
        label={notifications.what}
        hint={notifications.whatHint}
        value={q}
        onChange={(text) => onChange({ q: text })}
      />
      <Field label={notifications.code}>
        {(properties) => (
          <select
            {...properties}
            value={code ?? ""}
            onChange={({ target }) => onChange({ code: target.value || undefined })}
          >
            <option value="">{notifications.anyCode}</option>
            {Object.entries(reasons).map(([id, { title }]) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Choice<OutcomeFilter | "all">
        label={notifications.outcome}
        options={[
          { id: "all", title: notifications.all },
          ...OUTCOMES.map((id) => ({ id, title: notifications.outcomes[id] })),
        ]}
        selected={outcome ?? "all"}
        onSelect={(id) => onChange({ outcome: id === "all" ? undefined : id })}
      />
      <Choice
        label={notifications.range}
        options={DECISION_RANGES.map((id) => ({ id, title: notifications.ranges[id] }))}
        selected={range}
        onSelect={(id) => onChange({ range: id === "day" ? undefined : id })}
      />
    </div>
  );
}
