package classify

import (
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/codebooks"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// incident is twelve statements from six sources over three months: first
// thought inspired, then guided by somebody unknown, then remote-controlled.
const incident = `
	police is B by police out 19
	press is B by daily out 20
	agency is C by agency out 19
	weekly is B by weekly out 2016-08-10 on agency
	court is A by court out 2016-10-05
	study is A by institute out 2017-03-01 on court,weekly
	s01 country=DE from police
	s02 date=2016-07-18 from police
	s03 claim=made from agency
	s04 propaganda=yes from police
	s05 contact=member_remotely from police raises
	s06 killed=0 from press
	s07 pledge=delivered_by_group from agency
	s08 contact=unidentified from weekly
	s09 public_label=lone_actor from press
	s10 contact=member_remotely from court
	s11 guidance=step_by_step from court
	s12 contact_last=minutes_before from study
	w01 corrects s07 from agency on 2016-08-01
`

func shipped(b *testing.B) (*codebook.Book, *ascribe.Dossier, int64) {
	b.Helper()
	book, err := codebook.Compile("direction.yaml", codebooks.Direction)
	if err != nil {
		b.Fatal(faults(err))
	}
	d := dossier(b, incident)
	if o := Read(book, d, ascribe.Latest).Belief(ascribe.Forever).Outcome; outcome(o) != "remote_controlled/full_control" {
		b.Fatalf("the incident is %v", o)
	}
	return book, d, ascribe.Latest
}

func BenchmarkRead(b *testing.B) {
	book, d, latest := shipped(b)
	b.ReportAllocs()
	for b.Loop() {
		Read(book, d, latest)
	}
}

func BenchmarkOutcome(b *testing.B) {
	r := Read(shipped(b))
	b.ReportAllocs()
	for b.Loop() {
		r.Belief(ascribe.Forever)
	}
}

func BenchmarkAttribute(b *testing.B) {
	r := Read(shipped(b))
	b.ReportAllocs()
	for b.Loop() {
		r.Attribute(ascribe.Forever)
	}
}

func BenchmarkHistory(b *testing.B) {
	r := Read(shipped(b))
	b.ReportAllocs()
	for b.Loop() {
		r.History()
	}
}
