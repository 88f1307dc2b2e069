/**
 * How the value of a directive is read. `list`s are comma-separated and additive (`+value`). `option-…` are letters or
 * words; `seconds`, `interval` and `attempts` are numbers; `command` is `name!arg!arg`, `commands` a list of them.
 */
export type DirectiveKind =
  | 'name' | 'text' | 'list' | 'flag' | 'interval' | 'attempts' | 'id' | 'zone' | 'command' | 'commands' | 'period'
  | 'host-options' | 'service-options' | 'host-state' | 'service-state' | 'template-list'

export interface DirectiveRule {
  readonly kind: DirectiveKind
  /** False: accepted, one warning. */
  readonly hasEffect: boolean
}

export interface ObjectRule {
  /** The directive that names the object; null where nothing does. */
  readonly nameDirective: string | null
  readonly directives: ReadonlyMap<string, DirectiveRule>
  /** Other spellings of directives, as Nagios and Centreon Engine accept them. */
  readonly aliases: Readonly<Record<string, string>>
  readonly hasCustomVariables: boolean
  /** True: read and kept, but nothing uses it yet. */
  readonly isOnlyKept: boolean
}

const TEMPLATE_DIRECTIVES = { name: 'name', use: 'template-list', register: 'flag' } as const

const CHECKED = {
  display_name: 'text', alias: 'text', check_command: 'command', check_interval: 'interval', retry_interval: 'interval',
  max_check_attempts: 'attempts', check_period: 'period', active_checks_enabled: 'flag', passive_checks_enabled: 'flag',
  is_volatile: 'flag', notifications_enabled: 'flag', notification_interval: 'interval', notification_period: 'period',
  first_notification_delay: 'interval', contacts: 'list', contact_groups: 'list', icon_image: 'text', icon_image_alt: 'text',
  notes: 'text', notes_url: 'text', action_url: 'text', timezone: 'zone', host_id: 'id',
} as const

// The API neither shows nor uses these; event handlers, flapping and freshness belong to later steps.
const CHECKED_WITHOUT_EFFECT = [
  'acknowledgement_timeout', 'category_tags', 'check_freshness', 'check_timeout', 'event_handler', 'event_handler_enabled',
  'failure_prediction_enabled', 'failure_prediction_options', 'flap_detection_enabled', 'flap_detection_options',
  'freshness_threshold', 'group_tags', 'high_flap_threshold', 'hourly_value', 'icon_id', 'importance', 'low_flap_threshold',
  'minimum_value', 'obsess', 'process_perf_data', 'recovery_notification_delay', 'retain_nonstatus_information',
  'retain_status_information', 'severity', 'severity_id', 'stalking_options',
]

const CHECKED_ALIASES = {
  normal_check_interval: 'check_interval', retry_check_interval: 'retry_interval', checks_enabled: 'active_checks_enabled',
}
const GROUP_TEXTS = { alias: 'text', members: 'list', notes: 'text', notes_url: 'text', action_url: 'text' } as const
const DEPENDENCY = [
  'dependency_period', 'inherits_parent', 'execution_failure_criteria', 'execution_failure_options',
  'notification_failure_criteria', 'notification_failure_options', 'hostgroup', 'hostgroups', 'hostgroup_name', 'host', 'master_host',
  'host_name', 'master_host_name', 'dependent_host', 'dependent_host_name', 'dependent_hostgroup', 'dependent_hostgroups',
  'dependent_hostgroup_name',
]
const ESCALATION = [
  'host', 'host_name', 'hostgroup', 'hostgroups', 'hostgroup_name', 'contacts', 'contact_groups', 'first_notification',
  'last_notification', 'notification_interval', 'escalation_period', 'escalation_options', 'escalation_condition',
]
const EXTENDED = [
  'host', 'host_name', 'notes', 'notes_url', 'action_url', 'icon_image', 'icon_image_alt', 'vrml_image', 'gd2_image',
  'statusmap_image', '2d_coords', '3d_coords',
]

/** Every object type and its directives: those of Nagios 4, with the additions of Centreon Engine. */
export const OBJECT_RULES: Readonly<Record<string, ObjectRule>> = {
  host: rule('host_name', {
    ...CHECKED, host_name: 'name', address: 'text', parents: 'list', hostgroups: 'list',
    notification_options: 'host-options', initial_state: 'host-state',
  }, {
    withoutEffect: [...CHECKED_WITHOUT_EFFECT, 'obsess_over_host', 'vrml_image', 'statusmap_image', '2d_coords', '3d_coords'],
    aliases: { ...CHECKED_ALIASES, host_groups: 'hostgroups', gd2_image: 'statusmap_image' },
    customVariables: true,
  }),
  service: rule(null, {
    ...CHECKED, host_name: 'list', hostgroup_name: 'list', service_description: 'name', servicegroups: 'list',
    service_id: 'id', notification_options: 'service-options', initial_state: 'service-state',
  }, {
    withoutEffect: [...CHECKED_WITHOUT_EFFECT, 'obsess_over_service', 'parallelize_check', 'parents'],
    aliases: {
      ...CHECKED_ALIASES, host: 'host_name', hosts: 'host_name', hostgroup: 'hostgroup_name', hostgroups: 'hostgroup_name',
      description: 'service_description', service_groups: 'servicegroups',
    },
    customVariables: true,
  }),
  hostgroup: rule('hostgroup_name', { ...GROUP_TEXTS, hostgroup_name: 'name', hostgroup_members: 'list', hostgroup_id: 'id' },
    { withoutEffect: ['notes', 'notes_url', 'action_url'] }),
  servicegroup: rule('servicegroup_name', { ...GROUP_TEXTS, servicegroup_name: 'name', servicegroup_members: 'list', servicegroup_id: 'id' },
    { withoutEffect: ['notes', 'notes_url', 'action_url'] }),
  contactgroup: rule('contactgroup_name', { contactgroup_name: 'name', alias: 'text', members: 'list', contactgroup_members: 'list' }),
  contact: rule('contact_name', {
    contact_name: 'name', alias: 'text', email: 'text', pager: 'text', contactgroups: 'list', timezone: 'zone',
    host_notifications_enabled: 'flag', service_notifications_enabled: 'flag',
    host_notification_period: 'period', service_notification_period: 'period',
    host_notification_options: 'host-options', service_notification_options: 'service-options',
    host_notification_commands: 'commands', service_notification_commands: 'commands',
    can_submit_commands: 'flag', retain_status_information: 'flag', retain_nonstatus_information: 'flag',
    minimum_importance: 'interval', address1: 'text', address2: 'text', address3: 'text', address4: 'text', address5: 'text',
    address6: 'text',
  }, {
    withoutEffect: ['can_submit_commands', 'retain_status_information', 'retain_nonstatus_information', 'minimum_importance'],
    aliases: { contact_groups: 'contactgroups', minimum_value: 'minimum_importance' },
    customVariables: true,
  }),
  command: rule('command_name', { command_name: 'name', command_line: 'text' }, { withoutEffect: ['connector'] }),
  // Time periods also have weekday and date lines; see time-period-lines.ts.
  timeperiod: rule('timeperiod_name', { timeperiod_name: 'name', alias: 'text', exclude: 'list' }),
  hostdependency: kept([...DEPENDENCY]),
  servicedependency: kept([
    ...DEPENDENCY, 'description', 'service_description', 'master_description', 'master_service_description', 'servicegroup',
    'servicegroups', 'servicegroup_name', 'dependent_description', 'dependent_service_description', 'dependent_servicegroup',
    'dependent_servicegroups', 'dependent_servicegroup_name',
  ]),
  hostescalation: kept([...ESCALATION]),
  serviceescalation: kept([...ESCALATION, 'description', 'service_description', 'servicegroup', 'servicegroups', 'servicegroup_name']),
  hostextinfo: kept([...EXTENDED, 'hostgroup', 'hostgroup_name']),
  serviceextinfo: kept([...EXTENDED, 'hostgroup', 'hostgroup_name', 'description', 'service_description']),
  // Of Centreon Engine: every Centreon export has connectors.cfg, newer ones also tags and severities.
  connector: kept(['connector_name', 'connector_line']),
  severity: kept(['severity_name', 'id', 'severity_id', 'level', 'icon_id', 'type']),
  tag: kept(['tag_name', 'id', 'tag_id', 'type']),
}

export const isListKind = (kind: DirectiveKind): boolean => kind === 'list' || kind === 'commands'

interface RuleOptions {
  readonly withoutEffect?: readonly string[]
  readonly aliases?: Readonly<Record<string, string>>
  readonly customVariables?: boolean
}

function rule(nameDirective: string | null, kinds: Readonly<Record<string, DirectiveKind>>, options: RuleOptions = {}): ObjectRule {
  const directives = new Map<string, DirectiveRule>()
  for (const [name, kind] of Object.entries({ ...TEMPLATE_DIRECTIVES, ...kinds })) directives.set(name, { kind, hasEffect: true })
  for (const name of options.withoutEffect ?? []) {
    directives.set(name, { kind: directives.get(name)?.kind ?? 'text', hasEffect: false })
  }
  return {
    nameDirective, directives, aliases: options.aliases ?? {},
    hasCustomVariables: options.customVariables ?? false, isOnlyKept: false,
  }
}

// In kept objects every directive is a list, so that `+value` is inherited as Nagios does for the lists among them.
function kept(names: readonly string[]): ObjectRule {
  return { ...rule(null, Object.fromEntries(names.map((name) => [name, 'list' as const]))), isOnlyKept: true }
}
