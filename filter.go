package ascribe

import "strings"

// A Filter is conditions under a name, by which a question about incidents can
// ask for them. Of those of one name in a dataset the last by entry counts; one
// without conditions takes the name away.
type Filter struct {
	Name    string   `json:"name"`
	Dataset string   `json:"dataset,omitempty"` // empty is Main
	Where   []string `json:"where"`             // each as it is written: NAME OP VALUE
}

func (*Filter) Record() RecordKind { return RecordFilter }

// Key is the filter's name, which is no id: it can be given again.
func (f *Filter) Key() Key { return Key{Dataset: f.Dataset, ID: f.Name} }

func (f *Filter) References() []Key { return inDataset(f.Dataset) }

func (*Filter) Texts() []string { return nil }

func (f *Filter) Line() string { return strings.Join(f.Where, " and ") }
