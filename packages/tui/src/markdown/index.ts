export { createHighlighter, noHighlight, type Highlight, type Highlighter } from './highlighter.ts';
export { renderMarkdown, type MarkdownOptions } from './render-markdown.ts';
export { splitBlocks, type SplitText } from './split-blocks.ts';
export { wrapLines, wrapVerbatim } from './wrap-lines.ts';
