/** What is going to happen, in the order of time; what is at the same time, in the order in which it was planned. */
export class Agenda<T> {
  readonly #items: { readonly at: number; readonly item: T }[] = [];

  /** Time of the next; null: there is none. */
  get next(): number | null {
    return this.#items[0]?.at ?? null;
  }

  add(at: number, item: T): void {
    let low = 0;
    let high = this.#items.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#items[middle]!.at <= at) low = middle + 1;
      else high = middle;
    }
    this.#items.splice(low, 0, { at, item });
  }

  /** Takes out all that has come by a time. */
  takeUntil(now: number): { readonly at: number; readonly item: T }[] {
    const end = this.#items.findIndex(({ at }) => at > now);
    return this.#items.splice(0, end < 0 ? this.#items.length : end);
  }
}
