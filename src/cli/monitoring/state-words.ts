import type { StateCode } from "../../model/resource-state.ts";
import { stateName, type ResourceKind } from "../../model/state-code.ts";
import type { Cell, Style } from "../../lib/table.ts";
import type { Resource } from "./resources.ts";

const STYLES: Readonly<Record<string, Style>> = {
  UP: "green",
  OK: "green",
  WARNING: "yellow",
  DOWN: "red",
  CRITICAL: "red",
  UNREACHABLE: "magenta",
  UNKNOWN: "magenta",
  PENDING: "gray",
};

/** Colour of a state by its name; undefined for other words. */
export const stateStyle = (name: string): Style | undefined => STYLES[name];

/** State in words, coloured. */
export function stateCell(kind: ResourceKind, state: StateCode): Cell {
  const text = stateName(kind, state);
  return { text, style: stateStyle(text) ?? "reset" };
}

/** State of a resource; a problem that is being retried has its attempt. */
export function stateOf({ kind, state, isHard, attempt, maxAttempts }: Resource): Cell {
  const cell = stateCell(kind, state);
  if (typeof cell === "string" || isHard || state === 0 || state === 4) return cell;
  return { ...cell, text: `${cell.text} soft ${attempt ?? "?"}/${maxAttempts ?? "?"}` };
}
