import { Search, X } from "lucide-react";
import { useEffect, useId, useRef, useState, type KeyboardEvent, type RefObject } from "react";
import type { SearchMistake } from "../../data/search-mistake.ts";
import { placeInShown } from "../../data/visible-text.ts";
import type { Completion } from "../../data/wire.ts";
import { useWords } from "../../words/use-words.tsx";
import { useCompletions } from "./use-completions.ts";
import styles from "./search-box.module.css";

interface Properties {
  readonly ref: RefObject<HTMLInputElement | null>;
  /** The search of the address. */
  readonly q: string;
  readonly onSearch: (q: string) => void;
  /** In the search of the address. */
  readonly mistake: SearchMistake | undefined;
  /** Of the element that says what was expected. */
  readonly mistakeId: string;
}

/** Time after the last letter until the list follows what is typed. */
const PAUSE_MS = 350;

/** The search of the list, with completions. A mistake is underlined, and the list of before stays. */
export function SearchBox({ ref, q, onSearch, mistake: ofAddress, mistakeId }: Properties) {
  const words = useWords().resources;
  const id = useId();
  const [draft, setDraft] = useState(q);
  const [chosen, setChosen] = useState(-1);
  const [isOpen, setOpen] = useState(false);
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  const underlay = useRef<HTMLDivElement>(null);
  const { completions, ask, forget } = useCompletions();
  const items = isOpen ? (completions?.items ?? []) : [];
  const mistake = draft.trim() === q ? ofAddress : undefined;

  // Another search came by the address: a tab, a chip, back.
  useEffect(() => setDraft((before) => (before.trim() === q ? before : q)), [q]);
  useEffect(() => () => clearTimeout(pause.current), []);

  const close = (): void => {
    setOpen(false);
    setChosen(-1);
    forget();
  };
  const search = (text: string): void => {
    clearTimeout(pause.current);
    onSearch(text.trim());
  };
  const type = (text: string, at: number): void => {
    setDraft(text);
    setOpen(true);
    setChosen(-1);
    ask(text, at);
    clearTimeout(pause.current);
    pause.current = setTimeout(() => onSearch(text.trim()), PAUSE_MS);
  };
  const complete = ({ text }: Completion): void => {
    const { from, to } = completions!;
    const next = draft.slice(0, from) + text + draft.slice(to);
    const at = from + text.length;
    setDraft(next);
    setChosen(-1);
    // What was completed may be the beginning of more.
    if (/\s$/.test(text)) close();
    else ask(next, at);
    search(next);
    requestAnimationFrame(() => ref.current?.setSelectionRange(at, at));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    const item = items[chosen] ?? (event.key === "Tab" && items.length > 0 ? items[0] : undefined);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (items.length === 0) return (ask(draft, event.currentTarget.selectionStart ?? draft.length), setOpen(true));
      const by = event.key === "ArrowDown" ? 1 : -1;
      setChosen((before) => (before + by + items.length + 1) % (items.length + 1) || (by > 0 ? 0 : items.length - 1));
    } else if ((event.key === "Enter" || event.key === "Tab") && item !== undefined) complete(item);
    else if (event.key === "Enter") {
      close();
      search(draft);
      event.currentTarget.blur();
    } else if (event.key === "Escape") {
      if (isOpen && items.length > 0) close();
      else event.currentTarget.blur();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className={styles["box"]} role="search">
      <Search size={14} aria-hidden />
      <div className={styles["field"]}>
        <div ref={underlay} className={styles["underlay"]} aria-hidden>
          {mistake !== undefined && (
            <>
              {draft.slice(0, placeInShown(draft, mistake.from))}
              <mark>{draft.slice(placeInShown(draft, mistake.from), placeInShown(draft, mistake.to)) || " "}</mark>
            </>
          )}
        </div>
        <input
          ref={ref}
          type="text"
          role="combobox"
          className={styles["input"]}
          value={draft}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          enterKeyHint="search"
          placeholder={`${words.searchHint}   /`}
          aria-label={words.search}
          aria-autocomplete="list"
          aria-expanded={items.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={items[chosen] === undefined ? undefined : `${id}-${chosen}`}
          aria-invalid={mistake === undefined ? undefined : true}
          aria-describedby={mistake === undefined ? undefined : mistakeId}
          onChange={({ target }) => type(target.value, target.selectionStart ?? target.value.length)}
          onKeyDown={onKeyDown}
          onBlur={close}
          onScroll={({ currentTarget }) => {
            underlay.current!.scrollLeft = currentTarget.scrollLeft;
          }}
        />
      </div>
      {draft !== "" && (
        <button
          type="button"
          className={styles["clear"]}
          aria-label={words.clearSearch}
          title={words.clearSearch}
          onClick={() => {
            setDraft("");
            search("");
            ref.current?.focus();
          }}
        >
          <X size={14} aria-hidden />
        </button>
      )}
      <ul
        id={`${id}-list`}
        role="listbox"
        aria-label={words.completions}
        className={styles["list"]}
        hidden={items.length === 0}
      >
        {items.map((item, at) => (
          <li
            key={item.text}
            id={`${id}-${at}`}
            role="option"
            aria-selected={at === chosen}
            className={styles["item"]}
            // The field keeps the focus.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => complete(item)}
          >
            <span>{item.text}</span>
            <span className="muted">{item.hint || item.kind}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
