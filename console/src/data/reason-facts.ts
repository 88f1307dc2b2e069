import type { MessageParams } from "./wire-params.ts";
import type { PresentDecision } from "./wire-detail.ts";

/**
 * What a reason names, for its sentence. A member is undefined where the server did not name it: a decision of an
 * earlier release has none.
 */
export interface ReasonFacts {
  /** Answer of the rules for now or another time, not what was decided. */
  readonly isNow: boolean;
  /** Until when it holds, as text. */
  readonly until: string | null;
  readonly commands: readonly string[];
  readonly type: "host" | "service" | undefined;
  readonly isBehind: boolean;
  text(name: string): string | undefined;
  number(name: string): number | undefined;
}

export type ReasonSentence = (facts: ReasonFacts) => string;

/** Facts of a decision; `timeOf` writes a time within a sentence. */
export function factsOf(
  { params, until }: Pick<PresentDecision, "params" | "until">,
  isNow: boolean,
  timeOf: (time: string) => string,
): ReasonFacts {
  const named: MessageParams = params ?? {};
  const { commands, type } = named;
  return {
    isNow,
    until: until === null ? null : timeOf(until),
    commands: Array.isArray(commands) ? (commands as readonly string[]) : [],
    type: type === "host" || type === "service" ? type : undefined,
    isBehind: named["is_behind"] === true,
    text(name) {
      const value = named[name];
      return typeof value === "string" && value !== "" ? value : undefined;
    },
    number(name) {
      const value = named[name];
      return typeof value === "number" ? value : undefined;
    },
  };
}
