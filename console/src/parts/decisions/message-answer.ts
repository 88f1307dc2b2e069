/** What a channel answered to a message. */
export interface MessageAnswer {
  /** Empty: nothing. */
  readonly answer: string;
  readonly failedBefore: number;
  /** Reason of the last failure before a delivery; empty: none. */
  readonly lastFailure: string;
}

/** Takes the outcome of a message apart: the channel's answer without the server's words around it. */
export function messageAnswer(outcome: string | null): MessageAnswer {
  if (outcome === null) return { answer: "", failedBefore: 0, lastFailure: "" };
  const before = /^(?<rest>.*); (?<count>\d+) failed attempts? before, the last: (?<last>.*)$/s.exec(outcome)?.groups;
  const rest = before?.["rest"] ?? outcome;
  const givenUp = /^given up after (?<count>\d+) attempts?: (?<reason>.*)$/s.exec(rest)?.groups;
  return {
    answer: givenUp?.["reason"] ?? rest.replace(/^(?:delivered|failed)(?:: )?/, ""),
    failedBefore: Number(before?.["count"] ?? givenUp?.["count"] ?? 0),
    lastFailure: before?.["last"] ?? "",
  };
}
