import { entries, object, type Place, read, table, write } from '../definition.ts';
import { device2Dialect, download, ping, traceRoute, upload } from '../shared/diagnostics.ts';
import { alias, growing, interfaceCounters, interfaceHead, lastIndex, mac, statusOf, unknownTime } from './values.ts';

/** The WAN address of a gateway, in the range of RFC 6598 as behind a carrier's NAT. */
export function wanAddress(place: Place): string {
  const { ordinal } = place.facts;
  return `100.${64 + ((ordinal >> 16) & 63)}.${(ordinal >> 8) & 255}.${ordinal & 255}`;
}

const port = (name: string, upstream: string): Record<string, string> => ({ Name: name, Upstream: upstream });

export const ethernet = object('Ethernet', [
  entries('Interface'),
  entries('Link'),
  table(
    'Interface',
    [port('wan0', 'true'), port('lan0', 'false'), port('lan1', 'false'), port('lan2', 'false')],
    [
      ...interfaceHead('eth', ''),
      read('Upstream', 'boolean', 'false'),
      read('MACAddress', 'string', (place) => mac(place, lastIndex(place))),
      write('MaxBitRate', 'int', '-1', { min: -1 }),
      read('CurrentBitRate', 'unsignedInt', '1000'),
      write('DuplexMode', 'string', 'Auto', { values: ['Half', 'Full', 'Auto'] }),
      object('Stats', interfaceCounters(40_000)),
    ],
  ),
  table(
    'Link',
    [{ LowerLayers: 'Device.Ethernet.Interface.1.' }, { LowerLayers: 'Device.Bridging.Bridge.1.Port.1.' }],
    [...interfaceHead('link', ''), read('MACAddress', 'string', (place) => mac(place, lastIndex(place)))],
  ),
]);

export const ip = object('IP', [
  object('Diagnostics', [
    ping('IPPing', device2Dialect),
    traceRoute('TraceRoute', device2Dialect),
    download('DownloadDiagnostics', device2Dialect),
    upload('UploadDiagnostics', device2Dialect),
  ]),
  read('IPv4Capable', 'boolean', 'true'),
  write('IPv4Enable', 'boolean', 'true'),
  read('IPv4Status', 'string', 'Enabled'),
  read('IPv6Capable', 'boolean', 'true'),
  write('IPv6Enable', 'boolean', 'true'),
  read('IPv6Status', 'string', 'Enabled'),
  write('ULAPrefix', 'string', ''),
  entries('Interface'),
  entries('ActivePort'),
  table(
    'Interface',
    [{ Name: 'wan' }, { Name: 'lan' }],
    [
      ...interfaceHead('ip', (place) => `Device.Ethernet.Link.${lastIndex(place)}.`),
      write('IPv4Enable', 'boolean', 'true'),
      write('IPv6Enable', 'boolean', 'true'),
      write('MaxMTUSize', 'unsignedInt', '1500', { min: 64, max: 65_535 }),
      read('Type', 'string', 'Normal'),
      write('Loopback', 'boolean', 'false'),
      entries('IPv4Address'),
      entries('IPv6Address'),
      table('IPv4Address', 1, [
        write('Enable', 'boolean', 'true'),
        read('Status', 'string', statusOf('Enabled')),
        alias('v4'),
        write('IPAddress', 'string', (place) => (place.indices[0] === 1 ? wanAddress(place) : '192.168.1.1')),
        write('SubnetMask', 'string', (place) => (place.indices[0] === 1 ? '255.192.0.0' : '255.255.255.0')),
        read('AddressingType', 'string', (place) => (place.indices[0] === 1 ? 'DHCP' : 'Static')),
      ]),
      table('IPv6Address', 1, [
        write('Enable', 'boolean', 'true'),
        read('Status', 'string', statusOf('Enabled')),
        read('IPAddressStatus', 'string', 'Preferred'),
        alias('v6'),
        write(
          'IPAddress',
          'string',
          (place) => `2001:db8::${place.facts.ordinal.toString(16)}:${place.indices[0] ?? 0}`,
        ),
        read('Origin', 'string', 'DHCPv6'),
        write('Prefix', 'string', ''),
        read('PreferredLifetime', 'dateTime', unknownTime),
        read('ValidLifetime', 'dateTime', unknownTime),
      ]),
      object('Stats', interfaceCounters(90_000)),
    ],
  ),
  table(
    'ActivePort',
    [{ LocalPort: '22' }, { LocalPort: '53' }, { LocalPort: '7547' }],
    [
      read('LocalIPAddress', 'string', '0.0.0.0'),
      read('LocalPort', 'unsignedInt', '0'),
      read('RemoteIPAddress', 'string', ''),
      read('RemotePort', 'unsignedInt', '0'),
      read('Status', 'string', 'LISTEN'),
    ],
  ),
]);

export const routing = object('Routing', [
  entries('Router'),
  table('Router', 1, [
    write('Enable', 'boolean', 'true'),
    read('Status', 'string', statusOf('Enabled')),
    alias('router'),
    entries('IPv4Forwarding'),
    table(
      'IPv4Forwarding',
      1,
      [
        write('Enable', 'boolean', (place) => String(place.indices[1] === 1)),
        read('Status', 'string', statusOf('Enabled')),
        alias('route'),
        write('StaticRoute', 'boolean', 'false'),
        write('DestIPAddress', 'string', ''),
        write('DestSubnetMask', 'string', ''),
        write('ForwardingPolicy', 'int', '-1', { min: -1 }),
        write('GatewayIPAddress', 'string', (place) => (place.indices[1] === 1 ? '100.64.0.1' : '')),
        write('Interface', 'string', 'Device.IP.Interface.1'),
        read('Origin', 'string', (place) => (place.indices[1] === 1 ? 'DHCPv4' : 'Static')),
        write('ForwardingMetric', 'int', '-1', { min: -1 }),
      ],
      { creatable: true, maxRows: 32 },
    ),
  ]),
]);

export const ppp = object('PPP', [
  entries('Interface'),
  read('SupportedNCPs', 'string', 'IPCP,IPv6CP'),
  table('Interface', 1, [
    write('Enable', 'boolean', 'false'),
    read('Status', 'string', statusOf('Up', 'Down')),
    alias('ppp'),
    read('Name', 'string', 'ppp0', { maxLength: 64 }),
    read('LastChange', 'unsignedInt', (place) => String(place.facts.upTimeSeconds())),
    write('LowerLayers', 'string', 'Device.Ethernet.Link.1.', { maxLength: 1024 }),
    read('ConnectionStatus', 'string', statusOf('Connected', 'Unconfigured')),
    read('LastConnectionError', 'string', 'ERROR_NONE'),
    write('AutoDisconnectTime', 'unsignedInt', '0'),
    write('IdleDisconnectTime', 'unsignedInt', '0'),
    write('Username', 'string', '', { maxLength: 64 }),
    write('Password', 'string', '', { maxLength: 64, hidden: true }),
    write('MaxMRUSize', 'unsignedInt', '1492', { min: 64, max: 65_535 }),
    read('CurrentMRUSize', 'unsignedInt', '1492'),
  ]),
]);

export const dsl = object('DSL', [
  entries('Line'),
  table('Line', 1, [
    ...interfaceHead('dsl', ''),
    read('LinkStatus', 'string', statusOf('Up', 'Disabled')),
    read('StandardUsed', 'string', 'G.993.2_Annex_B'),
    read('CurrentProfile', 'string', '17a'),
    read('UpstreamMaxBitRate', 'unsignedInt', '46718'),
    read('DownstreamMaxBitRate', 'unsignedInt', '118240'),
    read('UpstreamNoiseMargin', 'int', (place) => String(60 + (place.facts.ordinal % 55))),
    read('DownstreamNoiseMargin', 'int', (place) => String(60 + (place.facts.ordinal % 71))),
    read('UpstreamAttenuation', 'int', (place) => String(20 + (place.facts.ordinal % 180))),
    read('DownstreamAttenuation', 'int', (place) => String(30 + (place.facts.ordinal % 190))),
    object('Stats', [
      read('BytesSent', 'unsignedLong', growing(5_000)),
      read('BytesReceived', 'unsignedLong', growing(40_000)),
      object('Total', [
        read('ErroredSecs', 'unsignedInt', growing(0.001)),
        read('SeverelyErroredSecs', 'unsignedInt', growing(0.0001)),
      ]),
    ]),
  ]),
]);

export const optical = object('Optical', [
  entries('Interface'),
  table('Interface', 1, [
    ...interfaceHead('pon', ''),
    read('Upstream', 'boolean', 'true'),
    read('OpticalSignalLevel', 'int', (place) => String(-18_000 - (place.facts.ordinal % 6_000))),
    read('TransmitOpticalLevel', 'int', '2100'),
    object('Stats', [
      read('BytesSent', 'unsignedLong', growing(11_000)),
      read('BytesReceived', 'unsignedLong', growing(88_000)),
      read('ErrorsReceived', 'unsignedInt', growing(0.0002)),
    ]),
  ]),
]);
