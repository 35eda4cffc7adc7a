import type { Profiler } from 'node:inspector';

/** One function by the time spent in itself. */
export interface SelfTime {
  readonly where: string;
  readonly percent: number;
}

/**
 * Takes a CPU profile of a running Node process while `work` runs, by its inspector (opened with SIGUSR1).
 * @returns functions by self time, the busiest first; idle time is left out
 */
export async function profiled(pid: number, inspectorPort: number, work: () => Promise<unknown>): Promise<SelfTime[]> {
  process.kill(pid, 'SIGUSR1');
  const socket = new WebSocket(await debuggerUrl(inspectorPort));
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = reject;
  });
  let nextId = 1;
  const call = <T>(method: string, params: object = {}): Promise<T> => {
    const id = nextId++;
    return new Promise((resolve) => {
      const heard = (event: MessageEvent): void => {
        const message = JSON.parse(String(event.data)) as { id?: number; result?: T };
        if (message.id !== id) return;
        socket.removeEventListener('message', heard);
        resolve(message.result as T);
      };
      socket.addEventListener('message', heard);
      socket.send(JSON.stringify({ id, method, params }));
    });
  };
  await call('Profiler.enable');
  await call('Profiler.setSamplingInterval', { interval: 200 });
  await call('Profiler.start');
  await work();
  const { profile } = await call<{ profile: Profiler.Profile }>('Profiler.stop');
  socket.close();
  return selfTimes(profile);
}

async function debuggerUrl(port: number): Promise<string> {
  for (let i = 0; ; i++) {
    const list = await fetch(`http://127.0.0.1:${port}/json/list`).catch(() => null);
    if (list?.ok) return ((await list.json()) as { webSocketDebuggerUrl: string }[])[0]!.webSocketDebuggerUrl;
    if (i > 50) throw new TypeError('the inspector of the gateway does not answer');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function selfTimes(profile: Profiler.Profile): SelfTime[] {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node.callFrame]));
  const self = new Map<string, number>();
  let busy = 0;
  profile.samples?.forEach((id, i) => {
    const frame = nodes.get(id)!;
    if (frame.functionName === '(idle)') return;
    const file = frame.url.replace(/^file:\/\//, '').replace(/^.*\/(?=src\/|node_modules\/)/, '');
    const where =
      file === '' ? frame.functionName : `${frame.functionName || '(anonymous)'} ${file}:${frame.lineNumber + 1}`;
    const spent = profile.timeDeltas?.[i] ?? 0;
    busy += spent;
    self.set(where, (self.get(where) ?? 0) + spent);
  });
  return [...self].sort((a, b) => b[1] - a[1]).map(([where, spent]) => ({ where, percent: (spent / busy) * 100 }));
}
