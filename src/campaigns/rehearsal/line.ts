import type { Player } from './player.ts';

/** A target that waits, in a rehearsal. */
export interface Waiting {
  readonly player: Player;
  /** When it may be asked again; null: at any time. */
  notBefore: number | null;
}

/**
 * Waiting targets in the order in which the scheduler looks at them: those that are ready in the campaign's order, and
 * those that wait for a time of their own by that time. The counterpart of `claimable` in `stores/claim-store.ts`.
 */
export class Line {
  #ready: Waiting[] = [];
  #postponed: Waiting[] = [];

  get size(): number {
    return this.#ready.length + this.#postponed.length;
  }

  get anyReady(): boolean {
    return this.#ready.length > 0;
  }

  /** When the first that waits for a time of its own may be asked; null: none does. */
  get firstDue(): number | null {
    return this.#postponed[0]?.notBefore ?? null;
  }

  join(players: readonly Player[], now: number): void {
    this.putBack(players.map((player) => ({ player, notBefore: player.early ? now : null })));
  }

  /**
   * Takes out the next ones, half of them at most such whose time has come; in the order of the campaign.
   * @param onlyDue without those that are ready
   */
  take(now: number, limit: number, onlyDue: boolean): { readonly waiting: Waiting; readonly due: boolean }[] {
    const half = Math.ceil(limit / 2);
    const end = this.#postponed.findIndex(({ notBefore }) => notBefore! > now);
    const due = this.#postponed.splice(0, Math.min(half, end < 0 ? this.#postponed.length : end));
    const ready = this.#ready.splice(0, onlyDue ? 0 : half);
    return [
      ...due.map((waiting) => ({ waiting, due: true })),
      ...ready.map((waiting) => ({ waiting, due: false })),
    ].sort((a, b) => byShuffle(a.waiting, b.waiting));
  }

  /** Puts back those that were taken and are still to wait. */
  putBack(all: readonly Waiting[]): void {
    for (const waiting of all) (waiting.notBefore === null ? this.#ready : this.#postponed).push(waiting);
    this.#ready.sort(byShuffle);
    this.#postponed.sort((a, b) => a.notBefore! - b.notBefore! || byShuffle(a, b));
  }
}

function byShuffle(a: Waiting, b: Waiting): number {
  return a.player.shuffle < b.player.shuffle ? -1 : 1;
}
