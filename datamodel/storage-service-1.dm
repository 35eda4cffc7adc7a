muster-datamodel 1
# Facts only: paths, types, access, versions. Written by "muster datamodel import"; it may be edited.
model StorageService:1.3
source urn:broadband-forum-org:tr-140-1-3-1
type _AliasCommon string(:64)
type Alias _AliasCommon
Services. R
 StorageServiceNumberOfEntries R unsignedInt
Services.StorageService.{i}. R key(Alias)
 Enable W boolean
 Alias W Alias canDeny
 PhysicalMediumNumberOfEntries R unsignedInt
 StorageArrayNumberOfEntries R unsignedInt
 LogicalVolumeNumberOfEntries R unsignedInt
 UserAccountNumberOfEntries R unsignedInt
 UserGroupNumberOfEntries R unsignedInt
Services.StorageService.{i}.Capabilities. R
 FTPCapable R boolean
 SFTPCapable R boolean
 HTTPCapable R boolean
 HTTPSCapable R boolean
 HTTPWritable R boolean
 SupportedNetworkProtocols R list of {SMB NFS AFP}
 SupportedFileSystemTypes R list of {FAT16 FAT32 NTFS ReFs HFS HFS+ HSFJ ext2 ext3 ext4 XFS REISER Reiser4 btrfs ZFS EncFs exFAT}
 SupportedRaidTypes R list of {RAID0 RAID1 RAID2 RAID3 RAID4 RAID5 RAID6 RAID10 RAID0+1 RAID30 RAID50 RAID60}
 VolumeEncryptionCapable R boolean
Services.StorageService.{i}.NetInfo. R
 HostName W string(:64)
 DomainName W string(:255)
Services.StorageService.{i}.UserGroup.{i}. W key(GroupName) key(Alias)
 Enable W boolean
 Alias W Alias canDeny
 GroupName W string(:64)
Services.StorageService.{i}.UserAccount.{i}. W key(Username) key(Alias)
 Enable W boolean
 Alias W Alias canDeny
 Username W string(:64)
 Password W string(:64) hidden
 UserGroupParticipation W list(:1024) of string ->.UserGroup.
 AllowFTPAccess W boolean
 AllowHTTPAccess W boolean
Services.StorageService.{i}.NetworkServer. R
 AFPEnable W boolean
 NFSEnable W boolean
 SMBEnable W boolean
 NetworkProtocolAuthReq W boolean
Services.StorageService.{i}.FTPServer. R
 Enable W boolean
 Status R {Enabled Disabled Error}
 MaxNumUsers W unsignedInt[1:32]
 IdleTime W unsignedInt[0:600]
 PortNumber W unsignedInt[0:65535]
Services.StorageService.{i}.FTPServer.AnonymousUser. R
 Enable W boolean
 StartingFolder W string(:256) =>.LogicalVolume.{i}.Folder.
 ReadOnlyAccess W boolean
Services.StorageService.{i}.SFTPServer. R
 Enable W boolean
 Status R {Enabled Disabled Error}
 MaxNumUsers W unsignedInt[1:32]
 IdleTime W unsignedInt[0:600]
 PortNumber W unsignedInt[0:65535]
Services.StorageService.{i}.HTTPServer. R
 Enable W boolean
 Status R {Enabled Disabled Error}
 MaxNumUsers W unsignedInt[1:32]
 IdleTime W unsignedInt[0:600]
 HTTPWritingEnabled R boolean
 PortNumber W unsignedInt[0:65535]
 AuthenticationReq W boolean
Services.StorageService.{i}.HTTPSServer. R
 Enable W boolean
 Status R {Enabled Disabled Error}
 MaxNumUsers W unsignedInt[1:32]
 IdleTime W unsignedInt[0:600]
 HTTPWritingEnabled R boolean
 PortNumber W unsignedInt[0:65535]
 AuthenticationReq W boolean
Services.StorageService.{i}.PhysicalMedium.{i}. R key(Name) key(Vendor,Model,SerialNumber) key(Alias)
 Alias W Alias canDeny
 Name W string(:64)
 Vendor R string(:64)
 Model R string(:128)
 SerialNumber R string(:64)
 FirmwareVersion R string(:64)
 ConnectionType R {"USB 1.1" "USB 2.0" "USB 3.0" "USB 3.1" IEEE1394 IEEE1394b IDE EIDE ATA/33 ATA/66 ATA/100 ATA/133 SATA/150 SATA/300 SATA/600 SATA/1969 SCSI-1 "Fast SCSI" "Fast-Wide SCSI" "Ultra SCSI" "Ultra Wide SCSI" "Ultra2 SCSI" "Ultra2 Wide SCSI" "Ultra3 SCSI" "Ultra-320 SCSI" "Ultra-640 SCSI" SAS-1 SAS-2 SAS-3 SAS-4 SSA SSA-40 "Fibre Channel"}
 Type R {HDD SSD SSHD}
 Removable R boolean
 Capacity R unsignedInt
 Status R {Online Standby Offline}
 Uptime R unsignedInt canDeny
 SMARTCapable R boolean
 Health R {OK Failing Error}
 HotSwappable R boolean
Services.StorageService.{i}.PhysicalMedium.{i}.SMART. R
 ReallocatedSectorsCount R unsignedInt
 PowerOnHours R unsignedInt
 SpinRetryCount R unsignedInt
 PowerCycleCount R unsignedInt
 Temperature R unsignedInt
 ReallocationEventCount R unsignedInt
 CurrentPendingSectorCount R unsignedInt
 UncorrectableSectorCount R unsignedInt
 ReadErrors R unsignedInt
 SoftReadErrors R unsignedInt
 WriteErrors R unsignedInt
 SparesRemaining R unsignedInt[0:100]
 PredictedFailure R int
Services.StorageService.{i}.StorageArray.{i}. W key(PhysicalMediumReference) key(Alias)
 Alias W Alias canDeny
 Name W string(:64)
 Status R {Rebuilding Initializing Offline Online Error Degraded Critical}
 Enable W boolean
 RaidType W string =.Capabilities.SupportedRaidTypes
 UsableCapacity R unsignedInt
 PhysicalMediumReference W list(:1024) of string =>.PhysicalMedium.
Services.StorageService.{i}.LogicalVolume.{i}. W key(Name) key(Alias)
 Alias W Alias canDeny
 Name W string(:64)
 Status R {Offline Online Error}
 Enable W boolean
 PhysicalReference W string(:256) =>.PhysicalMedium.|.StorageArray.
 FileSystem R string =.Capabilities.SupportedFileSystemTypes
 Capacity W unsignedInt
 UsedSpace R unsignedInt canDeny
 ThresholdLimit W unsignedInt
 ThresholdReached R boolean
 Encrypted R boolean
 FolderNumberOfEntries R unsignedInt
Services.StorageService.{i}.LogicalVolume.{i}.Folder.{i}. W key(Name) key(Alias)
 Alias W Alias canDeny
 Name W string(:64)
 Enable W boolean
 UserAccountAccess W unsignedInt[0:3]
 UserAccessNumberOfEntries R unsignedInt
 GroupAccessNumberOfEntries R unsignedInt
Services.StorageService.{i}.LogicalVolume.{i}.Folder.{i}.UserAccess.{i}. W key(UserReference) key(Alias)
 Alias W Alias canDeny
 Enable W boolean
 UserReference W string(:256) =>.UserAccount.
 Permissions W unsignedInt[0:7]
Services.StorageService.{i}.LogicalVolume.{i}.Folder.{i}.GroupAccess.{i}. W key(GroupReference) key(Alias)
 Alias W Alias canDeny
 Enable W boolean
 GroupReference W string(:256) =>.UserGroup.
 Permissions W unsignedInt[0:7]
Services.StorageService.{i}.LogicalVolume.{i}.Folder.{i}.Quota. R
 Enable W boolean
 Capacity W unsignedInt
 UsedSpace R unsignedInt canDeny
 ThresholdLimit W unsignedInt
 ThresholdReached R boolean
