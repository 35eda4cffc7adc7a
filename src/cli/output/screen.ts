import type { Output } from './terminal.ts';

const wrapOff = '\x1b[?7l';
const wrapOn = '\x1b[?7h';

/** Lines that are drawn again in the same place. Only for a live output. */
export class Screen {
  readonly #out: Output;
  #height = 0;

  constructor(out: Output) {
    this.#out = out;
  }

  /** Replaces what was drawn before; lines wider than the window are cut by the terminal, not wrapped. */
  draw(lines: readonly string[]): void {
    const up = this.#height > 0 ? `\x1b[${this.#height}A` : '';
    const body = lines.map((line) => `\x1b[2K${line}\n`).join('');
    this.#out.write(`${wrapOff}\r${up}${body}\x1b[J${wrapOn}`);
    this.#height = lines.length;
  }

  /** Leaves what stands; the next draw begins below it. */
  leave(): void {
    this.#height = 0;
  }
}
