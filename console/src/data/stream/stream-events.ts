import type { LiveRow, State, Summary } from "../wire.ts";

/** The first event of every connection. `head` is the id of the newest change. */
export interface Hello {
  readonly stream: string;
  readonly epoch: string;
  readonly head: number;
  readonly resumed: boolean;
  readonly now: string;
  readonly beat_seconds: number;
}

/** A line of the history that a change stands for. */
export interface ChangeEvent {
  readonly [field: string]: unknown;
}

/** `row` is null where the resource is no longer configured or visible; a change of kind `gone` has nothing but its key. */
export interface Change {
  readonly at?: string;
  readonly kind: string;
  /** Null: the server. */
  readonly key: string | null;
  readonly by?: string | null;
  readonly row?: LiveRow | null;
  readonly event?: ChangeEvent | null;
}

/** What happened to a frozen order since it was last told. */
export interface ViewNews {
  readonly view: string;
  readonly entered: readonly string[];
  readonly left: readonly string[];
  readonly reordered: boolean;
  readonly total: number;
  readonly total_unhandled: number;
  readonly counts: Readonly<Partial<Record<State, number>>>;
}

export interface Notice {
  readonly level: string;
  readonly code: string;
  readonly message: string;
}

export interface Gap {
  readonly from?: number;
  readonly oldest?: number;
  /** The last two are the console's own: a server that did not resume, a tab that the browser had frozen. */
  readonly reason: "purged" | "too-far" | "rights-changed" | "wall-screen" | "not-resumed" | "tab-slept";
}

/** What the tabs are given, in order. `id` is the id of a change; `gone`, which is no change of the resource, has none. */
export type LiveEvent =
  | { readonly type: "hello"; readonly hello: Hello }
  | { readonly type: "change"; readonly id: number | undefined; readonly change: Change }
  | { readonly type: "check"; readonly row: LiveRow }
  | { readonly type: "summary"; readonly summary: Summary }
  | { readonly type: "view"; readonly news: ViewNews }
  /** The server follows it no more: it has ended. */
  | { readonly type: "view-ended"; readonly view: string }
  /** Views of this tab that are not followed, since the tabs of the browser have too many; followed again, one is left out. */
  | { readonly type: "unfollowed"; readonly views: readonly string[] }
  | { readonly type: "beat"; readonly now: string }
  | { readonly type: "notice"; readonly notice: Notice }
  | { readonly type: "gap"; readonly gap: Gap };
