import { countOf } from "../count.ts";

export const signIn = {
  title: "Sign in",
  login: "Login",
  password: "Password",
  keep: "Stay signed in on this browser for 30 days",
  submit: "Sign in",
  submitting: "Signing in",
  wrong: "Login or password is wrong.",
  tooMany: (seconds: number) =>
    `Too many tries. You can try again in ${countOf(seconds, "en", { one: "second", other: "seconds" })}.`,
  noAnswer: "The server does not answer. Check that it runs and that you can reach it.",
  starting: "The server is still starting. Try again in a few seconds.",
  /** `words` are the server's. */
  refused: (words: string) => `You cannot sign in: ${words}`,
  failed: (words: string) => `Signing in failed: ${words}`,
  ended: "Your session has ended",
  endedHint: "Type your password to go on. The page behind stays as it is.",
  other: "Sign in as somebody else",
};
