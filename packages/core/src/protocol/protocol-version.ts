/** Raised when an older client or daemon would misread the other. Additions do not raise it. */
export const PROTOCOL_VERSION = 1;
