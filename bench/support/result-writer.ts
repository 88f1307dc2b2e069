import { spawn } from "node:child_process";
import { HOST, SERVICES } from "./passive-site.ts";

/** `same`: every result is OK. `changing`: every result changes the state of its service, beginning with CRITICAL. */
export type Load = "same" | "changing";

/**
 * Writes results, and then the line `last` if given, to a command file by a separate process, as agents do. Resolves
 * when the file has taken all of them.
 */
export function writeResults(path: string, load: Load, results: number, last = ""): Promise<void> {
  return new Promise((done, failed) => {
    spawn(process.execPath, ["-e", WRITER, path, String(results), String(SERVICES), load, HOST, last], {
      stdio: "inherit",
    }).once("exit", (status) => (status === 0 ? done() : failed(new Error(`The writer ended with ${status}.`))));
  });
}

// Same texts as in passive-site.ts.
const WRITER = `
  const { openSync, writeSync } = require('node:fs')
  const [path, results, services, load, host, last] = process.argv.slice(1)
  const fd = openSync(path, 'w')
  const now = Math.floor(Date.now() / 1000)
  let block = ''
  const write = () => {
    const bytes = Buffer.from(block)
    for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at)
    block = ''
  }
  for (let n = 0; n < results; n++) {
    const state = load === 'same' ? 0 : (Math.floor(n / services) + 1) % 2 * 2
    block += '[' + now + '] PROCESS_SERVICE_CHECK_RESULT;' + host + ';s' + n % services + ';' + state
      + ';answered in 12 ms, result ' + n + '|time=0.012s;1;5\\n'
    if (block.length > 60000) write()
  }
  if (last !== '') block += '[' + now + '] ' + last + '\\n'
  write()`;
