/**
 * The immediate children among the names below a path: objects with their dot, then leaves. Devices differ: some leave
 * the objects between out, some give them without their dot, some answer the whole tree to a question for one level.
 */
export function childrenOf(path: string, names: readonly string[]): string[] {
  const children = new Set<string>();
  for (const name of names) {
    if (!name.startsWith(path) || name === path) continue;
    const rest = name.slice(path.length);
    const dot = rest.indexOf('.');
    children.add(path + (dot < 0 ? rest : rest.slice(0, dot + 1)));
  }
  // Told with its children and without its dot: an object all the same.
  return [...children].filter((child) => child.endsWith('.') || !children.has(`${child}.`));
}

/** First-level objects that are read where a device refuses to name those it has. */
const usual: Readonly<Record<'Device.' | 'InternetGatewayDevice.', readonly string[]>> = {
  'Device.': [
    'DeviceInfo.',
    'ManagementServer.',
    'Time.',
    'UserInterface.',
    'GatewayInfo.',
    'LAN.',
    'InterfaceStack.',
    'DSL.',
    'Optical.',
    'Cellular.',
    'Ethernet.',
    'WiFi.',
    'Bridging.',
    'PPP.',
    'IP.',
    'Routing.',
    'DNS.',
    'NAT.',
    'DHCPv4.',
    'DHCPv6.',
    'Hosts.',
    'Firewall.',
    'Users.',
    'QoS.',
    'SoftwareModules.',
    'Services.',
  ],
  'InternetGatewayDevice.': [
    'DeviceInfo.',
    'DeviceConfig.',
    'ManagementServer.',
    'Time.',
    'UserInterface.',
    'Layer3Forwarding.',
    'LANConfigSecurity.',
    'IPPingDiagnostics.',
    'LANDevice.',
    'WANDevice.',
    'QueueManagement.',
    'Services.',
    'User.',
    'SoftwareModules.',
  ],
};

export function usualChildren(root: 'Device.' | 'InternetGatewayDevice.'): string[] {
  return usual[root].map((name) => root + name);
}
