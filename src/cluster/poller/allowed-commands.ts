import { realpathSync } from "node:fs";
import { delimiter, join, normalize, sep } from "node:path";

/** Folders of plugins, as the packages of the systems have them: what a poller may start if nothing else is said. */
export const PLUGIN_FOLDERS = [
  "/usr/lib/nagios/plugins",
  "/usr/lib64/nagios/plugins",
  "/usr/lib/monitoring-plugins",
  "/usr/local/nagios/libexec",
  "/usr/local/libexec/nagios",
  "/usr/lib/centreon/plugins",
] as const;

/**
 * Says why a program may not be started by this poller, or null if it may: only programs in these folders, or below
 * them, whatever the centre sends. Links are followed first. `path`: `PATH` of the programs.
 */
export function allowedCommands(folders: readonly string[], path: string): (program: string) => string | null {
  const allowed = folders.flatMap((folder) => realPath(folder) ?? []).map((folder) => `${folder}${sep}`);
  return (program) => {
    const found = program.includes(sep) ? normalize(join("/", program)) : foundIn(path, program);
    const real = found === null ? null : (realPath(found) ?? found);
    if (real !== null && allowed.some((folder) => real.startsWith(folder))) return null;
    return `this poller starts only programs in ${folders.join(", ")} (--allow), and not ${real ?? program}`;
  };
}

function realPath(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}

function foundIn(path: string, program: string): string | null {
  for (const folder of path.split(delimiter)) {
    const found = realPath(join(folder, program));
    if (folder !== "" && found !== null) return found;
  }
  return null;
}
