import { get } from "../../data/client.ts";
import type { ResourceList } from "../../data/wire.ts";

export const STEPS = ["see", "host", "tell", "bring"] as const;
export type Step = (typeof STEPS)[number];

/** First steps of an account, as its preferences keep them. */
export interface FirstStepsState {
  readonly isOpen: boolean;
  readonly done: readonly Step[];
  /** Hosts that there were at first; null: not counted yet. */
  readonly hosts: number | null;
}

export interface FirstStepsFacts {
  readonly done: readonly Step[];
  readonly hosts: number;
}

/** So many new hosts are a configuration of one's own. */
const BROUGHT_HOSTS = 5;

/** First steps of whatever the preferences have; none are open without. */
export function stepsOf(kept: unknown): FirstStepsState {
  const { isOpen, done, hosts } = (typeof kept === "object" && kept !== null ? kept : {}) as Readonly<
    Record<string, unknown>
  >;
  return {
    isOpen: isOpen === true,
    done: Array.isArray(done) ? STEPS.filter((step) => done.includes(step)) : [],
    hosts: typeof hosts === "number" ? hosts : null,
  };
}

/** Steps that are done, by what the server knows. */
export function doneOf(
  { hosts: atFirst }: FirstStepsState,
  {
    acknowledged,
    hosts,
    notified,
  }: { readonly acknowledged: number; readonly hosts: number; readonly notified: number },
): readonly Step[] {
  const added = hosts - (atFirst ?? hosts);
  const isDone: Readonly<Record<Step, boolean>> = {
    see: acknowledged > 0,
    host: added > 0,
    tell: notified > 0,
    bring: added >= BROUGHT_HOSTS,
  };
  return STEPS.filter((step) => isDone[step]);
}

export async function factsOf(kept: FirstStepsState, signal: AbortSignal): Promise<FirstStepsFacts> {
  const totalOf = async (q: string): Promise<number> =>
    (await get<ResourceList>("/api/resources", { query: { q, limit: 0 }, signal })).meta.total;
  const [acknowledged, hosts, notified] = await Promise.all([
    totalOf("is:acknowledged"),
    totalOf("type:host"),
    get<{ readonly result: readonly unknown[] }>("/api/decisions", {
      query: { outcome: "told", limit: 1 },
      signal,
    }).then(({ result }) => result.length),
  ]);
  return { done: doneOf(kept, { acknowledged, hosts, notified }), hosts };
}
