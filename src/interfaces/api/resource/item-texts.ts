import type { HostRow, ServiceRow } from "../../../data/realtime/realtime.ts";
import type { ResourceState } from "../../../model/resource-state.ts";
import { elapsed } from "./duration-words.ts";
import { hostPath, servicePath, type ShownFor } from "./links.ts";
import { presentResource } from "./present.ts";

/** Item as JSON of one second, and without what changes with the time, as long as all that it was made from is the same. */
interface KeptText {
  readonly madeFrom: MadeFrom;
  text: string;
  /** Second of `text`. */
  now: number;
  /** From behind the two elapsed times up to the time in the link to running downtimes, and from there to the end. */
  readonly before: string;
  readonly after: string;
}
type MadeFrom = readonly [resource: object, state: object, host: object, hostState: object];

/** Texts kept for each set of rights: about 5 KB each. */
const MAX_KEPT = 1_000;

/**
 * Writes items as JSON. Dashboards ask for the same page again and again, and most of an item is links and names: those of
 * the last thousand rows are kept as text, a tenth of the time of writing them anew.
 */
export function createItemTexts(): (row: HostRow | ServiceRow, shown: ShownFor) => string {
  const kept = new Map<number, { texts: WeakMap<object, KeptText>; size: number }>();
  const textsFor = (rights: number) => {
    const texts = kept.get(rights) ?? { texts: new WeakMap<object, KeptText>(), size: 0 };
    kept.set(rights, texts);
    return texts;
  };
  return (row, shown) => {
    const ofRights = textsFor(rightsOf(shown));
    let known = ofRights.texts.get(row);
    if (known === undefined || !isCurrent(known.madeFrom, row)) {
      if (known === undefined && ++ofRights.size > MAX_KEPT) {
        ofRights.texts = new WeakMap();
        ofRights.size = 1;
      }
      known = keptText(row, shown);
      ofRights.texts.set(row, known);
    }
    if (known.now !== shown.now) {
      known.text = textAt(known, row.state, shown);
      known.now = shown.now;
    }
    return known.text;
  };
}

function textAt({ before, after }: KeptText, { check }: ResourceState, { now, runningDowntimes }: ShownFor): string {
  const times = `{"duration":${quoted(elapsed(check.lastStateChange, now))},"last_check":${quoted(elapsed(check.lastCheck, now))},`;
  return times + before + runningDowntimes + after;
}

/** Words of a time need no escapes. */
const quoted = (words: string | null): string => (words === null ? "null" : `"${words}"`);

const rightsOf = ({ caller, host, service }: ShownFor): number =>
  [caller.isAdmin, host.canCheck, host.canForce, service.canCheck, service.canForce].reduce(
    (bits, isSet) => bits * 2 + Number(isSet),
    0,
  );

const madeFrom = (row: HostRow | ServiceRow): MadeFrom =>
  "service" in row
    ? [row.service, row.state, row.host.host, row.host.state]
    : [row.host, row.state, row.host, row.state];

const isCurrent = ([resource, state, host, hostState]: MadeFrom, row: HostRow | ServiceRow): boolean =>
  state === row.state &&
  ("service" in row
    ? resource === row.service && host === row.host.host && hostState === row.host.state
    : resource === row.host);

function keptText(row: HostRow | ServiceRow, shown: ShownFor): KeptText {
  const { duration: _duration, last_check: _lastCheck, ...rest } = presentResource(row, shown);
  const text = JSON.stringify(rest).slice(1);
  const path = "service" in row ? servicePath(row.service.hostId, row.service.serviceId) : hostPath(row.host.hostId);
  // No text of an item can contain this, since its quotes would be escaped.
  const link = `"downtime":"${path}/downtimes?search=`;
  const end = text.indexOf(link) + link.length;
  return {
    madeFrom: madeFrom(row),
    text: "",
    now: Number.NaN,
    before: text.slice(0, end),
    after: text.slice(end + shown.runningDowntimes.length),
  };
}
