import { once } from "node:events";
import { WebSocket } from "ws";
import type { FrameFromCentre } from "../../src/cluster/protocol/frames.ts";
import { signStatement } from "../../src/cluster/protocol/identity.ts";
import { LINK_PATH } from "../../src/cluster/protocol/link-path.ts";

type Challenge = Extract<FrameFromCentre, { type: "challenge" }>;

/** A connection at the door of a server, on which a test says what it likes. */
export interface RawPoller {
  readonly challenge: Challenge;
  /** All frames so far. */
  readonly frames: readonly FrameFromCentre[];
  say(frame: object | string | Buffer): void;
  /** The first frame that is, or was, of this type. */
  next<Type extends FrameFromCentre["type"]>(type: Type): Promise<Extract<FrameFromCentre, { type: Type }>>;
  /** `4000 bad-frame`: how the server has closed it. */
  readonly end: Promise<string>;
  readonly isOpen: boolean;
  close(): void;
}

/** `url`: of the server. Resolves when it has sent its challenge. */
export async function openRawPoller(url: string): Promise<RawPoller> {
  const socket = new WebSocket(`${url.replace("http", "ws")}${LINK_PATH}`, "vigie-poller.1");
  const frames: FrameFromCentre[] = [];
  const waiting = new Set<() => void>();
  socket.on("message", (data: Buffer) => {
    frames.push(JSON.parse(data.toString("utf8")) as FrameFromCentre);
    for (const look of waiting) look();
  });
  socket.on("error", () => {});
  const end = once(socket, "close").then(([code, reason]) => `${Number(code)} ${String(reason)}`.trim());
  const next: RawPoller["next"] = <Type extends FrameFromCentre["type"]>(type: Type) =>
    new Promise<Extract<FrameFromCentre, { type: Type }>>((found, failed) => {
      const look = (): void => {
        const frame = frames.find((one) => one.type === type);
        if (frame === undefined) return;
        waiting.delete(look);
        found(frame as Extract<FrameFromCentre, { type: Type }>);
      };
      waiting.add(look);
      look();
      void end.then((how) => failed(new Error(`The connection ended (${how}) without "${type}".`)));
    });
  const challenge = await next("challenge");
  return {
    challenge,
    frames,
    say: (frame) => socket.send(Buffer.isBuffer(frame) || typeof frame === "string" ? frame : JSON.stringify(frame)),
    next,
    end,
    get isOpen() {
      return socket.readyState === WebSocket.OPEN;
    },
    close: () => socket.terminate(),
  };
}

export interface Introduction {
  readonly name: string;
  readonly privateKey: string;
  readonly epoch?: string;
  readonly configuration?: string;
}

/** A `hello` that answers a challenge. */
export function helloTo(
  { nonce, centre }: Challenge,
  { name, privateKey, epoch = "first", configuration = "" }: Introduction,
): object {
  const time = Date.now() / 1_000;
  const signature = signStatement({ purpose: "connect", centre, poller: name, nonce, time }, privateKey);
  const [protocol, version] = ["vigie-poller.1", "1.0.0"];
  return { type: "hello", name, signature, nonce, time, protocol, version, epoch, last: 0, configuration };
}
