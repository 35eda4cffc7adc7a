import { model, object, read } from '../definition.ts';
import { download, nsLookup, olderDialect, ping, selfTest, traceRoute, upload } from '../shared/diagnostics.ts';
import { softwareModules } from '../shared/software-modules.ts';
import { lanDevice } from './lan-device.ts';
import { deviceConfig, deviceInfo, managementServer, timeObject, userInterface } from './management.ts';
import { layer3Forwarding, queueManagement, services } from './policy.ts';
import { defaultConnection, wanDevice } from './wan-device.ts';

/** A TR-098 (InternetGatewayDevice:1) gateway: the tree of WANDevice and LANDevice that older ranges still carry. */
export const tr098 = model(
  object('InternetGatewayDevice', [
    read('DeviceSummary', 'string', 'InternetGatewayDevice:1.14[](Baseline:1, EthernetLAN:1, WiFiLAN:1, Time:1)', {
      maxLength: 1024,
    }),
    read('LANDeviceNumberOfEntries', 'unsignedInt', (place) => String(place.rowCount('LANDevice'))),
    read('WANDeviceNumberOfEntries', 'unsignedInt', (place) => String(place.rowCount('WANDevice'))),
    deviceInfo,
    deviceConfig,
    managementServer,
    timeObject,
    userInterface,
    layer3Forwarding,
    queueManagement,
    lanDevice,
    wanDevice,
    ping('IPPingDiagnostics', olderDialect),
    traceRoute('TraceRouteDiagnostics', olderDialect),
    download('DownloadDiagnostics', olderDialect),
    upload('UploadDiagnostics', olderDialect),
    nsLookup('NSLookupDiagnostics', olderDialect),
    selfTest(olderDialect),
    softwareModules,
    services,
  ]),
  [
    'DeviceSummary',
    'DeviceInfo.SpecVersion',
    'DeviceInfo.HardwareVersion',
    'DeviceInfo.SoftwareVersion',
    'DeviceInfo.ProvisioningCode',
    'ManagementServer.ParameterKey',
    'ManagementServer.ConnectionRequestURL',
    'ManagementServer.AliasBasedAddressing',
    `${defaultConnection}ExternalIPAddress`,
  ],
);
