/** The messages that the benchmarks send and parse: deterministic, so that runs on different days compare. */

export interface BenchDevice {
  readonly oui: string;
  readonly productClass: string;
  readonly serialNumber: string;
}

/** The n-th device of a benchmark fleet. */
export function benchDevice(n: number): BenchDevice {
  return { oui: '00D09E', productClass: 'Bench-7', serialNumber: `BM${String(n).padStart(8, '0')}` };
}

/** Public id of {@link benchDevice} (base/device-id.ts: a dash inside a part is percent-encoded). */
export function benchDeviceId(n: number): string {
  return `00D09E-Bench%2D7-${benchDevice(n).serialNumber}`;
}

const open =
  '<?xml version="1.0" encoding="UTF-8"?>\n' +
  '<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/" ' +
  'xmlns:SOAP-ENC="http://schemas.xmlsoap.org/soap/encoding/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" ' +
  'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:cwmp="urn:dslforum-org:cwmp-1-2">';
const close = '</SOAP-ENV:Body></SOAP-ENV:Envelope>\n';

function header(id: string): string {
  return `<SOAP-ENV:Header><cwmp:ID SOAP-ENV:mustUnderstand="1">${id}</cwmp:ID></SOAP-ENV:Header><SOAP-ENV:Body>`;
}

function valueStruct(name: string, value: string, type: string, indent: string): string {
  return (
    `${indent}<ParameterValueStruct>\n` +
    `${indent} <Name>${name}</Name>\n${indent} <Value xsi:type="xsd:${type}">${value}</Value>\n` +
    `${indent}</ParameterValueStruct>\n`
  );
}

/** A periodic Inform of about 2.2 KB, indented as most CPEs write it. */
export function informMessage(device: BenchDevice, id = '1', event = '2 PERIODIC'): string {
  const values = [
    valueStruct('Device.RootDataModelVersion', '2.17', 'string', '      '),
    valueStruct('Device.DeviceInfo.HardwareVersion', 'rev.C', 'string', '      '),
    valueStruct('Device.DeviceInfo.SoftwareVersion', '2.4.1', 'string', '      '),
    valueStruct('Device.DeviceInfo.ProvisioningCode', 'fttp.north', 'string', '      '),
    valueStruct('Device.ManagementServer.ConnectionRequestURL', 'http://127.0.0.1:9/cr', 'string', '      '),
    valueStruct('Device.ManagementServer.ParameterKey', 'k17', 'string', '      '),
    valueStruct('Device.ManagementServer.AliasBasedAddressing', '0', 'boolean', '      '),
  ];
  return (
    `${open}\n  ${header(id)}\n  <cwmp:Inform>\n` +
    '    <DeviceId>\n      <Manufacturer>Bench Works</Manufacturer>\n' +
    `      <OUI>${device.oui}</OUI>\n      <ProductClass>${device.productClass}</ProductClass>\n` +
    `      <SerialNumber>${device.serialNumber}</SerialNumber>\n    </DeviceId>\n` +
    '    <Event SOAP-ENC:arrayType="cwmp:EventStruct[1]">\n' +
    `      <EventStruct><EventCode>${event}</EventCode><CommandKey></CommandKey></EventStruct>\n    </Event>\n` +
    '    <MaxEnvelopes>1</MaxEnvelopes>\n    <CurrentTime>2026-01-15T08:30:00Z</CurrentTime>\n' +
    '    <RetryCount>0</RetryCount>\n' +
    `    <ParameterList SOAP-ENC:arrayType="cwmp:ParameterValueStruct[${values.length}]">\n${values.join('')}` +
    `    </ParameterList>\n  </cwmp:Inform>\n${close}`
  );
}

export interface BenchParameter {
  readonly name: string;
  readonly value: string;
  readonly type: string;
}

/** How many parameters the large model has: that of a common carrier gateway. */
export const modelSize = 844;

/** An object that answers with {@link largeAnswer} parameters when it is asked for; no part of the model otherwise. */
export const largePath = 'Device.X_BENCH_Large.';
export const largeAnswer = 5_000;

/** A believable model of so many parameters: tables with instances, mixed types, few entities. */
export function modelParameters(size: number = modelSize): BenchParameter[] {
  const all: BenchParameter[] = [
    { name: 'Device.DeviceInfo.Manufacturer', value: 'Bench Works', type: 'string' },
    { name: 'Device.DeviceInfo.SoftwareVersion', value: '2.4.1', type: 'string' },
    { name: 'Device.ManagementServer.PeriodicInformInterval', value: '300', type: 'unsignedInt' },
    { name: 'Device.Time.CurrentLocalTime', value: '2026-01-15T08:30:00Z', type: 'dateTime' },
  ];
  const leaves: readonly (readonly [string, string, string])[] = [
    ['Enable', '1', 'boolean'],
    ['Status', 'Enabled', 'string'],
    ['Alias', 'cpe-main-network', 'string'],
    ['LastChange', '86400', 'unsignedInt'],
    ['Stats.BytesSent', '18446744073709', 'unsignedLong'],
    ['Stats.BytesReceived', '9223372036854', 'unsignedLong'],
    ['Stats.PacketsSent', '774112990', 'unsignedLong'],
    ['MACAddress', '00:D0:9E:12:34:56', 'string'],
    ['Description', 'Smith &amp; Sons guest network', 'string'],
  ];
  const tables = [
    'Device.WiFi.SSID',
    'Device.WiFi.AccessPoint',
    'Device.WiFi.Radio',
    'Device.Ethernet.Interface',
    'Device.IP.Interface',
    'Device.Bridging.Bridge.1.Port',
    'Device.Hosts.Host',
    'Device.NAT.PortMapping',
    'Device.PPP.Interface',
    'Device.DHCPv4.Server.Pool',
  ];
  for (let instance = 1; all.length < size; instance++) {
    for (const table of tables) {
      for (const [leaf, value, type] of leaves) {
        if (all.length < size) all.push({ name: `${table}.${instance}.${leaf}`, value, type });
      }
    }
  }
  return all;
}

/** A GetParameterValuesResponse; with the whole model about 130 KB. */
export function valuesResponse(id: string, parameters: readonly BenchParameter[]): string {
  const values = parameters.map(({ name, value, type }) => valueStruct(name, value, type, ' ')).join('');
  return (
    `${open}\n  ${header(id)}\n  <cwmp:GetParameterValuesResponse>\n` +
    `    <ParameterList SOAP-ENC:arrayType="cwmp:ParameterValueStruct[${parameters.length}]">\n${values}` +
    `    </ParameterList>\n  </cwmp:GetParameterValuesResponse>\n${close}`
  );
}

/** A GetParameterNamesResponse, for whole-model reads in steps. */
export function namesResponse(id: string, names: readonly { name: string; writable: boolean }[]): string {
  const items = names
    .map(
      ({ name, writable }) =>
        `      <ParameterInfoStruct><Name>${name}</Name><Writable>${writable ? 1 : 0}</Writable></ParameterInfoStruct>\n`,
    )
    .join('');
  return (
    `${open}\n  ${header(id)}\n  <cwmp:GetParameterNamesResponse>\n` +
    `    <ParameterList SOAP-ENC:arrayType="cwmp:ParameterInfoStruct[${names.length}]">\n${items}` +
    `    </ParameterList>\n  </cwmp:GetParameterNamesResponse>\n${close}`
  );
}
