import { closeSync, openSync, readSync } from "node:fs";
import { createNotificationCounts, observationKey, type NotificationCounts } from "./observation.ts";

/**
 * Reads the notifications in the log of Nagios: `[time] SERVICE NOTIFICATION:
 * contact;host;service;CRITICAL;command;output`.
 */
export interface NagiosLog {
  /** Reads new lines; returns all notifications so far. */
  read(): NotificationCounts;
}

export function followLog(path: string): NagiosLog {
  const counts = createNotificationCounts();
  const buffer = Buffer.alloc(1 << 20);
  let position = 0;
  let rest = "";

  const readMore = (): void => {
    const file = openSync(path, "r");
    for (let length = -1; length !== 0;) {
      length = readSync(file, buffer, 0, buffer.length, position);
      position += length;
      rest += buffer.toString("latin1", 0, length);
    }
    closeSync(file);
    const lines = rest.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) addLine(line);
  };

  const addLine = (line: string): void => {
    const [, kind, text] = / (HOST|SERVICE) NOTIFICATION: (.*)/.exec(line) ?? [];
    if (text === undefined) return;
    const [contact = "", host = "", ...more] = text.split(";");
    const [service, what = ""] = kind === "HOST" ? [null, more[0]] : [more[0] ?? "", more[1]];
    counts.add(observationKey(host, service), kindOf(what), contact);
  };

  return {
    read() {
      readMore();
      return counts;
    },
  };
}

/** Converts `DOWN`, `OK`, `ACKNOWLEDGEMENT (DOWN)` to the kinds of src/model/history-event.ts. */
function kindOf(what: string): string {
  const word = what.split(" ")[0] ?? "";
  if (word === "UP" || word === "OK") return "recovery";
  return KINDS[word] ?? "problem";
}

const KINDS: Readonly<Record<string, string>> = {
  ACKNOWLEDGEMENT: "acknowledgement",
  CUSTOM: "custom",
  FLAPPINGSTART: "flapping-start",
  FLAPPINGSTOP: "flapping-stop",
  FLAPPINGDISABLED: "flapping-disabled",
  DOWNTIMESTART: "downtime-start",
  DOWNTIMEEND: "downtime-end",
  DOWNTIMESTOP: "downtime-end",
  DOWNTIMECANCELLED: "downtime-cancelled",
};
