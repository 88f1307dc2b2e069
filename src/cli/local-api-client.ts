import { request } from "node:http";
import { existsSync } from "node:fs";
import { socketPathOf } from "../interfaces/local-socket/socket-path.ts";
import { Refusal } from "../model/refusal.ts";
import { serverApi, type ApiAnswer, type ApiRequest, type ServerApi } from "./api-client.ts";
import { exchange } from "./http-request.ts";

/** API of the server that runs on a data folder, through its control socket. */
export const localApi = (dataFolder: string): ServerApi => serverApi((request) => requestLocalApi(dataFolder, request));

/**
 * Sends a request to the server that runs on a data folder, through the control socket, as its local administrator.
 * Resolves with any answer, errors included. Refuses with `no-server` if none runs there or it ended meanwhile, with
 * `not-permitted` if this user may not open the socket.
 */
export async function requestLocalApi(dataFolder: string, localRequest: ApiRequest): Promise<ApiAnswer> {
  try {
    const path = socketPathOf(dataFolder);
    try {
      return await exchange(request, { socketPath: path.address, headers: { host: "localhost" } }, localRequest);
    } finally {
      path.release();
    }
  } catch (error) {
    throw refusalOf(error, dataFolder);
  }
}

function refusalOf(error: unknown, dataFolder: string): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  switch (code) {
    case "ENOENT":
    case "ENOTDIR":
    case "ECONNREFUSED":
      return new Refusal(
        "no-server",
        `No server runs on the data folder ${dataFolder}${existsSync(dataFolder) ? "" : ", which does not exist"}; ` +
          "start it, or name its folder with --data.",
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
