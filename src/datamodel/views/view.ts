/**
 * Where a model keeps what Muster itself uses. Objects end in a dot; null where the model has no such thing.
 * Everything is written once per root, so that no other code spells a path of a root.
 */
export interface View {
  readonly root: 'Device.' | 'InternetGatewayDevice.';
  readonly deviceInfo: string;
  readonly manufacturer: string;
  readonly modelName: string;
  readonly softwareVersion: string;
  readonly hardwareVersion: string;
  readonly provisioningCode: string | null;
  readonly upTime: string;
  readonly managementServer: string;
  readonly url: string;
  readonly username: string;
  readonly password: string;
  readonly periodicInformEnable: string;
  readonly periodicInformInterval: string;
  readonly parameterKey: string;
  readonly connectionRequestUrl: string;
  readonly connectionRequestUsername: string;
  readonly connectionRequestPassword: string;
  readonly udpConnectionRequestAddress: string;
  readonly stunEnable: string;
  readonly supportedConnectionRequestMethods: string | null;
  readonly connectionRequestJabberId: string | null;
  readonly softwareModules: string;
  readonly deploymentUnitPolicy: string;
  readonly firmwareImages: string | null;
  readonly vendorConfigFiles: string;
  readonly vendorLogFiles: string | null;
  readonly ping: string;
  readonly traceroute: string;
  readonly downloadTest: string;
  readonly uploadTest: string;
  readonly nameLookup: string;
  readonly udpEcho: string;
  readonly selfTest: string;
  readonly neighbouringWifi: string | null;
  readonly hosts: string | null;
}

/** What all three roots have in the same places. */
export function commonTo<Root extends View['root']>(root: Root) {
  const server = `${root}ManagementServer.` as const;
  const info = `${root}DeviceInfo.` as const;
  return {
    root,
    deviceInfo: info,
    manufacturer: `${info}Manufacturer`,
    modelName: `${info}ModelName`,
    softwareVersion: `${info}SoftwareVersion`,
    hardwareVersion: `${info}HardwareVersion`,
    provisioningCode: `${info}ProvisioningCode`,
    upTime: `${info}UpTime`,
    vendorConfigFiles: `${info}VendorConfigFile.`,
    managementServer: server,
    url: `${server}URL`,
    username: `${server}Username`,
    password: `${server}Password`,
    periodicInformEnable: `${server}PeriodicInformEnable`,
    periodicInformInterval: `${server}PeriodicInformInterval`,
    parameterKey: `${server}ParameterKey`,
    connectionRequestUrl: `${server}ConnectionRequestURL`,
    connectionRequestUsername: `${server}ConnectionRequestUsername`,
    connectionRequestPassword: `${server}ConnectionRequestPassword`,
    udpConnectionRequestAddress: `${server}UDPConnectionRequestAddress`,
    stunEnable: `${server}STUNEnable`,
    softwareModules: `${root}SoftwareModules.`,
    deploymentUnitPolicy: `${server}DUStateChangeComplPolicy.`,
    selfTest: `${root}SelfTestDiagnostics.`,
  };
}
