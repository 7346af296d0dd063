package kit

import (
	"fmt"
	"html"
	htmltemplate "html/template"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// functions are what templates can call.
var functions = htmltemplate.FuncMap{
	"date":         dateHTML,
	"words":        Words,
	"country":      point.CountryName,
	"outcome":      OutcomeWords,
	"number":       Number,
	"count":        CountWords,
	"share":        share,
	"more":         func(list []ask.FacetValue, shown int) int { return len(list) - shown },
	"join":         strings.Join,
	"list":         func(s ...string) []string { return s },
	"strip":        func(s interface{ HTML() htmltemplate.HTML }) htmltemplate.HTML { return s.HTML() },
	"differing":    Differing,
	"gradeWords":   gradeWords,
	"sentenceCase": SentenceCase,
	"lang":         lang,
}

var months = [...]string{"", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}

// dateHTML is a day or a date as people write it, with the ISO date in reach.
// What is no single day, month or year stays as it is written.
func dateHTML(v any) htmltemplate.HTML {
	iso := ""
	switch d := v.(type) {
	case ascribe.Day:
		iso = d.String()
	case *ascribe.Day:
		if d != nil {
			iso = d.String()
		}
	case ascribe.Date:
		iso = d.String()
	case *ascribe.Date:
		if d != nil {
			iso = d.String()
		}
	case string:
		iso = d
	}
	if iso == "" {
		return ""
	}
	said := DateWords(iso)
	if said == iso {
		return htmltemplate.HTML(html.EscapeString(iso))
	}
	return htmltemplate.HTML(fmt.Sprintf(`<time datetime="%s" title="%[1]s">%s</time>`, iso, said))
}

// DateWords is a date as people write it, where it is a plain day, month or
// year.
func DateWords(iso string) string {
	parts := strings.Split(iso, "-")
	var n [3]int
	for i, p := range parts {
		v, err := strconv.Atoi(p)
		if err != nil || i > 2 || i == 0 && len(p) != 4 || i > 0 && len(p) != 2 {
			return iso
		}
		n[i] = v
	}
	switch {
	case len(parts) == 3 && n[1] >= 1 && n[1] <= 12:
		return fmt.Sprintf("%d\u00a0%s\u00a0%d", n[2], months[n[1]], n[0])
	case len(parts) == 2 && n[1] >= 1 && n[1] <= 12:
		return fmt.Sprintf("%s\u00a0%d", months[n[1]], n[0])
	}
	return iso
}

// Number groups the digits of a number by thousands.
func Number(n any) string {
	s := fmt.Sprint(n)
	for at := len(s) - 3; at > 0 && s[at-1] != '-'; at -= 3 {
		s = s[:at] + "\u202f" + s[at:]
	}
	return s
}

// CountWords is a number of things.
func CountWords(n any, one, many string) string {
	if fmt.Sprint(n) == "1" {
		return "1 " + one
	}
	return Number(n) + " " + many
}

// share is a part of a base in percent. What is there is never told as none,
// and what is not all never as all.
func share(n, base int) string {
	if base == 0 {
		return "–"
	}
	percent := 100 * float64(n) / float64(base)
	switch {
	case n > 0 && percent < 0.5:
		return "<\u202f1\u202f%"
	case n < base && percent > 99.5:
		return ">\u202f99\u202f%"
	}
	return fmt.Sprintf("%.0f\u202f%%", percent)
}

// gradeWords is an Admiralty grade in words.
func gradeWords(g ascribe.Grade) string {
	return g.Reliability().Meaning() + "; " + g.Credibility().Meaning()
}

// SentenceCase begins a sentence with a capital.
func SentenceCase(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}

// lang is the language of a text, for those who have pages read to them; empty where
// it is that of the page, or none that there is.
func lang(of string) string {
	tag, err := language.Parse(of)
	if err != nil || tag == language.Und {
		return ""
	}
	if base, _ := tag.Base(); base.String() == "en" {
		return ""
	}
	return tag.String()
}
