import { commonTo, type View } from './view.ts';

/** Device:1 (TR-106): a device with one interface, `LAN.`. */
export const device1: View = {
  ...commonTo('Device.'),
  supportedConnectionRequestMethods: 'Device.ManagementServer.SupportedConnReqMethods',
  connectionRequestJabberId: 'Device.ManagementServer.ConnReqJabberID',
  firmwareImages: null,
  vendorLogFiles: 'Device.DeviceInfo.VendorLogFile.',
  ping: 'Device.LAN.IPPingDiagnostics.',
  traceroute: 'Device.LAN.TraceRouteDiagnostics.',
  downloadTest: 'Device.DownloadDiagnostics.',
  uploadTest: 'Device.UploadDiagnostics.',
  udpEcho: 'Device.UDPEchoConfig.',
  nameLookup: 'Device.NSLookupDiagnostics.',
  neighbouringWifi: null,
  hosts: null,
};
