import { useQueryClient } from "@tanstack/react-query";
import { remove } from "../../data/client.ts";
import { Button } from "../../parts/button.tsx";
import { Card } from "../../parts/card.tsx";
import { Page } from "../../parts/page.tsx";
import { useSession } from "../../parts/session.tsx";
import { useWords } from "../../words/use-words.tsx";
import { Appearance } from "./appearance.tsx";
import { PasswordChange } from "./password.tsx";
import { Sessions, SESSIONS_KEY } from "./sessions.tsx";
import { SoundSettings } from "./sound.tsx";
import { Tokens } from "./tokens.tsx";
import { Walls } from "./walls.tsx";
import styles from "./profile.module.css";

export function ProfilePage() {
  const { profile } = useWords();
  const queryClient = useQueryClient();
  return (
    <Page title={profile.title} actions={<SignOut />}>
      <div className={styles["sections"]}>
        <Account />
        <Appearance />
        <SoundSettings />
        <PasswordChange onChanged={() => void queryClient.invalidateQueries({ queryKey: SESSIONS_KEY })} />
        <Sessions />
        <Tokens />
        <Walls />
      </div>
    </Page>
  );
}

function Account() {
  const { profile } = useWords();
  const { name, login, is_admin: isAdmin, roles } = useSession();
  return (
    <Card title={profile.account}>
      <p>
        {name} <span className="muted">· {login}</span>
      </p>
      <p className={styles["hint"]}>
        {isAdmin ? (
          profile.administrator
        ) : roles.length === 0 ? (
          profile.noRoles
        ) : (
          <>
            {profile.roles(roles.length)}: <span className="mono">{roles.join(", ")}</span>
          </>
        )}
      </p>
    </Card>
  );
}

function SignOut() {
  const { profile } = useWords();
  const signOut = async (): Promise<void> => {
    // A session that is over already is signed out as well.
    await remove("/api/session").catch(() => {});
    // Nothing of the account stays in memory.
    window.location.assign("/sign-in");
  };
  return <Button onPress={() => void signOut()}>{profile.signOut}</Button>;
}
