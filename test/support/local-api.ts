import { requestLocalApi } from "../../src/cli/local-api-client.ts";
import { eventually } from "./eventually.ts";
import type { Site } from "./server-under-test.ts";

/**
 * Calls the running server of a site through its control socket: as the administrator, and without a token that expires
 * when a test moves the clock.
 */
export interface LocalApi {
  /** `path` starts with `/api/`, or after the version of the contract's API. */
  call<T = Record<string, unknown>>(
    method: "GET" | "POST" | "PUT" | "DELETE",
    path: string,
    body?: object,
  ): Promise<{ readonly status: number; readonly body: T }>;
  get<T = Record<string, unknown>>(path: string): Promise<T>;
  /** What has to succeed: throws the answer if it is a refusal. */
  command<T = Record<string, unknown>>(method: "POST" | "PUT" | "DELETE", path: string, body?: object): Promise<T>;
  /** Polls until the answer satisfies the condition; fails after a minute with the last answer. */
  eventually<T = Record<string, unknown>>(path: string, satisfies: (answer: T) => boolean): Promise<T>;
}

export function localApiOf({ dataFolder }: Site): LocalApi {
  const call: LocalApi["call"] = async <T>(method: "GET" | "POST" | "PUT" | "DELETE", path: string, body?: object) => {
    const full = path.startsWith("/api/") ? path : `/centreon/api/v2${path}`;
    const answer = await requestLocalApi(dataFolder, {
      method,
      path: encodeURI(full),
      ...(body === undefined ? {} : { body }),
    });
    return { status: answer.status, body: answer.body as T };
  };
  const get = async <T>(path: string): Promise<T> => {
    const { status, body } = await call<T>("GET", path);
    if (status !== 200) throw new Error(`GET ${path} was answered with ${status} ${JSON.stringify(body)}`);
    return body;
  };
  return {
    call,
    get,
    async command<T>(method: "POST" | "PUT" | "DELETE", path: string, sent?: object): Promise<T> {
      const { status, body } = await call<T>(method, path, sent);
      if (status >= 400) throw new Error(`${method} ${path} was answered with ${status} ${JSON.stringify(body)}`);
      return body;
    },
    eventually: (path, satisfies) => eventually(path, get, satisfies),
  };
}
