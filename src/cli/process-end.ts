import { printableLines } from "../lib/printable.ts";
import { Refusal } from "../model/refusal.ts";

/** Exit codes of `vigie`, besides 0. */
const FAILED = 1;
const NO_SERVER = 3;

/**
 * Prints why the command failed, as one message without a stack, and sets the exit code: 1, or 3 if no server answered.
 * (2 is wrong usage: usage-errors.ts.)
 */
export function endWith(error: unknown): void {
  process.stderr.write(`vigie: ${printableLines(messageOf(error))}\n`);
  process.exitCode = error instanceof Refusal && error.code === "no-server" ? NO_SERVER : FAILED;
}

/** Why the command failed, without a stack. */
export function messageOf(error: unknown): string {
  if (error instanceof Refusal) return error.message;
  const text = error instanceof Error ? error.message : String(error);
  if (error instanceof Error && "syscall" in error) return text;
  return process.env["VIGIE_TRACE"] === "1" && error instanceof Error
    ? String(error.stack)
    : `Unexpected error: ${text}. This is a bug; VIGIE_TRACE=1 shows where, for a report.`;
}

/** Ends quietly when the reader of the output has ended, as in `vigie hosts | head -1`. */
export function quietOnClosedOutput(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(process.exitCode ?? 0);
    throw error;
  });
}
