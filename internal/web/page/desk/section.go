// Package desk has the pages on which somebody who has signed in writes: forms of the
// acts that web/desk lists. It asks for what a form shows, and decides nothing.
package desk

import "github.com/ascribe-project/ascribe/internal/web/kit"

// Forms are all of them.
var Forms = []kit.Forming{addIncident, addActor, addSource, addReferences, addDocument, addLink, addStatement, addMany, importSheet, importEdition, draftCodebook, adjudicate, decideTwins, regrade, amend, strike, correct, undo, describe, note}
