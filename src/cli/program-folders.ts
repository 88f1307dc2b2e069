import { userInfo } from "node:os";
import { isAbsolute, join, resolve } from "node:path";
import { Refusal } from "../model/refusal.ts";

/** Folder of the program, a checkout or an installed package, with the default configuration. */
export const PROGRAM_FOLDER: string = resolve(import.meta.dirname, "../..");

/**
 * Data folder if none is given: `data` in a checkout. The folder of an installed package is replaced by the next
 * release, so that the data folder is in the home folder of the user (XDG Base Directory Specification).
 */
export function defaultDataFolder(
  env: Readonly<Record<string, string | undefined>>,
  isCheckout: boolean = import.meta.filename.endsWith(".ts"),
): string {
  if (isCheckout) return join(PROGRAM_FOLDER, "data");
  const given = env["XDG_STATE_HOME"] ?? "";
  return join(isAbsolute(given) ? given : join(homeFolder(env), ".local/state"), "vigie");
}

function homeFolder(env: Readonly<Record<string, string | undefined>>): string {
  const given = env["HOME"] ?? "";
  if (isAbsolute(given)) return given;
  try {
    return userInfo().homedir;
  } catch {
    throw new Refusal("bad-setting", "This user has no home folder; give the data folder by --data or VIGIE_DATA.");
  }
}
