type Send = () => Promise<void>;

/** Sends of one connection, each begun when the one before has left. */
export class SendsInOrder {
  /** Null while none is on its way. */
  #waiting: Send[] | null = null;

  add(send: Send): void {
    if (this.#waiting === null) void this.#sendAll(send);
    else this.#waiting.push(send);
  }

  async #sendAll(first: Send): Promise<void> {
    const waiting: Send[] = (this.#waiting = []);
    await first();
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await next();
    this.#waiting = null;
  }
}
