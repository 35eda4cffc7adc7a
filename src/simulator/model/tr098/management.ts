import { changed, type ObjectDefinition, object, only, read, table, write } from '../definition.ts';
import { supportedDataModel } from '../shared/software-modules.ts';
import { deviceInfo as device2Info } from '../tr181/device-info.ts';
import { managementServer as device2Management } from '../tr181/management-server.ts';
import { timeObject as device2Time, userInterface as device2UserInterface } from '../tr181/services.ts';
import { alias, time } from '../tr181/values.ts';

/** What older roots do not have in ManagementServer: the younger powers of Device:2. */
const device2Only = [
  'ScheduleReboot',
  'DelayReboot',
  'HTTPConnectionRequestEnable',
  'InstanceWildcardsSupported',
  'HeartbeatPolicy',
];

/** ManagementServer of an older root: without what is Device:2's own, with the limit only they have. */
export const olderManagementServer: ObjectDefinition = changed(device2Management, {
  without: device2Only,
  more: [write('UDPConnectionRequestAddressNotificationLimit', 'unsignedInt', '0')],
});

export const managementServer = olderManagementServer;

/** DeviceInfo without the bank table, with the log that older roots keep in one parameter. */
export function olderDeviceInfo(urn: string): ObjectDefinition {
  return changed(device2Info, {
    without: [
      'ActiveFirmwareImage',
      'BootFirmwareImage',
      'FirmwareImage',
      'FirmwareImageNumberOfEntries',
      'HostName',
      'SupportedDataModel',
      'VendorConfigFile',
    ],
    more: [
      read('DeviceLog', 'string', (place) => `${time(place.facts.firstUse)} first use\n`, { maxLength: 32_768 }),
      table('VendorConfigFile', 1, [
        alias('config'),
        read('Name', 'string', 'gateway.cfg', { maxLength: 64 }),
        read('Version', 'string', '1.0', { maxLength: 16 }),
        read('Date', 'dateTime', (place) => time(place.facts.firstUse)),
        read('Description', 'string', 'Complete configuration', { maxLength: 256 }),
      ]),
      supportedDataModel(urn),
    ],
  });
}

const info = olderDeviceInfo('urn:broadband-forum-org:tr-098-1-8-0');

export const deviceInfo = changed(info, {
  more: [
    read('SpecVersion', 'string', '1.0', { maxLength: 16 }),
    read('ModemFirmwareVersion', 'string', 'A2pv6F039', { maxLength: 64 }),
    read('EnabledOptions', 'string', '', { maxLength: 1024 }),
  ],
});

export const deviceConfig = object('DeviceConfig', [
  write('PersistentData', 'string', '', { maxLength: 256 }),
  write('ConfigFile', 'string', '', { maxLength: 32_768 }),
]);

export const timeObject = changed(only(device2Time, ['Enable', 'Status', 'NTPServer1', 'NTPServer2', 'NTPServer3']), {
  more: [
    read('CurrentLocalTime', 'dateTime', (place) => time(place.facts.now())),
    write('LocalTimeZone', 'string', '+01:00', { maxLength: 6 }),
    write('LocalTimeZoneName', 'string', 'CET-1CEST,M3.5.0,M10.5.0/3', { maxLength: 64 }),
    write('DaylightSavingsUsed', 'boolean', 'true'),
    write('DaylightSavingsStart', 'dateTime', '2024-03-31T02:00:00Z'),
    write('DaylightSavingsEnd', 'dateTime', '2024-10-27T03:00:00Z'),
  ],
});

export const userInterface = device2UserInterface;
