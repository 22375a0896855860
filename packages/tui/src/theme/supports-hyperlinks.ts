const PROGRAMS = new Set(['iTerm.app', 'WezTerm', 'vscode', 'ghostty', 'Hyper', 'Tabby', 'rio']);

/** Whether the terminal is known to make links of OSC 8; unknown ones show addresses, which always works. */
export function supportsHyperlinks(env: Readonly<Record<string, string | undefined>>): boolean {
  if (env['FORCE_HYPERLINK'] !== undefined) return env['FORCE_HYPERLINK'] !== '0';
  if (env['TMUX'] !== undefined || env['STY'] !== undefined) return false;
  if (PROGRAMS.has(env['TERM_PROGRAM'] ?? '') || env['WT_SESSION'] !== undefined) return true;
  if (/^(xterm-kitty|alacritty|foot|xterm-ghostty)/.test(env['TERM'] ?? '')) return true;
  // GNOME Terminal and its relatives, from VTE 0.50 on.
  return Number(env['VTE_VERSION'] ?? 0) >= 5000;
}
