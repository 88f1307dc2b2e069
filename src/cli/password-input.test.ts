import { PassThrough } from "node:stream";
import { describe, expect, test } from "vitest";
import { outcomeOf } from "../../test/support/access-scene.ts";
import { readNewPassword } from "./password-input.ts";

/** A terminal that delivers typed keys and records raw mode. */
function terminal(): {
  streams: Parameters<typeof readNewPassword>[0];
  type: (keys: string) => void;
  shown: () => string;
  modes: boolean[];
} {
  const modes: boolean[] = [];
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: (mode: boolean) => modes.push(mode) });
  const stderr = new PassThrough({ encoding: "utf8" });
  let shown = "";
  stderr.on("data", (text: string) => {
    shown += text;
  });
  return {
    streams: { stdin, stdout: new PassThrough(), stderr },
    type: (keys) => stdin.write(keys),
    shown: () => shown,
    modes,
  };
}

describe("on a terminal", () => {
  test("the password is asked for twice and never shown", async () => {
    const { streams, type, shown, modes } = terminal();

    const password = readNewPassword(streams);
    for (const key of "s3cret-word\r") type(key);
    for (const key of "s3cret-word\r") type(key);

    expect(await password).toBe("s3cret-word");
    expect(shown()).toBe("New password: \nOnce more: \n");
    expect(modes).toEqual([true, false]);
  });

  test.each([
    ["backspace deletes a character", "abx\u007fcdéx\bfgh\r"],
    ["ctrl-U clears the input", "mistake\u0015abcdéfgh\r"],
    ["a paste of both lines answers both questions", "abcdéfgh\rabcdéfgh\r"],
  ])("%s", async (_, keys) => {
    const { streams, type } = terminal();

    const password = readNewPassword(streams);
    type(keys);
    type("abcdéfgh\r");

    expect(await password).toBe("abcdéfgh");
  });

  test("two different passwords are refused", async () => {
    const { streams, type } = terminal();
    type("s3cret-word\rs3cret-ward\r");

    expect(await outcomeOf(() => readNewPassword(streams))).toBe("passwords-differ");
  });

  test.each([
    ["ctrl-C", "\u0003"],
    ["ctrl-D", "\u0004"],
  ])("%s cancels and restores the terminal", async (_, key) => {
    const { streams, type, modes } = terminal();
    type(`half${key}`);

    await expect(readNewPassword(streams)).rejects.toThrow("Cancelled; nothing was changed.");
    expect(modes).toEqual([true, false]);
  });
});
