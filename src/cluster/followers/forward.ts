import { Agent as HttpAgent, request as requestHttp, type ClientRequest, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as requestHttps } from "node:https";
import { checkServerIdentity, rootCertificates, type PeerCertificate } from "node:tls";
import { X509Certificate } from "node:crypto";
import { Refusal } from "../../model/refusal.ts";
import { RETRY_SECONDS } from "../leadership/timings.ts";
import { passedHeaders, passedOnHeaders } from "./hop-headers.ts";
import { HOP_HEADER, signHop, type Hop } from "./hop.ts";

/** Server that leads, as its followers know it. */
export interface KnownLeader {
  /** Where it answers, such as `http://vigie-a:8080`. */
  readonly address: string;
  readonly lineage: string;
}

export interface LeaderAnswer {
  readonly status: number;
  /** Without those of the connection. */
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: IncomingMessage;
}

/** Passes requests on to the leader. */
export interface Forward {
  /**
   * Sends a request, and resolves when the answer begins. Refuses with `no-leader` if the request has
   * certainly not been answered by a leader, and with `leader-unconfirmed` if a change may have been made.
   */
  send(request: IncomingMessage, as: Passed): Promise<LeaderAnswer>;
  /** Gives up what waits for an answer. */
  close(): void;
}

/** How a request is passed on, as it came. */
export interface Passed {
  /** Path and query. */
  readonly url: string;
  readonly hop: Hop;
  /** Instead of its own, which has been read. */
  readonly body?: Buffer;
}

export interface ForwardOptions {
  /** Null while none is known that works. */
  readonly leader: () => KnownLeader | null;
  /** Certificate of this server, in PEM, which the leader may have, too; null without HTTPS. */
  readonly ownCertificate: string | Buffer | null;
  /** Longest time without a byte of the answer. Default: two minutes. */
  readonly silentMs?: number;
}

const SILENT_MS = 120_000;
/** Interval at which a request looks whether another server leads by now. */
const LOOK_EACH_MS = 250;

export function createForward({ leader, ownCertificate, silentMs = SILENT_MS }: ForwardOptions): Forward {
  const own = ownCertificate === null ? null : new X509Certificate(ownCertificate);
  const agents = {
    "http:": new HttpAgent({ keepAlive: true }),
    "https:": new HttpsAgent({
      keepAlive: true,
      ca: [...rootCertificates, ...(ownCertificate === null ? [] : [ownCertificate])],
      // One that both have may be for the name that clients use.
      checkServerIdentity: (host: string, peer: PeerCertificate) =>
        peer.fingerprint256 === own?.fingerprint256 ? undefined : checkServerIdentity(host, peer),
    }),
  } as const;
  const waiting = new Set<ClientRequest>();

  const send: Forward["send"] = (incoming, { url, hop, body }) => {
    const to = leader();
    if (to === null) return Promise.reject(noLeader("No server leads at the moment; try again"));
    const { promise, resolve, reject } = Promise.withResolvers<LeaderAnswer>();
    const { protocol, hostname, port } = new URL(to.address);
    const method = incoming.method ?? "GET";
    const isSecure = protocol === "https:";
    const signed = signHop(hop, { method, url }, to.lineage, Date.now());
    const outgoing = (isSecure ? requestHttps : requestHttp)({
      protocol,
      hostname: hostname.replace(/^\[|\]$/g, ""),
      port: port === "" ? (isSecure ? 443 : 80) : port,
      method,
      path: url,
      agent: agents[isSecure ? "https:" : "http:"],
      setHost: false,
      timeout: silentMs,
      headers: { ...passedOnHeaders(incoming, hop, body), [HOP_HEADER]: signed },
    });
    waiting.add(outgoing);
    const look = setInterval(() => {
      if (leader()?.address !== to.address) outgoing.destroy(new Error("another server leads by now"));
    }, LOOK_EACH_MS);
    const { socket: client } = incoming;
    const giveUp = (): void => void outgoing.destroy();
    client.once("close", giveUp);
    const settle = (): void => {
      waiting.delete(outgoing);
      clearInterval(look);
      client.off("close", giveUp);
    };
    let isConnected = false;
    outgoing.once("socket", (socket) => {
      if (socket.connecting) socket.once(isSecure ? "secureConnect" : "connect", () => (isConnected = true));
      else isConnected = true;
    });
    outgoing.on("timeout", () => outgoing.destroy(new Error("it did not answer")));
    outgoing.on("error", (error) => {
      settle();
      const reason = error.message;
      const isUndone = !isConnected || method === "GET" || method === "HEAD";
      reject(
        isUndone
          ? noLeader(`The server that leads cannot be asked (${reason}); try again`)
          : new Refusal(
              "leader-unconfirmed",
              `The server that leads stopped answering (${reason}): whether the change was made is not known. ` +
                "Look before you repeat it",
            ),
      );
    });
    outgoing.once("response", (answer) => {
      settle();
      answer.once("close", () => {
        if (!answer.complete) outgoing.destroy();
      });
      resolve({ status: answer.statusCode ?? 502, headers: passedHeaders(answer.rawHeaders), body: answer });
    });
    if (body !== undefined) outgoing.end(body);
    else if (incoming.headers["content-length"] === undefined && incoming.headers["transfer-encoding"] === undefined)
      outgoing.end();
    else incoming.pipe(outgoing);
    return promise;
  };

  return {
    send,
    close() {
      for (const request of waiting) request.destroy(new Error("this server stops"));
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
}

const noLeader = (message: string): Refusal => new Refusal("no-leader", message, { retryAfterSeconds: RETRY_SECONDS });
