import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { serverNow } from "../../data/clock.ts";
import { get } from "../../data/client.ts";
import type { OwnToken } from "../../data/wire.ts";
import { Button } from "../../parts/button.tsx";
import { Card } from "../../parts/card.tsx";
import { ErrorState } from "../../parts/error-state.tsx";
import { Field, TextField } from "../../parts/field.tsx";
import { Skeleton } from "../../parts/skeleton.tsx";
import { TimeText } from "../../parts/time-text.tsx";
import { useMade } from "../../parts/use-made.ts";
import { useWords } from "../../words/use-words.tsx";
import { ShownSecret } from "../../parts/shown-secret.tsx";
import { RemovableRows } from "../../parts/removable-rows.tsx";
import line from "../../parts/form-line.module.css";
import styles from "./profile.module.css";

interface Answer {
  readonly result: readonly OwnToken[];
  readonly may_add: boolean;
}

const KEY = ["me", "tokens"];

export function Tokens() {
  const { profile } = useWords();
  const { data, error, refetch } = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => get<Answer>("/api/me/tokens", { signal }),
  });
  return (
    <Card title={profile.tokens}>
      <p className={styles["hint"]}>{profile.tokensHint}</p>
      {error !== null && <ErrorState what={profile.tokens} error={error} retry={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton rows={2} />}
      {data !== undefined && (
        <>
          {data.result.length === 0 ? <p className="muted">{profile.noTokens}</p> : <TokenTable tokens={data.result} />}
          {data.may_add ? <TokenForm /> : <p className={styles["told"]}>{profile.mayNotAdd}</p>}
        </>
      )}
    </Card>
  );
}

function TokenTable({ tokens }: { readonly tokens: readonly OwnToken[] }) {
  const { profile } = useWords();
  return (
    <RemovableRows
      heads={[profile.tokenName, profile.created, profile.lastUsed, profile.expires]}
      action={profile.delete}
      keys={[KEY]}
      rows={(removeAt) =>
        tokens.map(({ id, name, created_at, last_used_at, expires_at, revoked }) => (
          <tr key={id}>
            <td>
              {name}
              {revoked && <span className="muted"> · {profile.revoked}</span>}
            </td>
            <td data-label={profile.created}>
              <TimeText time={created_at} />
            </td>
            <td data-label={profile.lastUsed}>
              <TimeText time={last_used_at} />
            </td>
            <td data-label={profile.expires}>
              <TimeText time={expires_at} />
            </td>
            <td>
              <Button
                look="plain"
                aria-label={profile.deleteToken(name)}
                onPress={() => removeAt(`/api/me/tokens/${id}`)}
              >
                {profile.delete}
              </Button>
            </td>
          </tr>
        ))
      }
    />
  );
}

const ENDS = ["30", "90", "365", "never"] as const;
const DAY_MS = 86_400_000;

function TokenForm() {
  const { profile } = useWords();
  const [name, setName] = useState("");
  const [ends, setEnds] = useState<(typeof ENDS)[number]>("90");
  const { made, failure, make } = useMade<{ readonly name: string; readonly token: string }>("/api/me/tokens", KEY);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const end = ends === "never" ? null : new Date(serverNow() + Number(ends) * DAY_MS).toISOString();
    if (await make({ name, expires_at: end })) setName("");
  };
  return (
    <>
      {made !== null && <ShownSecret text={made.token}>{profile.tokenMade(made.name)}</ShownSecret>}
      <form className={line["line"]} onSubmit={(event) => void submit(event)}>
        <TextField
          label={profile.tokenName}
          placeholder={profile.tokenNameHint}
          error={failure}
          required
          maxLength={255}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
        <Field label={profile.tokenEnd}>
          {(properties) => (
            <select {...properties} value={ends} onChange={({ target }) => setEnds(target.value as typeof ends)}>
              {ENDS.map((one) => (
                <option key={one} value={one}>
                  {profile.tokenEnds[one]}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Button type="submit">{profile.makeToken}</Button>
      </form>
    </>
  );
}
