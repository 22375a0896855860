/** Base form first, then the forms that no rule of the stemmer finds. */
export declare const IRREGULAR_FORMS: readonly string[];
/** Words that look inflected and are not; names of tools among them. */
export declare const UNSTEMMED: readonly string[];
