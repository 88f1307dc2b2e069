import { setTimeout as sleep } from "node:timers/promises";
import type { Socket } from "node:net";
import { isIP } from "node:net";
import { certificateDates, judgeExpiry } from "../certificate-expiry.ts";
import { isOutcome } from "../command-line.ts";
import type { CheckKind, KindContext, KindOutcome } from "../kind.ts";
import { addressesOf, openSocket, startTls, type Endpoint } from "../open-socket.ts";
import { outcome, stateNames, type ReturnCode } from "../outcome.ts";
import { fixed6, perfdata } from "../perfdata-format.ts";
import { guarded, type SocketGuard } from "../socket-guard.ts";
import { systemErrorText } from "../system-errors.ts";
import { readResponse, type TcpResponse } from "./tcp-answer.ts";
import { readTcpSettings, type TcpSettings } from "./tcp-settings.ts";

/**
 * check_tcp of monitoring-plugins 2.3.3: connects, optionally sends, expects and quits, and reports the total time.
 * Differences are in docs/built-in-checks.md.
 */
export const checkTcp: CheckKind = {
  name: "check_tcp",
  run: async (args, context) => {
    const settings = readTcpSettings(args);
    if (isOutcome(settings)) return settings;
    return guarded("check_tcp", settings.timeout, context, (guard) => converse(settings, context, guard));
  },
};

async function converse(settings: TcpSettings, context: KindContext, guard: SocketGuard): Promise<KindOutcome> {
  const host = settings.host ?? "127.0.0.1";
  const endpoints = await endpointsOf(host, settings);
  if (endpoints.length === 0) return outcome(2, `TCP CRITICAL - Invalid hostname, address or socket: ${host}\n`);

  const startedAt = performance.now();
  let socket: Socket;
  try {
    socket = await openSocket(endpoints, guard);
  } catch (error) {
    return notConnected(host, settings, error);
  }
  let firstLine = "";
  if (settings.usesTls) {
    const secured = await secure(socket, settings, context, guard);
    if (isOutcome(secured)) return secured;
    socket = secured.socket;
    firstLine = secured.firstLine;
  }
  if (settings.send !== null) socket.write(settings.send);
  if (settings.delay > 0) await sleep(settings.delay * 1000, undefined, { signal: context.signal, ref: false });
  const answer = settings.expected.length > 0 ? await readResponse(socket, settings) : undefined;
  if (answer === null) return outcome(2, `${firstLine}No data received from host\n`);
  if (settings.quit !== null) socket.write(settings.quit);
  const seconds = (performance.now() - startedAt) / 1000 - settings.delay;
  return judge(firstLine, settings, seconds, answer);
}

function judge(
  firstLine: string,
  settings: TcpSettings,
  seconds: number,
  answer: TcpResponse | undefined,
): KindOutcome {
  const { critical, warning } = settings;
  const isMismatch = answer?.match === "mismatched";
  let code: ReturnCode = critical !== null && seconds > critical ? 2 : warning !== null && seconds > warning ? 1 : 0;
  if (isMismatch && code !== 2) code = settings.mismatchState;
  const shown = answer === undefined || settings.hidesResponse ? null : answer.text;
  const where = settings.host?.startsWith("/")
    ? ` on socket ${settings.host}`
    : `${settings.host === null ? "" : ` on ${settings.host}`} port ${settings.port}`;
  const place = settings.host === null ? ` on${where}` : where;
  const text = isMismatch
    ? `Unexpected response from host/socket${shown === null ? place : `: ${shown}`}`
    : `${seconds.toFixed(3)} second response time${place}${shown === null || shown === "" ? "" : ` [${shown}]`}`;
  return outcome(code, `${firstLine}TCP ${stateNames[code]} - ${text}|${timePerfdata(seconds, settings)}\n`);
}

function timePerfdata(seconds: number, { warning, critical, timeout }: TcpSettings): string {
  return perfdata({
    label: "time",
    value: fixed6(seconds),
    unit: "s",
    min: "0.000000",
    max: fixed6(timeout),
    warning: warning === null ? "" : fixed6(warning),
    critical: critical === null ? "" : fixed6(critical),
  });
}

async function endpointsOf(host: string, { port, family }: TcpSettings): Promise<readonly Endpoint[]> {
  if (host.startsWith("/")) return [{ path: host }];
  if (family === 0 && isIP(host) !== 0) return [{ address: host, port }];
  return (await addressesOf(host, family)).map((address) => ({ address, port }));
}

function notConnected(host: string, { port, refusedState }: TcpSettings, error: unknown): KindOutcome {
  const where = host.startsWith("/") ? `file socket ${host}` : `address ${host} and port ${port}`;
  return outcome(refusedState, `connect to ${where}: ${systemErrorText(error)}\n`);
}

async function secure(
  plain: Socket,
  settings: TcpSettings,
  { clock }: KindContext,
  guard: SocketGuard,
): Promise<{ readonly socket: Socket; readonly firstLine: string } | KindOutcome> {
  try {
    const socket = await startTls(
      plain,
      guard,
      settings.serverName === null ? {} : { servername: settings.serverName },
    );
    if (settings.expiry === null) return { socket, firstLine: "" };
    const dates = certificateDates(socket.getPeerCertificate());
    if (dates === null) return outcome(2, "CRITICAL - Cannot retrieve server certificate.\n");
    const judged = judgeExpiry(dates, settings.expiry, clock.now());
    return judged.returnCode === 0 ? { socket, firstLine: judged.stdout } : judged;
  } catch (error) {
    return outcome(2, `CRITICAL - Cannot make SSL connection.\n${systemErrorText(error)}\n`);
  }
}
