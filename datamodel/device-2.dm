muster-datamodel 1
# Facts only: paths, types, access, versions. Written by "muster datamodel import"; it may be edited.
model Device:2.17
source urn:broadband-forum-org:tr-181-2-17-0-cwmp
type URI string(:2048)
type URL URI
type _AliasCommon string(:64)
type Alias _AliasCommon
type UUID string(36) ~"[A-Fa-f0-9]{8}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{12}"
type StatsCounter32 unsignedInt
type Order unsignedInt[1:]
type IPAddress string(:45)
type DiagnosticsState {None* Requested Canceled? Complete* Error?*}
type UERComplex list<2> of int
type PSDBreakPointIndexAndLevel list<2> of unsignedInt
type SELTPAttenuationCharacteristicsIndexAndTFlog list<2> of unsignedInt
type Dbm1000 int
type StatsCounter64 unsignedLong
type TLV8 hexBinary(0,2:255)
type TenthdBmV int
type TenthdB int
type DocsEqualizerData hexBinary(0,36:260)
type DocsisUpstreamType {Unknown TDMA ATDMA SCDMA TDMAAndATDMA}
type RangingState {Other Aborted RetriesExceeded Success Continue TimeoutT4}
type MACAddress string(:17) ~"" ~"([0-9A-Fa-f][0-9A-Fa-f]:){5}([0-9A-Fa-f][0-9A-Fa-f])"
type CmRegState {Other NotReady NotSynchronized PhySynchronized UsParametersAcquired RangingComplete DHCPv4Complete ToDEstablished SecurityEstablished ConfigFileDownloadComplete RegistrationComplete Operational AccessDenied EAEInProgress DHCPv4InProgress DHCPv6InProgress DHCPv6Complete RegistrationInProgress BPIInit ForwardingDisabled DsTopologyResolutionInProgress RangingInProgress RFMuteAll}
type SpectrumAnalysisWindowFunction {Other Hann BlackmanHarris Rectangular Hamming FlatTop Gaussian Chebyshev}
type AmplitudeData hexBinary(0,2:4116)
type MocaMacRate unsignedInt
type MocaNodeID unsignedInt[0:15]
type MocaPhyRate unsignedInt[0:2048]
type MocaBand list of {reserved* bandFCBL bandFSAT bandE bandExD bandDH bandDL noBand}
type MocaChannelMask hexBinary(8)
type MocaPowerState {m0Active m1LowPowerIdle m2Standby m3Sleep}
type MocaPrivacy {mocaReserved5 mocaReserved4 mocaReserved3 mocaReserved2 mocaReserved1 moca2EnhancedPrivacy moca20Privacy moca1Privacy}
type MocaDB unsignedInt
type RowStatus {active notInService notReady createAndGo createAndWait destroy}
type MocaDBm int
type MocaFlowIngrClassRule {ruleDAVLANtag4or5 ruleDAonly ruleDAandDSCPnoVLAN ruleDAandVLANignoreDSCP ruleDAandVLANorDSCP}
type MocaChannelIndex {primary secondary m25first m25second m25third m25fourth m25fifth}
type MocaScMod hexBinary
type PSMBreakPointIndexAndLevel list<2> of unsignedInt
type IPv4Address IPAddress(:15) ~"" ~"((25[0-5]|2[0-4][0-9]|[01]?[0-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|[01]?[0-9]?[0-9])"
type IPv6Address IPAddress
type IEEE_EUI64 string(:23) ~"" ~"([0-9A-Fa-f][0-9A-Fa-f]:){7}([0-9A-Fa-f][0-9A-Fa-f])"
type ZigBeeNetworkAddress string(:4) ~"" ~"([0-9A-Fa-f]){4}"
type IPPrefix string(:49)
type IPv6Prefix IPPrefix
type IPv4Prefix IPPrefix(:18) ~"" ~"/(3[0-2]|[012]?[0-9])" ~"((25[0-5]|2[0-4][0-9]|[01]?[0-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|[01]?[0-9]?[0-9])/(3[0-2]|[012]?[0-9])"
type SST {eMBB URLLC MIoT V2X}
Device. R ^2.0
 RootDataModelVersion R string(:32) ~"2\\.\\d+" ^2.4 forced
 InterfaceStackNumberOfEntries R unsignedInt
Device.Services. R ^2.0
Device.DeviceInfo. R ^2.0
 DeviceCategory R list of string ^2.8
 Manufacturer R string(:64)
 ManufacturerOUI R string(6) ~"[0-9A-F]{6}"
 ModelName R string(:64)
 ModelNumber R string(:64) ^2.8
 Description R string(:256)
 ProductClass R string(:64)
 SerialNumber R string(:64)
 HardwareVersion R string(:64) forced
 SoftwareVersion R string(:64) forced forceEnabled
 ActiveFirmwareImage R string ->FirmwareImage. ^2.12
 BootFirmwareImage W string ->FirmwareImage. ^2.12
 AdditionalHardwareVersion R list(:64) of string
 AdditionalSoftwareVersion R list(:64) of string
 ProvisioningCode W string(:64) forced forceEnabled
 UpTime R unsignedInt canDeny
 FirstUseDate R dateTime
 HostName W string(:255) ^2.16
 FirmwareImageNumberOfEntries R unsignedInt ^2.12
 VendorConfigFileNumberOfEntries R unsignedInt
 ProcessorNumberOfEntries R unsignedInt ^2.1
 LogRotateNumberOfEntries R unsignedInt ^2.17
 VendorLogFileNumberOfEntries R unsignedInt ^2.1
 LocationNumberOfEntries R unsignedInt ^2.4
 DeviceImageNumberOfEntries R unsignedInt ^2.11
 SupportedDataModelNumberOfEntries R unsignedInt
Device.ManagementServer. R ^2.0
 EnableCWMP W boolean
 URL W URL
 Username W string(:256)
 Password W string(:256) hidden
 ScheduleReboot W dateTime ^2.10
 DelayReboot W int[-1:] ^2.10
 PeriodicInformEnable W boolean
 PeriodicInformInterval W unsignedInt[1:]
 PeriodicInformTime W dateTime
 ParameterKey R string(:32) forced canDeny
 ConnectionRequestURL R URL forced forceDefaultEnabled
 ConnectionRequestUsername W string(:256)
 ConnectionRequestPassword W string(:256) hidden
 UpgradesManaged W boolean
 KickURL R URL
 DownloadProgressURL R URL
 DefaultActiveNotificationThrottle W unsignedInt
 CWMPRetryMinimumWaitInterval W unsignedInt[1:65535]
 CWMPRetryIntervalMultiplier W unsignedInt[1000:65535]
 HTTPConnectionRequestEnable W boolean ^2.11
 UDPConnectionRequestAddress R string(:256)
 STUNEnable W boolean
 STUNServerAddress W string(:256)
 STUNServerPort W unsignedInt[0:65535]
 STUNUsername W string(:256)
 STUNPassword W string(:256) hidden
 STUNMaximumKeepAlivePeriod W int[-1:]
 STUNMinimumKeepAlivePeriod W unsignedInt
 NATDetected R boolean
 AliasBasedAddressing R boolean ^2.3 forced
 InstanceMode W {InstanceNumber InstanceAlias} ^2.3
 AutoCreateInstances W boolean ^2.3
 ManageableDeviceNumberOfEntries R unsignedInt
 ManageableDeviceNotificationLimit W unsignedInt ^2.7
 EmbeddedDeviceNumberOfEntries R unsignedInt ^2.3
 VirtualDeviceNumberOfEntries R unsignedInt ^2.3
 SupportedConnReqMethods R list of {HTTP STUN? XMPP?} ^2.7
 ConnReqXMPPConnection W string ->#.XMPP.Connection. ^2.7
 ConnReqAllowedJabberIDs W list<:32> of string(:256) ^2.7
 ConnReqJabberID R string ^2.7 forceDefaultEnabled
 HTTPCompressionSupported R list of {GZIP Compress Deflate} ^2.7
 HTTPCompression W string =HTTPCompressionSupported ^2.7
 LightweightNotificationProtocolsSupported R list of {UDP} ^2.7
 LightweightNotificationProtocolsUsed W list of string =LightweightNotificationProtocolsSupported ^2.7
 LightweightNotificationTriggerInterval W unsignedInt[0:] ^2.12
 LightweightNotificationTriggerTime W dateTime ^2.12
 UDPLightweightNotificationHost W string(:256) ^2.7
 UDPLightweightNotificationPort W unsignedInt ^2.7
 InstanceWildcardsSupported R boolean ^2.12
 InformParameterNumberOfEntries R unsignedInt ^2.8
Device.ManagementServer.ManageableDevice.{i}. R ^2.0 functional(ManufacturerOUI,SerialNumber,ProductClass)
 Alias W string(:64) !deleted
 ManufacturerOUI R string(6) ~"[0-9A-F]{6}" canDeny
 SerialNumber R string(:64) canDeny
 ProductClass R string(:64) canDeny
 Host R list(:1024) of string ->##.Hosts.Host.
Device.ManagementServer.AutonomousTransferCompletePolicy. R ^2.0
 Enable W boolean
 TransferTypeFilter W {Upload Download Both}
 ResultTypeFilter W {Success Failure Both}
 FileTypeFilter W list(:1024) of string ~"1 Firmware Upgrade Image" ~"2 Web Content" ~"3 Vendor Configuration File" ~"4 Vendor Log File" ~"X [0-9A-F]{6} .*"
Device.ManagementServer.DownloadAvailability. R ^2.0
Device.ManagementServer.DownloadAvailability.Announcement. R ^2.0
 Enable W boolean
 Status R {Disabled Enabled Error?}
 GroupNumberOfEntries R unsignedInt
Device.ManagementServer.DownloadAvailability.Announcement.Group.{i}. W ^2.0 functional(URL) key(Alias)
 Alias O Alias ^2.3
 Enable W boolean
 Status R {Disabled Enabled Error?}
 URL W URL
Device.ManagementServer.DownloadAvailability.Query. R ^2.0
 Enable W boolean
 Status R {Disabled Enabled Error?}
 URL W URL
Device.ManagementServer.DUStateChangeComplPolicy. R ^2.1
 Enable W boolean
 OperationTypeFilter W list of {Install Update Uninstall}
 ResultTypeFilter W {Success Failure Both}
 FaultCodeFilter W list of {9001 9003 9012 9013 9015 9016 9017 9018 9022 9023 9024 9025 9026 9027 9028 9029 9030 9031 9032}
Device.ManagementServer.EmbeddedDevice.{i}. R ^2.3 functional(ControllerID,ProxiedDeviceID)
 ControllerID R string(:256)
 ProxiedDeviceID R string(:256)
 Reference R string ->*
 SupportedDataModel R list of string ->##.DeviceInfo.SupportedDataModel.
 Host R list<:32> of string ->##.Hosts.Host.
 ProxyProtocol R {Z-Wave ZigBee UPnP-DM ETSI-M2M}
 ProxyProtocolReference R string ->* ^2.6
 DiscoveryProtocol R list of {Z-Wave ZigBee UPnP ETSI-M2M} ^2.6
 DiscoveryProtocolReference R list of string ->* ^2.6
 CommandProcessed R {Pending Retrying Success Error}
 CommandProcessingErrMsg R string(:1024)
 LastSyncTime R dateTime
Device.ManagementServer.VirtualDevice.{i}. R ^2.3 functional(ManufacturerOUI,ProductClass,SerialNumber)
 ManufacturerOUI R string(6) ~"[0-9A-F]{6}"
 ProductClass R string(:64)
 SerialNumber R string(:64)
 Host R list<:32> of string ->##.Hosts.Host.
 ProxyProtocol R {Z-Wave ZigBee UPnP-DM ETSI-M2M}
 ProxyProtocolReference R string ->* ^2.6
 DiscoveryProtocol R list of {Z-Wave ZigBee UPnP ETSI-M2M} ^2.6
 DiscoveryProtocolReference R list of string ->* ^2.6
Device.ManagementServer.StandbyPolicy. R ^2.7
 CRUnawarenessMaxDuration W int[-1:]
 MaxMissedPeriodic W int[-1:]
 NotifyMissedScheduled W boolean
 NetworkAwarenessCapable R boolean
 SelfTimerCapable R boolean
 CRAwarenessRequested W boolean
 PeriodicAwarenessRequested W boolean
 ScheduledAwarenessRequested W boolean
Device.ManagementServer.InformParameter.{i}. W ^2.8 key(Alias) functional(ParameterName)
 Enable W boolean
 Alias O Alias
 ParameterName W string(:256)
 EventList W list of string
Device.ManagementServer.HeartbeatPolicy. R ^2.12
 Enable W boolean
 ReportingInterval W unsignedInt[30:]
 InitiationTime W dateTime
Device.DeviceInfo.VendorConfigFile.{i}. R ^2.0 key(Alias) functional(Name)
 Alias O Alias
 Name R string(:64)
 Version R string(:16)
 Date R dateTime
 Description R string(:256)
 UseForBackupRestore R boolean ^2.7
Device.DeviceInfo.MemoryStatus. R ^2.0
 Total R unsignedInt
 Free R unsignedInt canDeny
 TotalPersistent R unsignedInt ^2.15
 FreePersistent R unsignedInt ^2.15 canDeny
Device.DeviceInfo.ProcessStatus. R ^2.0
 CPUUsage R unsignedInt[:100] canDeny
 ProcessNumberOfEntries R unsignedInt
Device.DeviceInfo.ProcessStatus.Process.{i}. R ^2.0 functional(PID)
 PID R unsignedInt
 Command R string(:256)
 Size R unsignedInt canDeny
 Priority R unsignedInt[:99]
 CPUTime R unsignedInt canDeny
 State R {Running Sleeping Stopped Idle? Uninterruptible? Zombie?} canDeny
Device.DeviceInfo.TemperatureStatus. R ^2.0
 TemperatureSensorNumberOfEntries R unsignedInt
Device.DeviceInfo.TemperatureStatus.TemperatureSensor.{i}. R ^2.0 functional(Name) key(Alias)
 Alias O Alias ^2.3
 Enable W boolean
 Status R {Disabled Enabled Error}
 Reset W boolean command
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
 PollingInterval W unsignedInt ^2.1
 HighAlarmTime R dateTime
Device.DeviceInfo.NetworkProperties. R ^2.0
 MaxTCPWindowSize R unsignedInt
 TCPImplementation R list of {Tahoe Reno "New Reno" Vegas}
Device.DeviceInfo.Processor.{i}. R ^2.1 key(Alias)
 Alias O Alias ^2.3
 Architecture R {arm i386 m68010 m68k mipseb mipsel powerpc sh3eb sh3el x86_64}
Device.DeviceInfo.LogRotate.{i}. W ^2.17 key(Alias) functional(Name)
 Alias O Alias
 Enable W boolean
 Name W string
 NumberOfFiles W unsignedInt[1:]
 MaxFileSize W unsignedInt
 RollOver W unsignedInt
 Retention W unsignedInt
 Compression W {None GZIP BZIP2 LZO XZ ZSTD}
 LogFileNumberOfEntries R unsignedInt
Device.DeviceInfo.LogRotate.{i}.LogFile.{i}. R ^2.17 key(Alias) functional(Name)
 Alias O Alias
 Name R string(:64)
 Size R unsignedInt
 LastChange R dateTime canDeny
Device.DeviceInfo.VendorLogFile.{i}. R ^2.1 key(Alias) functional(Name)
 Alias O Alias
 Name R string(:64)
 MaximumSize R unsignedInt
 Persistent R boolean
Device.DeviceInfo.Location.{i}. W ^2.4 functional(Source,ExternalSource)
 Source R {GPS AGPS Manual External}
 AcquiredTime R dateTime
 ExternalSource R string
 ExternalProtocol R {"" CWMP USP^2.13 OMA-DM SNMP UPnP HELD DHCPv4 DHCPv6 LLDP-MED MLP Other}
 DataObject W string(:1200)
Device.DeviceInfo.DeviceImageFile.{i}. R ^2.11 functional(Location) key(Alias)
 Alias O Alias
 Location R {Front Back Left Right Top Bottom}
 Image R base64
Device.DeviceInfo.FirmwareImage.{i}. R ^2.12 key(Alias)
 Alias O Alias
 Name R string(:64)
 Version R string(:64)
 Available W boolean
 Status R {NoImage Active^2.14 Downloading Validating Available DownloadFailed ValidationFailed InstallationFailed ActivationFailed}
 BootFailureLog R string
Device.DeviceInfo.KernelFaults. R ^2.17
 StoragePath R string
 LastUpgradeCount R unsignedInt
 PreviousBootCount R unsignedInt
 MinFreeSpace W unsignedInt
 MaxKernelFaultEntries W unsignedInt
 KernelFaultNumberOfEntries R unsignedInt
Device.DeviceInfo.KernelFaults.KernelFault.{i}. R ^2.17 key(Alias)
 Alias W Alias
 FaultLocation R string
 LastInstruction R string
 TimeStamp R dateTime
 FirmwareVersion R string
 ProcessName R string
 Reason R string
Device.DeviceInfo.ProcessFaults. R ^2.17
 StoragePath R string
 LastUpgradeCount R unsignedInt
 PreviousBootCount R unsignedInt
 MinFreeSpace W unsignedInt
 MaxProcessFaultEntries W unsignedInt
 ProcessFaultNumberOfEntries R unsignedInt
Device.DeviceInfo.ProcessFaults.ProcessFault.{i}. R ^2.17 key(Alias)
 Alias W Alias
 ProcessID R string
 ProcessName R string
 FaultLocation R string
 TimeStamp R dateTime
 FirmwareVersion R string
 Arguments R string
 Reason R string
Device.DeviceInfo.SupportedDataModel.{i}. R ^2.0 functional(URL) key(Alias) functional(UUID)
 Alias O Alias ^2.3
 URL R URL
 UUID R UUID ^2.6
 URN R string(:256)
 Features R list of string
Device.DeviceInfo.ProxierInfo. R ^2.3
 ManufacturerOUI R string(6) ~"[0-9A-F]{6}"
 ProductClass R string(:64)
 SerialNumber R string(:64)
 ProxyProtocol R {Z-Wave ZigBee UPnP-DM ETSI-M2M}
Device.Time. R ^2.0
 Enable W boolean
 Status R {Disabled Unsynchronized Synchronized Error_FailedToSynchronize!deprecated Error?}
 NTPServer1 W string(:64) !deprecated
 NTPServer2 W string(:64) !deprecated
 NTPServer3 W string(:64) !deprecated
 NTPServer4 W string(:64) !deprecated
 NTPServer5 W string(:64) !deprecated
 CurrentLocalTime R dateTime canDeny
 LocalTimeZone W string(:256)
 ClientNumberOfEntries R unsignedInt ^2.16
 ServerNumberOfEntries R unsignedInt ^2.16
Device.Time.Client.{i}. W ^2.16 key(Alias)
 Enable W boolean
 Status R {Disabled Unsynchronized Synchronized Error?}
 Alias O Alias
 Mode W {Unicast Broadcast Multicast Manycast}
 Port W unsignedInt[1:65535]
 Version W unsignedInt[1:4]
 Servers W list of string
 ResolveAddresses W boolean
 ResolveMaxAddresses W unsignedInt
 Peer W boolean
 MinPoll W unsignedInt
 MaxPoll W unsignedInt
 IBurst W boolean
 Burst W unsignedInt
 Interface W string(:256) ->.IP.Interface.
 BindType W {Address Device}
Device.Time.Client.{i}.Authentication. R ^2.16
 Enable W boolean
 Certificate W string ->.Security.Certificate.
 NTSPort W unsignedInt[1:65535]
Device.Time.Client.{i}.Stats. R ^2.16
 PacketsSent R StatsCounter32
 PacketsSentFailed R StatsCounter32
 PacketsReceived R StatsCounter32
 PacketsDropped R StatsCounter32
Device.Time.Server.{i}. W ^2.16 key(Alias)
 Enable W boolean
 Status R {Up Down Error?}
 Alias O Alias
 Mode W {Unicast Broadcast Multicast Manycast}
 Version W unsignedInt[1:4]
 Port W unsignedInt[1:65535]
 Interface W string(:256) ->.IP.Interface.
 BindType W {Address Device}
 MinPoll W unsignedInt
 MaxPoll W unsignedInt
 TTL W unsignedInt[1:255]
Device.Time.Server.{i}.Authentication. R ^2.16
 Enable W boolean
 Certificate W string ->.Security.Certificate.
 NTSNTPServer W list of string
Device.Time.Server.{i}.Stats. R ^2.16
 PacketsSent R StatsCounter32
 PacketsSentFailed R StatsCounter32
 PacketsReceived R StatsCounter32
 PacketsDropped R StatsCounter32
Device.UserInterface. R ^2.0
 Enable W boolean ^2.11
 PasswordRequired W boolean
 PasswordUserSelectable W boolean
 PasswordReset W boolean command
 UpgradeAvailable W boolean
 WarrantyDate W dateTime
 ISPName W string(:64)
 ISPHelpDesk W string(:32)
 ISPHomePage W URL
 ISPHelpPage W URL
 ISPLogo W base64(:4095)
 ISPLogoSize W unsignedInt[0:4095]
 ISPMailServer W URL
 ISPNewsServer W URL
 TextColor W hexBinary(3)
 BackgroundColor W hexBinary(3)
 ButtonColor W hexBinary(3)
 ButtonTextColor W hexBinary(3)
 AutoUpdateServer W string(:256)
 UserUpdateServer W string(:256)
 AvailableLanguages R list(:256) of string
 CurrentLanguage W string(:16)
 HTTPAccessSupportedProtocols R list of {HTTP HTTPS} ^2.16
 HTTPAccessNumberOfEntries R unsignedInt ^2.16
Device.UserInterface.HTTPAccess.{i}. W ^2.16 key(Alias)
 Enable W boolean
 Alias O Alias
 Order W Order
 Status R {Up Down Error?}
 AccessType W {RemoteAccess LocalAccess}
 AllowedRoles W list of string(:256) ->.Users.Role.
 Certificate W string ->.Security.Certificate.
 CACertificate W string ->.Security.Certificate.
 Interface W string(:256) ->*
 Port W unsignedInt[1:65535]
 Protocol W string =#.HTTPAccessSupportedProtocols
 AllowedHosts W list of string
 AllowedPathPrefixes W list of string
 AutoDisableDuration W unsignedInt
 TimeLeft R unsignedInt canDeny
 ActivationDate R dateTime
 SessionNumberOfEntries R unsignedInt
Device.UserInterface.HTTPAccess.{i}.Session.{i}. R ^2.16 key(SessionID)
 SessionID R string(:4096)
 User R string(:256) ->.Users.User.
 IPAddress R IPAddress
 Port R unsignedInt[1:65535]
 Protocol R string =##.HTTPAccessSupportedProtocols
 StartDate R dateTime
Device.UserInterface.RemoteAccess. R ^2.0 !deprecated
 Enable W boolean
 Port W unsignedInt[:65535]
 SupportedProtocols R list of {HTTP HTTPS}
 Protocol W string =SupportedProtocols
Device.UserInterface.LocalDisplay. R ^2.0
 Movable W boolean
 Resizable W boolean
 PosX W int
 PosY W int
 Width W unsignedInt
 Height W unsignedInt
 DisplayWidth R unsignedInt
 DisplayHeight R unsignedInt
Device.UserInterface.Messages. R ^2.11
 Enable W boolean
 Title W string(:128)
 SubTitle W string(:128)
 Text W string
 IconType W {None Greeting Information Warning Important Urgent Advertisement}
 MessageColor W hexBinary(3)
 BackgroundColor W hexBinary(3)
 TitleColor W hexBinary(3)
 SubTitleColor W hexBinary(3)
 RequestedNumberOfRepetitions W unsignedInt
 ExecutedNumberOfRepetitions R unsignedInt
Device.InterfaceStack.{i}. R ^2.0 functional(HigherLayer,LowerLayer) key(Alias)
 Alias O Alias ^2.3
 HigherLayer R string(:256) ->*
 LowerLayer R string(:256) ->*
 HigherAlias R string(:64)
 LowerAlias R string(:64)
Device.DSL. R ^2.0
 LineNumberOfEntries R unsignedInt
 ChannelNumberOfEntries R unsignedInt
 BondingGroupNumberOfEntries R unsignedInt
Device.DSL.Line.{i}. R ^2.0 key(Alias) key(Name)
 Enable W boolean
 EnableDataGathering W boolean ^2.8
 Status R {Up Down Unknown Dormant NotPresent LowerLayerDown Error?}
 Alias O Alias
 Name R string(:64)
 LastChange R unsignedInt canDeny
 LowerLayers W list(:1024) of string ->*
 Upstream R boolean
 FirmwareVersion R string(:64)
 LinkStatus R {Up Initializing EstablishingLink NoSignal Disabled Error?}
 StandardsSupported R list of {G.992.1_Annex_A G.992.1_Annex_B G.992.1_Annex_C T1.413 T1.413i2 ETSI_101_388 G.992.2 G.992.3_Annex_A G.992.3_Annex_B G.992.3_Annex_C G.992.3_Annex_I G.992.3_Annex_J G.992.3_Annex_L G.992.3_Annex_M G.992.4 G.992.5_Annex_A G.992.5_Annex_B G.992.5_Annex_C G.992.5_Annex_I G.992.5_Annex_J G.992.5_Annex_M G.993.1 G.993.1_Annex_A G.993.2_Annex_A G.993.2_Annex_B G.993.2_Annex_C} !deleted
 XTSE R hexBinary(8) ^2.8
 StandardUsed R string =StandardsSupported !deleted
 XTSUsed R hexBinary(8) ^2.8
 LineEncoding R {DMT CAP 2B1Q 43BT PAM QAM}
 AllowedProfiles R list of {8a 8b 8c 8d 12a 12b 17a 17b!deleted 30a 35b}
 CurrentProfile R string =AllowedProfiles
 PowerManagementState R {L0 L1 L2 L3 L4}
 SuccessFailureCause R unsignedInt[0:6]
 UPBOKLER R unsignedInt[0:1280] ^2.8
 UPBOKLEPb R list of unsignedInt[0:1280,2047] ^2.8
 UPBOKLERPb R list of unsignedInt[0:1280,2047] ^2.8
 RXTHRSHds R int[-640:0] ^2.8
 ACTRAMODEds R unsignedInt[1:4] ^2.8
 ACTRAMODEus R unsignedInt[1:4] ^2.8
 ACTINPROCds R unsignedInt ^2.8
 ACTINPROCus R unsignedInt ^2.8
 SNRMROCds R unsignedInt ^2.8
 SNRMROCus R unsignedInt ^2.8
 LastStateTransmittedDownstream R unsignedInt
 LastStateTransmittedUpstream R unsignedInt
 UPBOKLE R unsignedInt[0:1280]
 MREFPSDds R base64(:145)
 MREFPSDus R base64(:145)
 LIMITMASK R unsignedInt
 US0MASK R unsignedInt
 TRELLISds R int
 TRELLISus R int
 ACTSNRMODEds R unsignedInt
 ACTSNRMODEus R unsignedInt
 VirtualNoisePSDds R base64(:97)
 VirtualNoisePSDus R base64(:49)
 ACTUALCE R unsignedInt
 LineNumber R int[1:]
 UpstreamMaxBitRate R unsignedInt
 DownstreamMaxBitRate R unsignedInt
 UpstreamNoiseMargin R int canDeny
 DownstreamNoiseMargin R int canDeny
 SNRMpbus R list(:24) of string
 SNRMpbds R list(:24) of string
 INMIATOds R unsignedInt[3:511]
 INMIATSds R unsignedInt[0:7]
 INMCCds R unsignedInt[0:64]
 INMINPEQMODEds R unsignedInt[0:3]
 UpstreamAttenuation R int canDeny
 DownstreamAttenuation R int canDeny
 UpstreamPower R int canDeny
 DownstreamPower R int canDeny
 XTURVersion R string(:16) ^2.17
 XTURSerial R string(:32) ^2.17
 XTURVendor R hexBinary(4)
 XTURVendorSpecific R hexBinary(2) ^2.17
 XTURCountry R hexBinary(2)
 XTURSystemVendor R hexBinary(4) ^2.17
 XTURSystemVendorSpecific R hexBinary(2) ^2.17
 XTURSystemCountry R hexBinary(2) ^2.17
 XTURANSIStd R unsignedInt
 XTURANSIRev R unsignedInt
 XTUCVersion R hexBinary(16) ^2.17
 XTUCSerial R string(:32) ^2.17
 XTUCVendor R hexBinary(4)
 XTUCVendorSpecific R hexBinary(2) ^2.17
 XTUCCountry R hexBinary(2)
 XTUCSystemVendor R hexBinary(4) ^2.17
 XTUCSystemVendorSpecific R hexBinary(2) ^2.17
 XTUCSystemCountry R hexBinary(2) ^2.17
 XTUCANSIStd R unsignedInt
 XTUCANSIRev R unsignedInt
Device.DSL.Line.{i}.Stats. R ^2.0
 BytesSent R unsignedLong canDeny
 BytesReceived R unsignedLong canDeny
 PacketsSent R unsignedLong canDeny
 PacketsReceived R unsignedLong canDeny
 ErrorsSent R unsignedInt canDeny
 ErrorsReceived R unsignedInt canDeny
 DiscardPacketsSent R unsignedInt canDeny
 DiscardPacketsReceived R unsignedInt canDeny
 TotalStart R unsignedInt canDeny
 ShowtimeStart R unsignedInt canDeny
 LastShowtimeStart R unsignedInt canDeny
 CurrentDayStart R unsignedInt canDeny
 QuarterHourStart R unsignedInt canDeny
Device.DSL.Line.{i}.Stats.Total. R ^2.0
 ErroredSecs R unsignedInt canDeny
 SeverelyErroredSecs R unsignedInt canDeny
Device.DSL.Line.{i}.Stats.Showtime. R ^2.0
 ErroredSecs R unsignedInt canDeny
 SeverelyErroredSecs R unsignedInt canDeny
Device.DSL.Line.{i}.Stats.LastShowtime. R ^2.0
 ErroredSecs R unsignedInt canDeny
 SeverelyErroredSecs R unsignedInt canDeny
Device.DSL.Line.{i}.Stats.CurrentDay. R ^2.0
 ErroredSecs R unsignedInt canDeny
 SeverelyErroredSecs R unsignedInt canDeny
Device.DSL.Line.{i}.Stats.QuarterHour. R ^2.0
 ErroredSecs R unsignedInt canDeny
 SeverelyErroredSecs R unsignedInt canDeny
Device.DSL.Line.{i}.TestParams. R ^2.0
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
 LATNds R list(:35) of string canDeny
 LATNus R list(:35) of string canDeny
 SATNds R list(:35) of string canDeny
 SATNus R list(:35) of string canDeny
Device.DSL.Line.{i}.DataGathering. R ^2.8
 LoggingDepthR R unsignedInt
 ActLoggingDepthReportingR R unsignedInt
 EventTraceBufferR R string(:256) ->###.DeviceInfo.VendorLogFile.
Device.DSL.Channel.{i}. R ^2.0 key(Alias) key(Name)
 Enable W boolean
 Status R {Up Down Unknown Dormant NotPresent LowerLayerDown Error?}
 Alias O Alias
 Name R string(:64)
 LastChange R unsignedInt canDeny
 LowerLayers R list(:1024) of string ->*
 LinkEncapsulationSupported R list of {G.992.3_Annex_K_ATM G.992.3_Annex_K_PTM G.993.2_Annex_K_ATM G.993.2_Annex_K_PTM G.994.1}
 LinkEncapsulationUsed R {G.992.3_Annex_K_ATM G.992.3_Annex_K_PTM G.993.2_Annex_K_ATM G.993.2_Annex_K_PTM}
 LPATH R unsignedInt[:3]
 INTLVDEPTH R unsignedInt
 INTLVBLOCK R int
 ActualInterleavingDelay R unsignedInt
 ACTINP R int
 INPREPORT R boolean
 NFEC R int
 RFEC R int
 LSYMB R int
 UpstreamCurrRate R unsignedInt canDeny
 DownstreamCurrRate R unsignedInt canDeny
 ACTNDR R unsignedInt ^2.8
 ACTINPREIN R unsignedInt[0:255] ^2.8
Device.DSL.Channel.{i}.Stats. R ^2.0
 BytesSent R unsignedLong canDeny
 BytesReceived R unsignedLong canDeny
 PacketsSent R unsignedLong canDeny
 PacketsReceived R unsignedLong canDeny
 ErrorsSent R unsignedInt canDeny
 ErrorsReceived R unsignedInt canDeny
 DiscardPacketsSent R unsignedInt canDeny
 DiscardPacketsReceived R unsignedInt canDeny
 TotalStart R unsignedInt canDeny
 ShowtimeStart R unsignedInt canDeny
 LastShowtimeStart R unsignedInt canDeny
 CurrentDayStart R unsignedInt canDeny
 QuarterHourStart R unsignedInt canDeny
Device.DSL.Channel.{i}.Stats.Total. R ^2.0
 XTURFECErrors R unsignedInt canDeny
 XTUCFECErrors R unsignedInt canDeny
 XTURHECErrors R unsignedInt canDeny
 XTUCHECErrors R unsignedInt canDeny
 XTURCRCErrors R unsignedInt canDeny
 XTUCCRCErrors R unsignedInt canDeny
Device.DSL.Channel.{i}.Stats.Showtime. R ^2.0
 XTURFECErrors R unsignedInt canDeny
 XTUCFECErrors R unsignedInt canDeny
 XTURHECErrors R unsignedInt canDeny
 XTUCHECErrors R unsignedInt canDeny
 XTURCRCErrors R unsignedInt canDeny
 XTUCCRCErrors R unsignedInt canDeny
Device.DSL.Channel.{i}.Stats.LastShowtime. R ^2.0
 XTURFECErrors R unsignedInt canDeny
 XTUCFECErrors R unsignedInt canDeny
 XTURHECErrors R unsignedInt canDeny
 XTUCHECErrors R unsignedInt canDeny
 XTURCRCErrors R unsignedInt canDeny
 XTUCCRCErrors R unsignedInt canDeny
Device.DSL.Channel.{i}.Stats.CurrentDay. R ^2.0
 XTURFECErrors R unsignedInt canDeny
 XTUCFECErrors R unsignedInt canDeny
 XTURHECErrors R unsignedInt canDeny
 XTUCHECErrors R unsignedInt canDeny
 XTURCRCErrors R unsignedInt canDeny
 XTUCCRCErrors R unsignedInt canDeny
Device.DSL.Channel.{i}.Stats.QuarterHour. R ^2.0
 XTURFECErrors R unsignedInt canDeny
 XTUCFECErrors R unsignedInt canDeny
 XTURHECErrors R unsignedInt canDeny
 XTUCHECErrors R unsignedInt canDeny
 XTURCRCErrors R unsignedInt canDeny
 XTUCCRCErrors R unsignedInt canDeny
Device.DSL.BondingGroup.{i}. R ^2.0 key(Alias) key(Name) functional(GroupID)
 Enable W boolean
 Status R {Up Down Unknown Dormant NotPresent LowerLayerDown Error?}
 Alias O Alias
 Name R string(:64)
 LastChange R unsignedInt canDeny
 LowerLayers R list(:1024) of string ->*
 GroupStatus R list of {NoPeer PeerPowerLoss PeerBondSchemeMismatch LowRate}
 GroupID R unsignedInt
 BondSchemesSupported R list of {ATM Ethernet TDIM}
 BondScheme R string =BondSchemesSupported
 GroupCapacity R unsignedInt[1:32]
 RunningTime R unsignedInt canDeny
 TargetUpRate R unsignedInt
 TargetDownRate R unsignedInt
 ThreshLowUpRate R unsignedInt
 ThreshLowDownRate R unsignedInt
 UpstreamDifferentialDelayTolerance R unsignedInt
 DownstreamDifferentialDelayTolerance R unsignedInt
 BondedChannelNumberOfEntries R unsignedInt[1:32]
Device.DSL.BondingGroup.{i}.BondedChannel.{i}. R ^2.0 key(Alias) functional(Channel)
 Alias O Alias
 Channel R string(:256) ->##.Channel.|###.FAST.Line.
Device.DSL.BondingGroup.{i}.BondedChannel.{i}.Ethernet. R ^2.0
Device.DSL.BondingGroup.{i}.BondedChannel.{i}.Ethernet.Stats. R ^2.0
 UnderflowErrorsSent R unsignedInt
 CRCErrorsReceived R unsignedInt
 AlignmentErrorsReceived R unsignedInt
 ShortPacketsReceived R unsignedInt
 LongPacketsReceived R unsignedInt
 OverflowErrorsReceived R unsignedInt
 PauseFramesReceived R unsignedInt
 FramesDropped R unsignedInt
Device.DSL.BondingGroup.{i}.Stats. R ^2.0
 BytesSent R unsignedLong canDeny
 BytesReceived R unsignedLong canDeny
 PacketsSent R unsignedLong canDeny
 PacketsReceived R unsignedLong canDeny
 ErrorsSent R unsignedInt canDeny
 ErrorsReceived R unsignedInt canDeny
 UnicastPacketsSent R unsignedLong canDeny
 UnicastPacketsReceived R unsignedLong canDeny
 DiscardPacketsSent R unsignedInt canDeny
 DiscardPacketsReceived R unsignedInt canDeny
 MulticastPacketsSent R unsignedLong canDeny
 MulticastPacketsReceived R unsignedLong canDeny
 BroadcastPacketsSent R unsignedLong canDeny
 BroadcastPacketsReceived R unsignedLong canDeny
 UnknownProtoPacketsReceived R unsignedInt canDeny
 TotalStart R unsignedInt canDeny
 CurrentDayStart R unsignedInt canDeny
 QuarterHourStart R unsignedInt canDeny
Device.DSL.BondingGroup.{i}.Stats.Total. R ^2.0
 FailureReasons R list of {LowRate ExcessiveDelay InsufficientBuffers Other}
 UpstreamRate R unsignedInt
 DownstreamRate R unsignedInt
 UpstreamPacketLoss R unsignedInt
 DownstreamPacketLoss R unsignedInt
 UpstreamDifferentialDelay R unsignedInt
 DownstreamDifferentialDelay R unsignedInt
 FailureCount R unsignedInt
 ErroredSeconds R unsignedInt
 SeverelyErroredSeconds R unsignedInt
 UnavailableSeconds R unsignedInt
Device.DSL.BondingGroup.{i}.Stats.CurrentDay. R ^2.0
 FailureReasons R list of {LowRate ExcessiveDelay InsufficientBuffers Other}
 UpstreamRate R unsignedInt
 DownstreamRate R unsignedInt
 UpstreamPacketLoss R unsignedInt
 DownstreamPacketLoss R unsignedInt
 UpstreamDifferentialDelay R unsignedInt
 DownstreamDifferentialDelay R unsignedInt
 FailureCount R unsignedInt
 ErroredSeconds R unsignedInt
 SeverelyErroredSeconds R unsignedInt
 UnavailableSeconds R unsignedInt
Device.DSL.BondingGroup.{i}.Stats.QuarterHour. R ^2.0
 FailureReasons R list of {LowRate ExcessiveDelay InsufficientBuffers Other}
 UpstreamRate R unsignedInt
 DownstreamRate R unsignedInt
 UpstreamPacketLoss R unsignedInt
 DownstreamPacketLoss R unsignedInt
 UpstreamDifferentialDelay R unsignedInt
 DownstreamDifferentialDelay R unsignedInt
 FailureCount R unsignedInt
 ErroredSeconds R unsignedInt
 SeverelyErroredSeconds R unsignedInt
 UnavailableSeconds R unsignedInt
Device.DSL.BondingGroup.{i}.Ethernet. R 0:1 ^2.0
Device.DSL.BondingGroup.{i}.Ethernet.Stats. R ^2.0
 PAFErrors R unsignedInt
 PAFSmallFragments R unsignedInt
 PAFLargeFragments R unsignedInt
 PAFBadFragments R unsignedInt
 PAFLostFragments R unsignedInt
 PAFLateFragments R unsignedInt
 PAFLostStarts R unsignedInt
 PAFLostEnds R unsignedInt
 PAFOverflows R unsignedInt
 PauseFramesSent R unsignedInt
 CRCErrorsReceived R unsignedInt
 AlignmentErrorsReceived R unsignedInt
 ShortPacketsReceived R unsignedInt
 LongPacketsReceived R unsignedInt
 OverflowErrorsReceived R unsignedInt
 FramesDropped R unsignedInt
Device.DSL.Diagnostics. R ^2.0
Device.DSL.Diagnostics.ADSLLineTest. R ^2.0
 DiagnosticsState W DiagnosticsState{None* Requested Canceled? Complete* Error?* Error_Internal* Error_Other*}
 Interface W string(:256) =>.DSL.Channel.
 ACTPSDds R int canDeny
 ACTPSDus R int canDeny
 ACTATPds R int canDeny
 ACTATPus R int canDeny
 HLINSCds R int canDeny
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
 HLINpsds R list(:61430) of int canDeny
 HLINpsus R list(:61430) of string canDeny
 QLNGds R unsignedInt canDeny
 QLNGus R unsignedInt canDeny
 QLNpsds R list(:61430) of int canDeny
 QLNpsus R list(:61430) of string canDeny
 QLNMTds R unsignedInt canDeny
 QLNMTus R unsignedInt canDeny
 SNRGds R unsignedInt canDeny
 SNRGus R unsignedInt canDeny
 SNRpsds R list(:61430) of int canDeny
 SNRpsus R list(:61430) of string canDeny
 SNRMTds R unsignedInt canDeny
 SNRMTus R unsignedInt canDeny
 BITSpsds R list(:61430) of int canDeny
 BITSpsus R list(:61430) of string canDeny
Device.DSL.Diagnostics.SELTUER. R ^2.13
 DiagnosticsState W DiagnosticsState{None Requested Canceled? Complete* Error?*}
 Interface W string(:256) =>.DSL.Line.
 UERMaxMeasurementDuration W unsignedInt[5:240]
 ExtendedBandwidthOperation R boolean
 UER R list<1:4096> nested of UERComplex
 UERScaleFactor R unsignedInt
 UERGroupSize R unsignedInt[1:2,12]
 UERVar R list<0:4096> nested of int
Device.DSL.Diagnostics.SELTQLN. R ^2.13
 DiagnosticsState W DiagnosticsState{None Requested Canceled? Complete* Error?*}
 Interface W string(:256) =>.DSL.Line.
 QLNMaxMeasurementDuration W unsignedInt[1:240]
 ExtendedBandwidthOperation R boolean
 QLN R list(:61430) of int
 QLNGroupSize R unsignedInt[1:2,12]
Device.DSL.Diagnostics.SELTP. R ^2.13
 DiagnosticsState W DiagnosticsState{None Requested Canceled? Complete* Error?*}
 Interface W string(:256) =>.DSL.Line.
 CapacityEstimateEnabling W boolean
 CapacitySignalPSD W list<1:48> nested of PSDBreakPointIndexAndLevel
 CapacityNoisePSD W list<1:48> nested of PSDBreakPointIndexAndLevel
 CapacityTargetMargin W unsignedInt[0:310]
 LoopTermination R {Open Short "Powered on DSLAM/DPU"!deleted "Powered on CPE" Unknown}
 LoopLength R unsignedInt[0:16383]
 LoopTopology R list(:256) of string
 AttenuationCharacteristics R list<0:8191> nested of SELTPAttenuationCharacteristicsIndexAndTFlog
 TFlogGroupSize R unsignedInt[1:2,12] ^2.14
 MissingFilter R boolean
 CapacityEstimate R list<1:2> of unsignedInt
Device.FAST. R ^2.11
 LineNumberOfEntries R unsignedInt
Device.FAST.Line.{i}. R ^2.11 key(Alias) key(Name)
 Enable W boolean
 Status R {Up Down Unknown Dormant NotPresent LowerLayerDown Error?}
 Alias O Alias
 Name R string(:64)
 LastChange R unsignedInt canDeny
 LowerLayers W list(:1024) of string ->*
 Upstream R boolean
 FirmwareVersion R string(:64)
 LinkStatus R {Up Initializing EstablishingLink NoSignal Disabled Error?}
 AllowedProfiles R list of {106a 212a}
 CurrentProfile R string =AllowedProfiles
 PowerManagementState R {L0 L2.1 L2.2 L3}
 SuccessFailureCause R unsignedInt[0:5]
 UPBOKLER R unsignedInt[0:1280]
 LastTransmittedDownstreamSignal R unsignedInt[0:21]
 LastTransmittedUpstreamSignal R unsignedInt[0:21]
 UPBOKLE R unsignedInt[0:1280]
 LineNumber R int[1:]
 UpstreamMaxBitRate R unsignedInt
 DownstreamMaxBitRate R unsignedInt
 UpstreamNoiseMargin R int canDeny
 DownstreamNoiseMargin R int canDeny
 UpstreamAttenuation R int canDeny
 DownstreamAttenuation R int canDeny
 UpstreamPower R int canDeny
 DownstreamPower R int canDeny
 SNRMRMCds R int canDeny
 SNRMRMCus R int canDeny
 BITSRMCpsds R list(:4610) of int canDeny
 BITSRMCpsus R list(:4610) of int canDeny
 FEXTCANCELds R boolean
 FEXTCANCELus R boolean
 ETRds R unsignedInt canDeny
 ETRus R unsignedInt canDeny
 ATTETRds R unsignedInt canDeny
 ATTETRus R unsignedInt canDeny
 MINEFTR R unsignedInt canDeny
Device.FAST.Line.{i}.Stats. R ^2.11
 BytesSent R unsignedLong canDeny
 BytesReceived R unsignedLong canDeny
 PacketsSent R unsignedLong canDeny
 PacketsReceived R unsignedLong canDeny
 ErrorsSent R unsignedInt canDeny
 ErrorsReceived R unsignedInt canDeny
 DiscardPacketsSent R unsignedInt canDeny
 DiscardPacketsReceived R unsignedInt canDeny
 TotalStart R unsignedInt canDeny
 ShowtimeStart R unsignedInt canDeny
 LastShowtimeStart R unsignedInt canDeny
 CurrentDayStart R unsignedInt canDeny
 QuarterHourStart R unsignedInt canDeny
Device.FAST.Line.{i}.Stats.Total. R ^2.11
 ErroredSecs R unsignedInt canDeny
 SeverelyErroredSecs R unsignedInt canDeny
 LOSS R unsignedInt canDeny
 LORS R unsignedInt canDeny
 UAS R unsignedInt canDeny
 RTXUC R unsignedInt canDeny
 RTXTX R unsignedInt canDeny
 SuccessBSW R unsignedInt canDeny
 SuccessSRA R unsignedInt canDeny
 SuccessFRA R unsignedInt canDeny
 SuccessRPA R unsignedInt canDeny
 SuccessTIGA R unsignedInt canDeny
Device.FAST.Line.{i}.Stats.Showtime. R ^2.11
 ErroredSecs R unsignedInt canDeny
 SeverelyErroredSecs R unsignedInt canDeny
 LOSS R unsignedInt canDeny
 LORS R unsignedInt canDeny
 UAS R unsignedInt canDeny
 RTXUC R unsignedInt canDeny
 RTXTX R unsignedInt canDeny
 SuccessBSW R unsignedInt canDeny
 SuccessSRA R unsignedInt canDeny
 SuccessFRA R unsignedInt canDeny
 SuccessRPA R unsignedInt canDeny
 SuccessTIGA R unsignedInt canDeny
Device.FAST.Line.{i}.Stats.LastShowtime. R ^2.11
 ErroredSecs R unsignedInt canDeny
 SeverelyErroredSecs R unsignedInt canDeny
 LOSS R unsignedInt canDeny
 LORS R unsignedInt canDeny
 UAS R unsignedInt canDeny
 RTXUC R unsignedInt canDeny
 RTXTX R unsignedInt canDeny
 SuccessBSW R unsignedInt canDeny
 SuccessSRA R unsignedInt canDeny
 SuccessFRA R unsignedInt canDeny
 SuccessRPA R unsignedInt canDeny
 SuccessTIGA R unsignedInt canDeny
Device.FAST.Line.{i}.Stats.CurrentDay. R ^2.11
 ErroredSecs R unsignedInt canDeny
 SeverelyErroredSecs R unsignedInt canDeny
 LOSS R unsignedInt canDeny
 LORS R unsignedInt canDeny
 UAS R unsignedInt canDeny
 RTXUC R unsignedInt canDeny
 RTXTX R unsignedInt canDeny
 SuccessBSW R unsignedInt canDeny
 SuccessSRA R unsignedInt canDeny
 SuccessFRA R unsignedInt canDeny
 SuccessRPA R unsignedInt canDeny
 SuccessTIGA R unsignedInt canDeny
Device.FAST.Line.{i}.Stats.QuarterHour. R ^2.11
 ErroredSecs R unsignedInt canDeny
 SeverelyErroredSecs R unsignedInt canDeny
 LOSS R unsignedInt canDeny
 LORS R unsignedInt canDeny
 UAS R unsignedInt canDeny
 RTXUC R unsignedInt canDeny
 RTXTX R unsignedInt canDeny
 SuccessBSW R unsignedInt canDeny
 SuccessSRA R unsignedInt canDeny
 SuccessFRA R unsignedInt canDeny
 SuccessRPA R unsignedInt canDeny
 SuccessTIGA R unsignedInt canDeny
Device.FAST.Line.{i}.TestParams. R ^2.11
 SNRGds R unsignedInt canDeny
 SNRGus R unsignedInt canDeny
 SNRpsds R list(:2047) of int canDeny
 SNRpsus R list(:2047) of string canDeny
 SNRMTds R unsignedInt canDeny
 SNRMTus R unsignedInt canDeny
 ACTINP R unsignedInt canDeny
 NFEC R unsignedInt canDeny
 RFEC R int canDeny
 UpstreamCurrRate R unsignedInt canDeny
 DownstreamCurrRate R unsignedInt canDeny
 ACTINPREIN R unsignedInt canDeny
Device.Optical. R ^2.4
 InterfaceNumberOfEntries R unsignedInt
Device.Optical.Interface.{i}. R ^2.4 key(Alias) key(Name)
 Enable W boolean
 Status R {Up Down Unknown Dormant NotPresent LowerLayerDown Error?}
 Alias O Alias
 Name R string(:64)
 LastChange R unsignedInt canDeny
 LowerLayers W list(:1024) of string ->*
 Upstream R boolean
 OpticalSignalLevel R Dbm1000[-65536:65534/2]
 LowerOpticalThreshold R Dbm1000[-127000:0/500] !obsoleted
 UpperOpticalThreshold R Dbm1000[-127000:0/500] !obsoleted
 TransmitOpticalLevel R Dbm1000[-65536:65534/2]
 LowerTransmitPowerThreshold R Dbm1000[-63500:63500/500] !obsoleted
 UpperTransmitPowerThreshold R Dbm1000[-63500:63500/500] !obsoleted
Device.Optical.Interface.{i}.Stats. R ^2.4
 BytesSent R unsignedLong canDeny
 BytesReceived R unsignedLong canDeny
 PacketsSent R unsignedLong canDeny
 PacketsReceived R unsignedLong canDeny
 ErrorsSent R unsignedInt canDeny
 ErrorsReceived R unsignedInt canDeny
 DiscardPacketsSent R unsignedInt canDeny
 DiscardPacketsReceived R unsignedInt canDeny
Device.Cellular. R ^2.8
 RoamingEnabled W boolean
 RoamingStatus R {Home Roaming}
 InterfaceNumberOfEntries R unsignedInt
 AccessPointNumberOfEntries R unsignedInt
Device.Cellular.Interface.{i}. R ^2.8 key(Alias) key(Name)
 Enable W boolean
 Status R {Up Down Unknown Dormant NotPresent LowerLayerDown Error?}
 Alias O Alias
 Name R string(:64)
 LastChange R unsignedInt canDeny
 LowerLayers W list(:1024) of string ->*
 Upstream R boolean
 IMEI R string(15) ~"[0-9]{15,15}"
 SupportedAccessTechnologies R list of {GPRS EDGE UMTS UMTSHSPA CDMA2000OneX CDMA2000HRPD LTE NR^2.14}
 PreferredAccessTechnology W string =SupportedAccessTechnologies
 CurrentAccessTechnology R string =SupportedAccessTechnologies
 AvailableNetworks R list of string(:64) canDeny
 NetworkRequested W string(:64)
 NetworkInUse R string(:64) =AvailableNetworks
 RSSI R int canDeny
 RSRP R int ^2.14 canDeny
 RSRQ R int ^2.14 canDeny
 UpstreamMaxBitRate R unsignedInt
 DownstreamMaxBitRate R unsignedInt
Device.Cellular.Interface.{i}.USIM. R ^2.8
 Status R {None Available Valid Blocked Error?}
 IMSI R string(14:15) ~"[0-9]{14,15}"
 ICCID R string(6:20) ~"[0-9]{6,20}"
 MSISDN R string(14:15) ~"[0-9]{14,15}"
 PINCheck W {OnNetworkAccess Reboot Off}
 PIN W string(:4) secured
Device.Cellular.Interface.{i}.Stats. R ^2.8
 BytesSent R StatsCounter64 canDeny
 BytesReceived R StatsCounter64 canDeny
 PacketsSent R StatsCounter64 canDeny
 PacketsReceived R StatsCounter64 canDeny
 ErrorsSent R StatsCounter64 canDeny
 ErrorsReceived R StatsCounter64 canDeny
 UnicastPacketsSent R StatsCounter64 canDeny
 UnicastPacketsReceived R StatsCounter64 canDeny
 DiscardPacketsSent R StatsCounter64 canDeny
 DiscardPacketsReceived R StatsCounter64 canDeny
 MulticastPacketsSent R StatsCounter64 canDeny
 MulticastPacketsReceived R StatsCounter64 canDeny
 BroadcastPacketsSent R StatsCounter64 canDeny
 BroadcastPacketsReceived R StatsCounter64 canDeny
 UnknownProtoPacketsReceived R StatsCounter64 canDeny
Device.Cellular.AccessPoint.{i}. W ^2.8 key(Alias) functional(APN) functional(Interface)
 Enable W boolean
 Alias O Alias
 APN W string(:64)
 Username W string(:256)
 Password W string(:256) secured
 Proxy W IPAddress
 ProxyPort W unsignedInt[1:65535]
 Interface W string ->#.Interface.
Device.ATM. R ^2.0
 LinkNumberOfEntries R unsignedInt
Device.ATM.Link.{i}. W ^2.0 key(Alias) key(Name)
 Enable W boolean
 Status R {Up Down Unknown Dormant NotPresent LowerLayerDown Error?}
 Alias O Alias
 Name R string(:64)
 LastChange R unsignedInt canDeny
 LowerLayers W list(:1024) of string ->*
 LinkType W {EoA IPoA PPPoA CIP Unconfigured}
 AutoConfig R boolean
 DestinationAddress W string(:256) ~"\\d+/\\d+"
 Encapsulation W {LLC VCMUX}
 FCSPreserved W boolean
 VCSearchList W list(:256) of string ~"\\d+/\\d+"
 AAL R {AAL1 AAL2 AAL3 AAL4 AAL5}
Device.ATM.Link.{i}.Stats. R ^2.0
 BytesSent R unsignedLong canDeny
 BytesReceived R unsignedLong canDeny
 PacketsSent R unsignedLong canDeny
 PacketsReceived R unsignedLong canDeny
 ErrorsSent R unsignedInt canDeny
 ErrorsReceived R unsignedInt canDeny
 UnicastPacketsSent R unsignedLong canDeny
 UnicastPacketsReceived R unsignedLong canDeny
 DiscardPacketsSent R unsignedInt canDeny
 DiscardPacketsReceived R unsignedInt canDeny
 MulticastPacketsSent R unsignedLong canDeny
 MulticastPacketsReceived R unsignedLong canDeny
 BroadcastPacketsSent R unsignedLong canDeny
 BroadcastPacketsReceived R unsignedLong canDeny
 UnknownProtoPacketsReceived R unsignedInt canDeny
 TransmittedBlocks R unsignedInt canDeny
 ReceivedBlocks R unsignedInt canDeny
 CRCErrors R unsignedInt canDeny
 HECErrors R unsignedInt canDeny
Device.ATM.Link.{i}.QoS. R ^2.0
 QoSClass W {UBR CBR GFR VBR-nrt VBR-rt UBR+ ABR}
 PeakCellRate W unsignedInt
 MaximumBurstSize W unsignedInt
 SustainableCellRate W unsignedInt
Device.ATM.Diagnostics. R ^2.0
Device.ATM.Diagnostics.F5Loopback. R ^2.0
 DiagnosticsState W DiagnosticsState{None* Requested Canceled? Complete* Error?* Error_Internal* Error_Other*}
 Interface W string(:256) =>.ATM.Link.
 NumberOfRepetitions W unsignedInt[1:]
 Timeout W unsignedInt[1:]
 SuccessCount R unsignedInt canDeny
 FailureCount R unsignedInt canDeny
 AverageResponseTime R unsignedInt canDeny
 MinimumResponseTime R unsignedInt canDeny
 MaximumResponseTime R unsignedInt
Device.DOCSIS. R ^2.15
 CapabilitiesReq R TLV8
 CapabilitiesRsp R TLV8
 DownstreamNumberOfEntries R unsignedInt
 UpstreamNumberOfEntries R unsignedInt
 DownstreamChannelNumberOfEntries R unsignedInt
 UpstreamChannelNumberOfEntries R unsignedInt
 InterfaceNumberOfEntries R unsignedInt
Device.DOCSIS.Downstream.{i}. R ^2.15 key(Alias) key(Name)
 Enable W boolean
 Status R {Up Down Unknown Dormant NotPresent LowerLayerDown Error?}
 Alias O Alias
 Name R string(:64)
 LastChange R unsignedInt canDeny
 LowerLayers W list(:1024) of string ->*
 Upstream R boolean
 MaxBitRate W int[-1:]
 CurrentBitRate R unsignedInt canDeny
 DownstreamChannelList W list(:1024) of string ->#.DownstreamChannel.
Device.DOCSIS.Downstream.{i}.Stats. R ^2.15
 BytesSent R StatsCounter64 canDeny
 BytesReceived R StatsCounter64 canDeny
 PacketsSent R StatsCounter64 canDeny
 PacketsReceived R StatsCounter64 canDeny
 ErrorsSent R StatsCounter32 canDeny
 ErrorsReceived R StatsCounter32 canDeny
 UnicastPacketsSent R StatsCounter64 canDeny
 UnicastPacketsReceived R StatsCounter64 canDeny
 DiscardPacketsSent R StatsCounter32 canDeny
 DiscardPacketsReceived R StatsCounter32 canDeny
 MulticastPacketsSent R StatsCounter64 canDeny
 MulticastPacketsReceived R StatsCounter64 canDeny
 BroadcastPacketsSent R StatsCounter64 canDeny
 BroadcastPacketsReceived R StatsCounter64 canDeny
 UnknownProtoPacketsReceived R StatsCounter32 canDeny
Device.DOCSIS.Upstream.{i}. R ^2.15 key(Alias) key(Name)
 Enable W boolean
 Status R {Up Down Unknown Dormant NotPresent LowerLayerDown Error?}
 Alias O Alias
 Name R string(:64)
 LastChange R unsignedInt canDeny
 LowerLayers W list(:1024) of string ->*
 Upstream R boolean
 MaxBitRate W int[-1:]
 CurrentBitRate R unsignedInt canDeny
 UpstreamChannelList W list(:1024) of string ->#.UpstreamChannel.
Device.DOCSIS.Upstream.{i}.Stats. R ^2.15
 BytesSent R StatsCounter64 canDeny
 BytesReceived R StatsCounter64 canDeny
 PacketsSent R StatsCounter64 canDeny
 PacketsReceived R StatsCounter64 canDeny
 ErrorsSent R StatsCounter32 canDeny
 ErrorsReceived R StatsCounter32 canDeny
 UnicastPacketsSent R StatsCounter64 canDeny
 UnicastPacketsReceived R StatsCounter64 canDeny
 DiscardPacketsSent R StatsCounter32 canDeny
 DiscardPacketsReceived R StatsCounter32 canDeny
 MulticastPacketsSent R StatsCounter64 canDeny
 MulticastPacketsReceived R StatsCounter64 canDeny
 BroadcastPacketsSent R StatsCounter64 canDeny
 BroadcastPacketsReceived R StatsCounter64 canDeny
 UnknownProtoPacketsReceived R StatsCounter32 canDeny
Device.DOCSIS.DownstreamChannel.{i}. R ^2.15 key(Alias)
 Alias O Alias
 ID R unsignedInt[0:255]
 Frequency R int[0:1000000000]
 Width R int[0:16000000]
 Modulation R {Unknown Other QAM64 QAM256}
 Interleave R {Unknown Other Taps8Increment16 Taps16Increment8 Taps32Increment4 Taps64Increment2 Taps128Increment1 Taps12increment17}
 Power R TenthdBmV
 Annex R {Unknown Other AnnexA AnnexB AnnexC}
Device.DOCSIS.DownstreamChannel.{i}.SignalQuality. R ^2.15
 SignalNoise R TenthdB
 Microreflections R int[0:255]
 EqualizationData R DocsEqualizerData
 ExtUnerroreds R StatsCounter64
 ExtCorrecteds R StatsCounter64
 ExtUncorrectables R StatsCounter64
Device.DOCSIS.DownstreamChannel.{i}.SignalQualityExt. R ^2.15
 RxMER R TenthdB
 RxMerSamples R unsignedInt
 FbeNormalizationCoefficient R int
Device.DOCSIS.UpstreamChannel.{i}. W ^2.15 key(Alias)
 Alias O Alias
 ID R int[0:255]
 Frequency R int[0:1000000000]
 Width R int[0:64000000]
 SlotSize R unsignedInt
 TxTimingOffset R unsignedInt
 RangingBackoffStart R int[0:16]
 RangingBackoffEnd R int[0:16]
 TxBackoffStart R int[0:16]
 TxBackoffEnd R int[0:16]
Device.DOCSIS.UpstreamChannel.{i}.Status. R ^2.15
 TxPower R TenthdBmV
 T3Timeouts R StatsCounter32
 T4Timeouts R StatsCounter32
 RangingAborteds R StatsCounter32
 ModulationType R DocsisUpstreamType
 EqData R DocsEqualizerData
 T3Exceededs R StatsCounter32
 IsMuted R boolean
 RangingStatus R RangingState
Device.DOCSIS.Interface.{i}. R ^2.15 key(Alias) key(Name)
 Enable W boolean
 Status R {Up Down Unknown Dormant NotPresent LowerLayerDown Error?}
 Alias O Alias
 Name R string(:64)
 LastChange R unsignedInt canDeny
 LowerLayers W list(:1024) of string ->*
 MACAddress R string
 CMTSAddress R MACAddress
 Capabilities R list of {ATMCells Concatenation}
 FirmwareVersion R string(:64)
 DOCSISVersion R {DOCSIS10 DOCSIS11 DOCSIS20 DOCSIS30 DOCSIS31}
 MdCfgIpProvMode R {IPv4Only IPv6Only HonorMDD}
Device.DOCSIS.Interface.{i}.Stats. R ^2.15
 BytesSent R StatsCounter64 canDeny
 BytesReceived R StatsCounter64 canDeny
 PacketsSent R StatsCounter64 canDeny
 PacketsReceived R StatsCounter64 canDeny
 ErrorsSent R StatsCounter32 canDeny
 ErrorsReceived R StatsCounter32 canDeny
 UnicastPacketsSent R StatsCounter64 canDeny
 UnicastPacketsReceived R StatsCounter64 canDeny
 DiscardPacketsSent R StatsCounter64 canDeny
 DiscardPacketsReceived R StatsCounter64 canDeny
 MulticastPacketsSent R StatsCounter64 canDeny
 MulticastPacketsReceived R StatsCounter64 canDeny
 BroadcastPacketsSent R StatsCounter64 canDeny
 BroadcastPacketsReceived R StatsCounter64 canDeny
 UnknownProtoPacketsReceived R StatsCounter64 canDeny
Device.DOCSIS.Interface.{i}.ConnectivityStatus. R ^2.15
 Value R CmRegState
 StatusCode R string(0,5:7)
 Resets R StatsCounter32
 LostSyncs R StatsCounter32
 InvalidMaps R StatsCounter32
 InvalidUcds R StatsCounter32
 InvalidRangingRsps R StatsCounter32
 InvalidRegRsps R StatsCounter32
 T1Timeouts R StatsCounter32
 T2Timeouts R StatsCounter32
Device.DOCSIS.SpectrumAnalysis. R ^2.15
 Enable W boolean
 InactivityTimeout W int[0:86400]
 FirstSegmentCenterFrequency W unsignedInt
 LastSegmentCenterFrequency W unsignedInt
 SegmentFrequencySpan W unsignedInt[1000000:900000000]
 NumBinsPerSegment W unsignedInt[2:2048]
 EquivalentNoiseBandwidth W unsignedInt[50:500]
 WindowFunction W SpectrumAnalysisWindowFunction
 NumberOfAverages W unsignedInt[1:1000]
 ResultNumberOfEntries R unsignedInt
Device.DOCSIS.SpectrumAnalysis.Result.{i}. R ^2.15 functional(Frequency)
 Frequency R int[-2147483648:2147483647]
 AmplitudeData R AmplitudeData
 TotalSegmentPower R TenthdB
Device.PTM. R ^2.0
 LinkNumberOfEntries R unsignedInt
Device.PTM.Link.{i}. W ^2.0 key(Alias) key(Name)
 Enable W boolean
 Status R {Up Down Unknown Dormant NotPresent LowerLayerDown Error?}
 Alias O Alias
 Name R string(:64)
 LastChange R unsignedInt canDeny
 LowerLayers W list(:1024) of string ->*
 MACAddress R MACAddress
Device.PTM.Link.{i}.Stats. R ^2.0
 BytesSent R unsignedLong canDeny
 BytesReceived R unsignedLong canDeny
 PacketsSent R unsignedLong canDeny
 PacketsReceived R unsignedLong canDeny
 ErrorsSent R unsignedInt canDeny
 ErrorsReceived R unsignedInt canDeny
 UnicastPacketsSent R unsignedLong canDeny
 UnicastPacketsReceived R unsignedLong canDeny
 DiscardPacketsSent R unsignedInt canDeny
 DiscardPacketsReceived R unsignedInt canDeny
 MulticastPacketsSent R unsignedLong canDeny
 MulticastPacketsReceived R unsignedLong canDeny
 BroadcastPacketsSent R unsignedLong canDeny
 BroadcastPacketsReceived R unsignedLong canDeny
 UnknownProtoPacketsReceived R unsignedInt canDeny
Device.Ethernet. R ^2.0
 WoLSupported R boolean ^2.13
 FlowControlSupported R boolean ^2.14
 InterfaceNumberOfEntries R unsignedInt
 LinkNumberOfEntries R unsignedInt
 VLANTerminationNumberOfEntries R unsignedInt
 RMONStatsNumberOfEntries R unsignedInt ^2.4
 LAGNumberOfEntries R unsignedInt ^2.12
Device.Ethernet.Interface.{i}. R ^2.0 key(Alias) key(Name)
 Enable W boolean
 Status R {Up Down Unknown Dormant NotPresent LowerLayerDown Error?}
 Alias O Alias
 Name R string(:64)
 LastChange R unsignedInt canDeny
 LowerLayers W list(:1024) of string ->*
 Upstream R boolean
 MACAddress R MACAddress
 SupportedLinkModes R list of unsignedInt ^2.16
 MaxBitRate W int[-1:]
 CurrentBitRate R unsignedInt ^2.7 canDeny
 DuplexMode W {Half Full Auto}
 EEECapability R boolean ^2.8
 EEEEnable W boolean ^2.8
 EEEStatus R {Disabled Active Inactive Unsupported} ^2.17
Device.Ethernet.Interface.{i}.Stats. R ^2.0
 BytesSent R unsignedLong canDeny
 BytesReceived R unsignedLong canDeny
 PacketsSent R unsignedLong canDeny
 PacketsReceived R unsignedLong canDeny
 ErrorsSent R unsignedInt canDeny
 ErrorsReceived R unsignedInt canDeny
 UnicastPacketsSent R unsignedLong canDeny
 UnicastPacketsReceived R unsignedLong canDeny
 DiscardPacketsSent R unsignedInt canDeny
 DiscardPacketsReceived R unsignedInt canDeny
 MulticastPacketsSent R unsignedLong canDeny
 MulticastPacketsReceived R unsignedLong canDeny
 BroadcastPacketsSent R unsignedLong canDeny
 BroadcastPacketsReceived R unsignedLong canDeny
 UnknownProtoPacketsReceived R unsignedInt canDeny
Device.Ethernet.Link.{i}. W ^2.0 key(Alias) key(Name) functional(MACAddress)
 Enable W boolean
 Status R {Up Down Unknown Dormant NotPresent LowerLayerDown Error?}
 Alias O Alias
 Name R string(:64)
 LastChange R unsignedInt canDeny
 LowerLayers W list(:1024) of string ->*
 MACAddress W MACAddress
 PriorityTagging W boolean
 FlowControl W boolean ^2.14
Device.Ethernet.Link.{i}.Stats. R ^2.0
 BytesSent R unsignedLong canDeny
 BytesReceived R unsignedLong canDeny
 PacketsSent R unsignedLong canDeny
 PacketsReceived R unsignedLong canDeny
 ErrorsSent R unsignedInt canDeny
 ErrorsReceived R unsignedInt canDeny
 UnicastPacketsSent R unsignedLong canDeny
 UnicastPacketsReceived R unsignedLong canDeny
 DiscardPacketsSent R unsignedInt canDeny
 DiscardPacketsReceived R unsignedInt canDeny
 MulticastPacketsSent R unsignedLong canDeny
 MulticastPacketsReceived R unsignedLong canDeny
 BroadcastPacketsSent R unsignedLong canDeny
 BroadcastPacketsReceived R unsignedLong canDeny
 UnknownProtoPacketsReceived R unsignedInt canDeny
Device.Ethernet.VLANTermination.{i}. W ^2.0 key(Alias) key(Name)
 Enable W boolean
 Status R {Up Down Unknown Dormant NotPresent LowerLayerDown Error?}
 Alias O Alias
 Name R string(:64)
 LastChange R unsignedInt canDeny
 LowerLayers W list(:1024) of string ->*
 VLANID W unsignedInt[1:4094]
 TPID W unsignedInt ^2.7
Device.Ethernet.VLANTermination.{i}.Stats. R ^2.0
 BytesSent R unsignedLong canDeny
 BytesReceived R unsignedLong canDeny
 PacketsSent R unsignedLong canDeny
 PacketsReceived R unsignedLong canDeny
 ErrorsSent R unsignedInt canDeny
 ErrorsReceived R unsignedInt canDeny
 UnicastPacketsSent R unsignedLong canDeny
 UnicastPacketsReceived R unsignedLong canDeny
 DiscardPacketsSent R unsignedInt canDeny
 DiscardPacketsReceived R unsignedInt canDeny
 MulticastPacketsSent R unsignedLong canDeny
 MulticastPacketsReceived R unsignedLong canDeny
 BroadcastPacketsSent R unsignedLong canDeny
 BroadcastPacketsReceived R unsignedLong canDeny
 UnknownProtoPacketsReceived R unsignedInt canDeny
Device.Ethernet.RMONStats.{i}. W ^2.4 key(Alias) functional(Interface,VLANID,Queue)
 Enable W boolean
 Status R {Disabled Enabled Error_Misconfigured Error?}
 Alias O Alias
 Name R string(:64)
 Interface W string ->*
 VLANID W unsignedInt[0:4094]
 Queue W string ->##.QoS.Queue.
 AllQueues W boolean
 DropEvents R unsignedInt canDeny
 Bytes R unsignedLong canDeny
 Packets R unsignedLong canDeny
 BroadcastPackets R unsignedLong canDeny
 MulticastPackets R unsignedLong canDeny
 CRCErroredPackets R unsignedInt canDeny
 UndersizePackets R unsignedInt canDeny
 OversizePackets R unsignedInt canDeny
 Packets64Bytes R unsignedLong canDeny
 Packets65to127Bytes R unsignedLong canDeny
 Packets128to255Bytes R unsignedLong canDeny
 Packets256to511Bytes R unsignedLong canDeny
 Packets512to1023Bytes R unsignedLong canDeny
 Packets1024to1518Bytes R unsignedLong canDeny
Device.Ethernet.WoL. R ^2.13
 SendMagicPacket W boolean command
 MACAddress W MACAddress
 Password W string
Device.Ethernet.LAG.{i}. W ^2.12 key(Alias) key(Name) functional(MACAddress)
 Enable W boolean
 Status R {Up Down Unknown Dormant NotPresent LowerLayerDown Error?}
 Alias O Alias
 Name R string(:64)
 LastChange R unsignedInt canDeny
 LowerLayers W list(:1024) of string ->*
 MACAddress W MACAddress
Device.Ethernet.LAG.{i}.Stats. R ^2.12
 BytesSent R StatsCounter64 canDeny
 BytesReceived R StatsCounter64 canDeny
 PacketsSent R StatsCounter64 canDeny
 PacketsReceived R StatsCounter64 canDeny
 ErrorsSent R StatsCounter32 canDeny
 ErrorsReceived R StatsCounter32 canDeny
 UnicastPacketsSent R StatsCounter64 canDeny
 UnicastPacketsReceived R StatsCounter64 canDeny
 DiscardPacketsSent R StatsCounter32 canDeny
 DiscardPacketsReceived R StatsCounter32 canDeny
 MulticastPacketsSent R StatsCounter64 canDeny
 MulticastPacketsReceived R StatsCounter64 canDeny
 BroadcastPacketsSent R StatsCounter64 canDeny
 BroadcastPacketsReceived R StatsCounter64 canDeny
 UnknownProtoPacketsReceived R StatsCounter32 canDeny
Device.USB. R ^2.0
 InterfaceNumberOfEntries R unsignedInt
 PortNumberOfEntries R unsignedInt
Device.USB.Interface.{i}. R ^2.0 key(Alias) key(Name)
 Enable W boolean
 Status R {Up Down Unknown Dormant NotPresent LowerLayerDown Error?}
 Alias O Alias
 Name R string(:64)
 LastChange R unsignedInt canDeny
 LowerLayers W list(:1024) of string ->*
 Upstream R boolean
 MACAddress R MACAddress
 MaxBitRate R unsignedInt
 Port R string(:256) ->#.Port.
Device.USB.Interface.{i}.Stats. R ^2.0
 BytesSent R unsignedLong canDeny
 BytesReceived R unsignedLong canDeny
 PacketsSent R unsignedLong canDeny
 PacketsReceived R unsignedLong canDeny
 ErrorsSent R unsignedInt canDeny
 ErrorsReceived R unsignedInt canDeny
 UnicastPacketsSent R unsignedLong canDeny
 UnicastPacketsReceived R unsignedLong canDeny
 DiscardPacketsSent R unsignedInt canDeny
 DiscardPacketsReceived R unsignedInt canDeny
 MulticastPacketsSent R unsignedLong canDeny
 MulticastPacketsReceived R unsignedLong canDeny
 BroadcastPacketsSent R unsignedLong canDeny
 BroadcastPacketsReceived R unsignedLong canDeny
 UnknownProtoPacketsReceived R unsignedInt canDeny
Device.USB.Port.{i}. R ^2.0 key(Alias) functional(Name)
 Alias O Alias
 Name R string(:64)
 Standard R string(:4)
 Type R {Host Hub Device}
 Receptacle R {Standard-A Standard-B Powered-B Micro-AB Micro-B}
 Rate R {Low Full High Super}
 Power R {Self Bus Unknown}
Device.USB.USBHosts. R ^2.0
 HostNumberOfEntries R unsignedInt
Device.USB.USBHosts.Host.{i}. R ^2.0 functional(Name) key(Alias)
 Alias O Alias ^2.3
 Enable W boolean
 Name R string(:64)
 Type R {OHCI EHCI UHCI xHCI}
 Reset W boolean command
 PowerManagementEnable W boolean
 USBVersion R string(:4)
 DeviceNumberOfEntries R unsignedInt
Device.USB.USBHosts.Host.{i}.Device.{i}. R ^2.0 functional(DeviceNumber)
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
 USBPort R string ->###.Port.
 Rate R {Low Full High Super}
 Parent R string ->#.Device.
 MaxChildren R unsignedInt
 IsSuspended R boolean
 IsSelfPowered R boolean
 ConfigurationNumberOfEntries R unsignedInt
Device.USB.USBHosts.Host.{i}.Device.{i}.Configuration.{i}. R ^2.0 functional(ConfigurationNumber)
 ConfigurationNumber R unsignedInt
 InterfaceNumberOfEntries R unsignedInt
Device.USB.USBHosts.Host.{i}.Device.{i}.Configuration.{i}.Interface.{i}. R ^2.0 functional(InterfaceNumber)
 InterfaceNumber R unsignedInt[:255]
 InterfaceClass R hexBinary(:1)
 InterfaceSubClass R hexBinary(:1)
 InterfaceProtocol R hexBinary(:1)
Device.HPNA. R ^2.0
 InterfaceNumberOfEntries R unsignedInt
Device.HPNA.Interface.{i}. R ^2.0 key(Alias) key(Name)
 Enable W boolean
 Status R {Up Down Unknown Dormant NotPresent LowerLayerDown Error?}
 Alias O Alias
 Name R string(:64)
 LastChange R unsignedInt canDeny
 LowerLayers W list(:1024) of string ->*
 Upstream R boolean
 MACAddress R MACAddress
 FirmwareVersion R string(:64)
 NodeID R unsignedInt
 IsMaster R boolean
 Synced R boolean
 TotalSyncTime R unsignedInt canDeny
 MaxBitRate R unsignedInt
 NetworkUtilization R unsignedInt[0:1000]
 PossibleConnectionTypes R list of {Phone Coax}
 ConnectionType W list of string =PossibleConnectionTypes
 PossibleSpectralModes R list of {A B C D}
 SpectralMode W string =PossibleSpectralModes
 MTU W unsignedInt
 NoiseMargin W unsignedInt
 DefaultNonLARQPER W unsignedInt
 LARQEnable W boolean
 MinMulticastRate W unsignedInt
 NegMulticastRate R unsignedInt
 MasterSelectionMode W {Automatic ForceEndpoint ForceMaster}
 AssociatedDeviceNumberOfEntries R unsignedInt
Device.HPNA.Interface.{i}.Stats. R ^2.0
 BytesSent R unsignedLong canDeny
 BytesReceived R unsignedLong canDeny
 PacketsSent R unsignedLong canDeny
 PacketsReceived R unsignedLong canDeny
 ErrorsSent R unsignedInt canDeny
 ErrorsReceived R unsignedInt canDeny
 UnicastPacketsSent R unsignedLong canDeny
 UnicastPacketsReceived R unsignedLong canDeny
 DiscardPacketsSent R unsignedInt canDeny
 DiscardPacketsReceived R unsignedInt canDeny
 MulticastPacketsSent R unsignedLong canDeny
 MulticastPacketsReceived R unsignedLong canDeny
 BroadcastPacketsSent R unsignedLong canDeny
 BroadcastPacketsReceived R unsignedLong canDeny
 UnknownProtoPacketsReceived R unsignedInt canDeny
Device.HPNA.Interface.{i}.QoS. R ^2.0
 FlowSpecNumberOfEntries R unsignedInt
Device.HPNA.Interface.{i}.QoS.FlowSpec.{i}. W ^2.0 key(Alias)
 Enable W boolean
 Status R {Disabled Enabled Error_Misconfigured Error?}
 Alias O Alias
 TrafficClasses W list(:256) of unsignedInt
 FlowType W {CBR VBR VBR-NRT BE}
 Priority W unsignedInt[0:7]
 Latency W unsignedInt[0:999]
 Jitter W unsignedInt[0:999]
 PacketSize W unsignedInt[0:]
 MinRate W unsignedInt
 AvgRate W unsignedInt
 MaxRate W unsignedInt
 PER W unsignedInt
 Timeout W unsignedInt
Device.HPNA.Interface.{i}.AssociatedDevice.{i}. R ^2.0 functional(MACAddress)
 MACAddress R MACAddress
 NodeID R unsignedInt
 IsMaster R boolean
 Synced R boolean
 TotalSyncTime R unsignedInt canDeny
 MaxBitRate R unsignedInt
 PHYDiagnosticsEnable W boolean
 Active R boolean
Device.HPNA.Diagnostics. R ^2.0
Device.HPNA.Diagnostics.PHYThroughput. R ^2.0
 DiagnosticsState W DiagnosticsState{None* Requested Canceled? Complete* Error?* Error_FailToEnableCert* Error_CertCmdTimeout* Error_UnknownErr* Error_UnsupportedOpcode* Error_InvalidParam* Error_UnsupportedCmdSegment* Error_UnsupportedDataGen* Error_InvalidSequence* Error_InvalidFrame* Eror_InvalidOpcode*}
 Interface W string(:256) =>.HPNA.Interface.
 NumPacketsInBurst W unsignedInt
 BurstInterval W unsignedInt
 TestPacketPayloadLength W unsignedInt[0:1480]
 PayloadEncoding W unsignedInt
 PayloadDataGen W unsignedInt
 PayloadType W {Pattern IncrementByte}
 PriorityLevel W unsignedInt[0:7]
 ResultNumberOfEntries R unsignedInt
Device.HPNA.Diagnostics.PHYThroughput.Result.{i}. R ^2.0 functional(SrcMACAddress,DestMACAddress)
 SrcMACAddress R MACAddress
 DestMACAddress R MACAddress
 PHYRate R unsignedInt
 BaudRate R unsignedInt
 SNR R unsignedInt
 PacketsReceived R unsignedInt
 Attenuation R unsignedInt
Device.HPNA.Diagnostics.PerformanceMonitoring. R ^2.0
 DiagnosticsState W DiagnosticsState{None* Requested Canceled? Complete* Error?* Error_SampleIntervalTooSmall*}
 Interface W string(:256) =>.HPNA.Interface.
 SampleInterval W unsignedInt
Device.HPNA.Diagnostics.PerformanceMonitoring.Nodes. R ^2.0
 CurrentStart R dateTime
 CurrentEnd R dateTime
 NodeNumberOfEntries R unsignedInt
Device.HPNA.Diagnostics.PerformanceMonitoring.Nodes.Node.{i}. R 1: ^2.0 functional(MACAddress)
 MACAddress R MACAddress
 BytesSent R unsignedLong
 BytesReceived R unsignedLong
 PacketsSent R unsignedLong
 PacketsReceived R unsignedLong
 BroadcastPacketsSent R unsignedLong
 BroadcastPacketsReceived R unsignedLong
 MulticastPacketsSent R unsignedLong
 MulticastPacketsReceived R unsignedLong
 PacketsCrcErrored R unsignedInt
 PacketsCrcErroredHost R unsignedInt
 PacketsShortErrored R unsignedInt
 PacketsShortErroredHost R unsignedInt
 RxPacketsDropped R unsignedInt
 TxPacketsDropped R unsignedInt
 ControlRequestLocal R unsignedInt
 ControlReplyLocal R unsignedInt
 ControlRequestRemote R unsignedInt
 ControlReplyRemote R unsignedInt
 PacketsSentWire R unsignedLong
 BroadcastPacketsSentWire R unsignedLong
 MulticastPacketsSentWire R unsignedLong
 PacketsInternalControl R unsignedInt
 BroadcastPacketsInternalControl R unsignedInt
 PacketsReceivedQueued R unsignedInt
 PacketsReceivedForwardUnknown R unsignedInt
 NodeUtilization R unsignedInt[0:1000]
Device.HPNA.Diagnostics.PerformanceMonitoring.Channels. R ^2.0
 TimeStamp R dateTime
 ChannelNumberOfEntries R unsignedInt
Device.HPNA.Diagnostics.PerformanceMonitoring.Channels.Channel.{i}. R ^2.0 functional(HostSrcMACAddress,HostDestMACAddress)
 HostSrcMACAddress R MACAddress
 HostDestMACAddress R MACAddress
 HPNASrcMACAddress R MACAddress
 HPNADestMACAddress R MACAddress
 PHYRate R unsignedInt
 BaudRate R unsignedInt
 SNR R unsignedInt
 PacketsSent R unsignedInt
 PacketsReceived R unsignedInt
 LARQPacketsReceived R unsignedInt
 FlowSpec R string(:256) ->.HPNA.Interface.{i}.QoS.FlowSpec.
Device.MoCA. R ^2.0
 InterfaceNumberOfEntries R unsignedInt
Device.MoCA.Interface.{i}. R ^2.0 key(Alias) key(Name)
 AccessControlNumberOfEntries R unsignedInt ^2.17
 RlapmNumberOfEntries R unsignedInt ^2.17
 SapmNumberOfEntries R unsignedInt ^2.17
 MeshNumberOfEntries R unsignedInt ^2.17
 BridgeNumberOfEntries R unsignedInt ^2.17
 MeshScModNumberOfEntries R unsignedInt ^2.17
 Enable W boolean
 Status R {Up Down Unknown Dormant NotPresent LowerLayerDown Error?}
 Alias O Alias
 Name R string(:64)
 LastChange R unsignedInt canDeny
 LowerLayers W list(:1024) of string ->*
 Upstream R boolean
 MACAddress R MACAddress
 FirmwareVersion R string(:64)
 MaxBitRate R unsignedInt
 MaxIngressBW R MocaMacRate
 MaxEgressBW R MocaMacRate
 HighestVersion R string(:64) ~"\\d+(\\.\\d+)*"
 CurrentVersion R string(:64) ~"\\d+(\\.\\d+)*"
 NetworkCoordinator R MocaNodeID
 NodeID R MocaNodeID
 MaxNodes R boolean
 NumNodes R unsignedInt[0:16] ^2.17
 PreferredNC W boolean
 BackupNC R MocaNodeID
 PrivacyEnabledSetting W boolean
 PrivacyEnabled R boolean !deprecated
 AccessControlEnable W boolean ^2.17
 PhyThreshold W MocaPhyRate ^2.17
 PhyThresholdTrapEnable W boolean ^2.17
 StatusChangeEnable W boolean ^2.17
 NumNodesChangeEnable W boolean ^2.17
 TpcTargetRateNper W MocaPhyRate ^2.17
 Band W MocaBand ^2.17
 LastOperFreqUpdateEnable W boolean ^2.17
 FreqCapabilityMask R MocaChannelMask
 FreqCurrentMaskSetting W MocaChannelMask
 FreqCurrentMask R MocaChannelMask
 CurrentOperFreq R unsignedInt
 LastOperFreq W unsignedInt
 TpcEnable W boolean ^2.17
 KeyPassphrase W string(12:17) ~"\\d+" secured
 PerMode W unsignedInt ^2.17
 TurboModeEnable W boolean ^2.17
 PolicingEnable W boolean ^2.17
 TlpMin W unsignedInt ^2.17
 TlpMax W unsignedInt ^2.17
 RlapmEnable W boolean ^2.17
 RlapmProfileSelect W unsignedInt ^2.17
 SapmEnable W boolean ^2.17
 SapmProfileSelect W unsignedInt ^2.17
 PowerStateRequest W MocaPowerState ^2.17
 SeqNumMr W unsignedInt[0:65535] ^2.17
 PowerStateTrapEnable W boolean ^2.17
 LmoTrapEnable W boolean ^2.17
 PrimaryOffset W int[-25:25/25] ^2.17
 SecondaryOffset W int[-125:125/125] ^2.17
 BeaconPowerDistributed W int[-10:7,255] ^2.17
 BeaconPowerLocal W int[-10:7] ^2.17
 BeaconPowerMePie W hexBinary(4) ^2.17
 BeaconPowerMePieSend W boolean ^2.17
 BeaconPowerNetConfig W boolean ^2.17
 EnhancedPassword W string(12:64,0) ^2.17 hidden
 FirstOffset W int[-4:0] ^2.17
 HandoffToLowerVersionEnable W boolean ^2.17
 MgntEntityNetIePayloadRespTimeout W unsignedInt ^2.17
 MgntEntityNetIePayloadTx W hexBinary(2:62) ^2.17
 MpsPrivacyDown W boolean ^2.17
 MpsPrivacyReceive W boolean ^2.17
 MpsReset W boolean ^2.17
 MpsTriggered W boolean ^2.17
 MpsUnpairedTime W unsignedInt ^2.17
 MpsWalkTime W unsignedInt[12:1200] ^2.17
 NetworkJoin W boolean ^2.17
 NetworkNameAdmissionRule W {none all name osp} ^2.17
 NetworkNameNcNn W string ^2.17
 NumChannels W unsignedInt[1:5] ^2.17
 Per25Mode W unsignedInt ^2.17
 PrivacySupported W list of MocaPrivacy ^2.17
 TrafficPermissionEthertype W hexBinary(2) ^2.17
 TrafficPermissionLink W hexBinary ^2.17
 ConnectedNodesChangeTrapEn W boolean ^2.17
 MgntEntityNetwIePayloadRecTrapEn W boolean ^2.17
 MpsTrapEn W boolean ^2.17
 NcPrivSupportedRecTrapEn W boolean ^2.17
 NetworkNameRecTrapEn W boolean ^2.17
 NodeDropTrapEn W boolean ^2.17
 TxPowerLimit W MocaDB
 PowerCntlPhyTarget W MocaPhyRate
 BeaconPowerLimit W MocaDB !deprecated
 NetworkTabooMask R MocaChannelMask
 NodeTabooMask R MocaChannelMask
 SupportedBands R MocaBand ^2.17
 TxBcastRate R MocaPhyRate
 TxBcastPowerReduction R MocaDB
 QAM256Capable R boolean
 PacketAggregationCapability R unsignedInt
 AssociatedDeviceNumberOfEntries R unsignedInt
 PasswordHash R hexBinary(2) ^2.17
 AggregationSize R unsignedInt ^2.17
 AeNumber R unsignedInt ^2.17
 SupportedIngressPqosFlows R unsignedInt ^2.17
 SupportedEgressPqosFlows R unsignedInt ^2.17
 PowerStateCap R MocaPowerState ^2.17
 AvbSupport R boolean ^2.17
 ResetCount R StatsCounter32 ^2.17
 LinkDownCount R StatsCounter32 ^2.17
 LmoNodeID R MocaNodeID ^2.17
 NetworkState R {beginNodeAdmissionState newNodeTypeOneProbeTxState newNodeTypeOneProbeRxState newGcdDistributionState beginPhyProfileState steadyState typeThreeProbeState lmoTypeOneProbeState lmoNodeGcdDistributionState beginLmoPhyProfileState lmoGcdTypeOneProbeLinkState alternateChannelQuietLineState alternateChannelEvmProbeState unsolicitedProbeReportState beginUnsolicitedPhyProfileState rxDeterminedProbeState calibrationState} ^2.17
 PrimaryChannelOffset R int ^2.17
 SecondaryChannelOffset R int ^2.17
 ResetReason R string(:80) ^2.17
 NcVersion R string(:64) ^2.17
 LinkState R hexBinary(3) ^2.17
 ConnectedNodesInfo R hexBinary(12:156) ^2.17
 MgntEntityNetIePayloadRx R hexBinary(2:62) ^2.17
 Moca25PhyCapable R boolean ^2.17
 MpsInitScanPayload R hexBinary(4) ^2.17
 MpsState R boolean ^2.17
 NetworkNamePayload R hexBinary(:32) ^2.17
 PrivacyNc R list of MocaPrivacy ^2.17
 PowerStateResp R boolean ^2.17
 PowerStateStatus R MocaPowerState ^2.17
 ConnectedNodesDropReason R hexBinary ^2.17
 BelowPhyThresholdTrap R unsignedInt ^2.17
 AbovePhyThresholdTrap R unsignedInt ^2.17
 StatusChangeTrap R unsignedInt ^2.17
 NumNodesChangeTrap R unsignedInt ^2.17
 MrRstSuccessTrap R unsignedInt ^2.17
 MrRstFailTrap R unsignedInt ^2.17
 MrNetworkSuccessTrap R unsignedInt ^2.17
 MrNetworkFailTrap R unsignedInt ^2.17
 PowerStateBcstRecTrap R unsignedInt ^2.17
 PowerStateM0NcTrap R unsignedInt ^2.17
 PowerStateNc1xTrap R unsignedInt ^2.17
 PowerStateNetVerTrap R unsignedInt ^2.17
 PowerStateRespTrap R unsignedInt ^2.17
 PowerStateUcstPenTrap R unsignedInt ^2.17
 PowerStateTrnsReqTrap R unsignedInt ^2.17
 PowerStateWupUrTrap R unsignedInt ^2.17
 LmoStatusTrap R unsignedInt ^2.17
 LinkFailureTrap R unsignedInt ^2.17
 ConnectedNodesChangeTrap R unsignedInt ^2.17
 MgntEntityNetwIePayloadRecTrap R unsignedInt ^2.17
 MpsInitScanRecTrap R unsignedInt ^2.17
 MpsPairFailTrap R unsignedInt ^2.17
 MpsPrivacyChangedTrap R unsignedInt ^2.17
 NcPrivacySupportedRecTrap R unsignedInt ^2.17
 NetworkNameRecTrap R unsignedInt ^2.17
 NodeDropAdmFailureTrap R unsignedInt ^2.17
 NodeDropNcTrap R unsignedInt ^2.17
 NodeDropMpsTriggeredTrap R unsignedInt ^2.17
 NodeDropNcChgTrap R unsignedInt ^2.17
Device.MoCA.Interface.{i}.AccessControl.{i}. W ^2.17 functional(MACAddress)
 Enable W boolean
 MACAddress W MACAddress
Device.MoCA.Interface.{i}.Rlapm.{i}. W ^2.17 functional(Profile,Frequency,GlobalAggrRxPwrLevel)
 Enable W boolean
 Profile W unsignedInt
 Frequency W unsignedInt
 GlobalAggrRxPwrLevel W unsignedInt[0:65]
 PhyMargin W unsignedInt[0:60]
 Status R RowStatus
Device.MoCA.Interface.{i}.Sapm.{i}. W ^2.17 functional(Profile,Frequency)
 Enable W boolean
 Profile W unsignedInt
 Frequency W unsignedInt
 AggrRxPwrLevelThreshold W unsignedInt[0:65]
 PhyMargin W list of unsignedInt[0:120]
 Status R RowStatus
Device.MoCA.Interface.{i}.Aca. R ^2.17
 DiagnosticsState W DiagnosticsState{None* Requested Canceled? Complete* Error* Error_BadChannel* Error_NoEvmProbe*}
 NodeID W MocaNodeID
 Type W {quiet evm}
 Channel W unsignedInt
 ReportNodeMask W hexBinary(2)
 TotalRxPower R MocaDBm
 PowerProfile R hexBinary
Device.MoCA.Interface.{i}.Reset. R ^2.17
 NodeMask W hexBinary(2)
 StartTime W unsignedInt command
 StatusTrapEnable W boolean
 NetworkTrapEnable W boolean
Device.MoCA.Interface.{i}.Stats. R ^2.0
 BytesSent R StatsCounter64 canDeny
 BytesReceived R StatsCounter64 canDeny
 PacketsSent R StatsCounter64 canDeny
 PacketsReceived R StatsCounter64 canDeny
 RxCorrectedErrors R StatsCounter64 ^2.17 canDeny
 ErrorsSent R StatsCounter32 canDeny
 ErrorsReceived R StatsCounter32 canDeny
 UnicastPacketsSent R StatsCounter64 canDeny
 UnicastPacketsReceived R StatsCounter64 canDeny
 DiscardPacketsSent R unsignedInt canDeny
 DiscardPacketsReceived R StatsCounter32 canDeny
 MulticastPacketsSent R StatsCounter64 canDeny
 MulticastPacketsReceived R StatsCounter64 canDeny
 BroadcastPacketsSent R StatsCounter64 canDeny
 BroadcastPacketsReceived R StatsCounter64 canDeny
 UnknownProtoPacketsReceived R StatsCounter32 canDeny
Device.MoCA.Interface.{i}.QoS. R ^2.0
 EgressNumFlows R unsignedInt
 IngressNumFlows R unsignedInt
 FlowStatsNumberOfEntries R unsignedInt
Device.MoCA.Interface.{i}.QoS.FlowStats.{i}. R ^2.0 functional(FlowID)
 FlowID R MACAddress
 PacketDA R MACAddress
 MaxRate R unsignedInt
 MaxBurstSize R unsignedInt
 LeaseTime R unsignedInt
 Tag R unsignedInt ^2.17
 LeaseTimeLeft R unsignedInt canDeny
 FlowPackets R StatsCounter32 canDeny
 IngressGuid R MACAddress ^2.17
 EgressGuid R MACAddress ^2.17
 MaximumLatency R unsignedInt ^2.17
 ShortTermAvgRatio R unsignedInt ^2.17
 FlowPer R unsignedInt ^2.17
 IngressClassify R MocaFlowIngrClassRule ^2.17
 VlanTag R unsignedInt ^2.17
 DscpMoca R unsignedInt ^2.17
 Dfid R unsignedInt ^2.17
Device.MoCA.Interface.{i}.AssociatedDevice.{i}. R ^2.0 functional(MACAddress)
 MACAddress R MACAddress
 NodeID R MocaNodeID
 PreferredNC R boolean
 HighestVersion R string(:64) ~"\\d+(\\.\\d+)*"
 PHYTxRate R unsignedInt
 PHYRxRate R unsignedInt
 TxPowerControlReduction R MocaDB !deprecated
 RxPowerLevel R unsignedInt !deprecated canDeny
 TxBcastRate R MocaPhyRate
 RxBcastPowerLevel R MocaDBm canDeny
 TxPackets R StatsCounter64 canDeny
 TxDrops R StatsCounter32 ^2.17
 RxPackets R StatsCounter64 canDeny
 RxCorrected R StatsCounter64 ^2.17
 RxErroredAndMissedPackets R StatsCounter32
 BondingCapable R boolean ^2.17
 QAM256Capable R boolean
 PacketAggregationCapability R unsignedInt
 RxSNR R MocaDB !deprecated
 Active R boolean
 SupportedIngressPqosFlows R unsignedInt ^2.17
 SupportedEgressPqosFlows R unsignedInt ^2.17
 AggregationSize R unsignedInt ^2.17
 AeNumber R unsignedInt ^2.17
 PowerState R MocaPowerState ^2.17
 PowerStateCapability R MocaPowerState ^2.17
 PDelay R int ^2.17
 EnhancedPrivacyCapable R boolean ^2.17
 LinkType R {moca1PHY primary bonded m25300MHz m25400MHz m25500MHz} ^2.17
 Moca25PhyCapable R boolean ^2.17
 RxPwrList R string(2:6) ^2.17
 RxSNRList R string(2:6) ^2.17
 TxPwrList R string(2:6) ^2.17
 TxPwrReductionList R string(2:6) ^2.17
 EgressNodeNumFlows R unsignedInt ^2.17
 IngressNodeNumFlows R unsignedInt ^2.17
Device.MoCA.Interface.{i}.Mesh.{i}. R ^2.17 functional(TxNodeIndex,RxNodeIndex)
 TxNodeIndex R MocaNodeID
 RxNodeIndex R MocaNodeID
 TxRate R MocaPhyRate
 TxRateNper R MocaPhyRate
 TxRateVlper R MocaPhyRate
 LinkType R {moca1PHY primary bonded}
 Power R hexBinary(2:3)
 PowerReduction R hexBinary(2:3)
 RxSNR R hexBinary(2:3)
Device.MoCA.Interface.{i}.Bridge.{i}. R ^2.17 functional(NodeIndex)
 NodeIndex R MocaNodeID
 MACAddresses R list of MACAddress
Device.MoCA.Interface.{i}.MeshScMod.{i}. R ^2.17 functional(TxNodeIndex,RxNodeIndex,ChannelIndex)
 TxNodeIndex R MocaNodeID
 RxNodeIndex R MocaNodeID
 ChannelIndex R MocaChannelIndex
 Mod R MocaScMod
 Nper R MocaScMod
 Vlper R MocaScMod
 ModM25 R MocaScMod
Device.Ghn. R ^2.4
 InterfaceNumberOfEntries R unsignedInt
Device.Ghn.Interface.{i}. R ^2.4 key(Alias) key(Name)
 Enable W boolean
 Status R {Up Down Unknown Dormant NotPresent LowerLayerDown Error?}
 Alias O Alias
 Name R string(:64)
 LastChange R unsignedInt canDeny
 LowerLayers W list(:1024) of string ->*
 Upstream R boolean
 MACAddress R MACAddress
 FirmwareVersion R string(:64)
 ConnectionType R {Powerline Phone Coax} !deleted
 MaxTransmitRate R unsignedInt ^2.8
 TargetDomainNames W list(:1024) of string(:32)
 DomainName R string(:32)
 DomainNameIdentifier R unsignedInt
 DomainId R unsignedInt
 DeviceId R unsignedInt
 MaxBitRate R unsignedInt
 NodeTypeDMCapable R boolean
 DMRequested W boolean ^2.8
 IsDM R boolean ^2.8
 NodeTypeSCCapable R boolean
 SCRequested W boolean ^2.8
 IsSC R boolean ^2.8
 StandardVersions R list of string ^2.8
 MaxBandPlan R unsignedInt ^2.8
 MediumType R {PowerLineBaseband PhoneLineBaseband CoaxBaseband CoaxRF PlasticOpticalFiber} ^2.8
 TAIFG R unsignedInt ^2.8
 NotchedAmateurRadioBands W hexBinary(:2) ^2.8
 PHYThroughputDiagnosticsEnable W list of unsignedInt ^2.8
 PerformanceMonitoringDiagnosticsEnable W list of unsignedInt ^2.8
 SMMaskedBandNumberOfEntries R unsignedInt ^2.8
 NodeTypeDMConfig W boolean
 NodeTypeDMStatus R boolean
 NodeTypeSCStatus R boolean
 AssociatedDeviceNumberOfEntries R unsignedInt
 PSM W list<2:32> nested of PSMBreakPointIndexAndLevel ^2.12
Device.Ghn.Interface.{i}.Stats. R ^2.4
 BytesSent R StatsCounter64 canDeny
 BytesReceived R StatsCounter64 canDeny
 PacketsSent R StatsCounter64 canDeny
 PacketsReceived R StatsCounter64 canDeny
 ErrorsSent R StatsCounter32 canDeny
 ErrorsReceived R StatsCounter32 canDeny
 UnicastPacketsSent R StatsCounter64 canDeny
 UnicastPacketsReceived R StatsCounter64 canDeny
 DiscardPacketsSent R StatsCounter32 canDeny
 DiscardPacketsReceived R StatsCounter32 canDeny
 MulticastPacketsSent R StatsCounter64 canDeny
 MulticastPacketsReceived R StatsCounter64 canDeny
 BroadcastPacketsSent R StatsCounter64 canDeny
 BroadcastPacketsReceived R StatsCounter64 canDeny
 UnknownProtoPacketsReceived R StatsCounter32 canDeny
 MgmtBytesSent R StatsCounter64 ^2.8 canDeny
 MgmtBytesReceived R StatsCounter64 ^2.8 canDeny
 MgmtPacketsSent R StatsCounter64 ^2.8 canDeny
 MgmtPacketsReceived R StatsCounter64 ^2.8 canDeny
 BlocksSent R StatsCounter64 ^2.8 canDeny
 BlocksReceived R StatsCounter64 ^2.8 canDeny
 BlocksResent R StatsCounter32 ^2.8 canDeny
 BlocksErrorsReceived R StatsCounter32 ^2.8 canDeny
Device.Ghn.Interface.{i}.AssociatedDevice.{i}. R ^2.4 functional(MACAddress)
 MACAddress R MACAddress
 DeviceId R unsignedInt
 TxPhyRate R unsignedInt canDeny
 RxPhyRate R unsignedInt canDeny
 Active R boolean
Device.Ghn.Interface.{i}.DMInfo. R ^2.8
 DomainName W hexBinary(:32)
 DomainNameIdentifier R hexBinary(:2)
 DomainId R unsignedInt
 MACCycleDuration W unsignedInt[0,10:200]
 SCDeviceId W unsignedInt
 SCMACAddress W MACAddress
 ReregistrationTimePeriod W unsignedInt[5:63]
 TopologyPeriodicInterval W unsignedInt[0:255]
 MinSupportedBandplan W unsignedInt
 MaxSupportedBandplan W unsignedInt
Device.Ghn.Interface.{i}.SCInfo. R ^2.8
 ModesSupported R list of {NN NMK}
 ModeEnabled W string =ModesSupported
 MICSize W {"4-byte MIC" "8-byte MIC" "16-byte MIC"}
 Location R boolean
Device.Ghn.Interface.{i}.SMMaskedBand.{i}. W 0:32 ^2.8 functional(BandNumber)
 Enable W boolean
 BandNumber W unsignedInt
 StartSubCarrier W unsignedInt
 StopSubCarrier W unsignedInt
Device.Ghn.Diagnostics. R ^2.8
Device.Ghn.Diagnostics.PHYThroughput. R ^2.8
 DiagnosticsState W DiagnosticsState
Device.Ghn.Diagnostics.PerformanceMonitoring. R ^2.8
 DiagnosticsState W DiagnosticsState
 Interface W string ->.Ghn.Interface.
 DiagnoseMACAddress W MACAddress
 SampleInterval W unsignedInt
 SNRGroupLength W unsignedInt[1,2,4,8,16,32,64,128,256]
Device.Ghn.Diagnostics.PerformanceMonitoring.Nodes. R ^2.8
 CurrentStart R dateTime
 CurrentEnd R dateTime
 NodeNumberOfEntries R unsignedInt
Device.Ghn.Diagnostics.PerformanceMonitoring.Nodes.Node.{i}. R 1: ^2.8 functional(DestinationMACAddress)
 DestinationMACAddress R MACAddress
 BytesSent R StatsCounter64 canDeny
 BytesReceived R StatsCounter64 canDeny
 PacketsSent R StatsCounter64 canDeny
 PacketsReceived R StatsCounter64 canDeny
 ErrorsSent R StatsCounter32 canDeny
 ErrorsReceived R StatsCounter32 canDeny
 UnicastPacketsSent R StatsCounter64 canDeny
 UnicastPacketsReceived R StatsCounter64 canDeny
 DiscardPacketsSent R StatsCounter32 canDeny
 DiscardPacketsReceived R StatsCounter32 canDeny
 MulticastPacketsSent R StatsCounter64 canDeny
 MulticastPacketsReceived R StatsCounter64 canDeny
 BroadcastPacketsSent R StatsCounter64 canDeny
 BroadcastPacketsReceived R StatsCounter64 canDeny
 UnknownProtoPacketsReceived R StatsCounter32 canDeny
 MgmtBytesSent R StatsCounter64 canDeny
 MgmtBytesReceived R StatsCounter64 canDeny
 MgmtPacketsSent R StatsCounter64 canDeny
 MgmtPacketsReceived R StatsCounter64 canDeny
 BlocksSent R StatsCounter64 canDeny
 BlocksReceived R StatsCounter64 canDeny
 BlocksResent R StatsCounter32 canDeny
 BlocksErrorsReceived R StatsCounter32 canDeny
Device.Ghn.Diagnostics.PerformanceMonitoring.Channels. R ^2.8
 TimeStamp R dateTime
 ChannelNumberOfEntries R unsignedInt
Device.Ghn.Diagnostics.PerformanceMonitoring.Channels.Channel.{i}. R ^2.8 functional(DestinationMACAddress)
 DestinationMACAddress R MACAddress
 SNR R list of unsignedInt
Device.HomePlug. R ^2.0
 InterfaceNumberOfEntries R unsignedInt
Device.HomePlug.Interface.{i}. R ^2.0 key(Alias) key(Name)
 Enable W boolean
 Status R {Up Down Unknown Dormant NotPresent LowerLayerDown Error?}
 Alias O Alias
 Name R string(:64)
 LastChange R unsignedInt canDeny
 LowerLayers W list(:1024) of string ->*
 Upstream R boolean
 MACAddress R MACAddress
 LogicalNetwork W string(:64)
 Version R string(:16)
 FirmwareVersion R string(:64)
 ForceCCo W boolean
 NetworkPassword W string(:32) secured
 OtherNetworksPresent R list(:64) of string
 MaxBitRate R unsignedInt
 AssociatedDeviceNumberOfEntries R unsignedInt
Device.HomePlug.Interface.{i}.Stats. R ^2.0
 BytesSent R unsignedLong canDeny
 BytesReceived R unsignedLong canDeny
 PacketsSent R unsignedLong canDeny
 PacketsReceived R unsignedLong canDeny
 ErrorsSent R unsignedInt canDeny
 ErrorsReceived R unsignedInt canDeny
 UnicastPacketsSent R unsignedLong canDeny
 UnicastPacketsReceived R unsignedLong canDeny
 DiscardPacketsSent R unsignedInt canDeny
 DiscardPacketsReceived R unsignedInt canDeny
 MulticastPacketsSent R unsignedLong canDeny
 MulticastPacketsReceived R unsignedLong canDeny
 BroadcastPacketsSent R unsignedLong canDeny
 BroadcastPacketsReceived R unsignedLong canDeny
 UnknownProtoPacketsReceived R unsignedInt canDeny
 MPDUTxAck R unsignedLong
 MPDUTxCol R unsignedLong
 MPDUTxFailed R unsignedLong
 MPDURxAck R unsignedLong
 MPDURxFailed R unsignedLong
Device.HomePlug.Interface.{i}.AssociatedDevice.{i}. R ^2.0 functional(MACAddress)
 MACAddress R MACAddress
 TxPhyRate R unsignedInt
 RxPhyRate R unsignedInt
 SNRPerTone R list<:1155> of unsignedInt
 AvgAttenuation R unsignedInt
 EndStationMACs R list<:16> of MACAddress
 Active R boolean
Device.UPA. R ^2.0
 InterfaceNumberOfEntries R unsignedInt
Device.UPA.Interface.{i}. R ^2.0 key(Alias) key(Name)
 Enable W boolean
 Status R {Up Down Unknown Dormant NotPresent LowerLayerDown Error?}
 Alias O Alias
 Name R string(:64)
 LastChange R unsignedInt canDeny
 LowerLayers W list(:1024) of string ->*
 Upstream R boolean
 MACAddress R MACAddress
 FirmwareVersion R string(:64)
 MaxBitRate R unsignedInt
 NodeType W {AP EP}
 LogicalNetwork W string(:20)
 EncryptionMethod W string(:6){None DES 3DES AES128 AES256}
 EncryptionKey W string(:36) secured
 PowerBackoffEnabled W boolean
 PowerBackoffMechanismActive R boolean
 EstApplicationThroughput R unsignedInt
 ActiveNotchEnable W boolean
 ActiveNotchNumberOfEntries R unsignedInt
 AssociatedDeviceNumberOfEntries R unsignedInt
 BridgeForNumberOfEntries R unsignedInt
Device.UPA.Interface.{i}.Stats. R ^2.0
 BytesSent R unsignedLong canDeny
 BytesReceived R unsignedLong canDeny
 PacketsSent R unsignedLong canDeny
 PacketsReceived R unsignedLong canDeny
 ErrorsSent R unsignedInt canDeny
 ErrorsReceived R unsignedInt canDeny
 UnicastPacketsSent R unsignedLong canDeny
 UnicastPacketsReceived R unsignedLong canDeny
 DiscardPacketsSent R unsignedInt canDeny
 DiscardPacketsReceived R unsignedInt canDeny
 MulticastPacketsSent R unsignedLong canDeny
 MulticastPacketsReceived R unsignedLong canDeny
 BroadcastPacketsSent R unsignedLong canDeny
 BroadcastPacketsReceived R unsignedLong canDeny
 UnknownProtoPacketsReceived R unsignedInt canDeny
Device.UPA.Interface.{i}.AssociatedDevice.{i}. R ^2.0 functional(MACAddress)
 MACAddress R MACAddress
 Port R unsignedInt[0:65535]
 LogicalNetwork R string(:20)
 PhyTxThroughput R unsignedInt
 PhyRxThroughput R unsignedInt
 RealPhyRxThroughput R unsignedInt
 EstimatedPLR R unsignedInt[0:100]
 MeanEstimatedAtt R unsignedInt
 SmartRouteIntermediatePLCMAC R MACAddress
 DirectRoute R boolean
 Active R boolean
Device.UPA.Interface.{i}.ActiveNotch.{i}. W ^2.0 key(Alias)
 Enable W boolean
 Alias O Alias
 StartFreq W unsignedInt
 StopFreq W unsignedInt
 Depth W unsignedInt
Device.UPA.Interface.{i}.BridgeFor.{i}. R ^2.0 key(Alias) functional(MACAddress)
 Alias O Alias
 MACAddress R MACAddress
 Port R unsignedInt[0:65535]
Device.UPA.Diagnostics. R ^2.0
Device.UPA.Diagnostics.InterfaceMeasurement. R ^2.0
 DiagnosticsState W DiagnosticsState{None* Requested Canceled? Complete* Error?* Error_InvalidPort*}
 Type W {SNR CFR}
 Interface W string(:256) =>.UPA.Interface.
 Port W unsignedInt[0:65535]
 Measurements R list<:1536> of unsignedInt
 RxGain R int
Device.WiFi. R ^2.0
 RadioNumberOfEntries R unsignedInt
 SSIDNumberOfEntries R unsignedInt
 AccessPointNumberOfEntries R unsignedInt
 EndPointNumberOfEntries R unsignedInt
 ResetCounter R StatsCounter32 ^2.12
 ResetCause R {HostReinit SpontaneousInterrupt LossOfPower} ^2.14
 Reset W boolean ^2.12 command
Device.WiFi.MultiAP. R ^2.13 !obsoleted
 APDeviceNumberOfEntries R unsignedInt !obsoleted
Device.WiFi.MultiAP.SteeringSummaryStats. R ^2.13 !obsoleted
 NoCandidateAPFailures R StatsCounter64
 BlacklistAttempts R StatsCounter64
 BlacklistSuccesses R StatsCounter64
 BlacklistFailures R StatsCounter64
 BTMAttempts R StatsCounter64
 BTMSuccesses R StatsCounter64
 BTMFailures R StatsCounter64
 BTMQueryResponses R StatsCounter64
Device.WiFi.MultiAP.APDevice.{i}. R ^2.13 !obsoleted functional(MACAddress)
 MACAddress R MACAddress !obsoleted
 Manufacturer R string !obsoleted
 ManufacturerOUI R string(6) ~"[0-9A-F]{6}"
 ProductClass R string(:64) !obsoleted
 SerialNumber R string(:64) !obsoleted
 SoftwareVersion R string(:64) !obsoleted
 LastContactTime R dateTime
 AssocIEEE1905DeviceRef R string ->###.IEEE1905.AL.NetworkTopology.IEEE1905Device.
 BackhaulLinkType R {None Wi-Fi MoCA Ethernet G.hn HPNA HomePlug UPA}
 BackhaulMACAddress R MACAddress
 BackhaulBytesSent R StatsCounter64
 BackhaulBytesReceived R StatsCounter64
 BackhaulLinkUtilization R unsignedInt[:255]
 BackhaulSignalStrength R unsignedInt[:255]
 RadarDetections R list(:1024) of unsignedInt ^2.14
 DFSEnable W boolean ^2.14 !obsoleted
 RadioNumberOfEntries R unsignedInt !obsoleted
Device.WiFi.MultiAP.APDevice.{i}.Radio.{i}. R ^2.13 !obsoleted functional(MACAddress)
 MACAddress R MACAddress !obsoleted
 OperatingFrequencyBand R {2.4GHz 5GHz 6GHz^2.16} !obsoleted
 OperatingStandards R list of {a b g n ac ax} !obsoleted
 Channel W unsignedInt[1:255] !obsoleted
 ExtensionChannel R {None AboveControlChannel BelowControlChannel} !obsoleted
 PossibleChannels R list(:1024) of string ^2.14 !obsoleted
 CurrentOperatingChannelBandwidth R {20MHz 40MHz 80MHz 160MHz} !obsoleted
 MCS R int[0:15,16:31] !obsoleted
 TransmitPower R int[-1:100] !obsoleted
 TransmitPowerLimit W int[-90:36] ^2.14 !obsoleted
 APNumberOfEntries R unsignedInt !obsoleted
Device.WiFi.MultiAP.APDevice.{i}.Radio.{i}.AP.{i}. R ^2.13 !obsoleted functional(BSSID)
 BSSID R MACAddress
 SSID R string
 BlacklistAttempts R StatsCounter64
 BTMAttempts R StatsCounter64
 BTMQueryResponses R StatsCounter64
 AssociatedDeviceNumberOfEntries R unsignedInt !obsoleted
Device.WiFi.MultiAP.APDevice.{i}.Radio.{i}.AP.{i}.AssociatedDevice.{i}. R ^2.13 !obsoleted functional(MACAddress)
 MACAddress R MACAddress
 OperatingStandard R {a b g n ac ax} !obsoleted
 Active R boolean !obsoleted
 AssociationTime R dateTime
 LastDataDownlinkRate R unsignedInt
 LastDataUplinkRate R unsignedInt
 SignalStrength R unsignedInt[:255]
 Noise R unsignedInt[:255]
 SteeringHistoryNumberOfEntries R unsignedInt !obsoleted
Device.WiFi.MultiAP.APDevice.{i}.Radio.{i}.AP.{i}.AssociatedDevice.{i}.Stats. R ^2.13 !obsoleted
 BytesSent R StatsCounter64
 BytesReceived R StatsCounter64
 PacketsSent R StatsCounter64
 PacketsReceived R StatsCounter64
 ErrorsSent R StatsCounter64
 ErrorsReceived R StatsCounter64
 RetransCount R StatsCounter64
Device.WiFi.MultiAP.APDevice.{i}.Radio.{i}.AP.{i}.AssociatedDevice.{i}.SteeringSummaryStats. R ^2.13 !obsoleted
 NoCandidateAPFailures R StatsCounter64
 BlacklistAttempts R StatsCounter64
 BlacklistSuccesses R StatsCounter64
 BlacklistFailures R StatsCounter64
 BTMAttempts R StatsCounter64
 BTMSuccesses R StatsCounter64
 BTMFailures R StatsCounter64
 BTMQueryResponses R StatsCounter64
 LastSteerTime R unsignedInt
Device.WiFi.MultiAP.APDevice.{i}.Radio.{i}.AP.{i}.AssociatedDevice.{i}.SteeringHistory.{i}. R ^2.13 !obsoleted functional(Time,APOrigin,APDestination)
 Time R dateTime
 APOrigin R string
 TriggerEvent R {Unknown "Wi-Fi Channel Utilization" "Wi-Fi Link Quality" "Backhaul Link Utilization"}
 SteeringApproach R {Blacklist "BTM Request" "Async BTM Query"}
 APDestination R string
 SteeringDuration R unsignedInt
Device.WiFi.DataElements. R ^2.13
Device.WiFi.DataElements.Network. R ^2.13
 ID R string
 TimeStamp R string
 ControllerID R string
 DeviceNumberOfEntries R unsignedInt
 MSCSDisallowedStaList R list of MACAddress ^2.15
 SCSDisallowedStaList R list of MACAddress ^2.15
 ColocatedAgentID R MACAddress ^2.17
 SSIDNumberOfEntries R unsignedInt ^2.15
 STABlockNumberOfEntries R unsignedInt ^2.17
Device.WiFi.DataElements.Network.SSID.{i}. R ^2.15 key(SSID)
 SSID R string(:64)
 Band R list of {All 2.4 5 6 5_UNII_1 5_UNII_2 5_UNII_3 5_UNII_4 6_UNII_5 6_UNII_6 6_UNII_7 6_UNII_8}
 Enable R boolean ^2.17
 AKMsAllowed R list of {psk dpp sae psk+sae dpp+sae dpp+psk+sae SuiteSelector} ^2.17
 SuiteSelector R hexBinary(4) ^2.17
 AdvertisementEnabled R boolean ^2.17
 MFPConfig R {Disabled Optional Required} ^2.17
 MobilityDomain R MACAddress ^2.17
 HaulType R list of {Fronthaul Backhaul} ^2.17
Device.WiFi.DataElements.Network.STABlock.{i}. W ^2.17 key(BlockedSTA)
 BlockedSTA W MACAddress
 BSSID W list of MACAddress
 ScheduleNumberOfEntries R unsignedInt
Device.WiFi.DataElements.Network.STABlock.{i}.Schedule.{i}. W ^2.17 key(Alias)
 Alias O Alias
 Day W list of {Monday Tuesday Wednesday Thursday Friday Saturday Sunday}
 StartTime W string(:5) ~"" ~"([01][0-9]|2[0-3]):[0-5][0-9]"
 Duration W unsignedInt[1:]
Device.WiFi.DataElements.Network.MultiAPSteeringSummaryStats. R ^2.15
 NoCandidateAPFailures R StatsCounter64
 BlacklistAttempts R StatsCounter64
 BlacklistSuccesses R StatsCounter64
 BlacklistFailures R StatsCounter64
 BTMAttempts R StatsCounter64
 BTMSuccesses R StatsCounter64
 BTMFailures R StatsCounter64
 BTMQueryResponses R StatsCounter64
Device.WiFi.DataElements.Network.Device.{i}. R ^2.13 functional(ID)
 ID R MACAddress
 MultiAPCapabilities R base64(1)
 CollectionInterval R unsignedInt
 ReportUnsuccessfulAssociations W boolean ^2.15
 MaxReportingRate R unsignedInt ^2.15
 APMetricsReportingInterval W unsignedInt[:255] ^2.15
 AssociatedSTAReportingInterval W unsignedInt[:255] ^2.17
 Manufacturer R string ^2.15
 SerialNumber R string ^2.15
 ManufacturerModel R string ^2.15
 SoftwareVersion R string ^2.15
 ExecutionEnv R string ^2.15
 DSCPMap R hexBinary(:64) ^2.15
 MaxPrioritizationRules R unsignedInt[:255] ^2.15
 PrioritizationSupport R boolean ^2.15
 MaxVIDs R unsignedInt ^2.15
 APMetricsWiFi6 R boolean ^2.15 !deprecated
 CountryCode R string(2) ^2.15
 LocalSteeringDisallowedSTAList W list of MACAddress ^2.15
 BTMSteeringDisallowedSTAList W list of MACAddress ^2.15
 DFSEnable R boolean ^2.15
 ReportIndependentScans W boolean ^2.15
 AssociatedSTAinAPMetricsWiFi6 W boolean ^2.15 !deprecated
 MaxUnsuccessfulAssociationReportingRate W unsignedInt ^2.15
 STASteeringState R boolean ^2.15
 CoordinatedCACAllowed W boolean ^2.15
 TrafficSeparationAllowed R boolean ^2.15
 ServicePrioritizationAllowed R boolean ^2.15
 ControllerOperationMode R {NotSupported SupportedNotEnabled Running} ^2.17
 BackhaulMACAddress R MACAddress ^2.17
 BackhaulALID R MACAddress ^2.17
 BackhaulDownMACAddress R list of MACAddress ^2.17
 BackhaulMediaType R {"IEEE 802.3u" "IEEE 802.3ab" "IEEE 802.11b" "IEEE 802.11g" "IEEE 802.11a" "IEEE 802.11n 2.4" "IEEE 802.11n 5.0" "IEEE 802.11ac" "IEEE 802.11ad" "IEEE 802.11af" "IEEE 802.11ax" "IEEE 802.11be" "IEEE 1901 Wavelet" "IEEE 1901 FFT" MoCAv1.1 "Generic PHY"} ^2.17
 BackhaulPHYRate R unsignedInt ^2.17
 TrafficSeparationCapability R boolean ^2.17
 EasyConnectCapability R boolean ^2.17
 TestCapabilities R unsignedInt ^2.17
 RadioNumberOfEntries R unsignedInt
 Default8021QNumberOfEntries R unsignedInt
 SSIDtoVIDMappingNumberOfEntries R unsignedInt
 CACStatusNumberOfEntries R unsignedInt
 IEEE1905SecurityNumberOfEntries R unsignedInt
 SPRuleNumberOfEntries R unsignedInt
 AnticipatedChannelsNumberOfEntries R unsignedInt
 AnticipatedChannelUsageNumberOfEntries R unsignedInt
 MaxNumMLDs R unsignedInt ^2.17
 APMLDMaxLinks R unsignedInt[0:15] ^2.17
 bSTAMLDMaxLinks R unsignedInt[0:15] ^2.17
 TIDLinkMapCapability R {0 1 2} ^2.17
 APMLDNumberOfEntries R unsignedInt ^2.17
Device.WiFi.DataElements.Network.Device.{i}.Default8021Q.{i}. W ^2.15 functional(PrimaryVID)
 Enable W boolean
 PrimaryVID W unsignedInt[:4095]
 DefaultPCP W unsignedInt[:7]
Device.WiFi.DataElements.Network.Device.{i}.SSIDtoVIDMapping.{i}. R ^2.15 functional(SSID)
 SSID R string(:64)
 VID R unsignedInt[:4095]
Device.WiFi.DataElements.Network.Device.{i}.CACStatus.{i}. R ^2.15 functional(TimeStamp)
 TimeStamp R dateTime
 CACAvailableChannelNumberOfEntries R unsignedInt
 CACNonOccupancyChannelNumberOfEntries R unsignedInt
 CACActiveChannelNumberOfEntries R unsignedInt
Device.WiFi.DataElements.Network.Device.{i}.CACStatus.{i}.CACAvailableChannel.{i}. R ^2.15 functional(OpClass)
 OpClass R unsignedInt[:255]
 Channel R unsignedInt[:255]
 Minutes R unsignedInt[:65535]
Device.WiFi.DataElements.Network.Device.{i}.CACStatus.{i}.CACNonOccupancyChannel.{i}. R ^2.15 functional(OpClass)
 OpClass R unsignedInt[:255]
 Channel R unsignedInt[:255]
 Seconds R unsignedInt[:65535]
Device.WiFi.DataElements.Network.Device.{i}.CACStatus.{i}.CACActiveChannel.{i}. R ^2.15 functional(OpClass)
 OpClass R unsignedInt[:255]
 Channel R unsignedInt[:255]
 Countdown R unsignedInt
Device.WiFi.DataElements.Network.Device.{i}.SPRule.{i}. R ^2.15 functional(ID)
 ID R unsignedInt
 Precedence R unsignedInt[:254]
 Output R unsignedInt[:9]
 AlwaysMatch R boolean
Device.WiFi.DataElements.Network.Device.{i}.IEEE1905Security.{i}. R ^2.15 key(OnboardingProtocol)
 OnboardingProtocol R unsignedInt
 IntegrityAlgorithm R unsignedInt
 EncryptionAlgorithm R unsignedInt
Device.WiFi.DataElements.Network.Device.{i}.AnticipatedChannels.{i}. R ^2.15 functional(OpClass)
 OpClass R unsignedInt[:255]
 ChannelList R list of unsignedInt[:255]
Device.WiFi.DataElements.Network.Device.{i}.AnticipatedChannelUsage.{i}. R ^2.15 functional(OpClass)
 OpClass R unsignedInt[:255]
 Channel R unsignedInt[:255]
 ReferenceBSSID R MACAddress
 EntryNumberOfEntries R unsignedInt
Device.WiFi.DataElements.Network.Device.{i}.AnticipatedChannelUsage.{i}.Entry.{i}. R ^2.15 functional(BurstStartTime)
 BurstStartTime R hexBinary(4)
 BurstLength R unsignedInt
 Repetitions R unsignedInt
 BurstInterval R unsignedInt
 RUBitmask R hexBinary(2:10)
 TransmitterIdentifier R MACAddress
 PowerLevel R int
 ChannelUsageReason R {TWT_schedule TSPEC Scheduler_policy IEEE_802.11 Non_IEEE_802.11 BSS_non_usage}
Device.WiFi.DataElements.Network.Device.{i}.MultiAPDevice. R ^2.15
 ManufacturerOUI R string(6) ~"[0-9A-F]{6}"
 LastContactTime R dateTime
 AssocIEEE1905DeviceRef R string ->#####.IEEE1905.AL.NetworkTopology.IEEE1905Device.
 EasyMeshControllerOperationMode R {NotSupported SupportedNotEnabled Running}
 EasyMeshAgentOperationMode R {NotSupported SupportedNotEnabled Running}
Device.WiFi.DataElements.Network.Device.{i}.MultiAPDevice.Backhaul. R ^2.15
 LinkType R {None Wi-Fi MoCA Ethernet G.hn HPNA HomePlug UPA}
 BackhaulMACAddress R MACAddress
 BackhaulDeviceID R MACAddress
 MACAddress R MACAddress
 CurrentOperatingClassProfileNumberOfEntries R unsignedInt
Device.WiFi.DataElements.Network.Device.{i}.MultiAPDevice.Backhaul.CurrentOperatingClassProfile.{i}. R ^2.15 functional(Class)
 Class R unsignedInt[:255]
 Channel R unsignedInt[:255]
 TxPower R int[-127:127]
 TimeStamp R dateTime
Device.WiFi.DataElements.Network.Device.{i}.MultiAPDevice.Backhaul.Stats. R ^2.15
 BytesSent R StatsCounter64
 BytesReceived R StatsCounter64
 PacketsSent R StatsCounter64
 PacketsReceived R StatsCounter64
 ErrorsSent R StatsCounter64
 ErrorsReceived R StatsCounter64
 LinkUtilization R unsignedInt[:100]
 SignalStrength R unsignedInt[:255]
 LastDataDownlinkRate R unsignedInt
 LastDataUplinkRate R unsignedInt
 TimeStamp R dateTime
Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}. R ^2.13 functional(ID)
 ID R base64(6)
 Enabled R boolean
 Noise R unsignedInt[:255]
 Utilization R unsignedInt[0:255]
 Transmit R unsignedInt[0:255]
 ReceiveSelf R unsignedInt[:255]
 ReceiveOther R unsignedInt[0:255]
 TrafficSeparationCombinedFronthaul R boolean ^2.15
 TrafficSeparationCombinedBackhaul R boolean ^2.15
 SteeringPolicy W unsignedInt[:2] ^2.15
 ChannelUtilizationThreshold W unsignedInt[:255] ^2.15
 RCPISteeringThreshold W unsignedInt[:220] ^2.15
 STAReportingRCPIThreshold W unsignedInt[:220] ^2.15
 STAReportingRCPIHysteresisMarginOverride W unsignedInt ^2.15
 ChannelUtilizationReportingThreshold W unsignedInt ^2.15
 AssociatedSTATrafficStatsInclusionPolicy W boolean ^2.15
 AssociatedSTALinkMetricsInclusionPolicy W boolean ^2.15
 ChipsetVendor R string ^2.15
 APMetricsWiFi6 W boolean ^2.15
 CurrentOperatingClassProfileNumberOfEntries R unsignedInt
 UnassociatedSTANumberOfEntries R unsignedInt
 BSSNumberOfEntries R unsignedInt
 ScanResultNumberOfEntries R unsignedInt
 DisAllowedOpClassChannelsNumberOfEntries R unsignedInt ^2.15
Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.ScanResult.{i}. R ^2.14
 TimeStamp R string
 AggregateScanDuration R unsignedInt ^2.17
 ScanType R boolean ^2.17
 OpClassScanNumberOfEntries R unsignedInt
Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.ScanResult.{i}.OpClassScan.{i}. R ^2.14 functional(OperatingClass)
 OperatingClass R unsignedInt[:255]
 ChannelScanNumberOfEntries R unsignedInt
Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}. R ^2.14 functional(Channel)
 Channel R unsignedInt[:255]
 TimeStamp R string
 Utilization R unsignedInt[:255]
 Noise R unsignedInt[:255]
 ScanStatus R {0 1 2 3 4 5 6 7} ^2.17
 NeighborBSSNumberOfEntries R unsignedInt
Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.ScanResult.{i}.OpClassScan.{i}.ChannelScan.{i}.NeighborBSS.{i}. R ^2.14 functional(BSSID)
 BSSID R MACAddress
 SSID R string
 SignalStrength R unsignedInt[:255]
 ChannelBandwidth R string
 ChannelUtilization R unsignedInt[:255]
 StationCount R unsignedInt
 MLDMACAddress R MACAddress ^2.17
 ReportingBSSID R MACAddress ^2.17
 MultiBSSID R boolean ^2.17
 BSSLoadElementPresent R boolean ^2.17
 BSSColor R unsignedInt[:63] ^2.17
Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.BackhaulSta. R ^2.13
 MACAddress R MACAddress
Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.ScanCapability. R ^2.15
 OnBootOnly R boolean
 Impact R unsignedInt[:3]
 MinimumInterval R unsignedInt
 OpClassChannelsNumberOfEntries R unsignedInt
Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.ScanCapability.OpClassChannels.{i}. R 1: ^2.15 functional(OpClass)
 OpClass R unsignedInt[:255]
 ChannelList R list of unsignedInt[:255]
Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.CACCapability. R ^2.15
 CACMethodNumberOfEntries R unsignedInt
Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.CACCapability.CACMethod.{i}. R 0:4 ^2.15 functional(Method)
 Method R unsignedInt
 NumberOfSeconds R unsignedInt
 OpClassChannelsNumberOfEntries R unsignedInt
Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.CACCapability.CACMethod.{i}.OpClassChannels.{i}. R 1: ^2.15 functional(OpClass)
 OpClass R unsignedInt[:255]
 ChannelList R list of unsignedInt[:255]
Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.Capabilities. R ^2.13
 HTCapabilities R base64(1)
 VHTCapabilities R base64(2:6)
 HECapabilities R base64(4:14) !obsoleted
 MSCSCapability R boolean ^2.17
 SCSCapability R boolean ^2.17
 QoSMapCapability R boolean ^2.17
 DSCPPolicyCapability R boolean ^2.17
 SCSTrafficDescriptionCapability R boolean ^2.17
 CapableOperatingClassProfileNumberOfEntries R unsignedInt
 AKMFrontHaulNumberOfEntries R unsignedInt ^2.15
 AKMBackhaulNumberOfEntries R unsignedInt ^2.15
Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.Capabilities.WiFi6APRole. R ^2.15
 HE160 R boolean
 HE8080 R boolean
 MCSNSS R base64(4:12)
 SUBeamformer R boolean
 SUBeamformee R boolean
 MUBeamformer R boolean
 Beamformee80orLess R boolean
 BeamformeeAbove80 R boolean
 ULMUMIMO R boolean
 ULOFDMA R boolean
 DLOFDMA R boolean ^2.17
 MaxDLMUMIMO R unsignedInt[:255]
 MaxULMUMIMO R unsignedInt[:255]
 MaxDLOFDMA R unsignedInt[:255]
 MaxULOFDMA R unsignedInt[:255]
 RTS R boolean
 MURTS R boolean
 MultiBSSID R boolean
 MUEDCA R boolean
 TWTRequestor R boolean
 TWTResponder R boolean
 SpatialReuse R boolean
 AnticipatedChannelUsage R boolean
Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.Capabilities.WiFi6bSTARole. R ^2.15
 HE160 R boolean
 HE8080 R boolean
 MCSNSS R base64(4:12)
 SUBeamformer R boolean
 SUBeamformee R boolean
 MUBeamformer R boolean
 Beamformee80orLess R boolean
 BeamformeeAbove80 R boolean
 ULMUMIMO R boolean
 ULOFDMA R boolean
 DLOFDMA R boolean ^2.17
 MaxDLMUMIMO R unsignedInt[:255]
 MaxULMUMIMO R unsignedInt[:255]
 MaxDLOFDMA R unsignedInt[:255]
 MaxULOFDMA R unsignedInt[:255]
 RTS R boolean
 MURTS R boolean
 MultiBSSID R boolean
 MUEDCA R boolean
 TWTRequestor R boolean
 TWTResponder R boolean
 SpatialReuse R boolean
 AnticipatedChannelUsage R boolean
Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.Capabilities.WiFi7APRole. R ^2.17
 EMLMRSupport R boolean
 EMLSRSupport R boolean
 STRSupport R boolean
 NSTRSupport R boolean
 TIDLinkMapNegotiation R boolean
 EMLMRFreqSeparationNumberOfEntries R unsignedInt
 EMLSRFreqSeparationNumberOfEntries R unsignedInt
 STRFreqSeparationNumberOfEntries R unsignedInt
 NSTRFreqSeparationNumberOfEntries R unsignedInt
Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.Capabilities.WiFi7APRole.EMLMRFreqSeparation.{i}. R ^2.17 functional(RUID)
 RUID R base64
 FreqSeparation R unsignedInt
Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.Capabilities.WiFi7APRole.EMLSRFreqSeparation.{i}. R ^2.17 functional(RUID)
 RUID R base64
 FreqSeparation R unsignedInt
Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.Capabilities.WiFi7APRole.STRFreqSeparation.{i}. R ^2.17 functional(RUID)
 RUID R base64
 FreqSeparation R unsignedInt
Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.Capabilities.WiFi7APRole.NSTRFreqSeparation.{i}. R ^2.17 functional(RUID)
 RUID R base64
 FreqSeparation R unsignedInt
Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.Capabilities.WiFi7bSTARole. R ^2.17
 EMLMRSupport R boolean
 EMLSRSupport R boolean
 STRSupport R boolean
 NSTRSupport R boolean
 TIDLinkMapNegotiation R boolean
 EMLMRFreqSeparationNumberOfEntries R unsignedInt
 EMLSRFreqSeparationNumberOfEntries R unsignedInt
 STRFreqSeparationNumberOfEntries R unsignedInt
 NSTRFreqSeparationNumberOfEntries R unsignedInt
Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.Capabilities.WiFi7bSTARole.EMLMRFreqSeparation.{i}. R ^2.17 functional(RUID)
 RUID R base64
 FreqSeparation R unsignedInt
Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.Capabilities.WiFi7bSTARole.EMLSRFreqSeparation.{i}. R ^2.17 functional(RUID)
 RUID R base64
 FreqSeparation R unsignedInt
Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.Capabilities.WiFi7bSTARole.STRFreqSeparation.{i}. R ^2.17 functional(RUID)
 RUID R base64
 FreqSeparation R unsignedInt
Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.Capabilities.WiFi7bSTARole.NSTRFreqSeparation.{i}. R ^2.17 functional(RUID)
 RUID R base64
 FreqSeparation R unsignedInt
Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.Capabilities.AKMFrontHaul.{i}. R ^2.15 functional(OUI)
 OUI R base64
 Type R unsignedInt[:255]
Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.Capabilities.AKMBackhaul.{i}. R ^2.15 functional(OUI)
 OUI R base64
 Type R unsignedInt[:255]
Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.Capabilities.CapableOperatingClassProfile.{i}. R ^2.13 functional(Class)
 Class R unsignedInt[:255]
 MaxTxPower R int[-127:127]
 NonOperable R list of unsignedInt[:255]
 NumberOfNonOperChan R unsignedInt
Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.CurrentOperatingClassProfile.{i}. R ^2.13 functional(Class)
 Class R unsignedInt[:255]
 Channel R unsignedInt[:255]
 TxPower R int[-127:127]
 TransmitPowerLimit R int[-128:127] ^2.15
 TimeStamp R string
Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.DisAllowedOpClassChannels.{i}. W ^2.15 functional(OpClass)
 Enable W boolean
 OpClass W unsignedInt[:255]
 ChannelList W list of unsignedInt[:255]
Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.SpatialReuse. R ^2.15
 PartialBSSColor R unsignedInt
 BSSColor R unsignedInt
 HESIGASpatialReuseValue15Allowed R boolean
 SRGInformationValid R boolean
 NonSRGOffsetValid R boolean
 PSRDisallowed R boolean
 NonSRGOBSSPDMaxOffset R unsignedInt
 SRGOBSSPDMinOffset R unsignedInt
 SRGOBSSPDMaxOffset R unsignedInt
 SRGBSSColorBitmap R hexBinary(8)
 SRGPartialBSSIDBitmap R hexBinary(8)
 NeighborBSSColorInUseBitmap R hexBinary(8)
Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.BSS.{i}. R ^2.13 functional(BSSID)
 BSSID R MACAddress
 SSID R string
 Enabled R boolean
 LastChange R unsignedInt
 TimeStamp R string
 UnicastBytesSent R StatsCounter64
 UnicastBytesReceived R StatsCounter64
 MulticastBytesSent R StatsCounter64
 MulticastBytesReceived R StatsCounter64
 BroadcastBytesSent R StatsCounter64
 BroadcastBytesReceived R StatsCounter64
 ByteCounterUnits R unsignedInt[1:2] ^2.15
 Profile1bSTAsDisallowed R boolean ^2.15
 Profile2bSTAsDisallowed R boolean ^2.15
 AssociationAllowanceStatus R unsignedInt[0:1] ^2.15
 EstServiceParametersBE R base64(:3)
 EstServiceParametersBK R base64(:3)
 EstServiceParametersVI R base64(:3)
 EstServiceParametersVO R base64(:3)
 BackhaulUse R boolean ^2.15
 FronthaulUse R boolean ^2.15
 R1disallowed R boolean ^2.15
 R2disallowed R boolean ^2.15
 MultiBSSID R boolean ^2.15
 TransmittedBSSID R boolean ^2.15
 FronthaulAKMsAllowed W list of {psk dpp sae psk+sae dpp+sae dpp+psk+sae SuiteSelector} ^2.15
 FronthaulSuiteSelector W hexBinary(4) ^2.17
 BackhaulAKMsAllowed W list of {psk dpp sae psk+sae dpp+sae dpp+psk+sae SuiteSelector} ^2.15
 BackhaulSuiteSelector W hexBinary(4) ^2.17
 BasicDataTransmitRates R list of unsignedInt ^2.17
 STANumberOfEntries R unsignedInt
 QMDescriptorNumberOfEntries R unsignedInt
Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.BSS.{i}.QMDescriptor.{i}. R ^2.15 functional(ClientMAC)
 BSSID R MACAddress ^2.17
 ClientMAC R MACAddress
 DescriptorElement R hexBinary
Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.BSS.{i}.MUConfig. R ^2.17
 DLOFDMAEnable W boolean
 ULOFDMAEnable W boolean
 DLMUMIMOEnable W boolean
 ULMUMIMOEnable W boolean
Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.BSS.{i}.MUStats. R ^2.17
 DLTotalPPDUCount R StatsCounter32
 DLHEPPDUCount R StatsCounter32
 DLMUPPDUCount R StatsCounter32
 DLOFDMAPPDUCount R StatsCounter32
 DLMUMIMOPPDUCount R StatsCounter32
 DLOFDMAMUMIMOPPDUCount R StatsCounter32
 ULTotalPPDUCount R StatsCounter32
 ULHEPPDUCount R StatsCounter32
 ULMUPPDUCount R StatsCounter32
 ULOFDMAPPDUCount R StatsCounter32
 ULMUMIMOPPDUCount R StatsCounter32
 ULOFDMAMUMIMOPPDUCount R StatsCounter32
 DLRU26PPDUCount R StatsCounter32
 DLRU52PPDUCount R StatsCounter32
 DLRU106PPDUCount R StatsCounter32
 DLRU242PPDUCount R StatsCounter32
 DLRU484PPDUCount R StatsCounter32
 DLRU996PPDUCount R StatsCounter32
 DLRU1992PPDUCount R StatsCounter32
 ULRU26PPDUCount R StatsCounter32
 ULRU52PPDUCount R StatsCounter32
 ULRU106PPDUCount R StatsCounter32
 ULRU242PPDUCount R StatsCounter32
 ULRU484PPDUCount R StatsCounter32
 ULRU996PPDUCount R StatsCounter32
 ULRU1992PPDUCount R StatsCounter32
Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.BSS.{i}.MultiAPSteering. R ^2.15
 BlacklistAttempts R StatsCounter64
 BTMAttempts R StatsCounter64
 BTMQueryResponses R StatsCounter64
Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.BSS.{i}.ThroughputTestResult. R ^2.17
 TimeStamp R dateTime
 ClientMAC R MACAddress
 VID R unsignedInt[0:4095]
 WMMUP R unsignedInt[0:8]
 TestDuration R unsignedInt
 TestLayer R unsignedInt
 TestAlgorithm R string
 DownlinkSpeed R unsignedInt
 UplinkSpeed R unsignedInt
Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.BSS.{i}.LatencyTestResult. R ^2.17
 TimeStamp R dateTime
 ClientMAC R MACAddress
 VID R unsignedInt[0:4095]
 WMMUP R unsignedInt[0:8]
 DataBlockSize R unsignedInt
 TestLayer R unsignedInt
 TestAlgorithm R string
 SuccessCount R unsignedInt
 LostCount R unsignedInt
 AverageResponseTime R unsignedInt
 MinimumResponseTime R unsignedInt
 MaximumResponseTime R unsignedInt
Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.BSS.{i}.STA.{i}. R ^2.13 functional(MACAddress)
 MACAddress R MACAddress
 TimeStamp R string
 HTCapabilities R base64(1)
 VHTCapabilities R base64(2:6)
 HECapabilities R base64(4:14) !obsoleted
 ClientCapabilities R base64 ^2.15
 LastDataDownlinkRate R unsignedInt
 LastDataUplinkRate R unsignedInt
 UtilizationReceive R unsignedLong
 UtilizationTransmit R unsignedLong
 EstMACDataRateDownlink R unsignedInt
 EstMACDataRateUplink R unsignedInt
 SignalStrength R unsignedInt[:255]
 LastConnectTime R unsignedInt
 BytesSent R StatsCounter64
 BytesReceived R StatsCounter64
 PacketsSent R StatsCounter64
 PacketsReceived R StatsCounter64
 ErrorsSent R StatsCounter64
 ErrorsReceived R StatsCounter64
 RetransCount R StatsCounter64
 MeasurementReport R list of base64
 NumberOfMeasureReports R unsignedInt
 IPV4Address R IPv4Address
 IPV6Address R IPv6Address
 Hostname R string
 CellularDataPreference W {Excluded "Should not use" "Should use"} ^2.15
 ReAssociationDelay W unsignedInt[:65535] ^2.15
 SleepMode R {Not_Asleep WNM_Sleep_Mode TPU_Sleep "TDLS_Peer_Power_Save_Mode_(PSM)" AP_PS-Poll TWT_Sleep Light_Sleep Deep_Sleep} ^2.17
 SecurityAssociation R {PMKSA PMK-R0 PMK-R1 Mesh_PMKSA Mesh_TKSA PTKSA GTKSA IGTKSA Mesh_GTKSA BIGTKSA TPKSA Other} ^2.17
 TIDQueueSizesNumberOfEntries R unsignedInt ^2.15
Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.BSS.{i}.STA.{i}.MultiAPSTA. R ^2.15
 AssociationTime R dateTime
 Noise R unsignedInt[:255]
 SteeringHistoryNumberOfEntries R unsignedInt
Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.BSS.{i}.STA.{i}.MultiAPSTA.SteeringSummaryStats. R ^2.15
 NoCandidateAPFailures R StatsCounter64
 BlacklistAttempts R StatsCounter64
 BlacklistSuccesses R StatsCounter64
 BlacklistFailures R StatsCounter64
 BTMAttempts R StatsCounter64
 BTMSuccesses R StatsCounter64
 BTMFailures R StatsCounter64
 BTMQueryResponses R StatsCounter64
 LastSteerTime R unsignedInt
Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.BSS.{i}.STA.{i}.MultiAPSTA.SteeringHistory.{i}. R ^2.15 functional(Time,APOrigin,APDestination)
 Time R dateTime
 APOrigin R string
 TriggerEvent R {Unknown "Wi-Fi Channel Utilization" "Wi-Fi Link Quality" "Backhaul Link Utilization"}
 SteeringApproach R {Blacklist "BTM Request" "Async BTM Query"}
 APDestination R string
 SteeringDuration R unsignedInt
Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.BSS.{i}.STA.{i}.WiFi6Capabilities. R ^2.15
 HE160 R boolean
 HE8080 R boolean
 MCSNSS R base64(4:12)
 SUBeamformer R boolean
 SUBeamformee R boolean
 MUBeamformer R boolean
 Beamformee80orLess R boolean
 BeamformeeAbove80 R boolean
 ULMUMIMO R boolean
 ULOFDMA R boolean
 DLOFDMA R boolean ^2.17
 MaxDLMUMIMO R unsignedInt[:255]
 MaxULMUMIMO R unsignedInt[:255]
 MaxDLOFDMA R unsignedInt[:255]
 MaxULOFDMA R unsignedInt[:255]
 RTS R boolean
 MURTS R boolean
 MultiBSSID R boolean
 MUEDCA R boolean
 TWTRequestor R boolean
 TWTResponder R boolean
 SpatialReuse R boolean
 AnticipatedChannelUsage R boolean
Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.BSS.{i}.STA.{i}.TIDQueueSizes.{i}. R ^2.15 functional(TID)
 TID R unsignedInt[:255]
 Size R unsignedInt[:255]
Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.MultiAPRadio. R ^2.15
 RadarDetections R list(:1024) of unsignedInt
Device.WiFi.DataElements.Network.Device.{i}.Radio.{i}.UnassociatedSTA.{i}. R ^2.13 functional(MACAddress)
 MACAddress R MACAddress
 SignalStrength R unsignedInt[:255]
 OperatingClass R unsignedInt[:255] ^2.17
 Channel R unsignedInt[:255] ^2.17
Device.WiFi.DataElements.Network.Device.{i}.WPS. R ^2.17
 Enable W boolean
 Status R {Disabled Error Unconfigured Configured SetupLocked InProgress}
Device.WiFi.DataElements.Network.Device.{i}.APMLD.{i}. R ^2.17 functional(MLDMACAddress)
 MLDMACAddress R MACAddress
 TIDLinkMapNumberOfEntries R unsignedInt
 AffiliatedAPNumberOfEntries R unsignedInt
 STAMLDNumberOfEntries R unsignedInt
Device.WiFi.DataElements.Network.Device.{i}.APMLD.{i}.APMLDConfig. R ^2.17
 EMLMREnabled R boolean
 EMLSREnabled R boolean
 STREnabled R boolean
 NSTREnabled R boolean
 TIDLinkMapNegotiation R boolean
Device.WiFi.DataElements.Network.Device.{i}.APMLD.{i}.TIDLinkMap.{i}. R ^2.17 functional(TID)
 Direction R {Up Down}
 TID R unsignedInt[0:255]
 BSSID R MACAddress
 LinkID R unsignedInt[0:255]
Device.WiFi.DataElements.Network.Device.{i}.APMLD.{i}.AffiliatedAP.{i}. R ^2.17 functional(BSSID)
 BSSID R MACAddress
 LinkID R unsignedInt[0:255]
 RUID R base64
 DisabledSubChannels R unsignedInt[0:65535]
 PacketsSent R StatsCounter32
 PacketsReceived R StatsCounter32
 UnicastBytesSent R StatsCounter32
 UnicastBytesReceived R StatsCounter32
 ErrorsSent R StatsCounter32
 MulticastBytesSent R StatsCounter32
 MulticastBytesReceived R StatsCounter32
 BroadcastBytesSent R StatsCounter32
 BroadcastBytesReceived R StatsCounter32
 EstServiceParametersBE R base64(:3)
 EstServiceParametersBK R base64(:3)
 EstServiceParametersVI R base64(:3)
 EstServiceParametersVO R base64(:3)
Device.WiFi.DataElements.Network.Device.{i}.APMLD.{i}.STAMLD.{i}. R ^2.17 functional(MLDMACAddress)
 MLDMACAddress R MACAddress
 Hostname R string
 IPv4Address R IPv4Address
 IPv6Address R IPv6Address
 IsbSTA R boolean
 LastConnectTime R unsignedInt
 BytesSent R StatsCounter32
 BytesReceived R StatsCounter32
 PacketsSent R StatsCounter32
 PacketsReceived R StatsCounter32
 ErrorsSent R StatsCounter32
 ErrorsReceived R StatsCounter32
 RetransCount R StatsCounter32
 STATIDLinkMapNumberOfEntries R unsignedInt
 AffiliatedSTANumberOfEntries R unsignedInt
Device.WiFi.DataElements.Network.Device.{i}.APMLD.{i}.STAMLD.{i}.WiFi7Capabilities. R ^2.17
 EMLMRSupport R boolean
 EMLSRSupport R boolean
 STRSupport R boolean
 NSTRSupport R boolean
 TIDLinkMapNegotiation R boolean
Device.WiFi.DataElements.Network.Device.{i}.APMLD.{i}.STAMLD.{i}.STAMLDConfig. R ^2.17
 EMLMREnabled R boolean
 EMLSREnabled R boolean
 STREnabled R boolean
 NSTREnabled R boolean
 TIDLinkMapNegotiation R boolean
Device.WiFi.DataElements.Network.Device.{i}.APMLD.{i}.STAMLD.{i}.STATIDLinkMap.{i}. R ^2.17 functional(TID)
 Direction R {Up Down}
 TID R unsignedInt[0:255]
 BSSID R MACAddress
 LinkID R unsignedInt[0:255]
Device.WiFi.DataElements.Network.Device.{i}.APMLD.{i}.STAMLD.{i}.AffiliatedSTA.{i}. R ^2.17 functional(MACAddress)
 MACAddress R MACAddress
 BSSID R MACAddress
 BytesSent R StatsCounter32
 BytesReceived R StatsCounter32
 PacketsSent R StatsCounter32
 PacketsReceived R StatsCounter32
 ErrorsSent R StatsCounter32
 SignalStrength R unsignedInt[:255]
 EstMACDataRateDownlink R unsignedInt
 EstMACDataRateUplink R unsignedInt
 LastDataDownlinkRate R unsignedInt
 LastDataUplinkRate R unsignedInt
 UtilizationReceive R unsignedLong
 UtilizationTransmit R unsignedLong
Device.WiFi.DataElements.Network.Device.{i}.bSTAMLD. R ^2.17
 MLDMACAddress R MACAddress
 BSSID R MACAddress
 AffiliatedbSTAList R list of MACAddress
Device.WiFi.DataElements.Network.Device.{i}.bSTAMLD.bSTAMLDConfig. R ^2.17
 EMLMREnabled R boolean
 EMLSREnabled R boolean
 STREnabled R boolean
 NSTREnabled R boolean
 TIDLinkMapNegotiation R boolean
Device.WiFi.DataElements.AssociationEvent. R ^2.13
 AssociationEventDataNumberOfEntries R unsignedInt !deprecated
Device.WiFi.DataElements.AssociationEvent.AssociationEventData.{i}. R ^2.13 !deprecated
 TimeStamp R string
 BSSID R MACAddress
 MACAddress R MACAddress
 StatusCode R unsignedInt
 HTCapabilities R base64(1)
 VHTCapabilities R base64(2:6)
 HECapabilities R base64(4:14) !deprecated
 ClientCapabilities R base64 ^2.16
Device.WiFi.DataElements.AssociationEvent.AssociationEventData.{i}.WiFi6Capabilities. R ^2.15 !deprecated
 HE160 R boolean
 HE8080 R boolean
 MCSNSS R base64(4:12)
 SUBeamformer R boolean
 SUBeamformee R boolean
 MUBeamformer R boolean
 Beamformee80orLess R boolean
 BeamformeeAbove80 R boolean
 ULMUMIMO R boolean
 ULOFDMA R boolean
 DLOFDMA R boolean ^2.17
 MaxDLMUMIMO R unsignedInt[:255]
 MaxULMUMIMO R unsignedInt[:255]
 MaxDLOFDMA R unsignedInt[:255]
 MaxULOFDMA R unsignedInt[:255]
 RTS R boolean
 MURTS R boolean
 MultiBSSID R boolean
 MUEDCA R boolean
 TWTRequestor R boolean
 TWTResponder R boolean
 SpatialReuse R boolean
 AnticipatedChannelUsage R boolean
Device.WiFi.DataElements.DisassociationEvent. R ^2.13
 DisassociationEventDataNumberOfEntries R unsignedInt !deprecated
Device.WiFi.DataElements.DisassociationEvent.DisassociationEventData.{i}. R ^2.13 !deprecated
 BSSID R MACAddress
 MACAddress R MACAddress
 ReasonCode R unsignedInt
 BytesSent R StatsCounter64
 BytesReceived R StatsCounter64
 PacketsSent R StatsCounter64
 PacketsReceived R StatsCounter64
 ErrorsSent R StatsCounter32
 ErrorsReceived R StatsCounter32
 RetransCount R StatsCounter32
 TimeStamp R string
 LastDataDownlinkRate R unsignedInt ^2.17
 LastDataUplinkRate R unsignedInt ^2.17
 UtilizationReceive R unsignedLong ^2.17
 UtilizationTransmit R unsignedLong ^2.17
 EstMACDataRateDownlink R unsignedInt ^2.17
 EstMACDataRateUplink R unsignedInt ^2.17
 SignalStrength R unsignedInt[:255] ^2.17
 LastConnectTime R unsignedInt ^2.17
 Noise R unsignedInt[:255] ^2.17
 InitiatedBy R {STA EasyMesh_Agent EasyMesh_Controller DE_Collector Unknown} ^2.17
Device.WiFi.DataElements.FailedConnectionEvent. R ^2.15
 FailedConnectionEventDataNumberOfEntries R unsignedInt !deprecated
Device.WiFi.DataElements.FailedConnectionEvent.FailedConnectionEventData.{i}. R ^2.15 !deprecated
 BSSID R MACAddress ^2.17
 MACAddress R MACAddress
 StatusCode R unsignedInt
 ReasonCode R unsignedInt
 TimeStamp R string
Device.WiFi.Radio.{i}. R ^2.0 key(Alias) key(Name)
 Enable W boolean
 Status R {Up Down Unknown Dormant NotPresent LowerLayerDown Error?}
 Alias O Alias
 Name R string(:64)
 LastChange R unsignedInt canDeny
 LowerLayers W list(:1024) of string ->*
 Upstream R boolean
 MaxBitRate R unsignedInt
 SupportedFrequencyBands R list of {2.4GHz 5GHz 6GHz^2.16}
 OperatingFrequencyBand W string =SupportedFrequencyBands
 SupportedStandards R list of {a b g n ac ax be^2.17}
 OperatingStandards W list of string =SupportedStandards
 PossibleChannels R list(:1024) of string
 ChannelsInUse R list(:1024) of string canDeny
 Channel W unsignedInt[1:255]
 AutoChannelSupported R boolean
 AutoChannelEnable W boolean
 AutoChannelRefreshPeriod W unsignedInt
 ChannelLastChange R unsignedInt ^2.12 canDeny
 ChannelLastSelectionReason R {Manual Auto_Startup Auto_User Auto_Refresh Auto_Dynamic Auto_DFS Unknown} ^2.12
 MaxSupportedSSIDs R unsignedInt[1:] ^2.12
 MaxSupportedAssociations R unsignedInt[1:] ^2.12
 FirmwareVersion R string(:64) ^2.12
 SupportedOperatingChannelBandwidths R list of {20MHz 40MHz 80MHz 160MHz 80+80MHz 320MHz-1^2.17 320MHz-2^2.17 Auto} ^2.12
 OperatingChannelBandwidth W string =SupportedOperatingChannelBandwidths
 CurrentOperatingChannelBandwidth R {20MHz 40MHz 80MHz 160MHz 80+80MHz 320MHz-1^2.17 320MHz-2^2.17} ^2.11
 ExtensionChannel W {AboveControlChannel BelowControlChannel Auto}
 GuardInterval W {400nsec 800nsec 1xLTF_0.8us^2.14 1xLTF_1.6us^2.14 2xLTF_0.8us^2.14 2xLTF_1.6us^2.14 4xLTF_0.8us^2.14 4xLTF_3.2us^2.14 Auto}
 CenterFrequencySegement0 W unsignedInt ^2.13 !deleted
 CenterFrequencySegement1 W unsignedInt ^2.13 !deleted
 CenterFrequencySegment0 W unsignedInt ^2.14
 CenterFrequencySegment1 W unsignedInt ^2.14
 MCS W int[-1:15,16:31]
 TransmitPowerSupported R list(:64) of int[-1:100]
 TransmitPower W int[-1:100]
 IEEE80211hSupported R boolean
 IEEE80211hEnabled W boolean
 RegulatoryDomain W string(3) ~"[A-Z][A-Z][ OI]"
 RetryLimit W unsignedInt[0:7] ^2.8
 CCARequest W hexBinary(11) ^2.8
 CCAReport R hexBinary(12) ^2.8
 RPIHistogramRequest W hexBinary(11) ^2.8
 RPIHistogramReport R hexBinary(19) ^2.8
 FragmentationThreshold W unsignedInt ^2.8
 RTSThreshold W unsignedInt ^2.8
 LongRetryLimit W unsignedInt ^2.8
 BeaconPeriod W unsignedInt ^2.8
 DTIMPeriod W unsignedInt ^2.8
 PacketAggregationEnable W boolean ^2.8
 PreambleType W {short long auto} ^2.8
 BasicDataTransmitRates W list of string ^2.8
 SupportedDataTransmitRates R list of string ^2.8
 OperationalDataTransmitRates W list of string ^2.8
 EnableRRM W boolean ^2.14
 ManagementPacketRate W unsignedInt ^2.15
Device.WiFi.CCAMeasurementDiagnostic. R ^2.15
 DiagnosticsState W DiagnosticsState
 Channel W unsignedInt
 Frequency W {2.4GHz 5GHz 6GHz^2.16} ^2.16
 DwellTime W unsignedInt
 CCAReport R hexBinary(12)
Device.WiFi.RemoteMeasurementDiagnostic. R ^2.15
 DiagnosticsState W DiagnosticsState
 TargetBSS W MACAddress
 Timeout W unsignedInt
 OperatingClass W unsignedInt[:255]
 Channel W unsignedInt
 SignalStrength R unsignedInt[:255]
 Noise R unsignedInt[:255]
Device.WiFi.NeighboringWiFiDiagnostic. R ^2.7
 DiagnosticsState W DiagnosticsState{None* Requested Canceled? Complete* Error?* Completed*!deleted}
 ResultNumberOfEntries R unsignedInt
Device.WiFi.NeighboringWiFiDiagnostic.Result.{i}. R ^2.7 functional(BSSID)
 Radio R string ->Device.WiFi.Radio.
 SSID R string(:32)
 BSSID R MACAddress
 Mode R {AdHoc Infrastructure}
 Channel R unsignedInt[1:255]
 SignalStrength R int[-200:0]
 SecurityModeEnabled R {None WEP WPA WPA2 WPA-WPA2 WPA-Enterprise WPA2-Enterprise WPA-WPA2-Enterprise WPA3-SAE WPA2-PSK-WPA3-SAE WPA3-Enterprise OWE^2.16}
 EncryptionMode R list of {TKIP AES}
 OperatingFrequencyBand R {2.4GHz 5GHz 6GHz^2.16}
 SupportedStandards R list of {a b g n ac ax be^2.17}
 OperatingStandards R list of string =SupportedStandards
 OperatingChannelBandwidth R {20MHz 40MHz 80MHz 160MHz 320MHz-1^2.17 320MHz-2^2.17 Auto}
 BeaconPeriod R unsignedInt
 Noise R int[-200:0]
 BasicDataTransferRates R list(:256) of string
 SupportedDataTransferRates R list(:256) of string
 DTIMPeriod R unsignedInt
Device.WiFi.Radio.{i}.Stats. R ^2.0
 CtsReceived R StatsCounter64 ^2.14
 NoCtsReceived R StatsCounter64 ^2.14
 FrameHeaderError R StatsCounter64 ^2.14
 GoodPLCPReceived R StatsCounter64 ^2.14
 DPacketOtherMACReceived R StatsCounter64 ^2.14
 MPacketOtherMACReceived R StatsCounter64 ^2.14
 CPacketOtherMACReceived R StatsCounter64 ^2.14
 CtsOtherMACReceived R StatsCounter64 ^2.14
 RtsOtherMACReceived R StatsCounter64 ^2.14
 BytesSent R unsignedLong canDeny
 BytesReceived R unsignedLong canDeny
 PacketsSent R unsignedLong canDeny
 PacketsReceived R unsignedLong canDeny
 ErrorsSent R unsignedInt canDeny
 ErrorsReceived R unsignedInt canDeny
 DiscardPacketsSent R unsignedInt canDeny
 DiscardPacketsReceived R unsignedInt canDeny
 PLCPErrorCount R unsignedInt ^2.7
 FCSErrorCount R unsignedInt ^2.7
 InvalidMACCount R unsignedInt ^2.7
 PacketsOtherReceived R unsignedInt ^2.7
 Noise R int ^2.8
 TotalChannelChangeCount R unsignedInt ^2.12
 ManualChannelChangeCount R unsignedInt ^2.12
 AutoStartupChannelChangeCount R unsignedInt ^2.12
 AutoUserChannelChangeCount R unsignedInt ^2.12
 AutoRefreshChannelChangeCount R unsignedInt ^2.12
 AutoDynamicChannelChangeCount R unsignedInt ^2.12
 AutoDFSChannelChangeCount R unsignedInt ^2.12
Device.WiFi.SSID.{i}. W ^2.0 key(Alias) key(Name) functional(BSSID)
 Enable W boolean
 Status R {Up Down Unknown Dormant NotPresent LowerLayerDown Error?}
 Alias O Alias
 Name R string(:64)
 LastChange R unsignedInt canDeny
 LowerLayers W list(:1024) of string ->*
 BSSID R MACAddress
 MACAddress R MACAddress
 SSID W string(:32)
 MLDUnit W int[-1,0:24] ^2.17
 Upstream R boolean ^2.12
 ATFEnable W boolean ^2.14
 FlushATFTable W boolean ^2.14
 SetATF W unsignedInt[0:100] ^2.14
Device.WiFi.SSID.{i}.Stats. R ^2.0
 BytesSent R unsignedLong canDeny
 BytesReceived R unsignedLong canDeny
 PacketsSent R unsignedLong canDeny
 PacketsReceived R unsignedLong canDeny
 ErrorsSent R unsignedInt
 RetransCount R unsignedInt ^2.7
 FailedRetransCount R unsignedInt ^2.7
 RetryCount R unsignedInt ^2.7
 MultipleRetryCount R unsignedInt ^2.7
 ACKFailureCount R unsignedInt ^2.7
 AggregatedPacketCount R unsignedInt ^2.7
 ErrorsReceived R unsignedInt canDeny
 UnicastPacketsSent R unsignedLong canDeny
 UnicastPacketsReceived R unsignedLong canDeny
 DiscardPacketsSent R unsignedInt canDeny
 DiscardPacketsReceived R unsignedInt canDeny
 MulticastPacketsSent R unsignedLong canDeny
 MulticastPacketsReceived R unsignedLong canDeny
 BroadcastPacketsSent R unsignedLong canDeny
 BroadcastPacketsReceived R unsignedLong canDeny
 UnknownProtoPacketsReceived R unsignedInt canDeny
 DiscardPacketsSentBufOverflow R StatsCounter64 ^2.14
 DiscardPacketsSentNoAssoc R StatsCounter64 ^2.14
 FragSent R StatsCounter64 ^2.14
 SentNoAck R StatsCounter64 ^2.14
 DupReceived R StatsCounter64 ^2.14
 TooLongReceived R StatsCounter64 ^2.14
 TooShortReceived R StatsCounter64 ^2.14
 AckUcastReceived R StatsCounter64 ^2.14
Device.WiFi.AccessPoint.{i}. W ^2.0 key(Alias) functional(SSIDReference)
 Enable W boolean
 Status R {Disabled Enabled Error_Misconfigured Error?}
 Alias O Alias
 SSIDReference W string(:256) ->#.SSID.
 SSIDAdvertisementEnabled W boolean
 RetryLimit W unsignedInt[0:7] !deleted
 WMMCapability R boolean
 UAPSDCapability R boolean
 WMMEnable W boolean
 UAPSDEnable W boolean
 AssociatedDeviceNumberOfEntries R unsignedInt
 MaxAssociatedDevices W unsignedInt ^2.4 !deleted
 IsolationEnable W boolean ^2.4
 MACAddressControlEnabled W boolean ^2.9
 AllowedMACAddress W list of MACAddress ^2.9
 MaxAllowedAssociations W unsignedInt ^2.12
 CpeOperationMode W {Router Bridge/Extender} ^2.14
Device.WiFi.AccessPoint.{i}.Security. R ^2.0
 ModesSupported R list of {None WEP-64 WEP-128 WPA-Personal WPA2-Personal WPA3-Personal WPA-WPA2-Personal WPA3-Personal-Transition WPA-Enterprise WPA2-Enterprise WPA3-Enterprise WPA-WPA2-Enterprise OWE^2.16}
 ModeEnabled W string =ModesSupported
 EncryptionMode W list of {TKIP AES} ^2.14
 WEPKey W hexBinary(5,13) secured
 PreSharedKey W hexBinary(:32) secured
 KeyPassphrase W string(8:63) secured
 RekeyingInterval W unsignedInt
 SAEPassphrase W string ^2.13 secured
 RadiusServerIPAddr W IPAddress
 SecondaryRadiusServerIPAddr W IPAddress ^2.5
 RadiusServerPort W unsignedInt
 SecondaryRadiusServerPort W unsignedInt ^2.5
 RadiusSecret W string secured
 SecondaryRadiusSecret W string ^2.5 secured
 MFPConfig W {Disabled Optional Required} ^2.11
 SPPAMSDU W {Disabled Capable Required} ^2.16
 TransitionDisableIndication W boolean ^2.16
 Reset W boolean ^2.4 command
Device.WiFi.AccessPoint.{i}.WPS. R ^2.0
 Enable W boolean
 ConfigMethodsSupported R list of {USBFlashDrive Ethernet Label Display ExternalNFCToken IntegratedNFCToken NFCInterface PushButton PIN PhysicalPushButton PhysicalDisplay VirtualPushButton VirtualDisplay}
 ConfigMethodsEnabled W list of string =ConfigMethodsSupported
 Status R {Disabled Error Unconfigured Configured SetupLocked} ^2.11
 Version R string ^2.11
 PIN W string(:8) ~"\\d{4}|\\d{8}" ^2.11 secured
Device.WiFi.AccessPoint.{i}.AssociatedDevice.{i}. R ^2.0 functional(MACAddress)
 MACAddress R MACAddress
 Type R string ^2.14
 SetStaATF W unsignedInt[0:100] ^2.14
 OperatingStandard R {a b g n ac ax be^2.17} ^2.10
 AuthenticationState R boolean
 LastDataDownlinkRate R unsignedInt[1000:] canDeny
 MaxSupportedDataDownlinkRate R unsignedInt[1000:] ^2.17
 LastDataUplinkRate R unsignedInt[1000:] canDeny
 MaxSupportedDataUplinkRate R unsignedInt[1000:] ^2.17
 AssociationTime R dateTime ^2.12
 SignalStrength R int[-200:0]
 Noise R int[-200:0] ^2.12
 SNR R unsignedInt ^2.17
 Retransmissions R unsignedInt[0:100]
 Active R boolean
 MaxSupportedBandwidth R {20MHz 40MHz 80MHz 160MHz 320MHz Unknown} ^2.17
Device.WiFi.AccessPoint.{i}.AssociatedDevice.{i}.Stats. R ^2.8
 BytesSent R StatsCounter64
 BytesReceived R StatsCounter64
 PacketsSent R StatsCounter64
 PacketsReceived R StatsCounter64
 ErrorsSent R StatsCounter32
 ErrorsReceived R StatsCounter32 ^2.14
 RetransCount R StatsCounter32
 FailedRetransCount R StatsCounter32
 RetryCount R StatsCounter32
 MultipleRetryCount R StatsCounter32
Device.WiFi.AccessPoint.{i}.AC.{i}. R 4:4 ^2.8 functional(AccessCategory)
 AccessCategory R {BE BK VI VO}
 Alias O Alias
 AIFSN W unsignedInt[2:15] !obsoleted
 ECWMin W unsignedInt[0:15] !obsoleted
 ECWMax W unsignedInt[0:15] !obsoleted
 TxOpMax W unsignedInt[0:255] !obsoleted
 AckPolicy W boolean
 OutQLenHistogramIntervals W list of string
 OutQLenHistogramSampleInterval W unsignedInt
Device.WiFi.AccessPoint.{i}.AC.{i}.Stats. R ^2.8
 BytesSent R StatsCounter64
 BytesReceived R StatsCounter64
 PacketsSent R StatsCounter64
 PacketsReceived R StatsCounter64
 ErrorsSent R StatsCounter32
 ErrorsReceived R StatsCounter32
 DiscardPacketsSent R StatsCounter32
 DiscardPacketsReceived R StatsCounter32
 RetransCount R StatsCounter32
 OutQLenHistogram R list of string
Device.WiFi.AccessPoint.{i}.Accounting. R ^2.5
 Enable W boolean
 ServerIPAddr W IPAddress
 SecondaryServerIPAddr W IPAddress
 ServerPort W unsignedInt
 SecondaryServerPort W unsignedInt
 Secret W string secured
 SecondarySecret W string secured
 InterimInterval W unsignedInt[0,60:]
Device.WiFi.EndPoint.{i}. W ^2.0 key(Alias) functional(SSIDReference)
 Enable W boolean
 Status R {Disabled Enabled Error_Misconfigured Error?}
 Alias O Alias
 ProfileReference W string(:256) ->Profile.
 SSIDReference R string(:256) ->#.SSID.
 ProfileNumberOfEntries R unsignedInt
Device.WiFi.EndPoint.{i}.Stats. R ^2.0
 LastDataDownlinkRate R unsignedInt[1000:600000] canDeny
 LastDataUplinkRate R unsignedInt[1000:600000] canDeny
 SignalStrength R int[-200:0]
 Retransmissions R unsignedInt[0:100]
Device.WiFi.EndPoint.{i}.Security. R ^2.0
 ModesSupported R list of {None WEP-64 WEP-128 WPA-Personal WPA2-Personal WPA3-Personal WPA-WPA2-Personal WPA3-Personal-Transition WPA-Enterprise WPA2-Enterprise WPA3-Enterprise WPA-WPA2-Enterprise OWE^2.16}
Device.WiFi.EndPoint.{i}.Profile.{i}. W ^2.0 key(Alias) functional(SSID,Location,Priority)
 Enable W boolean
 Status R {Active Available Error? Disabled}
 Alias O Alias
 SSID W string(:32)
 Location W string
 Priority W unsignedInt[:255]
Device.WiFi.EndPoint.{i}.Profile.{i}.Security. R ^2.0
 ModeEnabled W string =##.Security.ModesSupported
 WEPKey W hexBinary(5,13) secured
 PreSharedKey W hexBinary(:32) secured
 KeyPassphrase W string(8:63) secured
 SAEPassphrase W string ^2.13 secured
 MFPConfig W {Disabled Optional Required} ^2.11
Device.WiFi.EndPoint.{i}.WPS. R ^2.0
 Enable W boolean
 ConfigMethodsSupported R list of {USBFlashDrive Ethernet Label Display ExternalNFCToken IntegratedNFCToken NFCInterface PushButton PIN PhysicalPushButton PhysicalDisplay VirtualPushButton VirtualDisplay}
 ConfigMethodsEnabled W list of string =ConfigMethodsSupported
 Status R {Disabled Error Unconfigured Configured} ^2.11
 Version R string ^2.11
 PIN W string(:8) ~"\\d{4}|\\d{8}" ^2.11 secured
Device.WiFi.EndPoint.{i}.AC.{i}. R 4:4 ^2.8 functional(AccessCategory)
 AccessCategory R {BE BK VI VO}
 Alias O Alias
 AIFSN W unsignedInt[2:15] !obsoleted
 ECWMin W unsignedInt[0:15] !obsoleted
 ECWMax W unsignedInt[0:15] !obsoleted
 TxOpMax W unsignedInt[0:255] !obsoleted
 AckPolicy W boolean
 OutQLenHistogramIntervals W list of string
 OutQLenHistogramSampleInterval W unsignedInt
Device.WiFi.EndPoint.{i}.AC.{i}.Stats. R ^2.8
 BytesSent R StatsCounter64
 BytesReceived R StatsCounter64
 PacketsSent R StatsCounter64
 PacketsReceived R StatsCounter64
 ErrorsSent R StatsCounter32
 ErrorsReceived R StatsCounter32
 DiscardPacketsSent R StatsCounter32
 DiscardPacketsReceived R StatsCounter32
 RetransCount R StatsCounter32
 OutQLenHistogram R list of string
Device.ZigBee. R ^2.7
 InterfaceNumberOfEntries R unsignedInt
 ZDONumberOfEntries R unsignedInt
Device.ZigBee.Interface.{i}. R ^2.7 key(Alias) key(Name) functional(ZDOReference)
 Enable W boolean
 Status R {Up Down Unknown Dormant NotPresent LowerLayerDown Error?}
 Alias O Alias
 Name R string(:64)
 LastChange R unsignedInt canDeny
 LowerLayers W list(:1024) of string ->*
 IEEEAddress R IEEE_EUI64 forceDefaultEnabled
 NetworkAddress R ZigBeeNetworkAddress
 ZDOReference R string(:256) ->#.ZDO.
 AssociatedDeviceNumberOfEntries R unsignedInt
Device.ZigBee.Interface.{i}.Stats. R ^2.7
 BytesSent R StatsCounter64 canDeny
 BytesReceived R StatsCounter64 canDeny
 PacketsSent R StatsCounter64 canDeny
 PacketsReceived R StatsCounter64 canDeny
 ErrorsSent R StatsCounter32 canDeny
 ErrorsReceived R StatsCounter32 canDeny
 UnicastPacketsSent R StatsCounter32 canDeny
 UnicastPacketsReceived R StatsCounter32 canDeny
 DiscardPacketsSent R StatsCounter32 canDeny
 DiscardPacketsReceived R StatsCounter32 canDeny
 MulticastPacketsSent R StatsCounter32 canDeny
 MulticastPacketsReceived R StatsCounter32 canDeny
 BroadcastPacketsSent R StatsCounter32 canDeny
 BroadcastPacketsReceived R StatsCounter32 canDeny
 UnknownPacketsReceived R StatsCounter32 canDeny
Device.ZigBee.Interface.{i}.AssociatedDevice.{i}. R ^2.7 functional(IEEEAddress,NetworkAddress)
 IEEEAddress R IEEE_EUI64
 NetworkAddress R ZigBeeNetworkAddress
 Active R boolean
 ZDOReference R string(:256) ->##.ZDO.
Device.ZigBee.ZDO.{i}. R ^2.7 functional(IEEEAddress,NetworkAddress)
 Alias O Alias
 IEEEAddress R IEEE_EUI64
 NetworkAddress R ZigBeeNetworkAddress
 BindingTableNumberOfEntries R unsignedInt
 GroupNumberOfEntries R unsignedInt
 ApplicationEndpointNumberOfEntries R unsignedInt
Device.ZigBee.ZDO.{i}.NodeDescriptor. R ^2.7
 LogicalType R {ZC ZR ZED}
 ComplexDescriptorSupported R boolean
 UserDescriptorSupported R boolean
 FrequencyBand R list of {868-868.6 902-928 2400-2483.5}
 MACCapability R list of {AlternatePANCoordinator FFD MainsPowerSource OnWhenIdle SecureCommunication}
 ManufactureCode R unsignedInt[:65535]
 MaximumBufferSize R unsignedInt[:128]
 MaximumIncomingTransferSize R unsignedInt[:32768]
 MaximumOutgoingTransferSize R unsignedInt[:32768]
 ServerMask R list of {PrimaryTrustCenter PrimaryBindingTableCache BackupBindingTableCache PrimaryDiscoveryCache BackupDiscoveryCache NetworkManager}
 DescriptorCapability R list of {ExtendedActiveEndpointListAvailable ExtendedSimpleDescriptorListAvailable}
Device.ZigBee.ZDO.{i}.PowerDescriptor. R ^2.7
 CurrentPowerMode R {Synchronized Periodic Manual}
 AvailablePowerSource R list of {Constant Rechargeable Disposable}
 CurrentPowerSource R {Constant Rechargeable Disposable}
 CurrentPowerSourceLevel R {Critical 33 66 100}
Device.ZigBee.ZDO.{i}.UserDescriptor. R ^2.7
 DescriptorAvailable R boolean
 Description R string(:16)
Device.ZigBee.ZDO.{i}.ComplexDescriptor. R ^2.7
 DescriptorAvailable R boolean
 Language R string
 CharacterSet R string
 ManufacturerName R string
 ModelName R string
 SerialNumber R string
 DeviceURL R URL
 Icon R hexBinary(:65535)
 IconURL R URL
Device.ZigBee.ZDO.{i}.Security. R ^2.7
 TrustCenterAddress R IEEE_EUI64
 SecurityLevel R {None MIC-32 MIC-64 MIC-128 ENC ENC-MIC-32 ENC-MIC-64 ENC-MIC-128}
 TimeOutPeriod R unsignedInt[:65535]
Device.ZigBee.ZDO.{i}.Network. R ^2.7
 NeighborNumberOfEntries R unsignedInt
Device.ZigBee.ZDO.{i}.Network.Neighbor.{i}. R ^2.7 functional(Neighbor)
 Neighbor R string ->##
 LQI R unsignedInt[:255] canDeny
 Relationship R {Parent Child PrevChild Sibling None}
 PermitJoin R {Accepting NotAccepting Unknown}
 Depth R unsignedInt
Device.ZigBee.ZDO.{i}.NodeManager. R ^2.7
 RoutingTableNumberOfEntries R unsignedInt
Device.ZigBee.ZDO.{i}.NodeManager.RoutingTable.{i}. R ^2.7 functional(DestinationAddress)
 DestinationAddress R string(:4) ~"([0-9A-Fa-f]){4}"
 NextHopAddress R ZigBeeNetworkAddress canDeny
 Status R {Active DiscoveryUnderway DiscoveryFailed Inactive ValidationUnderway}
 MemoryConstrained R boolean
 ManyToOne R boolean
 RouteRecordRequired R boolean
Device.ZigBee.ZDO.{i}.Binding.{i}. W ^2.7 key(Alias)
 Enable W boolean
 Alias O Alias
 SourceEndpoint W unsignedInt[:240]
 SourceAddress W IEEE_EUI64
 ClusterId W unsignedInt[:65535]
 DestinationAddressMode W {Group Endpoint}
 DestinationEndpoint W unsignedInt[:240]
 IEEEDestinationAddress W IEEE_EUI64
 GroupDestinationAddress W ZigBeeNetworkAddress
Device.ZigBee.ZDO.{i}.Group.{i}. W ^2.7 functional(GroupId) key(Alias)
 Enable W boolean
 Alias O Alias
 GroupId W ZigBeeNetworkAddress
 EndpointList W list of string(:256) ->#.ApplicationEndpoint.
Device.ZigBee.ZDO.{i}.ApplicationEndpoint.{i}. W ^2.7 functional(EndpointId) key(Alias)
 Enable W boolean
 Alias O Alias
 EndpointId W unsignedInt[:240]
Device.ZigBee.ZDO.{i}.ApplicationEndpoint.{i}.SimpleDescriptor. R ^2.7
 ProfileId W unsignedInt[:65535]
 DeviceId R unsignedInt[:65535]
 DeviceVersion R unsignedInt[:15]
 InputClusterList W list of unsignedInt[:65535]
 OutputClusterList W list of unsignedInt[:65535]
Device.ZigBee.Discovery. R ^2.7
 AreaNetworkNumberOfEntries R unsignedInt
Device.ZigBee.Discovery.AreaNetwork.{i}. W ^2.7 key(Alias) functional(Coordinator)
 Enable W boolean
 LastUpdate R dateTime
 Status R {Indeterminate InProgress Success Error Error_Timeout?}
 Alias O Alias
 Coordinator W string(:256)
 ZDOReference R string(:256) ->##.ZDO.
 ZDOList R list of string(:256) ->##.ZDO.
Device.Bridging. R ^2.0
 MaxBridgeEntries R unsignedInt
 MaxDBridgeEntries R unsignedInt
 MaxQBridgeEntries R unsignedInt
 MaxVLANEntries R unsignedInt
 MaxProviderBridgeEntries R unsignedInt ^2.7
 ProviderBridgeNumberOfEntries R unsignedInt ^2.7
 MaxFilterEntries R unsignedInt
 BridgeNumberOfEntries R unsignedInt
 FilterNumberOfEntries R unsignedInt
Device.Bridging.Bridge.{i}. W ^2.0 key(Alias)
 Enable W boolean
 Status R {Disabled Enabled Error?}
 Alias O Alias
 Name R string(:64) ^2.16
 Standard W {802.1D-2004 802.1Q-2005 802.1Q-2011}
 AgingTime W unsignedInt[10:1000000] ^2.16
 PortNumberOfEntries R unsignedInt
 VLANNumberOfEntries R unsignedInt
 VLANPortNumberOfEntries R unsignedInt
Device.Bridging.Bridge.{i}.STP. R ^2.16
 Enable W boolean
 Status R {Disabled Enabled Error_Misconfigured Error?}
 Protocol W {STP RSTP}
 BridgePriority W unsignedInt[0:61440/4096]
 HelloTime W unsignedInt[100:1000]
 MaxAge W unsignedInt[600:4000]
 ForwardingDelay W unsignedInt[4:30]
Device.Bridging.Bridge.{i}.Port.{i}. W ^2.0 key(Alias) key(Name)
 Enable W boolean
 Status R {Up Down Unknown Dormant NotPresent LowerLayerDown Error?}
 Alias O Alias
 Name R string(:64)
 LastChange R unsignedInt canDeny
 LowerLayers W list(:1024) of string ->*
 ManagementPort W boolean
 Type W {ProviderNetworkPort CustomerNetworkPort CustomerEdgePort CustomerVLANPort VLANUnawarePort} ^2.7
 DefaultUserPriority W unsignedInt[0:7]
 PriorityRegeneration W list<8> of unsignedInt[0:7]
 PortState R {Disabled Blocking Listening Learning Forwarding Broken}
 PVID W int[1:4094]
 TPID W unsignedInt ^2.7
 AcceptableFrameTypes W {AdmitAll AdmitOnlyVLANTagged? AdmitOnlyPrioUntagged?}
 IngressFiltering W boolean
 ServiceAccessPrioritySelection W boolean ^2.7
 ServiceAccessPriorityTranslation W list<8> of unsignedInt[0:7] ^2.7
 PriorityTagging W boolean
 PathCost W unsignedInt[0:65535] ^2.16
 Priority W unsignedInt[0:240/16] ^2.16
Device.Bridging.Bridge.{i}.Port.{i}.Stats. R ^2.0
 BytesSent R unsignedLong canDeny
 BytesReceived R unsignedLong canDeny
 PacketsSent R unsignedLong canDeny
 PacketsReceived R unsignedLong canDeny
 ErrorsSent R unsignedInt canDeny
 ErrorsReceived R unsignedInt canDeny
 UnicastPacketsSent R unsignedLong canDeny
 UnicastPacketsReceived R unsignedLong canDeny
 DiscardPacketsSent R unsignedInt canDeny
 DiscardPacketsReceived R unsignedInt canDeny
 MulticastPacketsSent R unsignedLong canDeny
 MulticastPacketsReceived R unsignedLong canDeny
 BroadcastPacketsSent R unsignedLong canDeny
 BroadcastPacketsReceived R unsignedLong canDeny
 UnknownProtoPacketsReceived R unsignedInt canDeny
Device.Bridging.Bridge.{i}.Port.{i}.PriorityCodePoint. R ^2.7
 PCPSelection W unsignedInt[1:4]
 UseDEI W boolean
 RequireDropEncoding W boolean
 PCPEncoding W list<4> of string(31) ~"([0-7],){15}[0-7]"
 PCPDecoding W list<4> of string(15) ~"([0-7],[0-1],){7}[0-7],[0-1]"
Device.Bridging.Bridge.{i}.VLAN.{i}. W ^2.0 key(Alias) functional(VLANID)
 Enable W boolean
 Alias O Alias
 Name W string(:64)
 VLANID W int[1:4094]
Device.Bridging.Bridge.{i}.VLANPort.{i}. W ^2.0 key(Alias) functional(VLAN,Port)
 Enable W boolean
 Alias O Alias
 VLAN W string(:256) ->#.VLAN.
 Port W string(:256) ->#.Port.
 Untagged W boolean
Device.Bridging.Filter.{i}. W ^2.0 key(Alias)
 Enable W boolean
 Alias O Alias
 Status R {Disabled Enabled Error_Misconfigured Error?}
 Bridge W string(:256) ->#.Bridge.|#.Bridge.{i}.VLAN.
 Order W Order
 Interface W string(:256) ->#.Bridge.{i}.Port.
 DHCPType W {DHCPv4 DHCPv6} ^2.2
 VLANIDFilter W unsignedInt[0:4094]
 EthertypeFilterList W list(:256) of unsignedInt
 EthertypeFilterExclude W boolean
 SourceMACAddressFilterList W list(:512) of string
 SourceMACAddressFilterExclude W boolean
 DestMACAddressFilterList W list(:512) of string
 DestMACAddressFilterExclude W boolean
 SourceMACFromVendorClassIDFilter W string(:255)
 SourceMACFromVendorClassIDFilterv6 W hexBinary(:65535) ^2.2
 SourceMACFromVendorClassIDFilterExclude W boolean
 SourceMACFromVendorClassIDMode W {Exact Prefix Suffix Substring}
 DestMACFromVendorClassIDFilter W string(:255)
 DestMACFromVendorClassIDFilterv6 W hexBinary(:65535) ^2.2
 DestMACFromVendorClassIDFilterExclude W boolean
 DestMACFromVendorClassIDMode W {Exact Prefix Suffix Substring}
 SourceMACFromClientIDFilter W hexBinary(:65535)
 SourceMACFromClientIDFilterExclude W boolean
 DestMACFromClientIDFilter W hexBinary(:65535)
 DestMACFromClientIDFilterExclude W boolean
 SourceMACFromUserClassIDFilter W hexBinary(:65535)
 SourceMACFromUserClassIDFilterExclude W boolean
 DestMACFromUserClassIDFilter W hexBinary(:65535)
 DestMACFromUserClassIDFilterExclude W boolean
 DestIP W IPAddress ^2.6
 DestMask W IPPrefix ^2.6
 DestIPExclude W boolean ^2.6
 SourceIP W IPAddress ^2.6
 SourceMask W IPPrefix ^2.6
 SourceIPExclude W boolean ^2.6
 Protocol W int[-1:255] ^2.6
 ProtocolExclude W boolean ^2.6
 DestPort W int[-1:65535] ^2.6
 DestPortRangeMax W int[-1:65535] ^2.6
 DestPortExclude W boolean ^2.6
 SourcePort W int[-1:65535] ^2.6
 SourcePortRangeMax W int[-1:65535] ^2.6
 SourcePortExclude W boolean ^2.6
Device.Bridging.ProviderBridge.{i}. W ^2.7 key(Alias)
 Enable W boolean
 Status R {Disabled Enabled Error_Misconfigured Error?}
 Alias O Alias
 Type W {S-VLAN PE}
 SVLANcomponent W string(:256) ->#.Bridge.
 CVLANcomponents W list of string(:256) ->#.Bridge.
Device.PPP. R ^2.0
 InterfaceNumberOfEntries R unsignedInt
 SupportedNCPs R list of {ATCP IPCP IPXCP NBFCP IPv6CP} ^2.2
Device.PPP.Interface.{i}. W ^2.0 key(Alias) key(Name)
 Enable W boolean
 Status R {Up Down Unknown Dormant NotPresent LowerLayerDown Error?}
 Alias O Alias
 Name R string(:64)
 LastChange R unsignedInt canDeny
 LowerLayers W list(:1024) of string ->*
 Reset W boolean command
 ConnectionStatus R {Unconfigured Connecting Authenticating Connected PendingDisconnect Disconnecting Disconnected}
 LastConnectionError R {ERROR_NONE ERROR_ISP_TIME_OUT ERROR_COMMAND_ABORTED ERROR_NOT_ENABLED_FOR_INTERNET ERROR_BAD_PHONE_NUMBER ERROR_USER_DISCONNECT ERROR_ISP_DISCONNECT ERROR_IDLE_DISCONNECT ERROR_FORCED_DISCONNECT ERROR_SERVER_OUT_OF_RESOURCES ERROR_RESTRICTED_LOGON_HOURS ERROR_ACCOUNT_DISABLED ERROR_ACCOUNT_EXPIRED ERROR_PASSWORD_EXPIRED ERROR_AUTHENTICATION_FAILURE ERROR_NO_DIALTONE ERROR_NO_CARRIER ERROR_NO_ANSWER ERROR_LINE_BUSY ERROR_UNSUPPORTED_BITSPERSECOND ERROR_TOO_MANY_LINE_ERRORS ERROR_IP_CONFIGURATION ERROR_UNKNOWN}
 AutoDisconnectTime W unsignedInt
 IdleDisconnectTime W unsignedInt
 WarnDisconnectDelay W unsignedInt
 Username W string(:64)
 Password W string(:64) secured
 EncryptionProtocol R {None MPPE}
 CompressionProtocol R {None "Van Jacobson" "STAC LZS"}
 AuthenticationProtocol R {PAP CHAP MS-CHAP}
 MaxMRUSize W unsignedInt[64:65535]
 CurrentMRUSize R unsignedInt[64:65535]
 ConnectionTrigger W {OnDemand AlwaysOn Manual}
 LCPEcho W unsignedInt
 LCPEchoRetry W unsignedInt
 LCPEchoAdaptive W boolean ^2.16
 IPCPEnable W boolean ^2.2
 IPv6CPEnable W boolean ^2.2
Device.PPP.Interface.{i}.PPPoE. R 0:1 ^2.0
 SessionID R unsignedInt[1:]
 ACName W string(:256)
 ServiceName W string(:256)
Device.PPP.Interface.{i}.IPCP. R ^2.0
 LocalIPAddress R IPv4Address
 RemoteIPAddress R IPv4Address
 DNSServers R list<:2> of IPv4Address
 PassthroughEnable W boolean
 PassthroughDHCPPool W string(:256) ->###.DHCPv4.Server.Pool.
Device.PPP.Interface.{i}.IPv6CP. R ^2.2
 LocalInterfaceIdentifier R IPv6Address
 RemoteInterfaceIdentifier R IPv6Address
Device.PPP.Interface.{i}.Stats. R ^2.0
 BytesSent R unsignedLong canDeny
 BytesReceived R unsignedLong canDeny
 PacketsSent R unsignedLong canDeny
 PacketsReceived R unsignedLong canDeny
 ErrorsSent R unsignedInt canDeny
 ErrorsReceived R unsignedInt canDeny
 UnicastPacketsSent R unsignedLong canDeny
 UnicastPacketsReceived R unsignedLong canDeny
 DiscardPacketsSent R unsignedInt canDeny
 DiscardPacketsReceived R unsignedInt canDeny
 MulticastPacketsSent R unsignedLong canDeny
 MulticastPacketsReceived R unsignedLong canDeny
 BroadcastPacketsSent R unsignedLong canDeny
 BroadcastPacketsReceived R unsignedLong canDeny
 UnknownProtoPacketsReceived R unsignedInt canDeny
Device.PPP.Interface.{i}.PPPoA. R 0:1 ^2.2 !deleted
Device.IP. R ^2.0
 IPv4Capable R boolean
 IPv4Enable W boolean ^2.2
 IPv4Status R {Disabled Enabled Error?} ^2.2
 IPv6Capable R boolean ^2.2
 IPv6Enable W boolean ^2.2
 IPv6Status R {Disabled Enabled Error?} ^2.2
 ULAPrefix W IPv6Prefix ^2.2
 InterfaceNumberOfEntries R unsignedInt
 ActivePortNumberOfEntries R unsignedInt
Device.IP.Interface.{i}. W ^2.0 key(Alias) key(Name)
 Enable W boolean
 IPv4Enable W boolean ^2.2
 IPv6Enable W boolean ^2.2
 ULAEnable W boolean ^2.2
 Status R {Up Down Unknown Dormant NotPresent LowerLayerDown Error?}
 Alias O Alias
 Name R string(:64)
 LastChange R unsignedInt canDeny
 LowerLayers W list(:1024) of string ->*
 Router W string(:256) ->##.Routing.Router.
 Reset W boolean command
 MaxMTUSize W unsignedInt[64:65535]
 Type R {Normal Loopback Tunnel Tunneled}
 Loopback W boolean
 IPv4AddressNumberOfEntries R unsignedInt
 IPv6AddressNumberOfEntries R unsignedInt ^2.2
 IPv6PrefixNumberOfEntries R unsignedInt ^2.2
 AutoIPEnable W boolean
 TWAMPReflectorNumberOfEntries R unsignedInt ^2.12
Device.IP.Interface.{i}.IPv4Address.{i}. W ^2.0 key(Alias) functional(IPAddress,SubnetMask)
 Enable W boolean
 Status R {Disabled Enabled Error_Misconfigured Error?} ^2.2
 Alias O Alias
 IPAddress W IPv4Address
 SubnetMask W IPv4Address
 AddressingType R {DHCP IKEv2 AutoIP IPCP Static}
Device.IP.Interface.{i}.Stats. R ^2.0
 BytesSent R unsignedLong canDeny
 BytesReceived R unsignedLong canDeny
 PacketsSent R unsignedLong canDeny
 PacketsReceived R unsignedLong canDeny
 ErrorsSent R unsignedInt canDeny
 ErrorsReceived R unsignedInt canDeny
 UnicastPacketsSent R unsignedLong canDeny
 UnicastPacketsReceived R unsignedLong canDeny
 DiscardPacketsSent R unsignedInt canDeny
 DiscardPacketsReceived R unsignedInt canDeny
 MulticastPacketsSent R unsignedLong canDeny
 MulticastPacketsReceived R unsignedLong canDeny
 BroadcastPacketsSent R unsignedLong
 BroadcastPacketsReceived R unsignedLong
 UnknownProtoPacketsReceived R unsignedInt canDeny
Device.IP.Interface.{i}.TWAMPReflector.{i}. W ^2.12 key(Alias) functional(Port)
 Enable W boolean
 Status R {Disabled Active Error?}
 Alias O Alias
 Port W unsignedInt[:65535]
 MaximumTTL W unsignedInt[1:255]
 IPAllowedList W list(:255) of string
 PortAllowedList W list(:255) of string
Device.IP.Interface.{i}.IPv6Address.{i}. W ^2.2 key(Alias) functional(IPAddress)
 Enable W boolean
 Status R {Disabled Enabled Error_Misconfigured Error?}
 IPAddressStatus R {Preferred Deprecated Invalid Inaccessible Unknown Tentative Duplicate Optimistic}
 Alias O Alias
 IPAddress W IPv6Address
 Origin R {AutoConfigured DHCPv6 IKEv2 MAP WellKnown Static}
 Prefix W string ->#.IPv6Prefix.
 PreferredLifetime W dateTime
 ValidLifetime W dateTime
 Anycast W boolean
Device.IP.Interface.{i}.IPv6Prefix.{i}. W ^2.2 key(Alias) functional(Prefix)
 Enable W boolean
 Status R {Disabled Enabled Error?}
 PrefixStatus R {Preferred Deprecated Invalid Inaccessible Unknown}
 Alias O Alias
 Prefix W IPv6Prefix
 Origin R {AutoConfigured PrefixDelegation RouterAdvertisement WellKnown Static Child}
 StaticType W {Static Inapplicable* PrefixDelegation Child}
 ParentPrefix W string ->.
 ChildPrefixBits W IPv6Prefix
 OnLink W boolean
 Autonomous W boolean
 PreferredLifetime W dateTime
 ValidLifetime W dateTime
Device.IP.ActivePort.{i}. R ^2.0 functional(LocalIPAddress,LocalPort,RemoteIPAddress,RemotePort)
 LocalIPAddress R IPAddress
 LocalPort R unsignedInt[0:65535]
 RemoteIPAddress R IPAddress
 RemotePort R unsignedInt[0:65535]
 Status R {LISTEN ESTABLISHED}
Device.IP.Diagnostics. R ^2.0
 IPv4PingSupported R boolean ^2.8
 IPv6PingSupported R boolean ^2.8
 IPv4TraceRouteSupported R boolean ^2.8
 IPv6TraceRouteSupported R boolean ^2.8
 IPv4DownloadDiagnosticsSupported R boolean ^2.9
 IPv6DownloadDiagnosticsSupported R boolean ^2.9
 IPv4UploadDiagnosticsSupported R boolean ^2.9
 IPv6UploadDiagnosticsSupported R boolean ^2.9
 IPv4UDPEchoDiagnosticsSupported R boolean ^2.9
 IPv6UDPEchoDiagnosticsSupported R boolean ^2.9
 IPLayerCapacitySupported R boolean ^2.14
 IPv4ServerSelectionDiagnosticsSupported R boolean ^2.9
 IPv6ServerSelectionDiagnosticsSupported R boolean ^2.9
Device.IP.Diagnostics.IPPing. R ^2.0
 DiagnosticsState W DiagnosticsState{None* Requested Canceled? Complete* Error?* Error_CannotResolveHostName* Error_NoRouteToHost* Error_Internal* Error_Other*}
 Interface W string(:256) =>*
 ProtocolVersion W {Any IPv4 IPv6} ^2.8
 Host W string(:256)
 NumberOfRepetitions W unsignedInt[1:]
 Timeout W unsignedInt[1:]
 DataBlockSize W unsignedInt[1:65535]
 DSCP W unsignedInt[0:63]
 IPAddressUsed R IPAddress ^2.8
 SuccessCount R unsignedInt canDeny
 FailureCount R unsignedInt canDeny
 AverageResponseTime R unsignedInt canDeny
 MinimumResponseTime R unsignedInt canDeny
 MaximumResponseTime R unsignedInt
 AverageResponseTimeDetailed R unsignedInt ^2.7 canDeny
 MinimumResponseTimeDetailed R unsignedInt ^2.7 canDeny
 MaximumResponseTimeDetailed R unsignedInt ^2.7
Device.IP.Diagnostics.TraceRoute. R ^2.0
 DiagnosticsState W DiagnosticsState{None* Requested Canceled? Complete* Error?* Error_CannotResolveHostName* Error_NoRouteToHost* Error_MaxHopCountExceeded* Error_Internal* Error_Other*}
 Interface W string(:256) =>*
 ProtocolVersion W {Any IPv4 IPv6} ^2.8
 Host W string(:256)
 NumberOfTries W unsignedInt[1:3]
 Timeout W unsignedInt[1:]
 DataBlockSize W unsignedInt[1:65535]
 DSCP W unsignedInt[0:63]
 MaxHopCount W unsignedInt[1:64]
 RouteHopsNumberOfEntries R unsignedInt canDeny
 IPAddressUsed R IPAddress ^2.8
 ResponseTime R unsignedInt canDeny
Device.IP.Diagnostics.DownloadDiagnostics. R ^2.0
 DiagnosticsState W DiagnosticsState{None* Requested Canceled? Complete* Completed*!deleted Error_CannotResolveHostName* Error_NoRouteToHost* Error_InitConnectionFailed* Error_NoResponse* Error_TransferFailed* Error_PasswordRequestFailed* Error_LoginFailed* Error_NoTransferMode* Error_NoPASV* Error_IncorrectSize* Error_Timeout* Error_Internal* Error_Other*}
 Interface W string(:256) =>*
 DownloadURL W URL
 DownloadTransports R list of {HTTP FTP?}
 DSCP W unsignedInt[0:63]
 EthernetPriority W unsignedInt[0:7]
 TimeBasedTestDuration W unsignedInt[0:999] ^2.9
 TimeBasedTestMeasurementInterval W unsignedInt[0:999] ^2.9
 TimeBasedTestMeasurementOffset W unsignedInt[0:255] ^2.9
 ProtocolVersion W {Any IPv4 IPv6} ^2.9
 NumberOfConnections W unsignedInt[1:] ^2.9
 IPAddressUsed R IPAddress ^2.9 canDeny
 DownloadDiagnosticMaxConnections R unsignedInt[1:] ^2.9
 DownloadDiagnosticsMaxIncrementalResult R unsignedInt[1:] ^2.9
 ROMTime R dateTime canDeny
 BOMTime R dateTime canDeny
 EOMTime R dateTime canDeny
 TestBytesReceived R StatsCounter64
 TotalBytesReceived R StatsCounter64
 TotalBytesSent R StatsCounter64 ^2.9
 TestBytesReceivedUnderFullLoading R StatsCounter64 ^2.9
 TotalBytesReceivedUnderFullLoading R StatsCounter64 ^2.9
 TotalBytesSentUnderFullLoading R StatsCounter64 ^2.9
 PeriodOfFullLoading R unsignedInt ^2.9
 TCPOpenRequestTime R dateTime canDeny
 TCPOpenResponseTime R dateTime canDeny
 PerConnectionResultNumberOfEntries R unsignedInt ^2.9
 EnablePerConnectionResults W boolean ^2.9 canDeny
 IncrementalResultNumberOfEntries R unsignedInt ^2.9
Device.IP.Diagnostics.UploadDiagnostics. R ^2.0
 DiagnosticsState W DiagnosticsState{None* Requested Canceled? Complete* Completed*!deleted Error_CannotResolveHostName* Error_NoRouteToHost* Error_InitConnectionFailed* Error_NoResponse* Error_PasswordRequestFailed* Error_LoginFailed* Error_NoTransferMode* Error_NoPASV* Error_NoCWD* Error_NoSTOR* Error_NoTransferComplete* Error_Timeout* Error_Internal* Error_Other*}
 Interface W string(:256) =>*
 UploadURL W URL
 UploadTransports R list of {HTTP FTP?}
 DSCP W unsignedInt[0:63]
 EthernetPriority W unsignedInt[0:7]
 TestFileLength W unsignedLong
 TimeBasedTestDuration W unsignedInt[0:999] ^2.9
 TimeBasedTestMeasurementInterval W unsignedInt[0:999] ^2.9
 TimeBasedTestMeasurementOffset W unsignedInt[0:255] ^2.9
 ProtocolVersion W {Any IPv4 IPv6} ^2.9
 NumberOfConnections W unsignedInt[1:] ^2.9
 IPAddressUsed R IPAddress ^2.9
 UploadDiagnosticsMaxConnections R unsignedInt[1:] ^2.9
 UploadDiagnosticsMaxIncrementalResult R unsignedInt[1:] ^2.9
 ROMTime R dateTime canDeny
 BOMTime R dateTime canDeny
 EOMTime R dateTime canDeny
 TestBytesSent R StatsCounter64 ^2.9
 TotalBytesReceived R StatsCounter64 ^2.9
 TotalBytesSent R StatsCounter64
 TestBytesSentUnderFullLoading R StatsCounter64 ^2.9
 TotalBytesReceivedUnderFullLoading R StatsCounter64 ^2.9
 TotalBytesSentUnderFullLoading R StatsCounter64 ^2.9
 PeriodOfFullLoading R unsignedInt ^2.9
 TCPOpenRequestTime R dateTime canDeny
 TCPOpenResponseTime R dateTime canDeny
 PerConnectionResultNumberOfEntries R unsignedInt ^2.9
 EnablePerConnectionResults W boolean ^2.9 canDeny
 IncrementalResultNumberOfEntries R unsignedInt ^2.9
Device.IP.Diagnostics.UploadDiagnostics.PerConnectionResult.{i}. R ^2.9
 ROMTime R dateTime canDeny
 BOMTime R dateTime canDeny
 EOMTime R dateTime canDeny
 TestBytesSent R StatsCounter64
 TotalBytesReceived R StatsCounter64 canDeny
 TotalBytesSent R StatsCounter64 canDeny
 TCPOpenRequestTime R dateTime canDeny
 TCPOpenResponseTime R dateTime canDeny
Device.IP.Diagnostics.UploadDiagnostics.IncrementalResult.{i}. R ^2.9
 TestBytesSent R StatsCounter64
 TotalBytesReceived R StatsCounter64
 TotalBytesSent R StatsCounter64
 StartTime R dateTime canDeny
 EndTime R dateTime canDeny
Device.IP.Diagnostics.DownloadDiagnostics.PerConnectionResult.{i}. R ^2.9
 ROMTime R dateTime canDeny
 BOMTime R dateTime canDeny
 EOMTime R dateTime canDeny
 TestBytesReceived R StatsCounter64 canDeny
 TotalBytesReceived R StatsCounter64 canDeny
 TotalBytesSent R StatsCounter64 canDeny
 TCPOpenRequestTime R dateTime canDeny
 TCPOpenResponseTime R dateTime canDeny
Device.IP.Diagnostics.DownloadDiagnostics.IncrementalResult.{i}. R ^2.9
 TestBytesReceived R StatsCounter64 canDeny
 TotalBytesReceived R StatsCounter64
 TotalBytesSent R StatsCounter64
 StartTime R dateTime canDeny
 EndTime R dateTime canDeny
Device.IP.Diagnostics.TraceRoute.RouteHops.{i}. R ^2.0
 Host R string(:256) canDeny
 HostAddress R string canDeny
 ErrorCode R unsignedInt canDeny
 RTTimes R list<1:3> of unsignedInt
Device.IP.Diagnostics.UDPEchoConfig. R ^2.0
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
Device.IP.Diagnostics.UDPEchoDiagnostics. R ^2.9
 DiagnosticsState W DiagnosticsState{None* Requested Canceled? Complete* Completed*!deleted Error_CannotResolveHostName* Error_Internal* Error_Other*} canDeny
 Interface W string(:256) ->.IP.Interface.
 Host W string(:256) canDeny
 Port W unsignedInt[1:65535] canDeny
 NumberOfRepetitions W unsignedInt[1:] canDeny
 Timeout W unsignedInt[1:] canDeny
 DataBlockSize W unsignedInt[1:65535] canDeny
 DSCP W unsignedInt[0:63] canDeny
 InterTransmissionTime W unsignedInt[1:65535] canDeny
 ProtocolVersion W {Any IPv4 IPv6}
 IPAddressUsed R IPAddress
 SuccessCount R unsignedInt
 FailureCount R unsignedInt
 AverageResponseTime R unsignedInt
 MinimumResponseTime R unsignedInt
 MaximumResponseTime R unsignedInt
 EnableIndividualPacketResults W boolean canDeny
 IndividualPacketResultNumberOfEntries R unsignedInt
 UDPEchoDiagnosticsMaxResults R unsignedInt[1:]
Device.IP.Diagnostics.IPLayerCapacityMetrics. R ^2.14
 DiagnosticsState W DiagnosticsState{None* Requested Canceled? Complete* Error_CannotResolveHostName* Error_NoRouteToHost* Error_InitConnectionFailed* Error_NoResponse* Error_PasswordRequestFailed* Error_LoginFailed* Error_RejectedByRemote* Error_IncorrectSize* Error_Timeout* Error_Internal* Error_Other*}
 IPLayerMaxConnections R unsignedInt[1:]
 IPLayerMaxIncrementalResult R unsignedInt[1:]
 IPLayerCapSupportedSoftwareVersion R string(:64) ^2.15
 IPLayerCapSupportedControlProtocolVersion R string(:64) ^2.15
 IPLayerCapSupportedMetrics R list of {IPLR Sampled_RTT IPDV? IPRR? RIPR?}
 Interface W string(:256) =>*
 Role W {Receiver Sender}
 Host W string(:256) !deprecated
 ServerList W list<:100> of string(:256) ^2.17
 Port W unsignedInt[1:65535] !deprecated canDeny
 JumboFramesPermitted W boolean
 NumberOfConnections W unsignedInt[1:] !deprecated
 FlowCount W unsignedInt ^2.17
 MaximumFlows W unsignedInt ^2.17
 EthernetPriority W unsignedInt[0:7]
 DSCP W unsignedInt[0:63]
 ProtocolVersion W {Any IPv4 IPv6}
 UDPPayloadMin W unsignedInt[35:8972]
 UDPPayloadMax W unsignedInt[35:8972]
 UDPPayloadContent W {zeroes ones alternates0and1 random} ^2.15
 PortMin W unsignedInt[49152:65535]
 PortMax W unsignedInt[49152:65535]
 PortOptionalMin W unsignedInt[0,1024:49151]
 PortOptionalMax W unsignedInt[0,1024:49151]
 TestType W {Search Fixed}
 IPDVEnable W boolean
 IPRREnable W boolean
 RIPREnable W boolean ^2.15
 PreambleDuration W unsignedInt[0:5]
 StartSendingRate W unsignedInt[500:40000000]
 StartSendingRateIndex W unsignedInt[0:11108] ^2.16
 NumberTestSubIntervals W unsignedInt[1:100]
 NumberFirstModeTestSubIntervals W unsignedInt[0:100] ^2.15
 TestSubInterval W unsignedInt[100:6000]
 StatusFeedbackInterval W unsignedInt[5:250]
 TimeoutNoTraffic W unsignedInt[5:30] !obsoleted
 TimeoutNoTestTraffic W unsignedInt[500:1000] ^2.15
 TimeoutNoStatusMessage W unsignedInt[500:1000] ^2.15
 Tmax W unsignedInt[50:3000]
 TmaxRTT W unsignedInt[50:3000]
 TimestampResolution W unsignedInt[1:1000]
 SeqErrThresh W unsignedInt[0:100] ^2.15
 ReordDupIgnoreEnable W boolean ^2.15
 LowerThresh W unsignedInt[5:250]
 UpperThresh W unsignedInt[5:250]
 RetryThresh W unsignedInt[1:3000] ^2.16
 HighSpeedDelta W unsignedInt[2:]
 RateAdjAlgorithm W {B C} ^2.16
 SlowAdjThresh W unsignedInt[2:]
 HSpeedThresh W unsignedInt[1:]
 BOMTime R dateTime canDeny
 IncrementalResultNumberOfEntries R unsignedInt
 ModalResultNumberOfEntries R unsignedInt
 EOMTime R dateTime canDeny
 TmaxUsed R unsignedInt
 TestInterval R unsignedInt
 MaxIPLayerCapacity R decimal
 TimeOfMax R dateTime
 MaxETHCapacityNoFCS R decimal ^2.15
 MaxETHCapacityWithFCS R decimal ^2.15
 MaxETHCapacityWithFCSVLAN R decimal ^2.15
 LossRatioAtMax R decimal
 RTTRangeAtMax R decimal
 PDVRangeAtMax R decimal
 MinOnewayDelayAtMax R decimal
 ReorderedRatioAtMax R decimal
 ReplicatedRatioAtMax R decimal ^2.15
 InterfaceEthMbpsAtMax R decimal ^2.15
 IPLayerCapacitySummary R decimal ^2.15
 LossRatioSummary R decimal ^2.15
 RTTRangeSummary R decimal ^2.15
 PDVRangeSummary R decimal ^2.15
 MinOnewayDelaySummary R decimal ^2.15
 MinRTTSummary R decimal ^2.15
 ReorderedRatioSummary R decimal ^2.15
 ReplicatedRatioSummary R decimal ^2.15
 InterfaceEthMbpsSummary R decimal ^2.15
 TmaxRTTUsed R unsignedInt
 TimestampResolutionUsed R unsignedInt
 ActiveFlows R unsignedInt[0:] ^2.17
Device.IP.Diagnostics.IPLayerCapacityMetrics.ModalResult.{i}. R 1: ^2.15
 MaxIPLayerCapacity R decimal
 TimeOfMax R dateTime
 MaxETHCapacityNoFCS R decimal
 MaxETHCapacityWithFCS R decimal
 MaxETHCapacityWithFCSVLAN R decimal
 LossRatioAtMax R decimal
 RTTRangeAtMax R decimal
 PDVRangeAtMax R decimal
 MinOnewayDelayAtMax R decimal
 ReorderedRatioAtMax R decimal
 ReplicatedRatioAtMax R decimal
 InterfaceEthMbpsAtMax R decimal
Device.IP.Diagnostics.IPLayerCapacityMetrics.IncrementalResult.{i}. R ^2.14
 IPLayerCapacity R decimal
 TimeOfSubInterval R dateTime canDeny
 LossRatio R decimal
 RTTRange R decimal
 PDVRange R decimal
 MinOnewayDelay R decimal
 ReorderedRatio R decimal
 ReplicatedRatio R decimal ^2.15
 InterfaceEthMbps R decimal ^2.15
Device.IP.Diagnostics.UDPEchoDiagnostics.IndividualPacketResult.{i}. R ^2.9
 PacketSuccess R boolean
 PacketSendTime R dateTime
 PacketReceiveTime R dateTime
 TestGenSN R unsignedInt
 TestRespSN R unsignedInt
 TestRespRcvTimeStamp R unsignedInt
 TestRespReplyTimeStamp R unsignedInt
 TestRespReplyFailureCount R unsignedInt
Device.IP.Diagnostics.ServerSelectionDiagnostics. R ^2.9
 DiagnosticsState W DiagnosticsState{None* Requested Canceled? Complete* Completed*!deleted Error_CannotResolveHostName* Error_Internal* Error_Other*} canDeny
 Interface W string(:256) ->.IP.Interface.
 ProtocolVersion W {Any IPv4 IPv6}
 Protocol W {ICMP "UDP Echo"}
 HostList W list<:10> of string(:256)
 NumberOfRepetitions W unsignedInt[1:]
 Timeout W unsignedInt[1:]
 FastestHost R string canDeny
 MinimumResponseTime R unsignedInt canDeny
 AverageResponseTime R unsignedInt canDeny
 MaximumResponseTime R unsignedInt
 IPAddressUsed R IPAddress
Device.LLDP. R ^2.8
Device.LLDP.Discovery. R ^2.8
 DeviceNumberOfEntries R unsignedInt
Device.LLDP.Discovery.Device.{i}. R ^2.8 functional(ChassisIDSubtype,ChassisID)
 Interface R string ->*
 ChassisIDSubtype R unsignedInt[:255]
 ChassisID R string(1:255)
 Host R list(:1024) of string(:256) ->###.Hosts.Host.
 PortNumberOfEntries R unsignedInt
Device.LLDP.Discovery.Device.{i}.Port.{i}. R ^2.8 functional(PortIDSubtype,PortID)
 PortIDSubtype R unsignedInt[:255]
 PortID R string(1:255)
 TTL R unsignedInt[:65535]
 PortDescription R string(:255)
 MACAddressList R list<:255> of MACAddress
 LastUpdate R dateTime
Device.LLDP.Discovery.Device.{i}.Port.{i}.LinkInformation. R ^2.8
 InterfaceType R unsignedInt
 MACForwardingTable R list<:255> of MACAddress
Device.LLDP.Discovery.Device.{i}.DeviceInformation. R ^2.8
 DeviceCategory R list of string
 ManufacturerOUI R string(:6) ~"" ~"[0-9A-F]{6}"
 ModelName R string(:31)
 ModelNumber R string(:31)
 VendorSpecificNumberOfEntries R unsignedInt
Device.LLDP.Discovery.Device.{i}.DeviceInformation.VendorSpecific.{i}. R ^2.8 functional(OrganizationCode,InformationType)
 OrganizationCode R string(6) ~"[0-9A-F]{6}"
 InformationType R unsignedInt[:255]
 Information R string(:248)
Device.IPsec. R ^2.5
 Enable W boolean
 Status R {Disabled Enabled Error?}
 AHSupported R boolean
 IKEv2SupportedEncryptionAlgorithms R list of {DES 3DES RC5 IDEA CAST BLOWFISH 3IDEA AES-CBC AES-CTR AES-CCM-8 AES-CCM-12 AES-CCM-16 AES-GCM-8 AES-GCM-12 AES-GCM-16 CAMELLIA-CBC}
 ESPSupportedEncryptionAlgorithms R list of {NULL DES-IV64 DES 3DES RC5 IDEA CAST BLOWFISH 3IDEA DES-IV32 AES-CBC AES-CTR AES-CCM-8 AES-CCM-12 AES-CCM-16 AES-GCM-8 AES-GCM-12 AES-GCM-16 NULL-AUTH-AES-GMAC CAMELLIA-CBC CAMELLIA-CTR CAMELLIA-CCM-8 CAMELLIA-CCM-12 CAMELLIA-CCM-16}
 IKEv2SupportedPseudoRandomFunctions R list of {HMAC-MD5 HMAC-SHA1 HMAC-TIGER AES-128-XCBC HMAC-SHA2-256 HMAC-SHA2-384 HMAC-SHA2-512 AES-128-CMAC}
 SupportedIntegrityAlgorithms R list of {NONE HMAC-MD5-96 HMAC-SHA1-96 DES-MAC KPDK-MD5 AES-XCBC-96 HMAC-MD5-128 HMAC-SHA1-160 AES-CMAC-96 AES-128-GMAC AES-192-GMAC AES-256-GMAC HMAC-SHA2-256-128 HMAC-SHA2-256-192 HMAC-SHA2-256-256}
 SupportedDiffieHellmanGroupTransforms R list of {NONE MODP-768 MODP-1024 MODP-1536 MODP-2048 MODP-3072 MODP-4096 MODP-6144 MODP-8192 ECP-256 ECP-384 ECP-521 MODP-1024-PRIME-160 MODP-2048-PRIME-224 MODP-2048-PRIME-256 ECP-192 ECP-224}
 MaxFilterEntries R unsignedInt
 MaxProfileEntries R unsignedInt
 FilterNumberOfEntries R unsignedInt
 ProfileNumberOfEntries R unsignedInt
 TunnelNumberOfEntries R unsignedInt
 IKEv2SANumberOfEntries R unsignedInt
Device.IPsec.Stats. R ^2.5
 NegotiationFailures R StatsCounter32
 BytesSent R StatsCounter64
 BytesReceived R StatsCounter64
 PacketsSent R StatsCounter64
 PacketsReceived R StatsCounter64
 ErrorsSent R StatsCounter32
 UnknownSPIErrors R StatsCounter32
 DecryptionErrors R StatsCounter32
 IntegrityErrors R StatsCounter32
 ReplayErrors R StatsCounter32
 PolicyErrors R StatsCounter32
 OtherReceiveErrors R StatsCounter32
Device.IPsec.Filter.{i}. W ^2.5 key(Alias)
 Enable W boolean
 Status R {Disabled Enabled Error_Misconfigured Error?}
 Order W Order
 Alias O Alias
 Interface W string(:256) ->*
 AllInterfaces W boolean
 DestIP W IPAddress
 DestMask W IPAddress
 DestIPExclude W boolean
 SourceIP W IPAddress
 SourceMask W IPAddress
 SourceIPExclude W boolean
 Protocol W int[-1:255]
 ProtocolExclude W boolean
 DestPort W int[-1:65535]
 DestPortRangeMax W int[-1:65535]
 DestPortExclude W boolean
 SourcePort W int[-1:65535]
 SourcePortRangeMax W int[-1:65535]
 SourcePortExclude W boolean
 ProcessingChoice W {Discard Bypass Protect}
 Profile W string ->#.Profile.
Device.IPsec.Profile.{i}. W ^2.5 key(Alias)
 Alias O Alias
 MaxChildSAs W unsignedInt
 RemoteEndpoints W list<:4> of string(:64)
 ForwardingPolicy W unsignedInt
 Protocol W {AH ESP}
 IKEv2AuthenticationMethod W string ->*
 IKEv2AllowedEncryptionAlgorithms W list of string =.IPsec.IKEv2SupportedEncryptionAlgorithms
 ESPAllowedEncryptionAlgorithms W list of string =.IPsec.ESPSupportedEncryptionAlgorithms
 IKEv2AllowedPseudoRandomFunctions W list of string =.IPsec.IKEv2SupportedPseudoRandomFunctions
 IKEv2AllowedIntegrityAlgorithms W list of string =.IPsec.SupportedIntegrityAlgorithms
 AHAllowedIntegrityAlgorithms W list of string =.IPsec.SupportedIntegrityAlgorithms
 ESPAllowedIntegrityAlgorithms W list of string =.IPsec.SupportedIntegrityAlgorithms
 IKEv2AllowedDiffieHellmanGroupTransforms W list of string =.IPsec.SupportedDiffieHellmanGroupTransforms
 IKEv2DeadPeerDetectionTimeout W unsignedInt
 IKEv2NATTKeepaliveTimeout W unsignedInt
 AntiReplayWindowSize W unsignedInt
 DoNotFragment W {Set Clear Copy}
 DSCPMarkPolicy W int[-2:63]
 IKEv2SATrafficLimit W unsignedLong
 IKEv2SATimeLimit W unsignedInt
 IKEv2SAExpiryAction W {Renegotiate Delete}
 ChildSATrafficLimit W unsignedLong
 ChildSATimeLimit W unsignedInt
 ChildSAExpiryAction W {Renegotiate Delete}
 SentCPAttrNumberOfEntries R unsignedInt
Device.IPsec.Profile.{i}.SentCPAttr.{i}. W ^2.5 key(Alias) functional(Type)
 Enable W boolean
 Alias O Alias
 Type W unsignedInt[0:32767]
 Value W hexBinary(:65535)
Device.IPsec.Tunnel.{i}. R ^2.5 key(Alias) functional(TunnelInterface,TunneledInterface)
 Alias O Alias
 TunnelInterface R string ->##.IP.Interface.
 TunneledInterface R string ->##.IP.Interface.
 Filters R list of string ->#.Filter.
Device.IPsec.Tunnel.{i}.Stats. R ^2.5
 DecryptionErrors R StatsCounter32
 IntegrityErrors R StatsCounter32
 ReplayErrors R StatsCounter32
 PolicyErrors R StatsCounter32
 OtherReceiveErrors R StatsCounter32
Device.IPsec.IKEv2SA.{i}. R ^2.5 functional(Tunnel)
 Status R {Up Down Unknown Dormant Error?}
 Alias O Alias
 Tunnel R string ->#.Tunnel.
 LocalAddress R IPAddress
 RemoteAddress R IPAddress
 EncryptionAlgorithm R string(:64)
 EncryptionKeyLength R unsignedInt
 PseudoRandomFunction R string(:64)
 IntegrityAlgorithm R string(:64)
 DiffieHellmanGroupTransform R string(:64)
 CreationTime R dateTime
 NATDetected R {None Local Remote Unsupported}
 ReceivedCPAttrNumberOfEntries R unsignedInt
 ChildSANumberOfEntries R unsignedInt
Device.IPsec.IKEv2SA.{i}.Stats. R ^2.5
 BytesSent R StatsCounter64
 BytesReceived R StatsCounter64
 PacketsSent R StatsCounter64
 PacketsReceived R StatsCounter64
 ErrorsSent R StatsCounter32
 DecryptionErrors R StatsCounter32
 IntegrityErrors R StatsCounter32
 OtherReceiveErrors R StatsCounter32
Device.IPsec.IKEv2SA.{i}.ReceivedCPAttr.{i}. W ^2.5
 Type R unsignedInt[0:32767]
 Value R hexBinary(:65535)
Device.IPsec.IKEv2SA.{i}.ChildSA.{i}. R ^2.5 functional(InboundSPI) functional(OutboundSPI)
 Status R {Up Down Unknown Dormant Error?}
 Alias O Alias
 InboundSPI R unsignedInt
 OutboundSPI R unsignedInt
 CreationTime R dateTime
Device.IPsec.IKEv2SA.{i}.ChildSA.{i}.Stats. R ^2.5
 BytesSent R StatsCounter64
 BytesReceived R StatsCounter64
 PacketsSent R StatsCounter64
 PacketsReceived R StatsCounter64
 ErrorsSent R StatsCounter32
 DecryptionErrors R StatsCounter32
 IntegrityErrors R StatsCounter32
 ReplayErrors R StatsCounter32
 PolicyErrors R StatsCounter32
 OtherReceiveErrors R StatsCounter32
Device.GRE. R ^2.8
 TunnelNumberOfEntries R unsignedInt
 FilterNumberOfEntries R unsignedInt
Device.GRE.Tunnel.{i}. W ^2.8 key(Alias)
 Enable W boolean
 Status R {Disabled Enabled Error?}
 Alias O Alias
 RemoteEndpoints W list<:4> of string(:256)
 KeepAlivePolicy W {ICMP None}
 KeepAliveTimeout W unsignedInt
 KeepAliveThreshold W unsignedInt
 DeliveryHeaderProtocol W {IPv4 IPv6}
 DefaultDSCPMark W unsignedInt
 ConnectedRemoteEndpoint R string(:256)
 InterfaceNumberOfEntries R unsignedInt
Device.GRE.Tunnel.{i}.Stats. R ^2.8
 KeepAliveSent R StatsCounter32
 KeepAliveReceived R StatsCounter32
 BytesSent R StatsCounter64
 BytesReceived R StatsCounter64
 PacketsSent R StatsCounter64
 PacketsReceived R StatsCounter64
 ErrorsSent R StatsCounter32
 ErrorsReceived R StatsCounter32
Device.GRE.Tunnel.{i}.Interface.{i}. W ^2.8 key(Alias) key(Name)
 Enable W boolean
 Status R {Up Down Unknown Dormant NotPresent LowerLayerDown Error?}
 Alias O Alias
 Name R string(:64)
 LastChange R unsignedInt canDeny
 LowerLayers W list(:1024) of string ->*
 ProtocolIdOverride W unsignedInt
 UseChecksum W boolean
 KeyIdentifierGenerationPolicy W {Disabled Provisioned CPE_Generated?}
 KeyIdentifier W unsignedInt
 UseSequenceNumber W boolean
Device.GRE.Tunnel.{i}.Interface.{i}.Stats. R ^2.8
 BytesSent R StatsCounter64
 BytesReceived R StatsCounter64
 PacketsSent R StatsCounter64
 PacketsReceived R StatsCounter64
 ErrorsSent R StatsCounter32
 ErrorsReceived R StatsCounter32
 DiscardChecksumReceived R StatsCounter32
 DiscardSequenceNumberReceived R StatsCounter32
Device.GRE.Filter.{i}. W ^2.8 key(Alias)
 Enable W boolean
 Status R {Disabled Enabled Error_Misconfigured Error?}
 Order W Order
 Alias O Alias
 Interface W string(:256) ->#.Tunnel.|#.Tunnel.{i}.Interface.
 AllInterfaces W boolean
 VLANIDCheck W int[-1:]
 VLANIDExclude W boolean
 DSCPMarkPolicy W int[-2:63]
Device.L2TPv3. R ^2.12
 TunnelNumberOfEntries R unsignedInt
 FilterNumberOfEntries R unsignedInt
Device.L2TPv3.Tunnel.{i}. W ^2.12 key(Alias)
 Enable W boolean
 Status R {Disabled Enabled Error?}
 Alias O Alias
 RemoteEndpoints W list<:4> of string(:256)
 KeepAlivePolicy W {ICMP None}
 KeepAliveTimeout W unsignedInt
 KeepAliveThreshold W unsignedInt
 DeliveryHeaderProtocol W {IPv4 IPv6}
 DefaultDSCPMark W unsignedInt
 TunnelEncapsulation W {IP UDP}
 ConnectedRemoteEndpoint R string(:256)
 InterfaceNumberOfEntries R unsignedInt
Device.L2TPv3.Tunnel.{i}.UDP. R ^2.12
 SourcePort W unsignedInt[:65535]
 RemotePort W unsignedInt[:65535]
 EnableChecksum W boolean
Device.L2TPv3.Tunnel.{i}.Stats. R ^2.12
 KeepAliveSent R StatsCounter32
 KeepAliveReceived R StatsCounter32
 BytesSent R StatsCounter64
 BytesReceived R StatsCounter64
 PacketsSent R StatsCounter64
 PacketsReceived R StatsCounter64
 ErrorsSent R StatsCounter32
 ErrorsReceived R StatsCounter32
Device.L2TPv3.Tunnel.{i}.Interface.{i}. W ^2.12 key(Alias) key(Name)
 Enable W boolean
 Status R {Up Down Unknown Dormant NotPresent LowerLayerDown Error?}
 Alias O Alias
 Name R string(:64)
 LastChange R unsignedInt canDeny
 LowerLayers W list(:1024) of string ->*
 SessionID W int[-1,1:65535]
 CookiePolicy W {Disabled Configured Generated}
 Cookie W unsignedLong
Device.L2TPv3.Tunnel.{i}.Interface.{i}.Stats. R ^2.12
 BytesSent R StatsCounter64
 BytesReceived R StatsCounter64
 PacketsSent R StatsCounter64
 PacketsReceived R StatsCounter64
 ErrorsSent R StatsCounter32
 ErrorsReceived R StatsCounter32
 DiscardChecksumReceived R StatsCounter32
 DiscardSequenceNumberReceived R StatsCounter32
Device.L2TPv3.Filter.{i}. W ^2.12 key(Alias)
 Enable W boolean
 Status R {Disabled Enabled Error_Misconfigured Error?}
 Order W Order
 Alias O Alias
 Interface W string(:256) ->#.Tunnel.|#.Tunnel.{i}.Interface.
 AllInterfaces W boolean
 VLANIDCheck W int[-1:]
 VLANIDExclude W boolean
 DSCPMarkPolicy W int[-2:63]
Device.VXLAN. R ^2.12
 TunnelNumberOfEntries R unsignedInt
 FilterNumberOfEntries R unsignedInt
Device.VXLAN.Tunnel.{i}. W ^2.12 key(Alias)
 Enable W boolean
 Status R {Disabled Enabled Error?}
 Alias O Alias
 RemoteEndpoints W list<:4> of string(:256)
 KeepAlivePolicy W {ICMP None}
 KeepAliveTimeout W unsignedInt
 KeepAliveThreshold W unsignedInt
 DeliveryHeaderProtocol W {IPv4 IPv6}
 DefaultDSCPMark W unsignedInt
 ConnectedRemoteEndpoint R string(:256)
 InterfaceNumberOfEntries R unsignedInt
 SourcePort W unsignedInt[:65535]
 RemotePort W unsignedInt[:65535]
Device.VXLAN.Tunnel.{i}.Stats. R ^2.12
 KeepAliveSent R StatsCounter32
 KeepAliveReceived R StatsCounter32
 BytesSent R StatsCounter64
 BytesReceived R StatsCounter64
 PacketsSent R StatsCounter64
 PacketsReceived R StatsCounter64
 ErrorsSent R StatsCounter32
 ErrorsReceived R StatsCounter32
Device.VXLAN.Tunnel.{i}.Interface.{i}. W ^2.12 key(Alias) key(Name)
 Enable W boolean
 Status R {Up Down Unknown Dormant NotPresent LowerLayerDown Error?}
 Alias O Alias
 Name R string(:64)
 LastChange R unsignedInt canDeny
 LowerLayers W list(:1024) of string ->*
 VNI W int[-1,0:16777215]
Device.VXLAN.Tunnel.{i}.Interface.{i}.Stats. R ^2.12
 BytesSent R StatsCounter64
 BytesReceived R StatsCounter64
 PacketsSent R StatsCounter64
 PacketsReceived R StatsCounter64
 ErrorsSent R StatsCounter32
 ErrorsReceived R StatsCounter32
 DiscardChecksumReceived R StatsCounter32
 DiscardSequenceNumberReceived R StatsCounter32
Device.VXLAN.Filter.{i}. W ^2.12 key(Alias)
 Enable W boolean
 Status R {Disabled Enabled Error_Misconfigured Error?}
 Order W Order
 Alias O Alias
 Interface W string(:256) ->#.Tunnel.|#.Tunnel.{i}.Interface.
 AllInterfaces W boolean
 VLANIDCheck W int[-1:]
 VLANIDExclude W boolean
 DSCPMarkPolicy W int[-2:63]
Device.MAP. R ^2.8
 Enable W boolean
 DomainNumberOfEntries R unsignedInt
Device.MAP.Domain.{i}. W ^2.8 key(Alias) functional(WANInterface,IPv6Prefix)
 Enable W boolean
 Status R {Disabled Enabled Error_Misconfigured? Error?}
 Alias O Alias
 TransportMode W {Encapsulation Translation}
 WANInterface W string ->##.IP.Interface.
 IPv6Prefix W string ->##.IP.Interface.{i}.IPv6Prefix.
 BRIPv6Prefix W IPv6Prefix
 DSCPMarkPolicy W int[-2:63]
 PSIDOffset W unsignedInt[0:15] !obsoleted
 PSIDLength W unsignedInt[0:16] !obsoleted
 PSID W unsignedInt[0:65535] !obsoleted
 IncludeSystemPorts W boolean !obsoleted
 RuleNumberOfEntries R unsignedInt
Device.MAP.Domain.{i}.Rule.{i}. W ^2.8 key(Alias) functional(IPv6Prefix) functional(IPv4Prefix)
 Enable W boolean
 Status R {Disabled Enabled Error?}
 Alias O Alias
 Origin R {DHCPv6 Static}
 IPv6Prefix W IPv6Prefix
 IPv4Prefix W IPv4Prefix
 EABitsLength W unsignedInt[0:48]
 IsFMR W boolean
 PSIDOffset W unsignedInt[0:15] ^2.12
 PSIDLength W unsignedInt[0:16] ^2.12
 PSID W unsignedInt[0:65535] ^2.12
 IncludeSystemPorts W boolean ^2.15
Device.MAP.Domain.{i}.Interface. R ^2.8
 Enable W boolean
 Status R {Up Down Unknown Dormant NotPresent LowerLayerDown Error?}
 Alias O Alias
 Name R string(:64)
 LastChange R unsignedInt canDeny
 LowerLayers W list(:1024) of string ->*
Device.MAP.Domain.{i}.Interface.Stats. R ^2.8
 BytesSent R StatsCounter64 canDeny
 BytesReceived R StatsCounter64 canDeny
 PacketsSent R StatsCounter64 canDeny
 PacketsReceived R StatsCounter64 canDeny
 ErrorsSent R StatsCounter32 canDeny
 ErrorsReceived R StatsCounter32 canDeny
 UnicastPacketsSent R StatsCounter64 canDeny
 UnicastPacketsReceived R StatsCounter64 canDeny
 DiscardPacketsSent R StatsCounter32 canDeny
 DiscardPacketsReceived R StatsCounter32 canDeny
 MulticastPacketsSent R StatsCounter64 canDeny
 MulticastPacketsReceived R StatsCounter64 canDeny
 BroadcastPacketsSent R StatsCounter64
 BroadcastPacketsReceived R StatsCounter64
 UnknownProtoPacketsReceived R StatsCounter32 canDeny
Device.CaptivePortal. R ^2.0
 Enable W boolean
 Status R {Disabled Enabled Error_URLEmpty Error?}
 AllowedList W list<:10000> of string
 URL W URL
Device.Routing. R ^2.0
 RouterNumberOfEntries R unsignedInt
Device.Routing.Router.{i}. W ^2.0 key(Alias)
 Enable W boolean
 Status R {Disabled Enabled Error?}
 Alias O Alias
 IPv4ForwardingNumberOfEntries R unsignedInt
 IPv6ForwardingNumberOfEntries R unsignedInt ^2.2
Device.Routing.Router.{i}.IPv4Forwarding.{i}. W ^2.0 key(Alias) functional(DestIPAddress,DestSubnetMask,ForwardingPolicy,GatewayIPAddress,Interface,ForwardingMetric)
 Enable W boolean
 Status R {Disabled Enabled Error_Misconfigured Error?}
 Alias O Alias
 Type W {Normal Receive Blackhole Unreachable Prohibit} ^2.16
 StaticRoute R boolean
 DestIPAddress W IPv4Address
 DestSubnetMask W IPv4Address
 ForwardingPolicy W int[-1:]
 GatewayIPAddress W IPv4Address
 Interface W string(:256) ->###.IP.Interface.
 Origin R {DHCPv4 OSPF IPCP RIP Static} ^2.2
 ForwardingMetric W int[-1:]
Device.Routing.Router.{i}.IPv6Forwarding.{i}. W ^2.2 key(Alias) functional(DestIPPrefix,ForwardingPolicy,NextHop,Interface,ForwardingMetric)
 Enable W boolean
 Status R {Disabled Enabled Error_Misconfigured Error?}
 Alias O Alias
 Type W {Normal Receive Blackhole Unreachable Prohibit} ^2.16
 DestIPPrefix W IPv6Prefix
 ForwardingPolicy W int[-1:]
 NextHop W IPv6Address
 Interface W string(:256) ->###.IP.Interface.
 Origin R {DHCPv6 OSPF RA RIPng Static}
 ForwardingMetric W int[-1:]
 ExpirationTime R dateTime
Device.Routing.RIP. R ^2.0
 Enable W boolean
 SupportedModes R {Send Receive Both}
 InterfaceSettingNumberOfEntries R unsignedInt
Device.Routing.RIP.InterfaceSetting.{i}. W ^2.0 key(Alias) functional(Interface)
 Enable W boolean
 Status R {Disabled Enabled Error_Misconfigured Error?}
 Alias O Alias
 Interface W string(:256) ->###.IP.Interface.
 AcceptRA W boolean
 SendRA W boolean
Device.Routing.RouteInformation. R ^2.2
 Enable W boolean
 InterfaceSettingNumberOfEntries R unsignedInt
Device.Routing.RouteInformation.InterfaceSetting.{i}. R ^2.2 functional(Interface)
 Status R {ForwardingEntryCreated NoForwardingEntry Error?}
 Interface R string(:256) ->###.IP.Interface.
 SourceRouter R IPv6Address
 PreferredRouteFlag R {High Medium Low}
 Prefix R IPv6Prefix
 ManagedAddressConfiguration R boolean ^2.16
 OtherConfiguration R boolean ^2.16
 RouteLifetime R dateTime
 ReachableTime R unsignedInt[:3600000] ^2.16
 RetransTimer R unsignedInt ^2.16
 HomeAgent R boolean ^2.16
 OptionNumberOfEntries R unsignedInt ^2.16
Device.Routing.RouteInformation.InterfaceSetting.{i}.Option.{i}. R ^2.16 key(Alias) functional(Tag)
 Alias O Alias
 Tag R unsignedInt[0:65535]
 Value R hexBinary(:65535)
Device.Routing.Babel. R ^2.15
 Enable W boolean
 Status R {Disabled Enabled Error_Misconfigured Error?}
 ImplementationVersion R string(:32)
 SelfRouterID R hexBinary
 SelfSeqno R unsignedInt[:65535]
 SupportedMetricCompAlgorithms R list of {2-out-of-3 ETX}
 SupportedSecurityMechanisms R list of {MAC DTLS}
 SupportedMACAlgorithms R list of {HMAC-SHA256 BLAKE2s-128}
 SupportedDTLSCertTypes R list of {X.509 RawPublicKey}
 StatsEnable W boolean
 InterfaceSettingNumberOfEntries R unsignedInt
 RouteNumberOfEntries R unsignedInt
 MACKeySetNumberOfEntries R unsignedInt
 DTLSCertSetNumberOfEntries R unsignedInt
 StatsReset W boolean command
Device.Routing.Babel.Constants. R ^2.15
 UDPPort W unsignedInt[1:65535]
 MulticastGroup W IPv6Address
Device.Routing.Babel.InterfaceSetting.{i}. W ^2.15 key(Alias)
 Enable W boolean
 Status R {Disabled Enabled Error_Misconfigured Error?}
 Alias O Alias
 InterfaceReference R string ->###.IP.Interface.
 InterfaceMetricAlgorithm R string =#.SupportedMetricCompAlgorithms
 SplitHorizonEnabled W boolean
 McastHelloSeqno R unsignedInt[:65535]
 McastHelloInterval R unsignedInt[:65535]
 UpdateInterval R unsignedInt[:65535]
 MACEnabled W boolean
 InterfaceMACKeySets W list of string ->#.MACKeySet.
 MACVerify W boolean
 DTLSEnabled W boolean
 InterfaceDTLSCertSets W list of string ->#.DTLSCertSet.
 CachedInfoEnabled W boolean
 DTLSCertPrefer W string =#.SupportedDTLSCertTypes
 PacketLogEnable W boolean
 PacketLog R string ->###.DeviceInfo.VendorLogFile.
 NeighborNumberOfEntries R unsignedInt
Device.Routing.Babel.InterfaceSetting.{i}.Stats. R ^2.15
 SentMcastHello R StatsCounter64
 SentMcastUpdate R StatsCounter64
 SentUcastHello R StatsCounter64
 SentUcastUpdate R StatsCounter64
 SentIHU R StatsCounter64
 ReceivedPackets R StatsCounter64
Device.Routing.Babel.InterfaceSetting.{i}.Neighbor.{i}. R ^2.15 functional(NeighborAddress)
 NeighborAddress R IPAddress
 HelloMCastHistory R hexBinary
 HelloUCastHistory R hexBinary
 TXCost R unsignedInt[:65535]
 ExpectedMCastHelloSeqno R int[-1:65535]
 ExpectedUCastHelloSeqno R int[-1:65535]
 UnicastHelloSeqno R int[-1:65535]
 UnicastHelloInterval R unsignedInt[:65535]
 RXCost R unsignedInt[:65535]
 Cost R unsignedInt[:65535]
Device.Routing.Babel.Route.{i}. R ^2.15 functional(RoutePrefix,SourceRouterID)
 RoutePrefix R IPPrefix
 SourceRouterID R hexBinary
 Neighbor R string ->#.InterfaceSetting.{i}.Neighbor.
 ReceivedMetric R int[-1:65535]
 CalculatedMetric R int[-1:65535]
 RouteSeqno R unsignedInt[:65535]
 NextHop R IPAddress
 RouteFeasible R boolean
 RouteSelected R boolean
Device.Routing.Babel.MACKeySet.{i}. W ^2.15 key(Alias)
 Alias O Alias
 DefaultApply W boolean
 MACKeyNumberOfEntries R unsignedInt
Device.Routing.Babel.MACKeySet.{i}.MACKey.{i}. W ^2.15 key(Alias)
 Alias O Alias
 KeyUseSend W boolean
 KeyUseVerify W boolean
 KeyValue O hexBinary secured
 MACKeyAlgorithm W string =##.SupportedMACAlgorithms
 MACTestState W DiagnosticsState
 InputString W hexBinary
 InputMAC W hexBinary
 Match R boolean
Device.Routing.Babel.DTLSCertSet.{i}. W ^2.15 key(Alias)
 Alias O Alias
 DefaultApply W boolean
 DTLSCertNumberOfEntries R unsignedInt
Device.Routing.Babel.DTLSCertSet.{i}.DTLSCert.{i}. W ^2.15 key(Alias)
 Alias O Alias
 CertValue O string(:256)
 CertType W string =##.SupportedDTLSCertTypes
 CertPrivateKey O hexBinary secured
Device.NeighborDiscovery. R ^2.2
 Enable W boolean
 InterfaceSettingNumberOfEntries R unsignedInt
Device.NeighborDiscovery.InterfaceSetting.{i}. W ^2.2 key(Alias) functional(Interface)
 Enable W boolean
 Status R {Disabled Enabled Error_Misconfigured Error?}
 Alias O Alias
 Interface W string ->##.IP.Interface.
 DADTransmits W unsignedInt ^2.13
 RetransTimer W unsignedInt[1:]
 RtrSolicitationInterval W unsignedInt[4000:]
 MaxRtrSolicitations W unsignedInt
 NUDEnable W boolean
 RSEnable W boolean
Device.RouterAdvertisement. R ^2.2
 Enable W boolean
 InterfaceSettingNumberOfEntries R unsignedInt
Device.RouterAdvertisement.InterfaceSetting.{i}. W ^2.2 key(Alias) functional(Interface)
 Enable W boolean
 Status R {Disabled Enabled Error_Misconfigured Error?}
 Alias O Alias
 Interface W string ->##.IP.Interface.
 RDNSSMode W {Static LLA GUA? LLA_GUA?} ^2.17
 RDNSS W list of IPv6Address ^2.17
 DNSSL W list of string ^2.17
 ManualPrefixes W list<:8> of string ->##.IP.Interface.{i}.IPv6Prefix.
 Prefixes R list<:8> of string ->##.IP.Interface.{i}.IPv6Prefix.
 MaxRtrAdvInterval W unsignedInt[4:1800]
 MinRtrAdvInterval W unsignedInt[3:1350]
 AdvDefaultLifetime W unsignedInt[:65535]
 AdvManagedFlag W boolean
 AdvOtherConfigFlag W boolean
 AdvMobileAgentFlag W boolean
 AdvPreferredRouterFlag W {High Medium Low}
 AdvNDProxyFlag W boolean
 AdvLinkMTU W unsignedInt
 AdvReachableTime W unsignedInt[:3600000]
 AdvRetransTimer W unsignedInt
 AdvCurHopLimit W unsignedInt[:255]
 AdvRDNSSLifetime W unsignedInt[:4294967295] ^2.17
 AdvDNSSLLifetime W unsignedInt[:4294967295] ^2.17
 OptionNumberOfEntries R unsignedInt
Device.RouterAdvertisement.InterfaceSetting.{i}.Option.{i}. W ^2.2 key(Alias) functional(Tag)
 Enable W boolean
 Alias O Alias
 Tag W unsignedInt[0:65535]
 Value W hexBinary(:65535)
Device.IPv6rd. R ^2.2
 Enable W boolean
 InterfaceSettingNumberOfEntries R unsignedInt
Device.IPv6rd.InterfaceSetting.{i}. R ^2.2 key(Alias)
 Enable W boolean
 Status R {Disabled Enabled Error?}
 Alias O Alias
 BorderRelayIPv4Addresses W list<:4> of IPv4Address
 AllTrafficToBorderRelay W boolean
 SPIPv6Prefix W IPv6Prefix
 IPv4MaskLength W unsignedInt[0:32]
 AddressSource W string(:256) ->##.IP.Interface.{i}.IPv4Address.
 TunnelInterface R string(:256) ->##.IP.Interface.
 TunneledInterface R string(:256) ->##.IP.Interface.
Device.DSLite. R ^2.2
 Enable W boolean
 InterfaceSettingNumberOfEntries R unsignedInt
Device.DSLite.InterfaceSetting.{i}. R ^2.2 key(Alias)
 Enable W boolean
 Status R {Disabled Enabled Error?}
 Alias O Alias
 EndpointAssignmentPrecedence W {DHCPv6 Static}
 EndpointAddressTypePrecedence W {FQDN IPv6Address} ^2.5
 EndpointAddressInUse R IPv6Address ^2.5
 EndpointName W string(:256)
 EndpointAddress W IPv6Address
 Origin R {DHCPv6 Static}
 TunnelInterface R string(:256) ->##.IP.Interface.
 TunneledInterface R string(:256) ->##.IP.Interface.
Device.QoS. R ^2.0
 MaxClassificationEntries R unsignedInt
 ClassificationNumberOfEntries R unsignedInt
 MaxAppEntries R unsignedInt
 AppNumberOfEntries R unsignedInt
 MaxFlowEntries R unsignedInt
 FlowNumberOfEntries R unsignedInt
 MaxPolicerEntries R unsignedInt
 PolicerNumberOfEntries R unsignedInt
 MaxQueueEntries R unsignedInt
 QueueNumberOfEntries R unsignedInt
 QueueStatsNumberOfEntries R unsignedInt
 MaxShaperEntries R unsignedInt
 ShaperNumberOfEntries R unsignedInt
 MaxSchedulerEntries R unsignedInt ^2.16
 SchedulerNumberOfEntries R unsignedInt ^2.16
 DefaultForwardingPolicy W unsignedInt
 DefaultTrafficClass W unsignedInt
 DefaultPolicer W string(:256) ->Policer.
 DefaultQueue W string(:256) ->Queue.
 DefaultDSCPMark W int[-2:]
 DefaultEthernetPriorityMark W int[-2:]
 DefaultInnerEthernetPriorityMark W int[-2:] ^2.7
 AvailableAppList R list(:1024) of string
Device.QoS.Classification.{i}. W ^2.0 key(Alias)
 Enable W boolean
 Status R {Disabled Enabled Error_Misconfigured Error?}
 Order W Order
 Alias O Alias
 DHCPType W {DHCPv4 DHCPv6} ^2.2
 Interface W string(:256) ->*
 AllInterfaces W boolean
 IPVersion W int[-1:15] ^2.16
 DestIP W IPAddress
 DestMask W IPPrefix
 DestIPExclude W boolean
 SourceIP W IPAddress
 SourceMask W IPPrefix
 SourceIPExclude W boolean
 Protocol W int[-1:255]
 ProtocolExclude W boolean
 DestPort W int[-1:65535]
 DestPortRangeMax W int[-1:65535]
 DestPortExclude W boolean
 SourcePort W int[-1:65535]
 SourcePortRangeMax W int[-1:65535]
 SourcePortExclude W boolean
 SourceMACAddress W MACAddress
 SourceMACMask W MACAddress
 SourceMACExclude W boolean
 DestMACAddress W MACAddress
 DestMACMask W MACAddress
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
 SourceVendorClassID W string(:255)
 SourceVendorClassIDv6 W hexBinary(:65535) ^2.2
 SourceVendorClassIDExclude W boolean
 SourceVendorClassIDMode W {Exact Prefix Suffix Substring}
 DestVendorClassID W string(:255)
 DestVendorClassIDv6 W hexBinary(:65535) ^2.2
 DestVendorClassIDExclude W boolean
 DestVendorClassIDMode W {Exact Prefix Suffix Substring}
 SourceClientID W hexBinary(:65535)
 SourceClientIDExclude W boolean
 DestClientID W hexBinary(:65535)
 DestClientIDExclude W boolean
 SourceUserClassID W hexBinary(:65535)
 SourceUserClassIDExclude W boolean
 DestUserClassID W hexBinary(:65535)
 DestUserClassIDExclude W boolean
 SourceVendorSpecificInfo W hexBinary(:65535)
 SourceVendorSpecificInfoExclude W boolean
 SourceVendorSpecificInfoEnterprise W unsignedInt
 SourceVendorSpecificInfoSubOption W int[0:255]
 DestVendorSpecificInfo W hexBinary(:65535)
 DestVendorSpecificInfoExclude W boolean
 DestVendorSpecificInfoEnterprise W unsignedInt
 DestVendorSpecificInfoSubOption W int[0:255]
 TCPACK W boolean
 TCPACKExclude W boolean
 IPLengthMin W unsignedInt
 IPLengthMax W unsignedInt
 IPLengthExclude W boolean
 DSCPCheck W int[-1:63]
 DSCPExclude W boolean
 DSCPMark W int[-2:]
 EthernetPriorityCheck W int[-1:]
 EthernetPriorityExclude W boolean
 EthernetPriorityMark W int[-2:]
 InnerEthernetPriorityCheck W int[-1:] ^2.7
 InnerEthernetPriorityExclude W boolean ^2.7
 InnerEthernetPriorityMark W int[-2:] ^2.7
 EthernetDEICheck W int[-1:] ^2.7
 EthernetDEIExclude W boolean ^2.7
 VLANIDCheck W int[-1:]
 VLANIDExclude W boolean
 OutOfBandInfo W int[-1:]
 ForwardingPolicy W unsignedInt
 TrafficClass W int[-1:]
 Policer W string(:256) ->#.Policer.
 App W string(:256) ->#.App.
Device.QoS.App.{i}. W ^2.0 key(Alias)
 Enable W boolean
 Status R {Disabled Enabled Error?}
 Alias O Alias
 ProtocolIdentifier W string(:256)
 Name W string(:64)
 DefaultForwardingPolicy W unsignedInt
 DefaultTrafficClass W unsignedInt
 DefaultPolicer W string(:256) ->#.Policer.
 DefaultDSCPMark W int[-2:]
 DefaultEthernetPriorityMark W int[-2:]
 DefaultInnerEthernetPriorityMark W int[-2:] ^2.7
Device.QoS.Flow.{i}. W ^2.0 key(Alias)
 Enable W boolean
 Status R {Disabled Enabled Error?}
 Alias O Alias
 Type W string(:256)
 TypeParameters W list of string(:256)
 Name W string(:64)
 App W string(:256) ->#.App.
 ForwardingPolicy W unsignedInt
 TrafficClass W unsignedInt
 Policer W string(:256) ->#.Policer.
 DSCPMark W int[-2:]
 EthernetPriorityMark W int[-2:]
 InnerEthernetPriorityMark W int[-2:] ^2.7
Device.QoS.Policer.{i}. W ^2.0 key(Alias)
 Enable W boolean
 Status R {Disabled Enabled Error?}
 Alias O Alias
 CommittedRate W unsignedInt
 CommittedBurstSize W unsignedInt
 ExcessBurstSize W unsignedInt
 PeakRate W unsignedInt
 PeakBurstSize W unsignedInt
 MeterType W string =PossibleMeterTypes
 PossibleMeterTypes R list of {SimpleTokenBucket SingleRateThreeColor TwoRateThreeColor}
 ConformingAction W string ~"Null" ~"Drop" ~"[0-9]|[1-5][0-9]|6[0-3]" ~":[0-7]" ~"([0-9]|[1-5][0-9]|6[0-3]):[0-7]"
 PartialConformingAction W string ~"Null" ~"Drop" ~"[0-9]|[1-5][0-9]|6[0-3]" ~":[0-7]" ~"([0-9]|[1-5][0-9]|6[0-3]):[0-7]"
 NonConformingAction W string ~"Null" ~"Drop" ~"[0-9]|[1-5][0-9]|6[0-3]" ~":[0-7]" ~"([0-9]|[1-5][0-9]|6[0-3]):[0-7]"
 TotalCountedPackets R unsignedInt canDeny
 TotalCountedBytes R unsignedInt canDeny
 ConformingCountedPackets R unsignedInt canDeny
 ConformingCountedBytes R unsignedInt canDeny
 PartiallyConformingCountedPackets R unsignedInt canDeny
 PartiallyConformingCountedBytes R unsignedInt canDeny
 NonConformingCountedPackets R unsignedInt canDeny
 NonConformingCountedBytes R unsignedInt canDeny
Device.QoS.Queue.{i}. W ^2.0 key(Alias)
 Enable W boolean
 Status R {Disabled Enabled Error_Misconfigured Error?}
 Alias O Alias
 Children W list of string ->* ^2.16
 TrafficClasses W list(:256) of unsignedInt
 Interface W string(:256) ->*
 AllInterfaces W boolean
 HardwareAssisted R boolean
 BufferLength R unsignedInt
 Weight W unsignedInt
 Precedence W unsignedInt[1:]
 REDThreshold W unsignedInt[:100]
 REDPercentage W unsignedInt[:100]
 DropAlgorithm W {RED DT WRED BLUE}
 SchedulerAlgorithm W {WFQ WRR SP}
 ShapingRate W int[-1:]
 CurrentShapingRate R int[-1:] ^2.16
 AssuredRate W int[-1:] ^2.16
 CurrentAssuredRate R int[-1:] ^2.16
 ShapingBurstSize W unsignedInt
Device.QoS.QueueStats.{i}. W ^2.0 key(Alias) functional(Queue,Interface)
 Enable W boolean
 Status R {Disabled Enabled Error}
 Alias O Alias
 Queue W string(:256) ->#.Queue.
 Interface W string(:256) ->*
 OutputPackets R unsignedInt canDeny
 OutputBytes R unsignedInt canDeny
 DroppedPackets R unsignedInt canDeny
 DroppedBytes R unsignedInt canDeny
 QueueOccupancyPackets R unsignedInt canDeny
 QueueOccupancyPercentage R unsignedInt[0:100] canDeny
Device.QoS.Shaper.{i}. W ^2.0 key(Alias) functional(Interface)
 Enable W boolean
 Status R {Disabled Enabled Error_Misconfigured Error?}
 Alias O Alias
 Children W list of string ->* ^2.16
 Interface W string(:256) ->*
 ShapingRate W int[-1:]
 ShapingBurstSize W unsignedInt
Device.QoS.Scheduler.{i}. W ^2.16 key(Alias)
 Enable W boolean
 Status R {Disabled Enabled Error_Misconfigured Error?}
 Alias O Alias
 Children W list of string ->*
 Interface W string(:256) ->*
 SchedulerAlgorithm W {WFQ WRR SP}
 ShapingRate W int[-1:]
 AssuredRate W int[-1:]
 DefaultQueue W string(:256) ->*
Device.LANConfigSecurity. R ^2.0
 ConfigPassword W string(:64) secured
Device.Hosts. R ^2.0
 HostNumberOfEntries R unsignedInt
 AccessControlNumberOfEntries R unsignedInt ^2.14
Device.Hosts.Host.{i}. R ^2.0 functional(PhysAddress)
 Alias O Alias !deleted
 PhysAddress R string(:64)
 IPAddress R IPAddress
 AddressSource R {DHCP Static AutoIP None} !deleted
 DHCPClient R list<:2> of string ->##.DHCPv4.Server.Pool.{i}.Client.|##.DHCPv6.Server.Pool.{i}.Client. ^2.2
 LeaseTimeRemaining R int[-1:] !deleted
 AssociatedDevice R string(:256) ->* ^2.2
 Layer1Interface R string(:256) ->*
 Layer3Interface R string(:256) ->##.IP.Interface.
 InterfaceType R {Ethernet G.hn HPNA HomePlug MoCA UPA Wi-Fi Other} ^2.13
 VendorClassID R string(:255) !deleted
 ClientID R hexBinary(:65535) !deleted
 UserClassID R hexBinary(:65535) !deleted
 HostName R string(:64)
 Active R boolean
 ActiveLastChange R dateTime ^2.10
 IPv4AddressNumberOfEntries R unsignedInt ^2.2
 IPv6AddressNumberOfEntries R unsignedInt ^2.2
Device.Hosts.Host.{i}.IPv4Address.{i}. R ^2.2 functional(IPAddress)
 IPAddress R IPv4Address
Device.Hosts.Host.{i}.IPv6Address.{i}. R ^2.2 functional(IPAddress)
 IPAddress R IPv6Address
Device.Hosts.Host.{i}.WANStats. R ^2.12
 BytesSent R StatsCounter64
 BytesReceived R StatsCounter64
 PacketsSent R StatsCounter64
 PacketsReceived R StatsCounter64
 ErrorsSent R StatsCounter32
 RetransCount R StatsCounter32
 DiscardPacketsSent R StatsCounter32 canDeny
Device.Hosts.AccessControl.{i}. W ^2.14 key(Alias) functional(PhysAddress)
 Alias O Alias
 Origin R {User System Controller} ^2.17
 PhysAddress W string(:64)
 PhysAddressMask W string(:64) ^2.17
 HostName W string(:256)
 Enable W boolean
 AccessPolicy W {Allow Deny}
 ScheduleNumberOfEntries R unsignedInt
Device.Hosts.AccessControl.{i}.Schedule.{i}. W ^2.14 key(Alias)
 Alias O Alias
 Enable W boolean
 Day W list of {Monday Tuesday Wednesday Thursday Friday Saturday Sunday}
 StartTime W string(:5) ~"" ~"([01][0-9]|2[0-3]):[0-5][0-9]"
 Duration W unsignedInt[1:]
Device.DNS. R ^2.0
 SupportedRecordTypes R list of {A AAAA SRV PTR} ^2.2
 ZoneNumberOfEntries R unsignedInt ^2.17
Device.DNS.Zone.{i}. W ^2.17 key(Alias)
 Alias O Alias
 Enable W boolean
 Name W string(:128)
 Origin R {User System Controller}
 Interface W string(:256) ->.IP.Interface.
 HostNumberOfEntries R unsignedInt
Device.DNS.Zone.{i}.Host.{i}. W ^2.17 key(Alias)
 Alias O Alias
 Enable W boolean
 Name W list of string(:128)
 Origin W {User System Controller}
 Host W string(:256) ->.Hosts.Host.
 LastUpdate R dateTime
Device.DNS.Client. R ^2.0
 Enable W boolean
 Status R {Disabled Enabled Error?}
 ServerNumberOfEntries R unsignedInt
Device.DNS.Client.Server.{i}. W ^2.0 functional(DNSServer) key(Alias)
 Enable W boolean
 Status R {Disabled Enabled Error?}
 Alias O Alias
 DNSServer W IPAddress
 Interface W string(:256) ->###.IP.Interface.
 Type R {DHCP!deleted DHCPv4 DHCPv6 RouterAdvertisement IPCP Static}
Device.DNS.Relay. R ^2.0
 Enable W boolean
 Status R {Disabled Enabled Error?}
 ConfigNumberOfEntries R unsignedInt ^2.17
 ForwardNumberOfEntries R unsignedInt
Device.DNS.Relay.Config.{i}. W ^2.17 key(Alias)
 Alias O Alias
 Forwarders W list of string(:256) ->#.Forwarding.
 Interface W string(:256) ->###.IP.Interface.
 CacheSize R unsignedInt
 CacheMinTTL R unsignedInt
 CacheMaxTTL R unsignedInt
Device.DNS.Relay.Forwarding.{i}. W ^2.0 functional(DNSServer) key(Alias)
 Enable W boolean
 Status R {Disabled Enabled Error?}
 Alias O Alias
 DNSServer W IPAddress
 Interface W string(:256) ->###.IP.Interface.
 Type R {DHCP!deleted DHCPv4 DHCPv6 RouterAdvertisement IPCP Static}
Device.DNS.Diagnostics. R ^2.0
Device.DNS.Diagnostics.NSLookupDiagnostics. R ^2.0
 DiagnosticsState W DiagnosticsState{None* Requested Canceled? Complete* Error_DNSServerNotResolved* Error_Internal* Error_Other*} canDeny
 Interface W string(:256) =>*
 HostName W string(:256)
 DNSServer W string(:256)
 Timeout W unsignedInt
 NumberOfRepetitions W unsignedInt
 ResultNumberOfEntries R unsignedInt canDeny
 SuccessCount R unsignedInt canDeny
Device.DNS.Diagnostics.NSLookupDiagnostics.Result.{i}. R ^2.0
 Status R {Success Error_DNSServerNotAvailable Error_HostNameNotResolved Error_Timeout Error_Other} canDeny
 AnswerType R {None Authoritative NonAuthoritative} canDeny
 HostNameReturned R string(:256)
 IPAddresses R list<:10> of IPAddress canDeny
 DNSServerIP R IPAddress canDeny
 ResponseTime R unsignedInt canDeny
Device.DNS.SD. R ^2.6
 Enable W boolean
 AdvertiseNumberOfEntries R unsignedInt ^2.17
 ServiceNumberOfEntries R unsignedInt
 AdvertisedInterfaces W list of string ->##.IP.Interface. ^2.12 !deprecated
Device.DNS.SD.Advertise.{i}. W ^2.17 functional(Alias)
 Enable W boolean
 Alias O Alias
 Status R {Disabled Enabled Error_Misconfigured Error?}
 Interface W string(:256) ->.IP.Interface.
 InstanceName R string(:63)
 ApplicationProtocol R string(:15)
 TransportProtocol R {TCP UDP}
 Domain R string(:256)
 Port R unsignedInt[:65535]
 TextRecordNumberOfEntries R unsignedInt
Device.DNS.SD.Advertise.{i}.TextRecord.{i}. R ^2.17
 Key W string(:255)
 Value W string(:255)
Device.DNS.SD.Service.{i}. R ^2.6 functional(InstanceName,ApplicationProtocol,TransportProtocol,Domain)
 InstanceName R string(:63)
 ApplicationProtocol R string(:15)
 TransportProtocol R {TCP UDP}
 Domain R string(:256)
 Port R unsignedInt[:65535]
 Target R string(:256)
 Status R {LeaseActive GoodbyeReceived LeaseExpired}
 LastUpdate R dateTime
 Host R list of string(:256) ->###.Hosts.Host.
 TimeToLive R unsignedInt[:2147483647]
 Priority R unsignedInt[:65535]
 Weight R unsignedInt[:65535]
 TextRecordNumberOfEntries R unsignedInt
Device.DNS.SD.Service.{i}.TextRecord.{i}. R ^2.6
 Key R string(:255)
 Value R string(:255)
Device.NAT. R ^2.0
 InterfaceSettingNumberOfEntries R unsignedInt
 PortMappingNumberOfEntries R unsignedInt
 MaxNumberOfPortMappings R unsignedInt ^2.17
 PortTriggerNumberOfEntries R unsignedInt ^2.16
 MaxNumberOfPortTriggers R unsignedInt ^2.17
Device.NAT.InterfaceSetting.{i}. W ^2.0 key(Alias) functional(Interface)
 Enable W boolean
 Status R {Disabled Enabled Enabled_NATForcedDisabled Enabled_PortMappingDisabled Error_Misconfigured Error}
 Alias O Alias
 Interface W string(:256) ->##.IP.Interface.
 SourceNetwork W list of string(:256) ^2.16
 TCPTranslationTimeout W int[-1:] ^2.13
 UDPTranslationTimeout W int[-1:] ^2.13
Device.NAT.PortMapping.{i}. W ^2.0 key(Alias) functional(RemoteHost,ExternalPort,Protocol)
 Enable W boolean
 Status R {Disabled Enabled Error_Misconfigured Error?}
 Origin R {User System UPnP Controller} ^2.17
 Alias O Alias
 Interface W string(:256) ->##.IP.Interface.
 AllInterfaces W boolean
 LeaseDuration W unsignedInt canDeny
 RemoteHost W string
 ExternalPort W unsignedInt[0:65535]
 ExternalPortEndRange W unsignedInt[0:65535]
 InternalPort W unsignedInt[0:65535]
 Protocol W {TCP UDP}
 InternalClient W string(:256)
 Description W string(:256)
Device.NAT.PortTrigger.{i}. W ^2.16 key(Alias)
 Alias O Alias
 Enable W boolean
 Status R {Disabled Enabled Error_Misconfigured Error?}
 Origin W {User System Controller}
 Description W string(:256)
 Interface W string(:256) ->##.IP.Interface.
 Port W unsignedInt[0:65535]
 PortEndRange W unsignedInt[0:65535]
 AutoDisableDuration W unsignedInt
 ActivationDate W dateTime
 Protocol W {TCP UDP}
 RuleNumberOfEntries R unsignedInt
Device.NAT.PortTrigger.{i}.Rule.{i}. W ^2.16 key(Alias)
 Alias O Alias
 Port W unsignedInt[0:65535]
 PortEndRange W unsignedInt[0:65535]
 Protocol W {TCP UDP}
Device.PCP. R ^2.8
 Enable W boolean ^2.16
 SupportedVersions R list of unsignedInt[0:65535]
 PreferredVersion W unsignedInt[0:65535]
 OptionList R list of unsignedInt[0:254]
 ClientNumberOfEntries R unsignedInt
Device.PCP.Client.{i}. W ^2.8 key(Alias) functional(WANInterface)
 Enable W boolean
 Alias O Alias
 WANInterface R string ->##.IP.Interface.
 Status R {Disabled Enabled StackDisabled^2.16 Error?}
 MAPEnable W boolean
 PEEREnable W boolean
 ANNOUNCEEnable W boolean
 THIRDPARTYEnable W boolean
 THIRDPARTYStatus R {Disabled Enabled Error?}
 FILTEREnable W boolean
 ServerNumberOfEntries R unsignedInt
Device.PCP.Client.{i}.PCPProxy. R ^2.8
 Enable W boolean
 HighestVersion R unsignedInt[0:65535]
 Status R {Disabled Enabled Error?}
Device.PCP.Client.{i}.UPnPIWF. R ^2.8
 Enable W boolean
 Status R {Disabled Enabled Error?}
Device.PCP.Client.{i}.Server.{i}. W ^2.8 key(Alias) functional(ServerNameOrAddress)
 Enable W boolean
 Status R {Disabled Enabled Connecting Error_Timeout Error_HostNameNotResolved Error_NetworkFailure Error_NotAuthorized Error_Unsupported Error?}
 Alias O Alias
 Origin R {DHCPv4 DHCPv6 Static}
 ServerNameOrAddress W string(:256)
 ServerAddressInUse R IPAddress
 AdditionalServerAddresses R list of IPAddress
 ExternalIPAddress R IPAddress
 CurrentVersion R unsignedInt[0:65535]
 MaximumFilters W unsignedInt
 PortQuota W unsignedInt[:65535]
 PreferredLifetime W unsignedInt
 Capabilities R list of {NAT44 StatelessNAT64 StatefulNAT64 A+PPortRangeRouter SupportsPORTSETOption IPv4Firewall IPv6Firewall NPTv6 DSCPReMarkingFunction FLOWDATAAwareFunction ILNPTranslator}
 InboundMappingNumberOfEntries R unsignedInt
 OutboundMappingNumberOfEntries R unsignedInt
Device.PCP.Client.{i}.Server.{i}.InboundMapping.{i}. W ^2.8 key(Alias) functional(InternalPort,ProtocolNumber,ThirdPartyAddress)
 Enable W boolean
 Status R {Disabled Enabled Error_PCPErrorCodeReceived Error?}
 ErrorCode R unsignedInt[1:255]
 Alias O Alias
 Origin R {Internal UPnP_IWF PCP_Proxy Static}
 Lifetime W unsignedInt canDeny
 SuggestedExternalIPAddress W IPAddress
 SuggestedExternalPort W unsignedInt[0:65535]
 SuggestedExternalPortEndRange W unsignedInt[0:65535]
 InternalPort W unsignedInt[1:65535]
 ProtocolNumber W int[-1:255]
 ThirdPartyAddress W IPAddress
 Description W string(:256)
 AssignedExternalIPAddress R IPAddress
 AssignedExternalPort R unsignedInt[0:65535]
 AssignedExternalPortEndRange R unsignedInt[0:65535]
 FilterNumberOfEntries R unsignedInt
Device.PCP.Client.{i}.Server.{i}.InboundMapping.{i}.Filter.{i}. W ^2.8 key(Alias)
 Alias O Alias
 RemoteHostIPAddress W IPAddress
 PrefixLength W unsignedInt[1:128]
 RemotePort W unsignedInt[0:65535]
 RemotePortEndRange R unsignedInt[0:65535]
Device.PCP.Client.{i}.Server.{i}.OutboundMapping.{i}. W ^2.8 key(Alias) functional(InternalPort,ProtocolNumber,ThirdPartyAddress,RemoteHostIPAddress,RemotePort)
 Enable W boolean
 Status R {Disabled Enabled Error_PCPErrorCodeReceived Error?}
 ErrorCode R unsignedInt[1:255]
 Alias O Alias
 Origin R {Internal UPnP_IWF PCP_Proxy Static}
 Lifetime W unsignedInt
 SuggestedExternalIPAddress W IPAddress
 SuggestedExternalPort W unsignedInt[0:65535]
 RemoteHostIPAddress W IPAddress
 InternalPort W unsignedInt[1:65535]
 RemotePort W unsignedInt[1:65535]
 ProtocolNumber W int[-1:255]
 ThirdPartyAddress W IPAddress
 Description W string(:256)
 AssignedExternalIPAddress R IPAddress
 AssignedExternalPort R unsignedInt[0:65535]
Device.DHCPv4. R ^2.0
 ClientNumberOfEntries R unsignedInt
Device.DHCPv4.Client.{i}. W 1: ^2.0 key(Alias) functional(Interface)
 Enable W boolean
 Alias O Alias
 Interface W string(:256) ->##.IP.Interface.
 Status R {Disabled Enabled Error_Misconfigured Error?}
 DHCPStatus R {Init Selecting Requesting Rebinding Bound Renewing}
 Renew W boolean command
 IPAddress R IPv4Address
 SubnetMask R IPv4Address
 IPRouters R list(:256) of IPv4Address
 DNSServers R list(:256) of IPv4Address
 LeaseTimeRemaining R int[-1:] canDeny
 DHCPServer R IPv4Address
 PassthroughEnable W boolean
 PassthroughDHCPPool W string(:256) ->#.Server.Pool.
 SentOptionNumberOfEntries R unsignedInt
 ReqOptionNumberOfEntries R unsignedInt
Device.DHCPv4.Client.{i}.SentOption.{i}. W ^2.0 key(Alias) functional(Tag)
 Enable W boolean
 Alias O Alias
 Tag W unsignedInt[1:254]
 Value W hexBinary(:255)
Device.DHCPv4.Client.{i}.ReqOption.{i}. W ^2.0 key(Alias) functional(Tag)
 Enable W boolean
 Order W Order
 Alias O Alias
 Tag W unsignedInt[1:254]
 Value R hexBinary(:255)
Device.DHCPv4.Server. R ^2.0
 Enable W boolean
 PoolNumberOfEntries R unsignedInt
Device.DHCPv4.Server.Pool.{i}. W ^2.0 key(Alias) functional(Order)
 Enable W boolean
 Status R {Disabled Enabled Error_Misconfigured Error?}
 Alias O Alias
 Order W Order
 Interface W string(:256) ->###.IP.Interface.
 VendorClassID W string(:255)
 VendorClassIDExclude W boolean
 VendorClassIDMode W {Exact Prefix Suffix Substring}
 ClientID W hexBinary(:255)
 ClientIDExclude W boolean
 UserClassID W hexBinary(:255)
 UserClassIDExclude W boolean
 Chaddr W MACAddress
 ChaddrMask W MACAddress
 ChaddrExclude W boolean
 AllowedDevices W {All Known Unknown} ^2.13
 MinAddress W IPv4Address
 MaxAddress W IPv4Address
 ReservedAddresses W list<:32> of IPv4Address
 SubnetMask W IPv4Address
 DNSServers W list<:4> of IPv4Address
 DomainName W string(:64)
 IPRouters W list<:4> of IPv4Address
 LeaseTime W int[-1:]
 StaticAddressNumberOfEntries R unsignedInt
 OptionNumberOfEntries R unsignedInt
 ClientNumberOfEntries R unsignedInt ^2.2
Device.DHCPv4.Server.Pool.{i}.StaticAddress.{i}. W ^2.0 key(Alias) functional(Chaddr)
 Enable W boolean
 Alias O Alias
 Chaddr W MACAddress
 Yiaddr W IPv4Address
Device.DHCPv4.Server.Pool.{i}.Option.{i}. W ^2.0 key(Alias) functional(Tag)
 Enable W boolean
 Alias O Alias
 Tag W unsignedInt[1:254]
 Value W hexBinary(:255)
Device.DHCPv4.Server.Pool.{i}.Client.{i}. R ^2.2 key(Alias) functional(Chaddr)
 Alias O Alias
 Chaddr R MACAddress
 Active R boolean
 IPv4AddressNumberOfEntries R unsignedInt
 OptionNumberOfEntries R unsignedInt
Device.DHCPv4.Server.Pool.{i}.Client.{i}.IPv4Address.{i}. R ^2.2 functional(IPAddress)
 IPAddress R IPv4Address
 LeaseTimeRemaining R dateTime
Device.DHCPv4.Server.Pool.{i}.Client.{i}.Option.{i}. R ^2.2
 Tag R unsignedInt[0:255]
 Value R hexBinary(:255)
Device.DHCPv4.Relay. R ^2.0
 Enable W boolean
 Status R {Disabled Enabled Error?}
 ForwardingNumberOfEntries R unsignedInt
Device.DHCPv4.Relay.Forwarding.{i}. W ^2.0 key(Alias)
 Enable W boolean
 Status R {Disabled Enabled Error_Misconfigured Error?}
 Alias O Alias
 Order W Order
 Interface W string(:256) ->###.IP.Interface.
 VendorClassID W string(:255)
 VendorClassIDExclude W boolean
 VendorClassIDMode W {Exact Prefix Suffix Substring}
 ClientID W hexBinary(:255)
 ClientIDExclude W boolean
 UserClassID W hexBinary(:255)
 UserClassIDExclude W boolean
 Chaddr W MACAddress
 ChaddrMask W MACAddress
 ChaddrExclude W boolean
 LocallyServed W boolean
 DHCPServerIPAddress W IPv4Address
Device.DHCPv6. R ^2.2
 ClientNumberOfEntries R unsignedInt
Device.DHCPv6.Client.{i}. W 1: ^2.2 key(Alias) functional(Interface)
 Enable W boolean
 Alias O Alias
 Interface W string(:256) ->##.IP.Interface.
 Status R {Disabled Enabled Error_Misconfigured Error?}
 DUID R hexBinary(:130)
 RequestAddresses W boolean
 RequestPrefixes W boolean
 RapidCommit W boolean
 Renew W boolean command
 SuggestedT1 W int[-1:]
 SuggestedT2 W int[-1:]
 SupportedOptions R list of unsignedInt
 RequestedOptions W list of unsignedInt
 ServerNumberOfEntries R unsignedInt
 SentOptionNumberOfEntries R unsignedInt
 ReceivedOptionNumberOfEntries R unsignedInt
Device.DHCPv6.Client.{i}.Server.{i}. R ^2.2 functional(SourceAddress)
 SourceAddress R IPv6Address
 DUID R hexBinary(:130)
 InformationRefreshTime R dateTime
Device.DHCPv6.Client.{i}.SentOption.{i}. W ^2.2 key(Alias) functional(Tag)
 Enable W boolean
 Alias O Alias
 Tag W unsignedInt[0:65535]
 Value W hexBinary(:65535)
Device.DHCPv6.Client.{i}.ReceivedOption.{i}. R ^2.2
 Tag R unsignedInt[0:65535]
 Value R hexBinary(:65535)
 Server R string ->#.Server.
Device.DHCPv6.Server. R ^2.2
 Enable W boolean
 PoolNumberOfEntries R unsignedInt
Device.DHCPv6.Server.Pool.{i}. W ^2.2 key(Alias) functional(Order)
 Enable W boolean
 Status R {Disabled Enabled Error_Misconfigured Error?}
 Alias O Alias
 Order W Order
 Interface W string(:256) ->###.IP.Interface.
 DUID W hexBinary(:130)
 DUIDExclude W boolean
 VendorClassID W hexBinary(:65535)
 VendorClassIDExclude W boolean
 UserClassID W hexBinary(:65535)
 UserClassIDExclude W boolean
 SourceAddress W IPv6Address
 SourceAddressMask W IPv6Address
 SourceAddressExclude W boolean
 IANAEnable W boolean
 IANAManualPrefixes W list<:8> of string ->###.IP.Interface.{i}.IPv6Prefix.
 IANAPrefixes R list<:8> of string ->###.IP.Interface.{i}.IPv6Prefix.
 IAPDEnable W boolean
 IAPDManualPrefixes W list<:8> of string ->###.IP.Interface.{i}.IPv6Prefix.
 IAPDPrefixes R list<:8> of string ->###.IP.Interface.{i}.IPv6Prefix.
 IAPDAddLength W unsignedInt[:64]
 ClientNumberOfEntries R unsignedInt
 OptionNumberOfEntries R unsignedInt
Device.DHCPv6.Server.Pool.{i}.Client.{i}. R ^2.2 key(Alias) functional(SourceAddress)
 Alias O Alias
 SourceAddress R IPv6Address
 Active R boolean
 IPv6AddressNumberOfEntries R unsignedInt
 IPv6PrefixNumberOfEntries R unsignedInt
 OptionNumberOfEntries R unsignedInt
Device.DHCPv6.Server.Pool.{i}.Client.{i}.IPv6Address.{i}. R ^2.2 functional(IPAddress)
 IPAddress R IPv6Address
 PreferredLifetime R dateTime
 ValidLifetime R dateTime
Device.DHCPv6.Server.Pool.{i}.Client.{i}.IPv6Prefix.{i}. R ^2.2 functional(Prefix)
 Prefix R IPv6Prefix
 PreferredLifetime R dateTime
 ValidLifetime R dateTime
Device.DHCPv6.Server.Pool.{i}.Client.{i}.Option.{i}. R ^2.2
 Tag R unsignedInt[0:65535]
 Value R hexBinary(:65535)
Device.DHCPv6.Server.Pool.{i}.Option.{i}. W ^2.2 key(Alias) functional(Tag)
 Enable W boolean
 Alias O Alias
 Tag W unsignedInt[0:65535]
 Value W hexBinary(:65535)
 PassthroughClient W string(:256) ->###.Client.
Device.IEEE8021x. R ^2.0
 SupplicantNumberOfEntries R unsignedInt
Device.IEEE8021x.Supplicant.{i}. W 1: ^2.0 key(Alias) functional(Interface)
 Enable W boolean
 Status R {Disabled Enabled Error_Misconfigured Error?}
 Alias O Alias
 Interface W string(:256) ->*
 PAEState R {Disconnected Logoff Connecting Authenticating Authenticated Held Restart ForceAuth ForceUnauth}
 EAPIdentity W string(:256)
 MaxStart W unsignedInt[1:10]
 StartPeriod W unsignedInt[1:]
 HeldPeriod W unsignedInt[1:]
 AuthPeriod W unsignedInt
 AuthenticationCapabilities R list of {EAP-TLS EAP-MD5}
 StartFailurePolicy W {FailAuthentication AssumeAuthentication}
 AuthenticationSuccessPolicy W {NoAction RenewConnection}
 Reset W boolean command
 Disconnect W boolean command
Device.IEEE8021x.Supplicant.{i}.Stats. R ^2.0
 ReceivedFrames R unsignedInt
 TransmittedFrames R unsignedInt
 TransmittedStartFrames R unsignedInt
 TransmittedLogoffFrames R unsignedInt
 TransmittedResponseIdFrames R unsignedInt
 TransmittedResponseFrames R unsignedInt
 ReceivedRequestIdFrames R unsignedInt
 ReceivedRequestFrames R unsignedInt
 ReceivedInvalidFrames R unsignedInt
 ReceivedLengthErrorFrames R unsignedInt
 LastFrameVersion R unsignedInt
 LastFrameSourceMACAddress R MACAddress
Device.IEEE8021x.Supplicant.{i}.EAPMD5. R ^2.0
 Enable W boolean
 SharedSecret W string(:256) secured
Device.IEEE8021x.Supplicant.{i}.EAPTLS. R ^2.0
 Enable W boolean
 MutualAuthenticationEnable W boolean
Device.Users. R ^2.0
 UserNumberOfEntries R unsignedInt
 GroupNumberOfEntries R unsignedInt
 RoleNumberOfEntries R unsignedInt
 SupportedShellNumberOfEntries R unsignedInt
Device.Users.User.{i}. W ^2.0 functional(Username) key(Alias) functional(UserID)
 Alias O Alias
 Enable W boolean
 UserID W unsignedInt ^2.15
 RemoteAccessCapable W boolean !deprecated
 Username W string(:64)
 Password W string(:64) secured
 GroupParticipation W list(:1024) of string =>#.Group.
 RoleParticipation W list(:1024) of string =>#.Role.
 StaticUser R boolean
 Language W string(:16)
 Shell W string =>#.SupportedShell.
Device.Users.CheckCredentialsDiagnostics. R ^2.15
 DiagnosticsState W DiagnosticsState{None* Requested Canceled? Complete* Error?* Credentials_Good?* Credentials_Bad_Username_Not_Supported?* Credentials_Bad_Password_Incorrect?* Credentials_Missing?*}
 Username W string
 Password W string
Device.Users.Group.{i}. W ^2.15 functional(Groupname) key(Alias) functional(GroupID)
 Alias O Alias
 Enable W boolean
 GroupID W unsignedInt
 Groupname W string(:64)
 RoleParticipation W list(:1024) of string =>#.Role.
 StaticGroup R boolean
Device.Users.SupportedShell.{i}. W ^2.15 key(Alias) functional(Name)
 Alias O Alias
 Enable W boolean
 Name R string(:64)
Device.Users.Role.{i}. W ^2.15 functional(RoleName) key(Alias) functional(RoleID)
 Alias O Alias
 Enable W boolean
 RoleID W unsignedInt
 RoleName W string(:64)
 StaticRole R boolean
Device.SmartCardReaders. R ^2.0
 SmartCardReaderNumberOfEntries R unsignedInt
Device.SmartCardReaders.SmartCardReader.{i}. R ^2.0 functional(Name) key(Alias)
 Alias O Alias ^2.3
 Enable W boolean
 Status R {Disabled Enabled Error}
 Name R string(:256)
 Reset W boolean command
 ResetTime R dateTime
 DecryptionFailedCounter R unsignedInt canDeny
 DecryptionFailedNoKeyCounter R unsignedInt canDeny
Device.SmartCardReaders.SmartCardReader.{i}.SmartCard. R ^2.0
 Status R {None Running Error}
 Type R {CA DRM UICC}
 Application R list of {SIM USIM ISIM}
 SerialNumber R string(:256)
 ATR R string(:1024)
Device.UPnP. R ^2.0
Device.UPnP.Device. R ^2.0
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
Device.UPnP.Device.Capabilities. R ^2.0
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
Device.UPnP.Discovery. R ^2.0
 RootDeviceNumberOfEntries R unsignedInt
 DeviceNumberOfEntries R unsignedInt
 ServiceNumberOfEntries R unsignedInt
Device.UPnP.Discovery.RootDevice.{i}. R ^2.0 functional(UUID)
 Status R {LeaseActive LeaseExpired ByebyeReceived}
 UUID R string(:36) ~"[0-9A-Fa-f]{8}-([0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}"
 USN R string(:256)
 LeaseTime R unsignedInt
 Location R URL
 Server R string(:256)
 Host R list of string(:256) ->###.Hosts.Host.
 LastUpdate R dateTime ^2.6
Device.UPnP.Discovery.Device.{i}. R ^2.0 functional(UUID)
 Status R {LeaseActive LeaseExpired ByebyeReceived}
 UUID R string(:36) ~"[0-9A-Fa-f]{8}-([0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}"
 USN R string(:256)
 LeaseTime R unsignedInt
 Location R URL
 Server R string(:256)
 Host R list<:1024> of string(:256) ->###.Hosts.Host.
 LastUpdate R dateTime ^2.6
Device.UPnP.Discovery.Service.{i}. R ^2.0 functional(USN)
 Status R {LeaseActive LeaseExpired ByebyeReceived}
 USN R string(:256)
 LeaseTime R unsignedInt
 Location R URL
 Server R string(:256)
 Host R list<:1024> of string(:256) ->###.Hosts.Host.
 LastUpdate R dateTime ^2.6
 ParentDevice R string(:256) ->#.RootDevice.|#.Device. ^2.6
Device.UPnP.Description. R ^2.6
 DeviceDescriptionNumberOfEntries R unsignedInt
 DeviceInstanceNumberOfEntries R unsignedInt
 ServiceInstanceNumberOfEntries R unsignedInt
Device.UPnP.Description.DeviceDescription.{i}. R ^2.6 functional(URLBase)
 URLBase R URL
 SpecVersion R string(:256) ~"\\d+\\.\\d+"
 Host R list<:1024> of string(:256) ->###.Hosts.Host.
Device.UPnP.Description.DeviceInstance.{i}. R ^2.6 functional(UDN)
 UDN R UUID
 ParentDevice R string(:256) ->#.DeviceInstance.
 DiscoveryDevice R string(:256) ->##.Discovery.Device.|##.Discovery.RootDevice.
 DeviceType R string(:256)
 FriendlyName R string(:128)
 DeviceCategory R list of string ^2.8
 Manufacturer R string(:128)
 ManufacturerOUI R string(:6) ~"" ~"[0-9A-F]{6}" ^2.8
 ManufacturerURL R URL
 ModelDescription R string(:256)
 ModelName R string(:64)
 ModelNumber R string(:64)
 ModelURL R URL
 SerialNumber R string(:128)
 UPC R string(:12)
 PresentationURL R URL
Device.UPnP.Description.ServiceInstance.{i}. R ^2.6 functional(ParentDevice,ServiceId)
 ParentDevice R string(:256) ->#.DeviceInstance.
 ServiceId R string(:256)
 ServiceDiscovery R string(:256) ->##.Discovery.Service.
 ServiceType R string(:256)
 SCPDURL R URL
 ControlURL R URL
 EventSubURL R URL
Device.DLNA. R ^2.0
Device.SelfTestDiagnostics. R ^2.0
 DiagnosticsState W DiagnosticsState{None* Requested Canceled? Complete* Error_Internal* Error_Other*} canDeny
 Results R string(:1024) canDeny
Device.DLNA.Capabilities. R ^2.0
 HNDDeviceClass R list(:256) of string
 DeviceCapability R list(:256) of string
 HIDDeviceClass R list(:256) of string
 ImageClassProfileID R list(:256) of string
 AudioClassProfileID R list(:256) of string
 AVClassProfileID R list(:256) of string
 MediaCollectionProfileID R list(:256) of string
 PrinterClassProfileID R list(:256) of string
Device.Firewall. R ^2.0
 Enable W boolean ^2.2
 Config W {High Low Off!deleted Advanced? Policy?^2.16}
 AdvancedLevel W string ->Level. ^2.2
 PolicyLevel W string ->Level. ^2.16
 Type R {Stateless Stateful} ^2.2
 Version R string(:16)
 LastChange R dateTime
 LevelNumberOfEntries R unsignedInt ^2.2
 ChainNumberOfEntries R unsignedInt ^2.2
 DMZNumberOfEntries R unsignedInt ^2.16
 ServiceNumberOfEntries R unsignedInt ^2.16
 PinholeNumberOfEntries R unsignedInt ^2.16
 PolicyNumberOfEntries R unsignedInt ^2.16
 InterfaceSettingNumberOfEntries R unsignedInt ^2.17
Device.Firewall.Level.{i}. W ^2.2 key(Alias) key(Name)
 Alias O Alias
 Name W string(:64)
 Description W string(:256)
 Order W Order
 Policies W list of string ->* ^2.16
 Chain R string ->#.Chain.
 PortMappingEnabled W boolean
 DefaultPolicy W {Drop Accept Reject?}
 DefaultLogPolicy W boolean
Device.Firewall.Policy.{i}. W ^2.16 key(Alias)
 Alias O Alias
 Enable W boolean
 Status R {Disabled Enabled Error_Misconfigured Error?}
 Chain W string ->#.Chain.
 TargetChain W {Drop Accept Reject? Chain?}
 SourceInterface W string(:256) ->##.IP.Interface.
 DestinationInterface W string(:256) ->##.IP.Interface.
 IPVersion W int[-1:15]
 ReverseChain W string ->#.Chain.
 ReverseTargetChain W {Drop Accept Reject? Chain?}
Device.Firewall.Chain.{i}. W ^2.2 key(Alias) key(Name)
 Enable W boolean
 Alias O Alias
 Name W string(:64)
 Creator R {Defaults PortMapping WANIPv6FirewallControl ACS UserInterface Other}
 RuleNumberOfEntries R unsignedInt
Device.Firewall.Chain.{i}.Rule.{i}. W ^2.2 key(Alias)
 Enable W boolean
 Status R {Disabled Enabled Error_Misconfigured Error?}
 Order W Order
 Alias O Alias
 Description W string(:256)
 Target W {Drop Accept Reject? Return? TargetChain?}
 TargetChain W string ->#
 Log W boolean
 CreationDate R dateTime
 ExpiryDate W dateTime
 SourceInterface W string(:256) ->*
 SourceInterfaceExclude W boolean
 SourceAllInterfaces W boolean
 DestInterface W string(:256) ->*
 DestInterfaceExclude W boolean
 DestAllInterfaces W boolean
 IPVersion W int[-1:15]
 DestIP W IPAddress
 DestMask W IPPrefix
 DestIPExclude W boolean
 SourceIP W IPAddress
 SourceMask W IPPrefix
 SourceIPExclude W boolean
 Protocol W int[-1:255]
 ProtocolExclude W boolean
 DestPort W int[-1:65535]
 DestPortRangeMax W int[-1:65535]
 DestPortExclude W boolean
 SourcePort W int[-1:65535]
 SourcePortRangeMax W int[-1:65535]
 SourcePortExclude W boolean
 DSCP W int[-1:63]
 DSCPExclude W boolean
 ConnectionState W list of {INVALID NEW RELATED ESTABLISHED} ^2.16
 SourceMAC W MACAddress ^2.16
 SourceMACExclude W boolean ^2.16
Device.Firewall.Pinhole.{i}. W ^2.16 key(Alias)
 Alias O Alias
 Enable W boolean
 Status R {Disabled Enabled Error_Misconfigured Error?}
 Origin R {User System UPnP^2.17 Controller}
 Description W string(:256)
 Interface W string(:256) ->##.IP.Interface.
 LeaseDuration W unsignedInt ^2.17
 RemainingLeaseTime R unsignedInt ^2.17 canDeny
 SourcePort W int[-1:65535]
 DestPort W int[-1:65535]
 IPVersion W int[-1:15]
 Protocol W list of int[-1:255]
 SourcePrefixes W list of IPPrefix
 DestIP W IPAddress
 DestMACAddress W MACAddress
Device.Firewall.DMZ.{i}. W ^2.16 key(Alias) functional(DestIP,SourcePrefix)
 Alias O Alias
 Enable W boolean
 Status R {Disabled Enabled Error_Misconfigured Error?}
 Origin W {User System Controller}
 Description W string(:256)
 Interface W string(:256) ->##.IP.Interface.
 LeaseDuration W unsignedInt ^2.17
 RemainingLeaseTime R unsignedInt ^2.17 canDeny
 DestIP W IPv4Address
 SourcePrefix W IPv4Prefix
Device.Firewall.Service.{i}. W ^2.16 key(Alias) functional(Interface,DestPort,Protocol,SourcePrefixes)
 Alias O Alias
 Enable W boolean
 Status R {Disabled Enabled Error_Misconfigured Error?}
 Interface W string(:256) ->##.IP.Interface.
 DestPort W list of int[-1:65535]
 IPVersion W int[-1:15]
 Protocol W list of int[-1:255]
 ICMPType W int[-1:255]
 SourcePrefixes W list of IPPrefix
 Action W {Drop Accept Reject?}
Device.Firewall.InterfaceSetting.{i}. W ^2.17 key(Alias) functional(Interface)
 Enable W boolean
 Status R {Disabled Enabled Error_Misconfigured Error}
 Alias O Alias
 Interface W string(:256) ->##.IP.Interface.
 IPv4SpoofingProtection W boolean
 IPv6SpoofingProtection W boolean
 IPv4AcceptICMPEchoRequest W boolean
 IPv6AcceptICMPEchoRequest W boolean
 StealthMode W boolean
Device.Firewall.ConnectionTracking. R ^2.17
Device.Firewall.ConnectionTracking.SIP. R ^2.17
 Enable W boolean
 Ports W list of int[0:65535]
 DirectMedia W boolean
 DirectSignaling W boolean
 ExternalMedia W boolean
 TimeOut W unsignedInt
Device.Firewall.ConnectionTracking.H323. R ^2.17
 Enable W boolean
 RegistrationRequestTTL W unsignedInt
 GKRoutedOnly W boolean
 CallForwardFilter W boolean
Device.Firewall.ConnectionTracking.FTP. R ^2.17
 Enable W boolean
 Ports W list<:8> of int[0:65535]
 Loose W boolean
Device.Firewall.ConnectionTracking.PPTP. R ^2.17
 Enable W boolean
Device.Firewall.ConnectionTracking.TFTP. R ^2.17
 Enable W boolean
 Ports W list<:8> of int[0:65535]
Device.Firewall.ConnectionTracking.IRC. R ^2.17
 Enable W boolean
 Ports W list of int[0:65535]
 MAXDCCChannels W unsignedInt
 DCCTimeout W unsignedInt
Device.PeriodicStatistics. R ^2.0
 MinSampleInterval R unsignedInt
 MaxReportSamples R unsignedInt
 SampleSetNumberOfEntries R unsignedInt
Device.PeriodicStatistics.SampleSet.{i}. W ^2.0 functional(Name) key(Alias)
 Alias O Alias ^2.3
 Enable W boolean
 Name W string(:128)
 SampleInterval W unsignedInt[1:]
 ReportSamples W unsignedInt[1:]
 ReportStartTime R dateTime
 ReportEndTime R dateTime
 SampleSeconds R list of unsignedInt canDeny
 ParameterNumberOfEntries R unsignedInt
 Status R {Disabled Enabled Trigger}
 TimeReference W dateTime
 FetchSamples W unsignedInt
 ForceSample W boolean command
Device.PeriodicStatistics.SampleSet.{i}.Parameter.{i}. W ^2.0 functional(Reference) key(Alias)
 Alias O Alias ^2.3
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
Device.FaultMgmt. R ^2.4
 SupportedAlarmNumberOfEntries R unsignedInt
 MaxCurrentAlarmEntries R unsignedInt
 CurrentAlarmNumberOfEntries R unsignedInt
 HistoryEventNumberOfEntries R unsignedInt
 ExpeditedEventNumberOfEntries R unsignedInt
 QueuedEventNumberOfEntries R unsignedInt
Device.FaultMgmt.SupportedAlarm.{i}. R ^2.4 functional(EventType,ProbableCause,SpecificProblem,PerceivedSeverity)
 EventType R string(:64)
 ProbableCause R string(:64)
 SpecificProblem R string(:128)
 PerceivedSeverity R {"" "*" Cleared Critical Major Minor Warning Indeterminate}
 ReportingMechanism W {"0 Expedited" "1 Queued" "2 Logged" "3 Disabled"}
Device.FaultMgmt.CurrentAlarm.{i}. R ^2.4 functional(AlarmIdentifier) functional(EventType,ProbableCause,SpecificProblem)
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
Device.FaultMgmt.HistoryEvent.{i}. R ^2.4 functional(EventTime,AlarmIdentifier)
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
Device.FaultMgmt.ExpeditedEvent.{i}. R ^2.4 functional(AlarmIdentifier)
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
Device.FaultMgmt.QueuedEvent.{i}. R ^2.4 functional(AlarmIdentifier)
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
Device.Security. R ^2.4
 CertificateNumberOfEntries R unsignedInt
Device.Security.Certificate.{i}. R ^2.4 functional(SerialNumber,Issuer)
 Enable W boolean
 LastModif R dateTime
 SerialNumber R string(:64)
 Issuer R string(:256)
 NotBefore R dateTime
 NotAfter R dateTime
 Subject R string(:256)
 SubjectAlt R list(:256) of string
 SignatureAlgorithm R string(:256)
Device.FAP. R ^2.4
Device.FAP.GPS. R ^2.4
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
Device.FAP.GPS.ContinuousGPSStatus. R ^2.4
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
Device.FAP.GPS.AGPSServerConfig. R ^2.4
 Enable W boolean
 ServerURL W string(:256)
 ServerPort W unsignedInt[:65535]
 Username W string(:64)
 Password W string(:64) secured
 ReferenceLatitude W int[-90000000:90000000]
 ReferenceLongitude W int[-180000000:180000000]
 ServerInUse R boolean
Device.FAP.PerfMgmt. R ^2.4
 ConfigNumberOfEntries R unsignedInt
Device.FAP.PerfMgmt.Config.{i}. W ^2.4 key(Alias) functional(URL,PeriodicUploadInterval,PeriodicUploadTime)
 Enable W boolean
 Alias O Alias
 URL W URL
 Username W string(:256)
 Password W string(:256) secured
 PeriodicUploadInterval W unsignedInt[1:]
 PeriodicUploadTime W dateTime
Device.FAP.ApplicationPlatform. R ^2.4
 Version R string(:64)
 Enable W boolean
 Status R {Disabled Enabled Reset Initializing}
 MaxNumberOfApplications R unsignedInt
 CurrentNumberofApplications R unsignedInt
Device.FAP.ApplicationPlatform.Capabilities. R ^2.4
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
Device.FAP.ApplicationPlatform.Control. R ^2.4
 AuthenticationMethod W string(:256) =#.Capabilities.AuthenticationMethodsSupported
 TunnelInst W string(:256)
Device.FAP.ApplicationPlatform.Control.FemtoAwareness. R ^2.4
 APIEnable W boolean
 QueueEnable W boolean
 Queueing W {FiFo Priority}
 MaxAPIUsersNumber W unsignedInt[0:255]
 FemtozoneID W string(:256)
 NotificationsUserIdentifierMSISDN W boolean
 SubscribeToNotificationsResponseCallbackData W boolean
 QueryFemtocellResponseTimezone W boolean
Device.FAP.ApplicationPlatform.Control.SMS. R ^2.4
 APIEnable W boolean
 QueueEnable W boolean
 Queueing W {FiFo Priority}
 MaxAPIUsersNumber W unsignedInt[0:255]
 MinSendSMSTimeInterval W unsignedInt[0:3599]
 EnableQuerySMSDeliveryStatus W boolean
 EnableSubscribeToNotificationsOfMessageSentToApplication W boolean
Device.FAP.ApplicationPlatform.Control.MMS. R ^2.4
 APIEnable W boolean
 QueueEnable W boolean
 Queueing W {FiFo Priority}
 MaxAPIUsersNumber W unsignedInt[0:255]
 MinSendMMSTimeInterval W unsignedInt[0:3599]
 EnableQueryMMSDeliveryStatus W boolean
 EnableSubscribeToNotificationsOfMessageSentToApplication W boolean
Device.FAP.ApplicationPlatform.Control.TerminalLocation. R ^2.4
 APIEnable W boolean
 QueueEnable W boolean
 Queueing W {FiFo Priority}
 MaxAPIUsersNumber W unsignedInt[0:255]
 QueryMobileLocationResponseAddress W {TelUri AnonymousReference}
 QueryMobileLocationResponseLongitudeLatitude W boolean
 QueryMobileLocationResponseAltitude W boolean
 QueryMobileLocationResponseTimestamp W unsignedInt[0:86399]
Device.FAP.ApplicationPlatform.Monitoring. R ^2.4
 Enable W boolean
 MonitoringInterval W unsignedInt
 AuthenticationRequestsReceived R unsignedInt
 AuthenticationRequestsRejected R unsignedInt
Device.FAP.ApplicationPlatform.Monitoring.FemtoAwareness. R ^2.4
 APIAvailable R boolean
 APIUsers R unsignedInt[0:255]
 QueueState R {Disabled Ready Flushed}
 QueueNum R unsignedInt[0:255]
 QueueReceived R unsignedInt
 QueueDiscarded R unsignedInt
Device.FAP.ApplicationPlatform.Monitoring.SMS. R ^2.4
 APIAvailable R boolean
 APIUsers R unsignedInt[0:255]
 QueueState R {Disabled Ready Flushed}
 QueueNum R unsignedInt[0:255]
 QueueReceived R unsignedInt
 QueueDiscarded R unsignedInt
Device.FAP.ApplicationPlatform.Monitoring.MMS. R ^2.4
 APIAvailable R boolean
 APIUsers R unsignedInt[0:255]
 QueueState R {Disabled Ready Flushed}
 QueueNum R unsignedInt[0:255]
 QueueReceived R unsignedInt
 QueueDiscarded R unsignedInt
Device.FAP.ApplicationPlatform.Monitoring.TerminalLocation. R ^2.4
 APIAvailable R boolean
 APIUsers R unsignedInt[0:255]
 QueueState R {Disabled Ready Flushed}
 QueueNum R unsignedInt[0:255]
 QueueReceived R unsignedInt
 QueueDiscarded R unsignedInt
Device.BulkData. R ^2.5
 Enable W boolean
 Status R {Enabled Disabled Error?}
 MinReportingInterval R unsignedInt
 Protocols R list of {Streaming File HTTP MQTT}
 EncodingTypes R list of {XML XDR CSV JSON}
 ParameterWildCardSupported R boolean ^2.10
 MaxNumberOfProfiles R int[-1:]
 MaxNumberOfParameterReferences R int[-1:]
 ProfileNumberOfEntries R unsignedInt
Device.BulkData.Profile.{i}. W ^2.5 key(Alias)
 Enable W boolean
 Alias O Alias
 Name W string(:255) ^2.10
 NumberOfRetainedFailedReports W int[-1:] ^2.10
 Protocol W string =#.Protocols
 EncodingType W string =#.EncodingTypes
 ReportingInterval W unsignedInt[1:]
 TimeReference W dateTime
 ParameterNumberOfEntries R unsignedInt
 StreamingHost W string(:256)
 StreamingPort W unsignedInt[0:65535]
 StreamingSessionID W unsignedInt[48:57,65:90]
 FileTransferURL W URL
 FileTransferUsername W string(:64)
 FileTransferPassword W string(:64) hidden
 ControlFileFormat W string(:128)
Device.BulkData.Profile.{i}.Parameter.{i}. W ^2.5
 Name W string(:64) ^2.10
 Reference W string(:256)
 Exclude W boolean ^2.16
Device.BulkData.Profile.{i}.CSVEncoding. R ^2.10
 FieldSeparator W string
 RowSeparator W string
 EscapeCharacter W string
 ReportFormat W {ParameterPerRow ParameterPerColumn}
 RowTimestamp W {Unix-Epoch ISO-8601 None}
Device.BulkData.Profile.{i}.JSONEncoding. R ^2.10
 ReportFormat W {ObjectHierarchy NameValuePair}
 ReportTimestamp W {Unix-Epoch ISO-8601 None}
Device.BulkData.Profile.{i}.HTTP. R ^2.10
 URL W URL
 Username W string(:256)
 Password W string(:256) secured
 CompressionsSupported R list of {GZIP Compress Deflate}
 Compression W string =CompressionsSupported
 MethodsSupported R list of {POST PUT}
 Method W string =MethodsSupported
 UseDateHeader W boolean
 RetryEnable W boolean
 RetryMinimumWaitInterval W unsignedInt[1:65535]
 RetryIntervalMultiplier W unsignedInt[1000:65535]
 RequestURIParameterNumberOfEntries R unsignedInt
 PersistAcrossReboot W boolean ^2.12
Device.BulkData.Profile.{i}.HTTP.RequestURIParameter.{i}. W ^2.10
 Name W string(:64)
 Reference W string(:256)
Device.BulkData.Profile.{i}.MQTT. R ^2.15
 Reference W string ->###.MQTT.Client.
 PublishTopic W string(:65535)
 PublishQoS W unsignedInt[0:2]
 PublishRetain W boolean
Device.SoftwareModules. R ^2.1
 ExecEnvClassNumberOfEntries R unsignedInt ^2.16
 ExecEnvNumberOfEntries R unsignedInt
 DeploymentUnitNumberOfEntries R unsignedInt
 ExecutionUnitNumberOfEntries R unsignedInt
Device.SoftwareModules.ExecEnvClass.{i}. R ^2.16 key(Alias) functional(Vendor,Name,Version)
 Alias O Alias
 Name R string(:256)
 Vendor R string(:128)
 Version R string(:32)
 DeploymentUnitRef R string ->#.DeploymentUnit.
 CapabilityNumberOfEntries R unsignedInt
Device.SoftwareModules.ExecEnvClass.{i}.Capability.{i}. R ^2.16 functional(Specification,SpecificationVersion)
 Specification R {OCIImage? VMRawImage? OSGiBundle? JAR? WAR?}
 SpecificationVersion R string(:32)
 SpecificationURI R string(:256)
Device.SoftwareModules.ExecEnv.{i}. R ^2.1 key(Alias) key(Name)
 Enable W boolean
 Status R {Up Error? Disabled}
 Reset W boolean command
 Alias O Alias
 Name R string(:256)
 Type R string(:64)
 InitialRunLevel W unsignedInt[:65535]
 RequestedRunLevel W int[-1:65535] command
 CurrentRunLevel R int[-1:65535]
 InitialExecutionUnitRunLevel W int[-1:65535] ^2.4
 Vendor R string(:128)
 Version R string(:32)
 ParentExecEnv R string ->#.ExecEnv.
 AllocatedDiskSpace R int[-1:]
 AllocatedMemory R int[-1:]
 AllocatedCPUPercent R int[-1:100] ^2.16
 AvailableDiskSpace R int[-1:] canDeny
 AvailableMemory R int[-1:] canDeny
 AvailableCPUPercent R int[-1:100] ^2.16
 ActiveExecutionUnits R list of string ->#.ExecutionUnit. canDeny
 ProcessorRefList R list of string ->##.DeviceInfo.Processor.
 CreatedAt R dateTime ^2.16
 ExecEnvClassRef R string ->#.ExecEnvClass. ^2.16
 ApplicationDataNumberOfEntries R unsignedInt ^2.16
Device.SoftwareModules.ExecEnv.{i}.ApplicationData.{i}. R ^2.16 key(Alias) functional(ApplicationUUID,Name)
 Name R string(:64)
 Capacity R unsignedInt
 Encrypted R boolean
 Retain R {UntilStopped Forever}
 AccessPath R string(:256)
 Alias O Alias
 ApplicationUUID R UUID
 Utilization R unsignedInt canDeny
Device.SoftwareModules.DeploymentUnit.{i}. R ^2.1 functional(UUID,Version,ExecutionEnvRef) key(Alias)
 UUID R UUID
 DUID R string(:64)
 Alias O Alias
 Name R string(:256)
 Status R {Installing Installed Updating Uninstalling Uninstalled} canDeny
 Resolved R boolean
 URL R URL
 Description R string(:256)
 Vendor R string(:128)
 Version R string(:32)
 VendorLogList R list of string ->##.DeviceInfo.VendorLogFile.
 VendorConfigList R list of string ->##.DeviceInfo.VendorConfigFile.
 ExecutionUnitList R list of string ->#.ExecutionUnit.
 ExecutionEnvRef R string ->#.ExecEnv.
 Installed R dateTime ^2.16
 LastUpdate R dateTime ^2.16
Device.SoftwareModules.ExecutionUnit.{i}. R ^2.1 functional(EUID) key(Alias)
 EUID R string(:64)
 Alias O Alias
 Name R string(:256)
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
 AllocatedDiskSpace R int[-1:] ^2.16
 DiskSpaceInUse R int[-1:] canDeny
 AllocatedMemory R int[-1:] ^2.16
 MemoryInUse R int[-1:] canDeny
 AllocatedCPUPercent R int[-1:100] ^2.16
 CPUPercentInUse R int[-1:100] ^2.16
 References R list of string ->*
 AssociatedProcessList R list of string ->##.DeviceInfo.ProcessStatus.Process.
 VendorLogList R list of string ->##.DeviceInfo.VendorLogFile.
 VendorConfigList R list of string ->##.DeviceInfo.VendorConfigFile.
 SupportedDataModelList R list of string ->##.DeviceInfo.SupportedDataModel.
 ApplicationDataList R list of string ->#.ExecEnv.{i}.ApplicationData. ^2.16
 ExecutionEnvRef R string ->#.ExecEnv.
 HostObjectNumberOfEntries R unsignedInt ^2.16
 EnvVariableNumberOfEntries R unsignedInt ^2.17
Device.SoftwareModules.ExecutionUnit.{i}.AutoRestart. R ^2.16
 Enable W boolean
 RetryMinimumWaitInterval W unsignedInt
 RetryMaximumWaitInterval W unsignedInt
 RetryIntervalMultiplier W unsignedInt
 MaximumRetryCount W unsignedInt
 ResetPeriod W unsignedInt
 RetryCount W unsignedInt
 LastRestarted R dateTime
 NextRestart R dateTime
Device.SoftwareModules.ExecutionUnit.{i}.NetworkConfig. R ^2.17
 AccessInterfaceRefList R list of string ->.Logical.Interface.
 PortMappingRefList R list of string ->.NAT.PortMapping.
Device.SoftwareModules.ExecutionUnit.{i}.HostObject.{i}. R ^2.16 key(Alias) functional(Destination)
 Source R string(:256)
 Destination R string(:256)
 Options R string(:256)
 Alias O Alias
Device.SoftwareModules.ExecutionUnit.{i}.EnvVariable.{i}. R ^2.17 key(Alias) functional(Key)
 Key R string(:2048)
 Value R string(:2048)
 Alias O Alias
Device.SoftwareModules.ExecutionUnit.{i}.Extensions. R ^2.1
Device.XMPP. R ^2.7
 ConnectionNumberOfEntries R unsignedInt
 SupportedServerConnectAlgorithms R list of {DNS-SRV DNS ServerTable WebSocket} ^2.11
Device.XMPP.Connection.{i}. W ^2.7 key(Alias) functional(Username,Domain,Resource)
 Enable W boolean
 Alias O Alias
 Username W string(:256)
 Password W string(:256) secured
 Domain W string(:64)
 Resource W string(:64)
 JabberID R string
 Status R {Enabled Disabled Unknown Dormant Connecting ServerNotPresent Error_Misconfigured Error_AuthenticationFailure Error?}
 LastChangeDate R dateTime
 ServerConnectAlgorithm W string =#.SupportedServerConnectAlgorithms
 KeepAliveInterval W long[-1:]
 ServerConnectAttempts W unsignedInt
 ServerRetryInitialInterval W unsignedInt[1:65535]
 ServerRetryIntervalMultiplier W unsignedInt[1000:65535]
 ServerRetryMaxInterval W unsignedInt[1:]
 UseTLS W boolean
 TLSEstablished R boolean
 ServerNumberOfEntries R unsignedInt
Device.XMPP.Connection.{i}.Server.{i}. W ^2.7 key(Alias) functional(ServerAddress,Port)
 Enable W boolean
 Alias O Alias
 Priority W unsignedInt[0:65535]
 Weight W long[-1:65535]
 ServerAddress W string(:256)
 Port W unsignedInt[0:65535]
Device.XMPP.Connection.{i}.Stats. R ^2.7
 ReceivedMessages R unsignedInt
 TransmittedMessages R unsignedInt
 ReceivedErrorMessages R unsignedInt
 TransmittedErrorMessages R unsignedInt
Device.IEEE1905. R ^2.9
 Version R {1905.1 1905.1a}
Device.IEEE1905.AL. R ^2.9
 IEEE1905Id R MACAddress
 Status R {Disabled Enabled Error_Misconfigured Up Down Unknown Dormant NotPresent LowerLayerDown Error?}
 LastChange R unsignedInt canDeny
 LowerLayers R list(:1024) of string ->#.AL.Interface.
 RegistrarFreqBand R list(:1024) of {"802.11 2.4 GHz" "802.11 5 GHz" "802.11 60 GHz"}
 InterfaceNumberOfEntries R unsignedInt
Device.IEEE1905.AL.Interface.{i}. R ^2.9 functional(InterfaceId)
 InterfaceId R MACAddress
 Status R {Up Down Unknown Dormant NotPresent LowerLayerDown Error?}
 LastChange R unsignedInt canDeny
 LowerLayers R list(:1024) of string ->*
 InterfaceStackReference R string(:256) canDeny
 MediaType R {"IEEE 802.3u" "IEEE 802.3ab" "IEEE 802.11b" "IEEE 802.11g" "IEEE 802.11a" "IEEE 802.11n 2.4" "IEEE 802.11n 5.0" "IEEE 802.11ac" "IEEE 802.11ad" "IEEE 802.11af" "IEEE 1901 Wavelet" "IEEE 1901 FFT" MoCAv1.1 "Generic PHY"}
 GenericPhyOUI R string(6) ~"[0-9A-F]{6}"
 GenericPhyVariant R hexBinary(1)
 GenericPhyURL R URL
 SetIntfPowerStateEnabled W boolean
 PowerState W {On Power_Save Off Unsupported}
 VendorPropertiesNumberOfEntries R unsignedInt
 LinkNumberOfEntries R unsignedInt
Device.IEEE1905.AL.Interface.{i}.VendorProperties.{i}. R ^2.9
 OUI R string(6) ~"[0-9A-F]{6}"
 Information R hexBinary(:65535)
Device.IEEE1905.AL.Interface.{i}.Link.{i}. R ^2.9 functional(InterfaceId,IEEE1905Id)
 InterfaceId R MACAddress
 IEEE1905Id R MACAddress
 MediaType R {"IEEE 802.3u" "IEEE 802.3ab" "IEEE 802.11b" "IEEE 802.11g" "IEEE 802.11a" "IEEE 802.11n 2.4" "IEEE 802.11n 5.0" "IEEE 802.11ac" "IEEE 802.11ad" "IEEE 802.11af" "IEEE 1901 Wavelet" "IEEE 1901 FFT" MoCAv1.1 "Generic PHY"}
 GenericPhyOUI R string(6) ~"[0-9A-F]{6}"
 GenericPhyVariant R hexBinary(1)
 GenericPhyURL R URL
Device.IEEE1905.AL.Interface.{i}.Link.{i}.Metric. R ^2.9
 IEEE802dot1Bridge R boolean
 PacketErrors R StatsCounter32 canDeny
 PacketErrorsReceived R StatsCounter32 canDeny
 TransmittedPackets R StatsCounter32 canDeny
 PacketsReceived R StatsCounter32 canDeny
 MACThroughputCapacity R unsignedInt canDeny
 LinkAvailability R unsignedInt[0:100] canDeny
 PHYRate R unsignedInt canDeny
 RSSI R unsignedInt[0:255] canDeny
Device.IEEE1905.AL.ForwardingTable. R ^2.9
 SetForwardingEnabled W boolean
 ForwardingRuleNumberOfEntries R unsignedInt
Device.IEEE1905.AL.ForwardingTable.ForwardingRule.{i}. W ^2.9
 InterfaceList W list of string(:256) ->##.Interface.
 MACDestinationAddress W MACAddress
 MACDestinationAddressFlag W boolean
 MACSourceAddress W MACAddress
 MACSourceAddressFlag W boolean
 EtherType W unsignedInt
 EtherTypeFlag W boolean
 Vid W unsignedInt[0:4095]
 VidFlag W boolean
 PCP W unsignedInt[0:7]
 PCPFlag W boolean
Device.IEEE1905.AL.NetworkTopology. R ^2.9
 Enable W boolean
 Status R {Incomplete Available Error_Misconfigured}
 MaxChangeLogEntries W unsignedInt[1:]
 LastChange R string(:256) ->ChangeLog.
 IEEE1905DeviceNumberOfEntries R unsignedInt
 ChangeLogNumberOfEntries R unsignedInt
Device.IEEE1905.AL.NetworkTopology.ChangeLog.{i}. R ^2.9
 TimeStamp R dateTime
 EventType R {NewNeighbor LostNeighbor}
 ReporterDeviceId R MACAddress
 ReporterInterfaceId R MACAddress
 NeighborType R {IEEE1905 Non-IEEE1905}
 NeighborId R MACAddress
Device.IEEE1905.AL.NetworkTopology.IEEE1905Device.{i}. R ^2.9 functional(IEEE1905Id)
 IEEE1905Id R MACAddress
 Version R {1905.1 1905.1a}
 RegistrarFreqBand R list(:1024) of {"802.11 2.4 GHz" "802.11 5 GHz" "802.11 60 GHz"}
 FriendlyName R string(:128)
 ManufacturerName R string(:128)
 ManufacturerModel R string(:128)
 ControlURL R URL
 AssocWiFiNetworkDeviceRef R string ->####.WiFi.MultiAP.APDevice.|####.WiFi.DataElements.Network.Device. ^2.13
 VendorPropertiesNumberOfEntries R unsignedInt
 IPv4AddressNumberOfEntries R unsignedInt
 IPv6AddressNumberOfEntries R unsignedInt
 InterfaceNumberOfEntries R unsignedInt
 NonIEEE1905NeighborNumberOfEntries R unsignedInt
 IEEE1905NeighborNumberOfEntries R unsignedInt
 L2NeighborNumberOfEntries R unsignedInt
 BridgingTupleNumberOfEntries R unsignedInt
Device.IEEE1905.AL.NetworkTopology.IEEE1905Device.{i}.IPv4Address.{i}. R ^2.9 functional(MACAddress,IPv4Address)
 MACAddress R MACAddress
 IPv4Address R IPv4Address
 IPv4AddressType R {Unknown DHCP Static Auto-IP}
 DHCPServer R IPAddress
Device.IEEE1905.AL.NetworkTopology.IEEE1905Device.{i}.IPv6Address.{i}. R ^2.9 functional(MACAddress,IPv6Address)
 MACAddress R MACAddress
 IPv6Address R IPv6Address
 IPv6AddressType R {Unknown LinkLocal DHCP Static SLAAC}
 IPv6AddressOrigin R IPv6Address
Device.IEEE1905.AL.NetworkTopology.IEEE1905Device.{i}.VendorProperties.{i}. R ^2.9
 MessageType R hexBinary(1)
 OUI R string(6) ~"[0-9A-F]{6}"
 Information R hexBinary(:65535)
Device.IEEE1905.AL.NetworkTopology.IEEE1905Device.{i}.Interface.{i}. R ^2.9 functional(InterfaceId)
 InterfaceId R MACAddress
 MediaType R {"IEEE 802.3u" "IEEE 802.3ab" "IEEE 802.11b" "IEEE 802.11g" "IEEE 802.11a" "IEEE 802.11n 2.4" "IEEE 802.11n 5.0" "IEEE 802.11ac" "IEEE 802.11ad" "IEEE 802.11af" "IEEE 1901 Wavelet" "IEEE 1901 FFT" MoCAv1.1 "Generic PHY"}
 PowerState R {On Power_Save Off Unsupported}
 GenericPhyOUI R string(6) ~"[0-9A-F]{6}"
 GenericPhyVariant R hexBinary(1)
 GenericPhyURL R URL
 NetworkMembership R MACAddress
 Role R {AP "non-AP/non-PCP STA" "Wi-Fi P2P Client" "Wi-Fi P2P Group Owner" 802.11adPCP}
 APChannelBand R hexBinary(1)
 FrequencyIndex1 R hexBinary(1)
 FrequencyIndex2 R hexBinary(1)
Device.IEEE1905.AL.NetworkTopology.IEEE1905Device.{i}.NonIEEE1905Neighbor.{i}. R ^2.9 functional(LocalInterface,NeighborInterfaceId)
 LocalInterface R string(:256) ->##.IEEE1905Device.{i}.Interface.
 NeighborInterfaceId R MACAddress
Device.IEEE1905.AL.NetworkTopology.IEEE1905Device.{i}.L2Neighbor.{i}. R ^2.9 functional(LocalInterface,NeighborInterfaceId)
 LocalInterface R string(:256) ->##.IEEE1905Device.{i}.Interface.
 NeighborInterfaceId R MACAddress
 BehindInterfaceIds R list(:1024) of MACAddress
Device.IEEE1905.AL.NetworkTopology.IEEE1905Device.{i}.IEEE1905Neighbor.{i}. R ^2.9 functional(LocalInterface,NeighborDeviceId)
 LocalInterface R string(:256) ->##.IEEE1905Device.{i}.Interface.
 NeighborDeviceId R MACAddress
 MetricNumberOfEntries R unsignedInt
Device.IEEE1905.AL.NetworkTopology.IEEE1905Device.{i}.IEEE1905Neighbor.{i}.Metric.{i}. R ^2.9 functional(NeighborMACAddress)
 NeighborMACAddress R MACAddress
 IEEE802dot1Bridge R boolean
 PacketErrors R StatsCounter32
 PacketErrorsReceived R StatsCounter32
 TransmittedPackets R StatsCounter32
 PacketsReceived R StatsCounter32
 MACThroughputCapacity R unsignedInt
 LinkAvailability R unsignedInt[0:100]
 PHYRate R unsignedInt
 RSSI R unsignedInt[0:255]
Device.IEEE1905.AL.NetworkTopology.IEEE1905Device.{i}.BridgingTuple.{i}. R ^2.9
 InterfaceList R list of string(:256) ->##.IEEE1905Device.{i}.Interface.
Device.IEEE1905.AL.Security. R ^2.9
 SetupMethod W list(:1024) of {UCPK PBC NFCNK}
 Password W string secured
Device.IEEE1905.AL.NetworkingRegistrar. R ^2.9
 Registrar2dot4 R list(:1024) of MACAddress
 Registrar5 R list(:1024) of MACAddress
 Registrar60 R list(:1024) of MACAddress
Device.MQTT. R ^2.10
 ClientNumberOfEntries R unsignedInt
 BrokerNumberOfEntries R unsignedInt
Device.MQTT.Capabilities. R ^2.10
 ProtocolVersionsSupported R list of {3.1 3.1.1 5.0^2.13}
 TransportProtocolSupported R list of {TCP/IP TLS WebSocket WebSocketTLS^2.15}
 MaxNumberOfClientSubscriptions R unsignedInt
 MaxNumberOfBrokerBridges R unsignedInt
 MaxNumberOfBrokerBridgeSubscriptions R unsignedInt
Device.MQTT.Client.{i}. W ^2.10 key(Alias) key(Name)
 Alias O Alias
 Name W string(:64)
 Enable W boolean
 Status R {Disabled Connecting Connected Error_Misconfigured Error_BrokerUnreachable Error?}
 Interface W string(:256) ->.IP.Interface. ^2.16
 ProtocolVersion W string =#.Capabilities.ProtocolVersionsSupported
 EnableEncryption W boolean ^2.14 !obsoleted
 BrokerAddress W string(:256)
 BrokerPort W unsignedInt[1:65535]
 TransportProtocol W string =#.Capabilities.TransportProtocolSupported
 CleanSession W boolean
 CleanStart W boolean ^2.13
 WillEnable W boolean
 WillQoS W unsignedInt[0:2]
 WillRetain W boolean
 KeepAliveTime W unsignedInt[:65535]
 ForceReconnect W boolean command
 SessionExpiryInterval W unsignedInt ^2.13
 ReceiveMaximum W unsignedInt ^2.13
 MaximumPacketSize W unsignedInt ^2.13
 TopicAliasMaximum W unsignedInt[:65535] ^2.13
 RequestResponseInfo W boolean ^2.13
 RequestProblemInfo W boolean ^2.13
 AuthenticationMethod W string(:256) ^2.13
 ClientID W string(:65535)
 WillDelayInterval W unsignedInt ^2.13
 WillMessageExpiryInterval W unsignedInt ^2.13
 WillContentType W string(:256) ^2.13
 WillResponseTopic W string(:65535) ^2.13
 WillTopic W string(:65535)
 WillValue W string(:65535)
 Username W string(:256)
 Password W string(:256) secured
 PublishMessageExpiryInterval W unsignedInt ^2.13
 MessageRetryTime W unsignedInt[1:]
 ConnectRetryTime W unsignedInt[1:]
 ConnectRetryIntervalMultiplier W unsignedInt[1000:65535] ^2.13
 ConnectRetryMaxInterval W unsignedInt[1:] ^2.13
 ResponseInformation R string(:65535) ^2.13
 SubscriptionNumberOfEntries R unsignedInt
 UserPropertyNumberOfEntries R unsignedInt ^2.13
Device.MQTT.Client.{i}.Subscription.{i}. W ^2.10 key(Alias) functional(Topic)
 Alias O Alias
 Enable W boolean
 Status R {Unsubscribed Subscribed Subscribing? Unsubscribing? Error}
 Topic W string(:65535)
 QoS W unsignedInt[0:2]
Device.MQTT.Client.{i}.UserProperty.{i}. W ^2.13 key(Alias) functional(Name)
 Alias O Alias
 Enable W boolean
 Name W string(:65535)
 Value W string(:65535)
 PacketType W list of {AUTH CONNECT DISCONNECT PUBLISH PUBACK PUBREC PUBREL PUBCOMP SUBSCRIBE UNSUBSCRIBE WILL}
Device.MQTT.Client.{i}.Stats. R ^2.10
 BrokerConnectionEstablished R dateTime canDeny
 LastPublishMessageSent R dateTime canDeny
 LastPublishMessageReceived R dateTime canDeny
 PublishSent R StatsCounter64 canDeny
 PublishReceived R StatsCounter64 canDeny
 SubscribeSent R StatsCounter64 canDeny
 UnSubscribeSent R StatsCounter64 canDeny
 MQTTMessagesSent R StatsCounter64 canDeny
 MQTTMessagesReceived R StatsCounter64 canDeny
 ConnectionErrors R StatsCounter32 canDeny
 PublishErrors R StatsCounter32
Device.MQTT.Broker.{i}. W ^2.10 key(Alias) key(Name)
 Alias O Alias
 Name W string(:64)
 Enable W boolean
 Status R {Disabled Enabled Error_Misconfigured Error?}
 Port W unsignedInt[1:65535]
 Interface W string(:256) ->##.IP.Interface.
 Username W string(:256)
 Password W string(:256) secured
 BridgeNumberOfEntries R unsignedInt
Device.MQTT.Broker.{i}.Bridge.{i}. W ^2.10 key(Alias) key(Name)
 Alias O Alias
 Name W string(:64)
 Enable W boolean
 Status R {Disabled Connecting Connected Enabled!deleted Error_Misconfigured Error_BrokerUnreachable Error?}
 ProtocolVersion W string =##.Capabilities.ProtocolVersionsSupported
 TransportProtocol W string =##.Capabilities.TransportProtocolSupported
 CleanSession W boolean
 CleanStart W boolean ^2.13
 KeepAliveTime W unsignedInt[:65535]
 ForceReconnect W boolean command
 ClientID W string(:65535)
 Username W string(:256)
 Password W string(:256) secured
 MessageRetryTime W unsignedInt[1:]
 ConnectRetryTime W unsignedInt[1:]
 ServerSelectionAlgorithm W {Priority RoundRobin Random}
 ServerConnection R string ->#.Bridge.{i}.Server.
 ServerNumberOfEntries R unsignedInt
 SubscriptionNumberOfEntries R unsignedInt
Device.MQTT.Broker.{i}.Bridge.{i}.Server.{i}. W ^2.10 key(Alias) functional(Address,Port)
 Enable W boolean
 Alias O Alias
 Priority W unsignedInt[0:65535]
 Weight W long[-1:65535]
 Address W string(:256)
 Port W unsignedInt[1:65535]
Device.MQTT.Broker.{i}.Bridge.{i}.Subscription.{i}. W ^2.10 key(Alias) functional(Topic,Direction)
 Alias O Alias
 Enable W boolean
 Status R {Enabled Disabled Error}
 Topic W string(:65535)
 Direction W {out in both}
 QoS W unsignedInt[0:2]
 LocalPrefix W string(:256)
 RemotePrefix W string(:256)
Device.MQTT.Broker.{i}.Stats. R ^2.10
 TotalNumberOfClients R unsignedInt
 NumberOfActiveClients R unsignedInt
 NumberOfInactiveClients R unsignedInt
 Subscriptions R unsignedInt canDeny
 PublishSent R StatsCounter64 canDeny
 PublishReceived R StatsCounter64 canDeny
 MQTTMessagesSent R StatsCounter64 canDeny
 MQTTMessagesReceived R StatsCounter64 canDeny
 ConnectionErrors R StatsCounter32 canDeny
 PublishErrors R StatsCounter32
Device.DynamicDNS. R ^2.10
 ClientNumberOfEntries R unsignedInt
 ServerNumberOfEntries R unsignedInt
 SupportedServices R list(:1024) of string
Device.DynamicDNS.Client.{i}. W ^2.10 functional(Server,Username) key(Alias)
 Enable W boolean
 Status R {Connecting Authenticating Updated Error_Misconfigured Error Disabled}
 Alias O Alias
 LastError R {NO_ERROR MISCONFIGURATION_ERROR DNS_ERROR CONNECTION_ERROR AUTHENTICATION_ERROR TIMEOUT_ERROR PROTOCOL_ERROR}
 Server W string(:256) ->#.Server.
 Interface W string(:256) ->##.IP.Interface.
 Username W string(:256)
 Password W string(:256) secured
 HostnameNumberOfEntries R unsignedInt
Device.DynamicDNS.Client.{i}.Hostname.{i}. W ^2.10 functional(Name)
 Enable W boolean
 Status R {Registered UpdateNeeded Updating Error Disabled}
 Name W string(:256)
 LastUpdate R dateTime
Device.DynamicDNS.Server.{i}. W ^2.10 functional(Name) key(Alias)
 Enable W boolean
 Name W string(:64)
 Alias O Alias
 ServiceName W string(:256) =Device.DynamicDNS.SupportedServices
 ServerAddress W string(:256)
 ServerPort W unsignedInt[0:65535]
 SupportedProtocols R list of {HTTP HTTPS}
 Protocol W string =SupportedProtocols
 CheckInterval W unsignedInt
 RetryInterval W unsignedInt
 MaxRetries W unsignedInt
Device.LEDs. R ^2.11
 LEDNumberOfEntries R unsignedInt
Device.LEDs.LED.{i}. R ^2.11 functional(Name) key(Alias)
 Alias O Alias
 Name W string
 Status R {Disabled InUse Controlled Error}
 Reason R string canDeny
 CyclePeriodRepetitions R int[-1:] canDeny
 Location R {Front Back Left Right Top Bottom}
 RelativeXPosition R unsignedInt
 RelativeYPosition R unsignedInt
 CycleElementNumberOfEntries R unsignedInt
Device.LEDs.LED.{i}.CycleElement.{i}. W ^2.11 functional(Order) key(Alias)
 Alias O Alias
 Enable W boolean
 Order W unsignedInt[1:]
 Color W hexBinary(3)
 Duration W unsignedInt
 FadeInterval W unsignedInt
Device.LEDs.LED.{i}.CurrentCycleElement. R ^2.11
 CycleElementReference R string ->#.CycleElement. canDeny
 Color R hexBinary(3) canDeny
 Duration R unsignedInt canDeny
Device.BASAPM. R ^2.12
 MeasurementEndpointNumberOfEntries R unsignedInt
Device.BASAPM.MeasurementEndpoint.{i}. W ^2.12 key(Alias) functional(MeasurementAgent)
 Alias O Alias
 Enable W boolean
 MeasurementAgent W string ->##.LMAP.MeasurementAgent.
 DeviceOwnership W {ISP Customer}
 OperationalDomain W string(:256)
 InternetDomain W string(:64)
 UseMeasurementEndpointInReports W boolean
Device.BASAPM.MeasurementEndpoint.{i}.ISPDevice. R ^2.12
 ReferencePoint W {STP IDTP RNTP IRTP MTP IATP UNITP CEDTP}
 GeographicalLocation W string ->###.DeviceInfo.Location.
Device.BASAPM.MeasurementEndpoint.{i}.CustomerDevice. R ^2.12
 EquipmentIdentifier W string(:64)
 CustomerIdentifier W string(:256)
Device.LMAP. R ^2.12
 MeasurementAgentNumberOfEntries R unsignedInt
 ReportNumberOfEntries R unsignedInt
 EventNumberOfEntries R unsignedInt
Device.LMAP.MeasurementAgent.{i}. W ^2.12 key(Alias) functional(Identifier)
 Alias O Alias
 Enable W boolean
 Version R string
 LastStarted R dateTime
 CapabilityTags R list of string
 Identifier W UUID
 GroupIdentifier W string(:256)
 MeasurementPoint W string(:256)
 UseAgentIdentifierInReports W boolean
 UseGroupIdentifierInReports W boolean
 UseMeasurementPointInReports W boolean
 PublicCredential W string ->##.Security.Certificate.
 PrivateCredential W string ->##.Security.Certificate.
 EventLog R string ->##.DeviceInfo.VendorLogFile.
 TaskCapabilityNumberOfEntries R unsignedInt
 ScheduleNumberOfEntries R unsignedInt
 TaskNumberOfEntries R unsignedInt
 CommunicationChannelNumberOfEntries R unsignedInt
 InstructionNumberOfEntries R unsignedInt
Device.LMAP.MeasurementAgent.{i}.TaskCapability.{i}. R ^2.12 functional(Name)
 Name R string(:256)
 Version R string(:256)
 TaskCapabilityRegistryNumberOfEntries R unsignedInt
Device.LMAP.MeasurementAgent.{i}.TaskCapability.{i}.Registry.{i}. R ^2.12 functional(RegistryEntry)
 RegistryEntry R string
 Roles R list of string(:256)
Device.LMAP.MeasurementAgent.{i}.Controller. R ^2.12
 ControllerTimeout W int[0:]
 ControlSchedules W list of string ->#.Schedule.
 ControlTasks W list of string ->#.Task.
 ControlChannels W list of string ->#.CommunicationChannel.
Device.LMAP.MeasurementAgent.{i}.Schedule.{i}. W ^2.12 key(Alias) functional(Name)
 Enable W boolean
 Alias O Alias
 Name W string(:256)
 State R {Enabled Suppressed Disabled Running}
 Start W string ->##.Event.
 End W string ->##.Event.
 Duration W unsignedInt
 Tags W list of string
 SuppressionTags W list of string
 ExecutionMode W {Sequential Parallel Pipelined}
 LastInvocation R dateTime
 Storage R unsignedLong canDeny
 ActionNumberOfEntries R unsignedInt
Device.LMAP.MeasurementAgent.{i}.Schedule.{i}.Stats. R ^2.12
 Invocations R unsignedLong canDeny
 Suppressions R unsignedLong canDeny
 Overlaps R unsignedLong canDeny
 Failures R unsignedLong canDeny
Device.LMAP.MeasurementAgent.{i}.Schedule.{i}.Action.{i}. W ^2.12 key(Alias)
 Enable W boolean
 Alias O Alias
 State R {Enabled Suppressed Disabled Running}
 Order W unsignedInt
 Task W string ->##.Task.
 OutputDestination W list of string ->##.Schedule.
 SuppressionTags W list of string
 Tags W list of string
 Storage R unsignedLong canDeny
 LastInvocation R dateTime
 LastSuccessfulCompletion R dateTime
 LastSuccessfulStatusCode R int
 LastSuccessfulMessage R string
 LastFailedCompletion R dateTime
 LastFailedStatusCode R int
 LastFailedMessage R string
 OptionNumberOfEntries R unsignedInt
Device.LMAP.MeasurementAgent.{i}.Schedule.{i}.Action.{i}.Stats. R ^2.12
 Invocations R unsignedLong canDeny
 Suppressions R unsignedLong canDeny
 Overlaps R unsignedLong canDeny
 Failures R unsignedLong canDeny
Device.LMAP.MeasurementAgent.{i}.Schedule.{i}.Action.{i}.Option.{i}. W ^2.12 key(Alias) functional(Name)
 Enable W boolean
 Alias O Alias
 Order W unsignedInt
 Name W string(:256)
 Value W string
Device.LMAP.MeasurementAgent.{i}.Task.{i}. W ^2.12 key(Alias) functional(Name)
 Enable W boolean
 Alias O Alias
 Name W string(:256)
 Tags W list of string
 OptionNumberOfEntries R unsignedInt
 RegistryNumberOfEntries R unsignedInt
Device.LMAP.MeasurementAgent.{i}.Task.{i}.Registry.{i}. W ^2.12 functional(RegistryEntry) key(Alias)
 Enable W boolean
 Alias O Alias
 RegistryEntry W string
 Roles W list of string(:256)
Device.LMAP.MeasurementAgent.{i}.Task.{i}.Option.{i}. W ^2.12 key(Alias) functional(Name)
 Enable W boolean
 Alias O Alias
 Order W unsignedInt
 Name W string(:256)
 Value W string
Device.LMAP.MeasurementAgent.{i}.CommunicationChannel.{i}. W ^2.12 key(Alias) functional(Name)
 Enable W boolean
 Alias O Alias
 Name W string(:256)
 UseBulkDataProfile W boolean
 BulkDataProfile W string ->###.BulkData.Profile.
 Target W URL
 TargetPublicCredential W string ->###.Security.Certificate.
 Interface W string ->*
Device.LMAP.MeasurementAgent.{i}.Instruction.{i}. W ^2.12 key(Alias)
 Enable W boolean
 Alias O Alias
 LastChange R dateTime
 InstructionSchedules W list of string ->#.Schedule.
 InstructionTasks W list of string ->#.Task.
 ReportChannels W list of string ->#.CommunicationChannel.
 MeasurementSuppressionNumberOfEntries R unsignedInt
Device.LMAP.MeasurementAgent.{i}.Instruction.{i}.MeasurementSuppression.{i}. W ^2.12 key(Alias) functional(Name)
 Enable W boolean
 Alias O Alias
 Name W string(:256)
 State R {Enabled Active Disabled}
 StopRunning W boolean
 Start W string ->###.Event.
 End W string ->###.Event.
 SuppressionMatch W list of string
Device.LMAP.Report.{i}. R ^2.12
 ReportDate R dateTime
 AgentIdentifier R UUID
 GroupIdentifier R string
 MeasurementPoint R string(:256)
 ResultNumberOfEntries R unsignedInt
Device.LMAP.Report.{i}.Result.{i}. R ^2.12 functional(ScheduleName,ActionName,StartTime)
 TaskName R string(:256)
 ScheduleName R string(:256)
 ActionName R string(:256)
 EventTime R dateTime
 StartTime R dateTime
 EndTime R dateTime
 CycleNumber R string ~"YYYYMMDD.HHMMSS"
 Status R int
 Tags R list of string
 OptionNumberOfEntries R unsignedInt
 ResultConflictNumberOfEntries R unsignedInt
 ResultReportTableNumberOfEntries R unsignedInt
Device.LMAP.Report.{i}.Result.{i}.Option.{i}. R ^2.12 functional(Name)
 Order R unsignedInt
 Name R int
 Value R string
Device.LMAP.Report.{i}.Result.{i}.Conflict.{i}. R ^2.12 functional(ScheduleName,ActionName,TaskName)
 TaskName R string(:256)
 ScheduleName R string(:256)
 ActionName R string(:256)
Device.LMAP.Report.{i}.Result.{i}.ReportTable.{i}. R ^2.12
 ColumnLabels R list of string
 ResultReportRowNumberOfEntries R unsignedInt
 RegistryNumberOfEntries R unsignedInt
Device.LMAP.Report.{i}.Result.{i}.ReportTable.{i}.ResultRow.{i}. R ^2.12
 Values R list of string
Device.LMAP.Report.{i}.Result.{i}.ReportTable.{i}.Registry.{i}. R ^2.12 functional(RegistryEntry)
 RegistryEntry R string
 Roles R list of string(:256)
Device.LMAP.Event.{i}. W ^2.12 key(Alias) functional(Name)
 Enable W boolean
 Alias O Alias
 Name W string(:256)
 Type W {PeriodicTiming CalendarTiming OneOffTiming Immediate Startup ControllerLost ControllerConnected}
 RandomnessSpread W int
 CycleInterval W int
Device.LMAP.Event.{i}.PeriodicTimer. R ^2.12
 StartTime W dateTime
 EndTime W dateTime
 Interval W unsignedInt
Device.LMAP.Event.{i}.CalendarTimer. R ^2.12
 StartTime W dateTime
 EndTime W dateTime
 ScheduleMonths W string
 ScheduleDaysOfMonth W string
 ScheduleDaysOfWeek W string
 ScheduleHoursOfDay W string
 ScheduleMinutesOfHour W string
 ScheduleSecondsOfMinute W string
 EnableScheduleTimezoneOffset W boolean
 ScheduleTimezoneOffset W int[-23:23]
Device.LMAP.Event.{i}.OneOff. R ^2.12
 StartTime W dateTime
Device.WWC. R ^2.14
 HwCapabilities R list of {NG-RAN E-UTRAN W-5GAN}
 SwCapabilities R list of {FN-RG 5G-RG ATSSS}
 Mode W {FN-RG 5G-RG Auto}
 Status R {FN-RG 5G-RG Negotiating}
 AccessNetworkNumberOfEntries R unsignedInt
 URSPNumberOfEntries R unsignedInt
Device.WWC.AccessNetwork.{i}. R ^2.14 key(Alias) key(Name)
 Alias O Alias
 Name R string(:64)
 Interface W string(:256) ->*
 RegistrationStatus R {RM_REGISTERED RM_DEREGISTERED RM_UNDEFINED Error}
 ConnectionStatus R {CM_IDLE CM_CONNECTED CM_UNDEFINED Error}
 AccessNetworkType R {NG-RAN E-UTRAN W-5GAN}
 LastError R unsignedInt
Device.WWC.AccessNetwork.{i}.GUTI. R ^2.14
 PLMN R unsignedInt
 AMFId R unsignedInt
 TMSI R unsignedInt
Device.WWC.URSP.{i}. R ^2.14 key(Alias) functional(Precedence)
 Alias O Alias
 Precedence R unsignedInt[0:255]
 TrafficDescriptorNumberOfEntries R unsignedInt
Device.WWC.URSP.{i}.TrafficDescriptor.{i}. R ^2.14 key(Alias)
 Alias O Alias
 Type R unsignedInt
 Value R string(:1024)
 RouteSelectionDescriptorNumberOfEntries R unsignedInt
Device.WWC.URSP.{i}.TrafficDescriptor.{i}.RouteSelectionDescriptor.{i}. R ^2.14 key(Alias) functional(Precedence)
 Alias O Alias
 Precedence R unsignedInt[0:255]
 SSC R unsignedInt[1:3]
 DNN R string(:100)
 PDUSessionType R {IPv4 IPv6 IPv4v6 Unstructured}
 AccessType R {"3GPP access" "Non-3GPP access"}
Device.WWC.URSP.{i}.TrafficDescriptor.{i}.RouteSelectionDescriptor.{i}.NetworkSlice. R ^2.14
 SliceServiceType R SST
 SliceDifferentiator R unsignedInt
Device.PDU. R ^2.14
 SessionNumberOfEntries R unsignedInt
Device.PDU.Session.{i}. R ^2.14 key(Alias) functional(SessionID)
 Alias O Alias
 Interface R string(:256) ->##.IP.Interface.
 SessionID R unsignedInt[1:15]
 PTI R unsignedInt[1:254]
 SessionType R {IPv4 IPv6 IPv4v6 Unstructured}
 SSC R unsignedInt[1:3]
 SessionAMBRDownlink R unsignedLong
 SessionAMBRUplink R unsignedLong
 LastError R unsignedInt
 PDUIPv4Address R IPv4Address
 PDUIPv6InterfaceIdentifier R string
 RQTimerValue R unsignedInt
 AlwaysOn R boolean
 DNN R string(:100)
 QoSRuleNumberOfEntries R unsignedInt
 QoSFlowNumberOfEntries R unsignedInt
Device.PDU.Session.{i}.PCO. R ^2.14
 IPv6PCSCF R IPv6Address
 IPv6DNS R list of string(:256)
 IPv4PCSCF R IPv4Address
 IPv4DNS R list of string(:256)
Device.PDU.Session.{i}.NetworkSlice. R ^2.14
 SliceServiceType R SST
 SliceDifferentiator R unsignedInt
Device.PDU.Session.{i}.QoSRule.{i}. R ^2.14 key(Alias) functional(Identifier)
 Alias O Alias
 Identifier R unsignedInt[1:255]
 Precedence R unsignedInt[0:255]
 Segregation R boolean
 QFI R unsignedInt[1:63]
 DQR R boolean
 FilterNumberOfEntries R unsignedInt
Device.PDU.Session.{i}.QoSRule.{i}.Filter.{i}. R ^2.14 key(Alias)
 Alias O Alias
 Direction R {downlink uplink bidirectional}
 Type R unsignedInt
 Value R string(:1024)
Device.PDU.Session.{i}.QoSFlow.{i}. R ^2.14 key(Alias) functional(QFI)
 Alias O Alias
 QFI R unsignedInt[1:63]
 FiveQI R unsignedInt[1:255]
 GFBRUplink R unsignedLong
 GFBRDownlink R unsignedLong
 MFBRUplink R unsignedLong
 MFBRDownlink R unsignedLong
 AveragingWindow R unsignedInt
 EPSBearer R unsignedInt
Device.FWE. R ^2.14
 LinkNumberOfEntries R unsignedInt
Device.FWE.Link.{i}. R ^2.14 key(Alias) key(Name)
 Status R {Up Down Unknown Dormant NotPresent LowerLayerDown Error?}
 Alias O Alias
 Name R string(:64)
 LastChange R unsignedInt canDeny
 LowerLayers W list(:1024) of string ->*
Device.FWE.Link.{i}.Stats. R ^2.14
 BytesSent R unsignedLong canDeny
 BytesReceived R unsignedLong canDeny
 PacketsSent R unsignedLong canDeny
 PacketsReceived R unsignedLong canDeny
 ErrorsSent R unsignedInt canDeny
 ErrorsReceived R unsignedInt canDeny
 UnicastPacketsSent R unsignedLong canDeny
 UnicastPacketsReceived R unsignedLong canDeny
 DiscardPacketsSent R unsignedInt canDeny
 DiscardPacketsReceived R unsignedInt canDeny
 MulticastPacketsSent R unsignedLong canDeny
 MulticastPacketsReceived R unsignedLong canDeny
 BroadcastPacketsSent R unsignedLong canDeny
 BroadcastPacketsReceived R unsignedLong canDeny
 UnknownProtoPacketsReceived R unsignedInt canDeny
Device.Logical. R ^2.16
 InterfaceNumberOfEntries R unsignedInt
Device.Logical.Interface.{i}. W ^2.16 key(Alias) key(Name)
 Enable W boolean
 Status R {Up Down Unknown Dormant NotPresent LowerLayerDown Error?}
 Alias O Alias
 Name W string(:64)
 LastChange R unsignedInt canDeny
 LowerLayers W list(:1024) of string ->*
Device.Logical.Interface.{i}.Stats. R ^2.16
 BytesSent R unsignedLong canDeny
 BytesReceived R unsignedLong canDeny
 PacketsSent R unsignedLong canDeny
 PacketsReceived R unsignedLong canDeny
 ErrorsSent R unsignedInt canDeny
 ErrorsReceived R unsignedInt canDeny
 UnicastPacketsSent R unsignedLong canDeny
 UnicastPacketsReceived R unsignedLong canDeny
 DiscardPacketsSent R unsignedInt canDeny
 DiscardPacketsReceived R unsignedInt canDeny
 MulticastPacketsSent R unsignedLong canDeny
 MulticastPacketsReceived R unsignedLong canDeny
 BroadcastPacketsSent R unsignedLong
 BroadcastPacketsReceived R unsignedLong
 UnknownProtoPacketsReceived R unsignedInt canDeny
Device.XPON. R ^2.16
 ONUNumberOfEntries R unsignedInt
Device.XPON.ONU.{i}. R ^2.16 key(Name)
 Enable W boolean
 Name R string(:64)
 Version R string(:14)
 EquipmentID R string(:20)
 SoftwareImageNumberOfEntries R unsignedInt
 EthernetUNINumberOfEntries R unsignedInt
 ANINumberOfEntries R unsignedInt
Device.XPON.ONU.{i}.SoftwareImage.{i}. R 0:2 ^2.16 key(ID)
 ID R unsignedInt[0:1]
 Version R string(:14)
 IsCommitted R boolean
 IsActive R boolean
 IsValid R boolean
Device.XPON.ONU.{i}.EthernetUNI.{i}. R ^2.16 key(Alias) key(Name)
 Enable R boolean
 Status R {Up Down Unknown Dormant NotPresent LowerLayerDown Error?}
 Alias O Alias
 Name R string(:64)
 LastChange R unsignedInt canDeny
 LowerLayers R list(:1024) of string ->*
 ANIs R list(:1024) of string ->#.ANI.
 InterdomainID R string(:256)
 InterdomainName R string(:25)
Device.XPON.ONU.{i}.EthernetUNI.{i}.Stats. R ^2.16
 BytesSent R StatsCounter64 canDeny
 BytesReceived R StatsCounter64 canDeny
 PacketsSent R StatsCounter64 canDeny
 PacketsReceived R StatsCounter64 canDeny
 ErrorsSent R StatsCounter32 canDeny
 ErrorsReceived R StatsCounter32 canDeny
 UnicastPacketsSent R StatsCounter64 canDeny
 UnicastPacketsReceived R StatsCounter64 canDeny
 DiscardPacketsSent R StatsCounter32 canDeny
 DiscardPacketsReceived R StatsCounter32 canDeny
 MulticastPacketsSent R StatsCounter64 canDeny
 MulticastPacketsReceived R StatsCounter64 canDeny
 BroadcastPacketsSent R StatsCounter64 canDeny
 BroadcastPacketsReceived R StatsCounter64 canDeny
 UnknownProtoPacketsReceived R StatsCounter32 canDeny
Device.XPON.ONU.{i}.ANI.{i}. R ^2.16 key(Alias) key(Name)
 Enable W boolean
 Status R {Up Down Unknown Dormant NotPresent Error?}
 Alias O Alias
 Name R string(:64)
 LastChange R unsignedInt canDeny
 PONMode R {Unknown G-PON XG-PON NG-PON2 XGS-PON}
 TransceiverNumberOfEntries R unsignedInt
Device.XPON.ONU.{i}.ANI.{i}.Stats. R ^2.16
 BytesSent R StatsCounter64 canDeny
 BytesReceived R StatsCounter64 canDeny
 PacketsSent R StatsCounter64 canDeny
 PacketsReceived R StatsCounter64 canDeny
 ErrorsSent R StatsCounter32 canDeny
 ErrorsReceived R StatsCounter32 canDeny
 UnicastPacketsSent R StatsCounter64 canDeny
 UnicastPacketsReceived R StatsCounter64 canDeny
 DiscardPacketsSent R StatsCounter32 canDeny
 DiscardPacketsReceived R StatsCounter32 canDeny
 MulticastPacketsSent R StatsCounter64 canDeny
 MulticastPacketsReceived R StatsCounter64 canDeny
 BroadcastPacketsSent R StatsCounter64 canDeny
 BroadcastPacketsReceived R StatsCounter64 canDeny
 UnknownProtoPacketsReceived R StatsCounter32 canDeny
Device.XPON.ONU.{i}.ANI.{i}.TC. R ^2.16
Device.XPON.ONU.{i}.ANI.{i}.TC.ONUActivation. R ^2.16
 ONUState R {O1 O2 O3 O2-3 O4 O5 O6 O7 O8 O9}
 VendorID R string(:4)
 SerialNumber R string(:12)
 ONUID R unsignedInt[0:1022]
Device.XPON.ONU.{i}.ANI.{i}.TC.Authentication. R ^2.17
 Password W string(:72) secured
 HexadecimalPassword W boolean
Device.XPON.ONU.{i}.ANI.{i}.TC.PM. R ^2.16
Device.XPON.ONU.{i}.ANI.{i}.TC.PM.PHY. R ^2.16
 CorrectedFECBytes R StatsCounter64
 CorrectedFECCodewords R StatsCounter64
 UncorrectableFECCodewords R StatsCounter64
 TotalFECCodewords R StatsCounter64
 PSBdHECErrorCount R StatsCounter32
 HeaderHECErrorCount R StatsCounter32
 UnknownProfile R StatsCounter32
Device.XPON.ONU.{i}.ANI.{i}.TC.PM.GEM. R ^2.16
 FramesSent R StatsCounter64
 FramesReceived R StatsCounter64
 FrameHeaderHECErrors R StatsCounter32
 KeyErrors R StatsCounter32
Device.XPON.ONU.{i}.ANI.{i}.TC.PM.PLOAM. R ^2.16
 MICErrors R StatsCounter32
 DownstreamMessageCount R StatsCounter64
 RangingTime R StatsCounter64
 UpstreamMessageCount R StatsCounter64
Device.XPON.ONU.{i}.ANI.{i}.TC.PM.OMCI. R ^2.16
 BaselineMessagesReceived R StatsCounter64 canDeny
 ExtendedMessagesReceived R StatsCounter64 canDeny
 MICErrors R StatsCounter32 canDeny
Device.XPON.ONU.{i}.ANI.{i}.TC.GEM. R ^2.16
 PortNumberOfEntries R unsignedInt
Device.XPON.ONU.{i}.ANI.{i}.TC.GEM.Port.{i}. R ^2.16 key(PortID)
 PortID R unsignedInt[0:65534]
 Direction R {UNI-to-ANI ANI-to-UNI bidirectional}
 PortType R {unicast multicast broadcast}
Device.XPON.ONU.{i}.ANI.{i}.TC.GEM.Port.{i}.PM. R ^2.16
 FramesSent R StatsCounter64
 FramesReceived R StatsCounter64
Device.XPON.ONU.{i}.ANI.{i}.TC.PerformanceThresholds. R ^2.16
 SignalFail R unsignedInt[3:8]
 SignalDegrade R unsignedInt[4:10]
Device.XPON.ONU.{i}.ANI.{i}.TC.Alarms. R ^2.16
 LOS R boolean
 LOF R boolean
 SF R boolean
 SD R boolean
 LCDG R boolean
 TF R boolean
 SUF R boolean
 MEM R boolean
 DACT R boolean
 DIS R boolean
 MIS R boolean
 PEE R boolean
 RDI R boolean
 LODS R boolean
 ROGUE R boolean
Device.XPON.ONU.{i}.ANI.{i}.Transceiver.{i}. R 0:2 ^2.16 key(ID)
 ID R unsignedInt[0:1]
 Identifier R unsignedInt[0:255]
 VendorName R string(:256)
 VendorPartNumber R string(:256)
 VendorRevision R string(:256)
 PONMode R {Unknown G-PON XG-PON NG-PON2 XGS-PON}
 Connector R {Unknown LC SC ST FC MT-RJ}
 NominalBitRateDownstream R unsignedInt
 NominalBitRateUpstream R unsignedInt
 RxPower R int
 TxPower R int
 Voltage R unsignedInt
 Bias R unsignedInt
 Temperature R int[-274:]
Device.SSH. R ^2.16
 ServerNumberOfEntries R unsignedInt
 AuthorizedKeyNumberOfEntries R unsignedInt
 Enable W boolean
 Status R {Disabled Enabled Error?}
Device.SSH.Server.{i}. W ^2.16 key(Alias)
 Enable W boolean
 Status R {Disabled Enabled Error? Error_Misconfigured}
 Alias O Alias
 Interface W string(:256) ->.IP.Interface.
 Port W unsignedInt[1:65535]
 IdleTimeout W unsignedInt
 KeepAlive W unsignedInt
 AllowRootLogin W boolean
 AllowPasswordLogin W boolean
 AllowRootPasswordLogin W boolean
 MaxAuthTries W unsignedInt
 AllowAllIPv4 W boolean
 IPv4AllowedSourcePrefix W list(:1024) of string
 AllowAllIPv6 W boolean
 IPv6AllowedSourcePrefix W list(:1024) of string
 ActivationDate R dateTime
 AutoDisableDuration W unsignedInt
 PID W unsignedInt
 SessionNumberOfEntries R unsignedInt
Device.SSH.Server.{i}.Session.{i}. W ^2.16 key(Alias)
 Alias O Alias
 User W string(:256) ->.Users.User.
 IPAddress R IPAddress
 Port R unsignedInt
Device.SSH.AuthorizedKey.{i}. W ^2.16 key(Alias)
 Alias O Alias
 User W string(:256) ->.Users.User.
 Key W string
Device.UnixDomainSockets. R ^2.16
 UnixDomainSocketNumberOfEntries R unsignedInt
Device.UnixDomainSockets.UnixDomainSocket.{i}. R ^2.16 key(Alias) functional(Path)
 Alias O Alias
 Mode R {Listen Connect}
 Path R string(:4096)
Device.USPServices. R ^2.16
 USPServiceNumberOfEntries R unsignedInt
Device.USPServices.USPService.{i}. R ^2.16 functional(EndpointID)
 EndpointID R string
 Protocol R {WebSocket STOMP MQTT UDS}
 DataModelPaths R list<1:1024> of string
 DeploymentUnitRef R list of string ->##.SoftwareModules.DeploymentUnit.
 HasController R boolean
Device.Syslog. R ^2.17
 Enable W boolean
 Status R {Disabled Enabled Error?}
 FilterNumberOfEntries R unsignedInt
 SourceNumberOfEntries R unsignedInt
 TemplateNumberOfEntries R unsignedInt
 ActionNumberOfEntries R unsignedInt
Device.Syslog.Filter.{i}. W ^2.17 key(Alias)
 Alias O Alias
 FacilityLevel W list of {Kern User Mail Daemon Auth Syslog LPR News UUCP Cron AuthPriv FTP NTP Audit Console Cron2 Local0 Local1 Local2 Local3 Local4 Local5 Local6 Local7 All}
 Severity W {Emergency Alert Critical Error Warning Notice Debug All None}
 SeverityCompare W {Equal EqualOrHigher}
 SeverityCompareAction W {Log Block Stop}
 PatternMatch W string
Device.Syslog.Source.{i}. W ^2.17 key(Alias)
 Alias O Alias
 KernelMessages W boolean
 SystemMessages W boolean
 Severity W {Emergency Alert Critical Error Warning Notice Debug All None}
 FacilityLevel W {Kern User Mail Daemon Auth Syslog LPR News UUCP Cron AuthPriv FTP NTP Audit Console Cron2 Local0 Local1 Local2 Local3 Local4 Local5 Local6 Local7 All}
Device.Syslog.Source.{i}.Network. R ^2.17
 Enable W boolean
 Interface W string(:256) ->*
 Port W unsignedInt[1:65535]
 Protocol W {TCP UDP TLS}
Device.Syslog.Template.{i}. W ^2.17 key(Alias)
 Alias O Alias
 Expression W string
 EscapeMessage W boolean
Device.Syslog.Action.{i}. W ^2.17 key(Alias)
 Alias O Alias
 SourceRef W list of string(:256) ->#.Source.
 FilterRef W list of string(:256) ->#.Filter.
 TemplateRef W string(:256) ->#.Template.
 StructuredData W boolean
Device.Syslog.Action.{i}.LogFile. R ^2.17
 Enable W boolean
 VendorLogFileRef R string ->.DeviceInfo.VendorLogFile.
 FilePath W string
Device.Syslog.Action.{i}.LogRemote. R ^2.17
 Enable W boolean
 Address W string
 Protocol R {TCP UDP TLS}
 Port W unsignedInt[1:65535]
 Certificate W string ->.Security.Certificate.
 PeerVerify W boolean
Device.GatewayInfo. R ^2.0
 ManufacturerOUI R string(:6) ~"" ~"[0-9A-F]{6}" forceDefaultEnabled
 ProductClass R string(:64) forceDefaultEnabled
 SerialNumber R string(:64) forceDefaultEnabled
Device.PacketCaptureDiagnostics. R ^2.13
 DiagnosticsState W DiagnosticsState{None* Requested Canceled? Complete* Error?* Error_Internal* Error_Other*}
 Interface W string(:256) =>*
 Format R {libpcap pcapng}
 Duration W unsignedInt[1:]
 PacketCount W unsignedInt
 ByteCount W unsignedInt
 FileTarget W URL
 FilterExpression W string(:256)
 Username W string(:256)
 Password W string(:256) secured
 PacketCaptureResultNumberOfEntries R unsignedInt
Device.PacketCaptureDiagnostics.PacketCaptureResult.{i}. R ^2.13
 FileLocation R URL
 StartTime R dateTime
 EndTime R dateTime
 Count R unsignedInt
Device.USPAgent. R ^2.15
 EndpointID R string
 SoftwareVersion R string(:64)
 UpTime R unsignedInt canDeny
 SupportedProtocols R list<1:> of {CoAP!obsoleted WebSocket STOMP MQTT UDS^2.16}
 SupportedFingerprintAlgorithms R list of {SHA-1 SHA-224 SHA-256 SHA-384 SHA-512}
 AdvertisedDeviceSubtypes W list of string
 MaxSubscriptionChangeAdoptionTime W unsignedInt[5:]
 MTPNumberOfEntries R unsignedInt
 ControllerNumberOfEntries R unsignedInt
 CertificateNumberOfEntries R unsignedInt
 AddCertificate W string(:65535) command
Device.USPAgent.MTP.{i}. W ^2.15 key(Alias)
 Alias O Alias
 Enable W boolean
 Status R {Up Down Error?}
 Protocol W string =#.SupportedProtocols
 EnableMDNS W boolean
Device.USPAgent.MTP.{i}.CoAP. R 0:1 ^2.15 !obsoleted
 Interfaces W list of string ->###.IP.Interface.
 Port W unsignedInt[1:65535]
 Path W string
 IsEncrypted R boolean !deleted
 EnableEncryption W boolean
Device.USPAgent.MTP.{i}.STOMP. R 0:1 ^2.15
 Reference W string ->.STOMP.Connection.
 Destination W string
 DestinationFromServer R string
Device.USPAgent.MTP.{i}.WebSocket. R 0:1 ^2.15
 Interfaces W list of string ->###.IP.Interface.
 Port W unsignedInt[1:65535]
 Path W string
 EnableEncryption W boolean
 KeepAliveInterval W unsignedInt[1:]
Device.USPAgent.MTP.{i}.MQTT. R 0:1 ^2.15
 Reference W string ->.MQTT.Client.
 ResponseTopicConfigured W string(:65535)
 ResponseTopicDiscovered R string(:65535)
 PublishQoS W unsignedInt[0:2]
Device.USPAgent.MTP.{i}.UDS. R 0:1 ^2.16
 UnixDomainSocketRef W string ->.UnixDomainSockets.UnixDomainSocket.
Device.USPAgent.Controller.{i}. W ^2.15 functional(EndpointID) key(Alias)
 Alias O Alias
 EndpointID W string
 ControllerCode W string(:128)
 ProvisioningCode W string(:64)
 Enable W boolean
 AssignedRole W list of string ->#.ControllerTrust.Role.
 InheritedRole R list of string ->#.ControllerTrust.Role.
 Credential W list of string ->#.Certificate.
 PeriodicNotifInterval W unsignedInt[1:]
 PeriodicNotifTime W dateTime
 USPNotifRetryMinimumWaitInterval W unsignedInt[1:65535]
 USPNotifRetryIntervalMultiplier W unsignedInt[1000:65535]
 MTPNumberOfEntries R unsignedInt
 SendOnBoardRequest W boolean command
Device.USPAgent.Controller.{i}.MTP.{i}. W ^2.15 functional(Protocol) key(Alias)
 Alias O Alias
 Enable W boolean
 Protocol W string =##.SupportedProtocols
 Order W unsignedInt[1:]
Device.USPAgent.Controller.{i}.MTP.{i}.CoAP. R 0:1 ^2.15 !obsoleted
 Host W string(:256)
 Port W unsignedInt[1:65535]
 Path W string
 EnableEncryption W boolean
Device.USPAgent.Controller.{i}.MTP.{i}.STOMP. R 0:1 ^2.15
 Reference W string ->.STOMP.Connection.
 Destination W string
 USPServiceRef R string ->.USPServices.USPService. ^2.16
Device.USPAgent.Controller.{i}.MTP.{i}.WebSocket. R 0:1 ^2.15
 Host W string(:256)
 Port W unsignedInt[1:65535]
 Path W string
 IsEncrypted R boolean !deleted
 EnableEncryption W boolean
 KeepAliveInterval W unsignedInt[1:]
 CurrentRetryCount R unsignedInt
 SessionRetryMinimumWaitInterval W unsignedInt[1:65535]
 SessionRetryIntervalMultiplier W unsignedInt[1000:65535]
 USPServiceRef R string ->.USPServices.USPService. ^2.16
Device.USPAgent.Controller.{i}.MTP.{i}.MQTT. R 0:1 ^2.15
 Reference W string ->.MQTT.Client. !deprecated
 Topic W string(:65535)
 PublishRetainResponse W boolean
 PublishRetainNotify W boolean
 AgentMTPReference W string ->###.MTP. ^2.16
 USPServiceRef R string ->.USPServices.USPService. ^2.16
Device.USPAgent.Controller.{i}.MTP.{i}.UDS. R 0:1 ^2.16
 UnixDomainSocketRef W string ->.UnixDomainSockets.UnixDomainSocket.
 USPServiceRef R string ->.USPServices.USPService.
Device.USPAgent.Certificate.{i}. R ^2.15 functional(SerialNumber,Issuer) key(Alias)
 Alias O Alias
 Enable W boolean
 SerialNumber R string(:64)
 Issuer R string(:256)
Device.USPAgent.ControllerTrust. R ^2.15
 UntrustedRole W list<:1> of string ->Role.
 BannedRole W string ->Role.
 SecuredRoles W list of string ->Role. ^2.16
 TOFUAllowed W boolean
 TOFUInactivityTimer W unsignedInt
 RoleNumberOfEntries R unsignedInt
 CredentialNumberOfEntries R unsignedInt
 ChallengeNumberOfEntries R unsignedInt
Device.USPAgent.ControllerTrust.Role.{i}. W ^2.15 functional(Name) key(Alias)
 Alias O Alias
 Enable W boolean
 Name W string
 PermissionNumberOfEntries R unsignedInt
Device.USPAgent.ControllerTrust.Role.{i}.Permission.{i}. W ^2.15 functional(Order) key(Alias)
 Alias O Alias
 Enable W boolean
 Order W unsignedInt
 Targets W list of string
 Param W string(4)
 Obj W string(4)
 InstantiatedObj W string(4)
 CommandEvent W string(4)
Device.USPAgent.ControllerTrust.Credential.{i}. W ^2.15 functional(Credential) key(Alias)
 Alias O Alias
 Enable W boolean
 Role W list of string ->#.Role.
 Credential W string ->##.Certificate.
 AllowedUses W {MTP-only MTP-and-USP MTP-and-broker}
Device.USPAgent.ControllerTrust.Challenge.{i}. W ^2.15 key(Alias)
 Alias O Alias
 Description W string
 Role W list of string ->#.Role.
 Enable W boolean
 Type W {Passphrase}
 Value W base64 secured
 ValueType W {text/plain image/jpeg}
 Instruction W base64
 InstructionType W {text/plain image/jpeg text/html}
 Retries W unsignedInt
 LockoutPeriod W int[0:]
Device.ETSIM2M. R ^2.6
 SCLNumberOfEntries R unsignedInt
Device.ETSIM2M.SCL.{i}. W ^2.6 key(Alias)
 Enable W boolean
 Alias O Alias
 AnnouncedToSCLList W list of string
 SAFPolicySetNumberOfEntries R unsignedInt
 AreaNwkInstanceNumberOfEntries R unsignedInt
 AreaNwkDeviceInfoInstanceNumberOfEntries R unsignedInt
Device.ETSIM2M.SCL.{i}.Discovery. R ^2.6
 MaxNumberOfDiscovRecords W unsignedInt
 MaxSizeOfDiscovAnswer W unsignedInt
Device.ETSIM2M.SCL.{i}.Reregistration. R ^2.6
 RegTargetNSCLList W list of string
 RegSearchStrings W list of string
 RegAccessRightID W string
 RegExpirationDuration W int
 Reregistration W boolean command
Device.ETSIM2M.SCL.{i}.Reregistration.ActionStatus. R ^2.6
 Progress R unsignedInt[0:100] canDeny
 FinalStatus R {SUCCESS FAILURE}
Device.ETSIM2M.SCL.{i}.SAFPolicySet.{i}. W ^2.6 key(Alias)
 Enable W boolean
 Alias O Alias
 PolicyScope W list of string
 ANPPolicyNumberOfEntries R unsignedInt
Device.ETSIM2M.SCL.{i}.SAFPolicySet.{i}.ANPPolicy.{i}. W ^2.6 functional(ANName) key(Alias)
 Enable W boolean
 Alias O Alias
 ANName W string
 BlockPeriodNumberOfEntries R unsignedInt
 RequestCategoryNumberOfEntries R unsignedInt
Device.ETSIM2M.SCL.{i}.SAFPolicySet.{i}.ANPPolicy.{i}.BlockPeriod.{i}. W ^2.6 key(Alias) functional(FailedAttempts)
 Enable W boolean
 Alias O Alias
 FailedAttempts W unsignedInt
 BlockDuration W int
Device.ETSIM2M.SCL.{i}.SAFPolicySet.{i}.ANPPolicy.{i}.RequestCategory.{i}. W ^2.6 functional(RCAT) key(Alias)
 Enable W boolean
 Alias O Alias
 RCAT W string
 ScheduleNumberOfEntries R unsignedInt
Device.ETSIM2M.SCL.{i}.SAFPolicySet.{i}.ANPPolicy.{i}.RequestCategory.{i}.Schedule.{i}. W ^2.6 key(Alias)
 Enable W boolean
 Alias O Alias
 Schedules W list of string
 AbsTimeSpanNumberOfEntries R unsignedInt
Device.ETSIM2M.SCL.{i}.SAFPolicySet.{i}.ANPPolicy.{i}.RequestCategory.{i}.Schedule.{i}.AbsTimeSpan.{i}. W ^2.6 key(Alias)
 Enable W boolean
 Alias O Alias
 StartTime W dateTime
 EndTime W dateTime
Device.ETSIM2M.SCL.{i}.SAFPolicySet.{i}.M2MSPPolicy. R ^2.6
 DefaultRCATValue W string
 RequestCategoryNumberOfEntries R unsignedInt
Device.ETSIM2M.SCL.{i}.SAFPolicySet.{i}.M2MSPPolicy.RequestCategory.{i}. W ^2.6 functional(RCAT) key(Alias)
 Enable W boolean
 Alias O Alias
 RCAT W string
 TolerableDelay W int[-1:]
 Thresh W unsignedInt
 Mem W string ~"([0-9]{1,15}?[BKMGT])" ~""
 RankedANList W list of string ->##.ANPPolicy.
Device.ETSIM2M.SCL.{i}.AreaNwkInstance.{i}. R ^2.6 functional(ID)
 ID R string
 AreaNwkType R string
 ListOfDevices R list of string ->#.AreaNwkDeviceInfoInstance.
 PropertyNumberOfEntries R unsignedInt
Device.ETSIM2M.SCL.{i}.AreaNwkInstance.{i}.Property.{i}. R ^2.6
 Name R string
 Value R string
Device.ETSIM2M.SCL.{i}.AreaNwkDeviceInfoInstance.{i}. R ^2.6
 AreaNwkInstance R string ->#.AreaNwkInstance.
 Host R list of string ->###.Hosts.Host.
 ListOfDeviceNeighbors R list of string ->###.Hosts.Host.
 ListOfDeviceApplications R list of string
 SleepInterval W unsignedInt
 SleepDuration W unsignedInt
 Status R {ASLEEP AWAKE}
 Active R boolean
 PropertyNumberOfEntries R unsignedInt
Device.ETSIM2M.SCL.{i}.AreaNwkDeviceInfoInstance.{i}.Property.{i}. R ^2.6
 Name R string
 Value R string
Device.STOMP. R ^2.15
 ConnectionNumberOfEntries R unsignedInt
Device.STOMP.Connection.{i}. W ^2.15 functional(Host,Username,VirtualHost) key(Alias)
 Alias O Alias
 Enable W boolean
 Status R {Enabled Disabled Unknown Connecting ServerNotPresent Error_Misconfigured Error_AuthenticationFailure Error?}
 LastChangeDate R dateTime
 Host W string(:256)
 Port W unsignedInt[1:65535]
 Username W string(:256)
 Password W string(:256) secured
 VirtualHost W string(:256)
 EnableHeartbeats W boolean
 OutgoingHeartbeat W unsignedInt
 IncomingHeartbeat W unsignedInt
 ServerRetryInitialInterval W unsignedInt[1:65535]
 ServerRetryIntervalMultiplier W unsignedInt[1000:65535]
 ServerRetryMaxInterval W unsignedInt[1:]
 IsEncrypted R boolean !deleted
 EnableEncryption W boolean
