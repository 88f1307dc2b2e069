import { AN_HOUR_AGO, firstId, IN_AN_HOUR, login, query, type RecordedClient } from "./recorded-client.ts";
import { date, exactly, listOf, members, orNull, rows, status, text, whole, yesOrNo } from "./shapes.ts";

const colon = (time: string): string => time.replace("Z", "+00:00");

/** The plugin for GLPI. */
export const glpi: RecordedClient = {
  name: "GLPI",
  base: "/centreon/api/latest",
  headers: { "Content-Type": "application/json" },
  calls: [
    login(),
    {
      name: "find the computer among the hosts",
      request: `GET /monitoring/hosts${query({ limit: 1, search: '{"host.name":{"$eq":"db/nord"}}' })}`,
      status: 200,
      reads: rows(members({ id: exactly(12), name: exactly("db/nord") })),
    },
    {
      name: "read the host",
      request: "GET /monitoring/hosts/12",
      status: 200,
      reads: members({
        alias: text,
        last_check: orNull(date),
        next_check: orNull(date),
        check_period: orNull(text),
      }),
    },
    {
      name: "read the details of the host",
      request: "GET /monitoring/resources/hosts/12",
      status: 200,
      reads: members({ status, name: text, fqdn: text, in_downtime: yesOrNo, downtimes: listOf(members({})) }),
    },
    {
      name: "list the services of a host",
      request: "GET /monitoring/hosts/11/services?limit=30",
      status: 200,
      reads: rows(members({ id: whole, description: text, state: whole, status, duration: orNull(text) })),
    },
    {
      name: "check the host, without a body",
      request: "POST /monitoring/hosts/12/check",
      status: 204,
    },
    {
      name: "acknowledge the host",
      request: "POST /monitoring/hosts/12/acknowledgements",
      body: {
        comment: "ticket 4711",
        is_notify_contacts: false,
        is_persistent_comment: true,
        is_sticky: true,
        with_services: false,
      },
      status: 204,
    },
    {
      name: "set a downtime, with the number of its author",
      request: "POST /monitoring/hosts/12/downtimes",
      body: {
        author_id: 1,
        comment: "moved",
        is_fixed: true,
        with_services: true,
        start_time: colon(AN_HOUR_AGO),
        end_time: colon(IN_AN_HOUR),
        duration: 7200,
      },
      status: 204,
    },
    {
      name: "see the downtime in the details",
      request: "GET /monitoring/resources/hosts/12",
      status: 200,
      reads: members({
        in_downtime: exactly(true),
        downtimes: listOf(
          members({ id: whole, start_time: date, end_time: date, comment: text, author_name: text, is_fixed: yesOrNo }),
        ),
      }),
    },
    {
      name: "list the downtimes of the host",
      request: "GET /monitoring/hosts/12/downtimes",
      status: 200,
      reads: rows(members({ id: whole, start_time: date, end_time: date, comment: exactly("moved") })),
      keeps: { downtime: firstId },
    },
    {
      name: "read one downtime",
      request: "GET /monitoring/downtimes/{downtime}",
      status: 200,
      reads: members({ id: whole, host_id: exactly(12), start_time: date, end_time: date, comment: text }),
    },
    {
      name: "list the downtimes of the services of a host",
      request: `GET /monitoring/services/downtimes${query({ search: '{"host.id":{"$eq":12}}' })}`,
      status: 200,
      reads: members({ result: listOf(members({ id: whole })) }),
    },
    {
      name: "cancel the downtime",
      request: "DELETE /monitoring/downtimes/{downtime}",
      status: 204,
    },
    {
      name: "read the timeline",
      request: "GET /monitoring/hosts/12/timeline",
      status: 200,
      reads: rows(
        members({
          id: whole,
          type: text,
          date,
          content: text,
          status: orNull(members({ name: text })),
          tries: orNull(whole),
        }),
      ),
    },
  ],
};
