import { Refusal } from "../model/refusal.ts";

export interface ApiRequest {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Path and query, such as `/api/reload`. */
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: object;
  /** Takes the text of an answer that has no end, as it comes; the answer then has no body. */
  readonly onText?: (text: string) => void;
}

/** `body` is the parsed JSON of the answer, its text if it is CSV, undefined if it is empty. */
export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** Server that a command works on: over its control socket, or over HTTP with a token. */
export interface ServerApi {
  /** Resolves with any answer, errors included. Refuses with `no-server`, `not-permitted`. */
  send(request: ApiRequest): Promise<ApiAnswer>;
  /** Resolves with the body of a successful answer. Refuses as `send`, and with `server-refused`. */
  call<T = undefined>(method: ApiRequest["method"], path: string, body?: object): Promise<T>;
}

export function serverApi(send: ServerApi["send"]): ServerApi {
  return {
    send,
    async call<T>(method: ApiRequest["method"], path: string, body?: object): Promise<T> {
      const answer = await send({ method, path, ...(body === undefined ? {} : { body }) });
      if (answer.status >= 200 && answer.status < 300) return answer.body as T;
      throw new Refusal("server-refused", refusalTextOf(answer));
    },
  };
}

/** Message of a request that the server refused. */
export function refusalTextOf({ status, body }: ApiAnswer): string {
  const { message } = (body ?? {}) as { readonly message?: string };
  if (message !== undefined && message !== "") return message;
  if (status === 401 || status === 403) return "This account may not do that.";
  return status === 404
    ? "There is no such object, or this account does not see it."
    : `The server answered ${status}.`;
}

/** Path of the contract's API. Its shapes are those of 20.04 and later. */
export const contractPath = (path: string): string => `/centreon/api/v22.04${path}`;
