package main

import (
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// filtering is which incidents a question is about.
type filtering struct {
	Where []string `help:"Only where this holds: NAME OP VALUE, as in country=DE, killed>=10, year=2014..2016, 'country in=DE,FR', place~=train or killed=unknown; OP is one of = != < <= > >= in= ~=. May be repeated: of several = on one NAME one is enough, all else must hold." placeholder:"CONDITION" sep:"none" predictor:"condition"`
}

// conditions are those that the incidents pass.
func (f *filtering) conditions() ([]ask.Condition, error) { return ask.ParseConditions(f.Where) }

// tellOfAlternatives says that of several values of one dimension one is enough:
// an incident had to have them all, before the reading room and the commands
// were asked alike.
func (e *environment) tellOfAlternatives(p *point.Point, where []ask.Condition) {
	if name := ask.Alternatives(p.Book, where); name != "" {
		e.err.WriteString("ascribe: " + name + " is asked for more than once: one of its values is enough, and before this version it had to have them all\n")
	}
}
