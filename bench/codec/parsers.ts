import { XMLParser } from 'fast-xml-parser';
import { Parser as HtmlParser } from 'htmlparser2';
import sax from 'sax';
import { SaxesParser } from 'saxes';
import { parse as parseByTxml } from 'txml/txml';

/** One general parser, used as bare as it goes: what it reports is counted and thrown away. */
export interface Contender {
  readonly name: string;
  /** Whether it resolves namespaces, which a CWMP codec needs on top. */
  readonly namespaces: boolean;
  /** Something about the document, so that no work can be left out. */
  parse(source: string): number;
}

export const contenders: readonly Contender[] = [
  {
    name: 'txml',
    namespaces: false,
    parse: (source) => parseByTxml(source).length,
  },
  {
    name: 'htmlparser2',
    namespaces: false,
    parse(source) {
      let seen = 0;
      const parser = new HtmlParser(
        { onopentag: () => seen++, ontext: () => seen++, onclosetag: () => seen++ },
        { xmlMode: true, decodeEntities: true },
      );
      parser.end(source);
      return seen;
    },
  },
  {
    name: 'saxes',
    namespaces: true,
    parse(source) {
      let seen = 0;
      const parser = new SaxesParser({ xmlns: true });
      parser.on('opentag', () => seen++);
      parser.on('text', () => seen++);
      parser.on('closetag', () => seen++);
      parser.write(source).close();
      return seen;
    },
  },
  {
    name: 'sax',
    namespaces: true,
    parse(source) {
      let seen = 0;
      const parser = sax.parser(true, { xmlns: true });
      parser.onopentag = () => seen++;
      parser.ontext = () => seen++;
      parser.onclosetag = () => seen++;
      parser.write(source).close();
      return seen;
    },
  },
  {
    name: 'fast-xml-parser',
    namespaces: false,
    parse: (source) =>
      Object.keys(new XMLParser({ ignoreAttributes: false, parseTagValue: false }).parse(source) as object).length,
  },
];
