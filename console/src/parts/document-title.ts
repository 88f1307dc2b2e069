import { liveStatus, summary } from "../data/live.ts";
import { FAVICONS, STALE_FAVICON, USUAL_FAVICON } from "./favicons.ts";

let page = "Vigie";

/** Names the page that is shown; the title of the window has the number of unhandled problems before it. */
export function setPageTitle(title: string): void {
  page = title;
  write();
}

/** Keeps title and icon of the window as the summary says: how many problems are unhandled, and the worst. */
export function followSummary(): () => void {
  const ends = [summary.subscribe(write), liveStatus.subscribe(write)];
  write();
  return () => {
    for (const end of ends) end();
  };
}

function write(): void {
  const told = summary.get();
  const unhandled = told?.total_unhandled ?? 0;
  const count = unhandled === 0 ? "" : `(${unhandled}) `;
  document.title = page === "Vigie" ? `${count}Vigie` : `${count}${page} · Vigie`;

  const isStale = liveStatus.get().kind === "stale";
  const worst = told?.worst_unhandled;
  const icon = isStale ? STALE_FAVICON : ((worst && FAVICONS[worst]) ?? USUAL_FAVICON);
  const link = document.querySelector<HTMLLinkElement>("link[rel=icon]");
  if (link !== null && link.getAttribute("href") !== icon) link.href = icon;
}
