/** The oldest Node that Ink 8, vitest 5 and stripped types run on. */
export const oldestNode = '22.18.0';

/** Whether a version such as `22.18.0` is the other or newer. @param {string} version @param {string} oldest */
export function isAtLeast(version, oldest) {
  const numbers = version.split('.').map(Number);
  for (const [place, wanted] of oldest.split('.').map(Number).entries()) {
    const present = numbers[place] ?? 0;
    if (present !== wanted) return present > wanted;
  }
  return true;
}
