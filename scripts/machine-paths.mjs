/**
 * The lines of a text that name one of the folders, or something inside, by its absolute path; one sentence each.
 * @param {string} text
 * @param {readonly string[]} folders absolute; the root of the file system counts as none
 * @param {string} file names the text in the sentences
 * @returns {string[]}
 */
export function findMachinePaths(text, folders, file) {
  const patterns = folders
    .filter((folder) => folder.length > 1)
    .map((folder) => new RegExp(`(?<![\\w.)}\\]*-])${escape(folder)}(?=[/\\\\])`));
  return text
    .split('\n')
    .flatMap((line, index) =>
      patterns.some((pattern) => pattern.test(line))
        ? [`${file}:${index + 1} names a folder of this machine: ${line.trim().slice(0, 120)}`]
        : [],
    );
}

/** @param {string} text */
function escape(text) {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
