import { commonTo, type View } from './view.ts';

/** Device:2 (TR-181). */
export const tr181: View = {
  ...commonTo('Device.'),
  supportedConnectionRequestMethods: 'Device.ManagementServer.SupportedConnReqMethods',
  connectionRequestJabberId: 'Device.ManagementServer.ConnReqJabberID',
  firmwareImages: 'Device.DeviceInfo.FirmwareImage.',
  vendorLogFiles: 'Device.DeviceInfo.VendorLogFile.',
  ping: 'Device.IP.Diagnostics.IPPing.',
  traceroute: 'Device.IP.Diagnostics.TraceRoute.',
  downloadTest: 'Device.IP.Diagnostics.DownloadDiagnostics.',
  uploadTest: 'Device.IP.Diagnostics.UploadDiagnostics.',
  udpEcho: 'Device.IP.Diagnostics.UDPEchoConfig.',
  nameLookup: 'Device.DNS.Diagnostics.NSLookupDiagnostics.',
  neighbouringWifi: 'Device.WiFi.NeighboringWiFiDiagnostic.',
  hosts: 'Device.Hosts.Host.',
};
