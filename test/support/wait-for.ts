import { vi } from "vitest";

/** Waits until a callback does not throw, as `vi.waitFor` does, and however busy the machine is; ends only what hangs. */
export const waitFor = <Value>(
  callback: () => Value | Promise<Value>,
  { interval = 50 }: { readonly interval?: number } = {},
): Promise<Value> => vi.waitFor(callback, { timeout: 60_000, interval });
