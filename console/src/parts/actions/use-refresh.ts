import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { outcome } from "../../data/actions/action-store.ts";
import { liveClient } from "../../data/stream/the-live-client.ts";

const WAIT_MS = 300;

/** Asks again for queries whose key begins with `name` when somebody changes what they show. */
export function useRefresh(name: string, kinds: RegExp): void {
  const queries = useQueryClient();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refresh = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => void queries.invalidateQueries({ queryKey: [name] }), WAIT_MS);
    };
    const ends = [
      outcome.subscribe(() => {
        if (outcome.get() !== null) void queries.invalidateQueries({ queryKey: [name] });
      }),
      liveClient().listen((event) => {
        if (event.type === "gap" || (event.type === "change" && kinds.test(event.change.kind))) refresh();
      }),
    ];
    return () => {
      clearTimeout(timer);
      for (const end of ends) end();
    };
  }, [queries, name, kinds]);
}
