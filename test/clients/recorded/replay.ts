import { request } from "node:http";
import { Value } from "typebox/value";
import type { RecordedCall, RecordedClient } from "./recorded-client.ts";

const REPEATED_FOR_MS = 10_000;
const PAUSE_MS = 50;

interface Answer {
  readonly status: number;
  readonly text: string;
}

/** Plays the calls of a client in their order; values are kept from one to the next. */
export function createReplay(serverUrl: string, client: RecordedClient): (call: RecordedCall) => Promise<void> {
  const kept = new Map<string, string | number>();
  return async (call) => {
    const deadline = Date.now() + REPEATED_FOR_MS;
    for (;;) {
      const answer = await send(serverUrl, client, call, kept);
      if (answer.status !== call.status)
        throw new Error(`${call.request} was answered with ${answer.status} instead of ${call.status}: ${answer.text}`);
      const read = answer.text === "" ? undefined : (JSON.parse(answer.text) as unknown);
      const mistake = mistakeIn(call, read);
      if (mistake === null) {
        for (const [name, valueOf] of Object.entries(call.keeps ?? {})) kept.set(name, valueOf(read as never));
        return;
      }
      if (call.isRepeated !== true || Date.now() > deadline)
        throw new Error(`${call.request}: ${mistake} in ${answer.text.slice(0, 2000)}`);
      await new Promise((next) => {
        setTimeout(next, PAUSE_MS);
      });
    }
  };
}

function mistakeIn({ reads }: RecordedCall, answer: unknown): string | null {
  if (reads === undefined || Value.Check(reads, answer)) return null;
  return Value.Errors(reads, answer)
    .map(({ instancePath, message }) => `${instancePath || "/"} ${message}`)
    .join(", ");
}

function send(
  serverUrl: string,
  client: RecordedClient,
  call: RecordedCall,
  kept: ReadonlyMap<string, string | number>,
): Promise<Answer> {
  const [method, target] = call.request.split(/ (.*)/s) as [string, string];
  const token = kept.get("token");
  const body = bodyOf(call, kept);
  const headers = {
    ...client.headers,
    ...(token === undefined ? {} : { [client.tokenHeader ?? "X-AUTH-TOKEN"]: String(token) }),
    ...call.headers,
    ...(body === undefined ? {} : { "Content-Length": String(Buffer.byteLength(body)) }),
  };
  const { hostname, port } = new URL(serverUrl);
  const base = call.isOutsideBase === true ? "" : client.base;
  const path = base + target.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(valueOf(name, kept)));
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path, headers, agent: false }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (piece: string) => {
        text += piece;
      });
      response.on("end", () => resolve({ status: response.statusCode!, text }));
      response.on("error", reject);
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

function bodyOf({ body }: RecordedCall, kept: ReadonlyMap<string, string | number>): string | undefined {
  if (body === undefined) return undefined;
  if (typeof body === "string") return body;
  return JSON.stringify(body).replaceAll(/"\{(\w+)\}"/g, (_, name: string) => JSON.stringify(valueOf(name, kept)));
}

function valueOf(name: string, kept: ReadonlyMap<string, string | number>): string | number {
  const value = kept.get(name);
  if (value === undefined) throw new Error(`no earlier call kept {${name}}`);
  return value;
}
