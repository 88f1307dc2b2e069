import type { ClientRequest, IncomingMessage, RequestOptions } from "node:http";
import type { ApiAnswer, ApiRequest } from "./api-client.ts";

type Start = (options: RequestOptions, onAnswer: (response: IncomingMessage) => void) => ClientRequest;

// The server answers everything within seconds, except a reload of a large configuration.
const ANSWER_TIMEOUT_MS = 300_000;

/** An answer that is no JSON; the message says what it is. */
export class AnswerWithoutJson extends Error {
  constructor({ statusCode = 0, headers }: IncomingMessage) {
    const type = headers["content-type"]?.split(";")[0] ?? "no type";
    const { location } = headers;
    super(`it answered ${statusCode} and ${type}${location === undefined ? "" : `, with a redirect to ${location}`}`);
  }
}

// As long as a large report.
const MAX_ANSWER_CHARACTERS = 256 * 1024 * 1024;

/** Sends a request with `http.request` or `https.request` and reads the answer. Rejects with the system's errors and `AnswerWithoutJson`. */
export function exchange(
  start: Start,
  options: RequestOptions,
  { method, path, body, onText }: ApiRequest,
): Promise<ApiAnswer> {
  return new Promise((resolve, reject) => {
    const sent = start({ timeout: ANSWER_TIMEOUT_MS, agent: false, ...options, method, path }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      const isEndless = response.headers["content-type"] === "text/event-stream";
      response.on("data", (piece: string) => {
        if (isEndless && onText !== undefined) return onText(piece);
        text += piece;
        if (text.length > MAX_ANSWER_CHARACTERS) response.destroy(new Error("its answer is too large"));
      });
      response.on("error", reject);
      response.on("end", () => {
        try {
          const isCsv = response.headers["content-type"]?.startsWith("text/csv") === true;
          const body: unknown = isCsv ? text : text === "" ? undefined : JSON.parse(text);
          resolve({ status: response.statusCode ?? 0, body });
        } catch {
          reject(new AnswerWithoutJson(response));
        }
      });
    });
    sent.on("timeout", () => sent.destroy(new Error(`no answer within ${ANSWER_TIMEOUT_MS / 1000} s`)));
    sent.on("error", reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
