import { describe, expect, it } from 'vitest';
import { kinds, orderableKinds } from '../../src/operations/kinds/index.ts';
import { checkOrder, shownOrder } from '../../src/operations/service.ts';

const fileId = '0196a000-0000-4000-8000-000000000001';
const uuid = '1E1d5c70-0b54-5a3c-9f3e-2f7a5b6c7d8e';
const anyTime = { start: 0, end: 3600, mode: '1 At Any Time' };
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
    ['getQueuedTransfers', {}, false],
    ['getParameterAttributes', { paths: ['Device.'] }, false],
    [
      'setParameterAttributes',
      { attributes: [{ path: 'Device.A', notification: 2, accessList: ['Subscriber'] }] },
      false,
    ],
    ['setParameterAttributes', { attributes: [{ path: 'Device.A.', accessList: [] }] }, false],
    ['scheduleDownload', { fileType: '1 Firmware Upgrade Image', fileId, windows: [anyTime] }, true],
    [
      'scheduleDownload',
      {
        fileType: '1 Firmware Upgrade Image',
        url: 'https://h/f',
        windows: [
          anyTime,
          { start: 3600, end: 7200, mode: '4 Confirmation Needed', userMessage: 'now?', maxRetries: 3 },
        ],
      },
      true,
    ],
    ['upload', { fileType: '3 Vendor Configuration File 1' }, false],
    ['upload', { fileType: '2 Vendor Log File', delaySeconds: 60 }, false],
    ['upload', { fileType: 'X 00D09E Crash dump' }, false],
    ['cancelTransfer', { commandKey: 'k' }, false],
    [
      'changeDuState',
      { operations: [{ op: 'install', url: 'https://h/du', uuid, executionEnvRef: 'Device.X.1' }] },
      true,
    ],
    ['changeDuState', { operations: [{ op: 'update' }, { op: 'uninstall', uuid, version: '1' }] }, true],
    [
      'setExecutionUnitState',
      { executionUnit: 'speedtest', requestedState: 'Active', autoStart: true, runLevel: 3 },
      true,
    ],
    ['setExecutionEnvironment', { environment: 'Device.SoftwareModules.ExecEnv.1.', enable: false }, true],
    ['getOptions', {}, false],
    ['getOptions', { optionName: 'voice' }, false],
    ['setVouchers', { vouchers: ['QUJD'] }, false],
    ['vendorRpc', { method: 'X_00D09E_Blink' }, false],
    ['vendorRpc', { method: 'X_00D09E_Blink', arguments: { Times: 3, Led: ['a', 'b'], How: { Fast: true } } }, false],
    ['rotateCredentials', {}, false],
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
    ['setParameterAttributes', { attributes: [] }, 'attributes'],
    ['setParameterAttributes', { attributes: [{ path: 'Device.A' }] }, 'attributes.0'],
    ['setParameterAttributes', { attributes: [{ path: 'Device.A', notification: 7 }] }, 'attributes.0.notification'],
    [
      'setParameterAttributes',
      { attributes: [{ path: 'Device.A', accessList: ['Everybody'] }] },
      'attributes.0.accessList.0',
    ],
    [
      'setParameterAttributes',
      { attributes: [1, 2].map((notification) => ({ path: 'Device.A', notification })) },
      'attributes',
    ],
    ['getParameterAttributes', { paths: [] }, 'paths'],
    ['scheduleDownload', { fileType: '1 X', fileId }, 'windows'],
    ['scheduleDownload', { fileType: '1 X', fileId, windows: [] }, 'windows'],
    ['scheduleDownload', { fileType: '1 X', fileId, windows: [anyTime, anyTime, anyTime] }, 'windows'],
    ['scheduleDownload', { fileType: '1 X', fileId, windows: [{ ...anyTime, end: 0 }] }, 'windows.0.end'],
    [
      'scheduleDownload',
      { fileType: '1 X', fileId, windows: [{ ...anyTime, start: 7200, end: 7200 }] },
      'windows.0.end',
    ],
    ['scheduleDownload', { fileType: '1 X', fileId, windows: [{ ...anyTime, mode: '5 Never' }] }, 'windows.0.mode'],
    [
      'scheduleDownload',
      { fileType: '1 X', fileId, windows: [{ ...anyTime, userMessage: 'hi' }] },
      'windows.0.userMessage',
    ],
    [
      'scheduleDownload',
      { fileType: '1 X', fileId, windows: [{ ...anyTime, maxRetries: -2 }] },
      'windows.0.maxRetries',
    ],
    [
      'scheduleDownload',
      { fileType: '1 X', fileId, windows: [anyTime, { start: 3599, end: 7200, mode: '3 When Idle' }] },
      'windows.1.start',
    ],
    ['scheduleDownload', { fileType: '1 X', windows: [anyTime] }, ''],
    ['upload', { fileType: '3 Vendor Configuration File' }, 'fileType'],
    ['upload', { fileType: '3 Vendor Configuration File 0' }, 'fileType'],
    ['upload', { fileType: '9 Something' }, 'fileType'],
    ['upload', { fileType: '2 Vendor Log File', delaySeconds: -1 }, 'delaySeconds'],
    ['upload', { fileType: '2 Vendor Log File', url: 'http://elsewhere/' }, ''],
    ['cancelTransfer', { commandKey: '' }, 'commandKey'],
    ['cancelTransfer', { commandKey: 'x'.repeat(33) }, 'commandKey'],
    ['changeDuState', { operations: [] }, 'operations'],
    ['changeDuState', { operations: Array(17).fill({ op: 'update' }) }, 'operations'],
    ['changeDuState', { operations: [{ op: 'remove', uuid }] }, 'operations.0.op'],
    ['changeDuState', { operations: [{ op: 'install' }] }, 'operations.0.url'],
    ['changeDuState', { operations: [{ op: 'install', url: 'javascript:1' }] }, 'operations.0.url'],
    ['changeDuState', { operations: [{ op: 'install', url: 'https://h/', version: '1' }] }, 'operations.0'],
    ['changeDuState', { operations: [{ op: 'uninstall' }] }, 'operations.0.uuid'],
    ['changeDuState', { operations: [{ op: 'uninstall', uuid: '123' }] }, 'operations.0.uuid'],
    ['setExecutionUnitState', { executionUnit: 'x', requestedState: 'Running' }, 'requestedState'],
    ['setExecutionUnitState', { executionUnit: '', requestedState: 'Idle' }, 'executionUnit'],
    ['setExecutionUnitState', { executionUnit: 'x', requestedState: 'Idle', runLevel: -1 }, 'runLevel'],
    ['setExecutionEnvironment', { environment: 'x' }, 'enable'],
    ['setExecutionEnvironment', { environment: 'x', enable: true, reset: true }, 'enable'],
    ['setExecutionEnvironment', { environment: 'x', reset: false }, 'reset'],
    ['getOptions', { optionName: 'x'.repeat(65) }, 'optionName'],
    ['setVouchers', { vouchers: [] }, 'vouchers'],
    ['setVouchers', { vouchers: ['<xml/>'] }, 'vouchers.0'],
    ['vendorRpc', {}, 'method'],
    ['vendorRpc', { method: 'Reboot' }, 'method'],
    ['vendorRpc', { method: `X_${'a'.repeat(63)}` }, 'method'],
    ['vendorRpc', { method: 'X_A_B', arguments: 'text' }, 'arguments'],
    ['vendorRpc', { method: 'X_A_B', arguments: { 'a b': 1 } }, 'arguments'],
    ['vendorRpc', { method: 'X_A_B', arguments: { '<x>': 1 } }, 'arguments'],
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
    const operations = [{ op: 'install', url: 'https://h/', username: 'u', password: 'p' }];
    expect(shownOrder('changeDuState', { operations })).toMatchObject({
      operations: [{ username: 'u', password: '***' }],
    });
    expect(shownOrder('scheduleDownload', { password: 'p' })).toEqual({ password: '***' });
    expect(shownOrder('reboot', {})).toEqual({});
    expect(shownOrder('gone', { a: 1 })).toEqual({ a: 1 });
  });

  it('has the name of its kind', () => {
    for (const [name, kind] of Object.entries(kinds)) expect(kind.name).toBe(name);
  });
});
