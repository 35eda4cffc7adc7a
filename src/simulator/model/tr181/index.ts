import { model, object, read } from '../definition.ts';
import { device2Dialect, selfTest } from '../shared/diagnostics.ts';
import { softwareModules } from '../shared/software-modules.ts';
import { deviceInfo } from './device-info.ts';
import { managementServer } from './management-server.ts';
import { dsl, ethernet, ip, optical, ppp, routing } from './network.ts';
import { firewall, nat, qos } from './policy.ts';
import { dhcpv4, dns, hosts, timeObject, userInterface, users } from './services.ts';
import { wifi } from './wifi.ts';

/** A TR-181 (Device:2) residential gateway with the objects an operator's ACS works with. */
export const tr181 = model(
  object('Device', [
    read('RootDataModelVersion', 'string', '2.12'),
    deviceInfo,
    managementServer,
    timeObject,
    userInterface,
    dsl,
    optical,
    ethernet,
    wifi,
    ppp,
    ip,
    routing,
    nat,
    dhcpv4,
    dns,
    hosts,
    users,
    firewall,
    qos,
    softwareModules,
    selfTest(device2Dialect),
  ]),
  [
    'RootDataModelVersion',
    'DeviceInfo.HardwareVersion',
    'DeviceInfo.SoftwareVersion',
    'DeviceInfo.ProvisioningCode',
    'ManagementServer.ParameterKey',
    'ManagementServer.ConnectionRequestURL',
    'ManagementServer.AliasBasedAddressing',
  ],
);
