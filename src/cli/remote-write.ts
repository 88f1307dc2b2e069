import { Command } from "commander";
import { encodeLabels } from "../data/timeseries/remote-write/protobuf.ts";
import { bodyOf, postPoints, type PostOutcome } from "../data/timeseries/remote-write/post-points.ts";
import type { ConfiguredTarget, RequestHeaders } from "../data/timeseries/remote-write/remote-target.ts";
import { printable } from "../lib/printable.ts";
import { Refusal } from "../model/refusal.ts";
import type { ProcessContext } from "./process-context.ts";
import { processStreams, type CommandStreams } from "./streams.ts";

const TEST_SERIES = "vigie_remote_write_test";
const ASK_TIMEOUT_MS = 10_000;
const MAX_ANSWER_BYTES = 1_048_576;

/**
 * `vigie remote-write test`: sends one point to each target, without a running server, and prints what came back. The
 * exit code is 1 if a target did not take it. Refuses with `nothing-to-test`.
 */
export function remoteWriteCommand(
  context: Pick<ProcessContext, "settings">,
  streams: CommandStreams = processStreams,
): Command {
  const command = new Command("remote-write").description("the targets under remote_write in vigie.yaml");
  command
    .command("test")
    .description(`send one point, of the series ${TEST_SERIES}, to each target and show what comes back`)
    .action(async () => {
      const targets = context.settings().remoteWrite;
      if (targets.length === 0)
        throw new Refusal("nothing-to-test", "There is no target under remote_write in vigie.yaml.");
      for (const target of targets) {
        const { isTaken, lines } = await tryTarget(target);
        const [first, ...more] = lines.map(printable);
        streams.stdout.write(
          [`${printable(target.name)}: ${first}`, ...more.map((line) => `  ${line}`), ""].join("\n"),
        );
        if (!isTaken) process.exitCode = 1;
      }
    });
  return command;
}

interface Tried {
  readonly isTaken: boolean;
  readonly lines: readonly string[];
}

async function tryTarget(target: ConfiguredTarget): Promise<Tried> {
  let headers: RequestHeaders;
  try {
    headers = await target.headers();
  } catch (error) {
    return { isTaken: false, lines: [`failed: ${(error as Error).message}`] };
  }
  const labels = encodeLabels({ __name__: TEST_SERIES, ...target.labels });
  const outcome = await postPoints(target.url, bodyOf([{ labels, timesMs: [Date.now()], values: [1] }]), headers);
  if (outcome.kind !== "accepted") return { isTaken: false, lines: [failure(outcome), ...adviceOn(outcome)] };
  const lookback = await prometheusLookback(target.url, headers);
  return { isTaken: true, lines: ["taken", ...(lookback === null ? [] : lookbackAdvice(lookback))] };
}

const failure = ({ kind, reason }: Exclude<PostOutcome, { kind: "accepted" }>): string =>
  kind === "refused" ? `refused: ${reason}` : `failed: ${reason} (a running server would try again)`;

const adviceOn = (outcome: Exclude<PostOutcome, { kind: "accepted" }>): readonly string[] =>
  outcome.kind === "refused" && outcome.status === 404
    ? ["Prometheus takes remote write only if it is started with --web.enable-remote-write-receiver."]
    : [];

const lookbackAdvice = (lookback: string): readonly string[] => [
  `Prometheus looks back ${lookback} for the newest point: checks that are not more frequent have holes in graphs.`,
  "Start it with --query.lookback-delta at more than twice the longest check interval.",
];

/** The setting of a Prometheus that has this address for remote write; null if it is another program. */
async function prometheusLookback(writeUrl: string, { headers }: RequestHeaders): Promise<string | null> {
  const url = new URL(writeUrl);
  if (!url.pathname.endsWith("/api/v1/write")) return null;
  url.pathname = url.pathname.replace(/write$/, "status/flags");
  try {
    const response = await fetch(url, { headers, redirect: "manual", signal: AbortSignal.timeout(ASK_TIMEOUT_MS) });
    if (!response.ok || Number(response.headers.get("content-length") ?? 0) > MAX_ANSWER_BYTES) return null;
    const { data } = (await response.json()) as { readonly data?: Readonly<Record<string, unknown>> };
    const lookback = data?.["query.lookback-delta"];
    return typeof lookback === "string" ? lookback : null;
  } catch {
    // Not a Prometheus, or one that does not answer this: the point was taken all the same.
    return null;
  }
}
