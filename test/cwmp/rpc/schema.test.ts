import { describe, expect, it } from 'vitest';
import { MusterError } from '../../../src/base/errors.ts';
import { encodeCall } from '../../../src/cwmp/rpc/index.ts';
import {
  array,
  boolean,
  expendable,
  type Field,
  formatDateTime,
  int,
  optional,
  parameterValue,
  parseDateTime,
  status,
  string,
  struct,
  unsignedInt,
  type WireStyle,
} from '../../../src/cwmp/rpc/schema.ts';
import { readXml } from '../../../src/cwmp/xml/reader.ts';

const ns = 'xmlns:soapenc="urn:enc" xmlns:xsi="urn:xsi"';

function decode<T>(field: Field<T>, inner: string): T {
  return field.decode(readXml(`<v ${ns}>${inner}</v>`), 'v');
}

function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof MusterError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'nothing was refused';
}

describe('numbers and booleans', () => {
  it.each([
    [unsignedInt, '42', 42],
    [unsignedInt, ' 42\n', 42],
    [unsignedInt, '+42', 42],
    [unsignedInt, '0042', 42],
    [unsignedInt, '4294967295', 4_294_967_295],
    [int, '-2147483648', -2_147_483_648],
    [status, '1', 1],
  ] as const)('%#: %s', (field, text, value) => {
    expect(decode(field, text)).toBe(value);
  });

  it.each([
    [unsignedInt, '-1'],
    [unsignedInt, '4294967296'],
    [unsignedInt, '1.5'],
    [unsignedInt, '1e3'],
    [unsignedInt, '0x10'],
    [unsignedInt, ''],
    [unsignedInt, '12 3'],
    [unsignedInt, 'NaN'],
    [int, '2147483648'],
    [status, '2'],
  ] as const)('%#: "%s" is refused', (field, text) => {
    expect(refusal(() => decode(field, text))).toMatch(/^invalidMessage: v "/);
  });

  it.each([
    ['1', true],
    ['true', true],
    [' TRUE ', true],
    ['0', false],
    ['False', false],
  ])('boolean "%s"', (text, value) => {
    expect(decode(boolean, text)).toBe(value);
  });

  it.each(['', 'yes', '2', '-1'])('boolean "%s" is refused', (text) => {
    expect(refusal(() => decode(boolean, text))).toMatch(/^invalidMessage/);
  });

  it('are not written where they do not fit', () => {
    for (const value of [-1, 1.5, Number.NaN, 4_294_967_296]) {
      expect(refusal(() => unsignedInt.encode('v', value, 'v'))).toMatch(/^invalidMessage/);
    }
  });
});

describe('text', () => {
  it('is as long as the XSD counts, in characters', () => {
    expect(string(4).encode('v', '📶📶📶📶', 'v')).toBe('<v>📶📶📶📶</v>');
    expect(refusal(() => string(4).encode('v', '12345', 'v'))).toMatch(/5 characters long; 4 are allowed/);
  });

  it('is refused too long where Muster writes it, and taken too long where a device does', () => {
    const call = { method: 'Reboot', args: { CommandKey: 'k'.repeat(33) } } as const;
    expect(refusal(() => encodeCall(call))).toMatch(/^invalidMessage: CommandKey is 33 characters long/);
    expect(decode(string(4), '12345')).toBe('12345');
  });
});

describe('structs', () => {
  const pair = struct({ A: string(), B: optional(unsignedInt, 7) });

  it('are read in any order, qualified or not, and without what is unknown', () => {
    expect(decode(pair, '<B>1</B><X/><A>a</A>')).toEqual({ A: 'a', B: 1 });
    expect(decode(pair, '<c:A xmlns:c="u">a</c:A>')).toEqual({ A: 'a', B: 7 });
  });

  it('name what is missing', () => {
    expect(refusal(() => decode(pair, '<B>1</B>'))).toBe('invalidMessage: v has no A');
    expect(refusal(() => decode(pair, '<A/><B>x</B>'))).toMatch('v.B "x" is not an unsignedInt');
  });

  it('clip what they quote', () => {
    expect(refusal(() => decode(unsignedInt, 'x'.repeat(1_000))).length).toBeLessThan(150);
  });
});

describe('arrays', () => {
  const list = array('item', string(), 3);

  it.each([
    ['', []],
    ['<item>1</item><item>2</item>', ['1', '2']],
    ['<other>1</other><item>2</item>', ['2']],
  ])('%s', (inner, value) => {
    expect(decode(list, inner)).toEqual(value);
  });

  it('do not care for the count that is claimed', () => {
    const element = readXml(`<v ${ns} soapenc:arrayType="xsd:string[99]"><item>1</item></v>`);
    expect(list.decode(element, 'v')).toEqual(['1']);
  });

  it('have an end', () => {
    expect(refusal(() => decode(list, '<item/>'.repeat(4)))).toMatch(/^limitExceeded: v has more than 3 items/);
  });

  it('pass over an entry that cannot be read, but not a flood of them', () => {
    const numbers = array('item', expendable(unsignedInt), 5_000);
    expect(decode(numbers, '<item>1</item><item>x</item><item>2</item>')).toEqual([1, 2]);
    expect(refusal(() => decode(list, '<item>1</item>'.repeat(4)))).toMatch(/^limitExceeded/);
    expect(decode(numbers, '<item>x</item>'.repeat(1_000))).toEqual([]);
    expect(refusal(() => decode(numbers, '<item>x</item>'.repeat(1_001)))).toMatch(
      /more than 1000 entries that cannot/,
    );
    expect(refusal(() => decode(numbers, '<item>x</item>'.repeat(5_001)))).toMatch(
      /more than 1000 entries that cannot/,
    );
  });

  it('are not written with fewer items than the XSD wants', () => {
    expect(refusal(() => encodeCall({ method: 'GetParameterValues', args: { ParameterNames: [] } }))).toMatch(
      /^invalidMessage: ParameterNames has 0 items/,
    );
  });

  it('are written with their true count', () => {
    expect(list.encode('v', ['a', 'b'], 'v')).toBe(
      '<v soapenc:arrayType="xsd:string[2]"><item>a</item><item>b</item></v>',
    );
  });
});

describe('parameter values', () => {
  const read = (inner: string) => decode(parameterValue, inner);

  it.each([
    ['<Name>Device.X</Name><Value xsi:type="xsd:int">1</Value>', { name: 'Device.X', value: '1', type: 'int' }],
    ['<Value xsi:type="int"> 1 </Value><Name> Device.X </Name>', { name: 'Device.X', value: ' 1 ', type: 'int' }],
    ['<Name>Device.X</Name><Value/>', { name: 'Device.X', value: '', type: null }],
    ['<Name>Device.X</Name><Value xsi:type="soapenc:base64">eA==</Value>', { value: 'eA==', type: 'base64' }],
    ['<Name>Device.X</Name><Value xsi:type="xsd:IPAddress">::1</Value>', { value: '::1', type: 'IPAddress' }],
    ['<Name>Device.X</Name><Value xsi:type="xsd:signedInt">-1</Value>', { value: '-1', type: 'signedInt' }],
    ['<Name>Device.X</Name><Value xsi:type="xsd:">1</Value>', { value: '1', type: null }],
    ['<Name>Device.X</Name><Value xsi:type="int">12abc</Value>', { value: '12abc', type: 'int' }],
    ['<Name>Device.X</Name><Value xsi:type="xs:unsignedInt">1</Value>', { value: '1', type: 'unsignedInt' }],
    [
      '<Name>Device.X</Name><Value xsi:type="xsd:unsignedLong">18446744073709551615</Value>',
      { value: '18446744073709551615' },
    ],
    ['<Name>Device.X</Name><Value xsi:type="">1</Value>', { value: '1', type: null }],
  ])('%s', (inner, value) => {
    expect(read(inner)).toMatchObject(value);
  });

  it('need a name and a value', () => {
    expect(refusal(() => read('<Value>1</Value>'))).toMatch(/without Name/);
    expect(refusal(() => read('<Name>Device.X</Name>'))).toMatch(/has no Value for Device.X/);
  });

  it('never carry markup of a device back to it in a type', () => {
    const type = 'string" xsi:nil="true';
    expect(
      read(`<Name>Device.X</Name><Value xsi:type="xsd:${type.replaceAll('"', '&quot;')}">1</Value>`).type,
    ).toBeNull();
    expect(refusal(() => parameterValue.encode('v', { name: 'Device.X', value: '1', type }, 'v'))).toMatch(
      /^invalidMessage: v gives Device.X the unknown type/,
    );
  });
});

describe('booleans as a device reads them', () => {
  const flag = struct({ On: boolean });
  const parameter = (value: string, style?: WireStyle, type = 'boolean'): string =>
    /<Value[^>]*>(.*)<\/Value>/.exec(parameterValue.encode('v', { name: 'Device.X', value, type }, 'v', style))![1]!;

  it('are digits where nothing else is said', () => {
    expect(flag.encode('v', { On: true }, 'v')).toBe('<v><On>1</On></v>');
    expect(flag.encode('v', { On: false }, 'v', { booleans: 'words' })).toBe('<v><On>false</On></v>');
  });

  it('of parameters are left as they are ordered, but for a device that reads one form', () => {
    expect(parameter('TRUE')).toBe('TRUE');
    expect(parameter('TRUE', { booleans: 'digits' })).toBe('1');
    expect(parameter('0', { booleans: 'words' })).toBe('false');
    expect(parameter('maybe', { booleans: 'words' })).toBe('maybe');
    expect(parameter('1', { booleans: 'words' }, 'string')).toBe('1');
  });
});

describe('times', () => {
  it.each([
    ['2026-01-15T08:30:00Z', '2026-01-15T08:30:00.000Z'],
    ['2026-01-15T08:30:00', '2026-01-15T08:30:00.000Z'],
    ['2026-01-15T08:30:00.25+02:00', '2026-01-15T06:30:00.250Z'],
    ['0001-01-01T00:00:00Z', null],
    ['0001-01-01T00:00:00+00:00', null],
    ['1969-12-31T23:59:59Z', null],
    ['9999-12-31T23:59:59Z', '9999-12-31T23:59:59.000Z'],
    ['2026-13-45T99:99:99Z', null],
    ['yesterday', null],
    ['', null],
  ])('%s', (text, expected) => {
    expect(parseDateTime(text)?.toISOString() ?? null).toBe(expected);
  });

  it('are written in UTC without a fraction', () => {
    expect(formatDateTime(new Date('2026-01-15T08:30:00.999Z'))).toBe('2026-01-15T08:30:00Z');
  });
});
