/**
 * One configuration with every way of naming, inheriting and grouping that Nagios 4 and this reader share.
 * Contacts have all that Nagios requires, so that it accepts the sample.
 */
export const RICH_SAMPLE = String.raw`
# A whole-line comment.
define command {
  command_name  check-host  ; a comment behind a value
  command_line  $USER1$/check_ping -H $HOSTADDRESS$ -w $ARG1$
}
define command{
	command_name	check-service
	command_line	/bin/echo a\;b \
	                continued
	}
define command {
  command_name  tell
  command_line  /bin/true
}

define timeperiod {
  timeperiod_name  always
  alias            Always
  sunday     00:00-24:00
  monday     00:00-24:00
  tuesday    00:00-24:00
  wednesday  00:00-24:00
  thursday   00:00-24:00
  friday     00:00-24:00
  saturday   00:00-24:00
}
define timeperiod {
  timeperiod_name  office
  alias            Office
  monday     09:00-12:00,13:00-18:00
  friday     09:00-15:00
  december 25       00:00-00:00
  2026-12-24 - 2027-01-02 / 2  10:00-12:00
  exclude          holidays
}
define timeperiod {
  timeperiod_name  holidays
  alias            Holidays
  january 1        00:00-24:00
}

define contact {
  name                           person
  host_notification_commands     tell
  service_notification_commands  tell
  host_notification_period       always
  service_notification_period    always
  host_notification_options      d,u,r
  service_notification_options   w,u,c,r
  register                       0
}
define contact {
  use           person
  contact_name  ann
  alias         Ann Other
  email         ann@example.org
}
define contact {
  use            person
  contact_name   bob
  contactgroups  night
}
define contact {
  use           person
  contact_name  cid
}
define contactgroup {
  contactgroup_name     day
  alias                 By day
  members               ann, cid
}
define contactgroup {
  contactgroup_name     night
  contactgroup_members  day
  members               !cid
}
define contactgroup {
  contactgroup_name  everyone
  members            *
}

define host {
  name                   base
  check_command          check-host!1000
  max_check_attempts     3
  check_interval         2.5
  check_period           always
  notification_period    office
  notification_interval  45
  contact_groups         day
  hostgroups             all
  notes                  from base
  _SITE                  Paris
  _rack                  7
  register               0
}
define host {
  name               quiet
  contacts           null
  contact_groups     +night
  notes              from quiet
  notification_options d , r
  hostgroups         +quiet-ones
  register           0
}
define host {
  name           loud
  contacts       bob
  retry_interval 3
  notes          from loud
  register       0
}
define host {
  use        base
  host_name  plain
}
define host {
  use           quiet,loud,base
  host_name     mixed
  alias         Mixed host
  address       192.0.2.7
  parents       plain
  _RACK         8
}
define host {
  use           quiet,loud,base
  host_name     adding
  contacts      +cid
  notes_url     http://example.org/#$HOSTNAME$
  action_url    C:\\
  hostgroups    +direct
}
define host {
  use                    loud,base
  host_name              with space
  display_name           Shown name
  contacts               null
  notification_period    null
  notification_options   n
  active_checks_enabled  0
  _SITE                  null
  first_notification_delay 5
}
define host {
  host_name           alone
  max_check_attempts  1
  check_command       check-host!a\!b!c
  parents             plain,mixed
}

define hostgroup {
  hostgroup_name  all
  alias           All of them
}
define hostgroup {
  hostgroup_name  quiet-ones
}
define hostgroup {
  hostgroup_name  direct
  members         alone,with space,alone,
}
define hostgroup {
  hostgroup_name     nested
  hostgroup_members  direct,quiet-ones
  members            !adding
}
define hostgroup {
  hostgroup_name  every-but-one
  members         *,!plain
}
define hostgroup {
  hostgroup_name  refused
  members         !mixed
  hostgroup_members  quiet-ones
}
define hostgroup {
  hostgroup_name  empty
}

define service {
  name                 generic
  check_command        check-service
  max_check_attempts   4
  servicegroups        generic-ones
  check_period         always
  register             0
}
define service {
  use                  generic
  name                 on-all
  hostgroup_name       all
  service_description  Load
}
define service {
  use                  generic
  host_name            plain
  service_description  Load
  display_name         Load of plain
  contacts             cid
}
define service {
  use                  generic
  host_name            *,!alone
  service_description  Disk
  notification_interval 10
  is_volatile          1
}
define service {
  use                  generic
  host_name            !mixed
  hostgroup_name       nested
  service_description  Users
  contact_groups       null
}
define service {
  use                  generic
  hostgroup_name       every-but-one,!direct
  service_description  Swap
  servicegroups        +extra
  notification_period  always
  notification_options c,r
  _KEY                 value
}
define service {
  use                  on-all
  host_name            alone
  service_description  Time
  passive_checks_enabled 0
}
define service {
  use                  on-all
  hostgroup_name       null
  host_name            alone, plain
  service_description  Only named
  servicegroups        null
}
define service {
  use                  generic
  hostgroup_name       *
  service_description  Everywhere
}

define servicegroup {
  servicegroup_name  generic-ones
  alias              Generic
}
define servicegroup {
  servicegroup_name  extra
  members            plain,Load,alone,Time
}
define servicegroup {
  servicegroup_name     both
  servicegroup_members  extra
  members               alone,Only named
}
`
