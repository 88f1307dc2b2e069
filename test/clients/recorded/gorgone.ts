import { login, query, type RecordedClient } from "./recorded-client.ts";
import { exactly, members, rows, text, whole } from "./shapes.ts";

const PAGE = "page=1&limit=10000";

/** The vendor's daemon of pollers. It logs in again on 403 only: it needs a version before v22.04 in its setting. */
export const gorgone: RecordedClient = {
  name: "gorgone",
  base: "/centreon/api/v2",
  headers: {
    "Accept-Type": "application/json; charset=utf-8",
    "Content-Type": "application/json; charset=utf-8",
  },
  calls: [
    login("log in", members({ security: members({ token: text }) })),
    {
      name: "read the version",
      request: `GET /platform/versions?${PAGE}`,
      status: 200,
      reads: members({ web: members({ version: text, major: text, minor: text, fix: text }) }),
    },
    {
      name: "list hosts, 10,000 a page",
      request: `GET /monitoring/hosts?${PAGE}`,
      status: 200,
      reads: rows(members({ id: whole, name: text })),
    },
    {
      name: "find a host",
      request: `GET /monitoring/hosts?${PAGE}&${query({ search: '{"host.name":{"$eq":"web-01"}}' }).slice(1)}`,
      status: 200,
      reads: rows(members({ id: exactly(1), name: exactly("web-01") })),
    },
    {
      name: "read one host",
      request: `GET /monitoring/hosts/1?${PAGE}`,
      status: 200,
      reads: members({ id: exactly(1), name: text }),
    },
    {
      name: "find that the token is lost",
      request: `GET /monitoring/hosts?${PAGE}`,
      headers: { "X-AUTH-TOKEN": "lost" },
      status: 403,
      reads: members({ message: text }),
    },
    login("log in again", members({ security: members({ token: text }) })),
    {
      name: "log out",
      request: `GET /logout?${PAGE}`,
      status: 200,
      reads: members({ message: text }),
    },
  ],
};
