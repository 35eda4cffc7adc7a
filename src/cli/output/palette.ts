import { styleText } from 'node:util';

/** Colours by what they mean here. */
export interface Palette {
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly busy: (text: string) => string;
  readonly wait: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly strong: (text: string) => string;
}

const same = (text: string): string => text;
export const plainPalette: Palette = { good: same, bad: same, busy: same, wait: same, faint: same, strong: same };

type Format = Parameters<typeof styleText>[0];
const styled =
  (format: Format) =>
  (text: string): string =>
    text === '' ? '' : styleText(format, text, { validateStream: false });

export const colourPalette: Palette = {
  good: styled('green'),
  bad: styled('red'),
  busy: styled('cyan'),
  wait: styled('yellow'),
  faint: styled('dim'),
  strong: styled('bold'),
};
