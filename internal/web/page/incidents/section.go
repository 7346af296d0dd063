// Package incidents has the pages about the incidents: the list, each of them, and single statements.
package incidents

import (
	"embed"

	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// Files are the templates and styles of the pages.
//
//go:embed *.html *.css
var Files embed.FS

// List is a page: incidents, a page at a time.
var List = kit.Screen[incidentsInput, ask.IncidentsAnswer]{
	Name: "incidents", Summary: "Incidents, a page at a time",
	Ask:  askIncidents,
	Page: func(p *kit.Page[incidentsInput, ask.IncidentsAnswer]) any { return incidentsPage{p} },
}

// Incident is a page: one incident: the answer, its evidence and its history.
var Incident = kit.Screen[incidentInput, incidentAnswer]{
	Embeds: true,
	Name:   "incident", Summary: "One incident: the answer, its evidence and its history",
	Ask:  askIncident,
	Page: func(p *kit.Page[incidentInput, incidentAnswer]) any { return incidentPage{p} },
}

// Statement is a page: one statement, where it comes from and where it matters.
var Statement = kit.Screen[statementInput, ask.StatementAnswer]{
	Name: "statement", Summary: "One statement, where it comes from and where it matters",
	Ask:  askStatement,
	Page: func(p *kit.Page[statementInput, ask.StatementAnswer]) any { return statementPage{p} },
}

// StatementProof is a file: the proof that a statement is in the ledger.
var StatementProof = kit.Download[statementProofInput](giveStatementProof)

// Days is an answer without a page: the days on which the answer about some incident changed.
var Days = kit.Data[kit.Asked, ask.DaysAnswer]{
	Name: "days", Summary: "The days on which the answer about some incident changed",
	Ask: askDays,
}

// Filters is an answer without a page: the filters that were kept by name.
var Filters = kit.Data[kit.Asked, ask.FiltersAnswer]{
	Name: "filters", Summary: "The filters that were kept by name",
	Ask: askFilters,
}

// IncidentDays is an answer without a page: the days on which evidence on one incident came out.
var IncidentDays = kit.Data[incidentDaysInput, ask.DaysAnswer]{
	Name: "incidentDays", Summary: "The days on which evidence on one incident came out",
	Ask: askIncidentDays,
}

// Counts is an answer without a page: how many incidents there are of each kind.
var Counts = kit.Data[countsInput, ask.CountAnswer]{
	Name: "counts", Summary: "How many incidents there are of each kind",
	Ask: askCounts,
}

// Beside is a page: two incidents side by side, or one on two days.
var Beside = kit.Screen[besideInput, ask.BesideAnswer]{
	Name: "beside-incident", File: "beside", Summary: "Two incidents side by side, or one on two days",
	Ask:   askBeside,
	Page:  func(p *kit.Page[besideInput, ask.BesideAnswer]) any { return besidePage{p} },
	Spans: true,
}

// Timeline is a page: incidents under one axis of time, with what was believed of each and when evidence came out.
var Timeline = kit.Screen[timelineInput, timelineAnswer]{
	Name: "timeline", Summary: "Incidents under one axis of time, with what was believed of each and when evidence came out",
	Ask:  askTimeline,
	Page: func(p *kit.Page[timelineInput, timelineAnswer]) any { return timelinePage{p} },
}
