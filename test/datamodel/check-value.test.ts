import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkValue, type ValueQuestion, type ValueVerdict } from '../../src/datamodel/check-value.ts';
import type { DataModels } from '../../src/datamodel/models.ts';
import type { RootModel } from '../../src/datamodel/root-model.ts';
import { loadDataModels } from '../../src/roles/datamodel.ts';

let models: DataModels;
beforeAll(async () => {
  models = await loadDataModels();
});
const check = (
  path: string,
  value: string,
  more: Partial<ValueQuestion> = {},
  root: RootModel = 'Device:2',
): ValueVerdict => checkValue(models, root, { path, value, ...more });

describe('a value that fits is typed, and written as the wire wants it', () => {
  it.each([
    ['Device.WiFi.SSID.1.SSID', 'my network', 'string', 'my network'],
    ['Device.WiFi.SSID.[guest].Enable', 'TRUE', 'boolean', '1'],
    ['Device.WiFi.SSID.1.Enable', 'false', 'boolean', '0'],
    ['Device.ManagementServer.PeriodicInformInterval', ' 0300 ', 'unsignedInt', '300'],
    ['Device.ManagementServer.PeriodicInformTime', '2026-01-31T13:00:00+01:00', 'dateTime', '2026-01-31T12:00:00Z'],
    ['Device.ManagementServer.PeriodicInformTime', '0001-01-01T00:00:00', 'dateTime', '0001-01-01T00:00:00Z'],
    ['Device.IP.Diagnostics.IPPing.DiagnosticsState', 'Requested', 'string', 'Requested'],
    ['Device.SoftwareModules.ExecutionUnit.4.RequestedState', 'Active', 'string', 'Active'],
    ['Device.WiFi.Radio.1.OperatingStandards', 'g,n', 'string', 'g,n'],
    ['Device.DHCPv4.Server.Pool.1.ReservedAddresses', '192.168.1.2,192.168.1.3', 'string', '192.168.1.2,192.168.1.3'],
    ['Device.WiFi.AccessPoint.1.Security.PreSharedKey', 'A0b1', 'hexBinary', 'A0b1'],
    ['Device.WiFi.Radio.1.RegulatoryDomain', 'DE ', 'string', 'DE '],
  ])('%s = %j', (path, value, type, sent) => {
    expect(check(path, value)).toEqual({ ok: true, type, value: sent, warnings: [] });
  });

  it('is the same in the other roots', () => {
    expect(
      check('InternetGatewayDevice.IPPingDiagnostics.DataBlockSize', '64', {}, 'InternetGatewayDevice:1'),
    ).toMatchObject({ ok: true, type: 'unsignedInt' });
    expect(check('Device.LAN.IPPingDiagnostics.Timeout', '64', {}, 'Device:1')).toMatchObject({
      ok: true,
      type: 'unsignedInt',
    });
  });
});

describe('a value that does not fit is refused, with path, value and what is allowed', () => {
  it.each([
    ['Device.WiFi.SSID.1.SSID', 'x'.repeat(33), '33 characters; allowed: at most 32'],
    ['Device.WiFi.SSID.1.Enable', 'maybe', 'allowed: true, false, 1, 0'],
    ['Device.ManagementServer.PeriodicInformInterval', '0', 'allowed: at least 1'],
    ['Device.ManagementServer.PeriodicInformInterval', '12abc', 'a whole number (unsignedInt)'],
    ['Device.ManagementServer.PeriodicInformInterval', '4294967296', '0 to 4294967295'],
    ['Device.ManagementServer.PeriodicInformTime', 'tomorrow', 'a time such as'],
    ['Device.ManagementServer.PeriodicInformTime', '2026-02-30T00:00:00Z', 'a time such as'],
    [
      'Device.IP.Diagnostics.IPPing.DiagnosticsState',
      'Complete',
      'only the device sets that; allowed: Requested, Canceled',
    ],
    ['Device.IP.Diagnostics.IPPing.DSCP', '64', 'allowed: 0 to 63'],
    ['Device.SoftwareModules.ExecutionUnit.4.RequestedState', 'Running', 'allowed: Idle, Active'],
    [
      'Device.ManagementServer.DUStateChangeComplPolicy.OperationTypeFilter',
      'Install,Remove',
      'the item "Remove" does not fit: allowed: Install, Update, Uninstall',
    ],
    ['Device.WiFi.Radio.1.RegulatoryDomain', 'de ', 'look like [A-Z][A-Z][ OI]'],
    ['Device.DeviceInfo.SoftwareVersion', '2.0', 'it is read only in Device:2'],
    ['Device.WiFi.SSID.*.SSID', 'x', 'which instance'],
    ['Device.WiFi.SSID.', 'x', 'names no parameter'],
  ])('%s = %j', (path, value, says) => {
    const verdict = check(path, value);
    expect(verdict).toMatchObject({ ok: false, message: expect.stringContaining(says) });
    expect((verdict as { message: string }).message).toContain(path);
  });

  it('names the value, but never a secret one', () => {
    expect(check('Device.WiFi.SSID.1.Enable', 'maybe')).toMatchObject({ message: expect.stringContaining('"maybe"') });
    for (const path of ['Device.WiFi.AccessPoint.1.Security.KeyPassphrase', 'Device.ManagementServer.Password']) {
      const secret = `hush${'!'.repeat(300)}`;
      const verdict = check(path, secret);
      expect(verdict.ok).toBe(false);
      expect(JSON.stringify(verdict)).not.toContain('hush');
    }
  });

  it('or where a list has too many items', () => {
    expect(check('Device.XMPP.Connection.1.Port', '1')).toMatchObject({ ok: true });
    const jids = Array.from({ length: 33 }, (_, i) => `j${i}`).join(',');
    expect(check('Device.ManagementServer.ConnReqAllowedJabberIDs', jids)).toMatchObject({
      ok: false,
      message: expect.stringContaining('33 items; allowed: at most 32'),
    });
  });
});

describe('what the model cannot know', () => {
  it('passes: a vendor parameter without a word, another one with a warning', () => {
    expect(check('Device.X_ACME_Led.1.Colour', 'red')).toEqual({
      ok: true,
      type: 'string',
      value: 'red',
      warnings: [],
    });
    expect(check('Device.WiFi.SSID.1.Later', '1', { reported: { type: 'unsignedInt', writable: null } })).toEqual({
      ok: true,
      type: 'unsignedInt',
      value: '1',
      warnings: ['Device.WiFi.SSID.1.Later is in no model of Device:2 that Muster knows'],
    });
  });

  it("may be a vendor's own value of an enumeration", () => {
    expect(check('Device.SoftwareModules.ExecutionUnit.4.RequestedState', 'X_ACME_Paused')).toMatchObject({ ok: true });
  });

  it("is the device's to say: its type wins over the model's, with a warning", () => {
    expect(check('Device.WiFi.SSID.1.Enable', 'true', { reported: { type: 'string', writable: true } })).toEqual({
      ok: true,
      type: 'string',
      value: 'true',
      warnings: ['Device.WiFi.SSID.1.Enable is told by the device as string; in Device:2 it is boolean'],
    });
    expect(
      check('Device.ManagementServer.PeriodicInformInterval', '300', { reported: { type: 'int', writable: null } }),
    ).toEqual({ ok: true, type: 'int', value: '300', warnings: [] });
  });

  it("gets the device's own type back, however odd it is", () => {
    expect(
      check('Device.WiFi.SSID.1.SSID', 'x', { reported: { type: 'anySimpleType', writable: null } }),
    ).toMatchObject({ ok: true, type: 'anySimpleType', warnings: [] });
  });

  it("takes the caller's type before all others", () => {
    expect(
      check('Device.WiFi.SSID.1.Enable', 'x', { type: 'string', reported: { type: 'boolean', writable: null } }),
    ).toMatchObject({
      ok: true,
      type: 'string',
      value: 'x',
      warnings: [expect.stringContaining('is asked for as string')],
    });
    expect(check('Device.X_ACME_A', 'x', { type: 'unsignedInt' })).toMatchObject({ ok: false });
  });
});

describe('what can be written', () => {
  const reported = (writable: boolean) => ({ reported: { type: 'string', writable } });
  it('is for the device to say, before the model', () => {
    expect(check('Device.WiFi.SSID.1.SSID', 'x', reported(false))).toMatchObject({
      ok: false,
      message: expect.stringContaining('the device says so'),
    });
    expect(check('Device.DeviceInfo.SoftwareVersion', 'x', reported(true))).toMatchObject({
      ok: true,
      warnings: [expect.stringContaining('read only in Device:2')],
    });
  });

  it('is tried all the same where the profile says that the device is wrong about it', () => {
    expect(check('Device.WiFi.SSID.1.SSID', 'x', { ...reported(false), skipWritableCheck: true })).toMatchObject({
      ok: true,
      warnings: [expect.stringContaining('is tried although')],
    });
  });
});

describe('checking', () => {
  it('gives the same value again when it is asked about its own result', () => {
    const paths = [
      'Device.WiFi.SSID.1.Enable',
      'Device.ManagementServer.PeriodicInformInterval',
      'Device.ManagementServer.PeriodicInformTime',
      'Device.WiFi.SSID.1.SSID',
      'Device.WiFi.AccessPoint.1.Security.PreSharedKey',
      'Device.IP.Diagnostics.IPPing.DiagnosticsState',
    ];
    const value = fc.oneof(
      fc.string({ maxLength: 40 }),
      fc.integer().map(String),
      fc.date({ noInvalidDate: true }).map((d) => d.toISOString()),
      fc.constantFrom('true', 'TRUE', '0', 'Requested', 'ab12'),
    );
    fc.assert(
      fc.property(fc.constantFrom(...paths), value, (path, value) => {
        const first = check(path, value);
        if (first.ok) expect(check(path, first.value)).toEqual(first);
        else expect(first.message).toContain(path);
      }),
      { numRuns: 3_000 },
    );
  });
});
