/** True if a name contains `*` or `?`, which no object name may (`illegal_object_name_chars` of Nagios). */
export const hasWildcard = (name: string): boolean => /[*?]/.test(name);

/** Matches `*` (any text) and `?` (one character). Takes at most pattern length × name length steps. */
export function matchesWildcard(pattern: string, name: string): boolean {
  let inPattern = 0;
  let inName = 0;
  let star = -1;
  let starName = 0;
  while (inName < name.length) {
    if (pattern[inPattern] === "*") {
      star = inPattern++;
      starName = inName;
    } else if (inPattern < pattern.length && (pattern[inPattern] === "?" || pattern[inPattern] === name[inName])) {
      inPattern++;
      inName++;
    } else if (star >= 0) {
      inPattern = star + 1;
      inName = ++starName;
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(inPattern));
}
