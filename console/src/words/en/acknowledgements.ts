import { countOf } from "../count.ts";

export const acknowledgements = {
  title: "Acknowledgements",
  empty: "Nobody holds a problem",
  emptyHint: "Acknowledged problems are listed here, with who holds them and until when.",
  state: "State",
  what: "What",
  by: "By",
  since: "Since",
  ends: "Ends",
  comment: "Comment",
  actions: "Actions",
  withProblem: "when it recovers",
  withState: "when its state changes",
  whenStable: (duration: string) => `${duration} after it recovered`,
  quiet: (count: number) =>
    countOf(count, "en", { one: "service of it has a problem", other: "services of it have problems" }),
  end: "End",
  endOf: (what: string) => `End the acknowledgement of ${what}`,
};
