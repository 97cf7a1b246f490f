import { join } from 'node:path';
import { measureAnys, measureHiddenAnys } from './anys.ts';
import { measureAssertions } from './assertions.ts';
import { measureDocstrings } from './docstrings.ts';
import { measureExports } from './exports.ts';
import type { Figure } from './figure.ts';
import { measureFiles } from './files.ts';
import { measureFunctions } from './functions.ts';
import { readSource } from './source.ts';
import { typescriptIn } from './typescript-in.ts';

/** Returns the figures of the TypeScript in a folder, with all places or with those alone that are few. */
export function report(folder: string, hasAllPlaces: boolean): string {
  const paths = typescriptIn(folder);
  if (paths.length === 0) throw new Error(`Expected a folder with TypeScript, got ${folder}.`);
  const sources = paths.map(readSource);
  const figures: Figure[] = [
    measureFiles(sources),
    measureFunctions(sources),
    measureAssertions(sources),
    measureAnys(sources),
    measureHiddenAnys(sources),
    measureExports(sources),
    measureDocstrings(paths, folder),
    measureDocstrings(typescriptIn(join(folder, '..')), 'the folder around it'),
  ];
  return figures.map((figure) => section(figure, hasAllPlaces)).join('');
}

function section({ line, places, hasManyPlaces }: Figure, hasAllPlaces: boolean): string {
  const shown = hasAllPlaces || !hasManyPlaces ? places : [];
  return [line, ...shown.map((place) => `  ${place}`)].map((text) => `${text}\n`).join('');
}
