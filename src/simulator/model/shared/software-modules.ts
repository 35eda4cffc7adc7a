import { entries, type ObjectDefinition, object, type Place, read, table, write } from '../definition.ts';
import { alias, lastIndex, statusOf } from '../tr181/values.ts';

/** KiB of disk an execution environment has. */
export const allocatedDisk = 65_536;

const free = (place: Place): string => String(allocatedDisk - place.facts.diskInUse(lastIndex(place)));

/** Of the first environment, the one that may be real. */
const environmentType = ({ facts }: Place): string => facts.environmentType ?? 'Linux';

const memory = (place: Place): string =>
  String(place.own('Status') === 'Active' ? (place.facts.memoryInUse?.(lastIndex(place)) ?? 2048) : 0);

/** Two execution environments, so that an operation can name the wrong one; nothing is deployed at first. */
export const softwareModules: ObjectDefinition = object('SoftwareModules', [
  entries('ExecEnv'),
  entries('DeploymentUnit'),
  entries('ExecutionUnit'),
  table(
    'ExecEnv',
    [{ Version: '5.15' }, { Name: 'OSGi', Type: 'OSGi', Version: 'R4', Enable: 'false' }],
    [
      write('Enable', 'boolean', 'true'),
      read('Status', 'string', statusOf('Up'), { values: ['Up', 'Error', 'Disabled'] }),
      alias('ee'),
      read('Name', 'string', environmentType, { maxLength: 32 }),
      read('Type', 'string', environmentType, { maxLength: 64 }),
      write('InitialRunLevel', 'unsignedInt', '0', { max: 65_535 }),
      read('CurrentRunLevel', 'int', '-1'),
      write('InitialExecutionUnitRunLevel', 'int', '-1', { min: -1, max: 65_535 }),
      read('Vendor', 'string', (place) => place.facts.identity.manufacturer, { maxLength: 128 }),
      read('Version', 'string', '', { maxLength: 32 }),
      read('ParentExecEnv', 'string', ''),
      read('AllocatedDiskSpace', 'int', String(allocatedDisk)),
      read('AllocatedMemory', 'int', '131072'),
      read('AvailableDiskSpace', 'int', free),
      read('AvailableMemory', 'int', '131072'),
      read('ActiveExecutionUnits', 'string', ''),
      write('Reset', 'boolean', 'false', { command: true }),
      write('RequestedRunLevel', 'int', '-1', { command: true, min: -1, max: 65_535 }),
    ],
  ),
  table('DeploymentUnit', 0, [
    read('UUID', 'string', '', { maxLength: 36 }),
    read('DUID', 'string', '', { maxLength: 64 }),
    alias('du'),
    read('Name', 'string', '', { maxLength: 64 }),
    read('Status', 'string', 'Installed'),
    read('Resolved', 'boolean', 'true'),
    read('URL', 'string', '', { maxLength: 1024 }),
    read('Description', 'string', '', { maxLength: 256 }),
    read('Vendor', 'string', '', { maxLength: 128 }),
    read('Version', 'string', '', { maxLength: 32 }),
    read('VendorLogList', 'string', ''),
    read('VendorConfigList', 'string', ''),
    read('ExecutionUnitList', 'string', ''),
    read('ExecutionEnvRef', 'string', ''),
    read('X_MUSTER_DiskSpace', 'unsignedInt', '0'),
    read('X_MUSTER_Depends', 'string', ''),
  ]),
  table('ExecutionUnit', 0, [
    read('EUID', 'string', '', { maxLength: 64 }),
    alias('eu'),
    read('Name', 'string', '', { maxLength: 32 }),
    read('ExecEnvLabel', 'string', '', { maxLength: 64 }),
    read('Status', 'string', 'Idle', { notify: 'default' }),
    read('ExecutionFaultCode', 'string', 'NoFault'),
    read('ExecutionFaultMessage', 'string', '', { maxLength: 256 }),
    write('AutoStart', 'boolean', 'true'),
    write('RunLevel', 'unsignedInt', '0', { max: 65_535 }),
    read('Vendor', 'string', '', { maxLength: 128 }),
    read('Version', 'string', '', { maxLength: 32 }),
    read('Description', 'string', '', { maxLength: 256 }),
    read('DiskSpaceInUse', 'int', '-1'),
    read('MemoryInUse', 'int', memory),
    // Where the process of the unit really is: devices that share a host cannot all have the port it asks for.
    read('X_MUSTER_Pid', 'unsignedInt', '0'),
    read('X_MUSTER_Port', 'unsignedInt', '0'),
    read('References', 'string', ''),
    read('AssociatedProcessList', 'string', ''),
    read('VendorLogList', 'string', ''),
    read('VendorConfigList', 'string', ''),
    read('ExecutionEnvRef', 'string', ''),
    write('RequestedState', 'string', '', {
      command: true,
      values: ['Idle', 'Active'],
      // Not in a disabled environment, and not while it is still stopping (TR-157).
      accepts: (value, facts, place) =>
        facts.value(`${place.own('ExecutionEnvRef')}.Enable`) === 'true' &&
        !(value === 'Active' && place.own('Status') === 'Stopping'),
    }),
    object('Extensions', []),
  ]),
]);

/** Which changes of software modules that nobody ordered are told to the ACS. */
export const duStateChangePolicy = object('DUStateChangeComplPolicy', [
  write('Enable', 'boolean', 'false'),
  write('OperationTypeFilter', 'string', ''),
  write('ResultTypeFilter', 'string', 'Both', { values: ['Success', 'Failure', 'Both'] }),
  write('FaultCodeFilter', 'string', ''),
]);

export const supportedDataModel = (urn: string) =>
  table('SupportedDataModel', 1, [
    alias('model'),
    read('URL', 'string', ''),
    read('URN', 'string', urn, { maxLength: 256 }),
    read('Features', 'string', ''),
  ]);
