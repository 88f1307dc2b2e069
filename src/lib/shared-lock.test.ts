import { expect, test } from "vitest";
import { createSharedLock } from "./shared-lock.ts";

const lock = createSharedLock();
const log: string[] = [];

/** Work that notes its beginning, and its end when `finish` is called. */
function workOf(name: string): { readonly run: () => Promise<void>; readonly finish: (error?: Error) => void } {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  return {
    async run() {
      log.push(`${name} begins`);
      await promise;
      log.push(`${name} ends`);
    },
    finish: (error) => (error === undefined ? resolve() : reject(error)),
  };
}

test("shared work overlaps; work alone waits for what came before it, and what comes later waits for it", async () => {
  const [first, second, alone, third] = ["first", "second", "alone", "third"].map(workOf);
  const runs = [lock.shared(first!.run), lock.shared(second!.run), lock.alone(alone!.run), lock.shared(third!.run)];
  expect(log).toEqual(["first begins", "second begins"]);

  second!.finish();
  first!.finish(new Error("refused"));
  await expect(runs[0]).rejects.toThrow("refused");
  await expect.poll(() => log).toEqual(["first begins", "second begins", "second ends", "alone begins"]);
  alone!.finish();
  third!.finish();
  await Promise.all(runs.slice(1));

  expect(log.slice(3)).toEqual(["alone begins", "alone ends", "third begins", "third ends"]);
});
