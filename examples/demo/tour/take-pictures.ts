import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { steps, type ToTour } from './steps.ts';

/** Walks through the demo, and writes a picture of each step into a folder. */
export async function takePictures(demo: ToTour, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const context = await demo.browser.newContext({
    viewport: { width: 1280, height: 860 },
    reducedMotion: 'reduce',
    colorScheme: 'light',
  });
  const page = await context.newPage();
  const canvas = await context.newPage();
  for (const step of steps) {
    await page.bringToFront();
    await step.show(page, demo);
    await page.evaluate(() => window.scrollTo(0, 0));
    await writeFile(join(folder, `${step.name}.webp`), await asWebp(canvas, await page.screenshot()));
  }
  await context.close();
}

/** Encodes a picture as WebP, a fifth of the size: browsers can, and nothing else that is installed here. */
async function asWebp(canvas: Page, png: Buffer): Promise<Buffer> {
  const encoded = await canvas.evaluate(
    async (source) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const area = document.createElement('canvas');
      area.width = image.width;
      area.height = image.height;
      area.getContext('2d')?.drawImage(image, 0, 0);
      return area.toDataURL('image/webp', 0.9);
    },
    `data:image/png;base64,${png.toString('base64')}`,
  );
  return Buffer.from(encoded.replace(/^data:image\/webp;base64,/, ''), 'base64');
}
