import { object, type Place, read, table, write } from '../definition.ts';
import { alias, growing, lastIndex, mac, statusOf } from '../tr181/values.ts';

const counters = (bytesPerSecond: number) => [
  read('BytesSent', 'unsignedInt', growing(bytesPerSecond / 8)),
  read('BytesReceived', 'unsignedInt', growing(bytesPerSecond)),
  read('PacketsSent', 'unsignedInt', growing(bytesPerSecond / 1400)),
  read('PacketsReceived', 'unsignedInt', growing(bytesPerSecond / 700)),
];

const homeName = (place: Place): string =>
  `Home-${place.facts.ordinal.toString(16).padStart(6, '0').toUpperCase()}${lastIndex(place) === 2 ? '-5G' : ''}`;

const hostConfig = object('LANHostConfigManagement', [
  write('DHCPServerConfigurable', 'boolean', 'true'),
  write('DHCPServerEnable', 'boolean', 'true'),
  write('DHCPRelay', 'boolean', 'false'),
  write('MinAddress', 'string', '192.168.1.100'),
  write('MaxAddress', 'string', '192.168.1.249'),
  write('ReservedAddresses', 'string', '', { maxLength: 256 }),
  write('SubnetMask', 'string', '255.255.255.0'),
  write('DNSServers', 'string', '192.168.1.1', { maxLength: 64 }),
  write('DomainName', 'string', 'lan', { maxLength: 64 }),
  write('IPRouters', 'string', '192.168.1.1', { maxLength: 64 }),
  write('DHCPLeaseTime', 'int', '43200', { min: -1 }),
  write('UseAllocatedWAN', 'string', 'Normal', { values: ['Normal', 'UseAllocatedSubnet', 'Passthrough'] }),
  write('AssociatedConnection', 'string', '', { maxLength: 256 }),
  write('PassthroughLease', 'unsignedInt', '600'),
  write('AllowedMACAddresses', 'string', '', { maxLength: 512 }),
  read('IPInterfaceNumberOfEntries', 'unsignedInt', (place) => String(place.rowCount('IPInterface'))),
  table(
    'IPInterface',
    1,
    [
      write('Enable', 'boolean', 'true'),
      write('IPInterfaceIPAddress', 'string', '192.168.1.1'),
      write('IPInterfaceSubnetMask', 'string', '255.255.255.0'),
      write('IPInterfaceAddressingType', 'string', 'Static', { values: ['DHCP', 'Static', 'AutoIP'] }),
      alias('lan'),
    ],
    { creatable: true, maxRows: 4 },
  ),
  table(
    'DHCPStaticAddress',
    0,
    [
      write('Enable', 'boolean', 'false'),
      alias('static'),
      write('Chaddr', 'string', ''),
      write('Yiaddr', 'string', ''),
    ],
    { creatable: true, maxRows: 32 },
  ),
]);

const ethernet = table('LANEthernetInterfaceConfig', 4, [
  write('Enable', 'boolean', 'true'),
  read('Status', 'string', statusOf('Up')),
  alias('eth'),
  read('Name', 'string', (place) => `eth${lastIndex(place)}`, { maxLength: 16 }),
  read('MACAddress', 'string', (place) => mac(place, lastIndex(place))),
  write('MACAddressControlEnabled', 'boolean', 'false'),
  write('MaxBitRate', 'string', 'Auto', { values: ['10', '100', '1000', '10000', 'Auto'] }),
  write('DuplexMode', 'string', 'Auto', { values: ['Half', 'Full', 'Auto'] }),
  object('Stats', counters(20_000)),
]);

const wlan = table(
  'WLANConfiguration',
  [
    { Channel: '6', Standard: 'n' },
    { Channel: '36', Standard: 'ac' },
  ],
  [
    write('Enable', 'boolean', 'true'),
    read('Status', 'string', statusOf('Up')),
    alias('wlan'),
    read('Name', 'string', (place) => `wlan${lastIndex(place) - 1}`, { maxLength: 16 }),
    read('BSSID', 'string', (place) => mac(place, 8 + lastIndex(place))),
    write('MaxBitRate', 'string', 'Auto', { maxLength: 4 }),
    write('Channel', 'unsignedInt', '1', { min: 0, max: 255 }),
    write('AutoChannelEnable', 'boolean', 'true'),
    write('SSID', 'string', homeName, { maxLength: 32 }),
    write('BeaconType', 'string', '11i', { values: ['None', 'Basic', 'WPA', '11i', 'WPAand11i'] }),
    write('MACAddressControlEnabled', 'boolean', 'false'),
    read('Standard', 'string', 'n'),
    write('WEPKeyIndex', 'unsignedInt', '1', { min: 1, max: 4 }),
    write('KeyPassphrase', 'string', '', { maxLength: 63, hidden: true }),
    read('WEPEncryptionLevel', 'string', 'Disabled,40-bit,104-bit'),
    write('BasicEncryptionModes', 'string', 'None', { values: ['None', 'WEPEncryption'] }),
    write('BasicAuthenticationMode', 'string', 'None', {
      values: ['None', 'EAPAuthentication', 'SharedAuthentication'],
    }),
    write('WPAEncryptionModes', 'string', 'AESEncryption'),
    write('WPAAuthenticationMode', 'string', 'PSKAuthentication'),
    write('IEEE11iEncryptionModes', 'string', 'AESEncryption'),
    write('IEEE11iAuthenticationMode', 'string', 'PSKAuthentication'),
    read('PossibleChannels', 'string', '1-13,36,40,44,48'),
    write('BasicDataTransmitRates', 'string', '1,2,5.5,11', { maxLength: 256 }),
    write('OperationalDataTransmitRates', 'string', '1,2,5.5,6,9,11,12,18,24,36,48,54', { maxLength: 256 }),
    read('PossibleDataTransmitRates', 'string', '1,2,5.5,6,9,11,12,18,24,36,48,54', { maxLength: 256 }),
    write('SSIDAdvertisementEnabled', 'boolean', 'true'),
    write('RadioEnabled', 'boolean', 'true'),
    write('TransmitPower', 'unsignedInt', '100', { max: 100 }),
    read('TotalBytesSent', 'unsignedInt', growing(15_000)),
    read('TotalBytesReceived', 'unsignedInt', growing(3_000)),
    read('TotalPacketsSent', 'unsignedInt', growing(30)),
    read('TotalPacketsReceived', 'unsignedInt', growing(12)),
    read('TotalAssociations', 'unsignedInt', (place) => String(place.rowCount('AssociatedDevice'))),
    table('AssociatedDevice', 2, [
      read('AssociatedDeviceMACAddress', 'string', (place) => mac(place, 12 + lastIndex(place))),
      read('AssociatedDeviceIPAddress', 'string', (place) => `192.168.1.${99 + lastIndex(place)}`),
      read('AssociatedDeviceAuthenticationState', 'boolean', 'true'),
    ]),
    table('WEPKey', 4, [write('WEPKey', 'string', '', { maxLength: 128, hidden: true })]),
    table('PreSharedKey', 1, [
      write('PreSharedKey', 'string', '', { maxLength: 64, hidden: true }),
      write('KeyPassphrase', 'string', '', { maxLength: 63, hidden: true }),
      write('AssociatedDeviceMACAddress', 'string', ''),
      alias('psk'),
    ]),
  ],
  { creatable: true, maxRows: 8 },
);

const host = (HostName: string, InterfaceType: string, Active = 'true') => ({ HostName, InterfaceType, Active });

const hosts = object('Hosts', [
  read('HostNumberOfEntries', 'unsignedInt', (place) => String(place.rowCount('Host'))),
  table(
    'Host',
    [
      host('laptop', '802.11'),
      host('phone', '802.11'),
      host('television', 'Ethernet'),
      host('printer', 'Ethernet', 'false'),
    ],
    [
      alias('host'),
      read('IPAddress', 'string', (place) => `192.168.1.${99 + lastIndex(place)}`),
      read('AddressSource', 'string', 'DHCP'),
      read('LeaseTimeRemaining', 'int', (place) => String(43_200 - (place.facts.upTimeSeconds() % 43_200))),
      read('MACAddress', 'string', (place) => mac(place, lastIndex(place))),
      read('Layer2Interface', 'string', 'InternetGatewayDevice.LANDevice.1.WLANConfiguration.1'),
      read('HostName', 'string', '', { maxLength: 64 }),
      read('InterfaceType', 'string', 'Ethernet'),
      read('Active', 'boolean', 'true'),
    ],
  ),
]);

export const lanDevice = table('LANDevice', 1, [
  alias('lan'),
  read('LANEthernetInterfaceNumberOfEntries', 'unsignedInt', (place) =>
    String(place.rowCount('LANEthernetInterfaceConfig')),
  ),
  read('LANUSBInterfaceNumberOfEntries', 'unsignedInt', '0'),
  read('LANWLANConfigurationNumberOfEntries', 'unsignedInt', (place) => String(place.rowCount('WLANConfiguration'))),
  hostConfig,
  ethernet,
  wlan,
  hosts,
]);
