/** Value of a directive; undefined omits the directive, null writes the word that cancels a value. */
export type DirectiveValue = string | number | boolean | null | undefined;

const NAME_WIDTH = 30;

/**
 * Writes one `define` of the Nagios object language. Flags are 1 and 0, `;` is escaped, a line break in a value becomes
 * a space (the language has none).
 */
export function definition(type: string, directives: Readonly<Record<string, DirectiveValue>>): string {
  const lines = Object.entries(directives).flatMap(([name, value]) =>
    value === undefined ? [] : [`  ${name.padEnd(NAME_WIDTH)} ${written(value)}`],
  );
  return `define ${type} {\n${lines.join("\n")}\n}\n`;
}

function written(value: Exclude<DirectiveValue, undefined>): string {
  if (value === null) return "null";
  if (typeof value === "boolean") return value ? "1" : "0";
  const text = String(value)
    .replaceAll(/[\r\n\0]+/g, " ")
    .trim()
    .replaceAll(";", "\\;");
  // A backslash at the end of a line would continue it; two give one backslash.
  return text.endsWith("\\") ? `${text}\\` : text;
}

/** A comma-separated list of names; undefined for none. */
export const list = (names: readonly string[]): string | undefined =>
  names.length === 0 ? undefined : names.join(",");

/** True if a name is valid as an object's name and in a list of the object language. */
export const isWritableName = (name: string): boolean =>
  isWritableText(name) && !name.includes(",") && !/^[!+*]|\*$/.test(name);

/** True if a name is valid for a host. A semicolon would end it in external commands. */
export const isWritableHostName = (name: string): boolean => isWritableName(name) && !name.includes(";");

/** True if a text reads back unchanged. */
export const isWritableText = (text: string): boolean =>
  text !== "" && text !== "null" && text.trim() === text && !/[\r\n\0]/.test(text);
