import { CREDENTIALS } from "../client-site.ts";
import type { RecordedClient } from "./recorded-client.ts";
import { exactly, members, someOf, text, whole } from "./shapes.ts";

const REALTIME = "/centreon/api/index.php?object=centreon_realtime_";

/** Keep's provider for Centreon and scripts like it: the older API, where a bare array is answered. */
export const keep: RecordedClient = {
  name: "Keep",
  base: "",
  tokenHeader: "centreon-auth-token",
  headers: { "Content-Type": "application/json" },
  calls: [
    {
      name: "log in by a form, as scripts do",
      request: "POST /centreon/api/index.php?action=authenticate",
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ username: CREDENTIALS.login, password: CREDENTIALS.password }).toString(),
      status: 200,
      reads: members({ authToken: text }),
      keeps: { token: ({ authToken }: { readonly authToken: string }) => authToken },
    },
    {
      name: "list hosts",
      request: `GET ${REALTIME}hosts&action=list`,
      status: 200,
      reads: someOf(
        members({
          name: text,
          address: text,
          output: text,
          instance_name: text,
          // Read as a time: text loses the whole list.
          last_check: whole,
        }),
      ),
    },
    {
      name: "list services",
      request: `GET ${REALTIME}services&action=list`,
      status: 200,
      reads: someOf(members({ name: text, description: text, output: text, last_check: whole })),
    },
    {
      name: "list the services with problems of some hosts, as scripts do",
      request: `GET ${REALTIME}services&action=list&viewType=problems&search=Disque&limit=10&number=0&fields=name,description`,
      status: 200,
      reads: someOf(members({ name: exactly("serveur-été"), description: exactly("Disque /var/été") })),
    },
  ],
};
