import { changed, model, object, read, table, write } from '../definition.ts';
import { download, nsLookup, olderDialect, ping, selfTest, traceRoute, upload } from '../shared/diagnostics.ts';
import { softwareModules } from '../shared/software-modules.ts';
import {
  deviceConfig,
  olderDeviceInfo,
  olderManagementServer,
  timeObject,
  userInterface,
} from '../tr098/management.ts';
import { wanAddress } from '../tr181/network.ts';
import { alias, growing, mac } from '../tr181/values.ts';

/** Device:1 marks neither of these for notification, where Device:2 does. */
const unmarked = [
  write('ProvisioningCode', 'string', '', { maxLength: 64 }),
  read('SoftwareVersion', 'string', (place) => place.facts.softwareVersion, { maxLength: 64 }),
];
const unmarkedUrl = read('ConnectionRequestURL', 'string', (place) => place.facts.connectionRequestUrl);

const deviceInfo = changed(olderDeviceInfo('urn:broadband-forum-org:tr-181-1-8-0'), {
  without: unmarked.map((parameter) => parameter.name),
  more: unmarked,
});

const managementServer = changed(olderManagementServer, {
  without: [
    unmarkedUrl.name,
    'ManageableDevice',
    'ManageableDeviceNumberOfEntries',
    'ManageableDeviceNotificationLimit',
  ],
  more: [unmarkedUrl],
});

const lan = object('LAN', [
  write('AddressingType', 'string', 'DHCP', { values: ['DHCP', 'Static', 'AutoIP'] }),
  write('IPAddress', 'string', wanAddress),
  write('SubnetMask', 'string', '255.192.0.0'),
  write('DefaultGateway', 'string', '100.64.0.1'),
  write('DNSServers', 'string', '100.64.0.53', { maxLength: 256 }),
  read('MACAddress', 'string', (place) => mac(place, 1)),
  write('MACAddressOverride', 'boolean', 'false'),
  write('DHCPOptionNumberOfEntries', 'unsignedInt', '0'),
  object('Stats', [
    read('ConnectionUpTime', 'unsignedInt', (place) => String(place.facts.upTimeSeconds())),
    read('TotalBytesSent', 'unsignedInt', growing(11_000)),
    read('TotalBytesReceived', 'unsignedInt', growing(88_000)),
    read('TotalPacketsSent', 'unsignedInt', growing(60)),
    read('TotalPacketsReceived', 'unsignedInt', growing(110)),
    read('CurrentDayInterval', 'unsignedInt', '0'),
  ]),
  ping('IPPingDiagnostics', olderDialect),
  traceRoute('TraceRouteDiagnostics', olderDialect),
]);

/** What a set-top box or a phone of the older kind says of its environment. */
const services = object('Services', [
  read('STBServiceNumberOfEntries', 'unsignedInt', (place) => String(place.rowCount('STBService'))),
  table('STBService', 1, [
    alias('stb'),
    write('Enable', 'boolean', 'true'),
    object('Capabilities', [
      read('MaxActiveAVStreams', 'int', '2'),
      read('MaxActiveAVPlayers', 'int', '1'),
      read('FrontEnds', 'string', 'DVB-T,IP'),
    ]),
    object('Components', [
      read('HDD', 'boolean', 'true'),
      read('HDDCapacity', 'unsignedInt', '512000'),
      write('SleepTimer', 'unsignedInt', '0'),
      write('VideoOutput', 'string', 'HDMI', { values: ['HDMI', 'SCART'] }),
      write('Volume', 'unsignedInt', '50', { max: 100 }),
    ]),
  ]),
]);

/** A Device:1 endpoint in the manner of TR-106: one interface, no routing. */
export const tr106 = model(
  object('Device', [
    read(
      'DeviceSummary',
      'string',
      'Device:1.13[](Baseline:2, LAN:1, Time:1, IPPing:1), STBService:1.0[1](Baseline:1)',
      {
        maxLength: 1024,
      },
    ),
    deviceInfo,
    object('Config', deviceConfig.members),
    managementServer,
    timeObject,
    userInterface,
    lan,
    object('GatewayInfo', [
      read('ManufacturerOUI', 'string', '', { notify: 'default' }),
      read('ProductClass', 'string', '', { notify: 'default', maxLength: 64 }),
      read('SerialNumber', 'string', '', { notify: 'default', maxLength: 64 }),
    ]),
    download('DownloadDiagnostics', olderDialect),
    upload('UploadDiagnostics', olderDialect),
    nsLookup('NSLookupDiagnostics', olderDialect),
    selfTest(olderDialect),
    softwareModules,
    services,
  ]),
  [
    'DeviceSummary',
    'DeviceInfo.HardwareVersion',
    'DeviceInfo.SoftwareVersion',
    'ManagementServer.ParameterKey',
    'ManagementServer.ConnectionRequestURL',
    'ManagementServer.AliasBasedAddressing',
    'LAN.IPAddress',
  ],
);
