import { Check, X } from "lucide-react";
import { useState } from "react";
import { post } from "../../data/client.ts";
import { Button } from "../../parts/button.tsx";
import { messageAnswer } from "../../parts/decisions/message-answer.ts";
import { messageOf } from "../../data/refusal.ts";
import { useWords } from "../../words/use-words.tsx";
import { Command } from "./command.tsx";
import styles from "./welcome.module.css";

interface TestMessages {
  readonly contact: string;
  readonly messages: readonly { readonly way: string; readonly delivered: boolean; readonly text: string }[];
}

/** Sends a test message to whoever is signed in, and shows what became of it. */
export function TellSomebody({ onDelivered }: { readonly onDelivered: () => void }) {
  const { welcome } = useWords();
  const [isSending, setSending] = useState(false);
  const [sent, setSent] = useState<TestMessages>();
  const [fault, setFault] = useState("");

  const send = async (): Promise<void> => {
    setSending(true);
    setFault("");
    setSent(undefined);
    try {
      const answer = await post<TestMessages>("/api/me/test-message");
      setSent(answer);
      if (answer.messages.some(({ delivered }) => delivered)) onDelivered();
    } catch (error) {
      setFault(messageOf(error));
    }
    setSending(false);
  };
  return (
    <>
      <p>{welcome.tellHint}</p>
      <Button onPress={() => void send()} isDisabled={isSending}>
        {isSending ? welcome.tellSending : welcome.tellAct}
      </Button>
      <div role="status">
        {sent?.messages.map(({ way, delivered, text }) => (
          <p key={way} className={styles["outcome"]} data-delivered={delivered}>
            {delivered ? <Check size={14} aria-hidden /> : <X size={14} aria-hidden />}
            <span>
              {delivered ? welcome.tellDelivered(way) : welcome.tellFailed(way)}
              {messageAnswer(text).answer !== "" && <span className="muted"> ({messageAnswer(text).answer})</span>}
            </span>
          </p>
        ))}
      </div>
      {fault !== "" && <p role="alert">{fault}</p>}
      <p>{welcome.tellChannel}</p>
      <Command text={CHANNEL} />
      <p>{welcome.tellOff}</p>
      <a href="/docs/notifications.md">{welcome.tellMore}</a>
    </>
  );
}

const CHANNEL =
  "channels:\n  ops-mail:\n    kind: mail\n    server: mail.example.org:587\n    from: vigie@example.org\n";
