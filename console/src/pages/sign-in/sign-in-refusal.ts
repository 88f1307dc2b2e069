import { ApiError } from "../../data/client.ts";
import { messageOf } from "../../data/refusal.ts";
import type { FirstMessages } from "../../words/messages.ts";

/** Why a sign-in failed. `seconds`: until a further try is of use. */
export type SignInRefusal =
  | { readonly cause: "wrong" | "starting" | "no-answer" }
  | { readonly cause: "too-many"; readonly seconds: number }
  /** `words` of the server: disabled, without API access, a page of another origin. */
  | { readonly cause: "refused" | "failed"; readonly words: string };

const SECONDS_WITHOUT_HINT = 30;

export function refusalOf(error: unknown): SignInRefusal {
  if (!(error instanceof ApiError)) return { cause: "failed", words: String(error) };
  const { status, retryAfterSeconds } = error;
  const words = messageOf(error);
  switch (status) {
    case 0:
      return { cause: "no-answer" };
    case 401:
      return { cause: "wrong" };
    case 403:
      return { cause: "refused", words };
    case 429:
      return { cause: "too-many", seconds: retryAfterSeconds ?? SECONDS_WITHOUT_HINT };
    case 503:
      return { cause: "starting" };
    default:
      return { cause: "failed", words };
  }
}

/** `secondsLeft` counts those of `too-many` down. */
export function wordsOf(refusal: SignInRefusal, secondsLeft: number, { signIn }: FirstMessages): string {
  switch (refusal.cause) {
    case "wrong":
      return signIn.wrong;
    case "starting":
      return signIn.starting;
    case "no-answer":
      return signIn.noAnswer;
    case "too-many":
      return signIn.tooMany(secondsLeft);
    case "refused":
      return signIn.refused(refusal.words);
    case "failed":
      return signIn.failed(refusal.words);
  }
}
