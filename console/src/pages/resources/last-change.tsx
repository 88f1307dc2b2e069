import { useQuery } from "@tanstack/react-query";
import { get } from "../../data/client.ts";
import { serverNow } from "../../data/clock.ts";
import { durationText } from "../../data/time.ts";
import { useWords } from "../../words/use-words.tsx";

interface LoggedChange {
  readonly time: string;
  readonly host: { readonly name: string | null } | null;
  readonly service: { readonly name: string | null } | null;
  readonly state_name: string | null;
}

/** The newest change of a state, so that quiet is seen to be alive. */
export function LastChange() {
  const { resources: words, common } = useWords();
  const { data } = useQuery({
    queryKey: ["last-change"],
    queryFn: ({ signal }) =>
      get<{ readonly result: readonly LoggedChange[] }>("/api/events/log", {
        query: { kind: "hard-state,recovery", limit: 1 },
        signal,
      }),
    refetchInterval: 60_000,
  });
  const [change] = data?.result ?? [];
  if (change === undefined) return null;
  const name = [change.host?.name, change.service?.name, change.state_name].filter(Boolean).join(" ");
  const duration = durationText((serverNow() - Date.parse(change.time)) / 1_000, common.dayUnit);
  return <p>{words.lastChange(duration, name)}</p>;
}
