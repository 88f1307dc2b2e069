import { readConnection } from "../config/settings/read-connection.ts";
import { configFolderOf, readSettings } from "../config/settings/read-settings.ts";
import type { Settings } from "../config/settings/settings.ts";
import { nameOfDatabase } from "../data/store/store-place.ts";
import type { Store } from "../data/store/store.ts";
import { silentLog } from "../lib/log.ts";
import { printable } from "../lib/printable.ts";
import { Refusal } from "../model/refusal.ts";
import type { ServerApi } from "./api-client.ts";
import { defaultDataFolder, PROGRAM_FOLDER } from "./program-folders.ts";
import { quoted } from "../lib/shell-word.ts";
import { programWords } from "./typed-command.ts";

/** What the process gives to the commands. */
export interface ProcessContext {
  /** Folder of the program, with its default folders. */
  readonly root: string;
  /** Settings; the flags of the command override those of the program. */
  readonly settings: (flags?: Readonly<Record<string, string | undefined>>) => Settings;
  /** Configuration folder of the settings, also if they are wrong. */
  readonly configFolder: (flags?: Readonly<Record<string, string | undefined>>) => string;
  /**
   * Opens the store of the data folder, for a short change while a server may be running. Refuses with `store-missing`
   * instead of creating one, unless `creates`; then a new one is reported on standard error.
   */
  readonly openStore: (options?: { readonly creates: boolean }) => Promise<Store>;
  /** Server that the command is about: that of the data folder, or the one that `--url` names. */
  readonly api: () => Promise<ServerApi>;
  /** True if `--url` names the server. */
  readonly isElsewhere: () => boolean;
  /** Command line for a hint, with what is needed to reach the same data folder. `words` are quoted where needed. */
  readonly typed: (...words: readonly string[]) => string;
  /** The same without words, for any shell on this machine. */
  readonly command: () => string;
}

export function processContext(programFlags: () => Readonly<Record<string, string | undefined>>): ProcessContext {
  const { env } = process;
  const settings: ProcessContext["settings"] = (flags = {}) =>
    readSettings({ flags: { ...programFlags(), ...flags }, env, root: PROGRAM_FOLDER, defaultDataFolder });
  const connectionElsewhere = () => readConnection({ flags: programFlags(), env });
  /** `shellFolder` null: for any shell. */
  const commandFrom = (shellFolder: string | null): string =>
    [
      programWords({ program: env["VIGIE_PROGRAM"] ?? "vigie", shellFolder, path: env["PATH"] ?? "" }),
      ...dataFlag(settings().dataFolder, env),
    ].join(" ");
  return {
    root: PROGRAM_FOLDER,
    settings,
    configFolder: (flags = {}) => configFolderOf({ flags: { ...programFlags(), ...flags }, env, root: PROGRAM_FOLDER }),
    async openStore({ creates } = { creates: false }) {
      const { openStore } = await import("../data/store/open-store.ts");
      const { dataFolder, store: postgres } = settings();
      const options = { folder: dataFolder, postgres, log: silentLog, exclusive: false };
      try {
        return await openStore({ ...options, mustExist: true });
      } catch (error) {
        if (!creates || !(error instanceof Refusal) || error.code !== "store-missing") throw error;
        process.stderr.write(
          `A new store is made in ${postgres === null ? `the data folder ${printable(dataFolder)}` : nameOfDatabase(postgres)}.\n`,
        );
        return openStore(options);
      }
    },
    isElsewhere: () => connectionElsewhere() !== null,
    async api() {
      const connection = connectionElsewhere();
      return connection === null
        ? (await import("./local-api-client.ts")).localApi(settings().dataFolder)
        : (await import("./remote-api-client.ts")).remoteApi(connection);
    },
    typed: (...words) => [commandFrom(env["INIT_CWD"] ?? process.cwd()), ...words.map(quoted)].join(" "),
    command: () => commandFrom(null),
  };
}

/** The flag that another shell needs, without the settings in the environment of this process. */
function dataFlag(dataFolder: string, env: NodeJS.ProcessEnv): readonly string[] {
  try {
    if (
      readSettings({ flags: {}, env: {}, root: PROGRAM_FOLDER, defaultDataFolder: () => defaultDataFolder(env) })
        .dataFolder === dataFolder
    )
      return [];
  } catch {
    // The settings of the default configuration are wrong: then the folder is named.
  }
  return ["--data", quoted(dataFolder)];
}
