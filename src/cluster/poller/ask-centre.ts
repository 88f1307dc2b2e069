import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import type { TLSSocket } from "node:tls";
import { Refusal } from "../../model/refusal.ts";
import { peerPin } from "../protocol/pin.ts";

const ANSWER_MS = 30_000;
const MAX_ANSWER = 65_536;

/**
 * Sends a request of a poller to the API of its centre. With a pin the key of the centre's certificate counts, before
 * anything is sent. Refuses with `no-server`, `enrolment-over` and `server-refused`.
 */
export function askCentre<Answer>(
  { centre, pin }: { readonly centre: string; readonly pin: string | null },
  path: string,
  body: object,
): Promise<Answer> {
  const url = new URL(`${centre.replace(/\/$/, "")}${path}`);
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const fail = (reason: string): void =>
    reject(new Refusal("no-server", `The centre cannot be reached at ${url.origin}: ${reason}.`));
  const send = url.protocol === "https:" ? httpsRequest : httpRequest;
  const sent = send(
    url,
    { method: "POST", agent: false, timeout: ANSWER_MS, rejectUnauthorized: pin === null, headers: JSON_TYPE },
    (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (piece: string) => {
        text += piece;
        if (text.length > MAX_ANSWER) response.destroy(new Error("its answer is too large"));
      });
      response.on("error", (error) => fail(error.message));
      response.on("end", () => {
        const answer = parsed(text);
        const status = response.statusCode ?? 0;
        if (status >= 200 && status < 300) return resolve(answer as Answer);
        const { code, message } = (answer ?? {}) as { readonly code?: unknown; readonly message?: unknown };
        reject(
          new Refusal(
            code === "enrolment-over" ? code : "server-refused",
            typeof message === "string" ? message : `${url.origin} answered with ${status}: is a centre there?`,
          ),
        );
      });
    },
  );
  sent.on("timeout", () => sent.destroy(new Error(`no answer within ${ANSWER_MS / 1_000} s`)));
  sent.on("error", (error: NodeJS.ErrnoException) =>
    fail(UNTRUSTED.test(error.code ?? "") ? `${error.message.split(";", 1)[0]}; ${HOW_TO_TRUST}` : error.message),
  );
  const give = (): void => void sent.end(JSON.stringify(body));
  if (pin === null) give();
  else
    sent.on("socket", (socket) =>
      socket.once("secureConnect", () => {
        if (peerPin(socket as TLSSocket) === pin) give();
        else sent.destroy(new Error("it has another key than the pin says"));
      }),
    );
  return promise;
}

/** Codes of OpenSSL for a certificate that no known authority has signed. */
const UNTRUSTED = /SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET_ISSUER)/;
const HOW_TO_TRUST = "give its key with --pin, as `vigie poller add` shows it, or let the system trust who signed it";

const JSON_TYPE = { "content-type": "application/json" };

function parsed(text: string): unknown {
  try {
    return text === "" ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
