import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { isMusterError, type MusterError } from '../../src/base/errors.ts';
import type { DeviceKey } from '../../src/base/ids.ts';
import { blockOf, pathOf } from '../../src/devices/block-path.ts';
import type { Condition, Filter, Literal, Subject } from '../../src/devices/filter/ast.ts';
import { compileFilter } from '../../src/devices/filter/compile.ts';
import { type Field, type FieldName, fieldNames, fields, statusSql } from '../../src/devices/filter/fields.ts';
import { formatFilter } from '../../src/devices/filter/format.ts';
import { filterLimits, parseFilter } from '../../src/devices/filter/parser.ts';
import { writeLines } from '../../src/devices/parameter-lines.ts';
import type { StoredParameter } from '../../src/devices/parameters.ts';
import { versionKey } from '../../src/devices/version-order.ts';
import { inTransaction } from '../../src/platform/database/transaction.ts';
import { followModules } from '../../src/software/track.ts';
import { withDatabase } from '../support/database.ts';

const now = Date.parse('2026-05-04T12:00:00Z');
const options = { now, firstParam: 1, defaultInterval: 3600 };
const compiled = (text: string): { sql: string; params: unknown[] } => compileFilter(parseFilter(text), options);

function refusalOf(text: string): MusterError {
  try {
    parseFilter(text);
  } catch (error) {
    if (isMusterError(error)) return error;
    throw error;
  }
  return expect.fail(`${text} was accepted`);
}

describe('what is refused, and where', () => {
  test.each<[string, number, string]>([
    // syntax
    ['site', 5, 'expected =, !=, <, <=, >, >=, like or in, found the end'],
    ['site =', 7, 'expected a value: a text in double quotes, a number, true or false, found the end'],
    ['site = north', 8, 'expected a value: a text in double quotes, a number, true or false, found north'],
    ["site = 'north'", 8, 'expected a field, value or operator, found \'; texts stand in "double quotes"'],
    ['site = “north”', 8, 'found “; texts stand in'],
    ['site = "north', 8, 'expected a closing " for the text that begins here, found the end'],
    ['site = "a\\nb"', 10, 'expected \\" or \\\\, found \\n'],
    ['site = "a\\', 10, 'expected \\" or \\\\, found \\'],
    ['site = "a\0b"', 10, 'expected a character other than NUL, found NUL'],
    ['site == "a"', 7, 'expected a value'],
    ['site ! "a"', 6, 'found !'],
    ['site = "a" site = "b"', 12, 'expected and, or or the end, found site'],
    ['site = "a" and', 15, 'expected a field, found the end'],
    ['and site = "a"', 1, 'expected a field, found and; fields are id, manufacturer'],
    ['(site = "a"', 12, 'expected and, or or ), found the end'],
    ['site = "a")', 11, 'expected and, or or the end, found )'],
    ['()', 2, 'expected a field, found )'],
    ['site in "a"', 9, 'expected ( after in, found "a"'],
    ['site in ()', 10, 'expected a value'],
    ['site in ("a" "b")', 14, 'expected , or ), found "b"'],
    ['site in ("a",)', 14, 'expected a value'],
    ['not', 4, 'expected a field, found the end'],
    ['# all', 1, 'expected a field, value or operator, found #'],
    // fields
    ['  softwareversion < "2"', 3, 'found softwareversion; did you mean softwareVersion? fields are id, '],
    ['serial = "1"', 1, 'found serial; fields are'],
    ['notes = "1"', 1, 'expected a field, found notes;'],
    ['site = "a" or prodctClass = "b"', 15, 'did you mean productClass?'],
    ['Device. = "1"', 1, 'expected a field, found Device.;'],
    ['Device.WiFi. = "1"', 1, 'expected a field, found Device.WiFi.;'],
    ['Device..X = "1"', 1, 'expected a field'],
    ['device.X = "1"', 1, 'expected a field'],
    ['__proto__ = "1"', 1, 'expected a field, found __proto__'],
    ['constructor = "1"', 1, 'expected a field, found constructor'],
    [`Device.${'A'.repeat(256)} = "1"`, 1, 'expected a field'],
    // types
    ['quarantined < 3', 13, 'expected = or != for quarantined, found <'],
    ['quarantined = 3', 15, 'expected true or false for quarantined, found 3'],
    ['quarantined = "true"', 15, 'expected true or false for quarantined, found "true"'],
    ['status = "asleep"', 10, 'expected "online", "late" or "offline" for status, found "asleep"'],
    ['status in ("online", "Late")', 22, 'expected "online", "late" or "offline" for status, found "Late"'],
    ['status like "on*"', 8, 'expected =, != or in for status, found like'],
    ['root = "Device"', 8, 'expected "Device." or "InternetGatewayDevice." for root'],
    ['serialNumber = 12', 16, 'expected a text in double quotes for serialNumber, found 12'],
    ['softwareVersion < 2.4', 19, 'expected a text in double quotes for softwareVersion, found 2.4'],
    ['hardwareVersion < "2"', 17, 'expected =, !=, like or in for hardwareVersion, found <'],
    ['tag > "a"', 5, 'expected =, !=, like or in for tag, found >'],
    ['lastInformAt like "2026*"', 14, 'expected =, !=, <, <=, > or >= for lastInformAt, found like'],
    ['lastInformAt > "yesterday"', 16, 'expected a time such as "2026-05-04T03:00:00Z" or "-7d"'],
    ['lastInformAt > "7d"', 16, 'expected a time'],
    ['lastInformAt > "-7y"', 16, 'expected a time'],
    ['lastInformAt > "-99999d"', 16, 'expected a time'],
    ['lastInformAt > "2026-13-01T00:00:00Z"', 16, 'expected a time'],
    ['lastInformAt > "2026-05-04T03:00:00"', 16, 'expected a time'],
    ['lastInformAt > "0000-01-01"', 16, 'expected a time'],
    ['lastInformAt > 7', 16, 'expected a time'],
    ['Device.X.Y < "2"', 14, 'expected a number after <, found "2"'],
    ['Device.X.Y < true', 14, 'expected a number after <, found true'],
    ['Device.X.Y like 2', 17, 'expected a text after like, found 2'],
    ['Device.X.Y in (1, "2")', 19, 'expected a number like the first of the list, found "2"'],
    ['Device.X.Y in (true)', 16, 'expected a text or number after in, found true'],
    // software modules
    ['du', 3, 'expected ( after du, found the end'],
    ['du(speedtest)', 4, 'expected a name in double quotes, found speedtest'],
    ['du("a"', 7, 'expected ), found the end'],
    ['eu("a")', 8, 'expected .status, found the end'],
    ['eu("a").state = "Active"', 9, 'expected status, found state'],
    ['eu("a").status = "active"', 18, 'expected "Idle", "Starting", "Active" or "Stopping" for eu(…).status'],
    ['du("a").', 9, 'expected version, found the end'],
    ['du("a").status = "Installed"', 9, 'expected version, found status'],
    ['du("a").version 1', 17, 'expected =, !=, <, <=, >, >=, like or in, found 1'],
    ['du("a").version < 2', 19, 'expected a text in double quotes for du(…).version, found 2'],
    ['eu("a").status < "Active"', 16, 'expected =, != or in for eu(…).status, found <'],
    // limits
    [`site = "${'a'.repeat(4096)}"`, 4097, 'expected at most 4096 characters, found 4105'],
    [`${'('.repeat(33)}site = "a"${')'.repeat(33)}`, 33, 'expected at most 32 levels of brackets and not, found ('],
    [`${'not '.repeat(33)}site = "a"`, 129, 'expected at most 32 levels'],
    [Array(101).fill('oui = "1"').join(' or '), 1301, 'expected at most 100 comparisons, found oui'],
  ])('%s', (text, column, message) => {
    const refusal = refusalOf(text);
    expect(refusal.code).toBe('invalidFilter');
    expect(refusal.message).toContain(message);
    expect(refusal.message).toMatch(new RegExp(`^column ${column}: `));
    expect(refusal.items).toEqual([{ path: 'filter', message: refusal.message }]);
  });

  it('accepts what is just within the limits', () => {
    parseFilter(`${'('.repeat(32)}site = "a"${')'.repeat(32)}`);
    parseFilter(`${'not '.repeat(32)}site = "a"`);
    parseFilter(Array(100).fill('oui = "1"').join(' or '));
    parseFilter(`site = "${'a'.repeat(4087)}"`);
  });
});

describe('what it compiles to', () => {
  test.each<[string, string, unknown[]]>([
    ['', 'true', []],
    [' \n', 'true', []],
    ['productClass = "HG8245"', 'd.product_class = $1', ['HG8245']],
    ['productClass != "HG8245"', 'NOT (d.product_class = $1)', ['HG8245']],
    ['not productClass != "HG8245"', 'd.product_class = $1', ['HG8245']],
    ['site != "north"', '(d.site = $1) IS NOT TRUE', ['north']],
    ['site = ""', '(d.site IS NULL OR d.site = $1)', ['']],
    ['site in ("", "a")', '(d.site IS NULL OR d.site = ANY($1::text[]))', [['', 'a']]],
    ['serialNumber like "HW*_%\\\\*\\\\"', 'd.serial_number LIKE $1', ['HW%\\_\\%*\\\\']],
    ['site like "*"', '(d.site IS NULL OR d.site LIKE $1)', ['%']],
    ['serialNumber >= "A1"', 'd.serial_number ~>=~ $1', ['A1']],
    ['softwareVersion < "2.4.0"', 'd.software_version_key < $1', [versionKey('2.4.0')]],
    ['softwareVersion = "2.4.0"', 'd.software_version = $1', ['2.4.0']],
    ['not (softwareVersion < "2")', '(d.software_version_key < $1) IS NOT TRUE', [versionKey('2')]],
    ['tag = "north"', 'd.tags @> ARRAY[$1]::text[]', ['north']],
    ['tags != "north"', 'NOT (d.tags @> ARRAY[$1]::text[])', ['north']],
    ['tag in ("a")', 'd.tags && $1::text[]', [['a']]],
    ['quarantined = TRUE', 'd.quarantined', []],
    ['quarantined != true', 'NOT (d.quarantined)', []],
    ['lastInformAt > "-7d"', 'p.last_inform_at > $1::timestamptz', ['2026-04-27T12:00:00.000Z']],
    ['lastBootAt <= "2026-01-02T03:04:05+01:00"', 'd.last_boot_at <= $1::timestamptz', ['2026-01-02T02:04:05.000Z']],
    ['oui = "1" AND oui = "2" Or Not oui = "3"', '((d.oui = $1 AND d.oui = $2) OR NOT (d.oui = $3))', ['1', '2', '3']],
    ['not (oui = "1" and oui = "2")', '(NOT (d.oui = $1) OR NOT (d.oui = $2))', ['1', '2']],
    ['oui = "1" and (oui = "2" or oui = "3")', '(d.oui = $1 AND (d.oui = $2 OR d.oui = $3))', ['1', '2', '3']],
    [
      'Device.WiFi.SSID.1.SSID = "x"',
      'EXISTS (SELECT FROM parameter_lines b WHERE b.device_id = d.id AND b.block = $1 AND ' +
        "split_part(substr(b.content, nullif(strpos(b.content, $2), 0) + 13), E'\\t', 1) = $3)",
      ['Device.WiFi.', '\nSSID.1.SSID\t', 'x'],
    ],
  ])('%s', (text, sql, params) => {
    expect(compiled(text)).toEqual({ sql, params });
  });

  it('numbers its parameters from the one asked for', () => {
    const { sql } = compileFilter(parseFilter('oui = "1" and status = "late"'), { ...options, firstParam: 7 });
    expect(sql.match(/\$\d+/g)).toEqual(expect.arrayContaining(['$7', '$8', '$9', '$10']));
    expect(sql).not.toMatch(/\$([1-6]|1[1-9])\b/);
  });
});

describe('block paths', () => {
  test.each([
    ['Device.WiFi.SSID.1.SSID', 'Device.WiFi.', 'SSID.1.SSID'],
    ['Device.WiFi.', 'Device.WiFi.', ''],
    ['Device.RootDataModelVersion', 'Device.', 'RootDataModelVersion'],
    ['InternetGatewayDevice.DeviceInfo.SoftwareVersion', 'InternetGatewayDevice.DeviceInfo.', 'SoftwareVersion'],
    ['Device.', 'Device.', ''],
    ['Device', '', 'Device'],
  ])('%s', (path, block, key) => {
    expect(blockOf(path)).toEqual({ block, key });
    expect(pathOf(block, key)).toBe(path);
  });
});

// Conditions of every shape, without the columns that only reading gives.
const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom('', '"', '\\', "'; DROP TABLE device; --", '$1'),
);
const text = texts.map((value) => value.replaceAll('\0', '').toWellFormed());
const literalText = text.map((value): Literal => ({ type: 'text', value, column: 0 }));
const literalNumber = fc
  .oneof(fc.bigInt().map(String), fc.constantFrom('0', '-1', '3.50', '007'))
  .map((digits): Literal => ({ type: 'number', digits, column: 0 }));
const subjectOf = (name: FieldName): Subject => ({ type: 'field', name });
const literalOf = (name: FieldName): fc.Arbitrary<Literal> => {
  const field: Field = fields[name];
  if (field.kind === 'boolean') return fc.boolean().map((value) => ({ type: 'boolean', value, column: 0 }));
  if (field.kind === 'time') {
    return fc
      .constantFrom('-7d', '-90m', '2026-01-02T03:04:05Z', '2026-01-02')
      .map((value) => ({ type: 'text', value, column: 0 }));
  }
  if (field.kind === 'word')
    return fc.constantFrom(...(field.words ?? [])).map((value) => ({ type: 'text', value, column: 0 }));
  return literalText;
};
const operatorsOf = (name: FieldName): ('=' | '!=' | '<' | '>=' | 'like')[] => {
  switch (fields[name].kind) {
    case 'boolean':
    case 'word':
      return ['=', '!='];
    case 'time':
      return ['=', '!=', '<', '>='];
    case 'version':
    case 'orderedText':
      return ['=', '!=', '<', '>=', 'like'];
    default:
      return ['=', '!=', 'like'];
  }
};
const onField = fc.constantFrom(...fieldNames).chain((name) =>
  fc.record({
    kind: fc.constant('comparison' as const),
    subject: fc.constant(subjectOf(name)),
    operator: fc.constantFrom(...operatorsOf(name)),
    value: literalOf(name),
    column: fc.constant(0),
  }),
);
const listable = fieldNames.filter((name) => !['boolean', 'time'].includes(fields[name].kind));
const inList = fc.constantFrom(...listable).chain((name) =>
  fc.record({
    kind: fc.constant('in' as const),
    subject: fc.constant(subjectOf(name)),
    values: fc.array(literalOf(name), { minLength: 1, maxLength: 4 }),
    column: fc.constant(0),
  }),
);
const path = fc.constantFrom('Device.X', 'Device.WiFi.SSID.1.SSID', 'InternetGatewayDevice.X_00E0FC-A.é_1');
const onParameter = fc.tuple(path, fc.oneof(literalText, literalNumber)).chain(([at, value]) =>
  fc
    .constantFrom(
      ...(value.type === 'text' ? (['=', '!=', 'like'] as const) : (['=', '!=', '<', '<=', '>', '>='] as const)),
    )
    .map(
      (operator): Condition => ({
        kind: 'comparison',
        subject: { type: 'parameter', path: at },
        operator,
        value,
        column: 0,
      }),
    ),
);
const onSoftware = fc.oneof(
  text.map((name): Condition => ({ kind: 'deploymentUnit', name, column: 0 })),
  text.map(
    (name): Condition => ({
      kind: 'comparison',
      subject: { type: 'executionUnitStatus', name },
      operator: '!=',
      value: { type: 'text', value: 'Idle', column: 0 },
      column: 0,
    }),
  ),
  fc.record({
    kind: fc.constant('comparison' as const),
    subject: text.map((name) => ({ type: 'deploymentUnitVersion' as const, name })),
    operator: fc.constantFrom('=', '!=', '<', '<=', '>', '>=', 'like'),
    value: literalText,
    column: fc.constant(0),
  }),
  fc.record({
    kind: fc.constant('in' as const),
    subject: text.map((name) => ({ type: 'deploymentUnitVersion' as const, name })),
    values: fc.array(literalText, { minLength: 1, maxLength: 3 }),
    column: fc.constant(0),
  }),
);
const conditions = (leaf: fc.Arbitrary<Condition>): fc.Arbitrary<Condition> =>
  fc.letrec<{ node: Condition }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      leaf,
      fc
        .record({
          kind: fc.constantFrom('and' as const, 'or' as const),
          terms: fc.array(tie('node'), { minLength: 2, maxLength: 3 }),
        })
        .map((node): Condition => ({ ...node, column: 0 })),
      tie('node').map((term): Condition => ({ kind: 'not', term, column: 0 })),
    ),
  })).node;
const sqlAble = conditions(fc.oneof(onField, inList, onParameter, onSoftware) as fc.Arbitrary<Condition>);

/** The same filter with all columns 0. */
function withoutColumns(filter: Filter): unknown {
  return JSON.parse(JSON.stringify(filter, (key, value) => (key === 'column' ? 0 : value)));
}

describe('for any filter', () => {
  it('reading what was written gives the same filter', () => {
    fc.assert(
      fc.property(
        conditions(fc.oneof(onField, inList, onParameter, onSoftware) as fc.Arbitrary<Condition>),
        (condition) => {
          const written = formatFilter(condition);
          fc.pre(written.length <= filterLimits.length);
          expect(withoutColumns(parseFilter(written))).toEqual(withoutColumns(condition));
          expect(formatFilter(parseFilter(written))).toBe(written);
        },
      ),
      { numRuns: 500 },
    );
    expect(formatFilter(parseFilter(''))).toBe('');
  });

  it('no text throws anything but invalidFilter', () => {
    const words = fc.constantFrom(
      'site',
      'tag',
      'and',
      'or',
      'not',
      'in',
      'like',
      '(',
      ')',
      ',',
      '=',
      '!=',
      '<',
      '"',
      '\\',
      '"a"',
      '3',
      '-',
      '.',
      'true',
      'du',
      'eu',
      'Device.X.Y',
      '\0',
      '\ud800',
      '😀',
      'lastInformAt',
      '"-7d"',
    );
    const garbage = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 100 }),
      fc.array(words, { maxLength: 20 }).map((list) => list.join(' ')),
      fc.array(words, { maxLength: 20 }).map((list) => list.join('')),
    );
    fc.assert(
      fc.property(garbage, (candidate) => {
        try {
          parseFilter(candidate);
        } catch (error) {
          expect(isMusterError(error, 'invalidFilter'), String(error)).toBe(true);
          const column = Number(/^column (\d+): /.exec((error as MusterError).message)?.[1]);
          expect(column).toBeGreaterThanOrEqual(1);
          expect(column).toBeLessThanOrEqual(candidate.length + 1);
        }
      }),
      { numRuns: 5000 },
    );
  });

  it('SQL holds nothing of what was typed', () => {
    const marker = 'zq\'"\\;--$9';
    fc.assert(
      fc.property(sqlAble, (condition) => {
        const marked = JSON.parse(JSON.stringify(condition), (key, value) =>
          key === 'value' && typeof value === 'string' && !/^-?\d|^[a-z]+$|Device\.$/.test(value) ? marker : value,
        ) as Condition;
        const { sql, params } = compileFilter(marked, options);
        expect(sql).not.toContain('zq');
        const used = new Set((sql.match(/\$\d+/g) ?? []).map((name) => Number(name.slice(1))));
        expect([...used].toSorted((a, b) => a - b)).toEqual(params.map((_, i) => i + 1));
      }),
    );
  });
});

describe('against PostgreSQL', () => {
  const database = withDatabase(4);
  const from = 'FROM device d LEFT JOIN device_pulse p ON p.device_id = d.id';
  let ready: Promise<void> | undefined;

  async function select(filter: string | Filter): Promise<string> {
    ready ??= load();
    await ready;
    const { sql, params } = compileFilter(typeof filter === 'string' ? parseFilter(filter) : filter, options);
    const { rows } = await database.pool.query<{ id: string }>(
      `SELECT d.public_id AS id ${from} WHERE d.id > 0 AND ${sql} ORDER BY d.public_id COLLATE "C"`,
      params,
    );
    return rows.map((row) => row.id).join('');
  }

  /** Four devices: A all told, B bare (no pulse row, NULL wherever possible), C late and tagged, D offline. */
  async function load(): Promise<void> {
    const device = (id: string, more: Record<string, unknown>): Promise<unknown> => {
      const row = {
        public_id: id,
        oui: '00E0FC',
        product_class: 'HG8245',
        serial_number: id,
        manufacturer: "O'Neil",
        created_at: new Date(now),
        ...more,
      };
      const columns = Object.keys(row);
      return database.pool.query(
        `INSERT INTO device (${columns.join()}) VALUES (${columns.map((_, i) => `$${i + 1}`).join()})`,
        Object.values(row),
      );
    };
    const version = (text: string): Record<string, unknown> => ({
      software_version: text,
      software_version_key: versionKey(text),
    });
    await device('A', {
      ...version('1.9'),
      hardware_version: '100%',
      root: 'Device.',
      cwmp_version: '1.4',
      ip_address: '10.0.0.1',
      tags: ['north', 'lab'],
      site: 'Zürich',
      subscriber: 'a_b',
      last_boot_at: new Date(now - 3_600_000),
      inform_interval: 600,
    });
    await device('B', {});
    await device('C', {
      ...version('1.10'),
      tags: ['south'],
      site: '',
      quarantined: true,
      product_class: '',
      inform_interval: 0,
    });
    await device('D', { ...version('2.0.0-rc1'), site: 'Bern', subscriber: 'axb', inform_interval: 86_400 });
    const pulse = (id: string, ago: number, events: string[]): Promise<unknown> =>
      database.pool.query(
        `INSERT INTO device_pulse (device_id, last_inform_at, last_events)
         SELECT id, $2::timestamptz, $3 FROM device WHERE public_id = $1`,
        [id, new Date(now - ago * 1000).toISOString(), events.join('\n')],
      );
    await pulse('A', 650, ['1 BOOT', '4 VALUE CHANGE']);
    await pulse('C', 2 * 3600, ['2 PERIODIC']);
    await pulse('D', 4 * 86_400, []);
    const block = (id: string, name: string, content: Readonly<Record<string, StoredParameter>>): Promise<unknown> =>
      database.pool.query(
        `INSERT INTO parameter_lines (device_id, block, content)
         SELECT id, $2, $3 FROM device WHERE public_id = $1`,
        [id, name, writeLines(new Map(Object.entries(content)))],
      );
    await block('A', 'Device.WiFi.', {
      'SSID.1.SSID': ['x', 'string', 1, true],
      'SSID.1.Enable': ['1', 'boolean', 1, true],
      'Radio.1.Channel': ['11', 'unsignedInt', 1, true],
    });
    await block('C', 'Device.WiFi.', {
      'SSID.1.SSID': ['xy', 'string', 1, true],
      'SSID.1.Enable': ['False', 'boolean', 1, true],
      'Radio.1.Channel': ['auto', 'string', 1, true],
    });
    await block('A', 'Device.', { RootDataModelVersion: ['2.11', 'string', 1, false] });
    const software = async (id: string, told: Readonly<Record<string, string>>): Promise<void> => {
      const { rows } = await database.pool.query<{ key: DeviceKey }>(
        'SELECT id AS key FROM device WHERE public_id = $1',
        [id],
      );
      const content = new Map(
        Object.entries(told).map(([name, value]): [string, StoredParameter] => [name, [value, 'string', 1, null]]),
      );
      await inTransaction(database.pool, (tx) =>
        followModules(
          tx,
          rows[0]!.key,
          new Map([['Device.SoftwareModules.', content]]),
          { cause: 'read' },
          new Date(now),
        ),
      );
    };
    await software('A', {
      'DeploymentUnit.1.Name': 'speed"test',
      'DeploymentUnit.1.Version': '1.9',
      'DeploymentUnit.1.Status': 'Installed',
      'ExecutionUnit.1.Name': 'speed"test',
      'ExecutionUnit.1.Status': 'Active',
    });
    await software('C', {
      'DeploymentUnit.1.Name': 'speed"test',
      'DeploymentUnit.1.Version': '1.10',
      'DeploymentUnit.1.Status': 'Updating',
      'DeploymentUnit.2.Name': 'probe',
      'DeploymentUnit.2.Version': '3',
      'DeploymentUnit.2.Status': 'Installing',
      'ExecutionUnit.1.Name': 'speed"test',
      'ExecutionUnit.1.Status': 'Idle',
    });
    // Neither Status nor Version: it is there all the same.
    await software('D', { 'DeploymentUnit.7.Name': 'probe' });
  }

  test.each<[string, string]>([
    ['', 'ABCD'],
    ['id = "A"', 'A'],
    ['manufacturer = "O\'Neil"', 'ABCD'],
    ['manufacturer != "O\'Neil"', ''],
    ['productClass = ""', 'C'],
    ['productClass in ("", "HG8245")', 'ABCD'],
    ['softwareVersion < "1.10"', 'A'],
    ['softwareVersion <= "1.10"', 'AC'],
    ['softwareVersion < "2.0.0"', 'ACD'],
    ['softwareVersion >= "2.0.0"', ''],
    ['softwareVersion > "1.9"', 'CD'],
    ['not softwareVersion < "2.0.0"', 'B'],
    ['softwareVersion = "1.9"', 'A'],
    ['softwareVersion != "1.9"', 'BCD'],
    ['softwareVersion = ""', 'B'],
    ['softwareVersion like "1.*"', 'AC'],
    ['hardwareVersion = "100%"', 'A'],
    ['hardwareVersion like "%"', ''],
    ['hardwareVersion like "*%"', 'A'],
    ['subscriber like "a_b"', 'A'],
    ['subscriber like "a*b"', 'AD'],
    ['not subscriber like "a*b"', 'BC'],
    ['site = ""', 'BC'],
    ['site != ""', 'AD'],
    ['site like "*"', 'ABCD'],
    ['site in ("", "Bern")', 'BCD'],
    ['not site in ("", "Bern")', 'A'],
    ['not site in ("Bern")', 'ABC'],
    ['serialNumber > "A" and serialNumber <= "C"', 'BC'],
    ['cwmpVersion >= "1.2"', 'A'],
    ['root = "Device."', 'A'],
    ['root != "Device."', 'BCD'],
    ['ipAddress like "10.0.*"', 'A'],
    ['tag = "north"', 'A'],
    ['tag != "north"', 'BCD'],
    ['tag in ("lab", "south")', 'AC'],
    ['tag like "*th"', 'AC'],
    ['not tag like "*th"', 'BD'],
    ['lastEvents = "1 BOOT"', 'A'],
    ['lastEvents != "1 BOOT"', 'BCD'],
    ['lastEvents like "2 *"', 'C'],
    ['quarantined = true', 'C'],
    ['quarantined = false', 'ABD'],
    ['quarantined != false', 'C'],
    ['lastInformAt > "-1h"', 'A'],
    ['lastInformAt <= "-1h"', 'CD'],
    ['not lastInformAt > "-1h"', 'BCD'],
    ['lastBootAt = "2026-05-04T11:00:00Z"', 'A'],
    ['lastBootAt != "2026-05-04T11:00:00Z"', 'BCD'],
    ['status = "online"', 'A'],
    ['status = "late"', 'C'],
    ['status = "offline"', 'BD'],
    ['status != "offline"', 'AC'],
    ['status in ("late", "offline") and not status = "late"', 'BD'],
    ['Device.WiFi.SSID.1.SSID = "x"', 'A'],
    ['Device.WiFi.SSID.1.SSID != "x"', 'BCD'],
    ['Device.WiFi.SSID.1.SSID like "x*"', 'AC'],
    ['Device.WiFi.SSID.1.SSID in ("xy", "z")', 'C'],
    ['Device.WiFi.SSID.1.SSID = ""', ''],
    ['Device.WiFi.SSID.1.Enable = true', 'A'],
    ['Device.WiFi.SSID.1.Enable = false', 'C'],
    ['Device.WiFi.SSID.1.Enable != true', 'BCD'],
    ['Device.WiFi.Radio.1.Channel > 9', 'A'],
    ['Device.WiFi.Radio.1.Channel = 11.0', 'A'],
    ['Device.WiFi.Radio.1.Channel in (1, 11)', 'A'],
    ['Device.WiFi.Radio.1.Channel = "auto"', 'C'],
    ['not Device.WiFi.Radio.1.Channel > 9', 'BCD'],
    ['Device.RootDataModelVersion = "2.11"', 'A'],
    ['du("speed\\"test")', 'AC'],
    ['not du("speed\\"test")', 'BD'],
    ['du("probe")', 'D'],
    ['du("Probe")', ''],
    ['du("speed\\"test").version < "1.10"', 'A'],
    ['du("speed\\"test").version >= "1.9"', 'AC'],
    ['not du("speed\\"test").version < "1.10"', 'BCD'],
    ['du("speed\\"test").version = "1.9"', 'A'],
    ['du("speed\\"test").version != "1.9"', 'BCD'],
    ['du("speed\\"test").version in ("1.9", "1.10")', 'AC'],
    ['du("speed\\"test").version like "1.1*"', 'C'],
    ['du("probe").version < "9"', ''],
    ['du("probe").version = ""', 'D'],
    ['eu("speed\\"test").status = "Active"', 'A'],
    ['eu("speed\\"test").status != "Active"', 'BCD'],
    ['eu("speed\\"test").status in ("Idle", "Active")', 'AC'],
    ['du("speed\\"test") and not eu("speed\\"test").status = "Active"', 'C'],
    ['not (site = "Bern" or tag = "north")', 'BC'],
    ['not (site = "Bern" and softwareVersion > "1.9")', 'ABC'],
    ['site = "x\' OR 1=1 --" or site = "\\"; DROP TABLE device; --"', ''],
    ["site like \"*' OR 'a'='a\"", ''],
  ])('%s selects %s', async (filter, expected) => {
    expect(await select(filter)).toBe(expected);
  });

  it('a parameter is found by its value, whatever characters the value is made of', async () => {
    await select('');
    const text = fc.string({
      unit: fc.constantFrom('a', '\\', '\t', '\n', 't', 'n', 'e', '%', '_', '"', '\x1e', '\r', 'ü', '😀'),
    });
    await fc.assert(
      fc.asyncProperty(text, text, async (value, key) => {
        const lines = writeLines(new Map([[`${key}.K`, [value, 'string', 1, null]]]));
        await database.pool.query(
          `INSERT INTO parameter_lines (device_id, block, content) SELECT id, 'Device.Q.', $1 FROM device WHERE public_id = 'B'
           ON CONFLICT (device_id, block) DO UPDATE SET content = excluded.content`,
          [lines],
        );
        const subject: Subject = { type: 'parameter', path: `Device.Q.${key}.K` };
        const test = (operator: '=' | 'like', wanted: string): Filter => ({
          kind: 'comparison',
          subject,
          operator,
          value: { type: 'text', value: wanted, column: 0 },
          column: 0,
        });
        // In a pattern a backslash makes the next character literal.
        const pattern = value.replace(/[\\*]/g, '\\$&');
        expect(await select(test('=', value))).toBe('B');
        expect(await select(test('=', `${value}x`))).toBe('');
        expect(await select(test('like', `${pattern}*`))).toBe('B');
        expect(await select(test('like', `*${pattern}`))).toBe('B');
        expect(await select(test('like', `x${pattern}*`))).toBe('');
        await database.pool.query("DELETE FROM parameter_lines WHERE block = 'Device.Q.'");
      }),
      { numRuns: 60 },
    );
  });

  it('every filter runs, and its opposite selects just the others', async () => {
    await fc.assert(
      fc.asyncProperty(sqlAble, async (condition) => {
        const chosen = await select(condition);
        const others = await select({ kind: 'not', term: condition, column: 0 });
        expect([...chosen, ...others].toSorted().join('')).toBe('ABCD');
      }),
      { numRuns: 200 },
    );
  });

  it('status for a list is the same as for a filter', async () => {
    await select('');
    const { rows } = await database.pool.query<{ id: string; status: string }>(
      `SELECT d.public_id AS id, ${statusSql('$1::timestamptz', '$2::integer')} AS status ${from} ORDER BY 1`,
      [new Date(now).toISOString(), 3600],
    );
    expect(rows.map((row) => `${row.id} ${row.status}`)).toEqual(['A online', 'B offline', 'C late', 'D offline']);
  });

  test.each([
    ['tag = "north"', 'device_tags'],
    ['productClass = "HG8245" and softwareVersion < "1.10"', 'device_model'],
    ['serialNumber like "HW12*"', 'device_serial'],
    ['serialNumber >= "HW12" and serialNumber < "HW13"', 'device_serial'],
    ['subscriber = "4711"', 'device_subscriber'],
  ])('%s can use index %s', async (filter, index) => {
    await select('');
    const { sql, params } = compiled(filter);
    const client = await database.pool.connect();
    try {
      await client.query('BEGIN');
      await client.query('SET LOCAL enable_seqscan = off');
      const { rows } = await client.query(`EXPLAIN SELECT d.id ${from} WHERE ${sql}`, params);
      expect(JSON.stringify(rows)).toContain(index);
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
  });
});
