import { useQueryClient, type QueryKey } from "@tanstack/react-query";
import { useState } from "react";
import { post } from "../data/client.ts";
import { messageOf } from "../data/refusal.ts";

/**
 * Makes things one at a time, whose answer is shown this once. `make` resolves with whether one was made; `queryKey` is
 * the list of them, which is read again also without an answer: there may be one of which nobody has seen the secret.
 */
export function useMade<T>(path: string, queryKey: QueryKey) {
  const queryClient = useQueryClient();
  const [made, setMade] = useState<T | null>(null);
  const [failure, setFailure] = useState<string>();
  const [isBusy, setBusy] = useState(false);

  const make = async (wanted: object): Promise<boolean> => {
    if (isBusy) return false;
    setBusy(true);
    try {
      setMade(await post<T>(path, wanted));
      setFailure(undefined);
      return true;
    } catch (error) {
      setFailure(messageOf(error));
      return false;
    } finally {
      setBusy(false);
      void queryClient.invalidateQueries({ queryKey });
    }
  };
  return { made, failure, make };
}
