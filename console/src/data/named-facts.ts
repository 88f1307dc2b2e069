import type { MessageParams } from "./wire-params.ts";
/** What a message of the server names, for its sentence in another language. */
export interface NamedFacts {
  /** Empty where it is null or not named. */
  text(name: string): string;
  /** 0 where it is not named. */
  number(name: string): number;
  list(name: string): readonly string[];
  has(name: string): boolean;
}

export function namedFacts(params: MessageParams): NamedFacts {
  return {
    text: (name) => String(params[name] ?? ""),
    number: (name) => Number(params[name] ?? 0),
    list(name) {
      const value = params[name];
      return Array.isArray(value) ? (value as readonly string[]) : [];
    },
    has: (name) => params[name] !== undefined && params[name] !== null,
  };
}
