import type { KindOutcome } from "../kind.ts";
import { outcome, stateNames, type ReturnCode } from "../outcome.ts";
import { fixed6, perfdata } from "../perfdata-format.ts";
import { stateOf } from "../threshold.ts";
import { documentAgeProblem } from "./document-age.ts";
import type { HttpTarget } from "./http-request.ts";
import type { HttpResponse } from "./http-response.ts";
import type { HttpSettings } from "./http-settings.ts";
import { urlOf } from "./redirect.ts";
import type { StatusResult } from "./http-status.ts";

/** Duration of each part, in seconds. */
export interface HttpTimes {
  readonly total: number;
  readonly connect: number;
  /** 0 without TLS. */
  readonly tls: number;
  readonly request: number;
  readonly firstByte: number;
  readonly transfer: number;
}

/** Outcome for the last page. `atLeast` is the state of the certificate (-C with --continue-after-certificate). */
export function finalOutcome(
  settings: HttpSettings,
  target: HttpTarget,
  response: HttpResponse,
  status: StatusResult,
  times: HttpTimes,
  atLeast: ReturnCode,
): KindOutcome {
  const problems = problemsOf(settings, target, response);
  const slow = stateOf(times.total, { warning: settings.warning, critical: settings.critical });
  const code = [status.code, atLeast, slow, ...problems.map((problem) => problem.code)].reduce(worseOf);
  const sizeAndTime = `${response.bytes} bytes in ${times.total.toFixed(3)} second response time `;
  const parts = [status.text, problems.map((problem) => problem.text).join(", "), sizeAndTime];
  const text = asText(`HTTP ${stateNames[code]}: ${parts.filter((part) => part !== "").join(" - ")}`);
  const shown = settings.showsLink ? `<A HREF="${urlOf(target)}" target="_blank">${text}</A>` : text;
  const body = settings.showsBody ? `\n${asText(response.body)}` : "";
  return outcome(code, `${shown}|${perfdataOf(settings, response, times, target.isTls)}${body}\n`);
}

/** Worse of two states, with UNKNOWN below WARNING, as check_http combines them. */
export function worseOf(one: ReturnCode, other: ReturnCode): ReturnCode {
  const order: readonly ReturnCode[] = [0, 3, 1, 2];
  return order.indexOf(one) >= order.indexOf(other) ? one : other;
}

interface PageProblem {
  readonly code: ReturnCode;
  readonly text: string;
}

function problemsOf(settings: HttpSettings, target: HttpTarget, response: HttpResponse): readonly PageProblem[] {
  const { maxAge, expectedHeader, expectedText, regex, invertsRegex, minSize, maxSize } = settings;
  const problems: PageProblem[] = [];
  const age = maxAge === null ? null : documentAgeProblem(response.header, maxAge);
  if (age !== null) problems.push(age);
  if (!response.header.includes(inBytes(expectedHeader)))
    problems.push({ code: 2, text: notFound("header", expectedHeader, target) });
  if (!response.body.includes(inBytes(expectedText)))
    problems.push({ code: 2, text: notFound("string", expectedText, target) });
  if (regex !== null && regex(asText(response.body)) === invertsRegex) {
    problems.push({ code: 2, text: invertsRegex ? "pattern found" : "pattern not found" });
  }
  if (maxSize > 0 && response.bytes > maxSize)
    problems.push({ code: 1, text: `page size ${response.bytes} too large` });
  else if (minSize > 0 && response.bytes < minSize)
    problems.push({ code: 1, text: `page size ${response.bytes} too small` });
  return problems;
}

function notFound(what: "header" | "string", wanted: string, target: HttpTarget): string {
  const shown = wanted.length > maxShownLength ? `${wanted.slice(0, maxShownLength - 3)}...` : wanted;
  return inBytes(`${what} '${shown}' not found on '${urlOf(target)}'`);
}

const maxShownLength = 29;

function perfdataOf(settings: HttpSettings, response: HttpResponse, times: HttpTimes, isTls: boolean): string {
  const { warning, critical, minSize, timeout } = settings;
  const max = fixed6(timeout);
  const time = perfdata({
    label: "time",
    value: fixed6(times.total),
    unit: "s",
    min: "0.000000",
    max,
    warning: warning === null ? "" : finite(warning.end),
    critical: critical === null ? "" : finite(critical.end),
  });
  const limits = minSize > 0 ? { warning: String(minSize), critical: "0" } : {};
  const size = perfdata({ label: "size", value: String(response.bytes), unit: "B", min: "0", ...limits });
  if (!settings.hasExtendedPerfdata) return `${time} ${size}`;
  const part = (label: string, value: number): string => perfdata({ label, value: fixed6(value), unit: "s", max });
  return [
    time,
    size,
    part("time_connect", times.connect),
    isTls ? part("time_ssl", times.tls) : "",
    part("time_headers", times.request),
    part("time_firstbyte", times.firstByte),
    part("time_transfer", times.transfer),
  ].join(" ");
}

function finite(seconds: number): string {
  return fixed6(Number.isFinite(seconds) ? seconds : 0);
}

function inBytes(text: string): string {
  return Buffer.from(text).toString("latin1");
}

function asText(latin1: string): string {
  return Buffer.from(latin1, "latin1").toString("utf8");
}
