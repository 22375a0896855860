import { expect, test } from 'vitest';
import { isKebabCase } from './file-names.ts';
import { countLines, distributionOf } from './file-sizes.ts';
import { findCycles } from './import-cycles.ts';
import { importRules, isRelative, resolve } from './import-rules.ts';
import { findImports } from './imports.ts';
import { readPackageSources } from './source-files.ts';

const sources = readPackageSources();
const imports = new Map(sources.map((source) => [source.path, findImports(source.text)]));

test('every import keeps to the rules of who may import whom', () => {
  const broken = [...imports].flatMap(([file, found]) =>
    found.flatMap((imported) =>
      importRules
        .map((rule) => rule(file, imported))
        .filter((reason) => reason !== undefined)
        .map((reason) => `${file} imports ${imported.specifier}: ${reason}`),
    ),
  );
  expect(broken).toEqual([]);
});

test('at run time no file imports itself, however far around', () => {
  const graph = new Map(
    [...imports].map(([file, found]) => [
      file,
      found
        .filter(({ specifier, typeOnly }) => isRelative(specifier) && !typeOnly)
        .map(({ specifier }) => resolve(file, specifier)),
    ]),
  );
  expect(findCycles(graph).map((cycle) => cycle.join(' -> '))).toEqual([]);
});

test('files and folders are named in kebab-case', () => {
  expect(sources.map((source) => source.path).filter((file) => !isKebabCase(file))).toEqual([]);
});

test('files stay small: none over 400 lines, half of them under 100', () => {
  const sizes = sources.map((source) => ({ path: source.path, lines: countLines(source.text) }));
  const { files, median, ninetieth, largest } = distributionOf(sizes.map(({ lines }) => lines));
  process.stdout.write(
    `sizes of ${files} files in lines: median ${median}, 90 % up to ${ninetieth}, largest ${largest}\n`,
  );
  expect(sizes.filter(({ lines }) => lines > 400)).toEqual([]);
  expect(median).toBeLessThan(100);
});
