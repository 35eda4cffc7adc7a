import { entries, object, type Place, read, table, write } from '../definition.ts';
import type { BankNumber } from '../facts.ts';
import { alias, lastIndex, time, unknownTime } from './values.ts';

const bankPath = (number: number): string => `Device.DeviceInfo.FirmwareImage.${number}`;
const bank = (place: Place) => place.facts.bank(lastIndex(place) as BankNumber);

/** The bank a reference to FirmwareImage names (with or without the final dot), or null. */
export function bankReferred(reference: string): BankNumber | null {
  const match = /^Device\.DeviceInfo\.FirmwareImage\.([12])\.?$/.exec(reference);
  return match ? (Number(match[1]) as BankNumber) : null;
}

const firmwareImage = table('FirmwareImage', 2, [
  alias('firmware'),
  read('Name', 'string', (place) => `bank${lastIndex(place)}`, { maxLength: 64 }),
  read('Version', 'string', (place) => bank(place).version, { maxLength: 64 }),
  read('Available', 'boolean', (place) => String(['Active', 'Available'].includes(bank(place).status))),
  read('Status', 'string', (place) => bank(place).status),
  read('BootFailureLog', 'string', (place) =>
    bank(place).status === 'ActivationFailed' ? 'the image did not boot; the other bank was started' : '',
  ),
]);

export const deviceInfo = object('DeviceInfo', [
  read('DeviceCategory', 'string', 'AC_RG'),
  read('Manufacturer', 'string', (place) => place.facts.identity.manufacturer, { maxLength: 64 }),
  read('ManufacturerOUI', 'string', (place) => place.facts.identity.oui),
  read('ModelName', 'string', (place) => place.facts.identity.modelName, { maxLength: 64 }),
  read('ModelNumber', 'string', (place) => `${place.facts.identity.productClass}-EU`, { maxLength: 64 }),
  read('Description', 'string', 'Simulated residential gateway', { maxLength: 256 }),
  read('ProductClass', 'string', (place) => place.facts.identity.productClass, { maxLength: 64 }),
  read('SerialNumber', 'string', (place) => place.facts.identity.serialNumber, { maxLength: 64 }),
  read('HardwareVersion', 'string', (place) => place.facts.identity.hardwareVersion, { maxLength: 64 }),
  read('SoftwareVersion', 'string', (place) => place.facts.softwareVersion, { maxLength: 64, notify: 'always' }),
  read('ActiveFirmwareImage', 'string', (place) => bankPath(place.facts.activeBank)),
  write('BootFirmwareImage', 'string', (place) => bankPath(place.facts.activeBank), {
    accepts: (value, facts) => {
      const number = bankReferred(value);
      return number !== null && ['Active', 'Available'].includes(facts.bank(number).status);
    },
  }),
  read('AdditionalHardwareVersion', 'string', ''),
  read('AdditionalSoftwareVersion', 'string', ''),
  write('ProvisioningCode', 'string', '', { maxLength: 64, notify: 'always' }),
  read('UpTime', 'unsignedInt', (place) => String(place.facts.upTimeSeconds())),
  read('FirstUseDate', 'dateTime', (place) => (place.facts.firstUse > 0 ? time(place.facts.firstUse) : unknownTime)),
  write('HostName', 'string', 'gateway', { maxLength: 255 }),
  entries('FirmwareImage'),
  entries('VendorConfigFile'),
  entries('Processor'),
  entries('VendorLogFile'),
  entries('SupportedDataModel'),
  firmwareImage,
  table('VendorConfigFile', 1, [
    alias('config'),
    read('Name', 'string', 'running-config', { maxLength: 64 }),
    read('Version', 'string', '1', { maxLength: 16 }),
    read('Date', 'dateTime', unknownTime),
    read('Description', 'string', 'Complete configuration', { maxLength: 256 }),
    read('UseForBackupRestore', 'boolean', 'true'),
  ]),
  table('Processor', 1, [alias('cpu'), read('Architecture', 'string', 'aarch64')]),
  table(
    'VendorLogFile',
    [{ Name: 'system.log' }, { Name: 'kernel.log' }],
    [
      alias('log'),
      read('Name', 'string', '', { maxLength: 64 }),
      read('MaximumSize', 'unsignedInt', '262144'),
      read('Persistent', 'boolean', 'false'),
    ],
  ),
  table('SupportedDataModel', 1, [
    alias('model'),
    read('URL', 'string', ''),
    read('UUID', 'string', ''),
    read('URN', 'string', 'urn:broadband-forum-org:tr-181-2-12-0', { maxLength: 256 }),
    read('Features', 'string', ''),
  ]),
  object('MemoryStatus', [
    read('Total', 'unsignedInt', '524288'),
    read('Free', 'unsignedInt', (place) =>
      String(180_000 + ((place.facts.upTimeSeconds() * 13 + place.facts.ordinal) % 90_000)),
    ),
  ]),
  object('ProcessStatus', [
    read('CPUUsage', 'unsignedInt', (place) =>
      String(4 + ((Math.floor(place.facts.upTimeSeconds() / 10) + place.facts.ordinal) % 37)),
    ),
    entries('Process'),
    table(
      'Process',
      [
        { PID: '1', Command: '/sbin/procd', Size: '1604', Priority: '0' },
        { PID: '412', Command: '/usr/sbin/cwmpd', Size: '6112', Priority: '10' },
        { PID: '518', Command: '/usr/sbin/dnsmasq', Size: '2040', Priority: '10' },
        { PID: '533', Command: '/usr/sbin/hostapd', Size: '4460', Priority: '5' },
      ],
      [
        read('PID', 'unsignedInt', '0'),
        read('Command', 'string', '', { maxLength: 256 }),
        read('Size', 'unsignedInt', '0'),
        read('Priority', 'unsignedInt', '0'),
        read('CPUTime', 'unsignedInt', (place) => String(place.facts.upTimeSeconds() * 3)),
        read('State', 'string', 'Sleeping'),
      ],
    ),
  ]),
  object('TemperatureStatus', [
    entries('TemperatureSensor'),
    table(
      'TemperatureSensor',
      [{ Name: 'SoC' }, { Name: 'WiFi' }],
      [
        alias('temperature'),
        write('Enable', 'boolean', 'true'),
        read('Status', 'string', (place) => (place.own('Enable') === 'true' ? 'Enabled' : 'Disabled')),
        read('Name', 'string', '', { maxLength: 256 }),
        read('Value', 'int', (place) => String(48 + ((place.facts.ordinal + lastIndex(place)) % 17))),
        write('LowAlarmValue', 'int', '-10'),
        write('HighAlarmValue', 'int', '95'),
      ],
    ),
  ]),
  object('NetworkProperties', [
    read('MaxTCPWindowSize', 'unsignedInt', '87380'),
    read('TCPImplementation', 'string', 'CUBIC'),
  ]),
]);
