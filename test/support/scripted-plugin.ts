import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** Plugin, a real shell script, with the answer set by the test. */
export interface ScriptedPlugin {
  /** Path for `command_line`. */
  readonly path: string;
  says(returnCode: number, text: string): void;
}

export function createScriptedPlugin(folder: string, name: string): ScriptedPlugin {
  const path = join(folder, `${name}.sh`);
  const answer = join(folder, `${name}.answer`);
  const says = (returnCode: number, text: string): void => writeFileSync(answer, `${returnCode}\n${text}\n`);
  writeFileSync(path, `#!/bin/sh\n{ read -r code; cat; } < '${answer}'\nexit "$code"\n`, { mode: 0o755 });
  says(0, "OK - as scripted");
  return { path, says };
}
