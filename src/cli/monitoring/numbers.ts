import { InvalidArgumentError } from "commander";
import { Refusal } from "../../model/refusal.ts";

/** Reads repeated arguments as numbers of `what`, such as "a downtime". */
export const numbersOf =
  (what: string) =>
  (text: string, before: readonly number[] | undefined): readonly number[] => {
    if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError(`Expected the number of ${what}.`);
    return [...(before ?? []), Number(text)];
  };

/** Names the object in the refusal of the server. */
export async function naming<T>(what: string, request: Promise<T>): Promise<T> {
  try {
    return await request;
  } catch (error) {
    throw error instanceof Refusal && error.code === "server-refused"
      ? new Refusal("server-refused", `${what}: ${error.message}`)
      : error;
  }
}
