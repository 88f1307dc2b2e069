import { request } from "node:http";
import { socketPathOf } from "../interfaces/local-socket/socket-path.ts";
import { Refusal } from "../model/refusal.ts";

export interface Question {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Path and query, such as `/api/reload`. */
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: object;
}

/** `body` is the JSON of the answer, undefined when it is empty. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/**
 * Asks the server that runs on a data folder, as its local administrator, by the control socket. Resolves with any answer, errors
 * included. Refuses with `no-server` when none runs there or it ended meanwhile, `not-permitted` when this user may not open the socket.
 */
export async function requestLocalApi(dataFolder: string, question: Question): Promise<Answer> {
  try {
    const path = socketPathOf(dataFolder);
    try {
      return await ask(path.address, question);
    } finally {
      path.release();
    }
  } catch (error) {
    throw refusalOf(error, dataFolder);
  }
}

/** What the server says of a request that it did not do. */
export function refusalTextOf({ status, body }: Answer): string {
  const { message } = (body ?? {}) as { readonly message?: string };
  return message ?? `The server answered with status ${status}.`;
}

function ask(socketPath: string, { method, path, body }: Question): Promise<Answer> {
  return new Promise((answered, failed) => {
    const asking = request({ socketPath, method, path, agent: false, headers: { host: "localhost" } }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (piece: string) => {
        text += piece;
      });
      response.on("error", failed);
      response.on("end", () => {
        try {
          answered({ status: response.statusCode ?? 0, body: text === "" ? undefined : JSON.parse(text) });
        } catch (error) {
          failed(error);
        }
      });
    });
    asking.on("error", failed);
    asking.end(body === undefined ? undefined : JSON.stringify(body));
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
        `This user may not ask the server on the data folder ${dataFolder}: only the user it runs as, and root, may.`,
      );
    default:
      return error;
  }
}
