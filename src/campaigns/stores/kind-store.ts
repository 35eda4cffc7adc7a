import type { DeviceKey, OperationId } from '../../base/ids.ts';
import { readBlocks } from '../../devices/parameter-store.ts';
import type { Queryable, Transaction } from '../../platform/database/pool.ts';
import type { Target } from '../campaign.ts';
import type { DeviceFacts, FactsNeeded } from '../kinds/kind.ts';
import type { ResolvedPlan } from '../plan/plan.ts';
import type { Members } from './member-store.ts';

const modules = ['Device.SoftwareModules.', 'InternetGatewayDevice.SoftwareModules.'];

/** What devices told of themselves, as far as a kind needs it: one statement for all of them. */
export async function parameterFacts(
  db: Queryable,
  devices: readonly DeviceKey[],
  needs: FactsNeeded,
): Promise<Map<DeviceKey, Pick<DeviceFacts, 'modules' | 'values'>>> {
  const values = (needs.values ?? []).map((name) => ({ name, value: '', type: 'string' }));
  const news = { values, complete: needs.modules ? modules : [] };
  const found = await readBlocks(
    db,
    devices.map((device) => ({ device, news })),
  );
  const wanted = new Set(needs.values);
  return new Map(
    found.map((blocks, i) => {
      const below: [string, string][] = [];
      const named = new Map<string, { value: string; type: string | null }>();
      for (const [block, content] of blocks) {
        const isModules = modules.includes(block);
        for (const [key, [value, type]] of content) {
          if (needs.modules && isModules) below.push([block + key, value]);
          if (wanted.has(block + key)) named.set(block + key, { value, type });
        }
      }
      return [
        devices[i]!,
        {
          ...(needs.modules ? { modules: below.length > 0 ? below : null } : {}),
          ...(needs.values ? { values: named } : {}),
        },
      ];
    }),
  );
}

/** Lets a target that has ended follow a reading, which may correct its record. */
export async function followReading(
  tx: Transaction,
  { campaignId, deviceKey }: Pick<Target, 'campaignId' | 'deviceKey'>,
  operation: OperationId,
): Promise<void> {
  await tx.query('UPDATE target SET operation_id = $3 WHERE campaign_id = $1 AND device_id = $2', [
    campaignId,
    deviceKey,
    operation,
  ]);
}

/**
 * Devices that seem to be as a plan wants them, by what is stored of them, as a WHERE fragment over `device d`. It counts
 * for an estimate only: values of parameters are not looked at, and what is stored may be old.
 */
export function seemsThere(plan: ResolvedPlan): Members {
  return (firstParam) => {
    const params: unknown[] = [];
    const given = (value: unknown, type: string): string => `$${firstParam + params.push(value) - 1}::${type}`;
    const unit = (kind: 'd' | 'u', more: string): string =>
      `EXISTS (SELECT FROM software_unit u JOIN software_release r ON r.id = u.release_id
         WHERE u.device_id = d.id AND u.kind = '${kind}' AND ${more})`;
    switch (plan.kind) {
      case 'firmware':
        return { sql: `d.software_version = ${given(plan.targetVersion, 'text')}`, params };
      case 'install':
      case 'update':
      case 'uninstall': {
        const each = plan.packages.map(({ op, name, uuid, version }) => {
          const which = uuid === null ? `r.name = ${given(name, 'text')}` : `u.uuid = ${given(uuid, 'uuid')}`;
          const release = version === null ? '' : ` AND r.version = ${given(version, 'text')}`;
          const there = unit('d', `u.status <> 'Uninstalled' AND ${which}${release}`);
          return op === 'uninstall' ? `NOT ${there}` : there;
        });
        const told = 'EXISTS (SELECT FROM software_device s WHERE s.device_id = d.id)';
        return { sql: `(${[told, ...each].join(' AND ')})`, params };
      }
      case 'executionUnitState': {
        const { executionUnit, requestedState } = plan.artifact;
        const which = `r.name = ${given(executionUnit, 'text')}`;
        return { sql: unit('u', `${which} AND u.status = ${given(requestedState, 'text')} AND u.fault = ''`), params };
      }
      default:
        return { sql: 'false', params };
    }
  };
}
