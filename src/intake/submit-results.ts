import type { Ledger } from "../data/ledger/ledger.ts";
import type { Change } from "../model/change.ts";
import { SERVER_KEY } from "../model/resource-key.ts";
import { submittedWords } from "../operations/audit/submitted-words.ts";
import type { Audit } from "../operations/audit/audit.ts";
import type { SubmittedResult } from "../operations/operations.ts";
import type { PassiveOutcome } from "../operations/result/passive-result.ts";
import type { PassiveResults } from "./passive-results.ts";

/**
 * Audit event of results that were submitted together: about the resource if there is one, else about the server, with
 * the number of those whose resources take passive results.
 */
export const auditOf =
  (results: readonly SubmittedResult[], audit: Audit, { refusalOf }: Pick<PassiveResults, "refusalOf">) =>
  (): readonly Change[] => {
    const [first] = results;
    if (first !== undefined && results.length === 1) return audit(submittedWords(1), [first.resource.key]);
    const taken = results.filter(({ resource }) => refusalOf(resource) === null).length;
    return audit(submittedWords(results.length, taken), [SERVER_KEY]);
  };

/**
 * Applies results, each in a commit of its own. The first one that counts has the event in its commit; if that commit
 * is refused and others are stored, the event follows them. Rejects with the first refusal when all have settled.
 */
export async function submitResults(
  results: readonly SubmittedResult[],
  event: () => readonly Change[],
  { passiveResults, ledger }: { readonly passiveResults: PassiveResults; readonly ledger: Pick<Ledger, "commit"> },
): Promise<PassiveOutcome[]> {
  let isRecorded = false;
  const submit = async ({ resource, result }: SubmittedResult): Promise<PassiveOutcome> => {
    let carriesEvent = false;
    const carry = (): readonly Change[] => {
      if (isRecorded) return [];
      isRecorded = true;
      carriesEvent = true;
      return event();
    };
    try {
      return await passiveResults.accept(resource, result, "at-once", carry);
    } catch (error) {
      if (carriesEvent) isRecorded = false;
      throw error;
    }
  };

  const outcomes = await Promise.allSettled(results.map(submit));
  const isAnyStored = outcomes.some((outcome) => outcome.status === "fulfilled" && outcome.value === "accepted");
  if (isAnyStored && !isRecorded) await ledger.commit(event());
  return outcomes.map((outcome) => {
    if (outcome.status === "rejected") throw outcome.reason;
    return outcome.value;
  });
}
