import { afterAll, describe, expect, test } from 'vitest';
import { sharedLogin, type TestMuster } from '../../support/muster.ts';
import { AcsStage } from './acs-stage.ts';
import { CpeStage } from './cpe-stage.ts';
import type { AcsRule, Area, CpeRule } from './rule.ts';

/** Settings for many CPEs behind one address, many sessions of each, and wrong logins on purpose. */
export const manyGuests = {
  limits: { sourceRequestsPerSecond: 0, loginFailuresPerSource: 0, loginFailuresPerUser: 0, deviceInformsPerMinute: 0 },
} as const;

/** One test per rule of the areas. */
export function checkOnMuster(muster: TestMuster, areas: readonly (Area & { on: 'Muster' })[]): void {
  for (const { title, rules } of areas) {
    describe(title, () => {
      for (const rule of rules) {
        if (!('holds' in rule)) continue;
        test(`${rule.id} ${rule.clause}: ${rule.rule}`, () => checked(muster, rule));
      }
    });
  }
}

async function checked(muster: TestMuster, rule: AcsRule): Promise<void> {
  const stage = new AcsStage(muster, sharedLogin, rule.id.replace('-', ''));
  try {
    await rule.holds(stage);
  } finally {
    await stage.end();
  }
}

export function checkOnGateways(areas: readonly (Area & { on: 'gateway' })[]): void {
  const defects: unknown[] = [];
  afterAll(() => expect(defects).toEqual([]));
  for (const { title, rules } of areas) {
    describe(title, () => {
      for (const rule of rules) {
        if (!('holds' in rule)) continue;
        test(`${rule.id} ${rule.clause}: ${rule.rule}`, async () => defects.push(...(await played(rule))));
      }
    });
  }
}

async function played(rule: CpeRule): Promise<readonly unknown[]> {
  const stage = await CpeStage.set();
  try {
    await rule.holds(stage);
    return stage.defects;
  } finally {
    await stage.end();
  }
}
