import { type Lookup, userOf } from './lookup.ts';
import { LATER, NOW, type Tables, visible } from './stored-people.ts';

const sessionTokens = ({ sessions }: Tables) => sessions.map(({ sessionToken }) => sessionToken);
const tokens = ({ tokens }: Tables) => tokens.map(({ token }) => token);

const F = 'f\ufffd';
const SESSION_OF_F = `a session of ${F}`;
const FAR = new Date('2100-01-01T00:00:00.000Z');
type Session = Tables['sessions'][number];
const extended = (session: Session): Session =>
  session.expires >= LATER ? { ...session, expires: FAR } : session;

/** The methods that find, change or end sessions and verification tokens. */
export const sessionLookups: Readonly<Record<string, Lookup>> = {
  getSessionAndUser: {
    call: (adapter, value) => adapter.getSessionAndUser(value),
    names: sessionTokens,
    expected: (tables, name) => {
      const session = tables.sessions.find(({ sessionToken }) => sessionToken === name);
      const isLive = session && session.expires > NOW;
      // An expired session is nobody's, and stays until somebody prunes it.
      return {
        returned: isLive ? { session: visible(session), user: userOf(tables, session.userId) } : null,
      };
    },
  },
  deleteSession: {
    call: (adapter, value) => adapter.deleteSession(value),
    names: sessionTokens,
    expected: ({ sessions }, name) => ({
      returned: undefined,
      left: { sessions: sessions.filter(({ sessionToken }) => sessionToken !== name) },
    }),
  },
  updateSession: {
    call: (adapter, sessionToken) => adapter.updateSession({ sessionToken, expires: FAR }),
    names: sessionTokens,
    expected: ({ sessions }, name) => ({
      returned: undefined,
      left: { sessions: sessions.map((each) => (each.sessionToken === name ? extended(each) : each)) },
    }),
  },
  'updateSession, of a user,': {
    call: (adapter, userId) => adapter.updateSession({ sessionToken: SESSION_OF_F, userId, expires: FAR }),
    // A driver sends the second as the first.
    names: () => [F, F.replace('\ufffd', '\udc00')],
    nameOf: (value) => (value === undefined ? F : typeof value === 'string' ? value : undefined),
    expected: ({ sessions }, name) => ({
      returned: undefined,
      left: {
        sessions: sessions.map((each) =>
          each.sessionToken === SESSION_OF_F && name === F ? extended(each) : each,
        ),
      },
    }),
  },
  useVerificationToken: {
    call: (adapter, token) => adapter.useVerificationToken({ identifier: undefined, token }),
    names: tokens,
    expected: ({ tokens }, name) => {
      const token = tokens.find((each) => each.token === name);
      return {
        returned: token ? visible(token) : null,
        left: { tokens: tokens.filter((each) => each !== token) },
      };
    },
  },
  'useVerificationToken, of an address,': {
    call: (adapter, identifier) => adapter.useVerificationToken({ identifier, token: 'a token of ada' }),
    names: ({ users }) => users.map(({ email }) => email),
    nameOf: (value) =>
      value === undefined ? 'ada@example.com' : typeof value === 'string' ? value : undefined,
    expected: ({ tokens }, name) => {
      const token = tokens.find((each) => each.token === 'a token of ada' && each.identifier === name);
      return {
        returned: token ? visible(token) : null,
        left: { tokens: tokens.filter((each) => each !== token) },
      };
    },
  },
};
