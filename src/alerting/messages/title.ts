import type { NotificationKind } from "../../model/history-event.ts";

type Words = (name: string, state: string) => string;

/** Subjects, as a colleague would write them. `name`: `service web/HTTP`; `state`: `CRITICAL`. */
const TITLES: Readonly<Record<NotificationKind, Words>> = {
  problem: (name, state) => `Problem: ${name} is ${state}`,
  recovery: (name, state) => `Recovered: ${name} is ${state}`,
  acknowledgement: (name, state) => `Acknowledged: ${name} is ${state}`,
  custom: (name, state) => `Message about ${name}, which is ${state}`,
  "flapping-start": (name) => `Flapping began: ${name}`,
  "flapping-stop": (name, state) => `Flapping ended: ${name} is ${state}`,
  "flapping-disabled": (name, state) => `Flap detection disabled: ${name} is ${state}`,
  "acknowledgement-expiring": (name, state) => `Acknowledgement ends soon: ${name} is ${state}`,
  "downtime-start": (name) => `Downtime began: ${name}`,
  "downtime-ending": (name, state) => `Downtime ends soon: ${name} is ${state}`,
  "downtime-end": (name, state) => `Downtime ended: ${name} is ${state}`,
  "downtime-cancelled": (name, state) => `Downtime cancelled: ${name} is ${state}`,
};

/** Title of a message: `Problem: service web/HTTP is CRITICAL`. */
export const titleOf = (kind: NotificationKind, name: string, state: string): string => TITLES[kind](name, state);
