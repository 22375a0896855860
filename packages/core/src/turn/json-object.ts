/** An object as JSON has it; what its fields hold is for the reader to find out. */
export type JsonObject = { readonly [field: string]: unknown };
