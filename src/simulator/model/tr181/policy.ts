import { entries, object, read, table, write } from '../definition.ts';
import { alias, lastIndex, statusOf } from './values.ts';

export const nat = object('NAT', [
  entries('InterfaceSetting'),
  entries('PortMapping'),
  table('InterfaceSetting', 1, [
    write('Enable', 'boolean', 'true'),
    read('Status', 'string', statusOf('Enabled')),
    alias('nat'),
    write('Interface', 'string', 'Device.IP.Interface.1'),
  ]),
  table(
    'PortMapping',
    0,
    [
      write('Enable', 'boolean', 'false'),
      read('Status', 'string', statusOf('Enabled')),
      alias('mapping'),
      write('Interface', 'string', ''),
      write('AllInterfaces', 'boolean', 'false'),
      write('LeaseDuration', 'unsignedInt', '0'),
      write('RemoteHost', 'string', ''),
      write('ExternalPort', 'unsignedInt', '0', { max: 65_535 }),
      write('ExternalPortEndRange', 'unsignedInt', '0', { max: 65_535 }),
      write('InternalPort', 'unsignedInt', '0', { max: 65_535 }),
      write('Protocol', 'string', 'TCP', { values: ['TCP', 'UDP', 'X_BOTH'] }),
      write('InternalClient', 'string', '', { maxLength: 256 }),
      write('Description', 'string', '', { maxLength: 256 }),
    ],
    { creatable: true, maxRows: 64 },
  ),
]);

export const firewall = object('Firewall', [
  write('Enable', 'boolean', 'true'),
  write('Config', 'string', 'High', { values: ['High', 'Low', 'Off', 'Advanced'] }),
  read('Type', 'string', 'Stateful'),
  read('Version', 'string', '1.0', { maxLength: 16 }),
  entries('Level'),
  entries('Chain'),
  table(
    'Level',
    [
      { Name: 'High', DefaultPolicy: 'Drop' },
      { Name: 'Low', DefaultPolicy: 'Accept' },
    ],
    [
      alias('level'),
      write('Name', 'string', '', { maxLength: 64 }),
      write('Description', 'string', '', { maxLength: 256 }),
      write('DefaultPolicy', 'string', 'Drop', { values: ['Drop', 'Accept', 'Reject'] }),
      write('DefaultLogPolicy', 'boolean', 'false'),
    ],
  ),
  table('Chain', 1, [
    write('Enable', 'boolean', 'true'),
    alias('chain'),
    write('Name', 'string', 'forward', { maxLength: 64 }),
    read('Creator', 'string', 'Defaults'),
    entries('Rule'),
    table(
      'Rule',
      0,
      [
        write('Enable', 'boolean', 'false'),
        read('Status', 'string', statusOf('Enabled')),
        write('Order', 'unsignedInt', (place) => String(lastIndex(place)), { min: 1 }),
        alias('rule'),
        write('Description', 'string', '', { maxLength: 256 }),
        write('Target', 'string', 'Drop', { values: ['Drop', 'Accept', 'Reject', 'Return'] }),
        write('SourceInterface', 'string', ''),
        write('DestInterface', 'string', ''),
        write('DestPort', 'int', '-1', { min: -1, max: 65_535 }),
        write('Protocol', 'int', '-1', { min: -1, max: 255 }),
      ],
      { creatable: true, maxRows: 128 },
    ),
  ]),
]);

export const qos = object('QoS', [
  write('DefaultForwardingPolicy', 'unsignedInt', '0'),
  write('DefaultTrafficClass', 'unsignedInt', '0'),
  write('DefaultQueue', 'string', 'Device.QoS.Queue.1'),
  entries('Classification'),
  entries('Queue'),
  table(
    'Classification',
    0,
    [
      write('Enable', 'boolean', 'false'),
      read('Status', 'string', statusOf('Enabled')),
      write('Order', 'unsignedInt', (place) => String(lastIndex(place)), { min: 1 }),
      alias('class'),
      write('DestPort', 'int', '-1', { min: -1, max: 65_535 }),
      write('Protocol', 'int', '-1', { min: -1, max: 255 }),
      write('DSCPMark', 'int', '-1', { min: -2 }),
      write('TrafficClass', 'int', '-1', { min: -1 }),
    ],
    { creatable: true, maxRows: 32 },
  ),
  table('Queue', 4, [
    write('Enable', 'boolean', 'true'),
    read('Status', 'string', statusOf('Enabled')),
    alias('queue'),
    write('TrafficClasses', 'string', (place) => String(lastIndex(place))),
    write('Interface', 'string', 'Device.IP.Interface.1'),
    write('Weight', 'unsignedInt', '0'),
    write('Precedence', 'unsignedInt', (place) => String(lastIndex(place)), { min: 1 }),
    write('SchedulerAlgorithm', 'string', 'SP', { values: ['WFQ', 'WRR', 'SP'] }),
  ]),
]);
