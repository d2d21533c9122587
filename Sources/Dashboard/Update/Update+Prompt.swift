import KubeModel

extension DashboardState {
    mutating func openPrompt(_ purpose: Prompt.Purpose) {
        let former =
            switch purpose {
            case .filter: filter.text
            case .search: searched
            case .command, .file, .copy: ""
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
        case .confirm(var confirmation):
            guard confirmation.wanted != nil else { return [] }
            confirmation.input.apply(edit)
            screen.overlay = .confirm(confirmation)
        case .help, .requests, .preview, .page, .answer, .diff, nil: break
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
        case .file, .copy: break
        case .command:
            prompt.completions = PaletteCommand.completions(of: prompt.input.text, in: self)
            screen.overlay = .prompt(prompt)
        }
    }

    /// Puts a text into the prompt that was typed before: first the one that is in force.
    ///
    /// - Parameter by: 1 for an older one, -1 for a younger.
    mutating func recall(_ by: Int) {
        guard case .prompt(var prompt) = overlay else { return }
        var history = screen.histories[prompt.purpose] ?? LineHistory()
        history.add(prompt.former)
        let place = max(0, prompt.recalled + by)
        guard let text = place == 0 ? "" : history.line(place) else { return }
        prompt.recalled = place
        prompt.input = LineInput(text)
        prompt.completionIndex = nil
        screen.overlay = .prompt(prompt)
        screen.isTypedDue = true
        takeTyped()
    }

    mutating func complete(_ step: Int) {
        guard case .prompt(var prompt) = overlay, prompt.purpose != .filter, prompt.purpose != .search else { return }
        if prompt.purpose == .file {
            prompt.savesAll.toggle()
            screen.overlay = .prompt(prompt)
            return
        }
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
            screen.histories[prompt.purpose, default: LineHistory()].add(text)
            switch prompt.purpose {
            case .filter: takeFilter(text)
            case .search:
                search(text)
                if !text.isEmpty, let reason = searchReason { tell(reason, .warning) }
            case .file: return save(to: text, all: prompt.savesAll)
            case .copy: return copy(to: text)
            case .command:
                guard !prompt.input.isCut else {
                    tell("That is no command: it is longer than 4 KiB. Nothing was done.", .failing)
                    return []
                }
                return run(PaletteCommand.parse(text, in: self))
            }
            return []
        case .picker(let picker):
            let rows = picker.rows
            guard rows.indices.contains(picker.index) else {
                tell("Nothing here matches “\(PaletteCommand.brief(picker.input.text))”: nothing was taken. ctrl-u begins again, esc leaves it.", .warning)
                return []
            }
            screen.overlay = nil
            if case .drafts(let list) = picker.purpose { return openDraft(picker.index, of: list) }
            let choice = rows[picker.index]
            switch picker.purpose {
            case .namespace: return choose(namespace: choice == picker.choices[0] ? nil : choice)
            case .context: return switchContext(choice)
            case .target(let type, let space, let targets):
                return create(type, namespace: space, targets: targets, choice: picker.choices.firstIndex(of: choice))
            case .history(let ids):
                guard let place = picker.choices.firstIndex(of: choice), ids.indices.contains(place), let step = undo.step(ids[place]) else { return [] }
                return takeBack(step, isRedo: step.isUndone)
            case .drafts: return []
            }
        case .confirm(let confirmation) where confirmation.wanted != nil:
            guard confirmation.isAnswered else {
                tell("“\(PaletteCommand.brief(confirmation.input.text))” is not what was asked for: \(confirmation.wanted ?? "").", .warning)
                return []
            }
            return confirm()
        // The safe answer: only `y` does what was asked about.
        case .confirm, .preview, .help, .requests, .page, .answer, .diff: return cancel()
        case nil: return open()
        }
    }

    private mutating func takeFilter(_ text: String) {
        setFilter(text)
        guard filter.isUnreadable, let remark = filter.remark else { return }
        tell("The filter /\(PaletteCommand.brief(text)) cannot be read, so that nothing matches. \(remark.sentence)", .failing)
    }

    mutating func cancel() -> [Effect] {
        guard let overlay else {
            if screen.isWriting {
                tell("Stopping after the one that is under way.", .plain)
                return [.stopWriting]
            }
            screen.notice = nil
            return back()
        }
        screen.overlay = nil
        if case .preview(_, let deed) = overlay { return leavePreview(deed) }
        if case .prompt(let prompt) = overlay {
            switch prompt.purpose {
            case .filter: setFilter(prompt.former)
            case .search: search(prompt.former)
            case .command, .file, .copy: break
            }
        }
        return []
    }

    /// What stood behind the name of a kind.
    private mutating func take(_ rest: PaletteCommand.Rest) -> [Effect] {
        var effects: [Effect] = []
        switch rest.namespace {
        case .some(let name): effects = run(.namespace(name))
        case nil: break
        }
        if let filter = rest.filter { takeFilter(filter) }
        return effects
    }

    private mutating func run(_ command: PaletteCommand) -> [Effect] {
        switch command {
        case .kind(let index, let rest):
            _ = focus(on: .list)
            let effects = selectKind(index)
            return effects + take(rest)
        case .place(let place): return update(.show(place))
        case .changes(let seconds): return update(.showChanges(ofLast: seconds))
        case .unlisted(let kind, let isServed, let rest):
            _ = focus(on: .list)
            let effects = show(kind, isServed: isServed)
            return effects + take(rest)
        case .namespace(let name):
            if let name, !namespaces.contains(name) {
                tell("No namespace \(name) is known here; it is shown all the same.", .warning)
            }
            return choose(namespace: name)
        case .context(let name): return switchContext(name)
        case .contexts: openContextPicker()
        case .namespaces: return update(.namespacePicker)
        case .sort(let field): sort(by: field)
        case .login: return [.logIn]
        case .route(let request): screen.overlay = .answer(to: request, lines: nil, scroll: 0)
        case .change(let change): return self.change(change)
        case .export(let folder): return export(to: folder)
        case .history: openHistory()
        case .drafts: return [.listDrafts]
        case .files: showFiles()
        case .requests: return update(.requests)
        case .help: screen.overlay = .help(scroll: 0)
        case .quit: return askToQuit()
        case .nothing: break
        case .unknown(let sentence): tell(sentence, .failing)
        }
        return []
    }
}
