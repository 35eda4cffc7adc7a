muster-datamodel 1
# Facts only. What Device:1 got after 1.7, up to 1.14, of management server, XMPP and software modules.
extends Device:1
type Alias string(:64)
type UUID string(36)
Device.SoftwareModules.ExecEnv.{i}. R
 InitialExecutionUnitRunLevel W int[-1:65535] ^1.9
Device.DeviceInfo. R
 DeviceCategory R list of string ^1.13
 ModelNumber R string(:64) ^1.13
 LocationNumberOfEntries R unsignedInt ^1.9
Device.DeviceInfo.VendorConfigFile.{i}. R
 Alias W Alias ^1.8
Device.DeviceInfo.SupportedDataModel.{i}. R
 Alias W Alias ^1.8
 UUID R UUID ^1.11
Device.ManagementServer. R
 AliasBasedAddressing R boolean ^1.8 forced
 InstanceMode W {InstanceNumber InstanceAlias} ^1.8
 AutoCreateInstances W boolean ^1.8
 SupportedConnReqMethods R list of {HTTP STUN? XMPP?} ^1.12
 ConnReqXMPPConnection W string ^1.12
 ConnReqAllowedJabberIDs W list<:32> of string(:256) ^1.12
 ConnReqJabberID R string ^1.12 forceDefaultEnabled
 HTTPCompressionSupported R list of {GZIP Compress Deflate} ^1.12
 HTTPCompression W string ^1.12
 LightweightNotificationProtocolsSupported R list of {UDP} ^1.12
 LightweightNotificationProtocolsUsed W list of string ^1.12
 UDPLightweightNotificationHost W string(:256) ^1.12
 UDPLightweightNotificationPort W unsignedInt ^1.12
 InformParameterNumberOfEntries R unsignedInt ^1.13
Device.ManagementServer.StandbyPolicy. R ^1.12
 CRUnawarenessMaxDuration W int[-1:]
 MaxMissedPeriodic W int[-1:]
 NotifyMissedScheduled W boolean
 NetworkAwarenessCapable R boolean
 SelfTimerCapable R boolean
 CRAwarenessRequested W boolean
 PeriodicAwarenessRequested W boolean
 ScheduledAwarenessRequested W boolean
Device.ManagementServer.InformParameter.{i}. W ^1.13 key(Alias) key(ParameterName)
 Enable W boolean
 Alias W Alias
 ParameterName W string(:256)
 EventList W list of string
Device.XMPP. R ^1.12
 ConnectionNumberOfEntries R unsignedInt
Device.XMPP.Connection.{i}. W ^1.12 key(Alias) key(Username,Domain,Resource)
 Enable W boolean
 Alias W Alias
 Username W string(:256)
 Password W string(:256)
 Domain W string(:64)
 Resource W string(:64)
 JabberID R string
 Status R {Enabled Disabled Unknown Dormant Connecting ServerNotPresent Error_Misconfigured Error_AuthenticationFailure Error?}
 LastChangeDate R dateTime
 ServerConnectAlgorithm W string
 KeepAliveInterval W long[-1:]
 ServerConnectAttempts W unsignedInt
 ServerRetryInitialInterval W unsignedInt[1:65535]
 ServerRetryIntervalMultiplier W unsignedInt[1000:65535]
 ServerRetryMaxInterval W unsignedInt[1:]
 UseTLS W boolean
 TLSEstablished R boolean
 ServerNumberOfEntries R unsignedInt
Device.XMPP.Connection.{i}.Server.{i}. W ^1.12 key(Alias) key(ServerAddress,Port)
 Enable W boolean
 Alias W Alias
 Priority W unsignedInt[0:65535]
 Weight W long[-1:65535]
 ServerAddress W string(:256)
 Port W unsignedInt[0:65535]
