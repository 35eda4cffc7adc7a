import { colourPalette, type Palette, plainPalette } from './palette.ts';

/** Where a command writes to, and what that place can do. */
export interface Output {
  /** True on a terminal: text can be drawn over. */
  readonly live: boolean;
  readonly palette: Palette;
  /** Columns and rows now; a window may change. */
  size(): { readonly columns: number; readonly rows: number };
  write(text: string): void;
}

/** Standard output. Colours only on a terminal, and not against NO_COLOR (https://no-color.org). */
export function standardOutput(stream: NodeJS.WriteStream = process.stdout, env = process.env): Output {
  const live = stream.isTTY === true && env['TERM'] !== 'dumb';
  return {
    live,
    palette: live && !env['NO_COLOR'] ? colourPalette : plainPalette,
    size: () => ({ columns: stream.columns ?? 100, rows: stream.rows ?? 24 }),
    write: (text) => void stream.write(text),
  };
}

export function writeLines(out: Output, lines: readonly string[]): void {
  out.write(lines.map((line) => `${line}\n`).join(''));
}
