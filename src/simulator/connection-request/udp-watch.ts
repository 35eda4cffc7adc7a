import { seconds } from '../../base/durations.ts';
import type { Life } from '../gateway/life.ts';
import { calledLife } from './server.ts';
import { UdpListener } from './udp-listener.ts';

export interface UdpWatch {
  close(): Promise<void>;
}

const lookEvery = 250;
/** Where STUNMaximumKeepAlivePeriod says "no limit". */
const usualKeepAlive = seconds(60);

/**
 * Gives every gateway of a fleet a UDP port with a STUN client for as long as its power is on and STUNEnable is set,
 * and another one when the settings of STUN change. The address that it is seen at becomes a parameter, of which the
 * ACS is told by the rules of notification.
 */
export function watchUdp(lives: readonly Life[], host: string): UdpWatch {
  const ports = new Map<Life, { readonly wanted: string; readonly listener: UdpListener }>();
  let closed = false;

  async function look(): Promise<void> {
    for (const life of lives) {
      const wanted = wantedOf(life);
      const port = ports.get(life);
      if ((port?.wanted ?? '') === wanted) continue;
      ports.delete(life);
      if (port) {
        life.gateway.udpBinding = null;
        await port.listener.close();
      }
      if (wanted === '' || closed) continue;
      const listener = listenerFor(life, host);
      ports.set(life, { wanted, listener });
      await listener.listen();
    }
  }

  let looking = Promise.resolve();
  const timer = setInterval(() => {
    looking = looking.then(look).catch(() => undefined);
  }, lookEvery);
  return {
    async close() {
      closed = true;
      clearInterval(timer);
      await looking;
      const open = [...ports.values()];
      ports.clear();
      await Promise.all(open.map(({ listener }) => listener.close()));
    },
  };
}

/** The settings that a listener is made from, as text; '' where there is to be none. */
function wantedOf({ gateway }: Life): string {
  if (gateway.power !== 'on' || gateway.state.silenced || !gateway.enabled('STUNEnable')) return '';
  const names = ['STUNServerAddress', 'STUNServerPort', 'STUNUsername', 'STUNPassword', 'STUNMaximumKeepAlivePeriod'];
  return JSON.stringify(names.map((name) => gateway.setting(name)));
}

function listenerFor(life: Life, host: string): UdpListener {
  const { gateway } = life;
  const username = gateway.setting('STUNUsername');
  const keepAlive = Number(gateway.setting('STUNMaximumKeepAlivePeriod'));
  const address = gateway.setting('STUNServerAddress') || new URL(gateway.acsUrl).hostname;
  const called = calledLife(life);
  return new UdpListener({
    host,
    server: { address, port: Number(gateway.setting('STUNServerPort')) },
    stunLogin: username === '' ? null : { username, password: gateway.setting('STUNPassword') },
    keepAlive: keepAlive > 0 ? seconds(keepAlive) : usualKeepAlive,
    called: {
      get login() {
        return called.login;
      },
      // HTTP may be switched off while UDP is on.
      get reachable() {
        return gateway.power === 'on' && !gateway.state.silenced;
      },
      connectionRequested: () => life.connectionRequested(),
    },
    changed: (binding) => {
      gateway.udpBinding = binding;
      gateway.noticed();
    },
  });
}
