import { createServer, type IncomingHttpHeaders } from "node:http";

export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** HTTP server on a free port of 127.0.0.1 that stores its requests and gives scripted answers; default: 200 `ok`. */
export interface HttpReceiver {
  readonly url: string;
  readonly requests: readonly ReceivedRequest[];
  /** Status 0: no answer. */
  answerNext(status: number, body?: string, headers?: Readonly<Record<string, string>>): void;
  stop(): Promise<void>;
}

export async function startHttpReceiver(): Promise<HttpReceiver> {
  const requests: ReceivedRequest[] = [];
  const answers: {
    readonly status: number;
    readonly body: string;
    readonly headers: Readonly<Record<string, string>>;
  }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request
      .on("data", (chunk: Buffer) => chunks.push(chunk))
      .on("end", () => {
        const { method = "", url = "", headers } = request;
        requests.push({ method, path: url, headers, body: Buffer.concat(chunks).toString("utf8") });
        const answer = answers.shift() ?? { status: 200, body: "ok", headers: {} };
        if (answer.status !== 0) response.writeHead(answer.status, answer.headers).end(answer.body);
      });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as { readonly port: number }).port}`,
    requests,
    answerNext: (status, body = "", headers = {}) => void answers.push({ status, body, headers }),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}
