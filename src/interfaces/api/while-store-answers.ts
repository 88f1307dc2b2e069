import { storeRefusal } from "../../data/store/store-refusal.ts";
import type { Handle } from "./operation.ts";

const LOOK_EACH_MS = 500;

/**
 * Handler of changes that does not wait for a store that has stopped answering: what was begun before is refused with
 * `store-unconfirmed`, since it may still be stored; what comes later with `store-unavailable`.
 */
export function whileStoreAnswers<Parts>(handle: Handle<Parts>, isStoreAnswering: () => boolean): Handle<Parts> {
  const refuse = (code: "store-unavailable" | "store-unconfirmed"): Error =>
    storeRefusal(code, "The store does not answer.");
  return (...request) => {
    if (!isStoreAnswering()) throw refuse("store-unavailable");
    const answer = handle(...request);
    if (!(answer instanceof Promise)) return answer;
    const { promise: refused, reject } = Promise.withResolvers<never>();
    const timer = setInterval(() => {
      if (!isStoreAnswering()) reject(refuse("store-unconfirmed"));
    }, LOOK_EACH_MS);
    return Promise.race([answer, refused]).finally(() => clearInterval(timer));
  };
}
