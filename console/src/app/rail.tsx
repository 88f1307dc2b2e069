import {
  Activity,
  BellRing,
  BookOpen,
  CalendarClock,
  ChartPie,
  FolderTree,
  Keyboard,
  ListTree,
  ScrollText,
} from "lucide-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useKeys } from "../parts/keys.tsx";
import { useWords } from "../words/use-words.tsx";
import { openedHelp } from "./opened-help.ts";
import styles from "./rail.module.css";

/** Pages of the rail, with the letter after `g`. */
const PAGES = [
  { name: "resources", to: "/resources", letter: "r", Icon: ListTree },
  { name: "overview", to: "/overview", letter: "o", Icon: ChartPie },
  { name: "downtimes", to: "/downtimes", letter: "d", Icon: CalendarClock },
  { name: "notifications", to: "/notifications", letter: "n", Icon: BellRing },
  { name: "events", to: "/events", letter: "e", Icon: ScrollText },
  { name: "groups", to: "/groups", letter: "t", Icon: FolderTree },
  { name: "health", to: "/health", letter: "h", Icon: Activity },
] as const;

const openKeys = (): void => openedHelp.set("keys");

export function Rail() {
  const words = useWords();
  const navigate = useNavigate();
  useKeys(
    words.shell.navigation,
    PAGES.map(({ name, to, letter }) => ({
      keys: `g ${letter}`,
      label: words[name].title,
      run: () => void navigate({ to }),
    })),
  );
  return (
    <nav className={styles["rail"]} aria-label={words.shell.navigation}>
      {PAGES.map(({ name, to, letter, Icon }) => (
        <Link
          key={to}
          to={to}
          className={styles["page"]}
          activeProps={{ "aria-current": "page" }}
          title={`${words[name].title} (g ${letter})`}
        >
          <Icon size={16} strokeWidth={1.75} aria-hidden />
          <span>{words[name].title}</span>
        </Link>
      ))}
      <button type="button" className={styles["keys"]} title={`${words.shell.keys} (?)`} onClick={openKeys}>
        <Keyboard size={16} strokeWidth={1.75} aria-hidden />
        <span>{words.shell.keys}</span>
        <kbd aria-hidden>?</kbd>
      </button>
      <a className={styles["documentation"]} href="/docs" title={words.shell.documentation}>
        <BookOpen size={16} strokeWidth={1.75} aria-hidden />
        <span>{words.shell.documentation}</span>
      </a>
    </nav>
  );
}
