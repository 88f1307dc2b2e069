import type { MessageParams } from "./wire-params.ts";
import { ApiError } from "./client.ts";

/** What the server refused, or why an action was not done on a resource. */
export interface ToldRefusal {
  readonly code: string;
  /** In the server's words. */
  readonly message: string;
  readonly params: MessageParams;
  /** What is wrong by field, where the server says it as data. */
  readonly fields?: Readonly<Record<string, unknown>>;
  /** Of the HTTP answer; 0 without one. */
  readonly status: number;
}

type Sayer = (refusal: ToldRefusal) => string;

let say: Sayer = ({ message }) => message;

/** Sets how refusals are said: in the language that is shown. */
export function sayRefusalsBy(sayer: Sayer): void {
  say = sayer;
}

/** An error in words: the server's refusal, or what the browser says. */
export function messageOf(error: unknown): string {
  if (error instanceof ApiError) return say(error);
  return error instanceof Error ? error.message : String(error);
}

export const refusalText = (refusal: Omit<ToldRefusal, "status">): string => say({ ...refusal, status: 0 });
