import type { ClientRequest, IncomingMessage, RequestOptions } from "node:http";
import type { ApiAnswer, ApiRequest } from "./api-client.ts";

type Start = (options: RequestOptions, onAnswer: (response: IncomingMessage) => void) => ClientRequest;

// The server answers everything within seconds, except a reload of a large configuration.
const ANSWER_TIMEOUT_MS = 300_000;

/** Sends a request with `http.request` or `https.request` and reads the answer. Rejects with the system's errors. */
export function exchange(
  start: Start,
  options: RequestOptions,
  { method, path, body }: ApiRequest,
): Promise<ApiAnswer> {
  return new Promise((resolve, reject) => {
    const sent = start({ timeout: ANSWER_TIMEOUT_MS, agent: false, ...options, method, path }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (piece: string) => {
        text += piece;
      });
      response.on("error", reject);
      response.on("end", () => {
        try {
          const isCsv = response.headers["content-type"]?.startsWith("text/csv") === true;
          const body: unknown = isCsv ? text : text === "" ? undefined : JSON.parse(text);
          resolve({ status: response.statusCode ?? 0, body });
        } catch (error) {
          reject(error);
        }
      });
    });
    sent.on("timeout", () => sent.destroy(new Error(`no answer within ${ANSWER_TIMEOUT_MS / 1000} s`)));
    sent.on("error", reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
