import { Link } from "@tanstack/react-router";
import { labelOf } from "../data/actions/targets.ts";
import type { LiveRow } from "../data/wire.ts";

interface Properties {
  readonly row: Pick<LiveRow, "key" | "type" | "name" | "host">;
  readonly className?: string | undefined;
}

/** Name of a host or a service that leads to its page. */
export function ResourceLink({ row, className }: Properties) {
  return (
    <Link to={row.type === "host" ? "/hosts/$key" : "/services/$key"} params={{ key: row.key }} className={className}>
      {labelOf(row)}
    </Link>
  );
}
