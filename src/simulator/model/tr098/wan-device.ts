import { type Member, object, read, table, write } from '../definition.ts';
import { wanAddress } from '../tr181/network.ts';
import { alias, growing, mac, statusOf } from '../tr181/values.ts';

/** The connection the gateway reaches the ACS by, below the root. */
export const defaultConnection = 'WANDevice.1.WANConnectionDevice.1.WANIPConnection.1.';

const portMapping = table(
  'PortMapping',
  0,
  [
    alias('mapping'),
    write('PortMappingEnabled', 'boolean', 'false'),
    write('PortMappingLeaseDuration', 'unsignedInt', '0'),
    write('RemoteHost', 'string', ''),
    write('ExternalPort', 'unsignedInt', '0', { max: 65_535 }),
    write('ExternalPortEndRange', 'unsignedInt', '0', { max: 65_535 }),
    write('InternalPort', 'unsignedInt', '0', { max: 65_535 }),
    write('PortMappingProtocol', 'string', 'TCP', { values: ['TCP', 'UDP'] }),
    write('InternalClient', 'string', '', { maxLength: 256 }),
    write('PortMappingDescription', 'string', '', { maxLength: 256 }),
  ],
  { creatable: true, maxRows: 64 },
);

/** What WANIPConnection and WANPPPConnection have in common. */
function connection(name: string, up: boolean): Member[] {
  return [
    write('Enable', 'boolean', String(up)),
    alias(name),
    read('ConnectionStatus', 'string', statusOf('Connected', 'Disconnected')),
    read('PossibleConnectionTypes', 'string', 'Unconfigured,IP_Routed,IP_Bridged'),
    write('ConnectionType', 'string', 'IP_Routed', { values: ['Unconfigured', 'IP_Routed', 'IP_Bridged'] }),
    write('Name', 'string', name, { maxLength: 256 }),
    read('Uptime', 'unsignedInt', (place) =>
      place.own('Enable') === 'true' ? String(place.facts.upTimeSeconds()) : '0',
    ),
    read('LastConnectionError', 'string', 'ERROR_NONE'),
    write('AutoDisconnectTime', 'unsignedInt', '0'),
    write('IdleDisconnectTime', 'unsignedInt', '0'),
    write('WarnDisconnectDelay', 'unsignedInt', '0'),
    read('RSIPAvailable', 'boolean', 'false'),
    write('NATEnabled', 'boolean', 'true'),
    write('DNSEnabled', 'boolean', 'true'),
    write('DNSOverrideAllowed', 'boolean', 'false'),
    write('DNSServers', 'string', '100.64.0.53,100.64.1.53', { maxLength: 64 }),
    write('MACAddress', 'string', (place) => mac(place, 1)),
    write('MACAddressOverride', 'boolean', 'false'),
    write('ConnectionTrigger', 'string', 'AlwaysOn', { values: ['OnDemand', 'AlwaysOn', 'Manual'] }),
    write('RouteProtocolRx', 'string', 'Off', { values: ['Off', 'RIPv1', 'RIPv2', 'OSPF'] }),
    read('PortMappingNumberOfEntries', 'unsignedInt', (place) => String(place.rowCount('PortMapping'))),
  ];
}

const stats = (prefix: string) =>
  object('Stats', [
    read(`${prefix}BytesSent`, 'unsignedInt', growing(11_000)),
    read(`${prefix}BytesReceived`, 'unsignedInt', growing(88_000)),
    read(`${prefix}PacketsSent`, 'unsignedInt', growing(60)),
    read(`${prefix}PacketsReceived`, 'unsignedInt', growing(110)),
  ]);

const ipConnection = table(
  'WANIPConnection',
  1,
  [
    ...connection('ip', true),
    write('AddressingType', 'string', 'DHCP', { values: ['DHCP', 'Static'] }),
    write('ExternalIPAddress', 'string', wanAddress, { notify: 'default' }),
    write('SubnetMask', 'string', '255.192.0.0'),
    write('DefaultGateway', 'string', '100.64.0.1'),
    write('MaxMTUSize', 'unsignedInt', '1500', { min: 1, max: 1540 }),
    portMapping,
    stats('Ethernet'),
  ],
  { creatable: true, maxRows: 4 },
);

const pppConnection = table(
  'WANPPPConnection',
  1,
  [
    ...connection('ppp', false),
    write('Username', 'string', '', { maxLength: 64 }),
    write('Password', 'string', '', { maxLength: 64, hidden: true }),
    read('PPPEncryptionProtocol', 'string', 'None'),
    read('PPPCompressionProtocol', 'string', 'None'),
    read('PPPAuthenticationProtocol', 'string', 'CHAP'),
    read('ExternalIPAddress', 'string', '', { notify: 'default' }),
    read('RemoteIPAddress', 'string', ''),
    write('MaxMRUSize', 'unsignedInt', '1492', { min: 1, max: 1540 }),
    read('CurrentMRUSize', 'unsignedInt', '1492'),
    read('TransportType', 'string', 'PPPoE'),
    write('PPPoEACName', 'string', '', { maxLength: 256 }),
    write('PPPoEServiceName', 'string', '', { maxLength: 256 }),
    write('PPPLCPEcho', 'unsignedInt', '30'),
    write('PPPLCPEchoRetry', 'unsignedInt', '3'),
    portMapping,
    stats('Ethernet'),
  ],
  { creatable: true, maxRows: 4 },
);

export const wanDevice = table('WANDevice', 1, [
  alias('wan'),
  read('WANConnectionNumberOfEntries', 'unsignedInt', (place) => String(place.rowCount('WANConnectionDevice'))),
  object('WANCommonInterfaceConfig', [
    write('EnabledForInternet', 'boolean', 'true'),
    read('WANAccessType', 'string', 'DSL'),
    read('Layer1UpstreamMaxBitRate', 'unsignedInt', '46718000'),
    read('Layer1DownstreamMaxBitRate', 'unsignedInt', '118240000'),
    read('PhysicalLinkStatus', 'string', 'Up'),
    read('WANAccessProvider', 'string', '', { maxLength: 256 }),
    read('TotalBytesSent', 'unsignedInt', growing(11_000)),
    read('TotalBytesReceived', 'unsignedInt', growing(88_000)),
    read('TotalPacketsSent', 'unsignedInt', growing(60)),
    read('TotalPacketsReceived', 'unsignedInt', growing(110)),
    read('MaximumActiveConnections', 'unsignedInt', '2'),
    read('NumberOfActiveConnections', 'unsignedInt', '1'),
  ]),
  object('WANDSLInterfaceConfig', [
    write('Enable', 'boolean', 'true'),
    read('Status', 'string', statusOf('Up')),
    read('ModulationType', 'string', 'VDSL2'),
    read('LineEncoding', 'string', 'DMT'),
    read('DataPath', 'string', 'Interleaved'),
    read('UpstreamCurrRate', 'unsignedInt', '40000'),
    read('DownstreamCurrRate', 'unsignedInt', '100000'),
    read('UpstreamMaxRate', 'unsignedInt', '46718'),
    read('DownstreamMaxRate', 'unsignedInt', '118240'),
    read('UpstreamNoiseMargin', 'int', (place) => String(60 + (place.facts.ordinal % 55))),
    read('DownstreamNoiseMargin', 'int', (place) => String(60 + (place.facts.ordinal % 71))),
    read('UpstreamAttenuation', 'int', (place) => String(20 + (place.facts.ordinal % 180))),
    read('DownstreamAttenuation', 'int', (place) => String(30 + (place.facts.ordinal % 190))),
    read('ShowtimeStart', 'unsignedInt', (place) => String(place.facts.upTimeSeconds())),
    object('Stats', [
      object('Showtime', [
        read('ReceiveBlocks', 'unsignedInt', growing(40)),
        read('TransmitBlocks', 'unsignedInt', growing(20)),
        read('ErroredSecs', 'unsignedInt', growing(0.001)),
        read('CRCErrors', 'unsignedInt', growing(0.002)),
        read('FECErrors', 'unsignedInt', growing(0.02)),
      ]),
    ]),
  ]),
  table(
    'WANConnectionDevice',
    1,
    [
      alias('connection'),
      read('WANIPConnectionNumberOfEntries', 'unsignedInt', (place) => String(place.rowCount('WANIPConnection'))),
      read('WANPPPConnectionNumberOfEntries', 'unsignedInt', (place) => String(place.rowCount('WANPPPConnection'))),
      object('WANDSLLinkConfig', [
        write('Enable', 'boolean', 'true'),
        read('LinkStatus', 'string', statusOf('Up', 'Down')),
        write('LinkType', 'string', 'EoA', { values: ['EoA', 'IPoA', 'PPPoA', 'PPPoE', 'CIP', 'Unconfigured'] }),
        write('DestinationAddress', 'string', 'PVC: 1/32', { maxLength: 256 }),
      ]),
      ipConnection,
      pppConnection,
    ],
    { creatable: true, maxRows: 4 },
  ),
]);
