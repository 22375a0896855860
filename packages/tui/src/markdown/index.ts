export { renderGrowingPart, renderPart, type AnswerPart } from './answer-part.ts';
export { cutLongBlock } from './cut-long-block.ts';
export { openingFence } from './fence.ts';
export { createHighlighter, noHighlight, type Highlight, type Highlighter } from './highlighter.ts';
export { mathsToLoad } from './maths/index.ts';
export type { MarkdownOptions } from './markdown-options.ts';
export { renderMarkdown } from './render-markdown.ts';
export { splitBlocks, type SplitText } from './split-blocks.ts';
export { wrapLines, wrapVerbatim } from './wrap-lines.ts';
