package web

import (
	"github.com/ascribe-project/ascribe/internal/web/kit"
	"github.com/ascribe-project/ascribe/internal/web/page/actors"
	"github.com/ascribe-project/ascribe/internal/web/page/awaiting"
	"github.com/ascribe-project/ascribe/internal/web/page/changes"
	"github.com/ascribe-project/ascribe/internal/web/page/codebook"
	"github.com/ascribe-project/ascribe/internal/web/page/datasets"
	"github.com/ascribe-project/ascribe/internal/web/page/drift"
	"github.com/ascribe-project/ascribe/internal/web/page/guide"
	"github.com/ascribe-project/ascribe/internal/web/page/incidents"
	"github.com/ascribe-project/ascribe/internal/web/page/ledger"
	"github.com/ascribe-project/ascribe/internal/web/page/overtime"
	"github.com/ascribe-project/ascribe/internal/web/page/sources"
	"github.com/ascribe-project/ascribe/internal/web/page/worldmap"
)

// menu is all that is answered, by the entries of the menu.
var menu = []kit.Section{
	{Name: "Incidents", Files: incidents.Files, Routes: []kit.Route{
		kit.At("/", incidents.List),
		kit.At("/incidents/{id}", incidents.Incident),
		kit.At("/incidents/{id}/beside", incidents.Beside),
		kit.At("/timeline", incidents.Timeline),
		kit.At("/incidents/{id}/days", incidents.IncidentDays),
		kit.At("/incidents/{id}/log", ledger.OfIncident),
		kit.At("/statements/{id}", incidents.Statement),
		kit.At("/statements/{id}/proof", incidents.StatementProof),
		kit.At("/days", incidents.Days),
		kit.At("/counts", incidents.Counts),
		kit.At("/table", incidents.Table),
		kit.At("/spans", incidents.Spans),
		kit.At("/filters", incidents.Filters),
	}},
	{Name: "Over time", Files: overtime.Files, Routes: []kit.Route{
		kit.At("/over-time", overtime.Counts),
		kit.At("/over-time/course", overtime.Course),
		kit.At("/over-time/beside/{then}", overtime.Beside),
		kit.At("/over-time/differ/{then}", overtime.Differ),
	}},
	{Name: "Changes", Files: changes.Files, Routes: []kit.Route{
		kit.At("/changes", changes.Changes),
		kit.At("/changes.atom", changes.Feed),
	}},
	{Name: "Drift", Own: true, Files: drift.Files, Routes: []kit.Route{
		kit.At("/drift", drift.Drift),
		kit.At("/drift/incidents", drift.Incidents),
	}},
	{Name: "Awaiting evidence", Own: true, Files: awaiting.Files, Routes: []kit.Route{
		kit.At("/awaiting", awaiting.Questions),
		kit.At("/next", awaiting.Next),
	}},
	{Name: "Datasets", Files: datasets.Files, Routes: []kit.Route{
		kit.At("/datasets", datasets.List),
		kit.At("/datasets/{name}", datasets.Dataset),
		kit.At("/datasets/{name}/diff", datasets.Diff),
	}},
	{Name: "Actors", Own: true, Files: actors.Files, Routes: []kit.Route{
		kit.At("/actors", actors.List),
		kit.At("/actors/{id}", actors.Actor),
		kit.At("/links/{id}", actors.Link),
		kit.At("/actors/{id}/log", ledger.OfActor),
		kit.At("/tables/actors", actors.Table),
		kit.At("/tables/links", actors.Links),
	}},
	{Name: "Sources", Files: sources.Files, Routes: []kit.Route{
		kit.At("/sources", sources.List),
		kit.At("/sources/{id}", sources.Source),
		kit.At("/sources/{id}/log", ledger.OfSource),
		kit.At("/tables/sources", sources.Table),
		kit.At("/documents/{id}", sources.Document),
		kit.At("/documents/{id}/original", sources.Original),
	}},
	{Name: "Map", Files: worldmap.Files, Routes: []kit.Route{
		kit.At("/map", worldmap.Map),
	}},
	{Name: "Codebook", Files: codebook.Files, Routes: []kit.Route{
		kit.At("/codebook", codebook.Codebook),
		kit.At("/codebook/diff", codebook.Diff),
	}},
	{Name: "Ledger", Files: ledger.Files, Routes: []kit.Route{
		kit.At("/ledger", ledger.Entries),
		kit.At("/ledger/{n}", ledger.Entry),
		kit.At("/ledger/{n}/proof", ledger.EntryProof),
		kit.At("/ledger/checkpoint", ledger.Checkpoint),
	}},
	{Name: "How to read", Files: guide.Files, Routes: []kit.Route{
		kit.At("/how-to-read", guide.HowToRead),
		kit.At("/glossary", guide.Glossary),
		kit.At("/about", guide.About),
	}},
}
