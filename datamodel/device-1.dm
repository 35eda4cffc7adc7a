muster-datamodel 1
# Facts only: paths, types, access, versions. Written by "muster datamodel import"; it may be edited.
model Device:1.7
source urn:broadband-forum-org:tr-157-1-3-0
type IPAddress string(:45)
type MACAddress string(:17) ~"" ~"([0-9A-Fa-f][0-9A-Fa-f]:){5}([0-9A-Fa-f][0-9A-Fa-f])"
Device. R
 DeviceSummary R string(:1024) !deprecated forced
 UserNumberOfEntries R unsignedInt
 SmartCardReaderNumberOfEntries R unsignedInt
Device.Services. R
Device.DeviceInfo. R
 Manufacturer R string(:64)
 ManufacturerOUI R string(:6)
 ModelName R string(:64) canDeny
 Description R string(:256) canDeny
 ProductClass R string(:64)
 SerialNumber R string(:64)
 HardwareVersion R string(:64) forced
 SoftwareVersion R string(:64) forced
 EnabledOptions R list(:1024) of string !deprecated
 AdditionalHardwareVersion R list(:64) of string
 AdditionalSoftwareVersion R list(:64) of string
 ProvisioningCode W string(:64)
 DeviceStatus R {Up Initializing Error Disabled}
 UpTime R unsignedInt canDeny
 FirstUseDate R dateTime canDeny
 DeviceLog R string(:32768) canDeny
 SupportedDataModelNumberOfEntries R unsignedInt
 VendorConfigFileNumberOfEntries R unsignedInt
 ProcessorNumberOfEntries R unsignedInt
 VendorLogFileNumberOfEntries R unsignedInt
Device.DeviceInfo.MemoryStatus. R
 Total R unsignedInt
 Free R unsignedInt canDeny
Device.DeviceInfo.ProcessStatus. R
 CPUUsage R unsignedInt[:100] canDeny
 ProcessNumberOfEntries R unsignedInt
Device.DeviceInfo.ProcessStatus.Process.{i}. R key(PID)
 PID R unsignedInt
 Command R string(:256)
 Size R unsignedInt canDeny
 Priority R unsignedInt[:99]
 CPUTime R unsignedInt canDeny
 State R {Running Sleeping Stopped Idle? Uninterruptible? Zombie?} canDeny
Device.DeviceInfo.TemperatureStatus. R
 TemperatureSensorNumberOfEntries R unsignedInt
Device.DeviceInfo.TemperatureStatus.TemperatureSensor.{i}. R key(Name)
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
Device.DeviceInfo.NetworkProperties. R
 MaxTCPWindowSize R unsignedInt
 TCPImplementation R list of {Tahoe Reno "New Reno" Vegas}
Device.DeviceInfo.SupportedDataModel.{i}. R key(URL)
 URL R string(:256)
 URN R string(:256)
 Features R list of string
Device.DeviceInfo.VendorConfigFile.{i}. R key(Name)
 Name R string(:64)
 Version R string(:16)
 Date R dateTime
 Description R string(:256)
Device.DeviceInfo.Processor.{i}. R
 Architecture R {arm i386 m68010 m68k mipseb mipsel powerpc sh3eb sh3el x86_64}
Device.DeviceInfo.VendorLogFile.{i}. R key(Alias) key(Name)
 Alias W string(:64)
 Name R string(:64)
 MaximumSize R unsignedInt
 Persistent R boolean
Device.ManagementServer. R
 EnableCWMP W boolean
 URL W string(:256)
 Username W string(:256)
 Password W string(:256) hidden
 PeriodicInformEnable W boolean
 PeriodicInformInterval W unsignedInt[1:]
 PeriodicInformTime W dateTime
 ParameterKey R string(:32) forced canDeny
 ConnectionRequestURL R string(:256) forced
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
 CWMPRetryMinimumWaitInterval W unsignedInt[1:65535]
 CWMPRetryIntervalMultiplier W unsignedInt[1000:65535]
Device.ManagementServer.AutonomousTransferCompletePolicy. R
 Enable W boolean
 TransferTypeFilter W {Upload Download Both}
 ResultTypeFilter W {Success Failure Both}
 FileTypeFilter W list(:1024) of string ~"1 Firmware Upgrade Image" ~"2 Web Content" ~"3 Vendor Configuration File" ~"4 Vendor Log File" ~"X [0-9A-F]{6} .*"
Device.ManagementServer.DUStateChangeComplPolicy. R
 Enable W boolean
 OperationTypeFilter W list of {Install Update Uninstall}
 ResultTypeFilter W {Success Failure Both}
 FaultCodeFilter W list of {9001 9003 9012 9013 9015 9016 9017 9018 9022 9023 9024 9025 9026 9027 9028 9029 9030 9031 9032}
Device.GatewayInfo. R
 ManufacturerOUI R string(:6)
 ProductClass R string(:64)
 SerialNumber R string(:64)
Device.Config. R
 PersistentData W string(:256)
 ConfigFile W string(:32768)
Device.Time. R
 Enable W boolean
 NTPServer1 W string(:64)
 NTPServer2 W string(:64)
 NTPServer3 W string(:64)
 NTPServer4 W string(:64)
 NTPServer5 W string(:64)
 CurrentLocalTime R dateTime canDeny
 LocalTimeZone W string(:256)
 Status R {Disabled Unsynchronized Synchronized Error_FailedToSynchronize Error?}
Device.UserInterface. R
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
 AvailableLanguages R list(:256) of string
 CurrentLanguage W string(:16)
Device.UserInterface.RemoteAccess. R
 Enable W boolean
 Port W unsignedInt[:65535]
 SupportedProtocols R list of {HTTP HTTPS}
 Protocol W string =SupportedProtocols
Device.UserInterface.LocalDisplay. R
 Movable W boolean
 Resizable W boolean
 PosX W int canDeny
 PosY W int canDeny
 Width W unsignedInt canDeny
 Height W unsignedInt canDeny
 DisplayWidth R unsignedInt
 DisplayHeight R unsignedInt
Device.LAN. R
 AddressingType W {DHCP Static}
 IPAddress W IPAddress forced
 SubnetMask W IPAddress
 DefaultGateway W string
 DNSServers W list(:256) of string
 MACAddress W MACAddress
 MACAddressOverride W boolean
 DHCPOptionNumberOfEntries R unsignedInt
Device.LAN.DHCPOption.{i}. W
 Request W boolean
 Tag W unsignedInt[1:254]
 Value W base64(:255)
Device.LAN.Stats. R
 ConnectionUpTime R unsignedInt canDeny
 TotalBytesSent R unsignedInt canDeny
 TotalBytesReceived R unsignedInt canDeny
 TotalPacketsSent R unsignedInt canDeny
 TotalPacketsReceived R unsignedInt canDeny
 CurrentDayInterval R unsignedInt canDeny
 CurrentDayBytesSent R unsignedInt canDeny
 CurrentDayBytesReceived R unsignedInt canDeny
 CurrentDayPacketsSent R unsignedInt canDeny
 CurrentDayPacketsReceived R unsignedInt canDeny
 QuarterHourInterval R unsignedInt canDeny
 QuarterHourBytesSent R unsignedInt canDeny
 QuarterHourBytesReceived R unsignedInt canDeny
 QuarterHourPacketsSent R unsignedInt canDeny
 QuarterHourPacketsReceived R unsignedInt canDeny
Device.LAN.IPPingDiagnostics. R
 DiagnosticsState W {None Requested Complete Error_CannotResolveHostName Error_Internal Error_Other} canDeny
 Host W string(:256)
 NumberOfRepetitions W unsignedInt[1:]
 Timeout W unsignedInt[1:]
 DataBlockSize W unsignedInt[1:65535]
 DSCP W unsignedInt[0:63]
 SuccessCount R unsignedInt canDeny
 FailureCount R unsignedInt canDeny
 AverageResponseTime R unsignedInt canDeny
 MinimumResponseTime R unsignedInt canDeny
 MaximumResponseTime R unsignedInt canDeny
Device.LAN.TraceRouteDiagnostics. R
 DiagnosticsState W {None Requested Complete Error_CannotResolveHostName Error_MaxHopCountExceeded Error_Internal Error_Other} canDeny
 Host W string(:256)
 Timeout W unsignedInt[1:]
 DataBlockSize W unsignedInt[1:65535]
 MaxHopCount W unsignedInt[1:64]
 DSCP W unsignedInt[0:63]
 ResponseTime R unsignedInt canDeny
 NumberOfRouteHops R unsignedInt canDeny
Device.LAN.TraceRouteDiagnostics.RouteHops.{i}. R
 HopHost R string(:256) canDeny
Device.Capabilities. R
Device.Capabilities.PerformanceDiagnostic. R
 DownloadTransports R list of {HTTP FTP?}
 UploadTransports R list of {HTTP FTP?}
Device.DownloadDiagnostics. R
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
Device.UploadDiagnostics. R
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
Device.UDPEchoConfig. R
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
Device.User.{i}. W key(Username)
 Enable W boolean
 RemoteAccessCapable W boolean
 Username W string(:64)
 Password W string(:64) hidden
 Language W string(:16)
Device.UPnP. R
Device.UPnP.Device. R
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
Device.UPnP.Device.Capabilities. R
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
Device.UPnP.Discovery. R
 RootDeviceNumberOfEntries R unsignedInt
 DeviceNumberOfEntries R unsignedInt
 ServiceNumberOfEntries R unsignedInt
Device.UPnP.Discovery.RootDevice.{i}. R key(UUID)
 Status R {LeaseActive LeaseExpired ByebyeReceived}
 UUID R string(:36) ~"[0-9A-Fa-f]{8}-([0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}"
 USN R string(:256)
 LeaseTime R unsignedInt
 Location R string(:256)
 Server R string(:256)
 Host R list(:1024) of string(:256)
Device.UPnP.Discovery.Device.{i}. R key(UUID)
 Status R {LeaseActive LeaseExpired ByebyeReceived}
 UUID R string(:36) ~"[0-9A-Fa-f]{8}-([0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}"
 USN R string(:256)
 LeaseTime R unsignedInt
 Location R string(:256)
 Server R string(:256)
 Host R list(:1024) of string(:256)
Device.UPnP.Discovery.Service.{i}. R key(USN)
 Status R {LeaseActive LeaseExpired ByebyeReceived}
 USN R string(:256)
 LeaseTime R unsignedInt
 Location R string(:256)
 Server R string(:256)
 Host R list(:1024) of string(:256)
Device.DLNA. R
Device.DLNA.Capabilities. R
 HNDDeviceClass R list(:256) of string
 DeviceCapability R list(:256) of string
 HIDDeviceClass R list(:256) of string
 ImageClassProfileID R list(:256) of string
 AudioClassProfileID R list(:256) of string
 AVClassProfileID R list(:256) of string
 MediaCollectionProfileID R list(:256) of string
 PrinterClassProfileID R list(:256) of string
Device.SmartCardReader.{i}. R key(Name)
 Enable W boolean
 Status R {Disabled Enabled Error}
 Name R string(:256)
 Reset W boolean hidden
 ResetTime R dateTime
 DecryptionFailedCounter R unsignedInt canDeny
 DecryptionFailedNoKeyCounter R unsignedInt canDeny
Device.SmartCardReader.{i}.SmartCard. R
 Status R {None Running Error}
 Type R {CA DRM UICC}
 Application R list of {SIM USIM ISIM}
 SerialNumber R string(:256)
 ATR R string(:1024)
Device.SelfTestDiagnostics. R
 DiagnosticsState W {None* Requested Complete* Error_Internal* Error_Other*} canDeny
 Results R string(:1024) canDeny
Device.NSLookupDiagnostics. R
 DiagnosticsState W {None* Requested Complete* Error_DNSServerNotResolved* Error_Internal* Error_Other*} canDeny
 Interface W string(:256) =>*
 HostName W string(:256)
 DNSServer W string(:256)
 Timeout W unsignedInt
 NumberOfRepetitions W unsignedInt
 SuccessCount R unsignedInt canDeny
 ResultNumberOfEntries R unsignedInt canDeny
Device.NSLookupDiagnostics.Result.{i}. R
 Status R {Success Error_DNSServerNotAvailable Error_HostNameNotResolved Error_Timeout Error_Other} canDeny
 AnswerType R {None Authoritative NonAuthoritative} canDeny
 HostNameReturned R string(:256) canDeny
 IPAddresses R list<:10> of IPAddress canDeny
 DNSServerIP R IPAddress canDeny
 ResponseTime R unsignedInt canDeny
Device.Firewall. R
 Config W {High Low Off}
 Version R string(:16)
 LastChange R dateTime
Device.USBHosts. R
 HostNumberOfEntries R unsignedInt
Device.USBHosts.Host.{i}. R key(Name)
 Enable W boolean
 Name R string(:64)
 Type R {OHCI EHCI UHCI xHCI}
 Reset W boolean hidden
 PowerManagementEnable W boolean
 USBVersion R string(:4)
 DeviceNumberOfEntries R unsignedInt
Device.USBHosts.Host.{i}.Device.{i}. R key(DeviceNumber)
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
Device.USBHosts.Host.{i}.Device.{i}.Configuration.{i}. R key(ConfigurationNumber)
 ConfigurationNumber R unsignedInt
 InterfaceNumberOfEntries R unsignedInt
Device.USBHosts.Host.{i}.Device.{i}.Configuration.{i}.Interface.{i}. R key(InterfaceNumber)
 InterfaceNumber R unsignedInt[:255]
 InterfaceClass R hexBinary(:1)
 InterfaceSubClass R hexBinary(:1)
 InterfaceProtocol R hexBinary(:1)
Device.PeriodicStatistics. R
 MinSampleInterval R unsignedInt
 MaxReportSamples R unsignedInt
 SampleSetNumberOfEntries R unsignedInt
Device.PeriodicStatistics.SampleSet.{i}. W key(Name)
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
Device.PeriodicStatistics.SampleSet.{i}.Parameter.{i}. W key(Reference)
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
Device.DownloadAvailability. R
Device.DownloadAvailability.Announcement. R
 Enable W boolean
 Status R {Disabled Enabled Error?}
 GroupNumberOfEntries R unsignedInt
Device.DownloadAvailability.Announcement.Group.{i}. W key(URL)
 Enable W boolean
 Status R {Disabled Enabled Error?}
 URL W string(:256)
Device.DownloadAvailability.Query. R
 Enable W boolean
 Status R {Disabled Enabled Error?}
 URL W string(:256)
Device.SoftwareModules. R
 ExecEnvNumberOfEntries R unsignedInt
 DeploymentUnitNumberOfEntries R unsignedInt
 ExecutionUnitNumberOfEntries R unsignedInt
Device.SoftwareModules.ExecEnv.{i}. R key(Alias) key(Name)
 Enable W boolean
 Status R {Up Error? Disabled}
 Reset W boolean command
 Alias W string(:64)
 Name R string(:32)
 Type R string(:64)
 InitialRunLevel W unsignedInt[:65535]
 RequestedRunLevel W int[-1:65535] command
 CurrentRunLevel R int[-1:65535]
 Vendor R string(:128)
 Version R string(:32)
 ParentExecEnv R string ->#.ExecEnv.
 AllocatedDiskSpace R int[-1:]
 AvailableDiskSpace R int[-1:] canDeny
 AllocatedMemory R int[-1:]
 AvailableMemory R int[-1:] canDeny
 ActiveExecutionUnits R list of string ->#.ExecutionUnit. canDeny
 ProcessorRefList R list of string ->.DeviceInfo.Processor.
Device.SoftwareModules.DeploymentUnit.{i}. R functional(UUID,Version,ExecutionEnvRef) key(Alias)
 UUID R string(:36)
 DUID R string(:64)
 Alias W string(:64)
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
Device.SoftwareModules.ExecutionUnit.{i}. R functional(EUID) key(Alias)
 EUID R string(:64)
 Alias W string(:64)
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
Device.SoftwareModules.ExecutionUnit.{i}.Extensions. R
