import { Check, ChevronDown, ChevronRight, Hourglass, Send, TriangleAlert, X } from "lucide-react";
import { useId, useState, type ReactNode } from "react";
import { serverNow } from "../../data/clock.ts";
import { momentText, type TimeStyle } from "../../data/time.ts";
import type { DecisionMessage, PresentDecision } from "../../data/wire-detail.ts";
import { useWords } from "../../words/use-words.tsx";
import { ExactTime } from "../history/event-lines.tsx";
import { TimeText } from "../time-text.tsx";
import { useTimeStyle } from "../preferences.tsx";
import { messageAnswer } from "./message-answer.ts";
import { reasonText } from "./reason-text.ts";
import { shownOutcome, type ShownOutcome } from "./shown-outcome.ts";
import styles from "./decision-line.module.css";

interface Properties {
  readonly decision: PresentDecision;
  readonly messages?: readonly DecisionMessage[];
  /** What the rules answer now, not what was decided. */
  readonly isNow?: boolean;
  /** What the rules answer now stands beside it: it does not say what comes next. */
  readonly isBesideNow?: boolean;
}

interface Explanation {
  readonly title: string;
  readonly meaning: string;
  readonly change: string;
}

const ICONS: Readonly<Record<ShownOutcome, typeof Check>> = {
  told: Check,
  sending: Send,
  "not-told": X,
  waiting: Hourglass,
  failed: TriangleAlert,
};

/** Who was notified or was not, by which rule, and with *explain* what that means and what to change. */
export function DecisionLine({ decision, messages = [], isNow = false, isBesideNow = false }: Properties) {
  const words = useWords();
  const { notifications } = words;
  const style = useTimeStyle();
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const { contact, code, until, definition } = decision;
  const outcome = shownOutcome(decision.outcome, messages);
  const Icon = ICONS[outcome];
  const reason = (words.reasons as Readonly<Record<string, Explanation | undefined>>)[code];
  const isNotified = decision.outcome === "told";
  const hasMessages = isNotified && messages.length > 0;
  const now = serverNow();
  const text = reasonText(decision, words, { style, now, isNow });
  const isUntilSaid = isBesideNow || (until !== null && !hasMessages && text.includes(untilText(until, now, style)));
  return (
    <div className={styles["line"]} data-outcome={outcome}>
      <span className={styles["outcome"]}>
        <Icon size={14} aria-hidden />
        {isNow && outcome === "told" ? notifications.outcomes.next : notifications.outcomes[outcome]}
      </span>
      <span className={styles["who"]}>{contact ?? notifications.everybody}</span>
      <div className={styles["what"]}>
        {hasMessages ? messages.map((message, index) => <MessageLine key={index} message={message} />) : <p>{text}</p>}
        {until !== null && Date.parse(until) > now && !isUntilSaid && (
          <p className="muted">
            {isNotified ? notifications.again : notifications.until} <TimeText time={until} />
          </p>
        )}
        {isOpen && reason !== undefined && (
          <dl className={styles["explained"]} id={id}>
            <Explained term={notifications.meaning}>{reason.meaning}</Explained>
            <Explained term={notifications.change}>{reason.change}</Explained>
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
            <Explained term={notifications.inApi}>
              <code>{code}</code>
            </Explained>
          </dl>
        )}
      </div>
      {reason !== undefined && (
        <button
          type="button"
          className={styles["explain"]}
          aria-expanded={isOpen}
          aria-controls={isOpen ? id : undefined}
          aria-label={notifications.showMeaning(reason.title)}
          onClick={() => setOpen(!isOpen)}
        >
          <span>{reason.title}</span>
          {isOpen ? <ChevronDown size={14} aria-hidden /> : <ChevronRight size={14} aria-hidden />}
        </button>
      )}
    </div>
  );
}

/** As a sentence has it. */
const untilText = (until: string, now: number, style: TimeStyle): string => momentText(Date.parse(until), now, style);

const Explained = ({ term, children }: { readonly term: string; readonly children: ReactNode }) => (
  <div>
    <dt>{term}</dt>
    <dd>{children}</dd>
  </div>
);

/** What became of one message: delivered, given up, or being tried, with the channel's answer. */
function MessageLine({ message }: { readonly message: DecisionMessage }) {
  const { notifications } = useWords();
  const { command, status, at, outcome, next_attempt: next } = message;
  const { answer, failedBefore, lastFailure } = messageAnswer(outcome);
  const failed = message.failed_attempts || failedBefore;
  const failure = message.last_failure ?? lastFailure;
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
          {failure !== "" && <span className={styles["answer"]}> ({failure})</span>}
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
