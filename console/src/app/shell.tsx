import { lazyRouteComponent, Outlet, useRouterState } from "@tanstack/react-router";
import { Suspense, useEffect, useState } from "react";
import { ApiError, isSessionEnded } from "../data/client.ts";
import { liveStatus } from "../data/live.ts";
import { onOtherAccount } from "../data/preferences.ts";
import { SessionEnded } from "../pages/sign-in/session-ended.tsx";
import { ActionLayer } from "../parts/actions/action-layer.tsx";
import { followSummary } from "../parts/document-title.ts";
import { ErrorState } from "../parts/error-state.tsx";
import { listenToKeys } from "../parts/keys.tsx";
import { usePreferences } from "../parts/preferences.tsx";
import { QueriesProvider } from "../parts/queries.tsx";
import { askSession, SessionContext, useAskedSession } from "../parts/session.tsx";
import { useStore } from "../parts/use-store.ts";
import { useWords } from "../words/use-words.tsx";
import { followLive, followSession } from "./follow-live.ts";
import { KeyboardHelp } from "./keyboard-help.tsx";
import { Rail } from "./rail.tsx";
import { StaleBar } from "./stale-bar.tsx";
import { ToSignIn } from "./to-sign-in.tsx";
import { TopBar } from "./top-bar.tsx";
import styles from "./shell.module.css";
import { useProblemNotices } from "./use-problem-notices.ts";

const OwnWall = lazyRouteComponent(() => import("../pages/wall/own-wall.tsx"), "OwnWall");
const FirstSteps = lazyRouteComponent(() => import("../pages/welcome/first-steps.tsx"), "FirstSteps");

/** Address of the page that `?wall` asks for as a wall screen. */
function wallAddress(): { readonly pathname: string; readonly search: string } | null {
  const { pathname, search } = window.location;
  return new URLSearchParams(search).has("wall") ? { pathname, search } : null;
}

/** What is around every page for somebody who is signed in; others are sent to sign in. */
export function Shell() {
  return (
    <QueriesProvider>
      <ForSession />
    </QueriesProvider>
  );
}

function ForSession() {
  const asked = useAskedSession();
  const session = asked.kind === "told" ? asked.session : undefined;
  const { shell } = useWords();
  const isEnded = useStore(isSessionEnded);
  const live = useStore(liveStatus);
  const [wall] = useState(wallAddress);
  const { firstSteps } = usePreferences();
  const areStepsOpen =
    firstSteps === undefined || (firstSteps as { readonly isOpen?: unknown } | null)?.isOpen === true;
  const isAtResources = useRouterState({ select: ({ location }) => location.pathname === "/resources" });

  useEffect(listenToKeys, []);
  useEffect(followSummary, []);
  useEffect(() => {
    document.documentElement.dataset["live"] = live.kind;
  }, [live]);
  const login = session?.login;
  useEffect(() => (login === undefined ? undefined : onOtherAccount(login, () => window.location.reload())), [login]);
  useEffect(() => (login === undefined ? undefined : followSession()), [login]);
  const showProblem = useProblemNotices();
  useEffect(
    () => (login !== undefined && !isEnded ? followLive(login, showProblem) : undefined),
    [login, isEnded, showProblem],
  );

  if (session === undefined) {
    if (asked.kind !== "refused") return null;
    if (asked.error instanceof ApiError && asked.error.status === 401) return <ToSignIn />;
    return (
      <main className={styles["failed"]}>
        <ErrorState what="Vigie" error={asked.error} retry={() => void askSession()} />
      </main>
    );
  }
  // That of a wall screen is for the wall alone.
  if (session.wall !== null) return <ToSignIn />;
  if (wall !== null)
    return (
      <SessionContext value={session}>
        <Suspense>
          <OwnWall address={wall} />
        </Suspense>
        {isEnded && <SessionEnded />}
      </SessionContext>
    );
  return (
    <SessionContext value={session}>
      <div className={styles["shell"]}>
        <a className={styles["skip"]} href="#content">
          {shell.skip}
        </a>
        <TopBar />
        <Rail />
        <main id="content" className={styles["content"]} tabIndex={0}>
          <StaleBar />
          {isAtResources && areStepsOpen && (
            <Suspense>
              <FirstSteps />
            </Suspense>
          )}
          <Outlet />
        </main>
      </div>
      <ActionLayer />
      <KeyboardHelp />
      {isEnded && <SessionEnded />}
    </SessionContext>
  );
}
