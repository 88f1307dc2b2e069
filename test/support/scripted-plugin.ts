import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** A plugin, a real shell script, that says what the test tells it to. */
export interface ScriptedPlugin {
  /** For `command_line`. */
  readonly path: string;
  says(returnCode: number, text: string): void;
}

export function createScriptedPlugin(folder: string, name: string): ScriptedPlugin {
  const path = join(folder, `${name}.sh`);
  const answer = join(folder, `${name}.answer`);
  const says = (returnCode: number, text: string): void => writeFileSync(answer, `${returnCode}\n${text}\n`);
  writeFileSync(path, `#!/bin/sh\n{ read -r code; cat; } < '${answer}'\nexit "$code"\n`, { mode: 0o755 });
  says(0, "OK - as notified");
  return { path, says };
}
