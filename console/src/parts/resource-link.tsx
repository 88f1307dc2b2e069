import { Link } from "@tanstack/react-router";
import { placeName } from "../data/place-name.ts";

interface Properties {
  readonly resourceKey: string;
  readonly host: string;
  /** Null: the host itself. */
  readonly service: string | null;
  readonly tab?: "details" | "why" | "timeline" | "graph";
}

/** A host or a service by name, leading to its page. */
export function ResourceLink({ resourceKey, host, service, tab }: Properties) {
  return (
    <Link
      to={resourceKey.startsWith("h") ? "/hosts/$key" : "/services/$key"}
      params={{ key: resourceKey }}
      search={tab === undefined ? {} : { tab }}
    >
      {placeName(host, service)}
    </Link>
  );
}
