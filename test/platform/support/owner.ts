// A Muster that owns an embedded server, as a process that can be killed: `node owner.ts <directory>`.
import { startEmbeddedServer } from '../../../src/platform/database/embedded/server.ts';
import { silentLogger } from '../../../src/platform/log/log.ts';

try {
  const server = await startEmbeddedServer(process.argv[2]!, silentLogger, { shared_buffers: '16MB' });
  console.log(server.url);
  process.stdin.once('end', () => void server.stop().then(() => process.exit(0))).resume();
} catch (error) {
  console.log(`failed: ${(error as { code?: string }).code}: ${(error as Error).message}`);
  process.exit(1);
}
