import { useQuery } from "@tanstack/react-query";
import { Star } from "lucide-react";
import { Link } from "@tanstack/react-router";
import { summary } from "../../data/live.ts";
import { normalized } from "../../data/query-text.ts";
import { savedViewsQuery } from "../../data/saved-views.ts";
import { isProblemState } from "../../data/states.ts";
import type { SavedView, Summary } from "../../data/wire.ts";
import { useStore } from "../../parts/use-store.ts";
import { groupedNumber } from "../../words/count.ts";
import { useWords } from "../../words/use-words.tsx";
import { ALL, addressOf, DEFAULT_Q, PROBLEMS, queryOf, type ResourcesSearch } from "./search.ts";
import { DEFAULT_SORT } from "./sort.ts";
import styles from "./head.module.css";

interface Properties {
  readonly search: ResourcesSearch;
  /** Saves the changed search under the name that it began with. */
  readonly onSave: (view: SavedView) => void;
}

/** Searches that are one press away: those of the console, then the saved ones. */
export function ViewTabs({ search, onSave }: Properties) {
  const words = useWords().resources;
  const told = useStore(summary);
  const { data: saved = [] } = useQuery(savedViewsQuery);
  const q = normalized(queryOf(search));
  const begun = saved.find(({ id }) => String(id) === search.saved);
  const fixed = [
    { name: words.tabs.unhandled, q: DEFAULT_Q, count: told?.total_unhandled },
    { name: words.tabs.problems, q: PROBLEMS, count: told === null ? undefined : countProblems(told) },
    { name: words.tabs.all, q: "", count: told?.total },
  ];
  return (
    <nav className={styles["tabs"]} aria-label={words.searches}>
      {fixed.map((tab) => (
        <Link
          key={tab.q}
          to="/resources"
          search={{ ...(tab.q === DEFAULT_Q ? {} : { q: addressOf(tab.q) ?? ALL }), ...kept(search) }}
          className={styles["tab"]}
          activeOptions={EXACT}
          aria-current={begun === undefined && q === tab.q ? "page" : undefined}
        >
          {tab.name}
          {tab.count !== undefined && <span className={styles["count"]}>{groupedNumber(tab.count)}</span>}
        </Link>
      ))}
      {saved.map((view) => {
        const isChanged = view === begun && view.own && !isSame(view, search);
        return (
          <span key={view.id} className={styles["saved"]}>
            <Link
              to="/resources"
              search={searchOf(view, search)}
              className={styles["tab"]}
              activeOptions={EXACT}
              aria-current={view === begun ? "page" : undefined}
              title={view.own ? view.q : `${view.q} (${words.savedOf(view.login ?? "")})`}
            >
              <Star size={12} aria-hidden /> <span className={styles["name"]}>{view.name}</span>
            </Link>
            {isChanged && (
              <button type="button" className={styles["change"]} onClick={() => onSave(view)}>
                • {words.saveChanged}
              </button>
            )}
          </span>
        );
      })}
    </nav>
  );
}

/** Which one is shown decides the search, not the path: that is the same for all. */
const EXACT = { exact: true, includeSearch: true } as const;

/** The panel stays open when somebody looks at another list. */
const kept = ({ open, tab }: ResourcesSearch): ResourcesSearch => ({
  ...(open !== undefined && { open }),
  ...(tab !== undefined && { tab }),
});

/** Address of a saved search. */
export function searchOf(view: SavedView, present: ResourcesSearch): ResourcesSearch {
  const q = addressOf(view.q);
  return {
    ...(q !== undefined && { q }),
    ...(view.sort !== DEFAULT_SORT && view.sort !== "" && { sort: view.sort }),
    ...(view.columns.length > 0 && { columns: view.columns.join(",") }),
    saved: String(view.id),
    ...kept(present),
  };
}

function isSame(view: SavedView, search: ResourcesSearch): boolean {
  const { q, sort, columns } = searchOf(view, {});
  return normalized(q ?? "") === normalized(search.q ?? "") && sort === search.sort && columns === search.columns;
}

function countProblems({ host, service }: Summary): number {
  let count = 0;
  for (const [state, { total }] of [...Object.entries(host), ...Object.entries(service)])
    if (isProblemState(state)) count += total;
  return count;
}
