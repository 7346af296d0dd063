package desk

import (
	"context"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// IncidentIn is an incident that is to be added.
type IncidentIn struct {
	ID    string `json:"id" doc:"Its id: small letters, digits, '.', '_' and '-'."`
	Title string `json:"title" doc:"Its title."`
	kit.Wish
}

// AddIncident adds an incident.
var AddIncident = kit.Act[IncidentIn, acts.Added]{
	Path: "/incidents", Name: "add-incident", Summary: "Add an attack or a plot", Tag: "Incidents",
	Do: func(ctx context.Context, a *point.App, by point.By, in *IncidentIn) (*acts.Added, error) {
		return acts.Add(ctx, a, by, &ascribe.Incident{ID: in.ID, Title: in.Title})
	},
}

// ActorIn is an actor that is to be added.
type ActorIn struct {
	ID   string            `json:"id" doc:"Its id."`
	Kind ascribe.ActorKind `json:"kind" doc:"What kind of actor it is."`
	Name string            `json:"name" doc:"Its name; a person's only where a source on the record names them, else their role."`
	kit.Wish
}

// AddActor adds an actor.
var AddActor = kit.Act[ActorIn, acts.Added]{
	Path: "/actors", Name: "add-actor", Summary: "Add a person, an organisation, or a persona known by a screen name", Tag: "Actors",
	Do: func(ctx context.Context, a *point.App, by point.By, in *ActorIn) (*acts.Added, error) {
		return acts.Add(ctx, a, by, &ascribe.Actor{ID: in.ID, Kind: in.Kind, Name: in.Name})
	},
}

// LinkIn is a link that is to be added.
type LinkIn struct {
	ID       string `json:"id" doc:"Its id."`
	Incident string `json:"incident" doc:"The incident."`
	Actor    string `json:"actor" doc:"The actor."`
	Role     string `json:"role" doc:"The actor's part: perpetrator, accomplice, handler, claimant, …"`
	kit.Wish
}

// AddLink adds a link. It touches its incident.
var AddLink = kit.Act[LinkIn, acts.Added]{
	Path: "/links", Name: "add-link", Summary: "Add an actor's part in an incident", Tag: "Incidents",
	About: func(in *LinkIn) kit.Subject { return kit.Subject{Of: ascribe.RecordIncident, ID: in.Incident} },
	Do: func(ctx context.Context, a *point.App, by point.By, in *LinkIn) (*acts.Added, error) {
		return acts.Add(ctx, a, by, &ascribe.Link{ID: in.ID, Incident: in.Incident, Actor: in.Actor, Role: in.Role})
	},
}

// SourceIn is a source that is to be added.
type SourceIn struct {
	ID          string              `json:"id" doc:"Its id."`
	Title       string              `json:"title" doc:"Its title."`
	Publisher   string              `json:"publisher,omitempty" doc:"Who brought it out."`
	URL         string              `json:"url,omitempty" doc:"Its address."`
	ArchivedURL string              `json:"archived_url,omitempty" doc:"The address of an archived copy."`
	Published   ascribe.Date        `json:"published,omitzero" doc:"The day on which it came out (EDTF)."`
	Kind        string              `json:"kind,omitempty" doc:"court_record, official_statement, press, research, claim, …"`
	Language    string              `json:"language,omitempty" doc:"Its language (BCP 47), as in de."`
	Reliability ascribe.Reliability `json:"reliability,omitempty" doc:"How reliable it is, A to F."`
	RestsOn     []string            `json:"rests_on,omitempty" doc:"The sources that it only repeats."`
	kit.Wish
}

// AddSource adds a source.
var AddSource = kit.Act[SourceIn, acts.Added]{
	Path: "/sources", Name: "add-source", Summary: "Add a publication", Tag: "Sources",
	Do: func(ctx context.Context, a *point.App, by point.By, in *SourceIn) (*acts.Added, error) {
		return acts.Add(ctx, a, by, &ascribe.Source{
			ID: in.ID, Title: in.Title, Publisher: in.Publisher, URL: in.URL, ArchivedURL: in.ArchivedURL, Published: in.Published,
			Kind: in.Kind, Language: in.Language, Reliability: in.Reliability, RestsOn: in.RestsOn,
		})
	},
}

// RegradeIn is a source's reliability, judged anew.
type RegradeIn struct {
	ID          string              `json:"id,omitempty" doc:"Its id, where it is not to be made from its content."`
	Source      string              `json:"source" doc:"The source."`
	Reliability ascribe.Reliability `json:"reliability" doc:"Its reliability from now on, A to F."`
	kit.Wish
}

// Regrade judges a source anew.
var Regrade = kit.Act[RegradeIn, acts.Added]{
	Path: "/regrades", Name: "regrade", Summary: "Judge the reliability of a source anew", Tag: "Sources",
	About: func(in *RegradeIn) kit.Subject { return kit.Subject{Of: ascribe.RecordSource, ID: in.Source} },
	Do: func(ctx context.Context, a *point.App, by point.By, in *RegradeIn) (*acts.Added, error) {
		return acts.Add(ctx, a, by, &ascribe.Regrade{ID: in.ID, Source: in.Source, Reliability: in.Reliability, Reason: by.Why})
	},
}
