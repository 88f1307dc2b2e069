import { errorOf, settingExpected } from "../../model/configuration-errors.ts";
import { MEMBER_LEASE_SECONDS } from "../../model/poller-group.ts";
import type { Place, Section } from "./section.ts";
import { mistaken, wholeNumber } from "./value-parsers.ts";

/** A group of vigie.yaml; `pollerGroups` of the inventory has those whose names are known. */
export interface PollerGroupSetting {
  readonly name: string;
  readonly members: readonly { readonly name: string; readonly weight: number }[];
  readonly takeoverDelaySeconds: number;
  readonly place: Place;
}

const MAX_GROUPS = 100;
const MAX_MEMBERS = 200;
const DEFAULT_DELAY = 60;

/** Reads the section `poller_groups:` of vigie.yaml. Refuses with `bad-setting`. */
export function pollerGroupSettings(section: Section | undefined): readonly PollerGroupSetting[] {
  if (section === undefined) return [];
  const groups = section.sections();
  if (groups.length > MAX_GROUPS) section.refuse(null, settingExpected({ form: "at-most-items", most: MAX_GROUPS }));
  const read = groups.map((group): PollerGroupSetting => {
    if (!NAME.test(group.name)) group.refuse(null, settingExpected({ form: "poller-name" }, group.name));
    const setting = {
      name: group.name,
      members: membersOf(group),
      takeoverDelaySeconds: group.optional("takeover_delay", DELAY) ?? DEFAULT_DELAY,
      place: group.place(null),
    };
    group.end();
    return setting;
  });
  section.end();
  return read;
}

/** As pollers have them. */
const NAME = /^[a-z0-9][a-z0-9._-]{0,62}$/i;

const DELAY = wholeNumber(MEMBER_LEASE_SECONDS + 1, 86_400);
const WEIGHT = wholeNumber(1, 1_000);

function membersOf(group: Section): PollerGroupSetting["members"] {
  const items = group.textsOrItems("members", "poller-members");
  if (items.length === 0) group.refuse(null, errorOf("setting-missing", { setting: "members", instead: null }));
  if (items.length > MAX_MEMBERS)
    group.refuse("members", settingExpected({ form: "at-most-items", most: MAX_MEMBERS }));
  const members = items.map((item) => {
    if (typeof item === "string") return { name: item, weight: 1 };
    const member = { name: item.required("poller", memberName), weight: item.optional("weight", WEIGHT) ?? 1 };
    item.end();
    return member;
  });
  const names = new Set<string>();
  for (const { name } of members) {
    if (names.has(name)) group.refuse("members", errorOf("member-twice", { name }));
    names.add(name);
  }
  return members;
}

function memberName(text: string): string {
  if (!NAME.test(text)) throw mistaken({ form: "poller-name" }, text);
  return text;
}
