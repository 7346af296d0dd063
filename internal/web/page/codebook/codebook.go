package codebook

import (
	"context"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// codebookAnswer is what the page of a codebook shows: the version that is
// asked for, among all that were adopted.
type codebookAnswer struct {
	*ask.CodebookPageAnswer
	Versions []point.Adoption `json:"versions"`
}

func askCodebook(ctx context.Context, v *kit.View, _ *kit.Asked) (*codebookAnswer, error) {
	page, err := ask.CodebookPage(ctx, v.At)
	if err != nil {
		return nil, err
	}
	adopted, err := v.At.Codebooks(ctx)
	if err != nil {
		return nil, err
	}
	return &codebookAnswer{page, adopted.Rows}, nil
}

// Passed is how many of the worked cases pass.
func (a *codebookAnswer) Passed() (n int) {
	for i := range a.Cases {
		if a.Cases[i].Passed {
			n++
		}
	}
	return n
}

// A half of a grade, with what it says and whether it can move a label.
type half struct {
	Half, Meaning string
	Counts        bool
}

// Halves are the letters and digits that grades are made of.
func (a *codebookAnswer) Halves() (list []half) {
	for _, r := range ascribe.Reliabilities {
		list = append(list, half{string(r), r.Meaning(), r <= a.Adequate.Reliability})
	}
	for _, c := range ascribe.Credibilities {
		list = append(list, half{string(c), c.Meaning(), c <= a.Adequate.Credibility})
	}
	return list
}

// Before is the version that was adopted before the one that is shown; "":
// there is none.
func (a *codebookAnswer) Before() string {
	for i := range a.Versions {
		if a.Versions[i].SHA256 == a.Codebook.SHA256 && i > 0 {
			return versionName(a.Versions, i-1)
		}
	}
	return ""
}

// Version is how an adopted version is asked for.
func (a *codebookAnswer) Version(i int) string { return versionName(a.Versions, i) }

// versionName is what an adopted version is asked for by: its number or, where
// two codebooks share that, with the codebook's id.
func versionName(all []point.Adoption, i int) string {
	for k := range all {
		if k != i && all[k].Version == all[i].Version {
			return all[i].ID + " " + all[i].Version
		}
	}
	return all[i].Version
}

var policies = map[ascribe.Policy]string{
	ascribe.PolicyLatest:  "the latest statement counts",
	ascribe.PolicyBest:    "the best graded statement counts",
	ascribe.PolicyHighest: "the highest value counts",
	ascribe.PolicyLowest:  "the lowest value counts",
}

var types = map[ascribe.Type]string{
	ascribe.TypeCode:    "one of the values below",
	ascribe.TypeNumber:  "a whole number",
	ascribe.TypeDate:    "a date, perhaps imprecise (EDTF)",
	ascribe.TypeText:    "free text",
	ascribe.TypeCountry: "a country (ISO 3166-1)",
	ascribe.TypePoint:   "a point, perhaps with how exact it is",
	ascribe.TypeID:      "the id of an incident, actor or link",
}

// VariableFacts are how a variable is coded and resolved, in words.
func (a *codebookAnswer) VariableFacts(v ask.VariableEntry) []string {
	kind := types[v.Type]
	if v.Several {
		kind = "any of the values below, several at once"
	}
	policy := policies[v.Policy]
	if v.Policy == ascribe.PolicyAny {
		policy = kit.Words(v.Decisive) + " counts as soon as one statement has it, else the latest"
	}
	state := "closed: no statement means “not so”"
	if v.Default != "" {
		state = "closed: no statement means " + kit.Words(v.Default)
	}
	if v.Open {
		state = "open: no statement leaves the question open"
	}
	var of []string
	for _, kind := range v.Of {
		of = append(of, string(kind)+"s")
	}
	facts := []string{kind, policy, "said of " + strings.Join(of, " and ")}
	switch {
	case v.Read:
		facts = append(facts, state, "the decision table reads it")
	case len(a.Rows) > 0:
		facts = append(facts, "no row reads it")
	}
	if v.Role != "" {
		facts = append(facts, "role: "+kit.Words(string(v.Role)))
	}
	return facts
}

var relations = map[ascribe.Relation]string{
	ascribe.ExactMatch:  "is the same as",
	ascribe.CloseMatch:  "is close to",
	ascribe.BroadMatch:  "is a part of",
	ascribe.NarrowMatch: "takes in",
	ascribe.NoMatch:     "has no counterpart",
}

// Relation is how a label relates to a term of another scheme.
func (a *codebookAnswer) Relation(m ask.MappingEntry) string { return relations[m.Relation] }
