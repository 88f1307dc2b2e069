import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect } from "react";
import icon from "../../style/icons/vigie.svg";
import { setPageTitle } from "../../parts/document-title.ts";
import { sessionQuery } from "../../parts/session.tsx";
import { useWords } from "../../words/use-words.tsx";
import { SignInForm } from "./sign-in-form.tsx";
import styles from "./sign-in.module.css";

/** Signs in and goes on to the address that was asked for. */
export function SignInPage() {
  const { signIn } = useWords();
  const { to = "/" } = useSearch({ from: "/sign-in" });
  const navigate = useNavigate();
  // Somebody who is signed in already, as in another tab, need not do it again.
  const { data: session } = useQuery(sessionQuery);
  const isSignedIn = session !== undefined && session.wall === null;
  useEffect(() => setPageTitle(signIn.title), [signIn.title]);
  useEffect(() => {
    if (isSignedIn) void navigate({ href: to, replace: true });
  }, [isSignedIn, navigate, to]);

  if (isSignedIn) return null;
  return (
    <main className={styles["page"]}>
      <div className={styles["box"]}>
        <p className={styles["brand"]}>
          <img src={icon} alt="" />
          Vigie
        </p>
        <h1>{signIn.title}</h1>
        <SignInForm />
      </div>
    </main>
  );
}
