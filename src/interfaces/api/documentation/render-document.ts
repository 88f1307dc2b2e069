import type { Tokens } from "marked";
import { escaped } from "./html-page.ts";

/** A document as HTML, with the headings that lead through it. */
export interface RenderedDocument {
  readonly html: string;
  readonly sections: readonly Section[];
}

export interface Section {
  readonly id: string;
  /** HTML. */
  readonly title: string;
}

/** Targets within the documentation, and on other servers. Other files of the repository are not served. */
const SERVED = /^(?:#|https?:\/\/|mailto:|(?:[\w-]+\.md)(?:#|$))/;
const PICTURE = /^pictures\/[\w-]+\.png$/;

/** Renders a document of `docs/`. HTML in it is shown as text; headings have the anchors that GitHub gives them. */
export async function renderDocument(markdown: string): Promise<RenderedDocument> {
  // Loaded with the first page: the start needs none.
  const { Marked } = await import("marked");
  const sections: Section[] = [];
  const anchors = new Map<string, number>();
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth, text }) {
        const id = anchorOf(text, anchors);
        const title = this.parser.parseInline(tokens);
        if (depth === 2) sections.push({ id, title });
        return `<h${depth} id="${escaped(id)}">${title}</h${depth}>\n`;
      },
      html: ({ text }: Tokens.HTML | Tokens.Tag) => escaped(text),
      link({ href, tokens }) {
        const inside = this.parser.parseInline(tokens);
        return SERVED.test(href) ? `<a href="${escaped(href)}">${inside}</a>` : inside;
      },
      image: ({ href, text }) =>
        PICTURE.test(href) ? `<img src="${escaped(href)}" alt="${escaped(text)}" />` : escaped(text),
      code: ({ text }) => `<pre tabindex="0"><code>${escaped(text)}</code></pre>\n`,
      table(token) {
        const row = (cells: Tokens.TableCell[], tag: string): string =>
          `<tr>${cells.map(({ tokens }) => `<${tag}>${this.parser.parseInline(tokens)}</${tag}>`).join("")}</tr>\n`;
        const body = token.rows.map((cells) => row(cells, "td")).join("");
        return `<div class="wide" tabindex="0"><table><thead>${row(token.header, "th")}</thead><tbody>${body}</tbody></table></div>\n`;
      },
    },
  });
  return { html: await marked.parse(markdown), sections };
}

/** As GitHub: lower case, without punctuation, spaces as hyphens; of equal ones the second ends with `-1`. */
function anchorOf(heading: string, taken: Map<string, number>): string {
  const anchor = heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replaceAll(/\s/g, "-");
  const before = taken.get(anchor) ?? 0;
  taken.set(anchor, before + 1);
  return before === 0 ? anchor : `${anchor}-${before}`;
}
