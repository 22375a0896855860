/**
 * What the inflected forms of a word have in common: "changing", "changes" and "changed" all give "chang".
 * Lower-case words only. Degrees ("high", "higher", "highest"), agents ("plumber") and negating prefixes stay apart:
 * they change what is asked.
 */
export declare function stem(word: string): string;
