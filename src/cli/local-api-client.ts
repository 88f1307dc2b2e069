import { request } from "node:http";
import { socketPathOf } from "../interfaces/local-socket/socket-path.ts";
import { Refusal } from "../model/refusal.ts";

export interface LocalApiRequest {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Path and query, such as `/api/reload`. */
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: object;
}

/** `body` is the parsed JSON of the answer, undefined if it is empty. */
export interface LocalApiAnswer {
  readonly status: number;
  readonly body: unknown;
}

/**
 * Sends a request to the server that runs on a data folder, through the control socket, as its local administrator.
 * Resolves with any answer, errors included. Refuses with `no-server` if none runs there or it ended meanwhile, with
 * `not-permitted` if this user may not open the socket.
 */
export async function requestLocalApi(dataFolder: string, localRequest: LocalApiRequest): Promise<LocalApiAnswer> {
  try {
    const path = socketPathOf(dataFolder);
    try {
      return await send(path.address, localRequest);
    } finally {
      path.release();
    }
  } catch (error) {
    throw refusalOf(error, dataFolder);
  }
}

/** Message of a request that the server refused. */
export function refusalTextOf({ status, body }: LocalApiAnswer): string {
  const { message } = (body ?? {}) as { readonly message?: string };
  return message ?? `The server answered with status ${status}.`;
}

function send(socketPath: string, { method, path, body }: LocalApiRequest): Promise<LocalApiAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request({ socketPath, method, path, agent: false, headers: { host: "localhost" } }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (piece: string) => {
        text += piece;
      });
      response.on("error", reject);
      response.on("end", () => {
        try {
          resolve({ status: response.statusCode ?? 0, body: text === "" ? undefined : JSON.parse(text) });
        } catch (error) {
          reject(error);
        }
      });
    });
    sent.on("error", reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

function refusalOf(error: unknown, dataFolder: string): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  switch (code) {
    case "ENOENT":
    case "ENOTDIR":
    case "ECONNREFUSED":
      return new Refusal(
        "no-server",
        `No server runs on the data folder ${dataFolder}; start it with vigie serve, or name its folder with --data.`,
      );
    case "ECONNRESET":
    case "EPIPE":
      return new Refusal("no-server", `The server on the data folder ${dataFolder} ended before it answered.`);
    case "EACCES":
    case "EPERM":
      return new Refusal(
        "not-permitted",
        `This user may not access the server on the data folder ${dataFolder}: only the user it runs as, ` +
          "and root, may.",
      );
    default:
      return error;
  }
}
