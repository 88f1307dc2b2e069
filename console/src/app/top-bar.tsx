import { Moon, Search, Sun } from "lucide-react";
import { Link, useNavigate, useRouterState } from "@tanstack/react-router";
import { useRef, useState, type FormEvent } from "react";
import { summary } from "../data/live.ts";
import { changePreferences } from "../data/preferences.ts";
import type { State } from "../data/wire.ts";
import { Button } from "../parts/button.tsx";
import { useKeys } from "../parts/keys.tsx";
import { usePreferences } from "../parts/preferences.tsx";
import { useSession } from "../parts/session.tsx";
import { StateMark } from "../parts/state-mark.tsx";
import { useStore } from "../parts/use-store.ts";
import { groupedNumber } from "../words/count.ts";
import { useWords } from "../words/use-words.tsx";
import { LiveMark } from "./live-mark.tsx";
import { SoundNotice } from "./sound-notice.tsx";
import styles from "./top-bar.module.css";

/** On every page: the installation, unhandled problems by state, search, live mark, theme and profile. */
export function TopBar() {
  const { name, server } = useSession();
  const { shell } = useWords();
  // The list has its own box.
  const isInList = useRouterState({ select: ({ location }) => location.pathname === "/resources" });
  return (
    <header className={styles["bar"]}>
      <Link to="/resources" className={styles["name"]}>
        Vigie{server.name !== "" && <span className="muted"> ▸ {server.name}</span>}
      </Link>
      <UnhandledCounts />
      {!isInList && <SearchBox />}
      <SoundNotice />
      <LiveMark />
      <ThemeButton />
      <Link to="/profile" className={styles["profile"]} aria-label={`${shell.profile}: ${name}`} title={name}>
        {initialsOf(name)}
      </Link>
    </header>
  );
}

const COUNTED: readonly State[] = ["DOWN", "CRITICAL", "UNREACHABLE", "UNKNOWN", "WARNING"];

function UnhandledCounts() {
  const { shell } = useWords();
  const told = useStore(summary);
  if (told === null) return <div className={styles["counts"]} />;
  const countOf = (state: State): number => told.unhandled[state] ?? 0;
  const present = COUNTED.filter((state) => countOf(state) > 0);
  return (
    <nav className={styles["counts"]} aria-label={shell.unhandled}>
      {present.length === 0 && <span className="muted">{shell.noUnhandled}</span>}
      {present.map((state) => (
        <Link
          key={state}
          className={styles["count"]}
          to="/resources"
          search={{ q: `is:unhandled state:${state}` }}
          activeOptions={{ includeSearch: true }}
        >
          <StateMark state={state} />
          <b>{groupedNumber(countOf(state))}</b>
        </Link>
      ))}
    </nav>
  );
}

/** Searches in the list of resources; on that page its own box is the search. */
function SearchBox() {
  const { shell } = useWords();
  const navigate = useNavigate();
  const field = useRef<HTMLInputElement>(null);
  const [q, setQ] = useState("");
  useKeys(shell.navigation, [{ keys: "/", label: shell.search, run: () => field.current?.focus() }]);
  const search = (event: FormEvent): void => {
    event.preventDefault();
    void navigate({ to: "/resources", search: { q } });
  };
  return (
    <form className={styles["search"]} role="search" onSubmit={search}>
      <Search size={14} aria-hidden />
      <input
        ref={field}
        type="search"
        value={q}
        placeholder={`${shell.search}  /`}
        aria-label={shell.search}
        onChange={({ target }) => setQ(target.value)}
      />
    </form>
  );
}

function ThemeButton() {
  const { shell } = useWords();
  const { theme } = usePreferences();
  const isDark = theme === "dark" || (theme === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
  const other = isDark ? "light" : "dark";
  const Icon = isDark ? Sun : Moon;
  return (
    <Button
      look="plain"
      className={styles["theme"]}
      aria-label={shell.theme[other]}
      title={shell.theme[other]}
      onPress={() => void changePreferences({ theme: other }).catch(() => {})}
    >
      <Icon size={16} aria-hidden />
    </Button>
  );
}

const initialsOf = (name: string): string =>
  name
    .split(/[\s._-]+/)
    .slice(0, 2)
    .map((part) => part.slice(0, 1).toUpperCase())
    .join("");
