/** More digits than a JavaScript number surely holds: what is parsed and written again may be another. In a string it is a false alarm. */
export const LONG_NUMBER = /\d{16}/;
