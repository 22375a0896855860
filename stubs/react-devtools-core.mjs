// Stands in for the developer tools that Ink loads only where the variable DEV is set.
export default { initialize() {}, connectToDevTools() {} };
