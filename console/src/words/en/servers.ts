import { countOf, groupedNumber } from "../count.ts";

/** Servers that share a store. */
export const servers = {
  title: "Servers",
  leads: "Leads",
  ledLast: "Led last",
  term: (term: number) => `term ${groupedNumber(term)}`,
  since: "since",
  silent: "silent for",
  noLeader:
    "No server is known to lead. Until one does, nobody is notified and nothing can be changed here. Look at the logs of the servers, and whether each of them reaches the database.",
  standbys: "Stand by",
  count: (count: number) => countOf(count, "en", { one: "server", other: "servers" }),
  noCount: "not known: the database does not answer",
  own: "This server",
  roles: { leader: "leads", standby: "stands by, and answers reads" },
  position: "Position",
  lag: "Behind",
  configuration: "Configuration",
  sameFiles: "the files that the leader has in effect",
  otherFiles:
    "Its files are not those that the leader has in effect. Bring the same files to all servers, then reload the leader.",
  version: "Release",
};
