import type { Random } from "../../support/random.ts";
import { flag, interval, letters, some, sometimes, type Directives } from "./definition-writer.ts";

/** Names that a definition may refer to. */
export interface CommonNames {
  readonly periods: readonly string[];
  readonly commands: readonly string[];
  readonly contacts: readonly string[];
  readonly contactGroups: readonly string[];
}

/** Random directives of hosts, services and their templates for checks and notifications. */
export function checkedDirectives(
  random: Random,
  kind: "host" | "service",
  probability: number,
  names: CommonNames,
): Directives {
  const states = kind === "host" ? ["o", "d", "u"] : ["o", "w", "u", "c"];
  const plus = (): string => random.from(["", "", "+"]);
  const orNull = (value: string): string => (random.chance(0.1) ? "null" : value);
  return sometimes(random, probability, {
    check_command: () => `${random.from(names.commands)}!${random.between(1, 99)}!a\\!b`,
    check_interval: () => interval(random),
    retry_interval: () => interval(random),
    max_check_attempts: () => String(random.between(1, 9)),
    check_period: () => orNull(random.from(names.periods)),
    active_checks_enabled: () => flag(random),
    passive_checks_enabled: () => flag(random),
    notifications_enabled: () => flag(random),
    notification_interval: () => interval(random),
    notification_period: () => orNull(random.from(names.periods)),
    first_notification_delay: () => interval(random),
    notification_options: () =>
      letters(random, kind === "host" ? ["d", "u", "r", "f", "s"] : ["w", "u", "c", "r", "f", "s"]),
    contacts: () => orNull(`${plus()}${some(random, names.contacts, 3).join(",")}`),
    contact_groups: () => orNull(`${plus()}${some(random, names.contactGroups, 2).join(",")}`),
    event_handler: () => orNull(`${random.from(names.commands)}!x`),
    event_handler_enabled: () => flag(random),
    flap_detection_enabled: () => flag(random),
    low_flap_threshold: () => random.from(["0", "5", "12.5"]),
    high_flap_threshold: () => random.from(["20", "99.5"]),
    flap_detection_options: () => letters(random, states),
    stalking_options: () => letters(random, states),
    check_freshness: () => flag(random),
    freshness_threshold: () => String(random.between(0, 9999)),
    process_perf_data: () => flag(random),
    obsess: () => flag(random),
    importance: () => String(random.between(0, 20)),
    retain_status_information: () => flag(random),
    retain_nonstatus_information: () => flag(random),
    notes: () => orNull(`notes ${random.between(1, 9)}`),
    notes_url: () => "http://example.org/?a=b",
    action_url: () => "http://example.org/x",
    icon_image: () => "icon.png",
    icon_image_alt: () => "Icon",
    display_name: () => `Shown ${random.between(1, 9)}`,
    _A: () => orNull(String(random.between(1, 9))),
    _b: () => "text with spaces",
    _c: () => "",
  });
}
