import type { Summary } from "./summary.ts";

/** Plain text part of a mail. */
export function plainText({ title, facts, output, impact }: Summary): string {
  const width = Math.max(...facts.map(([label]) => label.length)) + 2;
  return [
    title,
    "",
    ...facts.map(([label, value]) => `${`${label}:`.padEnd(width)}${value}`),
    ...(output === "" ? [] : ["", output]),
    ...(impact === "" ? [] : ["", impact]),
    "",
  ].join("\n");
}
