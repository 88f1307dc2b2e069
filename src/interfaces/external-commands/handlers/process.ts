import { Refusal } from "../../../model/refusal.ts";
import type { CommandRuns } from "../command-runs.ts";

/** Requests to the process. Both functions return immediately and must not wait for the command to end. */
export interface ProcessControl {
  /** Reloads the configuration. */
  reload(): void;
  shutDown(): void;
}

type ProcessCommandName =
  | `${"RESTART" | "SHUTDOWN"}_${"PROGRAM" | "PROCESS"}`
  | `${"SAVE" | "READ"}_STATE_INFORMATION`
  | "PROCESS_FILE";

/**
 * Commands to the program. The reader of the lines handles `PROCESS_FILE` (command-reader.ts); it is refused here
 * with `command-file-nested`.
 */
export function processCommands(control: ProcessControl): CommandRuns<ProcessCommandName> {
  const reload = async (): Promise<void> => control.reload();
  const shutDown = async (): Promise<void> => control.shutDown();
  const nothing = async (): Promise<void> => {};
  return {
    RESTART_PROGRAM: reload,
    RESTART_PROCESS: reload,
    SHUTDOWN_PROGRAM: shutDown,
    SHUTDOWN_PROCESS: shutDown,
    SAVE_STATE_INFORMATION: nothing,
    READ_STATE_INFORMATION: nothing,
    PROCESS_FILE: async () => {
      throw new Refusal("command-file-nested", "A file of commands cannot name another one.");
    },
  };
}
