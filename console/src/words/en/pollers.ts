import { groupedNumber } from "../count.ts";

export const pollers = {
  page: "Pollers and servers",
  title: "Pollers",
  none: "This server checks everything itself. A poller checks what it cannot reach: an office behind a router, a DMZ.",
  name: "Poller",
  link: "Connection",
  states: {
    connected: "connected",
    connecting: "no connection",
    away: "away",
    "not-enrolled": "not enrolled yet",
    revoked: "revoked",
  },
  since: "since",
  hosts: "Hosts",
  ofGroup: (count: string, group: string) => `${count} of group ${group}`,
  late: "Late checks",
  buffered: "On the way",
  clock: "Clock ahead",
  version: "Release",
  seconds: (seconds: number) => `${groupedNumber(Math.round(seconds * 100) / 100)} s`,
  refused: "It refused its configuration:",
  revoke: "Revoke",
  revokeOf: (name: string) => `Revoke ${name}`,
  newName: "Name of another one",
  add: "Add a poller",
  added: (name: string) =>
    `${name} was added. Run this on its machine; the secret in it is good once, for an hour, and shown this once:`,
  hint: "Hosts whose definition says “poller NAME” are checked there from the next reload on.",
};
