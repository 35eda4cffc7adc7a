import type { Profiler } from 'node:inspector';

/** One function by the time spent in itself. */
export interface SelfTime {
  readonly where: string;
  readonly percent: number;
}

/** Shares of the busy time, the largest first. */
export interface BusyTime {
  readonly functions: readonly SelfTime[];
  readonly areas: readonly SelfTime[];
}

/**
 * Takes a CPU profile of a running Node process while `work` runs, by its inspector (opened with SIGUSR1).
 */
export async function profiled(pid: number, inspectorPort: number, work: () => Promise<unknown>): Promise<BusyTime> {
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

function selfTimes(profile: Profiler.Profile): BusyTime {
  const frames = new Map(profile.nodes.map((node) => [node.id, node.callFrame]));
  const functions = new Map<string, number>();
  const areas = new Map<string, number>();
  let busy = 0;
  profile.samples?.forEach((id, i) => {
    const frame = frames.get(id)!;
    if (frame.functionName === '(idle)') return;
    const file = frame.url.replace(/^file:\/\//, '').replace(/^.*\/(?=src\/|node_modules\/)/, '');
    const name = frame.functionName || '(anonymous)';
    const where = file === '' ? name : `${name} ${file}:${frame.lineNumber + 1}`;
    const area = file === '' ? builtIn(name) : areaOf(file);
    const spent = profile.timeDeltas?.[i] ?? 0;
    busy += spent;
    functions.set(where, (functions.get(where) ?? 0) + spent);
    areas.set(area, (areas.get(area) ?? 0) + spent);
  });
  const shares = (times: Map<string, number>): SelfTime[] =>
    [...times].sort((a, b) => b[1] - a[1]).map(([where, spent]) => ({ where, percent: (spent / busy) * 100 }));
  return { functions: shares(functions), areas: shares(areas) };
}

/** A folder of ours, a package, or Node's own networking and the rest of it. */
function areaOf(file: string): string {
  const ours = /^src\/[^/]+/.exec(file)?.[0];
  if (ours) return ours;
  const theirs = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1];
  if (theirs) return theirs;
  if (/^node:(_http|internal\/http|net|internal\/net|internal\/stream|_tls|events|internal\/tls)/.test(file))
    return 'node: http, net, streams';
  return 'node: other';
}

function builtIn(name: string): string {
  if (name === '(garbage collector)') return 'garbage collector';
  return name === '(program)' ? 'native code outside JavaScript' : 'native calls (sockets, hashes, strings)';
}
