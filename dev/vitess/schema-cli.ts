import { mkdir, writeFile } from 'node:fs/promises';
import { shippedFolder, shippedSchema } from './shipped-schema.ts';

await mkdir(shippedFolder, { recursive: true });
for (const [name, text] of Object.entries(shippedSchema()))
  await writeFile(new URL(name, shippedFolder), text);
