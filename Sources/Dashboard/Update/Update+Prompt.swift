import KubeModel

extension DashboardState {
    mutating func openPrompt(_ purpose: Prompt.Purpose) {
        let former =
            switch purpose {
            case .filter: filter.text
            case .search: detail.search
            case .command: ""
            }
        screen.overlay = .prompt(Prompt(purpose: purpose, input: LineInput(""), former: former))
    }

    mutating func openNamespacePicker() {
        var picker = Picker(purpose: .namespace, choices: ["all namespaces"] + namespaces)
        picker.index = namespace.flatMap { picker.choices.firstIndex(of: $0) } ?? 0
        screen.overlay = .picker(picker)
    }

    /// Namespaces the server named, also where the picker is open already.
    mutating func takeNamespaces(_ names: [String]) {
        cluster.knownNamespaces = names
        guard case .picker(var picker) = overlay, picker.purpose == .namespace else { return }
        let row = picker.rows.indices.contains(picker.index) ? picker.rows[picker.index] : nil
        picker.choices = ["all namespaces"] + namespaces
        picker.index = row.flatMap { picker.rows.firstIndex(of: $0) } ?? 0
        screen.overlay = .picker(picker)
    }

    mutating func openContextPicker() {
        guard !contexts.isEmpty else {
            tell("There is no kubeconfig with contexts to choose from.", .warning)
            return
        }
        var picker = Picker(purpose: .context, choices: contexts)
        picker.index = contexts.firstIndex(of: cluster.info.context) ?? 0
        screen.overlay = .picker(picker)
    }

    mutating func switchContext(_ name: String) -> [Effect] {
        guard name != cluster.info.context else {
            tell("This is context \(name) already. ctrl-r lists again.", .plain)
            return []
        }
        return [.switchContext(name)]
    }

    mutating func editLine(_ edit: LineEdit) -> [Effect] {
        switch overlay {
        case .prompt(var prompt):
            // Backspace in an empty line leaves it, as in vi and k9s.
            if edit == .backspace, prompt.input.isEmpty { return cancel() }
            prompt.input.apply(edit)
            prompt.completionIndex = nil
            screen.overlay = .prompt(prompt)
            screen.isTypedDue = true
        case .picker(var picker):
            picker.input.apply(edit)
            picker.index = 0
            screen.overlay = .picker(picker)
        case .help, .requests, .confirm, .page, nil: break
        }
        return []
    }

    /// Lets what stands in the prompt take effect.
    mutating func takeTyped() {
        guard screen.isTypedDue else { return }
        screen.isTypedDue = false
        guard case .prompt(var prompt) = overlay else { return }
        switch prompt.purpose {
        case .filter: setFilter(prompt.input.text)
        case .search: search(prompt.input.text)
        case .command:
            prompt.completions = PaletteCommand.completions(of: prompt.input.text, in: self)
            screen.overlay = .prompt(prompt)
        }
    }

    /// Puts the text that is in force, or the last one that was, into the prompt.
    mutating func recall() {
        guard case .prompt(var prompt) = overlay else { return }
        let text = prompt.former.isEmpty ? screen.lastTexts[prompt.purpose] ?? "" : prompt.former
        guard !text.isEmpty else { return }
        prompt.input = LineInput(text)
        prompt.completionIndex = nil
        screen.overlay = .prompt(prompt)
        screen.isTypedDue = true
        takeTyped()
    }

    mutating func complete(_ step: Int) {
        guard case .prompt(var prompt) = overlay, prompt.purpose == .command else { return }
        if prompt.completions.isEmpty {
            prompt.completions = PaletteCommand.completions(of: prompt.input.text, in: self)
        }
        guard !prompt.completions.isEmpty else { return }
        let count = prompt.completions.count
        let next = prompt.completionIndex.map { ($0 + step + count) % count } ?? (step > 0 ? 0 : count - 1)
        prompt.completionIndex = next
        prompt.input = LineInput(prompt.completions[next])
        screen.overlay = .prompt(prompt)
    }

    mutating func accept() -> [Effect] {
        switch overlay {
        case .prompt(let prompt):
            screen.overlay = nil
            let text = prompt.input.text
            if !text.isEmpty { screen.lastTexts[prompt.purpose] = text }
            switch prompt.purpose {
            case .filter: takeFilter(text)
            case .search: search(text)
            case .command:
                guard !prompt.input.isCut else {
                    tell("That is no command: it is longer than 4 KiB. Nothing was done.", .failing)
                    return []
                }
                return run(PaletteCommand.parse(text, in: self))
            }
            return []
        case .picker(let picker):
            screen.overlay = nil
            let rows = picker.rows
            guard rows.indices.contains(picker.index) else { return [] }
            let choice = rows[picker.index]
            switch picker.purpose {
            case .namespace: return choose(namespace: choice == picker.choices[0] ? nil : choice)
            case .context: return switchContext(choice)
            }
        // The safe answer: only `y` does what was asked about.
        case .confirm, .help, .requests, .page:
            screen.overlay = nil
            return []
        case nil: return open()
        }
    }

    private mutating func takeFilter(_ text: String) {
        setFilter(text)
        guard filter.isUnreadable, let remark = filter.remark else { return }
        tell("The filter /\(PaletteCommand.brief(text)) cannot be read, so that nothing matches. \(remark)", .failing)
    }

    mutating func cancel() -> [Effect] {
        guard let overlay else {
            screen.notice = nil
            return back()
        }
        screen.overlay = nil
        if case .prompt(let prompt) = overlay {
            switch prompt.purpose {
            case .filter: setFilter(prompt.former)
            case .search: search(prompt.former)
            case .command: break
            }
        }
        return []
    }

    private mutating func run(_ command: PaletteCommand) -> [Effect] {
        switch command {
        case .kind(let index):
            screen.focus = .list
            screen.isDetailOpen = false
            return selectKind(index)
        case .unlisted(let kind, let isServed):
            screen.focus = .list
            screen.isDetailOpen = false
            return show(kind, isServed: isServed)
        case .namespace(let name):
            if let name, !namespaces.contains(name) {
                tell("No namespace \(name) is known here; it is shown all the same.", .warning)
            }
            return choose(namespace: name)
        case .context(let name): return switchContext(name)
        case .contexts: openContextPicker()
        case .sort(let field): sort(by: field)
        case .login: return [.logIn]
        case .drafts: return [.listDrafts]
        case .requests: return update(.requests)
        case .help: screen.overlay = .help(scroll: 0)
        case .quit: return askToQuit()
        case .nothing: break
        case .unknown(let sentence): tell(sentence, .failing)
        }
        return []
    }
}
