import { post } from "../../data/client.ts";

/** Asks for actions on one resource. What opens a dialog waits for `useActions`. */
export interface ResourceActions {
  readonly check: (key: string) => Promise<void>;
}

interface ActionAnswer {
  readonly done: readonly string[];
  readonly skipped: readonly { readonly message: string }[];
}

export const resourceActions: ResourceActions = {
  async check(key) {
    const { done, skipped } = await post<ActionAnswer>("/api/actions", {
      action: "check",
      on: [key],
      options: { forced: true },
    });
    if (done.length === 0 && skipped[0] !== undefined) throw new Error(skipped[0].message);
  },
};
