import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMusterError } from '../../src/base/errors.ts';
import { readCompact } from '../../src/datamodel/compact/read.ts';
import { writeCompact } from '../../src/datamodel/compact/write.ts';
import { importModels } from '../../src/datamodel/import/document.ts';

const example = readFileSync(
  path.join(import.meta.dirname, '..', '..', 'datamodel', 'local', 'acme.dm.example'),
  'utf8',
);
const storage = readFileSync(path.join(import.meta.dirname, '..', '..', 'datamodel', 'storage-service-1.dm'), 'utf8');
const document = `<?xml version="1.0"?>
<dm:document xmlns:dm="urn:x" spec="urn:test"><dataType name="A"><string><size maxLength="8"/><pattern value="[a-z]+"/></string></dataType>
<component name="C"><object name="X.{i}." access="readWrite" minEntries="0" maxEntries="unbounded"><uniqueKey functional="false"><parameter ref="N"/></uniqueKey>
<parameter name="N" access="readWrite" activeNotify="canDeny"><description>prose</description><syntax hidden="true"><list maxItems="3"/><dataType ref="A"/></syntax></parameter></object></component>
<model name="Device:2.4"><component path="Device." ref="C"/><object name="Device." access="readOnly"><parameter name="V" access="readOnly"><syntax><unsignedInt><range minInclusive="1"/></unsignedInt></syntax></parameter></object></model></dm:document>`;

/** A text with a few pieces cut out, doubled, or replaced. */
const damaged = (text: string, alphabet: string) =>
  fc
    .array(
      fc.record({
        at: fc.nat(text.length - 1),
        length: fc.nat(12),
        instead: fc.string({ unit: fc.constantFrom(...alphabet), maxLength: 6 }),
      }),
      { minLength: 1, maxLength: 4 },
    )
    .map((cuts) =>
      cuts.reduce((now, { at, length, instead }) => now.slice(0, at) + instead + now.slice(at + length), text),
    );

describe('a damaged file', () => {
  it.each([
    ['the example of an extension', example],
    ['a shipped service', storage],
  ])('%s is read or refused, with its name; what was read can be written and read again', (_, text) => {
    fc.assert(
      fc.property(damaged(text, ' .:(){}[]"~\\^!*?,/->=\nAaWR09#'), (broken) => {
        try {
          const model = readCompact(broken, 'the.dm');
          expect(readCompact(writeCompact(model), 'again')).toEqual(model);
        } catch (error) {
          if (!isMusterError(error, 'invalidDataModel')) throw error;
          expect(error.message).toMatch(/^the\.dm, line \d+: /);
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it('a document is read or refused, with its name', () => {
    fc.assert(
      fc.property(damaged(document, '<>/="& .!-[]{}aA1:'), (broken) => {
        try {
          for (const model of importModels(broken, 'the.xml')) {
            expect(readCompact(writeCompact(model), 'again')).toEqual(model);
          }
        } catch (error) {
          if (!isMusterError(error, 'invalidDataModel')) throw error;
          expect(error.message).toContain('the.xml');
        }
      }),
      { numRuns: 3_000 },
    );
  });
});
