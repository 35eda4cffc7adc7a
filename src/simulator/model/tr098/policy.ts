import { object, read, table, write } from '../definition.ts';
import { alias, statusOf } from '../tr181/values.ts';
import { defaultConnection } from './wan-device.ts';

export const layer3Forwarding = object('Layer3Forwarding', [
  write('DefaultConnectionService', 'string', `InternetGatewayDevice.${defaultConnection.slice(0, -1)}`, {
    maxLength: 256,
  }),
  read('ForwardNumberOfEntries', 'unsignedInt', (place) => String(place.rowCount('Forwarding'))),
  table(
    'Forwarding',
    [{ Enable: 'true', GatewayIPAddress: '100.64.0.1' }],
    [
      write('Enable', 'boolean', 'false'),
      read('Status', 'string', statusOf('Enabled')),
      alias('route'),
      read('StaticRoute', 'boolean', 'false'),
      write('DestIPAddress', 'string', ''),
      write('DestSubnetMask', 'string', ''),
      write('SourceIPAddress', 'string', ''),
      write('SourceSubnetMask', 'string', ''),
      write('GatewayIPAddress', 'string', ''),
      write('Interface', 'string', '', { maxLength: 256 }),
      write('ForwardingMetric', 'int', '-1', { min: -1 }),
      write('MTU', 'unsignedInt', '1500', { min: 1, max: 1540 }),
    ],
    { creatable: true, maxRows: 32 },
  ),
]);

export const queueManagement = object('QueueManagement', [
  write('Enable', 'boolean', 'true'),
  read('MaxQueues', 'unsignedInt', '8'),
  read('MaxClassificationEntries', 'unsignedInt', '32'),
  read('ClassificationNumberOfEntries', 'unsignedInt', (place) => String(place.rowCount('Classification'))),
  read('QueueNumberOfEntries', 'unsignedInt', (place) => String(place.rowCount('Queue'))),
  write('DefaultForwardingPolicy', 'unsignedInt', '0'),
  write('DefaultTrafficClass', 'unsignedInt', '0'),
  write('DefaultQueue', 'unsignedInt', '1'),
  table(
    'Classification',
    0,
    [
      write('ClassificationEnable', 'boolean', 'false'),
      alias('class'),
      write('ClassificationOrder', 'unsignedInt', '1', { min: 1 }),
      write('ClassInterface', 'string', '', { maxLength: 256 }),
      write('DestPort', 'int', '-1', { min: -1, max: 65_535 }),
      write('Protocol', 'int', '-1', { min: -1, max: 255 }),
      write('DSCPMark', 'int', '-1', { min: -2 }),
    ],
    { creatable: true, maxRows: 32 },
  ),
  table('Queue', 2, [
    write('QueueEnable', 'boolean', 'true'),
    read('QueueStatus', 'string', 'Enabled'),
    alias('queue'),
    write('TrafficClasses', 'string', '0', { maxLength: 256 }),
    write('QueueWeight', 'unsignedInt', '0'),
    write('QueuePrecedence', 'unsignedInt', '1', { min: 1 }),
  ]),
]);

/** One voice service, so that a service object is there to be found. */
export const services = object('Services', [
  read('VoiceServiceNumberOfEntries', 'unsignedInt', (place) => String(place.rowCount('VoiceService'))),
  table('VoiceService', 1, [
    alias('voice'),
    read('VoiceProfileNumberOfEntries', 'unsignedInt', (place) => String(place.rowCount('VoiceProfile'))),
    table('VoiceProfile', 1, [
      write('Enable', 'string', 'Disabled', { values: ['Disabled', 'Quiescent', 'Enabled'] }),
      write('Name', 'string', 'profile', { maxLength: 64 }),
      write('DTMFMethod', 'string', 'RFC2833', { values: ['InBand', 'RFC2833', 'SIPInfo'] }),
      object('SIP', [
        write('ProxyServer', 'string', '', { maxLength: 256 }),
        write('ProxyServerPort', 'unsignedInt', '5060', { max: 65_535 }),
        write('RegistrarServer', 'string', '', { maxLength: 256 }),
        write('UserAgentDomain', 'string', '', { maxLength: 256 }),
      ]),
      table(
        'Line',
        1,
        [
          write('Enable', 'string', 'Disabled', { values: ['Disabled', 'Quiescent', 'Enabled'] }),
          write('DirectoryNumber', 'string', '', { maxLength: 32 }),
          read('Status', 'string', 'Disabled'),
          object('SIP', [
            write('AuthUserName', 'string', '', { maxLength: 128 }),
            write('AuthPassword', 'string', '', { maxLength: 128, hidden: true }),
            write('URI', 'string', '', { maxLength: 389 }),
          ]),
        ],
        { creatable: true, maxRows: 4 },
      ),
    ]),
  ]),
]);
