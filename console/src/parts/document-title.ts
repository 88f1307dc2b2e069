import { liveStatus, summary } from "../data/live.ts";

let page = "Vigie";

/** Names the page that is shown; the title of the window has the number of unhandled problems before it. */
export function setPageTitle(title: string): void {
  page = title;
  write();
}

/** Keeps the title of the window as the summary says. Returns its end. */
export function followSummary(): () => void {
  const ends = [summary.subscribe(write), liveStatus.subscribe(write)];
  return () => {
    for (const end of ends) end();
  };
}

function write(): void {
  const unhandled = summary.get()?.total_unhandled ?? 0;
  const count = unhandled === 0 ? "" : `(${unhandled}) `;
  document.title = page === "Vigie" ? `${count}Vigie` : `${count}${page} · Vigie`;
}
