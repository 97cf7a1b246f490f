import { createConnection } from 'mysql2/promise';

/** The notes that Drizzle 0.45 took of the migrations in their first form, with its marks in comments. */
export const firstNotes = [
  { created_at: 1_795_437_478_532, hash: '76d40febb29d99ff230103e37b2ee2b71e4e675d7d9f0156a197c1d793226547' },
  { created_at: 1_795_614_418_200, hash: '44f8ec3d876cea7ea6439a0f15693f69e36459a62c19ff91a812b98a7268e81a' },
  { created_at: 1_795_614_418_945, hash: 'f6ff83731e8a1032d68d22e582c4c13e1d1c99b0704cfb5a07b2f1df72095bd4' },
  { created_at: 1_795_614_419_993, hash: '45267f59d638447588739605317c0e1b4695d681ac700b9a6ddf64ce97cdfa96' },
  { created_at: 1_795_614_420_716, hash: 'b804773a232b4f469b705e1983b1bb83701e3c7295d79cc470929a36de074eaf' },
  { created_at: 1_795_614_421_558, hash: 'ef4405742be1d4da50c19816aa9a4ee9ef2552949e078b26c56aa1d26559c48b' },
];

/** Gives a migrated database the notes of one that was migrated with the first form. */
export async function noteFirstForm(url: string): Promise<void> {
  const connection = await createConnection(url);
  try {
    for (const [index, note] of firstNotes.entries())
      await connection.query('update __drizzle_migrations set ? where id = ?', [note, index + 1]);
  } finally {
    await connection.end();
  }
}
