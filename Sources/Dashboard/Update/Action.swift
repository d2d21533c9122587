import Foundation
import GatewayGraph
import KubeModel

/// Everything that can happen to the dashboard: the person's doing, the cluster's, the clock's.
public enum Action: Sendable {
    // Moving about
    case move(Int), page(Int), first, last
    case open, back, halfPage(Int), focus(Pane), focusNext(Int), tab(DetailTab), tabNext(Int), scrollSideways(Int)
    case selectKind(Int), show(ListPlace), selectRow(Int), scroll(Pane, Int), grow(Int)
    /// List the kinds that are not installed one by one, or no longer.
    case toggleAbsentKinds
    // Looking
    case describe, yaml, toggleManagedFields, toggleSecrets, nextMatch(Int)
    case help, requests, filterPrompt, searchPrompt, commandPrompt, namespacePicker, allNamespaces, sort(RowOrder.Field)
    /// A key was pressed: whoever pressed it has read what the footer told.
    case answerNotice
    case edit(LineEdit), complete(Int), recall(Int), accept, cancel
    case toggleWrap, toggleFold, diff, savePrompt, toggleMouse
    /// Links of the selected object; to what is linked, and back.
    case links, policies, findings, copyCure, jump, jumpBack, turnBranch(BranchTurn)
    /// Only what happened within so many seconds; nil: since start.
    case showChanges(ofLast: Double?)
    /// What the server says of an object beside itself.
    case looked(ObjectLook)
    /// To a row of the YAML, or of the links.
    case putCursor(Int)
    case copyName, copyYAML, redraw, relist, suspend, quit
    // Changing
    case editResource, createResource, deleteResource, mark, markRange, undo, redo, confirm
    /// From what a write would do back to the text.
    case backToEditor
    /// Create another one like the selected object.
    case copyAsNew
    /// What the schema says of the field under the cursor, or what a finding means.
    case explain
    /// Show what a write would do, and ask.
    case preview(WritePreview, PreviewDeed)
    /// What the server would refuse of a job, by place among its records: nothing of it was sent yet.
    case examined(WriteJob, refusals: [Int: String])
    /// Texts that were kept, to choose from.
    case draftsFound(DraftList), compareDraft, deleteDraft
    /// What differs between two objects.
    case compared(title: String, [ObjectDiff.Change])
    // The cluster
    /// Another cluster takes the place of the one on screen; what was shown of that goes with it.
    case connected(ClusterInfo)
    case reflector(ResourceType, ReflectorEvent)
    case discovered(Discovery)
    case discoveryFailed(ClusterError, retryInSeconds: Double)
    /// What the definition of a kind shows in lists.
    case described(ResourceType, [PrinterColumn])
    case namespacesKnown([String])
    case contextsKnown([String])
    case fetched(ResourceType, ObjectKey, [UInt8])
    case requestLog([RequestLine])
    /// Files were read, again perhaps.
    case sourceRead(SourceReport)
    /// The plugin that logs in has begun, or has ended.
    case loggingIn(Bool)
    case changed(ChangeRecord, message: String)
    /// What was done here before.
    case historyRead([HistoryStep])
    /// A job has ended.
    ///
    /// nil: it did not begin, and why was said.
    case written(WriteSummary?)
    /// The objects of a step, as they are now, in its order: what undo and redo begin with.
    case readForUndo(HistoryStep, isRedo: Bool, now: [JSONValue?])
    case pending([String])
    case failed(String)
    case told(String)
    /// Told until a key is pressed, however long that takes.
    case announced(String)
    /// Back to where somebody was; what was named at the start is kept.
    case restored(LastPlace, keepsKind: Bool, keepsNamespace: Bool)
    /// The person named a kind to begin with.
    case beginning(withKind: String)
    case showPage(title: String, lines: [String])
    /// What the graph says.
    case answered(GraphAnswer)
    // The clock and the screen
    case tick(Date)
    case viewport(Viewport)
    /// A frame is about to be drawn: what was put off takes effect.
    case settle
}

extension Action {
    /// Whether what it does to the state begins at the present moment.
    public var needsClock: Bool {
        switch self {
        case .reflector(_, .state), .discoveryFailed, .failed, .told, .changed, .written: true
        default: false
        }
    }

    /// Whether it is one of many that come faster than frames: what it leads to is put off until a frame or another action
    /// needs it. What is typed is then filtered by once, not once for each letter of a burst.
    var isTyping: Bool {
        switch self {
        case .edit, .answerNotice: true
        default: false
        }
    }

    /// The same for the object on screen: those that are only passed are not unpacked.
    var isPassing: Bool {
        switch self {
        case .edit, .answerNotice, .move, .page, .selectRow, .scroll: true
        default: false
        }
    }

    /// Whether the summary may come on screen by it.
    var mayShowSummary: Bool {
        switch self {
        case .tab, .tabNext, .viewport: true
        default: false
        }
    }

    /// Whether the person does something with the selected row, beyond moving about.
    var concernsSelection: Bool {
        switch self {
        case .open, .describe, .yaml, .links, .policies, .tab, .tabNext, .focus, .focusNext, .editResource, .deleteResource, .mark,
            .copyName,
            .copyYAML:
            true
        default: false
        }
    }
}

/// What the dashboard wants done outside: answered, if at all, by actions.
public enum Effect: Sendable {
    /// Begin to list and watch; what was watched of the same kind before, in whatever version or namespace, ends.
    case watch([WatchRequest])
    /// Ask for these no longer.
    case unwatch([ResourceType])
    /// Begin anew; and whatever waits to try again does so now. nil: only that.
    case relist(WatchRequest?)
    /// Let the plugin ask on the terminal, then begin anew.
    case logIn
    case listNamespaces, listContexts
    /// Read what the definition of a kind shows in lists; where it may not be read there is no answer.
    case describe(ResourceType)
    case fetch(ResourceType, ObjectKey)
    /// Edit an object, or go on with a draft of it: the person is asked where there is one.
    case edit(ResourceType, ObjectKey)
    /// Edit it as it is, whatever drafts there are.
    case editAnew(ResourceType, ObjectKey)
    case openDraft(path: String), compareDraft(path: String)
    /// Delete a draft, and list those that are left: all, or those of an object.
    case deleteDraft(path: String, DraftList.Target?)
    /// From a template.
    ///
    /// - `target`: What the new policy is attached to; nil: what the template has there.
    case create(ResourceType, namespace: String, target: GraphID?)
    /// Create one like another, under a name of its own.
    case copyAsNew(ResourceType, ObjectKey, to: ObjectKey)
    /// Read what the server's schema says of a field; empty: of the whole object.
    case explain(ResourceType, field: String)
    case delete([DeleteTarget])
    /// The person has seen what an edit would do.
    case answerPreview(WritePreview.Word)
    /// Hold changes that are shown against the schemas of the server.
    case examine(WriteJob)
    /// Change any number of objects, one after the other.
    case write(WriteJob)
    /// End that after the object it is at.
    case stopWriting
    /// Read the objects of a step, so that it can be taken back or made again.
    case readForUndo(HistoryStep, isRedo: Bool)
    /// Remember a step after the end of the program.
    case keepHistory(HistoryStep)
    case markHistory(HistoryStep.ID, isUndone: Bool)
    /// Write objects to a folder, a file each.
    ///
    /// - `leftOut`: Why others are not among them, in sentences.
    case export([ExportedObject], folder: String, leftOut: [String])
    case copy(String)
    case readRequests
    /// Ask the graph once.
    case ask(GraphRequest)
    /// Let the graph answer these whenever its answer is another; what it was asked to follow before it need not.
    case follow([GraphRequest])
    /// Ask what the server says of an object beside itself, once the person has stayed on it for a moment.
    ///
    /// - `hasEvents`: Whether the server has events.
    case look(ResourceType, ObjectKey, hasEvents: Bool)
    /// Write a file that must not be there yet; readable by its owner only.
    case save(text: String, path: String)
    case setMouse(Bool)
    case listDrafts
    case switchContext(String)
    case suspend, redraw, quit
}
