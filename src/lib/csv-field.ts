/** Line of fields between semicolons, as Centreon writes CSV. */
export const semicolonLine = (cells: readonly (string | number | null)[]): string =>
  `${cells.map((cell) => csvField(cell, ";")).join(";")}\n`;

/**
 * Field of RFC 4180, quoted where it is required in a file with commas or with semicolons. A text that a spreadsheet
 * would calculate is marked as text by a quote before it.
 */
export function csvField(value: string | number | null, separator: "," | ";" = ","): string {
  if (typeof value !== "string") return String(value ?? "");
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /["\r\n]/.test(text) || text.includes(separator) ? `"${text.replaceAll('"', '""')}"` : text;
}
