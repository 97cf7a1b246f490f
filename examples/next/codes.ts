import Nodemailer from 'next-auth/providers/nodemailer';
import { pageUrl, sendMail } from './mail';

/** The sign-in by a code in an email, which is good for ten minutes. */
export const emailCode = Nodemailer({
  server: process.env.EMAIL_SERVER ?? 'smtp://localhost',
  from: process.env.EMAIL_FROM,
  maxAge: 600,
  generateVerificationToken: sixDigits,
  async sendVerificationRequest({ identifier, token, url }) {
    // To the page that asks for the code, and not to Auth.js: programs that scan emails open every link in them.
    const page = pageUrl('/code', Object.fromEntries(new URL(url).searchParams));
    await sendMail({
      to: identifier,
      subject: `${token} is your code`,
      text: `Your code is ${token}. It is good for ten minutes.

Type it where you asked for it, or open this page:
${page}

If you did not ask for it, ignore this email, and give the code to nobody.`,
    });
  },
});

function sixDigits(): string {
  const [number = 0] = crypto.getRandomValues(new Uint32Array(1));
  // Of 2^32 numbers, the last 967,296 would make some codes more likely than others.
  return number < 4_294_000_000 ? String(number % 1_000_000).padStart(6, '0') : sixDigits();
}
