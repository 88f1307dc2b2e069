import { login, type RecordedClient } from "../recorded-client.ts";
import { error, exactly, members, text, yesOrNo } from "../shapes.ts";
import { ACTIONS } from "./actions.ts";
import { CONFIGURATION } from "./configuration.ts";
import { MONITORING } from "./monitoring.ts";
import { USERS } from "./users.ts";

/** The Go client, its command line and the MCP servers on it. A body has a content type, other requests have none. */
export const goClient: RecordedClient = {
  name: "Go client",
  base: "/centreon/api/latest",
  calls: [
    {
      name: "read the version",
      request: "GET /platform/versions",
      status: 200,
      reads: members({
        web: members({ version: text, major: text, minor: text, fix: text }),
        modules: members({}),
        widgets: members({}),
      }),
    },
    {
      name: "read the state of the installation",
      request: "GET /platform/installation/status",
      status: 200,
      reads: members({ is_installed: exactly(true), has_upgrade_available: yesOrNo }),
    },
    {
      ...login(),
      keeps: {
        token: ({ security }: { readonly security: { readonly token: string } }) => security.token,
        user: ({ contact }: { readonly contact: { readonly id: number } }) => contact.id,
      },
    },
    ...MONITORING,
    ...ACTIONS,
    ...CONFIGURATION,
    ...USERS,
    {
      name: "find that the token is lost",
      request: "GET /monitoring/hosts",
      headers: { "X-AUTH-TOKEN": "lost" },
      status: 401,
      reads: error(401, ""),
    },
    login("log in again"),
    { name: "log out", request: "GET /logout", status: 200, reads: members({ message: text }) },
  ],
};
