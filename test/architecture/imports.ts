/** One module that a file names in an import, a re-export or a dynamic import. */
export interface Import {
  readonly specifier: string;
  /** Whether nothing of it is left at run time (`import type`, `export type`). */
  readonly typeOnly: boolean;
}

// Formatted sources begin an import at the start of a line; none holds a quote or semicolon before its specifier.
const declaration = /^(?:import|export)\s+(type\s)?[^'"`;=]*?\bfrom\s*['"]([^'"]+)['"]/gm;
const sideEffect = /^import\s*['"]([^'"]+)['"]/gm;
const call = /\b(?:import|require)\(\s*['"]([^'"]+)['"]/g;

/** The modules that a source text imports, in no particular order. */
export function findImports(text: string): readonly Import[] {
  const code = withoutComments(text);
  return [
    ...[...code.matchAll(declaration)].map(([, type, specifier = '']) => ({
      specifier,
      typeOnly: type !== undefined,
    })),
    ...[...code.matchAll(sideEffect), ...code.matchAll(call)].map(([, specifier = '']) => ({
      specifier,
      typeOnly: false,
    })),
  ];
}

/** Whole lines of comment go; a comment after code holds no import that the patterns would see. */
function withoutComments(text: string): string {
  return text.replace(/^\s*\/\*[\s\S]*?\*\//gm, '').replace(/^\s*\/\/.*$/gm, '');
}
