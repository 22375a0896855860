import { expect, test } from 'vitest';
import { findImports } from './imports.ts';

const text = `
import path from 'node:path';
import type { Store } from '../store/store.ts';
import {
  alpha,
  type Beta,
} from "./alpha.ts";
import './side-effect.ts';
export { gamma } from './gamma.ts';
export type { Delta } from './delta.ts';
// import nothing from './line-comment.ts';
/*
import nothing from './block-comment.ts';
*/
export const url = 'https://example.com';
const lazy = await import('./lazy.ts');
`;

test('all forms of import are found, and types are told from values', () => {
  expect(findImports(text)).toEqual([
    { specifier: 'node:path', typeOnly: false },
    { specifier: '../store/store.ts', typeOnly: true },
    { specifier: './alpha.ts', typeOnly: false },
    { specifier: './gamma.ts', typeOnly: false },
    { specifier: './delta.ts', typeOnly: true },
    { specifier: './side-effect.ts', typeOnly: false },
    { specifier: './lazy.ts', typeOnly: false },
  ]);
});

test('a text without imports has none', () => {
  expect(findImports("export const answer = 'from here';\n")).toEqual([]);
});
