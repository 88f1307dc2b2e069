import { enrol } from "../../cluster/poller/enrol.ts";
import type { PollerFiles, PollerIdentity } from "../../cluster/poller/poller-files.ts";
import { ENROLMENT_SECRET } from "../../cluster/protocol/enrol-command.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import { Refusal } from "../../model/refusal.ts";

export interface WantedIdentity {
  readonly centre: string | undefined;
  readonly pin: string | null;
  readonly secret: string | undefined;
}

export interface FoundIdentity {
  readonly identity: PollerIdentity;
  /** Gives up asking the centre to enrol it. */
  readonly stop: () => void;
}

/** Seconds between two tries to enrol: doubled with each. */
const FIRST_PAUSE = 1;
const LONGEST_PAUSE = 60;

/**
 * The enrolled identity; enrols first if there is a secret. A poller that was enrolled before goes on as that while the
 * centre does not take the secret, and asks again.
 */
export async function identityOf(
  files: PollerFiles,
  { centre, pin, secret }: WantedIdentity,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): Promise<FoundIdentity> {
  const known = files.identity();
  const address = centre === undefined ? undefined : checkedAddress(centre);
  if (secret === undefined || secret === "") {
    if (known === null)
      throw new Refusal(
        "poller-not-enrolled",
        `No poller is enrolled in this folder. 'vigie poller add NAME' at the centre prints the command with ${ENROLMENT_SECRET}.`,
      );
    return { identity: { ...known, centre: address ?? known.centre, pin: pin ?? known.pin }, stop: () => {} };
  }
  if (address === undefined)
    throw new Refusal("bad-setting", `${ENROLMENT_SECRET} needs --centre, the address to enrol at.`);
  if (known === null) return { identity: await enrol(files, { centre: address, pin }, secret), stop: () => {} };

  const before: PollerIdentity = { ...known, centre: address, pin: pin ?? known.pin };
  /** Null: to be asked again. */
  const ask = async (): Promise<PollerIdentity | null> => {
    try {
      return await enrol(files, { centre: address, pin }, secret);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const facts = { area: "poller", reason: error.message };
      if (error.code === "enrolment-over") {
        // A service manager starts it with the same environment again.
        log.info(facts, `enrolled already as ${known.name}: ${ENROLMENT_SECRET} is not used`);
        return before;
      }
      log.warn(facts, `goes on as ${known.name}, and tries ${ENROLMENT_SECRET} again later: ${error.message}`);
      return null;
    }
  };
  const identity = await ask();
  if (identity !== null) return { identity, stop: () => {} };
  return { identity: before, stop: askAgain(ask, clock, log) };
}

/** Asks until there is an answer. Returns what gives it up. */
function askAgain(ask: () => Promise<PollerIdentity | null>, clock: Clock, log: Log): () => void {
  let isStopped = false;
  let cancelTimer = (): void => {};
  const askAfter = (pause: number): void => {
    cancelTimer = clock.runAt(clock.now() + pause, async () => {
      const identity = await ask();
      if (identity !== null) log.info({ area: "poller" }, `enrolled as ${identity.name}`);
      else if (!isStopped) askAfter(Math.min(LONGEST_PAUSE, pause * 2));
    });
  };
  askAfter(FIRST_PAUSE);
  return () => {
    isStopped = true;
    cancelTimer();
  };
}

function checkedAddress(text: string): string {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol) || url.search !== "" || url.hash !== "")
    throw new Refusal("bad-setting", `--centre: '${text}' is no address such as https://vigie.example.org.`);
  return url.href.replace(/\/$/, "");
}
