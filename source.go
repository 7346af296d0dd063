package ascribe

import "slices"

// A Source is a publication: who brought it out, when, and how reliable that
// publisher is.
type Source struct {
	ID          string      `json:"id"`
	Title       string      `json:"title"`
	Publisher   string      `json:"publisher,omitempty"`
	URL         string      `json:"url,omitempty"`
	ArchivedURL string      `json:"archived_url,omitempty"`
	Published   Date        `json:"published,omitzero"` // the day on which it came out
	Kind        string      `json:"kind,omitempty"`     // court_record, official_statement, press, ...
	Language    string      `json:"language,omitempty"` // BCP 47
	Reliability Reliability `json:"reliability,omitempty"`
	RestsOn     []string    `json:"rests_on,omitempty"` // the sources that it only repeats
}

// NotShown stands, once, among what a source rests on for all that whoever asks
// may not see, and in a casebook for all that was erased. It is no id: none has such
// signs.
const NotShown = "(not shown)"

func (*Source) Record() RecordKind { return RecordSource }

func (s *Source) Key() Key { return Key{Space: SpaceSource, ID: s.ID} }

func (s *Source) References() []Key { return restsOn(s.RestsOn) }

// restsOn are the sources that are named among what one rests on.
func restsOn(ids []string) []Key {
	return keys(SpaceSource, slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return id == NotShown })...)
}

func (s *Source) Texts() []string { return []string{s.Title, s.Publisher, s.ID} }

func (s *Source) Line() string { return s.Title }

// A Regrade is a source's reliability judged anew, from its entry on.
type Regrade struct {
	ID          string      `json:"id"`
	Source      string      `json:"source"`
	Reliability Reliability `json:"reliability"`
	Reason      string      `json:"reason,omitempty"`
}

func (*Regrade) Record() RecordKind { return RecordRegrade }

func (r *Regrade) Key() Key { return Key{Space: SpaceRegrade, ID: r.ID} }

func (r *Regrade) References() []Key { return keys(SpaceSource, r.Source) }

func (*Regrade) Texts() []string { return nil }

func (r *Regrade) Line() string { return r.Source + " is judged " + string(r.Reliability) }
