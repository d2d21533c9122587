/// The script that teaches a shell to ask us: it knows no command and no option, so it never grows old.
struct CompletionScript {
    enum Shell: String, CaseIterable { case bash, zsh, fish }

    /// How the program was called when it printed the script.
    let program: String

    func text(for shell: Shell) -> String {
        let script =
            switch shell {
            case .bash: Self.bash
            case .zsh: Self.zsh
            case .fish: Self.fish
            }
        return script.replacing("@PROGRAM@", with: quoted(program, for: shell))
            .replacing("@NAMES@", with: names.map { quoted($0, for: shell) }.joined(separator: " "))
            .replacing("@QUESTION@", with: CompletionAnswer.question)
    }

    /// Under its own name, and that under which it was called.
    private var names: [String] {
        let called = program.split(separator: "/").last.map(String.init) ?? "gatehouse"
        return called == "gatehouse" ? ["gatehouse"] : ["gatehouse", called]
    }

    private func quoted(_ text: String, for shell: Shell) -> String {
        let isPlain = text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "/._-+".contains($0)) }
        guard !isPlain else { return text }
        switch shell {
        case .bash, .zsh: return "'" + text.replacing("'", with: "'\\''") + "'"
        case .fish: return "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
        }
    }

    /// Bash parts words at colons and equals signs, and replaces only what stands behind the last one; so the line is parted
    /// by us, and what bash keeps is taken off again. Nothing is handed to `compgen -W`, which would expand what is in it.
    private static let bash = #"""
        # bash completion of gatehouse: source <(gatehouse completions bash)
        # For a name of your own: alias gh=gatehouse; complete -o nosort -F _gatehouse gh
        _gatehouse() {
            local line="${COMP_LINE:0:COMP_POINT}" name="${COMP_WORDS[0]}" word answer kept="" tail quote=""
            COMPREPLY=()
            # An alias may bring words of its own.
            if [[ -n "${BASH_ALIASES[$name]:-}" && "$line" == "$name"* ]]; then
                line="${BASH_ALIASES[$name]}${line#"$name"}"
            fi
            # The word at the cursor as it stands there, and whether it stands in quotes.
            local rest="$line" letter raw=""
            while [[ -n "$rest" ]]; do
                letter="${rest:0:1}"
                rest="${rest:1}"
                if [[ -n "$quote" ]]; then
                    [[ "$letter" == "$quote" ]] && quote=""
                    raw+="$letter"
                elif [[ "$letter" == \\ ]]; then
                    raw+="$letter${rest:0:1}"
                    rest="${rest:1}"
                elif [[ "$letter" == [\'\"] ]]; then
                    quote="$letter"
                    raw+="$letter"
                elif [[ "$letter" == [[:space:]] ]]; then
                    raw=""
                else
                    raw+="$letter"
                fi
            done
            # What bash leaves alone: up to its last break in this word.
            local breaks="${COMP_WORDBREAKS//[^:=]/}"
            if [[ -z "$quote" && -n "$breaks" ]]; then
                tail="${raw##*["$breaks"]}"
                kept="${raw:0:${#raw}-${#tail}}"
                kept="${kept//\\/}"
            fi
            while IFS= read -r answer; do
                case "$answer" in
                //files | //folders)
                    local kind=-f
                    [[ "$answer" == //folders ]] && kind=-d
                    compopt -o filenames 2>/dev/null
                    while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen "$kind" -- "${2-}")
                    return
                    ;;
                esac
                word="${answer%%$'\t'*}"
                [[ "$word" == "$kept"* ]] || continue
                word="${word#"$kept"}"
                [[ -z "$quote" ]] && printf -v word %q "$word"
                COMPREPLY+=("$word")
            done < <(@PROGRAM@ @QUESTION@ line "$line" 2>/dev/null </dev/null)
            # Behind a slash comes a name.
            if [[ "${#COMPREPLY[@]}" -eq 1 && "${COMPREPLY[0]}" == */ ]]; then compopt -o nospace 2>/dev/null; fi
        }
        complete -F _gatehouse @NAMES@

        """#

    private static let zsh = #"""
        #compdef gatehouse
        # zsh completion of gatehouse: source <(gatehouse completions zsh)
        # For a name of your own: compdef _gatehouse gh
        _gatehouse() {
            local answer word
            local -a plain described shown open
            while IFS= read -r answer; do
                case "$answer" in
                //files)
                    compset -P '--[a-z-]#='
                    _files
                    return
                    ;;
                //folders)
                    compset -P '--[a-z-]#='
                    _files -/
                    return
                    ;;
                esac
                word="${answer%%$'\t'*}"
                if [[ "$answer" == *$'\t'* ]]; then
                    described+=("$word")
                    shown+=("${(r:22:)word} -- ${answer#*$'\t'}")
                elif [[ "$word" == */ ]]; then
                    open+=("$word")
                else
                    plain+=("$word")
                fi
            done < <(@PROGRAM@ @QUESTION@ words "${(@Q)words[1,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null </dev/null)
            # compadd quotes what needs it, and takes a colon for what it is.
            (( ${#plain} )) && compadd -V gatehouse -a plain
            (( ${#open} )) && compadd -V gatehouse -S '' -a open
            (( ${#described} )) && compadd -V gatehouse -l -d shown -a described
            (( ${#plain} + ${#open} + ${#described} ))
        }
        if [[ "${funcstack[1]}" == _gatehouse ]]; then
            _gatehouse "$@"
        else
            (( ${+functions[compdef]} )) || { autoload -Uz compinit && compinit -i -D }
            compdef _gatehouse @NAMES@
        fi

        """#

    private static let fish = #"""
        # fish completion of gatehouse: gatehouse completions fish | source
        # For a name of your own: alias gh=gatehouse
        function __gatehouse_complete
            set -l answers (@PROGRAM@ @QUESTION@ line (commandline -cp | string collect) 2>/dev/null </dev/null)
            set -l token (commandline -ct)
            set -l head (string match -r -- '^--[a-z-]+=' $token)
            switch "$answers[1]"
                case //files //folders
                    # What fish itself offers to a command that it knows nothing of.
                    set -l path (string replace -r -- '^--[a-z-]+=' '' $token)
                    for file in (complete -C "__fish_command_without_completions $path")
                        if test "$answers[1]" = //files; or string match -qr -- '/(\t|$)' $file
                            echo -- "$head$file"
                        end
                    end
                case '*'
                    printf '%s\n' $answers
            end
        end
        for name in @NAMES@
            complete -c $name -e
            complete -c $name -f -a '(__gatehouse_complete)'
        end

        """#
}
