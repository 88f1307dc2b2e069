import { useQuery } from "@tanstack/react-query";
import { get } from "../../data/client.ts";
import type { OwnSession } from "../../data/wire.ts";
import { Button } from "../../parts/button.tsx";
import { Card } from "../../parts/card.tsx";
import { ErrorState } from "../../parts/error-state.tsx";
import { Skeleton } from "../../parts/skeleton.tsx";
import { TimeText } from "../../parts/time-text.tsx";
import type { Messages } from "../../words/messages.ts";
import { useWords } from "../../words/use-words.tsx";
import { browserName } from "./browser-name.ts";
import { RemovableRows } from "../../parts/removable-rows.tsx";
import styles from "./profile.module.css";

export const SESSIONS_KEY = ["me", "sessions"];

export function Sessions() {
  const { profile } = useWords();
  const { data, error, refetch } = useQuery({
    queryKey: SESSIONS_KEY,
    queryFn: ({ signal }) => get<{ readonly result: readonly OwnSession[] }>("/api/me/sessions", { signal }),
  });
  return (
    <Card title={profile.sessions}>
      <p className={styles["hint"]}>{profile.sessionsHint}</p>
      {error !== null && <ErrorState what={profile.sessions} error={error} retry={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton rows={2} />}
      {data !== undefined && <SessionTable sessions={data.result} />}
    </Card>
  );
}

function SessionTable({ sessions }: { readonly sessions: readonly OwnSession[] }) {
  const { profile } = useWords();
  return (
    <RemovableRows
      heads={[profile.browser, profile.address, profile.opened, profile.lastUsed]}
      action={profile.end}
      keys={[SESSIONS_KEY]}
      rows={(removeAt) =>
        sessions.map((session) => (
          <tr key={session.id}>
            <td title={session.agent ?? undefined}>
              {browserOf(session, profile)}
              <span className="muted"> · {kindOf(session, profile)}</span>
            </td>
            <td data-label={profile.address}>{session.address ?? profile.unknownBrowser}</td>
            <td data-label={profile.opened}>
              <TimeText time={session.opened_at} />
            </td>
            <td data-label={profile.lastUsed}>
              <TimeText time={session.last_used_at} />
            </td>
            <td>
              {session.current ? (
                <span className="muted">{profile.thisOne}</span>
              ) : (
                <Button
                  look="plain"
                  aria-label={profile.endSession(`${browserOf(session, profile)}, ${kindOf(session, profile)}`)}
                  onPress={() => removeAt(`/api/me/sessions/${session.id}`)}
                >
                  {profile.end}
                </Button>
              )}
            </td>
          </tr>
        ))
      }
    />
  );
}

const browserOf = ({ agent }: OwnSession, { unknownBrowser }: Messages["profile"]): string =>
  (agent === null ? null : browserName(agent)) ?? unknownBrowser;

const kindOf = ({ kind, wall }: OwnSession, { kinds }: Messages["profile"]): string =>
  kind === "wall" ? kinds.wall(wall ?? "") : kinds[kind];
