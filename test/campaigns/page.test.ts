import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { campaignKinds, readPlan } from '../../src/campaigns/plan/plan.ts';
import { thresholds } from '../../src/campaigns/plan/thresholds.ts';
import { endReasons, gateReasons, waitReasons } from '../../src/campaigns/reasons.ts';
import { targetStates } from '../../src/campaigns/states.ts';
import { fieldNames } from '../../src/devices/filter/fields.ts';
import { parseFilter } from '../../src/devices/filter/parser.ts';

const page = readFileSync(path.join(import.meta.dirname, '..', '..', 'docs', 'campaigns.md'), 'utf8');
/** All that stands in backticks, word by word. */
const named = new Set([...page.matchAll(/`([^`\n]+)`/g)].flatMap(([, code]) => code!.match(/\w+/g) ?? []));

describe('the page on campaigns', () => {
  it.each([
    ['every reason to wait', Object.keys({ ...waitReasons, ...gateReasons })],
    ['every reason of an end, with its sentence', Object.keys(endReasons)],
    ['every kind', [...campaignKinds]],
    ['every threshold', Object.keys(thresholds.shape)],
    ['every field of a plan', Object.keys(readPlan({ name: 'n', kind: 'reboot' }))],
    ['every field of a filter', [...fieldNames]],
  ])('has %s', (_, words) => {
    expect(words.filter((word) => !named.has(word))).toEqual([]);
  });

  it('says of ends what Muster says', () => {
    const rows = page.split('\n');
    for (const [reason, sentence] of Object.entries(endReasons))
      expect(rows).toContain(`| \`${reason}\` | ${sentence} |`);
  });

  it('has the states of a target, but for that which waits for an image to be built', () => {
    expect(targetStates.filter((state) => state !== 'preparing' && !page.includes(state))).toEqual([]);
  });

  it('shows filters that can be read', () => {
    const block = /^productClass = [\s\S]*?(?=\n```)/m.exec(page)![0];
    for (const line of block.split('\n')) expect(() => parseFilter(line)).not.toThrow();
  });
});
