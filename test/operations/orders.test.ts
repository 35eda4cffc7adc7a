import { describe, expect, it } from 'vitest';
import { kinds, orderableKinds } from '../../src/operations/kinds/index.ts';
import { checkOrder, shownOrder } from '../../src/operations/service.ts';

const fileId = '0196a000-0000-4000-8000-000000000001';
const passphrase = 'Device.WiFi.AccessPoint.1.Security.KeyPassphrase';

describe('an order', () => {
  const good: [kind: string, order: unknown, disruptive: boolean][] = [
    ['getParameterValues', { paths: ['', 'Device.', 'Device.DeviceInfo.SoftwareVersion'] }, false],
    ['getParameterValues', { paths: ['Device.WiFi.SSID.[office].Enable', 'Device.X_00AA11_Y'] }, false],
    ['setParameterValues', { values: [{ path: 'Device.A', value: 1 }] }, false],
    ['getParameterNames', { path: 'Device.' }, false],
    ['addObject', { path: 'Device.NAT.PortMapping.', values: [{ path: 'Enable', value: true }] }, false],
    ['deleteObject', { path: 'Device.NAT.PortMapping.3.' }, false],
    ['deleteObject', { path: 'Device.NAT.PortMapping.[ssh].' }, false],
    ['reboot', {}, true],
    ['factoryReset', {}, true],
    ['scheduleInform', { delaySeconds: 60 }, false],
    ['getRpcMethods', {}, false],
    ['getAllQueuedTransfers', {}, false],
    ['download', { fileType: '3 Vendor Configuration File', fileId }, true],
    ['download', { fileType: '3 Vendor Configuration File', url: 'https://h/f' }, true],
    ['refresh', {}, false],
    ['refresh', { paths: ['Device.WiFi.'] }, false],
    ['upgradeFirmware', { fileId, targetVersion: '2.0' }, true],
  ];
  it.each(good)('of %s %j is taken; disruptive: %s', (kind, order, disruptive) => {
    expect(checkOrder(kind, order)).toMatchObject({ kind, disruptive });
  });

  it('is there for every kind that people may order', () => {
    expect(new Set(good.map(([kind]) => kind))).toEqual(new Set(orderableKinds));
  });

  const bad: [kind: string, order: unknown, path: string][] = [
    ['explode', {}, 'kind'],
    ['constructor', {}, 'kind'],
    ['reboot', { hard: true }, ''],
    ['reboot', null, ''],
    ['getParameterValues', {}, 'paths'],
    ['getParameterValues', { paths: [] }, 'paths'],
    ['getParameterValues', { paths: ['Device. Info'] }, 'paths.0'],
    ['getParameterValues', { paths: ['1Device.'] }, 'paths.0'],
    ['getParameterValues', { paths: [`Device.${'x'.repeat(256)}`] }, 'paths.0'],
    ['setParameterValues', { values: [] }, 'values'],
    ['setParameterValues', { values: [{ path: 'Device.A.', value: '1' }] }, 'values.0.path'],
    ['setParameterValues', { values: [{ path: '', value: '1' }] }, 'values.0.path'],
    ['setParameterValues', { values: [{ path: 'Device.A', value: null }] }, 'values.0.value'],
    ['setParameterValues', { values: [{ path: 'Device.A', value: '1', type: 'float' }] }, 'values.0.type'],
    ['setParameterValues', { values: [1, 2].map((value) => ({ path: 'Device.A', value })) }, 'values'],
    ['addObject', { path: 'Device.NAT.PortMapping' }, 'path'],
    ['deleteObject', { path: 'Device.NAT.PortMapping.' }, 'path'],
    ['scheduleInform', { delaySeconds: 0 }, 'delaySeconds'],
    ['scheduleInform', { delaySeconds: 1.5 }, 'delaySeconds'],
    ['download', { fileType: '3 X' }, ''],
    ['download', { fileType: '3 X', fileId, url: 'https://h/f' }, ''],
    ['download', { fileType: '3 X', url: 'file:///etc/passwd' }, 'url'],
    ['download', { fileType: '3 X', url: `https://h/${'x'.repeat(256)}` }, 'url'],
    ['upgradeFirmware', { fileId: 'x', targetVersion: '2.0' }, 'fileId'],
    ['upgradeFirmware', { fileId, targetVersion: '' }, 'targetVersion'],
    ['upgradeFirmware', { fileId, targetVersion: '2.0', timeoutMinutes: 0 }, 'timeoutMinutes'],
  ];
  it.each(bad)('of %s %j is refused, naming "%s"', (kind, order, path) => {
    let refused: { code?: string; items?: { path: string }[] } = {};
    try {
      checkOrder(kind, order);
    } catch (error) {
      refused = error as typeof refused;
    }
    expect(refused.code).toBe('invalidRequest');
    expect(refused.items?.map((item) => item.path)).toContain(path);
  });

  it('is shown without its secrets', () => {
    const values = [
      { path: passphrase, value: 'hunter22' },
      { path: 'Device.WiFi.SSID.1.SSID', value: 'home' },
    ];
    expect(shownOrder('setParameterValues', { values })).toEqual({
      values: [{ path: passphrase, value: '***' }, values[1]],
    });
    expect(shownOrder('download', { fileType: '3 X', url: 'https://h/f', password: 'p' })).toMatchObject({
      password: '***',
    });
    expect(shownOrder('addObject', { path: 'Device.A.', values: [{ path: 'Password', value: 'p' }] })).toMatchObject({
      values: [{ path: 'Password', value: '***' }],
    });
    expect(shownOrder('reboot', {})).toEqual({});
    expect(shownOrder('gone', { a: 1 })).toEqual({ a: 1 });
  });

  it('has the name of its kind', () => {
    for (const [name, kind] of Object.entries(kinds)) expect(kind.name).toBe(name);
  });
});
