import type { Theme } from '../theme/index.ts';
import type { Highlight } from './highlighter.ts';

export interface MarkdownOptions {
  /** Columns that no line exceeds. */
  readonly width: number;
  readonly theme: Theme;
  readonly highlight: Highlight;
}
