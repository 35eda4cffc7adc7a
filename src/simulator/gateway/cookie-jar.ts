/**
 * Cookies of one CWMP session (TR-069 §3.4.2): sent back on every message, forgotten at the end. Attributes but
 * deletion are ignored, as all messages go to one server; a redirect to another host starts a new jar.
 */
export class CookieJar {
  readonly #cookies = new Map<string, string>();
  readonly #filter: (header: string) => string | null;

  /** @param filter what to remember of a Set-Cookie header; null: nothing */
  constructor(filter: (header: string) => string | null = (header) => header) {
    this.#filter = filter;
  }

  /** Takes the Set-Cookie headers of one response. */
  store(headers: readonly string[] | undefined): void {
    for (const sent of headers ?? []) {
      const header = this.#filter(sent);
      if (header === null) continue;
      const [pair = '', ...attributes] = header.split(';');
      const equals = pair.indexOf('=');
      if (equals <= 0) continue;
      const name = pair.slice(0, equals).trim();
      const expired = attributes.some((attribute) => /^\s*max-age\s*=\s*(0|-\d+)\s*$/i.test(attribute));
      if (expired) this.#cookies.delete(name);
      else this.#cookies.set(name, pair.slice(equals + 1).trim());
    }
  }

  /** The Cookie header, or null without cookies. */
  header(): string | null {
    if (this.#cookies.size === 0) return null;
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }
}
