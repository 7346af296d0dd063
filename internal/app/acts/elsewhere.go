package acts

import (
	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/store"
)

// checkElsewhere holds an incident of an imported dataset, with which one of the
// record is the same, against what was imported. A casebook may come from a store that
// has a dataset which this one lacks.
func (r *recorder) checkElsewhere(dataset, id string, kind ascribe.SubjectKind, fault fault) error {
	if kind != ascribe.OfIncident && kind != "" {
		fault("value", "only an incident is the same as one of a dataset, and this is %s", ascribe.WithArticle(string(kind)))
		return nil
	}
	if dataset == ascribe.Main {
		fault("value", "an incident of the record is written without %s:", ascribe.Main)
		return nil
	}
	_, _, imported, err := r.tx.Find(store.SpaceDataset, ascribe.Main, dataset)
	if err != nil || !imported && !r.single {
		return err
	}
	_, _, found, err := r.tx.Find(store.SpaceSubject, dataset, id)
	if err == nil && !found {
		r.absent++
		fault("value", "there is no incident %s in a dataset %s", id, dataset)
	}
	return err
}
