import { decodeReferencesKindly } from './references.ts';

/** The struct may follow at once, so nothing but the name tells the real end. */
const endTag = /<\/(?:[A-Za-z0-9_.-]{1,64}:)?value[ \t\n]{0,64}>/gi;
const cdataStart = '<![CDATA[';

/**
 * Where the Value that starts at `from` ends, or null where it does not: the first end tag of Value that is not inside
 * a CDATA section. Anything before it is text, whatever it looks like: subscribers put `<` and `</b>` into the names of
 * their networks, and some devices do not escape them.
 * @param lastClose offset of the document's last `]]>`, so that a section nobody closes is not searched for again
 */
export function endOfValue(source: string, from: number, lastClose: number): { from: number; to: number } | null {
  let at = from;
  for (;;) {
    endTag.lastIndex = at;
    const match = endTag.exec(source);
    if (!match) return null;
    const section = source.slice(at, match.index).lastIndexOf(cdataStart);
    const close = section < 0 || at + section > lastClose ? -1 : source.indexOf(']]>', at + section);
    if (close < match.index) return { from: match.index, to: endTag.lastIndex };
    at = close + 3;
  }
}

/** The text of a Value: CDATA sections as they are, comments left out, references replaced, all else kept. */
export function valueText(raw: string): string {
  let text = '';
  let at = 0;
  let from = 0;
  for (;;) {
    const open = raw.indexOf('<!', from);
    if (open < 0) return text + decodeReferencesKindly(raw.slice(at));
    const isSection = raw.startsWith(cdataStart, open);
    if (!isSection && !raw.startsWith('<!--', open)) {
      from = open + 2;
      continue;
    }
    const inner = open + (isSection ? cdataStart.length : 4);
    const close = raw.indexOf(isSection ? ']]>' : '-->', inner);
    // One that is not closed is text, and so is the rest.
    if (close < 0) return text + decodeReferencesKindly(raw.slice(at));
    text += decodeReferencesKindly(raw.slice(at, open)) + (isSection ? raw.slice(inner, close) : '');
    at = close + 3;
    from = at;
  }
}
