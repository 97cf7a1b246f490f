/** A function that opens a database at a URL and returns one that reads the session of a token. */
export type Open = (url: string) => (sessionToken: string) => Promise<unknown>;

interface Env {
  readonly url: string;
  readonly sessionToken: string;
}

/** Makes a worker for the edge that answers every request with a session. */
export const workerOf = (open: Open) => ({
  async fetch(_request: Request, { url, sessionToken }: Env): Promise<Response> {
    return Response.json(await open(url)(sessionToken));
  },
});
