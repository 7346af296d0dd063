package ask

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/codebooks"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// CodebookPageAnswer is a codebook as a reader is shown it.
type CodebookPageAnswer struct {
	point.Asked
	Codebook point.BookName `json:"codebook"`
	Format   int            `json:"format"` // of its file
	Title    string         `json:"title"`
	// Titles are those in each language, where it gives them by language.
	Titles      []ascribe.Translation `json:"titles"`
	Description string                `json:"description"`
	Adequate    AdequateGrades        `json:"adequate"`
	Variables   []VariableEntry       `json:"variables"`
	Closes      []ClosingEntry        `json:"closes"`
	Labels      []LabelEntry          `json:"labels"`
	Rows        []DecisionEntry       `json:"rows"`
	Crosswalks  []CrosswalkEntry      `json:"crosswalks"`
	// Cases are the worked cases that ship with this very file of a codebook;
	// CasesKnown is false of every other, since a store does not keep them.
	Cases      []CaseEntry `json:"cases"`
	CasesKnown bool        `json:"cases_known"`
}

// AdequateGrades are the weakest halves of a grade that can move a label.
type AdequateGrades struct {
	Reliability ascribe.Reliability `json:"reliability"`
	Credibility ascribe.Credibility `json:"credibility"`
}

// VariableEntry is a variable of a codebook.
type VariableEntry struct {
	Name       string                `json:"name"`
	Was        []string              `json:"was"` // its names in earlier versions
	Title      string                `json:"title"`
	Titles     []ascribe.Translation `json:"titles"`
	Of         []ascribe.SubjectKind `json:"of"`
	Type       ascribe.Type          `json:"type"`
	Several    bool                  `json:"several"`
	Definition string                `json:"definition"`
	Note       string                `json:"note"`
	Source     string                `json:"source"`
	Role       ascribe.Role          `json:"role"`
	Policy     ascribe.Policy        `json:"policy"`
	Decisive   string                `json:"decisive"`
	Default    string                `json:"default"`
	Open       bool                  `json:"open"`
	// Read is whether a row of the table reads it, or whether it can close
	// variables that one reads.
	Read   bool         `json:"read"`
	Values []ValueEntry `json:"values"`
	// Statements is how many were said of it by the day, of incidents that are
	// counted then and of actors and links.
	Statements int `json:"statements"`
}

// ValueEntry is one code of a variable.
type ValueEntry struct {
	Code string   `json:"code"`
	Was  []string `json:"was"` // its codes in earlier versions
	// Says is the value as it stands in a sentence, "" where the codebook has
	// no phrase for it.
	Says       string                `json:"says"`
	SaysIn     []ascribe.Translation `json:"says_in"`
	Definition string                `json:"definition"`
	Note       string                `json:"note"`
	LeavesOpen bool                  `json:"leaves_open"`
}

// ClosingEntry is a variable with the values of it that close every open one.
type ClosingEntry struct {
	Variable string   `json:"variable"`
	Values   []string `json:"values"`
}

// LabelEntry is an answer that a codebook can give.
type LabelEntry struct {
	Label      string       `json:"label"`
	Definition string       `json:"definition"`
	Levels     []LevelEntry `json:"levels"`
}

// LevelEntry is a degree of a label.
type LevelEntry struct {
	Level      string `json:"level"`
	Definition string `json:"definition"`
}

// DecisionEntry is a row of the decision table, its condition in CEL and in
// words.
type DecisionEntry struct {
	Row string `json:"row"`
	ascribe.Outcome
	Condition   string `json:"condition"`
	InWords     string `json:"in_words"`
	Explanation string `json:"explanation"`
}

// CrosswalkEntry maps labels to the terms of another scheme.
type CrosswalkEntry struct {
	ID       string                `json:"id"`
	Title    string                `json:"title"`
	Titles   []ascribe.Translation `json:"titles"`
	Source   string                `json:"source"`
	Mappings []MappingEntry        `json:"mappings"`
}

// MappingEntry relates a label, or one level of it, to a term.
type MappingEntry struct {
	Label    string           `json:"label"`
	Level    string           `json:"level"`
	Term     string           `json:"term"`
	Relation ascribe.Relation `json:"relation"`
}

// CaseEntry is a worked case with its result.
type CaseEntry struct {
	CaseResult
	Note     string          `json:"note"`
	Evidence []CaseEvidence  `json:"evidence"`
	Expected ascribe.Outcome `json:"expected"`
}

// CaseEvidence is a statement of a worked case.
type CaseEvidence struct {
	Variable string         `json:"variable"`
	Value    string         `json:"value"`
	Stance   ascribe.Stance `json:"stance"`
	Said     ascribe.Date   `json:"said"`
	Grade    ascribe.Grade  `json:"grade"`
	Source   string         `json:"source"`
	Note     string         `json:"note"`
}

// CodebookPage answers what a codebook says: the one that the question is
// asked under.
func CodebookPage(ctx context.Context, p *point.Point) (*CodebookPageAnswer, error) {
	page := pageOf(p.Book)
	page.Asked = p.Asked
	uses, err := uses(ctx, p)
	if err != nil {
		return nil, err
	}
	for i := range page.Variables {
		page.Variables[i].Statements = uses[page.Variables[i].Name]
	}
	return page, page.addCases(p.Book)
}

func pageOf(book *codebook.Book) *CodebookPageAnswer {
	page := &CodebookPageAnswer{
		Codebook: point.NameOf(book), Format: max(book.Format, 1), Title: book.Title, Titles: listOf(book.Titles), Description: book.Description,
		Adequate: AdequateGrades{
			Reliability: cmp.Or(book.Codebook.Adequate.Reliability, "C"), Credibility: cmp.Or(book.Codebook.Adequate.Credibility, "3"),
		},
		Variables: []VariableEntry{}, Closes: []ClosingEntry{}, Labels: []LabelEntry{}, Rows: []DecisionEntry{},
		Crosswalks: []CrosswalkEntry{}, Cases: []CaseEntry{},
	}
	for i := range book.Vars {
		page.Variables = append(page.Variables, variableEntry(book, &book.Vars[i]))
	}
	for _, c := range book.Closes {
		page.Closes = append(page.Closes, ClosingEntry(c))
	}
	for _, l := range book.Labels {
		label := LabelEntry{Label: l.Name, Definition: l.Definition, Levels: []LevelEntry{}}
		for _, level := range l.Levels {
			label.Levels = append(label.Levels, LevelEntry{level.Name, level.Definition})
		}
		page.Labels = append(page.Labels, label)
	}
	for i := range book.Rows {
		r := &book.Rows[i]
		page.Rows = append(page.Rows, DecisionEntry{
			Row: r.ID, Outcome: r.Outcome(), Condition: r.When, InWords: book.InWords(r.Test), Explanation: r.Explanation,
		})
	}
	for _, w := range book.Crosswalks {
		walk := CrosswalkEntry{ID: w.ID, Title: w.Title, Titles: listOf(w.Titles), Source: w.Source, Mappings: []MappingEntry{}}
		for _, m := range w.Mappings {
			walk.Mappings = append(walk.Mappings, MappingEntry(m))
		}
		page.Crosswalks = append(page.Crosswalks, walk)
	}
	return page
}

func variableEntry(book *codebook.Book, v *codebook.Var) VariableEntry {
	entry := VariableEntry{
		Name: v.Name, Was: listOf(v.Was), Title: v.Title, Titles: listOf(v.Titles), Of: SubjectsOf(v), Type: v.Type, Several: v.Several,
		Definition: v.Definition, Note: v.Note, Source: v.Source, Role: v.Role, Policy: v.Policy,
		Decisive: v.Decisive, Default: v.Default, Open: v.Open, Read: book.Reads(v.Name), Values: []ValueEntry{},
	}
	for _, x := range v.Variable.Values {
		x.Was, x.SaysIn = listOf(x.Was), listOf(x.SaysIn)
		entry.Values = append(entry.Values, ValueEntry(x))
	}
	return entry
}

// listOf is a list that is in JSON also where it is empty.
func listOf[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// addCases runs the worked cases that ship, where this is the codebook that
// they ship with.
func (p *CodebookPageAnswer) addCases(book *codebook.Book) error {
	i := slices.IndexFunc(codebooks.Shipped, func(c codebooks.Codebook) bool {
		sum := sha256.Sum256(c.Text)
		return book.SHA256 == hex.EncodeToString(sum[:])
	})
	if i < 0 {
		return nil
	}
	p.CasesKnown = true
	file := point.File{Name: codebooks.Shipped[i].Name(), Text: codebooks.Shipped[i].Cases}
	results, err := RunCases(book, file)
	if err != nil {
		return err
	}
	cases, err := codebook.ParseCases(file.Name, file.Text)
	if err != nil {
		return err
	}
	for i := range cases {
		entry := CaseEntry{CaseResult: results[i], Note: cases[i].Note, Evidence: []CaseEvidence{}, Expected: cases[i].Expect.Outcome}
		for _, s := range cases[i].Evidence {
			entry.Evidence = append(entry.Evidence, CaseEvidence{
				Variable: s.Variable, Value: s.Value, Stance: s.Stance, Said: s.Said,
				Grade: ascribe.NewGrade(s.Reliability, s.Credibility), Source: s.Source, Note: s.Note,
			})
		}
		p.Cases = append(p.Cases, entry)
	}
	return nil
}

// uses counts the statements of each variable, by its name. Of an imported
// dataset they are not counted: it has one of each column in each row.
func uses(ctx context.Context, p *point.Point) (map[string]int, error) {
	if p.About() != ascribe.Main {
		return nil, nil
	}
	key := p.Key()
	if found := point.Recently[point.Key, map[string]int](p).Get(key); found != nil {
		return *found, nil
	}
	uses := map[string]int{}
	all, err := surveyOf(ctx, p)
	if err != nil {
		return nil, err
	}
	used, err := all.Uses(ctx, p.AsOf.Known)
	if err != nil {
		return nil, err
	}
	for _, u := range used {
		uses[u.Variable] += u.N
	}
	names, err := disclose.To(ctx, p)
	if err != nil {
		return nil, err
	}
	for _, x := range names.Actors {
		for _, s := range x.Reading.Statements(p.AsOf.Known) {
			uses[s.Variable]++
		}
	}
	for _, l := range names.Links {
		for _, s := range l.Reading.Statements(p.AsOf.Known) {
			uses[s.Variable]++
		}
	}
	point.Recently[point.Key, map[string]int](p).Put(key, &uses)
	return uses, nil
}
