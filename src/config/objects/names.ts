import type { SourcePlace } from "../../model/objects.ts";
import type { Diagnostics } from "./diagnostics.ts";
import { errorOf } from "../../model/configuration-errors.ts";

/** Characters that names of objects may not contain. */
export interface NameRules {
  /** `illegal_object_name_chars` of the main file, for every kind of name; null if not set. */
  readonly illegal: string | null;
}

// The set of Nagios's sample file. Centreon uses quotes, ampersands and more in the names of services and groups, so
// without `illegal_object_name_chars` in the main file only host names are checked against it.
const ILLEGAL_IN_HOST_NAMES = "`~!$%^&*|'\"<>?,()=";

/**
 * Reports a name with characters that are not allowed. A semicolon would end a host name in external commands and ids.
 */
export function checkName(
  type: string,
  name: string,
  place: SourcePlace,
  directive: string,
  rules: NameRules,
  problems: Diagnostics,
): void {
  const illegal = type === "host" ? `${rules.illegal ?? ILLEGAL_IN_HOST_NAMES};` : (rules.illegal ?? "");
  const found = new Set([...name].filter((character) => illegal.includes(character)));
  if (found.size > 0)
    problems.error(place, directive, errorOf("characters-not-allowed", { type, name, characters: [...found] }));
}
