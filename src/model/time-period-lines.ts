export const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"] as const;

/**
 * Splits a line of a time period into its days and its times: a date line has several words (`monday 3 january
 * 09:00-12:00`). The result has one space between words.
 */
export function splitTimePeriodLine(content: string): [string, string] {
  const words = /^(timeperiod_name|name|alias|use|register|exclude)(?:\s+(.*))?$/s.exec(content);
  if (words?.[1] !== undefined) return [words[1], words[2] ?? ""];
  const times = /^(.*?)\s+(\d{1,2}:\d{2}.*)$/s.exec(content);
  if (times?.[1] !== undefined && times[2] !== undefined) return [oneSpace(times[1]), times[2]];
  return [oneSpace(content), ""];
}

const oneSpace = (text: string): string => text.trim().replace(/\s+/g, " ");
