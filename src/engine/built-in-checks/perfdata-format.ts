/**
 * Perfdata value as printed by the plugins. Values are texts, so that each kind keeps its own number format; '' if
 * absent.
 */
export interface PerfdataValue {
  readonly label: string;
  readonly value: string;
  readonly unit?: string;
  readonly warning?: string;
  readonly critical?: string;
  readonly min?: string;
  readonly max?: string;
}

/** Formats `'label'=valueUNIT;warn;crit;min;max` with every semicolon, like the plugins' library. */
export function perfdata(of: PerfdataValue): string {
  return (
    `${label(of.label)}=${of.value}${of.unit ?? ""};${of.warning ?? ""};${of.critical ?? ""};${of.min ?? ""};` +
    `${of.max ?? ""}`
  );
}

/** Formats like C's `%.2f`: a value exactly between two rounds to the even one, while toFixed rounds up. */
export function fixed(value: number, digits: number): string {
  const exact = value.toFixed(20);
  const end = exact.length - 20 + digits;
  const cut = exact.slice(0, end).replace(/\.$/, "");
  const isBetween = /^50*$/.test(exact.slice(end)) && Number(exact) === value;
  return isBetween && /[02468]$/.test(cut) ? cut : value.toFixed(digits);
}

/** Formats like C's `%f`. */
export function fixed6(value: number): string {
  return value.toFixed(6);
}

// Quoted only if the guidelines require it: a space, an equals sign or a quote, which is doubled.
function label(text: string): string {
  return /[\s='"]/.test(text) ? `'${text.replaceAll("'", "''")}'` : text;
}
