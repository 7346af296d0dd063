package ask

import (
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/classify"
)

// ties fills in what the source rests on and what rests on it, and what would
// fall with it.
func (r *sourceReader) ties(out *SourceAnswer, p *ascribe.Provenance) error {
	on, hidden, err := r.basis(p)
	if err != nil {
		return err
	}
	for _, s := range on {
		tie, err := r.tie(s, slices.Contains(p.Noun.RestsOn, s.Noun.ID))
		if err != nil {
			return err
		}
		out.RestsOn = append(out.RestsOn, tie)
	}
	if hidden {
		out.RestsOn = append(out.RestsOn, SourceTie{Source: ascribe.NotShown, Directly: slices.Contains(p.Noun.RestsOn, ascribe.NotShown)})
	}
	resting, err := r.resting(p)
	if err != nil {
		return err
	}
	for _, s := range resting {
		tie, err := r.tie(s, slices.Contains(s.Noun.RestsOn, p.Noun.ID))
		if err != nil {
			return err
		}
		out.RestedOn = append(out.RestedOn, tie)
	}
	return r.falls(out, append(alone(p, resting), p), p.Noun.ID)
}

// basis is the sources on which one rests, directly and through others, and
// whether some of them are not shown.
func (r *sourceReader) basis(p *ascribe.Provenance) (all []*ascribe.Provenance, hidden bool, err error) {
	seen := map[string]bool{p.Noun.ID: true}
	for next := []*ascribe.Provenance{p}; len(next) > 0; next = next[1:] {
		for _, id := range next[0].Noun.RestsOn {
			if seen[id] {
				continue
			}
			seen[id] = true
			if id == ascribe.NotShown {
				hidden = true
				continue
			}
			s, err := r.p.View.Source(r.ctx, id)
			if err != nil {
				return nil, false, err
			}
			all, next = append(all, s), append(next, s)
		}
	}
	return all, hidden, nil
}

// resting is the sources that rest on one, directly and through others.
func (r *sourceReader) resting(p *ascribe.Provenance) ([]*ascribe.Provenance, error) {
	var all []*ascribe.Provenance
	seen := map[int64]bool{p.Record: true}
	for next := []int64{p.Record}; len(next) > 0; next = next[1:] {
		list, err := r.p.View.RestingOn(r.ctx, next[0])
		if err != nil {
			return nil, err
		}
		for _, s := range list {
			if !seen[s.Record] && s.Entry <= r.p.AsOf.Recorded {
				seen[s.Record] = true
				all, next = append(all, s), append(next, s.Record)
			}
		}
	}
	return all, nil
}

// alone is, of the sources that rest on one, those that rest on nothing else.
func alone(p *ascribe.Provenance, resting []*ascribe.Provenance) []*ascribe.Provenance {
	out := map[string]bool{p.Noun.ID: true}
	var all []*ascribe.Provenance
	for grown := true; grown; {
		grown = false
		for _, s := range resting {
			if !out[s.Noun.ID] && !slices.ContainsFunc(s.Noun.RestsOn, func(on string) bool { return !out[on] }) {
				out[s.Noun.ID], grown = true, true
				all = append(all, s)
			}
		}
	}
	return all
}

func (r *sourceReader) tie(p *ascribe.Provenance, directly bool) (SourceTie, error) {
	said, err := r.said(p.Record)
	s := &p.Noun
	return SourceTie{
		Source: s.ID, Title: s.Title, Publisher: s.Publisher, Language: s.Language, Published: s.Published,
		Directly: directly, Statements: said.now,
	}, err
}

// falls reads the incidents of which the sources speak, or of which they
// corrected something, with and without the source.
func (r *sourceReader) falls(out *SourceAnswer, sources []*ascribe.Provenance, id string) error {
	var subjects []int64
	for _, p := range sources {
		said, err := r.said(p.Record)
		if err != nil {
			return err
		}
		subjects = append(subjects, said.subjects...)
		corrected, err := r.p.View.CorrectedBy(r.ctx, p.Record, r.upTo)
		if err != nil {
			return err
		}
		for _, c := range corrected {
			if c.Day <= r.p.AsOf.Known {
				subjects = append(subjects, c.Subject)
			}
		}
	}
	slices.Sort(subjects)
	spoken, err := r.readBy(slices.Compact(subjects))
	if err != nil {
		return err
	}
	out.Spoken, out.Read = len(spoken), min(len(spoken), maxFalls)
	known, seen := r.p.AsOf.Known, map[string]bool{}
	for _, incident := range spoken[:out.Read] {
		d, reading, err := r.counted(incident)
		if err != nil {
			return err
		}
		if seen[d.Subject] || !reading.Present(known) {
			continue
		}
		seen[d.Subject] = true
		with := reading.Belief(known).Outcome
		if without := reading.Without(id).Belief(known).Outcome; without != with {
			out.Falls = append(out.Falls, Fall{d.Subject, d.Title, with, without})
		}
	}
	return nil
}

// counted reads an incident, or the earlier one as which it is counted.
func (r *sourceReader) counted(id string) (*ascribe.Dossier, *classify.Reading, error) {
	d, err := r.p.View.Dossier(r.ctx, ascribe.Main, id)
	if err != nil {
		return nil, nil, err
	}
	if err := disclose.WithKin(r.ctx, r.p, d); err != nil {
		return nil, nil, err
	}
	reading := classify.Read(r.p.Book, d, r.p.AsOf.Recorded)
	if reading.Merged(r.p.AsOf.Known) {
		return r.counted(reading.On(r.p.AsOf.Known).Dossier().Subject)
	}
	return d, reading, nil
}

// readBy is the incidents among the subjects: the decision reads nothing that
// was said of links and actors.
func (r *sourceReader) readBy(subjects []int64) ([]string, error) {
	var ids []string
	for _, n := range subjects {
		x, err := r.p.View.Record(r.ctx, n)
		if ascribe.KindOf(err) == ascribe.ErrNotFound {
			continue // erased
		}
		if err != nil {
			return nil, err
		}
		if incident, ok := x.Noun.(*ascribe.Incident); ok && incident.Dataset == "" {
			ids = append(ids, incident.ID)
		}
	}
	return ids, nil
}
