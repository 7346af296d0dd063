package web

import (
	"strings"

	"github.com/ascribe-project/ascribe/internal/app/ask"
)

// A section is an entry of the menu.
type section struct {
	Name, Path string
	Own        bool // an imported dataset has none of it
}

var sections = []section{
	{"Incidents", "/", false},
	{"Over time", "/over-time", false},
	{"Drift", "/drift", true},
	{"Awaiting evidence", "/awaiting", true},
	{"Datasets", "/datasets", false},
	{"Actors", "/actors", true},
	{"Sources", "/sources", false},
	{"Map", "/map", false},
	{"Codebook", "/codebook", false},
	{"Ledger", "/ledger", false},
}

// sectionOf is the section that an address belongs to.
func sectionOf(path string) string {
	for _, s := range sections[1:] {
		if path == s.Path || strings.HasPrefix(path, s.Path+"/") {
			return s.Name
		}
	}
	return sections[0].Name
}

// screens are all the pages, each with its question.
func screens() []route {
	return []route{
		screen[incidentsInput, ask.IncidentsAnswer]{"/", "incidents", "Incidents, a page at a time", askIncidents},
		screen[incidentInput, incidentAnswer]{"/incidents/{id}", "incident", "One incident: the answer, its evidence and its history", askIncident},
		screen[awaitingInput, ask.AwaitingAnswer]{"/awaiting", "awaiting", "What would decide the incidents that are not settled", askAwaiting},
		screen[Asked, codebookAnswer]{"/codebook", "codebook", "A codebook: labels, decision table, variables, worked cases, versions", askCodebook},
		screen[codebookDiffInput, codebookDiffAnswer]{"/codebook/diff", "codebook-diff", "What differs between two adopted versions, and which labels", askCodebookDiff},
		screen[mapInput, mapAnswer]{"/map", "map", "Where incidents were, as far as that is known", askMap},
		screen[actorsInput, actorsAnswer]{"/actors", "actors", "Who is in the record, and linked to what", askActors},
		screen[actorInput, actorAnswer]{"/actors/{id}", "actor", "One actor: what is known, and the incidents linked", askActor},
		screen[sourcesInput, ask.SourcePageAnswer]{"/sources", "sources", "The sources, sorted and a page at a time", askSources},
		screen[sourceInput, ask.SourceAnswer]{"/sources/{id}", "source", "One source: what it says, what rests on it, what would fall with it", askSource},
		screen[statementInput, ask.StatementAnswer]{"/statements/{id}", "statement", "One statement, where it comes from and where it matters", askStatement},
		download[statementProofInput]{"/statements/{id}/proof", giveStatementProof},
		screen[ledgerInput, ask.EntriesAnswer]{"/ledger", "ledger", "The entries of the ledger, the newest first, and its checkpoint", askLedger},
		download[Asked]{"/ledger/checkpoint", giveCheckpoint},
		screen[entryInput, ask.EntryAnswer]{"/ledger/{n}", "entry", "One entry, with its records", askEntry},
		download[entryProofInput]{"/ledger/{n}/proof", giveEntryProof},
		screen[overTimeInput, overTime]{"/over-time", "over-time", "Counts as known on a day, how that picture came about, and another day beside it", askOverTime},
		screen[Asked, ask.DriftAnswer]{"/drift", "drift", "How labels were revised", askDrift},
		screen[Asked, ask.DatasetsAnswer]{"/datasets", "datasets", "The imported datasets, with their editions", askDatasets},
		screen[datasetInput, datasetAnswer]{"/datasets/{name}", "dataset", "One imported dataset: its editions, and counts as known at each", askDataset},
		screen[datasetDiffInput, datasetDiff]{"/datasets/{name}/diff", "dataset-diff", "What changed between two editions of a dataset", askDatasetDiff},

		data[courseInput, ask.SeriesAnswer]{"/over-time/course", "course", "How counts by one dimension came about, period by period", askCourse},
		data[thenInput, ask.CountAnswer]{"/over-time/beside/{then}", "beside", "Counts by one dimension on two days", askBeside},
		data[thenInput, ask.RelabelledAnswer]{"/over-time/differ/{then}", "differ", "The incidents whose answer differs between two days", askDiffer},
		data[Asked, ask.DaysAnswer]{"/days", "days", "The days on which the answer about some incident changed", askDays},
		data[incidentDaysInput, ask.DaysAnswer]{"/incidents/{id}/days", "incidentDays", "The days on which evidence on one incident came out", askIncidentDays},
	}
}
