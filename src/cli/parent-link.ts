/**
 * Ends this process in order when the process that started it with an IPC channel is gone, however it went: `muster
 * demo` killed with -9 leaves no gateways and no Muster behind. Without a channel it does nothing.
 */
export function endWithParent(): void {
  if (process.channel === undefined) return;
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel.unref();
}
