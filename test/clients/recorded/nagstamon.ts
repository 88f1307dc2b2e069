import { AN_HOUR_AGO, IN_AN_HOUR, login, query, type RecordedClient } from "./recorded-client.ts";
import { exactly, members, orNull, rows, status, text, whole, yesOrNo } from "./shapes.ts";

const common = {
  name: text,
  status,
  severity: orNull(members({})),
  last_check: orNull(text),
  duration: orNull(text),
  tries: text,
  information: orNull(text),
  has_passive_checks_enabled: yesOrNo,
  is_notification_enabled: yesOrNo,
  is_acknowledged: yesOrNo,
  is_in_downtime: yesOrNo,
};
const service = members({ ...common, type: exactly("service"), parent: members({ name: text, id: whole }) });

const PROBLEMS = '["WARNING","DOWN","CRITICAL","UNKNOWN"]';
// requests escapes quotes and blanks, and leaves brackets, braces, commas, colons and dollars.
const escaped = (words: string): string =>
  encodeURIComponent(words).replaceAll(/%(5B|5D|7B|7D|2C|3A|24)/g, decodeURIComponent);
const resources = (types: string, rest: string): string => `GET /monitoring/resources?types=${escaped(types)}&${rest}`;

/** 3.14 and later, which Debian 12 does not have: other names of the fields, a body of checks, another token. */
export const nagstamon: RecordedClient = {
  name: "Nagstamon 3.19",
  base: "/centreon/api/v24.04",
  headers: { "User-Agent": "Nagstamon/3.19/Linux", Authorization: "Basic YWRtaW46Y29ycmVjdCBob3JzZQ==" },
  calls: [
    {
      name: "read the version, which chooses the dialect",
      request: "GET /platform/versions",
      status: 200,
      reads: members({ web: members({ major: exactly("24"), minor: text }) }),
    },
    {
      name: "find that there is no session",
      request: "GET /monitoring/resources?limit=0",
      status: 403,
      reads: members({ code: exactly(403), message: text }),
    },
    login(),
    {
      name: "check the session",
      request: "GET /monitoring/resources?limit=0",
      status: 200,
      reads: members({ meta: members({ total: whole }) }),
    },
    {
      name: "list hosts with problems",
      request: resources('["host"]', `statuses=${escaped(PROBLEMS)}&limit=9999`),
      status: 200,
      reads: rows(members({ ...common, name: exactly("db/nord") })),
    },
    {
      name: "list services with problems",
      request: resources('["metaservice","service"]', `statuses=${escaped(PROBLEMS)}&limit=9999`),
      status: 200,
      reads: rows(service),
    },
    {
      name: "list services whose names fit the user's expression",
      request: resources(
        '["metaservice","service"]',
        `statuses=${escaped(PROBLEMS)}&search=${escaped('{"s.description":{"$rg":"^disque"}}')}&limit=9999`,
      ),
      status: 200,
      reads: rows(members({ name: exactly("Disque /var/été") })),
    },
    {
      name: "find a host by a name with a slash",
      request: resources('["host"]', `search=${escaped('{"h.name":"db/nord"}')}`),
      status: 200,
      reads: rows(members({ id: exactly(12), fqdn: exactly("192.0.2.12") })),
    },
    {
      name: "find a service by names with accents",
      request: resources(
        '["service"]',
        `search=${escaped('{"$and":[{"h.name":{"$eq":"serveur-été"}}, {"s.description":{"$eq":"Disque /var/été"}}]}')}`,
      ),
      status: 200,
      reads: rows(members({ id: exactly(21), parent: members({ id: exactly(11) }) })),
    },
    {
      name: "acknowledge a host",
      request: "POST /monitoring/resources/acknowledge",
      body: {
        acknowledgement: {
          comment: "by hand",
          with_services: true,
          is_notify_contacts: false,
          is_persistent_comment: true,
          is_sticky: true,
        },
        resources: [{ type: "host", id: 12, parent: { id: 12 } }],
      },
      status: 204,
    },
    {
      name: "see the acknowledgement",
      request: resources('["host"]', `statuses=${escaped(PROBLEMS)}&limit=9999`),
      status: 200,
      reads: rows(members({ ...common, is_acknowledged: exactly(true) })),
    },
    {
      name: "recheck a service",
      request: "POST /monitoring/resources/check",
      body: { resources: [{ type: "service", id: 21, parent: { id: 11 } }], check: { is_forced: true } },
      status: 204,
    },
    {
      name: "recheck a host",
      request: "POST /monitoring/resources/check",
      body: { resources: [{ type: "host", id: 12, parent: null }], check: { is_forced: true } },
      status: 204,
    },
    {
      name: "set a downtime, the offset without a colon",
      request: "POST /monitoring/resources/downtime",
      body: {
        downtime: {
          comment: "moved",
          with_services: true,
          is_fixed: true,
          duration: 7200,
          start_time: AN_HOUR_AGO.replace("Z", "+0000"),
          end_time: IN_AN_HOUR.replace("Z", "+0000"),
        },
        resources: [{ type: "host", id: 12, parent: null }],
      },
      status: 204,
    },
    {
      name: "see the downtime",
      request: resources('["host"]', `statuses=${escaped(PROBLEMS)}&limit=9999`),
      status: 200,
      reads: rows(members({ ...common, is_in_downtime: exactly(true) })),
    },
    {
      name: "find that the token is lost",
      request: `GET /monitoring/resources${query({ limit: 0 })}`,
      headers: { "X-AUTH-TOKEN": "lost" },
      status: 401,
      reads: members({ code: exactly(401), message: text }),
    },
    login("log in again"),
  ],
};
