import { COLOURS } from "./colours.ts";
import type { Summary } from "./summary.ts";

export const htmlEscaped = (text: string): string =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");

/** HTML part of a mail, with inline styles and nothing for a mail program to fetch. */
export function htmlOf({ title, tone, facts, output, impact }: Summary): string {
  const rows = facts.map(
    ([label, value]) =>
      `<tr><td style="padding:2px 16px 2px 0;color:#666">${htmlEscaped(label)}</td>` +
      `<td style="padding:2px 0">${linked(value)}</td></tr>`,
  );
  return [
    '<!DOCTYPE html><html><body style="font-family:sans-serif;font-size:14px;color:#222">',
    `<h1 style="font-size:18px;border-left:6px solid ${COLOURS[tone]};padding-left:10px">${htmlEscaped(title)}</h1>`,
    `<table style="border-collapse:collapse">${rows.join("")}</table>`,
    ...(output === ""
      ? []
      : [`<pre style="background:#f5f5f5;padding:8px;white-space:pre-wrap">${htmlEscaped(output)}</pre>`]),
    ...(impact === "" ? [] : [`<p>${htmlEscaped(impact).replaceAll("\n", "<br>")}</p>`]),
    "</body></html>",
  ].join("\n");
}

const linked = (value: string): string =>
  /^https?:\/\/\S+$/.test(value) ? `<a href="${htmlEscaped(value)}">${htmlEscaped(value)}</a>` : htmlEscaped(value);
