import type { TLSSocket } from "node:tls";
import { WebSocket } from "ws";
import { LIMITS, PROTOCOLS } from "../protocol/frames.ts";
import { peerPin } from "../protocol/pin.ts";
import { wireOf, type Wire } from "../protocol/wire.ts";
import { reasonOf } from "../../lib/reason-of.ts";
import type { DialHandlers } from "./centre-link.ts";

export interface Centre {
  /** `ws:` or `wss:`. */
  readonly url: URL;
  /**
   * SHA-256 of the public key (SPKI) of the centre's certificate, in base64: it counts, and not who signed the
   * certificate. Null: the certificate must be one that the system trusts.
   */
  readonly pin: string | null;
  /** Default: those of this release. */
  readonly protocols?: readonly string[];
}

/** A connection that is not open by then is given up. */
const OPEN_SECONDS = 15;

/** Opens a connection with the centre. */
export function dial({ url, pin, protocols = PROTOCOLS }: Centre, { received, closed }: DialHandlers): Wire {
  const socket = new WebSocket(url, [...protocols], {
    maxPayload: LIMITS.frameBytes,
    perMessageDeflate: { threshold: 512 },
    handshakeTimeout: OPEN_SECONDS * 1_000,
    // The pin is looked at instead.
    rejectUnauthorized: pin === null,
  });
  /** The first one: what follows from it says less. */
  let reason: string | null = null;
  const endBecause = (found: string): void => {
    reason ??= found;
    socket.terminate();
  };
  // Before anything is said: who only passes on what both sides say would be taken for the centre.
  socket.on("upgrade", (response) => {
    if (pin === null || peerPin(response.socket as TLSSocket) === pin) return;
    endBecause("the centre has another key than the one that this poller was enrolled with");
  });
  socket.on("message", (data, isBinary) => received(isBinary ? "" : (data as Buffer).toString("utf8")));
  socket.on("unexpected-response", (_request, { statusCode }) => {
    endBecause(
      statusCode === 503
        ? "the server there does not lead, or is still starting (503)"
        : `the address answered with ${statusCode}: is a centre there?`,
    );
  });
  socket.on("error", (error) => {
    reason ??= reasonOf(error);
  });
  socket.on("close", (_code, said) =>
    closed(said.length > 0 ? said.toString("utf8") : (reason ?? "the connection was closed")),
  );
  return wireOf(socket);
}
