import { createServer, type IncomingHttpHeaders } from "node:http";
import { decodedRequest, uncompressedLiterals } from "./write-request.ts";

/** One point, of the labels as `name=value` in their order. */
export interface ReceivedPoint {
  readonly series: string;
  readonly timeMs: number;
  readonly value: number;
}

export interface ReceivedWrite {
  readonly headers: IncomingHttpHeaders;
  readonly points: readonly ReceivedPoint[];
  /** Status of its answer; 0: none. */
  readonly status: number;
}

type Headers = Readonly<Record<string, string>>;

/** Receiver of remote write that gives scripted answers; default: 204. */
export interface RemoteWriteReceiver {
  readonly url: string;
  readonly writes: readonly ReceivedWrite[];
  /** Of requests that were answered by 204. */
  accepted(): readonly ReceivedPoint[];
  /** Status 0: takes the points, then breaks the connection without an answer. */
  answerNext(status: number, body?: string, headers?: Headers): void;
  /** Answers all requests by this status, until 204. */
  answerAll(status: number): void;
  stop(): Promise<void>;
}

export async function startRemoteWriteReceiver(port = 0): Promise<RemoteWriteReceiver> {
  const writes: ReceivedWrite[] = [];
  const answers: { readonly status: number; readonly body: string; readonly headers: Headers }[] = [];
  let usual = 204;
  const server = createServer((request, response) => {
    if (request.method !== "POST") {
      response.writeHead(404).end();
      return;
    }
    const chunks: Buffer[] = [];
    request
      .on("data", (chunk: Buffer) => chunks.push(chunk))
      .on("end", () => {
        const answer = answers.shift() ?? { status: usual, body: "", headers: {} };
        const { headers } = request;
        writes.push({ headers, points: pointsOf(Buffer.concat(chunks)), status: answer.status });
        if (answer.status === 0) request.socket.destroy();
        else response.writeHead(answer.status, answer.headers).end(answer.body);
      });
  });
  await new Promise<void>((resolve) => {
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as { readonly port: number }).port}/api/v1/write`,
    writes,
    accepted: () => writes.filter(({ status }) => status === 204).flatMap(({ points }) => points),
    answerNext: (status, body = "", headers = {}) => void answers.push({ status, body, headers }),
    answerAll(status) {
      usual = status;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

const pointsOf = (body: Buffer): readonly ReceivedPoint[] =>
  body.length === 0
    ? []
    : decodedRequest(uncompressedLiterals(body)).flatMap(({ labels, points }) => {
        const series = labels.map(([name, value]) => `${name}=${value}`).join(",");
        return points.map(([timeMs, value]) => ({ series, timeMs, value }));
      });
