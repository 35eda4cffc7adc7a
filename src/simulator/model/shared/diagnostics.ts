import {
  type LiveValue,
  type ObjectDefinition,
  object,
  type ParameterDefinition,
  read,
  table,
  write,
} from '../definition.ts';
import { unknownTime } from '../tr181/values.ts';

/** What a finished test reads as; before that the result is what it is for no result. */
const result = (name: string, type: ParameterDefinition['type'], none: string, done: string): ParameterDefinition =>
  read(name, type, whenDone(none, done));

function whenDone(none: string, done: string): LiveValue {
  return (place) => (place.own('DiagnosticsState').startsWith('Complete') ? done : none);
}

/** The ACS may write Requested, and Canceled where the model has it. */
const state = (canCancel: boolean): ParameterDefinition =>
  write('DiagnosticsState', 'string', 'None', {
    accepts: (value) => value === 'Requested' || (canCancel && value === 'Canceled'),
  });

/** How one root writes down the tests all roots have. */
export interface DiagnosticsDialect {
  /** Device:2 has Interface as a reference anywhere and may cancel. */
  readonly device2: boolean;
  /** `Complete` or `Completed`: what a finished throughput test says. */
  readonly throughputDone: 'Complete' | 'Completed';
}

/** Ends of a test by the last but one segment of its path: what DiagnosticsState says then. */
export function doneLiteral(path: string, dialect: DiagnosticsDialect): string {
  return /\.(Download|Upload)Diagnostics\.$/.test(path) ? dialect.throughputDone : 'Complete';
}

export const device2Dialect: DiagnosticsDialect = { device2: true, throughputDone: 'Completed' };
export const olderDialect: DiagnosticsDialect = { device2: false, throughputDone: 'Completed' };

export function ping(name: string, dialect: DiagnosticsDialect): ObjectDefinition {
  return object(name, [
    state(dialect.device2),
    write('Interface', 'string', '', { maxLength: 256 }),
    write('Host', 'string', '', { maxLength: 256 }),
    write('NumberOfRepetitions', 'unsignedInt', '3', { min: 1 }),
    write('Timeout', 'unsignedInt', '1000', { min: 1 }),
    write('DataBlockSize', 'unsignedInt', '32', { min: 1, max: 65_535 }),
    write('DSCP', 'unsignedInt', '0', { max: 63 }),
    read('SuccessCount', 'unsignedInt', (place) =>
      place.own('DiagnosticsState') === 'Complete' ? place.own('NumberOfRepetitions') : '0',
    ),
    result('FailureCount', 'unsignedInt', '0', '0'),
    result('AverageResponseTime', 'unsignedInt', '0', '14'),
    result('MinimumResponseTime', 'unsignedInt', '0', '11'),
    result('MaximumResponseTime', 'unsignedInt', '0', '19'),
  ]);
}

export function traceRoute(name: string, dialect: DiagnosticsDialect): ObjectDefinition {
  const hop = dialect.device2
    ? { host: 'Host', address: 'HostAddress', error: 'ErrorCode', times: 'RTTimes' }
    : { host: 'HopHost', address: 'HopHostAddress', error: 'HopErrorCode', times: 'HopRTTimes' };
  return object(name, [
    state(dialect.device2),
    write('Interface', 'string', '', { maxLength: 256 }),
    write('Host', 'string', '', { maxLength: 256 }),
    write('NumberOfTries', 'unsignedInt', '3', { min: 1, max: 3 }),
    write('Timeout', 'unsignedInt', '5000', { min: 1 }),
    write('DataBlockSize', 'unsignedInt', '38', { min: 1, max: 65_535 }),
    write('DSCP', 'unsignedInt', '0', { max: 63 }),
    write('MaxHopCount', 'unsignedInt', '30', { min: 1, max: 64 }),
    result('ResponseTime', 'unsignedInt', '0', '23'),
    read('RouteHopsNumberOfEntries', 'unsignedInt', (place) => String(place.rowCount('RouteHops'))),
    table('RouteHops', 0, [
      read(hop.host, 'string', '', { maxLength: 256 }),
      read(hop.address, 'string', ''),
      read(hop.error, 'unsignedInt', '0'),
      read(hop.times, 'string', ''),
    ]),
  ]);
}

const instants = ['ROMTime', 'BOMTime', 'EOMTime'] as const;

export function download(name: string, dialect: DiagnosticsDialect): ObjectDefinition {
  return object(name, [
    state(dialect.device2),
    write('Interface', 'string', '', { maxLength: 256 }),
    write('DownloadURL', 'string', '', { maxLength: 256 }),
    write('DSCP', 'unsignedInt', '0', { max: 63 }),
    write('EthernetPriority', 'unsignedInt', '0', { max: 7 }),
    ...instants.map((instant) => read(instant, 'dateTime', unknownTime)),
    result('TestBytesReceived', 'unsignedInt', '0', '1048576'),
    result('TotalBytesReceived', 'unsignedInt', '0', '1049600'),
    read('TCPOpenRequestTime', 'dateTime', unknownTime),
    read('TCPOpenResponseTime', 'dateTime', unknownTime),
  ]);
}

export function upload(name: string, dialect: DiagnosticsDialect): ObjectDefinition {
  return object(name, [
    state(dialect.device2),
    write('Interface', 'string', '', { maxLength: 256 }),
    write('UploadURL', 'string', '', { maxLength: 256 }),
    write('DSCP', 'unsignedInt', '0', { max: 63 }),
    write('EthernetPriority', 'unsignedInt', '0', { max: 7 }),
    write('TestFileLength', 'unsignedInt', '0'),
    ...instants.map((instant) => read(instant, 'dateTime', unknownTime)),
    result('TotalBytesSent', 'unsignedInt', '0', '1049600'),
    read('TCPOpenRequestTime', 'dateTime', unknownTime),
    read('TCPOpenResponseTime', 'dateTime', unknownTime),
  ]);
}

export function nsLookup(name: string, dialect: DiagnosticsDialect): ObjectDefinition {
  return object(name, [
    state(dialect.device2),
    write('Interface', 'string', '', { maxLength: 256 }),
    write('HostName', 'string', '', { maxLength: 256 }),
    write('DNSServer', 'string', '', { maxLength: 256 }),
    write('Timeout', 'unsignedInt', '5000', { min: 1 }),
    write('NumberOfRepetitions', 'unsignedInt', '1', { min: 1 }),
    result('SuccessCount', 'unsignedInt', '0', '1'),
    read('ResultNumberOfEntries', 'unsignedInt', (place) => String(place.rowCount('Result'))),
    table('Result', 0, [
      read('Status', 'string', ''),
      read('AnswerType', 'string', ''),
      read('HostNameReturned', 'string', '', { maxLength: 256 }),
      read('IPAddresses', 'string', ''),
      read('DNSServerIP', 'string', ''),
      read('ResponseTime', 'unsignedInt', '0'),
    ]),
  ]);
}

export function selfTest(dialect: DiagnosticsDialect): ObjectDefinition {
  return object('SelfTestDiagnostics', [state(dialect.device2), result('Results', 'string', '', 'all tests passed')]);
}
