import type { PollerCondition } from "../../../model/poller-condition.ts";
import type { UnixSeconds } from "../../../lib/clock.ts";
import { counted } from "../../../lib/counted.ts";
import { program, wrongUsage } from "../command-line.ts";
import type { CheckKind, KindOutcome } from "../kind.ts";
import { helpOutcome, outcome, stateNames, versionOutcome, type ReturnCode } from "../outcome.ts";

const checkPollerProgram = program("check_poller", "<name of a poller>", []);

/** Its clock may be ahead or behind by less. */
const MAX_OFFSET = 5;

/** How a poller of this server is: its connection, its clock, whether it took its configuration. There is no plugin of this name. */
export const checkPoller: CheckKind = {
  name: "check_poller",
  run: async ([name, ...more], { clock, pollerNamed }) => {
    if (name === "-V" || name === "--version") return versionOutcome("check_poller");
    if (name === "-h" || name === "--help") return helpOutcome("check_poller", checkPollerProgram.synopsis);
    if (name === undefined || more.length > 0) return wrongUsage(checkPollerProgram, "expected the name of a poller");
    const condition = pollerNamed(name);
    if (condition === undefined) return outcome(3, `UNKNOWN - there is no poller '${name}': vigie poller list\n`);
    return judge(name, condition, clock.now());
  },
};

function judge(name: string, { link, goneSince, status, configurationErrors }: PollerCondition, now: UnixSeconds) {
  const gone = goneSince === null ? "" : ` for ${Math.round(now - goneSince)} s`;
  if (link === "away") return said(2, `${name} has been away${gone}: its hosts keep their last states`);
  if (link === "revoked") return said(2, `${name} was revoked, and its hosts are not checked`);
  if (link === "not-enrolled") return said(2, `${name} has not enrolled yet, and its hosts are not checked`);
  if (status === null) return said(1, `${name} has had no connection${gone}`);
  const { version, late, buffered, offset } = status;
  const values = ` | late=${late} buffered=${buffered}${offset === null ? "" : ` offset=${offset.toFixed(3)}s;${MAX_OFFSET}`}`;
  const [error] = configurationErrors;
  if (error !== undefined) return said(1, `${name} refused its configuration: ${error.replaceAll("|", "/")}`, values);
  if (offset !== null && Math.abs(offset) >= MAX_OFFSET)
    return said(
      1,
      `the clock of ${name} is ${Math.abs(offset).toFixed(1)} s ${offset > 0 ? "ahead" : "behind"}`,
      values,
    );
  return said(
    0,
    `${name} is connected, release ${version}, ${counted(late, "late check")}, ${counted(buffered, "result")} on the way`,
    values,
  );
}

const said = (code: ReturnCode, text: string, values = ""): KindOutcome =>
  outcome(code, `${stateNames[code]} - ${text}${values}\n`);
