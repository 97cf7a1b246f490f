/**
 * How often somebody may ask for a sign-in code or link.
 *
 * @module authjs-drizzle-mysql/codes
 */

export type { AdapterSource, AnyAdapter } from './adapter/parts.ts';
export {
  type CodeRequest,
  type CodeRequestLimit,
  limitCodeRequests,
} from './codes/limit-code-requests.ts';
