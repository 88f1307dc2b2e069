import { createServer, type Server, type Socket } from "node:net";
import { TLSSocket } from "node:tls";

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** Header lines and body as sent, without dot-stuffing. */
  readonly text: string;
}

export type SmtpStep = "greeting" | "auth" | "mail" | "rcpt" | "data" | "message";

/** Small SMTP server (RFC 5321) on a free port of 127.0.0.1 with scripted answers. */
export interface SmtpServer {
  readonly port: number;
  readonly mails: readonly ReceivedMail[];
  /** Attempted logins, as `user:password`. */
  readonly logins: readonly string[];
  /** Number of recipients given. */
  recipients(): number;
  /** Sets the replies for the next times at this step; '' means no reply. */
  answerNext(step: SmtpStep, ...replies: string[]): void;
  stop(): Promise<void>;
}

export interface SmtpServerOptions {
  /** Offers STARTTLS, or uses TLS from the first byte. */
  readonly tls?: { readonly mode: "starttls" | "tls"; readonly cert: Buffer | string; readonly key: Buffer | string };
  /** Requires a login with AUTH PLAIN and this password. */
  readonly password?: string;
}

export async function startSmtpServer(options: SmtpServerOptions = {}): Promise<SmtpServer> {
  const mails: ReceivedMail[] = [];
  const logins: string[] = [];
  const scripted = new Map<SmtpStep, string[]>();
  const sockets = new Set<Socket>();
  let recipients = 0;
  const reply = (step: SmtpStep, usual: string): string => scripted.get(step)?.shift() ?? usual;

  const converse = (socket: Socket, isGreeted: boolean): void => {
    let envelope = { from: "", to: [] as string[] };
    let isInMessage = false;
    let text = "";
    const send = (line: string): void => {
      if (line !== "") socket.write(`${line}\r\n`);
    };
    const command = (line: string): void => {
      const verb = line.split(/[ :]/, 1)[0]!.toUpperCase();
      switch (verb) {
        case "EHLO":
        case "HELO":
          return send(
            [
              "250-test",
              ...(options.tls?.mode === "starttls" && !(socket instanceof TLSSocket) ? ["250-STARTTLS"] : []),
              ...(options.password === undefined ? [] : ["250-AUTH PLAIN"]),
              "250 8BITMIME",
            ].join("\r\n"),
          );
        case "STARTTLS":
          if (options.tls?.mode !== "starttls") return send("502 5.5.1 not here");
          send("220 go ahead");
          return converse(secured(socket), true);
        case "AUTH": {
          const [, user = "", password = ""] = Buffer.from(line.split(" ")[2] ?? "", "base64")
            .toString()
            .split("\0");
          logins.push(`${user}:${password}`);
          return send(reply("auth", password === options.password ? "235 welcome" : "535 5.7.8 wrong"));
        }
        case "MAIL":
          envelope = { from: /<(.*?)>/.exec(line)![1]!, to: [] };
          return send(reply("mail", "250 ok"));
        case "RCPT":
          recipients++;
          return takeRecipient(/<(.*?)>/.exec(line)![1]!);
        case "DATA": {
          const answer = reply("data", "354 go on");
          isInMessage = answer.startsWith("354");
          return send(answer);
        }
        case "QUIT":
          send("221 bye");
          return void socket.end();
        default:
          return send("250 ok");
      }
    };
    const takeRecipient = (address: string): void => {
      const answer = reply("rcpt", "250 ok");
      if (answer.startsWith("250")) envelope.to.push(address);
      send(answer);
    };
    const endMessage = (message: string): void => {
      isInMessage = false;
      const answer = reply("message", `250 2.0.0 queued as ${mails.length + 1}`);
      if (answer.startsWith("250")) mails.push({ ...envelope, text: message.replaceAll("\r\n..", "\r\n.") });
      send(answer);
    };
    const receive = (): void => {
      for (;;) {
        const end = isInMessage ? "\r\n.\r\n" : "\r\n";
        const at = text.indexOf(end);
        if (at === -1) return;
        const part = text.slice(0, at);
        text = text.slice(at + end.length);
        if (isInMessage) endMessage(part);
        else command(part);
      }
    };
    socket
      .on("error", () => {})
      .on("data", (bytes: Buffer) => {
        text += bytes.toString("utf8");
        receive();
      });
    if (!isGreeted) send(reply("greeting", "220 test ESMTP"));
  };

  const secured = (socket: Socket): TLSSocket => {
    socket.removeAllListeners("data");
    const { cert, key } = options.tls!;
    return new TLSSocket(socket, { isServer: true, cert, key });
  };

  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => {});
    converse(options.tls?.mode === "tls" ? secured(socket) : socket, false);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    port: (server.address() as { readonly port: number }).port,
    mails,
    logins,
    recipients: () => recipients,
    answerNext: (step, ...replies) => void scripted.set(step, [...(scripted.get(step) ?? []), ...replies]),
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

/** Decoded parts of a mail: headers by lower-case name, bodies by content type, and files by name. */
export function partsOf({ text }: ReceivedMail): {
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
  readonly html: string | null;
  readonly files: ReadonlyMap<string, string>;
} {
  const whole = entityOf(text);
  const entities = leavesOf(whole);
  const bodyOf = (type: string): string | null => {
    const entity = entities.find(
      (one) => fileNameOf(one) === null && (one.headers.get("content-type") ?? "text/plain").startsWith(type),
    );
    return entity === undefined ? null : contentOf(entity);
  };
  return {
    headers: whole.headers,
    text: bodyOf("text/plain") ?? "",
    html: bodyOf("text/html"),
    files: new Map(
      entities.filter((one) => fileNameOf(one) !== null).map((one) => [fileNameOf(one)!, contentOf(one)] as const),
    ),
  };
}

interface Entity {
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

function leavesOf(entity: Entity): readonly Entity[] {
  const boundary = /boundary="([^"]+)"/.exec(entity.headers.get("content-type") ?? "")?.[1];
  if (boundary === undefined) return [entity];
  return entity.body
    .split(`--${boundary}`)
    .slice(1, -1)
    .flatMap((part) => leavesOf(entityOf(part.replace(/^\r\n/, ""))));
}

const fileNameOf = ({ headers }: Entity): string | null =>
  /filename="?([^";]+)"?/.exec(headers.get("content-disposition") ?? "")?.[1] ?? null;

const contentOf = ({ headers, body }: Entity): string =>
  decoded(body, headers.get("content-transfer-encoding") ?? "7bit");

function entityOf(text: string): Entity {
  const at = text.indexOf("\r\n\r\n");
  const lines = text
    .slice(0, at)
    .replaceAll(/\r\n[ \t]+/g, " ")
    .split("\r\n");
  const headers = new Map(
    lines.map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 2)]),
  );
  return { headers, body: text.slice(at + 4) };
}

function decoded(body: string, encoding: string): string {
  if (encoding === "base64") return Buffer.from(body, "base64").toString("utf8");
  if (encoding !== "quoted-printable") return body;
  const bytes = body
    .replaceAll("=\r\n", "")
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}
