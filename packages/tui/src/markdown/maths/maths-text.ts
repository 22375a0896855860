import type katex from 'katex';
import { mathmlText } from './mathml-text.ts';

type Render = (typeof katex)['renderToString'];

/** Longer formulas are left as written: reading one takes time in proportion, and nobody could read it on a line. */
const LONGEST = 2_000;

let render: Render | null = null;
let loading: Promise<void> | null = null;
let failed = false;

/** Loads what reads TeX, once. Until it is there formulas are shown as they were written. */
export function loadMaths(): Promise<void> {
  return (loading ??= import('katex').then((library) => {
    render = library.default.renderToString;
  }));
}

/** What to wait for before a text is rendered for good: null where it has no formula, or nothing more can be had. */
export function mathsToLoad(text: string): Promise<void> | null {
  if (render !== null || failed || !/\$[^\s$]|\$\$|\\[([]/.test(text)) return null;
  return loadMaths().catch(() => {
    failed = true;
  });
}

/**
 * A formula in TeX as text that reads: `\frac{1}{2}x^2` is `1/2 x²`. Rows of a matrix or of cases are lines where it is
 * `display`ed. Null where nobody can read it, or not yet: then it is shown as it was written.
 */
export function mathsText(tex: string, display: boolean): string | null {
  if (render === null) {
    void loadMaths().catch(() => {});
    return null;
  }
  if (tex.length > LONGEST) return null;
  try {
    const mathml = render(tex, {
      output: 'mathml',
      displayMode: display,
      throwOnError: true,
      // What it would warn of on the console: letters that TeX does not know.
      strict: 'ignore',
      trust: false,
      maxExpand: 200,
    });
    return mathmlText(mathml, display);
  } catch {
    return null;
  }
}
