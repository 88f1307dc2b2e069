import { Check, ChevronDown, ChevronRight, Hourglass, Send, TriangleAlert, X } from "lucide-react";
import { useId, useState, type ReactNode } from "react";
import { serverNow } from "../../data/clock.ts";
import type { DecisionMessage, PresentDecision } from "../../data/wire-detail.ts";
import { useWords } from "../../words/use-words.tsx";
import { ExactTime } from "../history/event-lines.tsx";
import { TimeText } from "../time-text.tsx";
import { shownOutcome, type ShownOutcome } from "./shown-outcome.ts";
import styles from "./decision-line.module.css";

interface Properties {
  readonly decision: PresentDecision;
  readonly messages?: readonly DecisionMessage[];
  /** What the rules answer now, not what was decided. */
  readonly isNow?: boolean;
}

const ICONS: Readonly<Record<ShownOutcome, typeof Check>> = {
  told: Check,
  sending: Send,
  "not-told": X,
  waiting: Hourglass,
  failed: TriangleAlert,
};

/** Who was notified or was not, by which rule, and with *explain* what that means and what to change. */
export function DecisionLine({ decision, messages = [], isNow = false }: Properties) {
  const { notifications, reasons } = useWords();
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const { contact, code, reason, until, definition } = decision;
  const outcome = shownOutcome(decision.outcome, messages);
  const Icon = ICONS[outcome];
  const words = (reasons as Readonly<Record<string, (typeof reasons)["told"] | undefined>>)[code];
  const isNotified = decision.outcome === "told";
  const title = words?.title ?? code;
  return (
    <div className={styles["line"]} data-outcome={outcome}>
      <span className={styles["outcome"]}>
        <Icon size={14} aria-hidden />
        {isNow && outcome === "told" ? notifications.outcomes.next : notifications.outcomes[outcome]}
      </span>
      <span className={styles["who"]}>{contact ?? notifications.everybody}</span>
      <div className={styles["what"]}>
        {isNotified && messages.length > 0 ? (
          messages.map((message, index) => <MessageLine key={index} message={message} />)
        ) : (
          <p>
            {!isNotified && <b>{title}: </b>}
            {reason}
          </p>
        )}
        {until !== null && Date.parse(until) > serverNow() && (
          <p className="muted">
            {isNotified ? notifications.again : notifications.until} <TimeText time={until} />
          </p>
        )}
        {isOpen && words !== undefined && (
          <dl className={styles["explained"]} id={id}>
            <Explained term={notifications.meaning}>{words.meaning}</Explained>
            {!isNotified && <Explained term={notifications.change}>{words.change}</Explained>}
            {definition !== undefined && (
              <Explained term={notifications.defined}>
                {definition.name}
                {definition.file !== null && (
                  <>
                    {" · "}
                    <code>
                      {definition.file}:{definition.line}
                    </code>
                  </>
                )}
              </Explained>
            )}
          </dl>
        )}
      </div>
      {words !== undefined && (
        <button
          type="button"
          className={styles["explain"]}
          aria-expanded={isOpen}
          aria-controls={isOpen ? id : undefined}
          aria-label={notifications.showMeaning(title)}
          onClick={() => setOpen(!isOpen)}
        >
          <code>{code}</code>
          {isOpen ? <ChevronDown size={14} aria-hidden /> : <ChevronRight size={14} aria-hidden />}
        </button>
      )}
    </div>
  );
}

const Explained = ({ term, children }: { readonly term: string; readonly children: ReactNode }) => (
  <div>
    <dt>{term}</dt>
    <dd>{children}</dd>
  </div>
);

/** What became of one message: delivered, given up, or being tried, with the channel's answer. */
function MessageLine({ message }: { readonly message: DecisionMessage }) {
  const { notifications } = useWords();
  const { command, status, at, outcome, failed_attempts: failed, last_failure: failure, next_attempt: next } = message;
  const answer = outcome?.replace(/^(?:delivered|failed)(?:: )?/, "") ?? "";
  return (
    <p>
      {notifications.by(command)}
      {at !== null && (
        <>
          , {status === "failed" ? notifications.givenUp : notifications.delivered} <ExactTime time={at} />
        </>
      )}
      {answer !== "" && <span className={styles["answer"]}> ({answer})</span>}
      {failed > 0 && (
        <>
          , {notifications.attempts(failed)}
          {failure !== null && <span className={styles["answer"]}> ({failure})</span>}
        </>
      )}
      {next !== null && (
        <>
          , {notifications.nextAttempt} <TimeText time={next} />
        </>
      )}
    </p>
  );
}
