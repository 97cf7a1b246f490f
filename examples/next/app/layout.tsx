import type { Metadata } from 'next';
import './globals.css';

export const metadata: Metadata = { title: 'Auth.js on Next.js and MySQL' };

export default function Layout({ children }: LayoutProps<'/'>) {
  return (
    <html lang="en">
      <body>
        <main>{children}</main>
      </body>
    </html>
  );
}
