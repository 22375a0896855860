/** Where a conversation's first title comes from: the words of its first question, or a model that read it and its answer. */
export const TITLE_SOURCES = ['words', 'model'] as const;
export type TitleSource = (typeof TITLE_SOURCES)[number];
