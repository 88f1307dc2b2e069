import type { CommanderError } from "commander";

/**
 * Ends the process after commander has printed what it had to say: 0 for help and version, 2 for wrong usage.
 * 1 is left for a command that was understood and could not be done.
 */
export const exitAfterUsageError = (error: CommanderError): never => process.exit(error.exitCode === 0 ? 0 : 2);
