import { Refusal } from "../../../model/refusal.ts";
import type { CommandRuns } from "../command-runs.ts";

/** What a command may ask of the process. Both return at once; what they begin must not wait for the command to end. */
export interface ProcessControl {
  /** Reads the configuration anew. */
  reload(): void;
  shutDown(): void;
}

type ProcessCommandName =
  | `${"RESTART" | "SHUTDOWN"}_${"PROGRAM" | "PROCESS"}`
  | `${"SAVE" | "READ"}_STATE_INFORMATION`
  | "PROCESS_FILE";

/** Commands to the program itself. `PROCESS_FILE` is for who reads the lines, see command-reader.ts: refused with `command-file-nested`. */
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
