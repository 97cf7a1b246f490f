import { withCredentialSessions } from 'authjs-drizzle-mysql/credentials';

export const configure = (adapter: object) => withCredentialSessions({ adapter });
