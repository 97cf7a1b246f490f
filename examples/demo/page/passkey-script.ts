/**
 * The script for passkeys: gets a challenge from Auth.js, has the browser answer it, and sends the answer.
 *
 * Your own site can use @simplewebauthn/browser or next-auth/webauthn instead, which also support older browsers.
 */
export const passkeyScript = /* js */ `
const { PublicKeyCredential } = globalThis;
// Browsers from before 2025 lack it.
const isSupported = Boolean(PublicKeyCredential?.parseCreationOptionsFromJSON);
document.documentElement.classList.toggle('has-passkeys', isSupported);

document.addEventListener('submit', (event) => {
  if (!event.target.matches('form.passkey')) return;
  event.preventDefault();
  answer(event.target).catch((error) => say(reasonOf(error)));
});

async function answer(form) {
  const { action, data, email } = form.elements;
  const query = new URLSearchParams({ action: action.value, ...(email && { email: email.value }) });
  const question = await fetch('/auth/webauthn-options/passkey?' + query);
  if (!question.ok) throw new Error(email ? ADDRESS_TAKEN : NOT_SIGNED_IN);
  const { options } = await question.json();
  data.value = JSON.stringify(action.value === 'register' ? await create(options) : await get(options));
  // The page may have replaced the form meanwhile, and a form that is not on the page sends nothing.
  form.hidden = true;
  document.body.append(form);
  form.submit();
}

const create = (options) =>
  navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
const get = (options) =>
  navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });

const ADDRESS_TAKEN = 'This e-mail address already has an account here. Sign in first; then you can add a passkey.';
const NOT_SIGNED_IN = 'You are no longer signed in, so nothing was done.';

function reasonOf({ name, message }) {
  if (name === 'NotAllowedError') return 'No passkey was used: you declined, or it took too long. You can try again.';
  if (name === 'InvalidStateError') return 'This device already has one of your passkeys.';
  return message;
}

function say(text) {
  const notice = document.createElement('p');
  notice.className = 'notice bad';
  notice.textContent = text;
  document.getElementById('notice').replaceChildren(notice);
}
`;
