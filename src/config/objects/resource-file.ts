import { forEachLogicalLine } from "./logical-lines.ts";
import type { Include } from "./main-file.ts";
import type { Diagnostics } from "./diagnostics.ts";
import { readText } from "./read-text.ts";
import { errorOf } from "../../model/configuration-errors.ts";

/**
 * Reads `$USERn$=value` lines of the resource files, by name without dollar signs. Accepts other names too, as Centreon
 * Engine does (`$CENTREONPLUGINS$`). Messages never show a value, which may be a secret.
 */
export function readResourceFiles(includes: readonly Include[], problems: Diagnostics): ReadonlyMap<string, string> {
  const macros = new Map<string, string>();
  for (const include of includes) {
    const text = readText(include.path, include, problems);
    if (text === null) continue;
    forEachLogicalLine(text, include.path, problems, (line, number) => {
      const place = { file: include.path, line: number };
      const match = /^\$([^$=\s]+)\$\s*=\s*(.*)$/s.exec(line);
      if (match?.[1] === undefined || match[2] === undefined) {
        problems.error(place, null, errorOf("resource-line", {}));
      } else if (!isMacroName(match[1])) {
        problems.error(place, `$${match[1]}$`, errorOf("macro-name", {}));
      } else {
        macros.set(match[1], match[2]);
      }
    });
  }
  return macros;
}

const LAST_USER_MACRO = 256;

function isMacroName(name: string): boolean {
  const number = /^USER(\d+)$/.exec(name)?.[1];
  if (number !== undefined) return Number(number) >= 1 && Number(number) <= LAST_USER_MACRO;
  return /^[A-Za-z][A-Za-z0-9_-]{0,254}$/.test(name);
}
