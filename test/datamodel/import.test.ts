import { describe, expect, it } from 'vitest';
import { isMusterError } from '../../src/base/errors.ts';
import { writeCompact } from '../../src/datamodel/compact/write.ts';
import { importModels } from '../../src/datamodel/import/document.ts';
import { defaultImportLimits } from '../../src/datamodel/import/xml.ts';

const document = (content: string, head = ''): string =>
  `<?xml version="1.0"?>\n${head}<dm:document xmlns:dm="urn:broadband-forum-org:cwmp:datamodel-1-14" spec="urn:test">\n${content}\n</dm:document>`;
const parameter = (name: string, syntax: string, more = ''): string =>
  `<parameter name="${name}" access="readWrite" ${more}><description>Prose &undefined; that nobody keeps</description><syntax>${syntax}</syntax></parameter>`;
const model = (content: string, attributes = 'name="Device:2.0"'): string =>
  document(`<model ${attributes}>${content}</model>`);

function refusalOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (isMusterError(error, 'invalidDataModel')) return error.message;
    throw error;
  }
  throw new Error('it was taken');
}

describe('a document put together from others', () => {
  const files: Record<string, string> = {
    'types.xml': document(
      '<dataType name="Name"><string><size maxLength="64"/></string></dataType><dataType name="Short" base="Name"><size maxLength="8"/></dataType>',
    ),
    'parts.xml': document(
      `<import file="types.xml"><dataType name="Label" ref="Short"/></import>
       <component name="Led"><parameter name="Alias" access="readWrite"><syntax><dataType ref="Label"/></syntax></parameter></component>
       <component name="Leds"><object name="Led.{i}." access="readWrite" minEntries="0" maxEntries="unbounded"><uniqueKey><parameter ref="Alias"/></uniqueKey><component ref="Led"/></object></component>`,
    ),
    'first.xml': document(
      `<model name="Device:2.0"><object name="Device." access="readOnly" minEntries="1" maxEntries="1">${parameter('Mode', '<string><enumeration value="A"/></string>')}</object></model>`,
    ),
  };
  const whole = document(
    `<import file="parts.xml"><component name="All" ref="Leds"/></import><import file="first.xml"><model name="Device:2.0"/></import>
     <model name="Device:2.1" base="Device:2.0"><component path="Device." ref="All"/>
       <object base="Device."><parameter base="Mode" access="readOnly" status="deprecated"><syntax><string><enumeration value="A"/><enumeration value="B" optional="true" access="readOnly"/></string></syntax></parameter>
       ${parameter('New', '<unsignedInt><range minInclusive="1" maxInclusive="5" step="2"/></unsignedInt>')}</object></model>`,
  );

  it('has the types, components and earlier model it imports, and knows what is new', () => {
    const [made] = importModels(whole, 'whole.xml', (name) => files[name] ?? null);
    expect(writeCompact(made!)).toBe(
      [
        'muster-datamodel 1',
        'model Device:2.1',
        'source urn:test',
        'type Label string(:8)',
        'Device. R',
        ' Mode R {A B?*} !deprecated',
        ' New W unsignedInt[1:5/2] ^2.1',
        'Device.Led.{i}. W ^2.1 key(Alias)',
        ' Alias W Label',
        '',
      ].join('\n'),
    );
  });

  it.each([
    [
      'an import that is not there',
      document(
        '<import file="gone.xml"><model name="Device:2.0"/></import><model name="Device:2.1" base="Device:2.0"/>',
      ),
      'gone.xml',
    ],
    ['a model built on itself', model('', 'name="Device:2.0" base="Device:2.0"'), 'leads to itself'],
    [
      'a component inside itself',
      document(
        '<component name="A"><component ref="A"/></component><model name="Device:2.0"><component path="Device." ref="A"/></model>',
      ),
      'leads to itself',
    ],
    [
      'a type of itself',
      document(
        `<dataType name="A" base="B"/><dataType name="B" base="A"/><model name="Device:2.0"><object name="Device." access="readOnly">${parameter('X', '<dataType ref="A"/>')}</object></model>`,
      ),
      'leads to itself',
    ],
    [
      'a component nobody defined',
      document('<model name="Device:2.0"><component path="Device." ref="A"/></model>'),
      'no component "A"',
    ],
    ['a base nobody defined', model('<object base="Device.X."/>'), 'no object Device.X.'],
  ])('refuses %s', (_, text, says) => {
    expect(refusalOf(() => importModels(text, 'test.xml'))).toContain(says);
  });

  it('takes no more documents than allowed', () => {
    const chain = (name: string): string => {
      const n = Number(/\d+/.exec(name)![0]);
      return document(`<import file="t${n + 1}.xml"><dataType name="T"/></import>`);
    };
    const text = document(
      `<import file="t0.xml"><dataType name="T"/></import><model name="Device:2.0"><object name="Device." access="readOnly">${parameter('X', '<dataType ref="T"/>')}</object></model>`,
    );
    expect(refusalOf(() => importModels(text, 'test.xml', chain))).toContain('more than 200 documents');
  });
});

describe('a bad document is refused with its line and what was expected', () => {
  it.each([
    ['no XML', 'line 1', 'nothing like it'],
    ['an unclosed tag', 'line 4', `${document('<model name="Device:2.0">')}`],
    ['another root', '<dm:document> was expected', '<?xml version="1.0"?>\n<schema/>'],
    ['a document type', 'line 2: a document type', document('', '<!DOCTYPE a [<!ENTITY b "c">]>\n')],
    ['an entity declared in mid-text', 'line 3: a document type', document('<!ENTITY b "c">')],
    ['no model', 'no <model>', document('')],
    ['a model without version', 'name such as Device:2.17', model('', 'name="Device"')],
    ['an object without name', 'line 3: <object> needs name or base', model('<object access="readOnly"/>')],
    ['an object without its dot', 'no path of an object', model('<object name="Device.WiFi" access="readOnly"/>')],
    ['an unknown access', 'allowed: readOnly, readWrite', model('<object name="Device." access="some"/>')],
    [
      'a parameter without syntax',
      'Device.X has no <syntax>',
      model('<object name="Device." access="readOnly"><parameter name="X"/></object>'),
    ],
    [
      'an unknown type',
      'one of string, int',
      model(`<object name="Device." access="readOnly">${parameter('X', '<float/>')}</object>`),
    ],
    [
      'an unknown named type',
      'no dataType "Y"',
      model(`<object name="Device." access="readOnly">${parameter('X', '<dataType ref="Y"/>')}</object>`),
    ],
    [
      'an unknown status',
      'allowed: current, deprecated',
      model('<object name="Device." access="readOnly" status="old"/>'),
    ],
    [
      'entries that are no number',
      'no number of entries',
      model('<object name="Device." access="readOnly" minEntries="some"/>'),
    ],
  ])('%s', (_, says, text) => {
    const message = refusalOf(() => importModels(text, 'bad.xml'));
    expect(message).toContain('bad.xml');
    expect(message).toContain(says);
  });

  it('names the line of the element at fault', () => {
    const text = document(
      '<model name="Device:2.0">\n<object name="Device." access="readOnly">\n<!-- a\nb -->\n<parameter access="readOnly"/>\n</object></model>',
    );
    expect(refusalOf(() => importModels(text, 'bad.xml'))).toBe('bad.xml, line 7: <parameter> needs name or base');
  });

  it('is not read when it is too long or too deep', () => {
    const limits = { ...defaultImportLimits, maxLength: 100, maxDepth: 20 };
    expect(refusalOf(() => importModels(document(' '.repeat(100)), 'bad.xml', undefined, limits))).toContain(
      '100 are allowed',
    );
    const deep = document(`${'<a>'.repeat(30)}${'</a>'.repeat(30)}`);
    expect(refusalOf(() => importModels(deep, 'bad.xml', undefined, { ...limits, maxLength: 10_000 }))).toMatch(
      /nest/i,
    );
  });

  it('leaves prose aside, even where it holds what looks like markup or an entity', () => {
    const [made] = importModels(
      model(
        `<object name="Device." access="readOnly"><description>a <b>bold</b> &amp; &lt;parameter name="Y"/&gt;</description>${parameter('X', '<string/>')}</object>`,
      ),
      'a.xml',
    );
    expect([...made!.objects.get('Device.')!.parameters.keys()]).toEqual(['X']);
    expect(writeCompact(made!)).not.toContain('Prose');
  });
});
