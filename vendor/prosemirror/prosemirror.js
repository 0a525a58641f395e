// The library, re-exported: what our own modules use, and nothing of ours.
export { baseKeymap, chainCommands, createParagraphNear, deleteSelection, joinBackward, joinForward, selectAll,
  selectNodeBackward, selectNodeForward, toggleMark } from "prosemirror-commands"
export { dropCursor } from "prosemirror-dropcursor"
export { gapCursor } from "prosemirror-gapcursor"
export { closeHistory, history, redo, redoDepth, undo, undoDepth } from "prosemirror-history"
export { InputRule, inputRules, undoInputRule } from "prosemirror-inputrules"
export { keymap } from "prosemirror-keymap"
export { DOMParser, Fragment, Node, Schema, Slice } from "prosemirror-model"
export { AllSelection, EditorState, NodeSelection, Plugin, PluginKey, Selection, TextSelection } from "prosemirror-state"
export { canJoin, canSplit, Mapping } from "prosemirror-transform"
export { Decoration, DecorationSet, EditorView } from "prosemirror-view"
