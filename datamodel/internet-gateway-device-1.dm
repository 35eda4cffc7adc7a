muster-datamodel 1
# Facts only: paths, types, access, versions. Written by "muster datamodel import"; it may be edited.
model InternetGatewayDevice:1.14
source urn:broadband-forum-org:tr-098-1-8-0
type _AliasCommon string(:64)
type _AliasCWMP _AliasCommon
type Alias _AliasCWMP
type UUID string(36) ~"[A-Fa-f0-9]{8}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{12}"
type IPAddress string(:45)
type MACAddress string(:17) ~"" ~"([0-9A-Fa-f][0-9A-Fa-f]:){5}([0-9A-Fa-f][0-9A-Fa-f])"
InternetGatewayDevice. R
 DeviceSummary R string(:1024) !deprecated forced
 LANDeviceNumberOfEntries R unsignedInt
 WANDeviceNumberOfEntries R unsignedInt
 UserNumberOfEntries R unsignedInt
 SmartCardReaderNumberOfEntries R unsignedInt
InternetGatewayDevice.Services. R
InternetGatewayDevice.DeviceInfo. R
 DeviceCategory R list of string
 Manufacturer R string(:64)
 ManufacturerOUI R string(6) ~"[0-9A-F]{6}"
 ModelName R string(:64)
 ModelNumber R string(:64)
 Description R string(:256)
 ProductClass R string(:64)
 SerialNumber R string(:64)
 HardwareVersion R string(:64) forced
 SoftwareVersion R string(:64) forced forceEnabled
 ModemFirmwareVersion R string(:64)
 EnabledOptions R list(:1024) of string !deprecated
 AdditionalHardwareVersion R list(:64) of string
 AdditionalSoftwareVersion R list(:64) of string
 SpecVersion R string(:16) !deprecated forced
 ProvisioningCode W string(:64) forced forceEnabled
 UpTime R unsignedInt canDeny
 FirstUseDate R dateTime
 DeviceLog R string(:32768) canDeny
 VendorConfigFileNumberOfEntries R unsignedInt
 SupportedDataModelNumberOfEntries R unsignedInt
 ProcessorNumberOfEntries R unsignedInt
 VendorLogFileNumberOfEntries R unsignedInt
 LocationNumberOfEntries R unsignedInt
InternetGatewayDevice.DeviceInfo.VendorConfigFile.{i}. R key(Name) key(Alias)
 Alias W Alias canDeny
 Name R string(:64)
 Version R string(:16)
 Date R dateTime
 Description R string(:256)
InternetGatewayDevice.DeviceInfo.MemoryStatus. R
 Total R unsignedInt
 Free R unsignedInt canDeny
InternetGatewayDevice.DeviceInfo.ProcessStatus. R
 CPUUsage R unsignedInt[:100] canDeny
 ProcessNumberOfEntries R unsignedInt
InternetGatewayDevice.DeviceInfo.ProcessStatus.Process.{i}. R key(PID)
 PID R unsignedInt
 Command R string(:256)
 Size R unsignedInt canDeny
 Priority R unsignedInt[:99]
 CPUTime R unsignedInt canDeny
 State R {Running Sleeping Stopped Idle? Uninterruptible? Zombie?} canDeny
InternetGatewayDevice.DeviceInfo.TemperatureStatus. R
 TemperatureSensorNumberOfEntries R unsignedInt
InternetGatewayDevice.DeviceInfo.TemperatureStatus.TemperatureSensor.{i}. R key(Name) key(Alias)
 Alias W Alias canDeny
 Enable W boolean
 Status R {Disabled Enabled Error}
 Reset W boolean hidden
 ResetTime R dateTime
 Name R string(:256)
 Value R int[-274:] canDeny
 LastUpdate R dateTime canDeny
 MinValue R int[-274:]
 MinTime R dateTime
 MaxValue R int[-274:]
 MaxTime R dateTime
 LowAlarmValue W int[-274:]
 LowAlarmTime R dateTime
 HighAlarmValue W int[-274:]
 HighAlarmTime R dateTime
 PollingInterval W unsignedInt
InternetGatewayDevice.DeviceInfo.NetworkProperties. R
 MaxTCPWindowSize R unsignedInt
 TCPImplementation R list of {Tahoe Reno "New Reno" Vegas}
InternetGatewayDevice.DeviceInfo.SupportedDataModel.{i}. R key(URL) key(Alias) functional(UUID)
 Alias W Alias canDeny
 URL R string(:256)
 UUID R UUID
 URN R string(:256)
 Features R list of string
InternetGatewayDevice.DeviceInfo.Processor.{i}. R key(Alias)
 Alias W Alias canDeny
 Architecture R {arm i386 m68010 m68k mipseb mipsel powerpc sh3eb sh3el x86_64}
InternetGatewayDevice.DeviceInfo.VendorLogFile.{i}. R key(Alias) key(Name)
 Alias W Alias canDeny
 Name R string(:64)
 MaximumSize R unsignedInt
 Persistent R boolean
InternetGatewayDevice.DeviceInfo.ProxierInfo. R
 ManufacturerOUI R string(6) ~"[0-9A-F]{6}"
 ProductClass R string(:64)
 SerialNumber R string(:64)
 ProxyProtocol R {Z-Wave ZigBee UPnP-DM ETSI-M2M}
InternetGatewayDevice.DeviceInfo.Location.{i}. W key(Source,ExternalSource)
 Source R {GPS AGPS Manual External}
 AcquiredTime R dateTime
 ExternalSource R string
 ExternalProtocol R {"" CWMP OMA-DM SNMP UPnP HELD DHCPv4 DHCPv6 LLDP-MED MLP Other}
 DataObject W string(:1200)
InternetGatewayDevice.DeviceConfig. R
 PersistentData W string(:256)
 ConfigFile W string(:32768)
InternetGatewayDevice.ManagementServer. R
 EnableCWMP W boolean
 URL W string(:256)
 Username W string(:256)
 Password W string(:256) hidden
 PeriodicInformEnable W boolean
 PeriodicInformInterval W unsignedInt[1:]
 PeriodicInformTime W dateTime
 ParameterKey R string(:32) forced canDeny
 ConnectionRequestURL R string(:256) forced forceDefaultEnabled
 ConnectionRequestUsername W string(:256)
 ConnectionRequestPassword W string(:256) hidden
 UpgradesManaged W boolean
 KickURL R string(:256)
 DownloadProgressURL R string(:256)
 DefaultActiveNotificationThrottle W unsignedInt
 UDPConnectionRequestAddress R string(:256)
 UDPConnectionRequestAddressNotificationLimit W unsignedInt
 STUNEnable W boolean
 STUNServerAddress W string(:256)
 STUNServerPort W unsignedInt[0:65535]
 STUNUsername W string(:256)
 STUNPassword W string(:256) hidden
 STUNMaximumKeepAlivePeriod W int[-1:]
 STUNMinimumKeepAlivePeriod W unsignedInt
 NATDetected R boolean
 AliasBasedAddressing R boolean forced
 ManageableDeviceNumberOfEntries R unsignedInt
 ManageableDeviceNotificationLimit W unsignedInt
 EmbeddedDeviceNumberOfEntries R unsignedInt
 VirtualDeviceNumberOfEntries R unsignedInt
 InstanceMode W {InstanceNumber InstanceAlias}
 AutoCreateInstances W boolean
 CWMPRetryMinimumWaitInterval W unsignedInt[1:65535]
 CWMPRetryIntervalMultiplier W unsignedInt[1000:65535]
 SupportedConnReqMethods R list of {HTTP STUN? XMPP?}
 ConnReqXMPPConnection W string ->.XMPP.Connection.
 ConnReqAllowedJabberIDs W list<:32> of string(:256)
 ConnReqJabberID R string forceDefaultEnabled
 HTTPCompressionSupported R list of {GZIP Compress Deflate}
 HTTPCompression W string =HTTPCompressionSupported
 LightweightNotificationProtocolsSupported R list of {UDP}
 LightweightNotificationProtocolsUsed W list of string =LightweightNotificationProtocolsSupported
 UDPLightweightNotificationHost W string(:256)
 UDPLightweightNotificationPort W unsignedInt
 InformParameterNumberOfEntries R unsignedInt
InternetGatewayDevice.ManagementServer.ManageableDevice.{i}. R key(ManufacturerOUI,SerialNumber,ProductClass)
 ManufacturerOUI R string(:6) canDeny
 SerialNumber R string(:64) canDeny
 ProductClass R string(:64) canDeny
 Host R list(:1024) of string ->InternetGatewayDevice.LANDevice.{i}.Hosts.Host.
InternetGatewayDevice.ManagementServer.AutonomousTransferCompletePolicy. R
 Enable W boolean
 TransferTypeFilter W {Upload Download Both}
 ResultTypeFilter W {Success Failure Both}
 FileTypeFilter W list(:1024) of string ~"1 Firmware Upgrade Image" ~"2 Web Content" ~"3 Vendor Configuration File" ~"4 Vendor Log File" ~"X [0-9A-F]{6} .*"
InternetGatewayDevice.ManagementServer.DUStateChangeComplPolicy. R
 Enable W boolean
 OperationTypeFilter W list of {Install Update Uninstall}
 ResultTypeFilter W {Success Failure Both}
 FaultCodeFilter W list of {9001 9003 9012 9013 9015 9016 9017 9018 9022 9023 9024 9025 9026 9027 9028 9029 9030 9031 9032}
InternetGatewayDevice.ManagementServer.EmbeddedDevice.{i}. R key(ControllerID,ProxiedDeviceID)
 ControllerID R string(:256)
 ProxiedDeviceID R string(:256)
 Reference R string ->*
 SupportedDataModel R list of string ->.DeviceInfo.SupportedDataModel.
 Host R list<:32> of string ->.LANDevice.{i}.Hosts.Host.
 ProxyProtocol R {Z-Wave ZigBee UPnP-DM ETSI-M2M}
 ProxyProtocolReference R string ->*
 DiscoveryProtocol R list of {Z-Wave ZigBee UPnP ETSI-M2M}
 DiscoveryProtocolReference R list of string ->*
 CommandProcessed R {Pending Retrying Success Error}
 CommandProcessingErrMsg R string(:1024)
 LastSyncTime R dateTime
InternetGatewayDevice.ManagementServer.VirtualDevice.{i}. R key(ManufacturerOUI,ProductClass,SerialNumber)
 ManufacturerOUI R string(6) ~"[0-9A-F]{6}"
 ProductClass R string(:64)
 SerialNumber R string(:64)
 Host R list<:32> of string ->.LANDevice.{i}.Hosts.Host.
 ProxyProtocol R {Z-Wave ZigBee UPnP-DM ETSI-M2M}
 ProxyProtocolReference R string ->*
 DiscoveryProtocol R list of {Z-Wave ZigBee UPnP ETSI-M2M}
 DiscoveryProtocolReference R list of string ->*
InternetGatewayDevice.ManagementServer.StandbyPolicy. R
 CRUnawarenessMaxDuration W int[-1:]
 MaxMissedPeriodic W int[-1:]
 NotifyMissedScheduled W boolean
 NetworkAwarenessCapable R boolean
 SelfTimerCapable R boolean
 CRAwarenessRequested W boolean
 PeriodicAwarenessRequested W boolean
 ScheduledAwarenessRequested W boolean
InternetGatewayDevice.ManagementServer.InformParameter.{i}. W key(Alias) functional(ParameterName)
 Enable W boolean
 Alias W Alias
 ParameterName W string(:256)
 EventList W list of string
InternetGatewayDevice.Time. R
 Enable W boolean
 NTPServer1 W string(:64)
 NTPServer2 W string(:64)
 NTPServer3 W string(:64)
 NTPServer4 W string(:64)
 NTPServer5 W string(:64)
 CurrentLocalTime R dateTime canDeny
 LocalTimeZone W string(:6) !obsoleted
 LocalTimeZoneName W string(:64)
 DaylightSavingsUsed W boolean !obsoleted
 DaylightSavingsStart W dateTime !obsoleted
 DaylightSavingsEnd W dateTime !obsoleted
 Status R {Disabled Unsynchronized Synchronized Error_FailedToSynchronize Error?}
InternetGatewayDevice.UserInterface. R
 UserDatabaseSupported R boolean
 PasswordRequired W boolean
 PasswordUserSelectable W boolean
 UpgradeAvailable W boolean
 WarrantyDate W dateTime
 ISPName W string(:64)
 ISPHelpDesk W string(:32)
 ISPHomePage W string(:256)
 ISPHelpPage W string(:256)
 ISPLogo W base64(:4095)
 ISPLogoSize W unsignedInt[0:4095]
 ISPMailServer W string(:256)
 ISPNewsServer W string(:256)
 TextColor W string(:6)
 BackgroundColor W string(:6)
 ButtonColor W string(:6)
 ButtonTextColor W string(:6)
 AutoUpdateServer W string(:256)
 UserUpdateServer W string(:256)
 ExampleLogin W string(:40)
 ExamplePassword W string(:30)
 AvailableLanguages R list(:256) of string
 SharedPassword W boolean
 CurrentLanguage W string(:16)
InternetGatewayDevice.UserInterface.RemoteAccess. R
 Enable W boolean
 Port W unsignedInt[:65535]
 SupportedProtocols R list of {HTTP HTTPS}
 Protocol W string =SupportedProtocols
InternetGatewayDevice.UserInterface.LocalDisplay. R
 Movable W boolean
 Resizable W boolean
 PosX W int canDeny
 PosY W int canDeny
 Width W unsignedInt canDeny
 Height W unsignedInt canDeny
 DisplayWidth R unsignedInt
 DisplayHeight R unsignedInt
InternetGatewayDevice.Layer3Forwarding. R
 DefaultConnectionService W string(:256)
 ForwardNumberOfEntries R unsignedInt
InternetGatewayDevice.Layer3Forwarding.Forwarding.{i}. W key(DestIPAddress,DestSubnetMask,SourceIPAddress,SourceSubnetMask) key(Alias)
 Enable W boolean
 Status R {Disabled Enabled Error?}
 Alias W Alias canDeny
 StaticRoute R boolean
 Type W {Default Network Host} !deprecated
 DestIPAddress W IPAddress
 DestSubnetMask W IPAddress
 SourceIPAddress W IPAddress
 SourceSubnetMask W IPAddress
 GatewayIPAddress W IPAddress
 Interface W string(:256) =>*
 ForwardingMetric W int[-1:]
 MTU W unsignedInt[1:1540]
 ForwardingPolicy W int[-1:]
InternetGatewayDevice.LANConfigSecurity. R
 ConfigPassword W string(:64) hidden
InternetGatewayDevice.IPPingDiagnostics. R
 DiagnosticsState W {None* Requested Complete* Error_CannotResolveHostName* Error_Internal* Error_Other*} canDeny
 Interface W string(:256) =>*
 Host W string(:256)
 NumberOfRepetitions W unsignedInt[1:]
 Timeout W unsignedInt[1:]
 DataBlockSize W unsignedInt[1:65535]
 DSCP W unsignedInt[0:63]
 SuccessCount R unsignedInt canDeny
 FailureCount R unsignedInt canDeny
 AverageResponseTime R unsignedInt canDeny
 MinimumResponseTmie R unsignedInt !deleted
 MaximumResponseTime R unsignedInt canDeny
 MinimumResponseTime R unsignedInt canDeny
InternetGatewayDevice.LANDevice.{i}. W key(Alias)
 Alias W Alias canDeny
 LANEthernetInterfaceNumberOfEntries R unsignedInt
 LANUSBInterfaceNumberOfEntries R unsignedInt
 LANWLANConfigurationNumberOfEntries R unsignedInt
InternetGatewayDevice.LANDevice.{i}.LANHostConfigManagement. R
 MACAddress R MACAddress
 DHCPServerConfigurable W boolean
 DHCPServerEnable W boolean
 DHCPRelay R boolean !deprecated
 MinAddress W IPAddress
 MaxAddress W IPAddress
 ReservedAddresses W list(:256) of IPAddress
 SubnetMask W IPAddress
 DNSServers W list(:64) of IPAddress
 DomainName W string(:64)
 IPRouters W list(:64) of IPAddress
 DHCPLeaseTime W int[-1:]
 UseAllocatedWAN W {Normal UseAllocatedSubnet!deprecated Passthrough}
 AssociatedConnection W string(:256) =>*
 PassthroughLease W unsignedInt
 PassthroughMACAddress W MACAddress
 AllowedMACAddresses W list(:512) of MACAddress
 IPInterfaceNumberOfEntries R unsignedInt
 DHCPStaticAddressNumberOfEntries R unsignedInt
 DHCPOptionNumberOfEntries R unsignedInt
 DHCPConditionalPoolNumberOfEntries R unsignedInt
InternetGatewayDevice.LANDevice.{i}.LANHostConfigManagement.IPInterface.{i}. W key(IPInterfaceIPAddress,IPInterfaceSubnetMask) key(Alias)
 Enable W boolean
 Alias W Alias canDeny
 IPInterfaceIPAddress W IPAddress
 IPInterfaceSubnetMask W IPAddress
 IPInterfaceAddressingType W {DHCP Static AutoIP}
InternetGatewayDevice.LANDevice.{i}.LANHostConfigManagement.DHCPStaticAddress.{i}. W key(Chaddr) key(Alias)
 Enable W boolean
 Alias W Alias canDeny
 Chaddr W MACAddress
 Yiaddr W IPAddress
InternetGatewayDevice.LANDevice.{i}.LANHostConfigManagement.DHCPOption.{i}. W key(Tag) key(Alias)
 Enable W boolean
 Alias W Alias canDeny
 Tag W unsignedInt[1:254]
 Value W base64(:255)
InternetGatewayDevice.LANDevice.{i}.LANHostConfigManagement.DHCPConditionalServingPool.{i}. W key(Alias)
 Enable W boolean
 Alias W Alias canDeny
 PoolOrder W unsignedInt[1:]
 SourceInterface W list(:1024) of string =>*
 VendorClassID W string(:256)
 VendorClassIDExclude W boolean
 VendorClassIDMode W {Exact Prefix Suffix Substring}
 ClientID W string(:256)
 ClientIDExclude W boolean
 UserClassID W string(:256)
 UserClassIDExclude W boolean
 Chaddr W MACAddress
 ChaddrMask W MACAddress
 ChaddrExclude W boolean
 LocallyServed W boolean
 MinAddress W IPAddress
 MaxAddress W IPAddress
 ReservedAddresses W list(:512) of IPAddress
 SubnetMask W IPAddress
 DNSServers W list(:64) of IPAddress
 DomainName W string(:64)
 IPRouters W list(:64) of IPAddress
 DHCPLeaseTime W int[-1:]
 UseAllocatedWAN W {Normal Passthrough}
 AssociatedConnection W string(:256) =>*
 DHCPServerIPAddress W IPAddress
 DHCPStaticAddressNumberOfEntries R unsignedInt
 DHCPOptionNumberOfEntries R unsignedInt
InternetGatewayDevice.LANDevice.{i}.LANHostConfigManagement.DHCPConditionalServingPool.{i}.DHCPStaticAddress.{i}. W key(Chaddr) key(Alias)
 Enable W boolean
 Alias W Alias canDeny
 Chaddr W MACAddress
 Yiaddr W IPAddress
InternetGatewayDevice.LANDevice.{i}.LANHostConfigManagement.DHCPConditionalServingPool.{i}.DHCPOption.{i}. W key(Tag) key(Alias)
 Enable W boolean
 Alias W Alias canDeny
 Tag W unsignedInt[1:254]
 Value W base64(:255)
InternetGatewayDevice.LANDevice.{i}.LANEthernetInterfaceConfig.{i}. R key(MACAddress) key(Alias)
 Enable W boolean
 Status R {Up NoLink Error? Disabled}
 Alias W Alias canDeny
 Name R string(:16)
 MACAddress R MACAddress
 MACAddressControlEnabled W boolean
 MaxBitRate W {10 100 1000 10000 Auto}
 DuplexMode W {Half Full Auto}
InternetGatewayDevice.LANDevice.{i}.LANEthernetInterfaceConfig.{i}.Stats. R
 BytesSent R unsignedInt canDeny
 BytesReceived R unsignedInt canDeny
 PacketsSent R unsignedInt canDeny
 PacketsReceived R unsignedInt canDeny
 ErrorsSent R unsignedInt canDeny
 ErrorsReceived R unsignedInt canDeny
 UnicastPacketsSent R unsignedInt canDeny
 UnicastPacketsReceived R unsignedInt canDeny
 DiscardPacketsSent R unsignedInt canDeny
 DiscardPacketsReceived R unsignedInt canDeny
 MulticastPacketsSent R unsignedInt canDeny
 MulticastPacketsReceived R unsignedInt canDeny
 BroadcastPacketsSent R unsignedInt canDeny
 BroadcastPacketsReceived R unsignedInt canDeny
 UnknownProtoPacketsReceived R unsignedInt canDeny
InternetGatewayDevice.LANDevice.{i}.LANUSBInterfaceConfig.{i}. R key(MACAddress) key(Alias)
 Enable W boolean
 Status R {Up NoLink Error? Disabled}
 Alias W Alias canDeny
 Name R string(:16)
 MACAddress R MACAddress
 MACAddressControlEnabled W boolean
 Standard R string(:6)
 Type R {Host Hub Device}
 Rate R {Low Full High}
 Power R {Self Bus Unknown}
InternetGatewayDevice.LANDevice.{i}.LANUSBInterfaceConfig.{i}.Stats. R
 BytesSent R unsignedInt canDeny
 BytesReceived R unsignedInt canDeny
 CellsSent R unsignedInt canDeny
 CellsReceived R unsignedInt canDeny
 ErrorsSent R unsignedInt canDeny
 ErrorsReceived R unsignedInt canDeny
 UnicastPacketsSent R unsignedInt canDeny
 UnicastPacketsReceived R unsignedInt canDeny
 DiscardPacketsSent R unsignedInt canDeny
 DiscardPacketsReceived R unsignedInt canDeny
 MulticastPacketsSent R unsignedInt canDeny
 MulticastPacketsReceived R unsignedInt canDeny
 BroadcastPacketsSent R unsignedInt canDeny
 BroadcastPacketsReceived R unsignedInt canDeny
 UnknownProtoPacketsReceived R unsignedInt canDeny
InternetGatewayDevice.LANDevice.{i}.WLANConfiguration.{i}. R key(BSSID) key(SSID) key(Alias)
 Enable W boolean
 Status R {Up Error? Disabled}
 Alias W Alias canDeny
 Name R string(:16)
 BSSID R string
 MaxBitRate W string(:4)
 Channel W unsignedInt[0:255]
 SSID W string(:32)
 BeaconType W {None Basic WPA 11i? BasicandWPA?!obsoleted Basicand11i?!obsoleted WPAand11i? BasicandWPAand11i?!obsoleted}
 MACAddressControlEnabled W boolean
 Standard R {a b g g-only n}
 WEPKeyIndex W unsignedInt[1:4]
 KeyPassphrase W string(:63) hidden
 WEPEncryptionLevel R list(:64) of {Disabled 40-bit 104-bit}
 BasicEncryptionModes W {None WEPEncryption}
 BasicAuthenticationMode W {None EAPAuthentication? SharedAuthentication?}
 WPAEncryptionModes W {WEPEncryption!deprecated TKIPEncryption WEPandTKIPEncryption!deprecated AESEncryption? WEPandAESEncryption?!deprecated TKIPandAESEncryption? WEPandTKIPandAESEncryption?!deprecated}
 WPAAuthenticationMode W {PSKAuthentication EAPAuthentication?}
 IEEE11iEncryptionModes W {WEPEncryption!deprecated TKIPEncryption? WEPandTKIPEncryption!deprecated AESEncryption? WEPandAESEncryption?!deprecated TKIPandAESEncryption? WEPandTKIPandAESEncryption?!deprecated}
 IEEE11iAuthenticationMode W {PSKAuthentication EAPAuthentication? EAPandPSKAuthentication?}
 PossibleChannels R list(:1024) of string
 BasicDataTransmitRates W list(:256) of string
 OperationalDataTransmitRates W list(:256) of string
 PossibleDataTransmitRates R list(:256) of string
 InsecureOOBAccessEnabled W boolean
 BeaconAdvertisementEnabled W boolean
 SSIDAdvertisementEnabled W boolean
 RadioEnabled W boolean
 TransmitPowerSupported R list(:64) of unsignedInt[0:100]
 AutoRateFallBackEnabled W boolean
 LocationDescription W string(:4096)
 RegulatoryDomain W string(:3)
 TotalPSKFailures R unsignedInt canDeny
 TotalIntegrityFailures R unsignedInt canDeny
 ChannelsInUse R list(:1024) of string canDeny
 DeviceOperationMode W {InfrastructureAccessPoint WirelessBridge? WirelessRepeater? WirelessStation?}
 DistanceFromRoot W unsignedInt
 PeerBSSID W string
 AuthenticationServiceMode W {None LinkAuthentication? RadiusClient?}
 WMMSupported R boolean
 TotalBytesSent R unsignedInt canDeny
 TotalBytesReceived R unsignedInt canDeny
 TotalPacketsSent R unsignedInt canDeny
 TotalPacketsReceived R unsignedInt canDeny
 TotalAssociations R unsignedInt canDeny
 AutoChannelEnable W boolean
 TransmitPower W unsignedInt[0:100]
 UAPSDSupported R boolean
 WMMEnable W boolean
 UAPSDEnable W boolean
InternetGatewayDevice.LANDevice.{i}.WLANConfiguration.{i}.AssociatedDevice.{i}. R key(AssociatedDeviceMACAddress)
 AssociatedDeviceMACAddress R MACAddress canDeny
 AssociatedDeviceIPAddress R string(:64) canDeny
 AssociatedDeviceAuthenticationState R boolean canDeny
 LastRequestedUnicastCipher R string(:256) canDeny
 LastRequestedMulticastCipher R string(:256) canDeny
 LastPMKId R string(:256) canDeny
 LastDataTransmitRate R string(:4) canDeny
InternetGatewayDevice.LANDevice.{i}.WLANConfiguration.{i}.WEPKey.{i}. R 4:4 key(Alias)
 Alias W Alias canDeny
 WEPKey W string(:128) hidden
InternetGatewayDevice.LANDevice.{i}.WLANConfiguration.{i}.PreSharedKey.{i}. R 10:10 key(Alias)
 Alias W Alias canDeny
 PreSharedKey W string(:64) hidden
 KeyPassphrase W string(:63) hidden
 AssociatedDeviceMACAddress W MACAddress
InternetGatewayDevice.LANDevice.{i}.WLANConfiguration.{i}.Stats. R
 ErrorsSent R unsignedInt canDeny
 ErrorsReceived R unsignedInt canDeny
 UnicastPacketsSent R unsignedInt canDeny
 UnicastPacketsReceived R unsignedInt canDeny
 DiscardPacketsSent R unsignedInt canDeny
 DiscardPacketsReceived R unsignedInt canDeny
 MulticastPacketsSent R unsignedInt canDeny
 MulticastPacketsReceived R unsignedInt canDeny
 BroadcastPacketsSent R unsignedInt canDeny
 BroadcastPacketsReceived R unsignedInt canDeny
 UnknownProtoPacketsReceived R unsignedInt canDeny
InternetGatewayDevice.LANDevice.{i}.WLANConfiguration.{i}.WPS. R
 Enable W boolean
 DeviceName R string(:32)
 DevicePassword W unsignedInt hidden
 UUID R string(:36) ~"[0-9A-Fa-f]{8}-([0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}"
 Version R unsignedInt
 ConfigMethodsSupported R list of {USBFlashDrive Ethernet Label Display ExternalNFCToken IntegratedNFCToken NFCInterface PushButton Keypad}
 ConfigMethodsEnabled W list of string =ConfigMethodsSupported
 SetupLockedState R {Unlocked LockedByLocalManagement LockedByRemoteManagement PINRetryLimitReached}
 SetupLock W boolean
 ConfigurationState R {"Not configured" Configured}
 LastConfigurationError R {NoError DecryptionCRCFailure SignalTooWeak CouldntConnectToRegistrar RogueActivitySuspected DeviceBusy SetupLocked MessageTimeout RegistrationSessionTimeout DevicePasswordAuthFailure}
 RegistrarNumberOfEntries R unsignedInt
 RegistrarEstablished R boolean
InternetGatewayDevice.LANDevice.{i}.WLANConfiguration.{i}.WPS.Registrar.{i}. R key(UUID) key(Alias)
 Enable W boolean
 Alias W Alias canDeny
 UUID R string(:36) ~"[0-9A-Fa-f]{8}-([0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}"
 DeviceName R string(:32)
InternetGatewayDevice.LANDevice.{i}.WLANConfiguration.{i}.APWMMParameter.{i}. R 4:4 key(Alias)
 Alias W Alias canDeny
 AIFSN W unsignedInt[2:15]
 ECWMin W unsignedInt[0:15]
 ECWMax W unsignedInt[0:15]
 TXOP W unsignedInt[0:255]
 AckPolicy W boolean
InternetGatewayDevice.LANDevice.{i}.WLANConfiguration.{i}.STAWMMParameter.{i}. R 4:4 key(Alias)
 Alias W Alias canDeny
 AIFSN W unsignedInt[2:15]
 ECWMin W unsignedInt[0:15]
 ECWMax W unsignedInt[0:15]
 TXOP W unsignedInt[0:255]
 AckPolicy W boolean
InternetGatewayDevice.LANDevice.{i}.Hosts. R
 HostNumberOfEntries R unsignedInt
InternetGatewayDevice.LANDevice.{i}.Hosts.Host.{i}. R key(MACAddress)
 IPAddress R IPAddress
 AddressSource R {DHCP Static AutoIP}
 LeaseTimeRemaining R int[-1:] canDeny
 MACAddress R MACAddress
 Layer2Interface R string(:256)
 HostName R string(:64)
 InterfaceType R {Ethernet USB 802.11 HomePNA HomePlug MoCA Other}
 Active R boolean
 VendorClassID R string(:256)
 ClientID R string(:256)
 UserClassID R string(:256)
InternetGatewayDevice.WANDevice.{i}. R key(Alias)
 Alias W Alias canDeny
 WANConnectionNumberOfEntries R unsignedInt
InternetGatewayDevice.WANDevice.{i}.WANCommonInterfaceConfig. R
 EnabledForInternet W boolean
 WANAccessType R {DSL Ethernet POTS}
 Layer1UpstreamMaxBitRate R unsignedInt
 Layer1DownstreamMaxBitRate R unsignedInt
 PhysicalLinkStatus R {Up Down Initializing Unavailable}
 WANAccessProvider R string(:256)
 TotalBytesSent R unsignedInt canDeny
 TotalBytesReceived R unsignedInt canDeny
 TotalPacketsSent R unsignedInt canDeny
 TotalPacketsReceived R unsignedInt canDeny
 MaximumActiveConnections R unsignedInt canDeny
 NumberOfActiveConnections R unsignedInt
InternetGatewayDevice.WANDevice.{i}.WANCommonInterfaceConfig.Connection.{i}. R key(ActiveConnectionServiceID) key(Alias)
 Alias W Alias canDeny
 ActiveConnectionDeviceContainer R string(:256)
 ActiveConnectionServiceID R string(:256)
InternetGatewayDevice.WANDevice.{i}.WANDSLInterfaceConfig. R 0:1
 Enable W boolean
 Status R {Up Initializing EstablishingLink NoSignal Error? Disabled}
 LinkEncapsulationSupported R list of {G.992.3_Annex_K_ATM G.992.3_Annex_K_PTM G.993.2_Annex_K_ATM G.993.2_Annex_K_PTM G.994.1}
 ModulationType R {ADSL_G.dmt ADSL_G.lite ADSL_G.dmt.bis ADSL_re-adsl ADSL_2plus ADLS_four ADSL_ANSI_T1.413 G.shdsl IDSL HDSL SDSL VDSL} !deprecated
 LineEncoding R {DMT CAP 2B1Q 43BT PAM QAM}
 AllowedProfiles R list of {8a 8b 8c 8d 12a 12b 17a 17b 30a}
 DataPath R {Interleaved Fast None}
 InterleaveDepth R unsignedInt
 LineNumber R int[1:]
 UpstreamCurrRate R unsignedInt canDeny
 DownstreamCurrRate R unsignedInt canDeny
 UpstreamMaxRate R unsignedInt canDeny
 DownstreamMaxRate R unsignedInt canDeny
 UpstreamNoiseMargin R int canDeny
 DownstreamNoiseMargin R int canDeny
 UpstreamAttenuation R int canDeny
 DownstreamAttenuation R int canDeny
 UpstreamPower R int canDeny
 DownstreamPower R int canDeny
 ATURVendor R string(:8)
 ATURCountry R string(:4)
 ATURANSIStd R unsignedInt
 ATURANSIRev R unsignedInt
 ATUCVendor R string(:8)
 ATUCCountry R string(:4)
 ATUCANSIStd R unsignedInt
 ATUCANSIRev R unsignedInt
 TotalStart R unsignedInt canDeny
 ShowtimeStart R unsignedInt canDeny
 LastShowtimeStart R unsignedInt canDeny
 CurrentDayStart R unsignedInt canDeny
 QuarterHourStart R unsignedInt canDeny
 LinkEncapsulationRequested W string =LinkEncapsulationSupported
 LinkEncapsulationUsed R {G.992.3_Annex_K_ATM G.992.3_Annex_K_PTM G.993.2_Annex_K_ATM G.993.2_Annex_K_PTM}
 StandardsSupported R list of {G.992.1_Annex_A G.992.1_Annex_B G.992.1_Annex_C T1.413 T1.413i2 ETSI_101_388 G.992.2 G.992.3_Annex_A G.992.3_Annex_B G.992.3_Annex_C G.992.3_Annex_I G.992.3_Annex_J G.992.3_Annex_L G.992.3_Annex_M G.992.4 G.992.5_Annex_A G.992.5_Annex_B G.992.5_Annex_C G.992.5_Annex_I G.992.5_Annex_J G.992.5_Annex_M G.993.1 G.993.1_Annex_A G.993.2_Annex_A G.993.2_Annex_B G.993.2_Annex_C}
 StandardUsed R string =StandardsSupported
 CurrentProfile R string =AllowedProfiles
 PowerManagementState R {L0 L1 L3 L4}
 SuccessFailureCause R unsignedInt[0:5]
 LastStateTransmittedDownstream R unsignedInt
 LastStateTransmittedUpstream R unsignedInt
 UPBOKLE R unsignedInt[0:1280]
 MREFPSDds R base64(:145)
 MREFPSDus R base64(:145)
 LIMITMASK R unsignedInt
 US0MASK R unsignedInt
 LPATH R unsignedInt
 INTLVDEPTH R int
 INTLVBLOCK R int
 ActualInterleavingDelay R unsignedInt
 ACTINP R int
 INPREPORT R boolean
 NFEC R int
 RFEC R int
 LSYMB R int
 TRELLISds R int
 TRELLISus R int
 ACTSNRMODEds R unsignedInt
 ACTSNRMODEus R unsignedInt
 VirtualNoisePSDds R base64(:97)
 VirtualNoisePSDus R base64(:49)
 ACTUALCE R unsignedInt
 SNRMpbus R list(:24) of string
 SNRMpbds R list(:24) of string
 INMIATOds R unsignedInt[3:511]
 INMIATSds R unsignedInt[0:7]
 INMCCds R unsignedInt[0:64]
 INMINPEQMODEds R unsignedInt[0:3]
InternetGatewayDevice.WANDevice.{i}.WANDSLInterfaceConfig.Stats. R
InternetGatewayDevice.WANDevice.{i}.WANDSLInterfaceConfig.Stats.Total. R
 ReceiveBlocks R unsignedInt !deprecated canDeny
 TransmitBlocks R unsignedInt !deprecated canDeny
 CellDelin R unsignedInt !deprecated canDeny
 LinkRetrain R unsignedInt !deprecated canDeny
 InitErrors R unsignedInt !deprecated canDeny
 InitTimeouts R unsignedInt canDeny
 LossOfFraming R unsignedInt !deprecated canDeny
 ErroredSecs R unsignedInt canDeny
 SeverelyErroredSecs R unsignedInt canDeny
 FECErrors R unsignedInt canDeny
 ATUCFECErrors R unsignedInt canDeny
 HECErrors R unsignedInt canDeny
 ATUCHECErrors R unsignedInt canDeny
 CRCErrors R unsignedInt canDeny
 ATUCCRCErrors R unsignedInt canDeny
 LInit R boolean canDeny
 LOF R boolean canDeny
 ATUCErroredSecs R unsignedInt canDeny
 ATUCSeverelyErroredSecs R unsignedInt canDeny
InternetGatewayDevice.WANDevice.{i}.WANDSLInterfaceConfig.Stats.Showtime. R
 ReceiveBlocks R unsignedInt !deprecated canDeny
 TransmitBlocks R unsignedInt !deprecated canDeny
 CellDelin R unsignedInt !deprecated canDeny
 LinkRetrain R unsignedInt !deprecated canDeny
 InitErrors R unsignedInt !deprecated canDeny
 InitTimeouts R unsignedInt canDeny
 LossOfFraming R unsignedInt !deprecated canDeny
 ErroredSecs R unsignedInt canDeny
 SeverelyErroredSecs R unsignedInt canDeny
 FECErrors R unsignedInt canDeny
 ATUCFECErrors R unsignedInt canDeny
 HECErrors R unsignedInt canDeny
 ATUCHECErrors R unsignedInt canDeny
 CRCErrors R unsignedInt canDeny
 ATUCCRCErrors R unsignedInt canDeny
 LInit R boolean canDeny
 LOF R boolean canDeny
 ATUCErroredSecs R unsignedInt canDeny
 ATUCSeverelyErroredSecs R unsignedInt canDeny
InternetGatewayDevice.WANDevice.{i}.WANDSLInterfaceConfig.Stats.LastShowtime. R
 ReceiveBlocks R unsignedInt !deprecated canDeny
 TransmitBlocks R unsignedInt !deprecated canDeny
 CellDelin R unsignedInt !deprecated canDeny
 LinkRetrain R unsignedInt !deprecated canDeny
 InitErrors R unsignedInt !deprecated canDeny
 InitTimeouts R unsignedInt canDeny
 LossOfFraming R unsignedInt !deprecated canDeny
 ErroredSecs R unsignedInt canDeny
 SeverelyErroredSecs R unsignedInt canDeny
 FECErrors R unsignedInt canDeny
 ATUCFECErrors R unsignedInt canDeny
 HECErrors R unsignedInt canDeny
 ATUCHECErrors R unsignedInt canDeny
 CRCErrors R unsignedInt canDeny
 ATUCCRCErrors R unsignedInt canDeny
 LInit R boolean canDeny
 LOF R boolean canDeny
 ATUCErroredSecs R unsignedInt canDeny
 ATUCSeverelyErroredSecs R unsignedInt canDeny
InternetGatewayDevice.WANDevice.{i}.WANDSLInterfaceConfig.Stats.CurrentDay. R
 ReceiveBlocks R unsignedInt !deprecated canDeny
 TransmitBlocks R unsignedInt !deprecated canDeny
 CellDelin R unsignedInt !deprecated canDeny
 LinkRetrain R unsignedInt !deprecated canDeny
 InitErrors R unsignedInt !deprecated canDeny
 InitTimeouts R unsignedInt canDeny
 LossOfFraming R unsignedInt !deprecated canDeny
 ErroredSecs R unsignedInt canDeny
 SeverelyErroredSecs R unsignedInt canDeny
 FECErrors R unsignedInt canDeny
 ATUCFECErrors R unsignedInt canDeny
 HECErrors R unsignedInt canDeny
 ATUCHECErrors R unsignedInt canDeny
 CRCErrors R unsignedInt canDeny
 ATUCCRCErrors R unsignedInt canDeny
 LInit R boolean canDeny
 LOF R boolean canDeny
 ATUCErroredSecs R unsignedInt canDeny
 ATUCSeverelyErroredSecs R unsignedInt canDeny
InternetGatewayDevice.WANDevice.{i}.WANDSLInterfaceConfig.Stats.QuarterHour. R
 ReceiveBlocks R unsignedInt !deprecated canDeny
 TransmitBlocks R unsignedInt !deprecated canDeny
 CellDelin R unsignedInt !deprecated canDeny
 LinkRetrain R unsignedInt !deprecated canDeny
 InitErrors R unsignedInt !deprecated canDeny
 InitTimeouts R unsignedInt canDeny
 LossOfFraming R unsignedInt !deprecated canDeny
 ErroredSecs R unsignedInt canDeny
 SeverelyErroredSecs R unsignedInt canDeny
 FECErrors R unsignedInt canDeny
 ATUCFECErrors R unsignedInt canDeny
 HECErrors R unsignedInt canDeny
 ATUCHECErrors R unsignedInt canDeny
 CRCErrors R unsignedInt canDeny
 ATUCCRCErrors R unsignedInt canDeny
 LInit R boolean canDeny
 LOF R boolean canDeny
 ATUCErroredSecs R unsignedInt canDeny
 ATUCSeverelyErroredSecs R unsignedInt canDeny
InternetGatewayDevice.WANDevice.{i}.WANDSLInterfaceConfig.TestParams. R
 HLOGGds R unsignedInt canDeny
 HLOGGus R unsignedInt canDeny
 HLOGpsds R list(:2559) of string canDeny
 HLOGpsus R list(:2559) of string canDeny
 HLOGMTds R unsignedInt canDeny
 HLOGMTus R unsignedInt canDeny
 QLNGds R unsignedInt canDeny
 QLNGus R unsignedInt canDeny
 QLNpsds R list(:2047) of int canDeny
 QLNpsus R list(:2047) of string canDeny
 QLNMTds R unsignedInt canDeny
 QLNMTus R unsignedInt canDeny
 SNRGds R unsignedInt canDeny
 SNRGus R unsignedInt canDeny
 SNRpsds R list(:2047) of int canDeny
 SNRpsus R list(:2047) of string canDeny
 SNRMTds R unsignedInt canDeny
 SNRMTus R unsignedInt canDeny
 LATNds R list(:24) of string canDeny
 LATNus R list(:24) of string canDeny
 SATNds R list(:24) of string canDeny
 SATNus R list(:24) of string canDeny
InternetGatewayDevice.WANDevice.{i}.WANEthernetInterfaceConfig. R 0:1
 Enable W boolean
 Status R {Up NoLink Error? Disabled}
 MACAddress R MACAddress
 MaxBitRate W {10 100 Auto!deleted 1000 10000}
 DuplexMode W {Half Full Auto}
 ShapingRate W int[-1:]
 ShapingBurstSize W unsignedInt
InternetGatewayDevice.WANDevice.{i}.WANEthernetInterfaceConfig.Stats. R
 BytesSent R unsignedInt canDeny
 BytesReceived R unsignedInt canDeny
 PacketsSent R unsignedInt canDeny
 PacketsReceived R unsignedInt canDeny
InternetGatewayDevice.WANDevice.{i}.WANDSLConnectionManagement. R !obsoleted
 ConnectionServiceNumberOfEntries R unsignedInt !obsoleted
InternetGatewayDevice.WANDevice.{i}.WANDSLConnectionManagement.ConnectionService.{i}. R !obsoleted key(WANConnectionService)
 WANConnectionDevice R string(:256) !obsoleted
 WANConnectionService R string(:256) !obsoleted
 DestinationAddress R string(:256) !obsoleted
 LinkType R string(:16) !obsoleted
 ConnectionType R string(:16) !obsoleted
 Name R string(:32) !obsoleted
InternetGatewayDevice.WANDevice.{i}.WANDSLDiagnostics. R
 LoopDiagnosticsState W {None* Requested Complete* Error_Internal* Error_Other*} canDeny
 ACTPSDds R int canDeny
 ACTPSDus R int canDeny
 ACTATPds R int canDeny
 ACTATPus R int canDeny
 HLINSCds R int canDeny
 HLINpsds R list(:61430) of int canDeny
 QLNpsds R list(:61430) of int canDeny
 SNRpsds R list(:61430) of int canDeny
 BITSpsds R list(:61430) of int canDeny
 GAINSpsds R list(:61430) of int !deprecated canDeny
 HLINSCus R int canDeny
 HLINGds R unsignedInt canDeny
 HLINGus R unsignedInt canDeny
 HLOGGds R unsignedInt canDeny
 HLOGGus R unsignedInt canDeny
 HLOGpsds R list(:2559) of string canDeny
 HLOGpsus R list(:2559) of string canDeny
 HLOGMTds R unsignedInt canDeny
 HLOGMTus R unsignedInt canDeny
 LATNpbds R list(:24) of string canDeny
 LATNpbus R list(:24) of string canDeny
 SATNds R list(:24) of string canDeny
 SATNus R list(:24) of string canDeny
 HLINpsus R list(:61430) of string canDeny
 QLNGds R unsignedInt canDeny
 QLNGus R unsignedInt canDeny
 QLNpsus R list(:61430) of string canDeny
 QLNMTds R unsignedInt canDeny
 QLNMTus R unsignedInt canDeny
 SNRGds R unsignedInt canDeny
 SNRGus R unsignedInt canDeny
 SNRpsus R list(:61430) of string canDeny
 SNRMTds R unsignedInt canDeny
 SNRMTus R unsignedInt canDeny
 BITSpsus R list(:61430) of string canDeny
InternetGatewayDevice.WANDevice.{i}.WANConnectionDevice.{i}. W key(Alias)
 Alias W Alias canDeny
 WANIPConnectionNumberOfEntries R unsignedInt
 WANPPPConnectionNumberOfEntries R unsignedInt
InternetGatewayDevice.WANDevice.{i}.WANConnectionDevice.{i}.WANDSLLinkConfig. R 0:1
 Enable W boolean
 LinkStatus R {Up Down Initializing Unavailable}
 LinkType W {EoA IPoA PPPoA PPPoE!deprecated CIP Unconfigured}
 AutoConfig R boolean
 ModulationType R {ADSL_G.dmt ADSL_G.lite ADSL_G.dmt.bis ADSL_re-adsl ADSL_2plus ADLS_four ADSL_ANSI_T1.413 G.shdsl IDSL HDSL SDSL VDSL}
 DestinationAddress W string(:256)
 ATMEncapsulation W {LLC VCMUX}
 FCSPreserved W boolean
 VCSearchList W list(:256) of string
 ATMAAL R {AAL1 AAL2 AAL3 AAL4 AAL5}
 ATMTransmittedBlocks R unsignedInt canDeny
 ATMReceivedBlocks R unsignedInt canDeny
 ATMQoS W {UBR CBR GFR VBR-nrt VBR-rt UBR+ ABR}
 ATMPeakCellRate W unsignedInt
 ATMMaximumBurstSize W unsignedInt
 ATMSustainableCellRate W unsignedInt
 AAL5CRCErrors R unsignedInt !deprecated canDeny
 ATMCRCErrors R unsignedInt canDeny
 ATMHECErrors R unsignedInt canDeny
InternetGatewayDevice.WANDevice.{i}.WANConnectionDevice.{i}.WANATMF5LoopbackDiagnostics. R
 DiagnosticsState W {None* Requested Complete* Error_Internal* Error_Other*} canDeny
 NumberOfRepetitions W unsignedInt[1:]
 Timeout W unsignedInt[1:]
 SuccessCount R unsignedInt canDeny
 FailureCount R unsignedInt canDeny
 AverageResponseTime R unsignedInt canDeny
 MinimumResponseTime R unsignedInt canDeny
 MaximumResponseTime R unsignedInt canDeny
InternetGatewayDevice.WANDevice.{i}.WANConnectionDevice.{i}.WANPTMLinkConfig. R 0:1
 Enable W boolean
 LinkStatus R {Up Down Initializing Unavailable}
 MACAddress R MACAddress
InternetGatewayDevice.WANDevice.{i}.WANConnectionDevice.{i}.WANPTMLinkConfig.Stats. R
 BytesSent R unsignedInt canDeny
 BytesReceived R unsignedInt canDeny
 FramesSent R unsignedInt canDeny
 FramesReceived R unsignedInt canDeny
 OOSNearEnd R boolean
 OOSFarEnd R boolean
 ErrorsSent R unsignedInt canDeny
 ErrorsReceived R unsignedInt canDeny
 UnicastPacketsSent R unsignedInt canDeny
 UnicastPacketsReceived R unsignedInt canDeny
 DiscardPacketsSent R unsignedInt canDeny
 DiscardPacketsReceived R unsignedInt canDeny
 MulticastPacketsSent R unsignedInt canDeny
 MulticastPacketsReceived R unsignedInt canDeny
 BroadcastPacketsSent R unsignedInt canDeny
 BroadcastPacketsReceived R unsignedInt canDeny
 UnknownProtoPacketsReceived R unsignedInt canDeny
InternetGatewayDevice.WANDevice.{i}.WANConnectionDevice.{i}.WANEthernetLinkConfig. R 0:1
 EthernetLinkStatus R {Up Down Unavailable}
InternetGatewayDevice.WANDevice.{i}.WANConnectionDevice.{i}.WANPOTSLinkConfig. R 0:1
 Enable W boolean
 LinkStatus R {Up Down Dialing Connecting Unavailable}
 ISPPhoneNumber W string(:64)
 ISPInfo W string(:64)
 LinkType W {PPP_Dialup}
 NumberOfRetries W unsignedInt
 DelayBetweenRetries W unsignedInt
 Fclass R list of {0 1 2 2.0 8 80}
 DataModulationSupported R {V92 V90 V34 V32bis V32}
 DataProtocol R {V42_LAPM V42_MNP4 V14 V80}
 DataCompression R {V42bis MNP5}
 PlusVTRCommandSupported R boolean
InternetGatewayDevice.WANDevice.{i}.WANConnectionDevice.{i}.WANIPConnection.{i}. W key(ExternalIPAddress) key(Alias)
 Enable W boolean
 Alias W Alias canDeny
 Reset W boolean
 ConnectionStatus R {Unconfigured Connecting Connected PendingDisconnect Disconneting!deprecated Disconnecting Disconnected}
 PossibleConnectionTypes R list of {Unconfigured IP_Routed IP_Bridged}
 ConnectionType W {Unconfigured IP_Routed IP_Bridged}
 Name W string(:256)
 Uptime R unsignedInt canDeny
 LastConnectionError R {ERROR_NONE ERROR_COMMAND_ABORTED ERROR_NOT_ENABLED_FOR_INTERNET ERROR_USER_DISCONNECT ERROR_ISP_DISCONNECT ERROR_IDLE_DISCONNECT ERROR_FORCED_DISCONNECT ERROR_NO_CARRIER ERROR_IP_CONFIGURATION ERROR_UNKNOWN}
 AutoDisconnectTime W unsignedInt
 IdleDisconnectTime W unsignedInt
 WarnDisconnectDelay W unsignedInt
 RSIPAvailable R boolean
 NATEnabled W boolean
 AddressingType W {DHCP Static}
 ExternalIPAddress W IPAddress forced forceDefaultEnabled
 SubnetMask W IPAddress
 DefaultGateway W string
 DNSEnabled W boolean
 DNSOverrideAllowed W boolean
 DNSServers W list(:64) of IPAddress
 MaxMTUSize W unsignedInt[1:1540]
 MACAddress W MACAddress
 MACAddressOverride W boolean
 ConnectionTrigger W {OnDemand AlwaysOn Manual}
 RouteProtocolRx W {Off RIPv1? RIPv2? OSPF?}
 PortMappingNumberOfEntries R unsignedInt
 ShapingRate W int[-1:]
 ShapingBurstSize W unsignedInt
InternetGatewayDevice.WANDevice.{i}.WANConnectionDevice.{i}.WANIPConnection.{i}.DHCPClient. R
 SentDHCPOptionNumberOfEntries R unsignedInt
 ReqDHCPOptionNumberOfEntries R unsignedInt
InternetGatewayDevice.WANDevice.{i}.WANConnectionDevice.{i}.WANIPConnection.{i}.DHCPClient.SentDHCPOption.{i}. W key(Tag) key(Alias)
 Enable W boolean
 Alias W Alias canDeny
 Tag W unsignedInt[1:254]
 Value W base64(:255)
InternetGatewayDevice.WANDevice.{i}.WANConnectionDevice.{i}.WANIPConnection.{i}.DHCPClient.ReqDHCPOption.{i}. W key(Tag) key(Alias)
 Enable W boolean
 Alias W Alias canDeny
 Order W unsignedInt[1:]
 Tag W unsignedInt[1:254]
 Value R base64(:255)
InternetGatewayDevice.WANDevice.{i}.WANConnectionDevice.{i}.WANIPConnection.{i}.PortMapping.{i}. W key(RemoteHost,ExternalPort,PortMappingProtocol) key(Alias)
 PortMappingEnabled W boolean
 Alias W Alias canDeny
 PortMappingLeaseDuration W unsignedInt canDeny
 RemoteHost W string
 ExternalPort W unsignedInt
 InternalPort W unsignedInt
 PortMappingProtocol W {TCP UDP}
 InternalClient W string(:256)
 PortMappingDescription W string(:256)
 ExternalPortEndRange W unsignedInt
InternetGatewayDevice.WANDevice.{i}.WANConnectionDevice.{i}.WANIPConnection.{i}.Stats. R
 EthernetBytesSent R unsignedInt canDeny
 EthernetBytesReceived R unsignedInt canDeny
 EthernetPacketsSent R unsignedInt canDeny
 EthernetPacketsReceived R unsignedInt canDeny
 EthernetErrorsSent R unsignedInt canDeny
 EthernetErrorsReceived R unsignedInt canDeny
 EthernetUnicastPacketsSent R unsignedInt canDeny
 EthernetUnicastPacketsReceived R unsignedInt canDeny
 EthernetDiscardPacketsSent R unsignedInt canDeny
 EthernetDiscardPacketsReceived R unsignedInt canDeny
 EthernetMulticastPacketsSent R unsignedInt canDeny
 EthernetMulticastPacketsReceived R unsignedInt canDeny
 EthernetBroadcastPacketsSent R unsignedInt canDeny
 EthernetBroadcastPacketsReceived R unsignedInt canDeny
 EthernetUnknownProtoPacketsReceived R unsignedInt canDeny
InternetGatewayDevice.WANDevice.{i}.WANConnectionDevice.{i}.WANPPPConnection.{i}. W key(ExternalIPAddress) key(Alias)
 Enable W boolean
 Alias W Alias canDeny
 Reset W boolean
 ConnectionStatus R {Unconfigured Connecting Authenticating Connected PendingDisconnect Disconnecting Disconnected}
 PossibleConnectionTypes R list of {Unconfigured IP_Routed DHCP_Spoofed PPPoE_Bridged PPPoE_Relay PPTP_Relay L2TP_Relay}
 ConnectionType W {Unconfigured IP_Routed DHCP_Spoofed PPPoE_Bridged PPPoE_Relay PPTP_Relay L2TP_Relay}
 PPPoESessionID R unsignedInt[1:]
 Name W string(:256)
 Uptime R unsignedInt canDeny
 LastConnectionError R {ERROR_NONE ERROR_ISP_TIME_OUT ERROR_COMMAND_ABORTED ERROR_NOT_ENABLED_FOR_INTERNET ERROR_BAD_PHONE_NUMBER ERROR_USER_DISCONNECT ERROR_ISP_DISCONNECT ERROR_IDLE_DISCONNECT ERROR_FORCED_DISCONNECT ERROR_SERVER_OUT_OF_RESOURCES ERROR_RESTRICTED_LOGON_HOURS ERROR_ACCOUNT_DISABLED ERROR_ACCOUNT_EXPIRED ERROR_PASSWORD_EXPIRED ERROR_AUTHENTICATION_FAILURE ERROR_NO_DIALTONE ERROR_NO_CARRIER ERROR_NO_ANSWER ERROR_LINE_BUSY ERROR_UNSUPPORTED_BITSPERSECOND ERROR_TOO_MANY_LINE_ERRORS ERROR_IP_CONFIGURATION ERROR_UNKNOWN}
 AutoDisconnectTime W unsignedInt
 IdleDisconnectTime W unsignedInt
 WarnDisconnectDelay W unsignedInt
 RSIPAvailable R boolean
 NATEnabled W boolean
 Username W string(:64)
 Password W string(:64) hidden
 PPPEncryptionProtocol R {None MPPE}
 PPPCompressionProtocol R {None "Van Jacobsen" "STAC LZS"}
 PPPAuthenticationProtocol R {PAP CHAP MS-CHAP}
 ExternalIPAddress W IPAddress forced forceDefaultEnabled
 RemoteIPAddress R IPAddress
 MaxMRUSize W unsignedInt[1:1540]
 CurrentMRUSize R unsignedInt[1:1540] canDeny
 DNSEnabled W boolean
 DNSOverrideAllowed W boolean
 DNSServers W list(:64) of IPAddress
 MACAddress W MACAddress
 MACAddressOverride W boolean
 TransportType R {PPPoA PPPoE L2TP PPTP}
 PPPoEACName W string(:256)
 PPPoEServiceName W string(:256)
 ConnectionTrigger W {OnDemand AlwaysOn Manual}
 RouteProtocolRx W {Off RIPv1? RIPv2? OSPF?}
 PPPLCPEcho R unsignedInt
 PPPLCPEchoRetry R unsignedInt
 PortMappingNumberOfEntries R unsignedInt
 ShapingRate W int[-1:]
 ShapingBurstSize W unsignedInt
 DefaultGateway R string
InternetGatewayDevice.WANDevice.{i}.WANConnectionDevice.{i}.WANPPPConnection.{i}.PortMapping.{i}. W key(RemoteHost,ExternalPort,PortMappingProtocol) key(Alias)
 PortMappingEnabled W boolean
 Alias W Alias canDeny
 PortMappingLeaseDuration W unsignedInt canDeny
 RemoteHost W string
 ExternalPort W unsignedInt
 InternalPort W unsignedInt
 PortMappingProtocol W {TCP UDP}
 InternalClient W string(:256)
 PortMappingDescription W string(:256)
 ExternalPortEndRange W unsignedInt
InternetGatewayDevice.WANDevice.{i}.WANConnectionDevice.{i}.WANPPPConnection.{i}.Stats. R
 EthernetBytesSent R unsignedInt canDeny
 EthernetBytesReceived R unsignedInt canDeny
 EthernetPacketsSent R unsignedInt canDeny
 EthernetPacketsReceived R unsignedInt canDeny
 EthernetErrorsSent R unsignedInt canDeny
 EthernetErrorsReceived R unsignedInt canDeny
 EthernetUnicastPacketsSent R unsignedInt canDeny
 EthernetUnicastPacketsReceived R unsignedInt canDeny
 EthernetDiscardPacketsSent R unsignedInt canDeny
 EthernetDiscardPacketsReceived R unsignedInt canDeny
 EthernetMulticastPacketsSent R unsignedInt canDeny
 EthernetMulticastPacketsReceived R unsignedInt canDeny
 EthernetBroadcastPacketsSent R unsignedInt canDeny
 EthernetBroadcastPacketsReceived R unsignedInt canDeny
 EthernetUnknownProtoPacketsReceived R unsignedInt canDeny
InternetGatewayDevice.Layer2Bridging. R
 MaxBridgeEntries R unsignedInt canDeny
 MaxDBridgeEntries R unsignedInt
 MaxFilterEntries R unsignedInt canDeny
 MaxMarkingEntries R unsignedInt canDeny
 BridgeNumberOfEntries R unsignedInt
 FilterNumberOfEntries R unsignedInt
 MarkingNumberOfEntries R unsignedInt
 AvailableInterfaceNumberOfEntries R unsignedInt
 MaxQBridgeEntries R unsignedInt
 MaxVLANEntries R unsignedInt
InternetGatewayDevice.Layer2Bridging.Bridge.{i}. W key(BridgeKey) key(Alias)
 Alias W Alias canDeny
 BridgeKey R unsignedInt
 BridgeStandard W {802.1D 802.1Q}
 BridgeEnable W boolean
 BridgeStatus R {Disabled Enabled Error?}
 BridgeName W string(:64)
 VLANID W unsignedInt[0:4094]
 PortNumberOfEntries R unsignedInt
 VLANNumberOfEntries R unsignedInt
InternetGatewayDevice.Layer2Bridging.Bridge.{i}.Port.{i}. W key(PortInterface) key(Alias)
 PortEnable W boolean
 Alias W Alias canDeny
 PortInterface W string(:16)
 PortState R {Disabled Blocking Listening Learning Forwarding Broken}
 PVID W int[1:4094]
 AcceptableFrameTypes W {AdmitAll AdmitOnlyVLANTagged? AdmitOnlyPrioUntagged?}
 IngressFiltering W boolean
InternetGatewayDevice.Layer2Bridging.Bridge.{i}.VLAN.{i}. W key(VLANID) key(Alias)
 VLANEnable W boolean
 Alias W Alias canDeny
 VLANName W string(:64)
 VLANID W int[1:4094]
InternetGatewayDevice.Layer2Bridging.Filter.{i}. W key(FilterKey) key(Alias)
 Alias W Alias canDeny
 FilterKey R unsignedInt
 FilterEnable W boolean
 FilterStatus R {Disabled Enabled Error?}
 FilterBridgeReference W int[-1:]
 ExclusivityOrder W unsignedInt
 FilterInterface W string(:16)
 VLANIDFilter W int[-1:4094]
 AdmitOnlyVLANTagged W boolean !deprecated
 EthertypeFilterList W list(:256) of unsignedInt
 EthertypeFilterExclude W boolean
 SourceMACAddressFilterList W list(:512) of string
 SourceMACAddressFilterExclude W boolean
 DestMACAddressFilterList W list(:512) of string
 DestMACAddressFilterExclude W boolean
 SourceMACFromVendorClassIDFilter W string(:256)
 SourceMACFromVendorClassIDFilterExclude W boolean
 DestMACFromVendorClassIDFilter W string(:256)
 DestMACFromVendorClassIDFilterExclude W boolean
 DestMACFromVendorClassIDMode W {Exact Prefix Suffix Substring}
 SourceMACFromClientIDFilter W string(:256)
 SourceMACFromClientIDFilterExclude W boolean
 DestMACFromClientIDFilter W string(:256)
 DestMACFromClientIDFilterExclude W boolean
 SourceMACFromUserClassIDFilter W string(:256)
 SourceMACFromUserClassIDFilterExclude W boolean
 DestMACFromUserClassIDFilter W string(:256)
 DestMACFromUserClassIDFilterExclude W boolean
 SourceMACFromVendorClassIDMode W {Exact Prefix Suffix Substring}
InternetGatewayDevice.Layer2Bridging.Marking.{i}. W key(MarkingKey) key(Alias)
 Alias W Alias canDeny
 MarkingKey R unsignedInt
 MarkingEnable W boolean
 MarkingStatus R {Disabled Enabled Error?}
 MarkingBridgeReference W int[-1:]
 MarkingInterface W string(:16)
 VLANIDUntag W boolean
 VLANIDMark W int[-1:4094]
 EthernetPriorityMark W int[-1:7]
 EthernetPriorityOverride W boolean
 VLANIDMarkOverride W boolean
InternetGatewayDevice.Layer2Bridging.AvailableInterface.{i}. R key(AvailableInterfaceKey) key(Alias)
 Alias W Alias canDeny
 AvailableInterfaceKey R unsignedInt canDeny
 InterfaceType R {LANInterface WANInterface LANRouterConnection WANRouterConnection} canDeny
 InterfaceReference R list(:256) of string ->* canDeny
InternetGatewayDevice.QueueManagement. R
 Enable W boolean
 MaxQueues R unsignedInt canDeny
 MaxClassificationEntries R unsignedInt canDeny
 ClassificationNumberOfEntries R unsignedInt
 MaxAppEntries R unsignedInt canDeny
 AppNumberOfEntries R unsignedInt
 MaxFlowEntries R unsignedInt canDeny
 FlowNumberOfEntries R unsignedInt
 MaxPolicerEntries R unsignedInt canDeny
 PolicerNumberOfEntries R unsignedInt
 MaxQueueEntries R unsignedInt canDeny
 QueueNumberOfEntries R unsignedInt
 QueueStatsNumberOfEntries R unsignedInt
 DefaultForwardingPolicy W unsignedInt
 DefaultTrafficClass W int[-1:]
 DefaultPolicer W int[-1:]
 DefaultQueue W unsignedInt
 DefaultDSCPMark W int[-2:]
 DefaultEthernetPriorityMark W int[-2:]
 AvailableAppList R list(:1024) of string
InternetGatewayDevice.QueueManagement.Classification.{i}. W key(Alias)
 ClassificationKey R unsignedInt !obsoleted
 ClassificationEnable W boolean
 ClassificationStatus R {Disabled Enabled Error?}
 Alias W Alias canDeny
 ClassificationOrder W unsignedInt[1:]
 ClassInterface W string(:256)
 DestIP W IPAddress
 DestMask W IPAddress
 DestIPExclude W boolean
 SourceIP W IPAddress
 SourceMask W IPAddress
 SourceIPExclude W boolean
 Protocol W int[-1:]
 ProtocolExclude W boolean
 DestPort W int[-1:]
 DestPortRangeMax W int[-1:]
 DestPortExclude W boolean
 SourcePort W int[-1:]
 SourcePortRangeMax W int[-1:]
 SourcePortExclude W boolean
 SourceMACAddress W MACAddress
 SourceMACMask W IPAddress
 SourceMACExclude W boolean
 DestMACAddress W MACAddress
 DestMACMask W IPAddress
 DestMACExclude W boolean
 Ethertype W int[-1:]
 EthertypeExclude W boolean
 SSAP W int[-1:]
 SSAPExclude W boolean
 DSAP W int[-1:]
 DSAPExclude W boolean
 LLCControl W int[-1:]
 LLCControlExclude W boolean
 SNAPOUI W int[-1:]
 SNAPOUIExclude W boolean
 SourceVendorClassID W string(:256)
 SourceVendorClassIDExclude W boolean
 SourceVendorClassIDMode W {Exact Prefix Suffix Substring}
 DestVendorClassID W string(:256)
 DestVendorClassIDExclude W boolean
 DestVendorClassIDMode W {Exact Prefix Suffix Substring}
 SourceClientID W string(:256)
 SourceClientIDExclude W boolean
 DestClientID W string(:256)
 DestClientIDExclude W boolean
 SourceUserClassID W string(:256)
 SourceUserClassIDExclude W boolean
 DestUserClassID W string(:256)
 DestUserClassIDExclude W boolean
 SourceVendorSpecificInfo W string(:256)
 TCPACK W boolean
 TCPACKExclude W boolean
 IPLengthMin W unsignedInt
 IPLengthMax W unsignedInt
 IPLengthExclude W boolean
 DSCPCheck W int[-1:]
 DSCPExclude W boolean
 DSCPMark W int[-2:]
 EthernetPriorityCheck W int[-1:]
 EthernetPriorityExclude W boolean
 EthernetPriorityMark W int[-2:]
 VLANIDCheck W int[-1:]
 VLANIDExclude W boolean
 OutOfBandInfo W int[-1:]
 ForwardingPolicy W unsignedInt
 TrafficClass W int[-1:]
 ClassPolicer W int[-1:]
 ClassQueue W int[-1:]
 ClassApp W int[-1:]
 SourceVendorSpecificInfoExclude W boolean
 SourceVendorSpecificInfoEnterprise W unsignedInt
 SourceVendorSpecificInfoSubOption W int[0:255]
 SourceVendorSpecificInfoMode W {Exact Prefix Suffix Substring}
 DestVendorSpecificInfo W string(:256)
 DestVendorSpecificInfoExclude W boolean
 DestVendorSpecificInfoEnterprise W unsignedInt
 DestVendorSpecificInfoSubOption W int[0:255]
 DestVendorSpecificInfoMode W {Exact Prefix Suffix Substring}
InternetGatewayDevice.QueueManagement.App.{i}. W key(Alias)
 AppKey R unsignedInt !obsoleted
 AppEnable W boolean
 AppStatus R {Disabled Enabled Error?}
 Alias W Alias canDeny
 ProtocolIdentifier W string(:256)
 AppName W string(:64)
 AppDefaultForwardingPolicy W unsignedInt
 AppDefaultTrafficClass W int[-1:]
 AppDefaultPolicer W int[-1:]
 AppDefaultQueue W int[-1:]
 AppDefaultDSCPMark W int[-2:]
 AppDefaultEthernetPriorityMark W int[-2:]
InternetGatewayDevice.QueueManagement.Flow.{i}. W key(Alias)
 FlowKey R unsignedInt !obsoleted
 FlowEnable W boolean
 FlowStatus R {Disabled Enabled Error?}
 Alias W Alias canDeny
 FlowType W string(:256)
 FlowTypeParameters W string(:256)
 FlowName W string(:64)
 AppIdentifier W int[-1:]
 FlowForwardingPolicy W unsignedInt
 FlowTrafficClass W int[-1:]
 FlowPolicer W int[-1:]
 FlowQueue W int[-1:]
 FlowDSCPMark W int[-2:]
 FlowEthernetPriorityMark W int[-2:]
InternetGatewayDevice.QueueManagement.Policer.{i}. W key(Alias)
 PolicerKey R unsignedInt !obsoleted
 PolicerEnable W boolean
 PolicerStatus R {Disabled Enabled Error?}
 Alias W Alias canDeny
 CommittedRate W unsignedInt
 CommittedBurstSize W unsignedInt
 ExcessBurstSize W unsignedInt
 PeakRate W unsignedInt
 PeakBurstSize W unsignedInt
 MeterType W {SimpleTokenBucket SingleRateThreeColor TwoRateThreeColor}
 PossibleMeterTypes R list of {SimpleTokenBucket SingleRateThreeColor TwoRateThreeColor} canDeny
 ConformingAction W string ~"Null" ~"Drop" ~"Count" ~"[0-9]|[1-5][0-9]|6[0-3]" ~":[0-7]" ~"([0-9]|[1-5][0-9]|6[0-3]):[0-7]"
 PartialConformingAction W string ~"Null" ~"Drop" ~"Count" ~"[0-9]|[1-5][0-9]|6[0-3]" ~":[0-7]" ~"([0-9]|[1-5][0-9]|6[0-3]):[0-7]"
 NonConformingAction W string ~"Null" ~"Drop" ~"Count" ~"[0-9]|[1-5][0-9]|6[0-3]" ~":[0-7]" ~"([0-9]|[1-5][0-9]|6[0-3]):[0-7]"
 CountedPackets R unsignedInt !deprecated canDeny
 CountedBytes R unsignedInt !deprecated canDeny
 TotalCountedPackets R unsignedInt canDeny
 TotalCountedBytes R unsignedInt canDeny
 ConformingCountedPackets R unsignedInt canDeny
 ConformingCountedBytes R unsignedInt canDeny
 PartiallyConformingCountedPackets R unsignedInt canDeny
 PartiallyConformingCountedBytes R unsignedInt canDeny
 NonConformingCountedPackets R unsignedInt canDeny
 NonConformingCountedBytes R unsignedInt canDeny
InternetGatewayDevice.QueueManagement.Queue.{i}. W key(Alias)
 QueueKey R unsignedInt !obsoleted
 QueueEnable W boolean
 QueueStatus R {Disabled Enabled Error?}
 Alias W Alias canDeny
 TrafficClasses W list(:256) of unsignedInt
 QueueInterface W string(:256)
 QueueBufferLength R unsignedInt
 QueueWeight W unsignedInt
 QueuePrecedence W unsignedInt[1:]
 REDThreshold W unsignedInt[:100]
 REDPercentage W unsignedInt[:100]
 DropAlgorithm W {RED DT WRED BLUE}
 SchedulerAlgorithm W {WFQ WRR SP}
 ShapingRate W int[-1:]
 ShapingBurstSize W unsignedInt
InternetGatewayDevice.QueueManagement.QueueStats.{i}. W key(Queue,Interface) key(Alias)
 Enable W boolean
 Status R {Disabled Enabled Error}
 Alias W Alias canDeny
 Queue W unsignedInt
 Interface W string(:256)
 OutputPackets R unsignedInt canDeny
 OutputBytes R unsignedInt canDeny
 DroppedPackets R unsignedInt canDeny
 DroppedBytes R unsignedInt canDeny
 QueueOccupancyPackets R unsignedInt canDeny
 QueueOccupancyPercentage R unsignedInt[0:100] canDeny
InternetGatewayDevice.Capabilities. R
InternetGatewayDevice.Capabilities.PerformanceDiagnostic. R
 DownloadTransports R list of {HTTP FTP?}
 UploadTransports R list of {HTTP FTP?}
InternetGatewayDevice.DownloadDiagnostics. R
 DiagnosticsState W {None* Requested Completed* Error_InitConnectionFailed* Error_NoResponse* Error_TransferFailed* Error_PasswordRequestFailed* Error_LoginFailed* Error_NoTransferMode* Error_NoPASV* Error_IncorrectSize* Error_Timeout*} canDeny
 Interface W string(:256) =>*
 DownloadURL W string(:256)
 DSCP W unsignedInt[0:63]
 EthernetPriority W unsignedInt[0:7]
 ROMTime R dateTime canDeny
 BOMTime R dateTime canDeny
 EOMTime R dateTime canDeny
 TestBytesReceived R unsignedInt canDeny
 TotalBytesReceived R unsignedInt canDeny
 TCPOpenRequestTime R dateTime canDeny
 TCPOpenResponseTime R dateTime canDeny
InternetGatewayDevice.UploadDiagnostics. R
 DiagnosticsState W {None* Requested Completed* Error_InitConnectionFailed* Error_NoResponse* Error_PasswordRequestFailed* Error_LoginFailed* Error_NoTransferMode* Error_NoPASV* Error_NoCWD* Error_NoSTOR* Error_NoTransferComplete*} canDeny
 Interface W string(:256) =>*
 UploadURL W string(:256)
 DSCP W unsignedInt[0:63]
 EthernetPriority W unsignedInt[0:7]
 TestFileLength W unsignedInt
 ROMTime R dateTime canDeny
 BOMTime R dateTime canDeny
 EOMTime R dateTime canDeny
 TotalBytesSent R unsignedInt canDeny
 TCPOpenRequestTime R dateTime canDeny
 TCPOpenResponseTime R dateTime canDeny
InternetGatewayDevice.UDPEchoConfig. R
 Enable W boolean
 Interface W string(:256) =>*
 SourceIPAddress W IPAddress
 UDPPort W unsignedInt
 EchoPlusEnabled W boolean
 EchoPlusSupported R boolean
 PacketsReceived R unsignedInt canDeny
 PacketsResponded R unsignedInt canDeny
 BytesReceived R unsignedInt canDeny
 BytesResponded R unsignedInt canDeny
 TimeFirstPacketReceived R dateTime canDeny
 TimeLastPacketReceived R dateTime canDeny
InternetGatewayDevice.CaptivePortal. R
 Enable W boolean
 Status R {Disabled Enabled Error_URLEmpty Error?}
 AllowedList W list(:10000) of string
 CaptivePortalURL W string(:2000)
InternetGatewayDevice.TraceRouteDiagnostics. R
 DiagnosticsState W {None* Requested Complete* Error_CannotResolveHostName* Error_MaxHopCountExceeded*} canDeny
 Interface W string(:256) =>*
 Host W string(:256)
 NumberOfTries W unsignedInt[1:3]
 Timeout W unsignedInt[1:]
 DataBlockSize W unsignedInt[1:65535]
 DSCP W unsignedInt[0:63]
 MaxHopCount W unsignedInt[1:64]
 ResponseTime R unsignedInt canDeny
 RouteHopsNumberOfEntries R unsignedInt canDeny
InternetGatewayDevice.TraceRouteDiagnostics.RouteHops.{i}. R
 HopHost R string(:256) canDeny
 HopHostAddress R string canDeny
 HopErrorCode R unsignedInt canDeny
 HopRTTimes R list(:16) of unsignedInt canDeny
InternetGatewayDevice.LANInterfaces. R
 LANEthernetInterfaceNumberOfEntries R unsignedInt
 LANUSBInterfaceNumberOfEntries R unsignedInt
 LANWLANConfigurationNumberOfEntries R unsignedInt
InternetGatewayDevice.LANInterfaces.LANEthernetInterfaceConfig.{i}. R key(Alias)
 Alias W Alias canDeny
InternetGatewayDevice.LANInterfaces.LANUSBInterfaceConfig.{i}. R key(Alias)
 Alias W Alias canDeny
InternetGatewayDevice.LANInterfaces.WLANConfiguration.{i}. R key(Alias)
 Alias W Alias canDeny
InternetGatewayDevice.User.{i}. W key(Username) key(Alias)
 Alias W Alias canDeny
 Enable W boolean
 RemoteAccessCapable W boolean
 Username W string(:64)
 Password W string(:64) hidden
 Language W string(:16)
InternetGatewayDevice.UPnP. R
InternetGatewayDevice.UPnP.Device. R
 Enable W boolean
 UPnPMediaServer W boolean
 UPnPMediaRenderer W boolean
 UPnPWLANAccessPoint W boolean
 UPnPQoSDevice W boolean
 UPnPQoSPolicyHolder W boolean
 UPnPIGD W boolean
 UPnPDMBasicMgmt W boolean
 UPnPDMConfigurationMgmt W boolean
 UPnPDMSoftwareMgmt W boolean
InternetGatewayDevice.UPnP.Device.Capabilities. R
 UPnPArchitecture R unsignedInt
 UPnPArchitectureMinorVer R unsignedInt
 UPnPMediaServer R unsignedInt
 UPnPMediaRenderer R unsignedInt
 UPnPWLANAccessPoint R unsignedInt
 UPnPBasicDevice R unsignedInt
 UPnPQoSDevice R unsignedInt
 UPnPQoSPolicyHolder R unsignedInt
 UPnPIGD R unsignedInt
 UPnPDMBasicMgmt R unsignedInt
 UPnPDMConfigurationMgmt R unsignedInt
 UPnPDMSoftwareMgmt R unsignedInt
InternetGatewayDevice.UPnP.Discovery. R
 RootDeviceNumberOfEntries R unsignedInt
 DeviceNumberOfEntries R unsignedInt
 ServiceNumberOfEntries R unsignedInt
InternetGatewayDevice.UPnP.Discovery.RootDevice.{i}. R key(UUID)
 Status R {LeaseActive LeaseExpired ByebyeReceived}
 UUID R string(:36) ~"[0-9A-Fa-f]{8}-([0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}"
 USN R string(:256)
 LeaseTime R unsignedInt
 Location R string(:256)
 Server R string(:256)
 Host R list(:1024) of string(:256)
 LastUpdate R dateTime
InternetGatewayDevice.UPnP.Discovery.Device.{i}. R key(UUID)
 Status R {LeaseActive LeaseExpired ByebyeReceived}
 UUID R string(:36) ~"[0-9A-Fa-f]{8}-([0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}"
 USN R string(:256)
 LeaseTime R unsignedInt
 Location R string(:256)
 Server R string(:256)
 Host R list(:1024) of string(:256)
 LastUpdate R dateTime
InternetGatewayDevice.UPnP.Discovery.Service.{i}. R key(USN)
 Status R {LeaseActive LeaseExpired ByebyeReceived}
 USN R string(:256)
 LeaseTime R unsignedInt
 Location R string(:256)
 Server R string(:256)
 Host R list(:1024) of string(:256)
 LastUpdate R dateTime
 ParentDevice R string(:256) ->#.RootDevice.|#.Device.
InternetGatewayDevice.UPnP.Description. R
 DeviceDescriptionNumberOfEntries R unsignedInt
 DeviceInstanceNumberOfEntries R unsignedInt
 ServiceInstanceNumberOfEntries R unsignedInt
InternetGatewayDevice.UPnP.Description.DeviceDescription.{i}. R key(URLBase)
 URLBase R string(:256)
 SpecVersion R string(:256) ~"\\d+\\.\\d+"
 Host R list(:1024) of string(:256) ->.LANDevice.{i}.Hosts.Host.|.Hosts.Host.
InternetGatewayDevice.UPnP.Description.DeviceInstance.{i}. R key(UDN)
 UDN R UUID
 ParentDevice R string(:256) ->#.DeviceInstance.
 DiscoveryDevice R string(:256) ->##.Discovery.Device.|##.Discovery.RootDevice.
 DeviceType R string(:256)
 FriendlyName R string(:128)
 DeviceCategory R list of string
 Manufacturer R string(:128)
 ManufacturerOUI R string(:6) ~"" ~"[0-9A-F]{6}"
 ManufacturerURL R string(:256)
 ModelDescription R string(:256)
 ModelName R string(:64)
 ModelNumber R string(:64)
 ModelURL R string(:256)
 SerialNumber R string(:128)
 UPC R string(:12)
 PresentationURL R string(:256)
InternetGatewayDevice.UPnP.Description.ServiceInstance.{i}. R key(ParentDevice,ServiceId)
 ParentDevice R string(:256) ->#.DeviceInstance.
 ServiceId R string(:256)
 ServiceDiscovery R string(:256) ->##.Discovery.Service.
 ServiceType R string(:256)
 SCPDURL R string
 ControlURL R string
 EventSubURL R string
InternetGatewayDevice.DLNA. R
InternetGatewayDevice.DLNA.Capabilities. R
 HNDDeviceClass R list(:256) of string
 DeviceCapability R list(:256) of string
 HIDDeviceClass R list(:256) of string
 ImageClassProfileID R list(:256) of string
 AudioClassProfileID R list(:256) of string
 AVClassProfileID R list(:256) of string
 MediaCollectionProfileID R list(:256) of string
 PrinterClassProfileID R list(:256) of string
InternetGatewayDevice.SmartCardReader.{i}. R key(Name) key(Alias)
 Alias W Alias canDeny
 Enable W boolean
 Status R {Disabled Enabled Error}
 Name R string(:256)
 Reset W boolean hidden
 ResetTime R dateTime
 DecryptionFailedCounter R unsignedInt canDeny
 DecryptionFailedNoKeyCounter R unsignedInt canDeny
InternetGatewayDevice.SmartCardReader.{i}.SmartCard. R
 Status R {None Running Error}
 Type R {CA DRM UICC}
 Application R list of {SIM USIM ISIM}
 SerialNumber R string(:256)
 ATR R string(:1024)
InternetGatewayDevice.SelfTestDiagnostics. R
 DiagnosticsState W {None* Requested Complete* Error_Internal* Error_Other*} canDeny
 Results R string(:1024) canDeny
InternetGatewayDevice.NSLookupDiagnostics. R
 DiagnosticsState W {None* Requested Complete* Error_DNSServerNotResolved* Error_Internal* Error_Other*} canDeny
 Interface W string(:256) =>*
 HostName W string(:256)
 DNSServer W string(:256)
 Timeout W unsignedInt
 NumberOfRepetitions W unsignedInt
 SuccessCount R unsignedInt canDeny
 ResultNumberOfEntries R unsignedInt canDeny
InternetGatewayDevice.NSLookupDiagnostics.Result.{i}. R
 Status R {Success Error_DNSServerNotAvailable Error_HostNameNotResolved Error_Timeout Error_Other} canDeny
 AnswerType R {None Authoritative NonAuthoritative} canDeny
 HostNameReturned R string(:256) canDeny
 IPAddresses R list<:10> of IPAddress canDeny
 DNSServerIP R IPAddress canDeny
 ResponseTime R unsignedInt canDeny
InternetGatewayDevice.Firewall. R
 Config W {High Low Off}
 Version R string(:16)
 LastChange R dateTime
InternetGatewayDevice.USBHosts. R
 HostNumberOfEntries R unsignedInt
InternetGatewayDevice.USBHosts.Host.{i}. R key(Name) key(Alias)
 Alias W Alias canDeny
 Enable W boolean
 Name R string(:64)
 Type R {OHCI EHCI UHCI xHCI}
 Reset W boolean hidden
 PowerManagementEnable W boolean
 USBVersion R string(:4)
 DeviceNumberOfEntries R unsignedInt
InternetGatewayDevice.USBHosts.Host.{i}.Device.{i}. R key(DeviceNumber)
 DeviceNumber R unsignedInt
 USBVersion R string(:4)
 DeviceClass R hexBinary(:1)
 DeviceSubClass R hexBinary(:1)
 DeviceVersion R unsignedInt[:65535]
 DeviceProtocol R hexBinary(:1)
 ProductID R unsignedInt[:65535]
 VendorID R unsignedInt[:65535]
 Manufacturer R string(:64)
 ProductClass R string(:64)
 SerialNumber R string(:64)
 Port R unsignedInt[:255]
 Rate R {Low Full High Super}
 Parent R string ->#.Device.
 MaxChildren R unsignedInt
 IsSuspended R boolean
 IsSelfPowered R boolean
 ConfigurationNumberOfEntries R unsignedInt
InternetGatewayDevice.USBHosts.Host.{i}.Device.{i}.Configuration.{i}. R key(ConfigurationNumber)
 ConfigurationNumber R unsignedInt
 InterfaceNumberOfEntries R unsignedInt
InternetGatewayDevice.USBHosts.Host.{i}.Device.{i}.Configuration.{i}.Interface.{i}. R key(InterfaceNumber)
 InterfaceNumber R unsignedInt[:255]
 InterfaceClass R hexBinary(:1)
 InterfaceSubClass R hexBinary(:1)
 InterfaceProtocol R hexBinary(:1)
InternetGatewayDevice.PeriodicStatistics. R
 MinSampleInterval R unsignedInt
 MaxReportSamples R unsignedInt
 SampleSetNumberOfEntries R unsignedInt
InternetGatewayDevice.PeriodicStatistics.SampleSet.{i}. W key(Name) key(Alias)
 Alias W Alias canDeny
 Enable W boolean
 Status R {Disabled Enabled Trigger}
 Name W string(:128)
 SampleInterval W unsignedInt[1:]
 ReportSamples W unsignedInt[1:]
 TimeReference W dateTime
 FetchSamples W unsignedInt
 ForceSample W boolean hidden
 ReportStartTime R dateTime
 ReportEndTime R dateTime
 SampleSeconds R list of unsignedInt canDeny
 ParameterNumberOfEntries R unsignedInt
InternetGatewayDevice.PeriodicStatistics.SampleSet.{i}.Parameter.{i}. W key(Reference) key(Alias)
 Alias W Alias canDeny
 Enable W boolean
 Reference W string(:256) =>*
 SampleMode W {Current Change}
 CalculationMode W {Latest Minimum Maximum Average}
 LowThreshold W int
 HighThreshold W int
 SampleSeconds R list of unsignedInt canDeny
 SuspectData R list of unsignedInt[:1] canDeny
 Values R list of string canDeny
 Failures R unsignedInt
InternetGatewayDevice.DownloadAvailability. R
InternetGatewayDevice.DownloadAvailability.Announcement. R
 Enable W boolean
 Status R {Disabled Enabled Error?}
 GroupNumberOfEntries R unsignedInt
InternetGatewayDevice.DownloadAvailability.Announcement.Group.{i}. W key(URL) key(Alias)
 Alias W Alias canDeny
 Enable W boolean
 Status R {Disabled Enabled Error?}
 URL W string(:256)
InternetGatewayDevice.DownloadAvailability.Query. R
 Enable W boolean
 Status R {Disabled Enabled Error?}
 URL W string(:256)
InternetGatewayDevice.SoftwareModules. R
 ExecEnvNumberOfEntries R unsignedInt
 DeploymentUnitNumberOfEntries R unsignedInt
 ExecutionUnitNumberOfEntries R unsignedInt
InternetGatewayDevice.SoftwareModules.ExecEnv.{i}. R key(Alias) key(Name)
 Enable W boolean
 Status R {Up Error? Disabled}
 Reset W boolean command
 Alias W Alias canDeny
 Name R string(:32)
 Type R string(:64)
 InitialRunLevel W unsignedInt[:65535]
 RequestedRunLevel W int[-1:65535] command
 CurrentRunLevel R int[-1:65535]
 InitialExecutionUnitRunLevel W int[-1:65535]
 Vendor R string(:128)
 Version R string(:32)
 ParentExecEnv R string ->#.ExecEnv.
 AllocatedDiskSpace R int[-1:]
 AvailableDiskSpace R int[-1:] canDeny
 AllocatedMemory R int[-1:]
 AvailableMemory R int[-1:] canDeny
 ActiveExecutionUnits R list of string ->#.ExecutionUnit. canDeny
 ProcessorRefList R list of string ->.DeviceInfo.Processor.
InternetGatewayDevice.SoftwareModules.DeploymentUnit.{i}. R functional(UUID,Version,ExecutionEnvRef) key(Alias)
 UUID R string(:36)
 DUID R string(:64)
 Alias W Alias canDeny
 Name R string(:64)
 Status R {Installing Installed Updating Uninstalling Uninstalled} canDeny
 Resolved R boolean
 URL R string(:1024)
 Description R string(:256)
 Vendor R string(:128)
 Version R string(:32)
 VendorLogList R list of string ->.DeviceInfo.VendorLogFile.
 VendorConfigList R list of string ->.DeviceInfo.VendorConfigFile.
 ExecutionUnitList R list of string ->#.ExecutionUnit.
 ExecutionEnvRef R string ->#.ExecEnv.
InternetGatewayDevice.SoftwareModules.ExecutionUnit.{i}. R functional(EUID) key(Alias)
 EUID R string(:64)
 Alias W Alias canDeny
 Name R string(:32)
 ExecEnvLabel R string(:64)
 Status R {Idle Starting Active Stopping} forceDefaultEnabled
 RequestedState W {Idle Active} command
 ExecutionFaultCode R {NoFault FailureOnStart FailureOnAutoStart FailureOnStop FailureWhileActive DependencyFailure UnStartable}
 ExecutionFaultMessage R string(:256)
 AutoStart W boolean
 RunLevel W unsignedInt[:65535]
 Vendor R string(:128)
 Version R string(:32)
 Description R string(:256)
 DiskSpaceInUse R int[-1:] canDeny
 MemoryInUse R int[-1:] canDeny
 References R list of string ->*
 AssociatedProcessList R list of string ->.DeviceInfo.ProcessStatus.Process.
 VendorLogList R list of string ->.DeviceInfo.VendorLogFile.
 VendorConfigList R list of string ->.DeviceInfo.VendorConfigFile.
 SupportedDataModelList R list of string ->.DeviceInfo.SupportedDataModel.
 ExecutionEnvRef R string ->#.ExecEnv.
InternetGatewayDevice.SoftwareModules.ExecutionUnit.{i}.Extensions. R
InternetGatewayDevice.Security. R
 CertificateNumberOfEntries R unsignedInt
InternetGatewayDevice.Security.Certificate.{i}. R key(SerialNumber,Issuer)
 Enable W boolean
 LastModif R dateTime
 SerialNumber R string(:64)
 Issuer R string(:256)
 NotBefore R dateTime
 NotAfter R dateTime
 Subject R string(:256)
 SubjectAlt R list(:256) of string
 SignatureAlgorithm R string(:256)
InternetGatewayDevice.FaultMgmt. R
 SupportedAlarmNumberOfEntries R unsignedInt
 MaxCurrentAlarmEntries R unsignedInt
 CurrentAlarmNumberOfEntries R unsignedInt
 HistoryEventNumberOfEntries R unsignedInt
 ExpeditedEventNumberOfEntries R unsignedInt
 QueuedEventNumberOfEntries R unsignedInt
InternetGatewayDevice.FaultMgmt.SupportedAlarm.{i}. R key(EventType,ProbableCause,SpecificProblem,PerceivedSeverity)
 EventType R string(:64)
 ProbableCause R string(:64)
 SpecificProblem R string(:128)
 PerceivedSeverity R {"" "*" Cleared Critical Major Minor Warning Indeterminate}
 ReportingMechanism W {"0 Expedited" "1 Queued" "2 Logged" "3 Disabled"}
InternetGatewayDevice.FaultMgmt.CurrentAlarm.{i}. R key(AlarmIdentifier) key(EventType,ProbableCause,SpecificProblem)
 AlarmIdentifier R string(:64)
 AlarmRaisedTime R dateTime
 AlarmChangedTime R dateTime
 ManagedObjectInstance R string(:512)
 EventType R string(:64)
 ProbableCause R string(:64)
 SpecificProblem R string(:128)
 PerceivedSeverity R {Critical Major Minor Warning Indeterminate}
 AdditionalText R string(:256)
 AdditionalInformation R string(:256)
InternetGatewayDevice.FaultMgmt.HistoryEvent.{i}. R key(EventTime,AlarmIdentifier)
 EventTime R dateTime
 AlarmIdentifier R string(:64)
 NotificationType R {NewAlarm ChangedAlarm ClearedAlarm}
 ManagedObjectInstance R string(:512)
 EventType R string(:64)
 ProbableCause R string(:64)
 SpecificProblem R string(:128)
 PerceivedSeverity R {Cleared Critical Major Minor Warning Indeterminate}
 AdditionalText R string(:256)
 AdditionalInformation R string(:256)
InternetGatewayDevice.FaultMgmt.ExpeditedEvent.{i}. R key(AlarmIdentifier)
 EventTime R dateTime
 AlarmIdentifier R string(:64)
 NotificationType R {NewAlarm ChangedAlarm ClearedAlarm}
 ManagedObjectInstance R string(:512)
 EventType R string(:64)
 ProbableCause R string(:64)
 SpecificProblem R string(:128)
 PerceivedSeverity R {Cleared Critical Major Minor Warning Indeterminate}
 AdditionalText R string(:256)
 AdditionalInformation R string(:256)
InternetGatewayDevice.FaultMgmt.QueuedEvent.{i}. R key(AlarmIdentifier)
 EventTime R dateTime
 AlarmIdentifier R string(:64)
 NotificationType R {NewAlarm ChangedAlarm ClearedAlarm}
 ManagedObjectInstance R string(:512)
 EventType R string(:64)
 ProbableCause R string(:64)
 SpecificProblem R string(:128)
 PerceivedSeverity R {Cleared Critical Major Minor Warning Indeterminate}
 AdditionalText R string(:256)
 AdditionalInformation R string(:256)
InternetGatewayDevice.FAP. R
InternetGatewayDevice.FAP.GPS. R
 ScanOnBoot W boolean
 ScanPeriodically W boolean
 PeriodicInterval W unsignedInt
 PeriodicTime W dateTime
 ContinuousGPS W boolean
 ScanTimeout W unsignedInt
 ScanStatus R {Indeterminate InProgress Success Error Error_TIMEOUT}
 ErrorDetails R string(:256)
 LastScanTime R dateTime forceDefaultEnabled
 LastSuccessfulScanTime R dateTime canDeny
 LockedLatitude R int[-90000000:90000000] canDeny
 LockedLongitude R int[-180000000:180000000] canDeny
 NumberOfSatellites R unsignedInt canDeny
 GPSReset W boolean command
InternetGatewayDevice.FAP.GPS.ContinuousGPSStatus. R
 CurrentFix R boolean canDeny
 GotFix R boolean canDeny
 TimingGood R boolean canDeny
 Latitude R int[-90000000:90000000] canDeny
 Longitude R int[-180000000:180000000] canDeny
 Elevation R int[-5000000:25000000] canDeny
 LastFixTime R dateTime canDeny
 LastFixDuration R unsignedInt canDeny
 FirstFixTimeout W int[-1:]
 SatellitesTracked R unsignedInt canDeny
 SatelliteTrackingInterval W unsignedInt[60:3600]
 ReceiverStatus R string(:256) canDeny
 LocationType R {Real Reference} canDeny
 LockTimeOutDuration W unsignedInt[120:86400]
InternetGatewayDevice.FAP.GPS.AGPSServerConfig. R
 Enable W boolean
 ServerURL W string(:256)
 ServerPort W unsignedInt[:65535]
 Username W string(:64)
 Password W string(:64) hidden
 ReferenceLatitude W int[-90000000:90000000]
 ReferenceLongitude W int[-180000000:180000000]
 ServerInUse R boolean
InternetGatewayDevice.FAP.Tunnel. R
 CryptoProfileNumberOfEntries R unsignedInt
 IKESANumberOfEntries R unsignedInt
 ChildSANumberOfEntries R unsignedInt
 MaxVirtualInterfaces R unsignedInt
 VirtualInterfaceNumberOfEntries R unsignedInt
 UseForCWMP W boolean
 MaxChildSAPerIKE R unsignedInt
 MaxIKESessions R unsignedInt
InternetGatewayDevice.FAP.Tunnel.CryptoProfile.{i}. W key(AuthMethod,IKEEncrypt,IKEPRF,IKEIntegrity,IKEDH,ESPEncrypt,ESPIntegrity) key(Alias)
 Enable W boolean
 Alias W Alias
 AuthMethod W string(:256) ->*
 MaxChildSA W unsignedInt[2,4,6,8,10]
 IKEEncrypt W list of {3DES-CBC AES-CBC}
 IKEPRF W list of {HMAC-SHA1 AES-XCBC-PRF-128}
 IKEIntegrity W list of {HMAC-SHA1-96 AES-XCBC-MAC-96}
 IKEDH W list of {1024 2048}
 ESPEncrypt W list of {3DES-CBC AES-CBC Null}
 ESPIntegrity W list of {HMAC-SHA1-96 AES-XCBC-MAC-96}
 IPsecWindowSize W unsignedInt
 IKERekeyLifetime W unsignedInt
 IPsecRekeyLifetimeByte W unsignedInt
 IPsecRekeyLifetimeTime W unsignedInt
 DPDTimer W unsignedInt
 NATTKeepaliveTimer W unsignedInt
 SecMaxFragSize W unsignedInt[256:1400]
 SecDFBit W {On Off}
InternetGatewayDevice.FAP.Tunnel.IKESA.{i}. R key(IPAddress,SubnetMask)
 Status R {Disabled Active Completed Progressing Error?}
 PeerAddress R IPAddress
 CreationTime R dateTime
 IPAddress R IPAddress forceDefaultEnabled
 SubnetMask R string
 DNSServers R list(:256) of IPAddress
 DHCPServers R list(:256) of IPAddress
 IntegrityErrors R unsignedInt canDeny
 OtherErrors R unsignedInt canDeny
 AuthErrors R unsignedInt canDeny
InternetGatewayDevice.FAP.Tunnel.ChildSA.{i}. R key(SPI)
 ParentID R string(:256) ->#.IKESA.
 SPI R unsignedInt
 DirectionOutbound R boolean
 CreationTime R dateTime
 Traffic R unsignedInt
 IntegrityErrors R unsignedInt canDeny
 ReplayErrors R unsignedInt canDeny
InternetGatewayDevice.FAP.Tunnel.VirtualInterface.{i}. W key(CryptoProfile,DSCPMarkPolicy) key(Alias)
 Enable W boolean
 Alias W Alias
 CryptoProfile W string(:256) ->#.CryptoProfile.
 DSCPMarkPolicy W int[-2:]
InternetGatewayDevice.FAP.PerfMgmt. R
 ConfigNumberOfEntries R unsignedInt
InternetGatewayDevice.FAP.PerfMgmt.Config.{i}. W key(Alias) functional(URL,PeriodicUploadInterval,PeriodicUploadTime)
 Enable W boolean
 Alias W Alias
 URL W string(:256)
 Username W string(:256)
 Password W string(:256) hidden
 PeriodicUploadInterval W unsignedInt[1:]
 PeriodicUploadTime W dateTime
InternetGatewayDevice.FAP.ApplicationPlatform. R
 Version R string(:64)
 Enable W boolean
 Status R {Disabled Enabled Reset Initializing}
 MaxNumberOfApplications R unsignedInt
 CurrentNumberofApplications R unsignedInt
InternetGatewayDevice.FAP.ApplicationPlatform.Capabilities. R
 PresenceApplicationSupport R boolean
 FemtoAwarenessAPISupport R boolean
 SMSAPISupport R boolean
 SubscribeToNotificationsOfSMSSentToApplicationSupport R boolean
 QuerySMSDeliveryStatusSupport R boolean
 MMSAPISupport R boolean
 QueryMMSDeliveryStatusSupport R boolean
 SubscribeToNotificationsOfMMSSentToApplicationSupport R boolean
 TerminalLocationAPISupport R boolean
 AuthenticationMethodsSupported R list of {Basic Digest DigitalSignature}
 AccessLevelsSupported R list of {Guest Standard Restricted Administrator Debug}
 SendSMSTargetAddressType R list of {TelUri AnonymousReference All}
 SendMMSTargetAddressType R list of {TelUri AnonymousReference All}
InternetGatewayDevice.FAP.ApplicationPlatform.Control. R
 AuthenticationMethod W string(:256) =#.Capabilities.AuthenticationMethodsSupported
 TunnelInst W string(:256)
InternetGatewayDevice.FAP.ApplicationPlatform.Control.FemtoAwareness. R
 APIEnable W boolean
 QueueEnable W boolean
 Queueing W {FiFo Priority}
 MaxAPIUsersNumber W unsignedInt[0:255]
 FemtozoneID W string(:256)
 NotificationsUserIdentifierMSISDN W boolean
 SubscribeToNotificationsResponseCallbackData W boolean
 QueryFemtocellResponseTimezone W boolean
InternetGatewayDevice.FAP.ApplicationPlatform.Control.SMS. R
 APIEnable W boolean
 QueueEnable W boolean
 Queueing W {FiFo Priority}
 MaxAPIUsersNumber W unsignedInt[0:255]
 MinSendSMSTimeInterval W unsignedInt[0:3599]
 EnableQuerySMSDeliveryStatus W boolean
 EnableSubscribeToNotificationsOfMessageSentToApplication W boolean
InternetGatewayDevice.FAP.ApplicationPlatform.Control.MMS. R
 APIEnable W boolean
 QueueEnable W boolean
 Queueing W {FiFo Priority}
 MaxAPIUsersNumber W unsignedInt[0:255]
 MinSendMMSTimeInterval W unsignedInt[0:3599]
 EnableQueryMMSDeliveryStatus W boolean
 EnableSubscribeToNotificationsOfMessageSentToApplication W boolean
InternetGatewayDevice.FAP.ApplicationPlatform.Control.TerminalLocation. R
 APIEnable W boolean
 QueueEnable W boolean
 Queueing W {FiFo Priority}
 MaxAPIUsersNumber W unsignedInt[0:255]
 QueryMobileLocationResponseAddress W {TelUri AnonymousReference}
 QueryMobileLocationResponseLongitudeLatitude W boolean
 QueryMobileLocationResponseAltitude W boolean
 QueryMobileLocationResponseTimestamp W unsignedInt[0:86399]
InternetGatewayDevice.FAP.ApplicationPlatform.Monitoring. R
 Enable W boolean
 MonitoringInterval W unsignedInt
 AuthenticationRequestsReceived R unsignedInt
 AuthenticationRequestsRejected R unsignedInt
InternetGatewayDevice.FAP.ApplicationPlatform.Monitoring.FemtoAwareness. R
 APIAvailable R boolean
 APIUsers R unsignedInt[0:255]
 QueueState R {Disabled Ready Flushed}
 QueueNum R unsignedInt[0:255]
 QueueReceived R unsignedInt
 QueueDiscarded R unsignedInt
InternetGatewayDevice.FAP.ApplicationPlatform.Monitoring.SMS. R
 APIAvailable R boolean
 APIUsers R unsignedInt[0:255]
 QueueState R {Disabled Ready Flushed}
 QueueNum R unsignedInt[0:255]
 QueueReceived R unsignedInt
 QueueDiscarded R unsignedInt
InternetGatewayDevice.FAP.ApplicationPlatform.Monitoring.MMS. R
 APIAvailable R boolean
 APIUsers R unsignedInt[0:255]
 QueueState R {Disabled Ready Flushed}
 QueueNum R unsignedInt[0:255]
 QueueReceived R unsignedInt
 QueueDiscarded R unsignedInt
InternetGatewayDevice.FAP.ApplicationPlatform.Monitoring.TerminalLocation. R
 APIAvailable R boolean
 APIUsers R unsignedInt[0:255]
 QueueState R {Disabled Ready Flushed}
 QueueNum R unsignedInt[0:255]
 QueueReceived R unsignedInt
 QueueDiscarded R unsignedInt
InternetGatewayDevice.BulkData. R
 Enable W boolean
 Status R {Enabled Disabled Error?}
 MinReportingInterval R unsignedInt
 Protocols R list of {Streaming File}
 EncodingTypes R list of {XML XDR}
 MaxNumberOfProfiles R int[-1:]
 MaxNumberOfParameterReferences R int[-1:]
 ProfileNumberOfEntries R unsignedInt
InternetGatewayDevice.BulkData.Profile.{i}. W key(Alias)
 Enable W boolean
 Alias W Alias
 Protocol W string =#.Protocols
 EncodingType W string =#.EncodingTypes
 ReportingInterval W unsignedInt[1:]
 TimeReference W dateTime
 StreamingHost W string(:256)
 StreamingPort W unsignedInt[0:65535]
 StreamingSessionID W unsignedInt[48:57,65:90]
 FileTransferURL W string(:256)
 FileTransferUsername W string(:64)
 FileTransferPassword W string(:64) hidden
 ControlFileFormat W string(:128)
 ParameterNumberOfEntries R unsignedInt
InternetGatewayDevice.BulkData.Profile.{i}.Parameter.{i}. W
 Reference W string(:256) =>*
InternetGatewayDevice.DNS. R
InternetGatewayDevice.DNS.SD. R
 Enable W boolean
 ServiceNumberOfEntries R unsignedInt
InternetGatewayDevice.DNS.SD.Service.{i}. R functional(InstanceName,ApplicationProtocol,TransportProtocol,Domain)
 InstanceName R string(:63)
 ApplicationProtocol R string(:15)
 TransportProtocol R {TCP UDP}
 Domain R string(:256)
 Port R unsignedInt[:65535]
 Target R string(:256)
 Status R {LeaseActive GoodbyeReceived LeaseExpired}
 LastUpdate R dateTime
 Host R list(:1024) of string(:256) ->.LANDevice.{i}.Hosts.Host.|.Hosts.Host.
 TimeToLive R unsignedInt[:2147483647]
 Priority R unsignedInt[:65535]
 Weight R unsignedInt[:65535]
 TextRecordNumberOfEntries R unsignedInt
InternetGatewayDevice.DNS.SD.Service.{i}.TextRecord.{i}. R
 Key R string(:255)
 Value R string(:255)
InternetGatewayDevice.XMPP. R
 ConnectionNumberOfEntries R unsignedInt
InternetGatewayDevice.XMPP.Connection.{i}. W key(Alias) functional(Username,Domain,Resource)
 Enable W boolean
 Alias W Alias
 Username W string(:256)
 Password W string(:256) hidden
 Domain W string(:64)
 Resource W string(:64)
 JabberID R string
 Status R {Enabled Disabled Unknown Dormant Connecting ServerNotPresent Error_Misconfigured Error_AuthenticationFailure Error?}
 LastChangeDate R dateTime
 ServerConnectAlgorithm W {DNS-SRV ServerTable}
 KeepAliveInterval W long[-1:]
 ServerConnectAttempts W unsignedInt
 ServerRetryInitialInterval W unsignedInt[1:65535]
 ServerRetryIntervalMultiplier W unsignedInt[1000:65535]
 ServerRetryMaxInterval W unsignedInt[1:]
 UseTLS W boolean
 TLSEstablished R boolean
 ServerNumberOfEntries R unsignedInt
InternetGatewayDevice.XMPP.Connection.{i}.Server.{i}. W key(Alias) functional(ServerAddress,Port)
 Enable W boolean
 Alias W Alias
 Priority W unsignedInt[0:65535]
 Weight W long[-1:65535]
 ServerAddress W string(:256)
 Port W unsignedInt[0:65535]
InternetGatewayDevice.XMPP.Connection.{i}.Stats. R
 ReceivedMessages R unsignedInt
 TransmittedMessages R unsignedInt
 ReceivedErrorMessages R unsignedInt
 TransmittedErrorMessages R unsignedInt
