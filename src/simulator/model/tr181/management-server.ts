import { entries, object, read, table, write } from '../definition.ts';
import { duStateChangePolicy } from '../shared/software-modules.ts';
import { alias, unknownTime } from './values.ts';

const transferFilter = ['Upload', 'Download', 'Both'];
const resultFilter = ['Success', 'Failure', 'Both'];

export const managementServer = object('ManagementServer', [
  write('EnableCWMP', 'boolean', 'true'),
  write('URL', 'string', (place) => place.facts.factoryAcsUrl, {
    maxLength: 256,
    accepts: (value) => /^https?:\/\/[^/\s]+/.test(value) && URL.canParse(value),
  }),
  write('Username', 'string', (place) => place.facts.factoryLogin.username, { maxLength: 256 }),
  write('Password', 'string', (place) => place.facts.factoryLogin.password, { maxLength: 256, hidden: true }),
  write('ScheduleReboot', 'dateTime', unknownTime),
  write('DelayReboot', 'int', '-1', { min: -1 }),
  write('PeriodicInformEnable', 'boolean', 'true'),
  write('PeriodicInformInterval', 'unsignedInt', (place) => String(place.facts.factoryPeriodicInterval), { min: 1 }),
  write('PeriodicInformTime', 'dateTime', unknownTime),
  read('ParameterKey', 'string', (place) => place.facts.parameterKey, { maxLength: 32 }),
  read('ConnectionRequestURL', 'string', (place) => place.facts.connectionRequestUrl, { notify: 'default' }),
  write('ConnectionRequestUsername', 'string', '', { maxLength: 256 }),
  write('ConnectionRequestPassword', 'string', '', { maxLength: 256, hidden: true }),
  write('UpgradesManaged', 'boolean', 'true'),
  read('KickURL', 'string', ''),
  read('DownloadProgressURL', 'string', ''),
  write('DefaultActiveNotificationThrottle', 'unsignedInt', '0'),
  write('CWMPRetryMinimumWaitInterval', 'unsignedInt', '5', { min: 1, max: 65_535 }),
  write('CWMPRetryIntervalMultiplier', 'unsignedInt', '2000', { min: 1000, max: 65_535 }),
  write('HTTPConnectionRequestEnable', 'boolean', 'true'),
  read('UDPConnectionRequestAddress', 'string', (place) => place.facts.udpBinding?.address ?? ''),
  write('STUNEnable', 'boolean', 'false'),
  write('STUNServerAddress', 'string', '', { maxLength: 256 }),
  write('STUNServerPort', 'unsignedInt', '3478', { max: 65_535 }),
  write('STUNUsername', 'string', '', { maxLength: 256 }),
  write('STUNPassword', 'string', '', { maxLength: 256, hidden: true }),
  write('STUNMaximumKeepAlivePeriod', 'int', '-1', { min: -1 }),
  write('STUNMinimumKeepAlivePeriod', 'unsignedInt', '60'),
  read('NATDetected', 'boolean', (place) => String(place.facts.udpBinding?.natDetected ?? false)),
  read('AliasBasedAddressing', 'boolean', (place) => String(place.facts.aliasBasedAddressing)),
  write('InstanceMode', 'string', 'InstanceNumber', { values: ['InstanceNumber', 'InstanceAlias'] }),
  write('AutoCreateInstances', 'boolean', 'false'),
  entries('ManageableDevice'),
  write('ManageableDeviceNotificationLimit', 'unsignedInt', '0'),
  read('SupportedConnReqMethods', 'string', 'HTTP'),
  read('HTTPCompressionSupported', 'string', ''),
  write('HTTPCompression', 'string', 'Disabled', { values: ['Disabled'] }),
  read('InstanceWildcardsSupported', 'boolean', (place) => String(place.facts.instanceWildcards)),
  entries('InformParameter'),
  table('ManageableDevice', 0, [
    read('ManufacturerOUI', 'string', ''),
    read('SerialNumber', 'string', ''),
    read('ProductClass', 'string', ''),
    read('Host', 'string', ''),
  ]),
  table(
    'InformParameter',
    0,
    [
      write('Enable', 'boolean', 'false'),
      alias('inform'),
      write('ParameterName', 'string', '', {
        maxLength: 256,
        // Naming what every Inform carries anyway is refused (TR-069 §3.7.1.5).
        accepts: (value, facts) => !facts.forcedParameters.includes(value),
      }),
      write('EventList', 'string', '', { accepts: (value) => !value.includes('4 VALUE CHANGE') }),
    ],
    { creatable: true, maxRows: 32 },
  ),
  object('AutonomousTransferCompletePolicy', [
    write('Enable', 'boolean', 'false'),
    write('TransferTypeFilter', 'string', 'Both', { values: transferFilter }),
    write('ResultTypeFilter', 'string', 'Both', { values: resultFilter }),
    write('FileTypeFilter', 'string', '', { maxLength: 1024 }),
  ]),
  duStateChangePolicy,
  object('HeartbeatPolicy', [
    write('Enable', 'boolean', 'false'),
    write('ReportingInterval', 'unsignedInt', '300', { min: 30 }),
    write('InitiationTime', 'dateTime', unknownTime),
  ]),
  object('StandbyPolicy', [
    write('CRUnawarenessMaxDuration', 'int', '-1', { min: -1 }),
    write('MaxMissedPeriodic', 'int', '-1', { min: -1 }),
    write('NotifyMissedScheduled', 'boolean', 'false'),
    read('NetworkAwarenessCapable', 'boolean', 'false'),
    read('SelfTimerCapable', 'boolean', 'false'),
    write('CRAwarenessRequested', 'boolean', 'false'),
    write('PeriodicAwarenessRequested', 'boolean', 'false'),
    write('ScheduledAwarenessRequested', 'boolean', 'false'),
  ]),
]);
