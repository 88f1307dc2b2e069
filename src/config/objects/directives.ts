import { harmless, warned, type InertDirective } from "./inert-directive.ts";
import type { NumericKind } from "./numeric-values.ts";
import type { StateLettersKind } from "./state-letters.ts";

/**
 * Syntax of a directive's value. `list`s are comma-separated and additive (`+value`). `…-options`, `…-states` and their
 * like are letters or words; `whole`, `interval`, `percent` and `attempts` are numbers; `command` is `name!arg!arg`,
 * `commands` a list of them.
 */
export type DirectiveKind =
  | "name"
  | "text"
  | "list"
  | NumericKind
  | "id"
  | "zone"
  | "command"
  | "commands"
  | "period"
  | "host-options"
  | "service-options"
  | "host-state"
  | "service-state"
  | "template-list"
  | "point"
  | "point-in-space"
  | StateLettersKind;

export interface DirectiveRule {
  readonly kind: DirectiveKind;
  /** Null for a directive that has an effect. */
  readonly withoutEffect: InertDirective | null;
}

export interface ObjectRule {
  /** Directive with the object's name; null if the type has none. */
  readonly nameDirective: string | null;
  readonly directives: ReadonlyMap<string, DirectiveRule>;
  /** Other spellings of directives, as Nagios and Centreon Engine accept them. */
  readonly aliases: Readonly<Record<string, string>>;
  readonly hasCustomVariables: boolean;
  /** True: objects are read and kept, but not used. */
  readonly isOnlyKept: boolean;
}

const TEMPLATE_DIRECTIVES = { name: "name", use: "template-list", register: "flag" } as const;

const CHECKED = {
  display_name: "text",
  alias: "text",
  check_command: "command",
  check_interval: "interval",
  retry_interval: "interval",
  max_check_attempts: "attempts",
  check_period: "period",
  active_checks_enabled: "flag",
  passive_checks_enabled: "flag",
  is_volatile: "flag",
  notifications_enabled: "flag",
  notification_interval: "interval",
  notification_period: "period",
  first_notification_delay: "interval",
  contacts: "list",
  contact_groups: "list",
  icon_image: "text",
  icon_image_alt: "text",
  notes: "text",
  notes_url: "text",
  action_url: "text",
  timezone: "zone",
  host_id: "id",
  event_handler: "command",
  event_handler_enabled: "flag",
  process_perf_data: "flag",
  flap_detection_enabled: "flag",
  low_flap_threshold: "percent",
  high_flap_threshold: "percent",
  check_freshness: "flag",
  freshness_threshold: "whole",
  importance: "whole",
  retain_status_information: "flag",
  retain_nonstatus_information: "flag",
  recovery_notification_delay: "interval",
  acknowledgement_timeout: "interval",
} as const;

const CHECKED_ALIASES = {
  normal_check_interval: "check_interval",
  retry_check_interval: "retry_interval",
  checks_enabled: "active_checks_enabled",
  hourly_value: "importance",
  minimum_value: "importance",
};
const CHECKED_WITHOUT_EFFECT = {
  obsess: harmless("obsess commands are not supported"),
  failure_prediction_enabled: harmless("removed from Nagios"),
  failure_prediction_options: harmless("removed from Nagios"),
  check_timeout: warned("timeouts-of-main-file"),
  severity: warned("severities-not-used"),
  severity_id: warned("severities-not-used"),
  category_tags: warned("tags-not-used"),
  group_tags: warned("tags-not-used"),
  icon_id: harmless("icons are set with icon_image"),
};
const NO_MAP = harmless("there is no map of hosts");
const PICTURES = { vrml_image: NO_MAP, statusmap_image: NO_MAP, "2d_coords": NO_MAP, "3d_coords": NO_MAP };
const KINDS_WITHOUT_EFFECT: Readonly<Record<string, DirectiveKind>> = {
  "2d_coords": "point",
  "3d_coords": "point-in-space",
};
const ESCALATION_WITHOUT_EFFECT = { escalation_condition: warned("icinga-alone") };
const GROUP = { alias: "text", members: "list", notes: "text", notes_url: "text", action_url: "text" } as const;
const ESCALATION = {
  host_name: "list",
  hostgroup_name: "list",
  contacts: "list",
  contact_groups: "list",
  first_notification: "whole",
  last_notification: "whole",
  notification_interval: "interval",
  escalation_period: "period",
} as const;
const DEPENDENCY = {
  host_name: "list",
  hostgroup_name: "list",
  dependent_host_name: "list",
  dependent_hostgroup_name: "list",
  inherits_parent: "flag",
  dependency_period: "period",
} as const;
const EXTENDED = {
  host_name: "list",
  hostgroup_name: "list",
  notes: "text",
  notes_url: "text",
  action_url: "text",
  icon_image: "text",
  icon_image_alt: "text",
} as const;
const HOST_ALIASES = {
  host: "host_name",
  hosts: "host_name",
  hostgroup: "hostgroup_name",
  hostgroups: "hostgroup_name",
};
const SERVICE_ALIASES = {
  description: "service_description",
  servicegroup: "servicegroup_name",
  servicegroups: "servicegroup_name",
};
const DEPENDENCY_ALIASES = {
  ...HOST_ALIASES,
  master_host: "host_name",
  master_host_name: "host_name",
  dependent_host: "dependent_host_name",
  dependent_hostgroup: "dependent_hostgroup_name",
  dependent_hostgroups: "dependent_hostgroup_name",
  execution_failure_criteria: "execution_failure_options",
  notification_failure_criteria: "notification_failure_options",
};

/** Every object type and its directives: those of Nagios 4, with the additions of Centreon Engine. */
export const OBJECT_RULES: Readonly<Record<string, ObjectRule>> = {
  host: rule(
    "host_name",
    {
      ...CHECKED,
      host_name: "name",
      address: "text",
      parents: "list",
      poller: "text",
      hostgroups: "list",
      notification_options: "host-options",
      initial_state: "host-state",
      flap_detection_options: "host-states",
      stalking_options: "host-states",
    },
    {
      withoutEffect: { ...CHECKED_WITHOUT_EFFECT, ...PICTURES },
      aliases: {
        ...CHECKED_ALIASES,
        host_groups: "hostgroups",
        gd2_image: "statusmap_image",
        obsess_over_host: "obsess",
      },
      customVariables: true,
    },
  ),
  service: rule(
    null,
    {
      ...CHECKED,
      host_name: "list",
      hostgroup_name: "list",
      service_description: "name",
      servicegroups: "list",
      service_id: "id",
      notification_options: "service-options",
      initial_state: "service-state",
      parents: "list",
      flap_detection_options: "service-states",
      stalking_options: "service-states",
    },
    {
      withoutEffect: { ...CHECKED_WITHOUT_EFFECT, parallelize_check: warned("always-parallel", "1") },
      aliases: {
        ...CHECKED_ALIASES,
        ...HOST_ALIASES,
        description: "service_description",
        service_groups: "servicegroups",
        obsess_over_service: "obsess",
      },
      customVariables: true,
    },
  ),
  hostgroup: rule("hostgroup_name", {
    ...GROUP,
    hostgroup_name: "name",
    hostgroup_members: "list",
    hostgroup_id: "id",
  }),
  servicegroup: rule("servicegroup_name", {
    ...GROUP,
    servicegroup_name: "name",
    servicegroup_members: "list",
    servicegroup_id: "id",
  }),
  contactgroup: rule("contactgroup_name", {
    contactgroup_name: "name",
    alias: "text",
    members: "list",
    contactgroup_members: "list",
  }),
  contact: rule(
    "contact_name",
    {
      contact_name: "name",
      alias: "text",
      email: "text",
      pager: "text",
      contactgroups: "list",
      timezone: "zone",
      host_notifications_enabled: "flag",
      service_notifications_enabled: "flag",
      host_notification_period: "period",
      service_notification_period: "period",
      host_notification_options: "host-options",
      service_notification_options: "service-options",
      host_notification_commands: "commands",
      service_notification_commands: "commands",
      can_submit_commands: "flag",
      retain_status_information: "flag",
      retain_nonstatus_information: "flag",
      minimum_importance: "whole",
      address1: "text",
      address2: "text",
      address3: "text",
      address4: "text",
      address5: "text",
      address6: "text",
    },
    {
      withoutEffect: {
        can_submit_commands: warned("rights-in-access-file", "1"),
        retain_status_information: warned("changes-are-kept", "1"),
        retain_nonstatus_information: warned("changes-are-kept", "1"),
      },
      aliases: { contact_groups: "contactgroups", minimum_value: "minimum_importance" },
      customVariables: true,
    },
  ),
  command: rule(
    "command_name",
    { command_name: "name", command_line: "text" },
    { withoutEffect: { connector: harmless("plugins are started by a pool of helper processes") } },
  ),
  // Time periods also have weekday and date lines; see time-period-lines.ts.
  timeperiod: rule("timeperiod_name", { timeperiod_name: "name", alias: "text", exclude: "list" }),
  hostdependency: rule(
    null,
    {
      ...DEPENDENCY,
      execution_failure_options: "host-failures",
      notification_failure_options: "host-failures",
    },
    { aliases: DEPENDENCY_ALIASES },
  ),
  servicedependency: rule(
    null,
    {
      ...DEPENDENCY,
      execution_failure_options: "service-failures",
      notification_failure_options: "service-failures",
      service_description: "list",
      servicegroup_name: "list",
      dependent_service_description: "list",
      dependent_servicegroup_name: "list",
    },
    {
      aliases: {
        ...DEPENDENCY_ALIASES,
        ...SERVICE_ALIASES,
        master_description: "service_description",
        master_service_description: "service_description",
        dependent_description: "dependent_service_description",
        dependent_servicegroup: "dependent_servicegroup_name",
        dependent_servicegroups: "dependent_servicegroup_name",
      },
    },
  ),
  hostescalation: rule(
    null,
    { ...ESCALATION, escalation_options: "host-escalations" },
    { withoutEffect: ESCALATION_WITHOUT_EFFECT, aliases: HOST_ALIASES },
  ),
  serviceescalation: rule(
    null,
    {
      ...ESCALATION,
      escalation_options: "service-escalations",
      service_description: "list",
      servicegroup_name: "list",
    },
    { withoutEffect: ESCALATION_WITHOUT_EFFECT, aliases: { ...HOST_ALIASES, ...SERVICE_ALIASES } },
  ),
  hostextinfo: rule(null, EXTENDED, {
    withoutEffect: PICTURES,
    aliases: { ...HOST_ALIASES, gd2_image: "statusmap_image" },
  }),
  serviceextinfo: rule(
    null,
    { ...EXTENDED, service_description: "list" },
    {
      withoutEffect: PICTURES,
      aliases: { ...HOST_ALIASES, description: "service_description", gd2_image: "statusmap_image" },
    },
  ),
  // From Centreon Engine: every Centreon export has connectors.cfg, newer ones also tags and severities.
  connector: kept(["connector_name", "connector_line"]),
  severity: kept(["severity_name", "id", "severity_id", "level", "icon_id", "type"]),
  tag: kept(["tag_name", "id", "tag_id", "type"]),
  // From Icinga 1: a broker module.
  module: kept(["module_name", "module_type", "path", "args"]),
};

export const isListKind = (kind: DirectiveKind): boolean => kind === "list" || kind === "commands";

interface RuleOptions {
  readonly withoutEffect?: Readonly<Record<string, InertDirective>>;
  readonly aliases?: Readonly<Record<string, string>>;
  readonly customVariables?: boolean;
}

function rule(
  nameDirective: string | null,
  kinds: Readonly<Record<string, DirectiveKind>>,
  options: RuleOptions = {},
): ObjectRule {
  const directives = new Map<string, DirectiveRule>();
  for (const [name, kind] of Object.entries({ ...TEMPLATE_DIRECTIVES, ...kinds }))
    directives.set(name, { kind, withoutEffect: null });
  for (const [name, withoutEffect] of Object.entries(options.withoutEffect ?? {})) {
    directives.set(name, {
      kind: directives.get(name)?.kind ?? KINDS_WITHOUT_EFFECT[name] ?? "text",
      withoutEffect,
    });
  }
  return {
    nameDirective,
    directives,
    aliases: options.aliases ?? {},
    hasCustomVariables: options.customVariables ?? false,
    isOnlyKept: false,
  };
}

// Every directive of a kept object is a list, so that `+value` is inherited.
function kept(names: readonly string[]): ObjectRule {
  return { ...rule(null, Object.fromEntries(names.map((name) => [name, "list" as const]))), isOnlyKept: true };
}
