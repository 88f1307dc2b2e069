import type { PluginOutput } from "../../model/check-result.ts";

/** What stands for a first line that says nothing (Nagios). */
export const NO_OUTPUT = "(No output returned from plugin)";

/**
 * Splits what a plugin printed by the Nagios plugin API: `text | perfdata` in the first line, then long output, in which the
 * first `|` starts perfdata that goes on to the end. Also as Nagios: white space around the text is dropped, and a semicolon
 * in it becomes a colon (the log and the command file separate their fields by it).
 * Any text is accepted: CR LF counts as a line end, a lone CR becomes a space, NUL is dropped.
 */
export function parsePluginOutput(printed: string): PluginOutput {
  const safe = withSafeCharacters(printed);
  const end = safe.indexOf("\n");
  const [text, firstPerfdata] = cutAtBar(end === -1 ? safe : safe.slice(0, end));
  // Most print one line.
  const isOneLine = end === -1 || end === safe.length - 1;
  const { longText, perfdata } = isOneLine
    ? { longText: "", perfdata: firstPerfdata.trim() }
    : parseLongOutput(safe.slice(end + 1), firstPerfdata);
  return { text: text.trim().replaceAll(";", ":") || NO_OUTPUT, longText, perfdata };
}

/** The lines after the first one, and perfdata of all. */
function parseLongOutput(lines: string, firstPerfdata: string): Pick<PluginOutput, "longText" | "perfdata"> {
  const long: string[] = [];
  const perfdata = [firstPerfdata];
  let isInPerfdata = false;
  for (const line of lines.split("\n")) {
    if (isInPerfdata) {
      perfdata.push(line);
      continue;
    }
    const [longLine, linePerfdata] = cutAtBar(line);
    isInPerfdata = line.includes("|");
    if (!isInPerfdata || longLine.trim() !== "") long.push(longLine);
    perfdata.push(linePerfdata);
  }
  return {
    longText: long.join("\n").replace(/\n+$/, ""),
    perfdata: perfdata
      .map((part) => part.trim())
      .filter((part) => part !== "")
      .join(" "),
  };
}

function withSafeCharacters(printed: string): string {
  return printed.includes("\r") || printed.includes("\0")
    ? printed.replaceAll("\0", "").replaceAll("\r\n", "\n").replaceAll("\r", " ")
    : printed;
}

function cutAtBar(line: string): [before: string, after: string] {
  const bar = line.indexOf("|");
  return bar === -1 ? [line, ""] : [line.slice(0, bar), line.slice(bar + 1)];
}
