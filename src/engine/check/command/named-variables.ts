import { findMacro } from "../macros.ts";
import type { MacroContext } from "../macro/macro-context.ts";
import type { Piece } from "./pieces.ts";

/** Environment variable of a command: name, value. */
export type Variable = readonly [name: string, value: string];

const PREFIX = "VIGIE_";
const NAME = /VIGIE_([A-Z0-9_]+)/g;
/** In characters. Linux limits a variable to 131,071 bytes. */
const MAX_VALUE_LENGTH = 16_384;

/**
 * Macros that a command line names as variables: `$VIGIE_HOSTADDRESS`, `${VIGIE_SERVICEOUTPUT}`, `$VIGIE__HOSTRACK`.
 * They reach the program in its environment, secrets included. Names of no macro are left out.
 */
export function namedVariables(pieces: readonly Piece[], context: MacroContext): readonly Variable[] {
  const found = new Map<string, string>();
  for (const piece of pieces) {
    if (piece.kind !== "text" || !piece.text.includes(PREFIX)) continue;
    for (const [variable, name] of piece.text.matchAll(NAME)) {
      const macro = findMacro(name!, [], context);
      if (macro !== null) found.set(variable, macro.text.replaceAll("\0", "").slice(0, MAX_VALUE_LENGTH));
    }
  }
  return found.size === 0 ? NO_VARIABLES : [...found];
}

const NO_VARIABLES: readonly Variable[] = [];
