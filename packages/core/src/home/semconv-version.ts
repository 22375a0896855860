/** Versions of the GenAI semantic conventions that can be spoken: the last that many backends know, and the newest. */
export const SEMCONV_VERSIONS = ['v1.36', 'latest'] as const;
export type SemconvVersion = (typeof SEMCONV_VERSIONS)[number];
