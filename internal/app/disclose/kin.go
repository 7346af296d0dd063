package disclose

import (
	"context"
	"maps"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/classify"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/store"
)

// A Kinship says which incidents may be one: those that statements name as the same,
// directly or through others, whether or not it counts. Most records have none. By id,
// all of the kin of an incident, itself among them.
type Kinship map[string][]string

// KinshipOf is that at a point, under its codebook and some others.
func KinshipOf(ctx context.Context, p *point.Point, others ...*codebook.Book) (Kinship, error) {
	if p.About() != ascribe.Main {
		return nil, nil
	}
	var variables []string
	for _, book := range append([]*codebook.Book{p.Book}, others...) {
		if book == nil {
			continue
		}
		if v := classify.SameAs(book); v != nil {
			variables = append(append(variables, v.Name), v.Was...)
		}
	}
	if slices.Sort(variables); len(variables) == 0 {
		return nil, nil
	}
	record, err := p.Record(ctx)
	if err != nil {
		return nil, err
	}
	said, err := p.Following().Kinships(ctx, p.View, record, slices.Compact(variables))
	if err != nil || len(said) == 0 {
		return nil, err
	}
	return kinshipBy(ctx, p.View, said)
}

// kinshipBy is that by some statements.
func kinshipBy(ctx context.Context, v *store.View, said []store.Kinship) (Kinship, error) {
	records := make([]int64, len(said))
	for i := range said {
		records[i] = said[i].Subject
	}
	nouns, err := v.Nouns(ctx, records)
	if err != nil {
		return nil, err
	}
	var pairs [][2]string
	ids := map[string]bool{}
	for i := range said {
		if incident, there := nouns[said[i].Subject].(*ascribe.Incident); there && incident.ID != said[i].Value {
			pairs = append(pairs, [2]string{incident.ID, said[i].Value})
			ids[incident.ID], ids[said[i].Value] = true, true
		}
	}
	k := Kinship{}
	for _, group := range classify.Groups(slices.Sorted(maps.Keys(ids)), pairs) {
		for _, id := range group {
			k[id] = group
		}
	}
	return k, nil
}

// With are some ids and those of their kin.
func (k Kinship) With(ids []string) []string {
	if len(k) == 0 {
		return ids
	}
	seen, all := map[string]bool{}, []string{}
	for _, one := range ids {
		for _, id := range append([]string{one}, k[one]...) {
			if !seen[id] {
				seen[id] = true
				all = append(all, id)
			}
		}
	}
	return all
}

// give gives dossiers their kin, as these are where a view stands and as whoever asks
// may see them.
func (k Kinship) give(ctx context.Context, v *store.View, names *Naming, dossiers ...*ascribe.Dossier) error {
	var ids []string
	for _, d := range dossiers {
		ids = append(ids, k[d.Subject]...)
	}
	if len(ids) == 0 {
		return nil
	}
	there, err := k.among(ctx, v, names, ids)
	if err != nil {
		return err
	}
	for _, d := range dossiers {
		k.take(d, there)
	}
	return nil
}

// there are the dossiers of all that have kin.
func (k Kinship) there(ctx context.Context, v *store.View, names *Naming) (map[string]*ascribe.Dossier, error) {
	if len(k) == 0 {
		return nil, nil
	}
	return k.among(ctx, v, names, slices.Collect(maps.Keys(k)))
}

// among are the dossiers of some.
func (k Kinship) among(ctx context.Context, v *store.View, names *Naming, ids []string) (map[string]*ascribe.Dossier, error) {
	slices.Sort(ids)
	there, err := v.DossiersThere(ctx, ascribe.Main, slices.Compact(ids))
	for id, d := range there {
		there[id] = names.disclosed(d)
	}
	return there, err
}

// take gives a dossier those of its kin that are there.
func (k Kinship) take(d *ascribe.Dossier, there map[string]*ascribe.Dossier) {
	d.Kin = nil
	for _, id := range k[d.Subject] {
		if kin := there[id]; kin != nil && id != d.Subject {
			d.Kin = append(d.Kin, kin)
		}
	}
}

// WithKin gives dossiers of incidents their kin as of a point, as they were written.
func WithKin(ctx context.Context, p *point.Point, dossiers ...*ascribe.Dossier) error {
	k, err := KinshipOf(ctx, p)
	if err != nil {
		return err
	}
	return k.give(ctx, p.View, nil, dossiers...)
}

// KinOf are the dossiers of some incidents and their kin, as they were written.
func KinOf(ctx context.Context, p *point.Point, ids []string) ([]*ascribe.Dossier, error) {
	k, err := KinshipOf(ctx, p)
	if err != nil {
		return nil, err
	}
	if ids = k.With(ids); len(ids) < 2 {
		return nil, nil
	}
	there, err := p.View.DossiersThere(ctx, ascribe.Main, ids)
	return slices.Collect(maps.Values(there)), err
}

// subjectOf reads a dossier. What is there of others with which the incident is one is
// in what is known of it then.
func subjectOf(p *point.Point, d *ascribe.Dossier) Subject {
	s := Subject{Reading: classify.Read(p.Book, d, p.AsOf.Recorded), Dossier: d}
	if known := p.AsOf.Known; !s.Merged(known) {
		s.Dossier = s.On(known).Dossier()
	}
	return s
}

// A Merging is the incidents that are counted as an earlier one: as which, by records
// and by ids.
type Merging struct {
	records map[int64]int64
	ids     map[string]string
}

// Merged is that of a point. It is shared with others who ask the same: leave it as
// it is.
func Merged(ctx context.Context, p *point.Point) (*Merging, error) {
	if p.About() != ascribe.Main {
		return nil, nil
	}
	key := p.Key()
	if found := point.Recently[point.Key, Merging](p).Get(key); found != nil {
		return found, nil
	}
	k, err := KinshipOf(ctx, p)
	if err != nil {
		return nil, err
	}
	there, err := k.there(ctx, p.View, nil)
	if err != nil {
		return nil, err
	}
	m := &Merging{map[int64]int64{}, map[string]string{}}
	for _, d := range there {
		own := *d
		k.take(&own, there)
		if r := classify.Read(p.Book, &own, p.AsOf.Recorded); r.Merged(p.AsOf.Known) {
			first := r.On(p.AsOf.Known).Dossier()
			m.records[own.Record], m.ids[own.Subject] = first.Record, first.Subject
		}
	}
	point.Recently[point.Key, Merging](p).Put(key, m)
	return m, nil
}

// Of is the incident as which one is counted, by their records: itself, where it is
// counted by itself.
func (m *Merging) Of(record int64) int64 {
	if m == nil || m.records[record] == 0 {
		return record
	}
	return m.records[record]
}

// OfID is the same by their ids.
func (m *Merging) OfID(id string) string {
	if m == nil || m.ids[id] == "" {
		return id
	}
	return m.ids[id]
}
