import { useMutation, useQueryClient } from "@tanstack/react-query";
import { post } from "../../data/client.ts";
import { placeName } from "../../data/place-name.ts";
import type { ServerCondition, WaitingMessage } from "../../data/wire-server.ts";
import { useActions } from "../../parts/actions/use-actions.ts";
import { Button } from "../../parts/button.tsx";
import { Card } from "../../parts/card.tsx";
import { messageOf } from "../../data/refusal.ts";
import { TimeText } from "../../parts/time-text.tsx";
import { groupedNumber } from "../../words/count.ts";
import { useWords } from "../../words/use-words.tsx";
import { Figure, Figures } from "../../parts/figures.tsx";
import styles from "./health.module.css";
import { judgeOutbox } from "./judgements.ts";

/** Notifications that are not delivered yet. */
export function OutboxCard({ outbox }: { readonly outbox: ServerCondition["outbox"] }) {
  const { health } = useWords();
  const { waiting, failing, delivered, given_up: givenUp, messages } = outbox;
  return (
    <Card title={health.notifications}>
      <Figures>
        <Figure term={health.queue} verdict={judgeOutbox(outbox)}>
          {groupedNumber(waiting)}
          {failing > 0 && `, ${health.failing(failing)}`}
        </Figure>
        <Figure term={health.sent}>{health.sentText(delivered, givenUp)}</Figure>
      </Figures>
      {waiting === 0 && <p className="muted">{health.noMessages}</p>}
      {waiting > 0 && messages.length === 0 && <p className="muted">{health.listedForAdministrators}</p>}
      {messages.length > 0 && (
        <ul className={styles["lines"]}>
          {messages.map((message) => (
            <Message key={message.id} message={message} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function Message({ message }: { readonly message: WaitingMessage }) {
  const { health } = useWords();
  const { host, service, kind, contact, time, failed_attempts: failed, last_failure: failure } = message;
  const isBehind = message.waits_for !== null;
  return (
    <li>
      <span>
        <TimeText time={time} /> · {host === null ? kind : placeName(host, service)} · {kind} → {contact}
      </span>
      {failed > 0 && (
        <span className={styles["problem"]}>
          ◆ {health.attempts(failed)}: {failure} · {health.nextAttempt} <TimeText time={message.next_attempt} />
        </span>
      )}
      {isBehind && <span className="muted">{health.waitsBehind}</span>}
      {(failed > 0 || isBehind) && <TryAgain message={message} />}
    </li>
  );
}

/** Sends a message now that failed, or that waits behind such a one. What comes of it, the list tells. */
function TryAgain({ message: { id, contact } }: { readonly message: WaitingMessage }) {
  const { health, common } = useWords();
  const { offReason } = useActions();
  const queries = useQueryClient();
  const retry = useMutation({
    mutationFn: () => post(`/api/server/outbox/${id}/retry`),
    onSettled: () => queries.invalidateQueries({ queryKey: ["server"] }),
  });
  return (
    <span className={styles["retry"]}>
      <Button
        offReason={offReason}
        isDisabled={retry.isPending}
        aria-label={health.retryOf(contact)}
        onPress={() => retry.mutate()}
      >
        {common.tryAgain}
      </Button>
      {retry.error !== null && <span role="alert">{messageOf(retry.error)}</span>}
    </span>
  );
}
