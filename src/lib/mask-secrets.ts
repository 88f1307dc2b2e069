/** Secret value, and what stands for it in texts. */
export interface Secret {
  readonly value: string;
  readonly macro: string;
}

/** Secrets that no macro stands for, such as those of a channel. */
export const secretsOf = (values: readonly string[]): readonly Secret[] =>
  longestFirst(values.map((value) => ({ value, macro: "***" })));

/** Replaces each secret of a text by its macro. */
export function maskSecrets(text: string, secrets: readonly Secret[]): string {
  let masked = text;
  for (const { value, macro } of secrets) {
    if (masked.includes(value)) masked = masked.replaceAll(value, () => macro);
  }
  return masked;
}

export const longestFirst = (secrets: readonly Secret[]): readonly Secret[] =>
  secrets.toSorted((a, b) => b.value.length - a.value.length);
