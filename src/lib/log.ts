/**
 * Logger interface; pino fits it. `fields` never contain secrets. With the field `area`, the message is a whole sentence
 * that repeats the other fields: a log for people shows it alone.
 */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
  /** Spares the making of lines that are not logged; without it, all are. */
  isLevelEnabled?(level: "debug" | "info"): boolean;
}

/** Texts from outside are logged up to this length. */
const MAX_LOGGED_LENGTH = 500;

/** First line of a text from outside, at a length for a log. */
export function loggedText(text: string): string {
  const line = text.split("\n", 1)[0]!;
  return line.length > MAX_LOGGED_LENGTH ? `${line.slice(0, MAX_LOGGED_LENGTH)}…` : line;
}

export const silentLog: Log = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  isLevelEnabled: () => false,
};
