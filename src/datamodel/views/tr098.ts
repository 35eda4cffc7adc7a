import { commonTo, type View } from './view.ts';

/** InternetGatewayDevice:1 (TR-098). */
export const tr098: View = {
  ...commonTo('InternetGatewayDevice.'),
  supportedConnectionRequestMethods: 'InternetGatewayDevice.ManagementServer.SupportedConnReqMethods',
  connectionRequestJabberId: 'InternetGatewayDevice.ManagementServer.ConnReqJabberID',
  firmwareImages: null,
  vendorLogFiles: 'InternetGatewayDevice.DeviceInfo.VendorLogFile.',
  ping: 'InternetGatewayDevice.IPPingDiagnostics.',
  traceroute: 'InternetGatewayDevice.TraceRouteDiagnostics.',
  downloadTest: 'InternetGatewayDevice.DownloadDiagnostics.',
  uploadTest: 'InternetGatewayDevice.UploadDiagnostics.',
  udpEcho: 'InternetGatewayDevice.UDPEchoConfig.',
  nameLookup: 'InternetGatewayDevice.NSLookupDiagnostics.',
  neighbouringWifi: null,
  hosts: 'InternetGatewayDevice.LANDevice.{i}.Hosts.Host.',
};
