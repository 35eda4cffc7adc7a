import { Screen } from '../output/screen.ts';
import { type Output, writeLines } from '../output/terminal.ts';
import { duration } from '../output/times.ts';

/** Tells the steps of the demo: one line each, redrawn while it lasts on a terminal. */
export class Stage {
  readonly #out: Output;
  readonly #screen: Screen | null;
  #begin = performance.now();

  constructor(out: Output) {
    this.#out = out;
    this.#screen = out.live ? new Screen(out) : null;
  }

  /** A step under way; only a terminal sees it. */
  now(text: string): void {
    this.#screen?.draw([`${this.#out.palette.busy('…')} ${text}`]);
  }

  /** A step that is over, with the time it took. */
  done(text: string): void {
    const took = this.#out.palette.faint(`(${duration(performance.now() - this.#begin)})`);
    const line = `${this.#out.palette.good('✓')} ${text} ${took}`;
    if (this.#screen) this.#screen.draw([line]);
    else writeLines(this.#out, [line]);
    this.#screen?.leave();
    this.#begin = performance.now();
  }

  /** Lines of their own. */
  say(lines: readonly string[]): void {
    this.#screen?.leave();
    writeLines(this.#out, lines);
  }
}
