import type { Clock } from "../lib/clock.ts";
import { createLineLimit } from "../lib/line-limit.ts";
import type { Log } from "../lib/log.ts";
import { logAccess, type AccessSubject } from "./access-log.ts";

/** Log of refused clients, which may come as often as they like: lines beyond a limit are counted. */
export interface RefusalLog {
  write(
    event: "login-refused" | "login-locked-out" | "rights-missing",
    subject: AccessSubject,
    details: Readonly<Record<string, unknown>>,
  ): void;
  /** Logs the number of omitted lines. */
  stop(): void;
}

const WINDOW_SECONDS = 60;
const MAX_LINES = 1000;
// A program that bans addresses by the log (contrib/fail2ban) needs a few.
const MAX_LINES_OF_ADDRESS = 60;

export function createRefusalLog(log: Log, clock: Clock): RefusalLog {
  const limit = createLineLimit({
    clock,
    lines: MAX_LINES,
    linesOfCause: MAX_LINES_OF_ADDRESS,
    seconds: WINDOW_SECONDS,
    onLeftOut: (lines) =>
      log.warn({ access: "refused", lines, area: "access" }, `refused within a minute, besides those logged: ${lines}`),
  });
  return {
    write(event, subject, details) {
      if (limit.take(1, subject.address ?? "")) logAccess(log, event, subject, details);
    },
    stop: () => limit.stop(),
  };
}
