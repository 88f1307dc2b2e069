import { statSync } from "node:fs";
import { join } from "node:path";
import { enrol, rotateKey } from "../../cluster/poller/enrol.ts";
import { PLUGIN_FOLDERS } from "../../cluster/poller/allowed-commands.ts";
import { pollerFiles, type PollerFiles, type PollerIdentity } from "../../cluster/poller/poller-files.ts";
import { ENROLMENT_SECRET } from "../../cluster/protocol/enrol-command.ts";
import { createDiagnostics } from "../../config/objects/diagnostics.ts";
import { readResourceFiles } from "../../config/objects/resource-file.ts";
import { problemText } from "../../config/objects/summary.ts";
import { systemClock } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import { VERSION } from "../../lib/version.ts";
import { Refusal } from "../../model/refusal.ts";
import { endAtUnexpectedError } from "../end-process.ts";
import { openProcessLog } from "../log/process-log.ts";
import type { ProcessContext } from "../process-context.ts";
import { stopAtSignals } from "../stop-at-signals.ts";

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
  const identity = await identityOf(files, { centre, pin: pin ?? null, secret: process.env[ENROLMENT_SECRET] }, log);
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
  stopAtSignals(file, "poller", () => app.stop());
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

interface Wanted {
  readonly centre: string | undefined;
  readonly pin: string | null;
  readonly secret: string | undefined;
}

/** The enrolled identity; enrols first if there is a secret. */
async function identityOf(files: PollerFiles, { centre, pin, secret }: Wanted, log: Log): Promise<PollerIdentity> {
  const known = files.identity();
  const address = centre === undefined ? undefined : checkedAddress(centre);
  if (secret === undefined || secret === "") {
    if (known === null)
      throw new Refusal(
        "poller-not-enrolled",
        `No poller is enrolled in this folder. 'vigie poller add NAME' at the centre prints the command with ${ENROLMENT_SECRET}.`,
      );
    return { ...known, centre: address ?? known.centre, pin: pin ?? known.pin };
  }
  if (address === undefined)
    throw new Refusal("bad-setting", `${ENROLMENT_SECRET} needs --centre, the address to enrol at.`);
  try {
    return await enrol(files, { centre: address, pin }, secret);
  } catch (error) {
    if (known === null || !(error instanceof Refusal) || error.code !== "server-refused") throw error;
    // A service manager starts it with the same environment again.
    log.info(
      { area: "poller", reason: error.message },
      `enrolled already as ${known.name}: ${ENROLMENT_SECRET} is not used`,
    );
    return { ...known, centre: address, pin: pin ?? known.pin };
  }
}

function checkedAddress(text: string): string {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol) || url.search !== "" || url.hash !== "")
    throw new Refusal("bad-setting", `--centre: '${text}' is no address such as https://vigie.example.org.`);
  return url.href.replace(/\/$/, "");
}

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
