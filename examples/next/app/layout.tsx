import type { Metadata } from 'next';
import Link from 'next/link';
import './globals.css';

export const metadata: Metadata = { title: 'Auth.js on Next.js and MySQL' };

export default function Layout({ children }: LayoutProps<'/'>) {
  return (
    <html lang="en">
      <body>
        <main>
          <h1>Auth.js on Next.js and MySQL</h1>
          {children}
          <nav>
            <Link href="/">Start</Link>
            <Link href="/private">For members</Link>
            <Link href="/account">Account</Link>
          </nav>
        </main>
      </body>
    </html>
  );
}
