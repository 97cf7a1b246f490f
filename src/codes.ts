export type { AdapterSource, AnyAdapter } from './adapter/parts.ts';
export {
  type CodeRequest,
  type CodeRequestLimit,
  limitCodeRequests,
} from './codes/limit-code-requests.ts';
