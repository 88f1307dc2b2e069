import type { PluginOutput } from "../../model/check-result.ts";

/** Replacement for an empty first line (Nagios). */
export const NO_OUTPUT = "(No output returned from plugin)";

/**
 * Splits plugin output as defined by the Nagios plugin API: `text | perfdata` in the first line, then long output, in
 * which the first `|` starts perfdata up to the end. As in Nagios, white space around the text is dropped, and
 * semicolons in it become colons (the log and the command file use them as separators). Accepts any text: CR LF is a
 * line end, a lone CR becomes a space, NUL is dropped.
 */
export function parsePluginOutput(printed: string): PluginOutput {
  const safe = withSafeCharacters(printed);
  const end = safe.indexOf("\n");
  const [text, firstPerfdata] = cutAtBar(end === -1 ? safe : safe.slice(0, end));
  // Most plugins print one line.
  const isOneLine = end === -1 || end === safe.length - 1;
  const { longText, perfdata } = isOneLine
    ? { longText: "", perfdata: firstPerfdata.trim() }
    : parseLongOutput(safe.slice(end + 1), firstPerfdata);
  return { text: text.trim().replaceAll(";", ":") || NO_OUTPUT, longText, perfdata };
}

/** Parses the lines after the first one; joins the perfdata of all lines. */
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
