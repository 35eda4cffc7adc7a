muster-datamodel 1
# Facts only. What the software modules of Device:2 got in 2.18 and 2.19.
extends Device:2
Device.SoftwareModules.ExecutionUnit.{i}. R
 Privileged R boolean ^2.19
 AllocatedEUUID R unsignedInt ^2.18
 AllocatedEUGID R string ^2.18
 AllocatedHostUID R unsignedInt ^2.18
 AllocatedHostGID R string ^2.18
 CreationTime R dateTime ^2.18
 Uptime R unsignedInt ^2.18
 ShutdownDelay W unsignedInt ^2.18
