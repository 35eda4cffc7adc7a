muster-datamodel 1
# Facts only: paths, types, access, versions. Written by "muster datamodel import"; it may be edited.
model VoiceService:2.0
source urn:broadband-forum-org:tr-104-2-0-2-cwmp
type _AliasCommon string(:64)
type Alias _AliasCommon
type DiagnosticsState {None* Requested Canceled? Complete* Error?*}
type IPAddress string(:45)
type StatsCounter32 unsignedInt
type StatsCounter64 unsignedLong
Services. R
 VoiceServiceNumberOfEntries R unsignedInt
Services.VoiceService.{i}. R ^2.0 key(Alias)
 Alias W Alias canDeny
 VoIPProfileNumberOfEntries R unsignedInt
 CodecProfileNumberOfEntries R unsignedInt
 InterworkNumberOfEntries R unsignedInt
 TrunkNumberOfEntries R unsignedInt
 CallLogNumberOfEntries R unsignedInt canDeny
 TerminalNumberOfEntries R unsignedInt
Services.VoiceService.{i}.Capabilities. R ^2.0
 MaxLineCount R int[-1:]
 MaxExtensionCount R int[-1:]
 MaxCallLogCount R int[-1:]
 MaxSessionsPerLine R int[-1:]
 MaxSessionsPerExtension R int[-1:]
 MaxSessionCount R int[-1:]
 NetworkConnectionModes R list of string ~"SIP(/\\d+\\.\\d+)?" ~"MGCP(/\\d+\\.\\d+)?" ~"MGCP-NCS(/\\d+\\.\\d+)?" ~"H\\.248(/\\d+\\.\\d+)?" ~"H\\.323(/\\d+\\.\\d+)?" ~"DSS1" ~"FXO" ~"X_.+"
 UserConnectionModes R list of string ~"SIP(/\\d+\\.\\d+)?" ~"DSS1" ~"FXS" ~"DECT(/\\d+\\.\\d+)?" ~"Button" ~"Virtual" ~"X_.+"
 ToneFileFormats R list of {G.711MuLaw G.711ALaw G.729 MP3 WAV AMR}
 RingFileFormats R list of {MIDI SMAF RTTTL MP3 WAV AMR}
 FacilityActions R list of {AA_REGISTER AA_ERASE AA_INTERROGATE CA_ACTIVATE CCBS_ACTIVATE CCBS_DEACTIVATE CCBS_INTERROGATE CCNR_ACTIVATE CCNR_DEACTIVATE CCNR_INTERROGATE CFB_REGISTER CFB_ACTIVATE CFB_DEACTIVATE CFB_ERASE CFB_INTERROGATE CFNR_REGISTER CFNR_ACTIVATE CFNR_DEACTIVATE CFNR_ERASE CFNR_INTERROGATE CFNR_TIMER CFT_ACTIVATE CFT_DEACTIVATE CFT_INTERROGATE CFU_REGISTER CFU_ACTIVATE CFU_DEACTIVATE CFU_ERASE CFU_INTERROGATE CLIR_ACTIVATE CLIR_DEACTIVATE CLIR_INTERROGATE CP_INVOKE CW_ACTIVATE CW_DEACTIVATE CW_INVOKE DND_ACTIVATE DND_DEACTIVATE DND_INTERROGATE EXT_INVOKE LINE_INVOKE MAILBOX_INVOKE OCB_ACTIVATE OCB_DEACTIVATE OCB_INTERROGATE PSO_ACTIVATE PW_SET SCF_ACTIVATE SCF_DEACTIVATE SCF_INTERROGATE SCREJ_ACTIVATE SCREJ_DEACTIVATE SCREJ_INTERROGATE SR_ACTIVATE SR_DEACTIVATE SR_INTERROGATE}
 CodecNumberOfEntries R unsignedInt
Services.VoiceService.{i}.Capabilities.SIP. R ^2.0
Services.VoiceService.{i}.Capabilities.SIP.Client. R ^2.0
 Extensions R list of string
 URISchemes R list of string
 EventTypes R list of string
 TLSAuthenticationProtocols R list of {Null MD5 SHA-1 SHA-2 AEAD}
 TLSAuthenticationKeySizes R list of unsignedInt
 TLSEncryptionProtocols R list of {Null RC4 RC2 DES 3DES AES Camellia}
 TLSEncryptionKeySizes R list of unsignedInt
 TLSKeyExchangeProtocols R list of {RSA DSS DHE-RSA DHE-DSS ECDHE-RSA ECDHE-ECDSA}
Services.VoiceService.{i}.Capabilities.SIP.Registrar. R ^2.0
 Extensions R list of string
 URISchemes R list of string
 EventTypes R list of string
 TLSAuthenticationProtocols R list of {Null MD5 SHA-1 SHA-2 AEAD}
 TLSAuthenticationKeySizes R list of unsignedInt
 TLSEncryptionProtocols R list of {Null RC4 RC2 DES 3DES AES Camellia}
 TLSEncryptionKeySizes R list of unsignedInt
 TLSKeyExchangeProtocols R list of {RSA DSS DHE-RSA DHE-DSS ECDHE-RSA ECDHE-ECDSA}
Services.VoiceService.{i}.Capabilities.MGCP. R ^2.0
 Extensions R list of string
Services.VoiceService.{i}.Capabilities.H323. R ^2.0
 FastStart R boolean
 H235AuthenticationMethods R list of {dhExch pwdSymEnc pwdHash certSign ipsec tls}
Services.VoiceService.{i}.Capabilities.ISDN. R ^2.0
 MSN R boolean
 DDI R boolean
 MCID R boolean
 MWI R boolean
 AoC R boolean
 ECT R boolean
Services.VoiceService.{i}.Capabilities.POTS. R ^2.0
 DialType R {Tone Pulse "Tone and Pulse"}
 ClipGeneration R boolean
 ChargingPulse R boolean
Services.VoiceService.{i}.Capabilities.Codec.{i}. R ^2.0 key(Alias) functional(Codec,BitRate)
 Alias W Alias canDeny
 Codec R {AMR Clearmode EVRC1 EVRCB1 G.711MuLaw G.711ALaw G.726 G.729 G.729.1 G.729a G.729e G.728 G.723.1 G.722 G.722.1 G.722.2 "Generic Comfort Noise" GSM-FR GSM-HR GSM-EFR iLBC Speex}
 BitRate R unsignedInt
 PacketizationPeriod R list of string(:64)
 SilenceSuppression R boolean
Services.VoiceService.{i}.Capabilities.QualityIndicator. R ^2.0
 QIModelsSupported R string
 MaxQIValues R unsignedInt[0:127]
 MaxWorstQIValues R unsignedInt[0:127]
Services.VoiceService.{i}.ReservedPorts. R ^2.0
 WANPortRange W list of string
 LANPortRange W list of string
Services.VoiceService.{i}.ISDN. R ^2.0
 BRINumberOfEntries R unsignedInt
 PRINumberOfEntries R unsignedInt
Services.VoiceService.{i}.ISDN.BRI.{i}. R ^2.0 key(Name) key(Alias)
 Enable W boolean
 Status R {Up Error Testing Disabled}
 Alias W Alias canDeny
 Name R string(:64)
 ToneEventProfile W string(:256) ->.Tone.EventProfile.
 ApplicationInterface W {VoIP VoATM Data}
 Protocol W {EuroISDN NI-1 NI-2 5ESS NTT VN3 VN4 Q.SIG}
 ProtocolEmulation W {TE NT}
 PermanentLayer2 W boolean
 PermanentLayer1 W boolean
 LapdDisconnectionTimeout W boolean
 TEINegotiation W {Static Dynamic}
 StaticTEI W unsignedInt[:63]
 LifeLineHold W boolean
 PowerSourceOne W boolean
 MaxNumBChannels W unsignedInt[:2]
 OutboundOnlyBChannels W list of unsignedInt[1:2]
 InboundOnlyBChannels W list of unsignedInt[1:2]
 BidirectionalBChannels W list of unsignedInt[1:2]
Services.VoiceService.{i}.ISDN.PRI.{i}. R ^2.0 key(Name) key(Alias)
 Enable W boolean
 Status R {Up Error Testing Disabled}
 Alias W Alias canDeny
 Name R string(:64)
 ToneEventProfile W string(:256) ->.Tone.EventProfile.
 ApplicationInterface W {VoIP VoATM Data}
 Protocol W {EuroISDN NI-1 NI-2 4ESS 5ESS NTT Q.SIG}
 ProtocolEmulation W {TE NT}
 PermanentLayer2 W boolean
 Linecode W {ami hdb3 b8zs}
 ESF W {None DF MF EMF SF ESF AutoDetect}
 PhysicalInterfaceType W {T1 E1}
 MaxNumBChannels W unsignedInt[:30]
 OutboundOnlyBChannels W list of unsignedInt[0:31]
 InboundOnlyBChannels W list of unsignedInt[0:31]
 BidirectionalBChannels W list of unsignedInt[0:31]
 ClockMode W {Master Slave}
Services.VoiceService.{i}.POTS. R ^2.0
 FXONumberOfEntries R unsignedInt
 FXSNumberOfEntries R unsignedInt
 Region W string(:2)
Services.VoiceService.{i}.POTS.FXO.{i}. R ^2.0 key(Name) key(Alias)
 Enable W boolean
 Status R {Up Error Testing Disabled}
 Alias W Alias canDeny
 Name R string(:64)
 ToneEventProfile W string(:256) ->.Tone.EventProfile.
 SecondStepDialing W boolean
 TimeoutBeforeDialing W unsignedInt[1:60]
 RingingTimeout W unsignedInt[1:30]
 RingNumber W unsignedInt[1:40]
 OnHookMinDuration W unsignedInt[20:10000]
 SignalingMode W {LoopStart GroundStart}
 DTMFDialoutInterval W unsignedInt[20:10000]
 CallerIdDetectionEnable W boolean
 Active R boolean
Services.VoiceService.{i}.POTS.FXO.{i}.DiagTests. R
 DiagnosticsState W DiagnosticsState{None* Requested Canceled? Complete* Error?* Error_Internal* Error_Other*}
 TestSelector W {Battery DialTone} ^2.0
 TestResult R {Success Failure} ^2.0
Services.VoiceService.{i}.POTS.FXS.{i}. R ^2.0 key(Name) key(Alias)
 Enable W boolean
 Status R {Up Error Testing Disabled}
 Alias W Alias canDeny
 Name R string(:64)
 ToneEventProfile W string(:256) ->.Tone.EventProfile.
 FaxPassThrough W {Disable Auto Force}
 ModemPassThrough W {Disable Auto Force}
 DialType W {Tone Pulse}
 ClipGeneration W boolean
 ChargingPulse W boolean
 Active R boolean
 TerminalType W {Audio Fax Modem Any}
Services.VoiceService.{i}.POTS.FXS.{i}.VoiceProcessing. R ^2.0
 TransmitGain W int
 ReceiveGain W int
 EchoCancellationEnable W boolean
 EchoCancellationInUse R boolean
 EchoCancellationTail R unsignedInt
Services.VoiceService.{i}.POTS.FXS.{i}.DiagTests. R
 DiagnosticsState W DiagnosticsState{None* Requested Canceled? Complete* Error?* Error_Internal* Error_Other*}
 TestSelector W {"Hazard Potential" "Foreign Voltage" "Resistive Faults" Off-hook REN} ^2.0
 TestResult R {Success Failure} ^2.0
Services.VoiceService.{i}.POTS.Ringer. R ^2.0
 EventNumberOfEntries R unsignedInt
Services.VoiceService.{i}.POTS.Ringer.Event.{i}. R ^2.0 key(Alias) functional(Function)
 Alias W Alias canDeny
 Function R {Default CCBSCallBack CCNRCallBack InternalCall RingSplash Group}
 Cadence W list<:10> of unsignedInt
Services.VoiceService.{i}.DECT. R ^2.0
 BaseNumberOfEntries R unsignedInt
 PortableNumberOfEntries R unsignedInt
Services.VoiceService.{i}.DECT.Base.{i}. R ^2.0 functional(RFPI) key(Name) key(Alias)
 Enable W boolean
 Status R {Up Error Testing Disabled}
 Alias W Alias canDeny
 Name R string(:64)
 ToneEventProfile W string(:256) ->.Tone.EventProfile.
 Standard R {GAP "CAT-iq 1.0" "CAT-iq 2.0" "CAT-iq 2.1" "CAT-iq 3.0" "CAT-iq 4.0"}
 RFPI R hexBinary(:5)
 MaxSupportedPP W unsignedInt
 PIN W hexBinary(:4) secured
 RepeaterSupportEnabled R boolean
 NEMOEnable W boolean
 SubscriptionEnable W boolean
 CipheringEnable W boolean
 EncryptionType R {DSC DSC2 CCM}
 RFPowerControl W {Normal Reduced}
 FirmwareVersion R string(:20)
 EepromVersion R string(:20)
 HardwareVersion R string(:20)
Services.VoiceService.{i}.DECT.Base.{i}.Stats. R ^2.0
 Handovers R unsignedInt canDeny
 HandoverFailures R unsignedInt canDeny
 ControlFieldErrors R unsignedInt canDeny
 PayloadFieldErrors R unsignedInt canDeny
 SyncFailures R unsignedInt canDeny
Services.VoiceService.{i}.DECT.Portable.{i}. R ^2.0 functional(IPEI) key(Alias)
 Enable W boolean
 Status R {Up Error Testing Disabled}
 Alias W Alias canDeny
 Name W string(:32) ^2.0.3
 CodecList W list of string ->.CodecProfile.
 RegistrationStatus R {"In reach" "Not in reach"}
 IPUI R hexBinary(:13)
 IPUILength R unsignedInt
 IPEI R hexBinary(:5)
 PARK R hexBinary(:5)
 BaseAttachedTo R string(:256) ->.DECT.Base.
 PortableType R list of {GAP "CAT-iq 1.0" "CAT-iq 2.0" "CAT-iq 2.1" "CAT-iq 3.0" "CAT-iq 4.0"}
 SubscriptionTime R dateTime
 Control W {Unregister Disable}
 HardwareVersion R string(:20)
 SoftwareVersion R string(:20)
 SoftwareUpgrade R boolean
 LastUpdateDateTime R dateTime
 OperatorName W string(:32)
Services.VoiceService.{i}.SIP. R ^2.0
 NetworkNumberOfEntries R unsignedInt
 ClientNumberOfEntries R unsignedInt
 ProxyNumberOfEntries R unsignedInt
 RegistrarNumberOfEntries R unsignedInt
Services.VoiceService.{i}.SIP.Client.{i}. W ^2.0 key(Alias)
 Enable W boolean
 QuiescentMode W boolean
 Status R {Up Initializing Registering Deregistering Error_Misconfigured Error_Network Error_Registration Quiescent Disabled}
 Alias W Alias canDeny
 Origin R {AutoConfigured Static}
 RegisterMode W {RFC3261 STATIC RFC6140 TISPAN}
 AuthUserName W string(:128)
 AuthPassword W string(:128) secured
 Network W string(:256) ->.SIP.Network.
 MaxSessions W unsignedInt
 RegisterURI W string(:389)
 E164Format W boolean
 T38Enable W boolean
 SIPEventSubscribeNumberOfEntries R unsignedInt
 ContactNumberOfEntries R unsignedInt
Services.VoiceService.{i}.SIP.Client.{i}.Contact.{i}. W ^2.0 key(Alias)
 Enable W boolean
 Status R {Up Error Disabled}
 Alias W Alias canDeny
 Origin R {AutoConfigured Static}
 IPAddress W IPAddress
 Port W unsignedInt[0:65535]
 ContactURI W string(:256)
 ExpireTime R dateTime
 PingInterval W unsignedInt[0:65535]
 UserAgent R string(:256)
Services.VoiceService.{i}.SIP.Client.{i}.EventSubscribe.{i}. W ^2.0 key(Alias) functional(Event)
 Enable W boolean
 Alias W Alias canDeny
 Event R string(:32)
 AuthUserName W string(:128)
 AuthPassword W string(:128) secured
Services.VoiceService.{i}.SIP.Network.{i}. W ^2.0 key(Alias)
 Enable W boolean
 QuiescentMode W boolean
 Status R {Up Resolving Error_DNS Error_Other Disabled}
 Alias W Alias canDeny
 ProxyServer W string(:256)
 ProxyServerPort W unsignedInt[0:65535]
 ProxyServerTransport W {UDP TCP TLS SCTP}
 RegistrarServer W string(:256)
 RegistrarServerPort W unsignedInt[0:65535]
 RegistrarServerTransport W {UDP TCP TLS SCTP}
 ServerDomain W string(:256)
 ChosenDomain R string(:256)
 ChosenIPAddress R IPAddress
 ChosenPort R unsignedInt[0:65535]
 UserAgentDomain W string(:256)
 UserAgentPort W unsignedInt[0:65535]
 UserAgentTransport W {UDP TCP TLS SCTP}
 OutboundProxy W string(:256)
 OutboundProxyResolvedAddress R IPAddress
 OutboundProxyPrecedence R {Static DHCP}
 OutboundProxyPort W unsignedInt[0:65535]
 STUNEnable W boolean
 STUNServer W string(:256)
 NonVoiceBandwidthReservedUpstream W unsignedInt
 NonVoiceBandwidthReservedDownstream W unsignedInt
 Organization W string(:256)
 RegistrationPeriod W unsignedInt[1:]
 Realm W string
 TimerT1 W unsignedInt[1:]
 TimerT2 W unsignedInt[1:]
 TimerT4 W unsignedInt[1:]
 TimerA W unsignedInt[1:]
 TimerB W unsignedInt[1:]
 TimerC W unsignedInt[1:]
 TimerD W unsignedInt[1:]
 TimerE W unsignedInt[1:]
 TimerF W unsignedInt[1:]
 TimerG W unsignedInt[1:]
 TimerH W unsignedInt[1:]
 TimerI W unsignedInt[1:]
 TimerJ W unsignedInt[1:]
 TimerK W unsignedInt[1:]
 InviteExpires W unsignedInt[1:]
 ReInviteExpires W unsignedInt[1:]
 RegisterExpires W unsignedInt[1:]
 RegisterRetryInterval W unsignedInt[1:]
 InboundAuth W {None Digest SourceFilter}
 InboundAuthUsername W string(:256)
 InboundAuthPassword W string(:256) secured
 UseCodecPriorityInSDPResponse W boolean
 DSCPMark W unsignedInt[0:63]
 VLANIDMark W int[-1:]
 EthernetPriorityMark W int[-1:]
 ConferenceCallDomainURI W string(:256)
 TimerLoginRejected W unsignedInt
 NoLoginRetry W boolean
 TimerRegistrationFailed W unsignedInt
 TimerSubscriptionFailed W unsignedInt
 UnansweredRegistrationAttempts R unsignedInt
 VoIPProfile W string(:256) ->.VoIPProfile.
 CodecList W list of string ->.CodecProfile.
 MaxSessions W unsignedInt
 FQDNServerNumberOfEntries R unsignedInt
 EventSubscribeNumberOfEntries R unsignedInt
 ResponseMapNumberOfEntries R unsignedInt[0:999]
Services.VoiceService.{i}.SIP.Network.{i}.FQDNServer.{i}. W ^2.0 key(Alias) functional(Domain)
 Enable W boolean
 Alias W Alias canDeny
 Origin R {AutoConfigured Static}
 Domain W string(:256)
 Weight W unsignedInt[0:65535]
 Priority W unsignedInt[0:65535]
 Port W unsignedInt[0:65535]
 IPAddresses W list of IPAddress
Services.VoiceService.{i}.SIP.Network.{i}.EventSubscribe.{i}. W ^2.0 key(Alias) functional(Event)
 Enable W boolean
 Alias W Alias canDeny
 Event W string(:32)
 Notifier W string(:256)
 NotifierPort W unsignedInt[0:65535]
 NotifierTransport W {UDP TCP TLS SCTP}
 ExpireTime W unsignedInt
Services.VoiceService.{i}.SIP.Network.{i}.ResponseMap.{i}. W ^2.0 key(Alias) functional(SIPResponseNumber)
 Alias W Alias canDeny
 SIPResponseNumber W unsignedInt[101:999]
 Enable W boolean
 TextMessage W string(:64)
 Tone W string(:256) ->.Tone.Description.
Services.VoiceService.{i}.SIP.Proxy.{i}. W ^2.0 key(Alias) functional(ProxyIPAddress,ProxyPort)
 Enable W boolean
 Status R {Up Error Disabled}
 Alias W Alias canDeny
 Origin R {AutoConfigured Static}
 ProxyIPAddress W IPAddress
 ProxyPort W unsignedInt[0:65535]
 ContactURI R string(:256)
 VoIPProfile W string(:256) ->.VoIPProfile.
Services.VoiceService.{i}.SIP.Registrar.{i}. W ^2.0 key(Alias) functional(RegistrarPort,RegistrarIPAddress)
 Enable W boolean
 QuiescentMode W boolean
 Status R {Up Error Disabled}
 Alias W Alias canDeny
 Origin R {AutoConfigured Static}
 RegistrarIPAddress W IPAddress
 RegistrarPort W unsignedInt[0:65535]
 RegisterExpires W unsignedInt
 PingInterval W unsignedInt[0:65535]
 Organization W string(:256)
 Realm W string
 VoIPProfile W string(:256) ->.VoIPProfile.
 ContactURI R string(:256)
 AccountNumberOfEntries R unsignedInt
Services.VoiceService.{i}.SIP.Registrar.{i}.Account.{i}. W ^2.0 functional(URI) key(Alias)
 Enable W {Enable Quiescent? Disable}
 QuiescentMode W boolean
 Status R {Up Initializing Registering Deregistering ErrorMisconfigured ErrorNetwork ErrorRegistration Quiescent Disabled}
 Alias W Alias canDeny
 Origin R {AutoConfigured Static}
 CallStatus R {Idle Dialing Delivered Connected Alerting Disconnected}
 AuthUserName W string(:128)
 AuthPassword W string(:128) secured
 RegistrationStatus R {Registered Unregistered}
 URI W string(:389)
 Domain W string(:256)
 CodecList W list of string ->.CodecProfile.
 VoIPProfile W string(:256) ->.VoIPProfile.
 ContactNumberOfEntries R unsignedInt
Services.VoiceService.{i}.SIP.Registrar.{i}.Account.{i}.Contact.{i}. W ^2.0 key(Alias)
 Enable W boolean
 Status R {Up Error Disabled}
 Alias W Alias canDeny
 Origin R {AutoConfigured Static}
 IPAddress W IPAddress
 Port W unsignedInt[0:65535]
 ContactURI W string(:256)
 ExpireTime R dateTime
 UserAgent W string(:64)
Services.VoiceService.{i}.MGCP. R ^2.0
 ClientNumberOfEntries R unsignedInt
 NetworkNumberOfEntries R unsignedInt
Services.VoiceService.{i}.MGCP.Client.{i}. W ^2.0 key(Alias)
 Enable W boolean
 QuiescentMode W boolean
 Status R {Up Initializing Registering Deregistering Error_Misconfigured Error_Network Error_Registration Quiescent Disabled}
 Alias W Alias canDeny
 RegisterMode W {Wildcard Individual}
 LocalPort W unsignedInt[0:65535]
 Domain W string(:256)
 User W string(:64)
 Network W string(:256) ->.MGCP.Network.
 MaxSessions W unsignedInt
Services.VoiceService.{i}.MGCP.Network.{i}. W ^2.0 key(Alias)
 Enable W boolean
 QuiescentMode W boolean
 Status R {Up Resolving Error_DNS Error_Other Disabled}
 Alias W Alias canDeny
 CallAgent1 W string(:256)
 CallAgentPort1 W unsignedInt[0:65535]
 CallAgent2 W string(:256)
 CallAgentPort2 W unsignedInt[0:65535]
 RetranIntervalTimer W unsignedInt[0:65535]
 MaxRetranCount W unsignedInt[0:65535]
 DSCPMark W unsignedInt[0:63]
 VLANIDMark W int[-1:]
 EthernetPriorityMark W int[-1:]
 AllowPiggybackEvents W boolean
 SendRSIPImmediately W boolean
 STUNEnable W boolean
 STUNServer W string(:256)
 NonVoiceBandwidthReservedUpstream W unsignedInt
 NonVoiceBandwidthReservedDownstream W unsignedInt
 MaxSessions W unsignedInt
 VoIPProfile W string(:256) ->.VoIPProfile.
 CodecList W list of string ->.CodecProfile.
Services.VoiceService.{i}.H323. R ^2.0
 ClientNumberOfEntries R unsignedInt
 NetworkNumberOfEntries R unsignedInt
Services.VoiceService.{i}.H323.Client.{i}. W ^2.0 key(Alias)
 Enable W boolean
 QuiescentMode W boolean
 Status R {Up Initializing Registering Deregistering Error_Misconfigured Error_Network Error_Registration Quiescent Disabled}
 Alias W Alias canDeny
 H235Authentication W boolean
 AuthPassword W string secured
 SendersID W string
 Network W string(:256) ->.H323.Network.
 H323ID W string(:32)
 MaxSessions W unsignedInt
Services.VoiceService.{i}.H323.Network.{i}. W ^2.0 key(Alias)
 Enable W boolean
 QuiescentMode W boolean
 Status R {Up Resolving Error_DNS Error_Other Disabled}
 Alias W Alias canDeny
 Gatekeeper W string
 GatekeeperPort W unsignedInt
 GatekeeperID W string
 TimeToLive W unsignedInt
 DSCPMark W unsignedInt[0:63]
 VLANIDMark W int[-1:]
 EthernetPriorityMark W int[-1:]
 STUNEnable W boolean
 STUNServer W string(:256)
 NonVoiceBandwidthReservedUpstream W unsignedInt
 NonVoiceBandwidthReservedDownstream W unsignedInt
 MaxSessions W unsignedInt
 VoIPProfile W string(:256) ->.VoIPProfile.
 CodecList W list of string ->.CodecProfile.
Services.VoiceService.{i}.Trunk.{i}. W ^2.0 key(Alias)
 Enable W boolean
 QuiescentMode W boolean
 Status R {Up Initializing Registering Unregistering Error Testing Disabled}
 Alias W Alias canDeny
 Origin R {AutoConfigured Static}
 Name W string(:16)
 DDIRange W list of string
 LineObjectCreation W boolean
 MaxChannels W unsignedInt
 MaxOutboundChannelCount W int[-1:]
 MaxInboundChannelCount W int[-1:]
 CodecPriority W {Local Remote}
 Provider W string(:256) ->.SIP.Client.|.ISDN.BRI.|.ISDN.PRI.
Services.VoiceService.{i}.CallControl. R ^2.0
 MaxNumberOfLines W unsignedInt
 MaxNumberOfExtensions W unsignedInt
 LineNumberOfEntries R unsignedInt
 ExtensionNumberOfEntries R unsignedInt
 MailboxNumberOfEntries R unsignedInt
 IncomingMapNumberOfEntries R unsignedInt
 OutgoingMapNumberOfEntries R unsignedInt
 NumberingPlanNumberOfEntries R unsignedInt
 GroupNumberOfEntries R unsignedInt
Services.VoiceService.{i}.CallControl.Line.{i}. W ^2.0 functional(DirectoryNumber) key(Alias)
 Enable W boolean
 QuiescentMode W boolean
 Status R {Up Error Testing Quiescent Disabled}
 Alias W Alias canDeny
 CallStatus R {Idle Dialing Delivered Connected Alerting Disconnected}
 Origin R {Static DDIRange}
 DirectoryNumber W string(:32)
 Provider W string(:256) ->.SIP.Client.|.H323.Client.|.ISDN.BRI.|.ISDN.PRI.|.POTS.FXO.|.Trunk.
 CallingFeatures W string(:256) ->#.CallingFeatures.Set.
Services.VoiceService.{i}.CallControl.Line.{i}.Stats. R ^2.0
Services.VoiceService.{i}.CallControl.Line.{i}.Stats.IncomingCalls. R ^2.0
 CallsReceived R unsignedInt
 CallsConnected R unsignedInt
 CallsFailed R unsignedInt
 CallsDropped R unsignedInt
 TotalCallTime R unsignedInt canDeny
Services.VoiceService.{i}.CallControl.Line.{i}.Stats.OutgoingCalls. R ^2.0
 CallsAttempted R unsignedInt
 CallsConnected R unsignedInt
 CallsFailed R unsignedInt
 CallsDropped R unsignedInt
 TotalCallTime R unsignedInt canDeny
Services.VoiceService.{i}.CallControl.Line.{i}.Stats.RTP. R ^2.0
 PacketsReceived R unsignedInt canDeny
 PacketsSent R unsignedInt canDeny
 PacketsLost R unsignedInt canDeny
 BytesSent R unsignedInt canDeny
 BytesReceived R unsignedInt canDeny
Services.VoiceService.{i}.CallControl.Line.{i}.Stats.DSP. R ^2.0
 Overruns R unsignedInt canDeny
 Underruns R unsignedInt canDeny
Services.VoiceService.{i}.CallControl.Extension.{i}. W ^2.0 functional(ExtensionNumber) key(Alias)
 Enable W boolean
 QuiescentMode W boolean
 Status R {Up Initializing Error Testing Quiescent Disabled}
 Alias W Alias canDeny
 CallStatus R {Idle Dialing Delivered Connected Alerting Disconnected}
 Origin R {AutoConfigured Static}
 Name W string(:256)
 ExtensionNumber W string(:32)
 Provider W string(:256) ->.SIP.Registrar.{i}.Account.|.ISDN.BRI.|.ISDN.PRI.|.POTS.FXS.|.DECT.Portable.|.Terminal.|.CallControl.Group.
 NumberingPlan W string(:256) ->.CallControl.NumberingPlan.
 CallingFeatures W string(:256) ->#.CallingFeatures.Set.
 CallWaitingStatus R {Disabled Idle SecondaryRinging SecondaryConnecting SecondaryConnected}
 ConferenceCallingStatus R {Disabled Idle SecondaryCalling SecondaryConnecting SecondaryConnected InConferenceCall}
 ConferenceCallingSessionCount R unsignedInt
 VoiceMail W string(:256) ->.CallControl.Mailbox.
Services.VoiceService.{i}.CallControl.Extension.{i}.Stats. R ^2.0
Services.VoiceService.{i}.CallControl.Extension.{i}.Stats.IncomingCalls. R ^2.0
 CallsReceived R unsignedInt
 CallsConnected R unsignedInt
 CallsFailed R unsignedInt
 CallsDropped R unsignedInt
 TotalCallTime R unsignedInt canDeny
Services.VoiceService.{i}.CallControl.Extension.{i}.Stats.OutgoingCalls. R ^2.0
 CallsAttempted R unsignedInt
 CallsConnected R unsignedInt
 CallsFailed R unsignedInt
 CallsDropped R unsignedInt
 TotalCallTime R unsignedInt canDeny
Services.VoiceService.{i}.CallControl.Extension.{i}.Stats.RTP. R ^2.0
 PacketsReceived R unsignedInt canDeny
 PacketsSent R unsignedInt canDeny
 PacketsLost R unsignedInt canDeny
 BytesSent R unsignedInt canDeny
 BytesReceived R unsignedInt canDeny
Services.VoiceService.{i}.CallControl.Extension.{i}.Stats.DSP. R ^2.0
 Overruns R unsignedInt canDeny
 Underruns R unsignedInt canDeny
Services.VoiceService.{i}.CallControl.Group.{i}. W ^2.0 key(Alias)
 Alias W Alias canDeny
 Extensions W list of string ->.CallControl.Extension.
 RingType W {Simultaneous Hierarchical Cyclic}
 RingTimeout W unsignedInt
Services.VoiceService.{i}.CallControl.Mailbox.{i}. W ^2.0 key(Alias)
 Enable W boolean
 Alias W Alias canDeny
 MaxMsg W unsignedInt
 MaxMessageTime W unsignedInt
 MinSize W unsignedInt
 SMTPServerAddress W string(:256)
 SMTPServerPort W unsignedInt[0:65535]
 SMTPUser W string(:256)
 SMTPPassword W string(:256)
 SMTPAuthenticationType W {None SSL TLS Auto}
 SMTPFrom W string(:256)
Services.VoiceService.{i}.CallControl.IncomingMap.{i}. W ^2.0 functional(Line,Extension) key(Alias)
 Enable W boolean
 Alias W Alias canDeny
 Line W string(:256) ->.CallControl.Line.
 Extension W string(:256) ->.CallControl.Extension.
 Order W unsignedInt[1:]
 Timeout W unsignedInt
Services.VoiceService.{i}.CallControl.OutgoingMap.{i}. W ^2.0 functional(Extension,Line) key(Alias)
 Enable W boolean
 Alias W Alias canDeny
 CLIPNoScreeningNumber W string(:32)
 Extension W string(:256) ->.CallControl.Extension.
 Line W string(:256) ->.CallControl.Line.
 Order W unsignedInt[1:]
Services.VoiceService.{i}.CallControl.NumberingPlan.{i}. W ^2.0 key(Alias)
 Alias W Alias canDeny
 MinimumNumberOfDigits W unsignedInt[1:32]
 MaximumNumberOfDigits W unsignedInt[1:32]
 InterDigitTimerStd W unsignedInt[1:50000]
 InterDigitTimerOpen W unsignedInt[1:50000]
 TerminationDigit W string(:1)
 InvalidNumberTone W string(:256) ->.Tone.Description.
 PrefixInfoMaxEntries R unsignedInt
 PrefixInfoNumberOfEntries R unsignedInt
Services.VoiceService.{i}.CallControl.NumberingPlan.{i}.PrefixInfo.{i}. W ^2.0 key(Alias)
 Alias W Alias canDeny
 Enable W boolean
 PrefixRange W string(:42)
 PrefixMinNumberOfDigits W unsignedInt[1:40]
 PrefixMaxNumberOfDigits W unsignedInt[1:40]
 NumberOfDigitsToRemove W unsignedInt[0:40]
 PosOfDigitsToRemove W unsignedInt[0:40]
 DialTone W string(:256) ->.Tone.Description.
 FacilityAction W string(:64) =.Capabilities.FacilityActions
 FacilityActionArgument W string(:256) =>.CallControl.Line.|.CallControl.Extension.|.CallControl.Mailbox.
Services.VoiceService.{i}.CallControl.CallingFeatures. R ^2.0
 SetNumberOfEntries R unsignedInt
Services.VoiceService.{i}.CallControl.CallingFeatures.Set.{i}. W ^2.0 key(Alias)
 Alias W Alias canDeny
 CallerIDEnable W boolean
 CallerIDNameEnable W boolean
 CallWaitingEnable W boolean
 CallForwardUnconditionalEnable W boolean
 CallForwardUnconditionalNumber W string(:32)
 CallForwardOnBusyEnable W boolean
 CallForwardOnBusyNumber W string(:32)
 CallForwardOnBusyRingTimeout W unsignedInt
 CallForwardOnNoAnswerEnable W boolean
 CallForwardOnNoAnswerNumber W string(:32)
 CallForwardOnNoAnswerRingTimeout W unsignedInt
 CallTransferEnable W boolean
 MWIEnable W boolean
 VMWIEnable W boolean
 LineMessagesWaiting R unsignedInt
 AnonymousCallRejectionEnable W boolean
 AnonymousCallEnable W boolean
 DoNotDisturbEnable W boolean
 RepeatDialEnable W boolean
 VoiceMailEnable W boolean
 CallPickUpEnable W boolean
 CCBSEnable W boolean
 IIFCEnable W boolean
 BlockForwardEnable W boolean
 SecretForwarderEnable W boolean
 FollowMeEnable W boolean
 CFTNumberOfEntries R unsignedInt
 SCFNumberOfEntries R unsignedInt
 SCREJNumberOfEntries R unsignedInt
 FollowMeNumberOfEntries R unsignedInt
Services.VoiceService.{i}.CallControl.CallingFeatures.Set.{i}.CFT.{i}. W ^2.0 key(Alias)
 Enable W boolean
 Alias W Alias canDeny
 Day W {Monday Tuesday Wednesday Thursday Friday Saturday Sunday All}
 StartTime W string(:5)
 EndTime W string(:5)
 ForwardedToNumber W string(:32)
Services.VoiceService.{i}.CallControl.CallingFeatures.Set.{i}.SCF.{i}. W ^2.0 functional(CallingNumber) key(Alias)
 Enable W boolean
 Alias W Alias canDeny
 CallingNumber W string(:32)
 ForwardedToNumber W string(:32)
Services.VoiceService.{i}.CallControl.CallingFeatures.Set.{i}.SCREJ.{i}. W ^2.0 functional(CallingNumber) key(Alias)
 Enable W boolean
 Alias W Alias canDeny
 CallingNumber W string(:32)
Services.VoiceService.{i}.CallControl.CallingFeatures.Set.{i}.FollowMe.{i}. W ^2.0 key(Alias) functional(Number,Order)
 Enable W boolean
 Alias W Alias canDeny
 Delay W unsignedInt
 Number W string(:32)
 Order W unsignedInt
Services.VoiceService.{i}.CallControl.CallingFeatures.Set.{i}.Voice2Mail. R ^2.0
 Enable W boolean
 MaxMessageLength W unsignedInt
 Attach W boolean
 KeepLocal W boolean
 EMailAddress W string
Services.VoiceService.{i}.Interwork.{i}. W ^2.0 key(Alias)
 Enable W boolean
 QuiescentMode W boolean
 Status R {Up Error Quiescent Disabled}
 Alias W Alias canDeny
 OperationalStatus R {InService OutOfService NetworkServersOffline}
 OperationalStatusReason R string(:256)
 NetworkConnectionMode W {Static RegisterDynamic RegisterLearn RegisterStatic}
 UserConnectionMode W {Static RegisterDynamic RegisterLearn}
 E164Mode W boolean
 NetworkAuthenticationChallengeMode W {PassThru RespondLocal Hop-by-Hop}
 NetworkIPAddress R IPAddress
 InterworkingRuleSetURI W string(:256)
 InterworkingRuleSetInterval W unsignedInt
 InterworkingRuleSetTime W dateTime
 FirewallRuleSetURI W string(:256)
 FirewallRuleSetInterval W unsignedInt
 FirewallRuleSetTime W dateTime
 InterworkName W string(:256)
 ProxyServer W string(:256) ->.SIP.Proxy.
 Networks W list of string ->.SIP.Network.
 E164Client W string(:256) ->.SIP.Client.
 UserInterfaceNumberOfEntries R unsignedInt
 MapNumberOfEntries R unsignedInt
Services.VoiceService.{i}.Interwork.{i}.UserInterface.{i}. W ^2.0 key(Alias) functional(Registrar)
 Enable W boolean
 Alias W Alias canDeny
 Registrar W string(:256) ->.SIP.Registrar.
 Network W string(:256) ->.SIP.Network.
Services.VoiceService.{i}.Interwork.{i}.Map.{i}. W ^2.0 key(Alias)
 Enable W boolean
 Status R {Active InActive}
 Alias W Alias canDeny
 StatusDescription R string(:256)
 LastTime R dateTime
 Origin R {AutoConfigured Static}
 NetworkConnection W string(:256) ->.Trunk.|.SIP.Client.|.MGCP.Client.|.H323.Client.|.POTS.FXO.
 UserConnection W string(:256) ->.Trunk.|.ISDN.BRI.|.ISDN.PRI.|.SIP.Registrar.{i}.Account.|.POTS.FXS.|.DECT.Portable.|.DECT.Base.|.Terminal.
 DigitMap W string(:256)
 DigitMapEnable W boolean
 Priority W unsignedInt[1:]
Services.VoiceService.{i}.CallLog.{i}. R ^2.0 key(Alias)
 Alias W Alias canDeny
 CallingPartyNumber R string(:256)
 CalledPartyNumber R string(:256)
 Source R string(:256) ->.CallControl.Line.|.CallControl.Extension.|.SIP.Registrar.{i}.Account.|.Trunk.|.SIP.Client.
 Destination R string(:256) ->.CallControl.Line.|.CallControl.Extension.|.SIP.Registrar.{i}.Account.|.Trunk.|.SIP.Client.
 RemoteParty R string(:32)
 UsedLine R string(:256) ->.CallControl.Line.
 UsedExtensions R list of string ->.CallControl.Extension.
 Direction R {Incoming Outgoing}
 Start R dateTime
 Duration R unsignedInt
 CallTerminationCause R {NoExtensionsMapped NoExtensionsAvailable AnonymousCallRejection CallWaitingRejected CallForwardingUnconditional CallForwardingBusy CallForwardingNoReply LocalDisconnect LocalForbidden LocalTimeout LocalMediaError. LocalPriority. LocalReject LocalTransfer LocalInternalError RemoteDisconnect RemoteBadRequest RemoteForbidden RemoteNotFound RemoteReject RemoteNotAllowed RemoteNotAcceptable RemoteTimeout RemoteUnavailable RemoteBusy RemoteNotSupported RemoteNetworkFailure}
 SessionNumberOfEntries R unsignedInt
 SignalingPerformanceNumberOfEntries R unsignedInt
Services.VoiceService.{i}.CallLog.{i}.SignalingPerformance.{i}. R 1: ^2.0 functional(Protocol)
 Protocol R {H.323 SIP}
 CallSetupDelay R unsignedInt
 OutgoingMediaEstablishDelay R int
 IncomingMediaEstablishDelay R int
Services.VoiceService.{i}.CallLog.{i}.Session.{i}. R ^2.0 functional(SessionID)
 StreamType R {Audio Video Fax Modem}
 Start R dateTime
 Duration R unsignedInt
 SessionID R string(:16)
 SIPSessionID R string(:32)
Services.VoiceService.{i}.CallLog.{i}.Session.{i}.Source. R ^2.0
Services.VoiceService.{i}.CallLog.{i}.Session.{i}.Source.RTP. R ^2.0
 FarEndIPAddress R IPAddress
 FarEndUDPPort R unsignedInt[0:65535]
 LocalUDPPort R unsignedInt[0:65535]
 RTCPCNAME R string(:16) ^2.0.3
 MinJitter R int[-1:]
 MaxJitter R int[-1:]
 MeanJitter R int[-1:]
 PacketDelayVariation R int[-1:]
 BufferDelay R int[-1:]
 BurstCount R StatsCounter32
 PacketsReceived R StatsCounter64
 PacketsSent R StatsCounter64
 PacketsLost R StatsCounter32
 PacketsDiscarded R StatsCounter32
 DuplicatePacketsReceived R StatsCounter64 ^2.0.3
 BytesReceived R StatsCounter64
 BytesSent R StatsCounter64
 ReceivePacketLossRate R unsignedInt[0:100] canDeny
 FarEndPacketLossRate R unsignedInt[0:100] canDeny
 ReceiveInterarrivalJitter R int[-1:] canDeny
 FarEndInterarrivalJitter R int[-1:] canDeny
 AverageReceiveInterarrivalJitter R int[-1:] canDeny
 AverageFarEndInterarrivalJitter R int[-1:] canDeny
 RoundTripDelay R int[-1:] canDeny
 AverageRoundTripDelay R int[-1:] canDeny
 SamplingFrequency R unsignedInt canDeny
Services.VoiceService.{i}.CallLog.{i}.Session.{i}.Source.DSP. R ^2.0
Services.VoiceService.{i}.CallLog.{i}.Session.{i}.Source.DSP.ReceiveCodec. R ^2.0
 Codec R string(:256) ->.Capabilities.Codec.
 SilenceSuppression R boolean
 Overruns R unsignedInt
 Underruns R unsignedInt
Services.VoiceService.{i}.CallLog.{i}.Session.{i}.Source.DSP.TransmitCodec. R ^2.0
 Codec R string(:256) ->.Capabilities.Codec.
 SilenceSuppression R boolean
 PacketizationPeriod R unsignedInt
 Overruns R unsignedInt
 Underruns R unsignedInt
Services.VoiceService.{i}.CallLog.{i}.Session.{i}.Source.VoiceQuality. R ^2.0
 VoIPQualityIndicator R list of unsignedInt[:65535]
 WorstVoIPQualityIndicatorsValues R list of unsignedInt[:65535]
 WorstVoIPQualityIndicatorTimestamps R list of unsignedInt[:65535]
Services.VoiceService.{i}.CallLog.{i}.Session.{i}.Destination. R ^2.0
Services.VoiceService.{i}.CallLog.{i}.Session.{i}.Destination.RTP. R ^2.0
 FarEndIPAddress R IPAddress
 FarEndUDPPort R unsignedInt[0:65535]
 LocalUDPPort R unsignedInt[0:65535]
 RTCPCNAME R string(:16) ^2.0.3
 MinJitter R int[-1:]
 MaxJitter R int[-1:]
 MeanJitter R int[-1:]
 PacketDelayVariation R int[-1:]
 BufferDelay R int[-1:]
 BurstCount R StatsCounter32
 PacketsReceived R StatsCounter64
 PacketsSent R StatsCounter64
 PacketsLost R StatsCounter32
 PacketsDiscarded R StatsCounter32
 DuplicatePacketsReceived R StatsCounter64 ^2.0.3
 BytesReceived R StatsCounter64
 BytesSent R StatsCounter64
 ReceivePacketLossRate R unsignedInt[0:100] canDeny
 FarEndPacketLossRate R unsignedInt[0:100] canDeny
 ReceiveInterarrivalJitter R int[-1:] canDeny
 FarEndInterarrivalJitter R int[-1:] canDeny
 AverageReceiveInterarrivalJitter R int[-1:] canDeny
 AverageFarEndInterarrivalJitter R int[-1:] canDeny
 RoundTripDelay R int[-1:] canDeny
 AverageRoundTripDelay R int[-1:] canDeny
 SamplingFrequency R unsignedInt canDeny
Services.VoiceService.{i}.CallLog.{i}.Session.{i}.Destination.DSP. R ^2.0
Services.VoiceService.{i}.CallLog.{i}.Session.{i}.Destination.DSP.ReceiveCodec. R ^2.0
 Codec R string(:256) ->.Capabilities.Codec.
 SilenceSuppression R boolean
 Overruns R unsignedInt
 Underruns R unsignedInt
Services.VoiceService.{i}.CallLog.{i}.Session.{i}.Destination.DSP.TransmitCodec. R ^2.0
 Codec R string(:256) ->.Capabilities.Codec.
 SilenceSuppression R boolean
 PacketizationPeriod R unsignedInt
 Overruns R unsignedInt
 Underruns R unsignedInt
Services.VoiceService.{i}.CallLog.{i}.Session.{i}.Destination.VoiceQuality. R ^2.0
 VoIPQualityIndicator R list of unsignedInt[:65535]
 WorstVoIPQualityIndicatorsValues R list of unsignedInt[:65535]
 WorstVoIPQualityIndicatorTimestamps R list of unsignedInt[:65535]
Services.VoiceService.{i}.VoIPProfile.{i}. W ^2.0 key(Alias)
 Enable W boolean
 QuiescentMode W boolean
 Name W string(:64)
 Alias W Alias canDeny
 DTMFMethod W list of {InBand RFC4733 SIPInfo}
 DTMFMethodG711 W {InBand RFC4733 SIPInfo ""}
 QIModelUsed W string(:128)
 QICalculationInterval W unsignedInt
 NumberOfWorstQIValues W unsignedInt
Services.VoiceService.{i}.VoIPProfile.{i}.RTP. R ^2.0
 LocalPortMin W unsignedInt[1:65535]
 LocalPortMax W unsignedInt[1:65535]
 Gmin W unsignedInt[1:255]
 DSCPMark W unsignedInt[0:63]
 VLANIDMark W int[-1:]
 EthernetPriorityMark W int[-1:]
 TelephoneEventPayloadType W unsignedInt[0:128]
 JitterBufferType W {Static Dynamic}
 JitterBufferMaxSize W unsignedInt
 JitterBufferMinSize W unsignedInt
 JitterBufferActualSize W unsignedInt
Services.VoiceService.{i}.VoIPProfile.{i}.RTP.RTCP. R ^2.0
 Enable W boolean
 TxRepeatInterval W unsignedInt[1:]
 LocalCName W string(:64)
Services.VoiceService.{i}.VoIPProfile.{i}.RTP.SRTP. R ^2.0
 Enable W boolean
 KeyingMethods W list of {Null Static SDP IKE}
 EncryptionKeySizes W list of unsignedInt
Services.VoiceService.{i}.VoIPProfile.{i}.RTP.Redundancy. R ^2.0
 Enable W boolean
 PayloadType W unsignedInt[0:127]
 BlockPayloadType R unsignedInt[0:127]
 FaxAndModemRedundancy W int[-1:5]
 ModemRedundancy W int[-1:5]
 DTMFRedundancy W int[-1:5]
 VoiceRedundancy W int[-1:5]
 MaxSessionsUsingRedundancy W unsignedInt
Services.VoiceService.{i}.VoIPProfile.{i}.FaxT38. R ^2.0
 MaxBitRate W unsignedInt[0:65535]
 HighSpeedRedundancy W unsignedInt[0:3]
 LowSpeedRedundancy W unsignedInt[0:5]
 TCFMethod W {Local Network}
Services.VoiceService.{i}.CodecProfile.{i}. W ^2.0 key(Alias)
 Enable W boolean
 Alias W Alias canDeny
 Codec R string(:256) ->.Capabilities.Codec.
 PacketizationPeriod W list of string(:64)
 SilenceSuppression W boolean
Services.VoiceService.{i}.Tone. R ^2.0
 DescriptionNumberOfEntries R unsignedInt
 PatternNumberOfEntries R unsignedInt
 EventProfileNumberOfEntries R unsignedInt
 DefautEventProfile W string(:256) ->.Tone.EventProfile. !deprecated
 DefaultEventProfile W string(:256) ->.Tone.EventProfile. ^2.0.3
Services.VoiceService.{i}.Tone.Description.{i}. W ^2.0 key(Alias)
 ToneEnable W boolean
 Alias W Alias canDeny
 ToneName W string(:64)
 TonePattern W string(:256) ->#.Pattern.
 ToneFile W string(:256)
 ToneRepetitions W unsignedInt[0:255]
 ToneText W string(:64)
Services.VoiceService.{i}.Tone.Pattern.{i}. W ^2.0 key(Alias)
 Enable W boolean
 Alias W Alias canDeny
 ToneOn W boolean
 Frequency1 W unsignedInt[0:4095]
 Power1 W int
 Frequency2 W unsignedInt[0:4095]
 Power2 W int
 Frequency3 W unsignedInt[0:4095]
 Power3 W int
 Frequency4 W unsignedInt[0:4095]
 Power4 W int
 ModulationFrequency W unsignedInt[0:4095]
 ModulationPower W int
 Duration W unsignedInt
 NextPattern W string(:256) ->#.Pattern.
Services.VoiceService.{i}.Tone.EventProfile.{i}. W ^2.0 key(Alias)
 Alias W Alias canDeny
 EventNumberOfEntries R unsignedInt
Services.VoiceService.{i}.Tone.EventProfile.{i}.Event.{i}. W ^2.0 key(Alias)
 Alias W Alias canDeny
 Function W {Busy Confirmation Dial LineMessagesWaiting OffHookWarning RingBack ReOrder Stutterdial CallWaiting1 CallWaiting2 CallWaiting3 CallWaiting4 AlertingSignal SpecialDial SpecialInfo Release Congestion UserDefined1 UserDefined2 UserDefined3 UserDefined4}
 Tone W string(:256) ->.Tone.Description.
Services.VoiceService.{i}.Terminal.{i}. R 1: ^2.0 key(Alias)
 Enable W boolean
 QuiescentMode W boolean
 Status R {Up Initializing Registering Unregistering Error Testing Quiescent Disabled}
 Alias W Alias canDeny
 ToneEventProfile W string(:256) ->.Tone.EventProfile.
 AudioNumberOfEntries R unsignedInt
Services.VoiceService.{i}.Terminal.{i}.Audio.{i}. R 1: ^2.0 key(Alias)
 Alias W Alias canDeny
 Name W string(:256)
Services.VoiceService.{i}.Terminal.{i}.Audio.{i}.VoiceProcessing. R ^2.0
 TransmitGain W int
 ReceiveGain W int
 EchoCancellationEnable W boolean
 EchoCancellationInUse R boolean
 EchoCancellationTail R unsignedInt
Services.VoiceService.{i}.Terminal.{i}.ButtonMap. R ^2.0
 ButtonNumberOfEntries R unsignedInt
Services.VoiceService.{i}.Terminal.{i}.ButtonMap.Button.{i}. R 1: ^2.0 key(Alias)
 Alias W Alias canDeny
 ButtonName R string(:16)
 FacilityAction W string(:64) =.Capabilities.FacilityActions
 FacilityActionArgument W string(:256)
 QuickDialNumber W string(:40)
 ButtonMessage W string(:64)
 UserAccess W boolean
Services.VoiceService.{i}.Terminal.{i}.Ringer. R ^2.0
 DescriptionNumberOfEntries R unsignedInt
 PatternNumberOfEntries R unsignedInt
Services.VoiceService.{i}.Terminal.{i}.Ringer.Description.{i}. W ^2.0 key(Alias)
 RingEnable W boolean
 Alias W Alias canDeny
 RingName W string(:64)
 RingPattern W string(:256) ->#.Pattern.
 RingFile W string(:256)
Services.VoiceService.{i}.Terminal.{i}.Ringer.Pattern.{i}. W ^2.0 key(Alias)
 Enable W boolean
 Alias W Alias canDeny
 RingerOn W boolean
 Duration W unsignedInt
 NextPattern W string(:256) ->#.Pattern.
Services.VoiceService.{i}.Terminal.{i}.DiagTests. R
 DiagnosticsState W DiagnosticsState{None* Requested Canceled? Complete* Error?* Error_Internal* Error_Other*}
 TestSelector W {RingingTest} ^2.0
 PhoneRinging R boolean ^2.0
Services.VoiceService.{i}.ClockSynchronization. R ^2.0
 ClockSourceNumberOfEntries R unsignedInt
 CurrentSource W string(:256) ->.ClockSynchronization.ClockSource.
 Description R string(:64)
 AutoRevert W boolean
Services.VoiceService.{i}.ClockSynchronization.ClockSource.{i}. R ^2.0 key(Alias) functional(Order) functional(Interface)
 Enable W boolean
 Alias W Alias canDeny
 Order W unsignedInt[1:100]
 Interface W string(:256) ->.ISDN.BRI.|.ISDN.PRI.
