/** What workerd serves, and where. */
export interface WorkerdConfig {
  /** A module with `export default { fetch(request, env) }`. */
  readonly script: string;
  /** The second argument of `fetch`: strings as they are, everything else through JSON. */
  readonly env: Readonly<Record<string, unknown>>;
  /** The port to listen on; 0 picks a free one. */
  readonly port: number;
}

/** The first date on which `fetch` accepts `cache`, which PlanetScale's driver sets, while Node's modules stay off. */
const COMPATIBILITY_DATE = '2024-11-11';

/** Writes a configuration in workerd's own language: one worker, on the loopback address and allowed nothing beyond it. */
export function workerdConfig({ script, env, port }: WorkerdConfig): string {
  const bindings = Object.entries(env).map(([name, value]) => `(name = ${quote(name)}, ${binding(value)})`);
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "worker", worker = (
      modules = [(name = "worker.js", esModule = ${quote(script)})],
      bindings = [${bindings.join(', ')}],
      compatibilityDate = "${COMPATIBILITY_DATE}",
      globalOutbound = "loopback",
    )),
    (name = "loopback", network = (allow = ["local"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "worker")],
);
`;
}

function binding(value: unknown): string {
  return typeof value === 'string' ? `text = ${quote(value)}` : `json = ${quote(JSON.stringify(value))}`;
}

// The language's text has C's escapes for bytes; everything else stands for itself, in UTF-8.
function quote(text: string): string {
  return `"${text.replace(/["\\]|\p{Cc}/gu, (sign) => Buffer.from(sign).toString('hex').replace(/../g, '\\x$&'))}"`;
}
