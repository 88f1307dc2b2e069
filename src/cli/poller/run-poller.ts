import { statSync } from "node:fs";
import { join } from "node:path";
import { rotateKey } from "../../cluster/poller/enrol.ts";
import { PLUGIN_FOLDERS } from "../../cluster/poller/allowed-commands.ts";
import { pollerFiles, type PollerFiles, type PollerIdentity } from "../../cluster/poller/poller-files.ts";
import { ENROLMENT_SECRET } from "../../cluster/protocol/enrol-command.ts";
import { createDiagnostics } from "../../config/objects/diagnostics.ts";
import { readResourceFiles } from "../../config/objects/resource-file.ts";
import { problemText } from "../../config/objects/summary.ts";
import { systemClock } from "../../lib/clock.ts";
import { VERSION } from "../../lib/version.ts";
import { Refusal } from "../../model/refusal.ts";
import { endAtUnexpectedError } from "../end-process.ts";
import { openProcessLog } from "../log/process-log.ts";
import type { ProcessContext } from "../process-context.ts";
import { stopAtSignals } from "../stop-at-signals.ts";
import { identityOf } from "./poller-identity.ts";

export interface PollerFlags {
  readonly centre?: string;
  readonly pin?: string;
  readonly resourceFile?: string;
  readonly allow?: readonly string[];
  readonly maxConcurrentChecks?: string;
  readonly logFormat?: string;
  readonly logFile?: string;
  readonly logLevel?: string;
}

/** Runs the poller of this machine until SIGINT or SIGTERM. */
export async function runPoller(context: ProcessContext, flags: PollerFlags): Promise<void> {
  const { centre, pin, resourceFile, allow, ...ofSettings } = flags;
  const settings = context.settings(ofSettings);
  const files = filesOf(settings.dataFolder);
  const userMacros = readUserMacros(resourceFile);
  const file = openProcessLog(settings);
  const { log } = file;
  process.on("SIGUSR1", () => file.reopen());
  endAtUnexpectedError(file, "the poller");
  const wanted = { centre, pin: pin ?? null, secret: process.env[ENROLMENT_SECRET] };
  const { identity, stop: stopAsking } = await identityOf(files, wanted, { clock: systemClock, log });
  const { createPollerApp } = await import("../../app/poller-app.ts");
  const app = await createPollerApp({
    identity,
    files,
    settings,
    userMacros,
    allowedFolders: allow ?? PLUGIN_FOLDERS,
    clock: systemClock,
    log,
    version: VERSION,
  });
  stopAtSignals(file, "poller", () => {
    stopAsking();
    return app.stop();
  });
  log.info(
    { area: "poller", event: "poller-started", version: VERSION, poller: identity.name, centre: identity.centre },
    `Vigie ${VERSION} checks for ${identity.centre} as poller ${identity.name}`,
  );
}

/** Replaces the key of the poller of this machine. */
export const rotatePoller = (context: ProcessContext): Promise<PollerIdentity> =>
  rotateKey(filesOf(context.settings().dataFolder), systemClock);

/** Beside those of a server that may run on the same folder. */
const filesOf = (dataFolder: string): PollerFiles => pollerFiles(join(dataFolder, "poller"));

/** Without a file, `$USER1$` is the folder of the plugins. */
function readUserMacros(path: string | undefined): ReadonlyMap<string, string> {
  if (path === undefined) {
    const folder = PLUGIN_FOLDERS.find((each) => statSync(each, { throwIfNoEntry: false })?.isDirectory());
    return new Map(folder === undefined ? [] : [["USER1", folder]]);
  }
  const problems = createDiagnostics();
  const macros = readResourceFiles([{ directive: "--resource-file", path, place: { file: path, line: 0 } }], problems);
  const errors = problems.errors();
  if (errors.length > 0) throw new Refusal("bad-setting", errors.map(problemText).join("\n"));
  return macros;
}
