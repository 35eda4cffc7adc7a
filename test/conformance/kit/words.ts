import { encodingNamespace, soapNamespace, xsdNamespace, xsiNamespace } from './look.ts';

/** Messages of both sides as text, written here and not by Muster's encoder. */

export const cwmp = (minor: number): string => `urn:dslforum-org:cwmp-1-${minor}`;
export const unknownTime = '0001-01-01T00:00:00Z';

export interface Around {
  /** null: none. */
  readonly id?: string | null;
  readonly ns?: string;
  /** Header elements beside the ID. */
  readonly headers?: string;
}

/** A SOAP envelope in the prefixes of an older toolkit, which are not those that Muster writes. */
export function envelope(body: string, { id = '1', ns = cwmp(2), headers = '' }: Around = {}): string {
  const given = id === null ? '' : `<cwmp:ID SOAP-ENV:mustUnderstand="1">${id}</cwmp:ID>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<SOAP-ENV:Envelope xmlns:SOAP-ENV="${soapNamespace}" xmlns:SOAP-ENC="${encodingNamespace}" xmlns:xsd="${xsdNamespace}" xmlns:xsi="${xsiNamespace}" xmlns:cwmp="${ns}">
<SOAP-ENV:Header>${given}${headers}</SOAP-ENV:Header>
<SOAP-ENV:Body>${body}</SOAP-ENV:Body>
</SOAP-ENV:Envelope>`;
}

export const header = (name: string, value: string, mustUnderstand = '1'): string =>
  `<cwmp:${name} SOAP-ENV:mustUnderstand="${mustUnderstand}">${value}</cwmp:${name}>`;

export interface InformWords {
  /** `M Reboot key`: a code and, behind the method, the CommandKey. */
  readonly events?: readonly string[];
  readonly retryCount?: number;
  readonly currentTime?: string;
  readonly maxEnvelopes?: number;
  readonly oui?: string;
  readonly productClass?: string;
  readonly manufacturer?: string;
  /** Beside the software version; null leaves the usual ones out. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly bare?: boolean;
  readonly version?: string;
  readonly url?: string;
}

export function inform(serial: string, words: InformWords = {}): string {
  const events = words.events ?? ['2 PERIODIC'];
  const parameters = {
    ...(words.bare
      ? {}
      : {
          'Device.DeviceInfo.HardwareVersion': 'A1',
          'Device.DeviceInfo.SoftwareVersion': words.version ?? '1.0.0',
          'Device.ManagementServer.ConnectionRequestURL': words.url ?? 'http://127.0.0.1:9/',
        }),
    ...words.parameters,
  };
  return `<cwmp:Inform>
 <DeviceId><Manufacturer>${words.manufacturer ?? 'Conform'}</Manufacturer><OUI>${words.oui ?? '00D09E'}</OUI><ProductClass>${words.productClass ?? 'CONF'}</ProductClass><SerialNumber>${serial}</SerialNumber></DeviceId>
 <Event SOAP-ENC:arrayType="cwmp:EventStruct[${events.length}]">${events.map(eventStruct).join('')}</Event>
 <MaxEnvelopes>${words.maxEnvelopes ?? 1}</MaxEnvelopes>
 <CurrentTime>${words.currentTime ?? '2026-01-01T00:00:00Z'}</CurrentTime>
 <RetryCount>${words.retryCount ?? 0}</RetryCount>
 ${parameterList(parameters)}
</cwmp:Inform>`;
}

/** `M Download k` has the key `k`; all others have none. */
function eventStruct(event: string): string {
  const [, code = event, key = ''] = /^(M \S+)(?: (.*))?$/.exec(event) ?? [];
  return `<EventStruct><EventCode>${code}</EventCode><CommandKey>${key}</CommandKey></EventStruct>`;
}

/** A list of values; `name:type` gives a type other than string. */
export function parameterList(values: Readonly<Record<string, string>>): string {
  const items = Object.entries(values).map(([name, value]) => {
    const [path, type = 'string'] = name.split(':');
    return `<ParameterValueStruct><Name>${path}</Name><Value xsi:type="xsd:${type}">${value}</Value></ParameterValueStruct>`;
  });
  return `<ParameterList SOAP-ENC:arrayType="cwmp:ParameterValueStruct[${items.length}]">${items.join('')}</ParameterList>`;
}

export const call = (method: string, inner = ''): string => `<cwmp:${method}>${inner}</cwmp:${method}>`;
export const response = (method: string, inner = ''): string => call(`${method}Response`, inner);

export const transferComplete = (
  key: string,
  code = 0,
  text = '',
  times = ['2026-01-01T00:00:00Z', '2026-01-01T00:01:00Z'],
) =>
  call(
    'TransferComplete',
    `<CommandKey>${key}</CommandKey><FaultStruct><FaultCode>${code}</FaultCode><FaultString>${text}</FaultString></FaultStruct><StartTime>${times[0]}</StartTime><CompleteTime>${times[1]}</CompleteTime>`,
  );

export const queuedTransfer = `<Status>1</Status><StartTime>${unknownTime}</StartTime><CompleteTime>${unknownTime}</CompleteTime>`;
export const doneTransfer =
  '<Status>0</Status><StartTime>2026-01-01T00:00:00Z</StartTime><CompleteTime>2026-01-01T00:00:09Z</CompleteTime>';

export interface ResultWords {
  readonly uuid?: string;
  readonly state?: string;
  readonly version?: string;
  readonly ref?: string;
  readonly units?: string;
  readonly code?: number;
  readonly performed?: string;
}

/** The children of an OpResultStruct in their order. */
export function opResult(words: ResultWords = {}): string {
  const fault = `<Fault><FaultCode>${words.code ?? 0}</FaultCode><FaultString>${words.code ? 'no' : ''}</FaultString></Fault>`;
  return `<UUID>${words.uuid ?? someUuid}</UUID><DeploymentUnitRef>${words.ref ?? 'Device.SoftwareModules.DeploymentUnit.3'}</DeploymentUnitRef><Version>${words.version ?? '1.0'}</Version><CurrentState>${words.state ?? 'Installed'}</CurrentState><Resolved>1</Resolved><ExecutionUnitRefList>${words.units ?? 'Device.SoftwareModules.ExecutionUnit.5'}</ExecutionUnitRefList><StartTime>2026-01-01T00:00:00Z</StartTime><CompleteTime>${unknownTime}</CompleteTime>${fault}${words.performed === undefined ? '' : `<OperationPerformed>${words.performed}</OperationPerformed>`}`;
}

export const someUuid = '0fbf4583-efd7-51b6-8483-7b347f4b521d';

export const duComplete = (key: string, ...results: ResultWords[]): string =>
  call(
    'DUStateChangeComplete',
    `${results.map((one) => `<Results>${opResult(one)}</Results>`).join('')}<CommandKey>${key}</CommandKey>`,
  );

/** A SOAP fault with a CWMP fault in it. */
export function fault(
  code: number,
  text = 'no',
  items: readonly (readonly [name: string, code: number])[] = [],
): string {
  const bad = items
    .map(
      ([name, one]) =>
        `<SetParameterValuesFault><ParameterName>${name}</ParameterName><FaultCode>${one}</FaultCode><FaultString>bad</FaultString></SetParameterValuesFault>`,
    )
    .join('');
  return `<SOAP-ENV:Fault><faultcode>SOAP-ENV:Client</faultcode><faultstring>CWMP fault</faultstring><detail><cwmp:Fault><FaultCode>${code}</FaultCode><FaultString>${text}</FaultString>${bad}</cwmp:Fault></detail></SOAP-ENV:Fault>`;
}
