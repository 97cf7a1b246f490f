// Runs in workerd: a request to the worker does what its schedule does.
import worker from '../../examples/hono-workers/src/index.ts';

type Env = Parameters<typeof worker.scheduled>[1];

export default {
  async fetch(_request: Request, env: Env): Promise<Response> {
    await worker.scheduled({}, env);
    return new Response();
  },
};
