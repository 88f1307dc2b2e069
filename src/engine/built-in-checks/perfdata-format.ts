/** One perfdata value as the plugins print it. Values are texts, so that each kind keeps its own number format; '' when not given. */
export interface PerfdataValue {
  readonly label: string;
  readonly value: string;
  readonly unit?: string;
  readonly warning?: string;
  readonly critical?: string;
  readonly min?: string;
  readonly max?: string;
}

/** `'label'=valueUNIT;warn;crit;min;max`, with every semicolon, as the plugins' library does it. */
export function perfdata(of: PerfdataValue): string {
  return `${label(of.label)}=${of.value}${of.unit ?? ""};${of.warning ?? ""};${of.critical ?? ""};${of.min ?? ""};${of.max ?? ""}`;
}

/** C's `%.2f` and the like: a value just between two goes to the even one, where toFixed goes up. */
export function fixed(value: number, digits: number): string {
  const exact = value.toFixed(20);
  const end = exact.length - 20 + digits;
  const cut = exact.slice(0, end).replace(/\.$/, "");
  const isBetween = /^50*$/.test(exact.slice(end)) && Number(exact) === value;
  return isBetween && /[02468]$/.test(cut) ? cut : value.toFixed(digits);
}

/** C's `%f`. */
export function fixed6(value: number): string {
  return value.toFixed(6);
}

// Quotes only where the guidelines ask for them: a space, an equals sign or a quote, which is doubled.
function label(text: string): string {
  return /[\s='"]/.test(text) ? `'${text.replaceAll("'", "''")}'` : text;
}
