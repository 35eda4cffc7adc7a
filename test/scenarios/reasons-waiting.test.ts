import { expect, test } from 'vitest';
import { gateReasons, waitReasons } from '../../src/campaigns/reasons.ts';
import { toldIn } from './support/wait-stories.ts';

test('every reason to wait has its story in one of the files reasons-waiting-*.test.ts', () => {
  expect(Object.values(toldIn).flat().sort()).toEqual(Object.keys({ ...waitReasons, ...gateReasons }).sort());
});
