import { appendFileSync } from "node:fs";
import { createServer } from "node:http";
import type { Socket } from "node:net";
import { createRandom } from "../support/random.ts";
import type { Misbehaviour, Note } from "./receiver.ts";

// Receiver of notifications: ADDRESS PORT FILE SEED. Writes each one to the file before it answers. It misbehaves always,
// now and then, or never, as it is told; at first now and then.

const [address, port, file, seed] = process.argv.slice(2) as [string, string, string, string];
const random = createRandom(Number(seed));
let misbehaves: Misbehaviour = "now-and-then";
/** Connections and marks, in the order in which they came. */
let order = 0;
const cameAs = new WeakMap<Socket, number>();

const note = (line: Note): void => appendFileSync(file, `${JSON.stringify(line)}\n`);

const chooseAnswer = (): Extract<Note, { kind: "message" }>["answer"] => {
  if (misbehaves === "always") return "silence";
  if (misbehaves === "never" || random.chance(0.85)) return "taken";
  return random.from(["silence", "silence", "closed", "refused"]);
};

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("error", () => {});
  request.on("end", () => {
    const body = Buffer.concat(chunks).toString("utf8");
    const path = request.url!;
    if (path === "/mark") note({ kind: "mark", order: ++order, term: Number(body) });
    if (path === "/misbehave") misbehaves = body as Misbehaviour;
    if (path !== "/alerts") return void response.end();
    const answer = chooseAnswer();
    const { in_doubt: isInDoubt, type } = JSON.parse(body) as { in_doubt: boolean; type: string };
    note({
      kind: "message",
      order: cameAs.get(request.socket)!,
      at: Date.now() / 1_000,
      key: String(request.headers["idempotency-key"]),
      from: String(request.headers["x-member"]),
      type,
      isInDoubt,
      isMarked: request.headers["vigie-in-doubt"] === "true",
      answer,
    });
    // A connection for each try: its number says when the try was begun.
    response.setHeader("Connection", "close");
    if (answer === "taken") response.end("ok");
    if (answer === "refused") response.writeHead(503).end();
    if (answer === "closed") request.socket.destroy();
  });
});
server.on("connection", (socket) => {
  cameAs.set(socket, ++order);
  socket.on("error", () => {});
});
server.listen(Number(port), address, () => process.stdout.write("listening\n"));
