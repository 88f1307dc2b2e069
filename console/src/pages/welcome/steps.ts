import { get } from "../../data/client.ts";
import type { LiveRow, ResourceList, Summary } from "../../data/wire.ts";

export const STEPS = ["see", "tell", "host", "bring"] as const;
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

/** Service of the delivered configuration that is there to be tried. */
const TRIED_NAME = "Try me";

/** More hosts than the delivered configuration has: somebody has brought theirs already. */
const FRESH_HOSTS = 3;

/** Whether the steps are shown: chosen, or nothing was chosen yet and the installation is fresh. */
export const isShown = (
  kept: unknown,
  { isAdmin, hosts, tried }: { readonly isAdmin: boolean; readonly hosts: number; readonly tried: boolean },
): boolean => (kept === undefined ? isAdmin && tried && hosts <= FRESH_HOSTS : stepsOf(kept).isOpen);

/**
 * The service to try things on: the one that is made for it, else any that is OK. In a list that is not shown
 * only the first is looked for: the second search is one over everything.
 */
export async function triedService(isOpen: boolean, signal: AbortSignal): Promise<LiveRow | null> {
  const first = async (q: string): Promise<LiveRow | undefined> =>
    (await get<ResourceList>("/api/resources", { query: { q, limit: 1 }, signal })).result[0];
  const made = await first(`service:"${TRIED_NAME}"`);
  return made ?? (isOpen ? await first("type:service state:OK") : undefined) ?? null;
}

export const isMadeForIt = (row: Pick<LiveRow, "name"> | null): boolean => row?.name === TRIED_NAME;

/** How far the trying of a service is. Its first check would put an end to what was reported before. */
export function stageOf({
  state,
  checks,
  acknowledgement,
}: Pick<LiveRow, "state" | "checks" | "acknowledgement">): "first" | "start" | "reported" | "acknowledged" {
  if (state === "PENDING" && checks === "active") return "first";
  if (state !== "CRITICAL") return "start";
  return acknowledgement === null ? "reported" : "acknowledged";
}

/** Path of a new file beside the one that has a definition; null: the place is not told. */
export const fileBeside = (file: string | null): string | null => file?.replace(/[^/]*$/, "first.cfg") ?? null;

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
    (await get<Summary>("/api/summary", { query: { q }, signal })).total;
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
