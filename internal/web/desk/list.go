package desk

import "github.com/ascribe-project/ascribe/internal/web/kit"

// Acts are all that can be written, by their addresses.
var Acts = []kit.Acting{
	AddIncident, AddActor, AddLink, AddSource, AddDocument, ReadText, AddStatement, Regrade, AddMany, Code, TryStatement,
	Amend, Withdraw, Undo, Adjudicate, DecideTwins,
	ImportCasebook, ImportEdition, ImportSheet, ImportReferences, AddTable,
	Adopt, Describe, KeepFilter, Note, Erase,
}
