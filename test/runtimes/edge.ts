import { EdgeVM } from '@edge-runtime/vm';
import { bundleForEdge, startWorkerd } from '../../dev/edge.ts';
import type { Runtime } from './runtime.ts';
import type { Report, Settings } from './suite/index.ts';

const starter = (name: string) => new URL(`./starters/${name}.ts`, import.meta.url);

/** Cloudflare's open-source runtime, without anything of Node. */
export const workerd: Runtime = {
  name: 'workerd',
  marks: { userAgent: 'Cloudflare-Workers' },
  driver: 'planetscale',
  hidesRefusal: true, // every trouble is an Error "Network connection lost."
  async run(settings) {
    const script = await bundleForEdge(starter('workerd'), { conditions: 'workerd' });
    const server = await startWorkerd({ script, env: { ...settings } });
    try {
      const response = await fetch(server.url);
      if (!response.ok)
        throw new Error(`Expected a report, got ${response.status}: ${await response.text()}`);
      return (await response.json()) as Report; // the starter's answer
    } finally {
      await server.stop();
    }
  },
};

/** Vercel's stand-in for its edge runtime, in which Next.js runs middleware locally. */
export const edgeLight: Runtime = {
  name: 'the edge VM',
  marks: { edge: 'edge-runtime' },
  driver: 'planetscale',
  run: (settings) => runInVm(settings),
};

/** The same, with the oldest driver that the package is for. */
export const oldestDriver: Runtime = {
  ...edgeLight,
  name: 'the edge VM with @planetscale/database 1.13.0',
  run: (settings) => runInVm(settings, '1.13.0', { '@planetscale/database': 'planetscale-database-1.13' }),
};

async function runInVm(settings: Settings, version = '', alias = {}): Promise<Report> {
  const options = { conditions: 'edge-light', format: 'iife', alias } as const;
  const script = await bundleForEdge(starter('edge-light'), options);
  if (!script.includes(version)) throw new Error(`Expected the driver to be version ${version}.`);
  const vm = new EdgeVM({ initialCode: script });
  return JSON.parse(await vm.context.startSuite(settings));
}
