import { BROKEN, HOSTS } from "./configuration.ts";

/** Asks the API of a server as its administrator; resolves with the answer. */
export type Post = (path: string, body: object) => Promise<unknown>;

export const postTo =
  (url: string, token: string): Post =>
  async (path, body) => {
    const headers = { "X-AUTH-TOKEN": token };
    const response = await fetch(`${url}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
    return text === "" ? null : JSON.parse(text);
  };

/** Makes the problem that the client acknowledges. */
export const makeProblem = (post: Post): Promise<unknown> =>
  post(`/centreon/api/latest/monitoring/hosts/${HOSTS.broken}/services/${BROKEN}/submit`, {
    status: 2,
    output: "broken",
  });
