import type { Socket } from "node:net";
import type { ConnectionOptions } from "node:tls";
import { isIP } from "node:net";
import { readGuardedFile } from "../../../lib/guarded-file.ts";
import { certificateDates, judgeExpiry } from "../certificate-expiry.ts";
import { isOutcome } from "../command-line.ts";
import type { KindContext, KindOutcome } from "../kind.ts";
import { addressesOf, openSocket, startTls } from "../open-socket.ts";
import { outcome } from "../outcome.ts";
import type { SocketGuard } from "../socket-guard.ts";
import { systemErrorText } from "../system-errors.ts";
import { connectText, requestText, tunnels, type HttpTarget } from "./http-request.ts";
import { hasWholeHeader, parseResponse, type HttpResponse } from "./http-response.ts";
import type { HttpSettings } from "./http-settings.ts";
import type { HttpTimes } from "./http-verdict.ts";

export interface HttpExchange {
  readonly response: HttpResponse;
  /** Without the total, which includes redirects. */
  readonly times: Omit<HttpTimes, "total">;
  /** Outcome of the certificate check (-C). */
  readonly certificate: KindOutcome | null;
}

/** Bytes of a page kept for searching; the rest is only counted. A hard regular expression takes 150 ms for them. */
const searchedBytes = 1_048_576;

const maxPemBytes = 1_048_576;

/** Connects, sends the request and reads to the end. Returns an outcome on failure, or if -C needs no request. */
export async function exchange(
  settings: HttpSettings,
  target: HttpTarget,
  context: KindContext,
  guard: SocketGuard,
): Promise<HttpExchange | KindOutcome> {
  const marks = [performance.now()];
  const mark = (): number => marks[marks.push(performance.now()) - 1]! / 1000;
  const since = (end: number, start: number): number => (marks[end]! - marks[start]!) / 1000;

  const connected = await connectTo(target, settings, guard);
  if (isOutcome(connected)) return connected;
  let socket = connected;
  mark();
  let certificate: KindOutcome | null = null;
  if (target.isTls) {
    const secured = await secure(socket, settings, target, context, guard);
    if (isOutcome(secured)) return secured;
    socket = secured.socket;
    certificate = secured.certificate;
    if (certificate !== null && !settings.continuesAfterCertificate) return certificate;
  }
  mark();
  socket.write(requestText(settings, target));
  mark();
  const { received, bytes } = await readToEnd(socket, settings.skipsBody, mark);
  if (bytes === 0) return outcome(2, "HTTP CRITICAL - No data received from host\n");
  mark();
  return {
    response: parseResponse(received, bytes, settings.skipsBody),
    times: {
      connect: since(1, 0),
      tls: since(2, 1),
      request: since(3, 2),
      firstByte: since(4, 3),
      transfer: since(5, 3),
    },
    certificate,
  };
}

async function connectTo(
  target: HttpTarget,
  settings: HttpSettings,
  guard: SocketGuard,
): Promise<Socket | KindOutcome> {
  const unable = (reason: string): KindOutcome => outcome(2, `${reason}\nHTTP CRITICAL - Unable to open TCP socket\n`);
  const addresses = await addressesOf(target.address, settings.family);
  if (addresses.length === 0) {
    return unable(
      isIP(target.address) === 0 ? "Name or service not known" : "Address family for hostname not supported",
    );
  }
  try {
    return await openSocket(
      addresses.map((address) => ({ address, port: target.port })),
      guard,
    );
  } catch (error) {
    return unable(`connect to address ${target.address} and port ${target.port}: ${systemErrorText(error)}`);
  }
}

async function secure(
  plain: Socket,
  settings: HttpSettings,
  target: HttpTarget,
  { clock }: KindContext,
  guard: SocketGuard,
): Promise<{ readonly socket: Socket; readonly certificate: KindOutcome | null } | KindOutcome> {
  try {
    if (tunnels(settings, target)) await openTunnel(plain, connectText(settings, target));
    const socket = await startTls(plain, guard, await tlsOptions(settings, target));
    if (settings.expiry === null) return { socket, certificate: null };
    const dates = certificateDates(socket.getPeerCertificate());
    if (dates === null) return outcome(2, "CRITICAL - Cannot retrieve server certificate.\n");
    return { socket, certificate: judgeExpiry(dates, settings.expiry, clock.now()) };
  } catch (error) {
    return outcome(2, `CRITICAL - Cannot make SSL connection.\n${systemErrorText(error)}\n`);
  }
}

async function tlsOptions(settings: HttpSettings, target: HttpTarget): Promise<ConnectionOptions> {
  const { sendsServerName, clientCertificateFile, privateKeyFile, tls } = settings;
  return {
    ...tls,
    ...(sendsServerName && target.hostName !== null && isIP(target.hostName) === 0
      ? { servername: target.hostName }
      : {}),
    ...(clientCertificateFile === null ? {} : { cert: await readGuardedFile(clientCertificateFile, maxPemBytes) }),
    ...(privateKeyFile === null || clientCertificateFile === null
      ? {}
      : { key: await readGuardedFile(privateKeyFile, maxPemBytes) }),
  };
}

/** Sends CONNECT and waits for the end of the proxy's header; a refusal shows up in the TLS handshake. */
function openTunnel(socket: Socket, request: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let received = "";
    const onData = (chunk: Buffer): void => {
      received += chunk.toString("latin1");
      if (!hasWholeHeader(received) && received.length < searchedBytes) return;
      socket.pause();
      socket.off("data", onData).off("error", reject).off("close", onClose);
      resolve();
    };
    const onClose = (): void => reject(new Error("the proxy closed the connection"));
    socket.on("data", onData).once("error", reject).once("close", onClose);
    socket.write(request);
  });
}

interface Received {
  /** Searched part, as latin1. */
  readonly received: string;
  readonly bytes: number;
}

function readToEnd(socket: Socket, skipsBody: boolean, onFirstByte: () => void): Promise<Received> {
  return new Promise((resolve) => {
    let received = "";
    let bytes = 0;
    const finish = (): void => {
      if (bytes === 0) onFirstByte();
      socket.off("data", onData).off("end", finish).off("close", finish);
      resolve({ received, bytes });
    };
    const onData = (chunk: Buffer): void => {
      if (bytes === 0) onFirstByte();
      bytes += chunk.length;
      if (received.length < searchedBytes) received += chunk.toString("latin1", 0, searchedBytes - received.length);
      if (skipsBody && hasWholeHeader(received)) finish();
    };
    socket.on("data", onData).on("end", finish).on("close", finish);
    if (socket.destroyed) finish();
  });
}
