// Package ledger has the pages about the entries of the ledger, and their proofs.
package ledger

import (
	"embed"

	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// Files are the templates and styles of the pages.
//
//go:embed *.html *.css
var Files embed.FS

// Entries is a page: the entries of the ledger, the newest first, and its checkpoint.
var Entries = kit.Screen[ledgerInput, ask.EntriesAnswer]{
	Name: "ledger", Summary: "The entries of the ledger, the newest first, and its checkpoint",
	Ask:  askLedger,
	Page: func(p *kit.Page[ledgerInput, ask.EntriesAnswer]) any { return ledgerPage{p} },
}

// Entry is a page: one entry, with its records.
var Entry = kit.Screen[entryInput, ask.EntryAnswer]{
	Name: "entry", Summary: "One entry, with its records",
	Ask:  askEntry,
	Page: func(p *kit.Page[entryInput, ask.EntryAnswer]) any { return entryPage{p} },
}

// Checkpoint is a file: the newest checkpoint of the ledger.
var Checkpoint = kit.Download[kit.Asked](giveCheckpoint)

// EntryProof is a file: the proof that an entry is in the ledger.
var EntryProof = kit.Download[entryProofInput](giveEntryProof)
