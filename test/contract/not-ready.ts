import type { Refusal } from '../backends/backend.ts';

const ofTablet = (code: string, said: string, errno: number): Refusal => ({
  errno,
  message: `target: app.-.primary: vttablet: rpc error: code = ${code} desc = ${said} (errno ${errno}) (sqlstate HY000) (CallerID: app)`,
});

const ofGateway = (said: string): Refusal => ({ errno: 1105, message: `target: app.-.primary: ${said}` });

const optionForbids = (option: string) =>
  `The MySQL server is running with the ${option} option so it cannot execute this statement`;

/** Vitess's errors while it moves a primary. Errors of other servers are tested on real ones, in ../faults. */
export const notReady = {
  'a tablet that hands over': ofTablet('Code(17)', optionForbids('--super-read-only'), 1290),
  'a tablet that is read-only': ofTablet('Unknown', optionForbids('--read-only'), 1290),
  'a tablet in a read-only transaction': ofTablet(
    'Unknown',
    'Cannot execute statement in a READ ONLY transaction.',
    1792,
  ),
  'a tablet in read-only mode': ofTablet('Unknown', 'Running in read-only mode', 1836),
  'a primary that is not serving': ofGateway(
    'primary is not serving, there may be a reparent operation in progress',
  ),
  'no healthy tablet': ofGateway(
    `no healthy tablet available for 'keyspace:"app" shard:"-" tablet_type:PRIMARY'`,
  ),
} as const;
