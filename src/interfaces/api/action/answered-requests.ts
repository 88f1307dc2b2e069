import type { Clock, UnixSeconds } from "../../../lib/clock.ts";
import { digestOf } from "../../../lib/digest.ts";
import { Refusal } from "../../../model/refusal.ts";
import type { ActionAnswer } from "./answer-schema.ts";

const KEPT_SECONDS = 600;
/** Resources in all kept answers together; the oldest answers are dropped. */
const MAX_RESOURCES_KEPT = 200_000;

interface Answered {
  readonly body: string;
  readonly at: UnixSeconds;
  readonly answer: Promise<ActionAnswer>;
  /** Resources in the answer; 0 while it is not there yet. */
  size: number;
}

/** Answers to actions of the last ten minutes that have a request id, so that a repeated request is not done again. */
export class AnsweredRequests {
  readonly #clock: Clock;
  /** Oldest first. */
  readonly #answered = new Map<string, Answered>();
  #size = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * First answer to this request id of this contact; does the action if there is none. A failed one is forgotten.
   * Refuses with `request-id-used` if the id had another body.
   */
  answer(contactId: number, requestId: string, body: object, act: () => Promise<ActionAnswer>): Promise<ActionAnswer> {
    this.#forget();
    const name = `${contactId} ${requestId}`;
    const digest = digestOf(JSON.stringify(body));
    const first = this.#answered.get(name);
    if (first === undefined) return this.#keep(name, { body: digest, at: this.#clock.now(), answer: act(), size: 0 });
    if (first.body === digest) return first.answer;
    throw new Refusal(
      "request-id-used",
      `The request_id ${requestId} belongs to another action of the last 10 minutes`,
    );
  }

  #keep(name: string, answered: Answered): Promise<ActionAnswer> {
    this.#answered.set(name, answered);
    answered.answer.then(
      ({ done, skipped }) => {
        if (this.#answered.get(name) !== answered) return;
        answered.size = 1 + done.length + skipped.length;
        this.#size += answered.size;
        this.#forget();
      },
      () => this.#drop(name, answered),
    );
    return answered.answer;
  }

  #forget(): void {
    const oldest = this.#clock.now() - KEPT_SECONDS;
    for (const [name, answered] of this.#answered) {
      if (answered.at > oldest && this.#size <= MAX_RESOURCES_KEPT) return;
      if (answered.size > 0 || answered.at <= oldest) this.#drop(name, answered);
    }
  }

  #drop(name: string, answered: Answered): void {
    if (this.#answered.get(name) !== answered) return;
    this.#answered.delete(name);
    this.#size -= answered.size;
  }
}
