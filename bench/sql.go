package main

import (
	"embed"
	"fmt"
	"strings"
	"text/template"

	"github.com/ascribe-project/ascribe/bench/gen"
)

//go:embed sql/*.sql
var sqlFiles embed.FS

var templates = template.Must(template.New("").Funcs(template.FuncMap{
	"shift": func(variable int) int { return 3 * variable },
}).ParseFS(sqlFiles, "sql/*.sql"))

// A dialect is what the engines differ in.
type dialect struct {
	Materialized string // says that a common table is to be worked out once
	Place        string // the lowest bit of a variable in the packed number
	Delta        string // the change of a variable's code against the one before, in its place of the packed number
	DeltaOfDays  string // the same by days, of the query that the goals were set against
	Carry        string // what carries the packed number along there
	Small        string // the type of small numbers
	Key          string // says in the table of statements that its id is its key
	PointKey     string // the same of change points
	Clustered    string // says that a table lies in the order of its key
}

// asked is what a template is filled in with.
type asked struct {
	dialect
	Table     string // V1, V2 or V3
	Adequate  int    // the worst grade that counts
	Variables []gen.Variable
	Day       int32
	Incident  string
	Insert    string
}

func (d dialect) ask(table string) asked {
	a := asked{dialect: d, Table: table, Adequate: 3, Variables: gen.Variables[:]}
	if table == "V2" {
		a.Adequate = 4
	}
	return a
}

func (a asked) render(name string) string {
	var b strings.Builder
	if err := templates.ExecuteTemplate(&b, name, a); err != nil {
		panic(err) // the templates are a part of the program
	}
	return strings.TrimSpace(b.String())
}

// A move adds the changes of an incident to the kept sums, or takes them off.
type move struct {
	Incident       string
	Sign, Opposite string
}

// On adds.
func (a asked) On() move { return move{a.Incident, "", "-"} }

// Off takes off.
func (a asked) Off() move { return move{a.Incident, "-", ""} }

// insert writes a statement.
func insert(id int, s *gen.Statement) string {
	retracted := "NULL"
	if s.Retracted != 0 {
		retracted = fmt.Sprint(s.Retracted)
	}
	return fmt.Sprintf("INSERT INTO statement VALUES (%d,%d,%d,%d,%d,%d,%d,%d,%s)",
		id, s.Incident, s.Variable, s.Value, s.Grade, s.Source, s.Published, s.Recorded, retracted)
}

// calendar fills the tables of days and month-ends.
func calendar() string {
	var b strings.Builder
	ends := gen.MonthEnds()
	b.WriteString("INSERT INTO cut VALUES ")
	for m, day := range ends {
		fmt.Fprintf(&b, "%s(%d,%d)", comma(m), m, day)
	}
	b.WriteString(";\nINSERT INTO calendar VALUES ")
	m := 0
	for day := range int32(12_000) {
		for m < len(ends) && ends[m] < day {
			m++
		}
		fmt.Fprintf(&b, "%s(%d,%d)", comma(int(day)), day, m)
	}
	b.WriteString(";")
	return b.String()
}

func comma(n int) string {
	if n == 0 {
		return ""
	}
	return ","
}
