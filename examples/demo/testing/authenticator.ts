import type { CDPSession, Page } from 'playwright-core';
import { onTestFinished } from 'vitest';

/** The part of a browser that keeps passkeys; this one asks for no fingerprint. */
export interface VirtualAuthenticator {
  /** Sets whether the person proves to own their passkeys from now on. */
  setVerified(isUserVerified: boolean): Promise<void>;
}

/** Gives a browser's page an authenticator until the test ends. */
export async function giveAuthenticator(page: Page): Promise<VirtualAuthenticator> {
  const devTools = await page.context().newCDPSession(page);
  onTestFinished(() => devTools.detach());
  return addAuthenticator(devTools);
}

/** Gives the page of a session with a browser's tools an authenticator, as long as the session lasts. */
export async function addAuthenticator(devTools: CDPSession): Promise<VirtualAuthenticator> {
  await devTools.send('WebAuthn.enable');
  const { authenticatorId } = await devTools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
    },
  });
  return {
    async setVerified(isUserVerified) {
      await devTools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });
    },
  };
}
