import { useNavigate } from "@tanstack/react-router";
import type { AnchorHTMLAttributes, MouseEvent } from "react";
import { urlOf } from "../data/client.ts";

interface Properties extends AnchorHTMLAttributes<HTMLAnchorElement> {
  /** Search of the list that it leads to. */
  readonly q: string;
  readonly sort?: string;
}

/** Link to the list of resources with a search: whatever counts something leads to what it counted. */
export function ResourcesLink({ q, sort, ...rest }: Properties) {
  const navigate = useNavigate();
  const href = urlOf("/resources", { q, sort });
  const follow = (event: MouseEvent): void => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void navigate({ href });
  };
  return <a {...rest} href={href} data-q={q} onClick={follow} />;
}
