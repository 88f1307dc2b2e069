import { expect } from "vitest";
import { waitFor } from "../support/wait-for.ts";
import { loginAt } from "../support/server-process.ts";
import { ADMIN_PASSWORD } from "../support/server-under-test.ts";
import type { Member } from "./member.ts";

/** A host and a service of it, which are checked by nobody: results are submitted. */
export const FOLLOWED_FILES = {
  "vigie.cfg": "cfg_file=objects.cfg\n",
  "objects.cfg": `
define host {
  host_name              web
  host_id                1
  address                127.0.0.1
  max_check_attempts     1
  active_checks_enabled  0
}
define service {
  host_name              web
  service_description    page
  service_id             1
  check_command          none
  max_check_attempts     1
  active_checks_enabled  0
}
define command {
  command_name  none
  command_line  /bin/true
}
`,
} as const;

export const HOSTS = "/centreon/api/latest/monitoring/hosts";
export const SERVICE = "/centreon/api/latest/monitoring/hosts/1/services/1";

export type Headers = Readonly<Record<string, string>>;

export interface Shown {
  readonly status: number;
  readonly body: unknown;
}

export async function untilFollowing(member: Member): Promise<void> {
  await waitFor(() => expect(member.log()).toContain("follows the leader"));
}

export const asAdmin = async ({ url }: Member) => ({ "X-AUTH-TOKEN": await loginAt(url, "admin", ADMIN_PASSWORD) });

export async function read({ url }: Member, path: string, headers: Headers): Promise<Shown> {
  const response = await fetch(url + path, { headers });
  return { status: response.status, body: await response.json() };
}

/** Submits a status of the service; the host is up. */
export const submit = ({ url }: Member, headers: Headers, status: number, text: string): Promise<Response> =>
  fetch(`${url}/centreon/api/latest/monitoring/resources/submit`, {
    method: "POST",
    headers,
    body: JSON.stringify({
      resources: [
        { type: "service", id: 1, parent: { id: 1 }, status, output: text, performance_data: null },
        { type: "host", id: 1, parent: null, status: 0, output: text, performance_data: null },
      ],
    }),
  });

export const acknowledge = ({ url }: Member, headers: Headers): Promise<Response> =>
  fetch(`${url}/api/hosts/1/services/1/acknowledgement`, {
    method: "POST",
    headers,
    body: JSON.stringify({ comment: "being looked at" }),
  });
