export interface PlainListOptions {
  readonly rowHeight: number;
  readonly q: string;
  readonly sort: string;
}

/**
 * Runs in the page: the list of the console as a list in plain DOM, to measure it by. It has the same cells with the same
 * elements and texts in the default columns, and reads the same windows of rows; rows are made and removed as they
 * scroll by. It has no live changes, selection, keys, or attributes for accessibility. Resolves when the first rows are there.
 */
export async function plainList({ rowHeight, q, sort }: PlainListOptions): Promise<void> {
  interface Row {
    readonly name: string;
    readonly type: string;
    readonly host: { readonly name: string; readonly address: string | null };
    readonly state: string;
    readonly since: string;
    readonly attempt: number;
    readonly max_attempts: number;
    readonly output: string;
    readonly acknowledgement: object | null;
  }
  interface Answer {
    readonly result: readonly Row[];
    readonly meta: { readonly view: string; readonly total: number };
  }
  const [windowSize, overscan] = [100, 8];
  const shapes: Readonly<Record<string, readonly string[]>> = {
    OK: ["M2.5 8.5 6.3 12.3 13.5 4.2"],
    WARNING: ["M8 1.8 14.8 14H1.2z"],
    CRITICAL: ["M8 .8 15.2 8 8 15.2.8 8z"],
    UNKNOWN: ["M1.5 1.5h13v13h-13z", "M5.9 6.2a2.1 2.1 0 1 1 3 1.9c-.6.3-.9.7-.9 1.4", "M8 11.7h1"],
  };
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    #plain { position: fixed; inset: 0; overflow: auto; font-size: 13px; }
    #plain > div { position: relative; }
    .row { position: absolute; inset-inline: 0; display: grid; align-items: center; height: ${rowHeight}px;
      grid-template-columns: 36px 136px 150px 180px 92px 56px 1fr 150px; border-bottom: 1px solid #ddd; contain: strict; }
    .row > div { overflow: hidden; padding: 0 8px; text-overflow: ellipsis; white-space: nowrap; }
    .box > span { display: grid; width: 15px; height: 15px; border: 1px solid #888; border-radius: 3px; }
    .state { display: inline-flex; gap: 6px; }
  `);
  document.adoptedStyleSheets = [sheet];
  document.body.innerHTML = "";
  const list = document.createElement("div");
  list.id = "plain";
  const whole = document.createElement("div");
  list.append(whole);
  document.body.append(list);

  const windows = new Map<number, readonly Row[]>();
  const asked = new Set<number>();
  const load = async (window: number, view = ""): Promise<Answer["meta"]> => {
    asked.add(window);
    const query = new URLSearchParams({ q, sort, offset: String(window * windowSize), limit: String(windowSize) });
    if (view !== "") query.set("view", view);
    const { result, meta } = (await (await fetch(`/api/resources?${query}`)).json()) as Answer;
    windows.set(window, result);
    return meta;
  };

  const { view, total } = await load(0);

  const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });
  const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
  const full = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "long" });
  const ageOf = (at: number): string => {
    const seconds = (Date.now() - at) / 1_000;
    if (seconds < 60) return `${Math.floor(seconds)} s`;
    if (seconds < 3_600) return `${Math.floor(seconds / 60)} min`;
    if (seconds < 86_400) return `${Math.floor(seconds / 3_600)} h ${Math.floor((seconds % 3_600) / 60)}`;
    return `${day.format(at)}, ${clock.format(at)}`;
  };
  const shapeOf = (state: string): SVGElement => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 16 16");
    svg.setAttribute("width", "14");
    svg.setAttribute("height", "14");
    for (const d of shapes[state]!) {
      const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
      path.setAttribute("d", d);
      svg.append(path);
    }
    return svg;
  };
  /** Texts of the cells behind that of the state, each with its title. */
  const textsOf = (row: Row): readonly (readonly [string, string])[] => [
    [row.host.name, `${row.host.name} (${row.host.address})`],
    [row.name, row.name],
    [ageOf(Date.parse(row.since)), full.format(Date.parse(row.since))],
    [`${row.attempt}/${row.max_attempts}`, ""],
    [row.output, row.output],
    [row.acknowledgement === null ? "" : "acknowledged", ""],
  ];
  const drawn = new Map<number, HTMLElement>();
  const fill = (element: HTMLElement, row: Row): void => {
    const box = document.createElement("div");
    box.className = "box";
    box.append(document.createElement("span"));
    const state = document.createElement("div");
    const mark = document.createElement("span");
    mark.className = "state";
    mark.title = row.state;
    const word = document.createElement("span");
    word.textContent = row.state;
    mark.append(shapeOf(row.state), word);
    state.append(mark);
    element.append(box, state);
    for (const [text, title] of textsOf(row)) {
      const cell = document.createElement("div");
      cell.textContent = text;
      if (title !== "") cell.title = title;
      element.append(cell);
    }
  };
  const rowAt = (place: number): Row | undefined => windows.get(Math.floor(place / windowSize))?.[place % windowSize];
  const draw = (): void => {
    const first = Math.max(0, Math.floor(list.scrollTop / rowHeight) - overscan);
    const last = Math.ceil((list.scrollTop + height) / rowHeight) + overscan;
    for (const [place, row] of drawn)
      if (place < first || place > last) {
        row.remove();
        drawn.delete(place);
      }
    for (let place = first; place <= last; place++) {
      const known = rowAt(place);
      let row = drawn.get(place);
      if (row === undefined) {
        row = document.createElement("div");
        row.className = "row";
        row.style.top = `${place * rowHeight}px`;
        if (known !== undefined) fill(row, known);
        whole.append(row);
        drawn.set(place, row);
      } else if (known !== undefined && row.childElementCount === 0) fill(row, known);
    }
    const seen = Math.floor((first + overscan) / windowSize);
    for (const window of [seen, seen + 1]) if (!asked.has(window)) void load(window, view).then(draw);
  };
  whole.style.height = `${total * rowHeight}px`;
  const height = list.clientHeight;
  list.addEventListener("scroll", draw);
  draw();
}
