const exactVersion = /^(npm:(@[\w.-]+\/)?[\w.-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/;

/**
 * The direct dependencies of a manifest that are not held at one exact version, one sentence each.
 * @param {Record<string, unknown>} manifest
 * @param {string} file names the manifest in the sentences
 * @returns {string[]}
 */
export function findLooseVersions(manifest, file) {
  return ['dependencies', 'devDependencies', 'optionalDependencies']
    .flatMap((section) => Object.entries(manifest[section] ?? {}))
    .filter(([, version]) => version !== 'workspace:*' && !exactVersion.test(version))
    .map(([name, version]) => `${file}: ${name} is "${version}"; name one exact version.`);
}
