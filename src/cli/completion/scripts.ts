/** First word of the call by which the scripts ask for the words that may follow. */
export const COMPLETE = "__complete";

/**
 * Scripts by shell. Each passes the words typed so far to the program, which knows its commands and asks the server for
 * names; where it has no answer, the shell completes file names.
 */
export const SCRIPTS = {
  bash: `# Completion of vigie for bash. In ~/.bashrc: eval "$(vigie completion bash)"
_vigie() {
  local word
  COMPREPLY=()
  while IFS= read -r word; do COMPREPLY+=("$(printf %q "$word")"); done < <(
    "\${COMP_WORDS[0]}" ${COMPLETE} "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null
  )
}
complete -o default -F _vigie vigie
`,
  zsh: `#compdef vigie
# Completion of vigie for zsh. In ~/.zshrc, after compinit: eval "$(vigie completion zsh)"
_vigie() {
  local -a found
  found=("\${(@f)$(\${words[1]} ${COMPLETE} "\${(@Q)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n "\${found[1]}" ]]; then compadd -- "\${found[@]}"; else _files; fi
}
compdef _vigie vigie
`,
  fish: `# Completion of vigie for fish: vigie completion fish > ~/.config/fish/completions/vigie.fish
function __vigie_complete
    set -l typed (commandline -opc) (commandline -ct)
    $typed[1] ${COMPLETE} $typed[2..-1] 2>/dev/null
end
complete -c vigie -f -a '(__vigie_complete)'
complete -c vigie -l data -l config -l token-file -r -F
complete -c vigie -n '__fish_seen_subcommand_from backup restore init import' -F
`,
} as const;
