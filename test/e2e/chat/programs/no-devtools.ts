// Ink asks for its developer tools only when DEV is set; a bundle has none.
export const initialize = (): void => {};
export const connectToDevTools = (): void => {};
// oxlint-disable-next-line import/no-default-export
export default { initialize, connectToDevTools };
