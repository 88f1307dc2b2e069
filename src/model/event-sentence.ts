import type { HistoryEvent } from "./history-event.ts";
import { shortName, type NamedResource } from "./named-resource.ts";
import type { StateCode } from "./resource-state.ts";
import { stateName } from "./state-code.ts";

/** What a sentence about an event needs, of a stored event or of one that the API answered. */
export interface ToldEvent {
  /** Kinds of later versions may come from another server. */
  readonly kind: string;
  /** Null: of the server. */
  readonly about: NamedResource | null;
  readonly state: number | null;
  readonly stateType: number | null;
  readonly checkAttempt: number | null;
  /** Null: not known here. */
  readonly maxCheckAttempts: number | null;
  /** For a recovery: the problem was soft, as far as known here. */
  readonly wasSoft?: boolean;
  readonly output: string;
  readonly reason: string;
}

/** Name of the state at an event; null for the server. */
export const stateOfEvent = ({ about, state }: Pick<ToldEvent, "about" | "state">): string | null =>
  about === null || state === null ? null : stateName(about.service === null ? "host" : "service", state as StateCode);

/** One sentence about an event, the names first: `web/HTTP is CRITICAL (hard, attempt 3 of 3): Connection refused`. */
export function eventSentence(event: ToldEvent): string {
  const name = event.about === null ? "" : shortName(event.about);
  const words = STATE_WORDS[event.kind];
  if (words !== undefined && name !== "")
    return withText(`${name} is ${stateOfEvent(event) ?? "in no state"}${words(event)}`, event.output);
  const said = `${BEGINNINGS[event.kind as HistoryEvent["kind"]] ?? ""}${event.reason}`;
  return withText(name === "" ? said : `${name}: ${said}`, HAS_OUTPUT.has(event.kind) ? event.output : "");
}

const withText = (sentence: string, text: string): string => (text === "" ? sentence : `${sentence}: ${text}`);

/** Events that tell a state, with what follows its name. */
const STATE_WORDS: Readonly<Record<string, (event: ToldEvent) => string>> = {
  "first-result": () => " (first result)",
  "soft-state": (event) => ` (soft${attemptWords(event)})`,
  "hard-state": (event) => ` (hard${attemptWords(event)})`,
  recovery: ({ wasSoft }) => (wasSoft ? " again (soft)" : " again"),
  "stalked-output": () => " with another output",
};

function attemptWords({ checkAttempt, maxCheckAttempts }: ToldEvent): string {
  if (checkAttempt === null) return "";
  return `, attempt ${checkAttempt}${maxCheckAttempts === null ? "" : ` of ${maxCheckAttempts}`}`;
}

/** What the reasons of these events leave to their kind. */
const BEGINNINGS: Readonly<Partial<Record<HistoryEvent["kind"], string>>> = {
  "check-skipped": "not checked: ",
  "flapping-started": "flapping started: ",
  "flapping-stopped": "flapping stopped: ",
  "acknowledgement-cancelled": "acknowledgement ",
  "acknowledgement-ended": "acknowledgement ended: ",
};

/** Their output is the text of a comment. */
const HAS_OUTPUT: ReadonlySet<string> = new Set([
  "acknowledgement-set",
  "acknowledgement-cancelled",
  "downtime-scheduled",
  "downtime-started",
  "downtime-ended",
  "downtime-cancelled",
  "comment-added",
  "comment-deleted",
  "operator-action",
] satisfies HistoryEvent["kind"][]);
