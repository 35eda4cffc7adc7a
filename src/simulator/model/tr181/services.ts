import { entries, object, read, table, write } from '../definition.ts';
import { device2Dialect, nsLookup } from '../shared/diagnostics.ts';
import { alias, lastIndex, mac, statusOf, time, unknownTime } from './values.ts';

export const timeObject = object('Time', [
  write('Enable', 'boolean', 'true'),
  read('Status', 'string', statusOf('Synchronized')),
  write('NTPServer1', 'string', '0.pool.ntp.org', { maxLength: 64 }),
  write('NTPServer2', 'string', '1.pool.ntp.org', { maxLength: 64 }),
  write('NTPServer3', 'string', '', { maxLength: 64 }),
  read('CurrentLocalTime', 'dateTime', (place) => time(place.facts.now())),
  write('LocalTimeZone', 'string', 'CET-1CEST,M3.5.0,M10.5.0/3', { maxLength: 256 }),
]);

const server = (address: string): Record<string, string> => ({ DNSServer: address });

export const dns = object('DNS', [
  read('SupportedRecordTypes', 'string', 'A,AAAA,PTR'),
  object('Client', [
    write('Enable', 'boolean', 'true'),
    read('Status', 'string', statusOf('Enabled')),
    entries('Server'),
    table(
      'Server',
      [server('100.64.0.53'), server('100.64.1.53')],
      [
        write('Enable', 'boolean', 'true'),
        read('Status', 'string', statusOf('Enabled')),
        alias('dns'),
        write('DNSServer', 'string', ''),
        write('Interface', 'string', ''),
        read('Type', 'string', (place) => (lastIndex(place) <= 2 ? 'DHCPv4' : 'Static')),
      ],
      { creatable: true, maxRows: 8 },
    ),
  ]),
  object('Diagnostics', [nsLookup('NSLookupDiagnostics', device2Dialect)]),
]);

export const dhcpv4 = object('DHCPv4', [
  object('Server', [
    write('Enable', 'boolean', 'true'),
    entries('Pool'),
    table('Pool', 1, [
      write('Enable', 'boolean', 'true'),
      read('Status', 'string', statusOf('Enabled')),
      alias('pool'),
      write('Order', 'unsignedInt', '1', { min: 1 }),
      write('Interface', 'string', 'Device.IP.Interface.2'),
      write('MinAddress', 'string', '192.168.1.100'),
      write('MaxAddress', 'string', '192.168.1.249'),
      write('SubnetMask', 'string', '255.255.255.0'),
      write('DNSServers', 'string', '192.168.1.1'),
      write('DomainName', 'string', 'lan', { maxLength: 64 }),
      write('IPRouters', 'string', '192.168.1.1'),
      write('LeaseTime', 'int', '43200', { min: -1 }),
      entries('StaticAddress'),
      table(
        'StaticAddress',
        0,
        [
          write('Enable', 'boolean', 'false'),
          alias('static'),
          write('Chaddr', 'string', ''),
          write('Yiaddr', 'string', ''),
        ],
        { creatable: true, maxRows: 32 },
      ),
    ]),
  ]),
]);

const host = (name: string, active = 'true'): Record<string, string> => ({ HostName: name, Active: active });

export const hosts = object('Hosts', [
  entries('Host'),
  table(
    'Host',
    [host('laptop'), host('phone'), host('television'), host('printer', 'false'), host('thermostat')],
    [
      alias('host'),
      read('PhysAddress', 'string', (place) => mac(place, lastIndex(place))),
      read('IPAddress', 'string', (place) => `192.168.1.${99 + lastIndex(place)}`),
      read('AddressSource', 'string', 'DHCP'),
      read('LeaseTimeRemaining', 'int', (place) => String(43_200 - (place.facts.upTimeSeconds() % 43_200))),
      read('Layer1Interface', 'string', 'Device.WiFi.Radio.2'),
      read('Layer3Interface', 'string', 'Device.IP.Interface.2'),
      read('HostName', 'string', '', { maxLength: 64 }),
      read('Active', 'boolean', 'true'),
      read('ActiveLastChange', 'dateTime', unknownTime),
    ],
  ),
]);

export const users = object('Users', [
  entries('User'),
  table(
    'User',
    [{ Enable: 'true', Username: 'admin' }],
    [
      alias('user'),
      write('Enable', 'boolean', 'false'),
      write('RemoteAccessCapable', 'boolean', 'false'),
      write('Username', 'string', '', { maxLength: 64 }),
      write('Password', 'string', '', { maxLength: 64, hidden: true }),
      write('Language', 'string', 'en', { maxLength: 16 }),
    ],
    { creatable: true, maxRows: 8 },
  ),
]);

export const userInterface = object('UserInterface', [
  write('Enable', 'boolean', 'true'),
  write('PasswordRequired', 'boolean', 'true'),
  write('PasswordUserSelectable', 'boolean', 'true'),
  read('UpgradeAvailable', 'boolean', 'false'),
  read('AvailableLanguages', 'string', 'en,de,fr'),
  write('CurrentLanguage', 'string', 'en', { maxLength: 16 }),
]);
