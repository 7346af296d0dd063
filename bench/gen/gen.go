// Package gen makes up the benchmark's data, the same on every machine.
package gen

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"time"
)

// Days are counted from 2000-01-01.
var epoch = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// Day is the number of a day of the calendar.
func Day(year, month, day int) int32 {
	return int32(time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Sub(epoch).Hours() / 24)
}

// The incidents happened in Years years from FirstYear on.
const (
	FirstYear = 2005
	Years     = 20
)

// Grades is how many grades there are, from 1, the best.
const Grades = 6

// A Variable has the codes 1 to Codes; the last one is "unclear".
type Variable struct {
	Name  string
	Codes int
}

// Variables by number.
var Variables = [...]Variable{
	{"claim", 4},
	{"contact", 4},
	{"training", 3},
	{"travel", 4},
	{"funding", 4},
	{"instruction", 5},
	{"comms", 5},
	{"material", 4},
	{"pledge", 4},
	{"propaganda", 3},
	{"manifesto", 4},
	{"ideology", 6},
	{"membership", 4},
	{"prior", 3},
	{"accomplices", 5},
	{"weapon", 6},
	{"target", 6},
	{"media", 4},
	{"mental", 3},
	{"official", 5},
}

// An Incident happened on a day. Incidents are numbered from 1.
type Incident struct {
	Day  int32
	Year int16
}

// A Statement is what a source said of an incident. Its number is its place
// in Data.Statements, from 1: they are in the order in which they were
// recorded.
type Statement struct {
	Incident  int32
	Published int32
	Recorded  int32
	Retracted int32 // 0: never
	Source    int32 // from 1
	Variable  uint8
	Value     uint8
	Grade     uint8
}

// Data is incidents, and ten statements for each of them.
type Data struct {
	Incidents  []Incident
	Statements []Statement
	Sources    int
}

// New makes up n incidents. The order in which it draws is a part of the
// benchmark's definition.
func New(n int) *Data {
	r := rand.New(rand.NewPCG(7, 42))
	d := &Data{
		Incidents:  make([]Incident, n),
		Statements: make([]Statement, 0, 10*n),
		Sources:    n/5 + 100,
	}
	var starts [Years + 1]int32
	for i := range starts {
		starts[i] = Day(FirstYear+i, 1, 1)
	}
	for i := range d.Incidents {
		day := starts[0] + int32(r.IntN(int(starts[Years]-starts[0])))
		year := 0
		for starts[year+1] <= day {
			year++
		}
		d.Incidents[i] = Incident{day, int16(FirstYear + year)}
	}
	for k := range 10 * n {
		d.Statements = append(d.Statements, d.statement(r, k, n))
	}
	slices.SortStableFunc(d.Statements, func(a, b Statement) int { return cmp.Compare(a.Recorded, b.Recorded) })
	return d
}

// statement draws the k-th statement. Half of them are spread evenly; the
// others are about few incidents more often than about most.
func (d *Data) statement(r *rand.Rand, k, n int) Statement {
	incident := k / 5
	if k >= 5*n {
		u := r.Float64()
		incident = int(u * u * float64(n))
		incident = int(uint64(incident) * 2654435761 % uint64(n))
	}
	s := Statement{Incident: int32(incident + 1)}
	variable := r.IntN(len(Variables))
	codes := Variables[variable].Codes
	value := 1 + r.IntN(codes)
	if r.IntN(3) == 0 { // not "unclear"
		value = 1 + r.IntN(codes-1)
	}
	s.Variable, s.Value = uint8(variable), uint8(value)
	s.Grade = Grades
	percent := r.IntN(100)
	for i, below := range [...]int{10, 35, 65, 85, 95} {
		if percent < below {
			s.Grade = uint8(i + 1)
			break
		}
	}
	s.Published = d.Incidents[incident].Day + int32(min(lognormal(r, 10, 1.6), 1095))
	s.Recorded = s.Published + int32(lognormal(r, 20, 1.0))
	if r.IntN(100) < 3 {
		s.Retracted = s.Published + 1 + int32(lognormal(r, 60, 1.2))
	}
	s.Source = int32(r.IntN(d.Sources) + 1)
	return s
}

func lognormal(r *rand.Rand, median, sigma float64) float64 {
	return math.Exp(math.Log(median) + sigma*r.NormFloat64())
}

// MonthEnds are the last days of all months of the years.
func MonthEnds() []int32 {
	days := make([]int32, 0, 12*Years)
	for m := range 12 * Years {
		days = append(days, Day(FirstYear, m+2, 1)-1)
	}
	return days
}
