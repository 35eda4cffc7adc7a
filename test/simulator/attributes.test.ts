import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { answered, eventually, first, Stage } from './support/stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.set();
});
afterEach(async () => {
  await stage.clear();
  expect(stage.defects).toEqual([]);
});

const hostName = 'Device.DeviceInfo.HostName';
const code = 'Device.DeviceInfo.ProvisioningCode';

const set = (Name: string, Notification: number | null, AccessList: string[] | null = null) =>
  stage.acs.order(first, 'SetParameterAttributes', {
    ParameterList: [
      {
        Name,
        NotificationChange: Notification !== null,
        Notification: Notification ?? 0,
        AccessListChange: AccessList !== null,
        AccessList: AccessList ?? [],
      },
    ],
  });
const get = (...ParameterNames: string[]) => stage.acs.order(first, 'GetParameterAttributes', { ParameterNames });

describe('attributes', () => {
  test('are read and set, by name and by branch, and survive a power cut', async () => {
    const results = [
      get(hostName, code),
      set(hostName, 1, []),
      set('Device.Time.', 1),
      get(hostName),
      get('Device.Time.NTPServer1'),
    ] as const;
    const fleet = await stage.fleet();
    expect(answered(await results[0]).ParameterList).toEqual([
      { Name: hostName, Notification: 0, AccessList: ['Subscriber'] },
      { Name: code, Notification: 2, AccessList: ['Subscriber'] },
    ]);
    answered(await results[1]);
    answered(await results[2]);
    expect(answered(await results[3]).ParameterList).toEqual([{ Name: hostName, Notification: 1, AccessList: [] }]);
    expect(answered(await results[4]).ParameterList[0]).toMatchObject({ Notification: 1 });
    await fleet.abandon();
    const again = get(hostName);
    await stage.fleet();
    expect(answered(await again).ParameterList).toEqual([{ Name: hostName, Notification: 1, AccessList: [] }]);
  });

  test('are refused with the right fault, and then nothing is changed', async () => {
    const faults = [
      set('Device.Nothing', 1),
      set(hostName, 3),
      set(code, 0),
      set('Device.DeviceInfo.UpTime', 2),
      set(hostName, null, ['Everybody']),
      stage.acs.order(first, 'SetParameterAttributes', {
        ParameterList: [hostName, 'Device.X'].map((Name) => ({
          Name,
          NotificationChange: true,
          Notification: 2,
          AccessListChange: false,
          AccessList: [],
        })),
      }),
    ];
    const after = get(hostName);
    await stage.fleet();
    const codes = (await Promise.all(faults)).map((result) => ('fault' in result ? result.fault.code : 0));
    expect(codes).toEqual([9005, 9003, 9009, 9009, 9003, 9005]);
    expect(answered(await after).ParameterList[0]).toMatchObject({ Notification: 0 });
  });

  test('notifications 3 to 6 are known from CWMP 1.4 on', async () => {
    const result = set(hostName, 4);
    await stage.fleet({ cwmpVersion: '1.4' });
    answered(await result);
  });
});

describe('changes of value', () => {
  test('an active notification opens a session that tells the value; nothing else does', async () => {
    const { acs } = stage;
    const active = set(hostName, 2);
    const fleet = await stage.fleet();
    answered(await active);
    await fleet.happen(first, { kind: 'valueChange', path: 'Device.Time.NTPServer1', value: 'ntp.example' });
    await fleet.happen(first, { kind: 'valueChange', path: hostName, value: 'attic' });
    const inform = await acs.informWith('4 VALUE CHANGE');
    expect(inform.events).toEqual(['4 VALUE CHANGE']);
    expect(inform.parameters[hostName]).toBe('attic');
    expect(inform.parameters).not.toHaveProperty('Device.Time.NTPServer1');
    expect(acs.informs).toHaveLength(2);
  });

  test('a passive notification waits for the next session', async () => {
    const { acs } = stage;
    const passive = set(hostName, 1);
    const fleet = await stage.fleet();
    answered(await passive);
    await fleet.happen(first, { kind: 'valueChange', path: hostName, value: 'cellar' });
    await eventually(() => fleet.statistics().activity.idle).toBe(1);
    expect(acs.informs).toHaveLength(1);
    await fleet.happen(first, { kind: 'wakeUp' });
    const inform = await acs.informWith('13 WAKEUP');
    expect(inform.events).toEqual(['4 VALUE CHANGE', '13 WAKEUP']);
    expect(inform.parameters[hostName]).toBe('cellar');
  });

  test('what the ACS sets itself is no news', async () => {
    const { acs } = stage;
    const active = set(hostName, 2);
    const own = acs.order(first, 'SetParameterValues', {
      ParameterList: [
        { name: hostName, value: 'by the ACS', type: 'string' },
        { name: code, value: 'gold', type: 'string' },
      ],
      ParameterKey: '',
    });
    const fleet = await stage.fleet();
    answered(await active);
    answered(await own);
    await fleet.happen(first, { kind: 'wakeUp' });
    expect((await acs.informWith('13 WAKEUP')).events).toEqual(['13 WAKEUP']);
  });

  test('a change is told until the InformResponse has come, and forgotten by a reboot', async () => {
    const { acs } = stage;
    const active = set(hostName, 2);
    const fleet = await stage.fleet();
    answered(await active);
    await eventually(() => fleet.statistics().activity.idle).toBe(1);
    acs.mischief = () => ({ status: 503 });
    await fleet.happen(first, { kind: 'valueChange', path: hostName, value: 'lost' });
    await eventually(() => fleet.statistics().failedSessions).toBeGreaterThan(1);
    await fleet.abandon();
    acs.mischief = () => null;
    await stage.fleet();
    await acs.until(() => acs.informs.length === 2, 'the boot');
    // Another port for connection requests is news; the host name is none any more.
    expect(acs.informs[1]!.events).toEqual(['1 BOOT', '4 VALUE CHANGE']);
    expect(acs.informs[1]!.parameters).not.toHaveProperty(hostName);
  });

  test('sessions for active notifications keep the distance the ACS wants', async () => {
    const { acs } = stage;
    const active = set(hostName, 2);
    const throttle = acs.order(first, 'SetParameterValues', {
      ParameterList: [
        { name: 'Device.ManagementServer.DefaultActiveNotificationThrottle', value: '1', type: 'unsignedInt' },
      ],
      ParameterKey: '',
    });
    const fleet = await stage.fleet();
    answered(await active);
    answered(await throttle);
    const at: number[] = [];
    for (const value of ['one', 'two']) {
      await fleet.happen(first, { kind: 'valueChange', path: hostName, value });
      await acs.until(() => acs.informs.at(-1)!.parameters[hostName] === value, value);
      at.push(Date.now());
    }
    expect(at[1]! - at[0]!).toBeGreaterThan(900);
  });

  test('a bootstrap puts the attributes back', async () => {
    const { acs } = stage;
    const active = set(hostName, 2);
    const moved = acs.order(first, 'SetParameterValues', {
      ParameterList: [{ name: 'Device.ManagementServer.URL', value: `${acs.url}/new`, type: 'string' }],
      ParameterKey: '',
    });
    const after = get(hostName);
    await stage.fleet();
    answered(await active);
    answered(await moved);
    // The third call of the first session still sees them; the new ACS does not.
    expect(answered(await after).ParameterList[0]).toMatchObject({ Notification: 2 });
    await acs.until(() => acs.informs.length === 2, 'the bootstrap');
    expect(acs.informs[1]!.events).toEqual(['0 BOOTSTRAP']);
    const fresh = get(hostName);
    await eventually(() => acs.informs.length).toBeGreaterThanOrEqual(2);
    expect(answered(await fresh).ParameterList[0]).toMatchObject({ Notification: 0 });
  });
});

test('InformParameter adds what the ACS wants to hear with the events it names', async () => {
  const { acs } = stage;
  const table = 'Device.ManagementServer.InformParameter.';
  void acs.order(first, 'AddObject', { ObjectName: table, ParameterKey: '' });
  const value = (name: string, text: string) => ({ name: `${table}1.${name}`, value: text, type: 'string' });
  const wanted = acs.order(first, 'SetParameterValues', {
    ParameterList: [
      { name: `${table}1.Enable`, value: 'true', type: 'boolean' },
      value('ParameterName', 'Device.WiFi.SSID.*.SSID'),
      value('EventList', '13 WAKEUP'),
    ],
    ParameterKey: '',
  });
  const forced = acs.order(first, 'SetParameterValues', {
    ParameterList: [value('ParameterName', 'Device.DeviceInfo.HardwareVersion')],
    ParameterKey: '',
  });
  const fleet = await stage.fleet();
  answered(await wanted);
  expect(await forced).toMatchObject({ fault: { code: 9003, parameters: [{ code: 9007 }] } });
  await fleet.happen(first, { kind: 'vendorEvent', code: 'X 00D09E Hot' });
  expect((await acs.informWith('X 00D09E Hot')).parameters).not.toHaveProperty('Device.WiFi.SSID.1.SSID');
  await fleet.happen(first, { kind: 'wakeUp' });
  const inform = await acs.informWith('13 WAKEUP');
  expect(Object.keys(inform.parameters)).toEqual(
    expect.arrayContaining(['Device.WiFi.SSID.1.SSID', 'Device.WiFi.SSID.2.SSID']),
  );
});
