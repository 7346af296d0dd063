// Package overtime has the pages about counts of incidents, and how they came about.
package overtime

import (
	"embed"

	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// Files are the templates and styles of the pages.
//
//go:embed *.html *.css
var Files embed.FS

// Counts is a page: counts as known on a day, how that picture came about, and another day beside it.
var Counts = kit.Screen[overTimeInput, overTime]{
	Embeds: true,
	Name:   "over-time", Summary: "Counts as known on a day, how that picture came about, and another day beside it",
	Ask:  askOverTime,
	Page: func(p *kit.Page[overTimeInput, overTime]) any { return overTimePage{p} },
}

// Course is an answer without a page: how counts by one dimension came about, period by period.
var Course = kit.Data[courseInput, courseAnswer]{
	Name: "course", Summary: "How counts by one dimension came about, period by period",
	Ask: askCourse,
}

// Beside is an answer without a page: counts on two days.
var Beside = kit.Data[besideInput, crossCount]{
	Name: "beside", Summary: "Counts on two days",
	Ask: askBeside,
}

// Differ is an answer without a page: the incidents whose answer differs between two days.
var Differ = kit.Data[differInput, ask.RelabelledAnswer]{
	Name: "differ", Summary: "The incidents whose answer differs between two days",
	Ask: askDiffer,
}
