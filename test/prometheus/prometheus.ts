import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodeLabels, encodeWriteRequest } from "../../src/data/timeseries/remote-write/protobuf.ts";
import { snappyLiteral } from "../../src/data/timeseries/remote-write/snappy-literal.ts";
import type { PrometheusData, PrometheusError } from "../../src/interfaces/metrics/promql/prometheus-answer.ts";
import type { SampledSeries } from "../../src/interfaces/metrics/promql/series-reader.ts";
import { endProcess } from "../support/end-process.ts";
import { PROMETHEUS } from "../support/installed-prometheus.ts";

export type Answer = { readonly status: "success"; readonly data: PrometheusData } | PrometheusError["body"];

export interface Prometheus {
  /** Sends series by remote write. */
  write(series: readonly SampledSeries[]): Promise<void>;
  /** Asks `query` or `query_range`; parameters are those of Prometheus' API. */
  ask(path: "query" | "query_range", parameters: Readonly<Record<string, string>>): Promise<Answer>;
  /** Where remote write goes; the same after `resume`. */
  readonly writeUrl: string;
  /** Ends the process and keeps its store. */
  halt(): Promise<void>;
  /** Starts it again, on the same port. */
  resume(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a real Prometheus with an empty store in a temporary folder. */
export async function startPrometheus(configuration = "global: {}\n"): Promise<Prometheus> {
  const folder = mkdtempSync(join(tmpdir(), "prometheus-"));
  writeFileSync(join(folder, "prometheus.yml"), configuration);
  const start = (address: string): ChildProcess =>
    spawn(
      PROMETHEUS ?? "prometheus",
      [
        `--config.file=${folder}/prometheus.yml`,
        `--storage.tsdb.path=${folder}/data`,
        `--web.listen-address=${address}`,
        "--web.enable-remote-write-receiver",
      ],
      { stdio: ["ignore", "ignore", "pipe"], cwd: folder },
    );
  let child = start("127.0.0.1:0");
  const stop = async (): Promise<void> => {
    await endProcess(child);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const address = await listeningAddress(child);
    const base = `http://${address}/api/v1`;
    return {
      ...clientOf(base),
      writeUrl: `${base}/write`,
      halt: () => endProcess(child),
      async resume() {
        child = start(address);
        await listeningAddress(child);
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function clientOf(base: string): Pick<Prometheus, "write" | "ask"> {
  return {
    async write(series) {
      const request = encodeWriteRequest(
        series.map(({ labels, timesMs, values }) => ({ labels: encodeLabels(labels), timesMs, values })),
      );
      const response = await fetch(`${base}/write`, {
        method: "POST",
        headers: {
          "Content-Type": "application/x-protobuf",
          "Content-Encoding": "snappy",
          "X-Prometheus-Remote-Write-Version": "0.1.0",
        },
        body: new Uint8Array(snappyLiteral(request)),
      });
      if (!response.ok) throw new Error(`Prometheus refused the points: ${response.status} ${await response.text()}`);
    },
    async ask(path, parameters) {
      const response = await fetch(`${base}/${path}`, { method: "POST", body: new URLSearchParams(parameters) });
      return (await response.json()) as Answer;
    },
  };
}

/** The address it listens on, from its log, once it is ready to answer. */
function listeningAddress(child: ChildProcess): Promise<string> {
  let log = "";
  return new Promise((resolve, reject) => {
    // Read to the end, also afterwards: a full pipe would stop Prometheus, a closed one end it.
    child.stderr!.on("data", (chunk) => {
      log += String(chunk);
      const address = /msg="Listening on" address=(\S+)/.exec(log)?.[1];
      if (address !== undefined && log.includes("Server is ready to receive web requests")) resolve(address);
    });
    child.once("error", reject);
    child.once("exit", () => reject(new Error(`Prometheus did not start: ${log}`)));
  });
}
