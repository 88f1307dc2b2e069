import type { CommanderError } from "commander";

/**
 * Exits after commander has printed its message: with 0 for help and version, with 2 for wrong usage. 1 is for a
 * command that was understood but failed.
 */
export const exitAfterUsageError = (error: CommanderError): never => process.exit(error.exitCode === 0 ? 0 : 2);
