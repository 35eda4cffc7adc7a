/** The three roots a device may have. The name of the first object does not tell `Device:1` from `Device:2`. */
export type RootModel = 'Device:1' | 'Device:2' | 'InternetGatewayDevice:1';
export const rootModels: readonly RootModel[] = ['Device:1', 'Device:2', 'InternetGatewayDevice:1'];

export interface RootEvidence {
  /** Value of `DeviceSummary`, such as `Device:1.4[](Baseline:1)`. */
  readonly deviceSummary?: string | null | undefined;
  /** Value of `Device.RootDataModelVersion`, such as `2.11`; only Device:2 has it. */
  readonly rootDataModelVersion?: string | null | undefined;
  /** Paths the device told, of any kind. */
  readonly paths?: Iterable<string>;
}

/** Objects below `Device.` that only one of the two has. */
const onlyDevice1 =
  /^Device\.(?:LAN|Config|DownloadDiagnostics|UploadDiagnostics|UDPEchoConfig|NSLookupDiagnostics|Capabilities|DownloadAvailability|DeviceSummary)\b/;
const onlyDevice2 =
  /^Device\.(?:RootDataModelVersion|InterfaceStack\w*|IP|Ethernet|WiFi|Hosts|NAT|Routing|PPP|DSL|Optical|Cellular|ATM|PTM|Bridging|DHCPv4|DHCPv6|DNS|Firewall|QoS|Users|XPON|USPAgent|LocalAgent|LANConfigSecurity)\b/;

/**
 * Which model a device speaks, from what is known of it. What it says of itself counts more than what it shows, and a
 * bare `Device.` is Device:2, as nearly all of them are. null where nothing is known.
 */
export function rootModelOf(evidence: RootEvidence): RootModel | null {
  const summary = /^\s*(InternetGatewayDevice|Device):(\d+)/.exec(evidence.deviceSummary ?? '');
  if (summary)
    return summary[1] === 'Device' ? (summary[2] === '1' ? 'Device:1' : 'Device:2') : 'InternetGatewayDevice:1';
  if (/^\s*2(\.|$)/.test(evidence.rootDataModelVersion ?? '')) return 'Device:2';
  let device = false;
  let device1 = false;
  for (const path of evidence.paths ?? []) {
    if (path.startsWith('InternetGatewayDevice.')) return 'InternetGatewayDevice:1';
    if (!path.startsWith('Device.')) continue;
    if (onlyDevice2.test(path)) return 'Device:2';
    device = true;
    device1 ||= onlyDevice1.test(path);
  }
  if (device1) return 'Device:1';
  return device ? 'Device:2' : null;
}

export function rootObjectOf(model: RootModel): 'Device.' | 'InternetGatewayDevice.' {
  return model === 'InternetGatewayDevice:1' ? 'InternetGatewayDevice.' : 'Device.';
}
