/** Sum with the rounding errors of its additions kept apart (Neumaier). */
export class ExactSum {
  #sum = 0;
  #error = 0;

  add(value: number): void {
    const next = this.#sum + value;
    // An infinite sum has no error to keep.
    if (!Number.isFinite(next)) this.#error = 0;
    else if (Math.abs(this.#sum) >= Math.abs(value)) this.#error += this.#sum - next + value;
    else this.#error += value - next + this.#sum;
    this.#sum = next;
  }

  get total(): number {
    return Number.isFinite(this.#sum) ? this.#sum + this.#error : this.#sum;
  }
}
